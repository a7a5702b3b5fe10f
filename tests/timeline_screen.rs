//! Stories of the timeline: who changed what, when, from what to what.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use chrono::{DateTime, Duration};
use harness::Harness;
use onsite::domain::change::{Change, ClientDescribed, ClientPart};
use onsite::domain::journal::Stamp;
use onsite::i18n::Lang;
use onsite::store::{Device, Folders, Store};
use onsite::supply::Supply;

#[test]
fn every_change_is_told_newest_first_with_what_it_replaced() {
    let story = Harness::new().keys("y k x g t");
    let screen = story.screen();
    let place = |text: &str| screen.find(text).unwrap_or_else(|| panic!("{text} in\n{screen}"));
    assert!(place("符合 -> 未评") < screen.rfind("判定 5.1.1.1 · 总部  符合").unwrap(), "newest first");
    story.shows("共 7 条").shows("审查员甲").shows("11-24 10:00");
}

#[test]
fn enter_leads_to_the_thing_and_back_to_the_same_change() {
    let story = Harness::new().keys("] ] r 第三条的备注 <ctrl-s> y y y g t");
    let story = story.keys("j j j").shows("▸").keys("<enter>").shows("5.1.2.1").shows("第三条的备注");
    let story = story.keys("q <tab>").shows("现在  第三条的备注");
    story.keys("g g <tab> G <enter>").shows("▸ 文件");
}

#[test]
fn typing_narrows_the_list_by_pinyin_initials_and_esc_widens_it_again() {
    let story = Harness::new().keys("y y r 未签协议 <ctrl-s> g t").shows("共 8 条");
    let story = story.keys("/ wqxy").shows("筛选“wqxy”：1 / 8 条").keys("<enter>").shows("备注 5.1.2.1");
    let story = story.keys("<enter>").shows("未签协议").keys("q").shows("筛选“wqxy”");
    let story = story.keys("/ <esc>").shows("共 8 条");
    story.keys("/ 没有这样的").shows("没有找到").shows("没有符合的记录");
}

#[test]
fn a_new_change_keeps_the_cursor_on_the_change_it_was_on() {
    let story = Harness::new().keys("y y y g t j j <tab>").shows("判定 5.1.1.1 · 总部");
    let story = story.keys("u").shows("撤销");
    let told = story.screen();
    assert!(told.lines().any(|line| line.contains("▸") && line.contains("5.1.1.1")), "{told}");
}

#[test]
fn an_undo_is_told_as_one_and_never_as_a_deletion() {
    let story = Harness::new().keys("r 记错的备注 <ctrl-s> u g t <tab>");
    let story = story.shows("记错的备注 -> 撤销").shows("撤销 · 备注 5.1.1.1").hides("删除");
    story.shows("原来  记错的备注").shows("现在  撤销");
}

#[test]
fn a_clock_that_was_set_back_is_told_and_does_not_mix_up_the_order() {
    let story = Harness::new().keys("g h");
    let folders = Folders::below(&story.folder().join("other"));
    let supply = Supply::scripted(harness::NOW);
    let device = Device::at(&folders, &supply).unwrap();
    let mut store = Store::open(&story.path(), &device, &supply).unwrap();
    let now = DateTime::parse_from_rfc3339(harness::NOW).unwrap();
    for (text, hours) in [("前一个地址", 5), ("后一个地址", 2)] {
        let part = ClientPart::Address;
        let change = Change::ClientDescribed(ClientDescribed { part, text: text.to_owned() });
        let proposals = store.load().unwrap().attempt(&[change]).unwrap();
        let stamp = Stamp { at: now + Duration::hours(hours), by: "审查员乙".into() };
        store.append(&proposals, &stamp).unwrap();
    }
    store.close().unwrap();
    let story = story.keys("<enter> g t");
    let screen = story.screen();
    assert!(screen.contains("前一个地址 -> 后一个地址"), "the later one is told last");
    let told: Vec<&str> = screen.lines().filter(|line| line.contains("地址")).collect();
    assert!(told[0].contains("!11-24 12:00") && told[1].contains("11-24 15:00"), "{told:?}");
    let story = story.keys("<tab>").shows("当时时钟被拨回过");
    // The gate tells it as well, for somebody will ask; it leads to what was recorded then.
    let story = story.keys("g r / 拨回 <enter>").shows("须知").shows("有 1 条记录的时间早于同一设备的上一条");
    story.keys("<enter>").shows("后一个地址");
}

#[test]
fn a_narrowed_timeline_is_still_narrowed_after_something_was_recorded_elsewhere() {
    let story = Harness::new().keys("y r 抽五份 <ctrl-s> g t / 备注 <enter>").shows("1 / 7 条");
    let story = story.keys("<enter> n 甲 <ctrl-s> <esc>").shows("筛选“备注”").shows("1 / 11 条");
    story.hides("判定 5.1.1.1").keys("j").hides("判定 5.1.1.1");
}

#[test]
fn the_timeline_in_a_picture() {
    let story = Harness::new().keys("y n 未签协议 <ctrl-s> g t");
    assert!(story.screen().contains("共 10 条"), "every change of the two acts is there");
    insta::assert_snapshot!(story.screen(), @"
    厦门示例电器有限公司 · 总部       未达标 0.00–97.00  已评 2/92  暂定  ◉ 已保存
    共 10 条，最新的在前
    ▸ 11-24 10:00 审查员甲   NC-0X4J-1 不符合事实描述  未签协议
      11-24 10:00 审查员甲   NC-0X4J-1 级别  一般
      11-24 10:00 审查员甲   不符合项 NC-0X4J-1  5.1.1.2 · 总部
      11-24 10:00 审查员甲   判定 5.1.1.2 · 总部  不符合
      11-24 10:00 审查员甲   判定 5.1.1.1 · 总部  符合
      11-24 10:00 审查员甲   新开评价  2026 初次认证 GB/T 27922-2011
      11-24 10:00 审查员甲   检查表 GB/T 27922-2011  校验值 4735dfc31160
      11-24 10:00 审查员甲   场所登记  服务网点 福州服务网点
      11-24 10:00 审查员甲   场所登记  总部 总部
      11-24 10:00 审查员甲   认证档案  厦门示例电器有限公司











    Enter 前往  / 筛选  Tab 显示详情                                    ? 全部按键
    ");
}

#[test]
fn the_timeline_in_both_languages_and_sizes() {
    for (width, height) in [(80, 24), (120, 40)] {
        for lang in [Lang::Zh, Lang::En] {
            let story = Harness::sized(width, height, lang).keys("y g t <tab>");
            eprintln!("{}", story.screen());
            story.shows(lang.pick("原来", "before")).shows(lang.pick("判定", "verdict"));
        }
    }
}

#[test]
fn a_file_that_was_altered_is_told_on_opening_and_shown_all_the_same() {
    let story = Harness::new();
    let file = rusqlite::Connection::open(story.path()).unwrap();
    let forge = "DROP TRIGGER journal_stays; UPDATE journal SET line = replace(line, '厦门', '福州')";
    file.execute_batch(forge).unwrap();
    drop(file);
    story.killed_and_restarted().shows("记录链从这里起不可信");
}
