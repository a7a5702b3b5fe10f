//! Chapter 6: from verdicts to a level, exactly, with every point explained.
//!
//! Rule numbers are those of the handbook's chapter 6.

use std::collections::BTreeMap;

use super::audit::Judgement;
use super::change::{BonusGiven, Change, Item, SiteDescribed, SpecialDeducted, Verdict};
use super::checklist::{Band, Checklist, Indicator};
use super::dossier::Dossier;
use super::journal::Entry;
use super::points::Points;
use super::slot::Slot;

/// What a leaf's verdicts at its sites come to (rule 9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Not judged at some site where it is walked, and not failed at another.
    Open,
    /// Met wherever it was judged.
    Conform,
    /// Not met at one site at least.
    Nonconform,
    /// Samples of all sites together.
    Sampled {
        /// Looked at.
        sampled: u32,
        /// Failed.
        failed: u32,
    },
    /// Does not apply anywhere.
    Deleted,
}

/// The verdict of a leaf at one site, as it went into the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtSite {
    /// The site's label.
    pub site: String,
    /// What stands there.
    pub judgement: Judgement,
}

/// What a leaf contributes, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafScore {
    /// Its clause number.
    pub clause: String,
    /// Full points; `None` where the checklist does not know them.
    pub full: Option<Points>,
    /// What its verdicts come to.
    pub outcome: Outcome,
    /// The verdicts that this follows from.
    pub sites: Vec<AtSite>,
    /// Points got by what is judged so far; `None` while nothing is, or unknown.
    pub got: Option<Points>,
    /// Points if every open verdict turns out conform.
    pub best: Option<Points>,
    /// Points if every open verdict turns out nonconform.
    pub worst: Option<Points>,
}

/// A sum over some leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Points got in judged leaves.
    pub got: Points,
    /// Points in scope of judged leaves.
    pub judged: Points,
    /// Points in scope, open leaves included.
    pub in_scope: Points,
    /// The leaves in scope whose points nobody knows: while there are any, there is no sum to show.
    pub unknown: Vec<String>,
}

/// Where a score leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Level {
    /// A band of the checklist, by its code.
    Band(String),
    /// Below the lowest band.
    BelowLowest,
    /// So many special deductions that it fails whatever the score (rule 4).
    TooManyDeductions,
}

/// A score with the steps that lead to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Got, of the leaves that count.
    pub got: Points,
    /// In scope, of the leaves that count.
    pub in_scope: Points,
    /// `got / in scope × full score` (rule 3).
    pub rescaled: Points,
    /// After special deductions and bonus, kept within 0 and the full score (rule 6).
    pub score: Points,
    /// The level reached.
    pub level: Level,
}

/// Why there is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoFigure {
    /// The checklist gives no points at all: conformity only, or levels without thresholds.
    NoPoints,
    /// These leaves have no known points; nothing is guessed.
    UnknownPoints(Vec<String>),
    /// Nothing is in scope, or nothing has been judged.
    NothingJudged,
    /// Not final: so many verdicts are open.
    Open(usize),
    /// Not final: so many verdicts differ between auditors.
    Differing(usize),
    /// Not final: so many answers differ that decide what counts: which sites are visited and by which
    /// clauses, special deductions, the bonus.
    Unsettled(usize),
}

/// The score of an audit under one checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Every leaf, in clause order.
    pub leaves: Vec<LeafScore>,
    /// The sum over each first section (5.1, 5.2, 5.3), and over everything under `""`.
    pub sums: Vec<(String, Sum)>,
    /// Special deductions, each one point (rule 4).
    pub deductions: usize,
    /// Whether the bonus is given (rule 5).
    pub bonus: bool,
    /// Verdicts that are open: leaf and site.
    pub open: usize,
    /// Verdicts that differ between auditors: leaf and site.
    pub differing: usize,
    /// The level if nothing changes: open leaves count neither for nor against (rule 10).
    pub so_far: Result<Figure, NoFigure>,
    /// If every open verdict turns out nonconform.
    pub lowest: Result<Figure, NoFigure>,
    /// If every open verdict turns out conform. A good sample at an open site may get above it, where samples
    /// of others failed: they are counted together.
    pub highest: Result<Figure, NoFigure>,
    /// The final score; refused while anything is open.
    pub last: Result<Figure, NoFigure>,
}

