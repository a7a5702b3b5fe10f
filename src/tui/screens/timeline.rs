//! The timeline: every change, newest first; typing narrows it.
//!
//! Twenty thousand changes are usual: nothing here looks at all of them for one key, but the first
//! letter of a search. How a line is drawn is in `timeline/draw.rs`.

mod draw;
mod ledger;

use ratatui::Frame;
use ratatui::layout::Rect;

use self::ledger::Ledger;
use super::Page;
use super::cursor::moved;
use crate::domain::ids::ChangeId;
use crate::domain::journal::Entry;
use crate::i18n::timeline as words;
use crate::tui::app::{Next, Notice, Then};
use crate::tui::desk::{Desk, Open};
use crate::tui::keymap::{Action, Scope};
use crate::tui::target::Target;

/// The timeline.
#[derive(Debug, Default)]
pub struct Timeline {
    /// The change under the cursor; the newest without one.
    cursor: Option<ChangeId>,
    /// The line on which it stood last, so that it need not be looked for.
    line: usize,
    /// What the list is narrowed by.
    filter: String,
    ledger: Ledger,
    /// The whole change is shown below the list.
    detail: bool,
}

impl Timeline {
    /// The timeline at a change, by its identity; at the newest if there is none.
    pub fn new(cursor: &str, open: &Open) -> Self {
        let mut timeline = Self { cursor: ChangeId::parse(cursor), ..Self::default() };
        timeline.ledger.refresh(open);
        timeline.find_cursor(open);
        timeline
    }

    /// How many lines the list has.
    fn count(&self, open: &Open) -> usize {
        self.ledger.count(open)
    }

    /// The change of a line.
    fn entry<'a>(&self, open: &'a Open, line: usize) -> Option<&'a Entry> {
        self.ledger.place(open, line).and_then(|place| open.dossier.recorded(place))
    }

    /// Finds the line of the cursor again after the list has changed.
    fn find_cursor(&mut self, open: &Open) {
        let Some(id) = self.cursor else {
            self.line = 0;
            return;
        };
        if self.entry(open, self.line).is_some_and(|entry| entry.id == id) {
            return;
        }
        let found = (0..self.count(open)).find(|&line| self.entry(open, line).is_some_and(|e| e.id == id));
        self.line = found.unwrap_or(0);
    }

    fn go(&mut self, open: &Open, line: usize) {
        self.line = line;
        // On the newest the cursor stays on whatever is newest.
        self.cursor = if line == 0 { None } else { self.entry(open, line).map(|entry| entry.id) };
    }

    fn refresh(&mut self, desk: &Desk, open: &Open) {
        if self.ledger.refresh(open) {
            self.ledger.narrow(&self.filter, desk, open);
            self.find_cursor(open);
        }
    }
}

impl Page for Timeline {
    const CODE: &'static str = "timeline";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Timeline, Scope::Hits, Scope::Everywhere]
    }

    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        self.refresh(desk, open);
        if let Some(to) = moved(action, self.line, self.count(open), self.list(desk.body()).height) {
            self.go(open, to);
            return Next::Stay;
        }
        let entry = self.entry(open, self.line);
        match (action, entry) {
            (Action::NextPane | Action::PreviousPane, _) => {
                self.detail = !self.detail;
                Next::Stay
            }
            (Action::Open, Some(entry)) => match Target::of_slot(&entry.slot, &open.dossier) {
                Some(target) => Next::Jump(target),
                None => Next::Say(Notice::good(desk.t(words::NOWHERE))),
            },
            (Action::DecideConflict, Some(entry)) => Next::Decide(entry.slot.clone()),
            _ => Next::Pass,
        }
    }

    fn offers(&self, action: Action, _: &Desk, open: &Open) -> bool {
        let target = || Target::of_slot(&self.entry(open, self.line)?.slot, &open.dossier);
        action != Action::Open || target().is_some()
    }

    /// Typing narrows the list; `n` and `N` go down and up in what is left.
    fn find(&mut self, text: &str, forward: Option<bool>, desk: &Desk, open: &Open) -> bool {
        self.refresh(desk, open);
        match forward {
            None => {
                text.clone_into(&mut self.filter);
                self.ledger.narrow(text, desk, open);
                self.find_cursor(open);
                self.go(open, self.line);
            }
            Some(true) => self.go(open, (self.line + 1).min(self.count(open).saturating_sub(1))),
            Some(false) => self.go(open, self.line.saturating_sub(1)),
        }
        self.count(open) > 0
    }

    fn saved(&mut self, _: Then, desk: &Desk, open: &Open) -> Next {
        self.refresh(desk, open);
        Next::Stay
    }

    /// A list that is narrowed stays as it is until it can be narrowed again.
    fn moved(&mut self, open: &Open) {
        if self.filter.is_empty() {
            self.ledger.refresh(open);
        }
        self.find_cursor(open);
    }

    fn renewed(&mut self, desk: &Desk, open: &Open) {
        self.ledger.refresh(open);
        self.ledger.narrow(&self.filter, desk, open);
        self.find_cursor(open);
    }

    fn cursor(&self) -> String {
        self.cursor.map(|id| id.to_string()).unwrap_or_default()
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: &Open) {
        self.draw(frame.buffer_mut(), area, desk, open);
    }
}
