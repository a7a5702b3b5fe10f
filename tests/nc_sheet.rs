//! The sheet that goes to the client and comes back: what can be edited, what is taken, what is refused.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod office;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use calamine::{Data, Reader, Xlsx};
use office::{Office, chinese, lines};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::Value;
use zip::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

const ACKNOWLEDGED: &str = "确认人（受审查方）";
const DUE: &str = "完成期限";
const PARTS: [&str; 5] = ["纠正", "原因分析", "纠正措施", "举一反三", "责任人"];

/// How a row is spoilt.
type Spoil = fn(&mut Desk, usize);

/// A sheet as the client has it open.
struct Desk {
    rows: Vec<Vec<String>>,
}

impl Desk {
    /// Opens what `nc export` wrote.
    fn xlsx(office: &Office, name: &str) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(fs::read(office.path(name)).unwrap())).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        let cell = |cell: &Data| match cell {
            Data::DateTime(at) => at.as_datetime().unwrap().date().to_string(),
            Data::Empty => String::new(),
            other => other.to_string(),
        };
        Self { rows: range.rows().map(|row| row.iter().map(cell).collect()).collect() }
    }

    fn csv(office: &Office, name: &str) -> Self {
        let text = fs::read_to_string(office.path(name)).unwrap();
        let text = text.trim_start_matches('\u{feff}');
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let records = reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect());
        Self { rows: records.collect() }
    }

    fn place(&self, heading: &str) -> usize {
        self.rows[1].iter().position(|cell| cell == heading).unwrap_or_else(|| panic!("{heading}"))
    }

    fn get(&self, row: usize, heading: &str) -> &str {
        &self.rows[row - 1][self.place(heading)]
    }

    /// Types into a cell; rows are counted as the spreadsheet counts them.
    fn set(&mut self, row: usize, heading: &str, text: &str) {
        let place = self.place(heading);
        text.clone_into(&mut self.rows[row - 1][place]);
    }

    /// The row of a label.
    fn row(&self, nc: &str) -> usize {
        let place = self.place("编号");
        self.rows.iter().position(|row| row.get(place).is_some_and(|cell| cell == nc)).unwrap() + 1
    }

    fn fill(&mut self, row: usize) {
        for part in PARTS {
            self.set(row, part, &format!("{part}的内容"));
        }
        self.set(row, DUE, "2026-12-31");
    }

    /// Saves a workbook, the due dates as real dates where they are dates.
    fn save(&self, office: &Office, name: &str) {
        let mut book = Workbook::new();
        let page = book.add_worksheet();
        let day = Format::new().set_num_format("yyyy/m/d");
        let due = self.place(DUE);
        for (y, row) in (0u32..).zip(&self.rows) {
            for (x, text) in row.iter().enumerate() {
                let column = u16::try_from(x).unwrap();
                let date = (x == due).then(|| ExcelDateTime::parse_from_str(text).ok()).flatten();
                match date {
                    Some(date) => page.write_datetime_with_format(y, column, &date, &day).unwrap(),
                    None => page.write_string(y, column, text).unwrap(),
                };
            }
        }
        book.save(office.path(name)).unwrap();
    }

    fn save_csv(&self) -> String {
        let mut out = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in &self.rows {
            out.write_record(row).unwrap();
        }
        String::from_utf8(out.into_inner().unwrap()).unwrap()
    }
}

/// A demonstration dossier, its sheet, and the labels that wait for an answer.
fn desk(office: &Office) -> (Desk, Vec<String>) {
    office.demo("d.onsite");
    office.run(&["nc", "export", "d.onsite", "out.xlsx"]).success();
    let open = ncs(office)
        .into_iter()
        .filter(|nc| nc["ended"] == false && (nc["step"].is_null() || nc["step"]["is"] == "acknowledged"));
    let open: Vec<String> = open.map(|nc| nc["nc"].as_str().unwrap().to_owned()).collect();
    assert!(!open.is_empty(), "{:?}", ncs(office));
    (Desk::xlsx(office, "out.xlsx"), open)
}

