//! The journal's lines: how a change is sealed, once and for ever, and read back.
//!
//! Pure: time, person and stream are handed in. `docs/format.md` describes the line.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::attempt::place_of;
use super::change::Change;
use super::ids::{ChangeId, Hash};
use super::slot::Slot;

/// The version of the line's envelope.
pub const LINE_VERSION: u32 = 1;

/// One recorded change as it is known in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The identity: derived from the line's hash.
    pub id: ChangeId,
    /// The stream (device incarnation) that recorded it.
    pub stream: Arc<str>,
    /// Its number in the stream: 1, 2, 3 …
    pub seq: u32,
    /// The number of the first change recorded in the same act.
    pub act: u32,
    /// When, by the device's clock, with its offset. For people to read; decides nothing.
    pub at: DateTime<FixedOffset>,
    /// The person at the keyboard.
    pub by: Arc<str>,
    /// The heads it replaces.
    pub over: Vec<ChangeId>,
    /// The slot it sets.
    pub slot: Slot,
    /// The fact.
    pub body: Body,
}

/// The fact in an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A kind that this program knows.
    Known(Change),
    /// A kind recorded by a newer version: kept, passed on, verified, shown as such.
    Newer {
        /// Its kind.
        kind: String,
        /// Its payload, as it stands.
        data: String,
    },
}

impl Entry {
    /// Whether a reader meets it after another one: by number in the same stream, by time between
    /// streams; what is only supposed comes last. For what is shown and warned of; it allows and refuses
    /// nothing.
    pub fn reads_after(&self, other: &Self) -> bool {
        if self.stream.is_empty() != other.stream.is_empty() {
            return self.stream.is_empty();
        }
        if self.stream == other.stream { self.seq > other.seq } else { self.at > other.at }
    }

    /// The change, if this program knows its kind.
    pub fn change(&self) -> Option<&Change> {
        match &self.body {
            Body::Known(change) => Some(change),
            Body::Newer { .. } => None,
        }
    }

    /// Whether it set its slot back to nothing without a reason, as the undo of a first value does.
    pub fn is_plain_undo(&self) -> bool {
        matches!(self.change(), Some(Change::Cleared(cleared)) if cleared.reason.is_empty())
    }

    /// Whether both were recorded in one act.
    pub fn same_act(&self, other: &Self) -> bool {
        self.act == other.act && self.stream == other.stream
    }

    /// The kind's name.
    pub fn kind(&self) -> &str {
        match &self.body {
            Body::Known(change) => change.kind(),
            Body::Newer { kind, .. } => kind,
        }
    }
}

/// Where a stream stands: its identity, its last number and its last hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// The identity, a UUID.
    pub id: Arc<str>,
    /// The number of its last change; 0 before the first.
    pub seq: u32,
    /// The hash of its last line; [`genesis`] before the first.
    pub hash: Hash,
}

impl Stream {
    /// A stream without changes in a dossier.
    pub fn new(id: &str, dossier: &str) -> Self {
        Self { id: Arc::from(id), seq: 0, hash: genesis(dossier) }
    }
}

/// What the first line of each stream follows: bound to the dossier, so that a stream cannot be
/// moved from one client's dossier into another's.
pub fn genesis(dossier: &str) -> Hash {
    Hash::of(format!("onsite/1\n{dossier}").as_bytes())
}

/// When and by whom something is recorded.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// The time with its offset.
    pub at: DateTime<FixedOffset>,
    /// The person.
    pub by: Arc<str>,
}

/// A change ready to be written: its line, its hash, and itself as an entry.
#[derive(Clone, Debug)]
pub struct Sealed {
    /// The line; these very bytes are hashed and kept.
    pub line: String,
    /// The SHA-256 of the line.
    pub hash: Hash,
    /// The change in memory.
    pub entry: Entry,
}

/// A change with the heads that whoever proposed it saw in its slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The change.
    pub change: Change,
    /// What it replaces.
    pub over: Vec<ChangeId>,
}

