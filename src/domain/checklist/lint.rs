//! The rules over a whole checklist: its tree, its levels, its sums.

use super::super::fault::Kind;
use super::super::points::Points;
use super::super::sheet::Notes;
use super::parse::{Draft, DraftBand, Given};
use super::{Basis, Checklist, Indicator, parent_of};

/// How many clauses a warning names before it says that there are more.
const NAMED: usize = 3;

/// Checks that the numbers make a tree and marks the leaves. The drafts are in clause order.
pub(super) fn tree(drafts: &mut [Draft], partial: bool, notes: &Notes<'_>) {
    let parents: Vec<Option<String>> =
        drafts.iter().map(|draft| parent_of(&draft.indicator.clause).map(str::to_owned)).collect();
    let tops = [true, false].map(|lettered| top(drafts, lettered));
    let mut open = Vec::new();
    for at in 0..drafts.len() {
        let clause = drafts[at].indicator.clause.clone();
        twice(drafts, at, notes);
        if let Some(parent) = &parents[at]
            && depth(&clause) > tops[usize::from(!is_lettered(&clause))]
            && !drafts.iter().any(|draft| draft.indicator.clause == *parent)
        {
            notes.add(drafts[at].at, Kind::Orphan, [clause.as_str(), parent]);
        }
        let has_parts = parents.iter().flatten().any(|parent| *parent == clause);
        drafts[at].indicator.leaf = !has_parts && !drafts[at].open_group;
        group(&drafts[at], has_parts, partial, &mut open, notes);
    }
    if let [first, ..] = open.as_slice() {
        let at = drafts.iter().find(|draft| draft.indicator.clause == *first).map_or(0, |draft| draft.at);
        notes.add(at, Kind::OpenGroups, [open.join(", ")]);
    }
    if !drafts.iter().any(|draft| draft.indicator.leaf) {
        notes.add::<String>(0, Kind::NoLeaves, []);
    }
}

/// The depth at which the numbers of chapters (or of lettered annexes) begin: a file about chapter 5
/// alone begins at 5.1.
fn top(drafts: &[Draft], lettered: bool) -> usize {
    let clauses = drafts.iter().map(|draft| draft.indicator.clause.as_str());
    clauses.filter(|clause| is_lettered(clause) == lettered).map(depth).min().unwrap_or(0)
}

fn is_lettered(clause: &str) -> bool {
    clause.starts_with(|first: char| first.is_ascii_alphabetic())
}

fn depth(clause: &str) -> usize {
    clause.matches('.').count()
}

fn twice(drafts: &[Draft], at: usize, notes: &Notes<'_>) {
    let clause = &drafts[at].indicator.clause;
    if let Some(before) =
        at.checked_sub(1).map(|before| &drafts[before]).filter(|b| b.indicator.clause == *clause)
    {
        let (first, second) = (before.at.min(drafts[at].at), before.at.max(drafts[at].at));
        notes.add(second, Kind::ClauseTwice, [clause.clone(), notes.line(first).to_string()]);
    }
}

fn group(draft: &Draft, has_parts: bool, partial: bool, open: &mut Vec<String>, notes: &Notes<'_>) {
    let clause = &draft.indicator.clause;
    match (has_parts, draft.has_questions) {
        (true, true) => notes.add(draft.at, Kind::LeafWithParts, [clause]),
        (false, false) if draft.open_group && partial => open.push(clause.clone()),
        (false, false) => notes.add(draft.at, Kind::EmptyGroup, [clause]),
        _ => {}
    }
}

/// Checks that the levels rise, each with its threshold.
pub(super) fn bands(bands: &[DraftBand], full: Option<(&Points, usize)>, notes: &Notes<'_>) {
    let mut before: Option<(&str, &Points)> = None;
    for (at, DraftBand { band, at: place, .. }) in bands.iter().enumerate() {
        if bands[..at].iter().any(|known| known.band.code == band.code) {
            notes.add(*place, Kind::LevelTwice, [&band.code]);
        }
        let Some(min) = &band.min else { continue };
        match full {
            None => notes.add(*place, Kind::LevelWithoutTotal, [&band.code]),
            Some((full, _)) if min > full => {
                notes.add(*place, Kind::LevelTooHigh, [band.code.clone(), min.to_string(), full.to_string()]);
            }
            Some(_) => {}
        }
        if let Some((code, lower)) = before.filter(|(_, lower)| *lower >= min) {
            let values = [band.code.clone(), min.to_string(), code.to_owned(), lower.to_string()];
            notes.add(*place, Kind::LevelOutOfOrder, values);
        }
        before = Some((&band.code, min));
    }
    if let (Some((_, at)), true) = (full, bands.is_empty()) {
        notes.add(at, Kind::UnknownThresholds, ["—"]);
    }
    let unknown: Vec<&str> =
        bands.iter().filter(|draft| draft.unknown).map(|draft| draft.band.code.as_str()).collect();
    if let (false, Some(first)) = (unknown.is_empty(), bands.first()) {
        notes.add(first.at, Kind::UnknownThresholds, [unknown.join(", ")]);
    }
}

