//! A new dossier: the file and its first act, both or neither.

use std::path::Path;

use super::{Device, Store, StoreError};
use crate::domain::dossier::Dossier;
use crate::domain::ids;
use crate::domain::journal::Stamp;
use crate::domain::opening::Opening;
use crate::domain::refusal::Refusal;
use crate::supply::Supply;

/// Why no dossier was made; there is no file then.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The domain refuses what it was to be started with.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The file cannot be made or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Makes a dossier file with its first act in it, and leaves it open.
    pub fn start(
        path: &Path,
        opening: Opening,
        device: &Device,
        supply: &Supply,
        stamp: &Stamp,
    ) -> Result<Self, StartError> {
        // Asked before there is a file, so that a refusal leaves none behind.
        let probe = opening.clone().changes(&ids::tag(&opening.dossier));
        Dossier::default().attempt(&probe).map_err(|(_, refusal)| StartError::Refused(refusal))?;
        let mut store = Self::create(path, &opening.dossier, device, supply)?;
        let changes = opening.changes(store.tag());
        let written = match Dossier::default().attempt(&changes) {
            Ok(proposals) => store.append(&proposals, stamp).map(|_| ()).map_err(StartError::from),
            Err((_, refusal)) => Err(StartError::Refused(refusal)),
        };
        match written {
            Ok(()) => Ok(store),
            Err(error) => {
                drop(store);
                // Should this fail too, the first failure still tells what to do.
                let _ = std::fs::remove_file(path);
                Err(error)
            }
        }
    }
}
