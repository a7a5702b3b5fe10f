//! `onsite check`: the leave-site gate for scripts, the same rows as on the screen.

use clap::{ArgMatches, Command};
use serde::Serialize;

use super::args::{base, flag, option, positional, text};
use super::{Done, Failure, Here};
use crate::domain::change::{Item, MeetingKind};
use crate::domain::dossier::Dossier;
use crate::domain::gate::{Line, Row, Severity, Subject, any_error, gathered};
use crate::i18n::cli as say;
use crate::i18n::{Lang, gate};
use crate::report::cells;
use crate::report::saying::{Names, gate_line, gate_line_whole, gate_row};
use crate::store::Device;
use crate::tui::desk::{Desk, Open};
use crate::tui::screens::gate::rows;

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
    let mut open = Open::new(dossier, store.path().to_owned(), String::new());
    let drafts = store.drafts_of(&Device::known(&here.folders)).map_err(|error| here.failed(&error))?;
    open.drafts = drafts.into_iter().collect();
    let rows = rows(&Desk::bare(here.lang, here.supply.now()), &open, &audit);
    let unsettled = any_error(&rows);
    let lines = gathered(rows);
    if args.get_flag("json") {
        let told = Telling { dossier: &open.dossier, names: Names::of(&open.dossier), lang: here.lang };
        let told: Vec<Told> = lines.iter().map(|line| told.line(line)).collect();
        here.out.json(&told)?;
    } else {
        print(here, &open.dossier, &lines)?;
    }
    if unsettled { Err(Failure::Found) } else { Ok(()) }
}

fn print(here: &mut Here, dossier: &Dossier, lines: &[Line]) -> Done {
    let lang = here.lang;
    let names = Names::of(dossier);
    let told = |line: &Line| {
        let sentence = gate_line_whole(dossier, line, &names, lang, |_| true);
        vec![line.severity().word().get(lang).to_owned(), cells::one_line(&sentence)]
    };
    let table: Vec<Vec<String>> = lines.iter().map(told).collect();
    for line in cells::table(&table) {
        here.out.line(line)?;
    }
    let count = |severity| -> usize {
        lines.iter().filter(|line| line.severity() == severity).map(Line::count).sum()
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let [errors, warnings, notes] = &counts;
    here.out.line(gate::GATE_SUM.with(lang, &[errors, warnings, notes]))?;
    if *errors == 0 { here.out.line(gate::GATE_CLEAR.get(lang)) } else { Ok(()) }
}

/// A line as a program reads it; where it tells several things, `each` has all of them and `subject` is
/// that of the first.
#[derive(Serialize)]
struct Told {
    severity: &'static str,
    kind: &'static str,
    subject: Named,
    sentence: String,
    count: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    each: Vec<One>,
}

/// One of several things that a line tells.
#[derive(Serialize)]
struct One {
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

impl Named {
    fn of(subject: &Subject) -> Self {
        match subject {
            Subject::Item(item) => Self::Item(item.clone()),
            Subject::Nc(nc) => Self::Nc { nc: nc.clone() },
            Subject::Slot(slot) => Self::Slot { slot: slot.to_string() },
            Subject::Site(site) => Self::Site { site: site.clone() },
            Subject::Checklist(standard) => Self::Checklist { standard: standard.clone() },
            Subject::Audit(audit) => Self::Audit { audit: audit.clone() },
            Subject::Note(note) => Self::Note { note: note.clone() },
            Subject::Meeting(meeting) => Self::Meeting { meeting: *meeting },
            Subject::Visit(visit) => Self::Visit { visit: visit.clone() },
            Subject::Draft(form) => Self::Draft { form: form.clone() },
            Subject::Client => Self::Client,
        }
    }
}

/// Of what is told, and in which language.
struct Telling<'a> {
    dossier: &'a Dossier,
    names: Names,
    lang: Lang,
}

impl Telling<'_> {
    fn line(&self, line: &Line) -> Told {
        let each =
            if line.rest.is_empty() { Vec::new() } else { line.rows().map(|row| self.one(row)).collect() };
        Told {
            severity: line.severity().code(),
            kind: line.first.kind.code(),
            subject: Named::of(&line.first.subject),
            sentence: gate_line(self.dossier, line, &self.names, self.lang),
            count: line.count(),
            each,
        }
    }

    fn one(&self, row: &Row) -> One {
        let sentence = gate_row(self.dossier, row, &self.names, self.lang);
        One { subject: Named::of(&row.subject), sentence }
    }
}
