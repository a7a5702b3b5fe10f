//! A checklist: the indicators of one standard, their points, and how far those points can be trusted.
//!
//! The file is a flat list keyed by clause; the tree follows from the numbers.

mod lint;
mod overlay;
mod parse;

use std::cmp::Ordering;

pub use self::lint::named;
pub use self::overlay::{Confirmed, Overlay, SignOff};
pub use self::parse::{FileKind, kind_of_file};
pub use super::fault::{Fault, Kind, Severity};
use super::points::Points;

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// Chinese
    pub zh: String,
    /// English
    pub en: String,
}

/// Lines in both languages, equally many, line by line the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Chinese
    pub zh: Vec<String>,
    /// English
    pub en: Vec<String>,
}

/// Where the points of an indicator come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// Public pages give this value.
    Sourced,
    /// A working allocation that adds up; never to be presented as the standard's.
    Provisional,
    /// A certification body that owns the standard signed for this value.
    Confirmed,
    /// There are points, and they are not public: nothing is guessed.
    Unknown,
    /// There are no points: conformity only, or a group that has none of its own.
    Unscored,
}

/// A level, from its threshold on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Its name for programs, such as `star3`.
    pub code: String,
    /// Its name.
    pub title: Bilingual,
    /// The least score that reaches it; `None` if the threshold is not supplied.
    pub min: Option<Points>,
}

/// Special deductions and the bonus (handbook, chapter 6, rules 4 and 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Special {
    /// What each special deduction costs.
    pub deduction: Points,
    /// So many special deductions fail the audit whatever its score.
    pub fail_at: u32,
    /// What the bonus gives.
    pub bonus: Points,
}

/// A section, a group or a leaf of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its number, such as `5.1.2.2`.
    pub clause: String,
    /// What it is about.
    pub title: Bilingual,
    /// Full points; `None` where there are none or where they are not public.
    pub points: Option<Points>,
    /// Where the points come from.
    pub basis: Basis,
    /// What to check; empty in a group.
    pub check: Bilingual,
    /// What to ask; empty in a group.
    pub ask: Lines,
    /// Typical evidence; empty in a group.
    pub evidence: Lines,
    /// Something to know about it.
    pub note: Option<Bilingual>,
    /// Whether it may be proved by like samples.
    pub may_sample: bool,
    /// Whether it may be deleted with a reason.
    pub may_delete: bool,
    /// Whether it is judged itself.
    pub leaf: bool,
}

/// The indicators of one standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// Its name for programs and files, such as `gbt27922-2011`.
    pub id: String,
    /// The standard's number, such as `GB/T 27922-2011`.
    pub standard: String,
    /// The edition, such as `2011`.
    pub edition: String,
    /// The standard's title.
    pub title: Bilingual,
    /// Whether it is in force, as far as is known.
    pub status: Bilingual,
    /// The standard that replaces it; `None` if none is known.
    pub superseded_by: Option<String>,
    /// What a reader must know about the data in this file.
    pub note: Option<Bilingual>,
    /// Why the list is not whole, if it is not.
    pub partial: Option<Bilingual>,
    /// The full score; `None` if the standard gives no points.
    pub full_score: Option<Points>,
    /// The levels, lowest first.
    pub bands: Vec<Band>,
    /// Special deductions and bonus, where the standard has them.
    pub special: Option<Special>,
    /// Every indicator, in clause order.
    pub indicators: Vec<Indicator>,
    /// Who signed for its points.
    pub signed: Vec<SignOff>,
}

impl Checklist {
    /// Reads a checklist file; every fault of it otherwise.
    pub fn parse(id: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let (checklist, faults) = Self::read(id, text);
        checklist.ok_or(faults)
    }

    /// Reads a checklist file and says everything that was found in it, warnings included; there is
    /// no checklist if something is a fault.
    pub fn read(id: &str, text: &str) -> (Option<Self>, Vec<Fault>) {
        parse::checklist(id, text)
    }

