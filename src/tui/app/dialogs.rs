//! Dialogs: what is made of their replies; drafts of what is being typed.

use super::{ActKind, App, Effect, Notice, Then, Waiting};
use crate::domain::phrases::Phrase;
use crate::i18n::frame as words;
use crate::tui::desk::Standpoint;
use crate::tui::forms::dossier::DossierForm;
use crate::tui::forms::{Purpose, Submit};
use crate::tui::modals::choice::{Choice, Line, Pick};
use crate::tui::modals::form::Form;
use crate::tui::modals::{Modal, Reply};
use crate::tui::screens::{Screen, inbox};

impl App {
    pub(super) fn replied(&mut self, reply: Reply) -> Vec<Effect> {
        match reply {
            // What was typed is kept once nothing else waits: a draft for each key of a long paste would
            // cost the square of its length.
            Reply::Stay => Vec::new(),
            Reply::Close => self.close(),
            Reply::Submit => self.submit(),
            Reply::Phrases => self.phrases(),
            Reply::Complete(begun) => vec![Effect::CompletePath(begun)],
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

    pub(super) fn chosen(&mut self, pick: Pick) -> Vec<Effect> {
        match pick {
            Pick::Do(action) => self.act(action),
            Pick::Ask(purpose) => self.ask(purpose),
            Pick::ThrowAway(purpose) => self.throw_away(&purpose),
            // Only a form's own phrase book gives phrases; it takes them itself.
            Pick::Nothing | Pick::Phrase(_) => Vec::new(),
            Pick::Stand(at) => self.stand(at),
            Pick::Record(change) => match self.is_one_photo_too_many(&change) {
                Some(sentence) => self.refuse(sentence),
                None => self.record(vec![(0, change)], Then::Stay, false),
            },
            Pick::Jump(target) => self.jump(&target),
            Pick::Take(file, taken_for) => match &self.open {
                Some(open) => self.follow(inbox::taking(&file, &taken_for, &self.desk, open)),
                None => Vec::new(),
            },
            Pick::Item(item) => {
                let mut effects =
                    self.stand(Standpoint { audit: item.audit, standard: item.standard, site: item.site });
                effects.extend(self.go(Screen::walk_at(&item.clause)));
                effects
            }
        }
    }

    /// Opens a form, with the draft that was left there.
    pub(super) fn ask(&mut self, purpose: Purpose) -> Vec<Effect> {
        if let Some(why) = self.open.as_ref().and_then(|open| open.read_only.clone()) {
            return self.refuse(why);
        }
        let drafts = self.open.as_ref().map_or(&self.aside, |open| &open.drafts);
        let draft = drafts.get(&purpose.key()).cloned();
        let form = Form::open(purpose, &self.desk, self.open.as_ref(), draft.as_deref());
        if draft.is_some() {
            self.notice = Some(Notice::good(self.desk.t(words::DRAFT_BACK)));
        }
        self.modal = Some(Modal::Form(Box::new(form)));
        self.keep_place()
    }

    /// Opens the phrase book over the form: the leaf's statements first.
    pub(super) fn phrases(&mut self) -> Vec<Effect> {
        let (Some(Modal::Form(form)), Some(open)) = (&mut self.modal, &self.open) else { return Vec::new() };
        let (standard, clause) = form.purpose.place(open);
        let lang = self.desk.lang;
        let line = |phrase: &&Phrase| {
            let text = lang.pick(&phrase.text.zh, &phrase.text.en).to_owned();
            let aside = phrase.clause.clone().unwrap_or_default();
            Line { text: text.clone(), aside, pick: Pick::Phrase(text) }
        };
        let lines: Vec<Line> = self.desk.shelf.phrases(&standard, &clause).iter().map(line).collect();
        if lines.is_empty() {
            form.trouble = Some(self.desk.t(words::NO_PHRASES).to_owned());
        } else {
            form.offer(Choice::new(self.desk.t(words::PHRASES), lines));
        }
        Vec::new()
    }

    /// Keeps what is being typed, if it has changed since it was last kept.
    pub fn keep_draft(&mut self) -> Vec<Effect> {
        let Some(Modal::Form(form)) = &mut self.modal else { return Vec::new() };
        if !std::mem::take(&mut form.unkept) {
            return Vec::new();
        }
        let (key, draft) = (form.purpose.key(), form.draft());
        let drafts = self.open.as_mut().map_or(&mut self.aside, |open| &mut open.drafts);
        let Some(draft) = draft else {
            // What was emptied again is nothing to come back to.
            return drafts.remove(&key).map(|_| Effect::DropDraft(key)).into_iter().collect();
        };
        drafts.insert(key.clone(), draft.clone());
        vec![Effect::SaveDraft(key, draft)]
    }

    /// Throws a draft away: nothing of it was ever recorded.
    pub(super) fn throw_away(&mut self, purpose: &Purpose) -> Vec<Effect> {
        let key = purpose.key();
        let gone = self.open.as_mut().and_then(|open| open.drafts.remove(&key));
        self.notice = Some(Notice::good(self.desk.t(words::DRAFT_THROWN)));
        self.renew();
        gone.map(|_| Effect::DropDraft(key)).into_iter().collect()
    }

    /// The form that asked for something outside has got it: it closes, and its draft is forgotten.
    pub(super) fn answered(&mut self) -> Vec<Effect> {
        let Some(Modal::Form(form)) = self.modal.take() else { return Vec::new() };
        let key = form.purpose.key();
        self.aside.remove(&key);
        if let Some(open) = &mut self.open {
            open.drafts.remove(&key);
            if form.purpose == Purpose::Dossier(DossierForm::Sync) {
                open.other = form.values().into_iter().next().unwrap_or_default();
            }
        }
        vec![Effect::DropDraft(key)]
    }

    /// The form that asked for a sync closes; another one that was opened meanwhile stays.
    pub(super) fn synced(&mut self, said: String) -> Vec<Effect> {
        let mut effects = if self.asks_for_sync() {
            self.answered()
        } else {
            // Left while it went on, it is done all the same.
            self.throw_away(&Purpose::Dossier(DossierForm::Sync))
        };
        effects.extend(self.say(Notice::good(said)));
        effects
    }

    pub(super) fn not_synced(&mut self, sentence: String) -> Vec<Effect> {
        if self.asks_for_sync() {
            // Progress is no longer true.
            self.notice = None;
            return self.complain(0, sentence);
        }
        self.say(Notice::bad(sentence))
    }

    fn asks_for_sync(&self) -> bool {
        let sync = Purpose::Dossier(DossierForm::Sync);
        matches!(&self.modal, Some(Modal::Form(form)) if form.purpose == sync)
    }

    pub(super) fn close(&mut self) -> Vec<Effect> {
        let mut effects = self.keep_draft();
        if let Some(Modal::Form(form)) = self.modal.take() {
            let told = match form.draft() {
                Some(_) => Some(words::DRAFT_KEPT),
                None if form.was_touched() => Some(words::DRAFT_EMPTY),
                None => None,
            };
            self.notice = told.map(|told| Notice::good(self.desk.t(told)));
        }
        // A list of drafts has one more, or one less.
        self.renew();
        effects.extend(self.keep_place());
        effects
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
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

    pub(super) fn submit(&mut self) -> Vec<Effect> {
        let Some(Modal::Form(form)) = &mut self.modal else { return Vec::new() };
        if form.left_to_fill(&self.desk) {
            return Vec::new();
        }
        let mut wanted = form.purpose.submit(&form.values(), &self.desk, self.open.as_ref());
        if let Ok(Submit::Doubt(doubt, despite)) = wanted {
            // Typing takes the sentence away; what is saved again as it stands is meant so.
            wanted = if form.trouble.as_ref() == Some(&doubt.sentence) { Ok(*despite) } else { Err(doubt) };
        }
        match wanted {
            Err(miss) => {
                form.complain(miss.field, miss.sentence);
                Vec::new()
            }
            Ok(Submit::Do(effect)) => {
                if matches!(effect, Effect::OpenAudit(_)) {
                    self.waiting = Some(Waiting { then: Then::Stay, kind: ActKind::New, closes: true });
                }
                self.outside(effect)
            }
            Ok(Submit::Record(changes, then)) => self.record(changes, then, true),
            Ok(Submit::Doubt(..)) => Vec::new(),
        }
    }
}
