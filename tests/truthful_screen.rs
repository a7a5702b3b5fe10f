//! What the screen offers and says is true where it says it: footers, prefilled fields, small windows.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::Harness;
use onsite::domain::change::{AnswerPart, Step};
use onsite::domain::dossier::Dossier;
use onsite::i18n::Lang;
use onsite::store::{Device, Folders, Store};
use onsite::supply::Supply;

/// A dossier with one nonconformity on 5.1.1.1, open on its detail.
fn raised() -> Harness {
    let story = Harness::new().keys("n 记录无签字 <tab> <tab> 售后部 <tab> 陪同甲 <ctrl-s>");
    story.keys("g n <enter>")
}

fn step(dossier: &Dossier) -> Option<Step> {
    dossier.nonconformities()[0].step.cloned()
}

fn acknowledged(keys: &str) -> Option<Step> {
    step(&raised().keys(keys).saved())
}

fn foot(story: &Harness) -> String {
    story.screen().lines().last().unwrap_or_default().to_owned()
}

#[test]
fn typing_replaces_what_a_field_offers_and_moving_the_caret_first_keeps_it() {
    let person = |person: &str| Some(Step::Acknowledged { person: person.to_owned() });
    assert_eq!(acknowledged("y 王某 <ctrl-s>"), person("王某"));
    assert_eq!(acknowledged("y <ctrl-s>"), person("陪同甲"));
    assert_eq!(acknowledged("y <end> 等 <ctrl-s>"), person("陪同甲等"));
    assert_eq!(acknowledged("y <backspace> 王某 <ctrl-s>"), person("王某"), "backspace takes it whole");
    assert_eq!(
        acknowledged("y 王 <ctrl-z> <ctrl-z> <ctrl-s>"),
        person("陪同甲"),
        "and Ctrl-z brings it back"
    );
    let pasted = raised().keys("y").paste("李某").keys("<ctrl-s>");
    assert_eq!(step(&pasted.saved()), person("李某"));
}

#[test]
fn a_draft_is_typed_on_to() {
    let story = raised().keys("y 王 <esc> y 某 <ctrl-s>");
    assert_eq!(step(&story.saved()), Some(Step::Acknowledged { person: "王某".to_owned() }));
}

#[test]
fn the_second_answer_says_of_each_text_that_it_is_of_the_first_until_that_is_changed() {
    let story = raised().keys("y <ctrl-s> a 补签 <tab> 未培训 <tab> 修订 <tab> 检查 <tab> 李某 <ctrl-s> f");
    let story = story.keys("R 原因不清 <ctrl-s>").shows("补签");
    let marks = |story: &Harness| story.screen().matches("沿用第 1 轮，未改").count();
    let story = story.keys("a <tab> <tab> <tab> <tab>");
    assert_eq!(marks(&story), 6, "all in sight in the smallest usual window");
    let story = story.keys("赵某");
    assert_eq!(marks(&story), 5);
    let story = story.keys("<ctrl-s>");
    let saved = story.saved();
    let nc = saved.nonconformities()[0].raised.nc.clone();
    assert_eq!(saved.nc_answer(&nc, 2, AnswerPart::Responsible), "赵某");
    assert_eq!(saved.nc_answer(&nc, 2, AnswerPart::Correction), "补签");
    assert_eq!(saved.nc_answer(&nc, 1, AnswerPart::Responsible), "李某");
}

#[test]
fn the_footer_of_a_nonconformity_offers_what_can_come_next() {
    let story = raised();
    let raised = foot(&story);
    assert!(raised.contains("y 客户确认") && raised.contains("e 改写事实"), "{raised}");
    assert!(
        !raised.contains("A 接受") && !raised.contains("v 验证") && !raised.contains("z 关闭"),
        "{raised}"
    );
    let ended = foot(&story.keys("w 记录属实 <ctrl-s>"));
    for gone in ["e 改写", "a 填写", "A 接受", "v 验证", "z 关闭", "y 客户"] {
        assert!(!ended.contains(gone), "{gone}: {ended}");
    }
}

#[test]
fn the_footer_of_a_dialog_offers_what_is_of_use_in_it() {
    let story = Harness::new().keys("g e /");
    assert_eq!(foot(&story), " Enter 保留  Esc 取消");
    let story = story.keys("<esc> g s");
    assert_eq!(foot(&story), " Ctrl-s 同步  Esc 取消", "no phrases, one field, nothing typed");
    let story = story.keys("/ <esc>").keys("g w r");
    let form = foot(&story);
    assert!(form.contains("Ctrl-p 常用语") && !form.contains("Tab"), "{form}");
    let story = story.keys("签");
    assert!(foot(&story).contains("草稿保留"), "{}", foot(&story));
}

