//! Nonconformities: how one stands, which step may come next, when it is due.

use chrono::{Days, NaiveDate};

use super::audit::label_order;
use super::change::{
    Acknowledges, AnswerPart, Change, Class, DueExtended, DueSet, Item, Method, NcEscalated, NcPart, Raised,
    Step, Stepped,
};
use super::dossier::Dossier;
use super::journal::Entry;
use super::slot::Slot;

/// Days until an answer is due; our default, not the standard's (handbook, nonconformities, marked as a default).
pub const MINOR_DAYS: u64 = 30;
/// As [`MINOR_DAYS`], for a major nonconformity.
pub const MAJOR_DAYS: u64 = 90;
/// How often a due date may be extended (handbook: 1st, 2nd).
pub const MOST_EXTENSIONS: u32 = 2;

/// A nonconformity as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonconformity<'a> {
    /// The entry that raised it.
    pub entry: &'a Entry,
    /// Where it was raised.
    pub raised: &'a Raised,
    /// Its class, once given.
    pub class: Option<Class>,
    /// The step it has reached; `None` = raised only.
    pub step: Option<&'a Step>,
    /// Whether its steps differ between auditors.
    pub step_differs: bool,
    /// The last round of answers that the client completed; 0 before the first.
    pub answered: u32,
    /// Its due date, where the usual rule does not give it; for its class only.
    pub due_set: Option<&'a DueSet>,
    /// The extensions of its due date, first to last.
    pub extensions: Vec<&'a DueExtended>,
    /// How it was escalated, by the due dates that were missed.
    pub escalations: Vec<&'a NcEscalated>,
}

