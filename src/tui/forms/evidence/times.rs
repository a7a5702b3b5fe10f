//! The times of a piece as its forms ask for them: of the event, and of the capture.

use super::EvidenceForm;
use crate::domain::change::{Change, EvidenceTime};
use crate::domain::evidence::dated;
use crate::domain::when::When;
use crate::i18n::evidence as words;
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::{Miss, moment, said};

/// The times that a form asks for, in its last fields: of the event, and of the capture where a piece is
/// revised.
pub(super) struct Times {
    /// The field of the first.
    pub(super) field: usize,
    /// Each of them with what its field says.
    said: Vec<(EvidenceTime, Option<When>)>,
}

impl Times {
    pub(super) fn read(form: &EvidenceForm, values: &[String], desk: &Desk) -> Result<Self, Miss> {
        let parts = match form {
            EvidenceForm::Take { .. } => &EvidenceTime::ALL[..1],
            EvidenceForm::Revise { .. } => EvidenceTime::ALL,
            EvidenceForm::Withdraw { .. } => &[],
        };
        let field = values.len().saturating_sub(parts.len());
        let read = |(nth, part): (usize, &EvidenceTime)| {
            Ok((*part, moment::when(&said(values, field + nth), desk, field + nth)?))
        };
        Ok(Self { field, said: parts.iter().enumerate().map(read).collect::<Result<_, _>>()? })
    }

    pub(super) fn of(&self, part: EvidenceTime) -> Option<When> {
        self.said.iter().find(|(said, _)| *said == part).and_then(|(_, when)| *when)
    }

    /// The first that lies after now: a clock or the auditor is wrong, and only a person knows which.
    pub(super) fn ahead(&self, desk: &Desk) -> Option<Miss> {
        let ahead =
            |(_, when): &(EvidenceTime, Option<When>)| when.is_some_and(|when| when.is_after(desk.now));
        let nth = self.said.iter().position(ahead)?;
        let word = desk.t(self.said[nth].0.word());
        Some(Miss::at(self.field + nth, words::AHEAD.with(desk.lang, &[&word])))
    }

    pub(super) fn changes(&self, label: &str, open: &Open) -> Vec<(usize, Change)> {
        let differs = |(nth, (part, when)): (usize, &(EvidenceTime, Option<When>))| {
            dated_anew(label, *part, *when, open).map(|change| (self.field + nth, change))
        };
        self.said.iter().enumerate().filter_map(differs).collect()
    }
}

/// A time of a piece as a change, unless it is what stands.
pub(super) fn dated_anew(label: &str, part: EvidenceTime, when: Option<When>, open: &Open) -> Option<Change> {
    let before = open.dossier.evidence_time(label, part).map(|dated| dated.when);
    (before != when).then(|| dated(label, part, when))
}
