//! `onsite record`: whatever the screen can record, by the same rules, all or none.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod office;

use std::fs;

use office::{Office, chinese, lines};
use serde_json::{Value, json};

fn line(kind: &str, data: &Value) -> String {
    json!({ "kind": kind, "data": data }).to_string()
}

/// An office with a dossier, and the item of a clause in it.
fn opened(clause: &str) -> (Office, Value) {
    let office = Office::new();
    office.run(&["new", "a.onsite", "--client", "甲", "--site", "总部"]).success();
    let item = serde_json::from_str(&office.item("a.onsite", clause)).unwrap();
    (office, item)
}

fn changes(office: &Office) -> u64 {
    office.state("a.onsite")["changes"].as_u64().unwrap()
}

#[test]
fn each_line_gets_its_id_and_what_stands_is_not_written_again() {
    let (office, item) = opened("5.1.1.1");
    let input = [
        line("judged", &json!({ "item": item, "verdict": { "is": "conform" } })),
        String::new(),
        line("client-described", &json!({ "part": "phone", "text": "0592-0000000" })),
    ];
    let before = changes(&office);
    let ids = office.record("a.onsite", &input.join("\n")).success();
    assert_eq!(lines(&ids), 2);
    assert!(ids.lines().all(|id| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit())), "{ids}");
    assert_eq!(changes(&office), before + 2);
    let log = office.run(&["log", "a.onsite", "--json"]).success();
    assert!(ids.lines().all(|id| log.contains(id)));
    assert_eq!(office.record("a.onsite", &input.join("\n")).success(), ids);
    assert_eq!(changes(&office), before + 2);
}

