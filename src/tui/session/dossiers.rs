//! Dossiers as a session opens, makes, lists, syncs and gives them back.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use chrono::Datelike;

use super::{Session, paths};
use crate::demo::{self, DemoError};
use crate::domain::change::{Change, ChecklistAdopted};
use crate::domain::opening::Opening;
use crate::i18n::{self, session as words};
use crate::store::{ENDING, StartError, Store, StoreError, index};
use crate::tui::app::Notice;
use crate::tui::desk::Open;
use crate::tui::message::{Msg, NewAudit, NewDossier};

impl Session {
    /// Lists the dossiers, beside the screen if there is a way in for the answer.
    pub(super) fn list(&self) -> Option<Msg> {
        let (folders, device) = (self.around.folders.clone(), self.around.device.clone());
        let Some(sender) = self.sender.clone() else {
            return Some(Msg::Listed(index::list(&folders, &device, |_, _| ())));
        };
        let work = move || {
            // The screen may have ended meanwhile; nobody waits for the answer then.
            let listed = index::list(&folders, &device, |read, total| {
                let _ = sender.send(Msg::Listing(read, total));
            });
            let _ = sender.send(Msg::Listed(listed));
        };
        match thread::Builder::new().name("list".to_owned()).spawn(work) {
            Ok(_) => None,
            Err(error) => Some(Msg::Failed(error.to_string())),
        }
    }

    /// Opens a file in place of the one that is open; that one stays open if it fails.
    pub(super) fn open(&mut self, path: &Path) -> Msg {
        self.settle();
        let path = named(path, &self.around.folders.dossiers);
        // As home lists it.
        let path = fs::canonicalize(&path).unwrap_or(path);
        if let Some(store) = self.store.take_if(|store| same_file(store.path(), &path)) {
            // Not opened twice: its lock is ours.
            return self.opened(store, None);
        }
        match Store::open(&path, &self.around.device, &self.around.supply) {
            Ok(store) => self.opened(store, None),
            Err(error) => match Store::open_reading(&path) {
                Ok(store) => {
                    let why = words::OPENED_READ_ONLY.with(self.app.desk.lang, &[&self.sentence(&error)]);
                    self.opened(store, Some(why))
                }
                Err(_) => Msg::Failed(self.sentence(&error)),
            },
        }
    }

    fn opened(&mut self, store: Store, read_only: Option<String>) -> Msg {
        match desk_of(&store) {
            Ok(mut open) => {
                open.read_only = read_only;
                // Cheap beside the reading: every hash of twenty thousand changes in a blink.
                let broken = store.verify().err();
                open.altered = broken.map(|broken| i18n::store::broken(&broken, self.app.desk.lang));
                self.remember_path(store.path());
                (self.watch, self.hands) = (None, None);
                self.store = Some(store);
                open.inbox = self.inbox_desk();
                Msg::Opened(Box::new(open))
            }
            Err(error) => Msg::Failed(self.sentence(&error)),
        }
    }

    /// A dossier outside the usual folder is listed at home from now on.
    fn remember_path(&self, path: &Path) {
        let folder = fs::canonicalize(&self.around.folders.dossiers);
        let inside =
            folder.is_ok_and(|folder| fs::canonicalize(path).is_ok_and(|path| path.starts_with(folder)));
        if !inside {
            // A list that forgets one line is no reason to say anything.
            let _ = self.around.device.remember(path, true);
        }
    }

    /// Gives the open file back, with everything in the one file.
    pub(super) fn close(&mut self) -> Option<Msg> {
        self.settle();
        (self.watch, self.hands) = (None, None);
        let closed = self.store.take()?.close();
        closed.err().map(|error| Msg::Said(Notice::bad(self.sentence(&error))))
    }

    /// Opens the demonstration dossier, made anew if it is not there.
    pub(super) fn demonstration(&mut self) -> Msg {
        let path = self.around.folders.dossiers.join(demo::FILE);
        if !path.exists() {
            let made = self.around.folders.make_dossiers().map_err(DemoError::Store);
            if let Err(error) = made.and_then(|()| demo::make(&path, &self.around.supply)) {
                return Msg::Failed(self.demo_sentence(error));
            }
        }
        self.open(&path)
    }

    fn demo_sentence(&self, error: DemoError) -> String {
        let lang = self.app.desk.lang;
        match error {
            DemoError::Store(error) => self.sentence(&error),
            DemoError::Sync(error) => i18n::store::sync_error(&error, lang),
            DemoError::Checklist(unavailable) => unavailable.sentence(lang),
            DemoError::Refused(refusal) => i18n::refusal(&refusal, lang),
            DemoError::Io { path, source } => {
                let why = i18n::store::system(&source, lang);
                i18n::cli::DEMO_FAILED.with(lang, &[&path.display(), &why])
            }
        }
    }

