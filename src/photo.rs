//! Photos: when and where one was taken, and a smaller copy of it.
//!
//! Knows bytes, nothing of dossiers, files or the screen. Everything here meets files of strangers:
//! whatever they claim, memory stays bounded and nothing panics; what cannot be read is `None`.

mod exif;
#[cfg(feature = "pixels")]
mod pixels;
#[cfg(feature = "photos")]
mod small;
mod sort;

pub use exif::{Facts, facts};
#[cfg(feature = "pixels")]
pub use pixels::{fitted, png, sixel};
#[cfg(feature = "photos")]
pub use small::{raster, small};
pub use sort::Sort;

/// So many bytes from the start of a file are looked at for facts: cameras write them there.
pub const HEAD: usize = 1024 * 1024;

/// A larger file gets no smaller copy: it is no photo of a camera that auditors carry.
pub const PHOTO_LIMIT: u64 = 64 * 1024 * 1024;

/// A picture as rows of pixels, three bytes each: red, green, blue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    /// Pixels of a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The pixels, row by row.
    pub rgb: Vec<u8>,
}

impl Raster {
    /// The pixel at a place within the picture.
    pub fn at(&self, x: u32, y: u32) -> [u8; 3] {
        let (x, y) = (x.min(self.width.saturating_sub(1)), y.min(self.height.saturating_sub(1)));
        let start = (y as usize * self.width as usize + x as usize) * 3;
        match self.rgb.get(start..start + 3) {
            Some(&[red, green, blue]) => [red, green, blue],
            _ => [0; 3],
        }
    }
}

/// Without the `photos` feature there are no smaller copies.
#[cfg(not(feature = "photos"))]
pub fn small(_: &[u8]) -> Option<Vec<u8>> {
    None
}

/// Without the `photos` feature no photo can be drawn.
#[cfg(not(feature = "photos"))]
pub fn raster(_: &[u8], _: (u32, u32)) -> Option<Raster> {
    None
}
