//! What can be found in a dossier, each with its place and where it leads.

use crate::domain::audit::label_order;
use crate::domain::change::{Change, Item, MeetingPart, NcPart};
use crate::domain::checklist::Checklist;
use crate::domain::dossier::Dossier;
use crate::domain::journal::Entry;
use crate::domain::slot::Slot;
use crate::i18n::{Text, search as words};
use crate::report::cells::one_line;
use crate::report::saying::{Names, evidence, place};
use crate::tui::desk::{Desk, Open};
use crate::tui::target::Target;

/// Something that can be found.
#[derive(Clone, Debug)]
pub struct Thing {
    /// What it is.
    pub kind: Text,
    /// Where it is: clause and site, or a label.
    pub place: String,
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub target: Target,
}

/// Everything that can be found, the clauses of the audit seen now first.
pub fn gather(desk: &Desk, open: &Open) -> Vec<Thing> {
    let dossier = &open.dossier;
    let names = Names::of(dossier);
    let mut things = clauses(desk, open);
    things.extend(dossier.below("remark/").filter_map(|entry| remark(entry, &names)));
    things.extend(findings(dossier));
    things.extend(dossier.below("nc-answer/").filter_map(|entry| answer(desk, entry)));
    things.extend(pieces(desk, dossier));
    things.extend(notes(dossier));
    things.extend(particulars(desk, dossier));
    things
}

/// The leaves of every checklist of the audit; at this site if they are walked here, else where they
/// are.
fn clauses(desk: &Desk, open: &Open) -> Vec<Thing> {
    let audit = open.dossier.audit(&open.at.audit);
    let mut standards: Vec<&str> = vec![&open.at.standard];
    for criterion in audit.map(|audit| audit.criteria.as_slice()).unwrap_or_default() {
        if !standards.contains(&criterion.standard.as_str()) {
            standards.push(&criterion.standard);
        }
    }
    let lists = standards.into_iter().filter_map(|standard| {
        open.dossier.checklist(&open.at.audit, standard).map(|list| (standard, &**list))
    });
    lists.flat_map(|(standard, list)| clauses_of(desk, open, standard, list)).collect()
}

fn clauses_of(desk: &Desk, open: &Open, standard: &str, list: &Checklist) -> Vec<Thing> {
    let dossier = &open.dossier;
    let audit = &open.at.audit;
    let sites: Vec<&str> = dossier.visited_sites(audit).into_iter().map(|site| site.site.as_str()).collect();
    let nearest = |clause: &str| {
        let here = sites.iter().copied().filter(|site| *site == open.at.site);
        here.chain(sites.iter().copied()).find(|site| dossier.walks(audit, site, clause))
    };
    let thing = |clause: &str, title: &str| {
        let item = Item {
            audit: audit.clone(),
            standard: standard.to_owned(),
            clause: clause.to_owned(),
            site: nearest(clause)?.to_owned(),
        };
        Some(Thing {
            kind: words::CLAUSE,
            place: clause.to_owned(),
            text: title.to_owned(),
            target: Target::Item(item),
        })
    };
    list.leaves().filter_map(|leaf| thing(&leaf.clause, desk.pick(&leaf.title))).collect()
}

fn remark(entry: &Entry, names: &Names) -> Option<Thing> {
    let Some(Change::Remarked(remarked)) = entry.change() else { return None };
    (!remarked.text.is_empty()).then(|| Thing {
        kind: words::REMARK,
        place: place(&remarked.item, names),
        text: one_line(&remarked.text),
        target: Target::Item(remarked.item.clone()),
    })
}

/// Each nonconformity by its clauses, statement, department and guide together.
fn findings(dossier: &Dossier) -> Vec<Thing> {
    let mut ncs = dossier.nonconformities();
    ncs.sort_by_key(|nc| label_order(&nc.raised.nc));
    let thing = |nc: &crate::domain::nonconformity::Nonconformity<'_>| {
        let label = &nc.raised.nc;
        let parts = [NcPart::Statement, NcPart::Department, NcPart::Guide];
        let texts: Vec<&str> =
            parts.iter().map(|part| dossier.nc_text(label, *part)).filter(|text| !text.is_empty()).collect();
        Thing {
            kind: words::STATEMENT,
            place: format!("{label} {}", nc.raised.clauses.join(" ")),
            text: one_line(&texts.join(" · ")),
            target: Target::Nc(label.clone()),
        }
    };
    ncs.iter().map(thing).collect()
}

