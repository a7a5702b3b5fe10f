//! The leave-site gate and the office's list of nonconformities, on the demonstration.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod office;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use office::{Office, chinese, lines};
use onsite::domain::change::Change;
use onsite::domain::dossier::Dossier;
use onsite::domain::gate::{Kind, Row, Severity, any_error};
use onsite::domain::journal::Body;
use onsite::store::Store;
use onsite::supply::Supply;
use serde_json::Value;

fn demo_rows(today: &str) -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.onsite");
    onsite::demo::make(&path, &Supply::scripted("2026-11-24T10:00:00+08:00")).unwrap();
    let dossier = Store::open_reading(&path).unwrap().load().unwrap();
    let audit = dossier.audits()[0].audit.clone();
    dossier.gate(&audit, NaiveDate::parse_from_str(today, "%Y-%m-%d").unwrap())
}

#[test]
fn the_gate_names_what_is_open_in_conflict_overdue_and_provisional() {
    let rows = demo_rows("2026-11-24");
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for row in &rows {
        assert_eq!(row.values.len(), row.kind.places(), "{row:?}");
        *counts.entry(row.kind).or_default() += 1;
    }
    let open = counts.remove(&Kind::OpenItem).unwrap();
    assert!(open > 20, "{open}");
    assert_eq!(
        counts.into_iter().collect::<Vec<_>>(),
        [
            (Kind::Conflict, 1),
            (Kind::SampleWithoutEvidence, 4),
            (Kind::NcOverdue, 1),
            (Kind::MeetingWithoutPhoto, 1),
            (Kind::ProvisionalPoints, 1),
            (Kind::SamplesUnnumbered, 1),
            (Kind::NcNotEscalated, 1),
            (Kind::NoPlan, 1),
            (Kind::NoClosingMeeting, 1),
        ]
    );
    assert!(any_error(&rows));
    let severities: Vec<Severity> = rows.iter().map(Row::severity).collect();
    assert!(severities.is_sorted(), "errors first");
}

#[test]
fn a_checklist_that_cannot_be_read_has_a_row_in_place_of_its_items() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.onsite");
    onsite::demo::make(&path, &Supply::scripted("2026-11-24T10:00:00+08:00")).unwrap();
    let whole = Store::open_reading(&path).unwrap().load().unwrap();
    let mut dossier = Dossier::default();
    for entry in whole.entries() {
        let mut entry = entry.clone();
        if let Body::Known(Change::ChecklistAdopted(adopted)) = &mut entry.body {
            "a form that only a newer version reads".clone_into(&mut adopted.text);
        }
        dossier.apply(entry);
    }
    let audit = dossier.audits()[0].audit.clone();
    let rows = dossier.gate(&audit, NaiveDate::from_ymd_opt(2026, 11, 24).unwrap());
    let unread: Vec<&Row> = rows.iter().filter(|row| row.kind == Kind::ChecklistUnreadable).collect();
    let standards = dossier.audits()[0].criteria.len();
    assert_eq!(unread.len(), standards, "{rows:?}");
    assert!(any_error(&rows) && !rows.iter().any(|row| row.kind == Kind::OpenItem));
    assert_eq!(unread[0].values, ["gbt27922-2011"]);
    assert!(!rows.iter().any(|row| row.kind == Kind::JudgedUnvisited), "the sites are visited");
    assert!(!demo_rows("2026-11-24").iter().any(|row| row.kind == Kind::ChecklistUnreadable));
}

#[test]
fn the_gate_looks_at_the_calendar_for_due_dates_alone() {
    let dated = |row: &Row| matches!(row.kind, Kind::NcOverdue | Kind::NcNotEscalated);
    let without = |rows: Vec<Row>| -> Vec<Row> { rows.into_iter().filter(|row| !dated(row)).collect() };
    assert_eq!(without(demo_rows("2026-10-01")).len(), demo_rows("2026-10-01").len());
    assert_eq!(without(demo_rows("2027-10-01")).len(), demo_rows("2027-10-01").len() - 6);
}

