//! Forms of a special deduction or the bonus that stands: its rewording, and taking it back.

use serde::{Deserialize, Serialize};

use super::item::kinds;
use super::{Miss, Spec, Submit, said};
use crate::domain::change::{
    BonusGiven, Change, Cleared, Ground, SpecialDeducted, SpecialGrounded, SpecialItem, SpecialKind,
};
use crate::domain::refusal::Refusal;
use crate::domain::slot::Slot;
use crate::i18n::{self, Text, walk as words};
use crate::tui::app::Then;
use crate::tui::desk::{Desk, Open};

/// A form about a special deduction or the bonus that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum SpecialForm {
    /// It is written anew; the old words stay in the record.
    Reword {
        /// Which.
        of: SpecialItem,
    },
    /// It is taken back, with a reason: the score goes back too.
    TakeBack {
        /// Which.
        of: SpecialItem,
    },
}

impl SpecialForm {
    pub(super) fn title(&self, desk: &Desk) -> String {
        let (what, of) = match self {
            Self::Reword { of } => (words::REWORD_SPECIAL, of),
            Self::TakeBack { of } => (words::TAKE_BACK_SPECIAL, of),
        };
        format!("{} · {}", desk.t(what), name(of, desk))
    }

    pub(super) fn specs(&self, desk: &Desk, open: &Open) -> Vec<Spec> {
        match self {
            Self::TakeBack { .. } => vec![Spec::area(words::TAKE_BACK_WHY, "")],
            Self::Reword { of: SpecialItem::Deduction { special } } => {
                let (kind, facts) = deducted(open, special)
                    .map_or(("", ""), |deducted| (deducted.kind.code(), deducted.facts.as_str()));
                vec![Spec::choice(words::SPECIAL_KIND, kinds(desk), kind), Spec::area(words::FACTS, facts)]
            }
            Self::Reword { of: SpecialItem::Bonus { audit, standard } } => {
                let facts = open.dossier.bonus(audit, standard).map_or("", |bonus| &bonus.facts);
                vec![Spec::area(words::BONUS_FACTS, facts)]
            }
        }
    }

    pub(super) fn submit(&self, values: &[String], desk: &Desk, open: &Open) -> Result<Submit, Miss> {
        let field = usize::from(matches!(self, Self::Reword { of: SpecialItem::Deduction { .. } }));
        let changes = match self {
            Self::TakeBack { .. } if said(values, 0).is_empty() => {
                return Err(Miss::at(0, i18n::refusal(&Refusal::ReasonMissing, desk.lang)));
            }
            Self::TakeBack { of } => taken_back(of, said(values, 0), open),
            Self::Reword { of: SpecialItem::Deduction { special } } => {
                let before = deducted(open, special).ok_or_else(|| {
                    Miss::at(0, i18n::refusal(&Refusal::UnknownSpecial(special.clone()), desk.lang))
                })?;
                let kind = SpecialKind::parse(&said(values, 0)).unwrap_or(before.kind);
                let deducted = SpecialDeducted { kind, facts: said(values, 1), ..before.clone() };
                vec![Change::SpecialDeducted(deducted)]
            }
            Self::Reword { of: SpecialItem::Bonus { audit, standard } } => {
                let (audit, standard) = (audit.clone(), standard.clone());
                vec![Change::BonusGiven(BonusGiven { audit, standard, facts: said(values, 0) })]
            }
        };
        Ok(Submit::Record(changes.into_iter().map(|change| (field, change)).collect(), Then::Stay))
    }
}

/// The change that takes it back, after its links: a bonus that is given again later rests on nothing
/// that was linked for this one.
fn taken_back(of: &SpecialItem, reason: String, open: &Open) -> Vec<Change> {
    let slot = match of {
        SpecialItem::Deduction { special } => Slot::special(special),
        SpecialItem::Bonus { audit, standard } => Slot::bonus(audit, standard),
    };
    let off = |ground: &Ground| SpecialGrounded { of: of.clone(), ground: ground.clone(), stands: false };
    let off = open.dossier.grounds(of).into_iter().map(off).map(Change::SpecialGrounded);
    off.chain([Change::Cleared(Cleared { slot: slot.to_string(), reason })]).collect()
}

fn deducted<'a>(open: &'a Open, special: &str) -> Option<&'a SpecialDeducted> {
    match open.dossier.shown(Slot::special(special).as_str())?.change() {
        Some(Change::SpecialDeducted(deducted)) => Some(deducted),
        _ => None,
    }
}

/// What it is called, with the label of a deduction.
fn name(of: &SpecialItem, desk: &Desk) -> String {
    let word = |text: Text| desk.t(text).to_owned();
    match of {
        SpecialItem::Deduction { special } => format!("{} {special}", word(words::SPECIAL_DEDUCTION)),
        SpecialItem::Bonus { .. } => word(words::SPECIAL_BONUS),
    }
}
