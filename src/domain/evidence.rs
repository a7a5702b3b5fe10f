//! The evidence register: pieces, what they are cited for, and what was withdrawn.

use std::collections::{HashMap, HashSet};

use super::audit::label_order;
use super::change::{
    Change, Evidence, EvidenceDated, EvidenceTaken, EvidenceTime, FileSort, FileSorted, Item, Step,
};
use super::dossier::Dossier;
use super::ids::Hash;
use super::journal::Entry;
use super::refusal::Refusal;
use super::rules::{Answer, NAME_LIMIT, text};
use super::slot::{self, Slot};
use super::when::When;

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

/// A time of a piece of evidence as it is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated<'a> {
    /// The entry that says it.
    pub entry: &'a Entry,
    /// What it says.
    pub when: When,
}

impl Dated<'_> {
    /// Whether it lies after the moment in which it was recorded: one of the two clocks is wrong. That
    /// is said and never refused, since nobody can tell which.
    pub fn is_ahead(&self) -> bool {
        self.when.is_after(self.entry.at)
    }
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

    /// When the event of a piece of evidence was, or when it was captured; `None` if that is not written
    /// down.
    pub fn evidence_time(&self, evidence: &str, part: EvidenceTime) -> Option<Dated<'_>> {
        let entry = self.shown(Slot::evidence_date(evidence, part).as_str())?;
        match entry.change() {
            Some(Change::EvidenceDated(dated)) => Some(Dated { entry, when: When::parse(&dated.time)? }),
            _ => None,
        }
    }

    /// The entry by which what a piece is now came into the dossier: of a file the first one with these
    /// bytes, since new words make no new import and new bytes do.
    pub fn imported<'a>(&'a self, piece: &Piece<'a>) -> &'a Entry {
        let content = file_hash(&piece.taken.body);
        let (mut first, mut seen, mut open) = (piece.entry, HashSet::new(), vec![piece.entry]);
        while let Some(entry) = open.pop() {
            if let Some(Change::EvidenceTaken(taken)) = entry.change()
                && file_hash(&taken.body) == content
                && (entry.at, entry.id) < (first.at, first.id)
            {
                first = entry;
            }
            let before = entry.over.iter().filter_map(|&id| self.entry(id));
            open.extend(before.filter(|entry| seen.insert(entry.id)));
        }
        first
    }

    /// What was said of the file of a piece; `None` if nothing was, or the piece is no file.
    pub fn file_sorted<'a>(&'a self, piece: &Piece<'a>) -> Option<&'a FileSorted> {
        file_hash(&piece.taken.body)?;
        match self.value(Slot::file_sort(&piece.taken.evidence).as_str()) {
            Some(Change::FileSorted(sorted)) if sorted.sort != FileSort::File => Some(sorted),
            _ => None,
        }
    }

    pub(super) fn check_file_sort(&self, sorted: &FileSorted) -> Answer {
        self.usable_evidence(&sorted.evidence)?;
        if self.evidence(&sorted.evidence).is_none_or(|piece| file_hash(&piece.taken.body).is_none()) {
            return Err(Refusal::NoFile(sorted.evidence.clone()));
        }
        if sorted.sort != FileSort::Interview && !sorted.person.is_empty() {
            return Err(Refusal::PersonNotAsked);
        }
        text(&sorted.person, NAME_LIMIT)
    }

    pub(super) fn check_date_of_evidence(&self, dated: &EvidenceDated) -> Answer {
        self.usable_evidence(&dated.evidence)?;
        if dated.time.is_empty() || When::parse(&dated.time).is_some() {
            Ok(())
        } else {
            Err(Refusal::BadWhen(dated.time.clone()))
        }
    }

    /// The evidence cited for an item, by number; withdrawn pieces left out.
    pub fn evidence_for_item(&self, item: &Item) -> Vec<Piece<'_>> {
        let prefix = slot::below_item("cited-for-item", item);
        let mut pieces = self.cited(&prefix);
        pieces.retain(|piece| piece.withdrawn.is_none());
        pieces
    }

    /// The evidence cited for a nonconformity, by number; withdrawn pieces left out.
    pub fn evidence_for_nc(&self, nc: &str) -> Vec<Piece<'_>> {
        let mut pieces = self.all_evidence_for_nc(nc);
        pieces.retain(|piece| piece.withdrawn.is_none());
        pieces
    }

    /// The same with the pieces that were withdrawn: whoever reads a closed nonconformity years later sees
    /// what it rested on, and why some of that was taken back.
    pub fn all_evidence_for_nc(&self, nc: &str) -> Vec<Piece<'_>> {
        self.cited(&format!("cited-for-nc/{nc}/"))
    }

    /// The closed nonconformities that a piece of evidence is cited for.
    pub fn closed_on_evidence(&self, evidence: &str) -> Vec<&str> {
        let mut ncs = self.ncs_of_evidence(evidence);
        ncs.retain(|nc| self.nonconformity(nc).is_some_and(|nc| nc.step == Some(&Step::Closed)));
        ncs
    }

    fn cited(&self, prefix: &str) -> Vec<Piece<'_>> {
        let mut pieces: Vec<Piece<'_>> = self
            .below(prefix)
            .filter_map(|entry| match entry.change() {
                Some(Change::CitedForItem(cited)) if cited.cited => self.evidence(&cited.evidence),
                Some(Change::CitedForNc(cited)) if cited.cited => self.evidence(&cited.evidence),
                _ => None,
            })
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

