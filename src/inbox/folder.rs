//! Which folder is whose, and where a file goes once it was taken.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::store::{Folders, Settings};

/// The folder within an inbox to which taken files move.
pub const TAKEN: &str = "taken";

/// The file in an inbox that says whose it is: two dossiers of one name do not share photos.
const OWNER: &str = ".dossier";

/// Most dossiers of one name, and most files of one name in `taken/`.
const MOST: u32 = 10_000;

/// Where the inbox of a dossier is, or will be made: where the user settled it, or below the folder of
/// inboxes.
pub fn folder_of(folders: &Folders, settings: &Settings, dossier_file: &Path, dossier: &str) -> PathBuf {
    let settled = settings.inboxes.get(dossier).cloned();
    settled.unwrap_or_else(|| find(&folders.inboxes, dossier_file, dossier))
}

/// Makes the inbox of a dossier if it is not there, and says where it is.
pub fn ready(
    folders: &Folders,
    settings: &Settings,
    dossier_file: &Path,
    dossier: &str,
) -> io::Result<PathBuf> {
    match settings.inboxes.get(dossier) {
        Some(settled) => fs::create_dir_all(settled).map(|()| settled.clone()),
        None => claim(&folders.inboxes, dossier_file, dossier),
    }
}

/// Finds or makes the inbox of a dossier below a folder of inboxes: named after the dossier's file.
fn claim(inboxes: &Path, dossier_file: &Path, dossier: &str) -> io::Result<PathBuf> {
    let folder = find(inboxes, dossier_file, dossier);
    fs::create_dir_all(&folder)?;
    let owner = folder.join(OWNER);
    if !owner.exists() {
        fs::write(&owner, format!("{dossier}\n"))?;
    }
    Ok(folder)
}

/// Where the inbox of a dossier is, or will be made. Writes nothing.
fn find(inboxes: &Path, dossier_file: &Path, dossier: &str) -> PathBuf {
    let stem = dossier_file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let named = |nth: u32| {
        let name = if nth == 1 { stem.clone() } else { format!("{stem}-{nth}") };
        inboxes.join(name)
    };
    // A folder without a mark was made by hand, before the program came.
    let free = |folder: &PathBuf| match fs::read_to_string(folder.join(OWNER)) {
        Ok(owner) => owner.trim() == dossier,
        Err(_) => true,
    };
    (1..MOST).map(named).find(free).unwrap_or_else(|| inboxes.join(dossier))
}

/// Moves a file that was taken to `taken/` beside it; one of the same name that is there stays.
pub fn put_away(file: &Path) -> io::Result<PathBuf> {
    let folder = file.parent().unwrap_or(Path::new(".")).join(TAKEN);
    fs::create_dir_all(&folder)?;
    let stem = file.file_stem().unwrap_or_default();
    let named = |nth: u32| {
        let mut name = stem.to_owned();
        if nth > 1 {
            name.push(format!("-{nth}"));
        }
        if let Some(ending) = file.extension() {
            name.push(".");
            name.push(ending);
        }
        folder.join(name)
    };
    let free = (1..MOST).map(named).find(|to| fs::symlink_metadata(to).is_err());
    let to = free.ok_or_else(|| io::Error::from(io::ErrorKind::AlreadyExists))?;
    fs::rename(file, &to)?;
    Ok(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dossiers_of_one_name_have_inboxes_of_their_own() {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("inbox");
        let first = claim(&root, Path::new("/a/甲.onsite"), "d-1").unwrap();
        assert_eq!(first, root.join("甲"));
        assert_eq!(claim(&root, Path::new("/a/甲.onsite"), "d-1").unwrap(), first);
        assert_eq!(claim(&root, Path::new("/b/甲.onsite"), "d-2").unwrap(), root.join("甲-2"));
        assert_eq!(find(&root, Path::new("/b/甲.onsite"), "d-2"), root.join("甲-2"));
        fs::create_dir(root.join("乙")).unwrap();
        assert_eq!(claim(&root, Path::new("乙.onsite"), "d-3").unwrap(), root.join("乙"));
    }

    #[test]
    fn a_taken_file_never_replaces_another() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("a\nb.jpg");
        for nth in 1..4 {
            fs::write(&file, format!("{nth}")).unwrap();
            put_away(&file).unwrap();
        }
        let taken = |name: &str| fs::read_to_string(home.path().join(TAKEN).join(name)).unwrap();
        assert_eq!([taken("a\nb.jpg"), taken("a\nb-2.jpg"), taken("a\nb-3.jpg")], ["1", "2", "3"]);
        assert!(put_away(&file).is_err(), "what is not there cannot be moved");
    }
}
