//! Paths as people type or paste them.

use std::path::{Path, PathBuf};

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

#[cfg(test)]
mod tests {
    use super::*;

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
