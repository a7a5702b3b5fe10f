//! `onsite nc import`: what the client answered in the sheet, as one act; all rows or, if asked, the
//! good ones.

use std::path::Path;

use clap::{ArgMatches, Command};

use super::{not_read, with_sheet};
use crate::cli::args::{base, flag, positional};
use crate::cli::{Done, Failure, Here};
use crate::domain::change::{Change, Step};
use crate::domain::dossier::Dossier;
use crate::i18n::Lang;
use crate::i18n::refusals::refusal;
use crate::i18n::{cli as say, nc_sheet};
use crate::office;
use crate::report::cells::one_line;
use crate::report::nc_sheet::Cell;
use crate::report::nc_sheet::answers::{self, Outcome, Returned, SheetFault};

pub fn command(lang: Lang) -> Command {
    let usage = "onsite nc import FILE SHEET [--submit] [--skip-refused]";
    base("import", say::NC_IMPORT_ABOUT, usage, lang)
        .arg(positional("FILE", say::ARG_FILE_READ, lang))
        .arg(positional("SHEET", say::NC_IMPORT_SHEET, lang))
        .arg(flag("submit", say::NC_IMPORT_SUBMIT, lang))
        .arg(flag("skip-refused", say::NC_IMPORT_SKIP, lang))
        .after_help(say::NC_IMPORT_AFTER.get(lang))
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let (file, path, kind) = with_sheet(here, args)?;
    // Named wrongly is said at once, before a sheet is read.
    here.reading_at(&file)?;
    let sheets = office::read(&path, kind).map_err(|error| not_read(here, &path, &error))?;
    let mut store = here.writing_at(&file)?;
    let mut dossier = here.loaded(&store)?;
    let returned = returned(here, &mut dossier, &path, &sheets, args.get_flag("submit"))?;
    let refused = returned.iter().filter(|row| matches!(row.outcome, Outcome::Refused(_))).count();
    let whole = refused == 0 || args.get_flag("skip-refused");
    let proposals = answers::act(&mut dossier, &returned).map_err(|no| here.no(&no))?;
    if whole && !proposals.is_empty() {
        store.append(&proposals, &here.stamp()).map_err(|error| here.failed(&error))?;
        here.out.done();
    }
    tell(here, &dossier, &returned, whole)?;
    // The rows are told with the others; that some were refused is told where errors are looked for.
    match (refused, whole) {
        (0, _) => Ok(()),
        (_, false) => Err(Failure::Refused(say::NC_IMPORT_WHOLE.get(here.lang).to_owned())),
        (some, true) if proposals.is_empty() => {
            Err(Failure::Refused(say::NC_IMPORT_ALL_REFUSED.with(here.lang, &[&some])))
        }
        (some, true) => Err(Failure::Refused(say::NC_IMPORT_SKIPPED.with(here.lang, &[&some]))),
    }
}

/// The rows of the first sheet that has the headings: a client may have put another before it.
fn returned(
    here: &Here,
    dossier: &mut Dossier,
    path: &Path,
    sheets: &[Vec<Vec<Cell>>],
    hand_in: bool,
) -> Result<Vec<Returned>, Failure> {
    let mut fault = SheetFault::NoHeadings;
    for rows in sheets {
        match answers::read(dossier, rows, hand_in) {
            Err(SheetFault::NoHeadings) => {}
            Err(other) => {
                fault = other;
                break;
            }
            Ok(returned) => return Ok(returned),
        }
    }
    let why = fault.sentence(here.lang);
    Err(Failure::Refused(say::NC_SHEET_UNUSABLE.with(here.lang, &[&path.display(), &why])))
}

/// Row by row what came of it; then the sum.
fn tell(here: &mut Here, dossier: &Dossier, returned: &[Returned], whole: bool) -> Done {
    let lang = here.lang;
    let mut sums = [0usize; 4];
    for row in returned {
        let nc = if row.nc.is_empty() { String::new() } else { format!(" {}", one_line(&row.nc)) };
        match &row.outcome {
            Outcome::New(changes) => {
                sums[0] += usize::from(whole);
                if whole {
                    let said = said(dossier, changes, lang);
                    here.out.line(say::NC_IMPORT_TAKEN.with(lang, &[&row.row, &nc, &said]))?;
                }
            }
            Outcome::Standing => sums[1] += 1,
            Outcome::Untouched => sums[2] += 1,
            Outcome::Refused(why) => {
                sums[3] += 1;
                let why = one_line(&why.sentence(lang));
                here.out.line(say::NC_IMPORT_REFUSED.with(lang, &[&row.row, &nc, &why]))?;
            }
        }
        if row.restated {
            here.out.line(say::NC_IMPORT_RESTATED.with(lang, &[&row.row, &nc]))?;
        }
        if let Some(no) = row.not_handed_in.as_ref().filter(|_| whole) {
            let why = one_line(&refusal(no, lang));
            here.out.line(say::NC_IMPORT_NOT_SUBMITTED.with(lang, &[&row.row, &nc, &why]))?;
        }
    }
    let held = returned.iter().filter(|row| !whole && matches!(row.outcome, Outcome::New(_))).count();
    if held > 0 {
        here.out.line(say::NC_IMPORT_HELD.with(lang, &[&held]))?;
    }
    let [new, standing, untouched, refused] = sums;
    here.out.line(say::NC_IMPORT_SUM.with(lang, &[&new, &standing, &untouched, &refused]))?;
    if whole && new == 0 { here.out.line(say::NC_IMPORT_NOTHING.get(lang)) } else { Ok(()) }
}

/// What was written, by the names of the columns and steps; what is as in the round before is said to be.
fn said(dossier: &Dossier, changes: &[Change], lang: Lang) -> String {
    let (open, close) = (lang.pick("（", " ("), lang.pick("）", ")"));
    let word = |change: &Change| match change {
        Change::AnswerWritten(written) => {
            let part = written.part.word().get(lang);
            match dossier.answer_before(&written.nc, written.round, written.part) {
                Some((round, text)) if text == written.text => {
                    format!("{part}{open}{}{close}", nc_sheet::AS_BEFORE.with(lang, &[&round]))
                }
                _ => part.to_owned(),
            }
        }
        Change::Stepped(stepped) => match &stepped.step {
            Step::Acknowledged { person } => {
                format!("{}{open}{}{close}", stepped.step.word().get(lang), one_line(person))
            }
            step => step.word().get(lang).to_owned(),
        },
        other => other.word().get(lang).to_owned(),
    };
    let words: Vec<String> = changes.iter().map(word).collect();
    words.join(lang.pick("、", ", "))
}