/// Verdicts to try without recording them, by clause: they take the place of every verdict of the
/// leaf.
pub type Tries = BTreeMap<String, Verdict>;

impl Dossier {
    /// The score of an audit under one checklist, with some verdicts only tried. `None` if the
    /// audit does not judge by it.
    pub fn score(&self, audit: &str, standard: &str, tries: &Tries) -> Option<Score> {
        let checklist = self.checklist(audit, standard)?;
        // Asked once: it is the same for every leaf.
        let sites = self.visited_sites(audit);
        let leaf = |leaf| self.leaf_score(audit, standard, leaf, tries, &sites);
        let leaves: Vec<LeafScore> = checklist.leaves().map(leaf).collect();
        let deductions = self.special_deductions(audit, standard).len();
        let bonus = self.bonus(audit, standard).is_some();
        let mut score = total(checklist, leaves, deductions, bonus);
        let unsettled = self.unsettled(audit, standard);
        if unsettled > 0 {
            // What decides the scope may go either way: a range that leaves one of them out is none.
            for figure in [&mut score.last, &mut score.lowest, &mut score.highest] {
                if figure.is_ok() {
                    *figure = Err(NoFigure::Unsettled(unsettled));
                }
            }
        }
        Some(score)
    }

    /// How many answers differ that decide what counts in a score, verdicts apart.
    fn unsettled(&self, audit: &str, standard: &str) -> usize {
        let choice = Slot::audit_site(audit, "").to_string();
        let bonus = Slot::bonus(audit, standard);
        let ours = |entry: &Entry| {
            matches!(entry.change(), Some(Change::SpecialDeducted(special))
                if special.audit == audit && special.standard == standard)
        };
        let removed = |entry: &Entry| matches!(entry.change(), Some(Change::Cleared(_)));
        let counts = |slot: &&Slot| {
            let slot = slot.as_str();
            slot.starts_with(&choice)
                || slot.starts_with("site/") && self.heads(slot).into_iter().any(removed)
                || slot == bonus.as_str()
                || slot.starts_with("special/") && self.heads(slot).into_iter().any(ours)
        };
        self.conflicts().filter(counts).count()
    }

    /// The special deductions of an audit under one checklist.
    pub fn special_deductions(&self, audit: &str, standard: &str) -> Vec<&SpecialDeducted> {
        self.below("special/")
            .filter_map(|entry| match entry.change() {
                Some(Change::SpecialDeducted(special)) => Some(special),
                _ => None,
            })
            .filter(|special| special.audit == audit && special.standard == standard)
            .collect()
    }

    /// The special bonus of an audit under one checklist.
    pub fn bonus(&self, audit: &str, standard: &str) -> Option<&BonusGiven> {
        match self.value(Slot::bonus(audit, standard).as_str()) {
            Some(Change::BonusGiven(bonus)) => Some(bonus),
            _ => None,
        }
    }

    fn leaf_score(
        &self,
        audit: &str,
        standard: &str,
        leaf: &Indicator,
        tries: &Tries,
        sites: &[&SiteDescribed],
    ) -> LeafScore {
        let sites: Vec<AtSite> = match tries.get(&leaf.clause) {
            Some(verdict) => {
                vec![AtSite { site: String::new(), judgement: Judgement::One(verdict.clone()) }]
            }
            None => self.judgements_at(audit, standard, &leaf.clause, sites),
        };
        let outcome = outcome(&sites);
        let full = leaf.points.clone();
        let value = |outcome: &Outcome| full.as_ref().and_then(|full| worth(full, outcome));
        let open = outcome == Outcome::Open || sites.iter().any(|at| is_open(&at.judgement));
        let best = if open { value(&without_open(&sites)) } else { value(&outcome) };
        let worst = if open { full.as_ref().map(|_| Points::zero()) } else { value(&outcome) };
        let got = value(&so_far(&sites));
        LeafScore { clause: leaf.clause.clone(), full, outcome, sites, got, best, worst }
    }

    /// The verdicts of a leaf at each site where it is walked.
    pub fn judgements(&self, audit: &str, standard: &str, clause: &str) -> Vec<AtSite> {
        self.judgements_at(audit, standard, clause, &self.visited_sites(audit))
    }

