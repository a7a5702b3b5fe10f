//! The figures of `docs/performance.md`: `cargo bench` prints them.
//!
//! Not a timed test: a figure that misses its aim is printed as such and fails nothing. `cargo bench -- keys`
//! prints one chapter: opening, start, keys, append, list, gate,
//! search, import, photos.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "figures for people"
)]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod dossier;
mod import;
mod listing;
mod measure;
mod notes;
mod photos;
#[path = "../../tests/pty/mod.rs"]
mod pty;
mod screen;
mod start;

use std::fs::File;
use std::io::Write;
use std::path::Path;

use measure::{chapter, cost, median, percentile, say};
use onsite::domain::change::{Change, Item, Judged, Verdict};
use onsite::domain::journal::Stamp;
use onsite::domain::score::Tries;
use onsite::store::{Device, Folders, Store};
use onsite::supply::Supply;
use pty::Laptop;

/// Changes of the large dossier.
const CHANGES: usize = 20_000;

fn main() {
    let laptop = Laptop::new();
    let home = laptop.home();
    let supply = Supply::real();
    let folders = Folders::below(home);
    let device = Device::at(&folders, &supply).unwrap();
    // One chapter alone: `cargo bench --bench figures import`.
    if std::env::args().any(|arg| arg == "import") {
        return import::importing(home, &device, &supply);
    }
    if std::env::args().any(|arg| arg == "photos") {
        return photos::showing();
    }
    let large = home.join("large.onsite");
    {
        let mut store = Store::create(&large, &supply.fresh_id(), &device, &supply).unwrap();
        dossier::fill(&mut store, &supply, CHANGES, "厦门示例电器有限公司");
    }
    println!("onsite {}, one dossier of {CHANGES} changes", env!("CARGO_PKG_VERSION"));
    let asked: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let wanted = |chapter: &str| asked.is_empty() || asked.iter().any(|asked| asked == chapter);
    if wanted("opening") {
        opening(&large, &device, &supply);
    }
    if wanted("start") {
        start::starting(&laptop, &large);
    }
    if wanted("keys") {
        screen::walking(&large, &folders, Device::at(&folders, &supply).unwrap());
    }
    if wanted("append") {
        appending(&large, &device, &supply, home);
    }
    if wanted("list") {
        listing::listing(&supply);
    }
    if wanted("gate") {
        notes::gate(&large, &supply);
    }
    if wanted("search") {
        notes::searching(home, &folders, &supply);
    }
    if wanted("import") {
        import::importing(home, &device, &supply);
    }
    if wanted("photos") {
        photos::showing();
    }
}

fn opening(file: &Path, device: &Device, supply: &Supply) {
    chapter("Opening and folding");
    let runs: Vec<(f64, f64, f64)> = (0..15)
        .map(|_| {
            let (store, open) = cost(|| Store::open(file, device, supply).unwrap());
            let (dossier, fold) = cost(|| store.load().unwrap());
            let ((), scoring) = cost(|| drop(dossier.score("A-1", dossier::STANDARD, &Tries::default())));
            assert_eq!(dossier.entries().len(), CHANGES);
            (open.wall, fold.cpu, scoring.cpu)
        })
        .collect();
    let column = |pick: fn(&(f64, f64, f64)) -> f64| runs.iter().map(pick).collect::<Vec<f64>>();
    say("open for writing (wall, median)", median(&column(|run| run.0)), "ms", None);
    say("read and fold (CPU, median)", median(&column(|run| run.1)), "ms", Some(50.0));
    say("score one audit at 12 sites (CPU, median)", median(&column(|run| run.2)), "ms", None);
    let lines = Store::open_reading(file).unwrap().lines().unwrap();
    let ((), floor) = cost(|| {
        for line in &lines {
            std::hint::black_box(serde_json::from_str::<serde_json::Value>(&line.text).unwrap());
        }
    });
    say("  beside it: parsing the same lines as plain JSON (CPU)", floor.cpu, "ms", None);
    let size: usize = lines.iter().map(|line| line.text.len()).sum();
    say("  bytes of a line, on average", size as f64 / lines.len() as f64, "bytes", None);
    say("  the file", std::fs::metadata(file).unwrap().len() as f64 / 1e6, "MB", None);
}

fn appending(file: &Path, device: &Device, supply: &Supply, folder: &Path) {
    chapter("Append on disk (one verdict, one transaction, synced)");
    let mut store = Store::open(file, device, supply).unwrap();
    let mut dossier = store.load().unwrap();
    let item = |nth: usize| Item {
        audit: "A-1".to_owned(),
        standard: dossier::STANDARD.to_owned(),
        clause: "5.1.1.1".to_owned(),
        site: format!("S-{}", nth % 12 + 1),
    };
    let mut checks = Vec::new();
    let mut appends = Vec::new();
    for nth in 0..400 {
        let verdict = if nth / 12 % 2 == 0 { Verdict::Nonconform } else { Verdict::Conform };
        let change = Change::Judged(Judged { item: item(nth), verdict });
        let (proposals, check) = cost(|| dossier.attempt(&[change]).unwrap());
        let stamp = Stamp { at: supply.now(), by: "审查员甲".into() };
        let (entries, append) = cost(|| store.append(&proposals, &stamp).unwrap());
        for entry in entries {
            dossier.apply(entry);
        }
        checks.push(check.cpu);
        appends.push(append.wall);
    }
    say("check by the rules (CPU, median)", median(&checks), "ms", None);
    say("append (wall, median)", median(&appends), "ms", None);
    say("append (wall, p99)", percentile(&appends, 0.99), "ms", None);
    let mut plain = File::create(folder.join("plain")).unwrap();
    let syncs: Vec<f64> = (0..200)
        .map(|_| {
            let ((), spent) = cost(|| {
                plain.write_all(&[b'x'; 400]).unwrap();
                plain.sync_data().unwrap();
            });
            spent.wall
        })
        .collect();
    say("  beside it: 400 bytes to a plain file, synced (median)", median(&syncs), "ms", None);
}
