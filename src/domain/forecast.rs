//! What decides the next band: where the figure so far would go if one leaf turned out this way or that.

use super::checklist::{Band, Checklist};
use super::points::Points;
use super::score::{Figure, LeafScore, NoFigure, Outcome, Score, figured};

/// The figures so far with one leaf turned out otherwise, everything else as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swing {
    /// If it is met everywhere.
    pub met: Figure,
    /// If it is failed.
    pub failed: Figure,
}

impl Score {
    /// The lowest band above what is reached so far; `None` at the top, or where there are no figures.
    pub fn next_band<'a>(&self, checklist: &'a Checklist) -> Option<&'a Band> {
        let now = match &self.so_far {
            Ok(figure) => figure.score.clone(),
            Err(NoFigure::NothingJudged) => Points::zero(),
            Err(_) => return None,
        };
        checklist.bands.iter().find(|band| band.min.as_ref().is_some_and(|min| *min > now))
    }

    /// Where a leaf can move the figure so far; `None` where there are no figures.
    pub fn swing(&self, checklist: &Checklist, leaf: &LeafScore) -> Option<Swing> {
        let (mut got, mut in_scope) = match &self.so_far {
            Ok(figure) => (figure.got.clone(), figure.in_scope.clone()),
            Err(NoFigure::NothingJudged) => (Points::zero(), Points::zero()),
            Err(_) => return None,
        };
        let full = leaf.full.as_ref()?;
        if let Some(points) = leaf.got.as_ref().filter(|_| leaf.outcome != Outcome::Deleted) {
            got = got - points.clone();
            in_scope = in_scope - full.clone();
        }
        in_scope += full;
        let figure = |got: Points| {
            let full_score = checklist.full_score.as_ref()?;
            figured(checklist, got, in_scope.clone(), full_score, (self.deductions, self.bonus)).ok()
        };
        Some(Swing { met: figure(got.clone() + full.clone())?, failed: figure(got)? })
    }
}
