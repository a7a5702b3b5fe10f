//! The inbox of a dossier: a folder into which a phone, a scanner or `scp` drops files.
//!
//! It is the auditor's: nothing in it is deleted, a file that was taken moves to `taken/` beside the
//! others. Knows files and the store, no screen and no language. A crash at any point leaves a file
//! wholly in the dossier or wholly out of it: first its bytes are kept, then the act is recorded, then
//! the file moves.

mod folder;
mod look;
mod take;
mod text;
mod watch;

use std::path::PathBuf;

use chrono::{DateTime, Utc};

pub use folder::{TAKEN, Unfit, folder_of, put_away, ready, shared, unfit};
pub use look::{Looks, hashed};
pub use take::{TakeError, Taken, take, take_from};
pub use text::text;
pub use watch::{SETTLE, Watch};

use crate::domain::ids::Hash;
use crate::photo::{Facts, Sort};

/// A file that waits in the inbox.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name as it can be shown: what no terminal should be sent is replaced.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last written.
    pub modified: Option<DateTime<Utc>>,
    /// Whether it can be taken.
    pub state: State,
}

/// Whether a waiting file can be taken.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// It may still be growing.
    Arriving,
    /// It has been read to its end.
    Whole {
        /// The SHA-256 of its bytes.
        sha256: Hash,
        /// What its camera wrote into it.
        facts: Facts,
        /// What it is, by its bytes.
        sort: Sort,
    },
    /// It is larger than a dossier keeps.
    TooLarge,
    /// It cannot be read: why.
    Unreadable(String),
}

impl Waiting {
    /// The SHA-256 of its bytes, once it is whole.
    pub fn sha256(&self) -> Option<Hash> {
        match &self.state {
            State::Whole { sha256, .. } => Some(*sha256),
            _ => None,
        }
    }
}

/// A text of strangers without what no terminal should be sent.
pub fn shown(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}
