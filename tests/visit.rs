//! What surrounds the verdicts of a visit, recorded through the command line and shown again.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod office;

use office::Office;
use serde_json::{Value, json};

fn line(kind: &str, data: &Value) -> String {
    json!({ "kind": kind, "data": data }).to_string()
}

/// An office with a dossier of a head office and some outlets; its state.
fn opened(outlets: usize) -> (Office, Value) {
    let office = Office::new();
    let sites: Vec<String> = (1..=outlets).map(|nth| format!("网点{nth}")).collect();
    let mut args = vec!["new", "a.onsite", "--client", "甲", "--site", "总部"];
    args.extend(sites.iter().flat_map(|site| ["--site", site]));
    office.run(&args).success();
    let state = office.state("a.onsite");
    (office, state)
}

#[test]
fn an_interview_is_recorded_linked_and_turned_into_evidence() {
    let (office, state) = opened(0);
    let audit = &state["audits"][0]["audit"];
    let site = &state["sites"][0]["site"];
    let note = |text: &str, person: &str| {
        json!({ "note": "N-?", "audit": audit, "standard": "gbt27922-2011", "site": site,
            "sort": "interview", "person": person, "text": text })
    };
    let body = json!({ "is": "interview", "person": "店长", "text": "没有回访" });
    let input = [
        line("note-taken", &note("没有回访 #5.1.1.1", "店长")),
        line("evidence-taken", &json!({ "evidence": "E-?", "audit": audit, "body": body })),
        line("note-used", &json!({ "note": "N-?", "used": { "is": "evidence", "evidence": "E-?" } })),
    ];
    office.record("a.onsite", &input.join("\n")).success();
    let state = office.state("a.onsite");
    let told = &state["audits"][0]["notes"][0];
    assert_eq!(told["clauses"], json!(["5.1.1.1"]));
    assert_eq!(told["uses"][0]["evidence"], state["evidence"][0]["evidence"]);
    let text = office.run(&["show", "a.onsite"]).success();
    assert!(text.contains("访谈 店长：没有回访 #5.1.1.1"), "{text}");
    let said = office.record("a.onsite", &line("note-taken", &note("见 #5.9.9", "店长"))).ends(1);
    assert!(said.contains("5.9.9"), "{said}");
    let said = office.record("a.onsite", &line("note-taken", &note("没有回访", ""))).ends(1);
    assert!(said.contains("不能空着"), "{said}");
    let used = json!({ "note": "N-X-1", "used": { "is": "nonconformity", "nc": "NC-X-1" } });
    let said = office.record("a.onsite", &line("note-used", &used)).ends(1);
    assert!(said.contains("N-X-1"), "{said}");
}

#[test]
fn the_gate_names_an_interview_that_nothing_came_of() {
    let (office, state) = opened(0);
    let note = json!({ "note": "N-?", "audit": state["audits"][0]["audit"], "standard": "gbt27922-2011",
        "site": state["sites"][0]["site"], "sort": "interview", "person": "店长", "text": "忙" });
    office.record("a.onsite", &line("note-taken", &note)).success();
    let (_, rows, _) = office.run(&["check", "a.onsite", "--json"]).parts();
    let rows: Vec<Value> = serde_json::from_str(&rows).unwrap();
    let row = rows.iter().find(|row| row["kind"] == "loose-interview").unwrap();
    assert_eq!(row["severity"], "note");
    assert_eq!(row["subject"]["is"], "note");
}

fn described(audit: &Value, meeting: &str, part: &str, text: &str) -> String {
    line("meeting-described", &json!({ "audit": audit, "meeting": meeting, "part": part, "text": text }))
}

/// The kinds of the gate's rows that have a prefix.
fn gate(office: &Office, prefix: &str) -> Vec<String> {
    let (_, rows, _) = office.run(&["check", "a.onsite", "--json"]).parts();
    let rows: Vec<Value> = serde_json::from_str(&rows).unwrap();
    let kinds = rows.iter().map(|row| row["kind"].as_str().unwrap().to_owned());
    kinds.filter(|kind| kind.contains(prefix)).collect()
}

