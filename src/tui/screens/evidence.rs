//! The evidence register: every piece, what it is cited for, and the one under the cursor in full.

mod links;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::links::{go, link, unlink};
use super::sheet::Sheet;
use super::{Page, cursor};
use crate::domain::change::{Change, Evidence, EvidenceTime, EvidenceWithdrawn, Item};
use crate::domain::dossier::Dossier;
use crate::domain::evidence::{Citations, Piece};
use crate::domain::refusal::Refusal;
use crate::domain::slot::Slot;
use crate::i18n::{self, Lang, evidence as words};
use crate::search::Query;
use crate::tui::app::{Next, Notice, Then};
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::evidence::{EvidenceForm, kinds};
use crate::tui::forms::{Purpose, left_words};
use crate::tui::keymap::{Action, Scope};
use crate::tui::paint::{first_line, pad, page_top, paragraph, put, rule};
use crate::tui::view::moment;

/// Lines of the lower pane at most, its rule included.
const PANE: u16 = 10;

/// Lines above the list.
const HEAD: u16 = 1;

/// The evidence register.
#[derive(Debug, Default)]
pub struct Register {
    /// The label under the cursor.
    cursor: String,
    /// The lower pane has the whole screen.
    whole: bool,
    /// How many pieces there were, so that a new one gets the cursor.
    known: usize,
}

impl Register {
    /// At a label; at the first if it is empty.
    pub fn new(cursor: &str, open: &Open) -> Self {
        let known = open.dossier.evidence_register().len();
        Self { cursor: cursor.to_owned(), whole: false, known }
    }

    /// The row under the cursor; the first if its piece is gone.
    fn at(&self, pieces: &[Piece<'_>]) -> usize {
        pieces.iter().position(|piece| piece.taken.evidence == self.cursor).unwrap_or(0)
    }

    /// The label under the cursor.
    pub fn label<'a>(&self, open: &'a Open) -> Option<&'a str> {
        let pieces = open.dossier.evidence_register();
        pieces.get(self.at(&pieces)).map(|piece| piece.taken.evidence.as_str())
    }

    /// The keys that change the piece under the cursor, or lead on from it.
    fn with_piece(action: Action, piece: &Piece<'_>, desk: &Desk, open: &Open) -> Next {
        let label = &piece.taken.evidence;
        match action {
            Action::Open => go(label, desk, open),
            Action::DecideConflict => match conflict(&open.dossier, label) {
                Some(slot) => Next::Decide(slot),
                None => Next::Say(Notice::good(desk.t(i18n::frame::NO_CONFLICT))),
            },
            // Asked before anything is typed: a withdrawn piece stays as it is.
            Action::ReviseEvidence | Action::WithdrawEvidence | Action::LinkEvidence
                if piece.withdrawn.is_some() =>
            {
                let refusal = Refusal::EvidenceWithdrawn(label.clone());
                Next::Say(Notice::bad(i18n::refusal(&refusal, desk.lang)))
            }
            Action::ReviseEvidence => ask(EvidenceForm::Revise { evidence: label.clone() }),
            Action::WithdrawEvidence => ask(EvidenceForm::Withdraw { evidence: label.clone() }),
            Action::LinkEvidence => link(label, desk, open),
            Action::UnlinkEvidence => unlink(label, desk, open),
            _ => Next::Pass,
        }
    }
}

fn ask(form: EvidenceForm) -> Next {
    Next::Ask(Purpose::Evidence(form))
}

