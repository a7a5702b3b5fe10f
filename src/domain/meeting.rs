//! The opening and the closing meeting: what is recorded of them, and when the check-in is due.
//!
//! The check-in itself is made with the official app (handbook, on-site record): here its time and its
//! photos are written down, and the limit is counted down. The limits are those of public pages of
//! several certification bodies, for a practice that is encouraged and not demanded.

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::audit::label_order;
use super::change::{
    AttendeeNamed, Change, CitedForMeeting, MeetingDescribed, MeetingKind, MeetingPart, Side,
};
use super::dossier::Dossier;
use super::evidence::Piece;
use super::refusal::Refusal;
use super::rules::{Answer, NAME_LIMIT, TEXT_LIMIT, label, text};
use super::slot::Slot;

/// Hours after the start of the opening meeting, and after the end of the closing one, until which the
/// team can check in.
pub const CHECK_IN_HOURS: i64 = 2;
/// The fewest and the most photos of a check-in.
pub const PHOTOS: (usize, usize) = (1, 3);

/// A point in time with the offset of the place.
pub type Moment = DateTime<FixedOffset>;

/// A meeting as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting<'a> {
    /// Opening or closing.
    pub kind: MeetingKind,
    /// When it began.
    pub starts: Option<Moment>,
    /// When it ended.
    pub ends: Option<Moment>,
    /// Where; empty if not written down.
    pub place: &'a str,
    /// When the team checked in.
    pub checked_in: Option<Moment>,
    /// What was exceptional; empty for nothing.
    pub exception: &'a str,
    /// Who was there, by label.
    pub attendees: Vec<&'a AttendeeNamed>,
    /// Its photos; withdrawn ones left out.
    pub photos: Vec<Piece<'a>>,
}

/// How the check-in of a meeting stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckIn {
    /// The meeting's time is not written down, so nothing can be said.
    Unknown,
    /// It can be made now, until then; `None` while the closing meeting has not ended.
    Open(Option<Moment>),
    /// It was not made, and its time is over since then.
    Missed(Moment),
    /// It was made in time.
    InTime,
    /// It was made before the closing meeting began.
    Early,
    /// It was made after its time was over.
    Late(Moment),
}

impl CheckIn {
    /// Whether it asks for an explanation.
    pub fn needs_exception(self) -> bool {
        matches!(self, Self::Missed(_) | Self::Early | Self::Late(_))
    }
}

impl Meeting<'_> {
    /// Until when the team can check in; `None` while that is not known.
    pub fn until(&self) -> Option<Moment> {
        let from = match self.kind {
            MeetingKind::Opening => self.starts,
            MeetingKind::Closing => self.ends,
        };
        from?.checked_add_signed(TimeDelta::hours(CHECK_IN_HOURS))
    }

    /// How the check-in stands at a time.
    pub fn check_in(&self, now: Moment) -> CheckIn {
        let (Some(starts), until) = (self.starts, self.until()) else { return CheckIn::Unknown };
        let Some(checked) = self.checked_in else {
            return match until {
                Some(until) if now > until => CheckIn::Missed(until),
                until => CheckIn::Open(until),
            };
        };
        match until {
            Some(until) if checked > until => CheckIn::Late(until),
            _ if self.kind == MeetingKind::Closing && checked < starts => CheckIn::Early,
            _ => CheckIn::InTime,
        }
    }

    /// Who of one side was there.
    pub fn of_side(&self, side: Side) -> impl Iterator<Item = &AttendeeNamed> {
        self.attendees.iter().copied().filter(move |attendee| attendee.side == side)
    }

    /// Whether anything is written down of when it was held.
    pub fn is_recorded(&self) -> bool {
        self.starts.is_some()
    }
}

/// Reads a time with offset, as the journal writes it.
pub fn parse_moment(text: &str) -> Option<Moment> {
    DateTime::parse_from_rfc3339(text).ok()
}

impl Dossier {
    /// A particular of a meeting; empty if not written down.
    pub fn meeting_text(&self, audit: &str, meeting: MeetingKind, part: MeetingPart) -> &str {
        match self.value(Slot::meeting(audit, meeting, part).as_str()) {
            Some(Change::MeetingDescribed(described)) => &described.text,
            _ => "",
        }
    }