fn ncs(office: &Office) -> Vec<Value> {
    office.state("d.onsite")["nonconformities"].as_array().unwrap().clone()
}

fn nc(office: &Office, label: &str) -> Value {
    ncs(office).into_iter().find(|nc| nc["nc"] == label).unwrap()
}

fn changes(office: &Office) -> u64 {
    office.state("d.onsite")["changes"].as_u64().unwrap()
}

/// What an import said that ended with 1: its rows, and on standard error that some were refused.
fn refused(office: &Office, args: &[&str]) -> String {
    let mut all = vec!["nc", "import", "d.onsite"];
    all.extend(args);
    let (code, out, err) = office.run(&all).parts();
    assert!(code == 1 && lines(&err) == 1 && err.contains("被拒绝"), "{code}\n{out}\n{err}");
    out + &err
}

#[test]
fn the_client_answers_in_the_workbook_and_the_answers_are_saved_once() {
    let office = Office::new();
    let (mut desk, open) = desk(&office);
    let label = &open[0];
    let row = desk.row(label);
    desk.fill(row);
    desk.set(row, "纠正", "第一行\r\n第二行");
    if desk.get(row, ACKNOWLEDGED).is_empty() {
        desk.set(row, ACKNOWLEDGED, "客服经理");
    }
    desk.save(&office, "back.xlsx");
    let said = office.run(&["nc", "import", "d.onsite", "back.xlsx"]).success();
    assert!(said.contains(&format!("第 {row} 行 {label}：写入")) && said.contains("原因分析"), "{said}");
    let saved = nc(&office, label);
    assert_eq!(saved["answers"][0]["correction"], "第一行\n第二行");
    assert_eq!(saved["answers"][0]["due"], "2026-12-31");
    assert_eq!(saved["answers"][0]["missing"].as_array().unwrap().len(), 0);
    assert_eq!(saved["step"]["is"], "acknowledged");

    let before = changes(&office);
    let again = office.run(&["nc", "import", "d.onsite", "back.xlsx"]).success();
    assert!(again.contains("没有新的内容"), "{again}");
    assert_eq!(changes(&office), before);

    office.run(&["nc", "import", "d.onsite", "back.xlsx", "--submit"]).success();
    assert_eq!(nc(&office, label)["step"]["is"], "answered");
    let after = changes(&office);
    office.run(&["nc", "import", "d.onsite", "back.xlsx", "--submit"]).success();
    assert_eq!(changes(&office), after);

    // The next export holds what was answered, and its cells are locked meanwhile.
    office.run(&["nc", "export", "d.onsite", "next.xlsx"]).success();
    let next = Desk::xlsx(&office, "next.xlsx");
    assert_eq!(next.get(next.row(label), "纠正"), "第一行\n第二行");
    assert_eq!(next.get(next.row(label), DUE), "2026-12-31");
}

/// The sheet of a second round, and the label that it is about: the first answer was rejected.
fn second_round(office: &Office) -> (String, Desk) {
    let (mut desk, open) = desk(office);
    let label = open[0].clone();
    let row = desk.row(&label);
    desk.fill(row);
    if desk.get(row, ACKNOWLEDGED).is_empty() {
        desk.set(row, ACKNOWLEDGED, "客服经理");
    }
    desk.save(office, "back.xlsx");
    office.run(&["nc", "import", "d.onsite", "back.xlsx", "--submit"]).success();
    let step = serde_json::json!({ "is": "rejected", "round": 1, "reason": "原因没有查清" });
    let stepped = serde_json::json!({ "kind": "stepped", "data": { "nc": label, "step": step } });
    office.record("d.onsite", &stepped.to_string()).success();
    office.run(&["nc", "export", "d.onsite", "second.xlsx"]).success();
    (label, Desk::xlsx(office, "second.xlsx"))
}

