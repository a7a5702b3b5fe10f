//! A dossier in memory: the fold of its journal, whatever the order in which changes arrived.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Bound;
use std::sync::Arc;

use super::change::{Change, ChecklistAdopted, ClientPart, DossierStarted};
use super::checklist::{Checklist, Fault, Overlay, Severity};
use super::ids::{self, ChangeId};
use super::journal::{Entry, Proposal};
use super::slot::Slot;

/// Everything kept about one client's certification.
///
/// `heads(slot) = changes of the slot \ changes that another one replaces`. No clock decides.
#[derive(Clone, Debug, Default)]
pub struct Dossier {
    pub(super) entries: Vec<Entry>,
    pub(super) index: HashMap<ChangeId, usize>,
    pub(super) replaced: HashSet<ChangeId>,
    pub(super) slots: BTreeMap<Slot, Vec<usize>>,
    conflicts: BTreeSet<Slot>,
    pub(super) labels: HashMap<String, u32>,
    checklists: HashMap<String, Arc<Checklist>>,
    /// The reading order of `entries`, made when somebody asks for it.
    pub(super) order: OnceCell<Vec<usize>>,
}

/// What stands in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading<'a> {
    /// Nothing, or it was cleared.
    Empty,
    /// One value; several heads that agree count as one.
    One(&'a Entry),
    /// Values that differ: a conflict, until somebody decides. Ordered by identity.
    Differing(Vec<&'a Entry>),
}

impl Dossier {
    /// Folds entries into a dossier.
    pub fn fold(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut dossier = Self::default();
        for entry in entries {
            dossier.apply(entry);
        }
        dossier
    }

    /// Takes in one entry; false if it was known already.
    pub fn apply(&mut self, entry: Entry) -> bool {
        if self.index.contains_key(&entry.id) {
            return false;
        }
        let at = self.entries.len();
        for &over in &entry.over {
            self.replace(over);
        }
        self.count_label(&entry);
        if let Some(Change::ChecklistAdopted(adopted)) = entry.change() {
            self.adopt(adopted);
        }
        self.index.insert(entry.id, at);
        let replaced = self.replaced.contains(&entry.id);
        let slot = entry.slot.clone();
        self.extend_order(&entry);
        self.entries.push(entry);
        if !replaced {
            self.slots.entry(slot.clone()).or_default().push(at);
        }
        self.note_conflict(&slot);
        true
    }

    fn replace(&mut self, over: ChangeId) {
        if !self.replaced.insert(over) {
            return;
        }
        let Some(&old) = self.index.get(&over) else { return };
        let slot = self.entries[old].slot.clone();
        if let Some(heads) = self.slots.get_mut(&slot) {
            heads.retain(|&head| head != old);
            if heads.is_empty() {
                self.slots.remove(&slot);
            }
        }
        self.note_conflict(&slot);
    }

    pub(super) fn note_conflict(&mut self, slot: &Slot) {
        let heads = self.slots.get(slot).map(Vec::as_slice).unwrap_or_default();
        if heads.windows(2).any(|pair| self.entries[pair[0]].body != self.entries[pair[1]].body) {
            self.conflicts.insert(slot.clone());
        } else if !self.conflicts.is_empty() {
            self.conflicts.remove(slot);
        }
    }

    fn count_label(&mut self, entry: &Entry) {
        if let Some((series, number)) = ids::split_label(entry.slot.last()) {
            if let Some(count) = self.labels.get_mut(series) {
                *count = number.max(*count);
            } else {
                self.labels.insert(series.to_owned(), number);
            }
        }
    }

    fn adopt(&mut self, adopted: &ChecklistAdopted) {
        if let Ok(checklist) = read_checklist(adopted) {
            self.checklists.insert(adopted.digest.clone(), Arc::new(checklist));
        }
    }

    /// The next free label of a series, such as `NC` and tag `7K3Q` -> `NC-7K3Q-3`.
    pub fn next_label(&self, series: &str, tag: &str) -> String {
        let series = format!("{series}-{tag}");
        let last = self.labels.get(&series).copied().unwrap_or(0);
        format!("{series}-{}", last + 1)
    }

    /// Every entry, in the order in which it arrived here.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// An entry by its identity.
    pub fn entry(&self, id: ChangeId) -> Option<&Entry> {
        self.index.get(&id).map(|&at| &self.entries[at])
    }

    /// The entries in the order a reader expects: each stream in its own order, streams merged by
    /// time. A clock that was set back does not move a change before the one it follows.
    pub fn timeline(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.order.get_or_init(|| self.reading_order()).iter().map(|&at| &self.entries[at])
    }

    /// The entries whose time is before that of the one before them in their stream: the device's clock was
    /// set back meanwhile. For people to know; the recorded order counts.
    pub fn set_back(&self) -> HashSet<ChangeId> {
        let mut last = HashMap::new();
        let mut back = HashSet::new();
        for entry in self.timeline() {
            if last.insert(&entry.stream, entry.at).is_some_and(|before| entry.at < before) {
                back.insert(entry.id);
            }
        }
        back
    }

    /// The entry at a place of the reading order, from 0 for the oldest.
    pub fn recorded(&self, place: usize) -> Option<&Entry> {
        let order = self.order.get_or_init(|| self.reading_order());
        order.get(place).map(|&at| &self.entries[at])
    }

    fn reading_order(&self) -> Vec<usize> {
        let mut streams: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            streams.entry(&entry.stream).or_default().push(at);
        }
        let mut all = Vec::with_capacity(self.entries.len());
        for mut stream in streams.into_values() {
            stream.sort_by_key(|&at| (self.entries[at].seq, self.entries[at].id));
            let mut latest = self.entries[stream[0]].at;
            for at in stream {
                latest = latest.max(self.entries[at].at);
                all.push((latest, at));
            }
        }
        all.sort_by(|a, b| {
            let key = |at: usize| (&self.entries[at].stream, self.entries[at].seq, self.entries[at].id);
            a.0.cmp(&b.0).then_with(|| key(a.1).cmp(&key(b.1)))
        });
        all.into_iter().map(|(_, at)| at).collect()
    }

    /// Keeps the reading order when the next entry follows the last one in its own stream, as each
    /// new one recorded here does.
    fn extend_order(&mut self, entry: &Entry) {
        let next = self.entries.len();
        let Some(order) = self.order.get_mut() else { return };
        let follows = order.last().is_some_and(|&last| {
            let last = &self.entries[last];
            last.stream == entry.stream && last.seq + 1 == entry.seq
        });
        if follows {
            order.push(next);
        } else {
            self.order = OnceCell::new();
        }
    }

    /// The heads of a slot: what a change of it must replace.
    pub fn heads(&self, slot: &str) -> Vec<&Entry> {
        let mut heads: Vec<&Entry> =
            self.slots.get(slot).into_iter().flatten().map(|&at| &self.entries[at]).collect();
        heads.sort_by_key(|entry| entry.id);
        heads
    }

    /// What stands in a slot.
    pub fn read(&self, slot: &str) -> Reading<'_> {
        let Some(heads) = self.slots.get(slot) else { return Reading::Empty };
        self.reading(heads)
    }

    fn reading(&self, heads: &[usize]) -> Reading<'_> {
        let mut entries: Vec<&Entry> = heads.iter().map(|&at| &self.entries[at]).collect();
        entries.sort_by_key(|entry| entry.id);
        match entries.as_slice() {
            [] => Reading::Empty,
            [first, rest @ ..] if rest.iter().all(|entry| entry.body == first.body) => {
                if matches!(first.change(), Some(Change::Cleared(_))) {
                    Reading::Empty
                } else {
                    Reading::One(first)
                }
            }
            _ => Reading::Differing(entries),
        }
    }

    /// The value to show of a slot: the only one, or of differing ones the first that says
    /// something (the conflict itself is shown beside it).
    pub fn shown(&self, slot: &str) -> Option<&Entry> {
        self.slots.get(slot).and_then(|heads| self.shown_of(heads))
    }

    fn shown_of(&self, heads: &[usize]) -> Option<&Entry> {
        match self.reading(heads) {
            Reading::Empty => None,
            Reading::One(entry) => Some(entry),
            Reading::Differing(entries) => {
                entries.into_iter().find(|entry| !matches!(entry.change(), Some(Change::Cleared(_))))
            }
        }
    }

    /// The change to show of a slot.
    pub fn value(&self, slot: &str) -> Option<&Change> {
        self.shown(slot).and_then(Entry::change)
    }

    /// The entries to show of the slots below a prefix, in slot order.
    pub fn below(&self, prefix: &str) -> impl Iterator<Item = &Entry> {
        let start = (Bound::Included(prefix), Bound::Unbounded);
        self.slots
            .range::<str, _>(start)
            .take_while(move |(slot, _)| slot.as_str().starts_with(prefix))
            .filter_map(|(_, heads)| self.shown_of(heads))
    }

    /// The slots that hold differing values, in slot order.
    pub fn conflicts(&self) -> impl Iterator<Item = &Slot> {
        self.conflicts.iter()
    }

    /// Whether a slot holds differing values.
    pub fn in_conflict(&self, slot: &str) -> bool {
        self.conflicts.contains(slot)
    }

    /// The entries that set a slot, in reading order.
    pub fn history(&self, slot: &str) -> Vec<&Entry> {
        self.timeline().filter(|entry| entry.slot.as_str() == slot).collect()
    }

    /// A proposal to record a change now: it replaces what is seen now.
    pub fn proposal(&self, change: Change) -> Proposal {
        let over = self.heads(change.slot().as_str()).iter().map(|entry| entry.id).collect();
        Proposal { change, over }
    }

    /// How the dossier was started; `None` in an empty one.
    pub fn started(&self) -> Option<&DossierStarted> {
        match self.value(Slot::dossier().as_str()) {
            Some(Change::DossierStarted(started)) => Some(started),
            _ => None,
        }
    }

    /// The client's name as it is known now.
    pub fn client(&self) -> &str {
        match self.client_text(ClientPart::Name) {
            "" => self.started().map_or("", |started| &started.client),
            name => name,
        }
    }

    /// A particular of the client; empty if not written down.
    pub fn client_text(&self, part: ClientPart) -> &str {
        match self.value(Slot::client(part).as_str()) {
            Some(Change::ClientDescribed(described)) => &described.text,
            _ => "",
        }
    }

    /// The dossier's own copy of a checklist.
    pub fn checklist_by_digest(&self, digest: &str) -> Option<&Arc<Checklist>> {
        self.checklists.get(digest)
    }
}

/// Reads an adopted checklist with its overlays; its faults otherwise.
pub fn read_checklist(adopted: &ChecklistAdopted) -> Result<Checklist, Vec<Fault>> {
    let graver = |faults: Vec<Fault>| -> Vec<Fault> {
        faults.into_iter().filter(|fault| fault.severity() == Severity::Fault).collect()
    };
    let mut checklist = Checklist::parse(&adopted.standard, &adopted.text).map_err(graver)?;
    for overlay in &adopted.overlays {
        let overlay = Overlay::parse(overlay).map_err(graver)?;
        checklist = checklist.with_overlay(&overlay).map_err(graver)?;
    }
    Ok(checklist)
}

/// The digest that names an adopted checklist: text and overlays, each followed by a zero byte.
pub fn checklist_digest(text: &str, overlays: &[String]) -> String {
    let mut bytes = Vec::new();
    for part in std::iter::once(text).chain(overlays.iter().map(String::as_str)) {
        bytes.extend_from_slice(part.as_bytes());
        bytes.push(0);
    }
    ids::Hash::of(&bytes).to_string()
}
