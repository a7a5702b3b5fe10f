//! A nonconformity seen again: after its text was changed, at the next audit, and in it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod office;

use office::Office;
use serde_json::{Value, json};

fn line(kind: &str, data: &Value) -> String {
    json!({ "kind": kind, "data": data }).to_string()
}

fn stepped(nc: &str, step: &Value) -> String {
    line("stepped", &json!({ "nc": nc, "step": step }))
}

/// A dossier with one nonconformity that the client has acknowledged; its label and its audit's.
fn acknowledged(office: &Office) -> (String, String) {
    office.run(&["new", "a.onsite", "--client", "甲", "--site", "总部"]).success();
    let item: Value = serde_json::from_str(&office.item("a.onsite", "5.1.1.1")).unwrap();
    let raised = json!({ "nc": "NC-?", "audit": item["audit"], "standard": item["standard"],
        "clauses": ["5.1.1.1"], "site": item["site"] });
    let input = [
        line("raised", &raised),
        line("classed", &json!({ "nc": "NC-?", "class": "minor" })),
        line("nc-written", &json!({ "nc": "NC-?", "part": "statement", "text": "没有设立售后服务部门" })),
        stepped("NC-?", &json!({ "is": "acknowledged", "person": "陪同人员" })),
    ];
    office.record("a.onsite", &input.join("\n")).success();
    let nc = office.state("a.onsite")["nonconformities"][0]["nc"].as_str().unwrap().to_owned();
    (nc, item["audit"].as_str().unwrap().to_owned())
}

fn gate(office: &Office, more: &[&str]) -> String {
    let args: Vec<&str> = ["check", "a.onsite", "--json"].iter().chain(more).copied().collect();
    let (code, rows, _) = office.run(&args).parts();
    assert_eq!(code, 1, "items are open");
    rows
}

#[test]
fn what_was_changed_after_it_was_acknowledged_is_to_be_acknowledged_again() {
    let office = Office::new();
    let (nc, _) = acknowledged(&office);
    let again = stepped(&nc, &json!({ "is": "acknowledged", "person": "陪同人员" }));
    assert!(!gate(&office, &[]).contains("nc-changed-since"));
    let text = json!({ "nc": nc, "part": "statement", "text": "没有设立售后服务部门，也没有指定人员" });
    office.record("a.onsite", &line("nc-written", &text)).success();
    assert!(gate(&office, &[]).contains("nc-changed-since"));
    office.record("a.onsite", &again).success();
    assert!(!gate(&office, &[]).contains("nc-changed-since"));
}

#[test]
fn what_was_changed_and_changed_back_is_what_was_acknowledged() {
    let office = Office::new();
    let (nc, _) = acknowledged(&office);
    for (text, changed) in [("另一句", true), ("没有设立售后服务部门", false)] {
        let text = json!({ "nc": nc, "part": "statement", "text": text });
        office.record("a.onsite", &line("nc-written", &text)).success();
        assert_eq!(gate(&office, &[]).contains("nc-changed-since"), changed);
    }
}

#[test]
fn a_dispute_that_the_same_person_ends_stays_in_the_history() {
    let office = Office::new();
    let (nc, _) = acknowledged(&office);
    let disputed = json!({ "is": "disputed", "person": "陪同人员", "words": "已经口头指定" });
    office.record("a.onsite", &stepped(&nc, &disputed)).success();
    office
        .record("a.onsite", &stepped(&nc, &json!({ "is": "acknowledged", "person": "陪同人员" })))
        .success();
    let shown = office.run(&["nc", "show", "a.onsite", &nc]).success();
    assert!(shown.contains("已经口头指定") && !shown.contains("撤销"), "{shown}");
    assert_eq!(shown.matches("已确认 · 陪同人员").count(), 2, "{shown}");
}

/// The answer, its acceptance, and what was done.
fn carried_out(nc: &str) -> String {
    let answer = |part: &str, text: &str| {
        line("answer-written", &json!({ "nc": nc, "round": 1, "part": part, "text": text }))
    };
    [
        answer("correction", "已任命"),
        answer("root-cause", "职责不清"),
        answer("corrective-action", "修订职责"),
        answer("extension", "已查各部门"),
        answer("responsible", "服务经理"),
        answer("due", "2099-01-01"),
        stepped(nc, &json!({ "is": "answered", "round": 1 })),
        stepped(nc, &json!({ "is": "accepted", "round": 1 })),
        stepped(nc, &json!({ "is": "carried-out", "facts": "任命文件已发" })),
    ]
    .join("\n")
}

