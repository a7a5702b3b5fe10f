//! What special deductions and the bonus rest on.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::change::{Ground, SpecialItem};
use crate::domain::dossier::Dossier;

/// A special deduction or the bonus, and one thing that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroundState {
    /// The deduction or the bonus.
    pub of: SpecialItem,
    /// What it rests on.
    pub ground: Ground,
}

impl GroundState {
    pub(super) fn all(dossier: &Dossier, audit: &str, standard: &str) -> Vec<Self> {
        let deductions = dossier.special_deductions(audit, standard).into_iter();
        let deductions =
            deductions.map(|special| SpecialItem::Deduction { special: special.special.clone() });
        let bonus = SpecialItem::Bonus { audit: audit.to_owned(), standard: standard.to_owned() };
        let bonus = dossier.bonus(audit, standard).map(|_| bonus);
        let grounds = |of: SpecialItem| {
            let grounds = dossier.grounds(&of).into_iter();
            grounds.map(move |ground| Self { of: of.clone(), ground: ground.clone() })
        };
        deductions.chain(bonus).flat_map(grounds).collect()
    }

    /// Whether it is that of a deduction.
    pub fn is_of(&self, label: &str) -> bool {
        matches!(&self.of, SpecialItem::Deduction { special } if special == label)
    }

    /// Whether it is that of the bonus.
    pub fn is_of_bonus(&self) -> bool {
        matches!(self.of, SpecialItem::Bonus { .. })
    }
}
