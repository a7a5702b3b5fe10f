//! What the gate says of evidence: its times, and record samples that do not name each sample.

use super::{Kind, Row, Subject};
use crate::domain::change::{Evidence, EvidenceTime};
use crate::domain::dossier::Dossier;
use crate::domain::slot::Slot;

impl Dossier {
    /// Times that cannot be by the clock that recorded them: somebody must say which is wrong. And samples
    /// that nobody would find again.
    pub(super) fn gate_of_evidence(&self, audit: &str, rows: &mut Vec<Row>) {
        let standing = self.evidence_register().into_iter().filter(|piece| piece.withdrawn.is_none());
        for piece in standing.filter(|piece| piece.taken.audit == audit) {
            let label = piece.taken.evidence.as_str();
            if let Evidence::Record { sampled, samples, .. } = &piece.taken.body
                && samples.len() as u64 != u64::from(*sampled)
            {
                let values = [label.to_owned(), sampled.to_string(), samples.len().to_string()];
                let subject = Subject::Slot(Slot::evidence(label));
                rows.push(Row::new(Kind::SamplesUnnumbered, subject, values));
            }
            for part in EvidenceTime::ALL {
                if self.evidence_time(label, *part).is_some_and(|dated| dated.is_ahead()) {
                    let subject = Subject::Slot(Slot::evidence_date(label, *part));
                    rows.push(Row::new(Kind::EvidenceAhead, subject, [label, part.code()]));
                }
            }
        }
    }
}
