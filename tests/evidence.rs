//! `onsite evidence`: files of any source go in whole and come out byte for byte.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod office;

use std::fs;

use office::{Office, chinese, lines};

#[test]
fn a_file_goes_in_cited_and_comes_out_byte_for_byte_with_a_register() {
    let office = Office::with_an_outlet();
    let photo: Vec<u8> = (0..700_000u32).flat_map(|n| n.wrapping_mul(40_503).to_le_bytes()).collect();
    fs::write(office.path("证书墙.jpg"), &photo).unwrap();
    fs::write(office.path("short.txt"), "1").unwrap();
    let args = ["evidence", "add", "a.onsite", "证书墙.jpg", "short.txt", "--item", "5.1.2.2"];
    let said = office.run(&[&args[..], &["--site", "总部", "--note", "证书墙"]].concat()).success();
    assert_eq!(lines(&said), 2);
    let pieces = office.evidence();
    assert_eq!(pieces[0]["body"]["size"], photo.len());
    assert_eq!(pieces[0]["items"][0]["clause"], "5.1.2.2");
    assert!(pieces.iter().all(|piece| piece["kept"] == true));
    let said = office.run(&["evidence", "export", "a.onsite", "out"]).success();
    assert!(said.contains("原件 2 个"), "{said}");
    let label = pieces[0]["evidence"].as_str().unwrap();
    assert_eq!(fs::read(office.path(&format!("out/{label} 证书墙.jpg"))).unwrap(), photo);
    let register = fs::read_to_string(office.path("out/register.csv")).unwrap();
    assert!(register.contains("证书墙") && register.contains(label), "{register}");
    // Once more: what is there already stays; what is there and differs is never replaced.
    assert_eq!(office.run(&["evidence", "export", "a.onsite", "out"]).success(), said);
    for file in [format!("{label} 证书墙.jpg"), "register.csv".to_owned()] {
        fs::write(office.path("out").join(&file), "another").unwrap();
        let again = office.run(&["evidence", "export", "a.onsite", "out"]).ends(1);
        assert!(again.contains(&file) && again.contains("没有覆盖") && lines(&again) == 1, "{again}");
        assert_eq!(fs::read(office.path("out").join(&file)).unwrap(), b"another");
    }
    office.run(&["verify", "a.onsite"]).success();
}

#[test]
fn the_same_bytes_keep_their_label_and_serve_another_clause() {
    let office = Office::with_an_outlet();
    fs::write(office.path("a.jpg"), "photo").unwrap();
    fs::write(office.path("b.jpg"), "photo").unwrap();
    let add = |file: &str, clause: &str| {
        let args = ["evidence", "add", "a.onsite", file, "--item", clause, "--site", "福州网点"];
        office.run(&args).success().split_whitespace().next().unwrap().to_owned()
    };
    let label = add("a.jpg", "5.1.2.2");
    assert_eq!(add("b.jpg", "5.1.2.1"), label);
    let pieces = office.evidence();
    assert_eq!((pieces.len(), pieces[0]["items"].as_array().unwrap().len()), (1, 2));
}

#[test]
fn bytes_from_standard_input_are_evidence_too() {
    let office = Office::with_an_outlet();
    let args = ["evidence", "add", "a.onsite", "-", "--name", "x.jpg\n\u{1b}[2J", "--item", "5.1.2.2"];
    let args = [&args[..], &["--site", "总部"]].concat();
    office.feed(&args, b"\x89PNG\x00\xff").success();
    let pieces = office.evidence();
    assert_eq!(pieces[0]["body"]["size"], 6);
    let path = pieces[0]["body"]["path"].as_str().unwrap();
    assert!(path.starts_with("x.jpg") && !path.contains(char::is_control), "{path:?}");
    let nameless = office.run(&["evidence", "add", "a.onsite", "-"]).ends(2);
    assert!(nameless.contains("--name") && lines(&nameless) == 1, "{nameless}");
    office.feed(&["evidence", "add", "a.onsite", "-", "--name", "a/b.jpg"], b"other").success();
    assert_eq!(office.evidence()[1]["body"]["path"], "b.jpg");
    let empty = office.feed(&["evidence", "add", "a.onsite", "-", "--name", "c.jpg"], b"").ends(1);
    assert!(empty.contains("空文件"), "{empty}");
}

