//! Paths as people type or paste them.

use std::fs::{self, DirEntry};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{SendError, sync_channel};
use std::thread;
use std::time::Duration;

use super::Session;
use crate::i18n::Lang;
use crate::i18n::store::system;
use crate::inbox::shown;
use crate::tui::message::{Completion, Msg, NoNames};

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

/// Names of a folder that are looked at: more would only cost memory, nobody chooses among them.
const MOST_NAMES: usize = 100_000;

/// How long a key waits for a folder before the screen goes on without it. Nobody notices so little, and
/// on a slow line a folder that answers in time costs one frame and not two.
const QUICK: Duration = Duration::from_millis(40);

/// Folders that are read at a time: one that never answers, on a network that is gone, keeps its thread.
const AT_A_TIME: usize = 4;

impl Session {
    /// Finds how a path goes on, beside the screen if there is a way in for an answer that comes late.
    pub(super) fn complete_path(&self, begun: String) -> Option<Msg> {
        let lang = self.app.desk.lang;
        let Some(sender) = self.sender.clone() else { return Some(completed(begun, lang)) };
        let reading = Arc::clone(&self.folders_read);
        if reading.fetch_add(1, Ordering::Relaxed) >= AT_A_TIME {
            reading.fetch_sub(1, Ordering::Relaxed);
            let busy = Completion { path: begun.clone(), names: Vec::new(), why: Some(NoNames::Busy) };
            return Some(Msg::Completed(begun, busy));
        }
        // Without a place in between: what is handed over has been taken, or comes back to be sent late.
        let (in_time, quick) = sync_channel(0);
        let count = Arc::clone(&reading);
        let asked = begun.clone();
        let work = move || {
            let answer = completed(asked, lang);
            count.fetch_sub(1, Ordering::Relaxed);
            if let Err(SendError(late)) = in_time.send(answer) {
                // The screen may have ended meanwhile; nobody waits for the answer then.
                let _ = sender.send(late);
            }
        };
        match thread::Builder::new().name("folder".to_owned()).spawn(work) {
            Ok(_) => quick.recv_timeout(QUICK).ok(),
            Err(error) => {
                reading.fetch_sub(1, Ordering::Relaxed);
                let why = Some(NoNames::Unreadable(shown(&system(&error, lang))));
                Some(Msg::Completed(begun.clone(), Completion { path: begun, names: Vec::new(), why }))
            }
        }
    }
}

fn completed(begun: String, lang: Lang) -> Msg {
    let completion = complete(&begun, lang);
    Msg::Completed(begun, completion)
}

/// How a path that was begun goes on: hidden files only after a dot, folders with `/` behind them.
pub fn complete(begun: &str, lang: Lang) -> Completion {
    if matches!(begun, "~" | "～") {
        return Completion { path: "~/".to_owned(), names: vec!["~/".to_owned()], why: None };
    }
    let at = begun.rfind('/').map_or(0, |at| at + 1);
    let (folder, start) = begun.split_at(at);
    let place = if folder.is_empty() { PathBuf::from(".") } else { typed(Path::new(folder)) };
    let (names, why) = match names(&place, start) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => (Vec::new(), Some(NoNames::NoFolder)),
        Err(error) => (Vec::new(), Some(NoNames::Unreadable(shown(&system(&error, lang))))),
    };
    let common = names.iter().skip(1).fold(names.first().cloned(), |common, name| {
        common.map(|common| {
            common.chars().zip(name.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
        })
    });
    let path = common.map_or_else(|| begun.to_owned(), |common| format!("{folder}{common}"));
    Completion { path, names, why }
}

/// The names in a folder that begin like that, sorted; and why there is none, if the folder says it.
fn names(folder: &Path, start: &str) -> io::Result<(Vec<String>, Option<NoNames>)> {
    let named = |entry: DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let offered = name.starts_with(start) && (start.starts_with('.') || !name.starts_with('.'));
        offered.then(|| if leads_on(&entry) { format!("{name}/") } else { name })
    };
    let (mut names, mut any, mut any_open) = (Vec::new(), false, false);
    for entry in fs::read_dir(folder)?.take(MOST_NAMES) {
        let entry = entry?;
        any = true;
        any_open |= !entry.file_name().as_encoded_bytes().starts_with(b".");
        names.extend(named(entry));
    }
    names.sort();
    let why = match (any, any_open) {
        (false, _) => Some(NoNames::Empty),
        (true, false) if names.is_empty() && start.is_empty() => Some(NoNames::Hidden),
        _ => None,
    };
    Ok((names, why))
}

/// Whether a path goes on behind a name: a folder, or a link to one.
fn leads_on(entry: &DirEntry) -> bool {
    let sort = entry.file_type();
    sort.is_ok_and(|sort| sort.is_dir() || (sort.is_symlink() && entry.path().is_dir()))
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
        let of = |start: &str| complete(&format!("{root}{start}"), Lang::Zh);
        assert_eq!(
            of("现"),
            Completion {
                path: format!("{root}现场 照片"),
                names: vec!["现场 照片1.jpg".to_owned(), "现场 照片2.jpg".to_owned()],
                why: None,
            }
        );
        assert_eq!(of("台").path, format!("{root}台账/"));
        assert_eq!(of("").names.len(), 3, "hidden ones only after a dot");
        assert_eq!(of(".h").path, format!("{root}.hidden"));
        assert_eq!(of("无"), Completion { path: format!("{root}无"), names: Vec::new(), why: None });
        assert_eq!(complete("~", Lang::Zh).path, "~/");
    }

    #[test]
    fn a_folder_that_offers_nothing_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let root = format!("{}/", folder.path().display());
        let why = |begun: &str| complete(&format!("{root}{begun}"), Lang::Zh).why;
        assert_eq!((why(""), why("甲")), (Some(NoNames::Empty), Some(NoNames::Empty)));
        std::fs::write(folder.path().join(".hidden"), "x").unwrap();
        assert_eq!((why(""), why("甲"), why(".h")), (Some(NoNames::Hidden), None, None));
        assert_eq!(why("无/甲"), Some(NoNames::NoFolder));
        assert_eq!(why(".hidden/"), Some(NoNames::Unreadable("路径中有一段不是文件夹".to_owned())));
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
