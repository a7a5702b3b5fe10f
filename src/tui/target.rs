//! Things that a line of a list can lead to, whatever screen shows them.
//!
//! A slot names what it is about, so a conflict, a change of the timeline and a hit of the search lead
//! to the same place in the same way.

use crate::domain::change::{Item, MeetingKind};
use crate::domain::dossier::Dossier;
use crate::domain::slot::Slot;

/// A thing that a screen shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An item, in the walk.
    Item(Item),
    /// A nonconformity, by its label.
    Nc(String),
    /// A piece of evidence, by its label.
    Evidence(String),
    /// A line of the interview stream, by its label.
    Note(String),
    /// The opening or the closing meeting.
    Meeting(MeetingKind),
    /// A site, where the sample of outlets is drawn; the first if it is empty.
    Site(String),
    /// A line of the visit plan, by its label.
    Visit(String),
    /// A line of the overview, by the slot that it shows.
    Overview(String),
}

/// The sorts of slots that the overview shows.
const ON_OVERVIEW: [&str; 10] = [
    "dossier",
    "client",
    "site",
    "checklist",
    "audit",
    "audit-text",
    "audit-site",
    "member",
    "special",
    "bonus",
];

impl Target {
    /// The thing that a slot is about; `None` if it is not there any more or not known here.
    pub fn of_slot(slot: &Slot, dossier: &Dossier) -> Option<Self> {
        let segments: Vec<&str> = slot.as_str().split('/').collect();
        match segments.as_slice() {
            ["verdict" | "remark" | "cited-for-item", audit, standard, clause, site, ..] => {
                Some(Self::Item(Item {
                    audit: (*audit).to_owned(),
                    standard: (*standard).to_owned(),
                    clause: (*clause).to_owned(),
                    site: (*site).to_owned(),
                }))
            }
            ["evidence" | "evidence-withdrawn" | "evidence-date" | "file-sort", piece, ..] => {
                dossier.evidence(piece).map(|_| Self::Evidence((*piece).to_owned()))
            }
            ["note" | "note-use", note, ..] => dossier.note(note).map(|_| Self::Note((*note).to_owned())),
            ["meeting" | "attendee" | "cited-for-meeting", _, meeting, ..] => {
                MeetingKind::parse(meeting).map(Self::Meeting)
            }
            ["visit" | "visit-outcome", visit] => {
                dossier.planned(visit).map(|_| Self::Visit((*visit).to_owned()))
            }
            ["special-ground", special, _] => Some(Self::Overview(Slot::special(special).to_string())),
            ["bonus-ground", audit, standard, _] => {
                Some(Self::Overview(Slot::bonus(audit, standard).to_string()))
            }
            ["site-below", site] => Some(Self::Site((*site).to_owned())),
            ["draw" | "sampling-rule", _] => Some(Self::Site(String::new())),
            [sort, nc, ..] if sort.starts_with("nc") || *sort == "cited-for-nc" => {
                dossier.nonconformity(nc).map(|_| Self::Nc((*nc).to_owned()))
            }
            [sort, ..] if ON_OVERVIEW.contains(sort) => Some(Self::Overview(slot.to_string())),
            _ => None,
        }
    }
}
