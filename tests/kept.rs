//! Files kept whole inside the dossier: byte for byte, once, wholly there or wholly not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{self, Cursor, Read};
use std::path::Path;

use onsite::domain::ids::Hash;
use onsite::store::{Device, KeepError, Store};
use onsite::supply::Supply;
use onsite::sync;

fn store(folder: &Path, name: &str) -> Store {
    let supply = Supply::scripted_as("2026-11-24T10:00:00+08:00", name);
    Store::create(&folder.join(name), "d-1", &Device::passing(&supply), &supply).unwrap()
}

fn keep(store: &mut Store, bytes: &[u8]) -> onsite::store::Kept {
    store.keep(&mut Cursor::new(bytes), &mut |_| true).unwrap()
}

fn read(store: &Store, sha256: Hash) -> Vec<u8> {
    let mut bytes = Vec::new();
    assert!(store.copy_kept(sha256, &mut bytes).unwrap());
    bytes
}

/// Bytes that do not repeat within a chunk.
fn photo(size: u32) -> Vec<u8> {
    (0..size).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect()
}

#[test]
fn a_file_comes_out_as_it_went_in_and_is_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(folder.path(), "a");
    for bytes in [Vec::new(), vec![7], photo(65_536), photo(65_537), photo(700_000)] {
        let kept = keep(&mut store, &bytes);
        assert_eq!((kept.sha256, kept.size, kept.new), (Hash::of(&bytes), bytes.len() as u64, true));
        assert_eq!(read(&store, kept.sha256), bytes);
        assert!(!keep(&mut store, &bytes).new);
        assert_eq!(store.kept(kept.sha256).unwrap(), Some(kept.size));
    }
    assert_eq!(store.kept_files().unwrap().len(), 5);
    assert_eq!(store.damaged_files().unwrap(), []);
}

/// Breaks off after some bytes, as a pulled stick does.
struct Broken(u64);

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::other("pulled out"));
        }
        let count = buffer.len().min(usize::try_from(self.0).unwrap());
        self.0 -= count as u64;
        Ok(count)
    }
}

#[test]
fn a_file_that_breaks_off_or_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(folder.path(), "a");
    let broken = store.keep(&mut Broken(40_000_000), &mut |_| true);
    assert!(matches!(broken, Err(KeepError::Source(_))), "{broken:?}");
    let stopped = store.keep(&mut io::repeat(7), &mut |size| size < 20_000_000);
    assert!(matches!(stopped, Err(KeepError::Cancelled)), "{stopped:?}");
    assert_eq!(store.kept_files().unwrap(), []);
    store.close().unwrap();
    let file = rusqlite::Connection::open(folder.path().join("a")).unwrap();
    let left: i64 = file.query_row("SELECT count(*) FROM chunk", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn what_a_crash_left_behind_counts_for_nothing_and_is_swept_away() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path(), "a").close().unwrap();
    let path = folder.path().join("a");
    let file = rusqlite::Connection::open(&path).unwrap();
    file.execute_batch(
        "INSERT INTO blob (id, sha256, size) VALUES (9, NULL, 0);
         INSERT INTO chunk (blob, nth, bytes) VALUES (9, 0, x'0102');",
    )
    .unwrap();
    drop(file);
    let supply = Supply::real();
    let mut store = Store::open(&path, &Device::passing(&supply), &supply).unwrap();
    assert_eq!(store.kept_files().unwrap(), []);
    keep(&mut store, b"photo");
    store.close().unwrap();
    let file = rusqlite::Connection::open(&path).unwrap();
    let chunks: i64 = file.query_row("SELECT count(*) FROM chunk", [], |row| row.get(0)).unwrap();
    assert_eq!(chunks, 1);
}

#[test]
fn bytes_that_were_changed_in_the_file_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = store(folder.path(), "a");
    let kept = keep(&mut first, b"as it was");
    first.close().unwrap();
    let path = folder.path().join("a");
    let file = rusqlite::Connection::open(&path).unwrap();
    file.execute_batch("DROP TRIGGER chunk_stays; UPDATE chunk SET bytes = x'00';").unwrap();
    drop(file);
    let supply = Supply::real();
    let mut damaged = Store::open(&path, &Device::passing(&supply), &supply).unwrap();
    assert_eq!(damaged.damaged_files().unwrap(), [kept.sha256]);
    let mut other = store(folder.path(), "b");
    sync::exchange(&mut damaged, &mut other).unwrap();
    assert_eq!(other.kept_files().unwrap(), [], "a damaged file does not spread");
}

#[test]
fn two_files_of_one_dossier_end_with_the_same_kept_files() {
    let folder = tempfile::tempdir().unwrap();
    let (mut a, mut b) = (store(folder.path(), "a"), store(folder.path(), "b"));
    let (one, two, both) = (photo(100_000), photo(3), photo(9));
    keep(&mut a, &one);
    keep(&mut b, &two);
    keep(&mut a, &both);
    keep(&mut b, &both);
    let outcome = sync::exchange(&mut a, &mut b).unwrap();
    assert_eq!((outcome.files_to_a, outcome.files_to_b), (1, 1));
    for bytes in [&one, &two, &both] {
        assert_eq!(read(&a, Hash::of(bytes)), *bytes);
        assert_eq!(read(&b, Hash::of(bytes)), *bytes);
    }
    let again = sync::exchange(&mut a, &mut b).unwrap();
    assert_eq!((again.files_to_a, again.files_to_b), (0, 0));
}

#[test]
fn a_dossier_open_for_reading_keeps_nothing_new() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path(), "a").close().unwrap();
    let mut reading = Store::open_reading(&folder.path().join("a")).unwrap();
    let refused = reading.keep(&mut Cursor::new(b"x"), &mut |_| true);
    assert!(matches!(refused, Err(KeepError::Store(_))), "{refused:?}");
}