#[test]
fn check_ends_with_1_while_errors_stand_and_with_0_when_none_does() {
    let office = Office::new();
    office.demo("d.onsite");
    let (code, out, err) = office.run(&["check", "d.onsite"]).parts();
    assert!(code == 1 && err.is_empty() && out.contains("还没有判定"), "{out}{err}");
    let (code, out, _) = office.run(&["check", "d.onsite", "--json"]).parts();
    let rows: Vec<Value> = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 1);
    assert!(rows.iter().all(|row| {
        row["severity"].is_string() && row["subject"]["is"].is_string() && row["sentence"].is_string()
    }));
    let (_, english, _) = office.english(&["check", "d.onsite", "--json"]).parts();
    let english: Vec<Value> = serde_json::from_str(&english).unwrap();
    assert_eq!(english.len(), rows.len());
    assert!(!chinese(english[1]["kind"].as_str().unwrap()));
    complete(&office);
    let out = office.run(&["check", "c.onsite"]).success();
    assert!(out.contains("可以离开现场"), "{out}");
    office.run(&["check", "c.onsite", "--audit", "A-X-1"]).ends(1);
}

#[test]
fn many_of_a_kind_are_one_row_that_says_where_and_holds_each_of_them() {
    let office = Office::new();
    let sites = ["--site", "总部", "--site", "网点一"];
    let standards = ["--standard", "gbt27922-2011", "--standard", "gbt19001-2016"];
    let new = [&["new", "c.onsite", "--client", "甲"][..], &sites, &standards].concat();
    office.run(&new).success();
    let (_, out, _) = office.run(&["check", "c.onsite", "--json"]).parts();
    let rows: Vec<Value> = serde_json::from_str(&out).unwrap();
    let open: Vec<&Value> = rows.iter().filter(|row| row["kind"] == "open-item").collect();
    assert_eq!(open.len(), 4, "two sites by two standards");
    for row in &open {
        let each = row["each"].as_array().unwrap();
        assert_eq!(row["count"].as_u64(), u64::try_from(each.len()).ok());
        assert_eq!(row["subject"], each[0]["subject"]);
        assert!(each.iter().all(|one| {
            one["subject"]["standard"] == row["subject"]["standard"]
                && one["subject"]["site"] == row["subject"]["site"]
                && one["sentence"].as_str().unwrap().starts_with(one["subject"]["clause"].as_str().unwrap())
        }));
    }
    let sentence = open[0]["sentence"].as_str().unwrap();
    assert!(sentence.starts_with("总部 · GB/T 27922-2011：46 条还没有判定：5.1.1.1、"), "{sentence}");
    let single = rows.iter().find(|row| row["kind"] == "no-scope").unwrap();
    assert!(single["count"] == 1 && single["each"].is_null(), "{single}");
    let (_, said, _) = office.english(&["check", "c.onsite"]).parts();
    let line = said.lines().find(|line| line.contains("GB/T 19001-2016")).unwrap();
    assert!(line.contains("items are not judged: ") && line.ends_with(", 10.3"), "all of them: {line}");
    assert!(lines(&said) < 24, "a screen: {said}");
}

