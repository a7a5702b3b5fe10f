//! Stories of the inbox and of looking at evidence, through the real keys and a real dossier file.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use std::fs;
use std::path::PathBuf;

use harness::Harness;
use onsite::domain::change::{Evidence, Item};
use onsite::domain::dossier::Dossier;
use onsite::store::Store;

/// The inbox of the harness's dossier.
fn inbox(story: &Harness) -> PathBuf {
    story.inbox()
}

fn drop_in(story: &Harness, name: &str, bytes: &[u8]) -> PathBuf {
    let file = inbox(story).join(name);
    fs::write(&file, bytes).unwrap();
    file
}

fn item(dossier: &Dossier, clause: &str) -> Item {
    let audit = dossier.audits()[0].audit.clone();
    let site = dossier.sites()[0].site.clone();
    Item { audit, standard: "gbt27922-2011".to_owned(), clause: clause.to_owned(), site }
}

#[test]
fn two_keys_put_a_file_on_the_current_item_and_it_moves_to_taken() {
    let story = Harness::new();
    let photo = drop_in(&story, "证书墙.jpg", b"\xFF\xD8\xFF not really");
    let story = story.keys("b").shows("取给 5.1.1.1").shows("证书墙.jpg").shows("可收取").keys("e");
    let story = story.shows("已收取 E-").shows("收件箱是空的");
    let saved = story.saved();
    let pieces = saved.evidence_for_item(&item(&saved, "5.1.1.1"));
    let Evidence::File { path, size, sha256, .. } = &pieces[0].taken.body else { panic!("no file") };
    assert_eq!((path.as_str(), *size), ("证书墙.jpg", 14));
    assert!(!photo.exists());
    assert_eq!(fs::read(inbox(&story).join("taken/证书墙.jpg")).unwrap(), b"\xFF\xD8\xFF not really");
    let kept = Store::open_reading(&story.path()).unwrap();
    let sha256 = onsite::domain::ids::Hash::parse(sha256).unwrap();
    assert_eq!(kept.kept(sha256).unwrap(), Some(14), "the whole file is in the dossier");
    // Back leads to the item, which shows its evidence.
    story.keys("q").shows("证书墙.jpg");
}

#[test]
fn the_header_counts_the_files_that_wait_and_only_then() {
    let story = Harness::sized(120, 40, onsite::i18n::Lang::Zh);
    let story = story.hides("收件箱");
    drop_in(&story, "a.jpg", b"a");
    drop_in(&story, "b.jpg", b"b");
    let story = story.keys("g b").shows("收件箱 2").keys("e").shows("收件箱 1").keys("e");
    story.hides("收件箱 1").keys("q").hides("收件箱");
}

#[test]
fn a_file_has_the_same_size_on_the_screen_and_on_the_command_line() {
    let story = Harness::new();
    drop_in(&story, "照片.jpg", &vec![7; 62_500]);
    let story = story.keys("g b").shows("62 KB  照片.jpg");
    let mut told = std::process::Command::new(env!("CARGO_BIN_EXE_onsite"));
    let told = told.env("ONSITE_HOME", story.folder()).arg("inbox").arg(story.path()).output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.contains("62 KB  照片.jpg"), "{told}");
}

#[test]
fn an_undone_taking_says_where_the_file_is_and_it_can_be_taken_again() {
    let story = Harness::new();
    drop_in(&story, "a.jpg", b"photo");
    let story = story.keys("b e").shows("已收取 E-").keys("u").shows("移回收件箱即可重新收取");
    assert!(story.saved().evidence_register().is_empty());
    fs::rename(inbox(&story).join("taken").join("a.jpg"), inbox(&story).join("a.jpg")).unwrap();
    let story = story.keys("R e").shows("已收取 E-");
    assert_eq!(story.saved().evidence_register().len(), 1);
}

#[test]
fn the_same_bytes_keep_their_label_and_serve_another_item() {
    let story = Harness::new();
    drop_in(&story, "a.jpg", b"photo");
    let story = story.keys("b e q ]");
    drop_in(&story, "again.jpg", b"photo");
    let story = story.keys("b").shows("已登记 E-").keys("e");
    let saved = story.saved();
    assert_eq!(saved.evidence_register().len(), 1);
    let label = &saved.evidence_register()[0].taken.evidence;
    assert_eq!(saved.items_of_evidence(label).len(), 2);
    drop_in(&story, "a.jpg", b"photo");
    drop_in(&story, "other.jpg", b"other");
    drop_in(&story, "twin.jpg", b"other");
    let story = story.keys("R").shows("同 other.jpg").keys("x");
    let names = fs::read_dir(inbox(&story).join("taken")).unwrap().count();
    assert_eq!(names, 3, "nothing was replaced");
    assert!(inbox(&story).join("other.jpg").exists(), "what is not registered stays");
    assert_eq!(story.saved().evidence_register().len(), 1);
}

