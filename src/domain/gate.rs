//! The leave-site gate: what must be settled, should be settled, or should be known before the
//! closing meeting. What counts as which is the table below, and nowhere else.

mod clock;
mod evidence;
mod line;
mod visit;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;

use super::audit::Judgement;
use super::change::{
    AuditPart, Change, Class, ClientPart, Evidence, Ground, Item, MeetingKind, NcPart, Role, SiteDescribed,
    SpecialItem, Step, Verdict,
};
use super::dossier::Dossier;
use super::followup::Previous;
use super::nonconformity::Nonconformity;
use super::slot::Slot;
use super::table::table_of_kinds;

pub use line::{Line, SINGLY, gathered};

/// How much a row weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The visit is not complete.
    Error,
    /// The report will miss it, or somebody will ask.
    Warning,
    /// Good to know before one speaks.
    Note,
}

impl Severity {
    /// Its name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

table_of_kinds! {
    /// What a row says. The severities are our defaults, not the standard's. Rows of one severity are
    /// listed in this order.
    pub enum Kind;
    /// Auditors differ: the slot.
    Conflict = "conflict", Error, 1;
    /// Recorded by a newer version, not understood here: the slot.
    NewerVersion = "newer-version", Error, 1;
    /// The copy of a checklist in the dossier cannot be read, so that nothing of it is judged or scored:
    /// its id.
    ChecklistUnreadable = "checklist-unreadable", Error, 1;
    /// Not judged: clause, site.
    OpenItem = "open-item", Error, 2;
    /// Not met, and nothing is cited for it: clause, site.
    FailedWithoutEvidence = "failed-without-evidence", Error, 2;
    /// Not met, and no nonconformity is raised: clause, site.
    FailedWithoutNc = "failed-without-nc", Error, 2;
    /// Judged conform while a nonconformity stands on it: clause, site, label.
    ConformWithNc = "conform-with-nc", Error, 3;
    /// Verdicts stand at a site, or on clauses of it, that the audit is said not to visit: site, how many.
    JudgedUnvisited = "judged-unvisited", Error, 2;
    /// Deleted without saying why: clause, site.
    DeletedWithoutReason = "deleted-without-reason", Error, 2;
    /// A nonconformity without class: label.
    NcWithoutClass = "nc-without-class", Error, 1;
    /// A nonconformity without statement: label.
    NcWithoutStatement = "nc-without-statement", Error, 1;
    /// The client has not acknowledged it: label.
    NcNotAcknowledged = "nc-not-acknowledged", Error, 1;
    /// Its statement or class was changed after the client acknowledged it: label.
    NcChangedSince = "nc-changed-since", Warning, 1;
    /// Begun in a form and not saved, so no part of the record yet: the form's title.
    DraftLeft = "draft-left", Warning, 1;
    /// Some samples failed, and nothing is cited for it: clause, site.
    SampleWithoutEvidence = "sample-without-evidence", Warning, 2;
    /// The sheet of samples says something else than the verdict: clause, site, evidence.
    SampleDisagrees = "sample-disagrees", Warning, 3;
    /// A nonconformity without department: label.
    NcWithoutDepartment = "nc-without-department", Warning, 1;
    /// A nonconformity without evidence: label.
    NcWithoutEvidence = "nc-without-evidence", Warning, 1;
    /// The client disputes it: label.
    NcDisputed = "nc-disputed", Warning, 1;
    /// Past its due date: label, days.
    NcOverdue = "nc-overdue", Warning, 2;
    /// Nobody leads the team: audit.
    NoLead = "no-lead", Warning, 1;
    /// Scope not written down: audit.
    NoScope = "no-scope", Warning, 1;
    /// Dates not written down: audit.
    NoDates = "no-dates", Warning, 1;
    /// Fewer outlets are visited than the rule asks for: visited, fewest.
    TooFewOutlets = "too-few-outlets", Warning, 2;
    /// Fewer of them were drawn at random than the rule asks for: at random, fewest.
    TooFewAtRandom = "too-few-at-random", Warning, 2;
    /// An outlet that was chosen or drawn is not visited: site.
    DrawnNotVisited = "drawn-not-visited", Warning, 1;
    /// A nonconformity of an earlier audit that was not verified again in this one: label, its audit.
    PreviousUnverified = "previous-unverified", Warning, 2;
    /// A special deduction rests on no nonconformity, though it must be corrected: label.
    DeductionWithoutNc = "deduction-without-nc", Warning, 1;
    /// So many special deductions that the audit fails whatever its score: checklist, how many, at how many.
    TooManyDeductions = "too-many-deductions", Warning, 3;
    /// The bonus rests on no evidence: checklist.
    BonusWithoutEvidence = "bonus-without-evidence", Warning, 1;
    /// A line of the visit plan says neither done nor why not: label, site.
    VisitUnsettled = "visit-unsettled", Warning, 2;
    /// No time is written down of the opening meeting: audit.
    NoOpeningMeeting = "no-opening-meeting", Warning, 1;
    /// Nobody of the client, or nobody of the team, is named at a meeting that was held: meeting.
    MeetingWithoutAttendees = "meeting-without-attendees", Warning, 1;
    /// A meeting that was held has no check-in photo: meeting.
    MeetingWithoutPhoto = "meeting-without-photo", Warning, 1;
    /// The check-in was missed, or made outside its time, and nothing explains it: meeting.
    CheckInUnexplained = "check-in-unexplained", Warning, 1;
    /// A time of evidence lies after the moment in which it was recorded: label, which time.
    EvidenceAhead = "evidence-ahead", Warning, 2;
    /// Points that are not the standard's: checklist, number of leaves.
    ProvisionalPoints = "provisional-points", Warning, 2;
    /// Points that nobody has supplied: checklist, number of leaves.
    UnknownPoints = "unknown-points", Warning, 2;
    /// Of a record sample not every sample is written down by its number: label, sampled, written down. A
    /// note: the count alone is a statement too, but nobody finds the samples again by it.
    SamplesUnnumbered = "samples-unnumbered", Note, 3;
    /// Past its due date and not escalated: label, days. A note, for to be overdue is the warning; the
    /// handbook names the escalation, and leaves when and to whom to the body.
    NcNotEscalated = "nc-not-escalated", Note, 2;
    /// Found at one outlet, to be checked at the others: label, number of other outlets.
    CheckOtherOutlets = "check-other-outlets", Note, 2;
    /// There is no visit plan: audit.
    NoPlan = "no-plan", Note, 1;
    /// Leaves that no line of the visit plan is about: checklist, number of them.
    Unplanned = "unplanned", Note, 2;
    /// No time is written down of the closing meeting: audit.
    NoClosingMeeting = "no-closing-meeting", Note, 1;
    /// An interview that names no clause and was turned into nothing: label.
    LooseInterview = "loose-interview", Note, 1;
    /// A device's clock was set back while it recorded: number of changes.
    ClockSetBack = "clock-set-back", Note, 1;
    /// A site that is not visited: site.
    SiteNotVisited = "site-not-visited", Note, 1;
    /// The client's address is not written down.
    NoAddress = "no-address", Note, 0;
}

/// What a row names, and where one goes to settle it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A leaf at a site.
    Item(Item),
    /// A nonconformity, by its label.
    Nc(String),
    /// A slot: a conflict, something that a newer version recorded, or a time of evidence.
    Slot(Slot),
    /// A site, by its label.
    Site(String),
    /// A checklist, by its id.
    Checklist(String),
    /// The audit, by its label.
    Audit(String),
    /// The opening or the closing meeting.
    Meeting(MeetingKind),
    /// A line of the visit plan, by its label.
    Visit(String),
    /// A note of the interview stream, by its label.
    Note(String),
    /// A form in which something was begun, by its key.
    Draft(String),
    /// The client.
    Client,
}

