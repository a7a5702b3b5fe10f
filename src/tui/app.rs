//! The state of the screen and what a message makes of it: effects, as data.
//!
//! `update` may change the app; it does no IO. Drawing changes nothing. The router here knows keys for
//! going somewhere, dialogs, undo; whatever is about one screen is in that screen's file.

use ratatui::Frame;
use serde::{Deserialize, Serialize};

use super::chord::Chord;
use super::desk::{Desk, Open, Standpoint};
use super::events::Input;
use super::forms::{Purpose, Submit};
use super::keymap::{Action, Resolved, Scope, resolve, rows};
use super::modals::choice::{Choice, Line, Pick};
use super::modals::find::Find;
use super::modals::form::Form;
use super::modals::help::Help;
use super::modals::{Modal, Reply};
use super::screens::Screen;
use super::view;
use crate::domain::change::Change;
use crate::domain::dossier::Reading;
use crate::domain::ids::ChangeId;
use crate::domain::journal::Entry;
use crate::domain::slot::Slot;
use crate::i18n::{self, Lang, frame as words};

pub use super::message::{Effect, Msg, NewDossier, TakeFile};

/// What a screen wants after a key.
#[derive(Debug)]
pub enum Next {
    /// Nothing more.
    Stay,
    /// Back to the screen before.
    Back,
    /// Another screen on top.
    Show(Box<Screen>),
    /// A screen in place of this one.
    Replace(Box<Screen>),
    /// A form.
    Ask(Purpose),
    /// A list to choose from.
    Choose(Choice),
    /// These changes, as one act.
    Record(Vec<Change>, Then),
    /// Something outside.
    Do(Effect),
    /// A sentence in the footer.
    Say(Notice),
    /// Another audit, checklist or site; then the walk.
    Stand(Standpoint),
    /// The differing values of a slot are shown, to decide for one.
    Decide(Slot),
    /// The key is not for this screen: the router may have a use for it.
    Pass,
}

/// What the screen does once a change is on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It stays where it is.
    Stay,
    /// The walk goes on to the next open item.
    NextOpen,
    /// It goes back: what it showed has ended.
    Back,
}

/// A sentence in the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// Whether something was refused or failed.
    pub bad: bool,
}

impl Notice {
    /// Something worth knowing.
    pub fn good(text: impl Into<String>) -> Self {
        Self { text: text.into(), bad: false }
    }

    /// A refusal or failure.
    pub fn bad(text: impl Into<String>) -> Self {
        Self { text: text.into(), bad: true }
    }
}

/// What is waiting to be on disk.
#[derive(Debug)]
struct Waiting {
    then: Then,
    kind: ActKind,
    /// The form that it came from closes then.
    closes: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ActKind {
    New,
    Undo,
    Redo,
}

/// The place where a session ended, to resume there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Where the auditor stood.
    pub at: Standpoint,
    /// The screen: its code.
    pub screen: String,
    /// The cursor there: a clause or a label.
    pub cursor: String,
    /// The form that was open.
    pub form: Option<Purpose>,
}

/// The whole state of the screen.
#[derive(Debug)]
pub struct App {
    /// What holds on every screen.
    pub desk: Desk,
    /// The dossier that is open.
    pub open: Option<Open>,
    screens: Vec<Screen>,
    modal: Option<Modal>,
    notice: Option<Notice>,
    prefix: Option<Chord>,
    waiting: Option<Waiting>,
    finding: String,
}

impl App {
    /// An app that shows home.
    pub fn new(desk: Desk) -> Self {
        Self {
            desk,
            open: None,
            screens: vec![Screen::home()],
            modal: None,
            notice: None,
            prefix: None,
            waiting: None,
            finding: String::new(),
        }
    }

