//! Where one may stand in the walk: the sites and the standards of the audit, to choose from.

use super::left;
use crate::i18n::frame as frame_words;
use crate::tui::app::Next;
use crate::tui::desk::{Desk, Open, Standpoint};
use crate::tui::modals::choice::{Choice, Line, Pick};

pub(super) fn sites(desk: &Desk, open: &Open) -> Next {
    let sites = open.dossier.visited_sites(&open.at.audit);
    let here = sites.iter().position(|site| site.site == open.at.site);
    let lines = sites.iter().enumerate().map(|(nth, site)| {
        let at = Standpoint { site: site.site.clone(), ..open.at.clone() };
        let aside = format!("{}  {}", desk.t(site.role.word()), left::judged(desk, open, &at));
        Line { text: site.name.clone(), aside: marked(desk, aside, here == Some(nth)), pick: Pick::Stand(at) }
    });
    let choice = Choice::new(desk.t(frame_words::CHOOSE_SITE), lines.collect());
    Next::Choose(choice.at(here.unwrap_or_default()))
}

/// What stands at the right of a place, with the mark of the one where the auditor is.
fn marked(desk: &Desk, aside: String, here: bool) -> String {
    if here { format!("{}  {aside}", desk.t(frame_words::YOU_ARE_HERE)) } else { aside }
}

pub(super) fn standards(desk: &Desk, open: &Open) -> Next {
    let criteria = open.dossier.audit(&open.at.audit).map(|audit| audit.criteria.as_slice());
    let criteria = criteria.unwrap_or_default();
    let here = criteria.iter().position(|criterion| criterion.standard == open.at.standard);
    let lines = criteria.iter().enumerate().map(|(nth, criterion)| {
        let list = open.dossier.checklist(&open.at.audit, &criterion.standard);
        let at = Standpoint { standard: criterion.standard.clone(), ..open.at.clone() };
        Line {
            text: list
                .map_or_else(String::new, |list| format!("{} {}", list.standard, desk.pick(&list.title))),
            aside: marked(desk, left::judged(desk, open, &at), here == Some(nth)),
            pick: Pick::Stand(at),
        }
    });
    let choice = Choice::new(desk.t(frame_words::CHOOSE_STANDARD), lines.collect());
    Next::Choose(choice.at(here.unwrap_or_default()))
}
