//! A piece of evidence and what it is cited for.

use schemars::JsonSchema;
use serde::Serialize;

use super::by_label;
use crate::domain::change::{Evidence, EvidenceTaken, EvidenceTime, FileSort, FileSorted, Item};
use crate::domain::dossier::Dossier;
use crate::domain::evidence::{Citations, Piece};
use crate::i18n::{Lang, Text};
use crate::report::saying;

/// A piece of evidence as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EvidenceState {
    /// Its label.
    pub evidence: String,
    /// The audit it was taken in.
    pub audit: String,
    /// What its file is, if that was said; `null` of what is no file.
    pub sort: Option<FileSort>,
    /// Who was asked, if its file is an interview and that was said.
    pub person: Option<String>,
    /// 事件时间: when that happened which it shows, as exactly as it is known: a day, a time whose offset
    /// nobody knows, or a point in time with offset; `null` if it is not written down.
    pub event: Option<String>,
    /// 拍摄（采集）时间: when it was captured, in the same forms.
    pub captured: Option<String>,
    /// 导入时间: when what it is now came into the dossier.
    pub imported: String,
    /// Those of its times that lie after the moment in which they were recorded: a clock is wrong.
    pub ahead: Vec<EvidenceTime>,
    /// When it was registered or last revised.
    pub at: String,
    /// By whom.
    pub by: String,
    /// What it is.
    pub body: Evidence,
    /// Why it was withdrawn; `null` if it was not.
    pub withdrawn: Option<String>,
    /// The items it is cited for.
    pub items: Vec<Item>,
    /// The nonconformities it is cited for.
    pub nonconformities: Vec<String>,
}

impl EvidenceState {
    /// It in one line: what it is and what it says.
    pub fn line(&self, lang: Lang) -> String {
        let (evidence, body) = (self.evidence.clone(), self.body.clone());
        let person = self.person.clone().unwrap_or_default();
        let sorted = self.sort.map(|sort| FileSorted { evidence: evidence.clone(), sort, person });
        let taken = EvidenceTaken { evidence, audit: self.audit.clone(), body };
        saying::evidence(&taken, sorted.as_ref(), lang)
    }

    /// The word for what it is.
    pub fn word(&self) -> Text {
        self.sort.map_or_else(|| self.body.word(), FileSort::word)
    }

    pub(super) fn of(dossier: &Dossier, piece: &Piece<'_>, citations: &Citations<'_>) -> Self {
        let label = piece.taken.evidence.as_str();
        let time = |part| dossier.evidence_time(label, part);
        let written = |part| time(part).map(|dated| dated.when.written());
        let ahead = |part: &EvidenceTime| time(*part).is_some_and(|dated| dated.is_ahead());
        let sorted = dossier.file_sorted(piece);
        let items = citations.items(label).iter();
        let ncs = citations.ncs(label).iter();
        Self {
            evidence: label.to_owned(),
            audit: piece.taken.audit.clone(),
            sort: sorted.map(|sorted| sorted.sort),
            person: sorted.map(|sorted| sorted.person.clone()).filter(|person| !person.is_empty()),
            event: written(EvidenceTime::Event),
            captured: written(EvidenceTime::Capture),
            imported: dossier.imported(piece).at.to_rfc3339(),
            ahead: EvidenceTime::ALL.iter().copied().filter(ahead).collect(),
            at: piece.entry.at.to_rfc3339(),
            by: piece.entry.by.to_string(),
            body: piece.taken.body.clone(),
            withdrawn: piece.withdrawn.map(str::to_owned),
            items: items.map(|&item| item.clone()).collect(),
            nonconformities: by_label(ncs.map(|&nc| nc.to_owned()).collect()),
        }
    }
}