    pub(super) fn make(&mut self, new: &NewDossier) -> Msg {
        let checklists = match self.adoptions(&new.standards) {
            Ok(adopted) => adopted,
            Err(sentence) => return Msg::Failed(sentence),
        };
        let opening = Opening {
            dossier: self.around.supply.fresh_id(),
            client: new.client.clone(),
            checklists,
            audit_type: new.audit_type,
            year: self.around.supply.now().year(),
            sites: new.sites.clone(),
            sampling: self.around.shelf.sampling().cloned(),
        };
        if let Err(error) = self.around.folders.make_dossiers() {
            return Msg::Failed(self.sentence(&error));
        }
        let path = self.path_for(new);
        let stamp = self.stamp();
        match Store::start(&path, opening, &self.around.device, &self.around.supply, &stamp) {
            Ok(store) => self.opened(store, None),
            Err(StartError::Refused(refusal)) => Msg::Failed(i18n::refusal(&refusal, self.app.desk.lang)),
            Err(StartError::Store(error)) => Msg::Failed(self.sentence(&error)),
        }
    }

    /// The file that was named, or one named after the client: in the folder that was named, or in the
    /// usual one.
    fn path_for(&self, new: &NewDossier) -> PathBuf {
        let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' };
        let name: String = new.client.chars().take(60).map(safe).collect();
        match paths::typed(&new.path) {
            none if none.as_os_str().is_empty() => {
                self.around.folders.dossiers.join(format!("{name}.{ENDING}"))
            }
            folder if folder.is_dir() => folder.join(format!("{name}.{ENDING}")),
            file if file.extension().is_none() => {
                // A name alone is one in the usual folder.
                let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
                let name = format!("{}.{ENDING}", file.file_name().unwrap_or_default().to_string_lossy());
                folder.unwrap_or(&self.around.folders.dossiers).join(name)
            }
            file => file,
        }
    }

    fn adoptions(&self, ids: &[String]) -> Result<Vec<ChecklistAdopted>, String> {
        ids.iter().map(|id| self.adoption(id)).collect()
    }

    fn adoption(&self, id: &str) -> Result<ChecklistAdopted, String> {
        match self.around.shelf.adoption(id) {
            Ok(Change::ChecklistAdopted(adopted)) => Ok(adopted),
            Ok(_) => Err(String::new()),
            Err(unavailable) => Err(unavailable.sentence(self.app.desk.lang)),
        }
    }

    pub(super) fn open_audit(&mut self, new: &NewAudit) -> Option<Msg> {
        let adopted = match self.adoptions(&new.standards) {
            Ok(adopted) => adopted,
            Err(sentence) => return Some(Msg::Failed(sentence)),
        };
        let open = self.app.open.as_mut()?;
        let sampling = self.around.shelf.sampling();
        let label = open.label("A");
        let like = new.like.as_ref();
        let carried = like.map(|from| open.dossier.carried(from, &label, &adopted, &open.tag));
        let mut changes = open.dossier.open_audit(&open.tag, new.audit_type, new.year, adopted, sampling);
        changes.extend(carried.into_iter().flatten());
        match open.dossier.attempt(&changes) {
            Ok(proposals) => Some(self.append(&proposals)),
            Err((_, refusal)) => Some(Msg::Failed(i18n::refusal(&refusal, self.app.desk.lang))),
        }
    }
}

/// What lies on the desk of a file that was opened.
pub(super) fn desk_of(store: &Store) -> Result<Open, StoreError> {
    let mut open = Open::new(store.load()?, store.path().to_owned(), store.tag().to_owned());
    open.drafts = store.drafts()?.into_iter().collect();
    open.resume = store.place()?.unwrap_or_default();
    Ok(open)
}

/// Whether two paths lead to one file.
pub(super) fn same_file(a: &Path, b: &Path) -> bool {
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

/// A path as it was given; a name alone means the dossier of that name in the usual folder.
fn named(path: &Path, folder: &Path) -> PathBuf {
    let mut file = path.as_os_str().to_owned();
    if path.extension().is_none() {
        file.push(".");
        file.push(ENDING);
    }
    let usual = folder.join(file);
    if !path.exists() && usual.exists() { usual } else { path.to_owned() }
}
