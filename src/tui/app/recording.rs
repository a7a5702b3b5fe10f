//! Recording: changes are tried, written, and only then shown; undo and redo; deciding a conflict.

use std::path::Path;

use super::{ActKind, App, Effect, Notice, Then, Waiting};
use crate::domain::change::{Change, Class, Evidence, EvidenceTaken, Item, Judged, Verdict};
use crate::domain::dossier::Reading;
use crate::domain::escalation::ahead_of;
use crate::domain::ids::ChangeId;
use crate::domain::journal::{Entry, Proposal};
use crate::domain::nonconformity::Nonconformity;
use crate::domain::refusal::Refusal;
use crate::domain::slot::Slot;
use crate::i18n::{self, frame as words};
use crate::report::saying::{Names, about, says, side};
use crate::tui::desk::{Desk, Open, Standpoint};
use crate::tui::figures::slot_title;
use crate::tui::modals::Modal;
use crate::tui::modals::choice::{Choice, Line, Pick};
use crate::tui::paint::first_line;
use crate::tui::target::Target;
use crate::tui::view;

impl App {
    /// Tries changes and has them written if nothing speaks against it.
    pub(super) fn record(&mut self, changes: impl IntoChanges, then: Then, closes: bool) -> Vec<Effect> {
        let (fields, changes): (Vec<usize>, Vec<Change>) = changes.into_changes().into_iter().unzip();
        let Some(open) = &mut self.open else { return Vec::new() };
        if let Some(why) = open.read_only.clone() {
            return self.refuse(why);
        }
        let ahead = ahead_of(&changes, self.desk.today());
        let amiss = ahead
            .or_else(|| open.dossier.due_amiss(&changes, self.desk.today()))
            .or_else(|| open.dossier.not_by(&self.desk.by, &changes))
            .map_or(Ok(()), Err);
        match amiss.and_then(|()| open.dossier.attempt(&changes)) {
            Err((nth, refusal)) => {
                let sentence = i18n::refusal(&refusal, self.desk.lang);
                let sentence = Names::of(&open.dossier).spelled(&sentence, self.desk.lang);
                if !closes {
                    // A form that is open meanwhile did not ask for it.
                    return self.refuse(sentence);
                }
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
        let summary = match waiting.kind {
            ActKind::New => summary(&entries, open, &self.desk),
            kind => went(&entries, kind, open, &self.desk),
        };
        let audit = entries.iter().find_map(|entry| match entry.change() {
            Some(Change::AuditOpened(opened)) => Some(opened.clone()),
            _ => None,
        });
        let then = match waiting.kind {
            ActKind::New => waiting.then,
            // One goes on where the undone verdict is to be given anew.
            ActKind::Undo | ActKind::Redo => item_of(&entries, open).map_or(Then::Stay, Then::At),
        };
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
        // A sentence that is there already was said for a new act: it knows more.
        let said = self.notice.take().filter(|_| waiting.kind == ActKind::New);
        self.notice = said.or(summary);
        effects.extend(self.settle(then));
        effects
    }

    /// The screen goes on after a change.
    pub(super) fn settle(&mut self, then: Then) -> Vec<Effect> {
        let (Some(screen), Some(open)) = (self.screens.last_mut(), &self.open) else { return Vec::new() };
        let next = screen.saved(then, &self.desk, open);
        let recorded = self.notice.take();
        let mut effects = self.follow(next);
        // Where it goes on is said after what was recorded, not in its place.
        self.notice = match (recorded, self.notice.take()) {
            (Some(recorded), Some(on)) => Some(recorded.and(&on)),
            (recorded, on) => recorded.or(on),
        };
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
        match open.dossier.attempt_undo_by(&self.desk.by, &act) {
            Ok(proposals) => self.write(proposals, Waiting { then: Then::Stay, kind, closes: false }),
            Err(refusal) => {
                let sentence = i18n::refusal(&refusal, self.desk.lang);
                let mut sentence = Names::of(&open.dossier).spelled(&sentence, self.desk.lang);
                let never = matches!(
                    refusal,
                    Refusal::ChangedSince(_)
                        | Refusal::DecidedConflict(_)
                        | Refusal::NotClearable(_)
                        | Refusal::Newer(_)
                );
                // What can never be taken back does not stand in the way of what came before it.
                if never && kind == ActKind::Undo {
                    open.acts.pop();
                    if !open.acts.is_empty() {
                        sentence.push_str(self.desk.t(words::UNDO_GOES_ON));
                    }
                }
                self.refuse(sentence)
            }
        }
    }

    /// Offers the differing values of a slot, each with its person and time.
    pub(super) fn decide(&mut self, slot: &Slot) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let Reading::Differing(heads) = open.dossier.read(slot.as_str()) else {
            return self.refuse(self.desk.t(words::NO_CONFLICT));
        };
        let names = Names::of(&open.dossier);
        let line = |entry: &&Entry| {
            let change = entry.change()?.clone();
            let text = format!("{} · {}", side(&change, &names, self.desk.lang), entry.by);
            Some(Line { text, aside: view::moment(entry.at), pick: Pick::Record(change) })
        };
        let lines: Vec<Line> = heads.iter().filter_map(line).collect();
        let what = slot_title(&self.desk, open, slot);
        let title = format!("{} · {what}", self.desk.t(words::DECIDE));
        self.modal = Some(Modal::Choice(Choice::new(title, lines)));
        Vec::new()
    }
}

/// The item that an act is about; `None` for one about something else.
fn item_of(entries: &[Entry], open: &Open) -> Option<Item> {
    entries.iter().find_map(|entry| match Target::of_slot(&entry.slot, &open.dossier) {
        Some(Target::Item(item)) => Some(item),
        _ => None,
    })
}

/// What an undo took back, or a redo brought back, in one sentence: how many things, and the one that
/// counts most by its name.
fn went(entries: &[Entry], kind: ActKind, open: &Open, desk: &Desk) -> Option<Notice> {
    let replaced =
        |entry: &Entry| entry.over.first().and_then(|&id| open.dossier.entry(id)?.change().cloned());
    let deletes = |change: &Change| matches!(change, Change::Cleared(_));
    // A deletion is told by what comes back with its undo, and goes again with its redo.
    let deletion = |entry: &Entry| match kind {
        ActKind::Redo => entry.change().is_some_and(deletes),
        ActKind::New | ActKind::Undo => replaced(entry).is_some_and(|change| deletes(&change)),
    };
    let told = |entry: &Entry| match kind {
        ActKind::Redo if !deletion(entry) => entry.change().cloned(),
        ActKind::Undo if deletion(entry) => entry.change().cloned(),
        _ => replaced(entry),
    };
    let mut changes: Vec<Change> = entries.iter().filter_map(told).collect();
    if kind == ActKind::Undo {
        // An undo goes backwards through the act; what was recorded first says what the act was.
        changes.reverse();
    }
    let said = said(&changes.iter().collect::<Vec<_>>(), open, desk)?;
    let (one, all) = match kind {
        ActKind::Redo if entries.iter().all(deletion) => (words::DELETED_AGAIN, words::REDONE_ALL),
        ActKind::Undo if entries.iter().all(deletion) => (words::DELETION_UNDONE, words::UNDONE_ALL),
        ActKind::Redo => (words::REDONE, words::REDONE_ALL),
        ActKind::New | ActKind::Undo => (words::UNDONE, words::UNDONE_ALL),
    };
    let mut told = match entries.len() {
        1 => one.with(desk.lang, &[&said]),
        many => all.with(desk.lang, &[&many, &said]),
    };
    if kind == ActKind::Undo && changes.iter().any(came_by_inbox) {
        told.push_str(desk.t(words::STAYS_IN_TAKEN));
    }
    Some(Notice::good(told))
}

/// Whether a file was registered out of the inbox, which gives it its bare name: then `taken/` has it.
fn came_by_inbox(change: &Change) -> bool {
    match change {
        Change::EvidenceTaken(EvidenceTaken { body: Evidence::File { path, .. }, .. }) => {
            Path::new(path).components().count() == 1
        }
        _ => false,
    }
}

/// An act on one line: by the change that counts most, with what it is about.
fn said(changes: &[&Change], open: &Open, desk: &Desk) -> Option<String> {
    let change = weightiest(changes)?;
    let names = Names::of(&open.dossier);
    let about = match change {
        Change::Raised(raised) if raises_observation(&raised.nc, changes) => {
            words::OBSERVATION.with(desk.lang, &[&raised.nc])
        }
        _ => about(change, &names, desk.lang),
    };
    let text = format!("{about} {}", says(change, &names, desk.lang));
    Some(first_line(&text).to_owned())
}

/// An observation is kept as a nonconformity is, and must not be told as one.
fn raises_observation(nc: &str, changes: &[&Change]) -> bool {
    changes
        .iter()
        .any(|change| matches!(change, Change::Classed(c) if c.nc == nc && c.class == Class::Observation))
}

/// Of an act of several changes the one that it is told by.
fn weightiest<'a>(changes: &[&'a Change]) -> Option<&'a Change> {
    let weighs = |change: &&&Change| {
        matches!(change, Change::Raised(_) | Change::EvidenceTaken(_) | Change::OutletsDrawn(_))
    };
    changes.iter().find(weighs).or(changes.first()).copied()
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
    let change = weightiest(&changes)?;
    if let Change::Judged(judged) = change
        && let Some(nc) = contradicted(judged, open)
    {
        return Some(Notice::bad(words::STILL_RAISED.with(desk.lang, &[&judged.item.clause, &nc])));
    }
    Some(Notice::good(words::RECORDED.with(desk.lang, &[&said(&changes, open, desk)?])))
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
