//! From the text of a checklist file to a [`Checklist`], with every fault on the way.

use super::super::fault::{Fault, Kind, any_fault};
use super::super::ids::is_label;
use super::super::sheet::{Notes, Number, TOP, Table};
use super::{Band, Basis, Bilingual, Checklist, Indicator, Lines, Special, compare_clauses, is_clause, lint};

/// More indicators than any standard has; above it, checking them would take a while.
const MOST: usize = 2000;

/// A draft of an indicator, with the places that faults point to.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub indicator: Indicator,
    /// Where its clause stands.
    pub at: usize,
    /// Where its points stand, or would stand.
    pub points_at: usize,
    /// What the file says about its points.
    pub given: Given,
    /// Whether the file says that it is a group whose parts are not supplied.
    pub open_group: bool,
    /// Whether it has what only a leaf has.
    pub has_questions: bool,
}

/// What a file says about the points of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// Nothing.
    Nothing,
    /// That they are not public.
    Unknown,
    /// A number, or a fault that has been noted.
    Number,
}

/// A level with the place where it stands.
#[derive(Clone, Debug)]
pub(super) struct DraftBand {
    pub band: Band,
    /// Whether the file says that its threshold is not public.
    pub unknown: bool,
    /// Where it stands.
    pub at: usize,
}

/// What a data file in the checklist folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Indicators of a standard.
    Checklist,
    /// Points of a checklist, confirmed.
    Overlay,
    /// Phrases for a checklist.
    Phrases,
    /// Days off and shifted working days of a year.
    Holidays,
    /// How long answers may take.
    Deadlines,
    /// How many outlets are visited.
    Sampling,
}

/// What a file is, by the key that names the checklist it belongs to.
pub fn kind_of_file(text: &str) -> FileKind {
    let table = Notes::on(text).parse();
    match table.get_ref() {
        table if table.contains_key("confirms") => FileKind::Overlay,
        table if table.contains_key("phrases-for") => FileKind::Phrases,
        table if table.contains_key("holidays-of") => FileKind::Holidays,
        table if table.contains_key("deadlines-by") => FileKind::Deadlines,
        table if table.contains_key("sampling-by") => FileKind::Sampling,
        _ => FileKind::Checklist,
    }
}

/// Reads a checklist file: the checklist, unless a fault forbids it, and everything that was found.
pub(super) fn checklist(id: &str, text: &str) -> (Option<Checklist>, Vec<Fault>) {
    let (checklist, faults) = read(id, text);
    (checklist.filter(|_| !any_fault(&faults)), faults)
}

fn read(id: &str, text: &str) -> (Option<Checklist>, Vec<Fault>) {
    let notes = Notes::on(text);
    if !is_label(id) {
        notes.add(0, Kind::BadName, [id]);
    }
    let parsed = notes.parse();
    let checklist = read_file(id, Table::new(&notes, &parsed, TOP), &notes);
    (checklist, notes.finish())
}

fn read_file(id: &str, mut file: Table<'_, '_>, notes: &Notes<'_>) -> Option<Checklist> {
    let standard = file.text("standard");
    let edition = file.text("edition");
    let title = file.pair("title");
    let status = file.pair("status");
    let superseded_by = file.text_or_empty("superseded-by");
    let note = file.maybe_pair("note");
    let partial = file.maybe_pair("partial");
    let full_at = file.place("full-score");
    let full_score = file.number("full-score");
    let special = file.maybe_table("special").and_then(read_special);
    let bands: Vec<DraftBand> = file.tables("level").into_iter().filter_map(read_band).collect();
    let mut drafts: Vec<Draft> = Vec::new();
    let tables = file.tables("indicator");
    if tables.len() > MOST {
        notes.add(tables[MOST].start(), Kind::TooMany, [MOST.to_string()]);
    }
    for table in tables.into_iter().take(MOST) {
        drafts.extend(read_indicator(table, full_score.is_some()));
    }
    file.finish();

    let full_score = match full_score {
        Some(Number::Known(points)) => Some(points),
        Some(Number::Unknown) => {
            notes.add(full_at, Kind::BadPoints, ["full-score"]);
            None
        }
        None => None,
    };
    drafts.sort_by(|a, b| compare_clauses(&a.indicator.clause, &b.indicator.clause));
    lint::tree(&mut drafts, partial.is_some(), notes);
    lint::bands(&bands, full_score.as_ref().map(|full| (full, full_at)), notes);
    let checklist = Checklist {
        id: id.to_owned(),
        standard: standard?,
        edition: edition?,
        title: title?,
        status: status?,
        superseded_by: superseded_by.filter(|successor| !successor.is_empty()),
        note,
        partial,
        full_score,
        bands: bands.into_iter().map(|draft| draft.band).collect(),
        special,
        indicators: drafts.iter().map(|draft| draft.indicator.clone()).collect(),
        signed: Vec::new(),
    };
    lint::points(&checklist, &drafts, full_at, notes);
    Some(checklist)
}

