//! The terminal while the program has it: taken over, drawn to, given back whatever happens.
//!
//! It knows modes and bytes. It knows no key, no screen and no wording but its own last sentence.

use std::io::{self, IsTerminal, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::Frame;
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, poll};

pub use super::backend::blank_under;
use super::backend::{Canvas, cell_size};
use super::graphics::{Overlay, Placed};
use super::painter::{Family, Painter};
use crate::store::Graphics;

/// Alternate screen, bracketed paste.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";
/// Everything back, in the order in which it does no harm to see it; also what a frame may have left
/// on: colours, a hidden cursor, a synchronized update cut short.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// The last sentence before the text of a panic.
const SORRY: &str = "onsite 遇到程序错误，已停止；记录过的内容都在档案里。\
                     onsite stopped on a bug of its own; everything recorded is in the dossier.\r\n";

/// Whether the terminal is ours: given back by whoever turns this off.
static OURS: AtomicBool = AtomicBool::new(false);
/// The thread that draws. A panic of another thread must not tear the screen from under it.
static DRAWING: Mutex<Option<ThreadId>> = Mutex::new(None);
/// Panics of other threads, kept until the screen is gone.
static LATE: Mutex<Vec<String>> = Mutex::new(Vec::new());
static HOOK: Once = Once::new();

/// Standard output without Rust's buffer and lock: a panic while they are held could not write.
#[derive(Debug)]
pub struct Tty;

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let out = rustix::stdio::stdout();
        loop {
            match rustix::io::write(out, bytes) {
                // Another program may have left the terminal non-blocking.
                Err(rustix::io::Errno::AGAIN) => {
                    poll(&mut [PollFd::new(&out, PollFlags::OUT)], None)?;
                }
                done => return Ok(done?),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The screen, drawn to `W`; the real one is given back when this is dropped.
#[derive(Debug)]
pub struct Terminal<W: Write = Tty> {
    frames: ratatui::Terminal<Canvas>,
    painter: Painter,
    overlay: Overlay,
    out: W,
    written: u64,
    entered: bool,
}

impl Terminal<Tty> {
    /// Takes the terminal over: raw mode, alternate screen, bracketed paste, panic hook. It takes pixels in
    /// the given way.
    pub fn enter(graphics: Graphics) -> io::Result<Self> {
        if !io::stdout().is_terminal() {
            return Err(io::Error::new(io::ErrorKind::Unsupported, "standard output is not a terminal"));
        }
        let family = Family::of(&std::env::var("TERM").unwrap_or_default());
        let mut terminal = Self::build(Tty, None, family)?;
        terminal.overlay = Overlay::new(graphics);
        *DRAWING.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread::current().id());
        HOOK.call_once(install_hook);
        enable_raw_mode()?;
        OURS.store(true, Ordering::SeqCst);
        terminal.entered = true;
        terminal.out.write_all(ENTER)?;
        Ok(terminal)
    }
}

impl<W: Write> Terminal<W> {
    /// A screen of a given size that writes anywhere and takes nothing over: for tests and benchmarks.
    pub fn onto(out: W, size: Size, family: Family) -> io::Result<Self> {
        Self::build(out, Some(size), family)
    }

    fn build(out: W, size: Option<Size>, family: Family) -> io::Result<Self> {
        let frames = ratatui::Terminal::new(Canvas::new(size))?;
        Ok(Self {
            frames,
            painter: Painter::new(family),
            overlay: Overlay::new(Graphics::None),
            out,
            written: 0,
            entered: false,
        })
    }

    /// Draws a frame: one write with what has changed, or none at all.
    ///
    /// The cursor is shown where the frame sets it, and hidden if it sets none. An error means that
    /// the line is gone.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let frame = self.frames.draw(render)?;
        self.overlay.uncover(frame.buffer, &mut self.painter);
        self.painter.paint(frame.buffer);
        self.overlay.cover(frame.buffer, &mut self.painter, cell_size());
        let bytes = self.painter.finish(self.frames.backend().cursor());
        if bytes.is_empty() {
            return Ok(());
        }
        self.written += bytes.len() as u64;
        let sent = self.out.write_all(bytes).and_then(|()| self.out.flush());
        if sent.is_err() {
            self.painter.forget();
        }
        sent
    }

    /// The photo for which the next frames leave room, and where.
    pub fn want_photo(&mut self, photo: Option<Placed>) {
        self.overlay.want(photo);
    }

    /// Takes pixels in a given way, on a screen made with [`Terminal::onto`].
    #[must_use]
    pub fn with_graphics(mut self, graphics: Graphics) -> Self {
        self.overlay = Overlay::new(graphics);
        self
    }

    /// Paints the next frame whole: after another program wrote on the screen.
    pub fn repaint(&mut self) {
        self.painter.forget();
    }

    /// The size of the screen as the next frame will have it.
    pub fn size(&self) -> Size {
        self.frames.size().unwrap_or_default()
    }

    /// Changes the size of a screen made with [`Terminal::onto`].
    pub fn resize(&mut self, size: Size) {
        self.frames.backend_mut().resize(size);
    }

    /// All bytes of frames so far.
    pub fn bytes_written(&self) -> u64 {
        self.written
    }

    /// Where the bytes went.
    pub fn writer(&mut self) -> &mut W {
        &mut self.out
    }
}

impl<W: Write> Drop for Terminal<W> {
    fn drop(&mut self) {
        if self.entered {
            restore();
        }
    }
}

/// Gives the terminal back, once, however often it is called: before `std::process::exit`, which drops
/// nothing. A terminal that is gone is no reason to fail.
pub fn restore() {
    if !OURS.swap(false, Ordering::SeqCst) {
        return;
    }
    // The modes first: this cannot block, while writing to a stuck line can.
    let _ = disable_raw_mode();
    let _ = Tty.write_all(LEAVE);
    let late = std::mem::take(&mut *LATE.lock().unwrap_or_else(PoisonError::into_inner));
    for text in late {
        let _ = writeln!(io::stderr(), "{SORRY}{text}");
    }
}

/// The screen must be gone before the text of a panic is written, or nobody could read it.
fn install_hook() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let drawing = *DRAWING.lock().unwrap_or_else(PoisonError::into_inner);
        if !OURS.load(Ordering::SeqCst) {
            return before(info);
        }
        if drawing != Some(thread::current().id()) {
            let mut late = LATE.lock().unwrap_or_else(PoisonError::into_inner);
            return late.push(info.to_string());
        }
        restore();
        let _ = io::stderr().write_all(SORRY.as_bytes());
        before(info);
    }));
}
