//! The score of an audit under one checklist, explained down to each leaf.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Both, Exact, GroundState};
use crate::domain::audit::Judgement;
use crate::domain::change::{BonusGiven, Item, SpecialDeducted, Verdict};
use crate::domain::checklist::{Basis, Checklist, Indicator};
use crate::domain::dossier::Dossier;
use crate::domain::points::Points;
use crate::domain::score::{AtSite, Figure, LeafScore, Level, NoFigure, Outcome, Score, Sum, Tries};
use crate::i18n::report as say;

/// The score of an audit under one checklist.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ScoreState {
    /// The checklist's id.
    pub standard: String,
    /// The standard's number.
    pub number: String,
    /// Whether the points of some leaf are a working allocation, not the standard's.
    pub provisional: bool,
    /// How many verdicts (leaf and site) are open.
    pub open: usize,
    /// How many verdicts differ between auditors.
    pub differing: usize,
    /// Every leaf, in clause order.
    pub leaves: Vec<LeafState>,
    /// Sums over the first sections, and over everything under an empty clause.
    pub sums: Vec<SumState>,
    /// The special deductions, one point each.
    pub deductions: Vec<SpecialDeducted>,
    /// The special bonus.
    pub bonus: Option<BonusGiven>,
    /// What deductions and bonus rest on.
    pub grounds: Vec<GroundState>,
    /// The forecast.
    pub forecast: Forecast,
    /// The final score, or why there is none.
    #[serde(rename = "final")]
    pub last: Figured,
}

/// What the score may become.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Forecast {
    /// If every open verdict turns out nonconform.
    pub lowest: Figured,
    /// Open leaves count neither for nor against.
    pub so_far: Figured,
    /// If every open verdict turns out conform.
    pub highest: Figured,
}

/// A leaf, what it contributes and why.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LeafState {
    /// Its clause number.
    pub clause: String,
    /// Its title.
    pub title: Both,
    /// Full points; `null` where the checklist does not know them.
    pub full: Option<Exact>,
    /// Where the points come from: `sourced`, `provisional`, `confirmed` or `unknown`.
    pub basis: &'static str,
    /// What its verdicts come to.
    pub outcome: OutcomeState,
    /// Points got by what is judged so far; `null` while nothing is, or out of scope.
    pub got: Option<Exact>,
    /// Points in scope; `null` where deleted or unknown.
    pub in_scope: Option<Exact>,
    /// How `got` follows from the verdicts.
    pub why: Both,
    /// The verdicts at each site where the leaf is walked.
    pub sites: Vec<LeafAtSite>,
}

/// What a leaf's verdicts come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum OutcomeState {
    /// Not judged everywhere.
    Open,
    /// Met.
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
    /// Does not apply.
    Deleted,
}

/// A leaf at one site.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LeafAtSite {
    /// The site's label.
    pub site: String,
    /// The verdict; `null` where verdicts differ or a newer version recorded it.
    pub verdict: Option<Verdict>,
    /// Whether verdicts differ between auditors.
    pub differs: bool,
    /// The remarks, oldest first.
    pub remarks: Vec<Remark>,
    /// The evidence cited here.
    pub evidence: Vec<String>,
    /// The nonconformities raised here.
    pub nonconformities: Vec<String>,
}

/// A remark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Remark {
    /// Its label.
    pub remark: String,
    /// When.
    pub at: String,
    /// By whom.
    pub by: String,
    /// What was noted.
    pub text: String,
}

/// A sum over some leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SumState {
    /// The section's clause; empty for everything.
    pub clause: String,
    /// Its title; empty for everything.
    pub title: Both,
    /// Points got in judged leaves; `null` where there is no sum.
    pub got: Option<Exact>,
    /// Points in scope of judged leaves; `null` where there is no sum.
    pub judged: Option<Exact>,
    /// Points in scope, open leaves included; `null` where there is no sum.
    pub in_scope: Option<Exact>,
    /// Why there is no sum; `null` where there is one.
    pub reason: Option<Both>,
}

/// A score with its steps, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Figured {
    /// A score.
    Figure {
        /// Got, of the leaves that count.
        got: Exact,
        /// In scope, of the leaves that count.
        in_scope: Exact,
        /// Rescaled to the full score.
        rescaled: Exact,
        /// After special deductions and bonus.
        score: Exact,
        /// The level reached.
        level: LevelState,
    },
    /// No score.
    None {
        /// `no-points`, `unknown-points`, `nothing-judged`, `open` or `differing`.
        because: &'static str,
        /// How many verdicts stand in the way.
        count: usize,
        /// The leaves that stand in the way, where the checklist is to blame.
        clauses: Vec<String>,
        /// The reason as a sentence.
        reason: Both,
    },
}

/// Where a score leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LevelState {
    /// `band`, `below-lowest` or `too-many-deductions`.
    pub is: &'static str,
    /// The band's code.
    pub code: Option<String>,
    /// Its name.
    pub title: Both,
}

