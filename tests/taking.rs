//! Files taken in beside the screen, on threads of their own: seen, cancelled, and never for another
//! dossier than the one they were meant for.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use harness::{NOW, opening};
use onsite::checklists::Shelf;
use onsite::domain::change::{Change, ClientDescribed, ClientPart, Item, Judged, MeetingKind, Verdict};
use onsite::domain::dossier::Dossier;
use onsite::domain::journal::Stamp;
use onsite::i18n::Lang;
use onsite::store::{Device, Folders, Settings, Store};
use onsite::supply::Supply;
use onsite::tui::Surroundings;
use onsite::tui::chord::keys;
use onsite::tui::events::Input;
use onsite::tui::look::Look;
use onsite::tui::message::{Completion, Effect, Msg};
use onsite::tui::session::Session;

/// A test that waits longer has failed.
const LONG: Duration = Duration::from_mins(1);

struct Busy {
    session: Session,
    news: Receiver<Msg>,
    folder: tempfile::TempDir,
}

/// What the screen shows.
fn shown(session: &Session) -> String {
    let mut terminal = ratatui::Terminal::new(ratatui::backend::TestBackend::new(80, 24)).unwrap();
    terminal.draw(|frame| session.app.view(frame)).unwrap();
    // A wide character stands in its first cell, the second is blank.
    let cells = terminal.backend().buffer().content().iter().map(ratatui::buffer::Cell::symbol);
    cells.collect::<String>().replace(' ', "")
}

fn make(folder: &Path, name: &str) -> PathBuf {
    let supply = Supply::scripted_as(NOW, name);
    let device = Device::at(&Folders::below(folder), &supply).unwrap();
    let path = folder.join(name);
    let stamp = Stamp { at: supply.now(), by: "审查员甲".into() };
    Store::start(&path, opening(&supply), &device, &supply, &stamp).unwrap().close().unwrap();
    path
}

impl Busy {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = make(folder.path(), "a.onsite");
        let (folders, supply) = (Folders::below(folder.path()), Supply::scripted(NOW));
        let around = Surroundings {
            settings: Settings::default(),
            remote: false,
            shelf: Shelf::built_in().into(),
            device: Device::at(&folders, &supply).unwrap(),
            folders,
            supply,
        };
        let mut session = Session::new(around, Lang::Zh, Look::new(false, false), "审查员甲");
        session.begin(&path).unwrap();
        let (sender, news) = channel();
        session.work_beside(sender);
        Self { session, news, folder }
    }

    fn keys(&mut self, script: &str) {
        for chord in keys(script) {
            self.session.take(Msg::Input(Input::Key(chord)));
        }
    }

    /// Takes news until something holds.
    fn until(&mut self, what: &str, holds: impl Fn(&Session) -> bool) {
        while !holds(&self.session) {
            let msg = self.news.recv_timeout(LONG).unwrap_or_else(|_| panic!("never: {what}"));
            self.session.take(msg);
        }
    }

    fn says(&mut self, text: &str) {
        self.until(text, |session| session.app.notice().is_some_and(|notice| notice.text.contains(text)));
    }

    /// The inbox of the first dossier.
    fn inbox(&self) -> PathBuf {
        let store = Store::open_reading(&self.folder.path().join("a.onsite")).unwrap();
        let name = format!("a-{}", onsite::domain::ids::tag(store.dossier_id()));
        self.folder.path().join("inbox").join(name)
    }

    /// A file of that many megabytes that takes no room.
    fn large(&self, name: &str, megabytes: u64) -> PathBuf {
        let path = self.inbox().join(name);
        File::create(&path).unwrap().set_len(megabytes * 1024 * 1024).unwrap();
        path
    }

    /// Photos of the opening meeting, as they are on disk.
    fn photos(&self) -> usize {
        let store = Store::open_reading(&self.folder.path().join("a.onsite")).unwrap();
        let saved = store.load().unwrap();
        saved.meeting(&saved.audits()[0].audit, MeetingKind::Opening).photos.len()
    }

    fn registered(&self, name: &str) -> usize {
        let store = Store::open_reading(&self.folder.path().join(name)).unwrap();
        store.load().unwrap().evidence_register().len()
    }
}

