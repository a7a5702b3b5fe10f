//! Sync with another copy, beside the screen: meanwhile the open file is with the thread that exchanges.
//! Keys are answered until one needs the file: that one waits until it is back, and so does the auditor,
//! for what he pressed after it would be done unseen.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::Session;
use super::dossiers::{desk_of, same_file};
use crate::domain::ids::Hash;
use crate::i18n::store::{store_error, sync_error, system};
use crate::i18n::{Lang, frame as words, quoted, session as session_words};
use crate::report::saying::originals;
use crate::store::{Device, Jotter, Store, StoreError};
use crate::supply::Supply;
use crate::sync::{self, Outcome, Stage};
use crate::tui::app::Notice;
use crate::tui::desk::Open;
use crate::tui::events::Input;
use crate::tui::message::{Effect, Msg};

/// How long between two words of progress: few bytes for a slow line.
const BETWEEN: Duration = Duration::from_millis(300);

/// What an exchange did; the sentence why it did not otherwise.
type Result<T = Outcome> = std::result::Result<T, String>;

/// The open file is with a thread.
#[derive(Debug)]
pub(super) struct Lent {
    thread: JoinHandle<(Store, Result)>,
    /// How drafts are kept meanwhile; `None` if there is no way.
    pub(super) jotter: Option<Jotter>,
}

/// What becomes of a message while something waits for the file.
pub(super) enum Meanwhile {
    /// It is taken at once: it changes nothing that is typed or recorded, or ends the program.
    Taken,
    /// It is passed over: nobody sees what a key would do, and how far the sync has come would stand in the
    /// place of the word that something waits.
    PassedOver,
    /// It is taken afterwards.
    Afterwards,
}

impl Meanwhile {
    pub(super) fn of(msg: &Msg) -> Self {
        match msg {
            Msg::Input(Input::Key(_) | Input::Paste(_)) | Msg::Said(_) => Self::PassedOver,
            Msg::Input(_) => Self::Taken,
            _ => Self::Afterwards,
        }
    }
}

/// Says that the exchange has ended, however it does: whatever waits for the file would wait for ever.
struct Ended(Sender<Msg>);

