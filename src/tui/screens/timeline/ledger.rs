//! Which changes the timeline lists, and what is remembered about all of them: made once after a
//! change, not once for a key.

use std::collections::HashSet;

use crate::domain::ids::ChangeId;
use crate::domain::journal::Entry;
use crate::i18n::{Lang, words::kind_word};
use crate::report::saying::{Names, now, subject};
use crate::search::Query;
use crate::tui::desk::{Desk, Open};

/// The list of the timeline.
#[derive(Debug, Default)]
pub struct Ledger {
    /// How many changes there were when it was made.
    known: usize,
    /// The newest of them.
    last: Option<ChangeId>,
    /// Changes before which a clock was set back.
    set_back: HashSet<ChangeId>,
    /// What each change is found by, in reading order; made when somebody searches.
    texts: Vec<String>,
    lang: Lang,
    /// The places that are listed, in reading order; `None` lists all.
    hits: Option<Vec<usize>>,
}

impl Ledger {
    /// Looks whether there are new changes; true if there were.
    pub fn refresh(&mut self, open: &Open) -> bool {
        if self.known == open.dossier.entries().len() {
            return false;
        }
        let newest = |known: usize| known.checked_sub(1).and_then(|place| open.dossier.recorded(place));
        // What was recorded here stands behind the rest; what a sync brought may stand anywhere.
        if newest(self.known).map(|entry| entry.id) != self.last {
            self.texts.clear();
        }
        self.known = open.dossier.entries().len();
        self.last = newest(self.known).map(|entry| entry.id);
        self.set_back = open.dossier.set_back();
        self.hits = None;
        true
    }

    /// Lists only what is found.
    pub fn narrow(&mut self, text: &str, desk: &Desk, open: &Open) {
        let query = Query::new(text);
        if query.is_empty() {
            self.hits = None;
            return;
        }
        if self.lang != desk.lang {
            self.lang = desk.lang;
            self.texts.clear();
        }
        let names = Names::of(&open.dossier);
        let fresh = open.dossier.timeline().skip(self.texts.len());
        self.texts.extend(fresh.map(|entry| found_by(entry, &names, desk, open)));
        let texts = self.texts.iter().enumerate();
        self.hits = Some(texts.filter(|(_, text)| query.matches(text)).map(|(place, _)| place).collect());
    }

    /// How many lines the list has.
    pub fn count(&self, open: &Open) -> usize {
        self.hits.as_ref().map_or(open.dossier.entries().len(), Vec::len)
    }

    /// The place of a line in reading order: the newest is line 0.
    pub fn place(&self, open: &Open, line: usize) -> Option<usize> {
        let from_the_end = self.count(open).checked_sub(line + 1)?;
        match &self.hits {
            Some(hits) => hits.get(from_the_end).copied(),
            None => Some(from_the_end),
        }
    }

    /// Whether the clock was set back before a change.
    pub fn is_set_back(&self, entry: &Entry) -> bool {
        self.set_back.contains(&entry.id)
    }
}

fn found_by(entry: &Entry, names: &Names, desk: &Desk, open: &Open) -> String {
    let kind = kind_word(entry.kind()).get(desk.lang);
    let what = subject(&open.dossier, entry, names, desk.lang);
    let said = now(&open.dossier, entry, names, desk.lang);
    format!("{} {} {kind} {what} {said}", entry.at.format("%Y-%m-%d %H:%M"), entry.by)
}
