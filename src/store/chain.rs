//! Where lines stand: each follows the one before it in its stream, and that can be proved.
//!
//! A *place* is a stream and a number. Two continuations of one stream both have their place: the one
//! that comes second is kept under an identity derived from where it forks. Forks are data; nothing
//! here drops a line that continues anything known.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;
use serde::Deserialize;

use super::ChainFault;
use crate::domain::ids::{self, Hash};
use crate::domain::journal::{Entry, LineError, Reader, genesis};

/// What a line says about its own place.
#[derive(Deserialize)]
struct Claim<'a> {
    #[serde(borrow)]
    stream: Cow<'a, str>,
    seq: u32,
    #[serde(borrow)]
    prev: Cow<'a, str>,
}

/// A stream, as it is kept in a file, and a number in it.
pub(super) type Place = (Arc<str>, u32);

/// The chains of a dossier as far as they are known, and the next place of each.
pub(super) struct Chains {
    genesis: Hash,
    reader: Reader,
    /// Where each line stands.
    places: HashMap<Hash, Place>,
    /// The last number of each stream.
    ends: HashMap<Arc<str>, u32>,
}

impl Chains {
    /// No line is known yet.
    pub fn new(dossier: &str) -> Self {
        let (places, ends) = (HashMap::new(), HashMap::new());
        Self { genesis: genesis(dossier), reader: Reader::default(), places, ends }
    }

    /// The lines of a file are known; they are not verified again.
    pub fn of(conn: &Connection, dossier: &str) -> rusqlite::Result<Self> {
        let mut chains = Self::new(dossier);
        let mut statement = conn.prepare("SELECT hash, stream, seq FROM journal")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let stream = chains.name(row.get_ref(1)?.as_str()?);
            chains.note(Hash(row.get(0)?), (stream, row.get(2)?));
        }
        Ok(chains)
    }

    /// How many lines are known.
    pub fn lines(&self) -> usize {
        self.places.len()
    }

    /// How many streams are known, those that fork from another included.
    pub fn streams(&self) -> usize {
        self.ends.len()
    }

    /// Finds the place of a line and takes note of it; `None` if the line is known already.
    pub fn place(&mut self, text: &str, hash: Hash) -> Result<Option<(Place, Entry)>, ChainFault> {
        if hash != Hash::of(text.as_bytes()) {
            return Err(ChainFault::Altered);
        }
        if self.places.contains_key(&hash) {
            return Ok(None);
        }
        let unreadable = |source: LineError| ChainFault::Unreadable(source.to_string());
        // What could not be read back is not taken in.
        let entry = self.reader.read(text, hash).map_err(unreadable)?;
        let claim: Claim<'_> = serde_json::from_str(text).map_err(|source| unreadable(source.into()))?;
        let place = self.place_of(&claim, hash)?;
        self.note(hash, place.clone());
        Ok(Some((place, entry)))
    }

    fn place_of(&mut self, claim: &Claim<'_>, hash: Hash) -> Result<Place, ChainFault> {
        // A stream's name is a label: one with `~` could pass for the name of a fork.
        if !ids::is_label(&claim.stream) {
            return Err(ChainFault::Misplaced);
        }
        let prev = Hash::parse(&claim.prev).ok_or(ChainFault::Misplaced)?;
        let (stream, before) = self.follows(claim, prev)?;
        let end = self.ends.get(&stream).copied().unwrap_or(0);
        let stream = if end == before { stream } else { Arc::from(fork(&claim.stream, hash)) };
        Ok((stream, claim.seq))
    }

    /// The place of the line that this one says it follows; number 0 for the first of a stream.
    fn follows(&mut self, claim: &Claim<'_>, prev: Hash) -> Result<Place, ChainFault> {
        if claim.seq == 1 && prev == self.genesis {
            return Ok((self.name(&claim.stream), 0));
        }
        match self.places.get(&prev) {
            None => Err(ChainFault::Loose(prev)),
            Some((stream, seq)) if seq.checked_add(1) == Some(claim.seq) && root(stream) == claim.stream => {
                Ok((Arc::clone(stream), *seq))
            }
            Some(_) => Err(ChainFault::Misplaced),
        }
    }

    fn note(&mut self, hash: Hash, (stream, seq): Place) {
        let end = self.ends.entry(Arc::clone(&stream)).or_insert(0);
        *end = seq.max(*end);
        self.places.insert(hash, (stream, seq));
    }

    /// One copy of each of the few names.
    fn name(&mut self, name: &str) -> Arc<str> {
        self.ends.get_key_value(name).map_or_else(|| Arc::from(name), |(known, _)| Arc::clone(known))
    }
}

