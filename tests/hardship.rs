//! What happens to dossiers in the field: killed programs, full disks, locked, damaged and foreign
//! files. Real files and real processes; nothing that was saved is lost, nothing refused is touched.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod laptop;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::Child;

use laptop::{Laptop, bytes_in, child, is_child, path_from_env, phone, picture};
use onsite::domain::change::ClientPart;
use onsite::store::{self, Device, Folders, Store, StoreError};
use onsite::supply::Supply;
use onsite::sync::{self, SyncError};

const FILE: &str = "甲.onsite";

/// In the child: the dossier named by the environment, opened as a laptop of its own home.
fn open_in_child() -> (Store, Supply) {
    let folders = Folders::below(&path_from_env("ONSITE_TEST_HOME"));
    let supply = Supply::real();
    let device = Device::at(&folders, &supply).unwrap();
    (Store::open(&path_from_env("ONSITE_TEST_FILE"), &device, &supply).unwrap(), supply)
}

fn env(laptop: &Laptop) -> [(&'static str, PathBuf); 2] {
    [("ONSITE_TEST_HOME", laptop.home.path().to_owned()), ("ONSITE_TEST_FILE", laptop.path(FILE))]
}

fn spawn(test: &str, laptop: &Laptop) -> (Child, impl Iterator<Item = String> + use<>) {
    let env = env(laptop);
    let env: Vec<(&str, &Path)> = env.iter().map(|(name, path)| (*name, path.as_path())).collect();
    let mut child = child(test, &env).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    // The test harness writes around what the child says.
    let said = lines.filter_map(|line| line.split_once("said ").map(|(_, words)| words.to_owned()));
    (child, said)
}

#[test]
fn killed_in_the_middle_of_recording_every_change_that_was_confirmed_is_there() {
    const TEST: &str = "killed_in_the_middle_of_recording_every_change_that_was_confirmed_is_there";
    if is_child(TEST) {
        let (mut store, supply) = open_in_child();
        for nth in 1.. {
            let proposal = store.load().unwrap().proposal(phone(&format!("0592-{nth}")));
            let stamp = onsite::domain::journal::Stamp { at: supply.now(), by: "审查员甲".into() };
            store.append(&[proposal], &stamp).unwrap();
            store.save_draft("remark", &format!("第 {nth} 稿")).unwrap();
            println!("said {nth}");
        }
    }
    let laptop = Laptop::new("a");
    drop(laptop.start(FILE, "d-1"));
    for round in 1..=4 {
        let before = Store::open_reading(&laptop.path(FILE)).unwrap().load().unwrap().entries().len();
        let (mut child, said) = spawn(TEST, &laptop);
        let confirmed: usize = said.take(round * 3).last().unwrap().parse().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        reading_leaves_no_trace(&laptop);
        let store = laptop.open(FILE);
        let dossier = store.load().unwrap();
        assert!(dossier.entries().len() >= before + confirmed, "round {round}");
        store.verify().unwrap();
        let draft = store.draft("remark").unwrap().unwrap();
        let drafted: usize = draft.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
        assert!(drafted >= confirmed);
        assert!(dossier.client_text(ClientPart::Phone).starts_with("0592-"));
    }
}

/// Reads a dossier after its writer was killed, with and without what the writer left beside it.
fn reading_leaves_no_trace(laptop: &Laptop) {
    let changes = |path: &Path| Store::open_reading(path).unwrap().load().unwrap().entries().len();
    let before = bytes_in(&laptop.folders.dossiers);
    let names = || bytes_in(&laptop.folders.dossiers).into_keys().collect::<Vec<_>>();
    let left = names();
    let found = changes(&laptop.path(FILE));
    assert_eq!(names(), left);
    for (path, bytes) in &before {
        let shared_memory = path.to_string_lossy().ends_with("-shm");
        assert!(shared_memory || *bytes == fs::read(path).unwrap(), "{}", path.display());
    }
    // A copy of the file and its log alone, as somebody might rescue them.
    let rescue = tempfile::tempdir().unwrap();
    for (path, bytes) in &before {
        if !path.to_string_lossy().ends_with("-shm") {
            fs::write(rescue.path().join(path.file_name().unwrap()), bytes).unwrap();
        }
    }
    let rescued = bytes_in(rescue.path());
    assert_eq!(changes(&rescue.path().join(FILE)), found);
    assert_eq!(bytes_in(rescue.path()), rescued, "reading a rescued copy leaves no trace");
}

#[test]
fn a_second_writer_is_told_who_has_the_file_and_may_read_it() {
    const TEST: &str = "a_second_writer_is_told_who_has_the_file_and_may_read_it";
    if is_child(TEST) {
        let (mut store, supply) = open_in_child();
        let proposal = store.load().unwrap().proposal(phone("0592-1"));
        let stamp = onsite::domain::journal::Stamp { at: supply.now(), by: "审查员甲".into() };
        store.append(&[proposal], &stamp).unwrap();
        println!("said ready");
        // Until the parent kills us or goes away.
        let _ = std::io::stdin().read(&mut [0]);
        return;
    }
    let laptop = Laptop::new("a");
    drop(laptop.start(FILE, "d-1"));
    let env = env(&laptop);
    let env: Vec<(&str, &Path)> = env.iter().map(|(name, path)| (*name, path.as_path())).collect();
    let mut child = child(TEST, &env).stdin(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains("said ready")));
    let refused = laptop.try_open(FILE).unwrap_err();
    assert!(matches!(refused, StoreError::Locked { pid: Some(pid), .. } if pid == child.id()), "{refused:?}");
    let seen = Store::open_reading(&laptop.path(FILE)).unwrap().load().unwrap();
    assert_eq!(seen.client_text(ClientPart::Phone), "0592-1");
    child.kill().unwrap();
    child.wait().unwrap();
    let mut store = laptop.open(FILE);
    laptop.record(&mut store, &[phone("0592-2")]);
    assert_eq!(store.verify().unwrap().changes, 3);
}

