//! A nonconformity: its texts, the client's answers by round, and its whole history.

use std::collections::HashMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Standing, by_label};
use crate::domain::change::{AnswerPart, Class, DueExtended, DueSet, NcEscalated, NcPart, NcRechecked, Step};
use crate::domain::dossier::Dossier;
use crate::domain::evidence::Piece;
use crate::domain::followup::LikeCase;
use crate::domain::journal::Entry;
use crate::domain::nonconformity::{Nonconformity, parse_date};

/// A nonconformity as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NcState {
    /// Its label.
    pub nc: String,
    /// The audit's label.
    pub audit: String,
    /// The checklist's id.
    pub standard: String,
    /// The clauses concerned, the main one first.
    pub clauses: Vec<String>,
    /// The site's label.
    pub site: String,
    /// Its class; `null` while none is given.
    pub class: Option<Class>,
    /// The statement: where, when, which sample, what was seen, what is demanded.
    pub statement: String,
    /// The department concerned.
    pub department: String,
    /// The client's person who was there.
    pub guide: String,
    /// When it was raised.
    pub raised_at: String,
    /// By whom.
    pub raised_by: String,
    /// The step it has reached; `null` while only raised.
    pub step: Option<Step>,
    /// Whether its steps differ between auditors.
    pub step_differs: bool,
    /// The slots of it in which auditors differ: what is shown of them is one of several values.
    pub conflicts: Vec<String>,
    /// Whether it is closed or withdrawn.
    pub ended: bool,
    /// When the client's answer is due; `null` for an observation or while unclassed.
    pub due: Option<String>,
    /// How the due date was counted, where not by the usual rule.
    pub due_set: Option<DueSet>,
    /// The extensions of the due date, first to last.
    pub extensions: Vec<DueExtended>,
    /// Whether it was escalated for the due date that it has now.
    pub escalated: bool,
    /// How it was escalated, by the due dates that were missed.
    pub escalations: Vec<NcEscalated>,
    /// The nonconformity of an earlier audit that it repeats; `null` if none.
    pub repeats: Option<String>,
    /// The other outlets that are to be checked for the like of it.
    pub like_cases: Vec<Like>,
    /// What later audits found after it was closed.
    pub rechecks: Vec<NcRechecked>,
    /// The client's answers, first round first.
    pub answers: Vec<Answer>,
    /// The evidence cited for it.
    pub evidence: Vec<String>,
    /// What was cited for it and has been withdrawn.
    pub withdrawn_evidence: Vec<WithdrawnEvidence>,
    /// Everything recorded about it, in reading order.
    pub history: Vec<Happened>,
}

/// Another outlet that is to be checked for the like of a nonconformity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Like {
    /// The outlet's label.
    pub site: String,
    /// Whether the like was found there; `null` until somebody looked.
    pub found: Option<bool>,
    /// What was seen.
    pub facts: String,
}

/// A piece of evidence that was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WithdrawnEvidence {
    /// Its label.
    pub evidence: String,
    /// Why.
    pub reason: String,
}

/// What the client answered in one round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Answer {
    /// The round, from 1.
    pub round: u32,
    /// 纠正
    pub correction: String,
    /// 原因分析
    pub root_cause: String,
    /// 纠正措施
    pub corrective_action: String,
    /// 举一反三
    pub extension: String,
    /// 责任人
    pub responsible: String,
    /// 完成期限, `YYYY-MM-DD`
    pub due: String,
    /// What is still missing.
    pub missing: Vec<AnswerPart>,
}

/// One line of a history.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Happened {
    /// What was recorded, when and by whom.
    #[serde(flatten)]
    pub what: Standing,
    /// The slot it sets.
    pub slot: String,
    /// The stream that recorded it, and the number there of the first change of its act: what was
    /// recorded together has both in common.
    pub stream: String,
    /// See `stream`.
    pub act: u32,
    /// What it took back, if it is an undo; `null` otherwise.
    pub took_back: Option<Standing>,
}

/// The histories of all nonconformities, gathered in one walk along the timeline.
pub(super) struct Histories<'a> {
    dossier: &'a Dossier,
    by_nc: HashMap<&'a str, Vec<&'a Entry>>,
}

impl<'a> Histories<'a> {
    pub(super) fn of(dossier: &'a Dossier) -> Self {
        let mut by_nc: HashMap<&str, Vec<&Entry>> = HashMap::new();
        for entry in dossier.timeline() {
            let mut segments = entry.slot.as_str().split('/');
            let sort = segments.next().unwrap_or_default();
            if (sort.starts_with("nc") || sort == "cited-for-nc")
                && let Some(nc) = segments.next()
            {
                by_nc.entry(nc).or_default().push(entry);
            }
        }
        Self { dossier, by_nc }
    }

