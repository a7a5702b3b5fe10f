//! The visit plan with what came of each line, and who judged how much where.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Page;
use super::cursor::{hit, moved};
use crate::domain::change::{Change, VisitOutcome, VisitSettled};
use crate::domain::meeting::parse_moment;
use crate::domain::plan::Planned;
use crate::domain::slot::Slot;
use crate::i18n::{frame as frame_words, plan as words};
use crate::search::Query;
use crate::tui::app::{Next, Notice, Then};
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::Purpose;
use crate::tui::forms::plan::PlanForm;
use crate::tui::keymap::{Action, Scope};
use crate::tui::paint::{first_line, pad, page_top, paragraph, put, put_right, rule};

/// Columns where who and site begin, behind the time.
const WHO: u16 = 23;
const SITE: u16 = 36;

/// Rows of a line of the plan: what is planned, and what came of it.
const ROWS: u16 = 2;

/// The visit plan.
#[derive(Debug, Default)]
pub struct Plan {
    cursor: String,
}

impl Plan {
    /// At a line by its label; at the first if it is empty.
    pub fn at(visit: &str) -> Self {
        Self { cursor: visit.to_owned() }
    }

    fn place(&self, plan: &[Planned<'_>]) -> usize {
        plan.iter().position(|line| line.planned.visit == self.cursor).unwrap_or(0)
    }
}

impl Page for Plan {
    const CODE: &'static str = "plan";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Plan, Scope::Hits, Scope::Everywhere]
    }

    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        let plan = open.dossier.visit_plan(&open.at.audit);
        let page = layout(desk.body(), covers(desk, open).len()).height / ROWS;
        if let Some(to) = moved(action, self.place(&plan), plan.len(), page) {
            if let Some(line) = plan.get(to) {
                self.cursor.clone_from(&line.planned.visit);
            }
            return Next::Stay;
        }
        let audit = open.at.audit.clone();
        let ask = |form| Next::Ask(Purpose::Plan(form));
        if action == Action::PlanVisit && open.dossier.audit(&audit).is_some() {
            return ask(PlanForm::Line { audit, visit: None });
        }
        let Some(line) = plan.get(self.place(&plan)) else { return Next::Pass };
        let visit = line.planned.visit.clone();
        match action {
            Action::Open => ask(PlanForm::Line { audit, visit: Some(visit) }),
            Action::VisitDone => {
                let outcome = VisitOutcome::Done;
                Next::Record(vec![Change::VisitSettled(VisitSettled { visit, outcome })], Then::Stay)
            }
            Action::VisitDeviated => ask(PlanForm::Deviate { visit }),
            Action::DropNote => ask(PlanForm::Drop { visit }),
            Action::DecideConflict => {
                let slots = [Slot::visit_outcome(&visit), Slot::visit(&visit)];
                match slots.into_iter().find(|slot| open.dossier.in_conflict(slot.as_str())) {
                    Some(slot) => Next::Decide(slot),
                    None => Next::Say(Notice::bad(desk.t(frame_words::NO_CONFLICT))),
                }
            }
            _ => Next::Pass,
        }
    }

    fn find(&mut self, text: &str, forward: Option<bool>, _: &Desk, open: &Open) -> bool {
        let plan = open.dossier.visit_plan(&open.at.audit);
        let query = Query::new(text);
        let found = hit(plan.len(), self.place(&plan), forward, |nth| {
            let planned = plan[nth].planned;
            let clauses = planned.clauses.join(" ");
            query.matches_any(&[&planned.who, &clauses, open.dossier.site_name(&planned.site)])
        });
        if let Some(nth) = found {
            self.cursor.clone_from(&plan[nth].planned.visit);
        }
        found.is_some()
    }

    /// Without a line there is nothing to do with one.
    fn offers(&self, action: Action, _: &Desk, open: &Open) -> bool {
        if action == Action::PlanVisit {
            return open.dossier.audit(&open.at.audit).is_some();
        }
        let about_line = [Action::Open, Action::VisitDone, Action::VisitDeviated, Action::DropNote];
        !about_line.contains(&action) || !open.dossier.visit_plan(&open.at.audit).is_empty()
    }

    /// A line that was just written is the one to look at.
    fn saved(&mut self, _: Then, _: &Desk, open: &Open) -> Next {
        let newest = open.dossier.entries().last().filter(|entry| entry.slot.sort() == "visit");
        if let Some(entry) = newest {
            entry.slot.last().clone_into(&mut self.cursor);
        }
        Next::Stay
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: &Open) {
        let buf = frame.buffer_mut();
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let x = put(buf, area.x, area.y, area.right(), desk.t(words::TITLE), desk.look.heading());
        let plan = open.dossier.visit_plan(&open.at.audit);
        let covers = covers(desk, open);
        let list = layout(area, covers.len());
        if plan.is_empty() {
            let known = open.dossier.audit(&open.at.audit).is_some();
            let text = if known { words::EMPTY } else { words::NO_AUDIT };
            paragraph(buf, list, list.y + 1, desk.t(text), desk.look.text());
        } else {
            let settled = plan.iter().filter(|line| line.outcome.is_some()).count();
            let left = open.dossier.unplanned(&open.at.audit, &open.at.standard).len();
            let sum = words::SUM.with(desk.lang, &[&plan.len(), &settled, &left]);
            put(buf, x + 2, area.y, area.right(), &sum, desk.look.quiet());
        }
        let at = self.place(&plan);
        let rows = list.height / ROWS;
        let top = page_top(at, rows);
        for (nth, row) in (top..plan.len()).zip(0..rows) {
            let place = Rect { y: list.y + row * ROWS, height: ROWS, ..list };
            view_line(buf, place, &plan[nth], nth == at, (desk, open));
        }
        rule(buf, area, list.bottom(), desk.look);
        put(buf, area.x, list.bottom() + 1, area.right(), desk.t(words::COVERAGE), desk.look.quiet());
        for (cover, y) in covers.iter().zip(list.bottom() + 2..area.bottom()) {
            put(buf, area.x + 2, y, area.right(), cover, desk.look.text());
        }
    }
}