/// Opens another audit; its label.
fn next_audit(office: &Office, audit: &str) -> String {
    let state = office.state("a.onsite");
    let list = &state["checklists"][0];
    let criteria = [json!({ "standard": list["standard"], "digest": list["digest"] })];
    let next = json!({ "audit": "A-?", "type": "surveillance", "year": 2099, "criteria": criteria });
    office.record("a.onsite", &line("audit-opened", &next)).success();
    let audits = office.state("a.onsite");
    let next = audits["audits"].as_array().unwrap().iter().find(|it| it["audit"] != audit).unwrap();
    next["audit"].as_str().unwrap().to_owned()
}

#[test]
fn a_verification_at_the_next_audit_waits_for_it_and_counts_there() {
    let office = Office::new();
    let (nc, audit) = acknowledged(&office);
    office.record("a.onsite", &carried_out(&nc)).success();
    let verified =
        json!({ "is": "verified", "method": "next-audit", "effective": true, "facts": "看过任命" });
    let verified = stepped(&nc, &verified);
    let told = office.record("a.onsite", &verified).ends(1);
    assert!(told.contains("还没有下一次评价"), "{told}");

    let next = &next_audit(&office, &audit);
    assert!(gate(&office, &["--audit", next]).contains("previous-unverified"));
    office.record("a.onsite", &verified).success();
    office.record("a.onsite", &stepped(&nc, &json!({ "is": "closed" }))).success();
    let rows = gate(&office, &["--audit", next]);
    assert!(!rows.contains("previous-unverified"), "it was looked at in this audit: {rows}");
}

#[test]
fn a_verification_on_site_counts_in_the_audit_and_one_on_documents_until_it_is_closed() {
    for (method, seen) in [("on-site", [true, true]), ("documents", [true, false])] {
        let office = Office::new();
        let (nc, audit) = acknowledged(&office);
        office.record("a.onsite", &carried_out(&nc)).success();
        let next = next_audit(&office, &audit);
        let unverified = || gate(&office, &["--audit", &next]).contains("previous-unverified");
        assert!(unverified());
        let verified = json!({ "is": "verified", "method": method, "effective": true, "facts": "看过任命" });
        for (step, seen) in [verified, json!({ "is": "closed" })].iter().zip(seen) {
            office.record("a.onsite", &stepped(&nc, step)).success();
            assert_eq!(unverified(), !seen, "{method}: {step}");
        }
    }
}

#[test]
fn what_did_not_work_and_is_carried_out_again_is_to_be_verified_again() {
    let office = Office::new();
    let (nc, audit) = acknowledged(&office);
    office.record("a.onsite", &carried_out(&nc)).success();
    let next = next_audit(&office, &audit);
    let unverified = || gate(&office, &["--audit", &next]).contains("previous-unverified");
    let failed = json!({ "is": "verified", "method": "on-site", "effective": false, "facts": "仍无任命" });
    let again = json!({ "is": "carried-out", "facts": "重新任命" });
    for (step, left) in [(failed, false), (again, true)] {
        office.record("a.onsite", &stepped(&nc, &step)).success();
        assert_eq!(unverified(), left, "{step}");
    }
}

#[test]
fn a_check_for_the_like_at_the_head_office_is_told_though_nobody_asked_for_it() {
    let office = Office::new();
    office
        .run(&["new", "a.onsite", "--client", "甲", "--site", "总部", "--site", "网点一", "--site", "网点二"])
        .success();
    let state = office.state("a.onsite");
    let (audit, sites) = (&state["audits"][0]["audit"], &state["sites"]);
    let raised = json!({ "nc": "NC-?", "audit": audit, "standard": "gbt27922-2011",
        "clauses": ["5.1.1.1"], "site": sites[1]["site"] });
    let like = json!({ "nc": "NC-?", "site": sites[0]["site"], "found": false, "facts": "总部已查" });
    office
        .record("a.onsite", &[line("raised", &raised), line("like-case-checked", &like)].join("\n"))
        .success();
    let likes = office.state("a.onsite")["nonconformities"][0]["like_cases"].clone();
    let told: Vec<(&Value, &Value)> =
        likes.as_array().unwrap().iter().map(|like| (&like["site"], &like["found"])).collect();
    assert_eq!(told, [(&sites[0]["site"], &json!(false)), (&sites[2]["site"], &Value::Null)]);
    assert!(office.run(&["show", "a.onsite"]).success().contains("总部已查"));
}

