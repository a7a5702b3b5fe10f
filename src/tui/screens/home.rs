//! Home: the dossiers, what each asks for next, and where their files lie.
//!
//! No dossier is open while it is shown.

use std::path::{Path, PathBuf};

use chrono::{Months, NaiveDate};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::cursor::{hit, moved};
use crate::i18n::{self, Text, home as words};
use crate::search::Query;
use crate::store::index::{Listed, Summary};
use crate::tui::app::Next;
use crate::tui::desk::Desk;
use crate::tui::forms::Purpose;
use crate::tui::forms::dossier::DossierForm;
use crate::tui::keymap::{Action, Scope};
use crate::tui::message::Effect;
use crate::tui::paint::{page_top, paragraph, put, put_right, rule};
use crate::tui::view::moment;

/// Months until the next surveillance at the latest (handbook, the certification process).
const SURVEILLANCE: Months = Months::new(12);
/// Lines below the list about the dossier under the cursor.
const FOOT: u16 = 3;

/// The list of dossiers.
#[derive(Debug, Default)]
pub struct Home {
    /// `None` until the folder was read for the first time.
    rows: Option<Vec<Row>>,
    /// So many of so many files read, while they are being read.
    reading: Option<(usize, usize)>,
    cursor: PathBuf,
}

/// A line.
#[derive(Debug)]
struct Row {
    listed: Listed,
    next: Option<(NaiveDate, NextDate)>,
}

/// What happens at the next date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum NextDate {
    NcDue,
    Visit,
    Surveillance,
}

impl NextDate {
    fn word(self) -> Text {
        match self {
            Self::NcDue => words::NC_DUE,
            Self::Visit => words::VISIT,
            Self::Surveillance => words::SURVEILLANCE,
        }
    }
}

/// The next date that a dossier asks somebody to keep: what is overdue, then what is nearest.
fn next_date(summary: &Summary, today: NaiveDate) -> Option<(NaiveDate, NextDate)> {
    let due = summary.next_due.map(|day| (day, NextDate::NcDue));
    let audit = summary.audit.as_ref();
    let ends = audit.and_then(|audit| audit.ends.or(audit.starts));
    let visit = match (audit.and_then(|audit| audit.starts.or(audit.ends)), ends) {
        (Some(starts), Some(ends)) if ends >= today => Some((starts, NextDate::Visit)),
        (_, Some(ends)) => ends.checked_add_months(SURVEILLANCE).map(|day| (day, NextDate::Surveillance)),
        _ => None,
    };
    due.into_iter().chain(visit).min()
}

impl Row {
    fn new(listed: Listed, today: NaiveDate) -> Self {
        let next = listed.summary.as_ref().ok().and_then(|summary| next_date(summary, today));
        Self { listed, next }
    }

    /// The nearest date first, then what was worked on last; what cannot be read stands last.
    fn place(&self) -> impl Ord + use<> {
        let touched = self.listed.summary.as_ref().ok().and_then(|summary| summary.touched);
        let day = self.next.map(|(day, _)| day);
        (
            self.listed.summary.is_err(),
            day.is_none(),
            day,
            std::cmp::Reverse(touched),
            self.listed.path.clone(),
        )
    }

    fn name(&self) -> String {
        file_name(&self.listed.path)
    }

    fn found(&self, query: &Query) -> bool {
        let name = self.name();
        match &self.listed.summary {
            Ok(summary) => query.matches_any(&[&summary.client, &name]),
            Err(_) => query.matches(&name),
        }
    }
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

impl Home {
    /// The list is being made.
    pub fn listing(&mut self, read: usize, total: usize) {
        self.reading = Some((read, total));
    }

    /// The list was read.
    pub fn listed(&mut self, dossiers: Vec<Listed>, today: NaiveDate) {
        self.reading = None;
        let mut rows: Vec<Row> = dossiers.into_iter().map(|listed| Row::new(listed, today)).collect();
        rows.sort_by_cached_key(Row::place);
        if !rows.iter().any(|row| row.listed.path == self.cursor) {
            self.cursor = rows.first().map(|row| row.listed.path.clone()).unwrap_or_default();
        }
        self.rows = Some(rows);
    }