fn read_special(mut table: Table<'_, '_>) -> Option<Special> {
    let known = |table: &mut Table<'_, '_>, key: &'static str| {
        let at = table.place(key);
        match (table.has(key), table.number(key)) {
            (_, Some(Number::Known(points))) => Some(points),
            (true, None) => None,
            _ => {
                table.fault(at, Kind::BadPoints, [key]);
                None
            }
        }
    };
    let deduction = known(&mut table, "deduction");
    let fail_at = table.count("fail-at");
    let bonus = known(&mut table, "bonus");
    table.finish();
    Some(Special { deduction: deduction?, fail_at: fail_at?, bonus: bonus? })
}

fn read_band(mut table: Table<'_, '_>) -> Option<DraftBand> {
    let at = table.start();
    let code = table.text("code");
    if let Some(code) = &code {
        table.rename(format!("[[level]] {code}"));
    }
    let title = table.pair("title");
    let stated = table.has("min");
    let min = table.number("min");
    if !stated {
        table.fault(at, Kind::LevelWithoutThreshold, [code.as_deref().unwrap_or("?")]);
    }
    table.finish();
    let unknown = min == Some(Number::Unknown);
    let min = match min {
        Some(Number::Known(points)) => Some(points),
        _ => None,
    };
    Some(DraftBand { band: Band { code: code?, title: title?, min }, unknown, at })
}

fn read_indicator(mut table: Table<'_, '_>, with_points: bool) -> Option<Draft> {
    let at = if table.has("clause") { table.place("clause") } else { table.start() };
    let clause = table.text("clause");
    if let Some(clause) = &clause {
        table.rename(format!("[[indicator]] {clause}"));
        if !is_clause(clause) {
            table.fault(at, Kind::BadClause, [clause]);
        }
    }
    let named = clause.clone().unwrap_or_default();
    let title = table.pair("title");
    let points_at = table.place("points");
    let number = table.number("points");
    let given = match &number {
        Some(Number::Unknown) => Given::Unknown,
        None if !table.has("points") => Given::Nothing,
        _ => Given::Number,
    };
    let (points, basis) = read_points(&mut table, number, &named, with_points);
    let open_group = table.maybe_flag("group");
    let note = table.maybe_pair("note");
    let has_questions =
        ["check", "ask", "evidence", "may-sample", "may-delete"].iter().any(|key| table.has(key));
    let mut indicator = Indicator {
        clause: named,
        title: title.unwrap_or_else(empty),
        points,
        basis,
        check: empty(),
        ask: Lines::default(),
        evidence: Lines::default(),
        note,
        may_sample: false,
        may_delete: false,
        leaf: false,
    };
    if has_questions {
        read_questions(&mut table, &mut indicator);
    }
    table.finish();
    clause.map(|_| Draft { indicator, at, points_at, given, open_group, has_questions })
}

fn empty() -> Bilingual {
    Bilingual { zh: String::new(), en: String::new() }
}

fn read_questions(table: &mut Table<'_, '_>, indicator: &mut Indicator) {
    indicator.check = table.pair("check").unwrap_or_else(empty);
    indicator.ask = table.lines("ask").unwrap_or_default();
    indicator.evidence = table.lines("evidence").unwrap_or_default();
    indicator.may_sample = table.flag("may-sample").unwrap_or(false);
    indicator.may_delete = table.flag("may-delete").unwrap_or(false);
}

