//! The right pane of the walk: the item under the cursor, what to look for and what is recorded.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Walk;
use crate::domain::audit::Judgement;
use crate::domain::change::{Change, Item, NcPart, SpecialDeducted, Verdict};
use crate::domain::checklist::{Basis, Indicator, Lines};
use crate::domain::dossier::Reading;
use crate::domain::journal::Entry;
use crate::domain::nonconformity::Nonconformity;
use crate::domain::slot::Slot;
use crate::i18n::ncs::short_step;
use crate::i18n::{self, Text, walk as words};
use crate::report::cells::one_line;
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::Purpose;
use crate::tui::forms::evidence::EvidenceForm;
use crate::tui::paint::{first_line, put, wrap};
use crate::tui::screens::evidence::gist;
use crate::tui::view::moment;
use crate::tui::widgets::cells;

/// The labels that stand in a column before the texts.
const LABELS: [Text; 13] = [
    words::CHECK,
    words::ASK,
    words::LOOK,
    words::VERDICT,
    words::OTHER_SITES,
    words::FINDINGS,
    words::SPECIALS,
    words::REMARK,
    words::TALK,
    words::EVIDENCE,
    words::LAST_TIME,
    words::LAST_FINDINGS,
    words::DRAFT,
];

/// Cells of the column of labels: the longest of the language with a blank behind it.
fn labels(desk: &Desk) -> u16 {
    let longest = LABELS.iter().map(|label| cells(desk.t(*label))).max().unwrap_or(0);
    u16::try_from(longest + 1).unwrap_or(u16::MAX)
}

/// The pane as lines from top to bottom, however many: which of them are seen is asked afterwards.
struct Column<'a> {
    rows: Vec<Row>,
    width: u16,
    desk: &'a Desk,
}

/// A line of the pane: texts, each from a cell on.
type Row = Vec<(u16, String, Style)>;

impl Column<'_> {
    /// A label with a text beside it, wrapped.
    fn labelled(&mut self, label: Text, text: &str, style: Style) {
        let labels = labels(self.desk);
        let mut lines = wrap(text, self.width.saturating_sub(labels)).into_iter();
        let first = (labels, lines.next().unwrap_or_default(), style);
        self.rows.push(vec![(0, self.desk.t(label).to_owned(), self.desk.look.quiet()), first]);
        self.rows.extend(lines.map(|line| vec![(labels, line, style)]));
    }

    /// A label with lines beside it.
    fn list(&mut self, label: Text, lines: &[String], style: Style) {
        if !lines.is_empty() {
            self.labelled(label, &lines.join("\n"), style);
        }
    }

    fn rule(&mut self) {
        let look = self.desk.look;
        self.rows.push(vec![(0, look.marks.across.repeat(usize::from(self.width)), look.quiet())]);
    }
}

impl Walk {
    pub(super) fn view_item(&self, buf: &mut Buffer, area: Rect, desk: &Desk, open: &Open) {
        let rows = self.rows_of_item(area.width, desk, open);
        let seen = seen_at_once(rows.len(), area);
        let top = self.scrolled().min(rows.len().saturating_sub(seen));
        for (row, y) in rows.iter().skip(top).take(seen).zip(area.y..) {
            for (x, text, style) in row {
                put(buf, area.x + x, y, area.right(), text, *style);
            }
        }
        if seen < rows.len() && area.height > 0 {
            let below = rows.len() - top - seen;
            let text = match below {
                0 => words::MORE_ABOVE.with(desk.lang, &[&top]),
                _ => words::MORE_BELOW.with(desk.lang, &[&below]),
            };
            put(buf, area.x, area.bottom() - 1, area.right(), &text, desk.look.attention());
        }
    }

    /// Goes down or up in a pane that does not fit: half of it, so that what was read stays in sight.
    pub(super) fn scroll(&mut self, down: bool, area: Rect, desk: &Desk, open: &Open) {
        let rows = self.rows_of_item(area.width, desk, open).len();
        let seen = seen_at_once(rows, area);
        let (last, step) = (rows - seen.min(rows), (seen / 2).max(1));
        let at = self.scrolled().min(last);
        let to = if down { (at + step).min(last) } else { at.saturating_sub(step) };
        self.scroll = (self.cursor.clone(), to);
    }

