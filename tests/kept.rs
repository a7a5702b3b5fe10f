//! Files kept whole inside the dossier: byte for byte, once, wholly there or wholly not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod laptop;

use std::fs;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use laptop::{Laptop, child, is_child, path_from_env, phone};
use onsite::domain::ids::Hash;
use onsite::store::{self, CHUNK, Came, Device, Folders, KeepError, Store, StoreError};
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
    // The same file comes again whole: it takes the place of what was damaged, and is guarded as before.
    assert!(keep(&mut damaged, b"as it was").new);
    assert_eq!(damaged.damaged_files().unwrap(), []);
    assert_eq!(read(&damaged, kept.sha256), b"as it was");
    assert!(!keep(&mut damaged, b"as it was").new);
    drop(damaged);
    let file = rusqlite::Connection::open(&path).unwrap();
    for sql in ["UPDATE blob SET size = 1", "UPDATE blob SET sha256 = NULL", "DELETE FROM blob"] {
        file.execute(sql, []).expect_err(sql);
    }
}

#[test]
fn an_exchange_puts_a_whole_file_in_the_place_of_a_damaged_one() {
    let folder = tempfile::tempdir().unwrap();
    let (mut a, mut b) = (store(folder.path(), "a"), store(folder.path(), "b"));
    let bytes = photo(600_000);
    let kept = keep(&mut a, &bytes);
    keep(&mut b, &bytes);
    a.close().unwrap();
    let file = rusqlite::Connection::open(folder.path().join("a")).unwrap();
    file.execute_batch("DROP TRIGGER chunk_stays; UPDATE chunk SET bytes = x'00' WHERE nth = 1;").unwrap();
    drop(file);
    let supply = Supply::real();
    let mut a = Store::open(&folder.path().join("a"), &Device::passing(&supply), &supply).unwrap();
    assert_eq!(a.damaged_files().unwrap(), [kept.sha256]);
    let outcome = sync::exchange(&mut b, &mut a).unwrap();
    assert_eq!(
        (outcome.files_to_a, outcome.files_to_b),
        (Came::default(), Came { healed: 1, ..Came::default() })
    );
    assert_eq!((a.damaged_files().unwrap(), read(&a, kept.sha256)), (vec![], bytes));
    assert_eq!(b.damaged_files().unwrap(), [], "the damaged one did not spread");
    let again = sync::exchange(&mut b, &mut a).unwrap();
    assert_eq!(again.files_to_b, Came::default());
}

/// Breaks the chain of pages in which a kept file stands: SQLite cannot read it then.
fn break_pages(path: &Path, bytes: &[u8]) {
    let page = {
        let file = rusqlite::Connection::open(path).unwrap();
        file.query_row("PRAGMA page_size", [], |row| row.get::<_, u32>(0)).unwrap() as usize
    };
    let mut file = fs::read(path).unwrap();
    let middle = &bytes[bytes.len() / 2..][..16];
    let found = file.windows(16).position(|window| window == middle).unwrap();
    let start = found / page * page;
    file[start..start + 4].fill(0xff);
    fs::write(path, file).unwrap();
}

