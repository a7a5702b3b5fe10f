//! Two and three files of one dossier, edited apart and brought together.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod laptop;

use std::path::Path;

use laptop::{Laptop, phone, picture, site};
use onsite::domain::change::{Change, ClientPart};
use onsite::domain::dossier::Dossier;
use onsite::domain::slot::Slot;
use onsite::store::{Broken, ChainFault, Line, Store, StoreError};
use onsite::sync::{self, SyncError};

/// A laptop with one dossier file.
struct Auditor(Laptop);

const FILE: &str = "甲.onsite";

impl Auditor {
    fn start(prefix: &str, dossier: &str) -> Self {
        let laptop = Laptop::new(prefix);
        drop(laptop.start(FILE, dossier));
        Self(laptop)
    }

    fn with_copy_of(prefix: &str, from: &Path) -> Self {
        let laptop = Laptop::new(prefix);
        std::fs::copy(from, laptop.path(FILE)).unwrap();
        Self(laptop)
    }

    fn record(&self, changes: &[Change]) {
        self.0.record(&mut self.0.open(FILE), changes);
    }

    fn load(&self) -> Dossier {
        Store::open_reading(&self.0.path(FILE)).unwrap().load().unwrap()
    }

    fn file(&self) -> std::path::PathBuf {
        self.0.path(FILE)
    }
}

fn exchange(a: &Auditor, b: &Auditor) -> sync::Outcome {
    sync::exchange(&mut a.0.open(FILE), &mut b.0.open(FILE)).unwrap()
}

#[test]
fn two_copies_edited_apart_become_equal_and_differing_answers_a_conflict() {
    let a = Auditor::start("a", "d-1");
    let b = Auditor::with_copy_of("b", &a.file());
    a.record(&[site("S-1", "总部"), phone("0592-1")]);
    b.record(&[phone("0592-2")]);
    let outcome = exchange(&a, &b);
    assert_eq!((outcome.to_a, outcome.to_b, outcome.unchanged), (1, 2, 1));
    assert_eq!(outcome.conflicts.iter().map(Slot::as_str).collect::<Vec<_>>(), ["client/phone"]);
    assert_eq!(picture(&a.load()), picture(&b.load()));
    assert!(a.load().in_conflict("client/phone") && b.load().in_conflict("client/phone"));
    let again = exchange(&a, &b);
    assert_eq!(again, sync::Outcome { unchanged: 4, ..sync::Outcome::default() });
    b.record(&[phone("0592-2")]);
    assert_eq!(exchange(&b, &a).to_b, 1);
    assert_eq!(a.load().conflicts().count(), 0);
    assert_eq!(a.load().client_text(ClientPart::Phone), "0592-2");
}

#[test]
fn what_both_said_alike_is_undone_to_as_if_one_had_said_it() {
    let a = Auditor::start("a", "d-1");
    let b = Auditor::with_copy_of("b", &a.file());
    a.record(&[phone("0592-1")]);
    b.record(&[phone("0592-1")]);
    assert!(exchange(&a, &b).conflicts.is_empty());
    a.record(&[phone("0592-2")]);
    let mut dossier = a.load();
    let act = dossier.act_of(dossier.heads("client/phone")[0].id);
    let proposals = dossier.attempt_undo(&act).unwrap();
    assert_eq!(proposals[0].change, phone("0592-1"));
}

#[test]
fn files_of_different_dossiers_are_refused_and_stay_as_they_are() {
    let a = Auditor::start("a", "d-1");
    let b = Auditor::start("b", "d-2");
    let error = sync::exchange(&mut a.0.open(FILE), &mut b.0.open(FILE)).unwrap_err();
    assert!(matches!(error, SyncError::OtherDossier { same_client: true, .. }), "{error:?}");
    assert_eq!((a.load().entries().len(), b.load().entries().len()), (1, 1));
}

#[test]
fn a_cloned_disk_writes_one_stream_twice_and_both_continuations_are_kept() {
    let a = Auditor::start("a", "d-1");
    a.record(&[phone("0592-0")]);
    let twin = Auditor(a.0.cloned("twin"));
    a.record(&[phone("0592-1")]);
    twin.record(&[phone("0592-2"), site("S-1", "总部")]);
    let tag = |auditor: &Auditor| auditor.0.open(FILE).tag().to_owned();
    assert_eq!(tag(&a), tag(&twin), "they cannot know of each other yet");
    let outcome = exchange(&a, &twin);
    assert_eq!((outcome.to_a, outcome.to_b, outcome.unchanged), (2, 1, 2));
    assert_eq!(picture(&a.load()), picture(&twin.load()));
    assert!(a.load().in_conflict("client/phone"));
    let streams = |auditor: &Auditor| auditor.0.open(FILE).verify().unwrap().streams;
    assert_eq!((streams(&a), streams(&twin)), (2, 2));
    assert_ne!(tag(&a), tag(&twin), "from now on each has a name of its own");
    a.record(&[phone("0592-3")]);
    twin.record(&[site("S-1", "网点一")]);
    let third = Auditor::with_copy_of("c", &a.file());
    exchange(&twin, &third);
    exchange(&third, &a);
    assert_eq!(picture(&a.load()), picture(&third.load()));
    assert_eq!(exchange(&a, &twin), sync::Outcome { unchanged: 7, ..sync::Outcome::default() });
}