    /// Lines that are passed over: of another item none.
    fn scrolled(&self) -> usize {
        if self.scroll.0 == self.cursor { self.scroll.1 } else { 0 }
    }

    fn rows_of_item(&self, width: u16, desk: &Desk, open: &Open) -> Vec<Row> {
        let mut column = Column { rows: Vec::new(), width, desk };
        let Some(indicator) = open.checklist().and_then(|list| list.indicator(&self.cursor)) else {
            return column.rows;
        };
        title(&mut column, indicator);
        if !indicator.leaf {
            return column.rows;
        }
        let item = open.at.item(&indicator.clause);
        guidance(&mut column, indicator);
        column.rule();
        verdict(&mut column, open, &item);
        other_sites(&mut column, open, &item);
        findings(&mut column, open, &item);
        specials(&mut column, open, &item);
        remarks(&mut column, open, &item);
        talk(&mut column, open, &item);
        evidence(&mut column, open, &item);
        last_time(&mut column, open, &item);
        drafts(&mut column, open, &item);
        column.rows
    }
}

/// Lines that are seen at once: where not all fit, the last one says so.
fn seen_at_once(rows: usize, area: Rect) -> usize {
    let height = usize::from(area.height);
    if rows <= height { rows } else { height.saturating_sub(1) }
}

fn guidance(column: &mut Column<'_>, indicator: &Indicator) {
    let desk = column.desk;
    if desk.brief {
        column.labelled(words::CHECK, desk.t(words::FOLDED), desk.look.quiet());
        return;
    }
    column.labelled(words::CHECK, desk.pick(&indicator.check), desk.look.text());
    let dotted: Vec<String> =
        lines(desk, &indicator.ask).iter().map(|line| format!("{} {line}", desk.look.marks.open)).collect();
    column.list(words::ASK, &dotted, desk.look.text());
    let separator = format!(" {} ", desk.look.marks.open);
    let evidence = lines(desk, &indicator.evidence).join(&separator);
    if !evidence.is_empty() {
        column.labelled(words::LOOK, &evidence, desk.look.text());
    }
}

fn lines<'a>(desk: &Desk, lines: &'a Lines) -> &'a [String] {
    match desk.lang {
        i18n::Lang::Zh => &lines.zh,
        i18n::Lang::En => &lines.en,
    }
}

fn title(column: &mut Column<'_>, indicator: &Indicator) {
    let desk = column.desk;
    let facts = facts(desk, indicator);
    let title = format!("{} {}", indicator.clause, desk.pick(&indicator.title));
    let (heading, quiet) = (desk.look.heading(), desk.look.quiet());
    column.rows.extend(wrap(&title, column.width).into_iter().map(|line| vec![(0, line, heading)]));
    // The facts follow the title, not the right edge: fewer cells change from item to item. Where they
    // do not fit beside it they stand below, whole.
    let after = column.rows.last().and_then(|row| row.last()).map_or(0, |(_, line, _)| cells(line)) + 2;
    match column.rows.last_mut() {
        Some(row) if after + cells(&facts) <= usize::from(column.width) => {
            row.push((u16::try_from(after).unwrap_or(u16::MAX), facts, quiet));
        }
        _ => column.rows.extend(wrap(&facts, column.width).into_iter().map(|line| vec![(0, line, quiet)])),
    }
}

fn facts(desk: &Desk, indicator: &Indicator) -> String {
    let points = match (&indicator.points, indicator.basis) {
        (Some(points), Basis::Provisional) => {
            let points = words::POINTS.with(desk.lang, &[points]);
            format!("{points} ({})", desk.t(words::POINTS_PROVISIONAL))
        }
        (Some(points), _) => words::POINTS.with(desk.lang, &[points]),
        (None, Basis::Unknown) => desk.t(words::POINTS_UNKNOWN).to_owned(),
        (None, _) => desk.t(words::NO_POINTS).to_owned(),
    };
    let mut facts = vec![points];
    if indicator.may_sample {
        facts.push(desk.t(words::MAY_SAMPLE).to_owned());
    }
    if indicator.may_delete {
        facts.push(desk.t(words::MAY_DELETE).to_owned());
    }
    facts.join(" · ")
}