fn read_points(
    table: &mut Table<'_, '_>,
    number: Option<Number>,
    clause: &str,
    with_points: bool,
) -> (Option<super::Points>, Basis) {
    let at = table.place("points");
    let basis_at = table.place("basis");
    let basis = table.maybe_text("basis");
    let points = match number {
        Some(Number::Known(points)) => points,
        Some(Number::Unknown) => return (None, Basis::Unknown),
        None => return (None, Basis::Unscored),
    };
    if !with_points {
        table.fault(at, Kind::PointsWithoutTotal, [clause]);
    }
    let basis = match basis.as_deref() {
        Some("sourced") => Basis::Sourced,
        Some("provisional") => Basis::Provisional,
        other => {
            let at = if other.is_some() { basis_at } else { at };
            table.fault(at, Kind::BadBasis, [clause, other.unwrap_or("")]);
            Basis::Unknown
        }
    };
    (Some(points), basis)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
standard = "X 1"
edition = "1"
title = { zh = "甲", en = "A" }
status = { zh = "现行", en = "current" }
superseded-by = ""
full-score = 10

[[level]]
code = "pass"
title = { zh = "达标", en = "pass" }
min = 7

[[indicator]]
clause = "5.1"
title = { zh = "甲", en = "A" }
points = 10
basis = "sourced"

[[indicator]]
clause = "5.1.1"
title.zh = "甲"
title.en = "A"
points = 7.5
basis = "provisional"
check.zh = "查"
check.en = "check"
ask.zh = ["问"]
ask.en = ["ask"]
evidence.zh = ["看"]
evidence.en = ["see"]
may-sample = true
may-delete = false
"#;

    #[test]
    fn a_sum_that_does_not_add_up_and_provisional_points_are_said_with_their_lines() {
        let faults = Checklist::lint("x", SMALL);
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(said, ["line 17: sum-differs (5.1, 10, 7.5)", "line 24: provisional (1, 5.1.1)"]);
        assert!(Checklist::parse("x", SMALL).is_err());
    }

    #[test]
    fn a_whole_file_becomes_a_tree() {
        let checklist = Checklist::parse("x", &SMALL.replace("7.5", "10")).unwrap();
        assert_eq!(checklist.superseded_by, None);
        assert_eq!(checklist.leaves().map(|leaf| leaf.clause.as_str()).collect::<Vec<_>>(), ["5.1.1"]);
        assert_eq!(checklist.section_of("5.1.1").unwrap().clause, "5.1");
        assert_eq!(checklist.depth("5.1.1"), 1);
        assert!(checklist.has_provisional());
    }

    #[test]
    fn every_fault_is_reported_and_none_that_only_echoes_a_broken_line() {
        let text = SMALL
            .replace("7.5", "10")
            .replace("may-delete", "may-delet")
            .replace("edition = \"1\"", "edition = 1x");
        let said: Vec<String> =
            Checklist::lint("x", &text).iter().map(|fault| fault.kind.code().to_owned()).collect();
        assert_eq!(said, ["syntax", "unknown-key"]);
    }

    #[test]
    fn an_overlay_takes_the_provisional_mark_away_and_keeps_the_sums_right() {
        use super::super::{Basis, Overlay};
        let checklist = Checklist::parse("x", &SMALL.replace("7.5", "10")).unwrap();
        let text =
            "confirms = \"x\"\nsigned-by = \"示例认证机构\"\ndate = 2026-11-01\n[points]\n\"5.1.1\" = 10\n";
        let signed = checklist.with_overlay(&Overlay::parse(text).unwrap()).unwrap();
        assert!(!signed.has_provisional());
        assert_eq!(signed.indicator("5.1.1").unwrap().basis, Basis::Confirmed);
        assert_eq!(signed.signed[0].date, "2026-11-01");
        let wrong = Overlay::parse(&text.replace("= 10", "= 9")).unwrap();
        assert_eq!(
            checklist.with_overlay(&wrong).unwrap_err()[0].to_string(),
            "line 5: sum-differs (5.1, 10, 9)"
        );
    }
}