#[test]
fn one_refused_line_refuses_all_and_is_named_by_its_number() {
    let (office, item) = opened("5.1.1.1");
    let good = line("judged", &json!({ "item": item, "verdict": { "is": "conform" } }));
    let before = office.state("a.onsite");
    let refused = [
        (
            "deletion not allowed",
            line("judged", &json!({ "item": item, "verdict": { "is": "deleted", "reason": "无" } })),
        ),
        ("unknown nonconformity", line("classed", &json!({ "nc": "NC-X-1", "class": "minor" }))),
        ("unknown kind", line("hologram-shown", &json!({}))),
        ("unknown field", line("classed", &json!({ "nc": "NC-X-1", "class": "minor", "colour": 1 }))),
        ("no JSON", "{".to_owned()),
        ("no object", "3".to_owned()),
        ("extra key", r#"{"kind":"classed","data":{},"by":"乙"}"#.to_owned()),
        ("another start", line("dossier-started", &json!({ "dossier": "d", "client": "乙" }))),
    ];
    for (why, bad) in refused {
        let input = format!("{good}\n\n{bad}\n{good}\n");
        let said = office.record("a.onsite", &input).ends(1);
        assert!(said.contains("第 3 行") && lines(&said) == 1, "{why}: {said}");
        assert_eq!(office.state("a.onsite"), before, "{why}");
    }
}

#[test]
fn an_undo_takes_back_a_whole_act_of_this_laptop_and_nothing_else_steps_back() {
    let (office, item) = opened("5.1.1.1");
    let before = office.state("a.onsite");
    let verdict = |is: &str| line("judged", &json!({ "item": item, "verdict": { "is": is } }));
    let remark = line("remarked", &json!({ "item": item, "remark": "R-?", "text": "台账齐全" }));
    let act = office.record("a.onsite", &format!("{}\n{remark}", verdict("conform"))).success();
    let id = act.lines().last().unwrap();
    let undo = |id: &str| json!({ "undo": id }).to_string();

    let said = office.record("a.onsite", &format!("{}\n{}", undo(id), verdict("open"))).ends(1);
    assert!(said.contains("第 1 行") && said.contains("单独"), "{said}");
    for unknown in ["3", &"0".repeat(32)] {
        let said = office.record("a.onsite", &undo(unknown)).ends(1);
        assert!(said.contains(unknown) && chinese(&said), "{said}");
    }
    let colleague = Office::new();
    let said = colleague.record_at(&office, "a.onsite", &undo(id)).ends(1);
    assert!(said.contains("另一台电脑"), "{said}");

    let back = office.record("a.onsite", &undo(id)).success();
    assert_eq!(lines(&back), 2, "the verdict and the remark");
    assert_eq!(office.state("a.onsite")["audits"], before["audits"]);
    office.record("a.onsite", &undo(back.lines().next().unwrap())).success();
    let again = office.state("a.onsite").to_string();
    assert!(again.contains("台账齐全"), "an undo is taken back like anything else");
    office.record("a.onsite", &verdict("nonconform")).success();
    let said = office.record("a.onsite", &undo(id)).ends(1);
    assert!(said.contains("此后又有改动"), "{said}");
}

#[test]
fn what_was_undone_is_one_line_of_a_history_and_says_that_it_was_undone() {
    let office = Office::new();
    office.demo("a.onsite");
    let listed = office.run(&["nc", "list", "a.onsite", "--json"]).success();
    let listed: Vec<Value> = serde_json::from_str(&listed).unwrap();
    let nc = &listed.iter().find(|nc| nc["step"]["is"] == "accepted").unwrap()["nc"];
    let written = |part: &str| line("nc-written", &json!({ "nc": nc, "part": part, "text": "补记" }));
    let carried = json!({ "nc": nc, "step": { "is": "carried-out", "facts": "已张贴" } });
    let cited = json!({ "nc": nc, "evidence": "E-?", "cited": true });
    let item: Value = serde_json::from_str(&office.item("a.onsite", "5.1.1.1")).unwrap();
    let taken =
        json!({ "evidence": "E-?", "audit": item["audit"], "body": { "is": "observation", "text": "见到" } });
    let act = [
        line("evidence-taken", &taken),
        line("cited-for-nc", &cited),
        written("guide"),
        line("stepped", &carried),
    ];
    let ids = office.record("a.onsite", &act.join("\n")).success();
    let before = lines(&office.run(&["nc", "show", "a.onsite", nc.as_str().unwrap()]).success());
    office.record("a.onsite", &json!({ "undo": ids.lines().next().unwrap() }).to_string()).success();
    let shown = office.run(&["nc", "show", "a.onsite", nc.as_str().unwrap()]).success();
    let undone: Vec<&str> = shown.lines().filter(|line| line.contains("撤销")).collect();
    assert!(!shown.contains("清空") && undone.len() == 1 && lines(&shown) == before + 1, "{shown}");
    let (first, rest) = undone[0].split_once("撤销 3 处：证据 E-").unwrap();
    assert!(first.contains("审查员") && rest.ends_with("、陪同人员、进展"), "{shown}");
    let shown = office.run(&["nc", "show", "a.onsite", nc.as_str().unwrap(), "--json"]).success();
    let shown: Value = serde_json::from_str(&shown).unwrap();
    let history = shown["history"].as_array().unwrap();
    let took_back = history.iter().filter(|happened| !happened["took_back"].is_null());
    let kinds: Vec<&Value> = took_back.map(|happened| &happened["took_back"]["kind"]).collect();
    assert_eq!(kinds, ["stepped", "nc-written", "cited-for-nc"]);
    let log = office.run(&["log", "a.onsite"]).success();
    assert!(!log.contains("清空") && log.contains("撤销，恢复为"), "{log}");
}

#[test]
fn bytes_that_are_no_text_are_named_by_their_line() {
    let (office, item) = opened("5.1.1.1");
    let mut input = line("judged", &json!({ "item": item, "verdict": { "is": "conform" } })).into_bytes();
    input.extend_from_slice(b"\n{\"kind\": \"\xff\xfe\"}\n");
    let before = office.state("a.onsite");
    let said = office.record_bytes("a.onsite", &input).ends(1);
    assert!(said.contains("第 2 行") && said.contains("UTF-8") && chinese(&said), "{said}");
    assert_eq!(office.state("a.onsite"), before);
}

#[test]
fn a_paste_of_megabytes_into_one_text_is_refused_in_words() {
    let (office, item) = opened("5.1.1.1");
    let text = "长".repeat(4 * 1024 * 1024);
    let said = office
        .record("a.onsite", &line("remarked", &json!({ "item": item, "remark": "R-?", "text": text })))
        .ends(1);
    assert!(said.contains("第 1 行") && lines(&said) == 1 && said.len() < 1000, "{said}");
    let said = office.record("a.onsite", &"x".repeat(17 * 1024 * 1024)).ends(1);
    assert!(said.contains("第 1 行") && said.len() < 1000, "{said}");
}

#[test]
fn labels_are_assigned_where_the_input_asks_for_them() {
    let (office, item) = opened("5.2.2.1");
    let raised = |nc: &str| json!({ "nc": nc, "audit": item["audit"], "standard": item["standard"], "clauses": ["5.2.2.1"], "site": item["site"] });
    let input = [
        line("raised", &raised("NC-?")),
        line("classed", &json!({ "nc": "NC-?", "class": "minor" })),
        line("nc-written", &json!({ "nc": "NC-?", "part": "statement", "text": "问：NC-? 是什么" })),
        line("raised", &raised("NC-?2")),
        line("remarked", &json!({ "item": item, "remark": "R-?", "text": "记" })),
    ];
    let said = office.record_json("a.onsite", &input.join("\n")).success();
    let slots: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(slots.iter().all(|slot| slot["new"] == true));
    let state = office.state("a.onsite");
    let ncs = state["nonconformities"].as_array().unwrap();
    assert_eq!(ncs.len(), 2);
    assert_eq!(ncs[0]["class"], "minor");
    assert_eq!(ncs[0]["statement"], "问：NC-? 是什么", "a text is never touched");
    assert_eq!(slots[0]["slot"], format!("nc/{}", ncs[0]["nc"].as_str().unwrap()));
    let more = office.record_json("a.onsite", &line("raised", &raised("NC-?"))).success();
    assert!(more.contains("-3\""), "a new input asks for a new label: {more}");
}

#[test]
fn an_overdue_nonconformity_is_escalated_for_each_due_date_that_was_missed() {
    let office = Office::new();
    office.demo("a.onsite");
    let late = || -> Value {
        let listed = office.run(&["nc", "list", "a.onsite", "--json"]).success();
        let listed: Vec<Value> = serde_json::from_str(&listed).unwrap();
        listed.into_iter().find(|nc| nc["step"]["is"] == "accepted").unwrap()
    };
    let nc = late();
    let day = |days: i64| {
        let due: chrono::NaiveDate = nc["due"].as_str().unwrap().parse().unwrap();
        (due + chrono::TimeDelta::days(days)).to_string()
    };
    assert_eq!((nc["overdue_days"].as_i64(), &nc["escalated"]), (Some(3), &json!(false)));
    let escalated = |due: i64, date: i64, to: &str, person: &str, reason: &str| {
        let data = json!({ "nc": nc["nc"], "due": day(due), "date": day(date), "to": to, "person": person, "reason": reason });
        line("nc-escalated", &data)
    };
    let before = office.state("a.onsite");
    for (why, bad) in [
        ("还没有逾期", escalated(0, 0, "技术负责人", "组长", "未实施")),
        ("这一项的期限是", escalated(1, 2, "技术负责人", "组长", "未实施")),
        ("没有写上报给谁", escalated(0, 2, " ", "组长", "未实施")),
        ("还缺理由", escalated(0, 2, "技术负责人", "组长", "")),
        ("没有写由谁上报", escalated(0, 2, "技术负责人", "", "未实施")),
        ("还没有到", escalated(0, 30, "技术负责人", "组长", "未实施")),
    ] {
        let said = office.record("a.onsite", &bad).ends(1);
        assert!(said.contains(why), "{why}: {said}");
    }
    assert_eq!(office.state("a.onsite"), before);

    // Extended today: the later date is not missed, the earlier one was.
    let extended = json!({ "nc": nc["nc"], "nth": 1, "due": day(20), "reason": "搬迁", "approver": "组长" });
    office.record("a.onsite", &line("due-extended", &extended)).success();
    let said = office.record("a.onsite", &escalated(20, 3, "技术负责人", "组长", "未实施")).ends(1);
    assert!(said.contains("还没有逾期") && said.contains(&day(20)), "{said}");
    let id = office.record("a.onsite", &escalated(0, 1, "技术负责人", "组长", "未实施")).success();
    let again = escalated(0, 2, "认证机构", "组长", "未实施");
    let reworded = office.record("a.onsite", &again).success();
    assert_eq!(late()["escalations"].as_array().unwrap().len(), 1, "told again, it is reworded");
    assert_eq!(late()["escalations"][0]["to"], "认证机构");
    office.record("a.onsite", &json!({ "undo": reworded.trim() }).to_string()).success();
    let after = late();
    assert_eq!((&after["step"], &after["class"]), (&nc["step"], &nc["class"]));
    assert_eq!((&after["escalated"], &after["escalations"][0]["to"]), (&json!(false), &json!("技术负责人")));
    let shown = office.run(&["nc", "show", "a.onsite", nc["nc"].as_str().unwrap()]).success();
    assert!(shown.contains("逾期上报") && shown.contains("上报给技术负责人"), "{shown}");
    office.record("a.onsite", &json!({ "undo": id.trim() }).to_string()).success();
    assert_eq!(late()["escalations"], json!([]));
    office.record("a.onsite", &again).success();
}

#[test]
fn the_person_is_the_one_who_is_named() {
    let (office, item) = opened("5.1.1.1");
    let judged = |is: &str| line("judged", &json!({ "item": item, "verdict": { "is": is } }));
    office.command_record("a.onsite", &["--by", "审查员丁"], &judged("conform")).success();
    let log = office.run(&["log", "a.onsite"]).success();
    assert!(log.lines().last().unwrap().contains("审查员丁"), "{log}");
    office.command_record("a.onsite", &["--by", "甲\u{1b}[2J"], &judged("open")).ends(2);
}

#[test]
fn scripts_that_record_at_the_same_time_take_turns() {
    let (office, _) = opened("5.1.1.1");
    let before = changes(&office);
    let lines: Vec<String> = ["address", "contact", "phone", "code"]
        .map(|part| line("client-described", &json!({ "part": part, "text": "1" })))
        .to_vec();
    std::thread::scope(|scope| {
        for line in &lines {
            let office = &office;
            scope.spawn(move || {
                for n in 0..5 {
                    office.record("a.onsite", &line.replace("\"1\"", &format!("\"{n}\""))).success();
                }
            });
        }
    });
    assert_eq!(changes(&office), before + 20);
}

#[test]
fn a_command_waits_two_seconds_for_a_foreign_program_and_not_for_many_turns() {
    let (office, _) = opened("5.1.1.1");
    let file = rusqlite::Connection::open(office.path("a.onsite")).unwrap();
    file.execute_batch("BEGIN IMMEDIATE").unwrap();
    let begun = std::time::Instant::now();
    let good = line("client-described", &json!({ "part": "phone", "text": "1" }));
    let said = office.record("a.onsite", &good).ends(1);
    assert!(begun.elapsed() < std::time::Duration::from_secs(8), "{:?}: {said}", begun.elapsed());
    assert!(chinese(&said), "{said}");
    file.execute_batch("ROLLBACK").unwrap();
    office.record("a.onsite", &good).success();
}

#[test]
fn an_empty_name_leaves_the_one_that_is_remembered() {
    let (office, _) = opened("5.1.1.1");
    office.run(&["where", "--by", "李组长"]).success();
    for args in [&["where", "--json"][..], &["where", "--json", "--by", " "]] {
        let output = office.command(args).env("ONSITE_PERSON", " ").output().unwrap();
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(told["person"], "李组长", "{args:?}");
    }
}

#[test]
fn nothing_in_is_nothing_recorded() {
    let (office, _) = opened("5.1.1.1");
    let before = changes(&office);
    assert_eq!(office.record("a.onsite", "\n \n").success(), "");
    assert_eq!(changes(&office), before);
}

/// What the screen can record, a script can: the whole demonstration, read from its log, goes into a
/// fresh dossier by `record` and comes to the same state.
#[test]
fn all_that_the_demonstration_holds_can_be_recorded_by_a_script() {
    let office = Office::new();
    office.demo("d.onsite");
    office.run(&["new", "a.onsite", "--client", "（演示）厦门示例电器有限公司", "--site", "临时"]).success();
    let log = office.run(&["log", "d.onsite", "--json"]).success();
    let input: Vec<String> = log
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|logged| logged["kind"] != "dossier-started")
        .map(|logged| line(logged["kind"].as_str().unwrap(), &logged["data"]))
        .collect();
    let ids = office.record("a.onsite", &input.join("\n")).success();
    assert_eq!(lines(&ids), input.len());
    let (demo, again) = (office.state("d.onsite"), office.state("a.onsite"));
    let texts = |state: &Value| -> Vec<Value> {
        let ncs = state["nonconformities"].as_array().unwrap().iter();
        let mut texts: Vec<Value> = ncs
            .map(|nc| json!([nc["nc"], nc["statement"], nc["answers"], nc["step"], nc["evidence"]]))
            .collect();
        texts.sort_by_key(ToString::to_string);
        texts
    };
    assert_eq!(texts(&demo), texts(&again));
    let bodies = |state: &Value| -> Vec<Value> {
        let pieces = state["evidence"].as_array().unwrap().iter();
        pieces.map(|piece| json!([piece["evidence"], piece["body"], piece["items"]])).collect()
    };
    assert_eq!(bodies(&demo), bodies(&again));
}

