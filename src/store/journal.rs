//! The journal in the file: recorded once, read back as it stands, continued by lines from elsewhere.
//!
//! A line stands in a *place*: a stream and a number. Two continuations of one stream both have
//! their place: the one that comes second stands under an identity derived from where it forks.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde::Deserialize;

use super::{Access, ChainFault, Store, StoreError, Writing};
use crate::domain::dossier::Dossier;
use crate::domain::ids::{self, Hash};
use crate::domain::journal::{
    Entry, LineError, Proposal, Reader, Sealed, Stamp, Stream, genesis, prev_of, seal_act,
};

/// A line of the journal as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The stream under which it is kept here: its own, or one derived from where it forks.
    pub stream: String,
    /// Its number in the stream.
    pub seq: u32,
    /// The hash that was recorded with it.
    pub hash: Hash,
    /// Its bytes.
    pub text: String,
}

/// What became of lines that were offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Absorbed {
    /// Lines that were not here before.
    pub new: usize,
    /// Lines that were.
    pub known: usize,
}

/// The end of a stream in the file; `None` before its first line.
pub(super) fn tip(conn: &Connection, stream: &str) -> rusqlite::Result<Option<(u32, Hash)>> {
    let sql = "SELECT seq, hash FROM journal WHERE stream = ?1 ORDER BY seq DESC LIMIT 1";
    conn.prepare_cached(sql)?.query_row([stream], |row| Ok((row.get(0)?, Hash(row.get(1)?)))).optional()
}

fn insert(conn: &Connection, stream: &str, seq: u32, hash: Hash, text: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO journal (stream, seq, hash, line) VALUES (?1, ?2, ?3, ?4)";
    conn.prepare_cached(sql)?.execute(params![stream, seq, hash.0, text]).map(|_| ())
}

impl Store {
    /// Reads the journal and folds it.
    pub fn load(&self) -> Result<Dossier, StoreError> {
        self.reading(|conn| {
            let mut reader = Reader::default();
            let mut dossier = Dossier::default();
            self.each_line(conn, |stream, seq, hash, text| {
                let entry = reader.read(text, hash).map_err(|source| self.bad_line(stream, seq, source))?;
                dossier.apply(entry);
                Ok(())
            })?;
            Ok(dossier)
        })
    }

    /// Every line of the journal, in the order of arrival.
    pub fn lines(&self) -> Result<Vec<Line>, StoreError> {
        self.reading(|conn| {
            let mut lines = Vec::new();
            self.each_line(conn, |stream, seq, hash, text| {
                lines.push(Line { stream: stream.to_owned(), seq, hash, text: text.to_owned() });
                Ok(())
            })?;
            Ok(lines)
        })
    }

    /// Goes through the journal in the order of arrival, without keeping it.
    pub(super) fn each_line(
        &self,
        conn: &Connection,
        mut each: impl FnMut(&str, u32, Hash, &str) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let fail = |source| self.fail(source);
        let sql = "SELECT stream, seq, hash, line FROM journal ORDER BY arrival";
        let mut statement = conn.prepare(sql).map_err(fail)?;
        let mut rows = statement.query([]).map_err(fail)?;
        while let Some(row) = rows.next().map_err(fail)? {
            let seq = row.get(1).map_err(fail)?;
            let hash = Hash(row.get(2).map_err(fail)?);
            let stream = row.get_ref(0).map_err(fail)?.as_str().unwrap_or_default();
            let text = row.get_ref(3).map_err(fail)?.as_str().unwrap_or_default();
            each(stream, seq, hash, text)?;
        }
        Ok(())
    }

    fn bad_line(&self, stream: &str, seq: u32, source: LineError) -> StoreError {
        StoreError::Line { path: self.path.clone(), stream: stream.to_owned(), seq, source }
    }

