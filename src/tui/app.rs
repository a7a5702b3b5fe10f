//! The state of the screen and what a message makes of it: effects, as data.
//!
//! `update` may change the app; it does no IO. Drawing changes nothing. The router here knows keys for
//! going somewhere, dialogs, undo; whatever is about one screen is in that screen's file.

mod dialogs;
mod recording;
mod resume;
mod taking;
mod ways;

use std::collections::BTreeMap;
use std::path::PathBuf;

use ratatui::Frame;
use serde::{Deserialize, Serialize};

use super::chord::Chord;
use super::desk::{Desk, Open, Standpoint};
use super::events::Input;
use super::forms::{Miss, Purpose};
use super::graphics::Placed;
use super::keymap::{Action, Binding, FINDING, Resolved, Scope, resolve, rows};
use super::modals::Modal;
use super::modals::choice::{Choice, Line, Pick};
use super::modals::find::Find;
use super::modals::help::Help;
use super::paint::plainly;
use super::screens::Screen;
use super::screens::home::Home;
use super::target::Target;
use super::view;
use crate::domain::change::{Change, Item};
use crate::domain::slot::Slot;
use crate::i18n::{Lang, frame as words, keys as key_words};

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
    /// A form in which something is missing: the sentence, with the caret put there.
    Complete(Purpose, Miss),
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
    /// The screen that shows a thing; Back leads here again.
    Jump(Target),
    /// The walk where somebody is to stand; Back leads here again.
    Walk(Standpoint),
    /// An action as if its key had been pressed.
    Act(Action),
    /// The key is not for this screen: the router may have a use for it.
    Pass,
}

/// What the screen does once a change is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// It stays where it is.
    Stay,
    /// The walk goes on to the next open item.
    NextOpen,
    /// The walk goes back to an item: what was given there was undone, or redone.
    At(Item),
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

    /// Both sentences, each on a line of its own.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self { text: format!("{}\n{}", self.text, other.text), bad: self.bad || other.bad }
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
    /// The file that leaves the inbox once its act is on disk.
    leaving: Option<PathBuf>,
    /// Texts begun in forms that belong to no dossier, by the form's key.
    aside: BTreeMap<String, String>,
}

impl App {
    /// An app that shows home; `aside` are the drafts of forms that belong to no dossier.
    pub fn new(desk: Desk, aside: BTreeMap<String, String>) -> Self {
        Self {
            desk,
            open: None,
            screens: vec![Screen::home()],
            modal: None,
            notice: None,
            prefix: None,
            waiting: None,
            finding: String::new(),
            leaving: None,
            aside,
        }
    }