#[test]
fn what_was_seen_or_said_is_evidence_without_a_file_and_keeps_its_own_time_apart() {
    let office = Office::with_an_outlet();
    let add = |more: &[&str]| office.run(&[&["evidence", "add", "a.onsite"][..], more].concat());
    let seen = ["--kind", "observation", "--note", "两单安装后没有讲解", "--at", "2026-11-24 10:05"];
    add(&[&seen[..], &["--item", "5.2.2.1", "--site", "总部"]].concat()).success();
    add(&["--kind", "interview", "--person", "热线班长", "--note", "当天回电"]).success();
    let pieces = office.evidence();
    assert_eq!(pieces[0]["body"]["text"], "两单安装后没有讲解");
    assert_eq!(pieces[0]["event"], "2026-11-24T10:05:00", "no offset was said, so none is kept");
    assert_eq!(pieces[0]["items"][0]["clause"], "5.2.2.1");
    assert_eq!(pieces[1]["body"]["person"], "热线班长");
    fs::write(office.path("a.jpg"), "photo").unwrap();
    add(&["a.jpg", "--kind", "photo", "--at", "2026-11-24T10:05:00+08:00"]).success();
    assert_eq!(office.evidence()[2]["event"], "2026-11-24T10:05:00+08:00");
    assert_eq!(office.evidence()[2]["body"].get("text"), None, "nor does it stand in the note");
    let wrong: &[&[&str]] = &[
        &["--kind", "observation"],
        &["--kind", "interview", "--note", "甲"],
        &["--kind", "record", "--note", "甲"],
        &["--kind", "nonsense", "--note", "甲"],
        &["--kind", "photo", "--note", "甲"],
        &["a.jpg", "--person", "甲"],
        &["a.jpg", "--kind", "record", "--person", "甲"],
        &["a.jpg", "--at", "昨天"],
        &["a.jpg", "--site", "总部"],
        &["a.jpg", "--standard", "gbt27922-2011"],
    ];
    for more in wrong {
        let said = add(more).ends(2);
        assert!(chinese(&said) && lines(&said) == 1, "{more:?}: {said}");
    }
    assert_eq!(office.evidence().len(), 3);
}

#[test]
fn what_cannot_be_taken_is_told_and_leaves_the_dossier_as_it_was() {
    let office = Office::with_an_outlet();
    fs::write(office.path("a.jpg"), "photo").unwrap();
    fs::write(office.path("empty.jpg"), "").unwrap();
    let before = office.state("a.onsite");
    let refused: &[&[&str]] = &[
        &["没有.jpg"],
        &["empty.jpg"],
        &["."],
        &["a.jpg", "--item", "5.1.2.2"],
        &["a.jpg", "--item", "9.9", "--site", "总部"],
        &["a.jpg", "--item", "5.1.2", "--site", "总部"],
        &["a.jpg", "--item", "5.1.2.2", "--site", "火星"],
        &["a.jpg", "--nc", "NC-X-1"],
        &["a.jpg", "--audit", "A-X-1"],
        &["a.jpg", "没有.jpg", "--item", "5.1.2.2", "--site", "总部"],
    ];
    for more in refused {
        let said = office.run(&[&["evidence", "add", "a.onsite"][..], more].concat()).ends(1);
        assert!(chinese(&said) && lines(&said) == 1 && !said.contains("os error"), "{more:?}: {said}");
        assert_eq!(office.state("a.onsite"), before, "{more:?}");
    }
    let said = office.run(&["evidence", "add", "a.onsite", "a.jpg", "--item", "5.1.2.2"]).ends(1);
    assert!(said.contains("福州网点"), "the choice is named: {said}");
    let at = |clause: &str, site: &str| {
        office.run(&["evidence", "add", "a.onsite", "a.jpg", "--item", clause, "--site", site]).ends(1)
    };
    assert!(at("5.1.2.2", "火星").contains("没有场所“火星”"));
    let state = office.state("a.onsite");
    let chosen = serde_json::json!({
        "kind": "site-chosen",
        "data": {
            "audit": state["audits"][0]["audit"],
            "site": state["sites"][1]["site"],
            "visited": true,
            "clauses": ["5.2"],
        },
    });
    office.record("a.onsite", &chosen.to_string()).success();
    assert!(at("5.1.2.2", "福州网点").contains("不在检查范围内"), "the true reason is told");
    office.run(&["evidence", "add", "a.onsite"]).ends(2);
    office.run(&["evidence", "export", "a.onsite"]).ends(2);
}

#[test]
fn every_kind_of_evidence_is_listed_and_exported_in_the_register() {
    let office = Office::new();
    office.demo("d.onsite");
    let text = office.run(&["evidence", "list", "d.onsite"]).success();
    for word in ["访谈", "记录抽样", "现场观察", "文件", "原件在档案内"] {
        assert!(text.contains(word), "{word} in {text}");
    }
    let said = office.run(&["evidence", "export", "d.onsite", "out"]).success();
    assert!(said.contains("原件 1 个"), "{said}");
    let register = fs::read_to_string(office.path("out/register.csv")).unwrap();
    assert_eq!(register.lines().count(), 9);
}