#[test]
fn a_large_file_shows_its_progress_while_the_walk_goes_on_and_can_be_cancelled() {
    let mut busy = Busy::new();
    let film = busy.large("film.mp4", 400);
    busy.until("the file is whole", |session| {
        let waiting = &session.app.open.as_ref().unwrap().inbox.waiting;
        waiting.first().is_some_and(|file| file.sha256().is_some())
    });
    busy.keys("b e");
    busy.says("正在收取 film.mp4");
    busy.keys("g w y");
    let judged = busy.session.app.open.as_ref().unwrap().dossier.entries().len();
    busy.says("正在收取 film.mp4");
    busy.keys("<ctrl-c>");
    busy.says("已取消收取 film.mp4");
    assert!(film.exists(), "it stays where it is");
    assert_eq!(busy.registered("a.onsite"), 0);
    let store = Store::open_reading(&busy.folder.path().join("a.onsite")).unwrap();
    assert_eq!(store.load().unwrap().entries().len(), judged, "the verdict was saved meanwhile");
    assert_eq!(store.kept_files().unwrap(), [], "nothing of the file is left");
    busy.keys("<ctrl-c>");
    busy.says("没有正在收取的文件");
}

#[test]
fn a_photo_of_a_meeting_is_linked_when_it_is_taken_and_not_at_all_when_that_is_cancelled() {
    let mut busy = Busy::new();
    let large = busy.large("会场.jpg", 400);
    let mut bytes = File::options().write(true).open(&large).unwrap();
    bytes.write_all(b"\xFF\xD8\xFF").unwrap();
    busy.until("the file is whole", |session| {
        let waiting = &session.app.open.as_ref().unwrap().inbox.waiting;
        waiting.first().is_some_and(|file| file.sha256().is_some())
    });
    busy.keys("g m p <enter>");
    busy.says("正在收取 会场.jpg");
    assert_eq!(busy.photos(), 0, "not before it is in");
    busy.keys("<ctrl-c>");
    busy.says("已取消收取 会场.jpg");
    assert_eq!((busy.photos(), busy.registered("a.onsite")), (0, 0));
    fs::remove_file(&large).unwrap();
    fs::write(&large, b"\xFF\xD8\xFF small").unwrap();
    busy.until("the file is whole again", |session| {
        let waiting = &session.app.open.as_ref().unwrap().inbox.waiting;
        waiting.first().is_some_and(|file| file.size < 100 && file.sha256().is_some())
    });
    busy.keys("p <enter>");
    busy.says("已收取 E-");
    assert_eq!((busy.photos(), busy.registered("a.onsite")), (1, 1));
}

#[test]
fn a_fourth_photo_is_refused_while_the_others_are_still_being_taken() {
    let mut busy = Busy::new();
    for name in ["1.jpg", "2.jpg", "3.jpg", "4.jpg"] {
        fs::write(busy.inbox().join(name), [b"\xFF\xD8\xFF ", name.as_bytes()].concat()).unwrap();
    }
    busy.until("the files are whole", |session| {
        let waiting = &session.app.open.as_ref().unwrap().inbox.waiting;
        waiting.len() == 4 && waiting.iter().all(|file| file.sha256().is_some())
    });
    // Nothing is heard of the first three yet.
    busy.keys("g m p <enter> p <enter> p <enter>");
    assert_eq!((busy.photos(), busy.session.app.open.as_ref().unwrap().inbox.taking.len()), (0, 3));
    busy.keys("p <enter>");
    assert!(shown(&busy.session).contains("最多3张"), "{}", shown(&busy.session));
    let idle = |session: &Session| session.app.open.as_ref().unwrap().inbox.taking.is_empty();
    busy.until("the three are in", idle);
    let kept = || {
        let store = Store::open_reading(&busy.folder.path().join("a.onsite")).unwrap();
        store.kept_files().unwrap().len()
    };
    assert_eq!((busy.photos(), kept()), (3, 3));
    // One comes off and the fourth is asked for: meanwhile there is room for no other of the register.
    busy.keys("p <down> <enter> p <enter> p <enter>");
    assert!(shown(&busy.session).contains("最多3张"), "{}", shown(&busy.session));
    busy.until("the fourth is in", idle);
    assert_eq!((busy.photos(), busy.registered("a.onsite")), (3, 4));
}