#[test]
fn in_the_next_round_the_client_changes_what_was_not_enough_and_keeps_the_rest() {
    let office = Office::new();
    let (label, mut second) = second_round(&office);
    let (label, row) = (label.as_str(), second.row(&label));
    assert_eq!(second.get(row, "上一轮未获接受的理由"), "原因没有查清");
    assert_eq!((second.get(row, "答复轮次"), second.get(row, "举一反三")), ("2", "举一反三的内容"));
    assert!(second.rows[0][0].contains("改过一格"), "{:?}", second.rows[0]);
    // A sheet that comes back as it went out answers nothing, even where it is to be handed in.
    let before = changes(&office);
    second.save(&office, "untouched.xlsx");
    office.run(&["nc", "import", "d.onsite", "untouched.xlsx", "--submit"]).success();
    assert_eq!(changes(&office), before);

    second.set(row, "原因分析", "新员工未经考核上岗");
    second.save(&office, "again.xlsx");
    let said = office.run(&["nc", "import", "d.onsite", "again.xlsx", "--submit"]).success();
    assert!(said.contains("原因分析、") && said.contains("纠正（同第 1 轮）"), "{said}");
    let saved = nc(&office, label);
    assert_eq!(saved["step"], serde_json::json!({ "is": "answered", "round": 2 }));
    assert_eq!(saved["answers"][1]["root_cause"], "新员工未经考核上岗");
    assert_eq!(saved["answers"][1]["correction"], "纠正的内容");
    assert_eq!(saved["answers"][0]["root_cause"], "原因分析的内容");
    let after = changes(&office);
    let again = office.run(&["nc", "import", "d.onsite", "again.xlsx", "--submit"]).success();
    assert!(again.contains("没有新的内容"), "{again}");
    assert_eq!(changes(&office), after);
}

#[test]
fn a_sheet_that_went_out_with_an_empty_second_round_is_still_taken() {
    let office = Office::new();
    let (label, mut second) = second_round(&office);
    let (label, row) = (label.as_str(), second.row(&label));
    // As it would have gone out: the client's cells empty, and held as empty ones.
    let held = second.get(row, "onsite:held").split('.').next().unwrap().to_owned();
    let empty = "e3b0c442";
    second.set(row, "onsite:held", &[&held, empty, empty, empty, empty, empty, empty].join("."));
    for part in PARTS.into_iter().chain([DUE]) {
        second.set(row, part, "");
    }
    second.set(row, "纠正", "纠正的内容");
    second.set(row, "原因分析", "新员工未经考核上岗");
    second.save(&office, "again.xlsx");
    office.run(&["nc", "import", "d.onsite", "again.xlsx"]).success();
    let answer = &nc(&office, label)["answers"][1];
    assert_eq!(
        (&answer["correction"], &answer["root_cause"]),
        (&"纠正的内容".into(), &"新员工未经考核上岗".into())
    );
    assert_eq!(answer["missing"].as_array().unwrap().len(), 4, "what stood empty is no answer: {answer}");
}

#[test]
fn an_answer_that_is_not_complete_is_kept_and_not_handed_in() {
    let office = Office::new();
    let (mut desk, open) = desk(&office);
    let row = desk.row(&open[0]);
    desk.set(row, "举一反三", "各网点已自查");
    desk.set(row, "责任人", "");
    desk.save(&office, "back.xlsx");
    let said = office.run(&["nc", "import", "d.onsite", "back.xlsx", "--submit"]).success();
    assert!(said.contains("没有提交"), "{said}");
    let saved = nc(&office, &open[0]);
    assert_eq!(saved["answers"][0]["extension"], "各网点已自查");
    assert_ne!(saved["step"]["is"], "answered");
}

