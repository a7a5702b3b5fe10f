//! A change said in words: what it is about, and what it says. For timelines, histories, conflicts.

pub use super::names::Names;

use super::cells::one_line;
use crate::domain::change::{
    AuditOpened, Change, Evidence, EvidenceTaken, FileSorted, Item, MeetingPart, SiteChosen, Step, Verdict,
};
use crate::domain::dossier::Dossier;
use crate::domain::gate::{Kind, Line, Row, Subject};
use crate::domain::ids::Hash;
use crate::domain::journal::{Body, Entry};
use crate::i18n::Lang;
use crate::i18n::gate;
use crate::i18n::report as say;
use crate::i18n::slots::slot_words;
use crate::i18n::values::{change_value, when_value};
use crate::i18n::words;

/// What an entry is about; a cleared slot is named by what was cleared in it.
pub fn subject(dossier: &Dossier, entry: &Entry, names: &Names, lang: Lang) -> String {
    match &entry.body {
        Body::Known(Change::Cleared(cleared)) => {
            let before = entry.over.iter().filter_map(|&id| dossier.entry(id)).find_map(Entry::change);
            match before {
                Some(Change::Cleared(_)) | None => one_line(&slot_words(&cleared.slot, lang)),
                Some(change) => about(change, names, lang),
            }
        }
        Body::Known(change) => about(change, names, lang),
        Body::Newer { kind, .. } => one_line(&format!("{kind} {}", entry.slot)),
    }
}

/// What an entry says.
pub fn value(entry: &Entry, names: &Names, lang: Lang) -> String {
    match &entry.body {
        Body::Known(change) => says(change, names, lang),
        Body::Newer { .. } => say::NEWER_VALUE.get(lang).to_owned(),
    }
}

/// The same as a line of a timeline: an undo says that it is one.
pub fn now(dossier: &Dossier, entry: &Entry, names: &Names, lang: Lang) -> String {
    let said = value(entry, names, lang);
    match (entry.change(), dossier.taken_back(entry)) {
        (Some(Change::Cleared(_)), _) | (_, None) => said,
        (_, Some(_)) => say::UNDONE_TO.with(lang, &[&said]),
    }
}

/// What an undo took back of a nonconformity, in one line for the whole act: of one thing what it
/// said, of several which they were.
pub fn taken_back(changes: &[&Change], nc: &str, names: &Names, lang: Lang) -> String {
    let prefix = format!("{nc} ");
    let about = |change: &Change| {
        let about = about(change, names, lang);
        about.strip_prefix(&prefix).map(str::to_owned).unwrap_or(about)
    };
    match changes {
        [one] => say::TAKEN_BACK.with(lang, &[&format!("{} {}", about(one), says(one, names, lang))]),
        many => {
            // An undo goes backwards through an act.
            let things: Vec<String> = many.iter().rev().map(|change| about(change)).collect();
            say::TAKEN_BACK_ALL.with(lang, &[&many.len(), &things.join(lang.pick("、", ", "))])
        }
    }
}

/// What the entry replaced, said; empty if it replaced nothing, or only what had been undone.
pub fn replaced(dossier: &Dossier, entry: &Entry, names: &Names, lang: Lang) -> String {
    let before = entry.over.iter().filter_map(|&id| dossier.entry(id));
    let before = before.filter(|before| !before.is_plain_undo());
    let mut said: Vec<String> = before.map(|entry| value(entry, names, lang)).collect();
    said.dedup();
    said.join(" | ")
}

/// A conflict in one line: where, and who says what.
pub fn conflict(dossier: &Dossier, slot: &str, lang: Lang) -> String {
    let names = Names::of(dossier);
    let heads = dossier.heads(slot);
    let telling = |change: &&Change| !matches!(change, Change::Cleared(_));
    let about = match heads.iter().filter_map(|entry| entry.change()).find(telling) {
        Some(Change::Judged(judged)) => {
            let Item { audit, clause, site, .. } = &judged.item;
            let about = say::CONFLICT_VERDICT.with(lang, &[&names.site_in(audit, site), clause]);
            names.spelled(&about, lang)
        }
        Some(change) => about(change, &names, lang),
        None => one_line(&slot_words(slot, lang)),
    };
    let says = |entry: &&Entry| {
        let said = match entry.change() {
            Some(change) => side(change, &names, lang),
            None => value(entry, &names, lang),
        };
        format!("{} {said}", one_line(&entry.by))
    };
    let said: Vec<String> = heads.iter().map(says).collect();
    say::CONFLICT_SAID.with(lang, &[&about, &said.join(lang.pick("；", "; "))])
}

