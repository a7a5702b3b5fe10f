//! `onsite evidence export`: the original bytes under safe names, and a register beside them.

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::Path;

use clap::ArgMatches;

use super::{file_hash, is_kept, paths};
use crate::cli::{Done, Failure, Here};
use crate::domain::change::Evidence;
use crate::domain::ids::Hash;
use crate::i18n::cli as say;
use crate::i18n::evidence as evidence_words;
use crate::i18n::store::{self as store_say, system};
use crate::i18n::{Lang, words};
use crate::report::saying::{self, Names};
use crate::report::state::{EvidenceState, State};
use crate::store::{KeepError, Store};

/// The register's name in the folder.
const REGISTER: &str = "register.csv";

/// The longest name of a file, in bytes, its label apart.
const NAME_LIMIT: usize = 120;

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let (path, rest) = paths(here, args, "FOLDER")?;
    let [folder] = rest.as_slice() else {
        return Err(Failure::Usage(say::EVIDENCE_FOLDER_MISSING.get(here.lang).to_owned()));
    };
    let store = here.reading_at(&path)?;
    let dossier = here.loaded(&store)?;
    let state = State::of(&dossier);
    let fail = |path: &Path, error: &dyn std::fmt::Display| {
        Failure::Refused(say::EXPORT_FAILED.with(here.lang, &[&path.display(), error]))
    };
    fs::create_dir_all(folder).map_err(|error| fail(folder, &system(&error, here.lang)))?;
    let register = folder.join(REGISTER);
    let names = Names::from_sites(&state.sites);
    let mut rows = vec![header(here.lang)];
    let (mut files, mut missing, mut spoilt) = (Vec::new(), 0usize, Vec::new());
    let damaged = store.damaged_files().map_err(|error| here.not_kept(&error))?;
    for piece in &state.evidence {
        let name = match (&piece.body, file_hash(&piece.body)) {
            (Evidence::File { path, .. }, Some(sha256)) if damaged.contains(&sha256) => {
                spoilt.push(format!("{} {}", piece.evidence, safe_name(path)));
                say::EXPORT_CELL_DAMAGED.get(here.lang).to_owned()
            }
            (Evidence::File { path, .. }, Some(sha256)) if is_kept(here, &store, &piece.body)? => {
                let name = format!("{} {}", piece.evidence, safe_name(path));
                files.push((folder.join(&name), sha256));
                name
            }
            (body, _) => {
                missing += usize::from(matches!(body, Evidence::File { .. }));
                String::new()
            }
        };
        rows.push(row(piece, &name, &names, here.lang));
    }
    // The mark at the start tells spreadsheets that this is UTF-8.
    let text: String = rows.iter().map(|row| csv_line(row)).collect();
    let text = format!("\u{feff}{text}");
    // First: a folder that holds the export of another state is refused before a byte is written.
    if !there_already(&register, Hash::of(text.as_bytes()), here.lang).map_err(|why| fail(&register, &why))? {
        let put = fresh(&register).and_then(|mut sheet| {
            sheet.write_all(text.as_bytes())?;
            sheet.flush()
        });
        put.map_err(|error| fail(&register, &system(&error, here.lang)))?;
    }
    for (target, sha256) in &files {
        copy(here, &store, *sha256, target)?;
    }
    let written = files.len();
    let folder = folder.display();
    here.out.done();
    here.out.line(say::EXPORTED.with(here.lang, &[&folder, &written, &missing]))?;
    if spoilt.is_empty() {
        return Ok(());
    }
    Err(Failure::Refused(say::EXPORT_WITHOUT_DAMAGED.with(here.lang, &[&spoilt.len(), &spoilt.join(" · ")])))
}

/// A file that was not there before.
fn fresh(path: &Path) -> std::io::Result<BufWriter<File>> {
    Ok(BufWriter::new(OpenOptions::new().write(true).create_new(true).open(path)?))
}

