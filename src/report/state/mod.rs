//! The whole state of a dossier as `onsite show --json` prints it: a stable model, made from the
//! dossier alone.
//!
//! Fields are only ever added. A field that must change its meaning raises [`SCHEMA_VERSION`];
//! `onsite schema state` prints the JSON Schema.

mod audits;
mod evidence;
mod grounds;
mod meetings;
mod nonconformities;
mod notes;
mod plan;
mod sampling;
mod score;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

pub use audits::{AuditState, SiteInAudit};
pub use evidence::EvidenceState;
pub use grounds::GroundState;
pub use meetings::MeetingState;
pub use nonconformities::{Answer, Happened, Like, NcState, WithdrawnEvidence};
pub use notes::NoteState;
pub use plan::{CoverState, PlannedState};
pub use sampling::{SamplingState, StepState};
pub use score::{
    Figured, Forecast, LeafAtSite, LeafState, LevelState, OutcomeState, Remark, ScoreState, SumState, why,
};

use self::nonconformities::Histories;
use crate::domain::audit::label_order;
use crate::domain::change::{Change, ClientPart, SiteDescribed};
use crate::domain::checklist::{Basis, Checklist, SignOff};
use crate::domain::dossier::{Dossier, Reading};
use crate::domain::journal::{Body, Entry};
use crate::domain::points::Points;
use crate::i18n::{Lang, Text};

/// The version of this model.
pub const SCHEMA_VERSION: u32 = 1;

/// The whole state of a dossier.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct State {
    /// The version of this model.
    pub schema_version: u32,
    /// The dossier's identity; empty before it is started.
    pub dossier: String,
    /// The client.
    pub client: Client,
    /// How many changes the journal holds.
    pub changes: usize,
    /// The client's sites, head office first.
    pub sites: Vec<SiteDescribed>,
    /// The dossier's own copies of checklists.
    pub checklists: Vec<Adopted>,
    /// The audits, oldest first.
    pub audits: Vec<AuditState>,
    /// The nonconformities, by number.
    pub nonconformities: Vec<NcState>,
    /// The evidence register, by number, withdrawn pieces included.
    pub evidence: Vec<EvidenceState>,
    /// Slots that hold differing values, until somebody decides.
    pub conflicts: Vec<Conflict>,
    /// What a newer version recorded: kept, but not understood here.
    pub newer: Vec<Newer>,
}

/// The client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Client {
    /// Registered name.
    pub name: String,
    /// Registered address.
    pub address: String,
    /// Contact person.
    pub contact: String,
    /// Telephone.
    pub phone: String,
    /// Organization code.
    pub code: String,
}

/// A checklist that the dossier holds its own copy of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Adopted {
    /// Its id.
    pub standard: String,
    /// The digest of the copy.
    pub digest: String,
    /// The standard's number, such as `GB/T 27922-2011`.
    pub number: String,
    /// Its title.
    pub title: Both,
    /// How many leaves it has.
    pub leaves: usize,
    /// Leaves whose points are a working allocation, not the standard's.
    pub provisional: Vec<String>,
    /// Leaves whose points nobody has supplied.
    pub unknown: Vec<String>,
    /// Who confirmed which points when.
    pub signed: Vec<Signed>,
}

/// Points that a certification body confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Signed {
    /// The person and the body.
    pub by: String,
    /// The day.
    pub date: String,
    /// Something to know about it; empty if nothing.
    pub note: String,
    /// The indicators whose points are confirmed.
    pub clauses: Vec<String>,
}

/// A slot with differing values.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Conflict {
    /// The slot.
    pub slot: String,
    /// What differs, each with who recorded it.
    pub values: Vec<Standing>,
}

/// One of the values of a slot in conflict.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Standing {
    /// The change's identity.
    pub id: String,
    /// When, by the recording device's clock.
    pub at: String,
    /// By whom.
    pub by: String,
    /// The kind of change.
    pub kind: String,
    /// Its payload.
    pub data: Value,
}

/// Something recorded by a newer version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Newer {
    /// The change's identity.
    pub id: String,
    /// The slot, which is read-only here.
    pub slot: String,
    /// The kind of change.
    pub kind: String,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Both {
    /// Chinese
    pub zh: String,
    /// English
    pub en: String,
}

impl Both {
    /// A text of the catalogue.
    pub fn of(text: Text) -> Self {
        Self { zh: text.zh.to_owned(), en: text.en.to_owned() }
    }

    /// A text of the catalogue with its places filled in.
    pub fn with(text: Text, values: &[&dyn std::fmt::Display]) -> Self {
        Self { zh: text.with(Lang::Zh, values), en: text.with(Lang::En, values) }
    }

    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// An exact number of points, and as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Exact {
    /// `p` or `p/q`: compare and compute with this one.
    pub exact: String,
    /// Decimals for people, after `~` where they are rounded; never rounded up across a band.
    pub shown: String,
}

