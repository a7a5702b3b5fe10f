//! The house's arrows and habits, held by reading the source, not by good will.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms a room may see. A room is a file or a folder right below `src`.
///
/// `i18n` sees the rooms whose errors it puts into sentences; they do not see it.
const ARROWS: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    (
        "cli",
        &[
            "checklists",
            "demo",
            "domain",
            "i18n",
            "inbox",
            "office",
            "photo",
            "report",
            "search",
            "store",
            "supply",
            "sync",
            "tui",
        ],
    ),
    (
        "tui",
        &[
            "checklists",
            "demo",
            "domain",
            "i18n",
            "inbox",
            "photo",
            "report",
            "search",
            "store",
            "supply",
            "sync",
        ],
    ),
    ("demo", &["checklists", "domain", "store", "supply", "sync"]),
    ("sync", &["domain", "store", "supply"]),
    ("checklists", &["domain", "i18n", "store"]),
    ("store", &["domain", "supply"]),
    ("report", &["domain", "i18n"]),
    ("office", &["domain", "i18n", "report"]),
    ("search", &["domain", "i18n"]),
    ("i18n", &["domain", "photo", "store", "sync"]),
    ("inbox", &["domain", "photo", "store"]),
    ("photo", &[]),
    ("supply", &[]),
    ("domain", &[]),
];

/// Words that only some rooms may write, and why.
const KEPT: &[(&str, &[&str], &str)] = &[
    ("rusqlite", &["store"], "the only SQL is in the store"),
    ("ratatui", &["tui"], "the screen is one room's business"),
    ("crossterm", &["tui"], "the terminal is one room's business"),
    ("image::", &["photo"], "pictures of strangers are read in one room, within limits"),
    ("calamine", &["office"], "spreadsheets of strangers are read in one room, within limits"),
    ("ZipArchive", &["office"], "archives of strangers are unpacked in one room, within limits"),
    ("clap", &["cli"], "the command line is one room's business"),
    ("Local::now", &["supply"], "one clock, so that tests can script it"),
    ("Utc::now", &["supply"], "one clock, so that tests can script it"),
    ("SystemTime::now", &["supply"], "one clock, so that tests can script it"),
    ("now_v7", &["supply"], "one source of identities, so that tests can script it"),
    ("new_v4", &["supply"], "one source of identities, so that tests can script it"),
];

/// What the rules and the report, which are pure, must not know.
const IMPURE: &[&str] =
    &["std::fs", "std::env", "std::io", "std::net", "std::thread", "std::process", "std::time"];

/// Most lines of a file, its tests apart.
const LONGEST: usize = 500;

/// Longer files, and why they stay whole.
const LONG: &[(&str, &str)] = &[
    ("domain/change.rs", "the released kinds of change, frozen, in one list"),
    ("tui/app.rs", "the router: every way into and out of a screen or dialog; to be split"),
];

/// A source file: its room, its path below `src`, its lines without comments and without tests.
struct Source {
    room: String,
    path: String,
    first: String,
    lines: Vec<String>,
    /// How many modules lie above its own: 0 for `src/lib.rs`.
    depth: usize,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    assert!(files.len() > 20, "the source is where it is looked for");
    files.iter().filter(|file| !is_test(file)).map(|file| read(&root, file)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            files.push(path);
        }
    }
}

/// A file that belongs to `#[cfg(test)] mod tests;` or `mod harness;`.
fn is_test(file: &Path) -> bool {
    let named = |part: &str| part == "tests" || part == "tests.rs" || part == "harness.rs";
    file.components().any(|part| part.as_os_str().to_str().is_some_and(named))
}

fn read(src: &Path, file: &Path) -> Source {
    let text = fs::read_to_string(file).unwrap();
    let below = file.strip_prefix(src).unwrap();
    let path = below.to_str().unwrap().replace('\\', "/");
    let segments = path.trim_end_matches(".rs").trim_end_matches("/mod").split('/').count();
    let depth = if path == "lib.rs" || path == "main.rs" { 0 } else { segments };
    let room = path.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
    let tests = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    let lines = text[..tests].lines().map(|line| line.split("// ").next().unwrap().trim().to_owned());
    let lines = lines.filter(|line| !line.starts_with("//")).collect();
    Source { room, path, first: text.lines().next().unwrap_or_default().to_owned(), lines, depth }
}

