//! The opening and the closing meeting, with the check-in counted down.

mod photos;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Page;
use crate::domain::change::{AttendeeNamed, Change, MeetingKind, MeetingPart, Role, Side};
use crate::domain::meeting::{CHECK_IN_HOURS, CheckIn, Meeting};
use crate::domain::slot::Slot;
use crate::i18n::{Text, frame as frame_words, meetings as words};
use crate::tui::app::{Next, Notice, Then};
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::Purpose;
use crate::tui::forms::meeting::{MeetingForm, describe};
use crate::tui::keymap::{Action, Scope};
use crate::tui::modals::choice::{Choice, Line, Pick};
use crate::tui::paint::{paragraph, put, wrap};

/// Cells of the column of labels.
const LABELS: u16 = 10;

/// The two meetings.
#[derive(Debug)]
pub struct Meetings {
    cursor: MeetingKind,
}

impl Meetings {
    /// At a meeting by its code; otherwise at the one that is not over.
    pub fn new(cursor: &str, open: &Open) -> Self {
        let ended = open.dossier.meeting(&open.at.audit, MeetingKind::Opening).ends.is_some();
        let next = if ended { MeetingKind::Closing } else { MeetingKind::Opening };
        Self { cursor: MeetingKind::parse(cursor).unwrap_or(next) }
    }

    /// The meeting under the cursor.
    pub fn kind(&self) -> MeetingKind {
        self.cursor
    }

    /// Writes down that something happens now; what is written down already is not replaced by a key.
    fn now(&self, part: MeetingPart, desk: &Desk, open: &Open) -> Next {
        let meeting = open.dossier.meeting(&open.at.audit, self.cursor);
        let (already, told) = match part {
            MeetingPart::Starts => (meeting.starts, words::BEGAN_ALREADY),
            MeetingPart::Ends => (meeting.ends, words::ENDED_ALREADY),
            _ => (meeting.checked_in, words::CHECKED_ALREADY),
        };
        if let Some(already) = already {
            return Next::Say(Notice::bad(told.with(desk.lang, &[&already.format("%H:%M")])));
        }
        let change = describe(&open.at.audit, self.cursor, part, desk.now.to_rfc3339());
        Next::Record(vec![change], Then::Stay)
    }

    /// The team members who are not on the list yet; the client's guides with the client.
    fn whole_team(&self, desk: &Desk, open: &Open) -> Next {
        let audit = &open.at.audit;
        let team = open.dossier.team(audit);
        if team.is_empty() {
            return Next::Say(Notice::bad(desk.t(words::TEAM_EMPTY)));
        }
        let there = open.dossier.meeting(audit, self.cursor).attendees;
        let missing = team.into_iter().filter(|member| there.iter().all(|at| at.name != member.name));
        let label = open.label("P");
        let changes: Vec<Change> = missing
            .enumerate()
            .map(|(nth, member)| {
                let guide = member.role == Role::Guide;
                Change::AttendeeNamed(AttendeeNamed {
                    audit: audit.clone(),
                    meeting: self.cursor,
                    attendee: nth_label(&label, nth),
                    name: member.name.clone(),
                    side: if guide { Side::Client } else { Side::Team },
                    role: desk.t(member.role.word()).to_owned(),
                })
            })
            .collect();
        if changes.is_empty() {
            return Next::Say(Notice::good(desk.t(words::TEAM_THERE)));
        }
        Next::Record(changes, Then::Stay)
    }

    /// Who is there, to be taken off the list.
    fn take_off(&self, desk: &Desk, open: &Open) -> Next {
        let attendees = open.dossier.meeting(&open.at.audit, self.cursor).attendees;
        if attendees.is_empty() {
            return Next::Say(Notice::bad(desk.t(frame_words::NOTHING_HERE)));
        }
        let lines = attendees.into_iter().map(|attendee| Line {
            text: attendee.titled(),
            aside: desk.t(attendee.side.word()).to_owned(),
            pick: Pick::Record(Change::AttendeeNamed(AttendeeNamed {
                name: String::new(),
                ..attendee.clone()
            })),
        });
        Next::Choose(Choice::new(desk.t(words::TAKE_OFF), lines.collect()))
    }

