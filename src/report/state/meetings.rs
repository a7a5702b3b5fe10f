//! The opening and the closing meeting of an audit.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::change::{AttendeeNamed, MeetingKind};
use crate::domain::dossier::Dossier;
use crate::domain::meeting::{Meeting, Moment};

/// A meeting as it is written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeetingState {
    /// Opening or closing.
    pub meeting: MeetingKind,
    /// When it began; `null` if not written down.
    pub starts: Option<String>,
    /// When it ended.
    pub ends: Option<String>,
    /// Where.
    pub place: String,
    /// Until when the team can check in; `null` while that is not known.
    pub check_in_until: Option<String>,
    /// When the team checked in.
    pub checked_in: Option<String>,
    /// What was exceptional.
    pub exception: String,
    /// Who was there, by label.
    pub attendees: Vec<AttendeeNamed>,
    /// The labels of its photos.
    pub photos: Vec<String>,
}

impl MeetingState {
    /// Both meetings of an audit, the opening one first.
    pub(super) fn all(dossier: &Dossier, audit: &str) -> Vec<Self> {
        MeetingKind::ALL.iter().map(|kind| Self::of(&dossier.meeting(audit, *kind))).collect()
    }

    fn of(meeting: &Meeting<'_>) -> Self {
        let written = |moment: Option<Moment>| moment.map(|moment| moment.to_rfc3339());
        Self {
            meeting: meeting.kind,
            starts: written(meeting.starts),
            ends: written(meeting.ends),
            place: meeting.place.to_owned(),
            check_in_until: written(meeting.until()),
            checked_in: written(meeting.checked_in),
            exception: meeting.exception.to_owned(),
            attendees: meeting.attendees.iter().map(|attendee| (*attendee).clone()).collect(),
            photos: meeting.photos.iter().map(|piece| piece.taken.evidence.clone()).collect(),
        }
    }
}
