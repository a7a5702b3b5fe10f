//! The only meeting of screen and store: takes messages to the app, its effects to the disk, and
//! brings back what came of them.
//!
//! The real loop and the tests drive the same session; it knows no terminal.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::{fs, thread};

use chrono::Datelike;
use sha2::{Digest, Sha256};

use super::app::{App, Notice};
use super::desk::{Desk, Open};
use super::look::Look;
use super::message::{Effect, FileFacts, Found, Msg, NewDossier, TakeFile};
use crate::checklists::Shelf;
use crate::domain::change::{AuditType, Change, ChecklistAdopted};
use crate::domain::ids::Hash;
use crate::domain::journal::{Proposal, Stamp};
use crate::domain::opening::Opening;
use crate::i18n::{self, Lang, session as words};
use crate::store::{Device, Folders, Settings, StartError, Store, StoreError};
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
    ended: bool,
}

impl Session {
    /// A session that shows home.
    pub fn new(around: Surroundings, lang: Lang, look: Look, by: &str) -> Self {
        let checklists = around.shelf.list().map(|shelved| {
            let list = &shelved.checklist;
            (list.id.clone(), format!("{} {}", list.standard, lang.pick(&list.title.zh, &list.title.en)))
        });
        let desk = Desk {
            lang,
            look,
            brief: around.settings.brief.unwrap_or(false),
            by: by.to_owned(),
            now: around.supply.now(),
            checklists: checklists.collect(),
            shelf: Arc::clone(&around.shelf),
            window: (80, 24),
        };
        let app = App::new(desk);
        Self { app, around, store: None, sender: None, draft: None, place: None, ended: false }
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

    /// Shows home.
    pub fn begin_at_home(&mut self) {
        let found = self.list();
        self.take(Msg::Listed(found));
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

    /// Writes down what may wait a moment: call it when no message is waiting.
    pub fn settle(&mut self) {
        let Some(store) = &mut self.store else { return };
        let mut trouble = None;
        if let Some((key, draft)) = self.draft.take() {
            trouble = store.save_draft(&key, &draft).err();
        }
        if let Some(place) = self.place.take() {
            trouble = trouble.or(store.save_place(&place).err());
        }
        if let Some(error) = trouble {
            let sentence = words::DRAFT_UNKEPT.with(self.app.desk.lang, &[&self.sentence(&error)]);
            self.take(Msg::Said(Notice::bad(sentence)));
        }
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
            Effect::ListDossiers => Some(Msg::Listed(self.list())),
            Effect::OpenDossier(path) => Some(self.open(&path)),
            Effect::OpenDemonstration => None,
            Effect::MakeDossier(new) => Some(self.make(&new)),
            Effect::OpenAudit { standard, audit_type, year } => self.open_audit(&standard, audit_type, year),
            Effect::ReadFile(take) => self.read_file(take),
            Effect::Sync(_) => None,
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
        let dropped = self.store.as_mut()?.drop_draft(key);
        dropped.err().map(|error| Msg::Said(Notice::bad(self.sentence(&error))))
    }

    fn remember(&mut self) -> Option<Msg> {
        let saved = self.around.settings.save(&self.around.folders);
        saved.err().map(|error| {
            let why = self.sentence(&error);
            Msg::Said(Notice::bad(words::SETTINGS_FORGOTTEN.with(self.app.desk.lang, &[&why])))
        })
    }

    // Dossiers

    fn list(&self) -> Vec<Found> {
        Vec::new()
    }

    fn open(&mut self, path: &Path) -> Msg {
        self.settle();
        // The file that is open now is given back first: it may be the same.
        self.store = None;
        match Store::open(path, &self.around.device, &self.around.supply) {
            Ok(store) => self.opened(store, None),
            Err(error) => match Store::open_reading(path) {
                Ok(store) => {
                    let why = words::OPENED_READ_ONLY.with(self.app.desk.lang, &[&self.sentence(&error)]);
                    self.opened(store, Some(why))
                }
                Err(_) => Msg::Failed(self.sentence(&error)),
            },
        }
    }

    fn opened(&mut self, store: Store, read_only: Option<String>) -> Msg {
        let read = store.load().and_then(|dossier| Ok((dossier, store.drafts()?, store.place()?)));
        let (dossier, drafts, place) = match read {
            Ok(read) => read,
            Err(error) => return Msg::Failed(self.sentence(&error)),
        };
        let mut open = Open::new(dossier, store.path().to_owned(), store.tag().to_owned());
        open.read_only = read_only;
        open.drafts = drafts.into_iter().collect();
        open.resume = place.unwrap_or_default();
        self.store = Some(store);
        Msg::Opened(Box::new(open))
    }

    fn make(&mut self, new: &NewDossier) -> Msg {
        let lang = self.app.desk.lang;
        let mut checklists = Vec::new();
        for id in &new.standards {
            match self.adoption(id) {
                Ok(adopted) => checklists.push(adopted),
                Err(sentence) => return Msg::Failed(sentence),
            }
        }
        let opening = Opening {
            dossier: self.around.supply.fresh_id(),
            client: new.client.clone(),
            checklists,
            audit_type: new.audit_type,
            year: self.around.supply.now().year(),
            sites: new.sites.clone(),
        };
        if let Err(error) = self.around.folders.make_dossiers() {
            return Msg::Failed(self.sentence(&error));
        }
        let path = self.path_for(new);
        let stamp = self.stamp();
        match Store::start(&path, opening, &self.around.device, &self.around.supply, &stamp) {
            Ok(store) => self.opened(store, None),
            Err(StartError::Refused(refusal)) => Msg::Failed(i18n::refusal(&refusal, lang)),
            Err(StartError::Store(error)) => Msg::Failed(self.sentence(&error)),
        }
    }

    /// The file that was named, or one in the usual folder named after the client.
    fn path_for(&self, new: &NewDossier) -> PathBuf {
        if !new.path.trim().is_empty() {
            return PathBuf::from(new.path.trim());
        }
        let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' };
        let name: String = new.client.chars().take(60).map(safe).collect();
        self.around.folders.dossiers.join(format!("{name}.onsite"))
    }

    fn adoption(&self, id: &str) -> Result<ChecklistAdopted, String> {
        match self.around.shelf.adoption(id) {
            Ok(Change::ChecklistAdopted(adopted)) => Ok(adopted),
            Ok(_) => Err(String::new()),
            Err(unavailable) => Err(unavailable.sentence(self.app.desk.lang)),
        }
    }

    fn open_audit(&mut self, standard: &str, audit_type: AuditType, year: i32) -> Option<Msg> {
        let adopted = match self.adoption(standard) {
            Ok(adopted) => adopted,
            Err(sentence) => return Some(Msg::Failed(sentence)),
        };
        let open = self.app.open.as_mut()?;
        let changes = open.dossier.open_audit(&open.tag, audit_type, year, vec![adopted]);
        match open.dossier.attempt(&changes) {
            Ok(proposals) => Some(self.append(&proposals)),
            Err((_, refusal)) => Some(Msg::Failed(i18n::refusal(&refusal, self.app.desk.lang))),
        }
    }

    // Files

    fn read_file(&self, take: TakeFile) -> Option<Msg> {
        let lang = self.app.desk.lang;
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
