//! What surrounds the verdicts: meetings, interviews, the sample of outlets.

use super::lines::{Leads, Line, Tone};
use crate::domain::change::{MeetingKind, MeetingPart};
use crate::domain::slot::Slot;
use crate::i18n::{overview as words, plan as plan_words, sites as site_words, talk as talk_words};
use crate::tui::desk::{Desk, Open};
use crate::tui::keymap::Action;
use crate::tui::screens::meetings;

/// The lines of the visit; none without an audit.
pub fn visit(desk: &Desk, open: &Open) -> Vec<Line> {
    if open.dossier.audit(&open.at.audit).is_none() {
        return Vec::new();
    }
    let mut lines = vec![Line::heading(desk, words::VISIT)];
    lines.extend(MeetingKind::ALL.iter().map(|kind| meeting(desk, open, *kind)));
    lines.push(talk(desk, open));
    lines.extend(sample(desk, open));
    lines.push(plan(desk, open));
    lines
}

fn meeting(desk: &Desk, open: &Open, kind: MeetingKind) -> Line {
    let meeting = open.dossier.meeting(&open.at.audit, kind);
    let key = format!("meeting/{}/{}", open.at.audit, kind.code());
    let at = Slot::meeting(&open.at.audit, kind, MeetingPart::Starts);
    let line =
        |text: String, tone| Line::new(key, desk.t(kind.word()), text).tone(tone).leads(Leads::Slot(at));
    if !meeting.is_recorded() {
        return line(desk.t(words::NOT_HELD).to_owned(), Tone::Quiet);
    }
    let needs = meeting.check_in(desk.now).needs_exception() && meeting.exception.is_empty();
    let tone = if needs { Tone::Attention } else { Tone::Plain };
    line(format!("{}  {}", meetings::time(&meeting, desk).0, meetings::check_in(&meeting, desk).0), tone)
}

fn talk(desk: &Desk, open: &Open) -> Line {
    let notes = open.dossier.notes(&open.at.audit);
    let loose = notes.iter().filter(|note| note.is_loose()).count();
    let tone = if notes.is_empty() { Tone::Quiet } else { Tone::Plain };
    let text = talk_words::COUNT.with(desk.lang, &[&notes.len(), &loose]);
    Line::new("talk", desk.t(words::TALK), text).tone(tone).leads(Leads::Do(Action::GoTalk))
}

fn plan(desk: &Desk, open: &Open) -> Line {
    let plan = open.dossier.visit_plan(&open.at.audit);
    let settled = plan.iter().filter(|line| line.outcome.is_some()).count();
    let left = open.dossier.unplanned(&open.at.audit, &open.at.standard).len();
    let (text, tone) = match plan.len() {
        0 => (desk.t(words::NO_PLAN).to_owned(), Tone::Quiet),
        lines => (plan_words::SUM.with(desk.lang, &[&lines, &settled, &left]), Tone::Plain),
    };
    Line::new("plan", desk.t(plan_words::TITLE), text).tone(tone).leads(Leads::Do(Action::GoPlan))
}

/// The sample of outlets; nothing where there are none.
fn sample(desk: &Desk, open: &Open) -> Option<Line> {
    let sample = open.dossier.outlet_sample(&open.at.audit);
    let least = sample.least.unwrap_or(0);
    let text = if sample.is_short() {
        site_words::SHORT.with(desk.lang, &[&sample.visited, &(least - sample.visited)])
    } else if sample.is_hand_picked() {
        let lacking = sample.least_at_random - sample.at_random;
        site_words::RANDOM_SHORT.with(desk.lang, &[&sample.at_random, &lacking])
    } else {
        site_words::VISITED.with(desk.lang, &[&sample.visited])
    };
    let lacks = sample.is_short() || sample.is_hand_picked();
    let tone = if lacks { Tone::Attention } else { Tone::Plain };
    let line = Line::new("sample", desk.t(words::SAMPLE), text).tone(tone);
    (sample.outlets > 0).then(|| line.leads(Leads::Do(Action::GoSites)))
}