fn cleared(slot: &str, reason: &str) -> String {
    line("cleared", &json!({ "slot": slot, "reason": reason }))
}

#[test]
fn what_other_records_rest_on_is_not_cleared_and_a_deletion_has_its_reason() {
    let (office, item) = opened("5.1.1.1");
    let (audit, site) = (item["audit"].as_str().unwrap(), item["site"].as_str().unwrap());
    let site_slot = format!("site/{site}");
    office
        .record("a.onsite", &line("judged", &json!({ "item": item, "verdict": { "is": "nonconform" } })))
        .success();
    let seen =
        json!({ "evidence": "E-?", "audit": audit, "body": { "is": "observation", "text": "见台账" } });
    office.record("a.onsite", &line("evidence-taken", &seen)).success();
    let piece = office.state("a.onsite")["evidence"][0]["evidence"].as_str().unwrap().to_owned();
    let before = office.state("a.onsite");
    for (slot, said) in [
        (site_slot.as_str(), "条款 5.1.1.1"),
        (&format!("evidence/{piece}"), "撤回"),
        (&format!("audit/{audit}"), "不能删除"),
        ("dossier", "不能删除"),
        ("nope/x", "“nope/x”没有内容可删"),
    ] {
        let refused = office.record("a.onsite", &cleared(slot, "登记错了")).ends(1);
        assert!(refused.contains(said) && lines(&refused) == 1, "{slot}: {refused}");
    }
    assert_eq!(office.state("a.onsite"), before);
    // Once nothing rests on it any more it goes, with a reason.
    office
        .record("a.onsite", &line("judged", &json!({ "item": item, "verdict": { "is": "open" } })))
        .success();
    assert!(office.record("a.onsite", &cleared(&site_slot, " ")).ends(1).contains("理由"));
    office.record("a.onsite", &cleared(&site_slot, "登记错了")).success();
    assert_eq!(office.state("a.onsite")["sites"], json!([]));
}