    /// The first particular of the meeting that is in conflict.
    fn conflict(&self, open: &Open) -> Slot {
        let audit = &open.at.audit;
        let slots = MeetingPart::ALL.iter().map(|part| Slot::meeting(audit, self.cursor, *part));
        let differing = slots.into_iter().find(|slot| open.dossier.in_conflict(slot.as_str()));
        differing.unwrap_or_else(|| Slot::meeting(audit, self.cursor, MeetingPart::Starts))
    }
}

/// The label so many after a first one: an act may name several new things.
fn nth_label(first: &str, nth: usize) -> String {
    match crate::domain::ids::split_label(first) {
        Some((series, number)) => format!("{series}-{}", number as usize + nth),
        None => first.to_owned(),
    }
}

impl Page for Meetings {
    const CODE: &'static str = "meetings";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Meetings, Scope::Everywhere]
    }

    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        let (audit, meeting) = (open.at.audit.clone(), self.cursor);
        match action {
            Action::MoveDown | Action::MoveLast | Action::PageDown | Action::NextPane => {
                self.cursor = MeetingKind::Closing;
                Next::Stay
            }
            Action::MoveUp | Action::MoveFirst | Action::PageUp | Action::PreviousPane => {
                self.cursor = MeetingKind::Opening;
                Next::Stay
            }
            _ if audit.is_empty() => Next::Pass,
            Action::Open => Next::Ask(Purpose::Meeting(MeetingForm::Describe { audit, meeting })),
            Action::AddAttendee => Next::Ask(Purpose::Meeting(MeetingForm::Attendee { audit, meeting })),
            Action::AddTeam => self.whole_team(desk, open),
            Action::TakeOff => self.take_off(desk, open),
            Action::LinkPhoto => photos::choice(meeting, desk, open),
            Action::BeginNow => self.now(MeetingPart::Starts, desk, open),
            Action::EndNow => self.now(MeetingPart::Ends, desk, open),
            Action::CheckInNow => self.now(MeetingPart::CheckedIn, desk, open),
            Action::DecideConflict => Next::Decide(self.conflict(open)),
            _ => Next::Pass,
        }
    }

    /// What is written down already is not written down by a key; without an audit there is no meeting.
    fn offers(&self, action: Action, desk: &Desk, open: &Open) -> bool {
        let meeting = open.dossier.meeting(&open.at.audit, self.cursor);
        let now = match action {
            Action::BeginNow => meeting.starts.is_none(),
            Action::CheckInNow => meeting.checked_in.is_none(),
            Action::EndNow => meeting.ends.is_none(),
            Action::LinkPhoto => matches!(photos::choice(self.cursor, desk, open), Next::Choose(_)),
            Action::AddAttendee | Action::Open => true,
            _ => return true,
        };
        now && !open.at.audit.is_empty()
    }

    fn cursor(&self) -> String {
        self.cursor.code().to_owned()
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: &Open) {
        let buf = frame.buffer_mut();
        let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        if open.at.audit.is_empty() {
            paragraph(buf, area, area.y, desk.t(words::NO_AUDIT), desk.look.text());
            return;
        }
        let basis = desk.t(words::BASIS);
        let lines = u16::try_from(wrap(basis, area.width).len()).unwrap_or(3);
        let within = Rect { height: area.height.saturating_sub(lines), ..area };
        let mut y = within.y;
        for kind in MeetingKind::ALL.iter().copied() {
            let meeting = open.dossier.meeting(&open.at.audit, kind);
            let rest = Rect { y, height: within.bottom().saturating_sub(y), ..within };
            y = view_meeting(buf, rest, &meeting, kind == self.cursor, (desk, open)) + 1;
        }
        paragraph(buf, area, area.bottom().saturating_sub(lines), basis, desk.look.quiet());
    }
}

/// A label with a text beside it; gives the line below.
fn line(buf: &mut Buffer, area: Rect, y: u16, label: &str, text: &str, styles: (Style, Style)) -> u16 {
    if y >= area.bottom() {
        return y;
    }
    put(buf, area.x + 2, y, area.right(), label, styles.0);
    let x = area.x + 2 + LABELS;
    let beside = Rect { x, width: area.right().saturating_sub(x), ..area };
    paragraph(buf, beside, y, text, styles.1).max(y + 1)
}

