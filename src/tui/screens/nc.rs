//! One nonconformity: where it stands, what may come next, its texts apart, and its whole history.
//!
//! How it is written out is in `nc/content.rs`; the moves of its life are in `nc/moves.rs`.

mod content;
pub mod moves;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::content::Content;
use self::moves::{MOVES, Move};
use super::ncs::{class_words, clause_title, due_words};
use super::{Page, cursor};
use crate::domain::change::{Change, CitedForNc, Class, LikeCaseChecked, Step};
use crate::domain::followup::{LikeCase, Previous};
use crate::domain::nonconformity::Nonconformity;
use crate::domain::refusal::Refusal;
use crate::i18n::values::evidence_value;
use crate::i18n::{self, Text, ncs as words};
use crate::tui::app::{Next, Notice, Then};
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::evidence::kinds;
use crate::tui::forms::nc::NcForm;
use crate::tui::forms::{Purpose, left_words};
use crate::tui::keymap::{Action, BINDINGS, Scope};
use crate::tui::modals::choice::{Choice, Line, Pick};
use crate::tui::paint::{put, put_right, rule};

/// Lines above the text: what it is, where it stands, what comes next, a rule.
const HEAD: u16 = 4;

/// One nonconformity.
#[derive(Debug, Default)]
pub struct Nc {
    /// Its label.
    nc: String,
    /// The first line of the text that is shown.
    top: usize,
}

impl Nc {
    /// Its label.
    pub fn label(&self) -> &str {
        &self.nc
    }

    /// Of a label.
    pub fn of(nc: &str) -> Self {
        Self { nc: nc.to_owned(), top: 0 }
    }

    /// Scrolls: by half a page, since each line more would repaint the screen as well.
    fn scroll(&mut self, action: Action, nc: &Nonconformity<'_>, desk: &Desk, open: &Open) -> Option<Next> {
        let area = desk.body();
        let height = usize::from(text(area).height).max(1);
        let lines = Content::of(nc, desk, open).lines(area.width).len();
        let last = lines.saturating_sub(height);
        let half = (height / 2).max(1);
        self.top = match action {
            Action::MoveDown => (self.top + half).min(last),
            Action::MoveUp => self.top.saturating_sub(half),
            // The last line that was read stays in sight.
            Action::PageDown => (self.top + (height - 1).max(1)).min(last),
            Action::PageUp => self.top.saturating_sub((height - 1).max(1)),
            Action::MoveFirst => 0,
            Action::MoveLast => last,
            _ => return None,
        };
        Some(Next::Stay)
    }
}

/// Where the text stands, below the head.
fn text(area: Rect) -> Rect {
    Rect { y: area.y + HEAD, height: area.height.saturating_sub(HEAD), ..area }
}