    fn judgements_at(
        &self,
        audit: &str,
        standard: &str,
        clause: &str,
        sites: &[&SiteDescribed],
    ) -> Vec<AtSite> {
        sites
            .iter()
            .filter(|site| self.walks(audit, &site.site, clause))
            .map(|site| {
                let item = Item {
                    audit: audit.to_owned(),
                    standard: standard.to_owned(),
                    clause: clause.to_owned(),
                    site: site.site.clone(),
                };
                AtSite { site: site.site.clone(), judgement: self.judgement(&item) }
            })
            .collect()
    }
}

/// Whether a verdict is still to come: open, in conflict, or not readable here.
fn is_open(judgement: &Judgement) -> bool {
    !matches!(judgement, Judgement::One(verdict) if *verdict != Verdict::Open)
}

/// The worst qualitative verdict; of samples, all together (rule 9). A leaf failed at one site is
/// failed, whatever is still open at another.
fn outcome(sites: &[AtSite]) -> Outcome {
    let failed = |at: &AtSite| at.judgement == Judgement::One(Verdict::Nonconform);
    if sites.iter().any(failed) {
        return Outcome::Nonconform;
    }
    if sites.is_empty() || sites.iter().any(|at| is_open(&at.judgement)) {
        return Outcome::Open;
    }
    settled(sites)
}

/// The outcome of what is judged so far. A leaf that is met at head office and not yet looked at in
/// ten outlets counts as met until an outlet says otherwise; the range says what is still open.
fn so_far(sites: &[AtSite]) -> Outcome {
    let judged: Vec<AtSite> = sites.iter().filter(|at| !is_open(&at.judgement)).cloned().collect();
    outcome(&judged)
}

/// The outcome of verdicts of which none is open and none failed.
fn settled(sites: &[AtSite]) -> Outcome {
    let (mut sampled, mut failed, mut conform) = (0u32, 0u32, false);
    for at in sites {
        match &at.judgement {
            Judgement::One(Verdict::Sampled { sampled: n, failed: x }) => {
                sampled = sampled.saturating_add(*n);
                failed = failed.saturating_add(*x);
            }
            Judgement::One(Verdict::Conform) => conform = true,
            _ => {}
        }
    }
    match (sampled, conform) {
        (0, true) => Outcome::Conform,
        (0, false) => Outcome::Deleted,
        _ => Outcome::Sampled { sampled, failed },
    }
}

/// The outcome if every open verdict turns out conform.
fn without_open(sites: &[AtSite]) -> Outcome {
    if outcome(sites) == Outcome::Nonconform {
        return Outcome::Nonconform;
    }
    let filled: Vec<AtSite> = sites
        .iter()
        .map(|at| {
            let open = is_open(&at.judgement);
            let judgement = if open { Judgement::One(Verdict::Conform) } else { at.judgement.clone() };
            AtSite { site: at.site.clone(), judgement }
        })
        .collect();
    if filled.is_empty() { Outcome::Conform } else { settled(&filled) }
}

/// The points of an outcome; `None` while open or where the leaf is out of scope.
fn worth(full: &Points, outcome: &Outcome) -> Option<Points> {
    match outcome {
        Outcome::Open | Outcome::Deleted => None,
        Outcome::Conform => Some(full.clone()),
        Outcome::Nonconform => Some(Points::zero()),
        Outcome::Sampled { sampled, failed } => full.share(sampled.saturating_sub(*failed), *sampled),
    }
}

fn total(checklist: &Checklist, leaves: Vec<LeafScore>, deductions: usize, bonus: bool) -> Score {
    let count = |wanted: fn(&Judgement) -> bool| {
        leaves.iter().flat_map(|leaf| &leaf.sites).filter(|at| wanted(&at.judgement)).count()
    };
    let unseen = leaves.iter().filter(|leaf| leaf.sites.is_empty()).count();
    let open = unseen + count(|judgement| *judgement == Judgement::One(Verdict::Open));
    let differing = count(|judgement| matches!(judgement, Judgement::Differing | Judgement::Newer));
    let figure =
        |pick: fn(&LeafScore) -> Option<&Points>| figure(checklist, &leaves, pick, deductions, bonus);
    let so_far = figure(|leaf| leaf.got.as_ref());
    let last = match (open, differing) {
        (0, 0) => so_far.clone(),
        // What can never be had is said first.
        _ if matches!(so_far, Err(NoFigure::NoPoints | NoFigure::UnknownPoints(_))) => so_far.clone(),
        (0, differing) => Err(NoFigure::Differing(differing)),
        (open, _) => Err(NoFigure::Open(open)),
    };
    Score {
        sums: sums(checklist, &leaves),
        deductions,
        bonus,
        open,
        differing,
        lowest: figure(|leaf| leaf.worst.as_ref()),
        highest: figure(|leaf| leaf.best.as_ref()),
        so_far,
        last,
        leaves,
    }
}