impl Page for Register {
    const CODE: &'static str = "evidence";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Evidence, Scope::Hits, Scope::Everywhere]
    }

    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        let pieces = open.dossier.evidence_register();
        let at = self.at(&pieces);
        if let Some(to) = cursor::moved(action, at, pieces.len(), page(desk.body())) {
            if let Some(piece) = pieces.get(to) {
                self.cursor.clone_from(&piece.taken.evidence);
            }
            return Next::Stay;
        }
        match (action, pieces.get(at)) {
            (Action::AddEvidence, _) => Next::Choose(kinds(desk, None, None)),
            (Action::NextPane | Action::PreviousPane, _) => {
                self.whole = !self.whole;
                Next::Stay
            }
            (Action::Back, _) if self.whole => {
                self.whole = false;
                Next::Stay
            }
            (_, Some(piece)) => Self::with_piece(action, piece, desk, open),
            (Action::Open, None) => Next::Stay,
            _ => Next::Pass,
        }
    }

    fn find(&mut self, text: &str, forward: Option<bool>, desk: &Desk, open: &Open) -> bool {
        let query = Query::new(text);
        let pieces = open.dossier.evidence_register();
        let citations = open.dossier.citations();
        let found = cursor::hit(pieces.len(), self.at(&pieces), forward, |row| {
            let piece = &pieces[row];
            let cited = cited_for(&citations, &piece.taken.evidence).join(" ");
            let mut texts = piece.taken.body.texts();
            texts.extend([piece.taken.evidence.as_str(), desk.t(word(piece, open)), &cited]);
            query.matches_any(&texts)
        });
        if let Some(row) = found {
            self.cursor.clone_from(&pieces[row].taken.evidence);
        }
        found.is_some()
    }

    /// A withdrawn piece stays as it is; to look at there are files; to go to there is what a piece is
    /// cited for.
    fn offers(&self, action: Action, _: &Desk, open: &Open) -> bool {
        let of_piece = |holds: &dyn Fn(&Piece<'_>) -> bool| {
            let pieces = open.dossier.evidence_register();
            pieces.get(self.at(&pieces)).is_some_and(holds)
        };
        match action {
            Action::ReviseEvidence | Action::LinkEvidence => of_piece(&|piece| piece.withdrawn.is_none()),
            Action::LookAt => of_piece(&|piece| matches!(piece.taken.body, Evidence::File { .. })),
            Action::Open => of_piece(&|piece| {
                let label = &piece.taken.evidence;
                let (items, ncs) =
                    (open.dossier.items_of_evidence(label), open.dossier.ncs_of_evidence(label));
                !items.is_empty() || !ncs.is_empty()
            }),
            _ => true,
        }
    }

    fn saved(&mut self, _: Then, _: &Desk, open: &Open) -> Next {
        let pieces = open.dossier.evidence_register();
        if pieces.len() > self.known
            && let Some(new) = pieces.iter().max_by_key(|piece| (piece.entry.at, piece.entry.seq))
        {
            self.cursor.clone_from(&new.taken.evidence);
        }
        self.known = pieces.len();
        Next::Stay
    }

    fn cursor(&self) -> String {
        self.cursor.clone()
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: &Open) {
        let buf = frame.buffer_mut();
        let pieces = open.dossier.evidence_register();
        let Some(piece) = pieces.get(self.at(&pieces)) else {
            let within = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
            let y = paragraph(buf, within, area.y + 1, desk.t(words::NONE_YET), desk.look.text());
            paragraph(buf, within, y + 1, &begun(desk, open), desk.look.attention());
            return;
        };
        if self.whole {
            written_out(piece, desk, open).draw(buf, area, 0);
            return;
        }
        let list = list(area);
        view_list(buf, list, &pieces, self.at(&pieces), desk, open);
        rule(buf, area, list.bottom(), desk.look);
        let below =
            Rect { y: list.bottom() + 1, height: (area.height - list.height).saturating_sub(1), ..area };
        pane(&written_out(piece, desk, open), buf, below, desk);
    }
}

/// The piece as far as there is room, and how much there is besides.
fn pane(sheet: &Sheet, buf: &mut Buffer, area: Rect, desk: &Desk) {
    let (count, height) = (sheet.lines(area.width).len(), usize::from(area.height));
    if count <= height || height == 0 {
        sheet.draw(buf, area, 0);
        return;
    }
    let text = words::MORE.with(desk.lang, &[&(count + 1 - height)]);
    sheet.draw(buf, Rect { height: area.height - 1, ..area }, 0);
    put(buf, area.x + 1, area.bottom() - 1, area.right(), &text, desk.look.attention());
}

/// Where head and list stand, above the pane.
fn list(area: Rect) -> Rect {
    Rect { height: area.height - (area.height / 2).min(PANE), ..area }
}

/// Pieces that are seen at once.
fn page(area: Rect) -> u16 {
    list(area).height.saturating_sub(HEAD)
}

// What a piece is cited for

/// Clauses and nonconformities, in words that fit into a list.
fn cited_for<'a>(citations: &Citations<'a>, evidence: &str) -> Vec<&'a str> {
    let items = citations.items(evidence).iter().map(|item| item.clause.as_str());
    items.chain(citations.ncs(evidence).iter().copied()).collect()
}

/// An item in words: clause, title, site.
fn item_words(desk: &Desk, open: &Open, item: &Item) -> String {
    let list = open.dossier.checklist(&item.audit, &item.standard);
    let title = list.and_then(|list| list.indicator(&item.clause)).map(|leaf| desk.pick(&leaf.title));
    let site = open.dossier.site_name(&item.site);
    format!("{} {} · {site}", item.clause, title.unwrap_or_default())
}