#[test]
fn a_meeting_is_recorded_with_who_was_there_and_at_most_three_photos() {
    let (office, state) = opened(0);
    let audit = &state["audits"][0]["audit"];
    assert_eq!(gate(&office, "meeting"), ["no-opening-meeting", "no-closing-meeting"]);
    let started = described(audit, "opening", "starts", "2026-11-24T09:00:00+08:00");
    office.record("a.onsite", &started).success();
    assert_eq!(
        gate(&office, "meeting"),
        ["meeting-without-attendees", "meeting-without-photo", "no-closing-meeting"]
    );
    let attendee = |side: &str, nth: u32| {
        let label = format!("P-?{nth}");
        json!({ "audit": audit, "meeting": "opening", "attendee": label, "name": "甲", "side": side, "role": "组长" })
    };
    let photo = |nth: u32| {
        let body =
            json!({ "is": "file", "path": format!("{nth}.jpg"), "size": 1, "sha256": "ab".repeat(32) });
        let label = format!("E-?{nth}");
        [
            line("evidence-taken", &json!({ "evidence": label, "audit": audit, "body": body })),
            line(
                "cited-for-meeting",
                &json!({ "evidence": label, "audit": audit, "meeting": "opening", "cited": true }),
            ),
        ]
    };
    let mut input = vec![
        line("attendee-named", &attendee("client", 1)),
        line("attendee-named", &attendee("team", 2)),
        described(audit, "opening", "checked-in", "2026-11-24T11:30:00+08:00"),
    ];
    input.extend((1..=3).flat_map(photo));
    office.record("a.onsite", &input.join("\n")).success();
    assert_eq!(gate(&office, "meeting"), ["no-closing-meeting"]);
    assert_eq!(gate(&office, "check-in"), ["check-in-unexplained"]);
    let why = described(audit, "opening", "exception", "会场无信号");
    office.record("a.onsite", &why).success();
    assert_eq!(gate(&office, "check-in"), [""; 0]);
    let told = &office.state("a.onsite")["audits"][0]["meetings"][0];
    assert_eq!(told["check_in_until"], "2026-11-24T11:00:00+08:00");
    assert_eq!(
        (told["photos"].as_array().unwrap().len(), told["attendees"].as_array().unwrap().len()),
        (3, 2)
    );
    let text = office.run(&["show", "a.onsite"]).success();
    assert!(text.contains("首次会议") && text.contains("会场无信号"), "{text}");
    let said = office.record("a.onsite", &photo(4).join("\n")).ends(1);
    assert!(said.contains("最多 3 张"), "{said}");
    let said = office.record("a.onsite", &described(audit, "opening", "starts", "09:00")).ends(1);
    assert!(said.contains("不是带时区的时间"), "{said}");
    let early = described(audit, "opening", "ends", "2026-11-24T08:00:00+08:00");
    assert!(office.record("a.onsite", &early).ends(1).contains("早于开始"));
}

#[test]
fn a_draw_is_taken_only_if_its_seed_gives_it() {
    let (office, state) = opened(9);
    let audit = &state["audits"][0]["audit"];
    let sites: Vec<String> = state["sites"]
        .as_array()
        .unwrap()
        .iter()
        .map(|site| site["site"].as_str().unwrap().to_owned())
        .collect();
    let frame = &sites[1..];
    let drawn = |seed: u64, count| {
        let steps = onsite::domain::sampling::draw(seed, frame, count);
        steps.into_iter().map(|step| step.site).collect::<Vec<_>>()
    };
    let draw = |seed: &str, frame: &[String], drawn: &[String]| {
        let data = json!({ "audit": audit, "seed": seed, "frame": frame, "drawn": drawn });
        line("outlets-drawn", &data)
    };
    let seed = "000000000000002a";
    for (why, input) in [
        ("16 位十六进制", draw("42", frame, &drawn(42, 3))),
        ("对不上", draw(seed, frame, &drawn(43, 3))),
        ("对不上", draw(seed, &frame[1..], &drawn(42, 3))),
        ("至少要随机抽取 1 个", draw(seed, frame, &[])),
        ("无从抽取", draw(seed, &[], &[])),
    ] {
        let said = office.record("a.onsite", &input).ends(1);
        assert!(said.contains(why), "{said}");
    }
    office.record("a.onsite", &draw(seed, frame, &drawn(42, 3))).success();
    let sampling = &office.state("a.onsite")["audits"][0]["sampling"];
    assert_eq!(
        (&sampling["outlets"], &sampling["least"], &sampling["seed"]),
        (&json!(9), &json!(3), &json!(seed))
    );
    assert_eq!(sampling["steps"].as_array().unwrap().len(), 3);
    let text = office.run(&["show", "a.onsite"]).success();
    assert!(
        text.contains("按规则至少 3") && text.contains("本程序的默认规则") && text.contains("mod 9 ="),
        "{text}"
    );
}

