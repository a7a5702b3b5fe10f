//! The opening and the closing meeting as text.

use super::Page;
use crate::domain::change::{AttendeeNamed, Side};
use crate::i18n::words;
use crate::report::saying;
use crate::report::state::MeetingState;

impl Page {
    /// The meetings of an audit, as far as anything is written down of them.
    pub(super) fn meetings(&mut self, meetings: &[MeetingState]) {
        for meeting in meetings {
            let said = meeting.starts.is_some() || !meeting.place.is_empty() || !meeting.attendees.is_empty();
            if said || !meeting.photos.is_empty() || !meeting.exception.is_empty() {
                self.meeting(meeting);
            }
        }
    }

    fn meeting(&mut self, meeting: &MeetingState) {
        self.line(2, self.t(meeting.meeting.word()));
        let moment = |at: &Option<String>| at.as_deref().map(saying::moment).unwrap_or_default();
        let side = |side: Side| {
            let named = meeting.attendees.iter().filter(|attendee| attendee.side == side);
            named.map(AttendeeNamed::titled).collect::<Vec<_>>().join(" · ")
        };
        self.fields(
            4,
            &[
                (words::MEETING_STARTS, &moment(&meeting.starts)),
                (words::MEETING_ENDS, &moment(&meeting.ends)),
                (words::MEETING_PLACE, &meeting.place),
                (words::CHECKED_IN, &moment(&meeting.checked_in)),
                (words::EXCEPTION, &meeting.exception),
                (words::CLIENT, &side(Side::Client)),
                (words::TEAM, &side(Side::Team)),
                (words::EVIDENCE, &meeting.photos.join(" ")),
            ],
        );
    }
}