impl Dossier {
    /// Every nonconformity, by number.
    pub fn nonconformities(&self) -> Vec<Nonconformity<'_>> {
        self.nonconformities_where(|_| true)
    }

    /// Some nonconformities, by number. Whether one is wanted is asked first: how it stands costs more
    /// to find out than where it was raised.
    fn nonconformities_where(&self, wanted: impl Fn(&Raised) -> bool) -> Vec<Nonconformity<'_>> {
        let raised = |entry: &&Entry| match entry.change() {
            Some(Change::Raised(raised)) => wanted(raised),
            _ => false,
        };
        let entries = self.below("nc/").filter(raised);
        let mut all: Vec<Nonconformity<'_>> =
            entries.filter_map(|entry| self.nonconformity_of(entry)).collect();
        all.sort_by_key(|nc| (nc.entry.at.date_naive(), label_order(&nc.raised.nc)));
        all
    }

    /// A nonconformity by its label.
    pub fn nonconformity(&self, nc: &str) -> Option<Nonconformity<'_>> {
        self.shown(Slot::nc(nc).as_str()).and_then(|entry| self.nonconformity_of(entry))
    }

    fn nonconformity_of<'a>(&'a self, entry: &'a Entry) -> Option<Nonconformity<'a>> {
        let Some(Change::Raised(raised)) = entry.change() else { return None };
        let entry = self.first_recorded(entry);
        let nc = &raised.nc;
        let class = match self.value(Slot::nc_class(nc).as_str()) {
            Some(Change::Classed(classed)) => Some(classed.class),
            _ => None,
        };
        let life = Slot::nc_life(nc);
        let reached = self.shown(life.as_str());
        let step = reached.and_then(step_of);
        let answered = self.rounds_answered(nc);
        let extensions = (1..=MOST_EXTENSIONS)
            .filter_map(|nth| match self.value(Slot::nc_extension(nc, nth).as_str()) {
                Some(Change::DueExtended(extended)) => Some(extended),
                _ => None,
            })
            .collect();
        let due_set = match self.value(Slot::nc_due(nc).as_str()) {
            Some(Change::DueSet(set)) if class == Some(set.class) => Some(set),
            _ => None,
        };
        let step_differs = self.in_conflict(life.as_str());
        let escalations = self.escalations(nc);
        Some(Nonconformity {
            entry,
            raised,
            class,
            step,
            step_differs,
            answered,
            due_set,
            extensions,
            escalations,
        })
    }

    /// The last completed round: an answer that was handed in and taken back again does not count.
    fn rounds_answered(&self, nc: &str) -> u32 {
        let round = |entry: &Entry| match step_of(entry)? {
            Step::Answered { round } | Step::Accepted { round } | Step::Rejected { round, .. } => {
                Some(*round)
            }
            _ => None,
        };
        self.nc_steps(nc).into_iter().rev().find_map(round).unwrap_or(0)
    }

    /// A text of the auditor's side; empty if not written.
    pub fn nc_text(&self, nc: &str, part: NcPart) -> &str {
        match self.value(Slot::nc_text(nc, part).as_str()) {
            Some(Change::NcWritten(written)) => &written.text,
            _ => "",
        }
    }

    /// A text of the client's answer in a round; empty if not written.
    pub fn nc_answer(&self, nc: &str, round: u32, part: AnswerPart) -> &str {
        match self.value(Slot::nc_answer(nc, round, part).as_str()) {
            Some(Change::AnswerWritten(written)) => &written.text,
            _ => "",
        }
    }

    /// What a part of a round's answer may begin with while nothing of it is written: the text of the
    /// round before, with that round. An offer, and no record.
    pub fn answer_before(&self, nc: &str, round: u32, part: AnswerPart) -> Option<(u32, &str)> {
        if let Some(Change::AnswerWritten(_)) = self.value(Slot::nc_answer(nc, round, part).as_str()) {
            return None;
        }
        let before = round.checked_sub(1)?;
        Some((before, self.nc_answer(nc, before, part))).filter(|(_, text)| !text.trim().is_empty())
    }

    /// What a round's answer lacks.
    pub fn missing_in_answer(&self, nc: &str, round: u32) -> Vec<AnswerPart> {
        AnswerPart::ALL
            .iter()
            .copied()
            .filter(|part| self.nc_answer(nc, round, *part).trim().is_empty())
            .collect()
    }

    /// The nonconformities raised on an item: same audit, site, checklist and a clause of theirs.
    pub fn ncs_of_item(&self, item: &Item) -> Vec<Nonconformity<'_>> {
        self.nonconformities_where(|raised| concerns(raised, item))
    }

    /// The steps that brought a nonconformity to where it stands, oldest first, each as it was first
    /// recorded; without those that were undone.
    pub fn nc_steps(&self, nc: &str) -> Vec<&Entry> {
        let Some(reached) = self.shown(Slot::nc_life(nc).as_str()) else { return Vec::new() };
        self.standing(reached).into_iter().filter(|entry| step_of(entry).is_some()).collect()
    }

    /// Whether the client's acknowledgement is the last step, and of what is written now.
    pub fn still_acknowledged(&self, nc: &Nonconformity<'_>) -> bool {
        let acknowledged = matches!(nc.step, Some(Step::Acknowledged { .. }));
        acknowledged && !self.changed_since_acknowledged(&nc.raised.nc)
    }

    /// Whether what the client acknowledged, the statement or the class, reads otherwise now.
    pub fn changed_since_acknowledged(&self, nc: &str) -> bool {
        let acknowledged = self.acknowledged(nc);
        acknowledged.is_some() && acknowledged != self.to_acknowledge(nc)
    }

    /// What the client acknowledged last. An acknowledgement of an older version does not say of what it
    /// is: then it is of what stood when it was recorded, in reading order.
    pub fn acknowledged(&self, nc: &str) -> Option<Acknowledges> {
        let acknowledged = |entry: &&Entry| matches!(step_of(entry), Some(Step::Acknowledged { .. }));
        let last = self.nc_steps(nc).into_iter().rev().find(acknowledged)?;
        let said = stepped_of(last).and_then(|stepped| stepped.acknowledges.clone());
        said.or_else(|| texts(nc, |slot| self.stood_at(slot, last)))
    }

    /// What the client would acknowledge now; `None` while no class is given.
    fn to_acknowledge(&self, nc: &str) -> Option<Acknowledges> {
        texts(nc, |slot| self.shown(slot.as_str()))
    }

    /// What stood in a slot when an entry was recorded, as a reader meets them.
    fn stood_at(&self, slot: &Slot, since: &Entry) -> Option<&Entry> {
        let mut stood = self.shown(slot.as_str());
        while let Some(at) = stood.filter(|at| at.reads_after(since)) {
            stood = at.over.first().and_then(|&before| self.entry(before));
        }
        stood
    }

    /// A step with its place in the life, and with what it acknowledges, where these are not given: those
    /// of the same step where it stands already, or is one of those to decide between; else of a new one.
    pub(super) fn completed_step(&self, asked: &Stepped) -> Stepped {
        let life = Slot::nc_life(&asked.nc);
        let acknowledges = match asked.step {
            Step::Acknowledged { .. } => self.to_acknowledge(&asked.nc),
            _ => None,
        };
        let changed = acknowledges.is_some() && acknowledges != self.acknowledged(&asked.nc);
        let stands = self.in_conflict(life.as_str()) || !changed;
        let meant = |head: &&Stepped| {
            head.same_step(asked)
                && (asked.nth.is_none() || asked.nth == head.nth)
                && (asked.acknowledges.is_none() || asked.acknowledges == head.acknowledges)
        };
        let heads = self.heads(life.as_str());
        let mut meant = heads.into_iter().filter_map(stepped_of).filter(|_| stands).filter(meant);
        match (meant.next(), meant.next()) {
            (Some(head), None) => return head.clone(),
            // Which of them is to be said: nothing is decided by the order in which they stand.
            (Some(_), Some(_)) => return asked.clone(),
            (None, _) => {}
        }
        let next = || self.shown(life.as_str()).map_or(0, |entry| self.steps_taken(entry)) + 1;
        Stepped {
            nth: asked.nth.or_else(|| Some(next())),
            acknowledges: asked.acknowledges.clone().or(acknowledges),
            ..asked.clone()
        }
    }

    /// How many steps of a life were taken up to an entry of it.
    fn steps_taken(&self, entry: &Entry) -> u32 {
        let nth = stepped_of(entry).and_then(|stepped| stepped.nth);
        nth.unwrap_or_else(|| {
            let nc = entry.slot.last();
            u32::try_from(self.nc_steps(nc).len()).unwrap_or(u32::MAX)
        })
    }

    /// When and how its measures were verified the last time.
    pub(super) fn last_verified(&self, nc: &str) -> Option<(&Entry, Method)> {
        self.nc_steps(nc).into_iter().rev().find_map(|entry| match step_of(entry)? {
            Step::Verified { method, .. } => Some((entry, *method)),
            _ => None,
        })
    }

    /// The slots of a nonconformity, its links to evidence included, that hold differing values.
    pub fn nc_conflicts<'a>(&'a self, nc: &'a str) -> impl Iterator<Item = &'a Slot> {
        self.conflicts().filter(move |slot| belongs(slot, nc))
    }

    /// Everything recorded about a nonconformity, in reading order.
    pub fn nc_history(&self, nc: &str) -> Vec<&Entry> {
        self.timeline().filter(|entry| belongs(&entry.slot, nc)).collect()
    }
}

