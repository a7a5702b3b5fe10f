//! A photo in the forms in which terminals take pixels.

use std::borrow::Cow;

use icy_sixel::EncodeOptions;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbImage};

use super::Raster;

/// Rows of a band of sixels.
const BAND: usize = 6;

/// A picture in at most that many pixels across and down, its proportions kept; never larger than it
/// is. `None` for one whose pixels are not all there.
pub fn fitted(picture: &Raster, (across, down): (u32, u32)) -> Option<Cow<'_, Raster>> {
    if picture.width <= across && picture.height <= down {
        return Some(Cow::Borrowed(picture));
    }
    let image = RgbImage::from_raw(picture.width, picture.height, picture.rgb.clone())?;
    let image = image::DynamicImage::from(image).thumbnail(across.max(1), down.max(1)).into_rgb8();
    Some(Cow::Owned(Raster { width: image.width(), height: image.height(), rgb: image.into_raw() }))
}

/// A picture as PNG; `None` for one whose pixels are not all there.
pub fn png(picture: &Raster) -> Option<Vec<u8>> {
    is_whole(picture).then_some(())?;
    let mut png = Vec::new();
    // Written once and read at once: seconds on a line matter more than the last bytes.
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(&picture.rgb, picture.width, picture.height, ExtendedColorType::Rgb8)
        .ok()?;
    Some(png)
}

/// A picture as sixels, in up to 256 colours of its own; `None` for one whose pixels are not all there.
///
/// Sixels come in bands of six rows: what does not fill the last band is left out, or terminals would
/// draw a black edge there.
pub fn sixel(picture: &Raster) -> Option<String> {
    is_whole(picture).then_some(())?;
    let (width, height) = (picture.width as usize, picture.height as usize);
    let height = if height > BAND { height / BAND * BAND } else { height };
    let pixels = picture.rgb[..width * height * 3].chunks_exact(3);
    let rgba: Vec<u8> = pixels.flat_map(|pixel| [pixel[0], pixel[1], pixel[2], u8::MAX]).collect();
    icy_sixel::sixel_encode(&rgba, width, height, &EncodeOptions::default()).ok()
}

fn is_whole(picture: &Raster) -> bool {
    let pixels = picture.width as usize * picture.height as usize;
    pixels > 0 && picture.rgb.len() == pixels * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red on the left, blue on the right.
    fn flag(width: u32, height: u32) -> Raster {
        let pixel = |nth: u32| if nth % width * 2 < width { [250, 0, 0] } else { [0, 0, 250] };
        Raster { width, height, rgb: (0..width * height).flat_map(pixel).collect() }
    }

    #[test]
    fn a_picture_is_fitted_and_comes_back_from_both_forms() {
        let large = flag(400, 100);
        let fitted = fitted(&large, (200, 200)).unwrap();
        assert_eq!((fitted.width, fitted.height), (200, 50));
        let back = super::super::raster(&png(&fitted).unwrap(), (1000, 1000)).unwrap();
        assert_eq!(back, *fitted);
        let sixels = icy_sixel::SixelImage::decode(sixel(&fitted).unwrap().as_bytes()).unwrap();
        assert_eq!((sixels.width, sixels.height), (200, 48));
        let pixel = |x: usize| &sixels.pixels[x * 4..x * 4 + 3];
        assert!(pixel(10)[0] > 200 && pixel(10)[2] < 50, "{:?}", pixel(10));
        assert!(pixel(190)[2] > 200 && pixel(190)[0] < 50, "{:?}", pixel(190));
    }

    #[test]
    fn what_has_too_few_pixels_is_none() {
        let broken = Raster { width: 9, height: 9, rgb: vec![1] };
        assert_eq!((png(&broken), sixel(&broken)), (None, None));
        assert!(fitted(&broken, (2, 2)).is_none());
        assert_eq!(sixel(&Raster { width: 0, height: 0, rgb: Vec::new() }), None);
    }
}
