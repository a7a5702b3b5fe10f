//! The frame around every screen: where we are, what is left, what was just done, what can be pressed.

use chrono::{DateTime, FixedOffset};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::app::App;
use super::backend::blank_under;
use super::desk::{Desk, Open};
use super::keymap::{Action, Binding};
use super::paint::{lines_up, put, put_right, put_wrapped_up};
use super::widgets::cells;
use crate::domain::checklist::Checklist;
use crate::domain::score::{Figure, Level, NoFigure, Score};
use crate::i18n::{self, Text, frame as words};

/// Cells of a client's name below which it says nothing.
const SHORTEST_NAME: usize = 4;

/// The area between header and footer.
pub fn body(area: Rect) -> Rect {
    Rect { y: area.y + 1, height: area.height.saturating_sub(3), ..area }
}

/// What of the body a sentence of several lines in the footer leaves to see.
pub fn seen(area: Rect, app: &App) -> Rect {
    let body = body(area);
    let lines = app.notice().map_or(1, |notice| lines_up(area, area.bottom() - 2, &notice.text));
    Rect { height: body.height.saturating_sub(lines.saturating_sub(1)), ..body }
}

/// Draws header and footer.
pub fn frame(frame: &mut Frame, app: &App) {
    let area = frame.area();
    let buf = frame.buffer_mut();
    let body = body(area);
    blank_under(Rect { height: 1, ..area }, buf);
    blank_under(Rect { y: body.bottom(), height: area.bottom() - body.bottom(), ..area }, buf);
    header(buf, area, app);
    footer(buf, area, app);
}

/// The sentence for a window in which nothing fits.
pub fn too_small(frame: &mut Frame, desk: &Desk) {
    let area = frame.area();
    let text = words::TOO_SMALL.with(desk.lang, &[&area.width, &area.height]);
    super::paint::paragraph(frame.buffer_mut(), area, area.y, &text, desk.look.text());
}

fn header(buf: &mut Buffer, area: Rect, app: &App) {
    let desk = &app.desk;
    let Some(open) = &app.open else {
        put(buf, area.x + 1, area.y, area.right(), "onsite", desk.look.heading());
        return;
    };
    let parts = standing(desk, open);
    let (short, least, roomy) = room(&parts, desk, open, area.width);
    let mut right = area.right();
    // From right to left, the most important first; what does not fit beside the names is left out.
    for part in &parts {
        let text = part.words(short);
        let least = area.x + 1 + if part.stays { least } else { roomy };
        if right.saturating_sub(width(text) + 2) < least {
            break;
        }
        right = put_right(buf, area.x, area.y, right.saturating_sub(1), text, part.style).saturating_sub(1);
    }
    let room = right.saturating_sub(area.x + 2);
    let name = place_name(desk, open, usize::from(room));
    put(buf, area.x + 1, area.y, right.saturating_sub(1), &name, desk.look.heading());
}

/// Something that the header says, the longer way and the shorter way.
struct Part {
    long: String,
    short: String,
    style: Style,
    /// Where it does not fit, the others say it shorter and the client's name is cut, before it goes.
    stays: bool,
}

impl Part {
    fn new(long: String, style: Style) -> Self {
        Self { short: long.clone(), long, style, stays: true }
    }

    fn or(self, short: String) -> Self {
        Self { short, ..self }
    }

    fn may_go(self) -> Self {
        Self { stays: false, ..self }
    }

    fn words(&self, short: bool) -> &str {
        if short { &self.short } else { &self.long }
    }
}

/// Whether the header says things the shorter way, and how many cells the names have at least beside what
/// stays and beside what may go: before anything that stays is left out, words are cut short, then names.
fn room(parts: &[Part], desk: &Desk, open: &Open, columns: u16) -> (bool, u16, u16) {
    let names = |room: u16| width(&place_name(desk, open, usize::from(room)));
    let needs = |short: bool| -> u16 {
        parts.iter().filter(|part| part.stays).map(|part| width(part.words(short)) + 2).sum()
    };
    let roomy = names(columns * 2 / 5);
    let fits = |short| needs(short).saturating_add(roomy) < columns;
    match (fits(false), fits(true)) {
        (true, _) => (false, roomy, roomy),
        (false, true) => (true, roomy, roomy),
        (false, false) => (true, names(0), roomy),
    }
}

fn width(text: &str) -> u16 {
    u16::try_from(cells(text)).unwrap_or(u16::MAX)
}

/// Client, audit and site in at most that many cells: where the auditor stands is never cut away. An
/// audit that is the only one gives way first, for nothing is told apart by it; then the client's
/// name is cut short; then the audit goes, and last what is left of the client's name.
fn place_name(desk: &Desk, open: &Open, room: usize) -> String {
    let client = open.dossier.client();
    let Some(audit) = open.dossier.audit(&open.at.audit) else { return client.to_owned() };
    let site = open.dossier.site_name(&open.at.site);
    let audit = format!("{} {}", audit.year, desk.t(audit.audit_type.word()));
    let whole = format!("{client} · {audit} · {site}");
    if cells(&whole) <= room {
        return whole;
    }
    let only = open.dossier.audits().len() == 1;
    let short = format!("{client} · {site}");
    if only && cells(&short) <= room {
        return short;
    }
    let rest = format!("{} · {audit} · {site}", desk.look.marks.cut);
    match room.checked_sub(cells(&rest)).filter(|left| !only && *left >= SHORTEST_NAME) {
        Some(left) => format!("{}{rest}", start_of(client, left)),
        None => {
            let rest = format!("{} · {site}", desk.look.marks.cut);
            match room.checked_sub(cells(&rest)).filter(|left| *left >= SHORTEST_NAME) {
                Some(left) => format!("{}{rest}", start_of(client, left)),
                None => site.to_owned(),
            }
        }
    }
}

