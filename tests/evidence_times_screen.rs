//! Stories of the three times of a piece of evidence, through the real keys: when it happened, when it
//! was captured, when it came in.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod camera;
mod harness;

use std::fs;

use camera::photo;
use harness::Harness;
use onsite::domain::change::EvidenceTime;
use onsite::domain::dossier::Dossier;
use onsite::i18n::Lang;

/// The times of the first piece as the journal keeps them: event and capture; empty for none.
fn times(dossier: &Dossier) -> [String; 2] {
    let label = dossier.evidence_register()[0].taken.evidence.clone();
    [EvidenceTime::Event, EvidenceTime::Capture]
        .map(|part| dossier.evidence_time(&label, part).map(|dated| dated.when.written()).unwrap_or_default())
}

#[test]
fn a_photo_from_the_inbox_brings_its_own_time_and_the_event_is_added_and_corrected() {
    let story = Harness::new();
    let inbox = story.inbox();
    fs::write(inbox.join("a.jpg"), photo("2026:11:24 09:14:03", Some("+08:00"), "a")).unwrap();
    let story = story.keys("b e g e").shows("拍摄（采集）时间").shows("2026-11-24 09:14:03 +08:00");
    let story = story.shows("导入时间").hides("事件时间").hides("说明什么");
    assert_eq!(times(&story.saved()), ["", "2026-11-24T09:14:03+08:00"]);
    // The event is what the photo shows: a notice that hung there since the day before.
    let story = story.keys("r <shift-tab> <shift-tab>").typed("2026年11月23日").keys("<ctrl-s>");
    let story = story.shows("事件时间").shows("2026-11-23").hides("第 2 版");
    assert_eq!(times(&story.saved()), ["2026-11-23", "2026-11-24T09:14:03+08:00"]);
    let story = story.keys("r <shift-tab> <shift-tab> <ctrl-u> 9:05 <ctrl-s>").shows("2026-11-24 09:05");
    assert_eq!(times(&story.saved()), ["2026-11-24T09:05:00", "2026-11-24T09:14:03+08:00"]);
    let story = story.keys("u");
    assert_eq!(times(&story.saved()), ["2026-11-23", "2026-11-24T09:14:03+08:00"]);
    // One undo more takes the first writing back, and no other time with it.
    let story = story.keys("u").hides("事件时间      ");
    assert_eq!(times(&story.saved()), ["", "2026-11-24T09:14:03+08:00"]);
    // Taking the photo in was one act, its time included.
    let story = story.keys("u");
    assert!(story.saved().evidence_register().is_empty());
    assert_eq!(story.saved().below("evidence-date/").count(), 0);
}

#[test]
fn a_camera_that_names_no_offset_is_given_none() {
    let story = Harness::new();
    let file = story.folder().join("b.jpg");
    fs::write(&file, photo("2026:11:24 08:00:00", None, "b")).unwrap();
    let path = file.display().to_string();
    let story = story.keys("e dzwj <enter>").paste(&path).keys("<tab> 台账 <shift-tab> <shift-tab>");
    let story = story.typed("2026-11-20 15:30").keys("<ctrl-s> g e").shows("2026-11-24 08:00（时区未知）");
    assert_eq!(times(&story.saved()), ["2026-11-20T15:30:00", "2026-11-24T08:00:00"]);
    // Another file in its place: the old time of capture is none of its.
    fs::write(&file, "scan").unwrap();
    let story = story.keys("r <tab> <tab> 2 <ctrl-s> <tab>").shows("第 2 版").hides("2026-11-24 08:00");
    assert_eq!(times(&story.saved()), ["2026-11-20T15:30:00", ""]);
    fs::write(&file, photo("2026:11:24 08:30:00", None, "c")).unwrap();
    let story = story.keys("<tab> r <tab> <tab> 2 <ctrl-s>").shows("2026-11-24 08:30（时区未知）");
    // What is typed counts more than the camera: its clock was an hour slow.
    let story = story.keys("r <shift-tab> <ctrl-u>").typed("2026-11-24 09:30 +08:00").keys("<ctrl-s>");
    assert_eq!(times(&story.saved())[1], "2026-11-24T09:30:00+08:00");
    story.shows("2026-11-24 09:30 +08:00");
}

#[test]
fn what_was_seen_or_said_has_its_time_too_and_a_note_takes_its_own_along() {
    let story =
        Harness::new().keys("e xcgc <enter> 服务台无人 <tab> 9:30 <ctrl-s> g e").shows("2026-11-24 09:30");
    assert_eq!(times(&story.saved()), ["2026-11-24T09:30:00", ""]);
    let story = Harness::new().keys("> #5.1.1.1当天回电 <tab> 热线班长 <ctrl-s> g i e g e").shows("当天回电");
    story.shows("2026-11-24 10:00 +08:00");
}

#[test]
fn what_is_no_time_is_told_and_what_lies_ahead_is_asked_once() {
    let story =
        Harness::new().keys("e xcgc <enter> 服务台无人 <tab> 昨天 <ctrl-s>").shows("“昨天”不是日期或时间");
    assert!(story.saved().evidence_register().is_empty());
    let story = story.keys("<ctrl-u>").typed("2026-11-24 10:30").keys("<ctrl-s>").shows("晚于现在");
    assert!(story.saved().evidence_register().is_empty());
    let story = story.keys("<ctrl-s> g e").shows("晚于记录的时刻，请核对时钟");
    assert_eq!(times(&story.saved()), ["2026-11-24T10:30:00", ""]);
    // The gate names it and leads to the piece.
    let story = story.keys("g r / sjsj <enter> <enter>").shows("晚于记录的时刻").shows("服务台无人");
    let story = story.keys("r <shift-tab> <shift-tab> <ctrl-u> 9:30 <ctrl-s>").hides("请核对时钟");
    assert_eq!(times(&story.saved()), ["2026-11-24T09:30:00", ""]);
}

#[test]
fn a_time_that_somebody_emptied_stays_empty_when_the_photo_comes_again() {
    let story = Harness::new();
    let inbox = story.inbox();
    let bytes = photo("2026:11:24 09:14:00", None, "d");
    fs::write(inbox.join("d.jpg"), &bytes).unwrap();
    let story = story.keys("b e g e r <shift-tab> <ctrl-u> <ctrl-s>");
    assert_eq!(times(&story.saved()), ["", ""]);
    fs::write(inbox.join("d.jpg"), &bytes).unwrap();
    let story = story.keys("g w j b e");
    assert_eq!(times(&story.saved()), ["", ""]);
}

#[test]
fn the_detail_names_each_time_in_chinese_and_in_english() {
    for (lang, names) in [
        (Lang::Zh, ["事件时间", "拍摄（采集）时间", "导入时间"]),
        (Lang::En, ["time of event", "time of capture", "time of import"]),
    ] {
        let story = Harness::sized(80, 24, lang);
        let inbox = story.inbox();
        fs::write(inbox.join("e.jpg"), photo("2026:11:24 09:14:00", Some("+08:00"), "e")).unwrap();
        let mut story = story.keys("b e g e r <shift-tab> <shift-tab> 9:00 <ctrl-s>");
        for name in names {
            story = story.shows(name);
        }
        story.shows("2026-11-24 09:14 +08:00");
    }
}
