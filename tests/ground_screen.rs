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
