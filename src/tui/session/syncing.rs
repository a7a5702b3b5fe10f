//! Sync with another copy, beside the screen: meanwhile the open file is with the thread that exchanges.
//! Keys that only look are answered; whatever needs the file waits until it is back.

use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::Session;
use super::dossiers::{desk_of, same_file};
use crate::domain::ids::Hash;
use crate::i18n::store::{store_error, sync_error, system};
use crate::i18n::{Lang, frame as words, session as session_words};
use crate::report::saying::originals;
use crate::store::{Device, Store, StoreError};
use crate::supply::Supply;
use crate::sync::{self, Outcome, Stage};
use crate::tui::app::Notice;
use crate::tui::desk::Open;
use crate::tui::message::Msg;

/// How long between two words of progress: few bytes for a slow line.
const BETWEEN: Duration = Duration::from_millis(300);

/// The file that was lent, and what came of it; the sentence why not otherwise.
type Back = (Store, Result<Outcome, String>);

/// A sync that goes on, or whose end was not told yet.
#[derive(Debug, Default)]
pub(super) enum Syncing {
    /// There is none.
    #[default]
    No,
    /// The open file is with this thread.
    Lent(JoinHandle<Back>),
    /// The file is back; this is to be told.
    Back(Result<Outcome, String>),
}

/// The other copy, and with whom it is exchanged.
struct Exchange {
    other: PathBuf,
    device: Device,
    supply: Supply,
    lang: Lang,
}

impl Session {
    /// Exchanges changes with another file of the same dossier, beside the screen if there is a way in for
    /// the answer.
    pub(super) fn sync(&mut self, path: &Path) -> Option<Msg> {
        let lang = self.app.desk.lang;
        let busy = || Some(Msg::Said(Notice::good(words::SYNCING.get(lang))));
        if self.lent() {
            return busy();
        }
        self.settle();
        let store = self.store.as_ref()?;
        if same_file(store.path(), path) {
            return Some(Msg::NotSynced(session_words::SYNC_WITH_ITSELF.get(lang).to_owned()));
        }
        let exchange = Exchange {
            other: sync::copy_at(store.path(), path),
            device: self.around.device.clone(),
            supply: self.around.supply.clone(),
            lang,
        };
        let Some(sender) = self.sender.clone() else {
            let mut store = self.store.take()?;
            self.syncing = Syncing::Back(exchange.with(&mut store, &mut |_| ()));
            self.store = Some(store);
            return self.synced();
        };
        // The file follows once the thread is there: one that cannot be had costs no file.
        let (lend, lent) = channel::<Store>();
        let work = move || {
            let mut store = lent.recv().expect("the file is lent as soon as the thread is there");
            let mut last = Instant::now();
            let result = exchange.with(&mut store, &mut |stage| {
                if last.elapsed() >= BETWEEN {
                    last = Instant::now();
                    let _ = sender.send(Msg::Said(Notice::good(told(stage, lang))));
                }
            });
            // The screen may have ended meanwhile; it waits for the file, not for the answer.
            let _ = sender.send(Msg::SyncEnded);
            (store, result)
        };
        match thread::Builder::new().name("sync".to_owned()).spawn(work) {
            Ok(thread) => {
                let _ = lend.send(self.store.take()?);
                self.syncing = Syncing::Lent(thread);
                busy()
            }
            Err(error) => Some(Msg::NotSynced(system(&error, lang))),
        }
    }

    /// Whether the open file is with the thread that exchanges.
    pub(super) fn lent(&self) -> bool {
        matches!(self.syncing, Syncing::Lent(_))
    }

    /// Waits until the open file is back, if it was lent.
    pub(super) fn hold(&mut self) {
        match std::mem::take(&mut self.syncing) {
            Syncing::Lent(thread) => match thread.join() {
                Ok((store, result)) => {
                    self.store = Some(store);
                    self.syncing = Syncing::Back(result);
                }
                Err(panic) => std::panic::resume_unwind(panic),
            },
            other => self.syncing = other,
        }
    }

    /// What came of the sync, told once. The dossier is read anew, with what was recorded since the file
    /// came back.
    pub(super) fn synced(&mut self) -> Option<Msg> {
        self.hold();
        let Syncing::Back(result) = std::mem::take(&mut self.syncing) else { return None };
        let lang = self.app.desk.lang;
        let store = self.store.as_ref()?;
        Some(match result.map(|outcome| (outcome, desk_of(store))) {
            Ok((outcome, Ok(open))) => {
                Msg::Synced { said: done(&outcome, &open, lang), open: Box::new(open) }
            }
            Ok((_, Err(error))) => Msg::NotSynced(self.sentence(&error)),
            Err(sentence) => Msg::NotSynced(sentence),
        })
    }
}

impl Exchange {
    fn with(&self, store: &mut Store, told: &mut dyn FnMut(Stage)) -> Result<Outcome, String> {
        let lang = self.lang;
        let mut other =
            Store::open(&self.other, &self.device, &self.supply).map_err(|error| match error {
                StoreError::Missing { .. } => {
                    let (ours, theirs) = (store.path().display(), self.other.display());
                    session_words::SYNC_NO_COPY.with(lang, &[&theirs, &ours, &theirs])
                }
                error => store_error(&error, lang),
            })?;
        sync::exchange_telling(store, &mut other, told).map_err(|error| sync_error(&error, lang))
    }
}

/// How far it has come, in a sentence.
fn told(stage: Stage, lang: Lang) -> String {
    match stage {
        Stage::Changes => words::SYNCING.get(lang).to_owned(),
        Stage::Files { seen, of } => words::SYNCING_FILES.with(lang, &[&seen, &of]),
    }
}

/// What an exchange did, in a sentence.
fn done(outcome: &Outcome, open: &Open, lang: Lang) -> String {
    let conflicts = open.dossier.conflicts().count();
    let mut text = words::SYNCED.with(lang, &[&outcome.to_a, &outcome.to_b, &conflicts]);
    let (here, there) = (&outcome.files_to_a, &outcome.files_to_b);
    if here.new + there.new > 0 {
        text.push_str(&words::SYNCED_FILES.with(lang, &[&here.new, &there.new]));
    }
    if here.healed + there.healed > 0 {
        text.push_str(&words::SYNCED_HEALED.with(lang, &[&here.healed, &there.healed]));
    }
    let refused: Vec<Hash> = here.refused.iter().chain(&there.refused).copied().collect();
    for (text_of, files) in [(words::SYNCED_LOST, &outcome.lost), (words::SYNCED_REFUSED, &refused)] {
        if !files.is_empty() {
            text.push_str(&text_of.with(lang, &[&files.len(), &originals(&open.dossier, files)]));
        }
    }
    text
}
