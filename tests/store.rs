//! The store on real files: what is saved is there, in the right stream, in one file.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod laptop;

use std::fs;

use laptop::{Laptop, bytes_in, phone};
use onsite::domain::change::ClientPart;
use onsite::store::{self, Store, StoreError};

#[test]
fn what_was_recorded_is_there_after_closing_and_in_one_file() {
    let laptop = Laptop::new("a");
    let mut store = laptop.start("甲.onsite", "d-1");
    laptop.record(&mut store, &[phone("0592-1"), phone("0592-2")]);
    store.save_draft("nc/statement", "网点未签").unwrap();
    store.save_place("{\"clause\":\"5.1\"}").unwrap();
    drop(store);
    let names: Vec<_> = fs::read_dir(&laptop.folders.dossiers)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, ["甲.onsite"], "nothing lies beside a closed dossier");
    let store = laptop.open("甲.onsite");
    let dossier = store.load().unwrap();
    assert_eq!(dossier.client_text(ClientPart::Phone), "0592-2");
    assert_eq!(store.dossier_id(), "d-1");
    assert_eq!(store.draft("nc/statement").unwrap().as_deref(), Some("网点未签"));
    assert_eq!(store.place().unwrap().as_deref(), Some("{\"clause\":\"5.1\"}"));
}

#[test]
fn a_new_dossier_never_takes_the_place_of_a_file() {
    let laptop = Laptop::new("a");
    drop(laptop.start("甲.onsite", "d-1"));
    let before = fs::read(laptop.path("甲.onsite")).unwrap();
    let again = Store::create(&laptop.path("甲.onsite"), "d-2", &laptop.device, &laptop.supply);
    assert!(matches!(again, Err(StoreError::Exists { .. })));
    assert_eq!(fs::read(laptop.path("甲.onsite")).unwrap(), before);
}

#[test]
fn the_same_laptop_goes_on_in_its_stream_and_a_copy_gets_a_new_one() {
    let laptop = Laptop::new("a");
    let store = laptop.start("甲.onsite", "d-1");
    let tag = store.tag().to_owned();
    drop(store);
    assert_eq!(laptop.open("甲.onsite").tag(), tag);
    fs::copy(laptop.path("甲.onsite"), laptop.path("乙.onsite")).unwrap();
    assert_ne!(laptop.open("乙.onsite").tag(), tag, "a copy beside the original");
    fs::rename(laptop.path("甲.onsite"), laptop.path("丙.onsite")).unwrap();
    assert_eq!(laptop.open("丙.onsite").tag(), tag, "a file that was moved is no copy");
    let other = Laptop::new("b");
    fs::copy(laptop.path("丙.onsite"), other.path("甲.onsite")).unwrap();
    assert_ne!(other.open("甲.onsite").tag(), tag, "on another laptop");
}

#[test]
fn a_file_restored_from_a_backup_gets_a_new_stream() {
    let laptop = Laptop::new("a");
    let mut store = laptop.start("甲.onsite", "d-1");
    let tag = store.tag().to_owned();
    store.close().unwrap();
    let backup = fs::read(laptop.path("甲.onsite")).unwrap();
    store = laptop.open("甲.onsite");
    laptop.record(&mut store, &[phone("0592-1")]);
    drop(store);
    fs::write(laptop.path("甲.onsite"), backup).unwrap();
    let mut store = laptop.open("甲.onsite");
    assert_ne!(store.tag(), tag);
    laptop.record(&mut store, &[phone("0592-9")]);
    drop(store);
    let store = laptop.open("甲.onsite");
    assert_eq!(store.load().unwrap().client_text(ClientPart::Phone), "0592-9");
}

