//! Data files of the user's folder: found, read within bounds, and reported on.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::checklist::{Checklist, Fault, Kind, Severity, named};
use crate::domain::fault::any_fault;
use crate::domain::rules::CHECKLIST_LIMIT;
use crate::i18n::{Lang, checklists as say};

/// What was found in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The file, as it is to be named.
    pub file: String,
    /// Its faults and warnings, by line.
    pub faults: Vec<Fault>,
}

impl Report {
    /// Whether the file is not used.
    pub fn failed(&self) -> bool {
        any_fault(&self.faults)
    }

    /// Every finding as `file:line: error: what is wrong and what to do`.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        self.faults.iter().map(|fault| self.line(fault, lang)).collect()
    }

    /// The findings that keep the file from being used.
    pub fn fault_lines(&self, lang: Lang) -> Vec<String> {
        let faults = self.faults.iter().filter(|fault| fault.severity() == Severity::Fault);
        faults.map(|fault| self.line(fault, lang)).collect()
    }

    /// Brings the warnings about points to what overlays have left of them.
    pub(super) fn settle(&mut self, checklist: &Checklist) {
        let left = |kind: Kind| -> Option<Vec<&str>> {
            match kind {
                Kind::Provisional => Some(checklist.provisional().map(|leaf| leaf.clause.as_str()).collect()),
                Kind::UnknownPoints => Some(checklist.unknown().map(|leaf| leaf.clause.as_str()).collect()),
                _ => None,
            }
        };
        self.faults.retain(|fault| left(fault.kind).is_none_or(|leaves| !leaves.is_empty()));
        for fault in &mut self.faults {
            if let Some(leaves) = left(fault.kind) {
                fault.values = vec![leaves.len().to_string(), named(&leaves)];
            }
        }
    }

    fn line(&self, fault: &Fault, lang: Lang) -> String {
        let (word, sentence) = (fault.severity().word().get(lang), say::fault(fault, lang));
        let place = if fault.line == 0 { String::new() } else { format!(":{}", fault.line) };
        let line = format!("{}{place}: {word}{}{sentence}", self.file, lang.pick("：", ": "));
        // Keys and names come from a file that nobody has checked: no escape sequence of theirs
        // reaches the terminal.
        line.replace(char::is_control, "\u{fffd}")
    }
}

/// The `.toml` files directly in a folder, by name; none if the folder is missing.
pub(super) fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml") && path.is_file())
        .filter(|path| !name_of(path).starts_with('.'))
        .collect();
    files.sort();
    files
}

/// The id that a file gives its checklist: its name without `.toml`.
pub(super) fn id_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// A file's name without its folder.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Reads a file of bounded size as UTF-8.
pub(super) fn read(path: &Path) -> Result<String, Fault> {
    // The system's number: its words are found in the reader's language.
    let unreadable = |error: std::io::Error| {
        let why = error.raw_os_error().map_or_else(|| error.to_string(), |number| number.to_string());
        Fault::new(0, Kind::Unreadable, [why])
    };
    let size = fs::metadata(path).map_err(unreadable)?;
    if !size.is_file() {
        return Err(Fault::new(0, Kind::NotAFile, [] as [String; 0]));
    }
    if usize::try_from(size.len()).map_or(true, |size| size > CHECKLIST_LIMIT) {
        return Err(Fault::new(0, Kind::TooLarge, [CHECKLIST_LIMIT.to_string()]));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().fold(1, |line, &byte| line + usize::from(byte == b'\n'));
        Fault::new(line, Kind::NotUtf8, [] as [String; 0])
    })
}
