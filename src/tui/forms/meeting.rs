//! Forms of the opening and the closing meeting.

use serde::{Deserialize, Serialize};

use super::{Miss, Spec, Submit, moment, said, statement};
use crate::domain::change::{AttendeeNamed, Change, MeetingDescribed, MeetingKind, MeetingPart, Side};
use crate::domain::meeting::{Meeting, parse_moment};
use crate::domain::refusal::Refusal;
use crate::i18n::{self, meetings as words};
use crate::tui::app::Then;
use crate::tui::desk::{Desk, Open};

/// The particulars in the order of the form's fields.
const PARTS: [MeetingPart; 5] = [
    MeetingPart::Starts,
    MeetingPart::Ends,
    MeetingPart::CheckedIn,
    MeetingPart::Place,
    MeetingPart::Exception,
];

/// A form about a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "form")]
pub enum MeetingForm {
    /// When and where, and what was exceptional.
    Describe {
        /// The audit's label.
        audit: String,
        /// Which meeting.
        meeting: MeetingKind,
    },
    /// Somebody who was there.
    Attendee {
        /// The audit's label.
        audit: String,
        /// Which meeting.
        meeting: MeetingKind,
    },
}

impl MeetingForm {
    pub(super) fn title(&self, desk: &Desk) -> String {
        let (meeting, what) = match self {
            Self::Describe { meeting, .. } => (meeting, words::EDIT),
            Self::Attendee { meeting, .. } => (meeting, words::ADD_ATTENDEE),
        };
        format!("{} · {}", desk.t(meeting.word()), desk.t(what))
    }

    pub(super) fn specs(&self, desk: &Desk, open: &Open) -> Vec<Spec> {
        match self {
            Self::Describe { audit, meeting } => {
                let meeting = open.dossier.meeting(audit, *meeting);
                vec![
                    Spec::line(words::STARTS, &moment::shown(meeting.starts)),
                    Spec::line(words::ENDS, &moment::shown(meeting.ends)),
                    Spec::line(words::CHECKED_IN, &moment::shown(meeting.checked_in)),
                    Spec::line(words::PLACE, meeting.place),
                    Spec::area(words::EXCEPTION_TEXT, meeting.exception),
                ]
            }
            Self::Attendee { .. } => {
                let sides = Side::ALL.iter().map(|side| {
                    let words = desk.t(side.word()).to_owned();
                    (side.code().to_owned(), words)
                });
                vec![
                    Spec::line(words::NAME, ""),
                    Spec::line(words::ROLE, ""),
                    Spec::choice(words::SIDE, sides.collect(), Side::Client.code()),
                ]
            }
        }
    }

    pub(super) fn submit(&self, values: &[String], desk: &Desk, open: &Open) -> Result<Submit, Miss> {
        match self {
            Self::Describe { audit, meeting } => {
                Ok(Submit::Record(described(audit, *meeting, values, desk, open)?, Then::Stay))
            }
            Self::Attendee { .. } if said(values, 0).is_empty() => {
                Err(Miss::at(0, i18n::refusal(&Refusal::TextMissing, desk.lang)))
            }
            Self::Attendee { audit, meeting } => {
                let attendee = AttendeeNamed {
                    audit: audit.clone(),
                    meeting: *meeting,
                    attendee: open.label("P"),
                    name: said(values, 0),
                    side: Side::parse(&said(values, 2)).unwrap_or(Side::Client),
                    role: said(values, 1),
                };
                let there = open.dossier.meeting(audit, *meeting).attendees;
                let there = there.iter().any(|known| known.name == attendee.name);
                let told = words::ATTENDEE_THERE.with(desk.lang, &[&attendee.name]);
                let named = Submit::Record(vec![(0, Change::AttendeeNamed(attendee))], Then::Stay);
                Ok(statement::doubting(there.then(|| Miss::at(0, told)), named))
            }
        }
    }
}

/// The particulars that were changed, in an order in which none is refused for what follows.
fn described(
    audit: &str,
    kind: MeetingKind,
    values: &[String],
    desk: &Desk,
    open: &Open,
) -> Result<Vec<(usize, Change)>, Miss> {
    let before = open.dossier.meeting(audit, kind);
    let day = before.starts.map_or(desk.today(), |starts| starts.date_naive());
    let mut changes = Vec::new();
    for (nth, part) in PARTS.into_iter().enumerate() {
        let timed = nth < 3;
        let text = if timed { moment::read(&said(values, nth), day, desk, nth)? } else { said(values, nth) };
        let old = open.dossier.meeting_text(audit, kind, part);
        // What the field cannot show, such as seconds, is not a change.
        let same = if timed { same_minute(old, &text) } else { old == text };
        if !same {
            changes.push((nth, describe(audit, kind, part, text)));
        }
    }
    if later(&before, &changes) {
        changes.swap(0, 1);
    }
    Ok(changes)
}

fn same_minute(old: &str, new: &str) -> bool {
    moment::shown(parse_moment(old)) == moment::shown(parse_moment(new))
}

/// Whether the meeting moves to a time after its old end: then the end is written first.
fn later(before: &Meeting<'_>, changes: &[(usize, Change)]) -> bool {
    let [(0, Change::MeetingDescribed(starts)), (1, _), ..] = changes else { return false };
    parse_moment(&starts.text).zip(before.ends).is_some_and(|(starts, ends)| starts > ends)
}

/// A particular of a meeting.
pub fn describe(audit: &str, meeting: MeetingKind, part: MeetingPart, text: String) -> Change {
    Change::MeetingDescribed(MeetingDescribed { audit: audit.to_owned(), meeting, part, text })
}
