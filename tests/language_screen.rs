//! Switching the language keeps where one is, on every screen; plain marks and no colour are enough.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::Harness;
use onsite::i18n::Lang;

const SCREENS: [&str; 10] = ["g w", "g o", "g n", "g e", "g t", "g i", "g r", "g m", "g a", "f"];

#[test]
fn switching_the_language_there_and_back_gives_the_same_picture_on_every_screen() {
    let mut story = Harness::demonstration(100, 30, Lang::Zh);
    for keys in SCREENS {
        story.press(keys);
        story.press("j j");
        let before = story.screen();
        story.press("g l");
        let english = story.screen();
        assert_ne!(before, english, "{keys}");
        assert!(english.contains("all keys"), "{keys}:\n{english}");
        assert!(!english.contains("全部按键"), "{keys}:\n{english}");
        story.press("g l");
        assert_eq!(story.screen(), before, "{keys}");
    }
}

#[test]
fn the_language_is_remembered_and_the_checklists_of_a_form_follow_it() {
    let story = Harness::home(80, 24, Lang::Zh).keys("g l a").shows("Evaluation system for after-sale");
    let settings = std::fs::read_to_string(story.folder().join("config/settings.toml")).unwrap();
    assert!(settings.contains("lang = \"en\""), "{settings}");
    story.keys("<esc> g l a").shows("商品售后服务评价体系");
}

#[test]
fn plain_marks_are_plain_on_every_screen() {
    let mut story = Harness::demonstration_in_ascii(100, 30, Lang::En);
    for keys in SCREENS {
        story.press(keys);
        for mark in ["▸", "✓", "✗", "◔", "∙", "─", "│", "┌", "◉"] {
            assert!(!story.screen().contains(mark), "{keys}: {mark} in\n{}", story.screen());
        }
    }
}