#[test]
fn an_undo_takes_a_site_back_only_while_nothing_rests_on_it() {
    let (office, item) = opened("5.1.1.1");
    let outlet =
        |name: &str| line("site-described", &json!({ "site": "S-?", "name": name, "role": "outlet" }));
    let made = |name: &str| office.record_json("a.onsite", &outlet(name)).success();
    let undo = |told: &str| {
        let told: Value = serde_json::from_str(told).unwrap();
        office.record("a.onsite", &json!({ "undo": told["id"] }).to_string())
    };
    undo(&made("网点甲")).success();
    assert_eq!(office.state("a.onsite")["sites"].as_array().unwrap().len(), 1);
    let told = made("网点乙");
    let site = office.state("a.onsite")["sites"][1]["site"].clone();
    let mut there = item;
    there["site"] = site;
    office
        .record("a.onsite", &line("judged", &json!({ "item": there, "verdict": { "is": "conform" } })))
        .success();
    assert!(undo(&told).ends(1).contains("为据"));
}

#[test]
fn verdicts_outside_the_visit_are_an_error_at_the_gate() {
    let (office, item) = opened("5.1.1.1");
    let (audit, site) = (&item["audit"], &item["site"]);
    office
        .record("a.onsite", &line("judged", &json!({ "item": item, "verdict": { "is": "nonconform" } })))
        .success();
    let found = || {
        let (_, out, _) = office.run(&["check", "a.onsite", "--json"]).parts();
        let rows: Vec<Value> = serde_json::from_str(&out).unwrap();
        rows.into_iter().find(|row| row["kind"] == "judged-unvisited")
    };
    assert_eq!(found(), None);
    for choice in [json!({ "visited": false }), json!({ "visited": true, "clauses": ["5.2"] })] {
        let mut chosen = json!({ "audit": audit, "site": site });
        chosen.as_object_mut().unwrap().extend(choice.as_object().unwrap().clone());
        office.record("a.onsite", &line("site-chosen", &chosen)).success();
        let row = found().unwrap();
        assert_eq!(row["severity"], "error");
        assert!(row["sentence"].as_str().unwrap().starts_with("总部：有 1 条判定"), "{row}");
    }
    let judged = |verdict: &str| line("judged", &json!({ "item": item, "verdict": { "is": verdict } }));
    office.record("a.onsite", &judged("conform")).ends(1);
    office.record("a.onsite", &judged("open")).success();
    assert_eq!(found(), None, "as the row says");
}