/// Kept files as the register names them; one that no piece names by its hash.
pub fn originals(dossier: &Dossier, files: &[Hash]) -> String {
    let register = dossier.evidence_register();
    let named = files.iter().map(|sha256| {
        let hash = sha256.to_string();
        let piece = register.iter().find_map(|piece| match &piece.taken.body {
            Evidence::File { path, sha256, .. } if *sha256 == hash => {
                Some(format!("{} {}", piece.taken.evidence, one_line(path)))
            }
            _ => None,
        });
        piece.unwrap_or(hash)
    });
    named.collect::<Vec<_>>().join(" · ")
}

/// The sentence of a row of the leave-site gate; of a conflict with what everybody says.
pub fn gate_row(dossier: &Dossier, row: &Row, names: &Names, lang: Lang) -> String {
    match (row.kind, row.values.first()) {
        (Kind::Conflict, Some(slot)) => gate::CONFLICT.with(lang, &[&conflict(dossier, slot, lang)]),
        _ => names.spelled(&gate::sentence(row, lang), lang),
    }
}

/// The sentence of a line of the gate: that of its row, or how many there are, where, and the first.
pub fn gate_line(dossier: &Dossier, line: &Line, names: &Names, lang: Lang) -> String {
    if line.rest.is_empty() {
        return gate_row(dossier, &line.first, names, lang);
    }
    names.spelled(&gate::many::sentence(line, &ground_of_line(dossier, line, names), lang), lang)
}

/// The same with every name, or, where that does not fit, with as many as fit and the number of the others.
pub fn gate_line_whole(
    dossier: &Dossier,
    line: &Line,
    names: &Names,
    lang: Lang,
    fits: impl Fn(&str) -> bool,
) -> String {
    if line.rest.is_empty() {
        return gate_row(dossier, &line.first, names, lang);
    }
    let place = ground_of_line(dossier, line, names);
    let with = |most| names.spelled(&gate::many::sentence_with(line, &place, most, lang), lang);
    let all = gate::many::names(line, lang).len();
    let whole = with(all);
    if fits(&whole) {
        return whole;
    }
    let (mut least, mut beyond) = (gate::many::NAMED.min(all), all);
    while least + 1 < beyond {
        let middle = usize::midpoint(least, beyond);
        if fits(&with(middle)) { least = middle } else { beyond = middle }
    }
    with(least)
}

fn ground_of_line(dossier: &Dossier, line: &Line, names: &Names) -> String {
    match &line.first.subject {
        Subject::Item(item) => ground_of(dossier, item, names),
        _ => String::new(),
    }
}

/// Site and standard of an item; of an audit by one standard the site alone.
fn ground_of(dossier: &Dossier, item: &Item, names: &Names) -> String {
    let site = names.site(&item.site);
    match dossier.audit(&item.audit) {
        Some(audit) if audit.criteria.len() > 1 => {
            format!("{site} · {}", dossier.standard_name(&item.audit, &item.standard))
        }
        _ => site.to_owned(),
    }
}

/// What a change is about.
pub fn about(change: &Change, names: &Names, lang: Lang) -> String {
    names.spelled(&about_labels(change, names, lang), lang)
}

