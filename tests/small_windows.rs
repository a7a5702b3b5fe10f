//! Every screen in windows in which hardly anything fits, and in large ones.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::Harness;
use onsite::i18n::Lang;

const SCREENS: [&str; 12] =
    ["g w", "g o", "g n", "g n <enter>", "g e", "g t <tab>", "g i", "g r", "g m", "g a", "f", "g o /"];

#[test]
fn no_window_is_too_small_or_too_large_for_a_screen() {
    for (width, height) in [(20, 5), (24, 6), (40, 10), (59, 13), (240, 70)] {
        let mut story = Harness::demonstration(width, height, Lang::Zh);
        for keys in SCREENS {
            story.press(keys);
            story.press("<down> <down> <pgdn> <up>");
            assert!(!story.screen().trim().is_empty(), "{width}x{height} {keys}");
        }
        story.press("<esc> g h");
        for keys in ["a <esc>", "p <esc>", "? j j k q", ": <esc>", "/ x <esc>"] {
            story.press(keys);
        }
    }
}