/// One thing to be settled or known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it says.
    pub kind: Kind,
    /// What it names.
    pub subject: Subject,
    /// What its sentence names, in the order of its places.
    pub values: Vec<String>,
}

impl Row {
    fn new(kind: Kind, subject: Subject, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { kind, subject, values: values.into_iter().map(Into::into).collect() }
    }

    /// The row of a draft, which lies beside the journal: the key of its form, and its title.
    pub fn draft(key: String, title: String) -> Self {
        Self::new(Kind::DraftLeft, Subject::Draft(key), [title])
    }

    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}

/// Puts errors first. Stable: within a kind, the order in which one walks.
pub fn sort(rows: &mut [Row]) {
    rows.sort_by_key(|row| (row.severity(), row.kind));
}

/// Whether an error stands: the visit is not complete.
pub fn any_error(rows: &[Row]) -> bool {
    rows.iter().any(|row| row.severity() == Severity::Error)
}

impl Dossier {
    /// Everything to be settled or known before the closing meeting of an audit, errors first. `today`
    /// is for due dates alone.
    pub fn gate(&self, audit: &str, today: NaiveDate) -> Vec<Row> {
        let mut rows = self.unclear_slots();
        let ncs = self.nonconformities();
        let raised = ncs.iter().filter(|nc| !withdrawn(nc)).flat_map(items).collect();
        for site in self.visited_sites(audit) {
            self.gate_of_site(audit, &site.site, &raised, &mut rows);
        }
        for nc in ncs {
            if nc.raised.audit == audit {
                self.gate_of_nc(&nc, &mut rows);
            }
            self.gate_of_previous(&nc, audit, &mut rows);
            if let Some(days) = nc.overdue(today) {
                let label = &nc.raised.nc;
                let values = [label.clone(), days.to_string()];
                if nc.escalated().is_none() {
                    rows.push(Row::new(Kind::NcNotEscalated, Subject::Nc(label.clone()), values.clone()));
                }
                rows.push(Row::new(Kind::NcOverdue, Subject::Nc(label.clone()), values));
            }
        }
        self.gate_of_unvisited(audit, &mut rows);
        self.gate_of_audit(audit, &mut rows);
        self.gate_of_specials(audit, &mut rows);
        self.gate_of_meetings(audit, &mut rows);
        self.gate_of_plan(audit, &mut rows);
        self.gate_of_outlets(audit, &mut rows);
        self.gate_of_evidence(audit, &mut rows);
        self.gate_of_clock(audit, &mut rows);
        for note in self.notes(audit).iter().filter(|note| note.is_loose()) {
            let label = note.taken.note.as_str();
            rows.push(Row::new(Kind::LooseInterview, Subject::Note(label.to_owned()), [label]));
        }
        sort(&mut rows);
        rows
    }

