//! Stories of what special deductions and the bonus rest on, through the real keys.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::Harness;
use onsite::domain::change::{Ground, SpecialItem};
use onsite::domain::gate::Kind;

fn kinds(story: &Harness) -> Vec<Kind> {
    let saved = story.saved();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    saved.gate(&saved.audits()[0].audit, day).into_iter().map(|row| row.kind).collect()
}

#[test]
fn a_deduction_is_offered_the_nonconformity_of_its_item() {
    let story = Harness::new().keys("n 无证上岗 <ctrl-s> k - <tab> 违反规定 <ctrl-s>");
    let saved = story.saved();
    let nc = saved.nonconformities()[0].raised.nc.clone();
    let audit = saved.audits()[0].audit.clone();
    let special = saved.special_deductions(&audit, "gbt27922-2011")[0].special.clone();
    let grounds = saved.grounds(&SpecialItem::Deduction { special });
    assert_eq!(grounds, [&Ground::Nonconformity { nc }]);
    assert!(!kinds(&story).contains(&Kind::DeductionWithoutNc));
}

#[test]
fn what_a_deduction_rests_on_is_linked_and_taken_off_from_the_overview() {
    let story = Harness::sized(120, 40, onsite::i18n::Lang::Zh).keys("- <tab> 违反规定 <ctrl-s>");
    assert!(kinds(&story).contains(&Kind::DeductionWithoutNc));
    let story = story.keys("] n 无证上岗 <ctrl-s> g o").shows("Enter 关联依据");
    let down = story.screen().lines().skip(1).position(|line| line.contains("Enter 关联依据")).unwrap();
    // One heading stands above.
    let story = story.keys(&"j ".repeat(down - 1)).keys("<enter>").shows("依据（不符合项或证据）");
    let story = story.keys("<enter>").shows("依据 NC-");
    assert!(!kinds(&story).contains(&Kind::DeductionWithoutNc));
    let story = story.keys("<enter>").shows("取消关联").keys("<enter>").shows("Enter 关联依据");
    assert!(kinds(&story).contains(&Kind::DeductionWithoutNc));
}

/// The overview with the cursor on the line that shows a text; headings are never under it.
fn at_line(story: Harness, text: &str) -> Harness {
    let mut story = story.keys("g o g g");
    for _ in 0..60 {
        if story.screen().lines().any(|line| line.contains('▸') && line.contains(text)) {
            return story;
        }
        story = story.keys("j");
    }
    panic!("no line says {text}");
}

#[test]
fn a_special_deduction_is_reworded_and_taken_back_on_the_overview_long_after_undo_is_gone() {
    let story = Harness::new().keys("- <tab> 违反规定 <ctrl-s>").restarted();
    let audit = story.saved().audits()[0].audit.clone();
    let specials = |story: &Harness| {
        let saved = story.saved();
        saved.special_deductions(&audit, "gbt27922-2011").into_iter().cloned().collect::<Vec<_>>()
    };
    let before = specials(&story);
    let story = at_line(story, "违反规定").shows("w 收回或丢弃");
    let story = story.keys("r").shows("改写 · 特别扣分 K-").keys("2 <tab> ，已核实 <ctrl-s>");
    let after = specials(&story);
    assert_eq!((after.len(), &after[0].special), (1, &before[0].special));
    assert_eq!((after[0].facts.as_str(), after[0].kind.code()), ("违反规定，已核实", "own-rules"));
    let story = story.keys("w <ctrl-s>").shows("理由");
    assert_eq!(specials(&story).len(), 1, "nothing is taken back without a reason");
    let story = story.keys("扣错了 <ctrl-s>").shows("0 项");
    assert!(specials(&story).is_empty());
    story.keys("u").shows("1 项");
}

#[test]
fn a_second_bonus_shows_the_first_and_says_that_there_is_at_most_one() {
    let bonus = |story: &Harness| {
        let saved = story.saved();
        let audit = saved.audits()[0].audit.clone();
        saved.bonus(&audit, "gbt27922-2011").map(|bonus| bonus.facts.clone())
    };
    let story = Harness::new().keys("n 现场看到 <ctrl-s> + 行业首创 <tab> <right> <ctrl-s>");
    assert_eq!(bonus(&story).as_deref(), Some("行业首创"));
    let story = story.keys("] +").shows("行业首创").shows("最多一项").keys("，再改 <ctrl-s>");
    assert_eq!(bonus(&story).as_deref(), Some("行业首创，再改"));
    let story = at_line(story, "行业首创").shows("依据 NC-");
    let story = story.keys("w 不成立 <ctrl-s>");
    assert_eq!(bonus(&story), None);
    // What was linked to the first does not stand for another one.
    let story = story.keys("g w + 又一项 <ctrl-s>");
    assert_eq!(bonus(&story).as_deref(), Some("又一项"));
    at_line(story, "又一项").shows("Enter 关联依据");
}
