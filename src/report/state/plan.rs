//! The visit plan with what came of it, and who judged how much where.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::change::{AuditOpened, VisitOutcome, VisitPlanned};
use crate::domain::dossier::Dossier;

/// A line of the visit plan as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlannedState {
    /// What is planned.
    pub planned: VisitPlanned,
    /// What came of it; `null` while that is not settled.
    pub outcome: Option<VisitOutcome>,
}

impl PlannedState {
    pub(super) fn all(dossier: &Dossier, audit: &str) -> Vec<Self> {
        let plan = dossier.visit_plan(audit).into_iter();
        plan.map(|line| Self { planned: line.planned.clone(), outcome: line.outcome.cloned() }).collect()
    }
}

/// How much somebody judged at a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CoverState {
    /// The checklist's id.
    pub standard: String,
    /// Who recorded the verdicts that stand.
    pub by: String,
    /// The site's label.
    pub site: String,
    /// How many leaves.
    pub judged: usize,
}

impl CoverState {
    pub(super) fn all(dossier: &Dossier, opened: &AuditOpened) -> Vec<Self> {
        let of = |standard: &str| {
            let covers = dossier.coverage(&opened.audit, standard).into_iter();
            let standard = standard.to_owned();
            covers.map(move |cover| Self {
                standard: standard.clone(),
                by: cover.by,
                site: cover.site,
                judged: cover.judged,
            })
        };
        opened.criteria.iter().flat_map(|criterion| of(&criterion.standard)).collect()
    }
}
