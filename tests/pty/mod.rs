//! The real binary in a real terminal: started, typed at, waited for, killed, cut off.
//!
//! Nothing here sleeps for a fixed time: whoever waits, waits for something, and a generous deadline
//! only ends a test that has failed.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, PidfdFlags, Signal, kill_process, pidfd_open};
use rustix::termios::{OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use tempfile::TempDir;

/// A test that waits longer has failed. Tests share two cores with others, so this is generous.
const DEADLINE: Duration = Duration::from_mins(1);

/// The usual sizes: columns, rows.
pub const SMALL: (u16, u16) = (80, 24);
/// As [`SMALL`]
pub const LARGE: (u16, u16) = (120, 40);

/// A portable laptop: a folder with everything that `onsite` keeps.
pub struct Laptop {
    home: TempDir,
    lang: &'static str,
}

impl Laptop {
    /// A laptop that never saw `onsite`, set to Chinese.
    pub fn new() -> Self {
        Self { home: TempDir::new().unwrap(), lang: "zh_CN.UTF-8" }
    }

    /// The folder that holds everything.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A path below the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// The environment of every program started here, and nothing from outside but `PATH`.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        vec![
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("HOME", self.home.path().display().to_string()),
            ("ONSITE_HOME", self.home.path().display().to_string()),
            ("LANG", self.lang.to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("ONSITE_PERSON", "审查员甲".to_owned()),
        ]
    }

    /// Runs a command of the program without a terminal.
    pub fn run(&self, args: &[&str]) -> Output {
        self.run_with(args, b"")
    }

    /// Runs a command of the program with something on its standard input.
    pub fn run_with(&self, args: &[&str], stdin: &[u8]) -> Output {
        let mut command = Command::new(onsite());
        command.args(args).env_clear().envs(self.environment()).current_dir(self.home());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        let bytes = stdin.to_vec();
        // A program that refuses early closes its end; that is no failure of the test.
        let writer = thread::spawn(move || drop(pipe.write_all(&bytes)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        output
    }

    /// Runs a command that must succeed, and gives what it printed.
    pub fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "onsite {args:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What `onsite show --json` says about a dossier.
    pub fn state(&self, file: &Path) -> serde_json::Value {
        serde_json::from_str(&self.ok(&["show", path(file), "--json"])).unwrap()
    }

    /// Makes the demonstration dossier without opening it.
    pub fn demo(&self, name: &str) -> PathBuf {
        let file = self.file(name);
        self.ok(&["demo", path(&file), "--no-tui"]);
        file
    }

    /// Starts the program in a terminal.
    pub fn start(&self, args: &[&str], size: (u16, u16)) -> Pty {
        self.start_as(onsite().to_str().unwrap(), args, size)
    }

    /// Starts any program in a terminal with this laptop's environment.
    pub fn start_as(&self, program: &str, args: &[&str], size: (u16, u16)) -> Pty {
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        command.cwd(self.home());
        Pty::spawn(command, size)
    }
}

/// The binary under test.
pub fn onsite() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_onsite"))
}

/// A path as an argument.
pub fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// What the terminal received.
struct Received {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    ended: bool,
}

/// A program in a terminal.
pub struct Pty {
    received: Arc<(Mutex<Received>, Condvar)>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<(Sender<Vec<u8>>, JoinHandle<()>)>,
    reader: Option<JoinHandle<()>>,
    stop: Arc<AtomicBool>,
    tty: OwnedFd,
    before: Termios,
    pid: u32,
    exit: Receiver<ExitStatus>,
}

impl Pty {
    fn spawn(command: CommandBuilder, (columns, rows): (u16, u16)) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let name = pair.master.tty_name().unwrap();
        let tty = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
        // portable-pty types a newline and this character when its writer is dropped; a lost line
        // types nothing.
        let mut before = tcgetattr(&tty).unwrap();
        before.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&tty, OptionalActions::Now, &before).unwrap();

        let child = pair.slave.spawn_command(command).unwrap();
        let pid = child.process_id().unwrap();
        let received =
            Received { screen: vt100::Parser::new(rows, columns, 0), bytes: Vec::new(), ended: false };
        let received = Arc::new((Mutex::new(received), Condvar::new()));
        let stop = Arc::new(AtomicBool::new(false));
        let reader = read_along(pair.master.try_clone_reader().unwrap(), &received, &stop);
        Self {
            received,
            writer: Some(write_along(pair.master.take_writer().unwrap())),
            master: Some(pair.master),
            reader: Some(reader),
            stop,
            tty,
            before,
            pid,
            exit: wait_along(child),
        }
    }

    /// The process id of what was started.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Types bytes as they are.
    pub fn send(&self, bytes: &[u8]) -> &Self {
        let (sender, _) = self.writer.as_ref().unwrap();
        sender.send(bytes.to_vec()).unwrap();
        self
    }

    /// Types keys apart by blanks: `j`, `<enter>`, `<ctrl-s>`, a Chinese word as an IME commits it.
    /// `<esc>` must come last: what follows it at once would be read as Alt and a letter.
    pub fn keys(&self, keys: &str) -> &Self {
        for key in keys.split_whitespace() {
            let bytes = bytes_of(key);
            self.send(&bytes);
        }
        self
    }

    /// Pastes a text as a terminal with bracketed paste does.
    pub fn paste(&self, text: &[u8]) -> &Self {
        self.send(b"\x1b[200~").send(text).send(b"\x1b[201~")
    }

    /// The screen as text, row by row.
    pub fn screen(&self) -> String {
        self.received.0.lock().unwrap().screen.screen().contents()
    }

    /// What is to be seen on the screen now.
    pub fn of_screen<T>(&self, look: impl Fn(&vt100::Screen) -> T) -> T {
        look(self.received.0.lock().unwrap().screen.screen())
    }

    /// How many bytes have come so far.
    pub fn bytes_so_far(&self) -> usize {
        self.received.0.lock().unwrap().bytes.len()
    }

    /// All bytes that have come so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.received.0.lock().unwrap().bytes.clone()
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&self, text: &str) -> &Self {
        self.wait_until(&format!("shows “{text}”"), |screen| screen.contents().contains(text))
    }

    /// Waits until the screen no longer shows a text.
    pub fn wait_gone(&self, text: &str) -> &Self {
        self.wait_until(&format!("no longer shows “{text}”"), |screen| !screen.contents().contains(text))
    }

    /// Waits until something is true of the screen.
    pub fn wait_until(&self, what: &str, met: impl Fn(&vt100::Screen) -> bool) -> &Self {
        let (lock, news) = &*self.received;
        let end = Instant::now() + DEADLINE;
        let mut received = lock.lock().unwrap();
        while !met(received.screen.screen()) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !received.ended,
                "no screen that {what}:\n{}",
                received.screen.screen().contents()
            );
            received = news.wait_timeout(received, left).unwrap().0;
        }
        drop(received);
        self
    }

    /// Whether nothing at all comes for a while.
    pub fn stays_quiet_for(&self, time: Duration) -> bool {
        let (lock, news) = &*self.received;
        let end = Instant::now() + time;
        let mut received = lock.lock().unwrap();
        let before = received.bytes.len();
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || received.bytes.len() != before {
                return received.bytes.len() == before;
            }
            received = news.wait_timeout(received, left).unwrap().0;
        }
    }

    /// Changes the size of the terminal.
    pub fn resize(&self, (columns, rows): (u16, u16)) -> &Self {
        self.received.0.lock().unwrap().screen.screen_mut().set_size(rows, columns);
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
        self
    }

    /// Sends a signal to what was started.
    pub fn signal(&self, signal: Signal) -> &Self {
        kill_process(pid(self.pid), signal).unwrap();
        self
    }

    /// The line drops: both ends of it are closed on this side, as sshd does when TCP is gone.
    pub fn drop_line(&mut self) -> &Self {
        let master = self.master.take().unwrap();
        self.stop.store(true, Ordering::SeqCst);
        // The reader sits in `read`; a new size makes the program draw, which wakes it.
        let size = master.get_size().unwrap();
        master.resize(PtySize { cols: size.cols - 1, ..size }).unwrap();
        self.reader.take().unwrap().join().unwrap();
        let (sender, writer) = self.writer.take().unwrap();
        drop(sender);
        writer.join().unwrap();
        drop(master);
        self
    }

    /// Waits for the end of what was started.
    pub fn exit(&self) -> ExitStatus {
        let ended = self.exit.recv_timeout(DEADLINE);
        ended.unwrap_or_else(|_| panic!("it does not end; the screen:\n{}", self.screen()))
    }

    /// Kills it as `kill -9` does, and waits until it is gone.
    pub fn kill_and_wait(&self) {
        self.signal(Signal::KILL).exit();
    }

    /// Waits for the end and gives the exit code.
    pub fn exit_code(&self) -> u32 {
        self.exit().exit_code()
    }

    /// Checks that the terminal is as it was before the program: modes, cursor, screen, line discipline.
    pub fn check_restored(&self) -> &Self {
        self.wait_until("is the shell's again", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        let now = tcgetattr(&self.tty).unwrap();
        assert_eq!(now.local_modes, self.before.local_modes, "echo and lines");
        assert_eq!(now.input_modes, self.before.input_modes, "input");
        assert_eq!(now.output_modes, self.before.output_modes, "output");
        self
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // Ended already, or not: nothing that was started here outlives its test.
        let _ = kill_process(pid(self.pid), Signal::KILL);
    }
}

