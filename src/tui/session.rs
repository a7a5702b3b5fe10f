//! The only meeting of screen and store: takes messages to the app, its effects to the disk, and
//! brings back what came of them.
//!
//! The real loop and the tests drive the same session; it knows no terminal.

mod dossiers;
mod paths;

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::{fs, thread};

use sha2::{Digest, Sha256};

use super::app::{App, Notice};
use super::desk::Desk;
use super::look::Look;
use super::message::{Effect, FileFacts, Msg, TakeFile};
use crate::checklists::Shelf;
use crate::domain::checklist::Bilingual;
use crate::domain::ids::Hash;
use crate::domain::journal::{Proposal, Stamp};
use crate::i18n::{self, Lang, session as words};
use crate::store::{Aside, Device, Folders, Settings, Store, StoreError, drafts_aside, lay_aside};
use crate::supply::Supply;

/// Bytes of a file that are read at once.
const PIECE: usize = 256 * 1024;

/// What the program finds around it.
#[derive(Debug)]
pub struct Surroundings {
    /// Where files belong.
    pub folders: Folders,
    /// What is remembered from session to session.
    pub settings: Settings,
    /// This laptop.
    pub device: Device,
    /// Time and fresh identities.
    pub supply: Supply,
    /// The checklists at hand.
    pub shelf: Arc<Shelf>,
}

/// A session at the screen.
#[derive(Debug)]
pub struct Session {
    /// The state of the screen.
    pub app: App,
    around: Surroundings,
    store: Option<Store>,
    /// The way in for slow work; without it slow work is done at once (tests).
    sender: Option<Sender<Msg>>,
    /// Half-typed text and place, written when nothing else is waiting.
    draft: Option<(String, String)>,
    place: Option<String>,
    /// Drafts of forms that belong to no dossier.
    aside: Aside,
    ended: bool,
}

impl Session {
    /// A session that shows home.
    pub fn new(around: Surroundings, lang: Lang, look: Look, by: &str) -> Self {
        let checklists = around.shelf.list().map(|shelved| {
            let list = &shelved.checklist;
            let titled = |title: &str| format!("{} {title}", list.standard);
            (list.id.clone(), Bilingual { zh: titled(&list.title.zh), en: titled(&list.title.en) })
        });
        let desk = Desk {
            lang,
            look,
            brief: around.settings.brief.unwrap_or(false),
            by: by.to_owned(),
            now: around.supply.now(),
            folder: around.folders.dossiers.clone(),
            checklists: checklists.collect(),
            shelf: Arc::clone(&around.shelf),
            window: (80, 24),
        };
        let aside = drafts_aside(&around.folders);
        let app = App::new(desk, aside.clone());
        Self { app, around, store: None, sender: None, draft: None, place: None, aside, ended: false }
    }

    /// Opens the first dossier; the sentence why not otherwise.
    pub fn begin(&mut self, path: &Path) -> Result<(), String> {
        match self.open(path) {
            Msg::Failed(sentence) => Err(sentence),
            opened => {
                self.take(opened);
                Ok(())
            }
        }
    }

    /// Shows home; its list comes in beside the screen if slow work may run there.
    pub fn begin_at_home(&mut self) {
        if let Some(listed) = self.list() {
            self.take(listed);
        }
    }

    /// Lets slow work run beside the screen.
    pub fn work_beside(&mut self, sender: Sender<Msg>) {
        self.sender = Some(sender);
    }

    /// Takes a message, and everything that follows from it; false once the program is to end.
    pub fn take(&mut self, msg: Msg) -> bool {
        let mut messages = vec![msg];
        while let Some(msg) = messages.pop() {
            self.app.desk.now = self.around.supply.now();
            for effect in self.app.update(msg) {
                messages.extend(self.perform(effect));
            }
        }
        !self.ended
    }

    /// Writes down what may wait a moment: call it when no message is waiting. True if that failed and
    /// there is a sentence to show.
    pub fn settle(&mut self) -> bool {
        let mut trouble = None;
        match (&mut self.store, self.draft.take()) {
            (Some(store), Some((key, draft))) => trouble = store.save_draft(&key, &draft).err(),
            (None, Some((key, draft))) => {
                self.aside.insert(key, draft);
                trouble = lay_aside(&self.around.folders, &self.aside).err();
            }
            (_, None) => {}
        }
        if let (Some(store), Some(place)) = (&mut self.store, self.place.take()) {
            trouble = trouble.or(store.save_place(&place).err());
        }
        let Some(error) = trouble else { return false };
        let sentence = words::DRAFT_UNKEPT.with(self.app.desk.lang, &[&self.sentence(&error)]);
        self.take(Msg::Said(Notice::bad(sentence)));
        true
    }

    /// The end of the session, whatever brought it: what was being typed is kept, the file is whole.
    pub fn end(mut self) -> Result<(), String> {
        for effect in self.app.last_effects() {
            self.perform(effect);
        }
        self.settle();
        let closed = self.store.take().map_or(Ok(()), Store::close);
        closed.map_err(|error| self.sentence(&error))
    }