#[test]
fn an_older_file_is_brought_up_to_date_after_a_copy_of_it_was_made() {
    let laptop = Laptop::new("a");
    let path = laptop.path("甲.onsite");
    store::create_in_format(&path, "d-1", &laptop.supply, 1).unwrap();
    {
        let conn = rusqlite::Connection::open(&path).unwrap();
        conn.execute("INSERT INTO draft VALUES ('x', 'k', '旧稿')", []).unwrap();
    }
    let old = Store::open_reading(&path).unwrap();
    assert!(old.load().unwrap().entries().is_empty(), "an older file can be read as it is");
    drop(old);
    assert!(!store::backup_path(&path, 1).exists(), "reading does not migrate");
    let before = fs::read(&path).unwrap();
    let mut store = laptop.open("甲.onsite");
    laptop.record(&mut store, &[laptop::started("d-1"), phone("0592-1")]);
    store.close().unwrap();
    let version = |path: &std::path::Path| {
        let conn = rusqlite::Connection::open(path).unwrap();
        let draft: String = conn.query_row("SELECT text FROM draft", [], |row| row.get(0)).unwrap();
        let version = conn.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0)).unwrap();
        (version, draft)
    };
    assert_eq!(version(&path), (store::FORMAT, "旧稿".to_owned()));
    let backup = store::backup_path(&path, 1);
    assert_eq!(version(&backup), (1, "旧稿".to_owned()));
    // A file put back from the backup is migrated once more, and neither copy is lost.
    fs::write(&path, before).unwrap();
    drop(laptop.open("甲.onsite"));
    assert_eq!(bytes_in(&laptop.folders.dossiers).len(), 3);
}

#[test]
fn the_journal_refuses_every_statement_but_a_plain_addition() {
    let laptop = Laptop::new("a");
    drop(laptop.start("甲.onsite", "d-1"));
    let conn = rusqlite::Connection::open(laptop.path("甲.onsite")).unwrap();
    let taken = "INTO journal SELECT arrival, stream, seq, hash, 'x' FROM journal";
    for sql in [
        "UPDATE journal SET line = 'x'",
        "UPDATE journal SET seq = 9",
        "UPDATE OR REPLACE journal SET line = 'x'",
        "DELETE FROM journal",
        "UPDATE about SET dossier = 'd-2'",
        "DELETE FROM about",
        &format!("INSERT {taken}"),
        &format!("INSERT OR REPLACE {taken}"),
        &format!("INSERT OR IGNORE {taken}"),
        "INSERT OR IGNORE INTO journal (stream, seq, hash, line) SELECT stream, seq, zeroblob(32), 'x' FROM journal",
        "INSERT OR REPLACE INTO journal (stream, seq, hash, line) SELECT 'other', 1, hash, 'x' FROM journal",
        "REPLACE INTO journal (arrival, stream, seq, hash, line) VALUES (1, 'other', 1, zeroblob(32), 'x')",
    ] {
        conn.execute(sql, []).expect_err(sql);
    }
    drop(conn);
    assert_eq!(laptop.open("甲.onsite").verify().unwrap().changes, 1);
}

#[test]
fn a_clock_that_was_set_back_moves_no_change() {
    let laptop = Laptop::new("a");
    let mut store = laptop.start("甲.onsite", "d-1");
    laptop.record(&mut store, &[phone("0592-1")]);
    laptop.supply.advance(chrono::TimeDelta::days(-400));
    laptop.record(&mut store, &[phone("0592-2")]);
    let dossier = store.load().unwrap();
    assert_eq!(dossier.client_text(ClientPart::Phone), "0592-2");
    let seqs: Vec<u32> = dossier.timeline().map(|entry| entry.seq).collect();
    assert_eq!(seqs, [1, 2, 3]);
    store.verify().unwrap();
}