impl ScoreState {
    /// Tells the score of an audit under one checklist; `None` if the audit does not judge by it.
    pub fn of(dossier: &Dossier, audit: &str, standard: &str) -> Option<Self> {
        let score = dossier.score(audit, standard, &Tries::new())?;
        let checklist = dossier.checklist(audit, standard)?;
        let figured = |figure: &Result<Figure, NoFigure>| Figured::of(checklist, figure);
        let specials = dossier.special_deductions(audit, standard).into_iter();
        Some(Self {
            standard: standard.to_owned(),
            number: checklist.standard.clone(),
            provisional: checklist.has_provisional(),
            open: score.open,
            differing: score.differing,
            leaves: leaves(dossier, audit, checklist, &score),
            sums: sums(checklist, &score),
            deductions: specials.cloned().collect(),
            bonus: dossier.bonus(audit, standard).cloned(),
            grounds: GroundState::all(dossier, audit, standard),
            forecast: Forecast {
                lowest: figured(&score.lowest),
                so_far: figured(&score.so_far),
                highest: figured(&score.highest),
            },
            last: figured(&score.last),
        })
    }
}

fn leaves(dossier: &Dossier, audit: &str, checklist: &Checklist, score: &Score) -> Vec<LeafState> {
    let known = |leaf: &LeafScore| checklist.indicator(&leaf.clause);
    let leaves = score.leaves.iter().filter_map(|leaf| known(leaf).map(|indicator| (leaf, indicator)));
    leaves.map(|(leaf, indicator)| leaf_state(dossier, audit, &checklist.id, leaf, indicator)).collect()
}

fn leaf_state(
    dossier: &Dossier,
    audit: &str,
    standard: &str,
    leaf: &LeafScore,
    indicator: &Indicator,
) -> LeafState {
    let at_site = |at: &AtSite| {
        let item = Item {
            audit: audit.to_owned(),
            standard: standard.to_owned(),
            clause: leaf.clause.clone(),
            site: at.site.clone(),
        };
        LeafAtSite::of(dossier, &item, &at.judgement)
    };
    let in_scope = leaf.full.as_ref().filter(|_| leaf.outcome != Outcome::Deleted);
    LeafState {
        clause: leaf.clause.clone(),
        title: Both { zh: indicator.title.zh.clone(), en: indicator.title.en.clone() },
        full: leaf.full.as_ref().map(Exact::short),
        basis: basis(indicator.basis),
        outcome: OutcomeState::of(&leaf.outcome),
        got: leaf.got.as_ref().map(Exact::short),
        in_scope: in_scope.map(Exact::short),
        why: why(dossier, leaf, indicator.basis),
        sites: leaf.sites.iter().map(at_site).collect(),
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Sourced => "sourced",
        Basis::Provisional => "provisional",
        Basis::Confirmed => "confirmed",
        Basis::Unknown => "unknown",
        Basis::Unscored => "unscored",
    }
}

impl OutcomeState {
    fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Open => Self::Open,
            Outcome::Conform => Self::Conform,
            Outcome::Nonconform => Self::Nonconform,
            Outcome::Sampled { sampled, failed } => Self::Sampled { sampled: *sampled, failed: *failed },
            Outcome::Deleted => Self::Deleted,
        }
    }
}

impl LeafAtSite {
    fn of(dossier: &Dossier, item: &Item, judgement: &Judgement) -> Self {
        let remarks = dossier.remarks(item).into_iter().map(|(entry, remarked)| Remark {
            remark: remarked.remark.clone(),
            at: entry.at.to_rfc3339(),
            by: entry.by.to_string(),
            text: remarked.text.clone(),
        });
        let evidence = dossier.evidence_for_item(item).into_iter();
        let ncs = dossier.ncs_of_item(item).into_iter();
        Self {
            site: item.site.clone(),
            verdict: match judgement {
                Judgement::One(verdict) => Some(verdict.clone()),
                Judgement::Differing | Judgement::Newer => None,
            },
            differs: *judgement == Judgement::Differing,
            remarks: remarks.collect(),
            evidence: evidence.map(|piece| piece.taken.evidence.clone()).collect(),
            nonconformities: ncs.map(|nc| nc.raised.nc.clone()).collect(),
        }
    }
}

/// How a leaf's points follow from its verdicts.
pub fn why(dossier: &Dossier, leaf: &LeafScore, basis: Basis) -> Both {
    if leaf.outcome == Outcome::Deleted {
        return Both::of(say::WHY_DELETED);
    }
    let Some(full) = &leaf.full else {
        return Both::of(if basis == Basis::Unscored { say::WHY_UNSCORED } else { say::WHY_UNKNOWN });
    };
    match &leaf.outcome {
        Outcome::Conform => Both::with(say::WHY_CONFORM, &[full]),
        Outcome::Nonconform => Both::with(say::WHY_NONCONFORM, &[&failing_sites(dossier, leaf)]),
        Outcome::Sampled { sampled, failed } => {
            let good = sampled.saturating_sub(*failed);
            let got = leaf.got.clone().unwrap_or_else(Points::zero);
            Both::with(say::WHY_SAMPLED, &[sampled, failed, full, &good, sampled, &got])
        }
        Outcome::Open | Outcome::Deleted => why_open(leaf),
    }
}