    /// Every fault and every warning of a checklist file.
    pub fn lint(id: &str, text: &str) -> Vec<Fault> {
        Self::read(id, text).1
    }

    /// The indicators that are judged, in clause order.
    pub fn leaves(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().filter(|indicator| indicator.leaf)
    }

    /// An indicator by its clause.
    pub fn indicator(&self, clause: &str) -> Option<&Indicator> {
        let at = self.indicators.binary_search_by(|known| compare_clauses(&known.clause, clause)).ok()?;
        self.indicators.get(at).filter(|known| known.clause == clause)
    }

    /// The first section that a clause belongs to: 5.1 of 5.1.2.2.
    pub fn section_of(&self, clause: &str) -> Option<&Indicator> {
        let mut section = self.indicator(clause)?;
        while let Some(parent) = parent_of(&section.clause).and_then(|parent| self.indicator(parent)) {
            section = parent;
        }
        Some(section)
    }

    /// The indicators directly below a clause; below `""` the first sections.
    pub fn children<'a>(&'a self, clause: &'a str) -> impl Iterator<Item = &'a Indicator> {
        self.indicators.iter().filter(move |indicator| match parent_of(&indicator.clause) {
            Some(parent) if self.indicator(parent).is_some() => parent == clause,
            _ => clause.is_empty(),
        })
    }

    /// How deep a clause lies: 0 for a first section.
    pub fn depth(&self, clause: &str) -> usize {
        let above = std::iter::successors(parent_of(clause), |clause| parent_of(clause));
        above.filter(|clause| self.indicator(clause).is_some()).count()
    }

    /// Whether some leaf has only provisional points: said on screen and on every report.
    pub fn has_provisional(&self) -> bool {
        self.provisional().next().is_some()
    }

    /// The leaves with provisional points.
    pub fn provisional(&self) -> impl Iterator<Item = &Indicator> {
        self.leaves().filter(|leaf| leaf.basis == Basis::Provisional)
    }

    /// The leaves whose points are not known although the standard gives points.
    pub fn unknown(&self) -> impl Iterator<Item = &Indicator> {
        self.leaves().filter(|leaf| self.full_score.is_some() && leaf.points.is_none())
    }

    /// The checklist with points confirmed or changed by an overlay.
    pub fn with_overlay(&self, overlay: &Overlay) -> Result<Self, Vec<Fault>> {
        overlay::lay(self, overlay)
    }
}

/// The clause above: `5.1` of `5.1.1`; none above a single number.
pub fn parent_of(clause: &str) -> Option<&str> {
    clause.rsplit_once('.').map(|(parent, _)| parent)
}

/// One part of a clause; numbers come before letters.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Number(u64),
    Letters(&'a str),
}

/// Orders clauses as people count: a group before its parts, 5.1.9 before 5.1.10.
pub fn compare_clauses(a: &str, b: &str) -> Ordering {
    parts(a).cmp(parts(b))
}

fn parts(clause: &str) -> impl Iterator<Item = Part<'_>> {
    clause.split('.').map(|part| part.parse().map_or(Part::Letters(part), Part::Number))
}

/// Whether a text is a clause number: `5.1.2.2`, `7.1`, `A.3`.
pub fn is_clause(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && (part == "0" || !part.starts_with('0'))
    };
    text.len() <= 64 && text.split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_ordered_as_people_count() {
        let mut clauses = vec!["5.10", "A.1", "5.2", "5.2.1", "5", "10"];
        clauses.sort_by(|a, b| compare_clauses(a, b));
        assert_eq!(clauses, ["5", "5.2", "5.2.1", "5.10", "10", "A.1"]);
    }

    #[test]
    fn clause_numbers_have_no_empty_part_and_no_leading_zero() {
        assert!(is_clause("5.1.2.2") && is_clause("B.1") && is_clause("7"));
        for bad in ["", "5.", ".5", "5..1", "5.01", "5 1", "5-1", "五"] {
            assert!(!is_clause(bad), "{bad}");
        }
    }
}