#[test]
fn drafts_belong_to_one_device_and_go_when_they_are_dropped() {
    let laptop = Laptop::new("a");
    let mut store = laptop.start("甲.onsite", "d-1");
    store.save_draft("nc/statement", "网点").unwrap();
    store.save_draft("nc/statement", "网点未签").unwrap();
    store.save_draft("remark", "抽").unwrap();
    store.drop_draft("remark").unwrap();
    assert_eq!(store.drafts().unwrap(), [("nc/statement".to_owned(), "网点未签".to_owned())]);
    drop(store);
    let other = Laptop::new("b");
    fs::copy(laptop.path("甲.onsite"), other.path("甲.onsite")).unwrap();
    let store = other.open("甲.onsite");
    assert!(store.drafts().unwrap().is_empty());
    assert_eq!(store.place().unwrap(), None);
}

#[test]
fn a_laptop_without_a_state_folder_still_records_each_time_in_a_stream_of_its_own() {
    let laptop = Laptop::new("a");
    drop(laptop.start("甲.onsite", "d-1"));
    let passing = onsite::store::Device::passing(&laptop.supply);
    let mut tags = vec![laptop.open("甲.onsite").tag().to_owned()];
    for text in ["0592-1", "0592-2"] {
        let mut store = Store::open(&laptop.path("甲.onsite"), &passing, &laptop.supply).unwrap();
        laptop.record(&mut store, &[phone(text)]);
        tags.push(store.tag().to_owned());
        assert_eq!(store.drafts().unwrap().len(), tags.len() - 2, "what was begun is offered again");
        store.save_draft("remark", text).unwrap();
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 3);
    assert_eq!(laptop.open("甲.onsite").verify().unwrap().streams, 3);
}

#[test]
fn what_is_open_for_reading_refuses_to_be_written() {
    let laptop = Laptop::new("a");
    drop(laptop.start("甲.onsite", "d-1"));
    let before = bytes_in(&laptop.folders.dossiers);
    let mut store = Store::open_reading(&laptop.path("甲.onsite")).unwrap();
    let proposal = store.load().unwrap().proposal(phone("0592-1"));
    let refused = store.append(&[proposal], &laptop.stamp());
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })));
    assert!(matches!(store.save_draft("k", "x"), Err(StoreError::ReadOnly { .. })));
    assert_eq!((store.draft("k").unwrap(), store.tag()), (None, ""));
    drop(store);
    assert_eq!(bytes_in(&laptop.folders.dossiers), before);
}

#[test]
fn a_reader_that_a_writer_comes_in_upon_reads_what_stands_now() {
    let laptop = Laptop::new("a");
    drop(laptop.start("甲.onsite", "d-1"));
    let reader = Store::open_reading(&laptop.path("甲.onsite")).unwrap();
    let before = reader.load().unwrap().entries().len();
    let mut writer = laptop.open("甲.onsite");
    laptop.record(&mut writer, &[phone("0592-1")]);
    assert_eq!(reader.load().unwrap().entries().len(), before + 1, "through the writer's log");
    assert_eq!(reader.verify().unwrap().changes, before + 1);
    drop(writer);
    assert_eq!(reader.load().unwrap().entries().len(), before + 1, "and after it has gone");
}

#[test]
fn twenty_thousand_changes_are_loaded_and_verified_whole() {
    let laptop = Laptop::new("a");
    let mut store = laptop.start("甲.onsite", "d-1");
    let mut dossier = store.load().unwrap();
    for act in 0..100 {
        let changes: Vec<_> = (0..200).map(|nth| phone(&format!("0592-{act}-{nth}"))).collect();
        let proposals = dossier.attempt(&changes).unwrap();
        for entry in store.append(&proposals, &laptop.stamp()).unwrap() {
            dossier.apply(entry);
        }
    }
    store.close().unwrap();
    let store = laptop.open("甲.onsite");
    let started = std::time::Instant::now();
    let loaded = store.load().unwrap();
    println!("loading took {:?}", started.elapsed());
    assert_eq!(loaded.entries().len(), 20_001);
    assert_eq!(loaded.client_text(ClientPart::Phone), "0592-99-199");
    let started = std::time::Instant::now();
    assert_eq!(store.verify().unwrap(), store::Verified { changes: 20_001, streams: 1 });
    println!("verifying took {:?}", started.elapsed());
}
