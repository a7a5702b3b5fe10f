//! The links of a piece of evidence: made, taken back, and followed.

use super::item_words;
use crate::domain::change::{Change, CitedForItem, CitedForNc, NcPart};
use crate::domain::refusal::Refusal;
use crate::i18n::{evidence as words, refusal as refusal_words};
use crate::tui::app::{Next, Notice};
use crate::tui::desk::{Desk, Open, Standpoint};
use crate::tui::modals::choice::{Choice, Line, Pick};
use crate::tui::paint::first_line;
use crate::tui::target::Target;

/// Goes to what it is cited for; where there is more than one place, they are offered.
pub(super) fn go(label: &str, desk: &Desk, open: &Open) -> Next {
    let items = open.dossier.items_of_evidence(label).into_iter();
    let ncs = open.dossier.ncs_of_evidence(label).into_iter();
    let items = items.map(|item| (item_words(desk, open, item), Target::Item(item.clone())));
    let mut places: Vec<(String, Target)> =
        items.chain(ncs.map(|nc| (nc.to_owned(), Target::Nc(nc.to_owned())))).collect();
    if places.len() > 1 {
        let line = |(text, target)| Line { text, aside: String::new(), pick: Pick::Jump(target) };
        let lines = places.into_iter().map(line).collect();
        return Next::Choose(Choice::new(desk.t(words::GO), lines));
    }
    match places.pop() {
        Some((_, target)) => Next::Jump(target),
        None => Next::Say(Notice::bad(desk.t(words::NO_LINKS))),
    }
}

/// Offers what it may be linked to: the nonconformities that go on, the leaves where the auditor stands,
/// then those of the other standards and sites of the audit.
pub(super) fn link(label: &str, desk: &Desk, open: &Open) -> Next {
    let (dossier, evidence) = (&open.dossier, label.to_owned());
    let linked_ncs = dossier.ncs_of_evidence(label);
    let linked = dossier.items_of_evidence(label);
    let ncs = dossier.nonconformities().into_iter().filter(|nc| !nc.ended());
    let ncs = ncs.filter(|nc| !linked_ncs.contains(&nc.raised.nc.as_str())).map(|nc| {
        let statement = dossier.nc_text(&nc.raised.nc, NcPart::Statement);
        let cited = CitedForNc { evidence: evidence.clone(), nc: nc.raised.nc.clone(), cited: true };
        Line {
            text: format!("{} {} {}", nc.raised.nc, nc.raised.clauses.join(" "), first_line(statement)),
            aside: String::new(),
            pick: Pick::Record(Change::CitedForNc(cited)),
        }
    });
    let leaves = places(open).into_iter().flat_map(|at| {
        let leaves = dossier.leaves_at(&at.audit, &at.standard, &at.site).into_iter();
        leaves.map(|leaf| at.item(&leaf.clause)).collect::<Vec<_>>()
    });
    let leaves = leaves.filter(|item| !linked.contains(&item)).map(|item| Line {
        text: item_words(desk, open, &item),
        aside: String::new(),
        pick: Pick::Record(Change::CitedForItem(CitedForItem {
            evidence: evidence.clone(),
            item,
            cited: true,
        })),
    });
    let lines = ncs.chain(leaves).collect();
    Next::Choose(Choice::new(format!("{} · {label}", desk.t(words::LINK)), lines))
}

/// Where the auditor stands, then the other standards here, then the other sites.
fn places(open: &Open) -> Vec<Standpoint> {
    let criteria =
        open.dossier.audit(&open.at.audit).map(|audit| audit.criteria.as_slice()).unwrap_or_default();
    let sites = open.dossier.visited_sites(&open.at.audit);
    let mut places: Vec<Standpoint> = sites
        .iter()
        .flat_map(|site| {
            criteria.iter().map(|criterion| Standpoint {
                standard: criterion.standard.clone(),
                site: site.site.clone(),
                ..open.at.clone()
            })
        })
        .collect();
    places.sort_by_key(|at| (at.site != open.at.site, at.standard != open.at.standard));
    places
}

/// Offers its links to be taken back; what has ended keeps its evidence.
pub(super) fn unlink(label: &str, desk: &Desk, open: &Open) -> Next {
    let evidence = label.to_owned();
    let items = open.dossier.items_of_evidence(label).into_iter().map(|item| {
        let cited = CitedForItem { evidence: evidence.clone(), item: item.clone(), cited: false };
        (item_words(desk, open, item), Change::CitedForItem(cited))
    });
    let all = open.dossier.ncs_of_evidence(label);
    let has_ended = |nc: &&str| open.dossier.nonconformity(nc).is_some_and(|nc| nc.ended());
    let ncs = all.iter().copied().filter(|nc| !has_ended(nc)).map(|nc| {
        let cited = CitedForNc { evidence: evidence.clone(), nc: nc.to_owned(), cited: false };
        (nc.to_owned(), Change::CitedForNc(cited))
    });
    let line = |(text, change)| Line { text, aside: String::new(), pick: Pick::Record(change) };
    let lines: Vec<Line> = items.chain(ncs).map(line).collect();
    if lines.is_empty() {
        return Next::Say(Notice::bad(match all.first() {
            Some(nc) => refusal_words(&Refusal::NcEnded((*nc).to_owned()), desk.lang),
            None => desk.t(words::NO_LINKS).to_owned(),
        }));
    }
    Next::Choose(Choice::new(format!("{} · {label}", desk.t(words::UNLINK)), lines))
}