#[test]
fn an_audit_does_not_end_before_it_starts_and_a_client_has_a_name() {
    let (office, item) = opened("5.1.1.1");
    let day = |part: &str, text: &str| {
        line("audit-described", &json!({ "audit": item["audit"], "part": part, "text": text }))
    };
    let both = |first: &str, last: &str| [day("starts", first), day("ends", last)].join("\n");
    assert!(office.record("a.onsite", &both("2026-12-30", "2026-11-30")).ends(1).contains("第 2 行"));
    office.record("a.onsite", &both("2026-11-24", "2026-11-25")).success();
    let early = office.record("a.onsite", &day("ends", "2026-11-23")).ends(1);
    assert!(early.contains("早于开始"), "{early}");
    // Both days move past where the other was, in one act.
    office.record("a.onsite", &both("2026-12-01", "2026-12-02")).success();
    let nameless = line("client-described", &json!({ "part": "name", "text": "" }));
    office.record("a.onsite", &nameless).ends(1);
    office.record("a.onsite", &line("client-described", &json!({ "part": "phone", "text": "" }))).success();
}

#[test]
fn what_was_written_is_not_called_unwritten_when_the_answer_does_not_get_through() {
    let (office, _) = opened("5.1.1.1");
    fs::write(office.path("a.jpg"), "photo").unwrap();
    fs::write(office.path("in"), line("client-described", &json!({ "part": "phone", "text": "1" }))).unwrap();
    let full = |args: &[&str]| {
        let mut command = office.command(args);
        command.stdin(fs::File::open(office.path("in")).unwrap());
        command.stdout(fs::File::options().write(true).open("/dev/full").unwrap());
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    for args in [
        &["record", "a.onsite"][..],
        &["evidence", "add", "a.onsite", "a.jpg"],
        &["new", "b.onsite", "--client", "乙"],
    ] {
        let before = changes(&office);
        let said = full(args);
        assert!(said.contains("已经写入") && said.contains("不要重复"), "{args:?}: {said}");
        assert!(changes(&office) > before || office.path("b.onsite").exists(), "{args:?}");
    }
    // What stood already was not written, and what only reads touches nothing.
    for args in [&["record", "a.onsite"][..], &["show", "a.onsite"], &["check", "a.onsite"]] {
        assert!(full(args).contains("没有受影响"), "{args:?}");
    }
}

#[test]
fn an_audit_is_of_a_year_of_four_digits() {
    let (office, item) = opened("5.1.1.1");
    let list = office.state("a.onsite")["checklists"][0].clone();
    let criteria = json!([{ "standard": list["standard"], "digest": list["digest"] }]);
    for (year, taken) in [(-5, false), (99_999, false), (2027, true)] {
        let data = json!({ "audit": "A-?", "type": "surveillance", "year": year, "criteria": criteria });
        let (code, _, said) = office.record("a.onsite", &line("audit-opened", &data)).parts();
        assert_eq!(code == 0, taken, "{item}: {said}");
        assert_eq!(said.contains("四位数字"), !taken, "{said}");
    }
}

#[test]
fn a_mark_before_the_first_line_is_passed_over() {
    let (office, _) = opened("5.1.1.1");
    let good = line("client-described", &json!({ "part": "phone", "text": "1" }));
    office.record("a.onsite", &format!("\u{feff}{good}\r\n")).success();
    office.record("a.onsite", &format!("{good}\n\u{feff}{good}\n")).ends(1);
}

#[test]
fn a_line_that_cannot_be_read_is_told_in_the_language_of_the_reader() {
    let (office, item) = opened("5.1.1.1");
    let starts =
        json!({ "audit": item["audit"], "meeting": "opening", "part": "starts", "text": "2026-03-09 09:30" });
    for (input, said) in [
        ("\"x\"".to_owned(), "文字"),
        (r#"{"kind":"client-described","data":{"part":"phone","text":5}}"#.to_owned(), "数字"),
        (r#"{"kind":"judged","data":{"item":5,"verdict":{"is":"open"}}}"#.to_owned(), "对象"),
        (r#"{"kind":"audit-opened","data":[]}"#.to_owned(), "见 onsite schema"),
        (r#"{"kind":"site-chosen","kind":"x","data":{}}"#.to_owned(), "写了两次"),
        (
            r#"{"kind":"client-described","data":{"part":"phone","text":"1","text":"2"}}"#.to_owned(),
            "第 1 行：读不懂（键 text 写了两次）",
        ),
        (
            format!(
                r#"{{"kind":"judged","data":{{"item":{item},"verdict":{{"is":"open","is":"conform"}}}}}}"#
            ),
            "键 is 写了两次",
        ),
        (line("meeting-described", &starts), "2026-03-09T09:30:00+08:00"),
        (
            line("checklist-adopted", &json!({ "standard": "x", "digest": digest("a ="), "text": "a =" })),
            "第 1 行",
        ),
    ] {
        let refused = office.record("a.onsite", &input).ends(1);
        assert!(refused.contains(said) && lines(&refused) == 1, "{input}: {refused}");
        for english in ["expected", "invalid", "struct", "syntax"] {
            assert!(!refused.contains(english), "{input}: {refused}");
        }
    }
}

fn digest(text: &str) -> String {
    onsite::domain::dossier::checklist_digest(text, &[])
}

#[test]
fn a_nonconformity_names_each_clause_once_and_its_evidence_shows_the_failure() {
    let (office, item) = opened("5.1.1.1");
    let mut raised = json!({
        "nc": "N1",
        "audit": item["audit"],
        "standard": item["standard"],
        "clauses": ["5.1.1.1", "5.1.1.1"],
        "site": item["site"],
    });
    assert!(office.record("a.onsite", &line("raised", &raised)).ends(1).contains("写了两次"));
    raised["clauses"] = json!(["5.1.1.1"]);
    let seen = json!({ "is": "observation", "text": "见台账" });
    let input = [
        line("judged", &json!({ "item": item, "verdict": { "is": "nonconform" } })),
        line("raised", &raised),
        line("classed", &json!({ "nc": "N1", "class": "minor" })),
        line("evidence-taken", &json!({ "evidence": "E-1", "audit": item["audit"], "body": seen })),
    ];
    office.record("a.onsite", &input.join("\n")).success();
    let bare = || {
        let (_, out, _) = office.run(&["check", "a.onsite", "--json"]).parts();
        let rows: Vec<Value> = serde_json::from_str(&out).unwrap();
        rows.iter().any(|row| row["kind"] == "failed-without-evidence")
    };
    assert!(bare());
    office
        .record("a.onsite", &line("cited-for-nc", &json!({ "evidence": "E-1", "nc": "N1", "cited": true })))
        .success();
    assert!(!bare());
    let due = json!({ "nc": "N1", "class": "minor", "due": "2020-01-01", "days": 7, "unit": "calendar" });
    assert!(office.record("a.onsite", &line("due-set", &due)).ends(1).contains("不晚于开出日期"));
}

#[test]
fn a_due_date_that_does_not_fit_its_days_or_class_is_refused_also_in_the_act_that_raises() {
    let (office, item) = opened("5.1.1.1");
    let raised = line(
        "raised",
        &json!({
            "nc": "N1",
            "audit": item["audit"],
            "standard": item["standard"],
            "clauses": ["5.1.1.1"],
            "site": item["site"],
        }),
    );
    let classed = line("classed", &json!({ "nc": "N1", "class": "minor" }));
    let due = |class: &str, due: &str, days: u32, unit: &str| {
        line("due-set", &json!({ "nc": "N1", "class": class, "due": due, "days": days, "unit": unit }))
    };
    let far = due("minor", "2999-12-15", 5, "calendar");
    let act = [raised.as_str(), &classed, &far].join("\n");
    let said = office.record("a.onsite", &act).ends(1);
    assert!(said.contains("第 3 行") && said.contains("2999-12-15") && said.contains("5 个自然日"), "{said}");
    // A class that is still missing: it would have no effect.
    office.record("a.onsite", &raised).success();
    assert!(office.record("a.onsite", &far).ends(1).contains("还没有定级"));
    office.record("a.onsite", &classed).success();
    let before = changes(&office);
    let state = office.state("a.onsite");
    let raised = state["nonconformities"][0]["raised_at"].as_str().unwrap();
    let raised: chrono::NaiveDate = raised[..10].parse().unwrap();
    let after = |days| (raised + chrono::Days::new(days)).to_string();
    for (bad, why) in [
        (far, "不是开出日期"),
        (due("minor", &after(4), 5, "calendar"), "5 个自然日"),
        (due("minor", &after(4), 5, "working"), "5 个工作日"),
        (due("minor", &after(41), 5, "working"), "5 个工作日"),
        (due("major", &after(5), 5, "calendar"), "现为一般"),
    ] {
        let said = office.record("a.onsite", &bad).ends(1);
        assert!(said.contains(why) && lines(&said) == 1 && chinese(&said), "{said}");
    }
    assert_eq!(changes(&office), before);
    office.record("a.onsite", &due("minor", &after(5), 5, "calendar")).success();
    office.record("a.onsite", &due("minor", &after(9), 5, "working")).success();
}

#[test]
fn a_key_that_would_be_dropped_refuses_the_line_and_is_named() {
    let (office, item) = opened("5.1.1.1");
    let judged = |verdict: Value| line("judged", &json!({ "item": item, "verdict": verdict }));
    let good = judged(json!({ "is": "conform" }));
    let before = office.state("a.onsite");
    for (bad, key) in [
        (judged(json!({ "is": "conform", "x": 1 })), "verdict.x"),
        (judged(json!({ "is": "nonconform", "reason": "未公示" })), "verdict.reason"),
        (line("stepped", &json!({ "nc": "N1", "step": { "is": "closed", "person": "甲" } })), "step.person"),
    ] {
        let said = office.record("a.onsite", &format!("{good}\n{bad}")).ends(1);
        assert!(said.contains("第 2 行") && said.contains(key) && chinese(&said), "{said}");
        assert_eq!(office.state("a.onsite"), before);
    }
    // What says nothing is no loss, and what is left out when empty may be written empty.
    office.record("a.onsite", &judged(json!({ "is": "nonconform", "reason": "" }))).success();
}

#[test]
fn so_many_special_deductions_that_the_audit_fails_are_said_at_the_gate() {
    let (office, item) = opened("5.1.1.1");
    let fails = || {
        let (_, out, _) = office.run(&["check", "a.onsite", "--json"]).parts();
        let rows: Vec<Value> = serde_json::from_str(&out).unwrap();
        rows.into_iter().find(|row| row["kind"] == "too-many-deductions")
    };
    for nth in 1..=5 {
        assert_eq!(fails(), None, "{nth}");
        let mut special = json!({ "special": format!("K-{nth}"), "kind": "law", "facts": "见记录" });
        special.as_object_mut().unwrap().extend(item.as_object().unwrap().clone());
        special.as_object_mut().unwrap().remove("clause");
        office.record("a.onsite", &line("special-deducted", &special)).success();
    }
    assert!(fails().unwrap()["sentence"].as_str().unwrap().contains("5 项"));
}

#[test]
fn a_nonconformity_is_withdrawn_by_the_lead_alone_where_one_is_named() {
    let (office, item) = opened("5.1.1.1");
    let raised = json!({ "nc": "NC-?", "audit": item["audit"], "standard": item["standard"],
        "clauses": ["5.1.1.1"], "site": item["site"] });
    let withdrawn = |nc: &Value| {
        line("stepped", &json!({ "nc": nc, "step": { "is": "withdrawn", "reason": "重复开出" } }))
    };
    let label = |nth: usize| office.state("a.onsite")["nonconformities"][nth]["nc"].clone();
    // Without a team anybody may.
    office.record("a.onsite", &line("raised", &raised)).success();
    office.record("a.onsite", &withdrawn(&label(0))).success();
    let lead = json!({ "audit": item["audit"], "member": "M-?", "role": "lead", "name": "组长甲" });
    office.record("a.onsite", &[line("member-named", &lead), line("raised", &raised)].join("\n")).success();
    let second = withdrawn(&label(1));
    let said = office.command_record("a.onsite", &["--by", "审查员乙"], &second).ends(1);
    assert!(said.contains("组长是组长甲") && said.contains("审查员乙"), "{said}");
    let by = |who: &str, input: &str| office.command_record("a.onsite", &["--by", who], input);
    let undo = |id: &str| json!({ "undo": id.trim() }).to_string();
    let id = by("组长甲", &second).success();
    // Anybody may take it back; that it stands again is for the lead alone.
    let undone = by("审查员乙", &undo(&id)).success();
    let said = by("审查员乙", &undo(&undone)).ends(1);
    assert!(said.contains("组长是组长甲") && said.contains("审查员乙"), "{said}");
    by("组长甲", &undo(&undone)).success();
}
