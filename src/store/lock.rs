//! One writer at a time: a lock beside the dossier, held as long as the dossier is open for writing.
//!
//! It cannot be a lock on the dossier itself: closing any handle of that file in this process would
//! drop SQLite's own POSIX locks on it. Nothing depends on it for safety (each append checks the end
//! of its stream inside its transaction); it is there so that the second `onsite` says one clear
//! sentence instead of stumbling over the first.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// The lock; dropping it lets the next writer in.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: File,
}

/// `x.onsite` -> `x.onsite-lock`.
pub fn path_beside(dossier: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(dossier.as_os_str());
    name.push(ending);
    PathBuf::from(name)
}

impl Lock {
    /// Takes the lock of a dossier, or says who has it.
    pub fn take(dossier: &Path) -> Result<Self, StoreError> {
        let path = path_beside(dossier, "-lock");
        let fail = |source| StoreError::io(dossier, source);
        // A writer that leaves removes the file: whoever locked the removed one tries again.
        loop {
            let mut options = OpenOptions::new();
            let mut file =
                options.read(true).write(true).create(true).truncate(false).open(&path).map_err(fail)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(StoreError::Locked { path: dossier.to_owned(), pid: holder(&mut file) });
                }
                // A file system without locks: SQLite's own still keep the file whole.
                Err(TryLockError::Error(_)) => return Ok(Self { path, file }),
            }
            if is_still(&file, &path) {
                sign(&mut file);
                return Ok(Self { path, file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // First removed, then unlocked: see `take`.
        let _ = fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// The number of the process that wrote its name into the lock.
fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// Leaves this process's number, as a courtesy: the lock holds without it, on a full disk too.
fn sign(file: &mut File) {
    let _ = file.set_len(0);
    let _ = file.rewind();
    let _ = write!(file, "{}", std::process::id());
}

#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => held.ino() == there.ino() && held.dev() == there.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_had_once_names_its_holder_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let dossier = folder.path().join("甲.onsite");
        let lock = Lock::take(&dossier).unwrap();
        let refused = Lock::take(&dossier).unwrap_err();
        assert!(
            matches!(refused, StoreError::Locked { pid: Some(pid), .. } if pid == std::process::id()),
            "{refused:?}"
        );
        drop(lock);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        Lock::take(&dossier).unwrap();
    }
}
