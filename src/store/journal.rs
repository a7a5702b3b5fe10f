//! The journal in the file: recorded once, read back as it stands.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::device::Tokens;
use super::{Access, Store, StoreError, Writing};
use crate::domain::dossier::Dossier;
use crate::domain::ids::{self, Hash};
use crate::domain::journal::{Entry, LineError, Proposal, Reader, Sealed, Stamp, Stream, genesis, seal_act};

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

/// The last line of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// The stream under which it is kept here.
    pub stream: String,
    /// Its number.
    pub seq: u32,
    /// Its hash.
    pub hash: Hash,
}

/// What becomes of a stream that is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Old {
    /// Another copy of the file on this laptop goes on with it.
    Elsewhere,
    /// Nobody here goes on with it.
    GivenUp,
}

/// The end of a stream in the file; `None` before its first line.
pub(super) fn tip(conn: &Connection, stream: &str) -> rusqlite::Result<Option<(u32, Hash)>> {
    let sql = "SELECT seq, hash FROM journal WHERE stream = ?1 ORDER BY seq DESC LIMIT 1";
    conn.prepare_cached(sql)?.query_row([stream], |row| Ok((row.get(0)?, Hash(row.get(1)?)))).optional()
}

pub(super) fn insert(
    conn: &Connection,
    stream: &str,
    seq: u32,
    hash: Hash,
    text: &str,
) -> rusqlite::Result<()> {
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
        self.lines_where(|_, _| true)
    }

    /// The lines whose place, a stream and a number, is wanted, in the order of arrival.
    pub fn lines_where(&self, wanted: impl Fn(&str, u32) -> bool) -> Result<Vec<Line>, StoreError> {
        self.reading(|conn| {
            let mut lines = Vec::new();
            self.each_line(conn, |stream, seq, hash, text| {
                if wanted(stream, seq) {
                    lines.push(Line { stream: stream.to_owned(), seq, hash, text: text.to_owned() });
                }
                Ok(())
            })?;
            Ok(lines)
        })
    }

    /// The last line of each stream.
    pub fn tips(&self) -> Result<Vec<Tip>, StoreError> {
        // Of a row with `max`, SQLite gives the other columns of that very row.
        let sql = "SELECT stream, max(seq), hash FROM journal GROUP BY stream ORDER BY stream";
        let read = |conn: &Connection| -> rusqlite::Result<Vec<Tip>> {
            let mut statement = conn.prepare(sql)?;
            let tip = |row: &rusqlite::Row<'_>| {
                Ok(Tip { stream: row.get(0)?, seq: row.get(1)?, hash: Hash(row.get(2)?) })
            };
            statement.query_map([], tip)?.collect()
        };
        self.reading(|conn| read(conn).map_err(|source| self.fail(source)))
    }

    /// Where lines stand, by their hashes: the stream and the number; `None` for one that is not here.
    pub fn places(&self, hashes: &[Hash]) -> Result<Vec<Option<(String, u32)>>, StoreError> {
        let read = |conn: &Connection| -> rusqlite::Result<Vec<Option<(String, u32)>>> {
            let mut statement = conn.prepare("SELECT stream, seq FROM journal WHERE hash = ?1")?;
            let place = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
            hashes.iter().map(|hash| statement.query_row([hash.0], place).optional()).collect()
        };
        self.reading(|conn| read(conn).map_err(|source| self.fail(source)))
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
        writing.place.still_of(&path)?;
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
}

/// Seals an act and moves the token on before anything is in the file: should another copy of this
/// file have gone on with our stream, we begin a new one. Returns the stream as it stood.
fn claim(
    writing: &mut Writing,
    dossier: &str,
    path: &Path,
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
        writing.begin_anew(dossier, path, Old::Elsewhere);
    }
}

impl Writing {
    /// Begins a new stream. Should the state folder fail meanwhile, the stream is one that is not found
    /// again at the next start, which then begins another.
    pub(super) fn begin_anew(&mut self, dossier: &str, path: &Path, old: Old) {
        let begin = |tokens: &Tokens| {
            if old == Old::GivenUp {
                tokens.give_up(dossier, &self.stream)?;
            }
            tokens.begin(dossier, path, &self.supply)
        };
        let recorded = self.tokens.as_ref().and_then(|tokens| begin(tokens).ok());
        if recorded.is_none() {
            self.tokens = None;
        }
        self.stream = recorded.unwrap_or_else(|| Stream::new(&self.supply.fresh_id(), dossier));
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