#[test]
fn a_rule_of_sampling_is_recorded_and_holds_for_the_draw() {
    let (office, state) = opened(9);
    let audit = state["audits"][0]["audit"].clone();
    let rule = |more: &serde_json::Value| {
        let mut data = json!({ "audit": audit, "by": "示例认证机构", "basis": "sourced", "at_random": 50 });
        data.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        line("sampling-ruled", &data)
    };
    for bad in [
        json!({ "percent": 150 }),
        json!({ "source": "示例规则 3.2", "percent": 0 }),
        json!({ "source": "示例规则 3.2", "percent": 1001 }),
        json!({ "source": "示例规则 3.2", "at_random": 101 }),
    ] {
        let said = office.record("a.onsite", &rule(&bad)).ends(1);
        assert!(said.contains("抽样规则不能用"), "{bad}: {said}");
    }
    office.record("a.onsite", &rule(&json!({ "source": "示例规则 3.2", "percent": 150 }))).success();
    let sampling = &office.state("a.onsite")["audits"][0]["sampling"];
    assert_eq!((&sampling["least"], &sampling["rule"]["by"]), (&json!(5), &json!("示例认证机构")));
    // Half of them are left to chance now: one of three is too few.
    let sites: Vec<&str> = state["sites"]
        .as_array()
        .unwrap()
        .iter()
        .skip(1)
        .map(|site| site["site"].as_str().unwrap())
        .collect();
    let rest: Vec<String> = sites[2..].iter().map(|site| (*site).to_owned()).collect();
    let drawn: Vec<String> =
        onsite::domain::sampling::draw(42, &rest, 1).into_iter().map(|step| step.site).collect();
    let data = json!({ "audit": audit, "seed": "000000000000002a", "frame": sites, "picked": sites[..2], "drawn": drawn });
    let said = office.record("a.onsite", &line("outlets-drawn", &data)).ends(1);
    assert!(said.contains("至少要随机抽取 2 个"), "{said}");
    let text = office.run(&["show", "a.onsite"]).success();
    assert!(text.contains("网点数平方根的 150%") && text.contains("示例规则 3.2"), "{text}");
}

#[test]
fn sites_lie_below_one_another_without_a_ring() {
    let (office, state) = opened(2);
    let site = |nth: usize| state["sites"][nth]["site"].clone();
    let below = |site: &Value, above: &Value| line("site-placed", &json!({ "site": site, "below": above }));
    office.record("a.onsite", &below(&site(2), &site(1))).success();
    let said = office.record("a.onsite", &below(&site(1), &site(2))).ends(1);
    assert!(said.contains("下级场所"), "{said}");
    assert_eq!(office.state("a.onsite")["audits"][0]["sites"][2]["below"], site(1));
}

