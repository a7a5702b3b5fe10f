//! Home's list of 5,000 dossiers.

use std::fs;

use onsite::store::index;
use onsite::store::{Device, Folders, Store};
use onsite::supply::Supply;

use super::dossier;
use super::measure::{chapter, cost, median, say};
use super::pty::Laptop;

/// Dossiers in the folder.
const DOSSIERS: usize = 5_000;

/// Changes of each.
const CHANGES: usize = 120;

/// Measures the list: first of all files, then again from its cache.
pub fn listing(supply: &Supply) {
    chapter("Home's list of 5,000 dossiers (wall)");
    let laptop = Laptop::new();
    let folders = Folders::below(laptop.home());
    let device = Device::at(&folders, supply).unwrap();
    folders.make_dossiers().unwrap();
    let model = folders.dossiers.join("0000.onsite");
    {
        let mut store = Store::create(&model, &supply.fresh_id(), &device, supply).unwrap();
        dossier::fill(&mut store, supply, CHANGES, "厦门示例电器有限公司");
    }
    for nth in 1..DOSSIERS {
        fs::copy(&model, folders.dossiers.join(format!("{nth:04}.onsite"))).unwrap();
    }
    let list = || {
        let (listed, spent) = cost(|| index::list(&folders, &device, |_, _| {}));
        assert_eq!(listed.iter().filter(|one| one.summary.is_ok()).count(), DOSSIERS);
        spent
    };
    let first = list();
    say("first time: every file is read", first.wall, "ms", None);
    say("  of a file, on average", first.wall / DOSSIERS as f64, "ms", None);
    say("  of a file, on average (CPU)", first.cpu / DOSSIERS as f64, "ms", None);
    let again: Vec<_> = (0..5).map(|_| list()).collect();
    let walls: Vec<f64> = again.iter().map(|spent| spent.wall).collect();
    let cpus: Vec<f64> = again.iter().map(|spent| spent.cpu).collect();
    say("again: nothing has changed (median)", median(&walls), "ms", None);
    say("again: nothing has changed (CPU, median)", median(&cpus), "ms", None);
    let stat = |_| {
        let (_, spent) = cost(|| {
            fs::read_dir(&folders.dossiers)
                .unwrap()
                .map(|entry| entry.unwrap().metadata().unwrap().len())
                .sum::<u64>()
        });
        spent.wall
    };
    say(
        "  beside it: the sizes of the same files (median)",
        median(&(0..5).map(stat).collect::<Vec<_>>()),
        "ms",
        None,
    );
}