#[derive(Serialize)]
struct Written<'a> {
    v: u32,
    stream: &'a str,
    seq: u32,
    prev: String,
    act: u32,
    at: String,
    by: &'a str,
    over: &'a [ChangeId],
    slot: &'a str,
    kind: &'a str,
    data: &'a RawValue,
}

/// A line that cannot be written or read; says what is wrong with it.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// The text is not a line of this journal.
    #[error("not a journal line: {0}")]
    Malformed(#[from] serde_json::Error),
    /// The time is not RFC 3339.
    #[error("not a time with offset: {0}")]
    Time(String),
    /// The hash before it is not 64 hexadecimal digits.
    #[error("not a hash: {0}")]
    Prev(String),
    /// The envelope is of a version that this program cannot read.
    #[error("envelope version {0}")]
    Version(u32),
}

/// Seals one change as the next of its stream and moves the stream on.
pub fn seal(stream: &mut Stream, act: u32, stamp: &Stamp, proposal: &Proposal) -> Result<Sealed, LineError> {
    let slot = proposal.change.slot();
    let data = proposal.change.data()?;
    let seq = stream.seq + 1;
    let line = serde_json::to_string(&Written {
        v: LINE_VERSION,
        stream: &stream.id,
        seq,
        prev: stream.hash.to_string(),
        act,
        at: stamp.at.to_rfc3339_opts(SecondsFormat::Secs, false),
        by: &stamp.by,
        over: &proposal.over,
        slot: slot.as_str(),
        kind: proposal.change.kind(),
        data: &data,
    })?;
    let hash = Hash::of(line.as_bytes());
    stream.seq = seq;
    stream.hash = hash;
    let entry = Reader::default().read(&line, hash)?;
    Ok(Sealed { line, hash, entry })
}

/// Seals the changes of one act, in order; one that replaces an earlier one of the act gets its
/// identity in place of the placeholder.
pub fn seal_act(
    stream: &mut Stream,
    stamp: &Stamp,
    proposals: &[Proposal],
) -> Result<Vec<Sealed>, LineError> {
    let act = stream.seq + 1;
    let mut sealed: Vec<Sealed> = Vec::with_capacity(proposals.len());
    for proposal in proposals {
        let known =
            |id: &ChangeId| place_of(*id).and_then(|nth| sealed.get(nth)).map_or(*id, |s| s.hash.id());
        let over = proposal.over.iter().map(known).collect();
        let change = proposal.change.clone();
        let next = seal(stream, act, stamp, &Proposal { change, over })?;
        sealed.push(next);
    }
    Ok(sealed)
}

#[derive(Deserialize)]
struct Envelope<'a> {
    v: u32,
    #[serde(borrow)]
    stream: std::borrow::Cow<'a, str>,
    seq: u32,
    act: u32,
    #[serde(borrow)]
    at: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    by: std::borrow::Cow<'a, str>,
    over: Vec<ChangeId>,
    #[serde(borrow)]
    slot: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    kind: std::borrow::Cow<'a, str>,
    #[serde(borrow)]
    data: &'a RawValue,
}

/// Reads lines; shares the few names of streams and people that recur in each of them.
#[derive(Default)]
pub struct Reader {
    names: Vec<Arc<str>>,
}

impl Reader {
    /// Reads a line whose hash is known to its keeper. A known kind with an unknown shape is taken
    /// for a newer one: it is kept and shown, not dropped.
    pub fn read(&mut self, line: &str, hash: Hash) -> Result<Entry, LineError> {
        let envelope: Envelope = serde_json::from_str(line)?;
        if envelope.v != LINE_VERSION {
            return Err(LineError::Version(envelope.v));
        }
        let at = DateTime::parse_from_rfc3339(&envelope.at)
            .map_err(|_| LineError::Time(envelope.at.to_string()))?;
        let slot = Slot::named(&envelope.slot);
        let body = match Change::read(&envelope.kind, envelope.data.get()) {
            Some(Ok(change)) if change.slot() == slot => Body::Known(change),
            _ => Body::Newer { kind: envelope.kind.to_string(), data: envelope.data.get().to_owned() },
        };
        Ok(Entry {
            id: hash.id(),
            stream: self.name(&envelope.stream),
            seq: envelope.seq,
            act: envelope.act,
            at,
            by: self.name(&envelope.by),
            over: envelope.over,
            slot,
            body,
        })
    }

