//! What a special deduction or the bonus may rest on: nonconformities and evidence to choose from.

use crate::domain::change::{Change, Ground, NcPart, SpecialGrounded, SpecialItem};
use crate::i18n::walk as words;
use crate::tui::desk::{Desk, Open};
use crate::tui::modals::choice::{Choice, Line, Pick};
use crate::tui::paint::first_line;

/// Everything that an audit's special item can rest on, with words: nonconformities first.
pub fn all(open: &Open, audit: &str) -> Vec<(Ground, String)> {
    let dossier = &open.dossier;
    let ncs = dossier.nonconformities().into_iter().filter(|nc| nc.raised.audit == audit);
    let ncs = ncs.map(|nc| {
        let label = nc.raised.nc.clone();
        let statement = first_line(dossier.nc_text(&label, NcPart::Statement));
        let text = format!("{label} {} {statement}", nc.raised.clauses.join(" "));
        (Ground::Nonconformity { nc: label }, text)
    });
    let pieces = dossier.evidence_register().into_iter();
    let pieces = pieces.filter(|piece| piece.withdrawn.is_none() && piece.taken.audit == audit);
    let pieces = pieces.map(|piece| {
        let label = piece.taken.evidence.clone();
        let texts = piece.taken.body.texts();
        let text = format!("{label} {}", texts.first().map(|text| first_line(text)).unwrap_or_default());
        (Ground::Evidence { evidence: label }, text)
    });
    ncs.chain(pieces).collect()
}

/// The choices of a form's field: nothing, or one of them by its label.
pub fn choices(desk: &Desk, open: &Open, audit: &str) -> Vec<(String, String)> {
    let none = (String::new(), desk.t(words::NO_GROUND).to_owned());
    let all = all(open, audit).into_iter().map(|(ground, text)| (ground.label().to_owned(), text));
    std::iter::once(none).chain(all).collect()
}

/// The link that follows from a form's field.
pub fn link(open: &Open, audit: &str, of: SpecialItem, label: &str) -> Option<Change> {
    let chosen = all(open, audit).into_iter().find(|(ground, _)| ground.label() == label);
    chosen.map(|(ground, _)| Change::SpecialGrounded(SpecialGrounded { of, ground, stands: true }))
}

/// The list on which a special item is linked to something, or its link taken away.
pub fn choose(desk: &Desk, open: &Open, audit: &str, of: &SpecialItem) -> Choice {
    let standing = open.dossier.grounds(of);
    let lines = all(open, audit).into_iter().map(|(ground, text)| {
        let stands = standing.contains(&&ground);
        let aside = if stands { desk.t(words::UNLINK).to_owned() } else { String::new() };
        let change = SpecialGrounded { of: of.clone(), ground, stands: !stands };
        Line { text, aside, pick: Pick::Record(Change::SpecialGrounded(change)) }
    });
    Choice::new(desk.t(words::GROUND), lines.collect())
}

/// The labels of what it rests on, for a line of a list.
pub fn labels(open: &Open, of: &SpecialItem) -> String {
    open.dossier.grounds(of).into_iter().map(Ground::label).collect::<Vec<_>>().join(" ")
}