fn pid(id: u32) -> Pid {
    Pid::from_raw(i32::try_from(id).unwrap()).unwrap()
}

/// Waits until a process that is not ours to wait for is gone.
pub fn wait_until_gone(id: u32) {
    let Ok(process) = pidfd_open(pid(id), PidfdFlags::empty()) else { return };
    let mut ready = [rustix::event::PollFd::new(&process, rustix::event::PollFlags::IN)];
    let limit = rustix::event::Timespec { tv_sec: DEADLINE.as_secs().cast_signed(), tv_nsec: 0 };
    let came = rustix::event::poll(&mut ready, Some(&limit)).unwrap();
    assert_eq!(came, 1, "process {id} does not end");
}

/// Waits until something is true that nobody tells about.
pub fn wait_until(what: &str, mut met: impl FnMut() -> bool) {
    let end = Instant::now() + DEADLINE;
    while !met() {
        assert!(Instant::now() < end, "never happened: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

fn read_along(
    mut from: Box<dyn Read + Send>,
    received: &Arc<(Mutex<Received>, Condvar)>,
    stop: &Arc<AtomicBool>,
) -> JoinHandle<()> {
    let (received, stop) = (Arc::clone(received), Arc::clone(stop));
    thread::spawn(move || {
        let mut buffer = [0; 8192];
        loop {
            // An error is the end, too: Linux gives EIO when the last program has left.
            let got = from.read(&mut buffer).unwrap_or(0);
            let (lock, news) = &*received;
            let mut received = lock.lock().unwrap();
            received.screen.process(&buffer[..got]);
            received.bytes.extend_from_slice(&buffer[..got]);
            received.ended = got == 0;
            news.notify_all();
            if got == 0 || stop.load(Ordering::SeqCst) {
                return;
            }
        }
    })
}

/// Types beside the test: a program that stops reading must fail the test, not stop it.
fn write_along(mut to: Box<dyn Write + Send>) -> (Sender<Vec<u8>>, JoinHandle<()>) {
    let (sender, receiver) = channel::<Vec<u8>>();
    let writer = thread::spawn(move || {
        for bytes in receiver {
            if to.write_all(&bytes).and_then(|()| to.flush()).is_err() {
                return;
            }
        }
    });
    (sender, writer)
}

fn wait_along(mut child: Box<dyn Child + Send + Sync>) -> Receiver<ExitStatus> {
    let (send, receive) = channel();
    thread::spawn(move || {
        if let Ok(status) = child.wait() {
            let _ = send.send(status);
        }
    });
    receive
}

fn bytes_of(key: &str) -> Vec<u8> {
    let Some(name) = key.strip_prefix('<').and_then(|key| key.strip_suffix('>')) else {
        return key.as_bytes().to_vec();
    };
    let known: &[u8] = match name {
        "enter" => b"\r",
        "esc" => b"\x1b",
        "tab" => b"\t",
        "shift-tab" => b"\x1b[Z",
        "space" => b" ",
        "backspace" => b"\x7f",
        "up" => b"\x1b[A",
        "down" => b"\x1b[B",
        "right" => b"\x1b[C",
        "left" => b"\x1b[D",
        "lt" => b"<",
        ctrl => {
            let letter = ctrl.strip_prefix("ctrl-").unwrap_or_else(|| panic!("no key <{name}>"));
            return vec![letter.as_bytes()[0] & 0x1f];
        }
    };
    known.to_vec()
}