    fn name(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.names.iter().find(|known| &***known == name) {
            return Arc::clone(known);
        }
        let name: Arc<str> = Arc::from(name);
        self.names.push(Arc::clone(&name));
        name
    }
}

/// What [`prev_of`] needs of a line.
#[derive(Deserialize)]
struct Link<'a> {
    #[serde(borrow)]
    prev: &'a str,
}

/// The hash that a line says it follows.
pub fn prev_of(line: &str) -> Result<Hash, LineError> {
    let Link { prev } = serde_json::from_str(line)?;
    Hash::parse(prev).ok_or_else(|| LineError::Prev(prev.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::change::{ClientDescribed, ClientPart};
    use super::*;

    fn stamp() -> Stamp {
        let at = DateTime::parse_from_rfc3339("2026-11-24T10:14:03+08:00").unwrap();
        Stamp { at, by: Arc::from("审查员甲") }
    }

    fn named(text: &str) -> Proposal {
        let change =
            Change::ClientDescribed(ClientDescribed { part: ClientPart::Name, text: text.to_owned() });
        Proposal { change, over: vec![Hash::of(b"before").id()] }
    }

    #[test]
    fn a_sealed_line_reads_back_as_the_same_entry_and_follows_the_one_before() {
        let mut stream = Stream::new("s-1", "d-1");
        let first = seal(&mut stream, 1, &stamp(), &named("厦门示例电器")).unwrap();
        let second = seal(&mut stream, 1, &stamp(), &named("另一名称")).unwrap();
        assert_eq!(Reader::default().read(&first.line, first.hash).unwrap(), first.entry);
        assert_eq!(prev_of(&first.line).unwrap(), genesis("d-1"));
        assert_eq!(prev_of(&second.line).unwrap(), first.hash);
        assert_eq!((second.entry.seq, second.entry.act), (2, 1));
        assert_eq!(second.entry.at, stamp().at);
        assert!(first.line.contains("厦门示例电器"), "Chinese stays readable: {}", first.line);
    }

    #[test]
    fn what_a_newer_version_recorded_is_kept_with_its_slot() {
        let line = r#"{"v":1,"stream":"s","seq":1,"prev":"00","act":1,"at":"2030-01-01T00:00:00+08:00","by":"x","over":[],"slot":"hologram/1","kind":"hologram-shown","data":{"depth":3}}"#;
        let entry = Reader::default().read(line, Hash::of(line.as_bytes())).unwrap();
        assert_eq!(entry.slot, Slot::named("hologram/1"));
        assert_eq!(
            entry.body,
            Body::Newer { kind: "hologram-shown".to_owned(), data: r#"{"depth":3}"#.to_owned() }
        );
    }

    #[test]
    fn a_known_kind_with_a_field_from_the_future_is_not_cut_down_to_what_we_know() {
        let line = r#"{"v":1,"stream":"s","seq":1,"prev":"00","act":1,"at":"2030-01-01T00:00:00+08:00","by":"x","over":[],"slot":"client/name","kind":"client-described","data":{"part":"name","text":"甲","font":"黑体"}}"#;
        let entry = Reader::default().read(line, Hash::of(line.as_bytes())).unwrap();
        assert!(matches!(entry.body, Body::Newer { .. }));
    }

    #[test]
    fn lines_that_are_none_are_told_apart() {
        let mut reader = Reader::default();
        let hash = Hash::of(b"");
        assert!(matches!(reader.read("{", hash), Err(LineError::Malformed(_))));
        let line = r#"{"v":2,"stream":"s","seq":1,"prev":"00","act":1,"at":"x","by":"x","over":[],"slot":"s","kind":"k","data":{}}"#;
        assert!(matches!(reader.read(line, hash), Err(LineError::Version(2))));
        assert!(matches!(reader.read(&line.replace("\"v\":2", "\"v\":1"), hash), Err(LineError::Time(_))));
    }
}