    /// A meeting of an audit as it is written down.
    pub fn meeting(&self, audit: &str, kind: MeetingKind) -> Meeting<'_> {
        let said = |part| self.meeting_text(audit, kind, part);
        let prefix = format!("attendee/{audit}/{}/", kind.code());
        let mut attendees: Vec<&AttendeeNamed> = self
            .below(&prefix)
            .filter_map(|entry| match entry.change() {
                Some(Change::AttendeeNamed(attendee)) if !attendee.name.is_empty() => Some(attendee),
                _ => None,
            })
            .collect();
        attendees.sort_by_key(|attendee| label_order(&attendee.attendee));
        Meeting {
            kind,
            starts: parse_moment(said(MeetingPart::Starts)),
            ends: parse_moment(said(MeetingPart::Ends)),
            place: said(MeetingPart::Place),
            checked_in: parse_moment(said(MeetingPart::CheckedIn)),
            exception: said(MeetingPart::Exception),
            attendees,
            photos: self.photos_of(audit, kind),
        }
    }

    fn photos_of(&self, audit: &str, kind: MeetingKind) -> Vec<Piece<'_>> {
        let mut photos: Vec<Piece<'_>> = self
            .below(&format!("cited-for-meeting/{audit}/{}/", kind.code()))
            .filter_map(|entry| match entry.change() {
                Some(Change::CitedForMeeting(cited)) if cited.cited => self.evidence(&cited.evidence),
                _ => None,
            })
            .filter(|piece| piece.withdrawn.is_none())
            .collect();
        photos.sort_by_key(|piece| label_order(&piece.taken.evidence));
        photos
    }

    pub(super) fn check_meeting(&self, described: &MeetingDescribed) -> Answer {
        self.known_audit(&described.audit)?;
        text(&described.text, TEXT_LIMIT)?;
        let timed =
            matches!(described.part, MeetingPart::Starts | MeetingPart::Ends | MeetingPart::CheckedIn);
        if !timed || described.text.is_empty() {
            return Ok(());
        }
        let given =
            parse_moment(&described.text).ok_or_else(|| Refusal::BadMoment(described.text.clone()))?;
        let meeting = self.meeting(&described.audit, described.meeting);
        let backwards = match described.part {
            MeetingPart::Starts => meeting.ends.is_some_and(|ends| ends < given),
            MeetingPart::Ends => meeting.starts.is_some_and(|starts| given < starts),
            _ => false,
        };
        if backwards { Err(Refusal::EndsBeforeItStarts) } else { Ok(()) }
    }

    pub(super) fn check_attendee(&self, named: &AttendeeNamed) -> Answer {
        self.known_audit(&named.audit)?;
        label(&named.attendee)?;
        text(&named.role, NAME_LIMIT)?;
        text(&named.name, NAME_LIMIT)
    }

    pub(super) fn check_meeting_photo(&self, cited: &CitedForMeeting) -> Answer {
        self.known_audit(&cited.audit)?;
        self.usable_evidence(&cited.evidence)?;
        let photos = self.photos_of(&cited.audit, cited.meeting);
        let known = photos.iter().any(|piece| piece.taken.evidence == cited.evidence);
        if cited.cited && !known { self.takes_photo(&cited.audit, cited.meeting, 0) } else { Ok(()) }
    }

    /// Whether a meeting takes one photo more beside those that are still `coming`; the refusal why not.
    pub fn takes_photo(&self, audit: &str, meeting: MeetingKind, coming: usize) -> Answer {
        let there = self.photos_of(audit, meeting).len() + coming;
        if there >= PHOTOS.1 { Err(Refusal::TooManyPhotos(PHOTOS.1)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Option<Moment> {
        (!time.is_empty()).then(|| parse_moment(&format!("2026-11-24T{time}:00+08:00")).unwrap())
    }

    fn meeting(kind: MeetingKind, times: [&str; 3]) -> Meeting<'static> {
        let [starts, ends, checked_in] = times.map(at);
        Meeting {
            kind,
            starts,
            ends,
            place: "",
            checked_in,
            exception: "",
            attendees: Vec::new(),
            photos: Vec::new(),
        }
    }

    #[test]
    fn the_check_in_has_its_window_at_each_meeting() {
        use MeetingKind::{Closing, Opening};
        let until = |time| at(time).unwrap();
        for (kind, times, now, expected) in [
            (Opening, ["", "", ""], "09:00", CheckIn::Unknown),
            (Opening, ["09:00", "", ""], "08:30", CheckIn::Open(at("11:00"))),
            (Opening, ["09:00", "09:40", ""], "11:00", CheckIn::Open(at("11:00"))),
            (Opening, ["09:00", "", ""], "11:01", CheckIn::Missed(until("11:00"))),
            (Opening, ["09:00", "", "08:50"], "12:00", CheckIn::InTime),
            (Opening, ["09:00", "", "11:00"], "12:00", CheckIn::InTime),
            (Opening, ["09:00", "", "11:01"], "12:00", CheckIn::Late(until("11:00"))),
            (Closing, ["16:00", "", ""], "20:00", CheckIn::Open(None)),
            (Closing, ["16:00", "17:00", ""], "18:00", CheckIn::Open(at("19:00"))),
            (Closing, ["16:00", "17:00", ""], "19:01", CheckIn::Missed(until("19:00"))),
            (Closing, ["16:00", "17:00", "15:59"], "20:00", CheckIn::Early),
            (Closing, ["16:00", "17:00", "16:00"], "20:00", CheckIn::InTime),
            (Closing, ["16:00", "17:00", "19:01"], "20:00", CheckIn::Late(until("19:00"))),
        ] {
            let stands = meeting(kind, times).check_in(until(now));
            assert_eq!(stands, expected, "{kind:?} {times:?} at {now}");
        }
    }
}