    /// A checklist as people name it.
    pub fn standard_name<'a>(&'a self, audit: &str, standard: &'a str) -> &'a str {
        self.checklist(audit, standard).map_or(standard, |checklist| &checklist.standard)
    }

    fn gate_of_specials(&self, audit: &str, rows: &mut Vec<Row>) {
        for criterion in self.audit(audit).into_iter().flat_map(|opened| &opened.criteria) {
            let standard = &criterion.standard;
            rows.extend(self.fails_by_deductions(audit, standard));
            for special in self.special_deductions(audit, standard) {
                let of = SpecialItem::Deduction { special: special.special.clone() };
                let corrected = |ground: &&Ground| matches!(ground, Ground::Nonconformity { .. });
                if !self.grounds(&of).iter().any(corrected) {
                    let subject = Subject::Slot(Slot::special(&special.special));
                    rows.push(Row::new(Kind::DeductionWithoutNc, subject, [special.special.as_str()]));
                }
            }
            let of = SpecialItem::Bonus { audit: audit.to_owned(), standard: standard.clone() };
            if self.bonus(audit, standard).is_some() && self.grounds(&of).is_empty() {
                let subject = Subject::Slot(Slot::bonus(audit, standard));
                let name = self.standard_name(audit, standard);
                rows.push(Row::new(Kind::BonusWithoutEvidence, subject, [name]));
            }
        }
    }

    fn fails_by_deductions(&self, audit: &str, standard: &str) -> Option<Row> {
        let fail_at = self.checklist(audit, standard)?.special.as_ref()?.fail_at;
        let count = self.special_deductions(audit, standard).len();
        let values = [self.standard_name(audit, standard).to_owned(), count.to_string(), fail_at.to_string()];
        let fails = u32::try_from(count).is_ok_and(|count| count >= fail_at);
        fails.then(|| Row::new(Kind::TooManyDeductions, Subject::Checklist(standard.to_owned()), values))
    }

    /// What an earlier audit left to verify: nonconformities that go on, and closed ones at which nobody
    /// has looked again.
    fn gate_of_previous(&self, nc: &Nonconformity<'_>, audit: &str, rows: &mut Vec<Row>) {
        if let Some(Previous::GoesOn | Previous::ToRecheck) = self.previous(nc, audit) {
            let values = [nc.raised.nc.clone(), nc.raised.audit.clone()];
            rows.push(Row::new(Kind::PreviousUnverified, Subject::Nc(nc.raised.nc.clone()), values));
        }
    }

