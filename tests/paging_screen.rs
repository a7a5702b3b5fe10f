//! Stories of paging: a page is what is seen at once, whatever the window, and no line is passed over.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::Harness;
use onsite::i18n::Lang;

/// The row of the screen on which the cursor is: that of the dialog, if there is one.
#[track_caller]
fn row(story: &Harness) -> usize {
    let screen = story.screen();
    let at = |mark: &str| screen.lines().position(|line| line.contains(mark));
    at("│ ▸").or_else(|| at("▸")).expect("the cursor is in sight")
}

/// Goes down line by line until the list shows its next page: the cursor is then in the row again where
/// it was on the first. Gives the lines that this took.
#[track_caller]
fn to_next_page(story: &mut Harness) -> usize {
    let first = row(story);
    let turned = (1..80).find(|_| {
        story.press("<down>");
        row(story) == first
    });
    turned.expect("there is a second page")
}

#[test]
fn a_page_down_is_as_many_lines_as_are_seen_and_a_page_up_leads_back() {
    for (size, screens) in [
        ((80, 24), &["g t", "g t <tab>", "f", "g o /", ":"][..]),
        ((80, 12), &["g t", "g e", "g i", "g r", ":"]),
        ((120, 40), &["g t", "f", ":"]),
        ((80, 10), &["g r"]),
        ((80, 6), &["g n"]),
    ] {
        let mut story = Harness::demonstration(size.0, size.1, Lang::Zh);
        for keys in screens {
            story.press(keys);
            let top = story.screen();
            let page = to_next_page(&mut story);
            let next = story.screen();
            story.press(&"<up> ".repeat(page));
            assert_eq!(story.screen(), top, "{keys} at {size:?}");
            story.press("<pgdn>");
            assert_eq!(story.screen(), next, "{keys} at {size:?}: {page} lines");
            story.press("<pgup>");
            assert_eq!(story.screen(), top, "{keys} at {size:?}");
            story.press("<esc>");
        }
    }
}

/// The lines of a list within the frame, without the cursor's mark.
fn lines(story: &Harness) -> Vec<String> {
    story.body().lines().map(|line| line.replace('▸', " ").trim().to_owned()).collect()
}

#[test]
fn among_headings_a_page_turns_whole_pages_to_the_end_and_back() {
    for (height, keys) in [(24, "g w <tab> <home>"), (14, "g w <tab> <home>"), (12, "g o")] {
        let mut story = Harness::demonstration(80, height, Lang::Zh).keys(keys);
        let (mut seen, mut last) = (lines(&story), story.screen());
        loop {
            story.press("<pgdn>");
            if story.screen() == last {
                break;
            }
            last = story.screen();
            row(&story);
            seen.extend(lines(&story));
        }
        // Line by line the same lines come by: none was passed over.
        story.press("<home>");
        let mut all = lines(&story);
        for _ in 0..200 {
            story.press("<down>");
            all.extend(lines(&story));
        }
        let sorted = |mut lines: Vec<String>| {
            lines.sort();
            lines.dedup();
            lines
        };
        assert_eq!(sorted(seen), sorted(all), "{keys} at {height}");
    }
}

#[test]
fn a_text_keeps_its_last_line_in_sight_when_it_is_paged() {
    let story = Harness::sized(80, 16, Lang::Zh);
    let text = (1..=40).map(|nth| format!("第 {nth} 行")).collect::<Vec<_>>().join("\n");
    std::fs::write(story.inbox().join("长.txt"), text).unwrap();
    let mut story = story.keys("g b v").shows("第 1 行");
    let bottom = story.body().lines().last().unwrap().trim().to_owned();
    story.press("<pgdn>");
    let top = story.body().lines().nth(2).unwrap().trim().to_owned();
    assert_eq!(top, bottom);
    story.keys("<pgup>").shows("第 1 行");
}

#[test]
fn after_the_window_has_changed_a_page_is_that_of_the_new_window() {
    let mut story = Harness::demonstration(80, 40, Lang::Zh).keys("g t");
    let tall = to_next_page(&mut story);
    story.press("<home>");
    let mut story = story.resized(80, 14);
    let low = to_next_page(&mut story);
    let next = story.screen();
    assert!(low < tall);
    assert_eq!(story.keys("<home> <pgdn>").screen(), next);
}

#[test]
fn the_last_page_of_the_walk_is_full() {
    let story = Harness::sized(80, 24, Lang::Zh).keys("<tab> G");
    let rows = story.screen().lines().filter(|line| line.trim_start().starts_with(['5', '▸', '∙'])).count();
    assert!(rows > 15, "{}", story.screen());
}
