//! `onsite checklist`: what checklists there are, what stands in one, what is wrong in a file.

use std::path::Path;

use clap::{ArgMatches, Command};
use serde_json::json;

use super::args::{base, flag, text, texts, word};
use super::{Done, Failure, Here};
use crate::checklists::{Report, Row, Shelf, any_failed, show_text};
use crate::domain::checklist::Severity;
use crate::i18n::Lang;
use crate::i18n::cli as say;
use crate::report::cells;

pub fn command(lang: Lang) -> Command {
    let list = base("list", say::CHECKLIST_LIST_ABOUT, "onsite checklist list [--json]", lang).arg(flag(
        "json",
        say::ARG_JSON,
        lang,
    ));
    let show = base("show", say::CHECKLIST_SHOW_ABOUT, "onsite checklist show ID", lang)
        .arg(word("ID", say::CHECKLIST_ID, lang).required(true));
    let check = base("lint", say::CHECKLIST_LINT_ABOUT, "onsite checklist lint [ID|PATH]…", lang)
        .arg(word("WHAT", say::CHECKLIST_WHAT, lang).value_name("ID|PATH").num_args(0..));
    base("checklist", say::CHECKLIST_ABOUT, "onsite checklist list|show|lint …", lang)
        .subcommand_required(true)
        .subcommands([list, show, check])
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let shelf = Shelf::at(&here.folders.checklists);
    match args.subcommand() {
        Some(("list", args)) => list(here, &shelf, args),
        Some(("show", args)) => show(here, &shelf, args),
        Some(("lint", args)) => lint(here, &shelf, args),
        _ => Ok(()),
    }
}

fn list(here: &mut Here, shelf: &Shelf, args: &ArgMatches) -> Done {
    let rows = shelf.rows();
    if args.get_flag("json") {
        let rows: Vec<_> = rows.iter().map(as_json).collect();
        return here.out.json(&rows);
    }
    let lang = here.lang;
    let row = |row: &Row| {
        let title = row.title.get(lang).to_owned();
        let notes = row.remarks(lang).join(" · ");
        let leaves = crate::i18n::report::CHECKLIST_LEAVES.with(lang, &[&row.leaves]);
        vec![row.id.clone(), row.standard.clone(), title, leaves, notes, row.origin(lang)]
    };
    let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
    for line in cells::table(&rows) {
        here.out.line(cells::shown(&line))?;
    }
    let folder = here.folders.checklists.display();
    let folder = say::CHECKLIST_FOLDER.with(lang, &[&folder]);
    here.out.line(folder)?;
    for report in shelf.faulty() {
        for line in report.fault_lines(lang) {
            here.out.line(line)?;
        }
    }
    Ok(())
}

fn as_json(row: &Row) -> serde_json::Value {
    json!({
        "id": row.id,
        "standard": row.standard,
        "title": { "zh": row.title.zh, "en": row.title.en },
        "leaves": row.leaves,
        "provisional": row.provisional,
        "unknown": row.unknown,
        "partial": row.partial,
        "signed": row.signed,
        "origin": row.origin(Lang::En),
    })
}

fn show(here: &mut Here, shelf: &Shelf, args: &ArgMatches) -> Done {
    let id = text(args, "ID").unwrap_or_default();
    let shelved = shelf.get(id).map_err(|error| Failure::Refused(error.sentence(here.lang)))?;
    here.out.text(&cells::shown(&show_text(&shelved.checklist, here.lang)))
}

fn lint(here: &mut Here, shelf: &Shelf, args: &ArgMatches) -> Done {
    let wanted = texts(args, "WHAT");
    let reports: Vec<Report> = if wanted.is_empty() {
        shelf.reports().to_vec()
    } else {
        wanted.iter().flat_map(|what| reports_of(shelf, what)).collect()
    };
    for line in reports.iter().flat_map(|report| report.lines(here.lang)) {
        here.out.line(line)?;
    }
    let faults = reports.iter().flat_map(|report| &report.faults);
    let failed = faults.clone().filter(|fault| fault.severity() == Severity::Fault).count();
    let warned = faults.count() - failed;
    let sum = match (failed, warned) {
        (0, 0) => say::LINT_FINE.get(here.lang).to_owned(),
        _ => say::LINT_SUM.with(here.lang, &[&failed, &warned]),
    };
    here.out.line(sum)?;
    if any_failed(&reports) { Err(Failure::Found) } else { Ok(()) }
}

/// The files of a checklist by its id, or a file wherever it lies.
fn reports_of(shelf: &Shelf, what: &str) -> Vec<Report> {
    let known: Vec<Report> = shelf.reports_of(what).into_iter().cloned().collect();
    if known.is_empty() { vec![shelf.lint_file(Path::new(what))] } else { known }
}
