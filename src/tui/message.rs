//! What happened ([`Msg`]) and what is to be done outside ([`Effect`]): both are data.

use std::path::PathBuf;

use super::app::Notice;
use super::desk::Open;
use super::events::Input;
use super::sight::{Glance, Seen};
use crate::domain::change::{AuditType, FileSort, Item, MeetingKind};
use crate::domain::ids::Hash;
use crate::domain::journal::{Entry, Proposal};
use crate::domain::when::When;
use crate::i18n::Lang;
use crate::inbox::Waiting;
use crate::photo::Facts;
use crate::store::Photos;
use crate::store::index::Listed;

/// What happened.
#[derive(Debug)]
pub enum Msg {
    /// From the terminal or the system.
    Input(Input),
    /// A dossier was opened.
    Opened(Box<Open>),
    /// An act is on disk.
    Appended(Vec<Entry>),
    /// What was to be done could not be; the sentence says why, and that nothing is half done.
    Failed(String),
    /// Something worth a sentence.
    Said(Notice),
    /// The list of dossiers is being made: so many of so many files that changed have been read.
    Listing(usize, usize),
    /// The dossiers that home lists.
    Listed(Vec<Listed>),
    /// A file was read for the evidence register.
    FileRead(TakeFile, FileFacts),
    /// A file is being taken in: its name, the bytes so far, its size.
    Taking(String, u64, u64),
    /// A file was not taken in: the sentence says why, and that nothing is half done.
    NotTaken(TakeFile, String),
    /// The files that wait in the inbox of the dossier at a path.
    Inbox(PathBuf, Vec<Waiting>),
    /// These files have left the inbox.
    PutAway(Vec<PathBuf>, Option<Notice>),
    /// A file that somebody wanted to look at.
    Seen(Box<Seen>),
    /// A path that was begun, and how it goes on.
    Completed(String, Completion),
    /// A seed was found for a draw.
    SeedFound(ToDraw, u64),
    /// The exchange with another file has come to its end: the session sees what came of it.
    SyncEnded,
    /// The dossier was not synced: the sentence says why, and whether anything was changed. With it the
    /// dossier as it is now, where it could be read again.
    NotSynced(String, Option<Box<Open>>),
    /// The dossier was synced with another file and read again.
    Synced {
        /// What the exchange did, in a sentence.
        said: String,
        /// The dossier as it is now.
        open: Box<Open>,
    },
}

/// How a path that was begun goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The path as far as it goes on in one way only.
    pub path: String,
    /// The names that it can go on to, folders with `/` behind them.
    pub names: Vec<String>,
    /// Why there is none; `None` if nothing in the folder begins like it.
    pub why: Option<NoNames>,
}

/// Why a folder offers no names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoNames {
    /// Nothing is in it.
    Empty,
    /// Only hidden files are in it, which are listed once a dot is typed.
    Hidden,
    /// It is not there.
    NoFolder,
    /// It cannot be read: why, in words.
    Unreadable(String),
    /// Other folders have not answered yet, and no more are asked meanwhile.
    Busy,
}

/// What is to be done outside, in the imperative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write an act.
    Append(Vec<Proposal>),
    /// Keep what is being typed.
    SaveDraft(String, String),
    /// Forget a draft: what was typed is recorded.
    DropDraft(String),
    /// Keep the place where we are.
    SavePlace(String),
    /// List the dossiers.
    ListDossiers,
    /// Open a dossier; the one that is open stays so if that fails.
    OpenDossier(PathBuf),
    /// Give the open file back, whole in one file, so that it can be copied or opened elsewhere.
    CloseDossier,
    /// Open the demonstration dossier, made anew if it is not there.
    OpenDemonstration,
    /// Make a dossier and open it.
    MakeDossier(NewDossier),
    /// Take a file into the dossier, whole, for the evidence register.
    ReadFile(TakeFile),
    /// Stop taking files in.
    CancelTaking,
    /// Look into the inbox now.
    LookIntoInbox,
    /// Move files that were taken out of the way.
    PutAway(Vec<PathBuf>),
    /// Look at a file.
    Look(Glance),
    /// Find how a path that was begun goes on.
    CompletePath(String),
    /// Remember how photos are shown on such a line.
    RememberPhotos(Photos),
    /// Adopt checklists and open an audit by them.
    OpenAudit(NewAudit),
    /// Find a seed that nobody can foretell, for a draw of outlets.
    FindSeed(ToDraw),
    /// Exchange changes with another file of the same dossier.
    Sync(PathBuf),
    /// Remember the language.
    Remember(Lang),
    /// Remember whether the walk's guidance is folded.
    RememberBrief(bool),
    /// End the program.
    Quit,
}

impl Effect {
    /// Whether it cannot be done while the open file is lent to an exchange: such a one waits for it.
    pub fn needs_the_file(&self) -> bool {
        !matches!(
            self,
            Self::SaveDraft(..)
                | Self::DropDraft(_)
                | Self::SavePlace(_)
                | Self::CompletePath(_)
                | Self::LookIntoInbox
                | Self::ListDossiers
                | Self::PutAway(_)
                | Self::RememberPhotos(_)
                | Self::Remember(_)
                | Self::RememberBrief(_)
                | Self::Sync(_)
                | Self::Quit
        )
    }
}

/// A dossier to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDossier {
    /// The file; empty for one in the usual folder, named after the client.
    pub path: PathBuf,
    /// The client's name.
    pub client: String,
    /// The checklists, the main one first.
    pub standards: Vec<String>,
    /// The kind of the first audit.
    pub audit_type: AuditType,
    /// The sites, the head office first.
    pub sites: Vec<String>,
}

/// An audit to open in the dossier that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAudit {
    /// The checklists' ids, the main one first.
    pub standards: Vec<String>,
    /// The kind of audit.
    pub audit_type: AuditType,
    /// The year.
    pub year: i32,
    /// The audit whose scope and team it takes over.
    pub like: Option<String>,
}

/// Outlets to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToDraw {
    /// The audit's label.
    pub audit: String,
    /// Those that the lead chose.
    pub picked: Vec<String>,
    /// How many of the rest to draw.
    pub count: u32,
}

/// A file to register as evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeFile {
    /// Where it lies.
    pub path: PathBuf,
    /// What it shows.
    pub text: String,
    /// What it is, as far as somebody said it.
    pub sort: FileSort,
    /// Who was asked, if it is an interview.
    pub person: String,
    /// When the event was, if somebody said it.
    pub event: Option<When>,
    /// When it was captured, if somebody said it; what the camera wrote is found with the bytes.
    pub captured: Option<When>,
    /// The piece that it revises; `None` for a new one.
    pub evidence: Option<String>,
    /// The audit's label.
    pub audit: String,
    /// The item that it is cited for.
    pub item: Option<Item>,
    /// The nonconformity that it is cited for.
    pub nc: Option<String>,
    /// The meeting of the audit of which it is a photo.
    pub meeting: Option<MeetingKind>,
}

/// What was found of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileFacts {
    /// Bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// When it was captured, as its camera says.
    pub captured: Option<When>,
    /// Where, as its camera says.
    pub camera: Facts,
}

impl FileFacts {
    /// The hash as a value; `None` if it is none.
    pub fn hash(&self) -> Option<Hash> {
        Hash::parse(&self.sha256)
    }
}