#[test]
fn an_original_that_cannot_be_read_is_healed_or_named_and_all_else_is_exchanged() {
    let folder = tempfile::tempdir().unwrap();
    let (mut a, mut b) = (store(folder.path(), "a"), store(folder.path(), "b"));
    let [here, there, both, late] =
        [1, 2, 3, 4].map(|own: u8| photo(60_000).into_iter().map(|byte| byte ^ own).collect::<Vec<u8>>());
    let originals = [&here, &there, &both].map(|bytes| {
        keep(&mut a, bytes);
        keep(&mut b, bytes).sha256
    });
    let (late_a, late_b) = (keep(&mut a, &late).sha256, keep(&mut b, b"b alone").sha256);
    a.close().unwrap();
    b.close().unwrap();
    let (path_a, path_b) = (folder.path().join("a"), folder.path().join("b"));
    for (path, bytes) in [(&path_a, &here), (&path_a, &both), (&path_b, &there), (&path_b, &both)] {
        break_pages(path, bytes);
    }
    let supply = Supply::real();
    let open = |path: &Path| Store::open(path, &Device::passing(&supply), &supply).unwrap();
    let (mut a, mut b) = (open(&path_a), open(&path_b));
    assert_eq!(a.damaged_files().unwrap(), [originals[0], originals[2]]);
    let outcome = sync::exchange(&mut a, &mut b).unwrap();
    assert_eq!((outcome.files_to_a.healed, outcome.files_to_b.healed), (1, 1));
    assert_eq!((outcome.files_to_a.new, outcome.files_to_b.new), (1, 1), "those after them came as well");
    assert_eq!(outcome.lost, [originals[2]]);
    // Opened again, nothing that was set aside is swept: its pages may be somebody else's.
    a.close().unwrap();
    b.close().unwrap();
    for store in [open(&path_a), open(&path_b)] {
        assert_eq!(store.damaged_files().unwrap(), [originals[2]]);
        assert_eq!(read(&store, originals[0]), here);
        assert_eq!(read(&store, originals[1]), there);
        assert_eq!((read(&store, late_a), read(&store, late_b)), (late.clone(), b"b alone".to_vec()));
        store.verify().unwrap();
    }
    let (mut a, mut b) = (open(&path_a), open(&path_b));
    let again = sync::exchange(&mut a, &mut b).unwrap();
    assert_eq!((again.files_to_a.healed, again.files_to_b.new, again.lost.len()), (0, 0, 1));
    // The same file registered again comes back here, and by the next sync there.
    keep(&mut b, &both);
    assert_eq!(sync::exchange(&mut a, &mut b).unwrap().files_to_a.healed, 1);
    assert_eq!(a.damaged_files().unwrap(), []);
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
    assert_eq!((outcome.files_to_a.new, outcome.files_to_b.new), (1, 1));
    for bytes in [&one, &two, &both] {
        assert_eq!(read(&a, Hash::of(bytes)), *bytes);
        assert_eq!(read(&b, Hash::of(bytes)), *bytes);
    }
    let again = sync::exchange(&mut a, &mut b).unwrap();
    assert_eq!((again.files_to_a, again.files_to_b), (Came::default(), Came::default()));
}

#[test]
fn a_dossier_open_for_reading_keeps_nothing_new() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path(), "a").close().unwrap();
    let mut reading = Store::open_reading(&folder.path().join("a")).unwrap();
    let refused = reading.keep(&mut Cursor::new(b"x"), &mut |_| true);
    assert!(matches!(refused, Err(KeepError::Store(_))), "{refused:?}");
}

const FILE: &str = "甲.onsite";

/// Rows of kept and arriving files, and of chunks.
fn rows(file: &Path) -> (u32, u32, u32) {
    let conn = rusqlite::Connection::open(file).unwrap();
    let count = |sql| conn.query_row(sql, [], |row| row.get(0)).unwrap();
    (
        count("SELECT count(*) FROM blob WHERE sha256 IS NOT NULL"),
        count("SELECT count(*) FROM blob WHERE sha256 IS NULL"),
        count("SELECT count(*) FROM chunk"),
    )
}

#[test]
fn sizes_around_the_border_of_a_chunk_and_of_a_transaction_come_back_as_they_were() {
    let laptop = Laptop::new("a");
    let mut store = laptop.start(FILE, "d-1");
    let bytes = photo(u32::try_from(CHUNK * 5).unwrap());
    let sizes = [CHUNK - 1, CHUNK, CHUNK + 1, 4 * CHUNK - 1, 4 * CHUNK, 4 * CHUNK + 1];
    for size in sizes {
        let kept = keep(&mut store, &bytes[..size]);
        assert!(read(&store, kept.sha256) == bytes[..size], "{size}");
    }
    drop(store);
    let chunks: usize = sizes.iter().map(|size| size.div_ceil(CHUNK)).sum();
    assert_eq!(rows(&laptop.path(FILE)), (6, 0, u32::try_from(chunks).unwrap()));
}

#[test]
fn a_kept_file_is_written_out_whole_and_never_over_another() {
    let laptop = Laptop::new("a");
    let mut store = laptop.start(FILE, "d-1");
    let bytes = photo(200_000);
    let kept = keep(&mut store, &bytes);
    let to = laptop.home.path().join("证书墙.jpg");
    assert!(store.export_kept(kept.sha256, &to).unwrap());
    assert!(fs::read(&to).unwrap() == bytes);
    let again = store.export_kept(kept.sha256, &to);
    assert!(matches!(again, Err(KeepError::Store(StoreError::Exists { .. }))), "{again:?}");
    assert!(!store.export_kept(Hash::of(b"?"), &laptop.home.path().join("x")).unwrap());
    assert!(!laptop.home.path().join("x").exists());
}

