//! The real binary on files that give trouble: held by another, not to be written, no room, not a
//! dossier, checklists with faults. One sentence, nothing lost, the terminal given back.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod pty;

use std::fs;

use pty::{LARGE, Laptop, SMALL, onsite, path};

#[test]
fn a_file_held_by_another_onsite_is_shown_and_not_written() {
    let laptop = Laptop::new();
    let file = laptop.demo("demo.onsite");
    let first = laptop.start(&[path(&file)], LARGE);
    first.wait_for("已保存");
    let second = laptop.start(&[path(&file)], LARGE);
    second.wait_for("只读");
    let before = laptop.state(&file);
    second.keys("g w g g ] y").wait_for("只读");
    assert_eq!(laptop.state(&file), before);
    second.keys("q q q q");
    assert_eq!(second.exit_code(), 0);
    second.check_restored();
    first.keys("g w g g ] y q q q q");
    assert_eq!(first.exit_code(), 0);
    assert_ne!(laptop.state(&file), before, "the first one goes on");
}

#[test]
fn a_full_disk_keeps_the_form_open_and_the_text_in_it() {
    let laptop = Laptop::new();
    let file = laptop.demo("demo.onsite");
    // No file of this program may be written beyond this place, the log of the dossier least of all; signal
    // ignored, so that the write fails as on a full disk.
    let blocks = 640;
    let before = laptop.state(&file);
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$1\"");
    let pty = laptop.start_as("/bin/sh", &["-c", &script, path(onsite()), path(&file)], LARGE);
    pty.wait_for("已保存").keys("g w g g r").wait_for("Ctrl-s");
    // Each draft writes some 16 KiB to the log; 40 of them find no room long before the last one.
    for _ in 0..40 {
        pty.paste("满盘时写下的备注".as_bytes()).keys("末").wait_for("末");
        pty.keys("<backspace>").wait_gone("末");
    }
    // No key comes any more, so the sentence about the last draft stays.
    let says = |text: &'static str| {
        move |screen: &vt100::Screen| screen.contents().split_whitespace().collect::<String>().contains(text)
    };
    pty.wait_until("says that the draft is not kept", says("草稿未能保存"));
    pty.wait_for("草稿未存").wait_gone("已保存");
    pty.keys("<ctrl-s>").wait_until("says that nothing is saved", says("这次的内容没有保存"));
    pty.wait_for("满盘时写下的备注");
    pty.wait_for("备注 ·");
    pty.kill_and_wait();
    laptop.ok(&["verify", path(&file)]);
    assert_eq!(laptop.state(&file), before, "nothing is half recorded");
}

#[test]
fn what_is_no_dossier_is_refused_in_one_line_before_the_screen_is_touched() {
    let laptop = Laptop::new();
    let whole = fs::read(laptop.demo("demo.onsite")).unwrap();
    let mut newer = whole.clone();
    // The user version of an SQLite file stands at byte 60.
    newer[60..64].copy_from_slice(&9_999_u32.to_be_bytes());
    let cases: [(&str, &[u8]); 4] = [
        ("empty.onsite", b""),
        ("foreign.onsite", b"PK\x03\x04 a picture or a letter, not a dossier"),
        ("truncated.onsite", &whole[..whole.len() / 3]),
        ("newer.onsite", &newer),
    ];
    for (name, bytes) in cases {
        let file = laptop.file(name);
        fs::write(&file, bytes).unwrap();
        let pty = laptop.start(&[path(&file)], SMALL);
        assert_eq!(pty.exit_code(), 1, "{name}");
        pty.wait_for("onsite").check_restored();
        assert!(!String::from_utf8_lossy(&pty.bytes()).contains("\x1b[?1049h"), "{name}: no screen");
        assert_eq!(fs::read(&file).unwrap(), bytes, "{name} stays as it is");
    }
}

#[test]
fn an_empty_folder_of_checklists_and_a_checklist_with_a_typo_stop_nobody() {
    let laptop = Laptop::new();
    let folder = laptop.file("checklists");
    fs::create_dir(&folder).unwrap();
    assert!(laptop.ok(&["checklist", "list"]).contains("GB/T 27922-2011"));
    let file = laptop.demo("demo.onsite");

    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/checklists/gbt16868-2009.toml");
    let typo = fs::read_to_string(shipped).unwrap();
    fs::write(folder.join("own.toml"), typo.replacen("title.zh", "titel.zh", 1)).unwrap();
    let lint = laptop.run(&["checklist", "lint"]);
    assert_eq!(lint.status.code(), Some(1));
    let said = String::from_utf8([lint.stdout, lint.stderr].concat()).unwrap();
    assert!(said.contains("own.toml") && said.contains("titel"), "{said}");
    let refused = laptop.run(&["new", "a.onsite", "--client", "厦门示例电器有限公司", "--standard", "own"]);
    assert_eq!(refused.status.code(), Some(1));

    let pty = laptop.start(&[path(&file)], LARGE);
    pty.wait_for("已保存").keys("g w g g ] y q q q q");
    assert_eq!(pty.exit_code(), 0);
    pty.check_restored();
}
