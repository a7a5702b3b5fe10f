//! From a key to the finished frame, and what a frame costs on the line.

use std::path::Path;

use onsite::checklists::Shelf;
use onsite::i18n::Lang;
use onsite::store::{Device, Folders, Settings};
use onsite::supply::Supply;
use onsite::tui::Surroundings;
use onsite::tui::chord::keys;
use onsite::tui::events::Input;
use onsite::tui::look::Look;
use onsite::tui::message::Msg;
use onsite::tui::painter::Family;
use onsite::tui::session::Session;
use onsite::tui::terminal::Terminal;
use ratatui::layout::Size;

use super::measure::{chapter, cost, mean, median, percentile, say};

/// The screen of the aims.
const SIZE: Size = Size::new(120, 40);

/// A session on a dossier, drawn into memory.
pub struct Sitting {
    session: Session,
    screen: Terminal<Vec<u8>>,
}

/// What keys cost: milliseconds of CPU to the finished frame, and bytes.
#[derive(Default)]
pub struct Keys {
    pub cpu: Vec<f64>,
    /// The share of drawing.
    draw: Vec<f64>,
    bytes: Vec<f64>,
}

impl Sitting {
    /// Opens a dossier and draws it once.
    pub fn begin(file: &Path, folders: &Folders, device: Device) -> Self {
        let around = Surroundings {
            settings: Settings::default(),
            remote: false,
            shelf: Shelf::built_in().into(),
            folders: folders.clone(),
            device,
            supply: Supply::real(),
        };
        let mut session = Session::new(around, Lang::Zh, Look::new(false, false), "审查员甲");
        session.begin(file).unwrap();
        let screen = Terminal::onto(Vec::new(), SIZE, Family::Xterm).unwrap();
        let mut sitting = Self { session, screen };
        sitting.draw();
        sitting
    }

    fn draw(&mut self) -> u64 {
        let before = self.screen.bytes_written();
        self.screen.draw(|frame| self.session.app.view(frame)).unwrap();
        self.screen.writer().clear();
        self.screen.bytes_written() - before
    }

    /// Presses keys one by one and measures each, the draft and place that are written after a frame
    /// not counted.
    fn press(&mut self, script: &str, into: &mut Keys) {
        for chord in keys(script) {
            let (_, taken) = cost(|| self.session.take(Msg::Input(Input::Key(chord))));
            let (bytes, drawn) = cost(|| self.draw());
            self.session.settle();
            into.cpu.push(taken.cpu + drawn.cpu);
            into.draw.push(drawn.cpu);
            into.bytes.push(bytes as f64);
        }
    }

    /// Presses keys that many times over and gives what each cost.
    pub fn measure(&mut self, script: &str, times: usize) -> Keys {
        let mut measured = Keys::default();
        for _ in 0..times {
            self.press(script, &mut measured);
        }
        measured
    }
}

/// Measures the walk on a large dossier.
pub fn walking(file: &Path, folders: &Folders, device: Device) {
    chapter("Key to finished frame while walking, 120x40 (CPU)");
    let mut sitting = Sitting::begin(file, folders, device);
    sitting.press("g w g g", &mut Keys::default());
    let down = sitting.measure("j", 45);
    let up = sitting.measure("k", 45);
    // Every item open, so that each verdict leads on to the next one.
    sitting.measure("x j", 50);
    sitting.press("g g", &mut Keys::default());
    let verdicts = sitting.measure("y", 45);
    sitting.press("g g", &mut Keys::default());
    let remark = sitting.measure("r 抽 查 五 份 <ctrl-s>", 20);
    sitting.press("g g i", &mut Keys::default());
    let bare = sitting.measure("j", 45);
    sitting.measure("x k", 50);
    let bare_verdicts = sitting.measure("y", 45);
    let idle: u64 = (0..100).map(|_| sitting.draw()).sum();

    let rows = [
        ("j", &down),
        ("k", &up),
        ("y: recorded, next open item", &verdicts),
        ("typing a remark", &remark),
        ("j with the guidance folded", &bare),
        ("y with the guidance folded", &bare_verdicts),
    ];
    for (name, keys) in rows {
        say(&format!("{name} (median)"), median(&keys.cpu), "ms", None);
        say(&format!("{name} (p99)"), percentile(&keys.cpu, 0.99), "ms", None);
        say("  of it drawing (median)", median(&keys.draw), "ms", None);
    }
    let all: Vec<f64> = rows.iter().flat_map(|(_, keys)| keys.cpu.clone()).collect();
    say("all keys above (median)", median(&all), "ms", None);
    say("all keys above (p99)", percentile(&all, 0.99), "ms", Some(2.0));
    chapter("Bytes sent to a 120x40 terminal per key while walking");
    for (name, keys, aim) in [
        ("j", &down, Some(200.0)),
        ("y", &verdicts, Some(400.0)),
        ("j with the guidance folded", &bare, Some(200.0)),
        ("y with the guidance folded", &bare_verdicts, Some(400.0)),
    ] {
        say(&format!("{name} (mean)"), mean(&keys.bytes), "bytes", aim);
        say(&format!("{name} (median)"), median(&keys.bytes), "bytes", None);
        say(&format!("{name} (p99)"), percentile(&keys.bytes, 0.99), "bytes", None);
    }
    say("a typed character of a remark (median)", median(&remark.bytes), "bytes", None);
    say("100 frames without news", idle as f64, "bytes", Some(0.0));
}
