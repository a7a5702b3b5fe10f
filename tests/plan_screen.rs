//! Stories of the visit plan, through the real keys and a real dossier file.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::Harness;
use onsite::domain::change::VisitOutcome;
use onsite::domain::meeting::parse_moment;
use onsite::i18n::Lang;

fn planned() -> Harness {
    let story =
        Harness::new().keys("g p").shows("还没有到访计划").keys("a <tab> <tab> <tab> <tab> 5.1 <ctrl-s>");
    // The next line begins where the last one ended.
    story.keys("a <tab> <right> <tab> <tab> <ctrl-u> 12:00 <tab> 5.1.2、5.2 <ctrl-s>")
}

#[test]
fn a_plan_says_who_goes_where_when_and_for_which_clauses() {
    let story =
        planned().shows("11-24 09:00 – 10:00").shows("11-24 10:00 – 12:00").shows("福州服务网点  5.1.2 5.2");
    let saved = story.saved();
    let plan = saved.visit_plan(&saved.audits()[0].audit);
    assert_eq!(plan.len(), 2);
    assert_eq!((plan[1].planned.who.as_str(), plan[1].planned.clauses.len()), ("审查员甲", 2));
    assert_eq!(plan[1].planned.starts, plan[0].planned.ends);
    assert_eq!(parse_moment(&plan[1].planned.ends), parse_moment("2026-11-24T12:00:00+08:00"));
    // What is judged is counted in its line and for whoever judged it.
    story.keys("g w y y g p").shows("已评 2/").shows("审查员甲     总部 2");
}

#[test]
fn a_line_is_done_or_says_how_it_deviated_and_undo_takes_that_back() {
    let story = planned().keys("g g y").shows("已完成").keys("j d <ctrl-s>").shows("缺理由");
    let story = story.keys("网点停电 <tab> <right> <ctrl-s>").shows("未进行  网点停电");
    let saved = story.saved();
    let plan = saved.visit_plan(&saved.audits()[0].audit);
    assert_eq!(plan[0].outcome, Some(&VisitOutcome::Done));
    assert!(matches!(plan[1].outcome, Some(VisitOutcome::Dropped { reason }) if reason == "网点停电"));
    story.keys("u").hides("未进行  网点停电").keys("w 记错了 <ctrl-s>").hides("福州服务网点  5.1.2");
}

#[test]
fn a_slip_is_told_at_its_field() {
    let story =
        Harness::new().keys("g p a <tab> <tab> <tab> <ctrl-u> 8:00 <ctrl-s>").shows("结束时间早于开始时间");
    let story = story.keys("<ctrl-u> 17:00 <tab> 9.9 <ctrl-s>").shows("检查表中没有条款 9.9");
    let story = story.keys("<backspace> <backspace> <backspace> <ctrl-s>");
    assert_eq!(story.saved().visit_plan(&story.saved().audits()[0].audit).len(), 1);
}

#[test]
fn the_gate_asks_what_came_of_each_line() {
    let story = planned();
    let saved = story.saved();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let rows = saved.gate(&saved.audits()[0].audit, day);
    let count = |code| rows.iter().filter(|row| row.kind.code() == code).count();
    assert_eq!((count("visit-unsettled"), count("no-plan"), count("unplanned")), (2, 0, 1));
}

#[test]
fn the_plan_at_both_sizes_and_in_both_languages() {
    for (width, height) in [(80, 24), (120, 40)] {
        for lang in [Lang::Zh, Lang::En] {
            let story = Harness::sized(width, height, lang).keys("y g p a <ctrl-s> y");
            eprintln!("{}", story.screen());
            story.shows(lang.pick("到访计划", "visit plan")).shows("09:00");
        }
    }
}
