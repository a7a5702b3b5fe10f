//! Taking an act back: `{"undo": ID}` alone in the input of `onsite record`.

use serde::Deserialize;
use serde_json::Value;

use super::{Recorded, refused};
use crate::cli::Failure;
use crate::domain::dossier::Dossier;
use crate::domain::ids::ChangeId;
use crate::domain::journal::{Entry, Proposal};
use crate::domain::refusal::Refusal;
use crate::i18n::cli as say;
use crate::i18n::{Lang, refusals};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    /// Any change of the act.
    undo: Value,
}

/// The number of the line that asks to take something back, and the change that it names; none if no
/// line asks. An undo is an act of its own, so it stands alone.
pub(super) fn asked(lines: &[(usize, String)], lang: Lang) -> Result<Option<(usize, ChangeId)>, Failure> {
    let ask = |text: &str| serde_json::from_str::<Line>(text).ok();
    let Some((number, line)) = lines.iter().find_map(|(number, text)| Some((*number, ask(text)?))) else {
        return Ok(None);
    };
    if lines.len() > 1 {
        return Err(refused(number, say::UNDO_ALONE.get(lang), lang));
    }
    match line.undo.as_str().and_then(ChangeId::parse) {
        Some(id) => Ok(Some((number, id))),
        None => Err(refused(
            number,
            &say::UNDO_UNKNOWN.with(lang, &[&line.undo.to_string().trim_matches('"')]),
            lang,
        )),
    }
}

/// What takes back the whole act of a change. As on the screen, only who recorded it does: what
/// another laptop recorded is answered by a change of one's own.
pub(super) fn proposals(
    dossier: &mut Dossier,
    id: ChangeId,
    stream: &str,
    by: &str,
    lang: Lang,
) -> Result<Vec<Proposal>, String> {
    match dossier.entry(id) {
        None => return Err(say::UNDO_UNKNOWN.with(lang, &[&id])),
        Some(entry) if *entry.stream != *stream => return Err(say::UNDO_OTHERS.with(lang, &[&entry.by])),
        Some(_) => {}
    }
    let act = dossier.act_of(id);
    let proposals = dossier.attempt_undo_by(by, &act);
    let proposals = proposals.map_err(|refusal| refusals::refusal(&refusal, lang))?;
    if proposals.is_empty() {
        return Err(refusals::refusal(&Refusal::NothingToUndo, lang));
    }
    Ok(proposals)
}

/// One answer for each slot that got back what it had.
pub(super) fn told(entry: &Entry) -> Option<Recorded> {
    let kind = entry.change()?.kind();
    Some(Recorded { id: entry.id, slot: entry.slot.to_string(), kind, new: true })
}
