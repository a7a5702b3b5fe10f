//! The inbox at the command line, and files taken from it: wholly, safely, within bounded memory.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod office;

use std::fs;
#[cfg(feature = "photos")]
use std::io::Cursor;
use std::io::{self, Read};
use std::path::Path;

use office::Office;
use onsite::inbox::{TakeError, take, take_from};
#[cfg(feature = "photos")]
use onsite::photo::Sort;
#[cfg(feature = "photos")]
use onsite::store::Keeper;
use onsite::store::{Device, KEPT_LIMIT, KeepError, Store};
use onsite::supply::Supply;
use serde_json::Value;

fn opened() -> Office {
    let office = Office::new();
    office.run(&["new", "a.onsite", "--client", "甲", "--site", "总部"]).success();
    office
}

fn told(office: &Office, args: &[&str]) -> Value {
    serde_json::from_str(&office.run(args).success()).unwrap()
}

#[test]
fn the_inbox_is_shown_by_where_and_can_be_put_elsewhere() {
    let office = opened();
    let usual = told(&office, &["where", "a.onsite", "--json"])["inbox"].clone();
    let folder = Path::new(usual.as_str().unwrap());
    assert!(
        folder.starts_with(office.home().join("inbox")) && folder.is_dir(),
        "what is told is there: {usual}"
    );
    fs::create_dir(office.path("b")).unwrap();
    office.run(&["new", "b/a.onsite", "--client", "乙"]).success();
    let other = told(&office, &["where", "b/a.onsite", "--json"])["inbox"].clone();
    assert_ne!(other, usual, "two clients' files of one name do not share photos");
    let elsewhere = office.path("手机");
    office.run(&["inbox", "a.onsite", "--set", elsewhere.to_str().unwrap()]).success();
    fs::write(elsewhere.join("a.jpg"), "photo").unwrap();
    let inbox = told(&office, &["inbox", "a.onsite", "--json"]);
    assert_eq!(inbox["inbox"], told(&office, &["where", "a.onsite", "--json"])["inbox"]);
    assert_eq!((&inbox["files"][0]["name"], &inbox["files"][0]["size"]), (&"a.jpg".into(), &5.into()));
    assert_eq!(inbox["files"][0]["state"], "arriving", "a moment ago");
    let file = fs::File::options().write(true).open(elsewhere.join("a.jpg")).unwrap();
    file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_hours(480_000)).unwrap();
    assert_eq!(told(&office, &["inbox", "a.onsite", "--json"])["files"][0]["state"], "ready");
    let said = office.run(&["inbox", "a.onsite"]).success();
    assert!(said.contains("5 B") && said.contains("a.jpg") && !said.contains("已登记"), "{said}");
    // What cannot be taken, and what need not be, is said.
    fs::write(elsewhere.join("b.jpg"), "").unwrap();
    let added =
        office.run(&["evidence", "add", "a.onsite", elsewhere.join("a.jpg").to_str().unwrap()]).success();
    let piece = added.split_whitespace().next().unwrap();
    let said = office.run(&["inbox", "a.onsite"]).success();
    assert!(said.contains(&format!("已登记为 {piece}")) && said.contains("空文件"), "{said}");
    let inbox = told(&office, &["inbox", "a.onsite", "--json"]);
    assert_eq!(
        (&inbox["files"][0]["registered"], &inbox["files"][1]["registered"]),
        (&piece.into(), &Value::Null)
    );
    assert_eq!(told(&office, &["inbox", "a.onsite", "--usual", "--json"])["inbox"], usual);
    fs::write(office.path("file"), "").unwrap();
    let no_folder = office.path("file");
    office.run(&["inbox", "a.onsite", "--set", no_folder.to_str().unwrap()]).ends(1);
    // Nor where files lie that are no evidence of this client.
    for folder in [Path::new("/"), &office.path("")] {
        let said = office.run(&["inbox", "a.onsite", "--set", folder.to_str().unwrap()]).ends(1);
        assert!(said.contains("无法使用") && said.contains("设置没有改变"), "{said}");
    }
    assert_eq!(told(&office, &["inbox", "a.onsite", "--json"])["inbox"], usual);
}

#[test]
fn the_folder_of_a_dossier_named_without_a_folder_is_no_inbox_and_what_is_refused_is_not_made() {
    let office = Office::new();
    fs::create_dir(office.path("visit")).unwrap();
    office.run(&["new", "visit/a.onsite", "--client", "甲"]).success();
    let set = |folder: &Path| {
        let args = ["inbox", "--set", folder.to_str().unwrap(), "--file", "a.onsite"];
        let out = office.command(&args).current_dir(office.path("visit")).output().unwrap();
        (out.status.code(), String::from_utf8(out.stderr).unwrap())
    };
    for own in [Path::new("."), &office.path("visit")] {
        let (code, said) = set(own);
        assert!(code == Some(1) && said.contains("无法使用"), "{said}");
    }
    let state = office.home().join("state");
    let before = state.exists();
    let (code, said) = set(&state.join("neu/tief"));
    assert!(code == Some(1) && said.contains("无法使用"), "{said}");
    assert!(!state.join("neu").exists() && state.exists() == before);
    assert_eq!(set(Path::new("fotos/heute")), (Some(0), String::new()));
    assert!(office.path("visit/fotos/heute").is_dir());
}