fn sums(checklist: &Checklist, leaves: &[LeafScore]) -> Vec<(String, Sum)> {
    let mut sums: Vec<(String, Sum)> = Vec::new();
    let everything = String::new();
    for leaf in leaves {
        let section = checklist.section_of(&leaf.clause).map(|section| section.clause.clone());
        for name in section.into_iter().chain([everything.clone()]) {
            let at = sums.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
                let zero = Points::zero;
                sums.push((name, Sum { got: zero(), judged: zero(), in_scope: zero(), unknown: Vec::new() }));
                sums.len() - 1
            });
            add(&mut sums[at].1, leaf);
        }
    }
    sums
}

fn add(sum: &mut Sum, leaf: &LeafScore) {
    if leaf.outcome == Outcome::Deleted {
        return;
    }
    let Some(full) = &leaf.full else {
        sum.unknown.push(leaf.clause.clone());
        return;
    };
    sum.in_scope += full;
    if let Some(got) = &leaf.got {
        sum.got += got;
        sum.judged += full;
    }
}

fn figure(
    checklist: &Checklist,
    leaves: &[LeafScore],
    pick: fn(&LeafScore) -> Option<&Points>,
    deductions: usize,
    bonus: bool,
) -> Result<Figure, NoFigure> {
    let Some(full_score) = &checklist.full_score else { return Err(NoFigure::NoPoints) };
    let in_play = leaves.iter().filter(|leaf| leaf.outcome != Outcome::Deleted);
    let unknown: Vec<String> =
        in_play.filter(|leaf| leaf.full.is_none()).map(|leaf| leaf.clause.clone()).collect();
    if !unknown.is_empty() {
        return Err(NoFigure::UnknownPoints(unknown));
    }
    // A level without its threshold leaves every level in doubt.
    if checklist.bands.is_empty() || checklist.bands.iter().any(|band| band.min.is_none()) {
        return Err(NoFigure::NoPoints);
    }
    let (mut got, mut in_scope) = (Points::zero(), Points::zero());
    for leaf in leaves {
        if let (Some(points), Some(full)) = (pick(leaf), &leaf.full) {
            got += points;
            in_scope += full;
        }
    }
    figured(checklist, got, in_scope, full_score, (deductions, bonus))
}

/// The figure of sums, with special deductions and bonus.
pub(super) fn figured(
    checklist: &Checklist,
    got: Points,
    in_scope: Points,
    full_score: &Points,
    (deductions, bonus): (usize, bool),
) -> Result<Figure, NoFigure> {
    let rescaled = got.percent_of(&in_scope).ok_or(NoFigure::NothingJudged)?.percent_part(full_score);
    let score =
        adjusted(checklist, rescaled.clone(), deductions, bonus).clamp_to(&Points::zero(), full_score);
    let level = level(checklist, &score, deductions);
    Ok(Figure { got, in_scope, rescaled, score, level })
}

fn adjusted(checklist: &Checklist, rescaled: Points, deductions: usize, bonus: bool) -> Points {
    let Some(special) = &checklist.special else { return rescaled };
    let mut score = rescaled;
    for _ in 0..deductions {
        score = score - special.deduction.clone();
    }
    if bonus { score + special.bonus.clone() } else { score }
}

fn level(checklist: &Checklist, score: &Points, deductions: usize) -> Level {
    let too_many = |special: &super::checklist::Special| {
        usize::try_from(special.fail_at).is_ok_and(|most| deductions >= most)
    };
    if checklist.special.as_ref().is_some_and(too_many) {
        return Level::TooManyDeductions;
    }
    let reached = |band: &&Band| band.min.as_ref().is_some_and(|min| score >= min);
    match checklist.bands.iter().rev().find(reached) {
        Some(band) => Level::Band(band.code.clone()),
        None => Level::BelowLowest,
    }
}