/// A small disk of its own if this system lets us have one, else a file that may not grow.
enum SmallDisk {
    Mounted(tempfile::TempDir),
    Unmountable,
}

impl SmallDisk {
    fn mount() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1m", "onsite-test"])
            .arg(folder.path())
            .stderr(std::process::Stdio::null())
            .status();
        if mounted.is_ok_and(|status| status.success()) { Self::Mounted(folder) } else { Self::Unmountable }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if let Self::Mounted(folder) = self {
            let _ = std::process::Command::new("umount").arg(folder.path()).status();
        }
    }
}

#[test]
fn on_a_full_disk_an_act_is_refused_whole_and_recorded_once_there_is_room() {
    let disk = SmallDisk::mount();
    let SmallDisk::Mounted(folder) = &disk else {
        eprintln!("skipped: this system mounts no small disk; see the test with a limit on file sizes");
        return;
    };
    let laptop = Laptop::new("a");
    let path = folder.path().join(FILE);
    let mut store = Store::create(&path, "d-1", &laptop.device, &laptop.supply).unwrap();
    laptop.record(&mut store, &[laptop::started("d-1"), phone("0592-0")]);
    store.save_draft("remark", "第一稿").unwrap();
    let filler = folder.path().join("filler");
    let mut refused = None;
    fill(&filler);
    for nth in 1..200 {
        let before = store.load().unwrap().entries().len();
        if let Err(error) =
            laptop.try_record(&mut store, &[phone(&"9".repeat(900)), phone(&format!("{nth}"))])
        {
            assert_eq!(store.load().unwrap().entries().len(), before, "all of the act or nothing");
            refused = Some(error);
            break;
        }
    }
    assert!(matches!(refused, Some(StoreError::Full { .. })), "{refused:?}");
    let draft = store.save_draft("remark", &"稿".repeat(20_000)).unwrap_err();
    assert!(matches!(draft, StoreError::Full { .. }), "{draft:?}");
    assert_eq!(store.draft("remark").unwrap().as_deref(), Some("第一稿"));
    let second = Store::create(&folder.path().join("乙.onsite"), "d-2", &laptop.device, &laptop.supply);
    assert!(matches!(second, Err(StoreError::Full { .. })), "{second:?}");
    assert!(!folder.path().join("乙.onsite").exists(), "a new file appears whole or not at all");
    fs::remove_file(&filler).unwrap();
    let tag = store.tag().to_owned();
    laptop.record(&mut store, &[phone("0592-7")]);
    drop(store);
    let store = Store::open(&path, &laptop.device, &laptop.supply).unwrap();
    assert_eq!(store.load().unwrap().client_text(ClientPart::Phone), "0592-7");
    assert_eq!((store.verify().unwrap().streams, store.tag()), (1, &*tag), "the stream goes on");
}

