//! Taking a file in: its bytes whole, with a smaller copy beside them if it is a photo.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::domain::when::When;
use crate::photo::{self, Facts, HEAD, PHOTO_LIMIT, Sort, facts};
use crate::store::{KEPT_LIMIT, KeepError, Keeper, Kept};

/// What came of taking a file in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Taken {
    /// What is kept.
    pub kept: Kept,
    /// What its camera wrote into it.
    pub facts: Facts,
    /// What it is, by its bytes.
    pub sort: Sort,
}

impl Taken {
    /// When it was captured, as the camera says: by its own clock, with an offset only where it names
    /// one; `None` where it says nothing that can be.
    pub fn captured(&self) -> Option<When> {
        When::of_clock(self.facts.taken?, self.facts.offset)
    }
}

/// Why a file was not taken in. Nothing of it counts then.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// It is no plain file: a folder, or a pipe that would never end.
    #[error("not a plain file")]
    NotAFile,
    /// Nothing is in it: a copy that was cut off, most likely.
    #[error("empty")]
    Empty,
    /// It cannot be opened.
    #[error("opening it: {0}")]
    Unreadable(io::Error),
    /// It could not be kept.
    #[error(transparent)]
    Keep(#[from] KeepError),
}

/// Takes in the file at a path. `more` is told the bytes so far and the whole size, and stops it by
/// saying no.
pub fn take(
    keeper: &Keeper,
    path: &Path,
    more: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Taken, TakeError> {
    // Asked before it is opened: opening a pipe waits for whoever writes into it.
    let about = fs::metadata(path).map_err(TakeError::Unreadable)?;
    if !about.is_file() {
        return Err(TakeError::NotAFile);
    }
    if about.len() == 0 {
        return Err(TakeError::Empty);
    }
    if about.len() > KEPT_LIMIT {
        return Err(KeepError::TooLarge(KEPT_LIMIT).into());
    }
    let mut file = File::open(path).map_err(TakeError::Unreadable)?;
    Ok(take_from(keeper, &mut file, &mut |so_far| more(so_far, about.len()))?)
}

/// Takes in whatever is read. `more` is told the bytes so far and stops it by saying no.
pub fn take_from(
    keeper: &Keeper,
    source: &mut dyn Read,
    more: &mut dyn FnMut(u64) -> bool,
) -> Result<Taken, KeepError> {
    let mut listening = Listening { source, heard: Vec::new(), sort: None };
    let kept = keeper.keep(&mut listening, more)?;
    let heard = listening.heard;
    let sort = Sort::of(&heard);
    let photo = sort.is_drawn() && kept.size == heard.len() as u64;
    if photo && let Some(jpeg) = photo::small(&heard) {
        // It can be made again at any time: without it nothing is lost.
        let _ = keeper.keep_small(kept.sha256, &jpeg);
    }
    Ok(Taken { kept, facts: facts(&heard[..heard.len().min(HEAD)]), sort })
}

/// Keeps what is read from a photo in memory as well, and of anything else the start.
struct Listening<'a> {
    source: &'a mut dyn Read,
    heard: Vec<u8>,
    sort: Option<Sort>,
}

impl Read for Listening<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.source.read(buffer)?;
        let limit = match self.sort {
            Some(sort) if sort.is_drawn() => usize::try_from(PHOTO_LIMIT).unwrap_or(usize::MAX),
            _ => HEAD,
        };
        let room = limit.saturating_sub(self.heard.len()).min(got);
        self.heard.extend_from_slice(&buffer[..room]);
        if self.sort.is_none() && self.heard.len() >= 16 {
            self.sort = Some(Sort::of(&self.heard));
        }
        Ok(got)
    }
}
