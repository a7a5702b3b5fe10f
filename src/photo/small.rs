//! A smaller copy of a photo, upright: for reports, and to be drawn on the screen.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use super::{PHOTO_LIMIT, Raster, Sort};

/// The longer edge of a smaller copy, in pixels: sharp at the width of a page.
const EDGE: u32 = 1600;

/// How well it is kept: nobody sees the difference on paper.
const QUALITY: u8 = 80;

/// The longest edge of a photo that is read at all.
const LONGEST: u32 = 16_384;

/// The most memory for the pixels of a photo, 53 million of them: a progressive one takes three times as
/// much while it is read.
const MEMORY: u64 = 160 * 1000 * 1000;

/// The smaller copy of a photo, as JPEG; `None` for what is no photo, is damaged or is larger than
/// bounded memory allows.
pub fn small(bytes: &[u8]) -> Option<Vec<u8>> {
    let image = upright(bytes, (EDGE, EDGE))?.into_rgb8();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&image).ok()?;
    Some(jpeg)
}

/// A photo in at most that many pixels across and down; `None` as for [`small`].
pub fn raster(bytes: &[u8], most: (u32, u32)) -> Option<Raster> {
    let image = upright(bytes, most)?.into_rgb8();
    Some(Raster { width: image.width(), height: image.height(), rgb: image.into_raw() })
}

/// Reads a photo, shrinks it and turns it the way the camera was held.
fn upright(bytes: &[u8], most: (u32, u32)) -> Option<DynamicImage> {
    if bytes.len() as u64 > PHOTO_LIMIT || !Sort::of(bytes).is_drawn() {
        return None;
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    limits.check_dimensions(width, height).ok()?;
    limits.reserve(decoder.total_bytes()).ok()?;
    decoder.set_limits(limits).ok()?;
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    // Turned after it was shrunk, within the turned bounds: little memory, little work.
    let turned = {
        use image::metadata::Orientation as O;
        matches!(orientation, O::Rotate90 | O::Rotate270 | O::Rotate90FlipH | O::Rotate270FlipH)
    };
    let most = if turned { (most.1, most.0) } else { most };
    if image.width() > most.0 || image.height() > most.1 {
        image = image.thumbnail(most.0.max(1), most.1.max(1));
    }
    image.apply_orientation(orientation);
    Some(image)
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, RgbImage};

    use super::*;

    fn written(image: RgbImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(image).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn picture(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, _| image::Rgb([if x * 2 < width { 250 } else { 5 }, 5, 5]))
    }

    /// Puts an orientation into a JPEG as a camera does.
    fn held(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut tiff = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        tiff.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
        let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], b"\xFF\xE1", &length, &tiff, &jpeg[2..]].concat()
    }

    #[test]
    fn a_photo_becomes_smaller_and_a_small_one_no_larger() {
        let large = small(&written(picture(3000, 2000), ImageFormat::Jpeg)).unwrap();
        let copy = raster(&large, (u32::MAX, u32::MAX)).unwrap();
        assert_eq!((copy.width, copy.height), (1600, 1067));
        let little = raster(&written(picture(30, 20), ImageFormat::Png), (100, 100)).unwrap();
        assert_eq!((little.width, little.height), (30, 20));
        assert!(little.at(2, 2)[0] > 200 && little.at(28, 2)[0] < 50);
    }

    #[test]
    fn a_photo_stands_upright_however_the_camera_was_held() {
        let flat = written(picture(60, 20), ImageFormat::Jpeg);
        let turned = raster(&held(&flat, 6), (1000, 1000)).unwrap();
        assert_eq!((turned.width, turned.height), (20, 60));
        assert!(turned.at(10, 5)[0] > 200 && turned.at(10, 55)[0] < 50, "left has become top");
        let shrunk = raster(&held(&flat, 6), (10, 30)).unwrap();
        assert_eq!((shrunk.width, shrunk.height), (10, 30));
    }

    /// The start of a PNG that claims a size.
    fn claiming(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = written(picture(8, 8), ImageFormat::Png);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let mut crc = !0u32;
        for byte in &bytes[12..29] {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
            }
        }
        bytes[29..33].copy_from_slice(&(!crc).to_be_bytes());
        bytes
    }

    #[test]
    fn a_photo_that_claims_too_much_is_refused_before_memory_is_taken() {
        for (width, height) in [(20_000, 20_000), (u32::MAX, 1), (16_000, 16_000), (9_000, 6_000)] {
            assert_eq!(small(&claiming(width, height)), None, "{width} x {height}");
        }
        assert_eq!(small(b"PK\x03\x04 an archive renamed"), None);
        assert_eq!(small(b"\xFF\xD8\xFF broken"), None);
        assert_eq!(small(b""), None);
    }
}
