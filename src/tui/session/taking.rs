//! Taking files in beside the screen, and watching the inbox. The bytes go in on a thread and a
//! connection of their own; what is then recorded goes through the app as any other act.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::{Session, paths};
use crate::i18n::store::system;
use crate::i18n::{self, Lang, cli as cli_words, inbox as words, session as session_words};
use crate::inbox::{self, Looks, SETTLE, TAKEN, TakeError, Watch, shown};
use crate::store::{KeepError, Keeper};
use crate::tui::app::Notice;
use crate::tui::desk::InboxDesk;
use crate::tui::message::{FileFacts, Msg, TakeFile};

/// From this size on, progress is shown.
const LARGE: u64 = 16 * 1024 * 1024;

/// So many bytes between two words of progress: few bytes for a slow line.
const BETWEEN: u64 = 8 * 1024 * 1024;

/// The thread that takes files into the open dossier, one after the other.
#[derive(Debug)]
pub(super) struct Hands {
    jobs: Option<Sender<Job>>,
    /// Counts how often taking was cancelled: what was asked for before is not done.
    cancelled: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Job {
    take: TakeFile,
    asked: u64,
    lang: Lang,
}

impl Hands {
    fn new(keeper: Keeper, sender: Sender<Msg>) -> std::io::Result<Self> {
        let (jobs, asked) = channel::<Job>();
        let cancelled = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&cancelled);
        let work = move || {
            for job in asked {
                let goes_on = || count.load(Ordering::Relaxed) == job.asked;
                let msg = taken(&keeper, job.take, job.lang, goes_on, |msg| drop(sender.send(msg)));
                // The screen may have ended meanwhile; nobody waits for the answer then.
                let _ = sender.send(msg);
            }
        };
        let thread = thread::Builder::new().name("take".to_owned()).spawn(work)?;
        Ok(Self { jobs: Some(jobs), cancelled, thread: Some(thread) })
    }

