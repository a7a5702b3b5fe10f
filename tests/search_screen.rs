//! Stories of the search over everything.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::Harness;
use onsite::i18n::Lang;

#[test]
fn a_clause_is_found_by_its_number_by_its_words_and_by_pinyin_initials() {
    for typed in ["5.1.2.2", "管理师", "gls", "ｇｌｓ"] {
        let story = Harness::new().keys("/").keys(typed);
        let story = if typed == "ｇｌｓ" { story.keys("<ctrl-u> gls") } else { story };
        story.shows("条款      5.1.2.2").keys("<enter>").shows("5.1.2.2").shows("查什么");
    }
}

#[test]
fn what_was_written_is_found_with_its_place_and_enter_leads_there() {
    let story = Harness::new().keys("j r 抽查五名四名持证 <ctrl-s> j n 网点未签协议 <ctrl-s>");
    let story = story.keys("g g / wqxy").shows("1 处").shows("不符合").keys("<enter>").shows("网点未签协议");
    let story = story.keys("q / cczm");
    let story = story.keys("<ctrl-u> sm cz").shows("备注").shows("5.1.1.2 · 总部").keys("<enter>");
    story.shows("5.1.1.2").shows("抽查五名四名持证").keys("q").shows("已合上");
}

#[test]
fn letters_are_text_and_esc_leads_back_to_where_one_was() {
    let story = Harness::new().keys("] ] / q?:n").shows("q?:n").shows("没有找到").keys("<enter> <esc>");
    let story = story.shows("5.1.2.1");
    assert_eq!(story.saved().entries().len(), 5, "nothing was recorded");
    story.keys("/ 5.3 <down> <down> <enter>").shows("5.3.1.2");
}

#[test]
fn a_search_that_was_open_when_the_program_ended_leads_back_to_the_walk() {
    Harness::new().keys("] ] / gls").restarted().shows("5.1.2.1").shows("查什么");
}

#[test]
fn the_search_in_a_picture() {
    let story = Harness::new().keys("r 培训记录缺一人 <ctrl-s> g o / px");
    assert!(story.screen().contains("培训记录缺一人"), "remarks are found by initials");
    insta::assert_snapshot!(story.screen(), @"
    厦门示例电器有限公司 · 2026 初次认证 · 总部      已评 0/92  分值暂定  ◉ 已保存
    查找 px                                                                   3 处
    ▸ 条款      5.1.3.2  培训、文化与激励保障
      条款      5.2.2.1  使用指导与顾客培训
      备注      5.1.1.1 · 总部  培训记录缺一人


















    Enter 打开  Esc 返回
    ");
}

#[test]
fn the_search_in_both_languages_and_sizes() {
    for (width, height) in [(80, 24), (120, 40)] {
        for lang in [Lang::Zh, Lang::En] {
            let story = Harness::sized(width, height, lang).keys("/");
            eprintln!("{}", story.screen());
            story.shows(lang.pick("条款号、文字", "clause numbers")).shows("5.1.1.1");
        }
    }
}
