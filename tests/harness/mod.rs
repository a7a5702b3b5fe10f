//! A session at the screen for stories: the real keys, the real store, frozen time and identities.
//!
//! The screen is printed when a test fails, as the auditor would have seen it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(dead_code, reason = "each story uses a part of it")]

use std::path::PathBuf;

use onsite::checklists::Shelf;
use onsite::domain::change::{AuditType, Change};
use onsite::domain::dossier::Dossier;
use onsite::domain::journal::Stamp;
use onsite::domain::opening::Opening;
use onsite::i18n::Lang;
use onsite::store::{Device, Folders, Graphics, Settings, Store};
use onsite::supply::Supply;
use onsite::tui::Surroundings;
use onsite::tui::chord::keys;
use onsite::tui::events::Input;
use onsite::tui::look::Look;
use onsite::tui::message::Msg;
use onsite::tui::painter::Family;
use onsite::tui::session::Session;
use onsite::tui::terminal::Terminal;
use onsite::tui::widgets::cells;
use ratatui::buffer::Buffer;
use ratatui::layout::Size;

/// The time at which every story begins.
pub const NOW: &str = "2026-11-24T10:00:00+08:00";

/// A session on a dossier in a folder of its own.
pub struct Harness {
    session: Option<Session>,
    terminal: Terminal<Vec<u8>>,
    shown: Buffer,
    folder: tempfile::TempDir,
    lang: Lang,
    look: Look,
    /// Bytes that the terminal has been sent, all frames together.
    sent: usize,
}

/// A dossier of an evidently made-up firm: two sites, one initial audit by GB/T 27922.
pub fn opening(supply: &Supply) -> Opening {
    let Ok(Change::ChecklistAdopted(adopted)) = Shelf::built_in().adoption("gbt27922-2011") else {
        panic!("the checklist is built in");
    };
    Opening {
        dossier: supply.fresh_id(),
        client: "厦门示例电器有限公司".to_owned(),
        checklists: vec![adopted],
        audit_type: AuditType::Initial,
        year: 2026,
        sites: vec!["总部".to_owned(), "福州服务网点".to_owned()],
        sampling: None,
    }
}

impl Harness {
    /// The walk in Chinese at 80x24.
    pub fn new() -> Self {
        Self::sized(80, 24, Lang::Zh)
    }

