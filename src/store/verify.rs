//! Whether the journal is what was recorded: every hash, every chain, in the order of arrival.

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset};

use super::chain::Chains;
use super::{ChainFault, Store, StoreError};
use crate::domain::ids::{ChangeId, Hash};
use crate::domain::journal::Reader;

/// What was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Changes.
    pub changes: usize,
    /// Streams, those that fork from another included.
    pub streams: usize,
}

/// Why a journal could not be verified.
#[derive(Debug)]
pub enum Broken {
    /// The first change that is not as it was recorded.
    Change(BrokenChange),
    /// The file could not be read.
    Unread(StoreError),
}

/// A change that is not as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenChange {
    /// Its stream.
    pub stream: String,
    /// Its number in the stream.
    pub seq: u32,
    /// When, as far as it can still be read.
    pub at: Option<DateTime<FixedOffset>>,
    /// By whom, as far as it can still be read.
    pub by: Option<String>,
    /// What is wrong.
    pub fault: ChainFault,
}

/// The changes that later ones replace, and those that are there.
#[derive(Default)]
struct Replaced {
    there: HashSet<ChangeId>,
    wanted: Vec<(ChangeId, BrokenChange)>,
}

impl Store {
    /// Verifies the journal; names the first change that is not as it was recorded.
    pub fn verify(&self) -> Result<Verified, Broken> {
        self.verified(true)
    }

    /// As [`Store::verify`]; a change that replaces one that is missing here may be let pass, where
    /// the missing one is about to come in.
    pub(crate) fn verified(&self, complete: bool) -> Result<Verified, Broken> {
        let read = self.reading(|conn| {
            let mut chains = Chains::new(&self.dossier);
            let mut replaced = Replaced::default();
            let mut broken = None;
            self.each_line(conn, |stream, seq, hash, text| {
                if broken.is_none() {
                    broken = check(&mut chains, &mut replaced, (stream, seq), hash, text).err();
                }
                Ok(())
            })?;
            Ok((chains, replaced, broken))
        });
        let (chains, replaced, broken) = read.map_err(Broken::Unread)?;
        match broken.or_else(|| replaced.first_missing().filter(|_| complete)) {
            Some(change) => Err(Broken::Change(change)),
            None => Ok(Verified { changes: chains.lines(), streams: chains.streams() }),
        }
    }
}

/// A file is sound if its lines, offered in the order of arrival, get the very places they stand in.
fn check(
    chains: &mut Chains,
    replaced: &mut Replaced,
    (stream, seq): (&str, u32),
    hash: Hash,
    text: &str,
) -> Result<(), BrokenChange> {
    let broken = |fault| {
        let entry = Reader::default().read(text, hash).ok();
        let at = entry.as_ref().map(|entry| entry.at);
        let by = entry.map(|entry| entry.by.to_string());
        BrokenChange { stream: stream.to_owned(), seq, at, by, fault }
    };
    match chains.place(text, hash).map_err(broken)? {
        Some(((kept, number), entry)) if *kept == *stream && number == seq => {
            replaced.there.insert(entry.id);
            for over in entry.over {
                if !replaced.there.contains(&over) {
                    replaced.wanted.push((over, broken(ChainFault::Unfounded(over))));
                }
            }
            Ok(())
        }
        _ => Err(broken(ChainFault::Misplaced)),
    }
}

impl Replaced {
    /// The first change that replaces one that has not come at all: the end of a stream was cut off.
    fn first_missing(self) -> Option<BrokenChange> {
        let Self { there, wanted } = self;
        wanted.into_iter().find(|(over, _)| !there.contains(over)).map(|(_, change)| change)
    }
}
