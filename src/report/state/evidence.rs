//! A piece of evidence and what it is cited for.

use schemars::JsonSchema;
use serde::Serialize;

use super::by_label;
use crate::domain::change::{Evidence, EvidenceTime, Item};
use crate::domain::dossier::Dossier;
use crate::domain::evidence::{Citations, Piece};

/// A piece of evidence as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EvidenceState {
    /// Its label.
    pub evidence: String,
    /// The audit it was taken in.
    pub audit: String,
    /// 事件时间: when that happened which it shows, as exactly as it is known: a day, a time whose offset
    /// nobody knows, or a point in time with offset; `null` if it is not written down.
    pub event: Option<String>,
    /// 拍摄（采集）时间: when it was captured, in the same forms.
    pub captured: Option<String>,
    /// 导入时间: when what it is now came into the dossier.
    pub imported: String,
    /// Those of its times that lie after the moment in which they were recorded: a clock is wrong.
    pub ahead: Vec<EvidenceTime>,
    /// When it was registered or last revised.
    pub at: String,
    /// By whom.
    pub by: String,
    /// What it is.
    pub body: Evidence,
    /// Why it was withdrawn; `null` if it was not.
    pub withdrawn: Option<String>,
    /// The items it is cited for.
    pub items: Vec<Item>,
    /// The nonconformities it is cited for.
    pub nonconformities: Vec<String>,
}

impl EvidenceState {
    pub(super) fn of(dossier: &Dossier, piece: &Piece<'_>, citations: &Citations<'_>) -> Self {
        let label = piece.taken.evidence.as_str();
        let time = |part| dossier.evidence_time(label, part);
        let written = |part| time(part).map(|dated| dated.when.written());
        let ahead = |part: &EvidenceTime| time(*part).is_some_and(|dated| dated.is_ahead());
        let items = citations.items(label).iter();
        let ncs = citations.ncs(label).iter();
        Self {
            evidence: label.to_owned(),
            audit: piece.taken.audit.clone(),
            event: written(EvidenceTime::Event),
            captured: written(EvidenceTime::Capture),
            imported: dossier.imported(piece).at.to_rfc3339(),
            ahead: EvidenceTime::ALL.iter().copied().filter(ahead).collect(),
            at: piece.entry.at.to_rfc3339(),
            by: piece.entry.by.to_string(),
            body: piece.taken.body.clone(),
            withdrawn: piece.withdrawn.map(str::to_owned),
            items: items.map(|&item| item.clone()).collect(),
            nonconformities: by_label(ncs.map(|&nc| nc.to_owned()).collect()),
        }
    }
}