#[test]
fn only_the_cells_of_the_client_can_be_edited_and_the_keys_are_hidden() {
    let office = Office::new();
    let (desk, open) = desk(&office);
    let mut archive = ZipArchive::new(Cursor::new(fs::read(office.path("out.xlsx")).unwrap())).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (page, styles) = (part("xl/worksheets/sheet1.xml"), part("xl/styles.xml"));
    assert!(page.contains("<sheetProtection sheet=\"1\""), "{page}");
    assert!(page.contains("state=\"frozen\"") && page.contains("hidden=\"1\""), "{page}");
    assert!(page.contains("<dataValidation type=\"date\""), "{page}");
    // Not every program finds the height of a row by itself: a statement of five lines was cut off.
    for row in 3..=desk.rows.len() {
        let row = page.split(&format!("<row r=\"{row}\"")).nth(1).unwrap().split('>').next().unwrap();
        let height = row.split(" ht=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(height.parse::<f64>().unwrap() >= 75.0, "{row}");
    }
    let formats = styles.split("<cellXfs").nth(1).unwrap().split("</cellXfs>").next().unwrap();
    let unlocked: Vec<bool> =
        formats.split("<xf ").skip(1).map(|format| format.contains("locked=\"0\"")).collect();
    let is_open = |row: usize, column: usize| {
        let name = format!("<c r=\"{}{row}\"", char::from(b'A' + u8::try_from(column).unwrap()));
        let cell = page.split(&name).nth(1).unwrap_or_else(|| panic!("{name}")).split('>').next().unwrap();
        let style = cell.split("s=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("0");
        unlocked[style.parse::<usize>().unwrap()]
    };
    let row = desk.row(&open[0]);
    for (column, heading) in desk.rows[1].iter().enumerate() {
        let expected = PARTS.contains(&heading.as_str())
            || heading == DUE
            || (heading == ACKNOWLEDGED && desk.get(row, ACKNOWLEDGED).is_empty());
        assert_eq!(is_open(row, column), expected, "{heading}");
        assert!(!is_open(2, column), "the heading {heading} is locked");
    }
    for row in 3..=desk.rows.len() {
        let answerable = open.contains(&desk.get(row, "编号").to_owned());
        assert_eq!(is_open(row, desk.place("纠正")), answerable, "row {row}");
    }
}

#[test]
fn a_row_that_does_not_match_is_named_and_then_nothing_is_written() {
    let office = Office::new();
    let (_, open) = desk(&office);
    let label = open[0].clone();
    let before = changes(&office);
    let cases: &[(Spoil, &str)] = &[
        (|desk, row| desk.set(row, "onsite:dossier", "0190-another"), "另一个档案"),
        (|desk, row| desk.set(row, "onsite:round", "7"), "第 1 轮"),
        (|desk, row| desk.set(row, "onsite:round", "一"), "机器列"),
        (|desk, row| desk.set(row, "onsite:told", "0000000000000000"), "重新导出"),
        (|desk, row| desk.set(row, "onsite:held", "x"), "机器列"),
        (|desk, row| desk.set(row, "onsite:nc", ""), "没有机器列中的编号"),
        (|desk, row| desk.set(row, "编号", "NC-X-9"), "NC-X-9"),
        (
            |desk, row| {
                desk.set(row, "编号", "NC-X-9");
                desk.set(row, "onsite:nc", "NC-X-9");
            },
            "档案里没有不符合项 NC-X-9",
        ),
        (|desk, row| desk.set(row, DUE, "下个月"), "不是日期"),
        (|desk, row| desk.set(row, DUE, "3/9/2026"), "不是日期"),
        (|desk, row| desk.set(row, DUE, "2016-12-31"), "完成期限 2016-12-31 早于开出日期"),
        (|desk, row| desk.set(row, "原因分析", &"长".repeat(30_000)), "太长"),
        (
            |desk, row| {
                let copy = desk.rows[row - 1].clone();
                desk.rows.push(copy);
            },
            "已经是这个不符合项",
        ),
    ];
    for (spoil, reason) in cases {
        let mut desk = Desk::xlsx(&office, "out.xlsx");
        let row = desk.row(&label);
        desk.fill(row);
        spoil(&mut desk, row);
        desk.save(&office, "back.xlsx");
        let said = refused(&office, &["back.xlsx"]);
        let place = if reason.contains("已经是") { desk.rows.len() } else { row };
        assert!(said.contains(&format!("第 {place} 行")) && said.contains(reason), "{reason}: {said}");
        assert!(said.contains("什么都没有写入"), "{said}");
        assert_eq!(changes(&office), before, "{reason}");
    }
}

#[test]
fn control_characters_are_refused_and_a_formula_counts_by_its_saved_value() {
    let office = Office::new();
    let (mut desk, open) = desk(&office);
    let row = desk.row(&open[0]);
    desk.fill(row);
    desk.set(row, "纠正", "响\u{7}铃");
    fs::write(office.path("back.csv"), desk.save_csv()).unwrap();
    let said = refused(&office, &["back.csv"]);
    assert!(said.contains(&format!("第 {row} 行")) && said.contains("控制字符"), "{said}");
    desk.set(row, "纠正", "=cmd|'/C calc'!A0");
    desk.save(&office, "back.xlsx");
    office.run(&["nc", "import", "d.onsite", "back.xlsx"]).success();
    assert_eq!(nc(&office, &open[0])["answers"][0]["correction"], "=cmd|'/C calc'!A0");
    office.run(&["nc", "export", "d.onsite", "out.csv"]).success();
    let text = fs::read_to_string(office.path("out.csv")).unwrap();
    assert!(!text.contains("黄色") && text.contains("只填写“确认人"), "a CSV has no colours: {text}");
    assert!(text.contains("'=cmd|") && !text.contains(",=cmd|") && !text.contains("\"=cmd|"), "{text}");
    let again = office.run(&["nc", "import", "d.onsite", "out.csv"]).success();
    assert!(again.contains("没有新的内容"), "{again}");
}

#[test]
fn what_was_ended_or_changed_since_the_export_is_not_answered_by_the_old_sheet() {
    let office = Office::new();
    let (mut desk, open) = desk(&office);
    let label = &open[0];
    let row = desk.row(label);
    desk.fill(row);
    desk.save(&office, "back.xlsx");
    let line = |kind: &str, data: Value| serde_json::json!({ "kind": kind, "data": data }).to_string();
    let written = serde_json::json!({ "nc": label, "round": 1, "part": "correction", "text": "审查员代写" });
    office.record("d.onsite", &line("answer-written", written)).success();
    let said = refused(&office, &["back.xlsx"]);
    assert!(said.contains("“纠正”已经另外写过"), "{said}");
    let stepped = serde_json::json!({ "nc": label, "step": { "is": "withdrawn", "reason": "重复开出" } });
    office.command_record("d.onsite", &["--by", "审查员甲"], &line("stepped", stepped)).success();
    let said = refused(&office, &["back.xlsx"]);
    assert!(said.contains("已关闭或撤回"), "{said}");
}

#[test]
fn the_good_rows_are_taken_if_asked_and_the_code_still_says_that_some_were_refused() {
    let office = Office::new();
    let (mut desk, open) = desk(&office);
    let all = ncs(&office);
    let other = all.iter().find(|nc| nc["ended"] == false && nc["nc"] != open[0].as_str()).unwrap();
    let (good, bad) = (desk.row(&open[0]), desk.row(other["nc"].as_str().unwrap()));
    desk.fill(good);
    desk.set(bad, "onsite:dossier", "0190-another");
    desk.save(&office, "back.xlsx");
    let said = refused(&office, &["back.xlsx"]);
    assert!(said.contains("没有写入 1 行") && said.contains("写入 0 行"), "each row is counted: {said}");
    let said = refused(&office, &["back.xlsx", "--skip-refused"]);
    assert!(said.contains(&format!("第 {bad} 行")) && said.contains("写入 1 行"), "{said}");
    let said = refused(&office, &["back.xlsx", "--skip-refused"]);
    assert!(said.contains("写入 0 行") && !said.contains("没有写入 1 行"), "{said}");
    assert_eq!(nc(&office, &open[0])["answers"][0]["responsible"], "责任人的内容");
}

#[test]
fn a_statement_that_was_rewritten_in_the_sheet_is_said() {
    let office = Office::new();
    let (mut desk, open) = desk(&office);
    let row = desk.row(&open[0]);
    desk.fill(row);
    let said = desk.get(row, "不符合事实描述").to_owned();
    desk.set(row, "不符合事实描述", &format!("  {said}\n"));
    desk.save(&office, "same.xlsx");
    let out = office.run(&["nc", "import", "d.onsite", "same.xlsx"]).success();
    assert!(!out.contains("以档案为准"), "{out}");
    desk.set(row, "不符合事实描述", "没有问题");
    desk.set(row, "纠正", "改好了");
    desk.save(&office, "other.xlsx");
    let (_, out, _) = office.run(&["nc", "import", "d.onsite", "other.xlsx"]).parts();
    assert!(out.contains("以档案为准"), "{out}");
}

#[test]
fn what_auditors_differ_about_is_marked_and_not_sent_to_the_client() {
    let office = Office::new();
    office.run(&["new", "a.onsite", "--client", "甲", "--site", "总部"]).success();
    let item: Value = serde_json::from_str(&office.item("a.onsite", "5.1.1.1")).unwrap();
    let line = |kind: &str, data: Value| serde_json::json!({ "kind": kind, "data": data }).to_string();
    let raised = serde_json::json!({
        "nc": "N1",
        "audit": item["audit"],
        "standard": item["standard"],
        "clauses": ["5.1.1.1"],
        "site": item["site"],
    });
    office.record("a.onsite", &line("raised", raised)).success();
    fs::copy(office.path("a.onsite"), office.path("b.onsite")).unwrap();
    let class = |class: &str| line("classed", serde_json::json!({ "nc": "N1", "class": class }));
    office.record("a.onsite", &class("minor")).success();
    Office::new().record_at(&office, "b.onsite", &class("major")).success();
    office.run(&["sync", "a.onsite", "b.onsite"]).success();
    assert!(office.run(&["nc", "list", "a.onsite"]).success().contains("待裁定"));
    let said = office.run(&["nc", "export", "a.onsite", "out.xlsx"]).ends(1);
    assert!(said.contains("N1") && said.contains("裁定") && !office.path("out.xlsx").exists(), "{said}");
    office.record("a.onsite", &class("minor")).success();
    assert!(!office.run(&["nc", "list", "a.onsite"]).success().contains("待裁定"));
    office.run(&["nc", "export", "a.onsite", "out.xlsx"]).success();
}

#[test]
fn rows_in_another_order_and_columns_put_between_are_found_all_the_same() {
    let office = Office::new();
    let (mut desk, open) = desk(&office);
    let row = desk.row(&open[0]);
    desk.fill(row);
    desk.rows[2..].reverse();
    for row in &mut desk.rows[1..] {
        row.insert(0, "客户自己的一列".to_owned());
    }
    desk.save(&office, "back.xlsx");
    office.run(&["nc", "import", "d.onsite", "back.xlsx"]).success();
    assert_eq!(nc(&office, &open[0])["answers"][0]["responsible"], "责任人的内容");
}

#[test]
fn csv_comes_back_in_gbk_with_dates_as_the_spreadsheet_rewrote_them() {
    let office = Office::new();
    let (_, open) = desk(&office);
    office.run(&["nc", "export", "d.onsite", "out.csv"]).success();
    assert!(fs::read(office.path("out.csv")).unwrap().starts_with(b"\xef\xbb\xbf"));
    let mut desk = Desk::csv(&office, "out.csv");
    let label = open[0].clone();
    let row = desk.row(&label);
    desk.set(row, "纠正措施", "已培训，\n并考核");
    desk.set(row, DUE, "2026/12/5");
    let text = desk.save_csv();
    let (gbk, _, lost) = encoding_rs::GBK.encode(&text);
    assert!(!lost);
    fs::write(office.path("back.csv"), gbk).unwrap();
    office.run(&["nc", "import", "--file", "d.onsite", "back.csv"]).success();
    let answer = nc(&office, &label)["answers"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&answer["corrective_action"], &answer["due"]),
        (&"已培训，\n并考核".into(), &"2026-12-05".into())
    );
}

#[test]
fn a_csv_saved_in_an_encoding_without_chinese_is_refused_and_told_how_to_save_it() {
    let office = Office::new();
    let (_, open) = desk(&office);
    let before = changes(&office);
    let plain = |text: &str| -> String { text.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect() };
    for (language, expected) in [("zh", "编码没有汉字"), ("en", "第")] {
        let args = ["nc", "export", "d.onsite", "out.csv", "--force"];
        let exported = if language == "zh" { office.run(&args) } else { office.english(&args) };
        exported.success();
        let mut desk = Desk::csv(&office, "out.csv");
        let heading = if language == "zh" { "纠正措施" } else { "corrective action" };
        let row = desk.rows.iter().position(|row| row[0] == open[0]).unwrap() + 1;
        desk.set(row, heading, "已培训并考核");
        fs::write(office.path("back.csv"), plain(&desk.save_csv())).unwrap();
        let (code, out, err) = office.run(&["nc", "import", "d.onsite", "back.csv"]).parts();
        let said = format!("{out}{err}");
        assert!(code == 1 && said.contains(expected) && said.contains("CSV UTF-8"), "{said}");
        assert_eq!(changes(&office), before, "{language}");
    }
    // No encoding that we read at all.
    fs::write(office.path("back.csv"), b"\xff\xff\xff\xff").unwrap();
    let said = office.run(&["nc", "import", "d.onsite", "back.csv"]).ends(1);
    assert!(said.contains("CSV UTF-8") && said.contains("GBK"), "{said}");
}

#[test]
fn a_file_is_never_written_over_unless_asked_and_other_endings_are_not_known() {
    let office = Office::new();
    office.demo("d.onsite");
    fs::write(office.path("out.xlsx"), "mine").unwrap();
    let said = office.run(&["nc", "export", "d.onsite", "out.xlsx"]).ends(1);
    assert!(said.contains("--force") && lines(&said) == 1, "{said}");
    assert_eq!(fs::read(office.path("out.xlsx")).unwrap(), b"mine");
    office.run(&["nc", "export", "d.onsite", "out.xlsx", "--force"]).success();
    assert!(fs::read(office.path("out.xlsx")).unwrap().starts_with(b"PK"));
    for args in [&["nc", "export", "d.onsite", "out.xls"][..], &["nc", "import", "d.onsite"]] {
        office.run(args).ends(2);
    }
    let left: Vec<_> =
        fs::read_dir(office.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".onsite-sheet")), "{left:?}");
}