#[test]
fn a_damaged_original_is_named_not_exported_and_comes_back_with_the_same_file() {
    let office = Office::with_an_outlet();
    fs::write(office.path("架.png"), "as it was").unwrap();
    fs::write(office.path("b.jpg"), "another").unwrap();
    office.run(&["evidence", "add", "a.onsite", "架.png", "b.jpg"]).success();
    let label = office.evidence()[0]["evidence"].as_str().unwrap().to_owned();
    let file = rusqlite::Connection::open(office.path("a.onsite")).unwrap();
    file.execute_batch(
        "DROP TRIGGER chunk_stays; UPDATE chunk SET bytes = zeroblob(9) WHERE bytes = CAST('as it was' AS BLOB);",
    )
    .unwrap();
    drop(file);
    let named = format!("{label} 架.png");
    let said = office.run(&["verify", "a.onsite"]).ends(1);
    assert!(said.contains(&named), "{said}");
    let (code, out, err) = office.run(&["evidence", "export", "a.onsite", "out"]).parts();
    assert!(code == 1 && out.contains("原件 1 个") && err.contains(&named), "{out}{err}");
    assert_eq!(fs::read_dir(office.path("out")).unwrap().count(), 2, "the register and the sound one");
    assert!(fs::read_to_string(office.path("out/register.csv")).unwrap().contains("已损坏"));
    office.run(&["evidence", "add", "a.onsite", "架.png"]).parts();
    office.run(&["verify", "a.onsite"]).success();
    office.run(&["evidence", "export", "a.onsite", "again"]).success();
    assert_eq!(fs::read_to_string(office.path("again").join(named)).unwrap(), "as it was");
}

#[test]
fn a_damaged_original_comes_back_by_a_sync_with_a_copy_that_has_it_whole() {
    let office = Office::with_an_outlet();
    fs::write(office.path("架.png"), "as it was").unwrap();
    office.run(&["evidence", "add", "a.onsite", "架.png"]).success();
    fs::copy(office.path("a.onsite"), office.path("b.onsite")).unwrap();
    let file = rusqlite::Connection::open(office.path("a.onsite")).unwrap();
    file.execute_batch("DROP TRIGGER chunk_stays; UPDATE chunk SET bytes = zeroblob(9);").unwrap();
    drop(file);
    assert!(office.run(&["verify", "a.onsite"]).ends(1).contains("onsite sync"));
    let said = office.run(&["sync", "b.onsite", "a.onsite"]).success();
    assert!(said.contains("a.onsite：新增 0 条，已损坏的原件 1 个"), "{said}");
    for file in ["a.onsite", "b.onsite"] {
        office.run(&["verify", file]).success();
    }
}

#[test]
fn an_original_that_no_copy_has_whole_is_named_and_the_sync_is_done() {
    let office = Office::with_an_outlet();
    fs::write(office.path("架.png"), "as it was").unwrap();
    office.run(&["evidence", "add", "a.onsite", "架.png"]).success();
    let file = rusqlite::Connection::open(office.path("a.onsite")).unwrap();
    file.execute_batch("DROP TRIGGER chunk_stays; UPDATE chunk SET bytes = zeroblob(9);").unwrap();
    drop(file);
    fs::copy(office.path("a.onsite"), office.path("b.onsite")).unwrap();
    fs::write(office.path("b.jpg"), "another").unwrap();
    office.run(&["evidence", "add", "b.onsite", "b.jpg"]).success();
    let said = office.run(&["sync", "a.onsite", "b.onsite"]).success();
    assert!(said.contains("1 个原件在两份中都不完好") && said.contains("架.png"), "{said}");
    assert!(said.contains("原件 1 个"), "the other one came: {said}");
    let said = office.run(&["sync", "a.onsite", "b.onsite"]).success();
    assert!(said.contains("架.png"), "{said}");
}

#[test]
fn kept_files_travel_with_the_changes_that_name_them() {
    let office = Office::with_an_outlet();
    fs::copy(office.path("a.onsite"), office.path("b.onsite")).unwrap();
    fs::write(office.path("a.jpg"), "photo").unwrap();
    office.run(&["evidence", "add", "a.onsite", "a.jpg"]).success();
    let said = office.run(&["sync", "a.onsite", "b.onsite"]).success();
    assert!(said.contains("原件 1 个"), "{said}");
    office.run(&["evidence", "export", "b.onsite", "out"]).success();
    let files = fs::read_dir(office.path("out")).unwrap();
    let photos = files.filter(|file| fs::read(file.as_ref().unwrap().path()).unwrap() == b"photo");
    assert_eq!(photos.count(), 1);
}