    fn told(&self, nc: &str) -> Vec<Happened> {
        let entries = self.by_nc.get(nc).map(Vec::as_slice).unwrap_or_default();
        let mut told = Vec::with_capacity(entries.len());
        for act in entries.chunk_by(|one, next| one.same_act(next)) {
            let mut undone = self.dossier.taken_back_by(act).into_iter();
            told.extend(act.iter().map(|entry| Happened {
                what: Standing::of(entry),
                slot: entry.slot.to_string(),
                stream: entry.stream.to_string(),
                act: entry.act,
                took_back: undone.next().map(Standing::of),
            }));
        }
        told
    }
}

impl NcState {
    pub(super) fn of(dossier: &Dossier, nc: &Nonconformity<'_>, histories: &Histories<'_>) -> Self {
        let raised = nc.raised;
        let label = raised.nc.as_str();
        let text = |part| dossier.nc_text(label, part).to_owned();
        let evidence = dossier.evidence_for_nc(label).into_iter();
        Self {
            nc: label.to_owned(),
            audit: raised.audit.clone(),
            standard: raised.standard.clone(),
            clauses: raised.clauses.clone(),
            site: raised.site.clone(),
            class: nc.class,
            statement: text(NcPart::Statement),
            department: text(NcPart::Department),
            guide: text(NcPart::Guide),
            raised_at: nc.entry.at.to_rfc3339(),
            raised_by: nc.entry.by.to_string(),
            step: nc.step.cloned(),
            step_differs: nc.step_differs,
            conflicts: dossier.nc_conflicts(label).map(ToString::to_string).collect(),
            ended: nc.ended(),
            due: nc.due().map(|due| due.to_string()),
            due_set: nc.due_set.cloned(),
            extensions: nc.extensions.iter().map(|&extended| extended.clone()).collect(),
            escalated: nc.escalated().is_some(),
            escalations: nc.escalations.iter().map(|&escalated| escalated.clone()).collect(),
            repeats: dossier.repeats(nc).map(|before| before.raised.nc.clone()),
            like_cases: dossier.like_cases(nc).iter().map(Like::of).collect(),
            rechecks: dossier.rechecks(label).into_iter().cloned().collect(),
            answers: answers(dossier, nc),
            evidence: by_label(evidence.map(|piece| piece.taken.evidence.clone()).collect()),
            withdrawn_evidence: withdrawn_evidence(dossier, label),
            history: histories.told(label),
        }
    }
}

impl NcState {
    /// Days past its due date on a day; `None` if it has ended or is in time.
    pub fn overdue(&self, today: NaiveDate) -> Option<i64> {
        let days = (today - parse_date(self.due.as_deref()?)?).num_days();
        (days > 0 && !self.ended).then_some(days)
    }
}

impl Like {
    fn of(like: &LikeCase<'_>) -> Self {
        Self {
            site: like.site.site.clone(),
            found: like.checked.map(|checked| checked.found),
            facts: like.checked.map(|checked| checked.facts.clone()).unwrap_or_default(),
        }
    }
}

fn withdrawn_evidence(dossier: &Dossier, nc: &str) -> Vec<WithdrawnEvidence> {
    let withdrawn = |piece: Piece<'_>| {
        let reason = piece.withdrawn?.to_owned();
        Some(WithdrawnEvidence { evidence: piece.taken.evidence.clone(), reason })
    };
    dossier.all_evidence_for_nc(nc).into_iter().filter_map(withdrawn).collect()
}

/// The rounds in which something was written, the open one included.
fn answers(dossier: &Dossier, nc: &Nonconformity<'_>) -> Vec<Answer> {
    let label = nc.raised.nc.as_str();
    (1..=nc.round()).map(|round| Answer::of(dossier, label, round)).filter(Answer::is_begun).collect()
}

impl Answer {
    fn of(dossier: &Dossier, nc: &str, round: u32) -> Self {
        let text = |part| dossier.nc_answer(nc, round, part).to_owned();
        Self {
            round,
            correction: text(AnswerPart::Correction),
            root_cause: text(AnswerPart::RootCause),
            corrective_action: text(AnswerPart::CorrectiveAction),
            extension: text(AnswerPart::Extension),
            responsible: text(AnswerPart::Responsible),
            due: text(AnswerPart::Due),
            missing: dossier.missing_in_answer(nc, round),
        }
    }

    fn is_begun(&self) -> bool {
        self.missing.len() < AnswerPart::ALL.len()
    }

    /// A part by its name.
    pub fn part(&self, part: AnswerPart) -> &str {
        match part {
            AnswerPart::Correction => &self.correction,
            AnswerPart::RootCause => &self.root_cause,
            AnswerPart::CorrectiveAction => &self.corrective_action,
            AnswerPart::Extension => &self.extension,
            AnswerPart::Responsible => &self.responsible,
            AnswerPart::Due => &self.due,
        }
    }
}