impl Page for Nc {
    const CODE: &'static str = "nc";

    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Nonconformity, Scope::Everywhere]
    }

    fn offers(&self, action: Action, desk: &Desk, open: &Open) -> bool {
        let Some(nc) = open.dossier.nonconformity(&self.nc) else { return true };
        let again = || {
            let previous = open.dossier.previous(&nc, &open.at.audit);
            matches!(previous, Some(Previous::ToRecheck | Previous::Rechecked(_)))
        };
        match (action, Move::of(action)) {
            (Action::Verify, _) if again() => true,
            (Action::Escalate, _) if !nc.escalations.is_empty() => !nc.ended() || nc.step_differs,
            (Action::CiteEvidence | Action::AddEvidence, _) => !nc.ended() || nc.step_differs,
            (_, Some(made)) => made.refused(&nc, desk, open).is_none(),
            _ => true,
        }
    }

    fn update(&mut self, action: Action, desk: &Desk, open: &Open) -> Next {
        let Some(nc) = open.dossier.nonconformity(&self.nc) else { return Next::Pass };
        if cursor::moved(action, 0, 0, 0).is_some()
            && let Some(next) = self.scroll(action, &nc, desk, open)
        {
            return next;
        }
        let (nc_label, audit) = (self.nc.clone(), open.at.audit.clone());
        let previous = open.dossier.previous(&nc, &audit);
        // What was closed in an earlier audit is looked at again in this one.
        if action == Action::Verify && matches!(previous, Some(Previous::ToRecheck | Previous::Rechecked(_)))
        {
            return Next::Ask(Purpose::Nc(NcForm::Recheck { nc: nc_label, audit }));
        }
        if action == Action::Escalate
            && let Some(next) = reword_escalation(&nc, desk, open)
        {
            return next;
        }
        if let Some(made) = Move::of(action) {
            if made == Move::Close
                && made.refused(&nc, desk, open).is_none()
                && open.dossier.like_cases_open(&nc) > 0
            {
                return close_with_likes_open(&nc, desk, open);
            }
            return made.begin(&nc, desk, open);
        }
        match action {
            Action::CheckLikeCases => like_cases(&nc, desk, open),
            Action::CiteEvidence => cite(&nc, desk, open),
            Action::AddEvidence if nc.ended() && !nc.step_differs => has_ended(&self.nc, desk),
            Action::AddEvidence => Next::Choose(kinds(desk, None, Some(&self.nc))),
            Action::DecideConflict => match open.dossier.nc_conflicts(&self.nc).next() {
                Some(slot) => Next::Decide(slot.clone()),
                None => Next::Say(Notice::good(desk.t(i18n::frame::NO_CONFLICT))),
            },
            _ => Next::Pass,
        }
    }

    fn saved(&mut self, _: Then, _: &Desk, open: &Open) -> Next {
        // Undoing its raising takes it away.
        if open.dossier.nonconformity(&self.nc).is_none() { Next::Back } else { Next::Stay }
    }

    fn cursor(&self) -> String {
        self.nc.clone()
    }

    fn view(&self, frame: &mut Frame, area: Rect, desk: &Desk, open: &Open) {
        let buf = frame.buffer_mut();
        let Some(nc) = open.dossier.nonconformity(&self.nc) else {
            put(buf, area.x + 1, area.y + 1, area.right(), desk.t(words::GONE), desk.look.text());
            return;
        };
        view_head(buf, area, &nc, desk, open);
        let body = text(area);
        let count = Content::of(&nc, desk, open).draw(buf, body, self.top);
        let height = usize::from(body.height);
        if count > height {
            let top = self.top.min(count - height);
            let shown = words::LINES.with(desk.lang, &[&(top + 1), &(top + height), &count]);
            let right = area.right().saturating_sub(1);
            put_right(buf, area.x, body.y - 1, right, &format!(" {shown} "), desk.look.quiet());
        }
    }
}

/// Words an escalation anew where there is no due date to escalate for the first time: that of the due date
/// now or, after an extension, an earlier one.
fn reword_escalation(nc: &Nonconformity<'_>, desk: &Desk, open: &Open) -> Option<Next> {
    let anew = nc.escalated().is_none() && Move::Escalate.refused(nc, desk, open).is_none();
    if anew || nc.escalations.is_empty() || nc.ended() && !nc.step_differs {
        return None;
    }
    let form =
        |due: &String| Purpose::Nc(NcForm::RewordEscalation { nc: nc.raised.nc.clone(), due: due.clone() });
    if let [only] = nc.escalations.as_slice() {
        return Some(Next::Ask(form(&only.due)));
    }
    let lines = nc.escalations.iter().rev().map(|escalated| Line {
        text: words::ESCALATED_AS
            .with(desk.lang, &[&escalated.date, &escalated.person, &escalated.to, &escalated.due]),
        aside: String::new(),
        pick: Pick::Ask(form(&escalated.due)),
    });
    Some(Next::Choose(Choice::new(desk.t(words::ESCALATION_CHOOSE), lines.collect())))
}

/// Offers the other outlets, those that were not checked first.
fn like_cases(nc: &Nonconformity<'_>, desk: &Desk, open: &Open) -> Next {
    let mut likes = open.dossier.like_cases(nc);
    if likes.is_empty() {
        return Next::Say(Notice::good(desk.t(words::LIKE_NONE)));
    }
    likes.sort_by_key(|like| like.checked.is_some());
    let lines = likes.iter().map(|like| like_line(nc, like, desk)).collect();
    Next::Choose(Choice::new(desk.t(words::LIKE_CHOOSE), lines))
}

/// An outlet that is asked for the like, to say what was found there.
fn like_line(nc: &Nonconformity<'_>, like: &LikeCase<'_>, desk: &Desk) -> Line {
    let (label, site) = (nc.raised.nc.clone(), like.site.site.clone());
    Line {
        text: like.site.name.clone(),
        aside: desk.t(like_word(like.checked)).to_owned(),
        pick: Pick::Ask(Purpose::Nc(NcForm::LikeCase { nc: label, site })),
    }
}