#[test]
fn a_sync_onto_a_full_disk_says_that_it_is_half_done_and_a_second_run_completes_it() {
    let disk = SmallDisk::mount();
    let SmallDisk::Mounted(folder) = &disk else {
        eprintln!("skipped: this system mounts no small disk");
        return;
    };
    let (laptop, other) = (Laptop::new("a"), Laptop::new("b"));
    drop(laptop.start(FILE, "d-1"));
    fs::copy(laptop.path(FILE), folder.path().join(FILE)).unwrap();
    fs::copy(laptop.path(FILE), other.path(FILE)).unwrap();
    let mut stick = Store::open(&folder.path().join(FILE), &laptop.device, &laptop.supply).unwrap();
    let mut store = other.open(FILE);
    laptop.record(&mut stick, &[phone("0592-1")]);
    for nth in 0..100 {
        other.record(&mut store, &[phone(&format!("{nth}{}", "9".repeat(900)))]);
    }
    let filler = folder.path().join("filler");
    fill(&filler);
    let error = sync::exchange(&mut stick, &mut store).unwrap_err();
    assert!(matches!(error, SyncError::Half(StoreError::Full { .. })), "{error:?}");
    assert_eq!(stick.load().unwrap().entries().len(), 2, "all of it or nothing");
    fs::remove_file(&filler).unwrap();
    let outcome = sync::exchange(&mut stick, &mut store).unwrap();
    assert_eq!((outcome.to_a, outcome.to_b), (100, 0));
    assert_eq!(picture(&stick.load().unwrap()), picture(&store.load().unwrap()));
}

#[test]
fn where_no_backup_can_be_made_an_older_file_is_not_migrated() {
    let disk = SmallDisk::mount();
    let SmallDisk::Mounted(folder) = &disk else {
        eprintln!("skipped: this system mounts no small disk");
        return;
    };
    let laptop = Laptop::new("a");
    let path = folder.path().join(FILE);
    store::create_in_format(&path, "d-1", &laptop.supply, 1).unwrap();
    let before = fs::read(&path).unwrap();
    let filler = folder.path().join("filler");
    // Room for SQLite's shared memory, not for a copy of the file.
    fs::write(folder.path().join("room"), vec![1; 48 * 1024]).unwrap();
    fill(&filler);
    fs::remove_file(folder.path().join("room")).unwrap();
    let refused = Store::open(&path, &laptop.device, &laptop.supply);
    assert!(matches!(&refused, Err(StoreError::Backup { .. })), "{refused:?}");
    drop(refused);
    assert_eq!(fs::read(&path).unwrap(), before, "as it was, to the byte");
    fill(&folder.path().join("rest"));
    let full = Store::open(&path, &laptop.device, &laptop.supply);
    assert!(matches!(&full, Err(StoreError::Full { .. })), "{full:?}");
    assert!(Store::open_reading(&path).unwrap().load().is_ok(), "it can be read all the same");
    fs::remove_file(&filler).unwrap();
    drop(Store::open(&path, &laptop.device, &laptop.supply).unwrap());
    assert!(store::backup_path(&path, 1).exists());
}

/// Takes all the room that is left on a disk.
fn fill(path: &Path) {
    use std::io::Write;
    let mut file = fs::File::create(path).unwrap();
    while file.write_all(&[0; 4096]).is_ok() {}
}

#[test]
#[cfg(unix)]
fn a_file_that_may_not_grow_keeps_what_it_has() {
    const TEST: &str = "a_file_that_may_not_grow_keeps_what_it_has";
    if is_child(TEST) {
        let (mut store, supply) = open_in_child();
        let stamp = onsite::domain::journal::Stamp { at: supply.now(), by: "审查员甲".into() };
        for nth in 1..10_000 {
            let before = store.load().unwrap();
            let text = format!("{nth}{}", "9".repeat(900));
            let Err(error) = store.append(&[before.proposal(phone(&text))], &stamp) else { continue };
            assert_eq!(store.load().unwrap().entries().len(), before.entries().len());
            assert_eq!(store.load().unwrap().entries().len(), nth);
            println!("said {nth} {error:?}");
            return;
        }
    }
    let laptop = Laptop::new("a");
    drop(laptop.start(FILE, "d-1"));
    let plain = child(TEST, &[]);
    let program = plain.get_program().to_owned();
    let arguments: Vec<_> = plain.get_args().map(ToOwned::to_owned).collect();
    // A file may have 512 kB; beyond that, writing fails instead of killing the program.
    let mut limited = std::process::Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 1000; exec \"$0\" \"$@\""]).arg(program).args(arguments);
    let output = limited.env("ONSITE_TEST_CHILD", TEST).envs(env(&laptop)).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && said.contains("said "),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut store = laptop.open(FILE);
    let kept = store.verify().unwrap().changes;
    assert!(said.contains(&format!("said {kept} ")), "{kept} kept; {said}");
    laptop.record(&mut store, &[phone("0592-7")]);
}