    /// Records the changes of one act: one transaction, on disk when this returns. On an error nothing
    /// of the act has been recorded.
    pub fn append(&mut self, proposals: &[Proposal], stamp: &Stamp) -> Result<Vec<Entry>, StoreError> {
        let path = self.path.clone();
        let Access::Writing(writing) = &mut self.access else {
            return Err(StoreError::ReadOnly { path });
        };
        let fail = |source| StoreError::sql(&path, source);
        if proposals.is_empty() {
            return Ok(Vec::new());
        }
        let transaction =
            self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        let end = tip(&transaction, &writing.stream.id).map_err(fail)?;
        let end = end.unwrap_or((0, genesis(&self.dossier)));
        if end != (writing.stream.seq, writing.stream.hash) {
            return Err(StoreError::Changed { path });
        }
        let (before, sealed) = claim(writing, &self.dossier, &path, stamp, proposals)?;
        let written = sealed
            .iter()
            .try_for_each(|line| insert(&transaction, &before.id, line.entry.seq, line.hash, &line.line))
            .and_then(|()| transaction.commit());
        if let Err(source) = written {
            writing.give_back(&self.dossier, before);
            return Err(fail(source));
        }
        self.tag = ids::tag(&writing.stream.id);
        Ok(sealed.into_iter().map(|line| line.entry).collect())
    }

    /// Takes in lines of the same dossier from elsewhere: all of them, or none if one of them does
    /// not continue what is here. Lines that are here already are passed over.
    pub fn absorb(&mut self, lines: &[Line]) -> Result<Absorbed, StoreError> {
        self.writing()?;
        let path = self.path.clone();
        let fail = |source| StoreError::sql(&path, source);
        let transaction =
            self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        let mut incoming = Incoming::new(&transaction, &self.dossier).map_err(fail)?;
        let mut absorbed = Absorbed::default();
        // First everything is checked, then everything is written.
        let mut placed = Vec::new();
        for line in lines {
            let refused = |why| StoreError::Refused { stream: line.stream.clone(), seq: line.seq, why };
            match incoming.place(line).map_err(refused)? {
                Some(place) => placed.push((place, line)),
                None => absorbed.known += 1,
            }
        }
        for ((stream, seq), line) in &placed {
            insert(&transaction, stream, *seq, line.hash, &line.text).map_err(fail)?;
        }
        transaction.commit().map_err(fail)?;
        absorbed.new = placed.len();
        self.leave_continued_stream()?;
        Ok(absorbed)
    }

    /// If the lines that came in continue our own stream, another copy of this device writes it: ours
    /// ends here and a new one begins.
    fn leave_continued_stream(&mut self) -> Result<(), StoreError> {
        let Access::Writing(writing) = &mut self.access else { return Ok(()) };
        let end =
            tip(&self.conn, &writing.stream.id).map_err(|source| StoreError::sql(&self.path, source))?;
        if end.is_some_and(|(seq, _)| seq != writing.stream.seq) {
            writing.begin_anew(&self.dossier, &self.path)?;
            self.tag = ids::tag(&writing.stream.id);
        }
        Ok(())
    }
}

/// Seals an act and moves the token on before anything is in the file: should another copy of this
/// file have gone on with our stream, we begin a new one. Returns the stream as it stood.
fn claim(
    writing: &mut Writing,
    dossier: &str,
    path: &std::path::Path,
    stamp: &Stamp,
    proposals: &[Proposal],
) -> Result<(Stream, Vec<Sealed>), StoreError> {
    loop {
        let before = writing.stream.clone();
        let mut stream = before.clone();
        let sealed = seal_act(&mut stream, stamp, proposals).map_err(|source| StoreError::Line {
            path: path.to_owned(),
            stream: before.id.to_string(),
            seq: before.seq + 1,
            source,
        })?;
        // A token that cannot be moved is out of step from now on: the next start begins a new stream.
        let ours = writing
            .tokens
            .as_ref()
            .is_none_or(|tokens| tokens.claim(dossier, &before, &stream).unwrap_or(true));
        if ours {
            writing.stream = stream;
            return Ok((before, sealed));
        }
        writing.begin_anew(dossier, path)?;
    }
}

impl Writing {
    fn begin_anew(&mut self, dossier: &str, path: &std::path::Path) -> Result<(), StoreError> {
        self.stream = match &self.tokens {
            Some(tokens) => tokens
                .begin(dossier, path, &self.supply)
                .map_err(|source| StoreError::State { source: Box::new(StoreError::sql(path, source)) })?,
            None => Stream::new(&self.supply.fresh_id(), dossier),
        };
        Ok(())
    }

