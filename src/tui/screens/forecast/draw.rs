//! The picture of the forecast: the figures, the leaves, and why the one under the cursor counts as it
//! does.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Figures, Forecast, Line, Moves};
use crate::domain::audit::Judgement;
use crate::domain::change::Verdict;
use crate::domain::checklist::{Basis, Checklist};
use crate::domain::points::{ABOUT, Points};
use crate::domain::score::{Figure, LeafScore, Level, Outcome};
use crate::i18n::forecast as words;
use crate::report::state::why;
use crate::tui::desk::{Desk, Open};
use crate::tui::figures::{level, no_figure, no_sum, points};
use crate::tui::paint::{page_top, paragraph, put, rule};
use crate::tui::widgets::cells;

/// Lines above the list.
const HEAD: u16 = 4;
/// Lines below it, with the rule.
const FOOT: u16 = 3;
/// Cells of the points of a leaf.
const POINTS: u16 = 10;

/// Less is missing than can be shown.
const LEAST: &str = "<0.01";

/// What is drawn with.
struct Brush<'a> {
    desk: &'a Desk,
    open: &'a Open,
    checklist: &'a Checklist,
    figures: &'a Figures,
}

impl Forecast {
    pub(super) fn draw(
        &self,
        buf: &mut Buffer,
        area: Rect,
        desk: &Desk,
        open: &Open,
        checklist: &Checklist,
        figures: &Figures,
    ) {
        let brush = Brush { desk, open, checklist, figures };
        brush.head(buf, area);
        self.trials(buf, area, desk);
        let (list, foot) = (list(area), foot(area));
        let lines = self.lines(&figures.score);
        let at = self.place(&figures.score, &lines);
        if lines.is_empty() {
            put(buf, list.x + 3, list.y, list.right(), desk.t(words::NOTHING_MOVES), desk.look.quiet());
        }
        let top = page_top(at, list.height);
        for ((nth, line), y) in lines.iter().enumerate().skip(top).zip(list.top()..list.bottom()) {
            let row = Rect { y, height: 1, ..list };
            if nth == at {
                put(buf, row.x + 1, y, row.right(), desk.look.marks.cursor, desk.look.heading());
            }
            match line {
                Line::Section(section) => brush.section(buf, row, section),
                Line::Leaf(place) => {
                    let leaf = &figures.score.leaves[*place];
                    let tried = self.tries.contains_key(&leaf.clause);
                    brush.leaf(buf, row, leaf, &figures.moves[*place], tried);
                }
            }
        }
        if let Some(line) = lines.get(at).filter(|_| foot > 0) {
            brush.foot(buf, Rect { y: list.bottom(), height: foot, ..area }, *line);
        }
    }

    /// What is being tried, said so that nobody takes it for recorded.
    fn trials(&self, buf: &mut Buffer, area: Rect, desk: &Desk) {
        let (text, style) = if self.tries.is_empty() {
            (desk.t(words::NO_SAVE).to_owned(), desk.look.quiet())
        } else {
            let tried =
                |(clause, verdict): (&String, &Verdict)| format!("{clause} {}", desk.look.verdict(verdict).0);
            let all: Vec<String> = self.tries.iter().map(tried).collect();
            let text = words::TRYING.with(desk.lang, &[&self.tries.len()]);
            (format!("{text}{}", all.join("  ")), desk.look.attention())
        };
        put(buf, area.x + 1, area.y + 3, area.right(), &text, style);
    }
}

/// Lines below the list; none where there is little room.
fn foot(area: Rect) -> u16 {
    if area.height > 12 { FOOT } else { 0 }
}

/// Where the list stands.
pub(super) fn list(area: Rect) -> Rect {
    Rect { y: area.y + HEAD, height: area.height.saturating_sub(HEAD + foot(area)), ..area }
}