/// Checks the points: none missing, sums that add up; warns of what is provisional or unknown.
pub(super) fn points(checklist: &Checklist, drafts: &[Draft], full_at: usize, notes: &Notes<'_>) {
    let place = |clause: &str| {
        let draft = drafts.iter().find(|draft| draft.indicator.clause == clause);
        draft.map_or(full_at, |draft| draft.points_at)
    };
    if checklist.full_score.is_some() {
        for draft in drafts.iter().filter(|draft| draft.indicator.leaf && draft.given == Given::Nothing) {
            notes.add(draft.at, Kind::PointsMissing, [&draft.indicator.clause]);
        }
    }
    for (clause, kind, values) in sums(checklist) {
        notes.add(place(&clause), kind, values);
    }
    warn(drafts, |draft| draft.indicator.basis == Basis::Provisional, Kind::Provisional, notes);
    warn(drafts, |draft| draft.given == Given::Unknown, Kind::UnknownPoints, notes);
}

fn warn(drafts: &[Draft], concerns: fn(&Draft) -> bool, kind: Kind, notes: &Notes<'_>) {
    let leaves: Vec<&Draft> = drafts.iter().filter(|d| d.indicator.leaf && concerns(d)).collect();
    let Some(first) = leaves.iter().map(|draft| draft.points_at).min() else { return };
    let clauses: Vec<&str> = leaves.iter().map(|draft| draft.indicator.clause.as_str()).collect();
    notes.add(first, kind, [clauses.len().to_string(), named(&clauses)]);
}

/// The first of some clauses, for a warning about all of them.
pub fn named(clauses: &[&str]) -> String {
    let more = if clauses.len() > NAMED { ", …" } else { "" };
    format!("{}{more}", clauses[..clauses.len().min(NAMED)].join(", "))
}

/// A sum that does not add up: the clause (`""` for the whole), what kind, its values.
pub(super) type SumFault = (String, Kind, Vec<String>);

/// The sums that do not add up. Where parts are unknown, a sum can only be found too large.
pub(super) fn sums(checklist: &Checklist) -> Vec<SumFault> {
    let mut faults = Vec::new();
    for group in checklist.indicators.iter().filter(|indicator| !indicator.leaf) {
        let Some(stated) = &group.points else { continue };
        if let Some(sum) = wrong_sum(checklist, &group.clause, stated) {
            let values = vec![group.clause.clone(), stated.to_string(), sum.to_string()];
            faults.push((group.clause.clone(), Kind::SumDiffers, values));
        }
    }
    if let Some(full) = &checklist.full_score
        && let Some(sum) = wrong_sum(checklist, "", full)
    {
        faults.push((String::new(), Kind::TotalDiffers, vec![full.to_string(), sum.to_string()]));
    }
    faults
}

/// The sum of the parts of a clause, if it is not what is stated.
fn wrong_sum(checklist: &Checklist, clause: &str, stated: &Points) -> Option<Points> {
    let mut sum = Points::zero();
    let (mut all_known, mut any) = (true, false);
    for part in checklist.children(clause) {
        any = true;
        match worth(checklist, part) {
            Some(points) => sum += &points,
            None => all_known = false,
        }
    }
    let wrong = any && if all_known { sum != *stated } else { sum > *stated };
    wrong.then_some(sum)
}

/// The points of an indicator: stated, or the sum of its parts.
fn worth(checklist: &Checklist, indicator: &Indicator) -> Option<Points> {
    if indicator.points.is_some() || indicator.leaf {
        return indicator.points.clone();
    }
    let mut sum = None;
    for part in checklist.children(&indicator.clause) {
        let points = worth(checklist, part)?;
        *sum.get_or_insert_with(Points::zero) += &points;
    }
    sum
}

/// Works out again what groups without a sourced value come to, after an overlay changed leaves.
pub(super) fn recount(checklist: &mut Checklist) {
    for at in (0..checklist.indicators.len()).rev() {
        let group = &checklist.indicators[at];
        if group.leaf || group.points.is_none() || matches!(group.basis, Basis::Sourced | Basis::Confirmed) {
            continue;
        }
        let clause = group.clause.clone();
        let mut sum = Points::zero();
        let mut confirmed = true;
        let mut known = true;
        for part in checklist.children(&clause) {
            confirmed &= part.basis != Basis::Provisional;
            match worth(checklist, part) {
                Some(points) => sum += &points,
                None => known = false,
            }
        }
        if known {
            let group = &mut checklist.indicators[at];
            group.points = Some(sum);
            if confirmed {
                group.basis = Basis::Confirmed;
            }
        }
    }
}