/// The hash of a file's bytes; `None` of what is no file.
fn file_hash(body: &Evidence) -> Option<&str> {
    match body {
        Evidence::File { sha256, .. } => Some(sha256),
        _ => None,
    }
}

/// A time as it is recorded; `None` takes it back.
pub fn dated(evidence: &str, part: EvidenceTime, when: Option<When>) -> Change {
    let time = when.map(When::written).unwrap_or_default();
    Change::EvidenceDated(EvidenceDated { evidence: evidence.to_owned(), part, time })
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

#[cfg(test)]
mod tests {
    use super::super::change::{Change, EvidenceWithdrawn};
    use super::super::ids::ChangeId;
    use super::super::journal::Body;
    use super::super::meeting::parse_moment;
    use super::*;

    fn file(content: char, text: &str) -> Change {
        Change::EvidenceTaken(EvidenceTaken {
            evidence: "E-1".to_owned(),
            audit: "A-1".to_owned(),
            body: Evidence::File {
                path: "a.jpg".to_owned(),
                size: 1,
                sha256: content.to_string().repeat(64),
                text: text.to_owned(),
            },
        })
    }

    fn entry(nth: u8, over: &[u8], change: Change) -> Entry {
        let id = |nth: u8| ChangeId([nth; 16]);
        Entry {
            id: id(nth),
            stream: "s".into(),
            seq: nth.into(),
            act: nth.into(),
            at: parse_moment(&format!("2026-11-24T10:00:{nth:02}+08:00")).unwrap(),
            by: "审查员甲".into(),
            over: over.iter().map(|&nth| id(nth)).collect(),
            slot: change.slot(),
            body: Body::Known(change),
        }
    }

    /// The number of the entry by which the piece came in, whatever the order of arrival.
    fn imported(entries: &[Entry]) -> u32 {
        let found = |order: Vec<&Entry>| {
            let mut dossier = Dossier::default();
            for entry in order {
                dossier.apply(entry.clone());
            }
            let piece = dossier.evidence("E-1").unwrap();
            dossier.imported(&piece).seq
        };
        let (first, last) = (found(entries.iter().collect()), found(entries.iter().rev().collect()));
        assert_eq!(first, last);
        first
    }

    #[test]
    fn new_words_are_no_new_import_and_new_bytes_are() {
        let taken = entry(1, &[], file('a', ""));
        let words = entry(2, &[1], file('a', "备件架"));
        let bytes = entry(3, &[2], file('b', "备件架"));
        let back = entry(4, &[3], file('a', "备件架"));
        assert_eq!(imported(std::slice::from_ref(&taken)), 1);
        assert_eq!(imported(&[taken.clone(), words.clone()]), 1);
        assert_eq!(imported(&[taken.clone(), words.clone(), bytes.clone()]), 3);
        assert_eq!(imported(&[taken, words, bytes, back]), 1, "an undo brings the first import back");
    }

    #[test]
    fn a_date_is_refused_where_it_cannot_be_and_never_for_a_clock_that_is_wrong() {
        let mut dossier = Dossier::default();
        dossier.apply(entry(1, &[], file('a', "")));
        let check = |dossier: &Dossier, time: &str| {
            let (evidence, time) = ("E-1".to_owned(), time.to_owned());
            dossier.check_date_of_evidence(&EvidenceDated { evidence, part: EvidenceTime::Event, time })
        };
        for time in ["", "2026-11-24", "2999-12-31T23:59:59", "2026-11-24T10:00:00-08:00"] {
            assert_eq!(check(&dossier, time), Ok(()), "{time}");
        }
        for time in ["3000-01-01", "2026-11-31", "2026-11-24 10:00", "10:00"] {
            assert_eq!(check(&dossier, time), Err(Refusal::BadWhen(time.to_owned())));
        }
        let withdrawn = EvidenceWithdrawn { evidence: "E-1".to_owned(), reason: "误记".to_owned() };
        dossier.apply(entry(2, &[], Change::EvidenceWithdrawn(withdrawn)));
        assert_eq!(check(&dossier, ""), Err(Refusal::EvidenceWithdrawn("E-1".to_owned())));
    }
}