impl Drop for Ended {
    fn drop(&mut self) {
        // The screen may have ended meanwhile; it waits for the file, not for the answer.
        let _ = self.0.send(Msg::SyncEnded);
    }
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
            return Some(Msg::NotSynced(session_words::SYNC_WITH_ITSELF.get(lang).to_owned(), None));
        }
        if let Err(error) = store.in_place() {
            return Some(Msg::NotSynced(self.sentence(&error), None));
        }
        let exchange = Exchange {
            other: sync::copy_at(store.path(), path),
            device: self.around.device.clone(),
            supply: self.around.supply.clone(),
            lang,
        };
        let Some(sender) = self.sender.clone() else {
            let mut store = self.store.take()?;
            let result = exchange.with(&mut store, &mut |_| ());
            self.store = Some(store);
            return self.came(result);
        };
        let work = move |store: &mut Store| {
            let ended = Ended(sender);
            let mut last = Instant::now();
            exchange.with(store, &mut |stage| {
                if last.elapsed() >= BETWEEN {
                    last = Instant::now();
                    let _ = ended.0.send(Msg::Said(Notice::good(told(stage, lang))));
                }
            })
        };
        match self.lend(work) {
            Ok(()) => busy(),
            Err(error) => Some(Msg::NotSynced(system(&error, lang), None)),
        }
    }

    /// Lends the open file to a thread that works with it.
    fn lend(&mut self, work: impl FnOnce(&mut Store) -> Result + Send + 'static) -> io::Result<()> {
        // The file follows once the thread is there: one that cannot be had costs no file.
        let (lend, lent) = channel::<Store>();
        let work = move || {
            let mut store = lent.recv().expect("the file is lent as soon as the thread is there");
            let result = work(&mut store);
            (store, result)
        };
        let thread = thread::Builder::new().name("sync".to_owned()).spawn(work)?;
        if let Some(store) = self.store.take() {
            let jotter = store.jotter().ok();
            let _ = lend.send(store);
            self.syncing = Some(Lent { thread, jotter });
        }
        Ok(())
    }

    /// Whether the open file is with the thread that exchanges.
    pub(super) fn lent(&self) -> bool {
        self.syncing.is_some()
    }

    /// Lets an effect wait until the file is back.
    pub(super) fn hold(&mut self, effect: Effect) {
        if self.held.is_empty() {
            let told = Notice::good(words::SYNCED_FIRST.get(self.app.desk.lang));
            let _ = self.app.update(Msg::Said(told));
        }
        self.held.push_back(effect);
    }

    /// Takes the file back and does what waited for it.
    pub(super) fn catch_up(&mut self) {
        let waited = !self.held.is_empty();
        let Some(told) = self.come_back().filter(|_| waited) else { return };
        // What was done since has said its own word.
        let said = match self.app.notice() {
            Some(said) if said.text != told.text => said.and(&told),
            _ => told,
        };
        self.go_on(vec![Msg::Said(said)]);
    }

    /// Waits until the open file is back, shows what came in, and does what waited for it. Gives what came
    /// of the sync, in a sentence.
    pub(super) fn come_back(&mut self) -> Option<Notice> {
        let lent = self.syncing.take()?;
        // Its hold on the lock ends here.
        drop(lent.jotter);
        let (store, result) = lent.thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        self.store = Some(store);
        let came = self.came(result);
        let told = came.as_ref().and_then(|msg| match msg {
            Msg::Synced { said, .. } => Some(Notice::good(said.as_str())),
            Msg::NotSynced(sentence, _) => Some(Notice::bad(sentence.as_str())),
            _ => None,
        });
        self.go_on(came.into_iter().collect());
        let (held, after) = (std::mem::take(&mut self.held), std::mem::take(&mut self.after));
        let mut messages = Vec::new();
        for effect in held {
            messages.extend(self.perform(effect));
        }
        self.go_on(messages);
        for msg in after {
            if !self.take(msg) {
                break;
            }
        }
        told
    }

    /// What came of the sync, with the dossier read anew.
    fn came(&self, result: Result) -> Option<Msg> {
        let lang = self.app.desk.lang;
        let open = desk_of(self.store.as_ref()?);
        Some(match (result, open) {
            (Ok(outcome), Ok(open)) => {
                Msg::Synced { said: done(&outcome, &open, lang), open: Box::new(open) }
            }
            (Ok(_), Err(error)) => Msg::NotSynced(self.sentence(&error), None),
            (Err(sentence), open) => Msg::NotSynced(sentence, open.ok().map(Box::new)),
        })
    }
}

