//! Stories of the leave-site gate.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::Harness;
use onsite::i18n::Lang;

#[test]
fn a_line_leads_to_what_it_names_and_is_gone_once_that_is_settled() {
    let story = Harness::new().keys("g r").shows("必须处理 92").shows("5.1.1.1");
    let story = story.keys("<enter>").shows("查什么").shows("5.1.1.1 售后服务部门与岗位").keys("y");
    let story = story.keys("q").shows("必须处理 91").hides("5.1.1.1 未评");
    assert_eq!(story.dossier().gate(&story.saved().audits()[0].audit, date()).len(), rows(&story));
}

#[test]
fn a_line_about_sites_or_the_plan_leads_to_their_screen() {
    Harness::new().keys("g r / 没有到访计划").keys("<enter> <enter>").shows("到访计划").hides("必须处理");
    let story = Harness::new().keys("g a a 网点二 <ctrl-s> G y g r / 不在本次现场评价之内");
    story.keys("<enter> <enter>").shows("场所与抽样").hides("必须处理");
}

/// The rows that the head of the screen counts.
fn rows(story: &Harness) -> usize {
    let screen = story.screen();
    let head = screen.lines().nth(1).unwrap();
    let numbers = head.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<usize>().ok());
    numbers.sum()
}

fn date() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

#[test]
fn the_lines_are_searched_and_the_one_under_the_cursor_stands_whole() {
    let story = Harness::sized(80, 24, Lang::Zh).keys("g r / zdfz").keys("<enter>");
    story.shows("暂定");
    Harness::sized(120, 40, Lang::En).keys("g r").shows("errors 92");
}