fn answer(desk: &Desk, entry: &Entry) -> Option<Thing> {
    let Some(Change::AnswerWritten(written)) = entry.change() else { return None };
    (!written.text.is_empty()).then(|| Thing {
        kind: words::ANSWER,
        place: format!("{} {}", written.nc, desk.t(written.part.word())),
        text: one_line(&written.text),
        target: Target::Nc(written.nc.clone()),
    })
}

fn pieces(desk: &Desk, dossier: &Dossier) -> Vec<Thing> {
    let register = dossier.evidence_register();
    let thing = |piece: &crate::domain::evidence::Piece<'_>| Thing {
        kind: words::EVIDENCE,
        place: piece.taken.evidence.clone(),
        text: evidence(piece.taken, dossier.file_sorted(piece), desk.lang),
        target: Target::Evidence(piece.taken.evidence.clone()),
    };
    register.iter().map(thing).collect()
}

fn notes(dossier: &Dossier) -> Vec<Thing> {
    let audits = dossier.audits();
    let notes = audits.iter().flat_map(|audit| dossier.notes(&audit.audit));
    notes
        .map(|note| Thing {
            kind: words::NOTE,
            place: note.taken.person.clone(),
            text: one_line(&note.taken.text),
            target: Target::Note(note.taken.note.clone()),
        })
        .collect()
}

/// Sites, special items, client and audits: what the overview shows.
fn particulars(desk: &Desk, dossier: &Dossier) -> Vec<Thing> {
    let on_overview = |kind: Text, place: String, text: &str, slot: &Slot| {
        (!text.trim().is_empty()).then(|| Thing {
            kind,
            place,
            text: one_line(text),
            target: Target::Overview(slot.to_string()),
        })
    };
    let thing = |entry: &Entry| match entry.change()? {
        Change::SiteDescribed(site) => {
            on_overview(words::SITE, site.name.clone(), &format!("{} ", site.address), &entry.slot).or_else(
                || on_overview(words::SITE, site.name.clone(), desk.t(site.role.word()), &entry.slot),
            )
        }
        Change::SpecialDeducted(c) => on_overview(words::SPECIAL, c.special.clone(), &c.facts, &entry.slot),
        Change::BonusGiven(c) => on_overview(words::SPECIAL, String::new(), &c.facts, &entry.slot),
        Change::ClientDescribed(c) => {
            on_overview(words::CLIENT, desk.t(c.part.word()).to_owned(), &c.text, &entry.slot)
        }
        Change::MeetingDescribed(c) if matches!(c.part, MeetingPart::Place | MeetingPart::Exception) => {
            (!c.text.is_empty()).then(|| Thing {
                kind: c.meeting.word(),
                place: desk.t(c.part.word()).to_owned(),
                text: one_line(&c.text),
                target: Target::Meeting(c.meeting),
            })
        }
        Change::AttendeeNamed(c) => (!c.name.is_empty()).then(|| Thing {
            kind: c.meeting.word(),
            place: c.role.clone(),
            text: one_line(&c.name),
            target: Target::Meeting(c.meeting),
        }),
        Change::VisitSettled(c) => (!c.outcome.reason().is_empty()).then(|| Thing {
            kind: c.outcome.word(),
            place: c.visit.clone(),
            text: one_line(c.outcome.reason()),
            target: Target::Visit(c.visit.clone()),
        }),
        Change::AuditDescribed(c) => {
            on_overview(words::AUDIT, desk.t(c.part.word()).to_owned(), &c.text, &entry.slot)
        }
        Change::MemberNamed(c) => {
            on_overview(words::AUDIT, desk.t(c.role.word()).to_owned(), &c.name, &entry.slot)
        }
        _ => None,
    };
    let sorts = [
        "site/",
        "special/",
        "bonus/",
        "client/",
        "audit-text/",
        "member/",
        "meeting/",
        "attendee/",
        "visit-outcome/",
    ];
    sorts.iter().flat_map(|sort| dossier.below(sort)).filter_map(thing).collect()
}