/// The rooms that a text names, each with the place where it does: by `crate::room`, by a group
/// `crate::{a, b::c}`, by as many `super::` as lead out of the room.
fn rooms_named(text: &str, depth: usize) -> Vec<(String, String)> {
    let place = |at: usize| text[at..].chars().take(70).collect::<String>();
    let mut rooms = Vec::new();
    for root in ["crate::", "onsite::"] {
        for (at, _) in text.match_indices(root) {
            rooms.extend(first_names(&text[at + root.len()..]).into_iter().map(|room| (room, place(at))));
        }
    }
    for (at, _) in text.match_indices("super::") {
        let climbed = text[at..].split("super::").take_while(|between| between.is_empty()).count();
        let begins = !text[..at].ends_with("super::");
        if begins && depth > 0 && climbed == depth {
            let rest = text[at..].trim_start_matches("super::");
            rooms.extend(first_names(rest).into_iter().map(|room| (room, place(at))));
        }
    }
    rooms
}

/// The first name of a path, or of each path of a group in braces.
fn first_names(path: &str) -> Vec<String> {
    let name = |path: &str| path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut depth = 0;
    let mut names = vec![String::new()];
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            c => names.last_mut().unwrap().push(c),
        }
    }
    names.iter().map(|path| name(path.trim())).filter(|name| !name.is_empty()).collect()
}

fn is_room(name: &str) -> bool {
    ARROWS.iter().any(|(room, _)| *room == name)
}

#[test]
fn every_room_sees_only_the_rooms_that_it_may() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.room != "lib") {
        let Some((_, allowed)) = ARROWS.iter().find(|(room, _)| *room == source.room) else {
            faults.push(format!("src/{}: a new room; say in ARROWS what it may see", source.path));
            continue;
        };
        for (room, place) in rooms_named(&source.lines.join(" "), source.depth) {
            if is_room(&room) && room != source.room && !allowed.contains(&room.as_str()) {
                faults.push(format!("src/{}: {} must not see {room}: {place}", source.path, source.room));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_arrows_make_no_circle() {
    // Rooms without arrows are taken away until none is left.
    let mut left: Vec<(&str, Vec<&str>)> = ARROWS.iter().map(|(room, seen)| (*room, seen.to_vec())).collect();
    while !left.is_empty() {
        let ends: Vec<&str> =
            left.iter().filter(|(_, seen)| seen.is_empty()).map(|(room, _)| *room).collect();
        assert!(!ends.is_empty(), "a circle among {left:?}");
        left.retain(|(room, _)| !ends.contains(room));
        for (_, seen) in &mut left {
            seen.retain(|room| !ends.contains(room));
        }
    }
}

#[test]
fn each_craft_stays_in_its_room() {
    let mut faults = Vec::new();
    for source in sources() {
        for line in &source.lines {
            for (word, rooms, why) in KEPT {
                if line.contains(word) && !rooms.contains(&source.room.as_str()) {
                    faults.push(format!("src/{}: {why}: {line}", source.path));
                }
            }
            if matches!(source.room.as_str(), "domain" | "report") && IMPURE.iter().any(|w| line.contains(w))
            {
                faults.push(format!("src/{}: knows no files, threads or time: {line}", source.path));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_file_opens_with_its_duty_and_is_not_too_long() {
    let mut faults = Vec::new();
    for source in sources() {
        if !source.first.starts_with("//! ") {
            faults.push(format!("src/{} does not open with `//!` and its duty", source.path));
        }
        let excused = LONG.iter().any(|(path, _)| *path == source.path);
        if source.lines.len() > LONGEST && !excused {
            faults.push(format!("src/{} has {} lines; split it by thing", source.path, source.lines.len()));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_dependency_says_why_it_is_there_and_is_used() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let source: String = sources().iter().map(|source| source.lines.join(" ")).collect();
    let mut section = "";
    let mut seen = 0;
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]") && line.contains('=') {
            seen += 1;
            let reason = line.split_once('#').map_or("", |(_, reason)| reason.trim());
            assert!(reason.len() > 8, "a line of reason is missing: {line}");
            let name = line.split('=').next().unwrap_or_default().trim().replace('-', "_");
            assert!(section.starts_with("[dev") || source.contains(&name), "{name} is not used: take it out");
        }
    }
    assert!(seen > 10, "the dependencies are where they are looked for");
}

#[test]
fn the_reader_of_paths_sees_through_groups_and_climbs() {
    let named = |text, depth| rooms_named(text, depth).into_iter().map(|(room, _)| room).collect::<Vec<_>>();
    assert_eq!(named("use crate::{domain::change::{A, B}, store};", 2), ["domain", "store"]);
    assert_eq!(named("use crate::{ domain::change::A, store, };", 2), ["domain", "store"]);
    assert_eq!(named("use super::super::i18n::Lang; use super::super::{store};", 2), ["i18n", "store"]);
    assert_eq!(named("use super::change::Change;", 2), Vec::<String>::new());
    assert_eq!(named("use super::i18n::Lang;", 1), ["i18n"]);
    assert_eq!(named("let x = crate::supply::now();", 2), ["supply"]);
}