/// Names the outlets that nobody has looked at yet before it is closed over them. The handbook makes the
/// check no step before the closing, and whoever visits those outlets may come a year later.
fn close_with_likes_open(nc: &Nonconformity<'_>, desk: &Desk, open: &Open) -> Next {
    let likes = open.dossier.like_cases(nc);
    let unchecked: Vec<&LikeCase<'_>> = likes.iter().filter(|like| like.checked.is_none()).collect();
    let close = Line {
        text: desk.t(words::CLOSE_ALL_THE_SAME).to_owned(),
        aside: String::new(),
        pick: Pick::Record(Move::Close.change(nc, desk)),
    };
    let sites = unchecked.iter().map(|like| like_line(nc, like, desk));
    let title = words::CLOSE_WITH_LIKES.with(desk.lang, &[&unchecked.len()]);
    Next::Choose(Choice::new(title, std::iter::once(close).chain(sites).collect()))
}

/// What a check for the like found.
pub(super) fn like_word(checked: Option<&LikeCaseChecked>) -> Text {
    match checked {
        None => words::LIKE_OPEN,
        Some(checked) if checked.found => words::LIKE_FOUND,
        Some(_) => words::LIKE_NOT_FOUND,
    }
}

/// Says that what belongs to it stays as it is.
fn has_ended(nc: &str, desk: &Desk) -> Next {
    Next::Say(Notice::bad(i18n::refusal(&Refusal::NcEnded(nc.to_owned()), desk.lang)))
}

/// Offers all evidence; what is cited already is taken back by choosing it. What has ended says so first.
fn cite(nc: &Nonconformity<'_>, desk: &Desk, open: &Open) -> Next {
    let label = &nc.raised.nc;
    if nc.ended() && !nc.step_differs {
        return has_ended(label, desk);
    }
    let cited = open.dossier.evidence_for_nc(label);
    let is_cited = |evidence: &str| cited.iter().any(|piece| piece.taken.evidence == evidence);
    let pieces = open.dossier.evidence_register();
    let usable = pieces.iter().filter(|piece| piece.withdrawn.is_none());
    let lines: Vec<Line> = usable
        .map(|piece| {
            let evidence = &piece.taken.evidence;
            let sorted = open.dossier.file_sorted(piece);
            let here = is_cited(evidence);
            let change = CitedForNc { evidence: evidence.clone(), nc: label.clone(), cited: !here };
            Line {
                text: format!("{evidence} {}", evidence_value(&piece.taken.body, sorted, desk.lang)),
                aside: if here { desk.t(words::CITED).to_owned() } else { String::new() },
                pick: Pick::Record(Change::CitedForNc(change)),
            }
        })
        .collect();
    if lines.is_empty() {
        return Next::Say(Notice::bad(desk.t(words::NO_EVIDENCE)));
    }
    Next::Choose(Choice::new(format!("{} · {label}", desk.t(words::CITE)), lines))
}

fn view_head(buf: &mut Buffer, area: Rect, nc: &Nonconformity<'_>, desk: &Desk, open: &Open) {
    let look = desk.look;
    let clause = nc.raised.clauses.first().map_or("", String::as_str);
    let title = format!("{}  {} {}", nc.raised.nc, clause, clause_title(desk, open, nc, clause));
    put(buf, area.x + 1, area.y, area.right(), &title, look.heading());
    let stands = desk.t(nc.step.map_or(i18n::words::RAISED, Step::word));
    let (left, style) = due_words(desk, nc);
    let mut x = put(buf, area.x + 1, area.y + 1, area.right(), stands, step_style(nc, desk));
    let class = format!(" · {} · {}", class_words(desk, nc.class), open.dossier.site_name(&nc.raised.site));
    x = put(buf, x, area.y + 1, area.right(), &class, look.text());
    if !left.is_empty() {
        x = put(buf, x, area.y + 1, area.right(), " · ", look.text());
        x = put(buf, x, area.y + 1, area.right(), &left, style);
    }
    let mut asides = Vec::new();
    asides.extend(nc.escalated().filter(|_| !nc.ended()).map(|_| desk.t(words::ESCALATED).to_owned()));
    asides.extend(open.dossier.repeats(nc).map(|_| desk.t(words::REPEAT).to_owned()));
    let like = open.dossier.like_cases_open(nc);
    asides.extend((like > 0).then(|| words::LIKE_LEFT.with(desk.lang, &[&like])));
    let left = left_words(desk, open, |purpose| purpose.is_about_nc(&nc.raised.nc));
    asides.extend(Some(left).filter(|left| !left.is_empty()));
    for aside in asides {
        x = put(buf, x, area.y + 1, area.right(), " · ", look.text());
        x = put(buf, x, area.y + 1, area.right(), &aside, look.attention());
    }
    let differing: Vec<String> = open
        .dossier
        .nc_conflicts(&nc.raised.nc)
        .map(|slot| i18n::slot_words(slot.as_str(), desk.lang))
        .collect();
    if differing.is_empty() {
        view_next(buf, area, nc, desk, open);
    } else {
        let text = words::DIFFERS.with(desk.lang, &[&differing.join(desk.lang.pick("、", ", "))]);
        put(
            buf,
            area.x + 1,
            area.y + 2,
            area.right(),
            &format!("{} {text}", look.marks.conflict),
            look.attention(),
        );
    }
    rule(buf, area, area.y + 3, look);
}