    fn sentence(&self, error: &StoreError) -> String {
        i18n::store::store_error(error, self.app.desk.lang)
    }

    fn stamp(&self) -> Stamp {
        Stamp { at: self.around.supply.now(), by: self.app.desk.by.as_str().into() }
    }

    fn perform(&mut self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::Append(proposals) => Some(self.append(&proposals)),
            Effect::SaveDraft(key, draft) => {
                self.keep_other_draft(&key);
                self.draft = Some((key, draft));
                None
            }
            Effect::DropDraft(key) => self.drop_draft(&key),
            Effect::SavePlace(place) => {
                self.place = Some(place);
                None
            }
            Effect::ListDossiers => self.list(),
            Effect::OpenDossier(path) => Some(self.open(&paths::typed(&path))),
            Effect::CloseDossier => self.close(),
            Effect::OpenDemonstration => Some(self.demonstration()),
            Effect::MakeDossier(new) => Some(self.make(&new)),
            Effect::OpenAudit { standards, audit_type, year } => {
                self.open_audit(&standards, audit_type, year)
            }
            Effect::FindSeed(draw) => Some(Msg::SeedFound(draw, self.around.supply.seed())),
            Effect::ReadFile(take) => self.read_file(take),
            Effect::Sync(path) => self.sync(&paths::typed(&path)),
            Effect::Remember(lang) => {
                self.around.settings.lang = Some(lang.code().to_owned());
                self.remember()
            }
            Effect::RememberBrief(brief) => {
                self.around.settings.brief = Some(brief);
                self.remember()
            }
            Effect::Quit => {
                self.ended = true;
                None
            }
        }
    }

    fn append(&mut self, proposals: &[Proposal]) -> Msg {
        let stamp = self.stamp();
        let Some(store) = &mut self.store else { return Msg::Appended(Vec::new()) };
        match store.append(proposals, &stamp) {
            Ok(entries) => Msg::Appended(entries),
            Err(error) => Msg::Failed(self.sentence(&error)),
        }
    }

    /// A draft that waits is written before another form's takes its place.
    fn keep_other_draft(&mut self, key: &str) {
        if self.draft.as_ref().is_some_and(|(waiting, _)| waiting != key) {
            self.settle();
        }
    }

    fn drop_draft(&mut self, key: &str) -> Option<Msg> {
        self.draft = self.draft.take().filter(|(waiting, _)| waiting != key);
        let mut dropped = Ok(());
        if self.aside.remove(key).is_some() {
            dropped = lay_aside(&self.around.folders, &self.aside);
        } else if let Some(store) = &mut self.store {
            dropped = store.drop_draft(key);
        }
        dropped.err().map(|error| Msg::Said(Notice::bad(self.sentence(&error))))
    }

    fn remember(&mut self) -> Option<Msg> {
        let saved = self.around.settings.save(&self.around.folders);
        saved.err().map(|error| {
            let why = self.sentence(&error);
            Msg::Said(Notice::bad(words::SETTINGS_FORGOTTEN.with(self.app.desk.lang, &[&why])))
        })
    }

    // Files

    fn read_file(&self, take: TakeFile) -> Option<Msg> {
        let lang = self.app.desk.lang;
        let path = paths::typed(&take.path);
        // Where the program was started is forgotten soon; the register names the whole path.
        let take = TakeFile { path: std::path::absolute(&path).unwrap_or(path), ..take };
        let Some(sender) = self.sender.clone() else { return Some(file_read(take, lang)) };
        let work = move || {
            // The screen may have ended meanwhile; nobody waits for the answer then.
            let _ = sender.send(file_read(take, lang));
        };
        match thread::Builder::new().name("file".to_owned()).spawn(work) {
            Ok(_) => None,
            Err(error) => Some(Msg::Failed(error.to_string())),
        }
    }
}

/// Reads and hashes a file, as a message.
fn file_read(take: TakeFile, lang: Lang) -> Msg {
    match facts(&take.path) {
        Ok(Some(facts)) => Msg::FileRead(take, facts),
        Ok(None) => Msg::Failed(words::NOT_A_FILE.with(lang, &[&take.path.display()])),
        Err(error) => Msg::Failed(words::FILE_UNREADABLE.with(lang, &[&take.path.display(), &error])),
    }
}

/// Size and SHA-256; `None` for what is no plain file (a pipe would never end).
fn facts(path: &Path) -> io::Result<Option<FileFacts>> {
    if !fs::metadata(path)?.is_file() {
        return Ok(None);
    }
    let mut hasher = Sha256::new();
    let mut file = fs::File::open(path)?;
    let (mut size, mut piece) = (0, vec![0; PIECE]);
    loop {
        match file.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => {
                hasher.update(&piece[..read]);
                size += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Some(FileFacts { size, sha256: Hash(hasher.finalize().into()).to_string() }))
}