    fn unclear_slots(&self) -> Vec<Row> {
        let row = |kind, slot: &Slot| Row::new(kind, Subject::Slot(slot.clone()), [slot.to_string()]);
        let newer = self.entries().iter().filter(|entry| entry.change().is_none());
        let newer: BTreeSet<&Slot> = newer.map(|entry| &entry.slot).collect();
        let conflicts = self.conflicts().map(|slot| row(Kind::Conflict, slot));
        conflicts.chain(newer.into_iter().map(|slot| row(Kind::NewerVersion, slot))).collect()
    }

    fn gate_of_site(&self, audit: &str, site: &str, raised: &HashSet<Item>, rows: &mut Vec<Row>) {
        let Some(opened) = self.audit(audit) else { return };
        for criterion in &opened.criteria {
            for leaf in self.leaves_at(audit, &criterion.standard, site) {
                let item = Item {
                    audit: audit.to_owned(),
                    standard: criterion.standard.clone(),
                    clause: leaf.clause.clone(),
                    site: site.to_owned(),
                };
                // Differing verdicts and newer ones are rows of their slots already.
                if let Judgement::One(verdict) = self.judgement(&item) {
                    self.gate_of_verdict(&item, &verdict, raised.contains(&item), rows);
                }
            }
        }
    }

    /// Verdicts that no score counts, since their site or their clause was taken out of the visit after
    /// they were given.
    fn gate_of_unvisited(&self, audit: &str, rows: &mut Vec<Row>) {
        let mut unvisited: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in self.below(&format!("verdict/{audit}/")) {
            let Some(Change::Judged(judged)) = entry.change() else { continue };
            let Item { site, clause, .. } = &judged.item;
            let walked = self.visits(audit, site) && self.walks(audit, site, clause);
            if !walked && judged.verdict != Verdict::Open {
                *unvisited.entry(site).or_default() += 1;
            }
        }
        for (site, count) in unvisited {
            let values = [self.site_name(site).to_owned(), count.to_string()];
            rows.push(Row::new(Kind::JudgedUnvisited, Subject::Site(site.to_owned()), values));
        }
    }

    fn gate_of_verdict(&self, item: &Item, verdict: &Verdict, raised: bool, rows: &mut Vec<Row>) {
        let mut push = |kind| {
            let values = [item.clause.clone(), self.site_name(&item.site).to_owned()];
            rows.push(Row::new(kind, Subject::Item(item.clone()), values));
        };
        let bare = || self.evidence_for_item(item).is_empty();
        match verdict {
            Verdict::Open => push(Kind::OpenItem),
            Verdict::Nonconform => {
                if bare() && !self.shown_by_nc(item) {
                    push(Kind::FailedWithoutEvidence);
                }
                if !raised {
                    push(Kind::FailedWithoutNc);
                }
            }
            Verdict::Sampled { failed, .. } if *failed > 0 && bare() => push(Kind::SampleWithoutEvidence),
            Verdict::Sampled { sampled, failed } => {
                rows.extend(self.sheet_that_disagrees(item, *sampled, *failed));
            }
            Verdict::Deleted { reason } if reason.trim().is_empty() => push(Kind::DeletedWithoutReason),
            Verdict::Conform | Verdict::Deleted { .. } => {}
        }
    }

    /// Whether evidence is cited for a nonconformity on this item: it shows the same failure.
    fn shown_by_nc(&self, item: &Item) -> bool {
        let standing = self.ncs_of_item(item).into_iter().filter(|nc| !withdrawn(nc));
        standing.into_iter().any(|nc| !self.evidence_for_nc(&nc.raised.nc).is_empty())
    }

    /// A verdict of samples and the only sheet of samples cited for it say the same.
    fn sheet_that_disagrees(&self, item: &Item, sampled: u32, failed: u32) -> Option<Row> {
        let cited = self.evidence_for_item(item);
        let sheet = |body: &Evidence| match body {
            Evidence::Record { sampled, failed, .. } => Some((*sampled, *failed)),
            _ => None,
        };
        let sheets: Vec<(&str, (u32, u32))> = cited
            .iter()
            .filter_map(|piece| Some((piece.taken.evidence.as_str(), sheet(&piece.taken.body)?)))
            .collect();
        match sheets.as_slice() {
            [(label, counts)] if *counts != (sampled, failed) => {
                let values = [item.clause.as_str(), self.site_name(&item.site), label];
                Some(Row::new(Kind::SampleDisagrees, Subject::Item(item.clone()), values))
            }
            _ => None,
        }
    }