#[test]
fn names_of_strangers_do_no_harm() {
    let story = Harness::new();
    let name = "a\n\u{1b}[2J..\\..\\x.jpg";
    drop_in(&story, name, b"photo");
    let story = story.keys("b").shows("a\u{fffd}\u{fffd}[2J").keys("e");
    let Evidence::File { path, .. } = &story.saved().evidence_register()[0].taken.body.clone() else {
        panic!("no file")
    };
    assert!(!path.contains(char::is_control), "{path:?}");
    assert!(inbox(&story).join("taken").join(name).exists());
}

#[test]
fn a_file_that_cannot_be_taken_stays_and_nothing_is_recorded() {
    let story = Harness::new();
    let photo = drop_in(&story, "a.jpg", b"photo");
    let story = story.keys("b");
    fs::remove_file(&photo).unwrap();
    fs::create_dir(&photo).unwrap();
    let story = story.keys("e").shows("不是普通文件");
    assert!(story.saved().evidence_register().is_empty());
    story.keys("R").shows("收件箱是空的");
}

#[test]
fn a_file_named_by_its_path_is_kept_whole_as_well() {
    let story = Harness::new();
    let file = story.folder().join("记录.csv");
    fs::write(&file, "编号,结果\n").unwrap();
    let path = file.display().to_string();
    let story = story.keys("e <down> <down> <down> <down> <enter>").paste(&path).keys("<ctrl-s>");
    let saved = story.saved();
    let Evidence::File { sha256, .. } = &saved.evidence_register()[0].taken.body else { panic!("no file") };
    let kept = Store::open_reading(&story.path()).unwrap();
    assert!(kept.kept(onsite::domain::ids::Hash::parse(sha256).unwrap()).unwrap().is_some());
    assert!(file.exists(), "a file outside the inbox stays where it is");
    // The register shows it without leaving the program.
    story.keys("g e v").shows("编号,结果").shows("记录.csv").keys("v").hides("编号,结果");
}

#[test]
fn text_in_gbk_is_shown_as_text_and_anything_else_by_its_facts() {
    let story = Harness::new();
    drop_in(&story, "1.csv", b"\xCD\xF8\xB5\xE3,12\n\xB8\xA3\xD6\xDD,3\n");
    drop_in(&story, "2.xlsx", b"PK\x03\x04 a bomb");
    drop_in(&story, "3.jpg", b"\xFF\xD8\xFF broken");
    let story = story.keys("g b <enter>").shows("网点,12").shows("福州,3").keys("q");
    let story = story.keys("j v").shows("只显示其事实").keys("q");
    story.keys("j v").shows("无法显示").keys("q").shows("3 个文件等待");
}

#[cfg(feature = "photos")]
#[test]
fn a_photo_is_drawn_and_not_drawn_on_a_slow_line() {
    let story = Harness::new();
    let mut bytes = std::io::Cursor::new(Vec::new());
    let image = image::RgbImage::from_fn(80, 40, |x, _| image::Rgb([if x < 40 { 255 } else { 0 }, 0, 0]));
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    drop_in(&story, "a.png", &bytes.into_inner());
    let story = story.keys("g b v").shows("PNG 图片");
    // The harness has no colour: shades.
    let story = story.shows(":::::").keys("p").shows("没有显示").keys("p").shows(":::::");
    story.keys("q").shows("1 个文件等待");
}

#[cfg(feature = "pixels")]
#[test]
fn a_photo_is_shown_in_the_pixels_of_a_terminal_that_takes_them() {
    let story = Harness::new().on_a_terminal_with(onsite::store::Graphics::Kitty);
    let mut bytes = std::io::Cursor::new(Vec::new());
    let grain = |x: u32, y: u32| u8::try_from((x * 31 + y * x) % 251).unwrap();
    let image = image::RgbImage::from_fn(320, 160, |x, y| image::Rgb([grain(x, y), grain(y, x), 9]));
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    drop_in(&story, "a.png", &bytes.into_inner());
    let story = story.keys("g b");
    let before = story.bytes();
    let story = story.keys("v").shows("PNG 图片").hides("===");
    let sent = story.bytes() - before;
    assert!(sent > 10_000, "the pixels were sent: {sent} bytes");
    // Help lies over it, then the photo comes back; without it the cells are blank again.
    let before = story.bytes();
    let story = story.keys("? q").shows("PNG 图片");
    assert!(story.bytes() - before > 10_000);
    let story = story.keys("p").shows("没有显示").keys("p").shows("再按 p 用像素显示").shows("===");
    let before = story.bytes();
    let story = story.keys("p").shows("照片用像素显示").hides("===");
    assert!(story.bytes() - before > 10_000);
    let story = story.keys("p").shows("没有显示").restarted().keys("g b v").shows("没有显示");
    story.keys("q").shows("1 个文件等待");
}