#[test]
fn a_file_that_cannot_be_written_says_so_and_offers_no_key_that_would_write() {
    let story = Harness::new().keys("g h");
    let (folders, supply) = (Folders::below(story.folder()), Supply::scripted(harness::NOW));
    let device = Device::at(&folders, &supply).unwrap();
    let held = Store::open(&story.path(), &device, &supply).unwrap();
    let story = story.keys("<enter>").shows("只读").hides("草稿");
    assert!(!foot(&story).contains("y 符合"), "{}", foot(&story));
    let story = story.keys("j g o g w").hides("草稿").keys("y").hides("已评 1/");
    let story = story.keys("?").hides("特别扣分").shows("去总览").keys("<esc>");
    let story = story.keys(": 分项").shows("没有找到").keys("<esc>");
    drop(held);
    drop(story);
}

#[test]
fn the_footer_says_what_becomes_of_a_form() {
    let story = Harness::new();
    for (keys, does) in [("g s", "同步"), ("g o A", "建立"), ("g a D", "抽取"), ("g o c", "保存")] {
        let story = Harness::new().keys(keys);
        assert!(foot(&story).starts_with(&format!(" Ctrl-s {does}  ")), "{keys}: {}", foot(&story));
    }
    let story = story.keys("g h p");
    assert!(foot(&story).starts_with(" Ctrl-s 打开  "), "{}", foot(&story));
}

#[test]
fn on_a_folded_group_the_footer_offers_only_what_works_there() {
    let story = Harness::new();
    assert!(foot(&story).starts_with(" y 符合  n 不符合"), "{}", foot(&story));
    assert!(!foot(&story).contains("展开"), "{}", foot(&story));
    let story = story.keys("<tab> g g h");
    assert!(foot(&story).starts_with(" ] 下一未评  l 展开  "), "{}", foot(&story));
    assert!(!foot(&story).contains("符合"), "{}", foot(&story));
    // The next open item from a group is its first.
    let story = story.keys("]").shows("▸  ∙ 5.1.1.1");
    let story = story.keys("j j h").shows("▸  5.1.2 人员配置").keys("]").shows("▸  ∙ 5.1.2.1");
    story.keys("h [").shows("▸  ∙ 5.1.1.2");
}

#[test]
fn back_to_open_records_nothing_on_an_open_item() {
    let story = Harness::new();
    let before = story.saved().entries().len();
    let story = story.keys("x").shows("本来就未评");
    assert_eq!(story.saved().entries().len(), before);
    let story = story.keys("<tab> g g h y").shows("按 l 展开");
    assert_eq!(story.saved().entries().len(), before);
}

#[test]
fn the_palette_finds_an_action_by_its_chinese_initials_in_english_too() {
    Harness::sized(80, 24, Lang::En).keys(": b f h").shows("nonconform");
    Harness::new().keys(": n o n c o n f").shows("不符合");
}

#[test]
fn a_notice_longer_than_the_window_is_told_whole() {
    let story = Harness::sized(40, 12, Lang::Zh).keys("g h");
    let screen = story.screen().replace(['\n', ' '], "");
    assert!(screen.contains("可以复制或在别处打开。"), "{screen}");
}

#[test]
fn header_and_footer_are_their_own_in_every_small_window() {
    let dialogs =
        ["", "n", "r", "d", ":", "?", "e", "S", "g e /", "g n c", "g o c", "g o e", "> 一", "g s", "g t"];
    for (width, height) in [(20, 5), (30, 8), (40, 10)] {
        for keys in dialogs {
            let story = Harness::sized(width, height, Lang::Zh).keys(keys);
            let last = foot(&story);
            let clean = last.is_empty() || last.starts_with(' ') && !last.contains("看什么");
            assert!(clean, "{width}x{height} {keys}: {last}\n{}", story.screen());
        }
    }
    assert!(foot(&Harness::sized(30, 8, Lang::Zh).keys("r")).starts_with(" Ctrl-s 保存"));
}

#[test]
fn english_labels_and_facts_stand_whole() {
    Harness::sized(120, 40, Lang::En).keys("] s 0/3 <enter> k").shows("may be sampled");
}

#[test]
fn points_that_two_decimals_do_not_say_exactly_are_marked() {
    let story = Harness::sized(120, 40, Lang::Zh).keys("j s 1/3 <enter>");
    story.shows(" 2/3").keys("k s 1/7 <enter>").shows("~2.57/3");
}

#[test]
fn what_was_begun_and_left_is_named_where_it_belongs() {
    let story = raised().keys("y 王 <esc>").shows("草稿 受审查方确认");
    let story = story.keys("n").keys("<enter> 墙上有 <esc>").shows("草稿");
    let story = story.keys("g e").shows("草稿");
    let story = story.keys("g o").shows("写到一半，没有保存");
    story.keys("g g <enter>").shows("这是上次未保存的草稿");
}