    fn gate_of_nc(&self, nc: &Nonconformity<'_>, rows: &mut Vec<Row>) {
        if withdrawn(nc) {
            return;
        }
        let label = nc.raised.nc.as_str();
        let written = |part| !self.nc_text(label, part).trim().is_empty();
        let found = [
            (Kind::NcWithoutClass, nc.class.is_none()),
            (Kind::NcWithoutStatement, !written(NcPart::Statement)),
            (Kind::NcNotAcknowledged, nc.step.is_none()),
            (Kind::NcChangedSince, !nc.ended() && self.changed_since_acknowledged(label)),
            (Kind::NcWithoutDepartment, !nc.ended() && !written(NcPart::Department)),
            (Kind::NcWithoutEvidence, !nc.ended() && self.evidence_for_nc(label).is_empty()),
            (Kind::NcDisputed, matches!(nc.step, Some(Step::Disputed { .. }))),
        ];
        let found = found.into_iter().filter(|(_, stands)| *stands);
        rows.extend(found.map(|(kind, _)| Row::new(kind, Subject::Nc(label.to_owned()), [label])));
        self.contradictions(nc, rows);
        let others = self.like_cases_open(nc);
        if others > 0 {
            let values = [label.to_owned(), others.to_string()];
            rows.push(Row::new(Kind::CheckOtherOutlets, Subject::Nc(label.to_owned()), values));
        }
    }

    /// The items that are judged conform although this nonconformity stands on them. An observation
    /// contradicts nothing.
    fn contradictions(&self, nc: &Nonconformity<'_>, rows: &mut Vec<Row>) {
        if nc.ended() || nc.class == Some(Class::Observation) {
            return;
        }
        for item in items(nc) {
            if self.judgement(&item) == Judgement::One(Verdict::Conform) {
                let site = self.site_name(&item.site).to_owned();
                let values = [item.clause.clone(), site, nc.raised.nc.clone()];
                rows.push(Row::new(Kind::ConformWithNc, Subject::Item(item), values));
            }
        }
    }

    fn gate_of_audit(&self, audit: &str, rows: &mut Vec<Row>) {
        let missing = |part| self.audit_text(audit, part).trim().is_empty();
        let found = [
            (Kind::NoLead, !self.team(audit).iter().any(|member| member.role == Role::Lead)),
            (Kind::NoScope, missing(AuditPart::Scope)),
            (Kind::NoDates, missing(AuditPart::Starts) || missing(AuditPart::Ends)),
        ];
        let found = found.into_iter().filter(|(_, stands)| *stands);
        rows.extend(found.map(|(kind, _)| Row::new(kind, Subject::Audit(audit.to_owned()), [audit])));
        let left_out =
            |site: &&SiteDescribed| !self.visits(audit, &site.site) && !self.joined_after(audit, &site.site);
        for site in self.sites().into_iter().filter(left_out) {
            rows.push(Row::new(Kind::SiteNotVisited, Subject::Site(site.site.clone()), [site.name.as_str()]));
        }
        if self.client_text(ClientPart::Address).trim().is_empty() {
            rows.push(Row::new(Kind::NoAddress, Subject::Client, [] as [&str; 0]));
        }
        let standards = self.audit(audit).into_iter().flat_map(|opened| &opened.criteria);
        for standard in standards.map(|criterion| criterion.standard.as_str()) {
            let Some(checklist) = self.checklist(audit, standard) else {
                let subject = Subject::Checklist(standard.to_owned());
                rows.push(Row::new(Kind::ChecklistUnreadable, subject, [standard]));
                continue;
            };
            let counts = [
                (Kind::ProvisionalPoints, checklist.provisional().count()),
                (Kind::UnknownPoints, checklist.unknown().count()),
            ];
            for (kind, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
                let values = [checklist.standard.clone(), count.to_string()];
                rows.push(Row::new(kind, Subject::Checklist(standard.to_owned()), values));
            }
        }
    }
}

/// The items that a nonconformity was raised on.
fn items(nc: &Nonconformity<'_>) -> Vec<Item> {
    let raised = nc.raised;
    let item = |clause: &String| Item {
        audit: raised.audit.clone(),
        standard: raised.standard.clone(),
        clause: clause.clone(),
        site: raised.site.clone(),
    };
    raised.clauses.iter().map(item).collect()
}

fn withdrawn(nc: &Nonconformity<'_>) -> bool {
    matches!(nc.step, Some(Step::Withdrawn { .. }))
}
