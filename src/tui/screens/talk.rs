//! The interview stream of an audit: what was said, line by line, and what became of it.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Page;
use crate::domain::change::NoteUse;
use crate::domain::note::Note;
use crate::domain::slot::Slot;
use crate::i18n::{frame as frame_words, talk as words};
use crate::search::Query;
use crate::tui::app::{Next, Notice, Then};
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::Purpose;
use crate::tui::forms::talk::{TalkForm, as_evidence, live_evidence};
use crate::tui::keymap::{Action, Scope};
use crate::tui::paint::{first_line, page_top, paragraph, put, put_right, rule};

/// Rows of the pane that shows the line under the cursor whole.
const WHOLE: u16 = 6;
/// Columns where person and text begin.
const PERSON: u16 = 15;
const TEXT: u16 = 30;

/// The interview stream.
#[derive(Debug, Default)]
pub struct Talk {
    cursor: String,
}

impl Talk {
    /// At a label; at the newest line if it is empty or gone.
    pub fn new(cursor: &str, open: &Open) -> Self {
        let known = open.dossier.note(cursor).is_some();
        let newest = || open.dossier.notes(&open.at.audit).last().map(|note| note.taken.note.clone());
        Self { cursor: if known { cursor.to_owned() } else { newest().unwrap_or_default() } }
    }

    fn at(&self, notes: &[Note<'_>]) -> usize {
        notes.iter().position(|note| note.taken.note == self.cursor).unwrap_or(0)
    }

    /// Does something with the line under the cursor.
    fn with_note(&self, desk: &Desk, open: &Open, then: impl FnOnce(&Note<'_>) -> Next) -> Next {
        match open.dossier.note(&self.cursor) {
            Some(note) => then(&note),
            None => Next::Say(Notice::bad(desk.t(frame_words::NOTHING_HERE))),
        }
    }

    fn ask(&self, desk: &Desk, open: &Open, form: impl FnOnce(String) -> TalkForm) -> Next {
        self.with_note(desk, open, |note| Next::Ask(Purpose::Talk(form(note.taken.note.clone()))))
    }
}

/// One key makes it evidence for every clause that it names.
fn into_evidence(note: &Note<'_>, desk: &Desk, open: &Open) -> Next {
    if let Some(label) = live_evidence(note, open).first() {
        return Next::Say(Notice::bad(words::IS_EVIDENCE.with(desk.lang, &[label])));
    }
    match as_evidence(note, open) {
        Some((_, changes)) => Next::Record(changes, Then::Stay),
        None => Next::Say(Notice::bad(desk.t(words::NO_EVIDENCE))),
    }
}

impl Page for Talk {
    const CODE: &'static str = "talk";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Talk, Scope::Hits, Scope::Everywhere]
    }

    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        let notes = open.dossier.notes(&open.at.audit);
        if let Some(to) = super::cursor::moved(action, self.at(&notes), notes.len(), list(desk.body()).height)
        {
            if let Some(note) = notes.get(to) {
                self.cursor.clone_from(&note.taken.note);
            }
            return Next::Stay;
        }
        match action {
            Action::Open => self.ask(desk, open, |note| TalkForm::Rewrite { note }),
            Action::DropNote => self.ask(desk, open, |note| TalkForm::Drop { note }),
            Action::RaiseAnother => self.ask(desk, open, |note| TalkForm::Raise { note }),
            Action::AddEvidence => self.with_note(desk, open, |note| into_evidence(note, desk, open)),
            Action::DecideConflict => Next::Decide(Slot::note(&self.cursor)),
            _ => Next::Pass,
        }
    }

    fn find(&mut self, text: &str, forward: Option<bool>, _: &Desk, open: &Open) -> bool {
        let notes = open.dossier.notes(&open.at.audit);
        let query = Query::new(text);
        let hit = super::cursor::hit(notes.len(), self.at(&notes), forward, |nth| {
            let taken = notes[nth].taken;
            query.matches_any(&[&taken.person, &taken.text, &taken.note, open.dossier.site_name(&taken.site)])
        });
        if let Some(nth) = hit {
            self.cursor.clone_from(&notes[nth].taken.note);
        }
        hit.is_some()
    }

    /// Without a line there is nothing to do with one; it becomes evidence once, if at all.
    fn offers(&self, action: Action, _: &Desk, open: &Open) -> bool {
        let note = open.dossier.note(&self.cursor);
        match action {
            Action::Open | Action::RaiseAnother | Action::DropNote => note.is_some(),
            Action::AddEvidence => note.is_some_and(|note| {
                live_evidence(&note, open).is_empty() && as_evidence(&note, open).is_some()
            }),
            _ => true,
        }
    }

