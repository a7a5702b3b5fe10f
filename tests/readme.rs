//! The lists of the README are those of the program. `UPDATE=1 cargo test --test readme` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use onsite::i18n::Lang;
use onsite::tui::keymap::{BINDINGS, Scope};

/// The scopes in the order of the key table, those that hold everywhere first.
fn scopes() -> Vec<Scope> {
    let mut scopes = vec![Scope::Everywhere];
    for row in BINDINGS {
        if !scopes.contains(&row.scope) {
            scopes.push(row.scope);
        }
    }
    scopes
}

fn keys(lang: Lang) -> String {
    let mut table = lang
        .pick("| 哪里 | 键 | 作用 |\n|---|---|---|\n", "| where | key | does |\n|---|---|---|\n")
        .to_owned();
    for scope in scopes() {
        let mut place = scope.words().get(lang);
        for row in BINDINGS.iter().filter(|row| row.scope == scope) {
            let keys = row.shown_all().replace('|', "\\|");
            let keys = keys.split(", ").map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" ");
            writeln!(table, "| {place} | {keys} | {} |", row.words.get(lang)).unwrap();
            place = "";
        }
    }
    table
}

fn commands(lang: Lang) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_onsite"))
        .args(["--help", "--lang", lang.code()])
        .env("ONSITE_HOME", std::env::temp_dir().join("onsite-readme"))
        .output()
        .unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let lines = help.lines().skip_while(|line| !line.starts_with("命令") && !line.starts_with("Commands"));
    let mut rows: Vec<String> = Vec::new();
    for line in lines.skip(1).take_while(|line| line.starts_with("  ")) {
        match rows.last_mut() {
            // A long line goes on below its beginning.
            Some(row) if line.starts_with("   ") => *row = [row, lang.pick("", " "), line.trim()].concat(),
            _ => rows.push(line.trim().to_owned()),
        }
    }
    let mut table = lang.pick("| 命令 | 作用 |\n|---|---|\n", "| command | does |\n|---|---|\n").to_owned();
    for row in rows {
        let (name, does) = row.split_once(' ').unwrap();
        writeln!(table, "| `onsite {name}` | {} |", does.trim().replace('|', "\\|")).unwrap();
    }
    table
}

/// The text with the list between its two marks put in.
fn with_list(text: &str, mark: &str, list: &str) -> String {
    let (open, close) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let (before, rest) = text.split_once(&open).unwrap_or_else(|| panic!("{mark} is marked"));
    let (_, after) = rest.split_once(&close).unwrap_or_else(|| panic!("{mark} ends"));
    format!("{before}{open}{list}{close}{after}")
}

#[test]
fn the_lists_of_the_readme_are_those_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let mut fresh = text.clone();
    for lang in [Lang::Zh, Lang::En] {
        fresh = with_list(&fresh, &format!("commands:{}", lang.code()), &commands(lang));
        fresh = with_list(&fresh, &format!("keys:{}", lang.code()), &keys(lang));
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &fresh).unwrap();
    }
    let now = fs::read_to_string(&path).unwrap();
    assert!(now == fresh, "README.md is out of date: UPDATE=1 cargo test --test readme");
}

#[test]
fn the_two_commands_of_the_readme_are_there_and_the_ci_runs_the_second() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    for command in ["cargo run --release -- demo", "cargo test"] {
        assert_eq!(readme.matches(&format!("\n{command} ")).count(), 2, "{command}, once a language");
    }
    let ci = fs::read_to_string(root.join(".ci/run")).unwrap();
    assert!(ci.lines().any(|line| line == "cargo test"));
}

#[test]
fn every_link_of_the_documents_leads_to_a_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = fs::read_to_string(root.join(document)).unwrap();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap();
            assert!(root.join(file).exists(), "{document} links to {target}");
        }
    }
}
