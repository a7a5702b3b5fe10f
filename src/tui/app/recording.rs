//! Recording: changes are tried, written, and only then shown; undo and redo; deciding a conflict.

use super::{ActKind, App, Effect, Notice, Then, Waiting};
use crate::domain::change::{Change, Class, Judged, Verdict};
use crate::domain::dossier::Reading;
use crate::domain::escalation::ahead_of;
use crate::domain::ids::ChangeId;
use crate::domain::journal::{Entry, Proposal};
use crate::domain::nonconformity::Nonconformity;
use crate::domain::slot::Slot;
use crate::i18n::{self, frame as words};
use crate::report::saying::{Names, about, says};
use crate::tui::desk::{Desk, Open, Standpoint};
use crate::tui::figures::slot_title;
use crate::tui::modals::Modal;
use crate::tui::modals::choice::{Choice, Line, Pick};
use crate::tui::paint::first_line;
use crate::tui::view;

impl App {
    /// Tries changes and has them written if nothing speaks against it.
    pub(super) fn record(&mut self, changes: impl IntoChanges, then: Then, closes: bool) -> Vec<Effect> {
        let (fields, changes): (Vec<usize>, Vec<Change>) = changes.into_changes().into_iter().unzip();
        let Some(open) = &mut self.open else { return Vec::new() };
        if let Some(why) = open.read_only.clone() {
            return self.refuse(why);
        }
        let ahead = ahead_of(&changes, self.desk.today()).map_or(Ok(()), Err);
        match ahead.and_then(|()| open.dossier.attempt(&changes)) {
            Err((nth, refusal)) => {
                let sentence = i18n::refusal(&refusal, self.desk.lang);
                self.complain(fields.get(nth).copied().unwrap_or(0), sentence)
            }
            Ok(proposals) => self.write(proposals, Waiting { then, kind: ActKind::New, closes }),
        }
    }

    /// Has proposals written that nothing speaks against.
    fn write(&mut self, proposals: Vec<Proposal>, waiting: Waiting) -> Vec<Effect> {
        self.waiting = Some(waiting);
        if proposals.is_empty() { self.appended(Vec::new()) } else { vec![Effect::Append(proposals)] }
    }

    pub(super) fn complain(&mut self, field: usize, sentence: String) -> Vec<Effect> {
        match &mut self.modal {
            Some(Modal::Form(form)) => {
                form.complain(field, sentence);
                Vec::new()
            }
            _ => self.refuse(sentence),
        }
    }

    /// An act is on disk: only now does the dossier on the screen have it.
    pub(super) fn appended(&mut self, entries: Vec<Entry>) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        let waiting =
            self.waiting.take().unwrap_or(Waiting { then: Then::Stay, kind: ActKind::New, closes: false });
        let act: Vec<ChangeId> = entries.iter().map(|entry| entry.id).collect();
        let summary = (waiting.kind == ActKind::New).then(|| summary(&entries, open, &self.desk)).flatten();
        let said = entries.last().map(|entry| i18n::words::kind_word(told(entry, open)).get(self.desk.lang));
        let audit = entries.iter().find_map(|entry| match entry.change() {
            Some(Change::AuditOpened(opened)) => Some(opened.clone()),
            _ => None,
        });
        let verdicts_alone = entries.iter().all(|entry| matches!(entry.slot.sort(), "verdict" | "remark"));
        for entry in entries {
            open.dossier.apply(entry);
        }
        match audit {
            // A new audit is where one goes on.
            Some(opened) if waiting.kind == ActKind::New => {
                let standard = opened.criteria.first().map(|first| first.standard.clone());
                let (standard, site) = (standard.unwrap_or_default(), open.at.site.clone());
                open.stand(Standpoint { audit: opened.audit, standard, site });
            }
            _ if verdicts_alone => open.refresh_score(),
            _ => open.refresh(),
        }
        // Only now: a disk that refuses leaves what can be taken back as it was.
        let onto = match waiting.kind {
            ActKind::New if act.is_empty() => None,
            ActKind::New => {
                open.undone.clear();
                Some(&mut open.acts)
            }
            ActKind::Undo => {
                open.acts.pop();
                Some(&mut open.undone)
            }
            ActKind::Redo => {
                open.undone.pop();
                Some(&mut open.acts)
            }
        };
        if let Some(onto) = onto.filter(|_| !act.is_empty()) {
            onto.push(act);
        }
        let mut effects: Vec<Effect> =
            self.leaving.take().map(|path| Effect::PutAway(vec![path])).into_iter().collect();
        if waiting.closes
            && let Some(Modal::Form(form)) = self.modal.take()
        {
            open.drafts.remove(&form.purpose.key());
            effects.push(Effect::DropDraft(form.purpose.key()));
        }
        // A sentence that is there already was said for this act: it knows more.
        self.notice = self.notice.take().or(summary);
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
    pub(super) fn settle(&mut self, then: Then) -> Vec<Effect> {
        let (Some(screen), Some(open)) = (self.screens.last_mut(), &self.open) else { return Vec::new() };
        let next = screen.saved(then, &self.desk, open);
        let mut effects = self.follow(next);
        effects.extend(self.keep_place());
        effects
    }

