//! Which folder is whose, and where a file goes once it was taken.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::ids;
use crate::store::{Folders, Settings};

/// The folder within an inbox to which taken files move.
pub const TAKEN: &str = "taken";

/// Most files of one name in `taken/`.
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
    let folder = folder_of(folders, settings, dossier_file, dossier);
    fs::create_dir_all(&folder).map(|()| folder)
}

/// Where the inbox of a dossier is, or will be made: named after the dossier's file, so that people know
/// it, and after the dossier itself, so that two files of one name in different folders never share it.
fn find(inboxes: &Path, dossier_file: &Path, dossier: &str) -> PathBuf {
    let stem = dossier_file.file_stem().unwrap_or_default().to_string_lossy();
    inboxes.join(format!("{stem}-{}", ids::tag(dossier)))
}

/// Why a folder cannot be an inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is a root or a home folder, or holds one: what lies there is not meant for a dossier.
    Root,
    /// Dossiers, or what the program keeps for itself, lie in it.
    Own,
    /// It is the inbox of another dossier: photos would be offered to the wrong client.
    Shared,
}

/// Whether a folder, by its whole path, is the inbox of another dossier: put there, or its usual one.
pub fn shared(
    folder: &Path,
    folders: &Folders,
    settings: &Settings,
    dossier_file: &Path,
    dossier: &str,
) -> bool {
    let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let put = settings.inboxes.iter().any(|(other, at)| other != dossier && whole(at) == folder);
    let usual = whole(&find(&folders.inboxes, dossier_file, dossier));
    put || folder != usual && folder.starts_with(whole(&folders.inboxes))
}

/// Whether a folder, by its whole path, cannot be the inbox of a dossier: everything in an inbox is offered
/// as evidence, and moved once it was taken.
pub fn unfit(folder: &Path, folders: &Folders, dossier_file: &Path, home: Option<&Path>) -> Option<Unfit> {
    let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if folder.parent().is_none() || home.is_some_and(|home| whole(home).starts_with(folder)) {
        return Some(Unfit::Root);
    }
    let Folders { dossiers, config, state, checklists, inboxes } = folders;
    let own = [dossiers, config, state, checklists, inboxes];
    // A bare name lies in the folder where the program was started; a link lies in two.
    let in_folder = |file: &Path| match file.parent() {
        Some(beside) if !beside.as_os_str().is_empty() => whole(beside) == folder,
        _ => whole(Path::new(".")) == folder,
    };
    let holds = in_folder(dossier_file)
        || in_folder(&whole(dossier_file))
        || own.into_iter().any(|own| whole(own).starts_with(folder))
        || [config, state, checklists].into_iter().any(|own| folder.starts_with(whole(own)));
    holds.then_some(Unfit::Own)
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
        let root = Path::new("/inbox");
        let first = find(root, Path::new("/a/甲.onsite"), "d-1");
        assert_eq!(first, root.join(format!("甲-{}", ids::tag("d-1"))));
        assert_ne!(find(root, Path::new("/b/甲.onsite"), "d-2"), first);
        assert_eq!(find(root, Path::new("/b/甲.onsite"), "d-1"), first, "a copy is the same dossier");
    }

    #[test]
    fn what_is_no_place_for_files_of_one_client_is_no_inbox() {
        let home = tempfile::tempdir().unwrap();
        let home = fs::canonicalize(home.path()).unwrap();
        let folders = Folders::below(&home.join("data"));
        let dossier = home.join("visits/甲.onsite");
        fs::create_dir_all(home.join("visits/photos")).unwrap();
        let unfit = |folder: &Path| unfit(folder, &folders, &dossier, Some(&home));
        assert_eq!(unfit(Path::new("/")), Some(Unfit::Root));
        assert_eq!(unfit(&home), Some(Unfit::Root));
        assert_eq!(unfit(home.parent().unwrap()), Some(Unfit::Root));
        assert_eq!(unfit(&home.join("visits")), Some(Unfit::Own));
        for own in [&folders.inboxes, &folders.dossiers, &folders.state, &home.join("data")] {
            assert_eq!(unfit(own), Some(Unfit::Own), "{}", own.display());
        }
        for fit in [home.join("visits/photos"), folders.inboxes.join("甲"), home.join("phone")] {
            assert_eq!(unfit(&fit), None, "{}", fit.display());
        }
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
