//! What showing a photo costs, in each way that a terminal may take it.

use std::sync::Arc;

use onsite::photo::Raster;
use onsite::store::Graphics;
use onsite::tui::graphics::leave_room;
use onsite::tui::look::{Depth, Look};
use onsite::tui::painter::Family;
use onsite::tui::picture;
use onsite::tui::terminal::Terminal;
use ratatui::layout::{Rect, Size};

use crate::measure::{chapter, cost, median, say};

/// The window.
const SIZE: Size = Size::new(120, 40);

/// Prints what one photo costs.
pub fn showing() {
    chapter("Showing a photo in a window of 120x40, cells of 6x12 pixels");
    let photo = Arc::new(grainy(960, 720));
    for (graphics, name) in
        [(Graphics::None, "in cells"), (Graphics::Kitty, "as kitty takes it"), (Graphics::Sixel, "in sixels")]
    {
        let mut bytes = 0;
        let costs: Vec<f64> = (0..9)
            .map(|_| {
                let screen = Terminal::onto(Vec::new(), SIZE, Family::Xterm).unwrap();
                let mut screen = screen.with_graphics(graphics);
                let room = picture::fitted(Rect::from(SIZE), &photo).unwrap();
                screen.want_photo(Some((room, Arc::clone(&photo))));
                let ((), spent) = cost(|| show(&mut screen, &photo, graphics));
                bytes = screen.bytes_written();
                spent.cpu
            })
            .collect();
        say(&format!("{name} (CPU, median)"), median(&costs), "ms", None);
        say("  on the line", bytes as f64 / 1e3, "kB", None);
    }
}

fn show(screen: &mut Terminal<Vec<u8>>, photo: &Raster, graphics: Graphics) {
    screen
        .draw(|frame| {
            let area = frame.area();
            match picture::fitted(area, photo) {
                Some(room) if graphics != Graphics::None => leave_room(frame.buffer_mut(), room),
                _ => {
                    let look = Look::new(false, true).with_depth(Depth::True);
                    picture::draw(frame.buffer_mut(), area, photo, look);
                }
            }
        })
        .unwrap();
}

/// As grainy as a photo of a dim workshop.
fn grainy(width: u32, height: u32) -> Raster {
    let pixel = |nth: u32| {
        let (x, y) = (nth % width, nth / width);
        let noise = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)) >> 28;
        [(x * 220 / width + noise) as u8, (y * 220 / height + noise) as u8, (120 + noise) as u8]
    };
    Raster { width, height, rgb: (0..width * height).flat_map(pixel).collect() }
}
