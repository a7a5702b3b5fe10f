//! Overlays: points of one checklist, confirmed or changed by a certification body that owns the
//! standard, signed off with a name and a date.

use super::super::audit::lies_below;
use super::super::fault::{Fault, Kind, any_fault};
use super::super::points::Points;
use super::super::sheet::{Notes, TOP, Table};
use super::{Basis, Checklist, is_clause, lint};

/// Who signed for points, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOff {
    /// The person and the body, as they are to be named.
    pub by: String,
    /// The day, `YYYY-MM-DD`.
    pub date: String,
    /// Something to know about it; empty if nothing.
    pub note: String,
    /// The indicators whose points it confirms.
    pub confirmed: Vec<String>,
}

/// The points of one indicator, confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// The indicator.
    pub clause: String,
    /// Its points.
    pub points: Points,
    /// The line in the overlay file.
    pub line: usize,
}

/// Points of one checklist, signed off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// The id of the checklist whose points it confirms.
    pub confirms: String,
    /// The line that names it.
    pub line: usize,
    /// Who signed, and when.
    pub signed: SignOff,
    /// The points.
    pub points: Vec<Confirmed>,
}

impl Overlay {
    /// Reads an overlay file; every fault of it otherwise.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let notes = Notes::on(text);
        let parsed = notes.parse();
        let overlay = read_file(Table::new(&notes, &parsed, TOP), &notes);
        let faults = notes.finish();
        match overlay {
            Some(overlay) if !any_fault(&faults) => Ok(overlay),
            _ => Err(faults),
        }
    }

    /// The id of the checklist that an overlay file is for, even if the file has faults.
    pub fn names(text: &str) -> Option<String> {
        let notes = Notes::on(text);
        let parsed = notes.parse();
        Table::new(&notes, &parsed, TOP).maybe_text("confirms")
    }
}

fn read_file(mut file: Table<'_, '_>, notes: &Notes<'_>) -> Option<Overlay> {
    let line = notes.line(file.place("confirms"));
    let confirms = file.text("confirms");
    let by = file.text("signed-by");
    let date = file.date("date");
    let note = file.maybe_text("note").unwrap_or_default();
    let mut points = Vec::new();
    for (clause, at, value) in file.maybe_table("points").map(Table::numbers).unwrap_or_default() {
        if !is_clause(&clause) {
            notes.add(at, Kind::BadClause, [&clause]);
        }
        points.push(Confirmed { clause, points: value, line: notes.line(at) });
    }
    file.finish();
    if points.is_empty() {
        notes.add::<String>(0, Kind::OverlayEmpty, []);
    }
    let confirmed = points.iter().map(|point| point.clause.clone()).collect();
    let signed = SignOff { by: by?, date: date?, note, confirmed };
    Some(Overlay { confirms: confirms?, line, signed, points })
}

/// Lays an overlay on a checklist.
pub(super) fn lay(checklist: &Checklist, overlay: &Overlay) -> Result<Checklist, Vec<Fault>> {
    if overlay.confirms != checklist.id {
        let values = [&overlay.confirms, &checklist.id];
        return Err(vec![Fault::new(overlay.line, Kind::OverlayOfAnother, values)]);
    }
    let mut changed = checklist.clone();
    let mut faults = Vec::new();
    for confirmed in &overlay.points {
        let found = changed.indicators.iter_mut().find(|indicator| indicator.clause == confirmed.clause);
        if let Some(indicator) = found.filter(|_| checklist.full_score.is_some()) {
            indicator.points = Some(confirmed.points.clone());
            indicator.basis = Basis::Confirmed;
        } else {
            let values = [&confirmed.clause, &checklist.id];
            faults.push(Fault::new(confirmed.line, Kind::OverlayUnknownClause, values));
        }
    }
    lint::recount(&mut changed);
    for (clause, kind, values) in lint::sums(&changed) {
        faults.push(Fault::new(line_of(overlay, &clause), kind, values));
    }
    changed.signed.push(overlay.signed.clone());
    if faults.is_empty() { Ok(changed) } else { Err(faults) }
}

/// The first line of an overlay that touches a clause or something below it.
fn line_of(overlay: &Overlay, clause: &str) -> usize {
    let touches = |confirmed: &&Confirmed| clause.is_empty() || lies_below(&confirmed.clause, clause);
    overlay.points.iter().filter(touches).map(|confirmed| confirmed.line).min().unwrap_or(overlay.line)
}