/// Whether a file with these very bytes is there from an earlier export; the sentence about it if
/// another one stands in its place.
fn there_already(path: &Path, sha256: Hash, lang: Lang) -> Result<bool, String> {
    match fs::read(path) {
        Ok(bytes) if Hash::of(&bytes) == sha256 => Ok(true),
        Ok(_) => Err(say::EXPORT_DIFFERS.get(lang).to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(system(&error, lang)),
    }
}

/// Writes the bytes of a kept file, unless they are there.
fn copy(here: &Here, store: &Store, sha256: Hash, target: &Path) -> Done {
    let fail = |error: &dyn std::fmt::Display| {
        Failure::Refused(say::EXPORT_FAILED.with(here.lang, &[&target.display(), error]))
    };
    if there_already(target, sha256, here.lang).map_err(|why| fail(&why))? {
        return Ok(());
    }
    // Whole or not at all: a file with other bytes than the register says would be worse than none.
    match store.export_kept(sha256, target) {
        Ok(true) => Ok(()),
        Ok(false) => Err(fail(&say::EXPORT_DAMAGED.get(here.lang))),
        Err(KeepError::Store(error)) => Err(fail(&store_say::reason(&error, here.lang))),
        Err(error) => Err(here.not_kept(&error)),
    }
}

fn header(lang: Lang) -> Vec<String> {
    let texts = [
        words::EVIDENCE,
        evidence_words::KIND,
        say::COLUMN_FILE,
        say::COLUMN_WHAT,
        say::COLUMN_SHA256,
        say::COLUMN_SIZE,
        words::EVENT_TIME,
        words::CAPTURE_TIME,
        words::IMPORT_TIME,
        say::COLUMN_AT,
        say::COLUMN_BY,
        say::COLUMN_CITED,
        say::COLUMN_WITHDRAWN,
    ];
    texts.iter().map(|text| text.get(lang).to_owned()).collect()
}

fn row(piece: &EvidenceState, name: &str, names: &Names, lang: Lang) -> Vec<String> {
    let (sha256, size) = match &piece.body {
        Evidence::File { sha256, size, .. } => (sha256.clone(), size.to_string()),
        _ => (String::new(), String::new()),
    };
    let items = piece.items.iter().map(|item| saying::place(item, names));
    let cited: Vec<String> = items.chain(piece.nonconformities.iter().cloned()).collect();
    vec![
        piece.evidence.clone(),
        piece.word().get(lang).to_owned(),
        name.to_owned(),
        piece.line(lang),
        sha256,
        size,
        piece.event.clone().unwrap_or_default(),
        piece.captured.clone().unwrap_or_default(),
        piece.imported.clone(),
        piece.at.clone(),
        piece.by.clone(),
        cited.join("; "),
        piece.withdrawn.clone().unwrap_or_default(),
    ]
}

/// One line of a register that a spreadsheet opens; no cell of it is taken for a formula.
fn csv_line(cells: &[String]) -> String {
    let cell = |text: &String| {
        let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    };
    let mut line = cells.iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// The last part of a path, without anything that a file system or a shell takes amiss.
fn safe_name(path: &str) -> String {
    let last = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| {
        let bad = c.is_control() || c == '\u{fffd}' || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*');
        if bad { '_' } else { c }
    };
    let name: String = last.chars().map(plain).collect();
    let name = name.trim_matches([' ', '.']);
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 10 => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let mut kept = String::new();
    for c in stem.chars() {
        if kept.len() + c.len_utf8() + ending.len() > NAME_LIMIT {
            break;
        }
        kept.push(c);
    }
    let name = format!("{kept}{ending}");
    if name.is_empty() { "file".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_or_break_a_terminal_become_plain() {
        for (path, name) in [
            ("照片/证书墙.jpg", "证书墙.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\temp\\a.jpg", "a.jpg"),
            ("a\u{fffd}b\n.jpg", "a_b_.jpg"),
            ("..", "file"),
            ("a:b?.txt ", "a_b_.txt"),
            (".hidden", "hidden"),
        ] {
            assert_eq!(safe_name(path), name, "{path:?}");
        }
        let long = safe_name(&format!("{}.jpg", "长".repeat(200)));
        assert!(long.len() <= NAME_LIMIT && long.ends_with("长.jpg"), "{long}");
    }

    #[test]
    fn no_cell_of_the_register_is_a_formula() {
        let line = csv_line(&["=1+1".to_owned(), "a\"b".to_owned(), "5.1".to_owned()]);
        assert_eq!(line, "\"'=1+1\",\"a\"\"b\",\"5.1\"\r\n");
    }
}
