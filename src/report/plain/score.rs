//! Verdicts and score as text, every number with the reason for it.

use super::Page;
use crate::domain::change::Verdict;
use crate::i18n::Text;
use crate::i18n::report as say;
use crate::report::cells::{pad, pad_left, width};
use crate::report::saying;
use crate::report::state::{Figured, GroundState, LeafAtSite, LeafState, OutcomeState, ScoreState};

/// Cells of the points column: `12.34/12.34`.
const POINTS: usize = 9;

impl Page {
    pub(super) fn score(&mut self, score: &ScoreState) {
        let lang = self.lang();
        self.lines.push(String::new());
        self.line(2, &say::VERDICTS.with(lang, &[&score.number]));
        if score.provisional {
            self.line(4, self.t(say::PROVISIONAL_MARK));
        }
        self.line(4, &say::OPEN_COUNT.with(lang, &[&score.open, &score.differing]));
        let titles = score.leaves.iter().map(|leaf| width(leaf.title.get(lang)));
        let clauses = score.leaves.iter().map(|leaf| width(&leaf.clause));
        let columns = (clauses.max().unwrap_or(0), titles.max().unwrap_or(0));
        let mut section = "";
        for leaf in &score.leaves {
            let sections = score.sums.iter().filter(|sum| !sum.clause.is_empty());
            let above = sections
                .map(|sum| sum.clause.as_str())
                .find(|above| crate::domain::audit::lies_below(&leaf.clause, above));
            if above.is_some_and(|above| above != section) {
                section = above.unwrap_or_default();
                self.section(score, section);
            }
            self.leaf(leaf, columns);
        }
        self.section(score, "");
        self.specials(score);
        self.forecast(score);
    }

    /// The sum of a section, or of everything.
    fn section(&mut self, score: &ScoreState, clause: &str) {
        let Some(sum) = score.sums.iter().find(|sum| sum.clause == clause) else { return };
        let title = if clause.is_empty() { self.t(say::EVERYTHING) } else { sum.title.get(self.lang()) };
        if score.leaves.iter().all(|leaf| leaf.full.is_none()) {
            // Conformity only: there is nothing to add up.
            if !clause.is_empty() {
                self.line(4, &format!("{clause} {title}"));
            }
            return;
        }
        let said = match (&sum.got, &sum.judged, &sum.in_scope) {
            (Some(got), Some(judged), Some(all)) => {
                say::SUM.with(self.lang(), &[&clause, &title, &got.shown, &judged.shown, &all.shown])
            }
            _ => {
                let why = sum.reason.as_ref().map(|why| why.get(self.lang())).unwrap_or_default();
                say::NO_SUM.with(self.lang(), &[&clause, &title, &why])
            }
        };
        self.line(4, said.trim_start());
    }

    fn leaf(&mut self, leaf: &LeafState, (clauses, titles): (usize, usize)) {
        let lang = self.lang();
        let points = match (&leaf.got, &leaf.full) {
            (_, None) => String::new(),
            (None, Some(full)) => format!("-/{}", full.shown),
            (Some(got), Some(full)) => format!("{}/{}", got.shown, full.shown),
        };
        let differs = leaf.sites.iter().any(|at| at.differs);
        let mark = if differs { "!" } else { self.mark(&leaf.outcome) };
        let (clause, title) = (pad(&leaf.clause, clauses), pad(leaf.title.get(lang), titles));
        let why = leaf.why.get(lang);
        self.lines.push(format!("      {mark} {clause}  {title}  {}  {why}", pad_left(&points, POINTS)));
        for at in &leaf.sites {
            self.leaf_at_site(at);
        }
    }

    /// A leaf at a site, where something has been recorded there.
    fn leaf_at_site(&mut self, at: &LeafAtSite) {
        let quiet = at.remarks.is_empty() && at.evidence.is_empty() && at.nonconformities.is_empty();
        if quiet && at.verdict == Some(Verdict::Open) {
            return;
        }
        let verdict = match &at.verdict {
            Some(verdict) => saying::verdict(verdict, self.lang()),
            None if at.differs => self.t(say::DIFFERS).to_owned(),
            None => self.t(say::NEWER_VALUE).to_owned(),
        };
        let cited = at.evidence.iter().chain(&at.nonconformities).map(String::as_str);
        let cited: Vec<&str> = cited.collect();
        let site = self.names.site(&at.site).to_owned();
        let colon = self.lang().pick("：", ": ");
        self.line(10, &format!("{site}{colon}{verdict}  {}", cited.join(" ")));
        for remark in &at.remarks {
            let when = saying::moment(&remark.at);
            self.line(12, &format!("{when} {}  {}", remark.by, remark.text));
        }
    }

    fn mark(&self, outcome: &OutcomeState) -> &'static str {
        let (drawn, plain) = match outcome {
            OutcomeState::Open => ("·", "."),
            OutcomeState::Conform => ("✓", "v"),
            OutcomeState::Nonconform => ("✗", "x"),
            OutcomeState::Sampled { .. } => ("◔", "%"),
            OutcomeState::Deleted => ("–", "-"),
        };
        if self.looks.ascii { plain } else { drawn }
    }

    fn specials(&mut self, score: &ScoreState) {
        let bonus = usize::from(score.bonus.is_some());
        self.line(4, &say::SPECIALS.with(self.lang(), &[&score.deductions.len(), &bonus]));
        for special in &score.deductions {
            let kind = self.t(special.kind.word());
            let site = self.names.site(&special.site).to_owned();
            let grounds = score.grounds.iter().filter(|ground| ground.is_of(&special.special));
            let text = format!("−1 {} {kind} · {site} · {}", special.special, special.facts);
            self.grounded(&text, grounds);
        }
        if let Some(bonus) = &score.bonus {
            let grounds = score.grounds.iter().filter(|ground| ground.is_of_bonus());
            self.grounded(&format!("+1 {}", bonus.facts), grounds);
        }
    }

    /// A special item, and below it what it rests on.
    fn grounded<'a>(&mut self, text: &str, grounds: impl Iterator<Item = &'a GroundState>) {
        self.line(6, text);
        let labels: Vec<&str> = grounds.map(|ground| ground.ground.label()).collect();
        if !labels.is_empty() {
            let said = say::RESTS_ON.with(self.lang(), &[&labels.join(" ")]);
            self.line(8, &said);
        }
    }

    fn forecast(&mut self, score: &ScoreState) {
        self.line(4, self.t(say::FORECAST));
        let forecast = [
            (say::LOWEST, &score.forecast.lowest),
            (say::SO_FAR, &score.forecast.so_far),
            (say::HIGHEST, &score.forecast.highest),
        ];
        let rows: Vec<Vec<String>> =
            forecast.iter().map(|(name, figured)| self.figure(*name, figured)).collect();
        self.rows(6, &rows);
        let last = self.figure(say::FINAL, &score.last);
        self.line(4, &last.join("  "));
    }

    fn figure(&self, name: Text, figured: &Figured) -> Vec<String> {
        let said = match figured {
            Figured::Figure { got, in_scope, rescaled, score, level } => {
                let level = level.title.get(self.lang());
                let values: [&dyn std::fmt::Display; 5] =
                    [&score.shown, &level, &got.shown, &in_scope.shown, &rescaled.shown];
                say::FIGURE.with(self.lang(), &values)
            }
            Figured::None { reason, .. } => reason.get(self.lang()).to_owned(),
        };
        vec![self.t(name).to_owned(), said]
    }
}