#[test]
fn a_planned_visit_is_recorded_with_its_deviation_and_the_coverage_follows_from_the_verdicts() {
    let (office, state) = opened(1);
    let audit = &state["audits"][0]["audit"];
    let site = &state["sites"][0]["site"];
    let visit = |clauses: &[&str], ends: &str| {
        json!({ "visit": "V-?", "audit": audit, "site": site, "who": "审查员甲", "clauses": clauses,
            "starts": "2026-11-24T09:00:00+08:00", "ends": ends })
    };
    let noon = "2026-11-24T12:00:00+08:00";
    let settled = |outcome: Value| line("visit-settled", &json!({ "visit": "V-?", "outcome": outcome }));
    let item: Value = serde_json::from_str(&office.item("a.onsite", "5.1.1.1")).unwrap();
    let input = [
        line("visit-planned", &visit(&["5.1.1"], noon)),
        settled(json!({ "is": "deviated", "reason": "改由乙到访" })),
        line("judged", &json!({ "item": item, "verdict": { "is": "conform" } })),
    ];
    office.command_record("a.onsite", &["--by", "审查员乙"], &input.join("\n")).success();
    let told = &office.state("a.onsite")["audits"][0];
    assert_eq!(told["plan"][0]["outcome"], json!({ "is": "deviated", "reason": "改由乙到访" }));
    assert_eq!(told["coverage"][0]["by"], "审查员乙");
    assert_eq!(told["coverage"][0]["judged"], 1);
    let text = office.run(&["show", "a.onsite"]).success();
    assert!(text.contains("改由乙到访") && text.contains("审查员乙 · 总部：1 条"), "{text}");
    for (why, bad) in [
        ("9.9", line("visit-planned", &visit(&["9.9"], noon))),
        ("早于开始", line("visit-planned", &visit(&[], "2026-11-24T08:00:00+08:00"))),
        ("不是带时区的时间", line("visit-planned", &visit(&[], "12:00"))),
        (
            "缺理由",
            settled(json!({ "is": "dropped", "reason": " " }))
                .replace("V-?", told["plan"][0]["planned"]["visit"].as_str().unwrap()),
        ),
        ("V-X-1", settled(json!({ "is": "done" })).replace("V-?", "V-X-1")),
    ] {
        let said = office.record("a.onsite", &bad).ends(1);
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn a_special_deduction_rests_on_its_nonconformity_and_the_score_says_so() {
    let (office, state) = opened(0);
    let audit = &state["audits"][0]["audit"];
    let site = &state["sites"][0]["site"];
    let standard = "gbt27922-2011";
    let special = json!({ "special": "K-?", "audit": audit, "standard": standard, "site": site,
        "kind": "law", "facts": "无证上岗" });
    let nc =
        json!({ "nc": "NC-?", "audit": audit, "standard": standard, "clauses": ["5.1.1.1"], "site": site });
    let of = json!({ "is": "deduction", "special": "K-?" });
    let ground = json!({ "is": "nonconformity", "nc": "NC-?" });
    let grounded = |of: &Value, ground: &Value| {
        line("special-grounded", &json!({ "of": of, "ground": ground, "stands": true }))
    };
    let input = [line("special-deducted", &special), line("raised", &nc), grounded(&of, &ground)].join("\n");
    office.record("a.onsite", &input).success();
    let state = office.state("a.onsite");
    let told = &state["audits"][0]["scores"][0]["grounds"][0];
    assert_eq!(told["ground"]["nc"], state["nonconformities"][0]["nc"]);
    let text = office.run(&["show", "a.onsite"]).success();
    assert!(text.contains("依据 NC-"), "{text}");
    let bonus = json!({ "is": "bonus", "audit": audit, "standard": standard });
    assert!(
        office.record("a.onsite", &grounded(&bonus, &told["ground"])).ends(1).contains("还没有给特别加分")
    );
    let none = json!({ "is": "deduction", "special": "K-X-1" });
    assert!(office.record("a.onsite", &grounded(&none, &told["ground"])).ends(1).contains("K-X-1"));
}

#[test]
fn the_nonconformities_of_the_last_audit_come_in_to_be_verified() {
    let (office, state) = opened(0);
    let audit = &state["audits"][0]["audit"];
    let standard = "gbt27922-2011";
    let nc = json!({ "nc": "NC-?", "audit": audit, "standard": standard, "clauses": ["5.1.1.1"],
        "site": state["sites"][0]["site"] });
    let criterion = json!({ "standard": standard, "digest": state["checklists"][0]["digest"] });
    let next = json!({ "audit": "A-?", "type": "surveillance", "year": 2099, "criteria": [criterion] });
    office.record("a.onsite", &line("raised", &nc)).success();
    assert_eq!(gate(&office, "previous"), [""; 0]);
    office.record("a.onsite", &line("audit-opened", &next)).success();
    assert_eq!(gate(&office, "previous"), ["previous-unverified"]);
    let label = &office.state("a.onsite")["nonconformities"][0]["nc"];
    let step = json!({ "nc": label, "step": { "is": "withdrawn", "reason": "开错了" } });
    office.record("a.onsite", &line("stepped", &step)).success();
    assert_eq!(gate(&office, "previous"), [""; 0]);
}