#[test]
fn a_path_is_completed_beside_the_screen() {
    let mut busy = Busy::new();
    fs::write(busy.inbox().join("照片一.jpg"), "x").unwrap();
    busy.keys("e <down> <down> <down> <down> <enter>");
    let begun = format!("{}/照", busy.inbox().display());
    busy.session.take(Msg::Input(Input::Paste(begun)));
    busy.keys("<tab>");
    busy.until("the name", |session| shown(session).contains("照片一.jpg"));
}

#[test]
fn a_folder_that_answers_late_keeps_nobody_and_its_answer_is_put_in_only_where_it_is_awaited() {
    let mut busy = Busy::new();
    busy.keys("e <down> <down> <down> <down> <enter>");
    // The folder has not answered: what is to be done outside is left undone.
    let late = |busy: &mut Busy, script: &str| {
        let effects = keys(script).into_iter().map(|chord| Msg::Input(Input::Key(chord)));
        effects.flat_map(|msg| busy.session.app.update(msg)).collect::<Vec<_>>()
    };
    let answer = |begun: &str| {
        let names = vec!["照片一.jpg".to_owned()];
        Msg::Completed(begun.to_owned(), Completion { path: "/远/照片一.jpg".to_owned(), names, why: None })
    };
    let asked = late(&mut busy, "/远/照 <tab>");
    assert_eq!(asked, [Effect::CompletePath("/远/照".to_owned())]);
    assert!(shown(&busy.session).contains("正在读文件夹"));
    // Something else is typed: the answer to what stood there before is of no use.
    assert_eq!(late(&mut busy, "片"), []);
    busy.session.take(answer("/远/照"));
    assert!(!shown(&busy.session).contains("照片一"));
    // Nobody waits for it: a second Tab leads on, and what comes then changes nothing either.
    assert_eq!(late(&mut busy, "<backspace> <tab>"), asked);
    assert_eq!(late(&mut busy, "<tab>"), []);
    busy.session.take(answer("/远/照"));
    assert!(!shown(&busy.session).contains("照片一"), "the caret is in the next field");
    // What came too late is waited for no longer: Tab asks again.
    assert_eq!(late(&mut busy, "<shift-tab>"), []);
    assert!(!shown(&busy.session).contains("正在读文件夹"));
    assert_eq!(late(&mut busy, "<tab> <tab>"), asked);
    assert_eq!(late(&mut busy, "<shift-tab> 片 <tab>"), [Effect::CompletePath("/远/照片".to_owned())]);
    busy.session.take(answer("/远/照片"));
    assert!(shown(&busy.session).contains("/远/照片一.jpg"));
}

#[test]
fn a_file_that_was_asked_for_in_one_dossier_is_not_registered_in_another() {
    let mut busy = Busy::new();
    let other = make(busy.folder.path(), "b.onsite");
    let file = busy.folder.path().join("x.bin");
    fs::write(&file, vec![7; 9_000_000]).unwrap();
    busy.keys("e <down> <down> <down> <down> <enter>");
    busy.session.take(Msg::Input(Input::Paste(file.display().to_string())));
    busy.keys("<ctrl-s> <esc> g h");
    busy.session.begin(&other).unwrap();
    while let Ok(msg) = busy.news.recv_timeout(Duration::from_millis(300)) {
        busy.session.take(msg);
    }
    assert_eq!((busy.registered("a.onsite"), busy.registered("b.onsite")), (0, 0));
    assert!(file.exists());
}

