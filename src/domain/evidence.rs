//! The evidence register: pieces, what they are cited for, and what was withdrawn.

use std::collections::HashMap;

use super::audit::label_order;
use super::change::{Change, Evidence, EvidenceTaken, Item};
use super::dossier::Dossier;
use super::ids::Hash;
use super::journal::Entry;
use super::slot::{self, Slot};

/// A piece of evidence as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The entry that registered or last revised it.
    pub entry: &'a Entry,
    /// What was registered.
    pub taken: &'a EvidenceTaken,
    /// Why it was withdrawn, if it was.
    pub withdrawn: Option<&'a str>,
}

/// What all evidence is cited for, gathered in one walk over the citations.
#[derive(Clone, Debug, Default)]
pub struct Citations<'a> {
    items: HashMap<&'a str, Vec<&'a Item>>,
    ncs: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Citations<'a> {
    /// The items that a piece is cited for.
    pub fn items(&self, evidence: &str) -> &[&'a Item] {
        self.items.get(evidence).map(Vec::as_slice).unwrap_or_default()
    }

    /// The nonconformities that a piece is cited for.
    pub fn ncs(&self, evidence: &str) -> &[&'a str] {
        self.ncs.get(evidence).map(Vec::as_slice).unwrap_or_default()
    }
}

impl Dossier {
    /// What all evidence is cited for: for whoever asks about many pieces.
    pub fn citations(&self) -> Citations<'_> {
        let mut all = Citations::default();
        for entry in self.below("cited-for-") {
            match entry.change() {
                Some(Change::CitedForItem(cited)) if cited.cited => {
                    all.items.entry(&cited.evidence).or_default().push(&cited.item);
                }
                Some(Change::CitedForNc(cited)) if cited.cited => {
                    all.ncs.entry(&cited.evidence).or_default().push(&cited.nc);
                }
                _ => {}
            }
        }
        all
    }

    /// The evidence register, by number; withdrawn pieces included.
    pub fn evidence_register(&self) -> Vec<Piece<'_>> {
        let mut pieces: Vec<Piece<'_>> =
            self.below("evidence/").filter_map(|entry| self.piece_of(entry)).collect();
        pieces.sort_by_key(|piece| label_order(&piece.taken.evidence));
        pieces
    }

    /// A piece of evidence by its label.
    pub fn evidence(&self, evidence: &str) -> Option<Piece<'_>> {
        self.shown(Slot::evidence(evidence).as_str()).and_then(|entry| self.piece_of(entry))
    }

    /// The labels of the pieces that are files and stand, by the hash of their bytes.
    pub fn evidence_files<'a>(&'a self) -> HashMap<Hash, &'a str> {
        let standing = self.evidence_register().into_iter().filter(|piece| piece.withdrawn.is_none());
        let file = |piece: Piece<'a>| match &piece.taken.body {
            Evidence::File { sha256, .. } => Some((Hash::parse(sha256)?, piece.taken.evidence.as_str())),
            _ => None,
        };
        // The first of several labels of one file counts.
        standing.rev().filter_map(file).collect()
    }

    fn piece_of<'a>(&'a self, entry: &'a Entry) -> Option<Piece<'a>> {
        let Some(Change::EvidenceTaken(taken)) = entry.change() else { return None };
        let withdrawn = match self.value(Slot::evidence_withdrawn(&taken.evidence).as_str()) {
            Some(Change::EvidenceWithdrawn(withdrawn)) => Some(withdrawn.reason.as_str()),
            _ => None,
        };
        Some(Piece { entry, taken, withdrawn })
    }

    /// The evidence cited for an item, by number; withdrawn pieces left out.
    pub fn evidence_for_item(&self, item: &Item) -> Vec<Piece<'_>> {
        let prefix = slot::below_item("cited-for-item", item);
        self.cited(&prefix)
    }

    /// The evidence cited for a nonconformity, by number; withdrawn pieces left out.
    pub fn evidence_for_nc(&self, nc: &str) -> Vec<Piece<'_>> {
        self.cited(&format!("cited-for-nc/{nc}/"))
    }

    fn cited(&self, prefix: &str) -> Vec<Piece<'_>> {
        let mut pieces: Vec<Piece<'_>> = self
            .below(prefix)
            .filter_map(|entry| match entry.change() {
                Some(Change::CitedForItem(cited)) if cited.cited => self.evidence(&cited.evidence),
                Some(Change::CitedForNc(cited)) if cited.cited => self.evidence(&cited.evidence),
                _ => None,
            })
            .filter(|piece| piece.withdrawn.is_none())
            .collect();
        pieces.sort_by_key(|piece| label_order(&piece.taken.evidence));
        pieces
    }

    /// The items that a piece of evidence is cited for.
    pub fn items_of_evidence(&self, evidence: &str) -> Vec<&Item> {
        self.below("cited-for-item/")
            .filter_map(|entry| match entry.change() {
                Some(Change::CitedForItem(cited)) if cited.cited && cited.evidence == evidence => {
                    Some(&cited.item)
                }
                _ => None,
            })
            .collect()
    }

    /// The nonconformities that a piece of evidence is cited for.
    pub fn ncs_of_evidence(&self, evidence: &str) -> Vec<&str> {
        self.below("cited-for-nc/")
            .filter_map(|entry| match entry.change() {
                Some(Change::CitedForNc(cited)) if cited.cited && cited.evidence == evidence => {
                    Some(cited.nc.as_str())
                }
                _ => None,
            })
            .collect()
    }
}

impl Evidence {
    /// The code of its kind, as the journal and the command line write it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Observation { .. } => "observation",
            Self::Document { .. } => "document",
            Self::Record { .. } => "record",
            Self::Interview { .. } => "interview",
            Self::File { .. } => "file",
        }
    }

    /// Every text in it, for showing and searching, most telling first.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::Observation { text } => vec![text],
            Self::Document { title, number, text } => vec![title, number, text],
            Self::Record { title, samples, .. } => {
                let numbers = samples.iter().map(|sample| sample.number.as_str());
                std::iter::once(title.as_str()).chain(numbers).collect()
            }
            Self::Interview { person, text } => vec![person, text],
            Self::File { path, text, .. } => vec![path, text],
        }
    }
}