impl Brush<'_> {
    /// Three lines: where it stands and can go, how that is reckoned, and what the next level needs.
    fn head(&self, buf: &mut Buffer, area: Rect) {
        let look = self.desk.look;
        let (x, right) = (area.x + 1, area.right());
        let score = &self.figures.score;
        let now = match &score.so_far {
            Ok(figure) => {
                let (shown, level) = self.named(figure);
                words::NOW.with(self.desk.lang, &[&shown, &level])
            }
            Err(none) => no_figure(self.desk, none),
        };
        let after = put(buf, x, area.y, right, &now, look.heading());
        if let (Ok(lowest), Ok(highest)) = (&score.lowest, &score.highest) {
            let ((low, low_level), (high, high_level)) = (self.named(lowest), self.named(highest));
            let mut range = words::RANGE.with(self.desk.lang, &[&low, &low_level, &high, &high_level]);
            if after as usize + 3 + cells(&range) > right as usize {
                range = words::RANGE_SHORT.with(self.desk.lang, &[&low, &high]);
            }
            put(buf, after + 3, area.y, right, &range, look.text());
        }
        if let Ok(figure) = &score.so_far {
            put(buf, x, area.y + 1, right, &self.steps(figure), look.quiet());
        }
        let (text, style) = self.next_level();
        put(buf, x, area.y + 2, right, &text, style);
    }

    fn named(&self, figure: &Figure) -> (String, String) {
        (points(self.checklist, figure), level(self.desk, self.checklist, &figure.level))
    }

    /// How the figure so far comes about.
    fn steps(&self, figure: &Figure) -> String {
        let lang = self.desk.lang;
        let full = self.checklist.full_score.clone().unwrap_or_else(Points::zero);
        let bands: Vec<Points> = self.checklist.bands.iter().filter_map(|band| band.min.clone()).collect();
        let rescaled = figure.rescaled.shown_below(&bands);
        let mut steps = vec![words::STEPS.with(lang, &[&figure.got, &figure.in_scope, &full, &rescaled])];
        if let Some(special) = &self.checklist.special {
            let score = &self.figures.score;
            if score.deductions > 0 {
                let minus: Points = (0..score.deductions).fold(Points::zero(), |mut sum, _| {
                    sum += &special.deduction;
                    sum
                });
                steps.push(words::MINUS.with(lang, &[&score.deductions, &minus]));
            }
            if score.bonus {
                steps.push(words::PLUS.with(lang, &[&special.bonus]));
            }
        }
        if steps.len() > 1 {
            steps.push(words::MAKES.with(lang, &[&points(self.checklist, figure)]));
        }
        steps.join("  ")
    }

    fn next_level(&self) -> (String, Style) {
        let look = self.desk.look;
        let score = &self.figures.score;
        if matches!(&score.so_far, Ok(figure) if figure.level == Level::TooManyDeductions) {
            return (self.desk.t(words::FAILS_ANYHOW).to_owned(), look.bad());
        }
        let Some(band) = score.next_band(self.checklist) else {
            let top = score.so_far.is_ok();
            return (
                if top { self.desk.t(words::AT_THE_TOP).to_owned() } else { String::new() },
                look.good(),
            );
        };
        let now = score.so_far.as_ref().map_or_else(|_| Points::zero(), |figure| figure.score.clone());
        let min = band.min.clone().unwrap_or_else(Points::zero);
        let reachable = matches!(&score.highest, Ok(highest) if highest.score >= min);
        let short = (min.clone() - now).to_string();
        let short = if short == format!("{ABOUT}0") { LEAST.to_owned() } else { short };
        let text = if reachable { words::REACHABLE } else { words::OUT_OF_REACH };
        let text = text.with(self.desk.lang, &[&self.desk.pick(&band.title), &min, &short]);
        (text, if reachable { look.text() } else { look.attention() })
    }

    fn section(&self, buf: &mut Buffer, row: Rect, section: &str) {
        let look = self.desk.look;
        let sum = self.figures.score.sums.iter().find(|(clause, _)| clause == section);
        let title = self.checklist.indicator(section).map(|known| self.desk.pick(&known.title));
        let text = format!("{section} {}", title.unwrap_or_default());
        let x = put(buf, row.x + 3, row.y, row.right(), &text, look.heading());
        if let Some((_, sum)) = sum.filter(|_| self.checklist.full_score.is_some()) {
            let added = || words::SUM.with(self.desk.lang, &[&sum.got, &sum.judged, &sum.in_scope]);
            let text = no_sum(self.desk, sum).unwrap_or_else(added);
            put(buf, x + 2, row.y, row.right(), &text, look.quiet());
        }
    }

    fn leaf(&self, buf: &mut Buffer, row: Rect, leaf: &LeafScore, moves: &Moves, tried: bool) {
        let look = self.desk.look;
        let (mark, style) = outcome_mark(self.desk, leaf);
        put(buf, row.x + 3, row.y, row.right(), mark, style);
        let mut x = row.x + 5;
        if tried {
            x = put(buf, x, row.y, row.right(), self.desk.t(words::TRIED), look.attention()) + 1;
        }
        let leads: Vec<String> = [(&moves.if_met, words::IF_MET), (&moves.if_failed, words::IF_FAILED)]
            .into_iter()
            .filter_map(|(to, text)| {
                let name = level(self.desk, self.checklist, to.as_ref()?);
                Some(text.with(self.desk.lang, &[&name]))
            })
            .collect();
        let title = self.checklist.indicator(&leaf.clause).map(|known| self.desk.pick(&known.title));
        let text = format!("{} {}", leaf.clause, title.unwrap_or_default());
        // Points stand in one column, so that they can be compared.
        let column = row.x + (row.width / 2).saturating_sub(2);
        put(buf, x, row.y, column, &text, look.text());
        put(buf, column + 1, row.y, column + POINTS, &got_of(leaf), look.quiet());
        put(buf, column + POINTS + 1, row.y, row.right(), &leads.join("  "), look.attention());
    }

    /// Why the line under the cursor counts as it does.
    fn foot(&self, buf: &mut Buffer, area: Rect, line: Line<'_>) {
        let desk = self.desk;
        rule(buf, area, area.y, desk.look);
        let within = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let text = match line {
            Line::Leaf(place) => {
                let leaf = &self.figures.score.leaves[place];
                let known = self.checklist.indicator(&leaf.clause);
                let basis = known.map_or(Basis::Unknown, |known| known.basis);
                let why = why(&self.open.dossier, leaf, basis);
                let sites = leaf.sites.iter().filter(|at| !at.site.is_empty());
                let sites: Vec<String> = sites
                    .map(|at| {
                        let mark = desk.look.judgement(&at.judgement).0;
                        format!("{} {mark}", self.open.dossier.site_name(&at.site))
                    })
                    .collect();
                format!("{} {}  {}", leaf.clause, desk.lang.pick(&why.zh, &why.en), sites.join("  "))
            }
            Line::Section(section) => {
                let sum = self.figures.score.sums.iter().find(|(clause, _)| clause == section);
                let Some((_, sum)) = sum else { return };
                let left = sum.in_scope.clone() - sum.judged.clone();
                let why = || words::SECTION_WHY.with(desk.lang, &[&sum.judged, &sum.got, &left]);
                no_sum(desk, sum).unwrap_or_else(why)
            }
        };
        paragraph(buf, within, area.y + 1, &text, desk.look.text());
    }
}

/// What a leaf got, of its full points.
fn got_of(leaf: &LeafScore) -> String {
    match (&leaf.got, &leaf.full) {
        (Some(got), Some(full)) => format!("{got}/{full}"),
        (None, Some(full)) if leaf.outcome == Outcome::Deleted => format!("-/{full}"),
        (None, Some(full)) => format!("?/{full}"),
        (_, None) => "?".to_owned(),
    }
}

/// The mark of what a leaf's verdicts come to.
fn outcome_mark(desk: &Desk, leaf: &LeafScore) -> (&'static str, Style) {
    let look = desk.look;
    if leaf.sites.iter().any(|at| !matches!(at.judgement, Judgement::One(_))) {
        return (look.marks.conflict, look.attention());
    }
    match &leaf.outcome {
        Outcome::Open => look.verdict(&Verdict::Open),
        Outcome::Conform => look.verdict(&Verdict::Conform),
        Outcome::Nonconform => look.verdict(&Verdict::Nonconform),
        Outcome::Sampled { sampled, failed } => {
            look.verdict(&Verdict::Sampled { sampled: *sampled, failed: *failed })
        }
        Outcome::Deleted => look.verdict(&Verdict::Deleted { reason: String::new() }),
    }
}