    /// Moves the token back after a write that failed. Should that fail too, the token is out of step
    /// and the next start begins a new stream.
    fn give_back(&mut self, dossier: &str, before: Stream) {
        if let Some(tokens) = &self.tokens {
            let _ = tokens.claim(dossier, &self.stream, &before);
        }
        self.stream = before;
    }
}

/// What a line says about its own place.
#[derive(Deserialize)]
struct Claimed<'a> {
    #[serde(borrow)]
    stream: std::borrow::Cow<'a, str>,
    seq: u32,
}

/// Finds the places of lines that come in, without writing any.
struct Incoming {
    dossier: String,
    /// Where each line stands, by its hash: kept under, number, own stream.
    known: HashMap<Hash, (String, u32)>,
    /// The last number under each identity.
    ends: HashMap<String, u32>,
}

impl Incoming {
    fn new(conn: &Connection, dossier: &str) -> rusqlite::Result<Self> {
        let mut known = HashMap::new();
        let mut ends = HashMap::new();
        let mut statement = conn.prepare("SELECT hash, stream, seq FROM journal")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (stream, seq): (String, u32) = (row.get(1)?, row.get(2)?);
            let end = ends.entry(stream.clone()).or_insert(0);
            *end = seq.max(*end);
            known.insert(Hash(row.get(0)?), (stream, seq));
        }
        Ok(Self { dossier: dossier.to_owned(), known, ends })
    }

    /// The place of a line; `None` if it is here already.
    fn place(&mut self, line: &Line) -> Result<Option<(String, u32)>, ChainFault> {
        let hash = Hash::of(line.text.as_bytes());
        if hash != line.hash {
            return Err(ChainFault::Altered);
        }
        if self.known.contains_key(&hash) {
            return Ok(None);
        }
        let unreadable = |source: LineError| ChainFault::Unreadable(source.to_string());
        // Read whole once: what cannot be read back is not taken in.
        Reader::default().read(&line.text, hash).map_err(unreadable)?;
        let claimed: Claimed =
            serde_json::from_str(&line.text).map_err(|source| unreadable(source.into()))?;
        // A stream's name is a label: one with `~` could pass for the name of a fork.
        if !ids::is_label(&claimed.stream) {
            return Err(ChainFault::Misplaced);
        }
        let prev = prev_of(&line.text).map_err(unreadable)?;
        let before = self.before(prev, &claimed)?;
        let place = match before {
            Some(stream) if self.ends.get(&stream).copied().unwrap_or(0) == claimed.seq.saturating_sub(1) => {
                stream
            }
            None if !self.ends.contains_key(&*claimed.stream) => claimed.stream.to_string(),
            _ => fork(&claimed.stream, hash),
        };
        self.ends.insert(place.clone(), claimed.seq);
        self.known.insert(hash, (place.clone(), claimed.seq));
        Ok(Some((place, claimed.seq)))
    }

    /// The identity under which the line before is kept; `None` for the first of its stream.
    fn before(&self, prev: Hash, claimed: &Claimed<'_>) -> Result<Option<String>, ChainFault> {
        if claimed.seq == 1 && prev == genesis(&self.dossier) {
            return Ok(None);
        }
        match self.known.get(&prev) {
            Some((stream, seq))
                if claimed.seq.checked_sub(1) == Some(*seq) && root(stream) == claimed.stream =>
            {
                Ok(Some(stream.clone()))
            }
            Some(_) => Err(ChainFault::Misplaced),
            None => Err(ChainFault::Loose(prev)),
        }
    }
}

/// The identity under which a second continuation of a stream is kept: the stream's own and the hash
/// of the first line that differs.
pub(super) fn fork(stream: &str, first: Hash) -> String {
    format!("{stream}~{}", first.id())
}

/// The stream that a line names itself, from the identity under which it is kept.
pub(super) fn root(kept: &str) -> &str {
    kept.split_once('~').map_or(kept, |(stream, _)| stream)
}