impl Nonconformity<'_> {
    /// Whether it was raised on this item.
    pub fn concerns(&self, item: &Item) -> bool {
        concerns(self.raised, item)
    }

    /// Whether nothing more is to come: closed or withdrawn.
    pub fn ended(&self) -> bool {
        matches!(self.step, Some(Step::Closed | Step::Withdrawn { .. }))
    }

    /// The round of answers that may be written now, or the last one if none may.
    pub fn round(&self) -> u32 {
        match self.step {
            Some(Step::Rejected { .. } | Step::Verified { effective: false, .. }) => self.answered + 1,
            _ => self.answered.max(1),
        }
    }

    /// Whether the client's answer may be written or changed now.
    pub fn may_be_answered(&self) -> bool {
        matches!(
            self.step,
            None | Some(
                Step::Acknowledged { .. }
                    | Step::Disputed { .. }
                    | Step::Rejected { .. }
                    | Step::Verified { effective: false, .. }
            )
        )
    }

    /// When the client's answer is due: raised on, plus the days of its class, or as set or extended.
    /// `None` for an observation or while no class is given.
    pub fn due(&self) -> Option<NaiveDate> {
        if let Some(extended) = self.extensions.last() {
            return parse_date(&extended.due);
        }
        self.due_unextended()
    }

    /// When it would be due if nobody had extended that.
    pub(super) fn due_unextended(&self) -> Option<NaiveDate> {
        if let Some(set) = self.due_set {
            return parse_date(&set.due);
        }
        self.due_by_default(self.class?)
    }

    /// When it would be due by a class where nobody set that.
    pub(super) fn due_by_default(&self, class: Class) -> Option<NaiveDate> {
        self.entry.at.date_naive().checked_add_days(Days::new(default_days(class)?))
    }

    /// Days past the due date, if it has not ended and is overdue.
    pub fn overdue(&self, today: NaiveDate) -> Option<i64> {
        let days = (today - self.due()?).num_days();
        (days > 0 && !self.ended()).then_some(days)
    }
}

