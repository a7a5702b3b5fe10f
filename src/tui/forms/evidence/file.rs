//! A file: what its forms ask of it, and what is recorded once its bytes are in the dossier.

use super::citations;
use super::times::{Times, dated_anew};
use crate::domain::change::{Change, Evidence, EvidenceTaken, EvidenceTime, FileSort, FileSorted};
use crate::domain::evidence::dated;
use crate::domain::refusal::Refusal;
use crate::domain::slot::Slot;
use crate::domain::when::When;
use crate::i18n::inbox::with_place;
use crate::i18n::{self, evidence as words};
use crate::tui::desk::{Desk, Open};
use crate::tui::forms::{Miss, Spec, said};
use crate::tui::message::{FileFacts, TakeFile};

/// What a file is and who was asked, as its forms say it, in the two fields before the times.
pub(super) struct Kept {
    /// The field that says what it is.
    pub(super) field: usize,
    /// What it is.
    pub(super) sort: FileSort,
    /// Who was asked.
    pub(super) person: String,
}

impl Kept {
    pub(super) fn specs(desk: &Desk, sorted: Option<&FileSorted>) -> [Spec; 2] {
        let word = |sort: &FileSort| if *sort == FileSort::File { words::UNSAID } else { sort.word() };
        let sorts = FileSort::ALL.iter().map(|sort| (sort.code().to_owned(), desk.t(word(sort)).to_owned()));
        let sort = sorted.map_or(FileSort::File, |sorted| sorted.sort);
        let person = sorted.map_or("", |sorted| &sorted.person);
        [Spec::choice(words::KIND, sorts.collect(), sort.code()), Spec::line(words::PERSON, person)]
    }

    /// Asked before the bytes go in: what cannot be recorded of a file is not kept for nothing.
    pub(super) fn read(values: &[String], times: &Times, desk: &Desk) -> Result<Self, Miss> {
        let field = times.field.saturating_sub(2);
        let (sort, person) = (FileSort::parse(&said(values, field)), said(values, field + 1));
        if sort != Some(FileSort::Interview) && !person.is_empty() {
            return Err(Miss::at(field, i18n::refusal(&Refusal::PersonNotAsked, desk.lang)));
        }
        Ok(Self { field, sort: sort.unwrap_or(FileSort::File), person })
    }
}

/// What a file is as a change, unless that is what stands.
pub(super) fn sorted_anew(label: &str, sort: FileSort, person: &str, open: &Open) -> Option<Change> {
    let piece = open.dossier.evidence(label);
    let before = piece.as_ref().and_then(|piece| open.dossier.file_sorted(piece));
    let before = before.map_or((FileSort::File, ""), |sorted| (sorted.sort, sorted.person.as_str()));
    let (evidence, person) = (label.to_owned(), person.to_owned());
    (before != (sort, &person)).then_some(Change::FileSorted(FileSorted { evidence, sort, person }))
}

/// What is recorded once a file has been read: the piece, and what it is cited for. A file that is
/// registered already is told by its hash.
pub fn file_read(
    take: &TakeFile,
    facts: FileFacts,
    open: Option<&Open>,
    desk: &Desk,
) -> Result<Vec<(usize, Change)>, String> {
    let Some(open) = open else { return Ok(Vec::new()) };
    let label = take.evidence.clone().unwrap_or_else(|| open.label("E"));
    let same = |body: &Evidence| matches!(body, Evidence::File { sha256, .. } if *sha256 == facts.sha256);
    let register = open.dossier.evidence_register();
    let known = register
        .iter()
        .find(|piece| piece.withdrawn.is_none() && piece.taken.evidence != label && same(&piece.taken.body));
    if let Some(known) = known {
        return Err(words::KNOWN_FILE.with(desk.lang, &[&known.taken.evidence]));
    }
    let before = open.dossier.evidence(&label);
    let audit = before.as_ref().map_or(&take.audit, |piece| &piece.taken.audit).clone();
    let captured = captured(take, &facts, before.as_ref().is_some_and(|piece| same(&piece.taken.body)), open);
    let path = take.path.to_string_lossy().into_owned();
    let text = with_place(&take.text, facts.camera, desk.lang);
    let body = Evidence::File { path, size: facts.size, sha256: facts.sha256, text };
    let taken = EvidenceTaken { evidence: label.clone(), audit, body };
    let mut changes = vec![(0, Change::EvidenceTaken(taken))];
    changes.extend(citations(&label, take));
    changes.extend(sorted_anew(&label, take.sort, &take.person, open).map(|change| (0, change)));
    let times = [(EvidenceTime::Event, take.event), (EvidenceTime::Capture, captured)];
    changes.extend(
        times.into_iter().filter_map(|(part, when)| Some((0, dated_anew(&label, part, when, open)?))),
    );
    Ok(changes)
}

/// When a file was captured: what somebody typed over what stood there counts most. Else it is what the
/// camera says, since the time of other bytes is none of theirs; of the same bytes what stands stays.
fn captured(take: &TakeFile, facts: &FileFacts, same: bool, open: &Open) -> Option<When> {
    let of_piece = |label: &String| open.dossier.evidence_time(label, EvidenceTime::Capture);
    let before = take.evidence.as_ref().and_then(of_piece).map(|dated| dated.when);
    if take.captured != before {
        take.captured
    } else if same {
        before.or(facts.captured)
    } else {
        facts.captured
    }
}

/// When a file that is registered already was captured, if that was never written down: it came in
/// before its camera was asked.
pub fn captured_late(label: &str, facts: &FileFacts, open: &Open) -> Option<Change> {
    let slot = Slot::evidence_date(label, EvidenceTime::Capture);
    let never = open.dossier.heads(slot.as_str()).is_empty();
    facts.captured.filter(|_| never).map(|when| dated(label, EvidenceTime::Capture, Some(when)))
}