#[test]
fn both_languages_have_their_sheet_and_either_is_read_by_the_other() {
    let office = Office::new();
    let (_, open) = desk(&office);
    office.english(&["nc", "export", "d.onsite", "en.csv"]).success();
    let mut desk = Desk::csv(&office, "en.csv");
    assert!(desk.rows[1].iter().all(|heading| !chinese(heading)), "{:?}", desk.rows[1]);
    let place = desk.rows[1].iter().position(|heading| heading == "root cause").unwrap();
    let row = desk.rows.iter().position(|row| row[0] == open[0]).unwrap();
    "no rule for it".clone_into(&mut desk.rows[row][place]);
    fs::write(office.path("back.csv"), desk.save_csv()).unwrap();
    office.run(&["nc", "import", "d.onsite", "back.csv"]).success();
    assert_eq!(nc(&office, &open[0])["answers"][0]["root_cause"], "no rule for it");
    let place = desk.rows[1].iter().position(|heading| heading == "onsite:dossier").unwrap();
    "x".clone_into(&mut desk.rows[row][place]);
    fs::write(office.path("back.csv"), desk.save_csv()).unwrap();
    let (code, said, _) = office.english(&["nc", "import", "d.onsite", "back.csv"]).parts();
    assert!(code == 1 && said.contains("another dossier") && !chinese(&said), "{said}");
}

