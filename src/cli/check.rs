//! `onsite check`: the leave-site gate for scripts, the same rows as on the screen.

use clap::{ArgMatches, Command};
use serde::Serialize;

use super::args::{base, flag, option, positional, text};
use super::{Done, Failure, Here};
use crate::domain::change::{Item, MeetingKind};
use crate::domain::dossier::Dossier;
use crate::domain::gate::{Row, Severity, Subject, any_error};
use crate::i18n::cli as say;
use crate::i18n::{Lang, gate};
use crate::report::cells;
use crate::report::saying::{Names, gate_row};

pub fn command(lang: Lang) -> Command {
    base("check", say::CHECK_ABOUT, "onsite check FILE [--audit LABEL] [--json]", lang)
        .arg(positional("FILE", say::ARG_FILE_READ, lang))
        .arg(option("audit", "LABEL", say::CHECK_AUDIT, lang))
        .arg(flag("json", say::ARG_JSON, lang))
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let store = here.reading(args)?;
    let dossier = here.loaded(&store)?;
    let audit = here.audit(&dossier, text(args, "audit"))?;
    let rows = dossier.gate(&audit, here.supply.now().date_naive());
    if args.get_flag("json") {
        let names = Names::of(&dossier);
        let told: Vec<Told> = rows.iter().map(|row| Told::of(&dossier, row, &names, here.lang)).collect();
        here.out.json(&told)?;
    } else {
        print(here, &dossier, &rows)?;
    }
    if any_error(&rows) { Err(Failure::Found) } else { Ok(()) }
}

fn print(here: &mut Here, dossier: &Dossier, rows: &[Row]) -> Done {
    let lang = here.lang;
    let names = Names::of(dossier);
    let line = |row: &Row| {
        let sentence = gate_row(dossier, row, &names, lang);
        vec![row.severity().word().get(lang).to_owned(), cells::one_line(&sentence)]
    };
    let lines: Vec<Vec<String>> = rows.iter().map(line).collect();
    for line in cells::table(&lines) {
        here.out.line(line)?;
    }
    let count = |severity| rows.iter().filter(|row| row.severity() == severity).count();
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let [errors, warnings, notes] = &counts;
    here.out.line(gate::GATE_SUM.with(lang, &[errors, warnings, notes]))?;
    if *errors == 0 { here.out.line(gate::GATE_CLEAR.get(lang)) } else { Ok(()) }
}

/// A row as a program reads it.
#[derive(Serialize)]
struct Told {
    severity: &'static str,
    kind: &'static str,
    subject: Named,
    sentence: String,
}

/// What a row names.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
enum Named {
    Item(Item),
    Nc { nc: String },
    Slot { slot: String },
    Site { site: String },
    Checklist { standard: String },
    Audit { audit: String },
    Note { note: String },
    Visit { visit: String },
    Meeting { meeting: MeetingKind },
    Draft { form: String },
    Client,
}

impl Told {
    fn of(dossier: &Dossier, row: &Row, names: &Names, lang: Lang) -> Self {
        let subject = match &row.subject {
            Subject::Item(item) => Named::Item(item.clone()),
            Subject::Nc(nc) => Named::Nc { nc: nc.clone() },
            Subject::Slot(slot) => Named::Slot { slot: slot.to_string() },
            Subject::Site(site) => Named::Site { site: site.clone() },
            Subject::Checklist(standard) => Named::Checklist { standard: standard.clone() },
            Subject::Audit(audit) => Named::Audit { audit: audit.clone() },
            Subject::Note(note) => Named::Note { note: note.clone() },
            Subject::Meeting(meeting) => Named::Meeting { meeting: *meeting },
            Subject::Visit(visit) => Named::Visit { visit: visit.clone() },
            Subject::Draft(form) => Named::Draft { form: form.clone() },
            Subject::Client => Named::Client,
        };
        let sentence = gate_row(dossier, row, names, lang);
        Self { severity: row.severity().code(), kind: row.kind.code(), subject, sentence }
    }
}
