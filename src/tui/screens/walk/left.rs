//! What is left to judge elsewhere in the audit, for whoever has judged everything here.

use crate::domain::audit::Judgement;
use crate::domain::change::Verdict;
use crate::i18n::{frame as frame_words, walk as words};
use crate::tui::desk::{Desk, Open, Standpoint};

/// Sites that are named at most; the others are counted.
const NAMED: usize = 3;

/// Says that all is judged where the auditor stands, what is left under the other standards and at the
/// other sites, and the key that leads there.
pub(super) fn told(desk: &Desk, open: &Open) -> String {
    let here = &open.at;
    let audit = open.dossier.audit(&here.audit);
    let standards: Vec<&str> = audit
        .map(|audit| audit.criteria.iter().map(|criterion| criterion.standard.as_str()).collect())
        .unwrap_or_default();
    let mut parts = Vec::new();
    for standard in standards.iter().filter(|standard| **standard != here.standard) {
        let count = undecided(open, &Standpoint { standard: (*standard).to_owned(), ..here.clone() });
        let list = open.dossier.checklist(&here.audit, standard);
        if let Some(list) = list.filter(|_| count > 0) {
            parts.push(words::LEFT_UNDER.with(desk.lang, &[&list.standard, &count]));
        }
    }
    let sites = open.dossier.visited_sites(&here.audit).into_iter().filter(|site| site.site != here.site);
    let counted = sites.map(|site| {
        let at = |standard: &&str| Standpoint {
            site: site.site.clone(),
            standard: (*standard).to_owned(),
            ..here.clone()
        };
        (site.name.as_str(), standards.iter().map(|standard| undecided(open, &at(standard))).sum::<usize>())
    });
    let left: Vec<(&str, usize)> = counted.filter(|(_, count)| *count > 0).collect();
    parts.extend(left.iter().take(NAMED).map(|(site, count)| words::LEFT_AT.with(desk.lang, &[site, count])));
    if left.len() > NAMED {
        let count: usize = left.iter().skip(NAMED).map(|(_, count)| count).sum();
        parts.push(words::LEFT_MORE.with(desk.lang, &[&(left.len() - NAMED), &count]));
    }
    if parts.is_empty() {
        return desk.t(words::ALL_JUDGED).to_owned();
    }
    words::LEFT.with(desk.lang, &[&parts.join(desk.lang.pick("，", ", "))])
}

/// Items that nobody has judged at a site under a standard.
fn undecided(open: &Open, at: &Standpoint) -> usize {
    let leaves = open.dossier.leaves_at(&at.audit, &at.standard, &at.site);
    let is_open = |clause: &str| open.dossier.judgement(&at.item(clause)) == Judgement::One(Verdict::Open);
    leaves.iter().filter(|leaf| is_open(&leaf.clause)).count()
}

/// How many items are judged at a site under a standard, in words.
pub(super) fn judged(desk: &Desk, open: &Open, at: &Standpoint) -> String {
    let leaves = open.dossier.leaves_at(&at.audit, &at.standard, &at.site);
    let judged = leaves.iter().filter(|leaf| open.dossier.is_judged(&at.item(&leaf.clause))).count();
    frame_words::JUDGED.with(desk.lang, &[&judged, &leaves.len()])
}