/// Runs the rest of a test as a user whom permissions bind, which root is not.
#[cfg(unix)]
fn as_nobody(test: &str, laptop: &Laptop) -> Option<std::process::Output> {
    use std::os::unix::process::CommandExt;
    let env = env(laptop);
    let env: Vec<(&str, &Path)> = env.iter().map(|(name, path)| (*name, path.as_path())).collect();
    let mut child = child(test, &env);
    if rustix::process::geteuid().is_root() {
        child.uid(65534).gid(65534);
    }
    child.output().ok()
}

#[test]
#[cfg(unix)]
fn a_file_in_a_folder_that_cannot_be_written_can_be_read_and_refuses_in_words() {
    use std::os::unix::fs::PermissionsExt;
    const TEST: &str = "a_file_in_a_folder_that_cannot_be_written_can_be_read_and_refuses_in_words";
    if is_child(TEST) {
        let path = path_from_env("ONSITE_TEST_FILE");
        let seen = Store::open_reading(&path).unwrap().load().unwrap();
        println!("said {}", seen.client_text(ClientPart::Phone));
        let supply = Supply::real();
        let refused = Store::open(&path, &Device::passing(&supply), &supply);
        assert!(
            matches!(refused, Err(StoreError::Forbidden { .. } | StoreError::ReadOnly { .. })),
            "{refused:?}"
        );
        return;
    }
    // Closed, open in a writer that goes on, and rescued without the writer's shared memory.
    for state in ["closed", "written", "rescued"] {
        let laptop = Laptop::new("a");
        let mut store = laptop.start(FILE, "d-1");
        laptop.record(&mut store, &[phone("0592-1")]);
        let writer = (state != "closed").then_some(store);
        if state == "rescued" {
            fs::remove_file(laptop.path("甲.onsite-shm")).unwrap();
        }
        let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        mode(laptop.home.path(), 0o755);
        let before = bytes_in(&laptop.folders.dossiers);
        for path in before.keys() {
            mode(path, 0o444);
        }
        mode(&laptop.folders.dossiers, 0o555);
        let output = as_nobody(TEST, &laptop);
        assert_eq!(bytes_in(&laptop.folders.dossiers), before, "{state}");
        mode(&laptop.folders.dossiers, 0o755);
        drop(writer);
        let Some(output) = output else {
            eprintln!("skipped: no other user can run this program here");
            return;
        };
        assert!(output.status.success(), "{state}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(String::from_utf8_lossy(&output.stdout).contains("said 0592-1"), "{state}");
    }
}

type Wanted = fn(&StoreError) -> bool;

#[test]
fn files_that_are_no_dossiers_are_told_apart_and_left_as_they_are() {
    let laptop = Laptop::new("a");
    let mut store = laptop.start(FILE, "d-1");
    for nth in 0..40 {
        laptop.record(&mut store, &[phone(&format!("{nth}{}", "9".repeat(900)))]);
    }
    drop(store);
    let whole = fs::read(laptop.path(FILE)).unwrap();
    let newer = {
        let mut bytes = whole.clone();
        bytes[60..64].copy_from_slice(&(store::FORMAT + 1).to_be_bytes());
        bytes
    };
    let foreign = {
        let path = laptop.path("浏览器.sqlite");
        let conn = rusqlite::Connection::open(&path).unwrap();
        conn.execute_batch("CREATE TABLE history (url TEXT)").unwrap();
        drop(conn);
        fs::read(path).unwrap()
    };
    let cases: [(&str, &[u8], Wanted); 8] = [
        ("empty", b"", |e| matches!(e, StoreError::Empty { .. })),
        ("text", "评价计划\n".as_bytes(), |e| matches!(e, StoreError::NotSqlite { .. })),
        ("foreign", &foreign, |e| matches!(e, StoreError::Foreign { .. })),
        (
            "newer",
            &newer,
            |e| matches!(e, StoreError::Newer { found, known, .. } if *known == store::FORMAT && *found == *known + 1),
        ),
        ("cut off in a page", &whole[..whole.len() - 5], |e| matches!(e, StoreError::Truncated { .. })),
        ("cut off at a page", &whole[..32768], |e| matches!(e, StoreError::Truncated { found: 32768, .. })),
        ("cut off in the head", &whole[..60], |e| matches!(e, StoreError::Truncated { .. })),
        ("zeroes", &vec![0; 40_000], |e| matches!(e, StoreError::NotSqlite { .. })),
    ];
    for (case, bytes, wanted) in cases {
        let path = laptop.path("案.onsite");
        fs::write(&path, bytes).unwrap();
        for error in [laptop.try_open("案.onsite"), Store::open_reading(&path)].map(Result::unwrap_err) {
            assert!(wanted(&error), "{case}: {error:?}");
        }
        assert_eq!(fs::read(&path).unwrap(), bytes, "{case}");
        let beside = bytes_in(&laptop.folders.dossiers);
        assert!(beside.keys().all(|path| !path.to_string_lossy().contains("案.onsite-")), "{case}");
    }
    assert!(matches!(laptop.try_open("没有.onsite"), Err(StoreError::Missing { .. })));
    fs::create_dir(laptop.path("文件夹.onsite")).unwrap();
    assert!(matches!(laptop.try_open("文件夹.onsite"), Err(StoreError::NotAFile { .. })));
}

#[test]
fn a_page_of_nonsense_inside_is_damage_and_not_a_crash() {
    let laptop = Laptop::new("a");
    let mut store = laptop.start(FILE, "d-1");
    for nth in 0..200 {
        laptop.record(&mut store, &[phone(&format!("{nth}{}", "9".repeat(900)))]);
    }
    drop(store);
    let whole = fs::read(laptop.path(FILE)).unwrap();
    for page in 1..whole.len() / 16384 {
        let mut bytes = whole.clone();
        bytes[page * 16384..(page + 1) * 16384].fill(0xA5);
        fs::write(laptop.path(FILE), &bytes).unwrap();
        if let Ok(store) = Store::open_reading(&laptop.path(FILE)) {
            let sound = store.load().is_ok() && store.verify().is_ok();
            assert!(!sound || store.lines().unwrap().len() == 201, "page {page}");
        }
    }
}

#[test]
fn a_file_that_took_the_place_of_an_open_one_is_left_alone_whatever_is_asked() {
    let (laptop, other) = (Laptop::new("a"), Laptop::new("b"));
    drop(laptop.start(FILE, "d-1"));
    // A colleague's copy with more in it comes by a program that renames.
    let theirs = laptop.path("theirs.onsite");
    fs::copy(laptop.path(FILE), other.path(FILE)).unwrap();
    let mut store = laptop.open(FILE);
    laptop.record(&mut store, &[phone("0592-1")]);
    let mut longer = other.open(FILE);
    for nth in 0..50 {
        other.record(&mut longer, &[phone(&format!("0592-{nth}"))]);
    }
    longer.close().unwrap();
    fs::copy(other.path(FILE), &theirs).unwrap();
    fs::rename(&theirs, laptop.path(FILE)).unwrap();
    let moved = |outcome: Result<(), StoreError>| assert!(matches!(outcome, Err(StoreError::Moved { .. })));
    moved(store.in_place());
    moved(laptop.try_record(&mut store, &[phone("0592-2")]).map(|_| ()));
    moved(store.save_draft("remark", "半句"));
    moved(store.jotter().map(|_| ()));
    moved(store.keeper().map(|_| ()));
    moved(store.absorb(&[]).map(|_| ()));
    let _ = store.close();
    let found = Store::open_reading(&laptop.path(FILE)).unwrap();
    let all = Store::open_reading(&other.path(FILE)).unwrap().verify().unwrap().changes;
    assert_eq!(found.verify().unwrap().changes, all, "nothing of it was touched");
}
