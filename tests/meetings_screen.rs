//! Stories of the opening and closing meetings, through the real keys and a real dossier file.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use harness::{Harness, NOW};
use onsite::domain::change::{MeetingKind, Side};
use onsite::domain::meeting::{CheckIn, parse_moment};
use onsite::i18n::Lang;

#[test]
fn a_meeting_begins_now_and_its_check_in_is_counted_down() {
    let story = Harness::new().keys("g m").shows("还没有记录").keys("b");
    let story = story.shows("还剩 2 小时 0 分（至 12:00）");
    let saved = story.saved();
    let meeting = saved.meeting(&saved.audits()[0].audit, MeetingKind::Opening);
    assert_eq!(meeting.starts, parse_moment(NOW));
    let story = story.keys("y f").shows("10:00 已签到，按时").shows("11-24 10:00 – 10:00");
    // The closing meeting has its own window, which does not end before the meeting does.
    story.keys("j b").shows("会议结束后 2 小时内均可").keys("f").shows("还剩 2 小时 0 分（至 12:00）");
}

#[test]
fn times_are_typed_short_or_long_and_a_slip_is_told_at_its_field() {
    let story = Harness::new().keys("g m e 9:3o <ctrl-s>").shows("不是时间");
    let story = story.keys("<backspace> 0 <tab> ０９：１０ <ctrl-s>").shows("结束时间早于开始时间");
    let story = story.typed("").keys("<backspace> <backspace> 50 <tab> <tab> 三楼会议室 <ctrl-s>");
    let story = story.shows("11-24 09:30 – 09:50").shows("三楼会议室");
    // A move to a later day is one act, whatever its order.
    let story = story.keys("e <ctrl-u>").typed("2026-11-25 08:00").keys("<tab> <ctrl-u>");
    let story = story.typed("2026-11-25 08:20").keys("<ctrl-s>").shows("11-25 08:00 – 08:20");
    let saved = story.saved();
    let meeting = saved.meeting(&saved.audits()[0].audit, MeetingKind::Opening);
    assert_eq!(meeting.ends, parse_moment("2026-11-25T08:20:00+08:00"));
}

#[test]
fn a_missed_check_in_asks_for_an_explanation_and_keeps_it() {
    let story = Harness::new().keys("g m e 7:00 <ctrl-s>").shows("时限 09:00 已过");
    let story = story
        .keys("e <tab> <tab> 9:05 <tab> <tab> 会场无信号 <ctrl-s>")
        .shows("09:05 已签到，超过时限 09:00");
    let saved = story.saved();
    let meeting = saved.meeting(&saved.audits()[0].audit, MeetingKind::Opening);
    assert!(matches!(meeting.check_in(parse_moment(NOW).unwrap()), CheckIn::Late(_)));
    assert_eq!(meeting.exception, "会场无信号");
}

#[test]
fn who_was_there_is_named_for_both_sides_and_can_be_taken_off() {
    let story = Harness::new().keys("g m a 甲某 <tab> 总经理 <ctrl-s>").shows("总经理 甲某");
    let story = story.keys("a 乙某 <tab> 组长 <tab> <right> <ctrl-s>").shows("组长 乙某");
    let saved = story.saved();
    let meeting = saved.meeting(&saved.audits()[0].audit, MeetingKind::Opening);
    assert_eq!(meeting.of_side(Side::Client).count(), 1);
    assert_eq!(meeting.of_side(Side::Team).count(), 1);
    let story = story.keys("x jm <enter>").hides("甲某");
    story.keys("u").shows("甲某").keys("T").shows("还没有登记评价组成员").keys("p").shows("还没有电子文件");
}

#[test]
fn the_meetings_at_both_sizes_and_in_both_languages() {
    for (width, height) in [(80, 24), (120, 40)] {
        for lang in [Lang::Zh, Lang::En] {
            let story = Harness::sized(width, height, lang).keys("g m b");
            eprintln!("{}", story.screen());
            story.shows(lang.pick("首次会议", "opening meeting")).shows(lang.pick("鼓励", "encouraged"));
        }
    }
}

#[test]
fn the_overview_says_how_the_meetings_stand_and_leads_there() {
    let story = Harness::sized(120, 40, Lang::Zh).keys("g m b g o").shows("首次会议       11-24 10:00 开始");
    let down = story.screen().lines().skip(1).take_while(|line| !line.contains("首次会议")).count();
    let headings = ["得分与预计", "不符合项", "场所", "评价", "现场"].len();
    story.keys(&"j ".repeat(down - headings)).shows("▸ 首次会议").keys("<enter>").shows("签到是鼓励做法");
}
