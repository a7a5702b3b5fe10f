//! `onsite nc export`: the sheet in which the client answers.

use clap::{ArgMatches, Command};

use super::{not_written, with_sheet};
use crate::cli::args::{base, flag, positional};
use crate::cli::{Done, Failure, Here};
use crate::domain::dossier::Dossier;
use crate::i18n::Lang;
use crate::i18n::cli as say;
use crate::office::{self, Kind};
use crate::report::nc_sheet::Sheet;

pub fn command(lang: Lang) -> Command {
    base("export", say::NC_EXPORT_ABOUT, "onsite nc export FILE SHEET [--all] [--force]", lang)
        .arg(positional("FILE", say::ARG_FILE_READ, lang))
        .arg(positional("SHEET", say::NC_EXPORT_SHEET, lang))
        .arg(flag("all", say::NC_EXPORT_ALL, lang))
        .arg(flag("force", say::NC_EXPORT_FORCE, lang))
        .after_help(say::NC_EXPORT_AFTER.get(lang))
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let (file, path, kind) = with_sheet(here, args)?;
    let store = here.reading_at(&file)?;
    let dossier = here.loaded(&store)?;
    let all = args.get_flag("all");
    let differing = differing(&dossier, all);
    if !differing.is_empty() {
        // The client would get one of several versions, and nobody would know which.
        return Err(Failure::Refused(say::NC_SHEET_DIFFERS.with(here.lang, &[&differing.join(" · ")])));
    }
    let sheet = Sheet::of(&dossier, all, here.lang);
    if sheet.rows.is_empty() {
        return Err(Failure::Refused(say::NC_SHEET_EMPTY.get(here.lang).to_owned()));
    }
    let bytes = match kind {
        Kind::Xlsx => office::xlsx(&sheet, here.supply.now().date_naive()),
        Kind::Csv => office::csv(&sheet),
    };
    let put = bytes.and_then(|bytes| office::put(&path, &bytes, args.get_flag("force")));
    put.map_err(|error| not_written(here, &path, &error))?;
    here.out.done();
    here.out.line(say::NC_EXPORTED.with(here.lang, &[&path.display(), &sheet.rows.len()]))
}

/// The labels of those to be exported about which auditors differ in what the client is told.
fn differing(dossier: &Dossier, all: bool) -> Vec<String> {
    let told = |sort: &str| matches!(sort, "nc" | "nc-class" | "nc-text" | "nc-due" | "nc-extension");
    let ncs = dossier.nonconformities().into_iter().filter(|nc| all || !nc.ended());
    let labels = ncs.map(|nc| nc.raised.nc.clone());
    labels.filter(|nc| dossier.nc_conflicts(nc).any(|slot| told(slot.sort()))).collect()
}
