//! Lines of the same dossier from elsewhere: all of them are taken in, or none.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::chain::{Chains, Place, root};
use super::journal::{Old, insert};
use super::{Access, Line, Store, StoreError};
use crate::domain::ids;

/// What became of lines that were offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Absorbed {
    /// Lines that were not here before.
    pub new: usize,
    /// Lines that were.
    pub known: usize,
}

impl Store {
    /// Takes in lines of the same dossier from elsewhere: all of them, or none if one of them does
    /// not continue what is here. Lines that are here already are passed over.
    pub fn absorb(&mut self, lines: &[Line]) -> Result<Absorbed, StoreError> {
        let writing = self.writing()?;
        writing.place.still_of(&self.path)?;
        let _saving = writing.turn.save();
        let path = self.path.clone();
        let fail = |source| StoreError::sql(&path, source);
        let transaction =
            self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        // First everything is checked, then everything is written.
        let placed = place_all(&transaction, &self.dossier, lines).map_err(|error| error.at(&path))?;
        for ((stream, seq), line) in &placed {
            insert(&transaction, stream, *seq, line.hash, &line.text).map_err(fail)?;
        }
        transaction.commit().map_err(fail)?;
        let absorbed = Absorbed { new: placed.len(), known: lines.len() - placed.len() };
        let streams = placed.iter().map(|((stream, _), _)| &**stream);
        self.leave_shared_stream(streams);
        Ok(absorbed)
    }

    /// Says whether [`Store::absorb`] would take these lines; writes nothing.
    pub fn would_absorb(&self, lines: &[Line]) -> Result<Absorbed, StoreError> {
        self.writing()?;
        let placed =
            self.reading(|conn| place_all(conn, &self.dossier, lines).map_err(|error| error.at(&self.path)))?;
        Ok(Absorbed { new: placed.len(), known: lines.len() - placed.len() })
    }

    /// Lines that come in under the name of our stream were written by a twin of this device (a cloned
    /// disk, say): both give the name up, so that they do not give out the same labels.
    fn leave_shared_stream<'a>(&mut self, mut streams: impl Iterator<Item = &'a str>) {
        let Access::Writing(writing) = &mut self.access else { return };
        if streams.any(|stream| root(stream) == &*writing.stream.id) {
            writing.begin_anew(&self.dossier, &self.path, Old::GivenUp);
            self.tag = ids::tag(&writing.stream.id);
        }
    }
}

/// Why lines got no places.
enum Unplaced {
    Refused(StoreError),
    Sql(rusqlite::Error),
}

impl Unplaced {
    fn at(self, path: &Path) -> StoreError {
        match self {
            Self::Refused(error) => error,
            Self::Sql(source) => StoreError::sql(path, source),
        }
    }
}

/// The places of lines that are not here yet.
fn place_all<'a>(
    conn: &Connection,
    dossier: &str,
    lines: &'a [Line],
) -> Result<Vec<(Place, &'a Line)>, Unplaced> {
    let mut chains = Chains::of(conn, dossier).map_err(Unplaced::Sql)?;
    let mut placed = Vec::new();
    for line in lines {
        let (stream, seq) = (line.stream.clone(), line.seq);
        let place = chains.place(&line.text, line.hash);
        let place = place.map_err(|why| Unplaced::Refused(StoreError::Refused { stream, seq, why }))?;
        placed.extend(place.map(|(place, _)| (place, line)));
    }
    Ok(placed)
}
