//! The choice of a meeting's photos: those that wait in the inbox, then the files of the register, each
//! the newest first.

use std::cmp::Reverse;

use chrono::NaiveDateTime;

use crate::domain::change::{Change, CitedForMeeting, Evidence, FileSort, MeetingKind};
use crate::domain::dossier::Dossier;
use crate::domain::evidence::Piece;
use crate::domain::slot::Slot;
use crate::i18n::{inbox as inbox_words, meetings as words};
use crate::inbox::{State, Waiting};
use crate::photo::Sort;
use crate::tui::app::{Next, Notice};
use crate::tui::desk::{Desk, Open};
use crate::tui::modals::choice::{Choice, Line, Pick};
use crate::tui::paint::first_line;
use crate::tui::screens::inbox::For;

/// Offers photos for a meeting, and those that it has to be taken off again.
pub(super) fn choice(meeting: MeetingKind, desk: &Desk, open: &Open) -> Next {
    let photos = open.dossier.meeting(&open.at.audit, meeting).photos;
    let used = |piece: &Piece<'_>| photos.iter().any(|photo| photo.taken.evidence == piece.taken.evidence);
    let registered = registered(&open.at.audit, open);
    let mut waiting = waiting(&registered, open);
    waiting.sort_by_key(|file| Reverse(time(file, desk)));
    let lines = waiting.into_iter().map(|file| of_inbox(file, meeting, desk));
    let lines = lines.chain(registered.iter().map(|piece| of_register(piece, meeting, used(piece), desk)));
    let lines: Vec<Line> = lines.collect();
    if lines.is_empty() {
        return Next::Say(Notice::bad(desk.t(words::NO_REGISTERED)));
    }
    Next::Choose(Choice::new(desk.t(words::CHOOSE_PHOTO), lines))
}

/// Endings of pictures.
const PICTURES: [&str; 9] = ["jpg", "jpeg", "png", "heic", "heif", "webp", "bmp", "gif", "tif"];

/// Whether a file that is registered is a picture, by its name.
fn is_picture(body: &Evidence) -> bool {
    let Evidence::File { path, .. } = body else { return false };
    let ending = path.rsplit('.').next().unwrap_or_default();
    PICTURES.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether a piece is offered as a photo: it was chosen for a meeting before, somebody said that it is one,
/// or its name says so.
fn may_be_photo(piece: &Piece<'_>, dossier: &Dossier) -> bool {
    let (audit, label) = (&piece.taken.audit, &piece.taken.evidence);
    let chosen_before = || {
        let mut meetings = MeetingKind::ALL.iter();
        meetings
            .any(|&meeting| dossier.value(Slot::cited_for_meeting(audit, meeting, label).as_str()).is_some())
    };
    let sorted = dossier.file_sorted(piece).is_some_and(|sorted| sorted.sort == FileSort::Photo);
    sorted || is_picture(&piece.taken.body) || chosen_before()
}

/// The photos that are registered for an audit, the newest first.
fn registered<'a>(audit: &str, open: &'a Open) -> Vec<Piece<'a>> {
    let mut pieces = open.dossier.evidence_register();
    pieces.retain(|piece| {
        piece.taken.audit == audit && piece.withdrawn.is_none() && may_be_photo(piece, &open.dossier)
    });
    // Pieces of one second come in the order of their numbers.
    pieces.reverse();
    pieces.sort_by_key(|piece| Reverse(piece.entry.at));
    pieces
}

/// The photos that wait, and what still arrives and may be one; what the register offers is not offered
/// twice.
fn waiting<'a>(registered: &[Piece<'_>], open: &'a Open) -> Vec<&'a Waiting> {
    let offered = |file: &Waiting| {
        let sha256 = file.sha256().map(|sha256| sha256.to_string());
        registered.iter().any(|piece| {
            matches!(&piece.taken.body, Evidence::File { sha256: known, .. } if Some(known) == sha256.as_ref())
        })
    };
    let photo = |file: &Waiting| match &file.state {
        State::Whole { sort, .. } => matches!(sort, Sort::Jpeg | Sort::Png | Sort::Heic) && !offered(file),
        State::Arriving => true,
        State::TooLarge | State::Unreadable(_) => false,
    };
    let free = |file: &&Waiting| photo(file) && !open.inbox.taking.contains_key(&file.path);
    open.inbox.waiting.iter().filter(free).collect()
}

/// When a file was photographed by its camera's clock; otherwise when it was written.
fn time(file: &Waiting, desk: &Desk) -> Option<NaiveDateTime> {
    let photographed = match &file.state {
        State::Whole { facts, .. } => facts.taken,
        _ => None,
    };
    photographed.or_else(|| file.modified.map(|time| time.with_timezone(desk.now.offset()).naive_local()))
}

fn of_inbox(file: &Waiting, meeting: MeetingKind, desk: &Desk) -> Line {
    let time = time(file, desk).map(|time| time.format("%m-%d %H:%M").to_string());
    let arriving = file.state == State::Arriving;
    Line {
        text: format!("{} {}", file.name, time.unwrap_or_default()).trim_end().to_owned(),
        aside: desk.t(if arriving { inbox_words::ARRIVING } else { words::WAITS }).to_owned(),
        pick: Pick::Take(file.path.clone(), For { meeting: Some(meeting), ..For::default() }),
    }
}

fn of_register(piece: &Piece<'_>, meeting: MeetingKind, used: bool, desk: &Desk) -> Line {
    let (label, audit) = (&piece.taken.evidence, &piece.taken.audit);
    let texts: Vec<&str> = piece.taken.body.texts().into_iter().map(first_line).collect();
    let cited = CitedForMeeting { evidence: label.clone(), audit: audit.clone(), meeting, cited: !used };
    Line {
        text: format!("{label} {}", texts.join(" ")),
        aside: if used { desk.t(words::PHOTO_USED).to_owned() } else { String::new() },
        pick: Pick::Record(Change::CitedForMeeting(cited)),
    }
}