#[test]
fn bombs_and_garbage_are_refused_quickly_in_one_sentence() {
    let office = Office::new();
    office.demo("d.onsite");
    office.run(&["nc", "export", "d.onsite", "out.xlsx"]).success();
    let good = fs::read(office.path("out.xlsx")).unwrap();
    let before = changes(&office);
    let mut hostile: Vec<(String, Vec<u8>)> = vec![
        ("empty.xlsx".to_owned(), Vec::new()),
        ("words.xlsx".to_owned(), "不是表格".into()),
        ("cut.xlsx".to_owned(), good[..good.len() / 2].to_vec()),
        ("bomb.xlsx".to_owned(), bomb(64)),
        ("large.csv".to_owned(), vec![b'x'; 9 * 1024 * 1024]),
        ("noise.csv".to_owned(), (0..=255u8).cycle().take(4096).collect()),
        ("corner.xlsx".to_owned(), corner()),
        ("other.xlsx".to_owned(), {
            let mut book = Workbook::new();
            book.add_worksheet().write_string(0, 0, "工资表").unwrap();
            book.save_to_buffer().unwrap()
        }),
    ];
    // Every part of a workbook may be damaged on its way.
    for nth in 0..24 {
        let mut bytes = good.clone();
        let at = bytes.len() * nth / 24;
        bytes[at] ^= 0x55;
        hostile.push((format!("bent{nth}.xlsx"), bytes));
    }
    for (name, bytes) in hostile {
        fs::write(office.path(&name), bytes).unwrap();
        let began = Instant::now();
        let (code, out, err) = office.run(&["nc", "import", "d.onsite", &name]).parts();
        assert!(began.elapsed() < Duration::from_secs(20), "{name} took {:?}", began.elapsed());
        assert!(
            name.starts_with("bent") || (code == 1 && lines(&err) == 1 && out.is_empty()),
            "{name}: {code} {out} {err}"
        );
        assert!(matches!(code, 0 | 1) && !err.contains("panicked"), "{name}: {code} {err}");
        assert!(err.is_empty() || chinese(&err), "{name}: {err}");
    }
    assert_eq!(changes(&office), before);
    let folder = office.path("folder.xlsx");
    fs::create_dir(&folder).unwrap();
    for args in [
        ["nc", "import", "d.onsite", "没有.xlsx"],
        ["nc", "import", "d.onsite", "folder.xlsx"],
        ["nc", "export", "d.onsite", "没有/a.xlsx"],
    ] {
        let said = office.run(&args).ends(1);
        assert!(
            chinese(&said) && said.contains("没有") && said.contains('；') && lines(&said) == 1,
            "{said}"
        );
        assert!(!said.contains("os error") && !said.contains(".onsite-sheet"), "{said}");
    }
}

/// A workbook of a few kilobytes whose one part unpacks to so many megabytes.
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    let zeros = vec![0; 1024 * 1024];
    for _ in 0..megabytes {
        zip.write_all(&zeros).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < megabytes * 2048);
    bytes
}

/// Two cells, as far apart as a sheet allows.
fn corner() -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.write_string(0, 0, "onsite:nc").unwrap();
    page.write_string(1_048_575, 16_383, "x").unwrap();
    book.save_to_buffer().unwrap()
}
