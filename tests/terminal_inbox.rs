//! The real binary in a real terminal: photos drop into the inbox while the walk goes on, and the
//! program is killed in the middle. Each photo is then wholly in the dossier or wholly not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod pty;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use onsite::domain::ids::Hash;
use pty::{LARGE, Laptop, Pty, path, wait_until};

/// How many photos are dropped.
const PHOTOS: u32 = 20;

/// The bytes of a photo: some chunks of a dossier, no two alike.
fn photo(nth: u32) -> Vec<u8> {
    let noise = (0..90_000u32).flat_map(|n| (n ^ nth << 20).wrapping_mul(2_654_435_761).to_le_bytes());
    [0xFF, 0xD8, 0xFF, 0xE0].into_iter().chain(noise).collect()
}

fn name(nth: u32) -> String {
    format!("IMG_{nth:04}.jpg")
}

struct Visit {
    laptop: Laptop,
    file: PathBuf,
    inbox: PathBuf,
}

impl Visit {
    fn new() -> Self {
        let laptop = Laptop::new();
        let file = laptop.file("a.onsite");
        laptop.ok(&["new", path(&file), "--client", "厦门示例电器有限公司", "--site", "总部"]);
        let told: serde_json::Value =
            serde_json::from_str(&laptop.ok(&["where", path(&file), "--json"])).unwrap();
        let inbox = PathBuf::from(told["inbox"].as_str().unwrap());
        Self { laptop, file, inbox }
    }

    fn start(&self) -> Pty {
        let pty = self.laptop.start(&[path(&self.file)], LARGE);
        pty.wait_for("已保存");
        pty
    }

    fn taken(&self) -> usize {
        fs::read_dir(self.inbox.join("taken")).map_or(0, Iterator::count)
    }

    /// The hashes of the files that are registered as evidence.
    fn registered(&self) -> BTreeSet<String> {
        let listed = self.laptop.ok(&["evidence", "list", path(&self.file), "--json"]);
        let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
        let pieces = listed.as_array().unwrap().iter();
        pieces
            .map(|piece| {
                assert_eq!(piece["kept"], true, "what is registered is kept whole: {piece}");
                assert_eq!(piece["items"].as_array().unwrap().len(), 1, "and cited in the same act: {piece}");
                piece["body"]["sha256"].as_str().unwrap().to_owned()
            })
            .collect()
    }

    /// Checks that each photo is wholly in or wholly out; gives how many are in.
    fn check(&self, round: u32) -> usize {
        self.laptop.ok(&["verify", path(&self.file)]);
        let registered = self.registered();
        let out = self.laptop.file(&format!("out-{round}"));
        self.laptop.ok(&["evidence", "export", path(&self.file), path(&out)]);
        let exported = files(&out);
        for nth in 0..PHOTOS {
            let bytes = photo(nth);
            let waits = fs::read(self.inbox.join(name(nth))).ok();
            let moved = fs::read(self.inbox.join("taken").join(name(nth))).ok();
            let lies = waits.as_ref().or(moved.as_ref());
            assert!(lies == Some(&bytes), "photo {nth} lies in the inbox, byte for byte");
            let is_in = registered.contains(&Hash::of(&bytes).to_string());
            assert_eq!(exported.contains(&bytes), is_in, "photo {nth} comes out whole");
            assert!(is_in || moved.is_none(), "photo {nth} left the inbox without being registered");
        }
        registered.len()
    }
}

fn files(folder: &Path) -> Vec<Vec<u8>> {
    fs::read_dir(folder).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap()).collect()
}

#[test]
fn photos_that_drop_in_during_the_walk_are_wholly_in_or_wholly_out_whenever_the_program_dies() {
    let visit = Visit::new();
    let mut pty = visit.start();
    for nth in 0..PHOTOS {
        fs::write(visit.inbox.join(name(nth)), photo(nth)).unwrap();
        if nth % 8 == 0 {
            pty.keys("y");
        }
    }
    // Noticed without a key; the screen says so once and is quiet again.
    pty.wait_for("收件箱 20");
    for (round, until) in [(0, 3), (1, 12)] {
        pty.keys("b").wait_for("取给 ").wait_until("has them whole", |screen| {
            let text = screen.contents();
            text.contains("可收取") && !text.contains("正在传入")
        });
        for _ in 0..PHOTOS {
            pty.keys("e");
        }
        wait_until("some photos are taken", || visit.taken() >= until);
        pty.kill_and_wait();
        let is_in = visit.check(round);
        assert!(is_in >= until, "{is_in} photos are in");
        pty = visit.start();
        pty.wait_for("收件箱");
        // The place where it died was the inbox; Back leads home from there.
        pty.keys("g").keys("w");
    }
    pty.keys("b").wait_until("has them whole", |screen| {
        let text = screen.contents();
        text.contains("取给 ") && !text.contains("正在传入")
    });
    wait_until("all photos are taken", || {
        pty.keys("x").keys("e");
        visit.taken() == PHOTOS as usize
    });
    assert_eq!(visit.check(9), PHOTOS as usize);
    pty.wait_for("收件箱是空的");
    assert!(pty.stays_quiet_for(Duration::from_secs(1)), "an idle screen sends no byte");
    pty.kill_and_wait();
    let judged = visit.laptop.state(&visit.file).to_string().matches("\"conform\"").count();
    assert!(judged >= 3, "the walk went on meanwhile: {judged}");
}