    /// Takes a message and says what is to be done outside.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Input(Input::Key(chord)) => self.key(chord),
            Msg::Input(Input::Paste(text)) => self.paste(&text),
            Msg::Input(Input::Resize(..)) => Vec::new(),
            Msg::Input(Input::Lost | Input::Terminate(_)) => vec![Effect::Quit],
            Msg::Opened(open) => self.opened(*open),
            Msg::Appended(entries) => self.appended(entries),
            Msg::Failed(sentence) => self.failed(sentence),
            Msg::Said(notice) => self.say(notice),
            Msg::Listed(dossiers) => {
                if let Some(Screen::Home(home)) = self.screens.first_mut() {
                    home.listed(dossiers);
                }
                Vec::new()
            }
            Msg::FileRead(take, facts) => {
                match super::forms::evidence::file_read(&take, facts, self.open.as_ref()) {
                    Ok(changes) => self.record(changes, Then::Stay, ActKind::New, true),
                    Err(sentence) => self.failed(sentence),
                }
            }
            Msg::Synced { received, sent, open } => {
                self.modal = None;
                let conflicts = open.dossier.conflicts().count();
                let text = words::SYNCED.with(self.desk.lang, &[&received, &sent, &conflicts]);
                self.replace_open(*open);
                self.say(Notice::good(text))
            }
        }
    }

    /// The dossier changed outside (a sync): the screens stay, the facts are new.
    fn replace_open(&mut self, mut open: Open) {
        if let Some(old) = self.open.take() {
            open.drafts = old.drafts;
            open.acts = old.acts;
            open.undone = old.undone;
            open.stand(old.at);
        }
        self.open = Some(open);
    }

    fn say(&mut self, notice: Notice) -> Vec<Effect> {
        self.notice = Some(notice);
        Vec::new()
    }

    fn refuse(&mut self, sentence: impl Into<String>) -> Vec<Effect> {
        self.say(Notice::bad(sentence))
    }

    // Keys

    /// The scopes whose keys hold now, nearest first.
    pub fn scopes(&self) -> Vec<Scope> {
        match (&self.modal, self.screens.last()) {
            (Some(modal), _) => vec![modal.scope()],
            (None, Some(screen)) => screen.scopes(),
            (None, None) => vec![Scope::Everywhere],
        }
    }

    fn key(&mut self, chord: Chord) -> Vec<Effect> {
        self.notice = None;
        if let Some(modal) = &mut self.modal {
            let reply = modal.update(chord);
            return self.replied(reply);
        }
        let scopes = self.scopes();
        let typing = self.screens.last().is_some_and(Screen::types);
        match resolve(&scopes, self.prefix.take(), chord) {
            // A key held down is recorded once: a repeat moves, but changes nothing.
            Resolved::Do(action) if chord.repeat && !repeats(action) => Vec::new(),
            Resolved::Do(action) => self.act(action),
            Resolved::Prefix => {
                self.prefix = Some(chord.command());
                Vec::new()
            }
            Resolved::Unbound if typing => self.typed(chord),
            Resolved::Unbound => self.refuse(words::UNBOUND.with(self.desk.lang, &[&chord])),
        }
    }

    fn typed(&mut self, chord: Chord) -> Vec<Effect> {
        if let (Some(screen), Some(open)) = (self.screens.last_mut(), &self.open) {
            screen.typed(chord, &self.desk, open);
        }
        Vec::new()
    }

    /// Does an action as if its key had been pressed on the screen.
    fn act(&mut self, action: Action) -> Vec<Effect> {
        let next = match self.screens.last_mut() {
            Some(screen) => screen.update(action, &self.desk, self.open.as_ref()),
            None => Next::Pass,
        };
        match next {
            Next::Pass => self.route(action),
            next => self.follow(next),
        }
    }

    /// What a screen wanted.
    fn follow(&mut self, next: Next) -> Vec<Effect> {
        match next {
            Next::Stay | Next::Pass => Vec::new(),
            Next::Back => self.back(),
            Next::Show(screen) => self.show(*screen),
            Next::Replace(screen) => {
                self.screens.pop();
                self.show(*screen)
            }
            Next::Ask(purpose) => self.ask(purpose),
            Next::Choose(choice) => {
                self.modal = Some(Modal::Choice(choice));
                Vec::new()
            }
            Next::Record(changes, then) => self.record(changes, then, ActKind::New, false),
            Next::Do(effect) => vec![effect],
            Next::Say(notice) => self.say(notice),
            Next::Stand(at) => self.stand(at),
            Next::Decide(slot) => self.decide(&slot),
        }
    }

    /// The actions that mean the same on every screen.
    fn route(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Back => self.back(),
            Action::ShowHelp => {
                self.modal = Some(Modal::Help(Help::new(&self.scopes())));
                Vec::new()
            }
            Action::ShowPalette => self.palette(),
            Action::Search => self.search(),
            Action::NextHit | Action::PreviousHit => self.next_hit(action == Action::NextHit),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::SwitchLanguage => self.switch_language(),
            Action::FoldGuidance => {
                self.desk.brief = !self.desk.brief;
                vec![Effect::RememberBrief(self.desk.brief)]
            }
            Action::GoHome => {
                self.screens.truncate(1);
                let mut effects = self.keep_place();
                effects.push(Effect::ListDossiers);
                effects
            }
            _ if self.open.is_none() => self.refuse(self.desk.t(words::NO_DOSSIER)),
            _ => match self.open.as_ref().and_then(|open| Screen::at(action, open)) {
                Some(screen) => self.go(screen),
                None if action == Action::GoSync => {
                    self.ask(Purpose::Dossier(super::forms::dossier::DossierForm::Sync))
                }
                None => self.refuse(self.desk.t(words::NOTHING_HERE)),
            },
        }
    }

    /// The main screens lie side by side above home: going to one leaves the others.
    fn go(&mut self, screen: Screen) -> Vec<Effect> {
        self.screens.truncate(1);
        self.show(screen)
    }

    fn show(&mut self, screen: Screen) -> Vec<Effect> {
        self.screens.push(screen);
        self.finding.clear();
        self.keep_place()
    }

    fn back(&mut self) -> Vec<Effect> {
        if self.screens.len() <= 1 {
            return vec![Effect::Quit];
        }
        self.screens.pop();
        let mut effects = self.keep_place();
        if self.screens.len() == 1 {
            effects.push(Effect::ListDossiers);
        }
        effects
    }

    fn stand(&mut self, at: Standpoint) -> Vec<Effect> {
        if let Some(open) = &mut self.open {
            open.stand(at);
            if let Some(screen) = self.screens.last_mut() {
                screen.moved(open);
            }
        }
        self.keep_place()
    }

    fn palette(&mut self) -> Vec<Effect> {
        let lines = rows(&self.scopes()).into_iter().filter(|row| row.action != Action::ShowPalette);
        let line = |row: &super::keymap::Binding| Line {
            text: row.words.get(self.desk.lang).to_owned(),
            aside: row.shown(),
            pick: Pick::Do(row.action),
        };
        let lines = lines.map(line).collect();
        self.modal = Some(Modal::Choice(Choice::new(self.desk.t(words::PALETTE), lines)));
        Vec::new()
    }

    fn search(&mut self) -> Vec<Effect> {
        if self.scopes().contains(&Scope::Hits) {
            self.modal = Some(Modal::Find(Find::new("")));
            return Vec::new();
        }
        match self.open {
            Some(_) => self.show(Screen::search()),
            None => self.refuse(self.desk.t(words::NO_DOSSIER)),
        }
    }

    fn next_hit(&mut self, forward: bool) -> Vec<Effect> {
        let text = self.finding.clone();
        self.find(&text, Some(forward));
        Vec::new()
    }

    /// Puts the cursor of a list on the nearest hit; `forward` looks beyond the cursor.
    fn find(&mut self, text: &str, forward: Option<bool>) {
        text.clone_into(&mut self.finding);
        if let Some(screen) = self.screens.last_mut() {
            let found = screen.find(text, forward, &self.desk, self.open.as_ref());
            if !found && !text.is_empty() {
                self.notice = Some(Notice::bad(self.desk.t(words::NOTHING_FOUND)));
            }
        }
    }

    fn switch_language(&mut self) -> Vec<Effect> {
        self.desk.lang = match self.desk.lang {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        };
        vec![Effect::Remember(self.desk.lang)]
    }

    // Dialogs

    fn replied(&mut self, reply: Reply) -> Vec<Effect> {
        match reply {
            Reply::Stay => self.keep_draft(),
            Reply::Close => self.close(),
            Reply::Submit => self.submit(),
            Reply::Chosen(pick) => {
                self.modal = None;
                self.chosen(pick)
            }
            Reply::Finding(text) => {
                if text.is_empty() {
                    self.modal = None;
                }
                self.find(&text, None);
                Vec::new()
            }
        }
    }

    fn chosen(&mut self, pick: Pick) -> Vec<Effect> {
        match pick {
            Pick::Do(action) => self.act(action),
            Pick::Ask(purpose) => self.ask(purpose),
            Pick::Stand(at) => self.stand(at),
            Pick::Record(change) => self.record(vec![(0, change)], Then::Stay, ActKind::New, false),
            Pick::Item(item) => {
                let mut effects =
                    self.stand(Standpoint { audit: item.audit, standard: item.standard, site: item.site });
                effects.extend(self.go(Screen::walk_at(&item.clause)));
                effects
            }
        }
    }

    /// Opens a form, with the draft that was left there.
    fn ask(&mut self, purpose: Purpose) -> Vec<Effect> {
        if let Some(why) = self.open.as_ref().and_then(|open| open.read_only.clone()) {
            return self.refuse(why);
        }
        let draft = self.open.as_ref().and_then(|open| open.drafts.get(&purpose.key())).cloned();
        let form = Form::open(purpose, &self.desk, self.open.as_ref(), draft.as_deref());
        if draft.is_some() {
            self.notice = Some(Notice::good(self.desk.t(words::DRAFT_BACK)));
        }
        self.modal = Some(Modal::Form(Box::new(form)));
        self.keep_place()
    }

    /// Keeps what is being typed.
    fn keep_draft(&mut self) -> Vec<Effect> {
        let (Some(Modal::Form(form)), Some(open)) = (&mut self.modal, &mut self.open) else {
            return Vec::new();
        };
        if !std::mem::take(&mut form.unkept) {
            return Vec::new();
        }
        let Some(draft) = form.draft() else { return Vec::new() };
        let key = form.purpose.key();
        open.drafts.insert(key.clone(), draft.clone());
        vec![Effect::SaveDraft(key, draft)]
    }

    fn close(&mut self) -> Vec<Effect> {
        let mut effects = self.keep_draft();
        if let Some(Modal::Form(form)) = self.modal.take()
            && form.draft().is_some()
            && self.open.is_some()
        {
            self.notice = Some(Notice::good(self.desk.t(words::DRAFT_KEPT)));
        }
        effects.extend(self.keep_place());
        effects
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        self.notice = None;
        let Some(modal) = &mut self.modal else {
            if let (Some(screen), Some(open)) = (self.screens.last_mut(), &self.open) {
                screen.pasted(text, &self.desk, open);
            }
            return Vec::new();
        };
        match modal.paste(text, &self.desk) {
            Ok(reply) => self.replied(reply),
            Err(sentence) => {
                if let Modal::Form(form) = modal {
                    form.trouble = Some(sentence);
                }
                Vec::new()
            }
        }
    }

    fn submit(&mut self) -> Vec<Effect> {
        let Some(Modal::Form(form)) = &mut self.modal else { return Vec::new() };
        match form.purpose.submit(&form.values(), &self.desk, self.open.as_ref()) {
            Err(miss) => {
                form.complain(miss.field, miss.sentence);
                Vec::new()
            }
            Ok(Submit::Do(effect)) => vec![effect],
            Ok(Submit::Record(changes, then)) => self.record(changes, then, ActKind::New, true),
        }
    }

    // Recording

    /// Tries changes and has them written if nothing speaks against it.
    fn record(&mut self, changes: impl IntoChanges, then: Then, kind: ActKind, closes: bool) -> Vec<Effect> {
        let (fields, changes): (Vec<usize>, Vec<Change>) = changes.into_changes().into_iter().unzip();
        let Some(open) = &mut self.open else { return Vec::new() };
        if let Some(why) = open.read_only.clone() {
            return self.refuse(why);
        }
        match open.dossier.attempt(&changes) {
            Err((nth, refusal)) => {
                let sentence = i18n::refusal(&refusal, self.desk.lang);
                self.complain(fields.get(nth).copied().unwrap_or(0), sentence)
            }
            Ok(proposals) if proposals.is_empty() => {
                self.waiting = Some(Waiting { then, kind, closes });
                self.appended(Vec::new())
            }
            Ok(proposals) => {
                self.waiting = Some(Waiting { then, kind, closes });
                vec![Effect::Append(proposals)]
            }
        }
    }

    fn complain(&mut self, field: usize, sentence: String) -> Vec<Effect> {
        match &mut self.modal {
            Some(Modal::Form(form)) => {
                form.complain(field, sentence);
                Vec::new()
            }
            _ => self.refuse(sentence),
        }
    }

    /// An act is on disk: only now does the dossier on the screen have it.
    fn appended(&mut self, entries: Vec<Entry>) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        let waiting =
            self.waiting.take().unwrap_or(Waiting { then: Then::Stay, kind: ActKind::New, closes: false });
        let act: Vec<ChangeId> = entries.iter().map(|entry| entry.id).collect();
        let said = entries.last().map(|entry| i18n::words::kind_word(entry.kind()).get(self.desk.lang));
        for entry in entries {
            open.dossier.apply(entry);
        }
        open.refresh();
        if !act.is_empty() {
            match waiting.kind {
                ActKind::New => {
                    open.acts.push(act);
                    open.undone.clear();
                }
                ActKind::Undo => open.undone.push(act),
                ActKind::Redo => open.acts.push(act),
            }
        }
        let mut effects = Vec::new();
        if waiting.closes
            && let Some(Modal::Form(form)) = self.modal.take()
        {
            open.drafts.remove(&form.purpose.key());
            effects.push(Effect::DropDraft(form.purpose.key()));
        }
        match (waiting.kind, said) {
            (ActKind::Undo, Some(said)) => {
                self.notice = Some(Notice::good(words::UNDONE.with(self.desk.lang, &[&said])));
            }
            (ActKind::Redo, Some(said)) => {
                self.notice = Some(Notice::good(words::REDONE.with(self.desk.lang, &[&said])));
            }
            _ => {}
        }
        effects.extend(self.settle(waiting.then));
        effects
    }

    /// The screen goes on after a change.
    fn settle(&mut self, then: Then) -> Vec<Effect> {
        let (Some(screen), Some(open)) = (self.screens.last_mut(), &self.open) else { return Vec::new() };
        let next = screen.saved(then, &self.desk, open);
        let mut effects = self.follow(next);
        effects.extend(self.keep_place());
        effects
    }

    /// The disk said no: a dialog stays open with what was typed.
    fn failed(&mut self, sentence: String) -> Vec<Effect> {
        self.waiting = None;
        self.complain(0, sentence)
    }

    fn undo(&mut self) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return self.refuse(self.desk.t(words::NO_DOSSIER)) };
        let act = open.acts.last().cloned().unwrap_or_default();
        match open.dossier.undo(&act) {
            Ok(changes) => {
                open.acts.pop();
                self.record(changes, Then::Stay, ActKind::Undo, false)
            }
            Err(refusal) => self.refuse(i18n::refusal(&refusal, self.desk.lang)),
        }
    }

    fn redo(&mut self) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return self.refuse(self.desk.t(words::NO_DOSSIER)) };
        let act = open.undone.last().cloned().unwrap_or_default();
        match open.dossier.undo(&act) {
            Ok(changes) => {
                open.undone.pop();
                self.record(changes, Then::Stay, ActKind::Redo, false)
            }
            Err(refusal) => self.refuse(i18n::refusal(&refusal, self.desk.lang)),
        }
    }

    /// Offers the differing values of a slot, each with its person and time.
    fn decide(&mut self, slot: &Slot) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let Reading::Differing(heads) = open.dossier.read(slot.as_str()) else {
            return self.refuse(self.desk.t(words::NO_CONFLICT));
        };
        let line = |entry: &&Entry| {
            let change = entry.change()?.clone();
            let text = format!("{} · {}", i18n::change_value(&change, self.desk.lang), entry.by);
            Some(Line { text, aside: view::moment(entry.at), pick: Pick::Record(change) })
        };
        let lines: Vec<Line> = heads.iter().filter_map(line).collect();
        self.modal = Some(Modal::Choice(Choice::new(self.desk.t(words::DECIDE), lines)));
        Vec::new()
    }

    // Opening and resuming

    fn opened(&mut self, open: Open) -> Vec<Effect> {
        self.modal = None;
        self.notice = open.read_only.clone().map(Notice::bad);
        self.screens.truncate(1);
        self.open = Some(open);
        let place = self.open.as_ref().and_then(|open| serde_json::from_str::<Place>(&open.resume).ok());
        let place = place.unwrap_or_default();
        if let Some(open) = &mut self.open {
            open.stand(place.at.clone());
            self.screens.push(Screen::resumed(&place, open));
        }
        match place.form {
            Some(purpose) => self.ask(purpose),
            None => self.keep_place(),
        }
    }

    /// Writes down where we are, so that the next start resumes here.
    fn keep_place(&self) -> Vec<Effect> {
        let (Some(open), Some(screen)) = (&self.open, self.screens.last()) else { return Vec::new() };
        let form = match &self.modal {
            Some(Modal::Form(form)) => Some(form.purpose.clone()),
            _ => None,
        };
        let (screen, cursor) = screen.place();
        let place = Place { at: open.at.clone(), screen: screen.to_owned(), cursor, form };
        vec![Effect::SavePlace(serde_json::to_string(&place).unwrap_or_default())]
    }

    /// The last words before the program ends: where we are and what was being typed.
    pub fn last_effects(&mut self) -> Vec<Effect> {
        let mut effects = self.keep_draft();
        effects.extend(self.keep_place());
        effects
    }

    // Drawing

    /// Draws the whole screen; changes nothing.
    pub fn view(&self, frame: &mut Frame) {
        let area = frame.area();
        if area.width < 20 || area.height < 5 {
            view::too_small(frame, &self.desk);
            return;
        }
        let body = view::frame(frame, self);
        if let Some(screen) = self.screens.last() {
            screen.view(frame, body, &self.desk, self.open.as_ref());
        }
        if let Some(modal) = &self.modal {
            modal.view(frame, body, &self.desk, self.open.as_ref());
        }
    }

    /// The sentence in the footer.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// The screen on top.
    pub fn screen(&self) -> Option<&Screen> {
        self.screens.last()
    }
}

/// Actions that a held key may repeat: moves. Everything else is done once.
fn repeats(action: Action) -> bool {
    matches!(
        action,
        Action::MoveDown
            | Action::MoveUp
            | Action::PageDown
            | Action::PageUp
            | Action::NextHit
            | Action::PreviousHit
    )
}

/// Changes with or without the fields that they come from.
trait IntoChanges {
    fn into_changes(self) -> Vec<(usize, Change)>;
}

impl IntoChanges for Vec<Change> {
    fn into_changes(self) -> Vec<(usize, Change)> {
        self.into_iter().map(|change| (0, change)).collect()
    }
}

impl IntoChanges for Vec<(usize, Change)> {
    fn into_changes(self) -> Vec<(usize, Change)> {
        self
    }
}