fn view_meeting(
    buf: &mut Buffer,
    area: Rect,
    meeting: &Meeting<'_>,
    here: bool,
    (desk, open): (&Desk, &Open),
) -> u16 {
    let look = desk.look;
    let conflict = MeetingPart::ALL
        .iter()
        .any(|part| open.dossier.in_conflict(Slot::meeting(&open.at.audit, meeting.kind, *part).as_str()));
    if area.height > 0 {
        if here {
            put(buf, area.x, area.y, area.right(), look.marks.cursor, look.heading());
        }
        let x = put(buf, area.x + 2, area.y, area.right(), desk.t(meeting.kind.word()), look.heading());
        if conflict {
            put(buf, x + 1, area.y, area.right(), look.marks.conflict, look.attention());
        }
    }
    let mut y = area.y + 1;
    let mut say = |label: Text, text: &str, style: Style| {
        y = line(buf, area, y, desk.t(label), text, (look.quiet(), style));
    };
    let (text, style) = time(meeting, desk);
    say(words::TIME, &text, style);
    if !meeting.place.is_empty() {
        say(words::PLACE, meeting.place, look.text());
    }
    let (text, style) = check_in(meeting, desk);
    say(words::CHECK_IN, &text, style);
    let nobody = (desk.t(words::NOBODY).to_owned(), look.quiet());
    for (label, side) in [(words::CLIENT, Side::Client), (words::TEAM, Side::Team)] {
        let named: Vec<String> = meeting.of_side(side).map(AttendeeNamed::titled).collect();
        let (text, style) = if named.is_empty() { nobody.clone() } else { (named.join(" · "), look.text()) };
        say(label, &text, style);
    }
    let photos: Vec<&str> = meeting.photos.iter().map(|piece| piece.taken.evidence.as_str()).collect();
    if photos.is_empty() {
        say(words::PHOTOS, desk.t(words::NO_PHOTOS), look.quiet());
    } else {
        say(words::PHOTOS, &photos.join(" "), look.text());
    }
    if !meeting.exception.is_empty() {
        say(words::EXCEPTION, meeting.exception, look.text());
    }
    y
}

/// When it was held, in words.
pub(super) fn time(meeting: &Meeting<'_>, desk: &Desk) -> (String, Style) {
    let look = desk.look;
    let at = |moment: crate::domain::meeting::Moment| moment.format("%m-%d %H:%M").to_string();
    match (meeting.starts, meeting.ends) {
        (None, _) => (desk.t(words::NOT_HELD).to_owned(), look.quiet()),
        (Some(starts), None) => (words::RUNNING.with(desk.lang, &[&at(starts)]), look.text()),
        (Some(starts), Some(ends)) => {
            (words::HELD.with(desk.lang, &[&at(starts), &ends.format("%H:%M")]), look.text())
        }
    }
}

/// How the check-in stands; what is left is counted down at each key, an idle screen sends nothing.
pub(super) fn check_in(meeting: &Meeting<'_>, desk: &Desk) -> (String, Style) {
    let (lang, look) = (desk.lang, desk.look);
    let clock = |moment: crate::domain::meeting::Moment| moment.format("%H:%M").to_string();
    let made = meeting.checked_in.map(clock).unwrap_or_default();
    match meeting.check_in(desk.now) {
        CheckIn::Unknown => (desk.t(words::CHECK_UNKNOWN).to_owned(), look.quiet()),
        CheckIn::Open(Some(until)) => {
            let left = (until - desk.now).num_minutes();
            let text = words::CHECK_LEFT.with(lang, &[&(left / 60), &(left % 60), &clock(until)]);
            (text, look.attention())
        }
        CheckIn::Open(None) => (words::CHECK_OPEN.with(lang, &[&CHECK_IN_HOURS]), look.attention()),
        CheckIn::Missed(until) => (words::CHECK_MISSED.with(lang, &[&clock(until)]), look.bad()),
        CheckIn::InTime => (words::CHECK_IN_TIME.with(lang, &[&made]), look.good()),
        CheckIn::Early => (words::CHECK_EARLY.with(lang, &[&made]), look.bad()),
        CheckIn::Late(until) => (words::CHECK_LATE.with(lang, &[&made, &clock(until)]), look.bad()),
    }
}
