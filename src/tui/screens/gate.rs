//! The leave-site gate: what must be settled before the closing meeting, each line a way there.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::cursor::{hit, moved};
use super::meetings::Meetings;
use super::talk::Talk;
use super::{Page, Screen};
use crate::domain::change::{AuditPart, ClientPart, Role};
use crate::domain::dossier::Dossier;
use crate::domain::gate::{Kind, Line, Row, Severity, Subject, gathered, sort};
use crate::domain::slot::Slot;
use crate::i18n::frame as frame_words;
use crate::i18n::gate as words;
use crate::report::saying::{Names, gate_line, gate_line_whole, gate_row};
use crate::search::Query;
use crate::tui::app::{Next, Notice, Then};
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::dossier::DossierForm;
use crate::tui::forms::{Miss, Purpose, left};
use crate::tui::keymap::{Action, Scope};
use crate::tui::paint::{page_top, paragraph, put, rule, wrap};
use crate::tui::target::Target;

/// Cells of the column with the weight of a line.
const WEIGHTS: u16 = 12;
/// Lines of the sentence under the cursor at most.
const FOOT: u16 = 3;

/// The gate of the audit where the auditor stands.
#[derive(Debug)]
pub struct Gate {
    lines: Vec<Line>,
    at: usize,
}

impl Gate {
    /// The gate as of today, errors first.
    pub fn new(desk: &Desk, open: &Open) -> Self {
        Self { lines: gathered(rows(desk, open, &open.at.audit)), at: 0 }
    }

    fn refresh(&mut self, rows: Vec<Row>) {
        self.lines = gathered(rows);
        self.at = self.at.min(self.lines.len().saturating_sub(1));
    }

    /// The line under the cursor.
    fn line(&self) -> Option<&Line> {
        self.lines.get(self.at)
    }

    /// Its row; of several the first.
    fn row(&self) -> Option<&Row> {
        self.line().map(|line| &line.first)
    }

    /// The conflict under the cursor.
    fn conflict(&self, open: &Open) -> Option<Slot> {
        match self.row().map(|row| &row.subject) {
            Some(Subject::Slot(slot)) if open.dossier.in_conflict(slot.as_str()) => Some(slot.clone()),
            _ => None,
        }
    }

    /// Goes to what a line names; where only something is to be written down, to the very field.
    fn jump(&self, desk: &Desk, open: &Open) -> Next {
        if let Some(next) = self.row().and_then(|row| write_down(row, desk, open)) {
            return next;
        }
        let target = match self.row().map(|row| (row.kind, &row.subject)) {
            // Of an audit, but settled where its outlets and its plan are.
            Some((Kind::TooFewOutlets | Kind::TooFewAtRandom, _)) => Some(Target::Site(String::new())),
            Some((Kind::NoPlan | Kind::Unplanned, _)) => Some(Target::Visit(String::new())),
            Some((_, Subject::Item(item))) => Some(Target::Item(item.clone())),
            Some((_, Subject::Nc(nc))) => Some(Target::Nc(nc.clone())),
            Some((_, Subject::Slot(slot))) => Target::of_slot(slot, &open.dossier),
            Some((_, Subject::Site(site))) => Some(Target::Site(site.clone())),
            Some((_, Subject::Checklist(standard))) => Some(Target::Overview(shown_as(standard, open))),
            // What is written down about them has its field.
            Some((_, Subject::Audit(_) | Subject::Client)) => Some(Target::Overview(String::new())),
            Some((_, Subject::Visit(visit))) => Some(Target::Visit(visit.clone())),
            Some((_, Subject::Meeting(kind))) => {
                return Next::Show(Box::new(Screen::Meetings(Meetings::new(kind.code(), open))));
            }
            Some((_, Subject::Note(note))) => {
                return Next::Show(Box::new(Screen::Talk(Talk::new(note, open))));
            }
            Some((_, Subject::Draft(key))) => match serde_json::from_str(key) {
                Ok(purpose) => return Next::Ask(purpose),
                Err(_) => None,
            },
            None => None,
        };
        match target {
            Some(target) => Next::Jump(target),
            None => Next::Say(Notice::bad(desk.t(frame_words::NOTHING_HERE))),
        }
    }

    fn counts(&self) -> [usize; 3] {
        let of = |severity| {
            let lines = self.lines.iter().filter(|line| line.severity() == severity);
            lines.map(Line::count).sum()
        };
        [of(Severity::Error), of(Severity::Warning), of(Severity::Note)]
    }

    fn view_head(&self, buf: &mut Buffer, area: Rect, desk: &Desk) {
        let [errors, warnings, notes] = self.counts();
        let sum = words::GATE_SUM.with(desk.lang, &[&errors, &warnings, &notes]);
        let after = put(buf, area.x + 1, area.y, area.right(), &sum, desk.look.heading());
        if errors == 0 {
            put(buf, after + 2, area.y, area.right(), desk.t(words::GATE_CLEAR), desk.look.good());
        }
    }

    fn view_rows(&self, buf: &mut Buffer, area: Rect, desk: &Desk, (dossier, names): (&Dossier, &Names)) {
        let top = page_top(self.at, area.height);
        for ((nth, line), y) in self.lines.iter().enumerate().skip(top).zip(area.top()..area.bottom()) {
            let (mark, style) = weight(desk, line.severity());
            let here = if nth == self.at { desk.look.marks.cursor } else { " " };
            put(buf, area.x, y, area.right(), here, desk.look.heading());
            let word = format!("{mark} {}", desk.t(line.severity().word()));
            put(buf, area.x + 2, y, area.right(), &word, style);
            put(
                buf,
                area.x + 2 + WEIGHTS,
                y,
                area.right(),
                &gate_line(dossier, line, names, desk.lang),
                desk.look.text(),
            );
        }
    }
}

