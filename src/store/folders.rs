//! Where files belong on this system.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// The environment variable that puts every folder below one directory: a portable laptop, a test.
pub const HOME: &str = "ONSITE_HOME";

/// The folders in use; none needs to exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Dossiers, listed at home.
    pub dossiers: PathBuf,
    /// Settings.
    pub config: PathBuf,
    /// What this laptop alone knows: its identity, its streams, the index of dossiers, the log.
    pub state: PathBuf,
    /// The user's own checklists and overlays.
    pub checklists: PathBuf,
    /// The inboxes of dossiers, a folder each.
    pub inboxes: PathBuf,
}

impl Folders {
    /// The folders of this system, or those below `ONSITE_HOME`.
    pub fn find() -> Result<Self, StoreError> {
        if let Some(home) = env::var_os(HOME).filter(|home| !home.is_empty()) {
            return Ok(Self::below(Path::new(&home)));
        }
        let project = directories::ProjectDirs::from("", "", "onsite").ok_or(StoreError::NoHome)?;
        let data = project.data_dir();
        Ok(Self {
            dossiers: data.join("dossiers"),
            config: project.config_dir().to_owned(),
            state: project.state_dir().unwrap_or(project.data_local_dir()).to_owned(),
            checklists: data.join("checklists"),
            inboxes: data.join("inbox"),
        })
    }

    /// Every folder below one directory.
    pub fn below(home: &Path) -> Self {
        Self {
            dossiers: home.join("dossiers"),
            config: home.join("config"),
            state: home.join("state"),
            checklists: home.join("checklists"),
            inboxes: home.join("inbox"),
        }
    }

    /// Makes the folder for dossiers if it is not there.
    pub fn make_dossiers(&self) -> Result<(), StoreError> {
        fs::create_dir_all(&self.dossiers).map_err(|source| match source.kind() {
            // A folder above it cannot be made: no dossier is missing.
            ErrorKind::NotFound => StoreError::NoFolder { path: self.dossiers.clone() },
            _ => StoreError::io(&self.dossiers, source),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_of_its_own_holds_every_folder() {
        let folders = Folders::below(Path::new("/somewhere"));
        let Folders { dossiers, config, state, checklists, inboxes } = &folders;
        for folder in [dossiers, config, state, checklists, inboxes] {
            assert!(folder.starts_with("/somewhere"), "{}", folder.display());
        }
    }
}
