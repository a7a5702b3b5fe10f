//! Figures and slots in words, for more than one screen.

use super::desk::{Desk, Open};
use crate::domain::change::Change;
use crate::domain::score::{NoFigure, Sum};
use crate::domain::slot::Slot;
use crate::i18n::{report as words, slot_words};
use crate::report::saying::{Names, about};

pub use super::view::{level, points};

/// Why there is no figure, in a sentence.
pub fn no_figure(desk: &Desk, none: &NoFigure) -> String {
    match none {
        NoFigure::NoPoints => desk.t(words::NO_POINTS).to_owned(),
        NoFigure::UnknownPoints(clauses) => {
            words::UNKNOWN_POINTS.with(desk.lang, &[&clauses.len(), &clauses.join(" ")])
        }
        NoFigure::NothingJudged => desk.t(words::NOTHING_JUDGED).to_owned(),
        NoFigure::Open(count) => words::STILL_OPEN.with(desk.lang, &[count]),
        NoFigure::Differing(count) => words::STILL_DIFFERING.with(desk.lang, &[count]),
        NoFigure::Unsettled(count) => words::STILL_UNSETTLED.with(desk.lang, &[count]),
    }
}

/// Why there is no sum, in a sentence: nothing is added up of which a part is not known.
pub fn no_sum(desk: &Desk, sum: &Sum) -> Option<String> {
    let unknown = &sum.unknown;
    let why = || words::UNKNOWN_SUM.with(desk.lang, &[&unknown.len(), &unknown.join(" ")]);
    (!unknown.is_empty()).then(why)
}

/// What a slot holds, with sites by their names.
pub fn slot_title(desk: &Desk, open: &Open, slot: &Slot) -> String {
    let heads = open.dossier.heads(slot.as_str());
    let telling = |change: &&Change| !matches!(change, Change::Cleared(_));
    match heads.iter().filter_map(|entry| entry.change()).find(telling) {
        Some(change) => about(change, &Names::of(&open.dossier), desk.lang),
        None => slot_words(slot.as_str(), desk.lang),
    }
}