/// The rows of an audit, and those of what was begun beside the journal, errors first.
pub fn rows(desk: &Desk, open: &Open, audit: &str) -> Vec<Row> {
    let drafts = left(desk, open, |_| true).into_iter();
    let drafts = drafts.map(|(purpose, title)| Row::draft(purpose.key(), title));
    let mut rows = open.dossier.gate(audit, desk.today());
    rows.extend(drafts);
    sort(&mut rows);
    rows
}

/// Where the rows stand: above the sentence under the cursor, which stands whole below them, since a line
/// may be cut. Its room is always the same, so that the rows stay in place while the cursor moves.
fn list(area: Rect) -> Rect {
    let foot = (area.height / 4).clamp(1, FOOT);
    Rect { y: area.y + 2, height: area.height.saturating_sub(foot + 3), ..area }
}

/// The form in which is written down what a line misses, the caret in its field; in a dossier that is
/// only read, the line of the overview where it would stand. `None` for a line about something else.
fn write_down(row: &Row, desk: &Desk, open: &Open) -> Option<Next> {
    let audit = &open.at.audit;
    let day = |part| open.dossier.audit_text(audit, part).trim().is_empty();
    let (slot, (form, field)) = match row.kind {
        Kind::NoAddress => (Slot::client(ClientPart::Address), DossierForm::of_client(ClientPart::Address)),
        Kind::NoLead => (Slot::named(&format!("member/{audit}")), DossierForm::of_role(audit, Role::Lead)),
        Kind::NoScope => {
            let part = AuditPart::Scope;
            (Slot::audit_text(audit, part), DossierForm::of_audit(audit, part))
        }
        Kind::NoDates => {
            let part = if day(AuditPart::Starts) { AuditPart::Starts } else { AuditPart::Ends };
            (Slot::audit_text(audit, AuditPart::Starts), DossierForm::of_audit(audit, part))
        }
        _ => return None,
    };
    if open.read_only.is_some() {
        return Some(Next::Jump(Target::Overview(slot.to_string())));
    }
    let miss = Miss::at(field, gate_row(&open.dossier, row, &Names::of(&open.dossier), desk.lang));
    Some(Next::Complete(Purpose::Dossier(form), miss))
}

/// The slot under which the overview shows a checklist of the audit.
fn shown_as(standard: &str, open: &Open) -> String {
    let audit = open.dossier.audit(&open.at.audit);
    let criterion = audit.and_then(|audit| audit.criteria.iter().find(|own| own.standard == standard));
    criterion.map(|own| Slot::checklist(&own.digest).to_string()).unwrap_or_default()
}

/// Mark and style of a weight.
fn weight(desk: &Desk, severity: Severity) -> (&'static str, Style) {
    let look = desk.look;
    match severity {
        Severity::Error => (look.marks.nonconform, look.bad()),
        Severity::Warning => (look.marks.conflict, look.attention()),
        Severity::Note => (look.marks.open, look.quiet()),
    }
}

impl Page for Gate {
    const CODE: &'static str = "gate";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Gate, Scope::Hits, Scope::Everywhere]
    }

    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        if let Some(to) = moved(action, self.at, self.lines.len(), list(desk.body()).height) {
            self.at = to;
            return Next::Stay;
        }
        match action {
            Action::Open => self.jump(desk, open),
            Action::DecideConflict => match self.conflict(open) {
                Some(slot) => Next::Decide(slot),
                None => Next::Say(Notice::bad(desk.t(frame_words::NO_CONFLICT))),
            },
            _ => Next::Pass,
        }
    }

    fn offers(&self, action: Action, _: &Desk, open: &Open) -> bool {
        match action {
            Action::Open => self.row().is_some(),
            Action::DecideConflict => self.conflict(open).is_some(),
            _ => true,
        }
    }

    fn find(&mut self, text: &str, forward: Option<bool>, desk: &Desk, open: &Open) -> bool {
        let query = Query::new(text);
        let names = Names::of(&open.dossier);
        // What is gathered in a line is found as well, named in it or not.
        let sentence_of =
            |line: usize| gate_line_whole(&open.dossier, &self.lines[line], &names, desk.lang, |_| true);
        let found = hit(self.lines.len(), self.at, forward, |line| query.matches(&sentence_of(line)));
        self.at = found.unwrap_or(self.at);
        found.is_some()
    }

    fn saved(&mut self, _: Then, desk: &Desk, open: &Open) -> Next {
        self.renewed(desk, open);
        Next::Stay
    }

    /// Something was settled, here or on the screen that a line led to: the line is gone, the cursor
    /// stays where the next one has come up.
    fn renewed(&mut self, desk: &Desk, open: &Open) {
        self.refresh(rows(desk, open, &open.at.audit));
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: &Open) {
        let buf = frame.buffer_mut();
        self.view_head(buf, area, desk);
        let Some(line) = self.line() else { return };
        let names = Names::of(&open.dossier);
        let within = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let rows = list(area);
        let foot = usize::from(area.bottom().saturating_sub(rows.bottom() + 1));
        let fits = |text: &str| wrap(text, within.width).len() <= foot;
        let whole = gate_line_whole(&open.dossier, line, &names, desk.lang, fits);
        self.view_rows(buf, rows, desk, (&open.dossier, &names));
        rule(buf, within, rows.bottom(), desk.look);
        paragraph(buf, within, rows.bottom() + 1, &whole, desk.look.text());
    }
}