#[test]
fn a_file_above_the_limit_is_refused_and_leaves_nothing() {
    let laptop = Laptop::new("a");
    let store = laptop.start(FILE, "d-1");
    let keeper = store.keeper().unwrap();
    let refused = keeper.keep_up_to(1000, &mut [7; 1001].as_slice(), &mut |_| true);
    assert!(matches!(refused, Err(KeepError::TooLarge(1000))), "{refused:?}");
    assert!(keeper.keep_up_to(1000, &mut [7; 1000].as_slice(), &mut |_| true).unwrap().new);
    assert_eq!(rows(&laptop.path(FILE)), (1, 0, 1));
}

#[test]
fn killed_while_a_file_arrives_nothing_of_it_is_there() {
    const TEST: &str = "killed_while_a_file_arrives_nothing_of_it_is_there";
    if is_child(TEST) {
        let folders = Folders::below(&path_from_env("ONSITE_TEST_HOME"));
        let supply = Supply::real();
        let device = Device::at(&folders, &supply).unwrap();
        let mut store = Store::open(&path_from_env("ONSITE_TEST_FILE"), &device, &supply).unwrap();
        let mut say = |so_far| {
            println!("said {so_far}");
            true
        };
        store.keep(&mut io::repeat(7), &mut say).unwrap();
        return;
    }
    let laptop = Laptop::new("a");
    drop(laptop.start(FILE, "d-1"));
    let (home, file) = (laptop.home.path().to_owned(), laptop.path(FILE));
    let mut child = child(TEST, &[("ONSITE_TEST_HOME", &home), ("ONSITE_TEST_FILE", &file)]).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert_eq!(lines.filter(|line| line.contains("said")).take(3).count(), 3);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(Store::open_reading(&file).unwrap().kept_files().unwrap(), [], "it counts for nothing");
    let mut store = laptop.open(FILE);
    assert_eq!(store.kept_files().unwrap(), []);
    laptop.record(&mut store, &[phone("0592-1")]);
    drop(store);
    assert_eq!(rows(&file), (0, 0, 0), "and takes no room for long");
}

#[test]
fn verdicts_are_saved_while_a_large_file_arrives() {
    let laptop = Laptop::new("a");
    let mut store = laptop.start(FILE, "d-1");
    let keeper = store.keeper().unwrap();
    let arriving = std::thread::spawn(move || {
        let bytes = photo(4 * 1024 * 1024);
        keeper.keep(&mut bytes.as_slice(), &mut |_| true).unwrap()
    });
    let mut saved = 0;
    while !arriving.is_finished() {
        saved += 1;
        laptop.record(&mut store, &[phone(&format!("0592-{saved}"))]);
    }
    let kept = arriving.join().unwrap();
    assert!(saved > 0);
    drop(store);
    let store = laptop.open(FILE);
    assert_eq!(store.kept(kept.sha256).unwrap(), Some(16 * 1024 * 1024));
    assert_eq!(store.damaged_files().unwrap(), []);
    assert_eq!(store.verify().unwrap().changes, saved + 1);
}

#[test]
fn a_file_that_is_still_arriving_keeps_the_dossier_locked() {
    let laptop = Laptop::new("a");
    let store = laptop.start(FILE, "d-1");
    let keeper = store.keeper().unwrap();
    drop(store);
    assert!(matches!(laptop.try_open(FILE), Err(StoreError::Locked { .. })));
    drop(keeper);
    drop(laptop.open(FILE));
}

#[test]
fn a_kept_file_is_neither_changed_nor_removed() {
    let laptop = Laptop::new("a");
    let mut store = laptop.start(FILE, "d-1");
    keep(&mut store, &photo(100_000));
    drop(store);
    let conn = rusqlite::Connection::open(laptop.path(FILE)).unwrap();
    for sql in [
        "UPDATE chunk SET bytes = zeroblob(9) WHERE nth = 1",
        "DELETE FROM chunk",
        "DELETE FROM blob",
        "UPDATE blob SET size = 1",
        "INSERT OR REPLACE INTO blob SELECT * FROM blob",
        "INSERT OR REPLACE INTO chunk SELECT blob, nth, zeroblob(9) FROM chunk",
    ] {
        conn.execute(sql, []).expect_err(sql);
    }
}

#[test]
fn an_older_file_keeps_no_files_and_can_still_be_read() {
    let laptop = Laptop::new("a");
    store::create_in_format(&laptop.path(FILE), "d-1", &laptop.supply, 1).unwrap();
    let store = Store::open_reading(&laptop.path(FILE)).unwrap();
    assert_eq!(store.kept_files().unwrap(), []);
    assert_eq!(store.kept(Hash::of(b"x")).unwrap(), None);
    assert_eq!(store.damaged_files().unwrap(), []);
}
