//! The loop: a message, the session, a frame; and the way out, whatever asks for it.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process;

use super::app::Notice;
use super::events::{Events, Input};
use super::look::Look;
use super::message::Msg;
use super::session::{Session, Surroundings};
use super::terminal::{self, Terminal};
use crate::i18n::store::system;
use crate::i18n::{Lang, session as words};

/// How the screen is to start.
#[derive(Debug)]
pub struct Start {
    /// The language.
    pub lang: Lang,
    /// Styles and marks.
    pub look: Look,
    /// The person at the keyboard.
    pub by: String,
    /// The dossier to open; home without one.
    pub dossier: Option<PathBuf>,
    /// What is said once at the start, where nothing more urgent is.
    pub notice: Option<String>,
}

/// Runs the screen until the auditor leaves it. An error is the sentence to show: nothing was changed
/// then. Ends the process itself where a signal or a lost line asks for that, after keeping what was
/// being typed.
pub fn run(around: Surroundings, start: &Start) -> Result<(), String> {
    let mut session = Session::new(around, start.lang, start.look, &start.by);
    // Before the terminal is taken over, so that a refusal is an ordinary line on it.
    if let Some(path) = &start.dossier {
        session.begin(path)?;
    }
    let trouble = |error: std::io::Error| {
        // The one kind that is ours and not the system's.
        let ours = error.kind() == std::io::ErrorKind::Unsupported;
        let why =
            if ours { words::NOT_A_TERMINAL.get(start.lang).to_owned() } else { system(&error, start.lang) };
        words::NO_TERMINAL.with(start.lang, &[&why])
    };
    let mut screen = Terminal::enter(start.look.graphics).map_err(trouble)?;
    let events = Events::listen(Msg::Input).map_err(trouble)?;
    session.work_beside(events.sender());
    let size = screen.size();
    session.take(Msg::Input(Input::Resize(size.width, size.height)));
    if start.dossier.is_none() {
        session.begin_at_home();
    }
    if let Some(text) = start.notice.as_ref().filter(|_| session.app.notice().is_none()) {
        session.take(Msg::Said(Notice::good(text.as_str())));
    }
    let code = attend(&mut session, &events, &mut screen);
    let closed = session.end();
    terminal::restore();
    if let Some(code) = code {
        let told = closed.err().unwrap_or_else(|| words::ENDED.get(start.lang).to_owned());
        // A line that is gone takes no sentence; nobody is there to read it.
        let _ = writeln!(io::stderr(), "onsite: {told}");
        // The thread that reads keys cannot be woken; the process ends under it.
        process::exit(code);
    }
    if let Some(told) = closed? {
        // The screen that would have said it is gone.
        let _ = writeln!(io::stderr(), "onsite: {}", told.text);
    }
    Ok(())
}

/// Messages that are taken before a frame is due.
const BEFORE_A_FRAME: usize = 1024;

/// Takes messages until the end; gives the exit code if something else than the auditor ended it.
fn attend(session: &mut Session, events: &Events<Msg>, screen: &mut Terminal) -> Option<i32> {
    loop {
        screen.want_photo(session.app.photo());
        if screen.draw(|frame| session.app.view(frame)).is_err() {
            return Input::Lost.exit_code();
        }
        if session.settle() {
            continue;
        }
        let mut next = Some(match events.waiting() {
            Some(msg) => msg,
            None => events.wait(),
        });
        // What waits is taken before the next frame: keys typed faster than a slow line draws cost one
        // frame together. But not without end: a paste of megabytes without brackets comes as keys, and
        // the screen and the draft must follow it.
        let mut left = BEFORE_A_FRAME;
        while let Some(msg) = next.take() {
            left -= 1;
            let code = match &msg {
                Msg::Input(input) => input.exit_code(),
                _ => None,
            };
            if code.is_some() {
                return code;
            }
            if !session.take(msg) {
                return None;
            }
            next = if left > 0 { events.waiting() } else { None };
        }
    }
}