    /// The disk said no: a dialog stays open with what was typed.
    pub(super) fn failed(&mut self, sentence: String) -> Vec<Effect> {
        self.waiting = None;
        self.leaving = None;
        self.complain(0, sentence)
    }

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        self.take_back(ActKind::Undo)
    }

    pub(super) fn redo(&mut self) -> Vec<Effect> {
        self.take_back(ActKind::Redo)
    }

    /// Takes back the last act of this session, or the last that took one back.
    fn take_back(&mut self, kind: ActKind) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return self.refuse(self.desk.t(words::NO_DOSSIER)) };
        if let Some(why) = open.read_only.clone() {
            return self.refuse(why);
        }
        let acts = if kind == ActKind::Redo { &open.undone } else { &open.acts };
        let act = acts.last().cloned().unwrap_or_default();
        match open.dossier.attempt_undo(&act) {
            Ok(proposals) => self.write(proposals, Waiting { then: Then::Stay, kind, closes: false }),
            Err(refusal) => self.refuse(i18n::refusal(&refusal, self.desk.lang)),
        }
    }

    /// Offers the differing values of a slot, each with its person and time.
    pub(super) fn decide(&mut self, slot: &Slot) -> Vec<Effect> {
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
        let what = slot_title(&self.desk, open, slot);
        let title = format!("{} · {what}", self.desk.t(words::DECIDE));
        self.modal = Some(Modal::Choice(Choice::new(title, lines)));
        Vec::new()
    }
}

/// The kind that an undo is told by: of what it takes back, not that it clears something.
fn told<'a>(entry: &'a Entry, open: &'a Open) -> &'a str {
    let before = entry.over.first().and_then(|&id| open.dossier.entry(id));
    match (entry.change(), before) {
        (Some(Change::Cleared(_)), Some(before)) => before.kind(),
        _ => entry.kind(),
    }
}

/// Changes with or without the fields that they come from.
pub(super) trait IntoChanges {
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

/// What was just recorded, in one sentence: of an act of several changes the one that counts most.
fn summary(entries: &[Entry], open: &Open, desk: &Desk) -> Option<Notice> {
    let changes: Vec<&Change> = entries.iter().filter_map(Entry::change).collect();
    let weighs = |change: &&&Change| matches!(change, Change::Raised(_) | Change::EvidenceTaken(_));
    let change = changes.iter().find(weighs).or(changes.first())?;
    if let Change::Judged(judged) = change
        && let Some(nc) = contradicted(judged, open)
    {
        return Some(Notice::bad(words::STILL_RAISED.with(desk.lang, &[&judged.item.clause, &nc])));
    }
    let names = Names::of(&open.dossier);
    let text = format!("{} {}", about(change, &names, desk.lang), says(change, &names, desk.lang));
    Some(Notice::good(words::RECORDED.with(desk.lang, &[&first_line(&text)])))
}

/// The nonconformity that still stands on an item that is judged conform.
fn contradicted(judged: &Judged, open: &Open) -> Option<String> {
    if judged.verdict != Verdict::Conform {
        return None;
    }
    let ncs = open.dossier.ncs_of_item(&judged.item);
    let standing = |nc: &&Nonconformity<'_>| !nc.ended() && nc.class != Some(Class::Observation);
    ncs.iter().find(standing).map(|nc| nc.raised.nc.clone())
}
