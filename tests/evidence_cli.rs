//! `onsite evidence` and `onsite record` as an office meets them: times kept apart, what a file is, the form
//! of the commands.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod camera;
mod office;

use std::fs;

use camera::{photo, photo_at};
use office::{Office, chinese, lines};
use serde_json::{Value, json};

/// A line of `record` that dates a piece.
fn dated(evidence: &Value, part: &str, time: &str) -> String {
    json!({ "kind": "evidence-dated", "data": { "evidence": evidence, "part": part, "time": time } })
        .to_string()
}

#[test]
fn the_three_times_of_a_photo_stand_apart_wherever_it_is_told() {
    let office = Office::with_an_outlet();
    fs::write(office.path("a.jpg"), photo("2020:11:24 09:14:03", Some("+08:00"), "a")).unwrap();
    fs::write(office.path("b.jpg"), photo("2020:11:24 09:20:00", None, "b")).unwrap();
    fs::write(office.path("c.pdf"), "%PDF-1.7 scan").unwrap();
    let add = |more: &[&str]| office.run(&[&["evidence", "add", "a.onsite"][..], more].concat()).success();
    add(&["a.jpg", "b.jpg", "--at", "2020-11-23", "--note", "备件架"]);
    add(&["c.pdf", "--captured", "2020-11-24 11:00 +08:00"]);
    let pieces = office.evidence();
    let times = |nth: usize| ["event", "captured"].map(|key| pieces[nth][key].clone());
    assert_eq!(times(0), [json!("2020-11-23"), json!("2020-11-24T09:14:03+08:00")]);
    assert_eq!(times(1), [json!("2020-11-23"), json!("2020-11-24T09:20:00")], "no offset is made up");
    assert_eq!(times(2), [Value::Null, json!("2020-11-24T11:00:00+08:00")]);
    assert!(pieces.iter().all(|piece| piece["imported"] == piece["at"] && piece["ahead"] == json!([])));
    assert_eq!(pieces[0]["body"]["text"], "备件架", "the time is no part of the note");
    assert_eq!(office.state("a.onsite")["evidence"][0]["captured"], "2020-11-24T09:14:03+08:00");
    let told = office.run(&["evidence", "list", "a.onsite"]).success();
    for said in [
        "事件时间 2020-11-23 · 拍摄（采集）时间 2020-11-24 09:14:03 +08:00 · 导入时间 ",
        "拍摄（采集）时间 2020-11-24 09:20（时区未知）",
    ] {
        assert!(told.contains(said), "{said} in {told}");
    }
    office.run(&["evidence", "export", "a.onsite", "out"]).success();
    let register = fs::read_to_string(office.path("out/register.csv")).unwrap();
    let head = register.lines().next().unwrap();
    assert!(head.contains(r#""事件时间","拍摄（采集）时间","导入时间","登记或修订时间""#), "{head}");
    assert!(register.contains(r#""2020-11-23","2020-11-24T09:20:00","#), "{register}");
}

#[test]
fn a_time_is_set_and_corrected_and_taken_back_by_record() {
    let office = Office::with_an_outlet();
    let add = ["evidence", "add", "a.onsite", "--kind", "observation", "--note", "服务台无人"];
    office.run(&add).success();
    let label = office.evidence()[0]["evidence"].clone();
    let event = || office.evidence()[0]["event"].clone();
    assert_eq!(event(), Value::Null);
    office.record("a.onsite", &dated(&label, "event", "2020-11-24T10:05")).success();
    assert_eq!(event(), "2020-11-24T10:05:00");
    let id = office.record("a.onsite", &dated(&label, "event", "2020-11-24T10:15:00+08:00")).success();
    assert_eq!(event(), "2020-11-24T10:15:00+08:00");
    office.record("a.onsite", &json!({ "undo": id.trim() }).to_string()).success();
    assert_eq!(event(), "2020-11-24T10:05:00");
    let log = office.run(&["log", "a.onsite"]).success();
    assert!(log.contains("事件时间") && log.contains("2020-11-24 10:05 → 2020-11-24 10:15 +08:00"), "{log}");
    office.record("a.onsite", &dated(&label, "event", "")).success();
    assert_eq!(event(), Value::Null);
    let before = office.state("a.onsite");
    let refused = [
        dated(&label, "event", "昨天"),
        dated(&label, "event", "2020-02-30"),
        dated(&label, "capture", "0020-11-24T10:05:00"),
        dated(&label, "import", "2020-11-24"),
        dated(&json!("E-X-1"), "event", "2020-11-24"),
    ];
    for line in refused {
        let said = office.record("a.onsite", &line).ends(1);
        assert!(chinese(&said) && lines(&said) == 1, "{line}: {said}");
        assert_eq!(office.state("a.onsite"), before);
    }
    let withdrawn = json!({ "kind": "evidence-withdrawn", "data": { "evidence": label, "reason": "误记" } });
    office.record("a.onsite", &withdrawn.to_string()).success();
    let said = office.record("a.onsite", &dated(&label, "event", "2020-11-24")).ends(1);
    assert!(said.contains("已撤回"), "{said}");
}

#[test]
fn a_time_after_now_is_recorded_and_said_to_be_one() {
    let office = Office::with_an_outlet();
    fs::write(office.path("a.jpg"), photo("2999:01:01 00:00:00", None, "a")).unwrap();
    let (code, out, err) =
        office.run(&["evidence", "add", "a.onsite", "a.jpg", "--at", "2998-01-01"]).parts();
    assert!(code == 0 && lines(&out) == 1 && lines(&err) == 2, "{code} {out} {err}");
    assert!(
        err.contains("事件时间 2998-01-01 晚于现在")
            && err.contains("拍摄（采集）时间 2999-01-01 00:00 晚于现在"),
        "{err}"
    );
    assert_eq!(office.evidence()[0]["ahead"], json!(["event", "capture"]));
    let told = office.run(&["evidence", "list", "a.onsite"]).success();
    assert_eq!(told.matches("请核对时钟").count(), 2, "{told}");
    // Before one leaves, it is said again.
    let check = || office.run(&["check", "a.onsite", "--json"]).parts().1;
    let rows: Vec<Value> = serde_json::from_str(&check()).unwrap();
    let ahead: Vec<&Value> = rows.iter().filter(|row| row["kind"] == "evidence-ahead").collect();
    assert_eq!(ahead.len(), 2);
    assert!(ahead[1].to_string().contains("拍摄（采集）时间晚于记录它的时刻"), "{}", ahead[1]);
    let wrong = office.run(&["evidence", "add", "a.onsite", "a.jpg", "--at", "3000-01-01"]).ends(2);
    assert!(wrong.contains("不是日期或时间"), "{wrong}");
    // The same command corrects what it said.
    office
        .run(&["evidence", "add", "a.onsite", "a.jpg", "--at", "2020-11-23", "--captured", "2020-11-24"])
        .success();
    let pieces = office.evidence();
    assert_eq!((pieces.len(), &pieces[0]["ahead"]), (1, &json!([])));
    assert!(!check().contains("evidence-ahead"));
}

#[test]
fn the_place_of_a_photo_is_noted_whatever_way_it_came_in() {
    let office = Office::with_an_outlet();
    for (name, north) in [("a.jpg", 24), ("b.jpg", 25)] {
        fs::write(office.path(name), photo_at(north, 118)).unwrap();
    }
    office.run(&["evidence", "add", "a.onsite", "a.jpg"]).success();
    office.run(&["evidence", "add", "a.onsite", "b.jpg", "--note", "备件架"]).success();
    let pieces = office.evidence();
    let text = |nth: usize| pieces[nth]["body"]["text"].as_str().unwrap().to_owned();
    assert!(text(0).starts_with("拍摄地点 24"), "{}", text(0));
    assert!(text(1).starts_with("备件架；拍摄地点 25"), "{}", text(1));
}

#[test]
fn a_file_that_came_in_before_its_camera_was_asked_gets_its_time_when_it_comes_again() {
    let office = Office::with_an_outlet();
    fs::write(office.path("a.jpg"), photo("2020:11:24 09:14:03", None, "a")).unwrap();
    fs::copy(office.path("a.onsite"), office.path("old.onsite")).unwrap();
    office.run(&["evidence", "add", "old.onsite", "a.jpg"]).success();
    let piece = office.state("old.onsite")["evidence"][0].clone();
    let taken = json!({ "evidence": "E-?", "audit": piece["audit"], "body": piece["body"] });
    let line = |kind: &str, data: &Value| json!({ "kind": kind, "data": data }).to_string();
    office.record("a.onsite", &line("evidence-taken", &taken)).success();
    assert_eq!(office.evidence()[0]["captured"], Value::Null);
    office.run(&["evidence", "add", "a.onsite", "a.jpg"]).success();
    let pieces = office.evidence();
    assert_eq!((pieces.len(), &pieces[0]["captured"]), (1, &json!("2020-11-24T09:14:03")));
    // Once somebody took it away, it stays away.
    office.record("a.onsite", &dated(&pieces[0]["evidence"], "capture", "")).success();
    office.run(&["evidence", "add", "a.onsite", "a.jpg"]).success();
    assert_eq!(office.evidence()[0]["captured"], Value::Null);
}

#[test]
fn new_words_make_no_new_import_and_correcting_one_time_never_conflicts_with_the_other() {
    let office = Office::with_an_outlet();
    fs::write(office.path("a.jpg"), photo("2020:11:24 09:14:03", None, "a")).unwrap();
    office.run(&["evidence", "add", "a.onsite", "a.jpg"]).success();
    let first = office.evidence()[0].clone();
    let mut body = first["body"].clone();
    body["text"] = json!("备件架");
    let again = json!({ "evidence": first["evidence"], "audit": first["audit"], "body": body });
    office.record("a.onsite", &json!({ "kind": "evidence-taken", "data": again }).to_string()).success();
    assert_eq!(office.evidence()[0]["imported"], first["imported"]);
    fs::copy(office.path("a.onsite"), office.path("b.onsite")).unwrap();
    let colleague = Office::new();
    let (label, one, two) = (&first["evidence"], "2020-11-23", "2020-11-22");
    office.record("a.onsite", &dated(label, "event", one)).success();
    colleague.record_at(&office, "b.onsite", &dated(label, "capture", two)).success();
    office.run(&["sync", "a.onsite", "b.onsite"]).success();
    let merged = office.evidence()[0].clone();
    assert_eq!((&merged["event"], &merged["captured"]), (&json!(one), &json!(two)));
    assert_eq!(office.state("a.onsite")["conflicts"], json!([]));
    // Two who correct the same time differently are told.
    office.record("a.onsite", &dated(label, "event", two)).success();
    colleague.record_at(&office, "b.onsite", &dated(label, "event", "2020-11-21")).success();
    let said = office.run(&["sync", "a.onsite", "b.onsite"]).success();
    assert!(said.contains("冲突：1 处") && said.contains("事件时间"), "{said}");
}

#[test]
fn a_file_that_is_registered_is_told_by_the_name_it_has() {
    let office = Office::with_an_outlet();
    let add = |more: &[&str]| {
        office.feed(&[&["evidence", "add", "a.onsite", "-"][..], more].concat(), b"photo").success()
    };
    let first = add(&["--name", "证书墙.jpg"]);
    assert!(first.ends_with("  证书墙.jpg\n"), "{first}");
    let label = first.split_whitespace().next().unwrap();
    let again = add(&["--name", "other.jpg", "--note", "另一张"]);
    assert_eq!(again, format!("{label}  证书墙.jpg（已登记，名称和说明不变）\n"));
    assert_eq!(office.evidence().len(), 1);
    fs::write(office.path("x.jpg"), "other").unwrap();
    fs::write(office.path("y.jpg"), "other").unwrap();
    let twins = office.run(&["evidence", "add", "a.onsite", "x.jpg", "y.jpg"]).success();
    assert_eq!(twins.matches("  x.jpg").count(), 2, "{twins}");
}

#[test]
fn what_is_missing_is_called_as_the_usage_calls_it() {
    let office = Office::with_an_outlet();
    for (command, name) in [("add", "EVIDENCE"), ("export", "FOLDER")] {
        let help = office.run(&["evidence", command, "--help"]).success();
        let usage = help.lines().find(|line| line.starts_with("用法")).unwrap();
        assert!(usage.find("FILE").unwrap() < usage.find(name).unwrap(), "{usage}");
        let said = office.run(&["evidence", command, "a.onsite"]).ends(2);
        assert!(said.contains(&format!("缺少 {name}")) && lines(&said) == 1, "{said}");
        let said = office.run(&["evidence", command]).ends(2);
        assert!(said.contains("缺少 FILE"), "{said}");
    }
    office.run(&["evidence", "export", "a.onsite", "one", "two"]).ends(2);
    office.run(&["evidence", "export", "--file", "a.onsite", "out"]).success();
    assert!(office.path("out/register.csv").exists());
}

#[test]
fn a_file_is_what_was_said_wherever_it_is_told() {
    let office = Office::with_an_outlet();
    let kinds = [
        ("a.jpg", "photo", "照片"),
        ("b.pdf", "document", "文件"),
        ("c.pdf", "record", "记录"),
        ("d.mp4", "observation", "现场观察"),
        ("e.m4a", "interview", "访谈"),
    ];
    for (name, kind, _) in kinds {
        fs::write(office.path(name), name).unwrap();
        office
            .run(&[
                "evidence", "add", "a.onsite", name, "--kind", kind, "--item", "5.1.2.2", "--site", "总部",
            ])
            .success();
    }
    fs::write(office.path("f.bin"), "f").unwrap();
    office.run(&["evidence", "add", "a.onsite", "f.bin"]).success();
    let pieces = office.evidence();
    let told = office.run(&["evidence", "list", "a.onsite"]).success();
    let shown = office.run(&["show", "a.onsite"]).success();
    office.run(&["evidence", "export", "a.onsite", "out"]).success();
    let register = fs::read_to_string(office.path("out/register.csv")).unwrap();
    for (piece, (name, kind, word)) in pieces.iter().zip(kinds) {
        let label = piece["evidence"].as_str().unwrap();
        assert_eq!(
            (&piece["sort"], &piece["body"]["is"], &piece["kept"]),
            (&json!(kind), &json!("file"), &json!(true))
        );
        for text in [&told, &shown] {
            assert!(text.contains(&format!("{label}  {word} · {name} · ")), "{word} in {text}");
        }
        let cells = format!(r#""{label}","{word}","{label} {name}","#);
        assert!(register.contains(&cells), "{cells} in {register}");
        assert_eq!(fs::read_to_string(office.path(&format!("out/{label} {name}"))).unwrap(), name);
    }
    assert_eq!(pieces[5]["sort"], Value::Null, "nothing is guessed");
    assert!(told.contains("电子文件 · f.bin"), "{told}");
}

#[test]
fn the_one_who_was_asked_stands_with_the_recording_and_what_a_file_is_can_be_corrected() {
    let office = Office::with_an_outlet();
    let add = |more: &[&str]| office.run(&[&["evidence", "add", "a.onsite", "a.m4a"][..], more].concat());
    fs::write(office.path("a.m4a"), "sound").unwrap();
    add(&["--kind", "observation", "--note", "热线录音"]).success();
    add(&["--kind", "interview", "--person", "热线班长"]).success();
    let pieces = office.evidence();
    assert_eq!(
        (pieces.len(), &pieces[0]["sort"], &pieces[0]["person"]),
        (1, &json!("interview"), &json!("热线班长"))
    );
    let told = office.run(&["evidence", "list", "a.onsite"]).success();
    assert!(told.contains("访谈 · 热线班长 · a.m4a · ") && told.contains("热线录音"), "{told}");
    // Without a word about it, it stays what it is.
    add(&[]).success();
    assert_eq!(office.evidence()[0]["sort"], "interview");
    let sorted = |evidence: &Value, more: &Value| {
        let mut data = json!({ "evidence": evidence, "sort": "record" });
        data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "kind": "file-sorted", "data": data }).to_string()
    };
    let label = &pieces[0]["evidence"];
    let id = office.record("a.onsite", &sorted(label, &json!({}))).success();
    assert_eq!(office.evidence()[0]["sort"], "record");
    office.record("a.onsite", &json!({ "undo": id.trim() }).to_string()).success();
    assert_eq!(office.evidence()[0]["person"], "热线班长");
    office.run(&["evidence", "add", "a.onsite", "--kind", "observation", "--note", "服务台无人"]).success();
    let seen = &office.evidence()[1]["evidence"];
    for line in [
        sorted(seen, &json!({})),
        sorted(label, &json!({ "person": "甲" })),
        sorted(&json!("E-X-1"), &json!({})),
    ] {
        let said = office.record("a.onsite", &line).ends(1);
        assert!(chinese(&said) && lines(&said) == 1, "{line}: {said}");
    }
}

#[test]
fn an_original_that_is_not_there_is_told_by_verify_and_breaks_no_chain() {
    let office = Office::with_an_outlet();
    let verify = || office.run(&["verify", "a.onsite"]).success();
    let file = json!({ "is": "file", "path": "a.jpg", "size": 5, "sha256": "ab".repeat(32), "text": "" });
    let audit = office.state("a.onsite")["audits"][0]["audit"].clone();
    let data = json!({ "evidence": "E-T-1", "audit": audit, "body": file });
    assert_eq!(lines(&verify()), 1);
    office.record("a.onsite", &json!({ "kind": "evidence-taken", "data": data }).to_string()).success();
    let told = verify();
    assert!(told.contains("完好") && told.contains("有 1 件电子证据的原件不在档案内（E-T-1"), "{told}");
}