fn why_open(leaf: &LeafScore) -> Both {
    let any = |wanted: &Judgement| leaf.sites.iter().any(|at| at.judgement == *wanted);
    if leaf.sites.is_empty() {
        Both::of(say::WHY_NOT_WALKED)
    } else if any(&Judgement::Differing) {
        Both::of(say::WHY_DIFFERING)
    } else if any(&Judgement::Newer) {
        Both::of(say::WHY_NEWER)
    } else {
        match &leaf.got {
            Some(got) => Both::with(say::WHY_PARTLY, &[got]),
            None => Both::of(say::WHY_OPEN),
        }
    }
}

fn failing_sites(dossier: &Dossier, leaf: &LeafScore) -> String {
    let failed = leaf.sites.iter().filter(|at| at.judgement == Judgement::One(Verdict::Nonconform));
    failed.map(|at| dossier.site_name(&at.site)).collect::<Vec<_>>().join(" · ")
}

fn sums(checklist: &Checklist, score: &Score) -> Vec<SumState> {
    let title = |clause: &str| match checklist.indicator(clause) {
        Some(section) => Both { zh: section.title.zh.clone(), en: section.title.en.clone() },
        None => Both { zh: String::new(), en: String::new() },
    };
    // The sections in their order, the total under them.
    let total = |(clause, _): &&(String, Sum)| clause.is_empty();
    let sums = score.sums.iter().filter(|sum| !total(sum)).chain(score.sums.iter().filter(total));
    sums.map(|(clause, sum)| {
        let reason = no_sum(checklist, sum);
        let shown = |points: &Points| reason.is_none().then(|| Exact::short(points));
        SumState {
            clause: clause.clone(),
            title: title(clause),
            got: shown(&sum.got),
            judged: shown(&sum.judged),
            in_scope: shown(&sum.in_scope),
            reason,
        }
    })
    .collect()
}

/// Why there is no sum: nothing is added up of which a part is not known.
fn no_sum(checklist: &Checklist, sum: &Sum) -> Option<Both> {
    if checklist.full_score.is_none() {
        return Some(Both::of(say::NO_POINTS));
    }
    let unknown = &sum.unknown;
    (!unknown.is_empty()).then(|| Both::with(say::UNKNOWN_SUM, &[&unknown.len(), &unknown.join(" ")]))
}

impl Figured {
    fn of(checklist: &Checklist, figure: &Result<Figure, NoFigure>) -> Self {
        let thresholds: Vec<Points> = checklist.bands.iter().filter_map(|band| band.min.clone()).collect();
        match figure {
            Ok(figure) => Self::Figure {
                got: Exact::short(&figure.got),
                in_scope: Exact::short(&figure.in_scope),
                rescaled: Exact::score(&figure.rescaled, &thresholds),
                score: Exact::score(&figure.score, &thresholds),
                level: LevelState::of(checklist, &figure.level),
            },
            Err(none) => Self::none(none),
        }
    }

    fn none(none: &NoFigure) -> Self {
        let (because, count, clauses, reason) = match none {
            NoFigure::NoPoints => ("no-points", 0, Vec::new(), Both::of(say::NO_POINTS)),
            NoFigure::UnknownPoints(clauses) => {
                let reason = Both::with(say::UNKNOWN_POINTS, &[&clauses.len(), &clauses.join(" ")]);
                ("unknown-points", clauses.len(), clauses.clone(), reason)
            }
            NoFigure::NothingJudged => ("nothing-judged", 0, Vec::new(), Both::of(say::NOTHING_JUDGED)),
            NoFigure::Open(count) => ("open", *count, Vec::new(), Both::with(say::STILL_OPEN, &[count])),
            NoFigure::Differing(count) => {
                ("differing", *count, Vec::new(), Both::with(say::STILL_DIFFERING, &[count]))
            }
            NoFigure::Unsettled(count) => {
                ("unsettled", *count, Vec::new(), Both::with(say::STILL_UNSETTLED, &[count]))
            }
        };
        Self::None { because, count, clauses, reason }
    }
}

impl LevelState {
    fn of(checklist: &Checklist, level: &Level) -> Self {
        let (is, code, title) = match level {
            Level::Band(code) => {
                let band = checklist.bands.iter().find(|band| band.code == *code);
                let title = band.map_or(Both { zh: code.clone(), en: code.clone() }, |band| Both {
                    zh: band.title.zh.clone(),
                    en: band.title.en.clone(),
                });
                ("band", Some(code.clone()), title)
            }
            Level::BelowLowest => ("below-lowest", None, Both::of(say::BELOW_LOWEST)),
            Level::TooManyDeductions => ("too-many-deductions", None, Both::of(say::TOO_MANY_DEDUCTIONS)),
        };
        Self { is, code, title }
    }
}
