//! The forecast: what the audit comes to, which leaves decide the next band, and trying a verdict
//! without saving it.
//!
//! How it is drawn is in `forecast/draw.rs`.

mod draw;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Page;
use super::cursor::moved;
use crate::domain::audit::lies_below;
use crate::domain::change::Verdict;
use crate::domain::checklist::Checklist;
use crate::domain::forecast::Swing;
use crate::domain::score::{LeafScore, Level, Outcome, Score, Tries};
use crate::i18n::frame as frame_words;
use crate::tui::app::{Next, Notice};
use crate::tui::desk::{Desk, Open, Standpoint};
use crate::tui::keymap::{Action, Scope};
use crate::tui::target::Target;

/// The forecast.
#[derive(Debug, Default)]
pub struct Forecast {
    /// The clause under the cursor: a leaf or a first section.
    cursor: String,
    /// Verdicts that are only tried.
    tries: Tries,
    /// Only leaves are listed that are open or lost points.
    only_moving: bool,
    made: Option<Box<Made>>,
}

/// The figures with the trials in them, and what they were made from.
#[derive(Debug)]
struct Made {
    from: (usize, Standpoint, Tries),
    figures: Figures,
}

/// The score, and where each leaf can move it.
#[derive(Debug)]
struct Figures {
    score: Score,
    moves: Vec<Moves>,
}

/// Levels to which a leaf alone would bring the audit, where that is another level than now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Moves {
    if_met: Option<Level>,
    if_failed: Option<Level>,
}

/// A line: the place of a leaf in the score, or a first section.
#[derive(Clone, Copy, Debug)]
enum Line<'a> {
    Section(&'a str),
    Leaf(usize),
}

impl Figures {
    fn of(open: &Open, tries: &Tries) -> Option<Self> {
        let score = open.dossier.score(&open.at.audit, &open.at.standard, tries)?;
        let checklist = open.checklist()?;
        let moves = score.leaves.iter().map(|leaf| moves(&score, checklist, leaf)).collect();
        Some(Self { score, moves })
    }
}

fn moves(score: &Score, checklist: &Checklist, leaf: &LeafScore) -> Moves {
    let now = score.so_far.as_ref().ok().map(|figure| &figure.level);
    let Some(Swing { met, failed }) = score.swing(checklist, leaf) else { return Moves::default() };
    let other = |level: Level| (Some(&level) != now).then_some(level);
    Moves { if_met: other(met.level), if_failed: other(failed.level) }
}

/// Whether a leaf is open or lost points.
fn can_move(leaf: &LeafScore) -> bool {
    match leaf.outcome {
        Outcome::Open | Outcome::Nonconform => true,
        Outcome::Sampled { failed, .. } => failed > 0,
        Outcome::Conform | Outcome::Deleted => false,
    }
}

impl Forecast {
    fn refresh(&mut self, open: &Open) {
        let from = (open.dossier.entries().len(), open.at.clone(), self.tries.clone());
        if self.made.as_ref().is_none_or(|made| made.from != from) {
            self.made = Figures::of(open, &self.tries).map(|figures| Box::new(Made { from, figures }));
        }
    }

    /// The lines that are listed: each section before its leaves.
    fn lines<'a>(&self, score: &'a Score) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        for (section, _) in score.sums.iter().filter(|(section, _)| !section.is_empty()) {
            lines.push(Line::Section(section));
            let leaves = score.leaves.iter().enumerate();
            let listed = |leaf: &LeafScore| {
                lies_below(&leaf.clause, section)
                    && (!self.only_moving || can_move(leaf) || self.tries.contains_key(&leaf.clause))
            };
            lines.extend(leaves.filter(|(_, leaf)| listed(leaf)).map(|(place, _)| Line::Leaf(place)));
        }
        lines
    }

    fn place(&self, score: &Score, lines: &[Line<'_>]) -> usize {
        let first_leaf = lines.iter().position(|line| matches!(line, Line::Leaf(_)));
        let here = lines.iter().position(|line| clause(score, *line) == self.cursor);
        here.or(first_leaf).unwrap_or(0)
    }

    /// The leaf under the cursor; at first it is on one, if there is one.
    fn leaf<'a>(&'a self, open: &'a Open) -> Option<&'a str> {
        let Some(made) = &self.made else {
            return open.score()?.leaves.first().map(|leaf| leaf.clause.as_str());
        };
        let score = &made.figures.score;
        let lines = self.lines(score);
        match lines.get(self.place(score, &lines))? {
            Line::Leaf(place) => Some(&score.leaves[*place].clause),
            Line::Section(_) => None,
        }
    }

    /// Takes a verdict for the leaf under the cursor as if it were given; `None` takes the trial back.
    fn try_out(&mut self, leaf: Option<String>, verdict: Option<Verdict>, desk: &Desk) -> Next {
        let Some(clause) = leaf else {
            return Next::Say(Notice::bad(desk.t(frame_words::NOTHING_HERE)));
        };
        match verdict {
            Some(verdict) => self.tries.insert(clause, verdict),
            None => self.tries.remove(&clause),
        };
        Next::Stay
    }
}