    /// Puts the cursor on a file, once it is listed.
    pub fn stand_on(&mut self, path: &Path) {
        path.clone_into(&mut self.cursor);
    }

    /// The scopes whose keys hold here.
    pub fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Home, Scope::Hits, Scope::Everywhere]
    }

    fn rows(&self) -> &[Row] {
        self.rows.as_deref().unwrap_or_default()
    }

    fn at(&self) -> usize {
        self.rows().iter().position(|row| row.listed.path == self.cursor).unwrap_or(0)
    }

    fn go(&mut self, to: usize) {
        if let Some(path) = self.rows().get(to).map(|row| row.listed.path.clone()) {
            self.cursor = path;
        }
    }

    /// Does an action, or passes it on.
    pub fn update(&mut self, action: Action, desk: &Desk) -> Next {
        if let Some(to) = moved(action, self.at(), self.rows().len(), list(desk.body()).height) {
            self.go(to);
            return Next::Stay;
        }
        match action {
            Action::Open => match self.rows().get(self.at()) {
                Some(row) => Next::Do(Effect::OpenDossier(row.listed.path.clone())),
                None => Next::Stay,
            },
            Action::NewDossier => Next::Ask(Purpose::Dossier(DossierForm::New)),
            Action::OpenPath => Next::Ask(Purpose::Dossier(DossierForm::OpenPath)),
            Action::OpenDemonstration => Next::Do(Effect::OpenDemonstration),
            _ => Next::Pass,
        }
    }

    /// Whether an action can come to anything: an empty list opens nothing.
    pub fn offers(&self, action: Action) -> bool {
        !self.rows().is_empty() || !matches!(action, Action::Open | Action::Search)
    }

    /// Puts the cursor on a hit.
    pub fn find(&mut self, text: &str, forward: Option<bool>) -> bool {
        let query = Query::new(text);
        if query.is_empty() {
            return false;
        }
        let rows = self.rows();
        let found = hit(rows.len(), self.at(), forward, |line| rows[line].found(&query));
        found.map(|line| self.go(line)).is_some()
    }

    /// Draws it.
    pub fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk) {
        let buf = frame.buffer_mut();
        match &self.rows {
            None => self.view_reading(buf, area, desk),
            Some(rows) if rows.is_empty() => view_empty(buf, area, desk),
            Some(rows) => self.view_list(buf, area, desk, rows),
        }
    }

    fn view_reading(&self, buf: &mut Buffer, area: Rect, desk: &Desk) {
        let text = match self.reading {
            Some((read, total)) => words::READING_OF.with(desk.lang, &[&read, &total]),
            None => desk.t(words::READING).to_owned(),
        };
        put(buf, area.x + 1, area.y + 1, area.right(), &text, desk.look.quiet());
    }

    fn view_list(&self, buf: &mut Buffer, area: Rect, desk: &Desk, rows: &[Row]) {
        let columns = columns(area.width);
        heads(buf, area, &columns, desk);
        let list = list(area);
        let foot = area.bottom().saturating_sub(list.bottom());
        let at = self.at();
        let top = page_top(at, list.height);
        for ((nth, row), y) in rows.iter().enumerate().skip(top).zip(list.top()..list.bottom()) {
            let line = Rect { y, height: 1, ..list };
            if nth == at {
                put(buf, line.x, y, line.right(), desk.look.marks.cursor, desk.look.heading());
            }
            view_row(buf, line, row, &columns, desk);
        }
        if foot > 0 {
            let below = Rect { y: list.bottom(), height: foot, ..area };
            self.view_foot(buf, below, desk, rows.get(at));
        }
    }

    /// What the line has no room for: the file, and why it cannot be read.
    fn view_foot(&self, buf: &mut Buffer, area: Rect, desk: &Desk, row: Option<&Row>) {
        rule(buf, area, area.y, desk.look);
        let within = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        if let Some((read, total)) = self.reading {
            let text = words::READING_OF.with(desk.lang, &[&read, &total]);
            put(buf, within.x, within.y + 1, within.right(), &text, desk.look.quiet());
            return;
        }
        let Some(row) = row else { return };
        match &row.listed.summary {
            Ok(summary) => {
                let path = row.listed.path.strip_prefix(&desk.folder).unwrap_or(&row.listed.path);
                let mut text = path.to_string_lossy().into_owned();
                if let Some(at) = summary.touched {
                    text = format!("{text}  {} {}", desk.t(words::TOUCHED), moment(at));
                }
                if let Some(unsynced) = summary.unsynced.filter(|count| *count > 0) {
                    text = format!("{text}  {} {unsynced}", desk.t(words::UNSYNCED));
                }
                put(buf, within.x, within.y + 1, within.right(), &text, desk.look.quiet());
            }
            Err(error) => {
                let sentence = i18n::store::store_error(error, desk.lang);
                paragraph(buf, within, within.y + 1, &sentence, desk.look.bad());
            }
        }
    }
}