/// The name under which a second continuation of a stream is kept: the stream's own, and the identity
/// of the first change that differs.
fn fork(stream: &str, first: Hash) -> String {
    format!("{stream}~{}", first.id())
}

/// The stream that lines name themselves, from the name under which they are kept.
pub(super) fn root(kept: &str) -> &str {
    kept.split_once('~').map_or(kept, |(stream, _)| stream)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::{Change, ClientDescribed, ClientPart};
    use crate::domain::journal::{Proposal, Sealed, Stamp, Stream, seal};

    fn line(stream: &mut Stream, text: &str) -> Sealed {
        let at = chrono::DateTime::parse_from_rfc3339("2026-11-24T10:00:00+08:00").unwrap();
        let change =
            Change::ClientDescribed(ClientDescribed { part: ClientPart::Phone, text: text.to_owned() });
        let stamp = Stamp { at, by: Arc::from("审查员甲") };
        seal(stream, stream.seq + 1, &stamp, &Proposal { change, over: Vec::new() }).unwrap()
    }

    fn placed(chains: &mut Chains, line: &Sealed) -> (String, u32) {
        let ((stream, seq), _) = chains.place(&line.line, line.hash).unwrap().unwrap();
        (stream.to_string(), seq)
    }

    #[test]
    fn two_continuations_of_a_stream_both_get_their_places() {
        let mut stream = Stream::new("s", "d");
        let first = line(&mut stream, "1");
        let mut twin = stream.clone();
        let (second, other) = (line(&mut stream, "2"), line(&mut twin, "2'"));
        let (third, other_third) = (line(&mut stream, "3"), line(&mut twin, "3'"));
        let mut chains = Chains::new("d");
        assert_eq!(placed(&mut chains, &first), ("s".to_owned(), 1));
        assert_eq!(placed(&mut chains, &second), ("s".to_owned(), 2));
        let fork = format!("s~{}", other.hash.id());
        assert_eq!(placed(&mut chains, &other), (fork.clone(), 2));
        assert_eq!(placed(&mut chains, &other_third), (fork, 3));
        assert_eq!(placed(&mut chains, &third), ("s".to_owned(), 3));
        assert!(chains.place(&third.line, third.hash).unwrap().is_none(), "known");
        assert_eq!((chains.lines(), chains.streams()), (5, 2));
    }

    #[test]
    fn a_stream_that_forks_at_its_first_change_is_kept_twice_too() {
        let (mut one, mut two) = (Stream::new("s", "d"), Stream::new("s", "d"));
        let (one, two) = (line(&mut one, "1"), line(&mut two, "1'"));
        let mut chains = Chains::new("d");
        assert_eq!(placed(&mut chains, &one), ("s".to_owned(), 1));
        assert_eq!(placed(&mut chains, &two), (format!("s~{}", two.hash.id()), 1));
    }

    #[test]
    fn what_does_not_continue_anything_known_is_refused_with_its_reason() {
        let mut stream = Stream::new("s", "d");
        let (first, second) = (line(&mut stream, "1"), line(&mut stream, "2"));
        let mut chains = Chains::new("d");
        let loose = chains.place(&second.line, second.hash).unwrap_err();
        assert_eq!(loose, ChainFault::Loose(first.hash));
        let altered = chains.place(&first.line.replace('1', "2"), first.hash).unwrap_err();
        assert_eq!(altered, ChainFault::Altered);
        let elsewhere = Chains::new("another").place(&first.line, first.hash).unwrap_err();
        assert_eq!(elsewhere, ChainFault::Loose(genesis("d")));
        let renamed = line(&mut Stream::new("s~t", "d"), "1");
        assert_eq!(chains.place(&renamed.line, renamed.hash).unwrap_err(), ChainFault::Misplaced);
        let nonsense = Hash::of(b"{}");
        assert!(matches!(chains.place("{}", nonsense), Err(ChainFault::Unreadable(_))));
        assert_eq!(chains.lines(), 0);
    }

    #[test]
    fn a_line_that_skips_a_number_is_out_of_place() {
        let mut stream = Stream::new("s", "d");
        let first = line(&mut stream, "1");
        stream.seq += 1;
        let skips = line(&mut stream, "3");
        let mut chains = Chains::new("d");
        placed(&mut chains, &first);
        assert_eq!(chains.place(&skips.line, skips.hash).unwrap_err(), ChainFault::Misplaced);
    }
}