    /// A line that was just written is the one to look at.
    fn saved(&mut self, _: Then, _: &Desk, open: &Open) -> Next {
        let newest = open.dossier.entries().last();
        let written = newest.filter(|entry| entry.slot.sort() == "note");
        let label = written.map_or(self.cursor.as_str(), |entry| entry.slot.last()).to_owned();
        *self = Self::new(&label, open);
        Next::Stay
    }

    fn moved(&mut self, open: &Open) {
        *self = Self::new(&self.cursor, open);
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: &Open) {
        let buf = frame.buffer_mut();
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let notes = open.dossier.notes(&open.at.audit);
        let loose = notes.iter().filter(|note| note.is_loose()).count();
        let x = put(buf, area.x, area.y, area.right(), desk.t(words::TITLE), desk.look.heading());
        if notes.is_empty() {
            paragraph(buf, area, area.y + 2, desk.t(words::EMPTY), desk.look.text());
            return;
        }
        let count = words::COUNT.with(desk.lang, &[&notes.len(), &loose]);
        put(buf, x + 2, area.y, area.right(), &count, desk.look.quiet());
        let at = self.at(&notes);
        let list = list(area);
        let top = page_top(at, list.height);
        for (nth, y) in (top..notes.len()).zip(list.top()..list.bottom()) {
            row(buf, Rect { y, height: 1, ..list }, &notes[nth], nth == at, (desk, open));
        }
        rule(buf, area, list.bottom(), desk.look);
        let below = Rect { y: list.bottom() + 1, height: whole(area), ..area };
        if let Some(note) = notes.get(at) {
            whole_line(buf, below, note, (desk, open));
        }
    }
}

/// Lines of the line under the cursor in full.
fn whole(area: Rect) -> u16 {
    WHOLE.min(area.height / 3)
}

/// Where the list stands.
fn list(area: Rect) -> Rect {
    Rect { y: area.y + 1, height: area.height.saturating_sub(whole(area) + 2), ..area }
}

fn row(buf: &mut Buffer, line: Rect, note: &Note<'_>, here: bool, (desk, open): (&Desk, &Open)) {
    let look = desk.look;
    if here {
        put(buf, line.x, line.y, line.right(), look.marks.cursor, look.heading());
    }
    let conflict = open.dossier.in_conflict(Slot::note(&note.taken.note).as_str());
    let time = note.first.at.format("%m-%d %H:%M").to_string();
    put(buf, line.x + 2, line.y, line.right(), &time, look.quiet());
    let person =
        if note.taken.person.is_empty() { desk.t(note.taken.sort.word()) } else { &note.taken.person };
    put(buf, line.x + PERSON, line.y, line.x + TEXT - 1, person, look.text());
    let (aside, style) = if conflict {
        (look.marks.conflict.to_owned(), look.attention())
    } else if !note.uses.is_empty() {
        (uses(note, desk, open), look.good())
    } else if note.is_loose() {
        (desk.t(words::LOOSE).to_owned(), look.attention())
    } else {
        (String::new(), look.quiet())
    };
    let right = put_right(buf, line.x + TEXT, line.y, line.right(), &aside, style);
    put(buf, line.x + TEXT, line.y, right.saturating_sub(1), first_line(&note.taken.text), look.text());
}

/// What became of a line, by labels; what was withdrawn says so.
fn uses(note: &Note<'_>, desk: &Desk, open: &Open) -> String {
    let said = |used: &&NoteUse| {
        let label = used.label();
        let withdrawn = open.dossier.evidence(label).is_some_and(|piece| piece.withdrawn.is_some());
        if withdrawn { words::USED_WITHDRAWN.with(desk.lang, &[&label]) } else { label.to_owned() }
    };
    note.uses.iter().map(said).collect::<Vec<_>>().join(" ")
}

/// The line under the cursor, whole: where, who wrote it, what became of it.
fn whole_line(buf: &mut Buffer, area: Rect, note: &Note<'_>, (desk, open): (&Desk, &Open)) {
    let taken = note.taken;
    let site = open.dossier.site_name(&taken.site);
    let mut head =
        vec![taken.note.clone(), site.to_owned(), desk.t(taken.sort.word()).to_owned(), taken.person.clone()];
    head.push(note.entry.by.to_string());
    if !note.clauses.is_empty() {
        head.push(note.clauses.join(" "));
    }
    if !note.uses.is_empty() {
        head.push(words::USED.with(desk.lang, &[&uses(note, desk, open)]));
    }
    head.retain(|part| !part.is_empty());
    put(buf, area.x, area.y, area.right(), &head.join(" · "), desk.look.quiet());
    paragraph(buf, area, area.y + 1, &taken.text, desk.look.text());
}
