//! `onsite nc`: nonconformities for the office, overdue ones first.

mod export;
mod import;

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};
use serde::Serialize;

use super::args::{base, flag, positional, text, word};
use super::{Done, Failure, Here};
use crate::i18n::Lang;
use crate::i18n::cli as say;
use crate::i18n::store::system;
use crate::office::{self, Kind, OfficeError};
use crate::report::cells;
use crate::report::plain::{self, nc_head};
use crate::report::saying::Names;
use crate::report::state::{NcState, State};

pub fn command(lang: Lang) -> Command {
    let list = base("list", say::NC_LIST_ABOUT, "onsite nc list FILE [--overdue] [--json]", lang)
        .arg(positional("FILE", say::ARG_FILE_READ, lang))
        .arg(flag("overdue", say::NC_OVERDUE_ONLY, lang))
        .arg(flag("json", say::ARG_JSON, lang));
    let show = base("show", say::NC_SHOW_ABOUT, "onsite nc show FILE NC [--json]", lang)
        .arg(positional("FILE", say::ARG_FILE_READ, lang))
        .arg(word("NC", say::NC_LABEL, lang))
        .arg(flag("json", say::ARG_JSON, lang));
    base("nc", say::NC_ABOUT, "onsite nc list|show|export|import …", lang)
        .subcommand_required(true)
        .subcommands([list, show, export::command(lang), import::command(lang)])
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    match args.subcommand() {
        Some(("list", args)) => list(here, args),
        Some(("show", args)) => show(here, args),
        Some(("export", args)) => export::run(here, args),
        Some(("import", args)) => import::run(here, args),
        _ => Ok(()),
    }
}

/// A nonconformity with the days that it is overdue; the model itself knows no clock.
#[derive(Serialize)]
struct Listed<'a> {
    overdue_days: Option<i64>,
    #[serde(flatten)]
    nc: &'a NcState,
}

/// The state, the nonconformities in the order in which the screen has them in the latest audit.
fn state(here: &Here, path: &Path) -> Result<State, Failure> {
    let store = here.reading_at(path)?;
    let dossier = here.loaded(&store)?;
    let audit = dossier.audits().last().map(|audit| audit.audit.clone()).unwrap_or_default();
    let by_urgency = dossier.nonconformities_by_urgency(&audit, here.supply.now().date_naive());
    let place = |nc: &NcState| by_urgency.iter().position(|known| known.raised.nc == nc.nc);
    let mut state = State::of(&dossier);
    state.nonconformities.sort_by_cached_key(place);
    Ok(state)
}

fn list(here: &mut Here, args: &ArgMatches) -> Done {
    let state = state(here, &here.dossier(args)?)?;
    let only_overdue = args.get_flag("overdue");
    let today = here.supply.now().date_naive();
    let listed: Vec<Listed<'_>> = state
        .nonconformities
        .iter()
        .map(|nc| Listed { overdue_days: nc.overdue(today), nc })
        .filter(|listed| !only_overdue || listed.overdue_days.is_some())
        .collect();
    if args.get_flag("json") {
        return here.out.json(&listed);
    }
    if listed.is_empty() {
        let text = if only_overdue { say::NC_EMPTY_OVERDUE } else { say::NC_EMPTY };
        return here.out.line(text.get(here.lang));
    }
    let names = Names::from_sites(&state.sites);
    for listed in &listed {
        let mut line = cells::one_line(&nc_head(listed.nc, &names, here.lang));
        if let Some(days) = listed.overdue_days {
            line.push_str(" · ");
            line.push_str(&crate::i18n::report::NC_DAYS.with(here.lang, &[&days]));
        }
        here.out.line(line)?;
    }
    Ok(())
}

fn show(here: &mut Here, args: &ArgMatches) -> Done {
    let (path, label) = named(here, args)?;
    let state = state(here, &path)?;
    let unknown = || Failure::Refused(say::NC_NONE.with(here.lang, &[&label]));
    if args.get_flag("json") {
        let nc = state.nonconformities.iter().find(|nc| nc.nc == label).ok_or_else(unknown)?;
        let overdue_days = nc.overdue(here.supply.now().date_naive());
        return here.out.json(&Listed { overdue_days, nc });
    }
    let looks = here.looks();
    let text = plain::nonconformity(&state, &label, looks).ok_or_else(unknown)?;
    here.out.text(&text)
}