/// The first slot of a piece, its links included, that holds differing values.
fn conflict(dossier: &Dossier, label: &str) -> Option<Slot> {
    let of_it = |slot: &&Slot| match slot.sort() {
        "evidence" | "evidence-withdrawn" | "file-sort" | "cited-for-item" | "cited-for-nc" => {
            slot.last() == label
        }
        "evidence-date" => slot.as_str().split('/').nth(1) == Some(label),
        _ => false,
    };
    dossier.conflicts().find(of_it).cloned()
}

// Drawing

/// The word for what a piece is.
fn word(piece: &Piece<'_>, open: &Open) -> i18n::Text {
    i18n::words::piece_word(&piece.taken.body, open.dossier.file_sorted(piece))
}

/// The pieces that were begun and left.
fn begun(desk: &Desk, open: &Open) -> String {
    left_words(desk, open, |purpose| matches!(purpose, Purpose::Evidence(_)))
}

/// Cells of the columns: label, kind, time, what it is cited for.
fn columns(lang: Lang) -> [usize; 4] {
    match lang {
        Lang::Zh => [11, 9, 12, 14],
        Lang::En => [11, 14, 12, 14],
    }
}

fn view_list(buf: &mut Buffer, area: Rect, pieces: &[Piece<'_>], at: usize, desk: &Desk, open: &Open) {
    let withdrawn = pieces.iter().filter(|piece| piece.withdrawn.is_some()).count();
    let citations = open.dossier.citations();
    let loose = |piece: &&Piece<'_>| {
        piece.withdrawn.is_none() && cited_for(&citations, &piece.taken.evidence).is_empty()
    };
    let loose = pieces.iter().filter(loose).count();
    let counts = words::COUNTS.with(desk.lang, &[&pieces.len(), &loose, &withdrawn]);
    let x = put(buf, area.x + 2, area.y, area.right(), &counts, desk.look.quiet());
    put(buf, x + 2, area.y, area.right(), &begun(desk, open), desk.look.attention());
    let top = page_top(at, area.height.saturating_sub(HEAD));
    for (nth, y) in (top..pieces.len()).zip(area.y + HEAD..area.bottom()) {
        let cited = cited_for(&citations, &pieces[nth].taken.evidence);
        view_row(buf, Rect { y, height: 1, ..area }, &pieces[nth], &cited, nth == at, desk, open);
    }
}

fn view_row(
    buf: &mut Buffer,
    line: Rect,
    piece: &Piece<'_>,
    cited: &[&str],
    here: bool,
    desk: &Desk,
    open: &Open,
) {
    let look = desk.look;
    let label = &piece.taken.evidence;
    let marker = if here { look.marks.cursor } else { " " };
    put(buf, line.x, line.y, line.right(), marker, look.heading());
    let style = if piece.withdrawn.is_some() { look.quiet() } else { look.text() };
    let (cited, cited_style) = match (piece.withdrawn, cited) {
        (Some(_), _) => (desk.t(words::WITHDRAWN).to_owned(), style),
        (None, []) => (desk.t(words::NOT_CITED).to_owned(), look.attention()),
        (None, [only]) => ((*only).to_owned(), style),
        (None, [first, rest @ ..]) => (format!("{first} +{}", rest.len()), style),
    };
    let conflict = if conflict(&open.dossier, label).is_some() { look.marks.conflict } else { "" };
    let cells = [
        (format!("{conflict}{label}"), style),
        (desk.t(word(piece, open)).to_owned(), style),
        (piece.entry.at.format("%m-%d %H:%M").to_string(), look.quiet()),
        (cited, cited_style),
    ];
    let mut x = line.x + 2;
    for ((cell, style), width) in cells.into_iter().zip(columns(desk.lang)) {
        let right = (x + u16::try_from(width).unwrap_or(0)).min(line.right());
        put(buf, x, line.y, right.saturating_sub(1), &pad(&cell, width - 1), style);
        x = right;
    }
    put(buf, x, line.y, line.right(), &gist(&piece.taken.body), style);
}

/// The most telling of a piece, in a line.
pub(super) fn gist(body: &Evidence) -> String {
    match body {
        Evidence::Record { title, sampled, failed, .. } => format!("{title} {failed}/{sampled}"),
        Evidence::File { path, text, .. } => {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            format!("{name} {}", first_line(text))
        }
        other => {
            let texts = other.texts().into_iter().map(first_line).filter(|text| !text.is_empty());
            texts.collect::<Vec<_>>().join(" · ")
        }
    }
}