fn step_style(nc: &Nonconformity<'_>, desk: &Desk) -> ratatui::style::Style {
    match nc.step {
        Some(Step::Closed | Step::Verified { effective: true, .. }) => desk.look.good(),
        Some(Step::Withdrawn { .. }) => desk.look.quiet(),
        Some(Step::Disputed { .. } | Step::Rejected { .. } | Step::Verified { effective: false, .. }) => {
            desk.look.attention()
        }
        _ => desk.look.text(),
    }
}

/// What is waited for, and the keys that are possible now.
fn view_next(buf: &mut Buffer, area: Rect, nc: &Nonconformity<'_>, desk: &Desk, open: &Open) {
    let look = desk.look;
    let y = area.y + 2;
    let mut x = put(buf, area.x + 1, y, area.right(), desk.t(words::NEXT), look.quiet()) + 1;
    let awaited = match open.dossier.previous(nc, &open.at.audit) {
        Some(Previous::ToRecheck) => desk.t(words::WAITS_RECHECK).to_owned(),
        Some(Previous::Rechecked(found)) if found.effective => desk.t(words::WAITS_STILL_GOOD).to_owned(),
        Some(Previous::Rechecked(_)) => desk.t(words::WAITS_WORKS_NO_MORE).to_owned(),
        _ if open.dossier.changed_since_acknowledged(&nc.raised.nc)
            && matches!(nc.step, Some(Step::Acknowledged { .. })) =>
        {
            desk.t(words::WAITS_AGAIN).to_owned()
        }
        _ if nc.step == Some(&Step::Closed) && open.dossier.like_cases_open(nc) > 0 => {
            desk.t(words::WAITS_LIKE).to_owned()
        }
        _ => awaited(nc, desk),
    };
    x = put(buf, x, y, area.right(), &awaited, look.text()) + 2;
    for (action, made) in MOVES {
        let sides = matches!(made, Move::Edit | Move::Compose | Move::Withdraw | Move::Extend)
            || made == Move::Escalate && nc.escalated().is_some();
        let row = BINDINGS.iter().find(|row| row.scope == Scope::Nonconformity && row.action == action);
        let Some(row) = row.filter(|_| !sides && made.refused(nc, desk, open).is_none()) else { continue };
        let words = row.words.get(desk.lang);
        let width = crate::tui::widgets::cells(words) + 3;
        if x.saturating_add(u16::try_from(width).unwrap_or(u16::MAX)) > area.right() {
            break;
        }
        x = put(buf, x, y, area.right(), &row.shown(), look.key()) + 1;
        x = put(buf, x, y, area.right(), words, look.quiet()) + 2;
    }
}

/// What is waited for, in one sentence.
fn awaited(nc: &Nonconformity<'_>, desk: &Desk) -> String {
    let text = match nc.step {
        None => words::WAITS_RAISED,
        Some(Step::Acknowledged { .. }) if nc.class == Some(Class::Observation) => words::WAITS_OBSERVED,
        Some(Step::Acknowledged { .. }) => words::WAITS_ACKNOWLEDGED,
        Some(Step::Disputed { .. }) => words::WAITS_DISPUTED,
        Some(Step::Answered { .. }) => words::WAITS_ANSWERED,
        Some(Step::Accepted { .. }) => words::WAITS_ACCEPTED,
        Some(Step::Rejected { .. }) => return words::WAITS_REJECTED.with(desk.lang, &[&nc.round()]),
        Some(Step::CarriedOut { .. }) => words::WAITS_CARRIED_OUT,
        Some(Step::Verified { effective: true, .. }) => words::WAITS_EFFECTIVE,
        Some(Step::Verified { effective: false, .. }) => words::WAITS_NOT_EFFECTIVE,
        Some(Step::Closed | Step::Withdrawn { .. }) => words::WAITS_NOTHING,
    };
    desk.t(text).to_owned()
}