/// A dossier whose every leaf conforms.
fn complete(office: &Office) {
    office.run(&["new", "c.onsite", "--client", "甲", "--site", "总部"]).success();
    let leaves = office.state("c.onsite")["audits"][0]["scores"][0]["leaves"].clone();
    let input: Vec<String> = leaves
        .as_array()
        .unwrap()
        .iter()
        .map(|leaf| {
            let item = office_item(office, leaf["clause"].as_str().unwrap());
            format!(r#"{{"kind":"judged","data":{{"item":{item},"verdict":{{"is":"conform"}}}}}}"#)
        })
        .collect();
    office.record("c.onsite", &input.join("\n")).success();
    let state = office.state("c.onsite");
    assert_eq!(state["audits"][0]["scores"][0]["final"]["score"]["exact"], "100");
}

fn office_item(office: &Office, clause: &str) -> String {
    use std::sync::OnceLock;
    static ITEM: OnceLock<String> = OnceLock::new();
    ITEM.get_or_init(|| office.item("c.onsite", "CLAUSE")).replace("CLAUSE", clause)
}

#[test]
fn samples_without_their_numbers_are_told_until_each_has_one() {
    let office = Office::new();
    office.run(&["new", "c.onsite", "--client", "甲", "--site", "总部"]).success();
    let item: Value = serde_json::from_str(&office.item("c.onsite", "5.1.1.1")).unwrap();
    let told = |numbers: &[&str]| {
        let samples: Vec<Value> =
            numbers.iter().map(|number| serde_json::json!({ "number": number })).collect();
        let body = serde_json::json!({ "is": "record", "title": "维修单", "population": 20, "sampled": 2,
            "failed": 0, "samples": samples });
        let data = serde_json::json!({ "evidence": "E-T-1", "audit": item["audit"], "body": body });
        let line = serde_json::json!({ "kind": "evidence-taken", "data": data }).to_string();
        office.record("c.onsite", &line).success();
        office.run(&["check", "c.onsite"]).parts().1
    };
    assert!(told(&["A-1"]).contains("证据 E-T-1 抽样 2 份，只写了 1 份的编号"));
    assert!(!told(&["A-1", "A-2"]).contains("E-T-1"));
}

#[test]
fn nonconformities_are_listed_overdue_ones_first_and_shown_with_their_texts() {
    let office = Office::new();
    office.demo("d.onsite");
    let all = office.run(&["nc", "list", "d.onsite"]).success();
    assert_eq!(lines(&all), 4);
    assert!(all.lines().next().unwrap().contains("逾期 3 天"), "{all}");
    // As on the screen: then what waits for the auditor, then for the client, and last what has ended.
    let clauses = ["5.2.1.4", "5.1.6.4", "5.2.2.1", "5.1.3.2"];
    assert!(all.lines().zip(clauses).all(|(line, clause)| line.contains(clause)), "{all}");
    let late = office.run(&["nc", "list", "d.onsite", "--overdue", "--json"]).success();
    let late: Vec<Value> = serde_json::from_str(&late).unwrap();
    assert_eq!((late.len(), late[0]["overdue_days"].as_i64()), (1, Some(3)));
    let label = late[0]["nc"].as_str().unwrap();
    assert!(office.run(&["show", "d.onsite"]).success().contains("逾期 3 天"), "show says so too");
    let shown = office.run(&["nc", "show", "d.onsite", label]).success();
    for part in
        ["逾期 3 天", "纠正措施", "举一反三", "原因分析", "经过", "建立服务缺陷公开机制", "不是标准的规定"]
    {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    assert_eq!(office.run(&["nc", "show", "--file", "d.onsite", label]).success(), shown);
    let json: Value =
        serde_json::from_str(&office.run(&["nc", "show", "d.onsite", label, "--json"]).success()).unwrap();
    assert_eq!(json["answers"][0]["round"], 1);
    office.run(&["nc", "show", "d.onsite", "NC-X-1"]).ends(1);
    office.run(&["nc", "show", "d.onsite"]).ends(2);
    office.run(&["nc", "list", "没有.onsite"]).ends(1);
}

#[test]
fn a_conflict_is_told_by_the_name_of_the_site_and_by_what_everybody_says() {
    let office = Office::new();
    office.demo("d.onsite");
    let (code, said, _) = office.run(&["check", "d.onsite"]).parts();
    let told = "厦门总部 5.1.2.2 的判定不一致：";
    let line = said.lines().find(|line| line.contains(told)).unwrap_or_else(|| panic!("{said}"));
    assert!(code == 1 && line.contains("审查员甲 符合") && line.contains("审查员乙 抽样"), "{line}");
    assert!(line.ends_with("；请裁定"), "{line}");
}

#[test]
fn a_nonconformity_that_the_client_has_not_acknowledged_holds_the_visit_up() {
    let office = Office::new();
    office.run(&["new", "c.onsite", "--client", "甲", "--site", "总部"]).success();
    let item: Value = serde_json::from_str(&office.item("c.onsite", "5.1.1.1")).unwrap();
    let (audit, standard, site) = (&item["audit"], &item["standard"], &item["site"]);
    let raised = serde_json::json!({ "kind": "raised", "data": {
        "nc": "NC-?", "audit": audit, "standard": standard, "clauses": ["5.1.1.1"], "site": site,
    }});
    office.record("c.onsite", &raised.to_string()).success();
    let (code, said, _) = office.run(&["check", "c.onsite"]).parts();
    assert!(code == 1 && said.contains("还没有请受审查方确认"), "{said}");
}