/// As much of a text as fits into that many cells.
fn start_of(text: &str, room: usize) -> &str {
    let mut used = 0;
    let end = text.grapheme_indices(true).find(|(_, cluster)| {
        used += cells(cluster);
        used > room
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// What stands at the right of the header, the most important first.
fn standing(desk: &Desk, open: &Open) -> Vec<Part> {
    let look = desk.look;
    let (saved, style) = match open.read_only {
        Some(_) => (desk.t(words::READ_ONLY).to_owned(), look.attention()),
        None if open.draft_unkept => (desk.t(words::DRAFT_LOST).to_owned(), look.bad()),
        None => (format!("{} {}", look.marks.saved, desk.t(words::SAVED)), look.good()),
    };
    let mut parts = vec![Part::new(saved, style)];
    // Beside every figure of the screen: it must never be the first to give way.
    if open.checklist().is_some_and(Checklist::has_provisional) {
        let part = Part::new(desk.t(words::PROVISIONAL).to_owned(), look.attention());
        parts.push(part.or(desk.t(words::PROVISIONAL_SHORT).to_owned()));
    }
    let Some(score) = open.score() else { return parts };
    let judged = |text| judged(desk, score, text);
    parts.push(Part::new(judged(words::JUDGED), look.text()).or(judged(words::JUDGED_SHORT)));
    let conflicts = open.dossier.conflicts().count();
    if conflicts > 0 {
        let part = Part::new(words::CONFLICTS.with(desk.lang, &[&conflicts]), look.attention());
        parts.push(part.or(words::CONFLICTS_SHORT.with(desk.lang, &[&conflicts])));
    }
    if let Some(checklist) = open.checklist()
        && let Some([long, short]) = forecast(desk, checklist, score)
    {
        parts.push(Part::new(long, look.text()).or(short));
    }
    if open.waiting_files() > 0 {
        let waiting = i18n::inbox::WAITING.with(desk.lang, &[&open.waiting_files()]);
        parts.push(Part::new(waiting, look.attention()).may_go());
    }
    if open.checklist().is_some() && open.open_ncs() > 0 {
        parts.push(Part::new(words::NCS.with(desk.lang, &[&open.open_ncs()]), look.text()).may_go());
    }
    parts
}

fn judged(desk: &Desk, score: &Score, text: Text) -> String {
    let places: usize = score.leaves.iter().map(|leaf| leaf.sites.len().max(1)).sum();
    text.with(desk.lang, &[&places.saturating_sub(score.open + score.differing), &places])
}

/// The level if nothing changes and the range it can still move in, the longer way and the shorter way;
/// `None` where there are no points.
fn forecast(desk: &Desk, checklist: &Checklist, score: &Score) -> Option<[String; 2]> {
    let shown = |figure: &Result<Figure, NoFigure>| match figure {
        Ok(figure) => Some(points(checklist, figure)),
        Err(_) => None,
    };
    let now = score.so_far.as_ref().ok()?;
    let (lowest, highest) = (shown(&score.lowest)?, shown(&score.highest)?);
    let level = level(desk, checklist, &now.level);
    let said = |text: Text| text.with(desk.lang, &[&level, &lowest, &highest]);
    Some([words::FORECAST, words::FORECAST_SHORT].map(said))
}

/// A score with two decimals, never rounded up to a band.
pub fn points(checklist: &Checklist, figure: &Figure) -> String {
    let bands: Vec<_> = checklist.bands.iter().filter_map(|band| band.min.clone()).collect();
    figure.score.shown_below(&bands)
}

/// A level in words.
pub fn level(desk: &Desk, checklist: &Checklist, level: &Level) -> String {
    match level {
        Level::Band(code) => {
            let band = checklist.bands.iter().find(|band| band.code == *code);
            band.map_or(code.as_str(), |band| desk.pick(&band.title)).to_owned()
        }
        Level::BelowLowest => desk.t(i18n::report::BELOW_LOWEST).to_owned(),
        Level::TooManyDeductions => desk.t(i18n::report::TOO_MANY_DEDUCTIONS).to_owned(),
    }
}

fn footer(buf: &mut Buffer, area: Rect, app: &App) {
    let desk = &app.desk;
    if let Some(notice) = app.notice() {
        let style = if notice.bad { desk.look.bad() } else { desk.look.good() };
        put_wrapped_up(buf, area, area.bottom() - 2, &notice.text, style);
    }
    keys(buf, area, &app.foot(), desk);
}

/// The likeliest keys, as many as fit, and at the right the key for all of them.
fn keys(buf: &mut Buffer, area: Rect, rows: &[Binding], desk: &Desk) {
    let y = area.bottom() - 1;
    let mut right = area.right();
    if let Some(help) = rows.iter().find(|row| row.action == Action::ShowHelp) {
        let text = format!("{} {}", help.shown(), help.words.get(desk.lang));
        right =
            put_right(buf, area.x, y, right.saturating_sub(1), &text, desk.look.quiet()).saturating_sub(2);
    }
    let mut x = area.x + 1;
    for row in rows.iter().filter(|row| row.foot) {
        let key = row.shown();
        let words = row.words.get(desk.lang);
        let width = u16::try_from(cells(&key) + cells(words) + 1).unwrap_or(u16::MAX);
        if x.saturating_add(width) > right {
            break;
        }
        x = put(buf, x, y, right, &key, desk.look.key()) + 1;
        x = put(buf, x, y, right, words, desk.look.quiet()) + 2;
    }
}

/// A time as people read it: day and minute.
pub fn moment(at: DateTime<FixedOffset>) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}