/// Where the list stands: between the heads of its columns and what a line has no room for.
fn list(area: Rect) -> Rect {
    let foot = FOOT.min(area.height.saturating_sub(4));
    Rect { y: area.y + 1, height: area.height.saturating_sub(1 + foot), ..area }
}

fn view_empty(buf: &mut Buffer, area: Rect, desk: &Desk) {
    let look = desk.look;
    let within = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
    let mut y = paragraph(buf, within, area.y + 1, desk.t(words::EMPTY), look.heading()) + 1;
    for text in [words::EMPTY_NEW, words::EMPTY_DEMO, words::EMPTY_PATH] {
        y = paragraph(buf, within, y, desk.t(text), look.text());
    }
    let folder = words::FOLDER.with(desk.lang, &[&desk.folder.display()]);
    y = paragraph(buf, within, y + 1, &folder, look.quiet());
    paragraph(buf, within, y, desk.t(words::COPIED), look.quiet());
}

/// The columns after the client's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Audit,
    Judged,
    Ncs,
    Conflicts,
    Unsynced,
    Next,
    Touched,
}

/// Columns and their widths, by what fits beside the client's name.
fn columns(width: u16) -> Vec<(Column, u16)> {
    use Column::{Audit, Conflicts, Judged, Ncs, Next, Touched, Unsynced};
    match width {
        0..60 => vec![(Next, 18)],
        60..110 => vec![(Audit, 13), (Judged, 7), (Ncs, 6), (Conflicts, 6), (Next, 17)],
        _ => {
            vec![(Audit, 16), (Judged, 8), (Ncs, 6), (Conflicts, 6), (Unsynced, 8), (Next, 20), (Touched, 16)]
        }
    }
}

impl Column {
    fn head(self) -> Text {
        match self {
            Self::Audit => words::AUDIT,
            Self::Judged => words::JUDGED,
            Self::Ncs => words::NCS,
            Self::Conflicts => words::CONFLICTS,
            Self::Unsynced => words::UNSYNCED,
            Self::Next => words::NEXT,
            Self::Touched => words::TOUCHED,
        }
    }

    fn cell(self, row: &Row, summary: &Summary, desk: &Desk) -> (String, Style) {
        let look = desk.look;
        let some = |count: usize| if count == 0 { String::new() } else { count.to_string() };
        match self {
            Self::Audit => {
                let audit = summary.audit.as_ref();
                let text = audit.map(|audit| format!("{} {}", audit.year, desk.t(audit.audit_type.word())));
                (text.unwrap_or_default(), look.text())
            }
            Self::Judged => (format!("{}/{}", summary.judged, summary.leaves), look.text()),
            Self::Ncs => (some(summary.open_ncs), look.text()),
            Self::Conflicts if summary.conflicts > 0 => {
                (format!("{} {}", look.marks.conflict, summary.conflicts), look.attention())
            }
            Self::Conflicts => (String::new(), look.text()),
            Self::Unsynced => (summary.unsynced.map(some).unwrap_or_default(), look.text()),
            Self::Next => next_cell(row, desk),
            Self::Touched => (summary.touched.map(moment).unwrap_or_default(), look.quiet()),
        }
    }
}

