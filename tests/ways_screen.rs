//! Stories of going from screen to screen and back.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::Harness;

#[test]
fn back_leads_to_where_one_came_from_though_that_screen_lay_lower() {
    let story = Harness::new().keys("n 未签协议 <ctrl-s> g b g n <enter>").shows("下一步");
    let story = story.keys("b").shows("收件箱").keys("q").shows("下一步");
    // And on, each screen once: the list, the walk, home.
    let story = story.keys("q").hides("下一步").shows("NC-").keys("q").shows("5.1.1.2");
    story.keys("q").shows("已合上");
}

#[test]
fn going_round_comes_back_through_each_screen_once() {
    let story = Harness::new().keys("g o g n g w g o g n g w").shows("查什么");
    let story = story.keys("q").hides("查什么").keys("q").shows("得分与预计");
    story.keys("q").shows("已合上");
}