    /// The walk at a size, in a language.
    pub fn sized(width: u16, height: u16, lang: Lang) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::below(folder.path());
        let supply = Supply::scripted(NOW);
        let device = Device::at(&folders, &supply).unwrap();
        let stamp = Stamp { at: supply.now(), by: "审查员甲".into() };
        let path = folder.path().join("示例.onsite");
        Store::start(&path, opening(&supply), &device, &supply, &stamp).unwrap().close().unwrap();
        let terminal = Terminal::onto(Vec::new(), Size::new(width, height), Family::Xterm).unwrap();
        let mut harness = Self {
            session: None,
            terminal,
            shown: Buffer::default(),
            folder,
            lang,
            look: Look::new(false, false),
            sent: 0,
        };
        harness.start(Some(path));
        harness
    }

    /// The inbox of the dossier of [`Harness::new`].
    pub fn inbox(&self) -> std::path::PathBuf {
        let store = Store::open_reading(&self.path()).unwrap();
        self.folder
            .path()
            .join("inbox")
            .join(format!("示例-{}", onsite::domain::ids::tag(store.dossier_id())))
    }

    /// The demonstration dossier, in the walk.
    pub fn demonstration(width: u16, height: u16, lang: Lang) -> Self {
        Self::home(width, height, lang).keys("m")
    }

    /// The same with plain marks, as on a terminal whose font lacks ours.
    pub fn demonstration_in_ascii(width: u16, height: u16, lang: Lang) -> Self {
        let mut harness = Self::home(width, height, lang);
        harness.look = Look::new(true, false);
        harness.start(None);
        harness.keys("m")
    }

    /// The same dossier on a terminal that takes pixels so.
    pub fn on_a_terminal_with(mut self, graphics: Graphics) -> Self {
        let path = self.path();
        drop(self.session.take());
        self.look = self.look.with_graphics(graphics);
        let size = self.terminal.size();
        self.terminal = Terminal::onto(Vec::new(), size, Family::Xterm).unwrap().with_graphics(graphics);
        self.start(Some(path));
        self
    }

    /// Home, with no dossier made.
    pub fn home(width: u16, height: u16, lang: Lang) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let terminal = Terminal::onto(Vec::new(), Size::new(width, height), Family::Xterm).unwrap();
        let mut harness = Self {
            session: None,
            terminal,
            shown: Buffer::default(),
            folder,
            lang,
            look: Look::new(false, false),
            sent: 0,
        };
        harness.start(None);
        harness
    }

    fn start(&mut self, path: Option<PathBuf>) {
        let folders = Folders::below(self.folder.path());
        let supply = Supply::scripted(NOW);
        let device = Device::at(&folders, &supply).unwrap();
        let around = Surroundings {
            settings: Settings::load(&folders).unwrap(),
            remote: false,
            shelf: Shelf::open(&folders).into(),
            folders,
            device,
            supply,
        };
        let mut session = Session::new(around, self.lang, self.look, "审查员甲");
        match path {
            Some(path) => session.begin(&path).unwrap(),
            None => session.begin_at_home(),
        }
        let size = self.terminal.size();
        session.take(Msg::Input(Input::Resize(size.width, size.height)));
        self.session = Some(session);
        self.draw();
    }

    /// The file of the dossier.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("示例.onsite")
    }

    /// The folder that everything lies in.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    fn session(&mut self) -> &mut Session {
        self.session.as_mut().expect("the session is running")
    }

    /// Presses keys; the screen is drawn and everything settled after each, as in the loop.
    pub fn keys(mut self, script: &str) -> Self {
        self.press(script);
        self
    }

    /// Presses keys.
    pub fn press(&mut self, script: &str) {
        for chord in keys(script) {
            self.session().take(Msg::Input(Input::Key(chord)));
            self.draw();
            self.session().settle();
        }
    }

    /// Types a text with its blanks.
    pub fn typed(mut self, text: &str) -> Self {
        for piece in text.split_inclusive(' ') {
            self.press(piece.trim_end());
            if piece.ends_with(' ') {
                self.press("<space>");
            }
        }
        self
    }

    /// Pastes a text.
    pub fn paste(mut self, text: &str) -> Self {
        self.session().take(Msg::Input(Input::Paste(text.to_owned())));
        self.draw();
        self.session().settle();
        self
    }

    /// Ends the program as `kill -9` would and starts it again on the same file.
    pub fn killed_and_restarted(mut self) -> Self {
        let session = self.session.take();
        // A killed process gives its locks back without writing anything.
        drop(session);
        let path = self.path();
        self.start(Some(path));
        self
    }

    /// The same, at home.
    pub fn killed_and_restarted_at_home(mut self) -> Self {
        drop(self.session.take());
        self.start(None);
        self
    }

    /// Leaves the program in order and starts it again on the same file.
    pub fn restarted(mut self) -> Self {
        self.session.take().unwrap().end().unwrap();
        let path = self.path();
        self.start(Some(path));
        self
    }

    /// Gives the window another size.
    pub fn resized(mut self, width: u16, height: u16) -> Self {
        self.terminal = Terminal::onto(Vec::new(), Size::new(width, height), Family::Xterm).unwrap();
        self.session().take(Msg::Input(Input::Resize(width, height)));
        self.draw();
        self
    }

    fn draw(&mut self) {
        let session = self.session.as_mut().expect("the session is running");
        let shown = &mut self.shown;
        self.terminal.want_photo(session.app.photo());
        self.terminal
            .draw(|frame| {
                session.app.view(frame);
                *shown = frame.buffer_mut().clone();
            })
            .unwrap();
        self.sent += self.terminal.writer().len();
        self.terminal.writer().clear();
    }

    /// Bytes sent so far.
    pub fn bytes(&self) -> u64 {
        self.terminal.bytes_written()
    }

    /// What the screen shows, line by line, without blanks at the ends of lines.
    pub fn screen(&self) -> String {
        let area = self.shown.area;
        let mut text = String::new();
        for y in 0..area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < area.width {
                let symbol = self.shown[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(cells(symbol)).unwrap().max(1);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// What a screen shows within its frame: without header and footer, and blank lines at the end.
    pub fn body(&self) -> String {
        let screen = self.screen();
        let lines: Vec<&str> = screen.lines().collect();
        lines[1..lines.len() - 2].join("\n").trim_end().to_owned()
    }

    /// The dossier as it is on disk, read anew.
    pub fn saved(&self) -> Dossier {
        Store::open_reading(&self.path()).unwrap().load().unwrap()
    }

    /// A dossier on disk, wherever it lies, read anew.
    pub fn saved_at(path: &std::path::Path) -> Dossier {
        Store::open_reading(path).unwrap().load().unwrap()
    }

    /// The file of the dossier on the screen; `None` at home.
    pub fn open_path(&self) -> Option<PathBuf> {
        let app = &self.session.as_ref().expect("the session is running").app;
        app.open.as_ref().map(|open| open.path.clone())
    }

    /// The dossier on the screen.
    pub fn dossier(&self) -> &Dossier {
        let app = &self.session.as_ref().expect("the session is running").app;
        &app.open.as_ref().expect("a dossier is open").dossier
    }

    /// Bytes that the terminal has been sent so far.
    pub fn sent(&self) -> usize {
        self.sent
    }

    /// Asserts that the screen shows a text.
    #[track_caller]
    pub fn shows(self, text: &str) -> Self {
        assert!(self.screen().contains(text), "the screen does not show {text:?}");
        self
    }

    /// Asserts that the screen does not show a text.
    #[track_caller]
    pub fn hides(self, text: &str) -> Self {
        assert!(!self.screen().contains(text), "the screen shows {text:?}");
        self
    }
}

impl Drop for Harness {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the screen:\n{}", self.screen());
        }
    }
}
