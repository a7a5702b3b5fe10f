//! The only meeting of screen and store: takes messages to the app, its effects to the disk, and
//! brings back what came of them.
//!
//! The real loop and the tests drive the same session; it knows no terminal.

mod dossiers;
mod paths;
mod sights;
mod syncing;
mod taking;

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::sync::mpsc::Sender;

use super::app::{App, Notice};
use super::desk::Desk;
use super::look::Look;
use super::message::{Effect, Msg};
use crate::checklists::Shelf;
use crate::domain::checklist::Bilingual;
use crate::domain::journal::{Proposal, Stamp};
use crate::i18n::{self, Lang, session as words};
use crate::inbox::Watch;
use crate::store::{Aside, Device, Folders, Settings, Store, StoreError, drafts_aside, lay_aside};
use crate::supply::Supply;
use syncing::{Lent, Meanwhile};
use taking::Hands;

/// What the program finds around it.
#[derive(Debug)]
pub struct Surroundings {
    /// Where files belong.
    pub folders: Folders,
    /// What is remembered from session to session.
    pub settings: Settings,
    /// The screen is reached over a line that may be slow.
    pub remote: bool,
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
    /// Half-typed texts (`None`: to be dropped) and place, written when nothing else is waiting.
    drafts: BTreeMap<String, Option<String>>,
    place: Option<String>,
    /// Drafts of forms that belong to no dossier.
    aside: Aside,
    ended: bool,
    /// The inbox being watched.
    watch: Option<Watch>,
    /// Whoever takes files in.
    hands: Option<Hands>,
    /// The exchange with another copy, which has the open file meanwhile.
    syncing: Option<Lent>,
    /// What needs the open file and waits until it is back.
    held: VecDeque<Effect>,
    /// What came after that, to be taken after it.
    after: VecDeque<Msg>,
    /// Somebody looks at a file.
    looking: Arc<AtomicBool>,
    /// Folders that are being read to complete a path.
    folders_read: Arc<AtomicUsize>,
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
            photos: around.settings.photos_on(around.remote),
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
        Self {
            app,
            around,
            store: None,
            sender: None,
            drafts: BTreeMap::new(),
            place: None,
            aside,
            ended: false,
            watch: None,
            hands: None,
            syncing: None,
            held: VecDeque::new(),
            after: VecDeque::new(),
            looking: Arc::default(),
            folders_read: Arc::default(),
        }
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
        self.watch_inbox();
    }

    /// Takes a message, and everything that follows from it; false once the program is to end.
    pub fn take(&mut self, msg: Msg) -> bool {
        match msg {
            Msg::SyncEnded => self.catch_up(),
            msg if self.held.is_empty() => self.go_on(vec![msg]),
            msg => match Meanwhile::of(&msg) {
                Meanwhile::Taken => self.go_on(vec![msg]),
                Meanwhile::PassedOver => {}
                Meanwhile::Afterwards => self.after.push_back(msg),
            },
        }
        !self.ended
    }

    fn go_on(&mut self, mut messages: Vec<Msg>) {
        while let Some(msg) = messages.pop() {
            self.app.desk.now = self.around.supply.now();
            let opened = matches!(msg, Msg::Opened(_));
            let effects = self.app.update(msg);
            if opened {
                self.watch_inbox();
            }
            for effect in effects {
                if self.lent() && (effect.needs_the_file() || !self.held.is_empty()) {
                    self.hold(effect);
                } else {
                    messages.extend(self.perform(effect));
                }
            }
        }
    }

    /// Writes down what may wait a moment: call it when no message is waiting. True if that failed, or
    /// works again, and there is something to show.
    pub fn settle(&mut self) -> bool {
        for effect in self.app.keep_draft() {
            self.perform(effect);
        }
        let lent = self.lent();
        let jots = match (&self.syncing, &self.store) {
            // Without a way to write them they are kept once the file is back.
            (Some(lent), _) if lent.jotter.is_none() => return false,
            (Some(lent), _) => lent.jotter.as_ref().map(|jotter| Ok(jotter.jots())),
            (None, Some(store)) => Some(store.jots()),
            (None, None) => None,
        };
        let (mut trouble, mut healed) = (None, false);
        let drafts = std::mem::take(&mut self.drafts);
        let some = !drafts.is_empty();
        match jots {
            Some(Ok(jots)) => {
                for (key, draft) in drafts {
                    let kept = match &draft {
                        Some(text) => jots.save_draft(&key, text),
                        None => jots.drop_draft(&key),
                    };
                    if lent && matches!(kept, Err(StoreError::Busy { .. })) {
                        // The exchange writes just now: tried again at the next message.
                        self.drafts.insert(key, draft);
                    }
                    trouble = kept.err().or(trouble);
                }
                if let Some(place) = self.place.take() {
                    let kept = jots.save_place(&place);
                    if lent && kept.is_err() {
                        self.place = Some(place);
                    } else {
                        trouble = trouble.or(kept.err());
                    }
                }
            }
            Some(Err(error)) => trouble = (some || self.place.take().is_some()).then_some(error),
            None if some => {
                self.aside.extend(drafts.into_iter().filter_map(|(key, draft)| Some((key, draft?))));
                trouble = lay_aside(&self.around.folders, &self.aside).err();
            }
            None => {}
        }
        if let Some(open) = self.app.open.as_mut().filter(|_| some) {
            healed = open.draft_unkept && trouble.is_none();
            open.draft_unkept = trouble.is_some();
        }
        match trouble {
            None => healed,
            Some(_) if !self.drafts.is_empty() => false,
            Some(error) => {
                let sentence = words::DRAFT_UNKEPT.with(self.app.desk.lang, &[&self.sentence(&error)]);
                self.go_on(vec![Msg::Said(Notice::bad(sentence))]);
                true
            }
        }
    }

    /// The end of the session, whatever brought it: what was being typed is kept, the file is whole. Gives
    /// what came of a sync that had to be waited for.
    pub fn end(mut self) -> Result<Option<Notice>, String> {
        // First what is on the screen: whoever asked for the end may not wait for the exchange.
        self.last_words();
        let mut told = None;
        while self.lent() {
            told = self.come_back().or(told);
        }
        self.last_words();
        (self.watch, self.hands) = (None, None);
        let closed = self.store.take().map_or(Ok(()), Store::close);
        closed.map(|()| told).map_err(|error| self.sentence(&error))
    }

    fn last_words(&mut self) {
        for effect in self.app.last_effects() {
            self.perform(effect);
        }
        self.settle();
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
                self.drafts.insert(key, Some(draft));
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
            Effect::OpenAudit(audit) => self.open_audit(&audit),
            Effect::FindSeed(draw) => Some(Msg::SeedFound(draw, self.around.supply.seed())),
            Effect::ReadFile(take) => self.read_file(take),
            Effect::CancelTaking => {
                self.cancel_taking();
                None
            }
            Effect::LookIntoInbox => self.look_into_inbox(),
            Effect::PutAway(files) => Some(self.put_away(&files)),
            Effect::CompletePath(begun) => self.complete_path(begun),
            Effect::Look(glance) => self.look(glance),
            Effect::RememberPhotos(photos) => {
                let settings = &mut self.around.settings;
                let kept =
                    if self.around.remote { &mut settings.photos_over_ssh } else { &mut settings.photos };
                *kept = Some(photos);
                self.remember()
            }
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

    fn drop_draft(&mut self, key: &str) -> Option<Msg> {
        self.drafts.remove(key);
        let writable = self.app.open.as_ref().is_none_or(|open| open.read_only.is_none());
        let mut dropped = Ok(());
        if self.aside.remove(key).is_some() {
            dropped = lay_aside(&self.around.folders, &self.aside);
        } else if self.lent() {
            self.drafts.insert(key.to_owned(), None);
        } else if let Some(store) = self.store.as_mut().filter(|_| writable) {
            dropped = store.drop_draft(key);
        }
        // Nothing is being typed any more that could be lost.
        if let Some(open) = &mut self.app.open {
            open.draft_unkept = false;
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
}
