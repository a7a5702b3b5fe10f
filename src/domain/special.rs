//! What special deductions and the bonus rest on: a deduction asks for correction, so it has its
//! nonconformity; a bonus is claimed on evidence.

use super::change::{Change, Ground, SpecialDeducted, SpecialGrounded, SpecialItem};
use super::dossier::Dossier;
use super::refusal::Refusal;
use super::rules::Answer;
use super::slot::{self, Slot};

impl Dossier {
    /// What a special deduction or the bonus rests on, by label; withdrawn evidence left out.
    pub fn grounds(&self, of: &SpecialItem) -> Vec<&Ground> {
        let usable = |ground: &&Ground| match ground {
            Ground::Evidence { evidence } => {
                self.evidence(evidence).is_some_and(|piece| piece.withdrawn.is_none())
            }
            Ground::Nonconformity { nc } => self.nonconformity(nc).is_some(),
        };
        self.below(&slot::below_special(of))
            .filter_map(|entry| match entry.change() {
                Some(Change::SpecialGrounded(grounded)) if grounded.stands => Some(&grounded.ground),
                _ => None,
            })
            .filter(usable)
            .collect()
    }

    /// The special deductions that rest on a nonconformity.
    pub fn specials_of_nc(&self, nc: &str) -> Vec<&SpecialDeducted> {
        let specials = self.below("special/").filter_map(|entry| match entry.change() {
            Some(Change::SpecialDeducted(deducted)) => Some(deducted),
            _ => None,
        });
        let rests = |deducted: &&SpecialDeducted| {
            let of = SpecialItem::Deduction { special: deducted.special.clone() };
            let on_it = |ground: &&Ground| matches!(ground, Ground::Nonconformity { nc: on } if on == nc);
            self.grounds(&of).iter().any(on_it)
        };
        specials.filter(rests).collect()
    }

    pub(super) fn check_ground(&self, grounded: &SpecialGrounded) -> Answer {
        match &grounded.of {
            SpecialItem::Deduction { special } => {
                if self.shown(Slot::special(special).as_str()).is_none() {
                    return Err(Refusal::UnknownSpecial(special.clone()));
                }
            }
            SpecialItem::Bonus { audit, standard } => {
                self.known_standard(audit, standard)?;
                if self.bonus(audit, standard).is_none() {
                    return Err(Refusal::NoBonus);
                }
            }
        }
        match &grounded.ground {
            Ground::Evidence { evidence } => self.usable_evidence(evidence),
            Ground::Nonconformity { nc } => self.known_nc(nc).map(|_| ()),
        }
    }
}
