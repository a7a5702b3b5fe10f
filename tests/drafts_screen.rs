//! Stories of what is begun in a form and not saved: kept, emptied again, thrown away.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use std::fs;
use std::process::Command;

use harness::Harness;
use onsite::domain::change::{Change, MeetingKind};
use serde_json::Value;

const LEFT: &str = "写到一半";

#[test]
fn a_form_that_is_emptied_again_leaves_no_draft() {
    let story = Harness::new().keys("r x <esc>").shows("草稿已保留").shows("备注 未保存");
    let story = story.keys("r <backspace>").shows("Esc 取消").keys("<esc>").shows("草稿没有保留");
    let story = story.hides("备注 未保存").restarted().hides("备注 未保存");
    // What a choice was put to says nothing where every text is empty.
    let story = story.keys("n 甲 <tab> <right> <esc>").shows("不符合 未保存");
    let story = story.keys("n <shift-tab> <backspace> <esc>").hides("不符合 未保存");
    story.keys("g o").hides(LEFT);
}

#[test]
fn a_form_that_was_filled_before_leaves_no_draft_once_it_says_the_same_again() {
    let story = Harness::new().keys("n 未签协议 <ctrl-s> g n <enter> e x <esc>").shows("草稿");
    let story = story.keys("e <backspace> <esc>").hides("未保存");
    // To empty one of its fields is something that was typed.
    story.keys("e <tab> <tab> 客服部 <ctrl-s> e <tab> <tab> <ctrl-u> <esc>").shows("未保存");
}

#[test]
fn a_draft_is_thrown_away_on_the_overview_after_a_question() {
    let story = Harness::new().keys("r x <esc> g o g g").shows(LEFT).shows("w 收回或丢弃");
    let story = story.keys("w").shows("丢弃这份草稿？备注 · 5.1.1.1").keys("<enter>").shows(LEFT);
    let story = story.keys("w <down> <enter>").shows("草稿已丢弃").hides(LEFT);
    let story = story.restarted().keys("g o").hides(LEFT).keys("g w");
    assert_eq!(story.hides("备注 未保存").saved().entries().len(), 5, "nothing was recorded");
}

#[test]
fn the_gate_names_each_draft_and_leads_to_its_form() {
    let story = Harness::new().keys("r x <esc> g r").keys("/ xdyb <enter>");
    let story = story.shows("“备注 · 5.1.1.1 售后服务部门与岗位”写到一半，没有保存");
    let story = story.keys("<enter>").shows("未保存的草稿").keys("<esc>").shows(LEFT);
    let story = story.keys("<enter> <ctrl-s>").hides(LEFT);
    assert_eq!(story.saved().entries().len(), 6);
    // Emptied there it is gone as well.
    let story = story.keys("q r x <esc> g r / xdyb <enter>").shows(LEFT);
    story.keys("<enter> <backspace> <esc>").hides(LEFT);
}

/// What `onsite check` says of drafts, on the laptop whose folders lie there.
fn checked(story: &Harness, home: &std::path::Path) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onsite"));
    command.arg("check").arg(story.path()).arg("--json").env("ONSITE_HOME", home).env("LANG", "zh_CN.UTF-8");
    let out = command.env_remove("LC_ALL").output().unwrap().stdout;
    let rows: Vec<Value> = serde_json::from_slice(&out).unwrap();
    let drafts = rows.iter().filter(|row| row["kind"] == "draft-left");
    drafts.map(|row| row["sentence"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_gate_on_the_command_line_names_the_drafts_of_this_laptop_and_of_no_other() {
    let story = Harness::new();
    assert_eq!(checked(&story, story.folder()), [""; 0]);
    let story = story.keys("r x <esc> g r").shows("“备注 · 5.1.1.1 售后服务部门与岗位”写到一半");
    let left = ["“备注 · 5.1.1.1 售后服务部门与岗位”写到一半，没有保存"];
    assert_eq!(checked(&story, story.folder()), left, "while it is open on the screen too");
    let elsewhere = tempfile::tempdir().unwrap();
    assert_eq!(checked(&story, elsewhere.path()), [""; 0]);
    assert!(!elsewhere.path().join("state").exists(), "asking made no device");
    let story = story.keys("/ xdyb <enter> <enter> <ctrl-s>");
    assert_eq!(checked(&story, story.folder()), [""; 0]);
}

#[test]
fn what_is_written_into_a_file_that_is_gone_or_replaced_is_not_said_to_be_saved() {
    for replaced in [false, true] {
        let story = Harness::new().keys("j");
        let (path, aside) = (story.path(), story.folder().join("elsewhere"));
        fs::rename(&path, &aside).unwrap();
        if replaced {
            fs::copy(&aside, &path).unwrap();
        }
        let story = story.keys("r 抽查五名，四名持证 <ctrl-s>").hides("已记录").shows("草稿未存");
        let story = story.shows("抽查五名，四名持证");
        // Put back, it is saved by the same key.
        fs::rename(&aside, &path).unwrap();
        let saved = story.keys("<ctrl-s>").shows("已记录").saved();
        let remarks =
            saved.entries().iter().filter(|entry| matches!(entry.change(), Some(Change::Remarked(_))));
        assert_eq!(remarks.count(), 1);
    }
}

#[test]
fn a_draft_takes_nothing_back_that_was_recorded_while_it_lay() {
    let story = Harness::new().keys("g m <enter> <shift-tab> 断网无法签到 <esc>").shows("草稿已保留");
    let story = story.keys("b f y <enter>").shows("断网无法签到").keys("<ctrl-s>");
    let saved = story.saved();
    let audit = saved.audits()[0].audit.clone();
    let meeting = saved.meeting(&audit, MeetingKind::Opening);
    assert_eq!(meeting.exception, "断网无法签到");
    assert!(meeting.starts.is_some() && meeting.ends.is_some() && meeting.checked_in.is_some());
}
