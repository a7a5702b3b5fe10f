//! Rows of the gate about the visit itself: its plan, its outlets, its meetings.

use super::{Kind, Row, Subject};
use crate::domain::change::{MeetingKind, Side};
use crate::domain::dossier::Dossier;

impl Dossier {
    pub(super) fn gate_of_plan(&self, audit: &str, rows: &mut Vec<Row>) {
        let plan = self.visit_plan(audit);
        if plan.is_empty() {
            rows.push(Row::new(Kind::NoPlan, Subject::Audit(audit.to_owned()), [audit]));
            return;
        }
        for line in plan.iter().filter(|line| line.outcome.is_none()) {
            let (visit, site) = (&line.planned.visit, self.site_name(&line.planned.site));
            let subject = Subject::Visit(visit.clone());
            rows.push(Row::new(Kind::VisitUnsettled, subject, [visit.as_str(), site]));
        }
        for criterion in self.audit(audit).into_iter().flat_map(|opened| &opened.criteria) {
            let standard = criterion.standard.as_str();
            let count = self.unplanned(audit, standard).len();
            if count > 0 {
                let subject = Subject::Checklist(standard.to_owned());
                let name = self.standard_name(audit, standard).to_owned();
                rows.push(Row::new(Kind::Unplanned, subject, [name, count.to_string()]));
            }
        }
    }

    pub(super) fn gate_of_outlets(&self, audit: &str, rows: &mut Vec<Row>) {
        let sample = self.outlet_sample(audit);
        let of_audit = |kind, values: [u32; 2]| {
            Row::new(kind, Subject::Audit(audit.to_owned()), values.map(|value| value.to_string()))
        };
        if let Some(least) = sample.least.filter(|_| sample.is_short()) {
            rows.push(of_audit(Kind::TooFewOutlets, [sample.visited, least]));
        }
        if sample.is_hand_picked() {
            rows.push(of_audit(Kind::TooFewAtRandom, [sample.at_random, sample.least_at_random]));
        }
        for site in &sample.left_out {
            let subject = Subject::Site(site.clone());
            rows.push(Row::new(Kind::DrawnNotVisited, subject, [self.site_name(site)]));
        }
    }

    /// Without a clock: a check-in that was not made at all is missing its photo.
    pub(super) fn gate_of_meetings(&self, audit: &str, rows: &mut Vec<Row>) {
        for kind in MeetingKind::ALL.iter().copied() {
            let meeting = self.meeting(audit, kind);
            let subject = Subject::Meeting(kind);
            let Some(starts) = meeting.starts else {
                let missing = match kind {
                    MeetingKind::Opening => Kind::NoOpeningMeeting,
                    MeetingKind::Closing => Kind::NoClosingMeeting,
                };
                rows.push(Row::new(missing, subject, [audit]));
                continue;
            };
            let nobody = |side| meeting.of_side(side).next().is_none();
            let outside = meeting.checked_in.is_some() && meeting.check_in(starts).needs_exception();
            let found = [
                (Kind::MeetingWithoutAttendees, nobody(Side::Client) || nobody(Side::Team)),
                (Kind::MeetingWithoutPhoto, meeting.photos.is_empty() && meeting.exception.is_empty()),
                (Kind::CheckInUnexplained, outside && meeting.exception.is_empty()),
            ];
            let found = found.into_iter().filter(|(_, stands)| *stands);
            rows.extend(found.map(|(missing, _)| Row::new(missing, subject.clone(), [kind.code()])));
        }
    }
}