/// A verdict in words, with its counts or reason.
pub fn verdict_words(desk: &Desk, verdict: &Verdict) -> String {
    match verdict {
        Verdict::Sampled { sampled, failed } => words::SAMPLED_AS.with(desk.lang, &[sampled, failed]),
        Verdict::Deleted { reason } => words::DELETED_BECAUSE.with(desk.lang, &[&first_line(reason)]),
        other => desk.t(other.word()).to_owned(),
    }
}

fn verdict(column: &mut Column<'_>, open: &Open, item: &Item) {
    let desk = column.desk;
    let judgement = open.dossier.judgement(item);
    let (mark, style) = desk.look.judgement(&judgement);
    let text = match &judgement {
        Judgement::One(verdict) => verdict_words(desk, verdict),
        Judgement::Differing => differing(desk, open, item),
        Judgement::Newer => desk.t(i18n::frame::NEWER_VALUE).to_owned(),
    };
    let who = match open.dossier.read(Slot::verdict(item).as_str()) {
        Reading::One(entry) => format!("   {} {}", entry.by, moment(entry.at)),
        _ => String::new(),
    };
    column.labelled(words::VERDICT, &format!("{mark} {text}{who}"), style);
}

/// Who says what, where verdicts differ.
fn differing(desk: &Desk, open: &Open, item: &Item) -> String {
    let Reading::Differing(heads) = open.dossier.read(Slot::verdict(item).as_str()) else {
        return String::new();
    };
    let says = heads.iter().map(|entry| {
        let verdict = match entry.change() {
            Some(Change::Judged(judged)) => verdict_words(desk, &judged.verdict),
            Some(_) => desk.t(Verdict::Open.word()).to_owned(),
            None => desk.t(i18n::frame::NEWER_VALUE).to_owned(),
        };
        format!("{} {verdict}", entry.by)
    });
    words::DIFFERS.with(desk.lang, &[&says.collect::<Vec<_>>().join(" / ")])
}

fn other_sites(column: &mut Column<'_>, open: &Open, item: &Item) {
    let desk = column.desk;
    let others = open.dossier.judgements(&item.audit, &item.standard, &item.clause);
    let shown: Vec<String> = others
        .iter()
        .filter(|at| at.site != item.site && at.judgement != Judgement::One(Verdict::Open))
        .map(|at| {
            let mark = desk.look.judgement(&at.judgement).0;
            format!("{mark} {}", open.dossier.site_name(&at.site))
        })
        .collect();
    if !shown.is_empty() {
        column.labelled(words::OTHER_SITES, &shown.join("  "), desk.look.text());
    }
}

fn findings(column: &mut Column<'_>, open: &Open, item: &Item) {
    if open.ncs_here(&item.clause) == 0 {
        return;
    }
    let desk = column.desk;
    let line = |nc: &Nonconformity<'_>| {
        let class = nc.class.map_or("", |class| desk.t(class.word()));
        let statement = open.dossier.nc_text(&nc.raised.nc, NcPart::Statement);
        let ended = if nc.ended() { format!("{} ", desk.t(short_step(nc.step))) } else { String::new() };
        format!("{} {ended}{class} {}", nc.raised.nc, first_line(statement))
    };
    let shown: Vec<String> = open.dossier.ncs_of_item(item).iter().map(line).collect();
    column.list(words::FINDINGS, &shown, desk.look.bad());
}

/// The special deductions that rest on a nonconformity of this item: they change the score as well.
fn specials(column: &mut Column<'_>, open: &Open, item: &Item) {
    if open.ncs_here(&item.clause) == 0 {
        return;
    }
    let desk = column.desk;
    let points = open.checklist().and_then(|list| list.special.as_ref()).map(|special| &special.deduction);
    let ncs = open.dossier.ncs_of_item(item);
    let of_nc = ncs.iter().flat_map(|nc| {
        let label = nc.raised.nc.as_str();
        open.dossier.specials_of_nc(label).into_iter().map(move |special| (special, label))
    });
    // One may rest on several of them.
    let mut shown: Vec<(&SpecialDeducted, Vec<&str>)> = Vec::new();
    for (special, label) in of_nc {
        match shown.iter_mut().find(|(known, _)| known.special == special.special) {
            Some((_, labels)) => labels.push(label),
            None => shown.push((special, vec![label])),
        }
    }
    let line = |(special, labels): &(&SpecialDeducted, Vec<&str>)| {
        let points = points.map_or_else(String::new, ToString::to_string);
        let (kind, facts) = (desk.t(special.kind.word()), one_line(&special.facts));
        words::SPECIAL_AS.with(desk.lang, &[&special.special, &points, &kind, &facts, &labels.join(" ")])
    };
    let lines: Vec<String> = shown.iter().map(line).collect();
    column.list(words::SPECIALS, &lines, desk.look.bad());
}

