//! How the audit stands: conflicts, score and forecast, nonconformities.

use super::lines::{Leads, Line, Tone};
use crate::domain::change::{NcPart, SpecialDeducted, SpecialItem};
use crate::domain::checklist::Checklist;
use crate::domain::journal::Entry;
use crate::domain::nonconformity::Nonconformity;
use crate::domain::points::Points;
use crate::domain::score::{Figure, Level, NoFigure, Score, Sum};
use crate::domain::slot::Slot;
use crate::domain::urgency::rank;
use crate::i18n::{Text, ncs as nc_words, overview as words, walk as walk_words};
use crate::report::saying::{Names, side, value};
use crate::tui::desk::{Desk, Open};
use crate::tui::figures::{level, no_figure, no_sum, points, slot_title};
use crate::tui::forms::{Purpose, ground, left};
use crate::tui::keymap::Action;
use crate::tui::paint::first_line;

/// What differs between auditors: nothing is decided by itself. What each says has a line of its own, so
/// that it can be read on a narrow screen too.
pub fn conflicts(desk: &Desk, open: &Open) -> Vec<Line> {
    let names = Names::of(&open.dossier);
    let mut lines = Vec::new();
    for slot in open.dossier.conflicts() {
        let title = slot_title(desk, open, slot);
        let line = Line::new(format!("conflict:{slot}"), desk.look.marks.conflict, title);
        lines.push(line.tone(Tone::Attention).leads(Leads::Slot(slot.clone())));
        let says = |entry: &&Entry| {
            let said = match entry.change() {
                Some(change) => side(change, &names, desk.lang),
                None => value(entry, &names, desk.lang),
            };
            Line::beneath(format!("{}  {said}", entry.by)).tone(Tone::Attention)
        };
        lines.extend(open.dossier.heads(slot.as_str()).iter().map(says));
    }
    if !lines.is_empty() {
        lines.insert(0, Line::heading(desk, words::CONFLICTS));
    }
    lines
}

/// Texts begun in forms and left, wherever: each leads to its form.
pub fn drafts(desk: &Desk, open: &Open) -> Vec<Line> {
    let line = |(purpose, title): (Purpose, String)| {
        let text = walk_words::DRAFT_LEFT.with(desk.lang, &[&title]);
        let line = Line::new(format!("draft:{}", purpose.key()), desk.t(walk_words::DRAFT), text);
        line.tone(Tone::Attention).leads(Leads::Finish(purpose))
    };
    let mut lines: Vec<Line> = left(desk, open, |_| true).into_iter().map(line).collect();
    if !lines.is_empty() {
        lines.insert(0, Line::heading(desk, words::DRAFTS));
    }
    lines
}

/// Score, level, and how far both can still move.
pub fn score(desk: &Desk, open: &Open) -> Vec<Line> {
    let (Some(score), Some(checklist)) = (open.score(), open.checklist()) else { return Vec::new() };
    let mut lines = vec![Line::heading(desk, words::SCORE)];
    let forecast = Leads::Do(Action::ShowForecast);
    let figure = |key: &str, label: Text, figure: &Result<Figure, NoFigure>, aside: Option<Text>| {
        let (text, tone) = figure_words(desk, checklist, figure);
        let text = aside.map_or(text.clone(), |aside| format!("{text}  {}", desk.t(aside)));
        Line::new(key, desk.t(label), text).tone(tone).leads(forecast.clone())
    };
    lines.push(figure("score/final", words::FINAL, &score.last, None));
    if score.open + score.differing > 0 && score.so_far.is_ok() {
        lines.push(figure("score/highest", words::HIGHEST, &score.highest, Some(words::WITH_OPEN_MET)));
        lines.push(figure("score/so-far", words::SO_FAR, &score.so_far, Some(words::WITHOUT_OPEN)));
        lines.push(figure("score/lowest", words::LOWEST, &score.lowest, Some(words::WITH_OPEN_FAILED)));
    }
    lines.extend(sums(desk, checklist, score));
    lines.extend(specials(desk, open, checklist));
    let provisional = checklist.provisional().count();
    if provisional > 0 {
        let text = words::PROVISIONAL.with(desk.lang, &[&provisional]);
        lines.push(Line::new("score/provisional", desk.look.marks.conflict, text).tone(Tone::Attention));
    }
    lines
}

fn figure_words(desk: &Desk, checklist: &Checklist, figure: &Result<Figure, NoFigure>) -> (String, Tone) {
    match figure {
        Ok(figure) => {
            let tone = match figure.level {
                Level::Band(_) => Tone::Plain,
                Level::BelowLowest | Level::TooManyDeductions => Tone::Bad,
            };
            (format!("{} {}", points(checklist, figure), level(desk, checklist, &figure.level)), tone)
        }
        Err(none) => (no_figure(desk, none), Tone::Quiet),
    }
}

