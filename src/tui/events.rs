//! Everything that happens outside: keys, pastes, new sizes, a lost line, signals, other threads.
//!
//! One channel brings it to the one thread that draws. It knows the terminal and signals; it decides
//! nothing: what to save before leaving is for the loop.

use std::io;
use std::os::fd::OwnedFd;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event};
use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use super::chord::Chord;

/// What the world outside says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed or is held down.
    Key(Chord),
    /// A text was pasted: the whole of it.
    Paste(String),
    /// The terminal has a new size: columns, rows.
    Resize(u16, u16),
    /// The line to the terminal is gone: save the draft and leave with [`Input::exit_code`].
    Lost,
    /// A signal asks the program to end: save the draft and leave with [`Input::exit_code`].
    Terminate(i32),
}

impl Input {
    /// The exit code that goes with the end of the program, as shells expect it; `None` if this does
    /// not end it.
    pub fn exit_code(&self) -> Option<i32> {
        match self {
            Self::Lost => Some(128 + SIGHUP),
            Self::Terminate(signal) => Some(128 + signal),
            _ => None,
        }
    }
}

/// The channel of messages `M`, fed by the world outside and by whoever has a [`Events::sender`].
#[derive(Debug)]
pub struct Events<M> {
    receiver: Receiver<M>,
    sender: Sender<M>,
    /// One for each key under way: a paste of megabytes without brackets waits in the terminal, not here.
    under_way: Receiver<()>,
    room: SyncSender<()>,
}

/// Keys that may be under way between the terminal and the loop.
const UNDER_WAY: usize = 1024;

impl<M: Send + 'static> Events<M> {
    /// A channel that only other threads feed: for tests.
    pub fn quiet() -> Self {
        let (sender, receiver) = channel();
        let (room, under_way) = sync_channel(UNDER_WAY);
        Self { receiver, sender, under_way, room }
    }

    /// Starts listening; `wrap` makes a message of the program of what is heard.
    ///
    /// Call it after [`super::terminal::Terminal::enter`]. The threads end with the process, by
    /// `std::process::exit`: the reader cannot be woken.
    pub fn listen(wrap: fn(Input) -> M) -> io::Result<Self> {
        let events = Self::quiet();
        let send = |sender: Sender<M>| move |input| sender.send(wrap(input)).is_ok();
        let terminal = terminal_fd()?;
        let signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT])?;
        let (to_hang_up, to_signals, to_reader) =
            (send(events.sender()), send(events.sender()), send(events.sender()));
        spawn("hang-up", move || watch_line(&terminal, &to_hang_up))?;
        spawn("signals", move || watch_signals(signals, &to_signals))?;
        let room = events.room.clone();
        let to_reader = move |input| room.send(()).is_ok() && to_reader(input);
        spawn("keys", move || read_keys(&to_reader))?;
        Ok(events)
    }

    /// A way in for another thread.
    pub fn sender(&self) -> Sender<M> {
        self.sender.clone()
    }

    /// Waits for the next message.
    ///
    /// # Panics
    ///
    /// Never: the channel cannot close while this holds a sender.
    pub fn wait(&self) -> M {
        let message = self.receiver.recv().expect("the channel is open as long as this holds a sender");
        self.make_room();
        message
    }

    /// A message was taken, so another key may come. (That of a message from elsewhere comes early,
    /// which does no harm.)
    fn make_room(&self) {
        // None is under way: the message came from elsewhere.
        let _ = self.under_way.try_recv();
    }

    /// The next message if there is one already: draw only when there is none.
    pub fn waiting(&self) -> Option<M> {
        let message = self.receiver.try_recv().ok()?;
        self.make_room();
        Some(message)
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}

/// The terminal that keys come from: standard input, or the controlling terminal behind a pipe.
fn terminal_fd() -> io::Result<OwnedFd> {
    let stdin = rustix::stdio::stdin();
    if rustix::termios::isatty(stdin) {
        return Ok(rustix::io::fcntl_dupfd_cloexec(stdin, 3)?);
    }
    Ok(std::fs::File::open("/dev/tty")?.into())
}

/// Waits until the line is gone.
///
/// crossterm's reader sees a lost line as "nothing to read" and turns in a circle for ever (crossterm
/// #793), and SIGHUP reaches neither the child of a shell that ignores it nor a background process.
/// The kernel reports a hang-up to whoever polls, without being asked for any event.
fn watch_line(terminal: &OwnedFd, send: &impl Fn(Input) -> bool) {
    loop {
        let mut fds = [PollFd::new(terminal, PollFlags::empty())];
        match poll(&mut fds, None) {
            Err(rustix::io::Errno::INTR) => {}
            // An error, or any report: no event was asked for, so it can only be the end.
            _ => break,
        }
    }
    send(Input::Lost);
}

/// Passes signals on. The handler also replaces "ignored", which `nohup` and shells leave behind.
///
/// A second request to end is final: the loop may be stuck in writing to a line that takes no bytes.
/// SIGHUP is not counted, since kernel and shell both send it when a line is lost.
fn watch_signals(mut signals: Signals, send: &impl Fn(Input) -> bool) {
    let mut asked = false;
    for signal in signals.forever() {
        if asked && signal != SIGHUP {
            let _ = crossterm::terminal::disable_raw_mode();
            std::process::exit(128 + signal);
        }
        asked = asked || signal != SIGHUP;
        send(Input::Terminate(signal));
    }
}

/// Reads keys until the line or the loop is gone.
///
/// Pastes arrive whole: crossterm collects a bracketed paste in linear time (10 MB in a fraction of a
/// second, see `tests/terminal_loop.rs`).
fn read_keys(send: &impl Fn(Input) -> bool) {
    let _end = OnEnd(|| {
        send(Input::Lost);
    });
    let mut ahead = None;
    while let Ok(event) = ahead.take().map_or_else(event::read, Ok) {
        let input = match event {
            Event::Key(key) => Chord::from_event(key).map(Input::Key),
            Event::Paste(text) => Some(Input::Paste(text)),
            Event::Resize(columns, rows) => {
                let (size, other) = newest_size(columns, rows);
                ahead = other;
                Some(size)
            }
            _ => None,
        };
        if input.is_some_and(|input| !send(input)) {
            return;
        }
    }
}

/// Of sizes that wait one behind the other only the last counts; gives also what came after them.
fn newest_size(mut columns: u16, mut rows: u16) -> (Input, Option<Event>) {
    while event::poll(Duration::ZERO).unwrap_or(false) {
        match event::read() {
            Ok(Event::Resize(wider, higher)) => (columns, rows) = (wider, higher),
            other => return (Input::Resize(columns, rows), other.ok()),
        }
    }
    (Input::Resize(columns, rows), None)
}

/// Says at the end of a thread that it has ended, also when it panics.
struct OnEnd<F: Fn()>(F);

impl<F: Fn()> Drop for OnEnd<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}