fn about_labels(change: &Change, names: &Names, lang: Lang) -> String {
    let t = |text: crate::i18n::Text| text.get(lang);
    match change {
        Change::DossierStarted(_) => t(say::ABOUT_DOSSIER).to_owned(),
        Change::ClientDescribed(c) => format!("{} {}", t(words::CLIENT), t(c.part.word())),
        Change::SiteDescribed(_) => t(say::ABOUT_SITE).to_owned(),
        Change::ChecklistAdopted(c) => say::ABOUT_CHECKLIST.with(lang, &[&c.standard]),
        Change::AuditOpened(_) => t(say::ABOUT_AUDIT).to_owned(),
        Change::AuditDescribed(c) => say::ABOUT_AUDIT_PART.with(lang, &[&c.audit, &t(c.part.word())]),
        Change::SiteChosen(c) => say::ABOUT_CHOICE.with(lang, &[&c.audit, &names.site(&c.site)]),
        Change::MemberNamed(c) => say::ABOUT_MEMBER.with(lang, &[&c.audit]),
        Change::Judged(c) => say::ABOUT_VERDICT.with(lang, &[&place_in(&c.item, names)]),
        Change::Remarked(c) => say::ABOUT_REMARK.with(lang, &[&place_in(&c.item, names)]),
        Change::Raised(c) => say::ABOUT_NC.with(lang, &[&c.nc]),
        Change::Classed(c) => say::ABOUT_CLASS.with(lang, &[&c.nc]),
        Change::NcWritten(c) => format!("{} {}", c.nc, t(c.part.word())),
        Change::AnswerWritten(c) => say::ABOUT_ANSWER.with(lang, &[&c.nc, &c.round, &t(c.part.word())]),
        Change::Stepped(c) => say::ABOUT_STEP.with(lang, &[&c.nc]),
        Change::DueExtended(c) => say::ABOUT_EXTENSION.with(lang, &[&c.nc, &c.nth]),
        Change::NcEscalated(c) => say::ABOUT_ESCALATION.with(lang, &[&c.nc]),
        Change::EvidenceTaken(c) => say::ABOUT_EVIDENCE.with(lang, &[&c.evidence]),
        Change::CitedForItem(c) => say::ABOUT_CITED.with(lang, &[&c.evidence, &place_in(&c.item, names)]),
        Change::CitedForNc(c) => say::ABOUT_CITED.with(lang, &[&c.evidence, &c.nc]),
        Change::EvidenceWithdrawn(c) => say::ABOUT_WITHDRAWN.with(lang, &[&c.evidence]),
        Change::SpecialDeducted(c) => say::ABOUT_SPECIAL.with(lang, &[&c.special]),
        Change::BonusGiven(_) => t(say::ABOUT_BONUS).to_owned(),
        Change::NoteTaken(c) => say::ABOUT_NOTE.with(lang, &[&c.note, &names.site(&c.site)]),
        Change::AttendeeNamed(c) => say::ABOUT_ATTENDEE.with(lang, &[&c.audit, &t(c.meeting.word())]),
        Change::NoteUsed(c) => say::ABOUT_NOTE_USE.with(lang, &[&c.note]),
        Change::VisitPlanned(c) => say::ABOUT_VISIT.with(lang, &[&c.audit]),
        Change::DueSet(_)
        | Change::LikeCaseChecked(_)
        | Change::NcRechecked(_)
        | Change::EvidenceDated(_)
        | Change::FileSorted(_)
        | Change::MeetingDescribed(_)
        | Change::CitedForMeeting(_)
        | Change::SitePlaced(_)
        | Change::OutletsDrawn(_)
        | Change::SamplingRuled(_)
        | Change::VisitSettled(_)
        | Change::SpecialGrounded(_) => one_line(&slot_words(change.slot().as_str(), lang)),
        Change::Cleared(c) => one_line(&slot_words(&c.slot, lang)),
    }
}

/// What one side of a conflict says: with all in which it can differ from the other.
pub fn side(change: &Change, names: &Names, lang: Lang) -> String {
    let said = says(change, names, lang);
    let Change::Stepped(stepped) = change else { return said };
    let mut more: Vec<String> = stepped.nth.iter().map(|nth| say::NTH_STEP.with(lang, &[nth])).collect();
    more.extend(
        stepped
            .acknowledges
            .iter()
            .map(|of| say::ACKNOWLEDGES.with(lang, &[&of.class.word().get(lang), &one_line(&of.statement)])),
    );
    if more.is_empty() {
        return said;
    }
    format!("{said}{}", lang.pick("（{}）", " ({})").replace("{}", &more.join(lang.pick("，", ", "))))
}