/// The dossier and the label. With `--file` the label stands alone, in the place of FILE.
fn named(here: &Here, args: &ArgMatches) -> Result<(PathBuf, String), Failure> {
    let given = args.get_one::<PathBuf>("FILE");
    let (file, label) = match (&here.file, given, text(args, "NC")) {
        (Some(file), Some(label), None) => (file, label.display().to_string()),
        (None, Some(file), Some(label)) => (file, label.to_owned()),
        (Some(_), Some(_), Some(_)) => return Err(Failure::Usage(say::FILE_TWICE.get(here.lang).to_owned())),
        (_, None, _) => return Err(Failure::Usage(say::FILE_MISSING.get(here.lang).to_owned())),
        (None, Some(_), None) => {
            return Err(Failure::Usage(say::NC_LABEL_MISSING.get(here.lang).to_owned()));
        }
    };
    Ok((here.existing(file), label))
}

/// The dossier and the sheet. With `--file` the sheet stands alone, in the place of FILE.
fn with_sheet(here: &Here, args: &ArgMatches) -> Result<(PathBuf, PathBuf, Kind), Failure> {
    let given = args.get_one::<PathBuf>("FILE");
    let (file, sheet) = match (&here.file, given, args.get_one::<PathBuf>("SHEET")) {
        (Some(file), Some(sheet), None) | (None, Some(file), Some(sheet)) => (file, sheet),
        (Some(_), Some(_), Some(_)) => return Err(Failure::Usage(say::FILE_TWICE.get(here.lang).to_owned())),
        (_, None, _) => return Err(Failure::Usage(say::FILE_MISSING.get(here.lang).to_owned())),
        (None, Some(_), None) => return Err(Failure::Usage(say::NC_SHEET_MISSING.get(here.lang).to_owned())),
    };
    let kind = Kind::of(sheet);
    let kind = kind.ok_or_else(|| Failure::Usage(say::NC_SHEET_KIND.with(here.lang, &[&sheet.display()])))?;
    Ok((here.existing(file), sheet.clone(), kind))
}

/// Why a sheet was not written, as the sentence that a user reads.
fn not_written(here: &Here, sheet: &Path, error: &OfficeError) -> Failure {
    let why = why(here, error);
    Failure::Refused(match error {
        OfficeError::Io(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            format!("{}: {why}", sheet.display())
        }
        _ => say::NC_SHEET_NOT_PUT.with(here.lang, &[&sheet.display(), &why]),
    })
}

/// Why a sheet was not read, as the sentence that a user reads.
fn not_read(here: &Here, sheet: &Path, error: &OfficeError) -> Failure {
    let why = why(here, error);
    Failure::Refused(match error {
        OfficeError::Io(_) => say::NC_SHEET_NOT_READ.with(here.lang, &[&sheet.display(), &why]),
        _ => format!("{}: {why}", sheet.display()),
    })
}

fn why(here: &Here, error: &OfficeError) -> String {
    match error {
        OfficeError::Io(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            say::NC_SHEET_EXISTS.get(here.lang).to_owned()
        }
        OfficeError::Io(error) if error.kind() == std::io::ErrorKind::InvalidInput => {
            say::EVIDENCE_NOT_A_FILE.get(here.lang).to_owned()
        }
        OfficeError::Io(error) => system(error, here.lang),
        OfficeError::TooLarge => say::NC_SHEET_LARGE.with(here.lang, &[&(office::FILE_LIMIT >> 20)]),
        OfficeError::UnpacksTooLarge => {
            say::NC_SHEET_UNPACKS.with(here.lang, &[&(office::UNPACKED_LIMIT >> 20)])
        }
        OfficeError::TooManyCells => {
            say::NC_SHEET_CELLS.with(here.lang, &[&office::ROW_LIMIT, &office::COLUMN_LIMIT])
        }
        OfficeError::NoWorkbook(_) => say::NC_SHEET_NONE.get(here.lang).to_owned(),
        OfficeError::NoText => say::NC_SHEET_TEXT.get(here.lang).to_owned(),
        OfficeError::NotWritten(why) => say::NC_SHEET_NOT_WRITTEN.with(here.lang, &[&cells::one_line(why)]),
    }
}
