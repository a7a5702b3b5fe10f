//! Drafts of forms that belong to no dossier yet, such as the one that makes a new dossier.
//!
//! One small file in the state folder, written whole or not at all. It may be missing or broken at any
//! time: then nothing was begun.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

use super::error::StoreError;
use super::folders::Folders;

/// The drafts by the form's key.
pub type Aside = BTreeMap<String, String>;

fn path(folders: &Folders) -> PathBuf {
    folders.state.join("drafts.json")
}

/// Reads the drafts that were laid aside.
pub fn drafts_aside(folders: &Folders) -> Aside {
    let text = fs::read_to_string(path(folders)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Lays drafts aside in place of those that lay there.
pub fn lay_aside(folders: &Folders, drafts: &Aside) -> Result<(), StoreError> {
    let path = path(folders);
    let fail = |source| StoreError::io(&path, source);
    fs::create_dir_all(&folders.state).map_err(fail)?;
    let mut file = tempfile::NamedTempFile::new_in(&folders.state).map_err(fail)?;
    let text = serde_json::to_vec(drafts).map_err(|fault| fail(std::io::Error::other(fault)))?;
    file.write_all(&text).map_err(fail)?;
    file.as_file().sync_all().map_err(fail)?;
    file.persist(&path).map(|_| ()).map_err(|error| fail(error.error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_laid_aside_is_found_again_and_a_broken_file_is_none() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        assert!(drafts_aside(&folders).is_empty());
        let drafts = Aside::from([("new".to_owned(), "厦门".to_owned())]);
        lay_aside(&folders, &drafts).unwrap();
        assert_eq!(drafts_aside(&folders), drafts);
        fs::write(path(&folders), "{").unwrap();
        assert!(drafts_aside(&folders).is_empty());
    }
}
