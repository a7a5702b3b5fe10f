//! Paths as people type or paste them.

use std::path::{Path, PathBuf};

use crate::tui::message::Completion;

/// Reads a path: `~` is the home directory, quotes around it and `file://` before it do not count.
pub fn typed(path: &Path) -> PathBuf {
    let Some(text) = path.to_str() else { return path.to_owned() };
    let text = text.trim();
    let bare = ['"', '\'', '“', '”'].iter().fold(text, |text, quote| text.trim_matches(*quote));
    let bare = bare.strip_prefix("file://").unwrap_or(bare);
    let home = || directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    match bare.strip_prefix(['~', '～']) {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => match home() {
            Some(home) => home.join(rest.trim_start_matches('/')),
            None => PathBuf::from(bare),
        },
        _ => PathBuf::from(bare),
    }
}

/// Names of a folder that are looked at: a folder with more would keep the screen waiting.
const MOST_NAMES: usize = 10_000;

/// How a path that was begun goes on: hidden files only after a dot, folders with `/` behind them.
pub fn complete(begun: &str) -> Completion {
    if matches!(begun, "~" | "～") {
        return Completion { path: "~/".to_owned(), names: vec!["~/".to_owned()] };
    }
    let at = begun.rfind('/').map_or(0, |at| at + 1);
    let (folder, start) = begun.split_at(at);
    let place = if folder.is_empty() { PathBuf::from(".") } else { typed(Path::new(folder)) };
    let named = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let shown = name.starts_with(start) && (start.starts_with('.') || !name.starts_with('.'));
        shown.then(|| if entry.path().is_dir() { format!("{name}/") } else { name })
    };
    // A folder that cannot be read has nothing to offer; why is said when the file itself is read.
    let entries = std::fs::read_dir(place).into_iter().flatten().take(MOST_NAMES);
    let mut names: Vec<String> = entries.filter_map(Result::ok).filter_map(named).collect();
    names.sort();
    let common = names.iter().skip(1).fold(names.first().cloned(), |common, name| {
        common.map(|common| {
            common.chars().zip(name.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
        })
    });
    let path = common.map_or_else(|| begun.to_owned(), |common| format!("{folder}{common}"));
    Completion { path, names }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_goes_on_as_far_as_it_can_in_one_way() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["现场 照片1.jpg", "现场 照片2.jpg", ".hidden"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        std::fs::create_dir(folder.path().join("台账")).unwrap();
        let root = format!("{}/", folder.path().display());
        let of = |start: &str| complete(&format!("{root}{start}"));
        assert_eq!(
            of("现"),
            Completion {
                path: format!("{root}现场 照片"),
                names: vec!["现场 照片1.jpg".to_owned(), "现场 照片2.jpg".to_owned()],
            }
        );
        assert_eq!(of("台").path, format!("{root}台账/"));
        assert_eq!(of("").names.len(), 3, "hidden ones only after a dot");
        assert_eq!(of(".h").path, format!("{root}.hidden"));
        assert_eq!(of("无"), Completion { path: format!("{root}无"), names: Vec::new() });
        assert_eq!(complete("~").path, "~/");
    }

    #[test]
    fn a_path_is_read_as_people_type_it() {
        let read = |text: &str| typed(Path::new(text)).display().to_string();
        assert_eq!(read(" /media/甲 乙.onsite "), "/media/甲 乙.onsite");
        assert_eq!(read("'/media/甲.onsite'"), "/media/甲.onsite");
        assert_eq!(read("file:///media/a.onsite"), "/media/a.onsite");
        assert!(!read("~/a.onsite").contains('~'));
        assert_eq!(read("~a"), "~a");
    }
}