/// What a change says.
pub fn says(change: &Change, names: &Names, lang: Lang) -> String {
    let t = |text: crate::i18n::Text| text.get(lang);
    let text = match change {
        Change::DossierStarted(c) => c.client.clone(),
        Change::ClientDescribed(c) => c.text.clone(),
        Change::SiteDescribed(c) => format!("{} {} {}", t(c.role.word()), c.name, c.address),
        Change::ChecklistAdopted(c) => {
            say::DIGEST.with(lang, &[&c.digest.chars().take(12).collect::<String>()])
        }
        Change::AuditOpened(c) => names.spelled(&audit(c, lang), lang),
        Change::AuditDescribed(c) => c.text.clone(),
        Change::SiteChosen(c) => choice(c, lang),
        Change::MemberNamed(c) => format!("{} {}", t(c.role.word()), c.name),
        Change::Judged(c) => verdict(&c.verdict, lang),
        Change::Remarked(c) => c.text.clone(),
        Change::Raised(c) => format!("{} · {}", c.clauses.join(" "), names.site(&c.site)),
        Change::Classed(c) => t(c.class.word()).to_owned(),
        Change::NcWritten(c) => c.text.clone(),
        Change::AnswerWritten(c) => c.text.clone(),
        Change::Stepped(c) => step(&c.step, lang),
        Change::DueExtended(c) => format!("{} · {} · {}", c.due, c.reason, c.approver),
        Change::EvidenceTaken(c) => evidence(c, None, lang),
        Change::CitedForItem(c) => cited(c.cited, lang),
        Change::CitedForNc(c) => cited(c.cited, lang),
        Change::EvidenceWithdrawn(c) => c.reason.clone(),
        Change::SpecialDeducted(c) => format!("{} · {}", t(c.kind.word()), c.facts),
        Change::BonusGiven(c) => c.facts.clone(),
        Change::MeetingDescribed(c) => match c.part {
            MeetingPart::Starts | MeetingPart::Ends | MeetingPart::CheckedIn => moment(&c.text),
            MeetingPart::Place | MeetingPart::Exception => c.text.clone(),
        },
        Change::AttendeeNamed(c) if c.name.trim().is_empty() => {
            names.spelled(&say::TAKEN_OFF.with(lang, &[&c.attendee]), lang)
        }
        Change::VisitPlanned(_) => names.spelled(&change_value(change, lang), lang),
        // What these are about is named already.
        Change::LikeCaseChecked(c) => without(&c.site, &change_value(change, lang)),
        Change::NoteUsed(c) => without(&c.note, &change_value(change, lang)),
        Change::VisitSettled(c) => without(&c.visit, &change_value(change, lang)),
        Change::CitedForMeeting(c) => cited(c.cited, lang),
        Change::SpecialGrounded(c) => cited(c.stands, lang),
        Change::SitePlaced(c) if c.below.is_empty() => t(say::NOTHING).to_owned(),
        Change::SitePlaced(c) => names.site(&c.below).to_owned(),
        Change::EvidenceDated(c) => when_value(c.part, &c.time, lang),
        Change::FileSorted(c) => change_value(&Change::FileSorted(c.clone()), lang),
        Change::DueSet(_)
        | Change::NcEscalated(_)
        | Change::NcRechecked(_)
        | Change::NoteTaken(_)
        | Change::AttendeeNamed(_)
        | Change::OutletsDrawn(_)
        | Change::SamplingRuled(_) => change_value(change, lang),
        Change::Cleared(c) if c.reason.is_empty() => t(say::UNDONE).to_owned(),
        Change::Cleared(c) => format!("{} · {}", t(say::DELETED), c.reason),
    };
    one_line(&text)
}