/// Opens a file behind the program's back, as a tamperer would.
fn behind(file: &Path) -> rusqlite::Connection {
    let conn = rusqlite::Connection::open(file).unwrap();
    conn.execute_batch("DROP TRIGGER journal_stays; DROP TRIGGER journal_remains").unwrap();
    conn
}

#[test]
fn a_line_that_was_altered_is_named_and_nothing_of_the_exchange_is_written() {
    let a = Auditor::start("a", "d-1");
    let b = Auditor::with_copy_of("b", &a.file());
    a.record(&[phone("0592-1")]);
    b.record(&[phone("0592-2"), site("S-1", "总部")]);
    let sql = "UPDATE journal SET line = replace(line, '0592-2', '0592-9')";
    behind(&b.file()).execute(sql, []).unwrap();
    let error = sync::exchange(&mut a.0.open(FILE), &mut b.0.open(FILE)).unwrap_err();
    let SyncError::Broken { path, broken } = error else { panic!("{error:?}") };
    let Broken::Change(change) = *broken else { panic!("{broken:?}") };
    assert_eq!((path, change.seq, change.fault), (b.file(), 1, ChainFault::Altered));
    assert_eq!(change.by.as_deref(), Some("审查员甲"));
    assert_eq!((a.load().entries().len(), b.load().entries().len()), (2, 3));
}

#[test]
fn a_line_that_was_altered_with_its_hash_is_betrayed_by_the_next_one() {
    let a = Auditor::start("a", "d-1");
    a.record(&[phone("0592-1")]);
    a.record(&[phone("0592-2")]);
    let conn = behind(&a.file());
    let line: String =
        conn.query_row("SELECT line FROM journal WHERE seq = 2", [], |row| row.get(0)).unwrap();
    let forged = line.replace("0592-1", "0592-7");
    let hash = onsite::domain::ids::Hash::of(forged.as_bytes());
    conn.execute("UPDATE journal SET line = ?1, hash = ?2 WHERE seq = 2", (forged, hash.0)).unwrap();
    drop(conn);
    let Err(Broken::Change(change)) = a.0.open(FILE).verify() else { panic!("forged") };
    assert_eq!(change.seq, 3);
    assert!(matches!(change.fault, ChainFault::Loose(_)));
}

#[test]
fn the_end_of_a_stream_that_was_cut_off_is_missed_where_others_built_on_it_and_comes_back() {
    let a = Auditor::start("a", "d-1");
    a.record(&[phone("0592-1")]);
    let b = Auditor::with_copy_of("b", &a.file());
    b.record(&[phone("0592-2")]);
    exchange(&a, &b);
    behind(&a.file()).execute("DELETE FROM journal WHERE seq = 2", []).unwrap();
    let Err(Broken::Change(change)) = a.0.open(FILE).verify() else { panic!("cut off") };
    assert!(matches!(change.fault, ChainFault::Unfounded(_)), "{change:?}");
    exchange(&a, &b);
    assert_eq!(a.0.open(FILE).verify().unwrap().changes, 3);
    assert_eq!(picture(&a.load()), picture(&b.load()));
}

#[test]
fn what_a_newer_version_recorded_is_passed_on_and_verified() {
    let a = Auditor::start("a", "d-1");
    let b = Auditor::with_copy_of("b", &a.file());
    let prev = a.0.open(FILE).lines().unwrap()[0].hash;
    let genesis = onsite::domain::journal::genesis("d-1");
    let text = format!(
        r#"{{"v":1,"stream":"s-9","seq":1,"prev":"{genesis}","act":1,"at":"2030-01-01T00:00:00+08:00","by":"审查员乙","over":["{}"],"slot":"hologram/1","kind":"hologram-shown","data":{{"depth":3}}}}"#,
        prev.id()
    );
    let hash = onsite::domain::ids::Hash::of(text.as_bytes());
    let line = Line { stream: "s-9".to_owned(), seq: 1, hash, text: text.clone() };
    a.0.open(FILE).absorb(&[line]).unwrap();
    assert_eq!(exchange(&a, &b).to_b, 1);
    assert_eq!(b.0.open(FILE).lines().unwrap()[1].text, text, "byte for byte");
    assert_eq!(b.load().heads("hologram/1")[0].kind(), "hologram-shown");
    b.0.open(FILE).verify().unwrap();
}

#[test]
fn lines_that_do_not_continue_what_is_here_are_refused_all_of_them() {
    let a = Auditor::start("a", "d-1");
    let other = Auditor::start("o", "d-2");
    other.record(&[phone("0592-1")]);
    let mut store = a.0.open(FILE);
    let refused = store.absorb(&other.0.open(FILE).lines().unwrap()).unwrap_err();
    assert!(matches!(refused, StoreError::Refused { seq: 1, .. }), "{refused:?}");
    let copy = Auditor::with_copy_of("b", &a.file());
    copy.record(&[phone("0592-1"), site("S-1", "总部"), phone("0592-2")]);
    let mut lines = copy.0.open(FILE).lines().unwrap();
    lines.remove(2);
    let refused = store.absorb(&lines).unwrap_err();
    assert!(matches!(refused, StoreError::Refused { seq: 3, why: ChainFault::Loose(_), .. }), "{refused:?}");
    assert_eq!(store.load().unwrap().entries().len(), 1, "not even the good ones");
}
