//! A visit with the real program in a real terminal, in Chinese: verdicts, a nonconformity with its
//! corrective action, a kill, a restart; then two auditors apart, and together again.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod pty;

use std::fs;
use std::path::Path;

use pty::{LARGE, Laptop, Pty, path};
use serde_json::Value;

const STATEMENT: &str = "总部抽查上门单5份，2份没有顾客签字，与服务规范不符";
const CORRECTION: &str = "两份上门单已请顾客补签";
const ACTION: &str = "派工系统未上传签字的工单不能结单";
const HALF: &str = "末次会议前再核对一次";

/// A part of the state by its path, such as `/audits/0/scores/0/leaves`.
fn part<'a>(state: &'a Value, pointer: &str) -> &'a Value {
    state.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is missing"))
}

/// How a leaf stands at the head office.
fn verdict_at(state: &Value, clause: &str) -> Value {
    let leaves = part(state, "/audits/0/scores/0/leaves").as_array().unwrap();
    let leaf = leaves.iter().find(|leaf| leaf["clause"] == clause).unwrap();
    leaf["sites"][0].clone()
}

/// The clauses that are open at the head office.
fn open_clauses(state: &Value) -> Vec<String> {
    let leaves = part(state, "/audits/0/scores/0/leaves").as_array().unwrap();
    let open = leaves.iter().filter(|leaf| leaf["sites"][0]["verdict"]["is"] == "open");
    open.map(|leaf| leaf["clause"].as_str().unwrap().to_owned()).collect()
}

/// The first number after `已评` on the screen.
fn judged(screen: &vt100::Screen) -> Option<u32> {
    let text = screen.contents();
    let (_, rest) = text.split_once("已评 ")?;
    rest.split('/').next()?.parse().ok()
}

fn wait_for_judged(pty: &Pty, count: u32) {
    pty.wait_until(&format!("has judged {count}"), |screen| judged(screen) == Some(count));
}

/// Goes through the first open items of the head office: nine verdicts by `y`, one by `n`.
fn ten_verdicts(pty: &Pty) {
    pty.wait_for("已保存").keys("g w g g ]");
    pty.wait_until("has a count", |screen| judged(screen).is_some());
    let mut count = pty.of_screen(judged).unwrap();
    for _ in 0..9 {
        pty.keys("y");
        count += 1;
        wait_for_judged(pty, count);
    }
    pty.keys("n").wait_for("事实描述");
    pty.keys(&format!("{STATEMENT} <tab> <tab> 售后服务部 <ctrl-s>"));
    wait_for_judged(pty, count + 1);
}

/// From the list of nonconformities: acknowledged by the client, then answered in six texts.
fn corrective_action(pty: &Pty) {
    pty.keys("g n /").wait_for("查找");
    pty.keys("总部抽查上门单 <enter> <enter>").wait_for("请受审查方确认");
    pty.keys("y").wait_for("受审查方人员");
    pty.keys("<ctrl-s>").wait_for("已确认");
    pty.keys("a").wait_for("举一反三");
    pty.keys(&format!("{CORRECTION} <tab> 派工时没有检查签字 <tab> {ACTION} <tab> 检查全部服务网点"));
    pty.keys("<tab> 售后服务部主管 <ctrl-s>").wait_for("第 1 轮整改答复");
    pty.keys("f").wait_for("已答复");
}

#[test]
fn a_visit_survives_a_kill_and_says_the_same_on_the_screen_and_on_the_command_line() {
    let laptop = Laptop::new();
    let file = laptop.file("visit.onsite");
    let pty = laptop.start(&["demo", path(&file)], LARGE);
    pty.wait_for("已保存");
    let before = laptop.state(&file);
    let open = open_clauses(&before);
    ten_verdicts(&pty);
    corrective_action(&pty);
    // Half a sentence is typed when the power goes. What is shown is kept before the next key is read,
    // so only the last one may be lost.
    pty.keys("g w r").wait_for("Ctrl-s");
    pty.keys(HALF).wait_for(HALF).keys("并").wait_for(&format!("{HALF}并"));
    pty.kill_and_wait();

    let pty = laptop.start(&[path(&file)], LARGE);
    pty.wait_for(HALF).keys("<ctrl-s>").wait_gone("Ctrl-s");
    pty.keys("g n /").wait_for("查找");
    pty.keys("总部抽查上门单 <enter> <enter>").wait_for(CORRECTION).wait_for(ACTION).wait_for("已答复");
    pty.keys("q q q q");
    assert_eq!(pty.exit_code(), 0);
    pty.check_restored();

    let after = laptop.state(&file);
    for clause in &open[..9] {
        assert_eq!(verdict_at(&after, clause)["verdict"]["is"], "conform", "{clause}");
    }
    let failed = verdict_at(&after, &open[9]);
    assert_eq!(failed["verdict"]["is"], "nonconform");
    let nc = failed["nonconformities"][0].as_str().unwrap();
    let ncs = part(&after, "/nonconformities").as_array().unwrap();
    let nc = ncs.iter().find(|one| one["nc"] == nc).unwrap().to_string();
    for text in [STATEMENT, "售后服务部", CORRECTION, ACTION, "检查全部服务网点", "answered"] {
        assert!(nc.contains(text), "{text} in {nc}");
    }
    assert!(after.to_string().contains(HALF), "the draft was offered back and saved");
    laptop.ok(&["verify", path(&file)]);
}

/// Judges the first open item at the head office with a key, on a laptop of one's own.
fn judge(laptop: &Laptop, file: &Path, key: &str) {
    let pty = laptop.start(&[path(file)], LARGE);
    pty.wait_for("已保存").keys("g w g g ]");
    pty.wait_until("has a count", |screen| judged(screen).is_some());
    let count = pty.of_screen(judged).unwrap();
    pty.keys(key);
    wait_for_judged(&pty, count + 1);
    pty.keys("q q q q");
    assert_eq!(pty.exit_code(), 0);
}

#[test]
fn two_copies_edited_apart_are_equal_after_a_sync_and_the_conflict_is_on_both_screens() {
    let (one, two) = (Laptop::new(), Laptop::new());
    let first = one.demo("visit.onsite");
    let second = two.file("visit.onsite");
    fs::copy(&first, &second).unwrap();
    let clause = open_clauses(&one.state(&first)).remove(0);
    judge(&one, &first, "y");
    judge(&two, &second, "s 3/15 <enter>");
    let conflicts = |state: &Value| part(state, "/conflicts").as_array().unwrap().len();
    let before = conflicts(&one.state(&first));

    let said = one.ok(&["sync", path(&first), path(&second)]);
    let (here, there) = (one.state(&first), two.state(&second));
    assert_eq!(here, there, "{said}");
    assert_eq!(conflicts(&here), before + 1);
    assert_eq!(verdict_at(&here, &clause)["differs"], true);
    let bytes = (fs::read(&first).unwrap(), fs::read(&second).unwrap());
    one.ok(&["sync", path(&first), path(&second)]);
    assert_eq!((one.state(&first), two.state(&second)), (here, there), "a second run changes nothing");
    assert_eq!(bytes, (fs::read(&first).unwrap(), fs::read(&second).unwrap()));

    for (laptop, file) in [(&one, &first), (&two, &second)] {
        let pty = laptop.start(&[path(file)], LARGE);
        pty.wait_for(&format!("冲突 {}", before + 1));
        pty.keys("g w g g }");
        pty.wait_until("marks the item", |screen| {
            screen.contents().lines().any(|line| line.contains('!') && line.contains(&clause))
        });
    }
}