/// Clause and site of an item.
pub fn place(item: &Item, names: &Names) -> String {
    format!("{} · {}", item.clause, names.site(&item.site))
}

/// The same in a line about any audit of the dossier, its label to be spelled.
fn place_in(item: &Item, names: &Names) -> String {
    format!("{} · {}", item.clause, names.site_in(&item.audit, &item.site))
}

/// A verdict with its numbers or its reason.
pub fn verdict(verdict: &Verdict, lang: Lang) -> String {
    let word = verdict.word().get(lang);
    match verdict {
        Verdict::Open | Verdict::Conform | Verdict::Nonconform => word.to_owned(),
        Verdict::Sampled { sampled, failed } => say::SAMPLED_VALUE.with(lang, &[&sampled, &failed]),
        Verdict::Deleted { reason } => format!("{word} · {}", one_line(reason)),
    }
}

/// A step with its particulars.
pub fn step(step: &Step, lang: Lang) -> String {
    let word = step.word().get(lang);
    let rest = match step {
        Step::Acknowledged { person } => person.clone(),
        Step::Disputed { person, words } => format!("{person} · {words}"),
        Step::Answered { round } | Step::Accepted { round } => say::ROUND.with(lang, &[round]),
        Step::Rejected { round, reason } => format!("{} · {reason}", say::ROUND.with(lang, &[round])),
        Step::CarriedOut { facts } => facts.clone(),
        Step::Verified { method, facts, .. } => format!("{} · {facts}", method.word().get(lang)),
        Step::Closed => return word.to_owned(),
        Step::Withdrawn { reason } => reason.clone(),
    };
    format!("{word} · {}", one_line(&rest))
}

/// A piece of evidence in one line; of a file with what was said of it.
pub fn evidence(taken: &EvidenceTaken, sorted: Option<&FileSorted>, lang: Lang) -> String {
    let kind = words::piece_word(&taken.body, sorted).get(lang);
    let rest = match &taken.body {
        Evidence::Record { title, population, sampled, failed, samples } => {
            let population = population.map_or_else(|| "?".to_owned(), |n| n.to_string());
            let failing: Vec<&str> =
                samples.iter().filter(|sample| sample.failed).map(|sample| sample.number.as_str()).collect();
            let counts = say::RECORD_VALUE.with(lang, &[&population, sampled, failed]);
            format!("{title} · {counts} {}", failing.join(" "))
        }
        Evidence::File { path, size, sha256, text } => {
            let size = say::FILE_SIZE.with(lang, &[size]);
            let digest: String = sha256.chars().take(12).collect();
            let person = sorted.map(|sorted| sorted.person.as_str()).filter(|person| !person.is_empty());
            let person = person.map(|person| format!("{person} · ")).unwrap_or_default();
            format!("{person}{path} · {size} · {digest} · {text}")
        }
        body => {
            let texts = body.texts().into_iter().filter(|text| !text.is_empty());
            texts.collect::<Vec<_>>().join(" · ")
        }
    };
    let rest = one_line(&rest);
    format!("{kind} · {}", rest.trim_end_matches([' ', '·']))
}

fn without(label: &str, told: &str) -> String {
    told.strip_prefix(label).unwrap_or(told).trim_start().to_owned()
}

fn cited(cited: bool, lang: Lang) -> String {
    let text = if cited { say::CITED } else { say::NOT_CITED };
    text.get(lang).to_owned()
}

fn audit(opened: &AuditOpened, lang: Lang) -> String {
    let standards: Vec<&str> = opened.criteria.iter().map(|c| c.standard.as_str()).collect();
    format!("{} {} {}", opened.year, opened.audit_type.word().get(lang), standards.join(" "))
}

fn choice(chosen: &SiteChosen, lang: Lang) -> String {
    if !chosen.visited {
        say::NOT_VISITED.get(lang).to_owned()
    } else if chosen.clauses.is_empty() {
        say::ALL_CLAUSES.get(lang).to_owned()
    } else {
        chosen.clauses.join(" ")
    }
}

/// A time as people read it: date, hour and minute of the place where it was recorded.
pub fn moment(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}
