//! Files that are taken in: from the inbox or by their path, and what is said of it.

use std::path::PathBuf;

use super::{Action, App, Effect, Notice, Then};
use crate::domain::change::{Change, Evidence, MeetingKind};
use crate::domain::refusal::Refusal;
use crate::i18n::{self, inbox as words};
use crate::inbox::shown;
use crate::tui::desk::Open;
use crate::tui::forms;
use crate::tui::message::{FileFacts, TakeFile};
use crate::tui::modals::Modal;
use crate::tui::screens::inbox::{For, Inbox};
use crate::tui::screens::{Screen, sight};
use crate::tui::sight::{Glance, Seen};

impl App {
    /// Goes to the inbox, for the item or the nonconformity that is looked at.
    pub(super) fn go_to_inbox(&mut self) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let taken_for = match self.screens.last() {
            Some(Screen::Inbox(_)) => return vec![Effect::LookIntoInbox],
            Some(Screen::Walk(walk)) => For { item: walk.item(open), ..For::default() },
            Some(Screen::Nc(nc)) => For { nc: Some(nc.label().to_owned()), ..For::default() },
            Some(Screen::Meetings(meetings)) => For { meeting: Some(meetings.kind()), ..For::default() },
            _ => For::default(),
        };
        let mut effects = self.go(Screen::Inbox(Inbox::new(taken_for)));
        effects.push(Effect::LookIntoInbox);
        effects
    }

    /// Something outside that a screen wants done.
    pub(super) fn outside(&mut self, effect: Effect) -> Vec<Effect> {
        match &effect {
            Effect::ReadFile(_) if self.open.as_ref().is_some_and(|open| open.read_only.is_some()) => {
                return self.refuse(self.desk.t(words::READ_ONLY));
            }
            Effect::ReadFile(take) => {
                if let Some(open) = &mut self.open {
                    open.inbox.begin(take);
                }
            }
            Effect::RememberPhotos(photos) => {
                self.notice = sight::told(*photos, &self.desk);
                self.desk.photos = *photos;
            }
            _ => {}
        }
        vec![effect]
    }

    /// The bytes of a file are kept: only now is it registered, and only then does it leave the inbox.
    pub(super) fn file_read(&mut self, take: &TakeFile, facts: FileFacts) -> Vec<Effect> {
        // The form that asked for it closes; another that was opened meanwhile stays.
        let asked = matches!(&self.modal, Some(Modal::Form(form)) if form.purpose.asked_for(take));
        let Some(open) = &mut self.open else { return Vec::new() };
        if !open.inbox.done(&take.path) {
            return Vec::new();
        }
        let waits = open.inbox.waiting.iter().any(|file| file.path == take.path);
        let known = facts.hash().and_then(|sha256| open.dossier.evidence_files().remove(&sha256));
        let known = known.filter(|_| waits && take.evidence.is_none());
        // A piece that is registered already is cited for one thing more.
        let was_known = known.is_some();
        let (label, changes) = if let Some(label) = known {
            let mut changes = forms::evidence::citations(label, take);
            let captured = forms::evidence::captured_late(label, &facts, open);
            changes.extend(captured.map(|change| (0, change)));
            (label.to_owned(), Ok(changes))
        } else {
            let label = take.evidence.clone().unwrap_or_else(|| open.label("E"));
            let changes = forms::evidence::file_read(take, facts, Some(open), &self.desk);
            (label, changes.map(|changes| named(changes, take, waits)))
        };
        let changes = match changes {
            Ok(changes) => changes,
            Err(sentence) if asked => return self.failed(sentence),
            Err(sentence) => return self.refuse(sentence),
        };
        self.leaving = waits.then(|| take.path.clone());
        let effects = self.record(changes, Then::Stay, asked);
        let done = |effect: &Effect| matches!(effect, Effect::Append(_) | Effect::PutAway(_));
        if !effects.iter().any(done) {
            // Refused: the file stays where it is.
            self.leaving = None;
        } else if waits {
            let name = shown(&take.path.file_name().unwrap_or_default().to_string_lossy());
            let taken = if was_known { words::TAKEN_KNOWN } else { words::TAKEN };
            self.notice = Some(Notice::good(taken.with(self.desk.lang, &[&label, &name])));
        }
        effects
    }

    pub(super) fn taking(&mut self, name: &str, so_far: u64, size: u64) -> Vec<Effect> {
        let megabytes = |bytes: u64| bytes.div_ceil(1024 * 1024);
        let text = words::PROGRESS.with(self.desk.lang, &[&name, &megabytes(so_far), &megabytes(size)]);
        self.say(Notice::good(text))
    }

    pub(super) fn not_taken(&mut self, take: &TakeFile, sentence: String) -> Vec<Effect> {
        if let Some(open) = &mut self.open {
            open.inbox.done(&take.path);
        }
        match &mut self.modal {
            Some(Modal::Form(form)) if form.purpose.asked_for(take) => {
                form.complain(0, sentence);
                Vec::new()
            }
            _ => self.refuse(sentence),
        }
    }

    pub(super) fn cancel_taking(&mut self) -> Vec<Effect> {
        if self.open.as_ref().is_some_and(|open| open.inbox.busy()) {
            return vec![Effect::CancelTaking];
        }
        self.say(Notice::good(self.desk.t(words::NOTHING_RUNS)))
    }

    pub(super) fn put_away(&mut self, gone: &[PathBuf], told: Option<Notice>) -> Vec<Effect> {
        self.notice = told.or(self.notice.take());
        if let Some(open) = &mut self.open {
            open.inbox.waiting.retain(|file| !gone.contains(&file.path));
        }
        Vec::new()
    }

    /// Shows a file that was read to be looked at; not to somebody who went on to something else.
    pub(super) fn seen(&mut self, seen: Box<Seen>) -> Vec<Effect> {
        let waits = matches!(self.screens.last(), Some(Screen::Inbox(_) | Screen::Evidence(_)));
        if !waits || self.modal.is_some() || self.open.is_none() {
            return Vec::new();
        }
        let screen = Screen::Sight(sight::Sight::new(seen));
        self.go(screen)
    }

    /// Looks at the file of the piece under the cursor of the register.
    pub(super) fn look_at(&mut self) -> Vec<Effect> {
        let label = match self.screens.last() {
            Some(Screen::Evidence(register)) => {
                self.open.as_ref().and_then(|open| register.label(open).map(str::to_owned))
            }
            _ => None,
        };
        let piece = match (&self.open, label) {
            (Some(open), Some(label)) => open.dossier.evidence(&label),
            _ => None,
        };
        let file = piece.and_then(|piece| match &piece.taken.body {
            Evidence::File { path, sha256, .. } => {
                Some((crate::domain::ids::Hash::parse(sha256)?, path.clone()))
            }
            _ => None,
        });
        match file {
            Some((sha256, path)) => vec![Effect::Look(Glance::Kept(sha256, path))],
            None => self.refuse(self.desk.t(words::NO_FILE)),
        }
    }

    /// Why a photo of the register is not linked to a meeting: those that are being taken in fill it.
    pub(super) fn is_one_photo_too_many(&self, change: &Change) -> Option<String> {
        let Change::CitedForMeeting(cited) = change else { return None };
        let refusal = self.open.as_ref()?.takes_photo(&cited.audit, cited.meeting).err()?;
        cited.cited.then(|| i18n::refusal(&refusal, self.desk.lang))
    }

    /// Whether a key stops taking files in, whatever is on top.
    pub(super) fn cancels(&self, action: Action) -> bool {
        action == Action::CancelTaking && self.open.as_ref().is_some_and(|open| open.inbox.busy())
    }
}

impl Open {
    /// Whether a meeting takes one photo more, those that are being taken in counted; the refusal why not.
    pub fn takes_photo(&self, audit: &str, meeting: MeetingKind) -> Result<(), Refusal> {
        self.dossier.takes_photo(audit, meeting, self.inbox.photos_coming(audit, meeting))
    }

    /// The files that wait in the inbox.
    pub fn waiting_files(&self) -> usize {
        self.inbox.waiting.len()
    }
}

/// What is registered is a name that can be shown; of a file from the inbox, which moves, without the
/// folder.
fn named(mut changes: Vec<(usize, Change)>, take: &TakeFile, waits: bool) -> Vec<(usize, Change)> {
    for (_, change) in &mut changes {
        if let Change::EvidenceTaken(taken) = change
            && let Evidence::File { path, .. } = &mut taken.body
        {
            let name = take.path.file_name().filter(|_| waits);
            *path = name.map_or_else(|| shown(path), |name| shown(&name.to_string_lossy()));
        }
    }
    changes
}