#[test]
fn many_files_asked_for_at_once_are_all_taken_one_after_the_other() {
    let mut busy = Busy::new();
    for nth in 0..12u8 {
        fs::write(busy.inbox().join(format!("{nth:02}.jpg")), vec![nth; 300_000]).unwrap();
    }
    busy.until("the files are whole", |session| {
        let waiting = &session.app.open.as_ref().unwrap().inbox.waiting;
        waiting.len() == 12 && waiting.iter().all(|file| file.sha256().is_some())
    });
    busy.keys("b e e e e e e e e e e e e");
    busy.until("all are taken", |session| session.app.open.as_ref().unwrap().inbox.waiting.is_empty());
    assert_eq!(busy.registered("a.onsite"), 12);
    let taken = fs::read_dir(busy.inbox().join("taken")).unwrap().count();
    assert_eq!(taken, 12);
}

#[test]
fn a_refusal_that_comes_late_is_not_said_to_a_form_that_did_not_ask() {
    let mut busy = Busy::new();
    let file = busy.folder.path().join("x.bin");
    fs::write(&file, "x").unwrap();
    let ask = |busy: &mut Busy, then: &str| {
        busy.keys("e <down> <down> <down> <down> <enter> <ctrl-u>");
        busy.session.take(Msg::Input(Input::Paste(file.display().to_string())));
        busy.keys(then);
    };
    ask(&mut busy, "<ctrl-s>");
    busy.until("it is registered", |session| {
        !session.app.open.as_ref().unwrap().dossier.evidence_register().is_empty()
    });
    ask(&mut busy, "<ctrl-s> <esc> r 抽查五份");
    busy.says("已登记为 E-");
    assert!(shown(&busy.session).contains("抽查五份"));
    assert_eq!(busy.registered("a.onsite"), 1);
}

#[test]
fn a_file_that_was_read_to_be_looked_at_is_not_shown_to_somebody_who_went_on() {
    let mut busy = Busy::new();
    fs::write(busy.inbox().join("记录.csv"), "编号,结果").unwrap();
    busy.until("the file is whole", |session| {
        let waiting = &session.app.open.as_ref().unwrap().inbox.waiting;
        waiting.first().is_some_and(|file| file.sha256().is_some())
    });
    for on in ["g w", ">"] {
        busy.keys("b v");
        busy.keys(on);
        loop {
            let msg = busy.news.recv_timeout(LONG).unwrap();
            let seen = matches!(msg, Msg::Seen(_));
            busy.session.take(msg);
            if seen {
                break;
            }
        }
        assert!(!shown(&busy.session).contains("编号,结果"), "{on}");
        busy.keys("<esc>");
    }
    busy.keys("g w b v");
    busy.until("it is shown", |session| shown(session).contains("编号,结果"));
}

/// A copy of the first dossier in which another auditor has judged an item.
fn edited_copy(busy: &Busy) -> PathBuf {
    let judged = |dossier: &Dossier| {
        let item = Item {
            audit: dossier.audits()[0].audit.clone(),
            standard: "gbt27922-2011".to_owned(),
            clause: "5.1.1.2".to_owned(),
            site: dossier.sites()[0].site.clone(),
        };
        Change::Judged(Judged { item, verdict: Verdict::Conform })
    };
    copy_with(busy, judged)
}

/// A copy of the dossier into which somebody else recorded one change.
fn copy_with(busy: &Busy, change: impl Fn(&Dossier) -> Change) -> PathBuf {
    let copy = busy.folder.path().join("copy.onsite");
    fs::copy(busy.folder.path().join("a.onsite"), &copy).unwrap();
    let supply = Supply::scripted_as(NOW, "other");
    let device = Device::at(&Folders::below(&busy.folder.path().join("other")), &supply).unwrap();
    let mut store = Store::open(&copy, &device, &supply).unwrap();
    let mut dossier = store.load().unwrap();
    let change = change(&dossier);
    let proposals = dossier.attempt(&[change]).unwrap();
    store.append(&proposals, &Stamp { at: supply.now(), by: "审查员乙".into() }).unwrap();
    store.close().unwrap();
    copy
}

