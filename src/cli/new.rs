//! `onsite new`: a dossier with its sites and its first audit.

use std::path::Path;

use chrono::Datelike;
use clap::{ArgAction, ArgMatches, Command};

use super::args::{base, each_once, option, positional, text};
use super::{Done, Failure, Here};
use crate::checklists::Shelf;
use crate::domain::change::{AuditType, Change, ChecklistAdopted};
use crate::domain::opening::Opening;
use crate::domain::rules::NAME_LIMIT;
use crate::i18n::cli as say;
use crate::i18n::{Lang, words};
use crate::store::{StartError, Store};

/// The checklist of an audit for which none is named.
const STANDARD: &str = "gbt27922-2011";

pub fn command(lang: Lang) -> Command {
    let usage = "onsite new FILE --client NAME [--standard ID]… [--type TYPE] [--site NAME]…";
    base("new", say::NEW_ABOUT, usage, lang)
        .arg(positional("FILE", say::NEW_FILE, lang))
        .arg(option("client", "NAME", say::NEW_CLIENT, lang))
        .arg(option("standard", "ID", say::NEW_STANDARD, lang).action(ArgAction::Append))
        .arg(
            option("type", "TYPE", say::NEW_TYPE, lang)
                .value_parser(AuditType::ALL.iter().map(|kind| kind.code()).collect::<Vec<_>>())
                .default_value("initial")
                .hide_possible_values(true)
                .hide_default_value(true),
        )
        .arg(option("site", "NAME", say::NEW_SITE, lang).action(ArgAction::Append))
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let given = here.given(args)?;
    let given = given.ok_or_else(|| Failure::Usage(say::FILE_MISSING.get(here.lang).to_owned()))?;
    let client = text(args, "client")
        .ok_or_else(|| Failure::Usage(say::NEW_CLIENT_MISSING.get(here.lang).to_owned()))?;
    let sites = each_once(args, "site", here.lang)?;
    let names = sites.iter().map(|site| ("--site", site.as_str()));
    for (option, name) in std::iter::once(("--client", client)).chain(names) {
        name_of(option, name, here.lang)?;
    }
    let path = here.fresh(given)?;
    let opening = Opening {
        dossier: here.supply.fresh_id(),
        client: client.to_owned(),
        checklists: adoptions(here, each_once(args, "standard", here.lang)?)?,
        audit_type: text(args, "type").and_then(AuditType::parse).unwrap_or(AuditType::Initial),
        year: here.supply.now().year(),
        sites: given_or_usual(sites, here.lang),
        sampling: Shelf::open(&here.folders).sampling().cloned(),
    };
    make(here, &path, opening)?;
    here.out.done();
    let path = path.display();
    let made = say::NEW_MADE.with(here.lang, &[&path]);
    here.out.line(made)
}

fn make(here: &Here, path: &Path, opening: Opening) -> Done {
    if path.starts_with(&here.folders.dossiers) {
        here.folders.make_dossiers().map_err(|error| here.failed(&error))?;
    }
    let device = here.device();
    let failed = |error| match error {
        StartError::Refused(no) => here.no(&no),
        StartError::Store(error) => here.failed(&error),
    };
    let store = Store::start(path, opening, &device, &here.supply, &here.stamp()).map_err(failed)?;
    store.close().map_err(|error| here.failed(&error))
}

fn adoptions(here: &Here, mut standards: Vec<String>) -> Result<Vec<ChecklistAdopted>, Failure> {
    if standards.is_empty() {
        standards.push(STANDARD.to_owned());
    }
    let shelf = Shelf::at(&here.folders.checklists);
    let adopt = |id: &String| match shelf.adoption(id) {
        Ok(Change::ChecklistAdopted(adopted)) => Ok(adopted),
        Ok(_) => Err(Failure::Refused(say::NO_CHECKLIST.with(here.lang, &[id]))),
        Err(unavailable) => {
            let why = unavailable.sentence(here.lang);
            Err(Failure::Refused(say::NEW_NO_STANDARD.with(here.lang, &[&why])))
        }
    };
    standards.iter().map(adopt).collect()
}

/// A name as an option gave it: the sentence about it names the option, and says that nothing was made.
fn name_of(option: &str, name: &str, lang: Lang) -> Result<(), Failure> {
    let wrong = if name.trim().is_empty() {
        say::NEW_NAME_EMPTY.with(lang, &[&option])
    } else if name.contains(char::is_control) {
        say::NEW_NAME_CONTROL.with(lang, &[&option])
    } else if name.len() > NAME_LIMIT {
        say::NEW_NAME_LONG.with(lang, &[&option, &NAME_LIMIT, &name.len()])
    } else {
        return Ok(());
    };
    Err(Failure::Refused(wrong))
}

fn given_or_usual(mut names: Vec<String>, lang: Lang) -> Vec<String> {
    if names.is_empty() {
        names.push(words::HEAD_OFFICE.get(lang).to_owned());
    }
    names
}
