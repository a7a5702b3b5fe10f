//! The real binary under hardship: lost lines, signals, tiny terminals, giant pastes, bad bytes. What
//! was typed is offered again, nothing is left running, and the terminal is given back.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod pty;

use std::path::Path;
use std::process::Command;

use onsite::tui::terminal::{Terminal, restore};
use pty::{LARGE, Laptop, Pty, SMALL, onsite, path, wait_until, wait_until_gone};
use rustix::process::Signal;

/// What is half typed when something happens.
const HALF: &str = "网点现场抽查五份";

/// Opens a dossier in the walk and half types a remark.
fn half_typed(laptop: &Laptop, file: &Path) -> Pty {
    let mut pty = laptop.start(&[path(file)], LARGE);
    begin_remark(&mut pty);
    pty
}

fn begin_remark(pty: &mut Pty) {
    pty.wait_for("已保存").keys("r").wait_for("Ctrl-s");
    pty.keys(HALF).wait_for(HALF);
}

/// Starts again and finds the draft in a form of its own.
fn offered_back(laptop: &Laptop, file: &Path) {
    let pty = laptop.start(&[path(file)], LARGE);
    pty.wait_for(HALF);
    pty.kill_and_wait();
    let state = laptop.state(file).to_string();
    assert!(!state.contains(HALF), "a draft is no record");
    laptop.ok(&["verify", path(file)]);
}

#[test]
fn a_line_that_drops_under_the_session_leader_keeps_the_draft_and_leaves_no_process() {
    let laptop = Laptop::new();
    let file = laptop.demo("demo.onsite");
    let mut pty = half_typed(&laptop, &file);
    pty.drop_line();
    assert_eq!(pty.exit_code(), 129);
    offered_back(&laptop, &file);
}

#[test]
fn a_line_that_drops_under_a_shell_that_ignores_hangup_keeps_the_draft_and_leaves_no_process() {
    let laptop = Laptop::new();
    let file = laptop.demo("demo.onsite");
    // What `nohup` and some login shells leave behind: the signal reaches nobody.
    let script = "trap '' HUP; \"$0\" \"$1\"; echo $? > code";
    let mut pty = laptop.start_as("/bin/sh", &["-c", script, path(onsite()), path(&file)], LARGE);
    begin_remark(&mut pty);
    pty.drop_line();
    pty.exit();
    let code = std::fs::read_to_string(laptop.file("code")).unwrap();
    assert_eq!(code.trim(), "129");
    offered_back(&laptop, &file);
}

#[test]
fn tmux_keeps_the_session_when_its_client_goes_and_the_draft_when_it_goes_itself() {
    if Command::new("tmux").arg("-V").output().is_err() {
        eprintln!("no tmux here: not tested");
        return;
    }
    let laptop = Laptop::new();
    let file = laptop.demo("demo.onsite");
    let socket = laptop.file("tmux");
    let tmux = |args: &[&str]| {
        let mut command = Command::new("tmux");
        command.env_clear().envs(laptop.environment()).args(["-S", path(&socket)]).args(args);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let start = format!("exec '{}' '{}'", path(onsite()), path(&file));
    let args = ["-f", "/dev/null", "-u", "-S", path(&socket), "new-session", &start];
    let mut client = laptop.start_as("tmux", &args, LARGE);
    begin_remark(&mut client);
    let id: u32 = tmux(&["display-message", "-p", "#{pane_pid}"]).trim().parse().unwrap();

    client.drop_line();
    client.exit();
    wait_until("the client is gone", || tmux(&["list-clients"]).is_empty());
    assert!(tmux(&["capture-pane", "-p"]).contains(HALF), "the session goes on without a client");

    tmux(&["kill-server"]);
    wait_until_gone(id);
    offered_back(&laptop, &file);
}

#[test]
fn a_request_to_end_keeps_the_draft_and_gives_the_terminal_back() {
    let laptop = Laptop::new();
    let file = laptop.demo("demo.onsite");
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::QUIT, 131)] {
        let pty = if code == 143 { half_typed(&laptop, &file) } else { laptop.start(&[path(&file)], LARGE) };
        pty.wait_for(HALF).signal(signal);
        assert_eq!(pty.exit_code(), code);
        pty.check_restored();
        pty.wait_for("留作草稿");
    }
    offered_back(&laptop, &file);
}

#[test]
fn a_terminal_of_twenty_by_five_shows_something_and_takes_keys() {
    let laptop = Laptop::new();
    let file = laptop.demo("demo.onsite");
    let pty = laptop.start(&[path(&file)], (20, 5));
    pty.wait_until("shows something", |screen| !screen.contents().trim().is_empty());
    for size in [(1, 1), (20, 5), (300, 100), (2, 2), (80, 24)] {
        pty.resize(size).keys("j k ? ");
        pty.send(b"q");
    }
    pty.wait_for("5.1").keys("r");
    pty.wait_for("Ctrl-s").keys("小屏 <ctrl-s>");
    pty.wait_gone("Ctrl-s").keys("q q q");
    assert_eq!(pty.exit_code(), 0);
    pty.check_restored();
    assert!(laptop.state(&file).to_string().contains("小屏"));
}

