//! A file that somebody looks at: which, and what there is of it to see.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::domain::ids::Hash;
use crate::photo::{Facts, Raster, Sort};

/// The most pixels of a photo that is drawn on the screen, across and down: a large window's worth.
pub const PIXELS: (u32, u32) = (960, 720);

/// The most bytes of a text that is shown.
pub const TEXT: usize = 256 * 1024;

/// Which file is to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Glance {
    /// One that waits in the inbox.
    File(PathBuf),
    /// One that the dossier keeps: by its hash, under its label and the name that it had.
    Kept(Hash, String),
}

/// A file as it can be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Its name, safe to show.
    pub name: String,
    /// Its bytes.
    pub size: u64,
    /// When it was last written, if that is known.
    pub modified: Option<DateTime<Utc>>,
    /// What it is.
    pub sort: Sort,
    /// What its camera wrote into it.
    pub facts: Facts,
    /// What there is to see.
    pub body: Body,
}

/// What there is to see of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// A picture.
    Picture(Arc<Raster>),
    /// A picture that cannot be drawn.
    Undrawable,
    /// Text, line by line, and whether it goes on beyond what was read.
    Text(Vec<String>, bool),
    /// Nothing but its facts.
    Facts,
}
