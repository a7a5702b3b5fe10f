//! Photos on the screen: two pixels in each cell, one above the other, or shades where there is no
//! colour. Sized to the place; it knows pixels and cells, and no file.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::look::{Depth, Look};
use crate::photo::Raster;

/// From dark to light, in characters that every font has.
const SHADES: [&str; 10] = [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"];

/// The sixteen colours as most terminals show them.
const SIXTEEN: [([u8; 3], Color); 16] = [
    ([0, 0, 0], Color::Black),
    ([170, 0, 0], Color::Red),
    ([0, 170, 0], Color::Green),
    ([170, 85, 0], Color::Yellow),
    ([0, 0, 170], Color::Blue),
    ([170, 0, 170], Color::Magenta),
    ([0, 170, 170], Color::Cyan),
    ([170, 170, 170], Color::Gray),
    ([85, 85, 85], Color::DarkGray),
    ([255, 85, 85], Color::LightRed),
    ([85, 255, 85], Color::LightGreen),
    ([255, 255, 85], Color::LightYellow),
    ([85, 85, 255], Color::LightBlue),
    ([255, 85, 255], Color::LightMagenta),
    ([85, 255, 255], Color::LightCyan),
    ([255, 255, 255], Color::White),
];

/// Draws a picture into the middle of an area, as large as fits, its proportions kept.
pub fn draw(buf: &mut Buffer, area: Rect, picture: &Raster, look: Look) {
    let area = area.intersection(buf.area);
    let Some(place) = fitted(area, picture) else { return };
    let rows = u32::from(place.height) * 2;
    for cell_y in 0..place.height {
        for cell_x in 0..place.width {
            let at = |half: u32| {
                let y = u32::from(cell_y) * 2 + half;
                mean(picture, (u32::from(cell_x), u32::from(place.width)), (y, rows))
            };
            let cell = &mut buf[(place.x + cell_x, place.y + cell_y)];
            let (upper, lower) = (at(0), at(1));
            match (look.depth, look.halves()) {
                (Depth::None, _) => {
                    cell.set_symbol(shade(middle(upper, lower)));
                }
                (depth, true) => {
                    let style = Style::new().fg(colour(upper, depth)).bg(colour(lower, depth));
                    cell.set_symbol(look.marks.half).set_style(style);
                }
                (depth, false) => {
                    cell.set_symbol(" ").set_style(Style::new().bg(colour(middle(upper, lower), depth)));
                }
            }
        }
    }
}

/// The cells of a picture within an area: a cell is twice as high as it is wide.
pub fn fitted(area: Rect, picture: &Raster) -> Option<Rect> {
    let (width, height) = (u64::from(picture.width), u64::from(picture.height));
    let (columns, halves) = (u64::from(area.width), u64::from(area.height) * 2);
    if width == 0 || height == 0 || columns == 0 || halves == 0 {
        return None;
    }
    let (across, down) = if width * halves > height * columns {
        (columns, (height * columns / width).max(1))
    } else {
        ((width * halves / height).max(1), halves)
    };
    let (across, down) = (u16::try_from(across).ok()?, u16::try_from(down.div_ceil(2)).ok()?);
    let (across, down) = (across.min(area.width), down.min(area.height));
    let (x, y) = (area.x + (area.width - across) / 2, area.y + (area.height - down) / 2);
    Some(Rect { x, y, width: across, height: down })
}

/// The mean of the pixels that fall into a place `nth` of so many, across and down.
fn mean(picture: &Raster, (x, columns): (u32, u32), (y, rows): (u32, u32)) -> [u8; 3] {
    let span = |nth: u32, of: u32, size: u32| {
        let from = u64::from(nth) * u64::from(size) / u64::from(of);
        let to = (u64::from(nth + 1) * u64::from(size) / u64::from(of)).max(from + 1);
        let cut = |at: u64| u32::try_from(at).unwrap_or(u32::MAX).min(size);
        cut(from)..cut(to)
    };
    let (mut sums, mut count) = ([0u64; 3], 0u64);
    for y in span(y, rows, picture.height) {
        for x in span(x, columns, picture.width) {
            for (sum, part) in sums.iter_mut().zip(picture.at(x, y)) {
                *sum += u64::from(part);
            }
            count += 1;
        }
    }
    sums.map(|sum| u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX))
}