fn clause<'a>(score: &'a Score, line: Line<'a>) -> &'a str {
    match line {
        Line::Section(section) => section,
        Line::Leaf(place) => &score.leaves[place].clause,
    }
}

/// The item of a leaf: here if it is walked here, else at the first site where it is.
fn go_to(open: &Open, clause: &str, desk: &Desk) -> Next {
    let dossier = &open.dossier;
    let sites = dossier.visited_sites(&open.at.audit);
    let walked = |site: &&str| dossier.walks(&open.at.audit, site, clause);
    let here = std::iter::once(open.at.site.as_str()).chain(sites.iter().map(|site| site.site.as_str()));
    match here.filter(|site| dossier.visits(&open.at.audit, site)).find(walked) {
        Some(site) => {
            let at = Standpoint { site: site.to_owned(), ..open.at.clone() };
            Next::Jump(Target::Item(at.item(clause)))
        }
        None => Next::Say(Notice::bad(desk.t(frame_words::NOTHING_HERE))),
    }
}

impl Page for Forecast {
    const CODE: &'static str = "forecast";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Forecast, Scope::Everywhere]
    }

    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        self.refresh(open);
        let Some(made) = self.made.take() else { return Next::Pass };
        let score = &made.figures.score;
        let lines = self.lines(score);
        let at = self.place(score, &lines);
        let leaf = match lines.get(at) {
            Some(Line::Leaf(place)) => Some(score.leaves[*place].clause.clone()),
            _ => None,
        };
        let next = match (action, leaf) {
            (Action::TryConform, leaf) => self.try_out(leaf, Some(Verdict::Conform), desk),
            (Action::TryNonconform, leaf) => self.try_out(leaf, Some(Verdict::Nonconform), desk),
            (Action::TryNothing, leaf) => self.try_out(leaf, None, desk),
            (Action::Open, Some(leaf)) => go_to(open, &leaf, desk),
            (Action::NextPane | Action::PreviousPane, leaf) => {
                self.only_moving = !self.only_moving;
                self.cursor = leaf.unwrap_or_default();
                Next::Stay
            }
            _ => match moved(action, at, lines.len(), draw::list(desk.body()).height) {
                Some(to) => {
                    self.cursor =
                        lines.get(to).map(|line| clause(score, *line).to_owned()).unwrap_or_default();
                    Next::Stay
                }
                None => Next::Pass,
            },
        };
        self.made = Some(made);
        self.refresh(open);
        next
    }

    /// On a section there is nothing to try; to take back there is what was tried.
    fn offers(&self, action: Action, _: &Desk, open: &Open) -> bool {
        match action {
            Action::TryConform | Action::TryNonconform | Action::Open => self.leaf(open).is_some(),
            Action::TryNothing => self.leaf(open).is_some_and(|clause| self.tries.contains_key(clause)),
            _ => true,
        }
    }

    fn moved(&mut self, open: &Open) {
        self.refresh(open);
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: &Open) {
        let fresh = match &self.made {
            Some(made) if made.from.0 == open.dossier.entries().len() && made.from.1 == open.at => None,
            _ => Figures::of(open, &self.tries),
        };
        let figures = fresh.as_ref().or(self.made.as_ref().map(|made| &made.figures));
        if let (Some(figures), Some(checklist)) = (figures, open.checklist()) {
            self.draw(frame.buffer_mut(), area, desk, open, checklist, figures);
        }
    }
}