impl Exchange {
    fn with(&self, store: &mut Store, told: &mut dyn FnMut(Stage)) -> Result {
        let lang = self.lang;
        let mut other =
            Store::open(&self.other, &self.device, &self.supply).map_err(|error| match error {
                StoreError::Missing { .. } => {
                    let (ours, theirs) = (quoted(store.path()), quoted(&self.other));
                    session_words::SYNC_NO_COPY.with(lang, &[&self.other.display(), &ours, &theirs])
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::mpsc::Receiver;

    use super::*;
    use crate::checklists::Shelf;
    use crate::domain::change::{AuditType, Change};
    use crate::domain::journal::Stamp;
    use crate::domain::opening::Opening;
    use crate::store::{Folders, Settings};
    use crate::tui::chord::keys;
    use crate::tui::look::Look;
    use crate::tui::session::Surroundings;

    const ZH: Lang = Lang::Zh;

    /// A laptop at the screen, with a dossier open and a copy of it beside.
    struct Desk {
        session: Session,
        folders: Folders,
        path: PathBuf,
        heard: Receiver<Msg>,
        _folder: tempfile::TempDir,
    }

    impl Desk {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let folders = Folders::below(folder.path());
            let supply = Supply::scripted("2026-11-24T10:00:00+08:00");
            let device = Device::at(&folders, &supply).unwrap();
            let Ok(Change::ChecklistAdopted(adopted)) = Shelf::built_in().adoption("gbt27922-2011") else {
                panic!("the checklist is built in");
            };
            let opening = Opening {
                dossier: supply.fresh_id(),
                client: "厦门示例电器有限公司".to_owned(),
                checklists: vec![adopted],
                audit_type: AuditType::Initial,
                year: 2026,
                sites: vec!["总部".to_owned()],
                sampling: None,
            };
            let stamp = Stamp { at: supply.now(), by: "审查员甲".into() };
            let path = folder.path().join("示例.onsite");
            Store::start(&path, opening, &device, &supply, &stamp).unwrap().close().unwrap();
            std::fs::copy(&path, folder.path().join("副本.onsite")).unwrap();
            let around = Surroundings {
                settings: Settings::load(&folders).unwrap(),
                remote: false,
                shelf: Arc::new(Shelf::open(&folders)),
                folders: folders.clone(),
                device,
                supply,
            };
            let mut session = Session::new(around, ZH, Look::new(false, false), "审查员甲");
            session.begin(&path).unwrap();
            let (sender, heard) = channel();
            session.work_beside(sender);
            Self { session, folders, path, heard, _folder: folder }
        }

        /// Begins a sync with the copy that goes on once the word is given.
        fn sync(&mut self) -> Sender<()> {
            let (go, gone) = channel::<()>();
            let around = &self.session.around;
            let exchange = Exchange {
                other: self.path.with_file_name("副本.onsite"),
                device: around.device.clone(),
                supply: around.supply.clone(),
                lang: ZH,
            };
            let sender = self.session.sender.clone().unwrap();
            let work = move |store: &mut Store| {
                let _ended = Ended(sender);
                gone.recv().unwrap();
                exchange.with(store, &mut |_| ())
            };
            self.session.lend(work).unwrap();
            go
        }

        fn press(&mut self, script: &str) {
            for chord in keys(script) {
                self.session.take(Msg::Input(Input::Key(chord)));
                self.session.settle();
            }
        }

        /// Takes what threads say until the sync is over.
        fn until_it_ended(&mut self) {
            while self.session.lent() {
                let msg = self.heard.recv_timeout(Duration::from_secs(20)).unwrap();
                self.session.take(msg);
                self.session.settle();
            }
        }

        /// What another process would find of this laptop's drafts.
        fn drafts(&self) -> Vec<String> {
            let device = Device::at(&self.folders, &Supply::scripted("2026-11-24T10:00:00+08:00")).unwrap();
            let drafts = Store::open_reading(&self.path).unwrap().drafts_of(&device).unwrap();
            drafts.into_iter().map(|(_, text)| text).collect()
        }

        fn remarks(&self) -> usize {
            let dossier = Store::open_reading(&self.path).unwrap().load().unwrap();
            dossier.entries().iter().filter(|entry| entry.slot.sort() == "remark").count()
        }

        fn notice(&self) -> String {
            self.session.app.notice().map(|notice| notice.text.clone()).unwrap_or_default()
        }
    }

    #[test]
    fn what_is_typed_while_a_sync_runs_is_on_the_disk_after_each_key() {
        let mut desk = Desk::new();
        let go = desk.sync();
        desk.press("r 门店未公示");
        let drafts = desk.drafts();
        assert!(drafts.len() == 1 && drafts[0].contains("门店未公示"), "{drafts:?}");
        // Emptied again it is gone from there as well, and another form's does not take its place.
        desk.press("<esc> n 无记录");
        assert_eq!(desk.drafts().len(), 2);
        desk.press("<backspace> <backspace> <backspace> <esc>");
        assert_eq!(desk.drafts().len(), 1);
        go.send(()).unwrap();
        desk.until_it_ended();
        assert_eq!(desk.drafts().len(), 1);
        assert!(desk.notice().contains("同步完成"), "{}", desk.notice());
    }

    #[test]
    fn what_is_recorded_while_a_sync_runs_is_kept_as_a_draft_until_it_is_written() {
        let mut desk = Desk::new();
        let go = desk.sync();
        desk.press("r 门店未公示 <ctrl-s>");
        assert!(desk.notice().contains("完成后随即执行"), "{}", desk.notice());
        // The screen follows its window; a key is passed over, for nobody would see what it does.
        desk.session.take(Msg::Input(Input::Resize(100, 30)));
        assert_eq!(desk.session.app.desk.window, (100, 30));
        desk.press("<esc> y y Q");
        desk.session.take(Msg::Said(Notice::good("核对原件 1 / 4")));
        assert!(desk.notice().contains("完成后随即执行"), "{}", desk.notice());
        assert_eq!(desk.remarks(), 0);
        assert!(desk.drafts().concat().contains("门店未公示"), "{:?}", desk.drafts());
        go.send(()).unwrap();
        desk.until_it_ended();
        assert_eq!((desk.remarks(), desk.drafts().len()), (1, 0));
        let dossier = Store::open_reading(&desk.path).unwrap().load().unwrap();
        assert!(dossier.entries().iter().all(|entry| entry.slot.sort() != "verdict"), "not judged unseen");
        assert!(desk.notice().contains("同步完成"), "{}", desk.notice());
    }

    #[test]
    fn the_end_of_the_program_in_a_sync_keeps_the_words_before_it_waits() {
        let mut desk = Desk::new();
        let go = desk.sync();
        for chord in keys("r 门店未公示") {
            desk.session.take(Msg::Input(Input::Key(chord)));
        }
        let (session, path) = (desk.session, desk.path.clone());
        let folders = desk.folders.clone();
        let end = thread::spawn(move || session.end());
        let device = Device::at(&folders, &Supply::scripted("2026-11-24T10:00:00+08:00")).unwrap();
        let kept = || !Store::open_reading(&path).unwrap().drafts_of(&device).unwrap().is_empty();
        let begun = Instant::now();
        while !kept() && begun.elapsed() < Duration::from_secs(20) {
            thread::sleep(Duration::from_millis(5));
        }
        assert!(kept() && !end.is_finished());
        go.send(()).unwrap();
        let told = end.join().unwrap().unwrap();
        assert!(told.is_some_and(|told| told.text.contains("同步完成")));
        assert!(Store::open(&path, &device, &Supply::real()).is_ok(), "the lock is given back");
    }

    #[test]
    fn what_came_of_a_sync_is_told_though_the_dossier_was_closed_meanwhile() {
        let mut desk = Desk::new();
        let go = desk.sync();
        desk.press("g h");
        go.send(()).unwrap();
        desk.until_it_ended();
        assert!(desk.session.app.open.is_none());
        assert!(desk.notice().contains("同步完成"), "{}", desk.notice());
    }

    #[test]
    fn a_sync_that_failed_half_way_shows_what_it_wrote() {
        let mut desk = Desk::new();
        let supply = Supply::scripted("2026-11-24T11:00:00+08:00");
        desk.press("r 甲 <ctrl-s>");
        let before = desk.session.app.open.as_ref().unwrap().dossier.entries().len();
        let work = move |store: &mut Store| {
            // As an exchange that wrote its changes and then met a full disk.
            let proposals = {
                let mut dossier = store.load().unwrap();
                let entry = dossier.entries().iter().find(|entry| entry.slot.sort() == "remark").unwrap();
                let Some(Change::Remarked(remarked)) = entry.change() else { panic!("a remark") };
                let text = "乙".to_owned();
                let change =
                    crate::domain::change::Remarked { remark: "R-B-1".to_owned(), text, ..remarked.clone() };
                dossier.attempt(&[Change::Remarked(change)]).unwrap()
            };
            store.append(&proposals, &Stamp { at: supply.now(), by: "审查员乙".into() }).unwrap();
            Err("磁盘已满".to_owned())
        };
        desk.session.lend(work).unwrap();
        desk.session.take(Msg::SyncEnded);
        assert_eq!(desk.session.app.open.as_ref().unwrap().dossier.entries().len(), before + 1);
        assert!(desk.notice().contains("磁盘已满"), "{}", desk.notice());
    }
}