/// The sums over the first sections and over everything.
fn sums(desk: &Desk, checklist: &Checklist, score: &Score) -> Vec<Line> {
    if checklist.full_score.is_none() {
        return Vec::new();
    }
    let line = |clause: &str, sum: &Sum| {
        let added = || words::SUM.with(desk.lang, &[&sum.got, &sum.judged, &sum.in_scope]);
        let text = no_sum(desk, sum).unwrap_or_else(added);
        let title = checklist.indicator(clause).map(|section| desk.pick(&section.title));
        let text = title.map_or(text.clone(), |title| format!("{text}  {title}"));
        let label = if clause.is_empty() { desk.t(words::TOTAL) } else { clause };
        Line::new(format!("sum/{clause}"), label, text).leads(Leads::Do(Action::ShowForecast))
    };
    // The total is said after its parts.
    let (total, parts): (Vec<_>, Vec<_>) = score.sums.iter().partition(|(clause, _)| clause.is_empty());
    parts.into_iter().chain(total).map(|(clause, sum)| line(clause, sum)).collect()
}

/// Special deductions and the bonus.
fn specials(desk: &Desk, open: &Open, checklist: &Checklist) -> Vec<Line> {
    let Some(special) = &checklist.special else { return Vec::new() };
    let deductions = open.dossier.special_deductions(&open.at.audit, &open.at.standard);
    let text = words::SPECIAL_OF.with(desk.lang, &[&deductions.len(), &special.deduction, &special.fail_at]);
    let tone = if deductions.is_empty() { Tone::Quiet } else { Tone::Attention };
    let mut lines = vec![Line::new("special", desk.t(words::SPECIAL), text).tone(tone)];
    lines.extend(deductions.iter().map(|special| deduction(desk, open, special)));
    let slot = Slot::bonus(&open.at.audit, &open.at.standard);
    let bonus = open.dossier.bonus(&open.at.audit, &open.at.standard);
    let of = SpecialItem::Bonus { audit: open.at.audit.clone(), standard: open.at.standard.clone() };
    let (text, tone) = match bonus {
        Some(bonus) => {
            let text = bonus_words(desk, &special.bonus, &bonus.facts);
            (grounded(desk, open, &of, &text), Tone::Good)
        }
        None => (desk.t(words::BONUS_NONE).to_owned(), Tone::Quiet),
    };
    let line = Line::new(slot.to_string(), desk.t(words::BONUS), text).tone(tone);
    lines.push(if bonus.is_some() { line.leads(Leads::Ground(of)) } else { line });
    lines
}

fn bonus_words(desk: &Desk, points: &Points, facts: &str) -> String {
    words::BONUS_GIVEN.with(desk.lang, &[points, &first_line(facts)])
}

/// A special item with what it rests on, or that it rests on nothing yet.
fn grounded(desk: &Desk, open: &Open, of: &SpecialItem, text: &str) -> String {
    let labels = ground::labels(open, of);
    if labels.is_empty() {
        return format!("{text}  {}", desk.t(words::NO_GROUND));
    }
    format!("{text}  {}", words::RESTS_ON.with(desk.lang, &[&labels]))
}

fn deduction(desk: &Desk, open: &Open, special: &SpecialDeducted) -> Line {
    let site = open.dossier.site_name(&special.site);
    let text = format!("{} · {site} · {}", desk.t(special.kind.word()), first_line(&special.facts));
    let of = SpecialItem::Deduction { special: special.special.clone() };
    let text = grounded(desk, open, &of, &text);
    let line = Line::new(Slot::special(&special.special).to_string(), special.special.clone(), text);
    line.tone(Tone::Bad).leads(Leads::Ground(of))
}

/// Nonconformities by where they stand; what is overdue one by one.
pub fn ncs(desk: &Desk, open: &Open) -> Vec<Line> {
    let ncs = open.dossier.nonconformities();
    let mut lines = vec![Line::heading(desk, words::NCS)];
    let list = Leads::Do(Action::GoNonconformities);
    let words_of = |nc: &Nonconformity<'_>| desk.t(nc_words::short_step(nc.step));
    // In the order in which a life goes on, as the list of nonconformities has it.
    let mut states: Vec<(&str, usize)> = Vec::new();
    let mut living: Vec<&Nonconformity<'_>> = ncs.iter().filter(|nc| !nc.ended()).collect();
    living.sort_by_key(|nc| rank(nc.step));
    for nc in living {
        match states.last_mut().filter(|(state, _)| *state == words_of(nc)) {
            Some((_, count)) => *count += 1,
            None => states.push((words_of(nc), 1)),
        }
    }
    let text: Vec<String> = states.iter().map(|(state, count)| format!("{state} {count}")).collect();
    let text = match (ncs.is_empty(), text.is_empty()) {
        (true, _) => desk.t(words::NONE).to_owned(),
        (false, true) => desk.t(words::ALL_ENDED).to_owned(),
        _ => text.join("  "),
    };
    let open_ncs = open.open_ncs();
    let label = format!("{}/{}", open_ncs, ncs.len());
    let tone = if open_ncs == 0 { Tone::Quiet } else { Tone::Plain };
    lines.push(Line::new("ncs", label, text).tone(tone).leads(list));
    for nc in &ncs {
        let Some(days) = nc.overdue(desk.today()) else { continue };
        let label = &nc.raised.nc;
        let statement = first_line(open.dossier.nc_text(label, NcPart::Statement));
        let text = words::OVERDUE_LINE.with(desk.lang, &[label, &days, &statement]);
        let slot = Slot::nc(label);
        let line = Line::new(slot.to_string(), desk.t(words::OVERDUE), text);
        lines.push(line.tone(Tone::Bad).leads(Leads::Slot(slot)));
    }
    lines
}