#[test]
fn ten_megabytes_pasted_into_a_field_are_refused_and_what_was_typed_stays() {
    let laptop = Laptop::new();
    let file = laptop.demo("demo.onsite");
    let pty = half_typed(&laptop, &file);
    pty.paste("网点未签协议。\n".repeat(500_000).as_bytes());
    pty.wait_for("超过上限").wait_for(HALF);
    pty.keys("照常 <ctrl-s>").wait_gone("Ctrl-s");
    pty.keys("q q q");
    assert_eq!(pty.exit_code(), 0);
    pty.check_restored();
    assert!(laptop.state(&file).to_string().contains(&format!("{HALF}照常")));
}

/// More than the kernel holds for a terminal, faster than a frame is drawn: a reader that waits for news
/// of bytes it was told about already would wait for ever.
#[test]
fn a_paste_without_brackets_arrives_whole_and_is_no_command() {
    let laptop = Laptop::new();
    let file = laptop.demo("demo.onsite");
    let pty = half_typed(&laptop, &file);
    let pasted = "网点未签协议yqx".repeat(1_500);
    pty.send(pasted.as_bytes()).send("末".as_bytes());
    pty.wait_for("末").keys("<ctrl-s>").wait_gone("Ctrl-s");
    pty.kill_and_wait();
    assert!(laptop.state(&file).to_string().contains(&format!("{HALF}{pasted}末")));
}

/// Keys as many as a file: the screen follows them, says that the field is full, and can be left.
#[test]
fn megabytes_pasted_without_brackets_neither_freeze_the_screen_nor_stop_a_signal() {
    let laptop = Laptop::new();
    let file = laptop.demo("demo.onsite");
    let pty = half_typed(&laptop, &file);
    pty.send("网点未签协议。".repeat(60_000).as_bytes());
    pty.wait_for("已到上限").signal(Signal::TERM);
    assert_eq!(pty.exit_code(), 143);
    pty.check_restored();
    laptop.start(&[path(&file)], LARGE).wait_for("未保存的草稿");
}

#[test]
fn bytes_that_are_no_text_disturb_nothing() {
    let laptop = Laptop::new();
    let file = laptop.demo("demo.onsite");
    let pty = half_typed(&laptop, &file);
    pty.send(b"\xff\xfe\xc3(\xe7\xbd\x80\x80");
    pty.keys("好 <ctrl-s>").wait_gone("Ctrl-s");
    pty.keys("q q q");
    assert_eq!(pty.exit_code(), 0);
    pty.check_restored();
    assert!(laptop.state(&file).to_string().contains(HALF));

    let before = std::fs::read(&file).unwrap();
    let output = laptop.run_with(&["record", path(&file)], b"{\"kind\":\"judged\xff\xfe\"}\n");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    assert_eq!(std::fs::read(&file).unwrap(), before, "nothing was recorded");
}

#[test]
fn an_idle_screen_sends_no_byte() {
    let laptop = Laptop::new();
    let file = laptop.demo("demo.onsite");
    let pty = laptop.start(&[path(&file)], SMALL);
    pty.wait_for("已保存");
    // The first frame may still be on its way; after that nothing may come.
    wait_until("silence", || pty.stays_quiet_for(std::time::Duration::from_millis(300)));
    assert!(pty.stays_quiet_for(std::time::Duration::from_secs(1)));
}

// Panics: provoked in this test program itself, in a terminal of its own, through the real hook.

/// The variable that tells the ignored tests below that they were started on purpose.
const ON_PURPOSE: &str = "ONSITE_TEST_PANIC";

#[test]
fn a_panic_gives_the_terminal_back_before_it_says_a_word() {
    for (test, says) in [("panics_while_drawing", "the drawing thread"), ("panics_beside", "a thread beside")]
    {
        let laptop = Laptop::new();
        let exe = std::env::current_exe().unwrap();
        let script = format!("{ON_PURPOSE}=1 exec \"$0\" --ignored --exact {test} --nocapture");
        let pty = laptop.start_as("/bin/sh", &["-c", &script, path(&exe)], SMALL);
        pty.wait_for(says).exit();
        pty.check_restored();
        let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
        let left = bytes.find("\x1b[?1049l").unwrap();
        assert!(left < bytes.find(says).unwrap(), "the sentence is on the screen that stays");
        assert!(bytes.contains("onsite stopped on a bug"));
    }
}

#[test]
#[ignore = "started by the test above, in a terminal of its own"]
fn panics_while_drawing() {
    if std::env::var_os(ON_PURPOSE).is_some() {
        let mut screen = Terminal::enter(onsite::store::Graphics::None).unwrap();
        screen.draw(|frame| frame.render_widget("walk", frame.area())).unwrap();
        screen.draw(|_| panic!("the drawing thread")).unwrap();
    }
}

#[test]
#[ignore = "started by the test above, in a terminal of its own"]
fn panics_beside() {
    if std::env::var_os(ON_PURPOSE).is_some() {
        let mut screen = Terminal::enter(onsite::store::Graphics::None).unwrap();
        let beside = std::thread::spawn(|| panic!("a thread beside"));
        beside.join().unwrap_err();
        screen.draw(|frame| frame.render_widget("walk", frame.area())).unwrap();
        restore();
    }
}