fn remarks(column: &mut Column<'_>, open: &Open, item: &Item) {
    let remarks = open.dossier.remarks(item);
    let shown: Vec<String> = remarks
        .iter()
        .map(|(entry, remarked)| format!("{} {}  {}", time(entry, column.desk), entry.by, remarked.text))
        .collect();
    column.list(words::REMARK, &shown, column.desk.look.text());
}

/// When it was written: the time alone says it only of today.
fn time(entry: &Entry, desk: &Desk) -> String {
    if entry.at.date_naive() == desk.today() {
        return entry.at.format("%H:%M").to_string();
    }
    moment(entry.at)
}

/// What was said about it in interviews.
fn talk(column: &mut Column<'_>, open: &Open, item: &Item) {
    let notes = open.dossier.notes_of_item(item);
    let shown: Vec<String> = notes
        .iter()
        .map(|note| {
            let taken = note.taken;
            format!("{} {}  {}", time(note.first, column.desk), taken.person, first_line(&taken.text))
        })
        .collect();
    column.list(words::TALK, &shown, column.desk.look.text());
}

fn evidence(column: &mut Column<'_>, open: &Open, item: &Item) {
    let desk = column.desk;
    let pieces = open.dossier.evidence_for_item(item);
    let shown: Vec<String> = pieces
        .iter()
        .map(|piece| {
            let body = &piece.taken.body;
            let word = i18n::words::piece_word(body, open.dossier.file_sorted(piece));
            format!("{} {} {}", piece.taken.evidence, desk.t(word), gist(body))
        })
        .collect();
    column.list(words::EVIDENCE, &shown, desk.look.text());
}

/// Texts begun on this item and left: nobody has to remember them.
fn drafts(column: &mut Column<'_>, open: &Open, item: &Item) {
    let desk = column.desk;
    let named = open.drafts.keys().filter_map(|key| match serde_json::from_str(key).ok()? {
        Purpose::Item(form) if form.item() == item => Some(desk.t(form.name())),
        Purpose::Evidence(EvidenceForm::Take { item: Some(at), .. }) if at == *item => {
            Some(desk.t(words::EVIDENCE))
        }
        _ => None,
    });
    let names: Vec<&str> = named.collect();
    if !names.is_empty() {
        let text = words::DRAFT_LEFT.with(desk.lang, &[&names.join(" · ")]);
        column.labelled(words::DRAFT, &text, desk.look.attention());
    }
}

fn last_time(column: &mut Column<'_>, open: &Open, item: &Item) {
    let desk = column.desk;
    if let Some((audit, verdict)) = open.dossier.last_time(item) {
        let kind = desk.t(audit.audit_type.word());
        let text = format!("{} {kind}  {}", audit.year, verdict_words(desk, &verdict));
        column.labelled(words::LAST_TIME, &text, desk.look.quiet());
    }
    let line = |nc: &Nonconformity<'_>| {
        let class = nc.class.map_or("", |class| desk.t(class.word()));
        let stands = desk.t(i18n::ncs::short_step(nc.step));
        let statement = first_line(open.dossier.nc_text(&nc.raised.nc, NcPart::Statement));
        let elsewhere =
            if nc.raised.site == item.site { "" } else { open.dossier.site_name(&nc.raised.site) };
        format!("{} {class} {stands} {elsewhere} {statement}", nc.raised.nc).replace("  ", " ")
    };
    let shown: Vec<String> = open.dossier.findings_before(item).iter().map(line).collect();
    column.list(words::LAST_FINDINGS, &shown, desk.look.attention());
}