    /// Takes a message and says what is to be done outside.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Input(Input::Key(chord)) => self.key(chord),
            Msg::Input(Input::Paste(text)) => self.paste(&text),
            Msg::Input(Input::Resize(columns, rows)) => {
                self.desk.window = (columns, rows);
                Vec::new()
            }
            Msg::Input(Input::Lost | Input::Terminate(_)) => vec![Effect::Quit],
            Msg::Opened(open) => self.opened(*open),
            Msg::Appended(entries) => self.appended(entries),
            Msg::Failed(sentence) => self.failed(sentence),
            Msg::Said(notice) => self.say(notice),
            Msg::Completed(begun, completion) => {
                if let Some(Modal::Form(form)) = &mut self.modal {
                    form.complete(&begun, completion, &self.desk);
                }
                Vec::new()
            }
            Msg::Taking(name, so_far, size) => self.taking(&name, so_far, size),
            Msg::NotTaken(take, sentence) => self.not_taken(&take, sentence),
            Msg::Inbox(dossier, waiting) => {
                if let Some(open) = self.open.as_mut().filter(|open| open.path == dossier) {
                    open.inbox.waiting = waiting;
                }
                Vec::new()
            }
            Msg::PutAway(gone, told) => self.put_away(&gone, told),
            Msg::Seen(seen) => self.seen(seen),
            Msg::Listing(read, total) => self.at_home(|home| home.listing(read, total)),
            Msg::Listed(dossiers) => {
                let today = self.desk.today();
                self.at_home(|home| home.listed(dossiers, today))
            }
            Msg::SeedFound(draw, seed) => {
                let changes = self
                    .open
                    .as_ref()
                    .map(|open| super::forms::sampling::drawn(&draw, seed, &self.desk, open));
                self.record(changes.unwrap_or_default(), Then::Stay, true)
            }
            Msg::FileRead(take, facts) => self.file_read(&take, facts),
            // The session sees what came of it.
            Msg::SyncEnded => Vec::new(),
            Msg::NotSynced(sentence, open) => {
                // An exchange that came half way wrote something.
                if let Some(open) = open {
                    self.replace_open(*open);
                }
                self.not_synced(sentence)
            }
            Msg::Synced { said, open } => {
                self.replace_open(*open);
                self.synced(said)
            }
        }
    }

    /// The dossier changed outside (a sync): the screens stay, the facts are new. One that was left
    /// meanwhile stays closed.
    fn replace_open(&mut self, mut open: Open) {
        let Some(old) = self.open.take_if(|old| old.path == open.path) else { return };
        open.drafts = old.drafts;
        open.draft_unkept = old.draft_unkept;
        (open.read_only, open.altered) = (old.read_only, old.altered);
        open.acts = old.acts;
        open.undone = old.undone;
        open.inbox = old.inbox;
        open.other = old.other;
        open.stand(old.at);
        for screen in &mut self.screens {
            screen.renewed(&self.desk, &open);
        }
        if let Some(Modal::Form(form)) = &mut self.modal {
            form.renewed(&self.desk, &open);
        }
        self.open = Some(open);
    }

    fn at_home(&mut self, news: impl FnOnce(&mut Home)) -> Vec<Effect> {
        if let Some(Screen::Home(home)) = self.screens.first_mut() {
            news(home);
        }
        Vec::new()
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
        if matches!(resolve(&[Scope::Everywhere], None, chord), Resolved::Do(action) if self.cancels(action))
        {
            return self.cancel_taking();
        }
        if let Some(modal) = &mut self.modal {
            let reply = modal.update(chord, &self.desk);
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
            Next::Complete(purpose, miss) => {
                let effects = self.ask(purpose);
                self.complain(miss.field, miss.sentence);
                effects
            }
            Next::Choose(choice) => {
                self.modal = Some(Modal::Choice(choice));
                Vec::new()
            }
            Next::Record(changes, then) => self.record(changes, then, false),
            Next::Do(effect) => self.outside(effect),
            Next::Say(notice) => self.say(notice),
            Next::Stand(at) => self.stand(at),
            Next::Decide(slot) => self.decide(&slot),
            Next::Jump(target) => self.jump(&target),
            Next::Walk(at) => self.walk(at),
            Next::Act(action) => self.route(action),
        }
    }

    /// The actions that mean the same on every screen.
    fn route(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Back => self.back(),
            Action::Quit => vec![Effect::Quit],
            Action::ShowHelp => {
                self.modal = Some(Modal::Help(Help::new(self.offered())));
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
            Action::GoHome => self.go_home(),
            _ if self.open.is_none() => self.refuse(self.desk.t(words::NO_DOSSIER)),
            Action::TakeNote => self.take_note(),
            Action::GoInbox => self.go_to_inbox(),
            Action::LookAt => self.look_at(),
            Action::CancelTaking => self.cancel_taking(),
            _ => match self.open.as_ref().and_then(|open| Screen::at(action, &self.desk, open)) {
                Some(screen) => self.revisit(screen),
                None if action == Action::GoSync => {
                    self.ask(Purpose::Dossier(super::forms::dossier::DossierForm::Sync))
                }
                None => self.refuse(self.desk.t(words::NOTHING_HERE)),
            },
        }
    }

    /// A line of the interview stream, wherever the auditor is.
    fn take_note(&mut self) -> Vec<Effect> {
        let at = self.open.as_ref().map(|open| open.at.clone()).unwrap_or_default();
        if at.audit.is_empty() {
            return self.refuse(self.desk.t(crate::i18n::talk::NO_AUDIT));
        }
        self.ask(Purpose::Talk(super::forms::talk::TalkForm::Write { at }))
    }

    /// The keys that hold here, without those that need a dossier while none is open, or would record
    /// something where nothing can be written.
    fn offered(&self) -> Vec<&'static super::keymap::Binding> {
        let mut rows = rows(&self.scopes());
        rows.retain(|row| self.open.is_some() || !row.action.needs_dossier());
        let reading = self.open.as_ref().is_some_and(|open| open.read_only.is_some());
        rows.retain(|row| !reading || !row.records());
        rows
    }

    /// The keys for the footer: of those that hold here the ones that are of use now, in words that are
    /// true now.
    pub fn foot(&self) -> Vec<Binding> {
        let rows = || rows(&self.scopes()).into_iter().copied();
        match &self.modal {
            Some(Modal::Help(_)) => Vec::new(),
            Some(Modal::Find(_)) => FINDING.to_vec(),
            Some(Modal::Form(form)) if !form.offers() => {
                let true_now = |row: Binding| match row.action {
                    Action::SaveForm => Binding { words: form.purpose.done_by(), ..row },
                    Action::NextField if form.completes() => {
                        Binding { words: key_words::COMPLETE_PATH, ..row }
                    }
                    Action::LeaveForm if form.draft().is_none() => {
                        Binding { words: key_words::CANCEL, ..row }
                    }
                    _ => row,
                };
                rows().filter(|row| form.offers_action(row.action)).map(true_now).collect()
            }
            Some(_) => rows().collect(),
            None => self.offered().into_iter().copied().filter(|row| self.is_of_use(row.action)).collect(),
        }
    }

    /// Whether an action can come to anything where the cursor is.
    fn is_of_use(&self, action: Action) -> bool {
        match (self.screens.last(), &self.open) {
            (Some(Screen::Home(home)), _) => home.offers(action),
            (Some(screen), Some(open)) => screen.offers(action, &self.desk, open),
            _ => true,
        }
    }

    fn palette(&mut self) -> Vec<Effect> {
        // A move is quicker by its key than by its name.
        let useful = |row: &&&super::keymap::Binding| {
            row.action != Action::ShowPalette && row.action != Action::Open && !row.action.is_move()
        };
        let offered = self.offered();
        let lines = offered.iter().filter(useful).copied();
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
        self.search_all()
    }

    fn search_all(&mut self) -> Vec<Effect> {
        match &self.open {
            Some(open) => {
                let screen = Screen::search(&self.desk, open);
                self.show(screen)
            }
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

    // Drawing

    /// Draws the whole screen; changes nothing.
    pub fn view(&self, frame: &mut Frame) {
        let area = frame.area();
        if area.width < 20 || area.height < 5 {
            view::too_small(frame, &self.desk);
            return;
        }
        let body = view::body(area);
        if let Some(screen) = self.screens.last() {
            // A photo stays where it is placed; a list and a text end where the footer begins.
            let seen = if matches!(screen, Screen::Sight(_)) { body } else { view::seen(area, self) };
            screen.view(frame, seen, &self.desk, self.open.as_ref());
        }
        if let Some(modal) = &self.modal {
            modal.view(frame, body, &self.desk, self.open.as_ref());
        }
        // Last, over whatever a screen drew beyond its body.
        view::frame(frame, self);
        plainly(frame.buffer_mut(), self.desk.look);
    }

    /// The sentence in the footer.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// The photo that is shown in the terminal's own pixels; none while a dialog lies over it.
    pub fn photo(&self) -> Option<Placed> {
        match self.screens.last() {
            Some(Screen::Sight(sight)) if self.modal.is_none() => sight.placed(&self.desk),
            _ => None,
        }
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
            | Action::ScrollDown
            | Action::ScrollUp
            | Action::NextHit
            | Action::PreviousHit
    )
}