#[test]
fn a_closed_one_still_tells_which_outlets_are_to_be_checked_and_what_was_withdrawn_under_it() {
    let office = Office::with_an_outlet();
    let item: Value = serde_json::from_str(&office.item("a.onsite", "5.1.1.1")).unwrap();
    let sites = office.state("a.onsite")["sites"].clone();
    let outlet =
        sites.as_array().unwrap().iter().find(|site| site["name"] == "福州网点").unwrap()["site"].clone();
    let another = json!({ "site": "S-9", "name": "泉州网点", "role": "outlet", "address": "" });
    let raised = json!({ "nc": "NC-?", "audit": item["audit"], "standard": item["standard"],
        "clauses": ["5.1.1.1"], "site": outlet });
    let seen = json!({ "evidence": "E-?", "audit": item["audit"],
        "body": { "is": "observation", "text": "服务台无人" } });
    let input = [
        line("site-described", &another),
        line("raised", &raised),
        line("classed", &json!({ "nc": "NC-?", "class": "observation" })),
        line("nc-written", &json!({ "nc": "NC-?", "part": "statement", "text": "服务台宜有人值守" })),
        line("evidence-taken", &seen),
        line("cited-for-nc", &json!({ "evidence": "E-?", "nc": "NC-?", "cited": true })),
        stepped("NC-?", &json!({ "is": "acknowledged", "person": "店长" })),
        stepped("NC-?", &json!({ "is": "closed" })),
        line("evidence-withdrawn", &json!({ "evidence": "E-?", "reason": "拍错网点" })),
    ];
    office.record("a.onsite", &input.join("\n")).success();
    let state = office.state("a.onsite")["nonconformities"][0].clone();
    let nc = state["nc"].as_str().unwrap();
    assert_eq!((&state["ended"], &state["like_cases"][0]["found"]), (&json!(true), &Value::Null));
    assert_eq!(state["evidence"], json!([]));
    assert_eq!(state["withdrawn_evidence"][0]["reason"], "拍错网点");
    let shown = office.run(&["nc", "show", "a.onsite", nc]).success();
    assert!(shown.contains("泉州网点 待核查") && shown.contains("已撤回：拍错网点"), "{shown}");
    assert!(gate(&office, &[]).contains("check-other-outlets"));
    let checked = json!({ "nc": nc, "site": "S-9", "found": false, "facts": "查三份均有" });
    office.record("a.onsite", &line("like-case-checked", &checked)).success();
    let shown = office.run(&["nc", "show", "a.onsite", nc]).success();
    assert!(shown.contains("泉州网点 无同类问题 · 查三份均有"), "{shown}");
    assert!(!gate(&office, &[]).contains("check-other-outlets"));
}

#[test]
fn a_line_about_a_verdict_names_the_audit_where_there_are_several() {
    let office = Office::new();
    let (_, audit) = acknowledged(&office);
    let item: Value = serde_json::from_str(&office.item("a.onsite", "5.1.1.1")).unwrap();
    let judge = |audit: &str| {
        let mut item = item.clone();
        item["audit"] = json!(audit);
        let data = json!({ "item": item, "verdict": { "is": "conform" } });
        office.record("a.onsite", &line("judged", &data)).success();
    };
    let verdicts = || {
        let log = office.run(&["log", "a.onsite"]).success();
        log.lines().filter(|line| line.contains("判定")).map(str::to_owned).collect::<Vec<_>>()
    };
    judge(&audit);
    assert!(!verdicts()[0].contains("评价 ") && !verdicts()[0].contains("初次认证"), "{:?}", verdicts());
    judge(&next_audit(&office, &audit));
    let told = verdicts();
    assert!(told[0].contains("初次认证") && told[1].contains("2099 监督评价"), "{told:?}");
}