fn next_cell(row: &Row, desk: &Desk) -> (String, Style) {
    let Some((day, what)) = row.next else { return (String::new(), desk.look.text()) };
    let late = (desk.today() - day).num_days();
    if late > 0 && what == NextDate::NcDue {
        return (words::OVERDUE.with(desk.lang, &[&late]), desk.look.bad());
    }
    let style = if late > 0 && what == NextDate::Surveillance { desk.look.bad() } else { desk.look.text() };
    let same_year = day.format("%Y").to_string() == desk.today().format("%Y").to_string();
    let day = day.format(if same_year { "%m-%d" } else { "%Y-%m-%d" });
    (format!("{day} {}", desk.t(what.word())), style)
}

/// Where the columns begin, from left to right; the first is the end of the client's name.
fn starts(area: Rect, columns: &[(Column, u16)]) -> Vec<u16> {
    let mut x = area.right();
    let mut starts: Vec<u16> = columns
        .iter()
        .rev()
        .map(|(_, width)| {
            x = x.saturating_sub(width + 1);
            x
        })
        .collect();
    starts.reverse();
    starts
}

fn heads(buf: &mut Buffer, area: Rect, columns: &[(Column, u16)], desk: &Desk) {
    let style = desk.look.quiet();
    put(buf, area.x + 2, area.y, area.right(), desk.t(words::CLIENT), style);
    for ((column, width), x) in columns.iter().zip(starts(area, columns)) {
        put(buf, x, area.y, x + width, desk.t(column.head()), style);
    }
}

fn view_row(buf: &mut Buffer, line: Rect, row: &Row, columns: &[(Column, u16)], desk: &Desk) {
    let look = desk.look;
    let starts = starts(line, columns);
    let ends = starts.first().copied().unwrap_or(line.right());
    let Ok(summary) = &row.listed.summary else {
        let right = line.right().saturating_sub(1);
        let x = put_right(buf, line.x, line.y, right, desk.t(words::UNREADABLE), look.bad());
        put(buf, line.x + 2, line.y, x.saturating_sub(1), &row.name(), look.quiet());
        return;
    };
    put(buf, line.x + 2, line.y, ends.saturating_sub(1), &summary.client, look.text());
    for ((column, width), x) in columns.iter().zip(starts) {
        let (text, style) = column.cell(row, summary, desk);
        put(buf, x, line.y, x + width, &text, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::AuditType;
    use crate::store::index::AuditSummary;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn summary(starts: Option<&str>, ends: Option<&str>, due: Option<&str>) -> Summary {
        let audit = AuditSummary {
            audit: "A-1".to_owned(),
            audit_type: AuditType::Initial,
            year: 2026,
            standards: Vec::new(),
            starts: starts.map(day),
            ends: ends.map(day),
        };
        Summary { audit: Some(audit), next_due: due.map(day), ..Summary::default() }
    }

    #[test]
    fn the_next_date_is_the_nearest_of_visit_due_date_and_surveillance() {
        let today = day("2026-11-24");
        let next = |starts, ends, due| {
            next_date(&summary(starts, ends, due), today).map(|(day, what)| (day.to_string(), what))
        };
        let is = |day: &str, what| Some((day.to_owned(), what));
        assert_eq!(next(None, None, None), None);
        assert_eq!(next(Some("2026-12-01"), None, None), is("2026-12-01", NextDate::Visit));
        let going_on = next(Some("2026-11-23"), Some("2026-11-25"), Some("2026-12-24"));
        assert_eq!(going_on, is("2026-11-23", NextDate::Visit));
        let over = next(Some("2026-10-01"), Some("2026-10-02"), None);
        assert_eq!(over, is("2027-10-02", NextDate::Surveillance));
        let overdue = next(Some("2026-12-01"), None, Some("2026-11-01"));
        assert_eq!(overdue, is("2026-11-01", NextDate::NcDue));
    }
}
