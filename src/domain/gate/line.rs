//! Rows of the gate as one reads them: many of one kind are one line, so that what is open is seen at once.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Kind, Row, Severity, Subject};

/// Rows of a kind that still stand one by one; from the next on they are gathered.
pub const SINGLY: usize = 5;

/// A row, or several of one kind that are told as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The row to settle first: the line leads to what it names.
    pub first: Row,
    /// The others, in the order in which one walks; of those that are overdue the longest first.
    pub rest: Vec<Row>,
}

impl Line {
    /// Every row of it.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        std::iter::once(&self.first).chain(&self.rest)
    }

    /// How many rows it tells.
    pub fn count(&self) -> usize {
        self.rest.len() + 1
    }

    /// How much each of them weighs.
    pub fn severity(&self) -> Severity {
        self.first.severity()
    }

    /// Puts what is overdue longest first: it is what is named and led to.
    fn longest_first(&mut self) {
        if !matches!(self.first.kind, Kind::NcOverdue | Kind::NcNotEscalated) || self.rest.is_empty() {
            return;
        }
        let days = |row: &Row| row.values.get(1).and_then(|days| days.parse::<i64>().ok());
        let (before, rest) = (self.first.clone(), std::mem::take(&mut self.rest));
        let mut rows: Vec<Row> = std::iter::once(before).chain(rest).collect();
        rows.sort_by_key(|row| Reverse(days(row)));
        let mut rows = rows.into_iter();
        self.first = rows.next().unwrap_or_else(|| self.first.clone());
        self.rest = rows.collect();
    }

    fn takes(&self, row: &Row) -> bool {
        self.first.kind == row.kind && place(&self.first) == place(row)
    }
}

impl Kind {
    /// Whether rows of it are gathered once there are many. What there is only a few of by its nature is
    /// not; nor are conflicts and drafts, each of which is settled for itself, by what its row says.
    pub fn gathers(self) -> bool {
        match self {
            Self::NewerVersion
            | Self::OpenItem
            | Self::FailedWithoutEvidence
            | Self::FailedWithoutNc
            | Self::ConformWithNc
            | Self::JudgedUnvisited
            | Self::DeletedWithoutReason
            | Self::NcWithoutClass
            | Self::NcWithoutStatement
            | Self::NcNotAcknowledged
            | Self::NcChangedSince
            | Self::SampleWithoutEvidence
            | Self::SampleDisagrees
            | Self::NcWithoutDepartment
            | Self::NcWithoutEvidence
            | Self::NcDisputed
            | Self::NcOverdue
            | Self::DrawnNotVisited
            | Self::PreviousUnverified
            | Self::DeductionWithoutNc
            | Self::VisitUnsettled
            | Self::EvidenceAhead
            | Self::SamplesUnnumbered
            | Self::NcNotEscalated
            | Self::CheckOtherOutlets
            | Self::LooseInterview
            | Self::SiteNotVisited => true,
            Self::Conflict
            | Self::ChecklistUnreadable
            | Self::DraftLeft
            | Self::NoLead
            | Self::NoScope
            | Self::NoDates
            | Self::TooFewOutlets
            | Self::TooFewAtRandom
            | Self::TooManyDeductions
            | Self::BonusWithoutEvidence
            | Self::NoOpeningMeeting
            | Self::MeetingWithoutAttendees
            | Self::MeetingWithoutPhoto
            | Self::CheckInUnexplained
            | Self::ProvisionalPoints
            | Self::UnknownPoints
            | Self::NoPlan
            | Self::Unplanned
            | Self::NoClosingMeeting
            | Self::ClockSetBack
            | Self::NoAddress => false,
        }
    }
}

/// Gathers rows that are sorted: of a kind with more than [`SINGLY`] of them those about items are one
/// line for each site and standard, any others one line together. No row is left out.
pub fn gathered(rows: Vec<Row>) -> Vec<Line> {
    let mut counts: HashMap<Kind, usize> = HashMap::new();
    for row in &rows {
        *counts.entry(row.kind).or_default() += 1;
    }
    let mut lines: Vec<Line> = Vec::new();
    for row in rows {
        let many = row.kind.gathers() && counts.get(&row.kind).is_some_and(|count| *count > SINGLY);
        match lines.iter_mut().find(|line| many && line.takes(&row)) {
            Some(line) => line.rest.push(row),
            None => lines.push(Line { first: row, rest: Vec::new() }),
        }
    }
    lines.iter_mut().for_each(Line::longest_first);
    lines
}

/// Site and standard of a row about an item.
fn place(row: &Row) -> Option<(&str, &str)> {
    match &row.subject {
        Subject::Item(item) => Some((&item.site, &item.standard)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::Item;

    fn item(kind: Kind, clause: &str, site: &str) -> Row {
        let of = |text: &str| text.to_owned();
        let item = Item { audit: of("A"), standard: of("x"), clause: of(clause), site: of(site) };
        Row::new(kind, Subject::Item(item), [clause, site])
    }

    fn nc(nth: usize) -> Row {
        let label = format!("NC-{nth}");
        Row::new(Kind::NcWithoutClass, Subject::Nc(label.clone()), [label])
    }

    fn counts(rows: Vec<Row>) -> Vec<usize> {
        gathered(rows).iter().map(Line::count).collect()
    }

    #[test]
    fn up_to_five_of_a_kind_stand_one_by_one_and_more_are_gathered_by_site() {
        let open =
            |count: usize, site| (0..count).map(move |nth| item(Kind::OpenItem, &nth.to_string(), site));
        let few: Vec<Row> = open(3, "a").chain(open(2, "b")).collect();
        assert_eq!(counts(few), [1; 5]);
        let many: Vec<Row> = open(3, "a").chain(open(2, "b")).chain(open(1, "c")).collect();
        assert_eq!(counts(many), [3, 2, 1]);
        let together: Vec<Row> = (0..6).map(nc).collect();
        assert_eq!(counts(together), [6]);
    }

    #[test]
    fn a_line_holds_one_kind_begins_with_the_first_and_no_row_is_lost() {
        let mut rows: Vec<Row> = (0..6).map(|nth| item(Kind::OpenItem, &nth.to_string(), "a")).collect();
        rows.push(item(Kind::FailedWithoutNc, "9", "a"));
        rows.extend((0..7).map(|nth| Row::draft(nth.to_string(), "备注".to_owned())));
        let lines = gathered(rows.clone());
        assert_eq!(lines.iter().map(Line::count).collect::<Vec<_>>(), [6, 1, 1, 1, 1, 1, 1, 1, 1]);
        assert_eq!(lines[0].first, rows[0]);
        let told: Vec<&Row> = lines.iter().flat_map(Line::rows).collect();
        assert_eq!(told, rows.iter().collect::<Vec<_>>());
    }

    #[test]
    fn what_is_overdue_longest_comes_first_in_its_line() {
        let overdue = |days: &str| {
            Row::new(
                Kind::NcOverdue,
                Subject::Nc(format!("NC-{days}")),
                [format!("NC-{days}"), days.to_owned()],
            )
        };
        let lines = gathered(["3", "12", "9", "40", "1", "7"].map(overdue).to_vec());
        let told: Vec<&str> = lines[0].rows().map(|row| row.values[1].as_str()).collect();
        assert_eq!(told, ["40", "12", "9", "7", "3", "1"]);
    }
}