/// Whether a slot is one of a nonconformity, or of its links to evidence.
fn belongs(slot: &Slot, nc: &str) -> bool {
    let mut segments = slot.as_str().split('/');
    let sort = segments.next().unwrap_or_default();
    (sort.starts_with("nc") || sort == "cited-for-nc") && segments.next() == Some(nc)
}

fn concerns(raised: &Raised, item: &Item) -> bool {
    raised.audit == item.audit
        && raised.site == item.site
        && raised.standard == item.standard
        && raised.clauses.contains(&item.clause)
}

/// Class and statement, each of the entry that is found for its slot; `None` without a class.
fn texts<'a>(nc: &str, of: impl Fn(&Slot) -> Option<&'a Entry>) -> Option<Acknowledges> {
    let class = match of(&Slot::nc_class(nc)).and_then(Entry::change) {
        Some(Change::Classed(classed)) => classed.class,
        _ => return None,
    };
    let statement = match of(&Slot::nc_text(nc, NcPart::Statement)).and_then(Entry::change) {
        Some(Change::NcWritten(written)) => written.text.clone(),
        _ => String::new(),
    };
    Some(Acknowledges { class, statement })
}

/// Whether a step that does not say its place, as older versions left it out, may follow upon another one
/// of theirs and so is no undo: a dispute that ends in the acknowledgement of the same person stays one.
pub(super) fn reads_as_step(from: Option<&Entry>, to: &Entry) -> bool {
    let old = |entry: &Entry| stepped_of(entry).is_none_or(|stepped| stepped.nth.is_none());
    let may = |to| may_follow(from.and_then(step_of), None, to);
    old(to) && from.is_none_or(old) && step_of(to).is_some_and(may)
}

fn step_of(entry: &Entry) -> Option<&Step> {
    stepped_of(entry).map(|stepped| &stepped.step)
}

fn stepped_of(entry: &Entry) -> Option<&Stepped> {
    match entry.change() {
        Some(Change::Stepped(stepped)) => Some(stepped),
        _ => None,
    }
}

/// Days until an answer to a class is due where nobody set others; an observation asks for none.
pub fn default_days(class: Class) -> Option<u64> {
    match class {
        Class::Minor => Some(MINOR_DAYS),
        Class::Major => Some(MAJOR_DAYS),
        Class::Observation => None,
    }
}

/// Reads `YYYY-MM-DD`, and nothing looser.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

/// Whether a step may follow where a nonconformity stands, its texts aside.
pub fn may_follow(from: Option<&Step>, class: Option<Class>, to: &Step) -> bool {
    use Step::{
        Accepted, Acknowledged, Answered, CarriedOut, Closed, Disputed, Rejected, Verified, Withdrawn,
    };
    match (from, to) {
        (Some(Closed | Withdrawn { .. }), _) => false,
        (_, Withdrawn { .. })
        | (None, Acknowledged { .. } | Disputed { .. })
        | (Some(Disputed { .. }), Acknowledged { .. })
        // Again, after the statement or the class was changed.
        | (Some(Acknowledged { .. }), Acknowledged { .. } | Disputed { .. })
        | (Some(Accepted { .. }), CarriedOut { .. })
        | (Some(CarriedOut { .. }), Verified { .. })
        // What does not work is answered anew or carried out again; the rules check the round.
        | (Some(Verified { effective: false, .. }), Answered { .. } | CarriedOut { .. })
        | (Some(Verified { effective: true, .. }), Closed) => true,
        (Some(Acknowledged { .. } | Disputed { .. }), Answered { round }) => *round == 1,
        // An observation asks for no answer: it may close once the client knows of it.
        (Some(Acknowledged { .. }), Closed) => class == Some(Class::Observation),
        (Some(Answered { round }), Accepted { round: r } | Rejected { round: r, .. }) => round == r,
        (Some(Rejected { round, .. }), Answered { round: next }) => *next == round + 1,
        _ => false,
    }
}
