//! The statement of a nonconformity by its parts, for every form that writes one.

use super::{Miss, Spec, Submit, said};
use crate::domain::change::{Evidence, Item};
use crate::domain::evidence::Piece;
use crate::domain::statement::{Part, Parts, tells_several};
use crate::i18n::ncs as words;
use crate::tui::desk::{Desk, Open};

/// How many fields the parts take.
pub(super) const PARTS: usize = 5;
/// The field of what was seen.
pub(super) const SEEN: usize = 3;

/// The fields of the parts: the site, today, the failed samples of the evidence at hand, what was
/// written already, and the item's own words.
pub(super) fn specs(item: &Item, seen: &str, pieces: &[Piece<'_>], desk: &Desk, open: &Open) -> Vec<Spec> {
    let list = open.dossier.checklist(&item.audit, &item.standard);
    let title = list.and_then(|list| list.indicator(&item.clause)).map(|leaf| desk.pick(&leaf.title));
    let demanded = format!("{} {}", item.clause, title.unwrap_or_default());
    vec![
        Spec::line(words::PLACE, open.dossier.site_name(&item.site)),
        Spec::line(words::TIME, &desk.today().to_string()),
        Spec::line(words::SAMPLE, &failed_samples(pieces, desk)),
        Spec::area(words::WHAT_WAS_SEEN, seen),
        Spec::line(words::DEMANDED, demanded.trim()),
    ]
}

fn failed_samples(pieces: &[Piece<'_>], desk: &Desk) -> String {
    let mut numbers = Vec::new();
    for piece in pieces {
        if let Evidence::Record { samples, .. } = &piece.taken.body {
            numbers.extend(samples.iter().filter(|one| one.failed).map(|one| one.number.as_str()));
        }
    }
    numbers.join(desk.lang.pick("、", ", "))
}

/// The statement that the parts make, and what is doubtful about it.
pub(super) fn compose(values: &[String], desk: &Desk) -> (String, Option<Miss>) {
    let typed: Vec<String> = (0..PARTS).map(|nth| said(values, nth)).collect();
    let at = |nth: usize| typed.get(nth).map_or("", String::as_str);
    let parts = Parts::new([at(0), at(1), at(2), at(3), at(4)]);
    if parts.get(Part::Seen).is_empty() {
        return (String::new(), None);
    }
    let text = words::composed(&parts, desk.lang);
    let doubt = match parts.missing() {
        Some(part) => {
            let field = Part::ALL.iter().position(|&one| one == part).unwrap_or(SEEN);
            let name = desk.t(words::part_word(part));
            Some(Miss::at(field, words::PART_MISSING.with(desk.lang, &[&name])))
        }
        None => several(parts.get(Part::Seen), SEEN, desk),
    };
    (text, doubt)
}

/// A doubt about a text that seems to tell more than one finding.
pub(super) fn several(text: &str, field: usize, desk: &Desk) -> Option<Miss> {
    tells_several(text).then(|| Miss::at(field, desk.t(words::SEVERAL_FACTS)))
}

/// A submit with a doubt before it, if there is one.
pub(super) fn doubting(doubt: Option<Miss>, submit: Submit) -> Submit {
    match doubt {
        Some(doubt) => Submit::Doubt(doubt, Box::new(submit)),
        None => submit,
    }
}
