//! Looking into the inbox: which files wait, and which of them have stopped growing.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::{State, Waiting, shown};
use crate::domain::ids::Hash;
use crate::photo::{HEAD, Sort, facts};
use crate::store::KEPT_LIMIT;

/// The most files that are listed: more are no inbox but an archive.
const MOST: usize = 5_000;

/// Endings of files that some program is still writing.
const UNFINISHED: [&str; 6] = ["part", "partial", "crdownload", "download", "filepart", "tmp"];

/// What successive looks into an inbox have seen.
#[derive(Debug)]
pub struct Looks {
    folder: PathBuf,
    settle: Duration,
    seen: HashMap<OsString, Seen>,
}

/// A file as the last looks saw it.
#[derive(Debug)]
struct Seen {
    size: u64,
    modified: Option<SystemTime>,
    /// Since when it has looked like that.
    since: Instant,
    /// What was found once it had stopped growing.
    state: Option<State>,
}

impl Looks {
    /// Looks into a folder; a file is whole once it has not changed for so long.
    pub fn into(folder: PathBuf, settle: Duration) -> Self {
        Self { folder, settle, seen: HashMap::new() }
    }

    /// Looks once: the files that wait, the longest waiting first. Reads those to their end that have
    /// stopped growing and were not read yet.
    pub fn look(&mut self, now: Instant) -> io::Result<Vec<Waiting>> {
        let found = files(&self.folder)?;
        self.seen.retain(|name, _| found.iter().any(|(there, ..)| there == name));
        let mut waiting = Vec::with_capacity(found.len());
        for (name, size, modified) in found {
            let state = self.state(&name, size, modified, now);
            let path = self.folder.join(&name);
            let name = shown(&name.to_string_lossy());
            let modified = modified.map(DateTime::<Utc>::from);
            waiting.push(Waiting { path, name, size, modified, state });
        }
        waiting.sort_by(|a, b| (a.modified, &a.path).cmp(&(b.modified, &b.path)));
        Ok(waiting)
    }

    /// Whether a file was still growing at the last look.
    pub fn unsettled(&self) -> bool {
        self.seen.values().any(|seen| seen.state.is_none())
    }

    fn state(&mut self, name: &OsStr, size: u64, modified: Option<SystemTime>, now: Instant) -> State {
        let fresh = || Seen { size, modified, since: now, state: None };
        let seen = self.seen.entry(name.to_owned()).or_insert_with(fresh);
        if (seen.size, seen.modified) != (size, modified) {
            *seen = fresh();
        }
        if let Some(state) = &seen.state {
            return state.clone();
        }
        if now.duration_since(seen.since) < self.settle {
            return State::Arriving;
        }
        let path = self.folder.join(name);
        let state = read(&path, size);
        // It may have gone on growing while it was read.
        let still = fs::symlink_metadata(&path).ok();
        let same = still.is_some_and(|now| now.len() == size && now.modified().ok() == modified);
        if !same {
            *seen = fresh();
            return State::Arriving;
        }
        seen.state = Some(state.clone());
        state
    }
}

/// The plain files of a folder that a person may have put there: no link, nothing hidden, nothing that
/// says of itself that it is unfinished.
fn files(folder: &Path) -> io::Result<Vec<(OsString, u64, Option<SystemTime>)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let Ok(entry) = entry else { continue };
        let name = entry.file_name();
        let hidden = name.as_encoded_bytes().starts_with(b".");
        let ending = Path::new(&name).extension().and_then(OsStr::to_str).unwrap_or_default();
        if hidden || UNFINISHED.iter().any(|known| ending.eq_ignore_ascii_case(known)) {
            continue;
        }
        // Of the entry itself: a link into other folders is not followed.
        let Ok(about) = entry.metadata() else { continue };
        if about.is_file() {
            files.push((name, about.len(), about.modified().ok()));
        }
        if files.len() == MOST {
            break;
        }
    }
    Ok(files)
}

/// Reads a file to its end for its hash and its facts.
fn read(path: &Path, size: u64) -> State {
    if size > KEPT_LIMIT {
        return State::TooLarge;
    }
    match File::open(path).and_then(|mut file| hashed(&mut file)) {
        Ok((sha256, _, head)) => State::Whole { sha256, facts: facts(&head), sort: Sort::of(&head) },
        Err(error) => State::Unreadable(error.to_string()),
    }
}

/// The hash, the size and the first bytes of what is read, at most a dossier's limit of it.
pub fn hashed(source: &mut dyn Read) -> io::Result<(Hash, u64, Vec<u8>)> {
    let mut hasher = Sha256::new();
    let (mut size, mut head) = (0, Vec::new());
    let mut piece = vec![0; 256 * 1024];
    let mut source = source.take(KEPT_LIMIT + 1);
    loop {
        match source.read(&mut piece) {
            Ok(0) => break,
            Ok(got) => {
                hasher.update(&piece[..got]);
                let room = HEAD.saturating_sub(head.len()).min(got);
                head.extend_from_slice(&piece[..room]);
                size += got as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok((Hash(hasher.finalize().into()), size, head))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETTLE: Duration = Duration::from_secs(2);

    fn names(waiting: &[Waiting]) -> Vec<&str> {
        waiting.iter().map(|file| file.name.as_str()).collect()
    }

    #[test]
    fn a_file_is_left_alone_until_it_stops_growing() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("a.jpg");
        let mut looks = Looks::into(home.path().to_owned(), SETTLE);
        let start = Instant::now();
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        fs::write(&file, "half").unwrap();
        assert_eq!(looks.look(at(0)).unwrap()[0].state, State::Arriving);
        fs::write(&file, "half and more").unwrap();
        assert_eq!(looks.look(at(2)).unwrap()[0].state, State::Arriving);
        assert_eq!(looks.look(at(3)).unwrap()[0].state, State::Arriving);
        assert!(looks.unsettled());
        let whole = looks.look(at(4)).unwrap();
        assert_eq!(whole[0].sha256(), Some(Hash::of(b"half and more")));
        assert!(!looks.unsettled());
        fs::write(&file, "another").unwrap();
        assert_eq!(looks.look(at(9)).unwrap()[0].state, State::Arriving, "written over: looked at anew");
        fs::remove_file(&file).unwrap();
        assert_eq!(looks.look(at(10)).unwrap(), []);
    }

    #[test]
    fn what_is_no_file_of_the_auditors_is_not_listed() {
        let home = tempfile::tempdir().unwrap();
        let path = |name: &str| home.path().join(name);
        fs::create_dir(path("taken")).unwrap();
        for name in ["a.jpg", ".hidden.jpg", "b.jpg.part", "c.TMP", "名\n\u{1b}[2J.jpg", "empty"] {
            fs::write(path(name), if name == "empty" { "" } else { name }).unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/passwd", path("link.jpg")).unwrap();
        let mut looks = Looks::into(home.path().to_owned(), Duration::ZERO);
        let waiting = looks.look(Instant::now()).unwrap();
        let mut seen = names(&waiting);
        seen.sort_unstable();
        assert_eq!(seen, ["a.jpg", "empty", "名\u{fffd}\u{fffd}[2J.jpg"]);
        assert!(waiting.iter().all(|file| file.sha256().is_some()));
    }

    #[test]
    fn a_folder_that_is_gone_is_told() {
        let home = tempfile::tempdir().unwrap();
        let mut looks = Looks::into(home.path().join("none"), Duration::ZERO);
        assert!(looks.look(Instant::now()).is_err());
    }
}
