//! An audit: its particulars, team, sites and scores.

use schemars::JsonSchema;
use serde::Serialize;

use super::{CoverState, MeetingState, NoteState, PlannedState, SamplingState, ScoreState};
use crate::domain::change::{AuditOpened, AuditPart, AuditType, MemberNamed};
use crate::domain::dossier::Dossier;

/// An audit as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AuditState {
    /// Its label.
    pub audit: String,
    /// Its kind.
    #[serde(rename = "type")]
    pub audit_type: AuditType,
    /// The year it belongs to.
    pub year: i32,
    /// The certified activity that is evaluated.
    pub scope: String,
    /// Its purpose.
    pub purpose: String,
    /// First day.
    pub starts: String,
    /// Last day.
    pub ends: String,
    /// The team, by label.
    pub team: Vec<MemberNamed>,
    /// The client's sites and whether they are visited.
    pub sites: Vec<SiteInAudit>,
    /// Which outlets are visited, against the default rule.
    pub sampling: SamplingState,
    /// The visit plan, by time.
    pub plan: Vec<PlannedState>,
    /// Who judged how much where, for each checklist.
    pub coverage: Vec<CoverState>,
    /// The opening and the closing meeting.
    pub meetings: Vec<MeetingState>,
    /// The interview stream, oldest first.
    pub notes: Vec<NoteState>,
    /// One score for each checklist; never averaged.
    pub scores: Vec<ScoreState>,
}

/// A site in an audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SiteInAudit {
    /// The site's label.
    pub site: String,
    /// Its name.
    pub name: String,
    /// The label of the site above it; `null` if there is none.
    pub below: Option<String>,
    /// Whether it is visited.
    pub visited: bool,
    /// The clauses walked there, each with all below it; empty means all.
    pub clauses: Vec<String>,
}

impl AuditState {
    pub(super) fn of(dossier: &Dossier, opened: &AuditOpened) -> Self {
        let audit = opened.audit.as_str();
        let text = |part| dossier.audit_text(audit, part).to_owned();
        let standards = opened.criteria.iter().map(|criterion| criterion.standard.as_str());
        Self {
            audit: audit.to_owned(),
            audit_type: opened.audit_type,
            year: opened.year,
            scope: text(AuditPart::Scope),
            purpose: text(AuditPart::Purpose),
            starts: text(AuditPart::Starts),
            ends: text(AuditPart::Ends),
            team: dossier.team(audit).into_iter().cloned().collect(),
            sites: sites(dossier, audit),
            sampling: SamplingState::of(dossier, audit),
            plan: PlannedState::all(dossier, audit),
            coverage: CoverState::all(dossier, opened),
            meetings: MeetingState::all(dossier, audit),
            notes: dossier.notes(audit).iter().map(NoteState::of).collect(),
            scores: standards.filter_map(|standard| ScoreState::of(dossier, audit, standard)).collect(),
        }
    }
}

fn sites(dossier: &Dossier, audit: &str) -> Vec<SiteInAudit> {
    let sites = dossier.sites().into_iter();
    sites
        .map(|site| SiteInAudit {
            site: site.site.clone(),
            name: site.name.clone(),
            below: dossier.site_above(&site.site).map(str::to_owned),
            visited: dossier.visits(audit, &site.site),
            clauses: dossier.clauses_at(audit, &site.site).to_vec(),
        })
        .collect()
}