impl Exact {
    /// Points as the short decimals of a leaf.
    pub fn short(points: &Points) -> Self {
        Self { exact: points.exact(), shown: points.to_string() }
    }

    /// A score with two decimals that do not reach a band which the score does not.
    pub fn score(points: &Points, thresholds: &[Points]) -> Self {
        Self { exact: points.exact(), shown: points.shown_below(thresholds) }
    }
}

impl State {
    /// Tells the whole state of a dossier.
    pub fn of(dossier: &Dossier) -> Self {
        let (ncs, histories) = (dossier.nonconformities(), Histories::of(dossier));
        let (pieces, citations) = (dossier.evidence_register(), dossier.citations());
        Self {
            schema_version: SCHEMA_VERSION,
            dossier: dossier.started().map(|started| started.dossier.clone()).unwrap_or_default(),
            client: Client::of(dossier),
            changes: dossier.entries().len(),
            sites: dossier.sites().into_iter().cloned().collect(),
            checklists: adopted(dossier),
            audits: dossier.audits().into_iter().map(|audit| AuditState::of(dossier, audit)).collect(),
            nonconformities: ncs.iter().map(|nc| NcState::of(dossier, nc, &histories)).collect(),
            evidence: pieces.iter().map(|piece| EvidenceState::of(dossier, piece, &citations)).collect(),
            conflicts: conflicts(dossier),
            newer: newer(dossier),
        }
    }
}

impl Client {
    fn of(dossier: &Dossier) -> Self {
        let text = |part| dossier.client_text(part).to_owned();
        Self {
            name: dossier.client().to_owned(),
            address: text(ClientPart::Address),
            contact: text(ClientPart::Contact),
            phone: text(ClientPart::Phone),
            code: text(ClientPart::Code),
        }
    }
}

fn adopted(dossier: &Dossier) -> Vec<Adopted> {
    dossier
        .below("checklist/")
        .filter_map(|entry| match entry.change() {
            Some(Change::ChecklistAdopted(adopted)) => {
                let checklist = dossier.checklist_by_digest(&adopted.digest)?;
                Some(Adopted::of(checklist, &adopted.digest))
            }
            _ => None,
        })
        .collect()
}

impl Signed {
    fn of(signed: &SignOff) -> Self {
        let SignOff { by, date, note, confirmed } = signed.clone();
        Self { by, date, note, clauses: confirmed }
    }
}

impl Adopted {
    fn of(checklist: &Checklist, digest: &str) -> Self {
        let with = |basis: Basis| {
            let leaves = checklist.leaves().filter(|leaf| leaf.basis == basis);
            leaves.map(|leaf| leaf.clause.clone()).collect()
        };
        Self {
            standard: checklist.id.clone(),
            digest: digest.to_owned(),
            number: checklist.standard.clone(),
            title: Both { zh: checklist.title.zh.clone(), en: checklist.title.en.clone() },
            leaves: checklist.leaves().count(),
            provisional: with(Basis::Provisional),
            unknown: with(Basis::Unknown),
            signed: checklist.signed.iter().map(Signed::of).collect(),
        }
    }
}

fn conflicts(dossier: &Dossier) -> Vec<Conflict> {
    dossier
        .conflicts()
        .filter_map(|slot| match dossier.read(slot.as_str()) {
            Reading::Differing(heads) => {
                let values = heads.into_iter().map(Standing::of).collect();
                Some(Conflict { slot: slot.to_string(), values })
            }
            Reading::Empty | Reading::One(_) => None,
        })
        .collect()
}

fn newer(dossier: &Dossier) -> Vec<Newer> {
    let unknown = dossier.timeline().filter(|entry| entry.change().is_none());
    unknown
        .map(|entry| Newer {
            id: entry.id.to_string(),
            slot: entry.slot.to_string(),
            kind: entry.kind().to_owned(),
        })
        .collect()
}

impl Standing {
    /// An entry as one of the values.
    pub fn of(entry: &Entry) -> Self {
        Self {
            id: entry.id.to_string(),
            at: entry.at.to_rfc3339(),
            by: entry.by.to_string(),
            kind: entry.kind().to_owned(),
            data: payload(entry),
        }
    }
}

/// The payload of an entry; `null` if it is not JSON, which a journal line cannot hold.
pub fn payload(entry: &Entry) -> Value {
    match &entry.body {
        Body::Known(change) => {
            change.data().ok().and_then(|data| serde_json::from_str(data.get()).ok()).unwrap_or_default()
        }
        Body::Newer { data, .. } => serde_json::from_str(data).unwrap_or_default(),
    }
}

/// Labels in the order in which people count.
fn by_label(mut labels: Vec<String>) -> Vec<String> {
    labels.sort_by(|a, b| label_order(a).cmp(&label_order(b)));
    labels
}
