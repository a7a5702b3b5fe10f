//! Stories of the opening and closing meetings, through the real keys and a real dossier file.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use harness::{Harness, NOW};
use onsite::domain::change::{MeetingKind, Side};
use onsite::domain::meeting::{CheckIn, parse_moment};
use onsite::i18n::Lang;
use onsite::store::Store;

#[test]
fn what_is_written_down_already_is_not_replaced_by_a_key() {
    let story = Harness::new().keys("g m b").shows("10:00 开始");
    let told = |story: &Harness| {
        let saved = story.saved();
        let audit = saved.audits()[0].audit.clone();
        saved.entries().len() + saved.meeting(&audit, MeetingKind::Opening).attendees.len()
    };
    let before = told(&story);
    let story = story.keys("b").shows("会议已于 10:00 开始");
    assert_eq!(told(&story), before);
    let story = story.keys("y");
    let before = told(&story);
    let story = story.keys("y").shows("已于 10:00 签到，没有改动");
    assert_eq!(told(&story), before);
    let story = story.keys("f f").shows("会议已于 10:00 结束");
    // Somebody who is there is told; a second one of the same name is taken all the same.
    let story = story.keys("a 陈经理 <ctrl-s> a 陈经理 <ctrl-s>").shows("陈经理 已在到会人员中");
    let before = told(&story);
    let story = story.keys("<ctrl-s>").hides("已在到会人员中");
    assert_eq!(told(&story), before + 2);
}

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
    let story = story.keys("x jm <enter>").shows("移出 甲某").hides("总经理 甲某");
    story.keys("u").shows("甲某").keys("T").shows("还没有登记评价组成员").keys("p").shows("收件箱里没有照片");
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

/// A photo in the inbox, written so many hours after midnight.
fn photo(story: &Harness, name: &str, bytes: &[u8], hour: u64) {
    let path = story.inbox().join(name);
    fs::write(&path, [b"\xFF\xD8\xFF ", bytes].concat()).unwrap();
    let midnight = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * 20_781);
    File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(midnight + Duration::from_hours(hour))
        .unwrap();
}

/// The labels of a meeting's photos as they are on disk.
fn photos(story: &Harness, meeting: MeetingKind) -> Vec<String> {
    let saved = story.saved();
    let photos = saved.meeting(&saved.audits()[0].audit, meeting).photos;
    photos.into_iter().map(|piece| piece.taken.evidence.clone()).collect()
}

#[test]
fn a_photo_that_waits_in_the_inbox_is_taken_and_linked_by_one_choice() {
    let story = Harness::new();
    photo(&story, "a 签到.jpg", b"early", 1);
    photo(&story, "b 会场.jpg", b"late", 3);
    photo(&story, "c 合影.jpg", b"between", 2);
    fs::write(story.inbox().join("记录.csv"), "编号,结果\n").unwrap();
    let story = story.keys("g b g m p").shows("▸ b 会场.jpg 11-24 11:00").hides("记录.csv");
    let at = |name: &str| story.screen().find(name).unwrap();
    assert!(at("b 会场") < at("c 合影") && at("c 合影") < at("a 签到"), "the newest first");
    let story = story.keys("<enter>").shows("已收取 E-").shows("照片      E-");
    let opening = photos(&story, MeetingKind::Opening);
    assert_eq!(opening.len(), 1);
    let saved = story.saved();
    assert_eq!(saved.evidence(&opening[0]).unwrap().taken.body.texts()[0], "b 会场.jpg");
    assert!(story.inbox().join("taken/b 会场.jpg").exists());
    assert!(story.inbox().join("a 签到.jpg").exists(), "the others wait on");
    // One act: what was taken and linked by one key is taken back by one key.
    let story = story.keys("u");
    assert_eq!(photos(&story, MeetingKind::Opening), [""; 0]);
    story.keys("<ctrl-r>").shows("照片      E-").keys("p").shows("取消选用");
}

#[test]
fn photos_of_a_meeting_are_linked_and_unlinked_and_a_fourth_is_refused_before_it_is_taken() {
    let story = Harness::new();
    for (nth, name) in ["1.jpg", "2.jpg", "3.jpg", "4.jpg"].into_iter().enumerate() {
        photo(&story, name, name.as_bytes(), 1 + nth as u64);
    }
    let story = story.keys("g b g m p <enter> p <enter> p <enter>");
    let three = photos(&story, MeetingKind::Opening);
    assert_eq!(three.len(), 3);
    let kept = Store::open_reading(&story.path()).unwrap().kept_files().unwrap().len();
    let story = story.keys("p").shows("▸ 1.jpg").keys("<enter>").shows("3 张");
    assert_eq!(photos(&story, MeetingKind::Opening), three);
    assert_eq!(story.saved().evidence_register().len(), 3);
    assert_eq!(Store::open_reading(&story.path()).unwrap().kept_files().unwrap().len(), kept);
    assert!(story.inbox().join("1.jpg").exists());
    // The newest of the register is the one that was taken last: it comes off, and room is made.
    let story = story.keys("p <down> <enter>");
    assert_eq!(photos(&story, MeetingKind::Opening), three[..2]);
    let story = story.keys("p <enter>");
    let opening = photos(&story, MeetingKind::Opening);
    assert_eq!(opening.len(), 3);
    assert_ne!(opening, three);
    // The one that came off can serve the closing meeting; nothing waits any more.
    let story = story.keys("j p").hides("在收件箱").keys("<down> <enter>");
    assert_eq!(photos(&story, MeetingKind::Closing), [three[2].clone()]);
}

#[test]
fn a_photo_whose_name_does_not_say_so_can_be_taken_off_and_chosen_again() {
    let story = Harness::new();
    photo(&story, "IMG_0001", b"x", 1);
    let story = story.keys("g b g m p <enter>");
    let taken = photos(&story, MeetingKind::Opening);
    assert_eq!(taken.len(), 1);
    let story = story.keys("p").shows("IMG_0001").shows("取消选用").keys("<enter>");
    assert_eq!(photos(&story, MeetingKind::Opening), [""; 0]);
    let story = story.keys("p <enter>");
    assert_eq!(photos(&story, MeetingKind::Opening), taken);
}

#[test]
fn the_inbox_opened_from_a_meeting_takes_for_it() {
    let story = Harness::new();
    photo(&story, "会场.jpg", b"x", 1);
    let story =
        story.keys("g m j g b").shows("取给 末次会议").restarted().keys("R").shows("取给 末次会议").keys("e");
    assert_eq!(photos(&story, MeetingKind::Closing).len(), 1);
    assert!(photos(&story, MeetingKind::Opening).is_empty());
}