/// A piece in full.
fn written_out(piece: &Piece<'_>, desk: &Desk, open: &Open) -> Sheet {
    let look = desk.look;
    let label = &piece.taken.evidence;
    let mut sheet = Sheet::new(look);
    sheet.row(label, desk.t(word(piece, open)), look.heading());
    if let Some(reason) = piece.withdrawn {
        sheet.row(desk.t(words::WITHDRAWN_BECAUSE), reason, look.attention());
    }
    let asked =
        open.dossier.file_sorted(piece).map(|sorted| &sorted.person).filter(|person| !person.is_empty());
    if let Some(person) = asked {
        sheet.row(desk.t(words::ASKED), person, look.text());
    }
    body(&mut sheet, &piece.taken.body, desk);
    times(&mut sheet, piece, desk, open);
    let items = open.dossier.items_of_evidence(label);
    let mut cited: Vec<String> = items.iter().map(|item| item_words(desk, open, item)).collect();
    cited.extend(open.dossier.ncs_of_evidence(label).into_iter().map(str::to_owned));
    if cited.is_empty() {
        sheet.row(desk.t(words::CITED_FOR), desk.t(words::NOT_CITED), look.attention());
    } else {
        sheet.row(desk.t(words::CITED_FOR), cited.join("\n"), look.text());
    }
    let versions = open.dossier.standing(piece.entry);
    let registered = open.dossier.first_recorded(versions.last().copied().unwrap_or(piece.entry));
    if open.dossier.imported(piece).id != registered.id {
        let text = format!("{} {}", moment(registered.at), registered.by);
        sheet.row(desk.t(words::TAKEN), text, look.text());
    }
    if let [first, .., _] = versions.as_slice() {
        let first = open.dossier.first_recorded(first);
        let revised = words::REVISED.with(desk.lang, &[&versions.len(), &moment(first.at), &first.by]);
        sheet.row(desk.t(words::REVISIONS), revised, look.quiet());
    }
    withdrawal(&mut sheet, label, desk, open);
    sheet
}

/// The three times of a piece, each by its name: of the event, of the capture, of the import.
fn times(sheet: &mut Sheet, piece: &Piece<'_>, desk: &Desk, open: &Open) {
    let look = desk.look;
    for part in EvidenceTime::ALL {
        let Some(dated) = open.dossier.evidence_time(&piece.taken.evidence, *part) else { continue };
        let mut text = i18n::values::when_words(*part, dated.when, desk.lang);
        if dated.is_ahead() {
            text.push_str(desk.t(i18n::report::AHEAD));
        }
        let style = if dated.is_ahead() { look.attention() } else { look.text() };
        sheet.row(desk.t(part.word()), text, style);
    }
    let imported = open.dossier.imported(piece);
    let text = format!("{} {}", moment(imported.at), imported.by);
    sheet.row(desk.t(i18n::words::IMPORT_TIME), text, look.text());
}

/// Who withdrew it and when.
fn withdrawal(sheet: &mut Sheet, label: &str, desk: &Desk, open: &Open) {
    let entry = open.dossier.shown(Slot::evidence_withdrawn(label).as_str());
    if let Some(entry) = entry
        && let Some(Change::EvidenceWithdrawn(EvidenceWithdrawn { .. })) = entry.change()
    {
        sheet.row(desk.t(words::WITHDRAWN), format!("{} {}", moment(entry.at), entry.by), desk.look.quiet());
    }
}

fn body(sheet: &mut Sheet, body: &Evidence, desk: &Desk) {
    let text = desk.look.text();
    let mut row = |label, value: &str| {
        if !value.is_empty() {
            sheet.row(desk.t(label), value, text);
        }
    };
    match body {
        Evidence::Observation { text } => row(words::OBSERVED, text),
        Evidence::Document { title, number, text } => {
            row(words::TITLE, title);
            row(words::NUMBER, number);
            row(words::MATTERS, text);
        }
        Evidence::Interview { person, text } => {
            row(words::ASKED, person);
            row(words::WHAT_SAID, text);
        }
        Evidence::File { path, size, text, sha256 } => {
            row(words::SHOWS, text);
            row(words::PATH, path);
            row(words::SIZE, &words::BYTES.with(desk.lang, &[size]));
            // Two lines on a narrow screen: never the one that a low pane leaves out.
            row(words::SHA, sha256);
        }
        Evidence::Record { title, population, sampled, failed, samples } => {
            row(words::RECORDS, title);
            let population = population.map_or(desk.t(words::UNCOUNTED).to_owned(), |n| n.to_string());
            row(words::COUNT, &words::COUNTED.with(desk.lang, &[&population, sampled, failed]));
            let marks = desk.look.marks;
            let sample = |sample: &crate::domain::change::Sample| {
                let mark = if sample.failed { marks.nonconform } else { marks.conform };
                format!("{mark} {}", sample.number)
            };
            row(words::SAMPLE_NUMBERS, &samples.iter().map(sample).collect::<Vec<_>>().join("  "));
        }
    }
}
