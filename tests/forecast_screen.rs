//! Stories of the forecast: what decides the level, and trying it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::Harness;
use onsite::i18n::Lang;

#[test]
fn a_verdict_is_tried_and_nothing_is_saved() {
    let story =
        Harness::new().keys("y y y").keys("f").shows("目前 100.00 五星级").shows("试算只改这里的数字");
    let before = story.saved().entries().len();
    let story = story.keys("n").shows("试算 1 条，没有保存：5.1.1.1 ✗").shows("目前 ~66.67 未达标");
    let story = story.shows("再上一级 达标级（70 分起）：还差 ~3.33 分，可以达到");
    assert_eq!(story.saved().entries().len(), before, "a trial is never recorded");
    let story = story.keys("x").shows("目前 100.00 五星级").keys("n q").shows("已评 3/92");
    assert_eq!(story.saved().entries().len(), before);
}

#[test]
fn items_that_decide_the_level_say_so_and_enter_leads_to_them() {
    let story = Harness::new().keys("y y n 未签协议 <ctrl-s> f").shows("目前 ~66.67 未达标");
    let story = story.shows("符合则 五星级").keys("<tab> j j");
    let story = story.keys("<enter>").shows("判定").shows("5.1.2.1").keys("f").shows("试算只改");
    // Back leads to where the forecast was asked for.
    story.keys("q").shows("查什么");
}

#[test]
fn each_number_is_explained_down_to_the_leaf() {
    let story = Harness::new().keys("j s 3/15 <enter> g g f j").shows("2.4/3").shows("2.4 ÷ 3 × 100 = 80.00");
    story.shows("5.1.1.2").keys("g g").shows("本节各条中，已评的共 3 分，得 2.4 分；未评的还有 37 分");
}

#[test]
fn a_rounded_number_in_a_calculation_is_marked_on_every_screen() {
    let story = Harness::new().keys("j s 1/7 <enter> f").shows("~2.57 ÷ 3 × 100 = ~85.71").shows("~2.57/3");
    story.keys("g g").shows("已评的共 3 分，得 ~2.57 分").keys("q g o").shows("得 ~2.57，已评 3");
}

#[test]
fn the_forecast_in_a_picture() {
    let story = Harness::new().keys("y y n 未签协议 <ctrl-s> f y");
    assert!(story.screen().contains("试算 1 条，没有保存"), "a trial is said to be one");
    insta::assert_snapshot!(story.screen(), @"
     厦门示例电器有限公司 · 总部       未达标 0.00–97.00  已评 3/92  暂定  ◉ 已保存
     目前 ~66.67 未达标   未评全不符合 3.00 未达标，全符合 97.00 五星级
     6 ÷ 9 × 100 = ~66.67
     再上一级 达标级（70 分起）：还差 ~3.33 分，可以达到
     试算 1 条，没有保存：5.1.1.1 ✓
       5.1 售后服务体系  得 6 / 已评 9 / 涉及 40
     ▸ ✓ 试 5.1.1.1 售后服务部门与岗位     3/3
       ∙ 5.1.1.2 服务网点覆盖与管理        3/3
       ✗ 5.1.2.1 服务人员资质与能力        0/3       符合则 五星级
       ∙ 5.1.2.2 售后服务管理师配置        ?/5       符合则 达标级
       ∙ 5.1.3.1 经费保障与专项经费        ?/2       符合则 达标级
       ∙ 5.1.3.2 培训、文化与激励保障      ?/2       符合则 达标级
       ∙ 5.1.3.3 场所、设施、工具与备件    ?/3       符合则 达标级
       ∙ 5.1.4.1 制度规范与售后服务手册    ?/3       符合则 达标级
       ∙ 5.1.4.2 法律法规识别与员工知晓    ?/2       符合则 达标级
       ∙ 5.1.5.1 服务监督机构与专职人员    ?/2       符合则 达标级
       ∙ 5.1.5.2 奖惩与内外部监督评价      ?/2       符合则 达标级
       ∙ 5.1.6.1 市场信息反馈与质量改进    ?/2       符合则 达标级
       ∙ 5.1.6.2 疑难问题研究              ?/1       符合则 达标级
    ────────────────────────────────────────────────────────────────────────────────
     5.1.1.1 所评各处均符合：得满分 3


     y 试为符合  n 试为不符合  x 取消试算  Tab 只看能变的  Enter 打开    ? 全部按键
    ");
}

#[test]
fn the_forecast_in_both_languages_and_sizes() {
    for (width, height) in [(80, 24), (120, 40)] {
        for lang in [Lang::Zh, Lang::En] {
            let story = Harness::sized(width, height, lang).keys("y n x <ctrl-s> f j j");
            eprintln!("{}", story.screen());
            story.shows(lang.pick("再上一级", "next is")).shows("5.1.1.1");
        }
    }
}

#[test]
fn what_fails_by_special_deductions_is_not_called_the_top() {
    let mut story = Harness::new().keys("y");
    for nth in 1..=5 {
        story = story.keys(&format!("- <tab> 事实{nth} <ctrl-s>"));
    }
    story.keys("g o f").shows("不论得分多少都不通过").hides("已在最高一级");
}
