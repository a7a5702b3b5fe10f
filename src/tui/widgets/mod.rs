//! Pieces that screens are made of. They know text, cells and chords; they know no dossier.
pub mod area;
pub mod edit;
pub mod field;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A tab, which the screen shows as this many blanks.
const TAB: &str = "\t";
const TAB_CELLS: usize = 4;

/// The cells that a text takes on the screen.
pub fn cells(text: &str) -> usize {
    text.graphemes(true).map(|cluster| if cluster == TAB { TAB_CELLS } else { cluster.width() }).sum()
}

/// The first of the cells to show so that the one at `place` is among `length` of them.
///
/// It moves by half a page at a time, so that typing at the end repaints the screen seldom.
fn page_start(place: usize, length: usize) -> usize {
    let half = (length / 2).max(1);
    match place.checked_sub(length.max(1)) {
        None => 0,
        Some(beyond) => (beyond / half + 1) * half,
    }
}
