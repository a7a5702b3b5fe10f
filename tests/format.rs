//! The format page agrees with the program, and its commands do what it says.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod laptop;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use laptop::{Laptop, phone, site};
use onsite::domain::change::Change;
use onsite::store;
use onsite::sync;

const PAGE: &str = include_str!("../docs/format.md");

/// The row of a kind in the table of kinds.
fn row(kind: &str) -> &str {
    let start = format!("| `{kind}` |");
    PAGE.lines().find(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("no row for {kind}"))
}

#[test]
fn every_kind_has_its_row_with_every_field_and_no_row_is_left_over() {
    for (kind, schema) in Change::schemas() {
        let row = row(kind);
        for field in schema.get("properties").unwrap().as_object().unwrap().keys() {
            assert!(row.contains(&format!("`{field}`")), "{kind}: field {field}");
        }
    }
    let table = PAGE.split("| `kind` | sets slot |").nth(1).unwrap();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|')).count();
    assert_eq!(rows, Change::KINDS.len());
}

/// Every code that a payload may hold: values of enumerations, marks of variants, names of fields.
fn codes(schema: &serde_json::Value, found: &mut BTreeSet<String>) {
    if let Some(object) = schema.as_object() {
        found.extend(object.get("const").and_then(|code| code.as_str()).map(str::to_owned));
        for code in object.get("enum").and_then(|codes| codes.as_array()).into_iter().flatten() {
            found.extend(code.as_str().map(str::to_owned));
        }
        if let Some(fields) = object.get("properties").and_then(|fields| fields.as_object()) {
            found.extend(fields.keys().cloned());
        }
        for inner in object.values() {
            codes(inner, found);
        }
    } else if let Some(list) = schema.as_array() {
        for inner in list {
            codes(inner, found);
        }
    }
}

#[test]
fn every_code_that_a_payload_may_hold_is_on_the_page() {
    for (kind, schema) in Change::schemas() {
        let mut found = BTreeSet::new();
        codes(schema.as_value(), &mut found);
        for code in found {
            let said = PAGE.contains(&format!("`{code}`")) || PAGE.contains(&format!("\"{code}\""));
            assert!(said, "{kind}: {code}");
        }
    }
}

#[test]
fn the_marks_and_the_format_are_those_of_the_program() {
    assert!(PAGE.contains(&format!("`{:#010X}`", store::APPLICATION_ID).replace("0X", "0x")));
    assert!(PAGE.contains(&format!("{} in decimal", store::APPLICATION_ID)));
    assert!(PAGE.contains(&format!("**{}** is described here", store::FORMAT)));
    assert!(PAGE.contains(&format!("pages of {} bytes", store::PAGE_SIZE)));
}

/// Runs a command of the page; `None` where this system lacks a tool that the page names.
fn run(command: &str, file: &Path) -> Option<String> {
    for tool in ["sqlite3", "jq", "sha256sum"] {
        Command::new(tool).arg("--version").output().ok()?;
    }
    let output = Command::new("sh").args(["-c", command]).env("FILE", file).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{command}\n{}", String::from_utf8_lossy(&output.stderr));
    Some(said)
}

fn commands() -> Vec<&'static str> {
    PAGE.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn the_commands_of_the_page_read_and_verify_a_real_dossier() {
    let laptop = Laptop::new("a");
    drop(laptop.start("甲.onsite", "d-1"));
    let other = Laptop::new("b");
    std::fs::copy(laptop.path("甲.onsite"), other.path("甲.onsite")).unwrap();
    laptop.record(&mut laptop.open("甲.onsite"), &[phone("0592-1"), site("S-1", "制表符\t与“引号\"")]);
    other.record(&mut other.open("甲.onsite"), &[phone("0592-2")]);
    sync::exchange(&mut laptop.open("甲.onsite"), &mut other.open("甲.onsite")).unwrap();
    let file = laptop.path("甲.onsite");
    let [marks, lines, stands, conflicts, hashes, chains, blobs] = commands().try_into().unwrap();
    let Some(said) = run(marks, &file) else {
        eprintln!("skipped: sqlite3, jq or sha256sum is not installed");
        return;
    };
    assert_eq!(said, format!("{}\n{}\n", store::APPLICATION_ID, store::FORMAT));
    assert_eq!(run(lines, &file).unwrap().lines().count(), 4);
    assert_eq!(run(stands, &file).unwrap().lines().count(), 4, "the phone stands twice");
    assert_eq!(run(conflicts, &file).unwrap(), "client/phone\n");
    assert_eq!(run(hashes, &file).unwrap(), "");
    assert_eq!(run(chains, &file).unwrap(), "");
    assert_eq!(run(blobs, &file).unwrap(), "");
    let conn = rusqlite::Connection::open(&file).unwrap();
    let forge = "DROP TRIGGER journal_stays; UPDATE journal SET line = replace(line, '0592-1', '0592-9')";
    conn.execute_batch(forge).unwrap();
    drop(conn);
    assert!(run(hashes, &file).unwrap().starts_with("altered: "));
    let loose = "UPDATE journal SET hash = zeroblob(32) WHERE arrival = 1";
    rusqlite::Connection::open(&file).unwrap().execute(loose, []).unwrap();
    assert_eq!(run(chains, &file).unwrap().lines().count(), 1, "what follows the forged line is loose");
}
