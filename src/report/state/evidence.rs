//! A piece of evidence and what it is cited for.

use schemars::JsonSchema;
use serde::Serialize;

use super::by_label;
use crate::domain::change::{Evidence, Item};
use crate::domain::evidence::{Citations, Piece};

/// A piece of evidence as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EvidenceState {
    /// Its label.
    pub evidence: String,
    /// The audit it was taken in.
    pub audit: String,
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
    pub(super) fn of(piece: &Piece<'_>, citations: &Citations<'_>) -> Self {
        let label = piece.taken.evidence.as_str();
        let items = citations.items(label).iter();
        let ncs = citations.ncs(label).iter();
        Self {
            evidence: label.to_owned(),
            audit: piece.taken.audit.clone(),
            at: piece.entry.at.to_rfc3339(),
            by: piece.entry.by.to_string(),
            body: piece.taken.body.clone(),
            withdrawn: piece.withdrawn.map(str::to_owned),
            items: items.map(|&item| item.clone()).collect(),
            nonconformities: by_label(ncs.map(|&nc| nc.to_owned()).collect()),
        }
    }
}