    fn cancel(&self) {
        self.cancelled.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Hands {
    fn drop(&mut self) {
        // The dossier is locked as long as the thread has it: waited for, a part of a second.
        self.cancel();
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Session {
    /// Takes a file in, beside the screen if there is a way in for the answer.
    pub(super) fn read_file(&mut self, take: TakeFile) -> Option<Msg> {
        let lang = self.app.desk.lang;
        let path = paths::typed(&take.path);
        // Where the program was started is forgotten soon; the register names the whole path.
        let take = TakeFile { path: std::path::absolute(&path).unwrap_or(path), ..take };
        let store = self.store.as_ref()?;
        if self.hands.is_none() {
            let keeper = match store.keeper() {
                Ok(keeper) => keeper,
                Err(error) => return Some(Msg::NotTaken(take, self.sentence(&error))),
            };
            let Some(sender) = self.sender.clone() else {
                return Some(taken(&keeper, take, lang, || true, |_| ()));
            };
            match Hands::new(keeper, sender) {
                Ok(hands) => self.hands = Some(hands),
                Err(error) => {
                    let sentence = words::NOT_TAKEN.with(lang, &[&name(&take.path), &system(&error, lang)]);
                    return Some(Msg::NotTaken(take, sentence));
                }
            }
        }
        let hands = self.hands.as_ref()?;
        let asked = hands.cancelled.load(Ordering::Relaxed);
        hands.jobs.as_ref()?.send(Job { take, asked, lang }).ok()?;
        None
    }

    pub(super) fn cancel_taking(&self) {
        if let Some(hands) = &self.hands {
            hands.cancel();
        }
    }

    /// Finds or makes the inbox of the open dossier.
    pub(super) fn inbox_desk(&self) -> InboxDesk {
        let Some(store) = self.store.as_ref().filter(|store| store.writes()) else {
            return InboxDesk::default();
        };
        let around = &self.around;
        match inbox::ready(&around.folders, &around.settings, store.path(), store.dossier_id()) {
            Ok(folder) => InboxDesk { folder: Some(folder), ..InboxDesk::default() },
            Err(error) => {
                let why = shown(&system(&error, self.app.desk.lang));
                InboxDesk { trouble: Some(why), ..InboxDesk::default() }
            }
        }
    }

    /// Watches the inbox of the open dossier, if there is a way in for what is found.
    pub(super) fn watch_inbox(&mut self) {
        self.watch = None;
        let (Some(sender), Some(open)) = (self.sender.clone(), &self.app.open) else { return };
        let Some(folder) = open.inbox.folder.clone() else { return };
        let dossier = open.path.clone();
        let report = move |files| sender.send(Msg::Inbox(dossier.clone(), files)).is_ok();
        // Without a thread to watch there is still the key that looks again.
        self.watch = Watch::start(folder, SETTLE, report).ok();
    }

    /// Looks into the inbox now; without a thread that watches, at once.
    pub(super) fn look_into_inbox(&self) -> Option<Msg> {
        if let Some(watch) = &self.watch {
            watch.look_again();
            return None;
        }
        let open = self.app.open.as_ref()?;
        let folder = open.inbox.folder.clone()?;
        match Looks::into(folder, Duration::ZERO).look(Instant::now()) {
            Ok(files) => Some(Msg::Inbox(open.path.clone(), files)),
            Err(error) => {
                let lang = self.app.desk.lang;
                let why = shown(&system(&error, lang));
                Some(Msg::Said(Notice::bad(words::NO_FOLDER.with(lang, &[&why]))))
            }
        }
    }

    /// Moves files that are registered out of the inbox; any other file stays where it is.
    pub(super) fn put_away(&self, files: &[PathBuf]) -> Msg {
        let lang = self.app.desk.lang;
        let inbox = self.app.open.as_ref().and_then(|open| open.inbox.folder.clone());
        let within = |file: &&PathBuf| inbox.as_deref() == file.parent();
        let (mut gone, mut told) = (Vec::new(), None);
        for file in files.iter().filter(within) {
            match inbox::put_away(file) {
                Ok(_) => gone.push(file.clone()),
                // Somebody moved it already: it has left.
                Err(_) if fs::symlink_metadata(file).is_err() => gone.push(file.clone()),
                Err(error) => {
                    let name = name(file);
                    let why = shown(&system(&error, lang));
                    told = Some(Notice::bad(words::NOT_MOVED.with(lang, &[&name, &TAKEN, &why])));
                }
            }
        }
        if files.len() > 1 && told.is_none() {
            told = Some(Notice::good(words::MOVED.with(lang, &[&TAKEN, &gone.len()])));
        }
        Msg::PutAway(gone, told)
    }
}

fn name(path: &Path) -> String {
    shown(&path.file_name().unwrap_or_default().to_string_lossy())
}

/// Takes a file in, as a message.
fn taken(keeper: &Keeper, take: TakeFile, lang: Lang, goes_on: impl Fn() -> bool, tell: impl Fn(Msg)) -> Msg {
    let mut told = 0;
    let mut more = |so_far: u64, size: u64| {
        if size > LARGE && so_far >= told + BETWEEN {
            told = so_far;
            tell(Msg::Taking(name(&take.path), so_far, size));
        }
        goes_on()
    };
    let outcome = if more(0, 0) {
        inbox::take(keeper, &take.path, &mut more)
    } else {
        Err(KeepError::Cancelled.into())
    };
    match outcome {
        Ok(taken) => {
            let (size, sha256) = (taken.kept.size, taken.kept.sha256.to_string());
            Msg::FileRead(take, FileFacts { size, sha256, captured: taken.captured(), camera: taken.facts })
        }
        Err(error) => {
            let sentence = not_taken(&take, &error, lang);
            Msg::NotTaken(take, sentence)
        }
    }
}

fn not_taken(take: &TakeFile, error: &TakeError, lang: Lang) -> String {
    let (name, path) = (name(&take.path), shown(&take.path.display().to_string()));
    match error {
        TakeError::NotAFile => session_words::NOT_A_FILE.with(lang, &[&path]),
        TakeError::Empty => session_words::EMPTY_FILE.with(lang, &[&path]),
        TakeError::Keep(KeepError::Cancelled) => words::CANCELLED.with(lang, &[&name]),
        TakeError::Unreadable(error) | TakeError::Keep(KeepError::Source(error)) => {
            session_words::FILE_UNREADABLE.with(lang, &[&path, &system(error, lang)])
        }
        TakeError::Keep(KeepError::TooLarge(limit)) => {
            cli_words::KEEP_TOO_LARGE.with(lang, &[&(limit / (1024 * 1024))])
        }
        TakeError::Keep(KeepError::Store(error)) => {
            let why = i18n::store::store_error(error, lang);
            words::NOT_TAKEN.with(lang, &[&name, &why])
        }
    }
}