/// Where the plan stands, above so many lines of coverage.
fn layout(area: Rect, covers: usize) -> Rect {
    let covers = u16::try_from(covers).unwrap_or(u16::MAX).min(area.height / 3);
    Rect { y: area.y + 1, height: area.height.saturating_sub(covers + 3), ..area }
}

/// One line for each auditor: how much at each site.
fn covers(desk: &Desk, open: &Open) -> Vec<String> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for cover in open.dossier.coverage(&open.at.audit, &open.at.standard) {
        let said = format!("{} {}", open.dossier.site_name(&cover.site), cover.judged);
        match lines.last_mut().filter(|(by, _)| *by == cover.by) {
            Some((_, text)) => *text = format!("{text} · {said}"),
            None => lines.push((cover.by, said)),
        }
    }
    if lines.is_empty() {
        return vec![desk.t(words::NOTHING_JUDGED).to_owned()];
    }
    lines.into_iter().map(|(by, text)| format!("{} {text}", pad(&by, 12))).collect()
}

fn view_line(buf: &mut Buffer, place: Rect, line: &Planned<'_>, here: bool, (desk, open): (&Desk, &Open)) {
    let (look, planned) = (desk.look, line.planned);
    if here {
        put(buf, place.x, place.y, place.right(), look.marks.cursor, look.heading());
    }
    let written = |text: &str, form: &str| parse_moment(text).map(|at| at.format(form).to_string());
    let starts = written(&planned.starts, "%m-%d %H:%M").unwrap_or_default();
    let ends = written(&planned.ends, "%H:%M").unwrap_or_default();
    put(buf, place.x + 2, place.y, place.right(), &format!("{starts} – {ends}"), look.quiet());
    put(buf, place.x + WHO, place.y, place.x + SITE - 1, &planned.who, look.text());
    let (judged, all) = open.dossier.progress(planned, &open.at.standard);
    let progress = words::JUDGED.with(desk.lang, &[&judged, &all]);
    let right = put_right(buf, place.x + SITE, place.y, place.right(), &progress, look.quiet());
    let text = format!("{}  {}", open.dossier.site_name(&planned.site), planned.clauses.join(" "));
    put(buf, place.x + SITE, place.y, right.saturating_sub(1), text.trim_end(), look.text());
    let (mark, style) = outcome(line.outcome, desk);
    let slots = [Slot::visit(&planned.visit), Slot::visit_outcome(&planned.visit)];
    let conflict = slots.iter().any(|slot| open.dossier.in_conflict(slot.as_str()));
    let mark = if conflict { look.marks.conflict } else { mark };
    let word = line.outcome.map_or(crate::i18n::words::UNSETTLED, VisitOutcome::word);
    let reason = line.outcome.map_or("", |outcome| first_line(outcome.reason()));
    let said = format!("{mark} {}  {reason}", desk.t(word));
    put(buf, place.x + 4, place.y + 1, place.right(), said.trim_end(), style);
}

fn outcome(outcome: Option<&VisitOutcome>, desk: &Desk) -> (&'static str, Style) {
    let look = desk.look;
    match outcome {
        None => (look.marks.open, look.quiet()),
        Some(VisitOutcome::Done) => (look.marks.conform, look.good()),
        Some(VisitOutcome::Deviated { .. }) => (look.marks.sampled, look.attention()),
        Some(VisitOutcome::Dropped { .. }) => (look.marks.nonconform, look.bad()),
    }
}
