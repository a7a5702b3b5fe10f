//! How many bytes a slow line carries for each key on the lists.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::Harness;
use onsite::i18n::Lang;

/// A line down costs at most that many bytes on average (the aim of the screens).
const AIM: usize = 200;

/// Presses a key so many times; the bytes of each on average.
fn cost(story: &mut Harness, key: &str, times: usize) -> usize {
    let before = story.sent();
    for _ in 0..times {
        story.press(key);
    }
    (story.sent() - before) / times
}

#[test]
fn a_line_down_costs_few_bytes_on_every_list() {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut story = Harness::demonstration(width, height, Lang::Zh);
        for (name, keys) in [
            ("overview", "g o"),
            ("timeline", "g t"),
            ("timeline, details", "g g <tab>"),
            ("forecast", "g o f"),
        ] {
            story.press(keys);
            let bytes = cost(&mut story, "j", 40);
            println!("{width}x{height} {name}: {bytes} bytes a line");
            // What is shown whole below a list is paid for; the lists themselves are not.
            assert!(bytes <= if name.contains("details") { 2 * AIM } else { AIM }, "{name}: {bytes}");
        }
        story.press("g o /");
        let bytes = cost(&mut story, "<down>", 40);
        println!("{width}x{height} search: {bytes} bytes a line");
        assert!(bytes <= AIM, "search: {bytes}");
    }
}

#[test]
fn home_costs_few_bytes_a_line() {
    let mut story = Harness::home(120, 40, Lang::Zh);
    for client in ["甲", "乙", "丙", "丁", "戊", "己"] {
        story.press("a");
        story.press(&format!("{client}示例电器有限公司"));
        story.press("<ctrl-s> g h");
    }
    let bytes = cost(&mut story, "j", 5);
    println!("home: {bytes} bytes a line");
    assert!(bytes <= AIM, "{bytes}");
}