#[test]
fn two_clients_share_no_inbox() {
    let office = Office::new();
    for (file, client) in [("a.onsite", "甲"), ("b.onsite", "乙")] {
        office.run(&["new", file, "--client", client]).success();
    }
    let photos = office.path("手机");
    let photos = photos.to_str().unwrap();
    office.run(&["inbox", "a.onsite", "--set", photos]).success();
    office.run(&["inbox", "a.onsite", "--set", photos]).success();
    let said = office.run(&["inbox", "b.onsite", "--set", photos]).ends(1);
    assert!(said.contains("另一个档案的收件箱"), "{said}");
    let usual = told(&office, &["inbox", "b.onsite", "--json"])["inbox"].clone();
    let said = office.run(&["inbox", "a.onsite", "--set", usual.as_str().unwrap()]).ends(1);
    assert!(said.contains("无法使用"), "{said}");
    assert_eq!(told(&office, &["inbox", "a.onsite", "--json"])["inbox"], photos);
}

fn store(folder: &Path) -> Store {
    let supply = Supply::scripted("2026-11-24T10:00:00+08:00");
    Store::create(&folder.join("a.onsite"), "d-1", &Device::passing(&supply), &supply).unwrap()
}

#[cfg(feature = "photos")]
fn all(keeper: &Keeper, bytes: &[u8]) -> onsite::inbox::Taken {
    take_from(keeper, &mut Cursor::new(bytes), &mut |_| true).unwrap()
}

#[cfg(feature = "photos")]
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 251).to_le_bytes()[0], (y % 251).to_le_bytes()[0], 7])
    });
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[cfg(feature = "photos")]
#[test]
fn a_photo_is_kept_whole_with_a_smaller_copy_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let keeper = store.keeper().unwrap();
    let photo = png(2000, 1000);
    let taken = all(&keeper, &photo);
    assert_eq!((taken.sort, taken.kept.size), (Sort::Png, photo.len() as u64));
    let small = store.small(taken.kept.sha256).unwrap().unwrap();
    let copy = onsite::photo::raster(&small, (9999, 9999)).unwrap();
    assert_eq!((copy.width, copy.height), (1600, 800));
    let mut original = Vec::new();
    assert!(store.copy_kept(taken.kept.sha256, &mut original).unwrap());
    assert_eq!(original, photo, "the original is untouched");
    for other in [&b"%PDF-1.7 a document"[..], b"PK\x03\x04 bomb.jpg", b"\xFF\xD8\xFF no photo", b"x"] {
        let taken = all(&keeper, other);
        assert_eq!(store.small(taken.kept.sha256).unwrap(), None);
        assert_eq!(store.kept(taken.kept.sha256).unwrap(), Some(other.len() as u64));
    }
}

#[test]
fn what_is_no_plain_file_or_too_large_is_refused_without_reading_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let keeper = store.keeper().unwrap();
    let mut go_on = |_, _| true;
    let is_folder = take(&keeper, folder.path(), &mut go_on);
    assert!(matches!(is_folder, Err(TakeError::NotAFile)), "{is_folder:?}");
    let none = take(&keeper, &folder.path().join("none"), &mut go_on);
    assert!(matches!(none, Err(TakeError::Unreadable(_))), "{none:?}");
    let zero = take(&keeper, Path::new("/dev/zero"), &mut go_on);
    assert!(matches!(zero, Err(TakeError::NotAFile)), "{zero:?}");
    // A file of a terabyte that takes no room.
    let large = folder.path().join("large.jpg");
    fs::File::create(&large).unwrap().set_len(1 << 40).unwrap();
    let large = take(&keeper, &large, &mut go_on);
    assert!(matches!(large, Err(TakeError::Keep(KeepError::TooLarge(KEPT_LIMIT)))), "{large:?}");
    assert_eq!(store.kept_files().unwrap(), []);
}

#[test]
fn taking_a_file_can_be_stopped_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let keeper = store.keeper().unwrap();
    let mut endless = io::repeat(7).take(100_000_000);
    let stopped = take_from(&keeper, &mut endless, &mut |so_far| so_far < 10_000_000);
    assert!(matches!(stopped, Err(KeepError::Cancelled)), "{stopped:?}");
    assert_eq!(store.kept_files().unwrap(), []);
}