#[test]
fn a_form_that_is_open_while_a_sync_ends_takes_nothing_back_of_what_came() {
    let mut busy = Busy::new();
    let phone = |text: &str| {
        let text = text.to_owned();
        Change::ClientDescribed(ClientDescribed { part: ClientPart::Phone, text })
    };
    let copy = copy_with(&busy, |_| phone("020-999"));
    busy.keys(&format!("g s {} <enter> <esc> g o c <tab> 统一代码", copy.display()));
    busy.until("the sync has ended", |session| {
        session.app.open.as_ref().is_some_and(|open| open.dossier.value("client/phone").is_some())
    });
    let open = busy.session.app.open.as_ref().unwrap();
    assert!(!open.drafts.keys().any(|key| key.contains("sync")), "it was done: {:?}", open.drafts);
    busy.keys("<ctrl-s>");
    busy.until("the client is described", |session| {
        session.app.open.as_ref().is_some_and(|open| open.dossier.value("client/code").is_some())
    });
    let open = busy.session.app.open.as_ref().unwrap();
    assert_eq!(open.dossier.value("client/phone"), Some(&phone("020-999")));
}

#[test]
fn during_a_sync_keys_are_answered_and_what_is_recorded_or_typed_is_neither_lost_nor_forgotten() {
    let mut busy = Busy::new();
    let copy = edited_copy(&busy);
    let before = busy.session.app.open.as_ref().unwrap().dossier.entries().len();
    busy.keys(&format!("g s {} <enter>", copy.display()));
    assert!(shown(&busy.session).contains("正在同步"), "{}", shown(&busy.session));
    // Asked again, it is not done twice.
    busy.keys("<enter>");
    assert!(shown(&busy.session).contains("正在同步"));
    busy.keys("<esc> j");
    assert!(shown(&busy.session).contains("5.1.1.2"), "{}", shown(&busy.session));
    busy.keys("k r 半句");
    assert!(!busy.session.settle(), "a draft is no trouble");
    busy.keys("<esc> y");
    busy.says("同步完成：收到 1 条，送出 0 条，冲突 0 处");
    let here = busy.session.app.open.as_ref().unwrap().dossier.entries().len();
    let there = Store::open_reading(&busy.folder.path().join("a.onsite")).unwrap().load().unwrap();
    assert_eq!((here, there.entries().len()), (before + 2, before + 2));
    // What was judged while the sync went on is written after it: the walk goes on to the next open item.
    assert!(shown(&busy.session).contains("5.1.2.1"), "{}", shown(&busy.session));
    busy.keys("k k r");
    assert!(shown(&busy.session).contains("半句"), "{}", shown(&busy.session));
    busy.keys(&format!("<esc> g s <ctrl-u> {} <enter>", copy.display()));
    busy.says("同步完成：收到 0 条，送出 1 条");
    busy.session.settle();
    let path = busy.folder.path().join("a.onsite");
    busy.session.end().unwrap();
    let device = Device::at(&Folders::below(busy.folder.path()), &Supply::scripted(NOW)).unwrap();
    let kept = Store::open_reading(&path).unwrap().drafts_of(&device).unwrap();
    assert!(kept.iter().any(|(_, draft)| draft.contains("半句")), "{kept:?}");
}

#[test]
fn a_sync_that_fails_late_says_so_to_its_form_alone() {
    let mut busy = Busy::new();
    fs::create_dir(busy.folder.path().join("b")).unwrap();
    let stranger = make(&busy.folder.path().join("b"), "b.onsite");
    busy.keys(&format!("g s {} <enter> <esc> n", stranger.display()));
    busy.says("不能合并");
    assert!(shown(&busy.session).contains("▸事实描述"), "{}", shown(&busy.session));
    busy.keys("<esc>");
    busy.keys("g s <enter>");
    busy.until("told in the form", |session| shown(session).contains("不能合并"));
}
