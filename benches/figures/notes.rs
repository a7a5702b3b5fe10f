//! Searching many notes, and the gate before a visit ends.

use std::path::Path;

use onsite::domain::change::{Change, NoteSort, NoteTaken};
use onsite::store::{Device, Folders, Store};
use onsite::supply::Supply;

use super::dossier::{self, STANDARD};
use super::measure::{chapter, cost, median, percentile, say};
use super::screen::Sitting;

/// Notes that are searched.
const NOTES: usize = 50_000;

/// What is typed, a key at a time: words that stand in some texts, pinyin initials, a number.
const TYPED: [&str; 3] = ["客 户 签 字", "k h q z", "4 9 9 9"];

/// Measures the search over many notes, from the key that opens it.
pub fn searching(folder: &Path, folders: &Folders, supply: &Supply) {
    chapter(&format!("Search over {NOTES} notes, 120x40 (CPU)"));
    let file = folder.join("notes.onsite");
    let device = Device::at(folders, supply).unwrap();
    {
        let mut store = Store::create(&file, &supply.fresh_id(), &device, supply).unwrap();
        dossier::fill_notes(&mut store, supply, (1..=NOTES).map(note));
    }
    let mut sitting = Sitting::begin(&file, folders, device);
    let (mut opening, mut first, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    for typed in TYPED.iter().cycle().take(15) {
        let opened = sitting.measure("/", 1);
        let typing = sitting.measure(typed, 1);
        sitting.measure("<esc>", 1);
        opening.extend(&opened.cpu);
        first.push(opened.cpu[0] + typing.cpu[0]);
        keys.extend(&typing.cpu);
    }
    say("open the search: every text gathered (median)", median(&opening), "ms", None);
    say("open it and type one key: the first result (median)", median(&first), "ms", None);
    say("a key to its finished frame (median)", median(&keys), "ms", Some(30.0));
    say("a key to its finished frame (p99)", percentile(&keys, 0.99), "ms", None);
    let texts: Vec<String> = (1..=NOTES).map(text).collect();
    let scans: Vec<f64> = ["客户签字", "4999"]
        .iter()
        .cycle()
        .take(16)
        .map(|word| {
            cost(|| std::hint::black_box(texts.iter().filter(|text| text.contains(word)).count())).1.cpu
        })
        .collect();
    say("  beside it: str::contains over the same texts", median(&scans), "ms", None);
    say("  a key is that many times it", median(&keys) / median(&scans), "", None);
}

/// Measures the gate on the large dossier.
pub fn gate(file: &Path, supply: &Supply) {
    chapter("The gate before a visit ends, on the large dossier (CPU)");
    let dossier = Store::open_reading(file).unwrap().load().unwrap();
    let today = supply.now().date_naive();
    let runs: Vec<f64> = (0..30).map(|_| cost(|| dossier.gate("A-1", today)).1.cpu).collect();
    say("rows it shows", dossier.gate("A-1", today).len() as f64, "", None);
    say("the gate of one audit at 12 sites (median)", median(&runs), "ms", None);
    let lines = Store::open_reading(file).unwrap().lines().unwrap();
    let scans: Vec<f64> = (0..30)
        .map(|_| {
            let found = || lines.iter().filter(|line| line.text.contains("\"nonconform\"")).count();
            cost(|| std::hint::black_box(found())).1.cpu
        })
        .collect();
    say("  beside it: str::contains over the journal's lines", median(&scans), "ms", None);
    say("  the gate is that many times it", median(&runs) / median(&scans), "", None);
}

fn text(nth: usize) -> String {
    format!("抽查第 {nth} 号工单，其中两份没有客户签字；客服主管说回访记录每周核对一次，见 #5.2.2.1。")
}

fn note(nth: usize) -> Change {
    Change::NoteTaken(NoteTaken {
        note: format!("N-{nth}"),
        audit: "A-1".to_owned(),
        standard: STANDARD.to_owned(),
        site: format!("S-{}", nth % 12 + 1),
        sort: NoteSort::Interview,
        person: "客服主管".to_owned(),
        text: text(nth),
    })
}
