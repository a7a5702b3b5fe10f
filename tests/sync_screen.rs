//! Stories of two copies of a dossier that were edited apart and are brought together on the screen.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use std::fs;
use std::path::{Path, PathBuf};

use harness::Harness;
use onsite::domain::audit::Judgement;
use onsite::domain::change::{Change, Item, Judged, Remarked, Verdict};
use onsite::domain::journal::Stamp;
use onsite::store::{Device, Folders, Store};
use onsite::supply::Supply;

fn item(store: &Store, clause: &str) -> Item {
    let dossier = store.load().unwrap();
    let audit = dossier.audits()[0].audit.clone();
    let site = dossier.sites()[0].site.clone();
    Item { audit, standard: "gbt27922-2011".to_owned(), clause: clause.to_owned(), site }
}

/// Another auditor's laptop, with a copy of the dossier.
struct Other {
    path: PathBuf,
    store: Option<Store>,
    supply: Supply,
}

impl Other {
    fn copy_of(path: &Path, home: &Path) -> Self {
        let folders = Folders::below(home);
        fs::create_dir_all(home).unwrap();
        let copy = home.join("副本.onsite");
        fs::copy(path, &copy).unwrap();
        let supply = Supply::real();
        let device = Device::at(&folders, &supply).unwrap();
        let store = Store::open(&copy, &device, &supply).unwrap();
        Self { path: copy, store: Some(store), supply }
    }

    fn record(&mut self, change: impl Fn(&Store) -> Change) {
        let store = self.store.as_mut().unwrap();
        let change = change(store);
        let proposals = store.load().unwrap().attempt(&[change]).unwrap();
        let stamp = Stamp { at: self.supply.now(), by: "审查员乙".into() };
        store.append(&proposals, &stamp).unwrap();
    }

    fn judge(&mut self, clause: &str, verdict: &Verdict) {
        self.record(|store| Change::Judged(Judged { item: item(store, clause), verdict: verdict.clone() }));
    }

    fn close(&mut self) {
        self.store.take().unwrap().close().unwrap();
    }
}

/// A dossier whose copy was edited elsewhere, open again here.
fn parted() -> (Harness, Other) {
    let story = Harness::new().keys("g h");
    let mut other = Other::copy_of(&story.path(), &story.folder().join("stick"));
    other.judge("5.1.1.1", &Verdict::Nonconform);
    other.judge("5.1.1.2", &Verdict::Conform);
    other.record(|store| {
        let text = "乙的备注".to_owned();
        Change::Remarked(Remarked { item: item(store, "5.1.2.1"), remark: "R-B-1".to_owned(), text })
    });
    other.close();
    (story.keys("<enter> g g y k"), other)
}

fn sync(story: Harness, other: &Other) -> Harness {
    story.keys("g s <ctrl-u>").typed(other.path.to_str().unwrap()).keys("<enter>")
}

#[test]
fn two_copies_edited_apart_become_equal_and_the_conflict_is_seen_everywhere_and_decided() {
    let (story, other) = parted();
    let story = sync(story, &other).shows("同步完成：收到 3 条，送出 1 条，冲突 1 处").shows("冲突 1");
    // The walk shows both verdicts with their people.
    let story = story.shows("判定不一致").shows("审查员乙 不符合").shows("审查员甲 符合");
    // The overview lists it; Enter leads there.
    let story = story.keys("g o").shows("冲突：Enter 前往").shows("判定 5.1.1.1 · 总部");
    let story = story.keys("g g <enter>").shows("判定不一致").keys("q");
    // The timeline marks both heads.
    let story = story.keys("g t").shows("! 判定 5.1.1.1 · 总部");
    // It is decided on the overview.
    let story = story.keys("g o g g =").shows("裁定").keys("不符合 <enter>").hides("冲突 1");
    let saved = story.saved();
    let verdict = |clause: &str| {
        let audit = saved.audits()[0].audit.clone();
        let site = saved.sites()[0].site.clone();
        saved.judgement(&Item {
            audit,
            standard: "gbt27922-2011".to_owned(),
            clause: clause.to_owned(),
            site,
        })
    };
    assert_eq!(saved.conflicts().count(), 0);
    assert!(matches!(verdict("5.1.1.1"), Judgement::One(Verdict::Conform | Verdict::Nonconform)));
    assert_eq!(verdict("5.1.1.2"), Judgement::One(Verdict::Conform));
    // The decision travels, and a second run changes nothing more.
    let story = sync(story, &other).shows("收到 0 条，送出 1 条，冲突 0 处");
    let there = Store::open_reading(&other.path).unwrap().load().unwrap();
    assert_eq!(there.entries().len(), story.saved().entries().len());
    // The path is remembered: Enter alone does it again.
    story.keys("g s <enter>").shows("收到 0 条，送出 0 条，冲突 0 处");
}

#[test]
fn undo_still_knows_what_was_done_here_before_the_exchange() {
    let (story, other) = parted();
    let story = sync(story.keys("] r 我的备注 <ctrl-s>"), &other).keys("u").shows("已撤销：备注");
    assert!(!story.body().contains("我的备注"));
}

#[test]
fn what_cannot_be_synced_is_said_and_the_path_stays_to_be_put_right() {
    let story = Harness::new();
    let itself = story.path();
    let story = story.keys("g s <enter>").shows("请填写文件路径");
    let story = story.typed(itself.to_str().unwrap()).keys("<enter>").shows("这就是当前打开的文件");
    let story = story.keys("<ctrl-u> /nowhere/x.onsite <enter>").shows("没有文件 /nowhere/x.onsite");
    let stranger = story.folder().join("陌生.onsite");
    fs::write(&stranger, "no dossier").unwrap();
    let story =
        story.keys("<ctrl-u>").typed(stranger.to_str().unwrap()).keys("<enter>").shows("不是档案文件");
    // A dossier of another client.
    let demo = story.folder().join("演示.onsite");
    onsite::demo::make(&demo, &Supply::real()).unwrap();
    let story = story.keys("<ctrl-u>").typed(demo.to_str().unwrap()).keys("<enter>").shows("不能合并");
    story.keys("<esc> y").shows("已评 1/92");
}
