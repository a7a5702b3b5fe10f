//! A piece of evidence and what it is cited for.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::by_label;
use crate::domain::change::{Change, Evidence, Item};
use crate::domain::dossier::Dossier;
use crate::domain::evidence::Piece;

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

/// What all evidence is cited for, gathered in one walk over the citations.
pub(super) struct Citations<'a> {
    items: HashMap<&'a str, Vec<&'a Item>>,
    ncs: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Citations<'a> {
    pub(super) fn of(dossier: &'a Dossier) -> Self {
        let mut all = Self { items: HashMap::new(), ncs: HashMap::new() };
        for entry in dossier.below("cited-for-") {
            match entry.change() {
                Some(Change::CitedForItem(cited)) if cited.cited => {
                    all.items.entry(&cited.evidence).or_default().push(&cited.item);
                }
                Some(Change::CitedForNc(cited)) if cited.cited => {
                    all.ncs.entry(&cited.evidence).or_default().push(&cited.nc);
                }
                _ => {}
            }
        }
        all
    }
}

impl EvidenceState {
    pub(super) fn of(piece: &Piece<'_>, citations: &Citations<'_>) -> Self {
        let label = piece.taken.evidence.as_str();
        let items = citations.items.get(label).into_iter().flatten();
        let ncs = citations.ncs.get(label).into_iter().flatten();
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