fn middle(one: [u8; 3], other: [u8; 3]) -> [u8; 3] {
    [0, 1, 2].map(|nth| one[nth].midpoint(other[nth]))
}

/// How light a pixel is, from 0 to 255, as eyes weigh colours.
fn light([red, green, blue]: [u8; 3]) -> u32 {
    (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000
}

fn shade(pixel: [u8; 3]) -> &'static str {
    SHADES[(light(pixel) as usize * SHADES.len() / 256).min(SHADES.len() - 1)]
}

/// The colour of a pixel in as many colours as the terminal has.
fn colour(pixel: [u8; 3], depth: Depth) -> Color {
    let [red, green, blue] = pixel;
    match depth {
        Depth::True => Color::Rgb(red, green, blue),
        Depth::Indexed => Color::Indexed(indexed(pixel)),
        Depth::None | Depth::Sixteen => nearest(pixel),
    }
}

/// The place in the cube of 216 colours that every terminal with 256 has, or on its ramp of greys.
fn indexed([red, green, blue]: [u8; 3]) -> u8 {
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    if most - least < 12 {
        return match most {
            0..8 => 16,
            248.. => 231,
            grey => 232 + (grey - 8) / 10,
        };
    }
    let step = |part: u8| match part {
        0..48 => 0,
        48..115 => 1,
        part => (part - 35) / 40,
    };
    16 + 36 * step(red) + 6 * step(green) + step(blue)
}

fn nearest(pixel: [u8; 3]) -> Color {
    let distance = |known: &[u8; 3]| -> u32 {
        pixel.iter().zip(known).map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum()
    };
    SIXTEEN.iter().min_by_key(|(known, _)| distance(known)).map_or(Color::Black, |(_, colour)| *colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// White above, red below.
    fn flag(width: u32, height: u32) -> Raster {
        let pixel = |nth: u32| if nth / width * 2 < height { [255, 255, 255] } else { [255, 0, 0] };
        Raster { width, height, rgb: (0..width * height).flat_map(pixel).collect() }
    }

    fn drawn(picture: &Raster, look: Look) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, 8, 3));
        let area = buf.area;
        draw(&mut buf, area, picture, look);
        buf
    }

    #[test]
    fn a_cell_shows_two_pixels_and_the_proportions_are_kept() {
        let look = Look::new(false, true).with_depth(Depth::True);
        let buf = drawn(&flag(60, 20), look);
        assert_eq!(buf[(0, 0)].symbol(), " ", "twice as high as wide: a third of the height is left");
        assert_eq!(buf[(0, 1)].symbol(), "▀");
        assert_eq!((buf[(0, 1)].fg, buf[(0, 1)].bg), (Color::Rgb(255, 255, 255), Color::Rgb(255, 0, 0)));
        let tall = drawn(&flag(10, 1000), look);
        assert_eq!(tall.content.iter().filter(|cell| cell.symbol() == "▀").count(), 3);
        drawn(&flag(1, 1), look);
        drawn(&Raster { width: 0, height: 0, rgb: Vec::new() }, look);
        drawn(&Raster { width: 9, height: 9, rgb: vec![1] }, look);
    }

    #[test]
    fn fewer_colours_still_show_the_picture() {
        let sixteen = drawn(&flag(60, 20), Look::new(false, true));
        assert_eq!((sixteen[(0, 1)].fg, sixteen[(0, 1)].bg), (Color::White, Color::Red));
        let none = drawn(&flag(60, 20), Look::new(true, false));
        assert_eq!((none[(0, 1)].symbol(), none[(0, 1)].fg), ("*", Color::Reset));
        let plain = drawn(&flag(60, 20), Look::new(true, true).with_depth(Depth::Indexed));
        assert_eq!((plain[(0, 1)].symbol(), plain[(0, 1)].bg), (" ", Color::Indexed(210)));
        assert_eq!(indexed([255, 0, 0]), 196);
        assert_eq!(indexed([128, 128, 128]), 244);
    }
}
