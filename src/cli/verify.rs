//! `onsite verify`: whether every change and every kept file is as it was.

use std::collections::HashSet;

use clap::{ArgMatches, Command};

use super::args::{base, positional};
use super::{Done, Failure, Here};
use crate::domain::ids::Hash;
use crate::i18n::Lang;
use crate::i18n::cli as say;
use crate::report::saying::originals;

pub fn command(lang: Lang) -> Command {
    base("verify", say::VERIFY_ABOUT, "onsite verify FILE", lang).arg(positional(
        "FILE",
        say::ARG_FILE_READ,
        lang,
    ))
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let store = here.reading(args)?;
    let verified = store.verify().map_err(|broken| here.broken(&broken))?;
    if verified.changes == 0 {
        return Err(Failure::Refused(say::VERIFY_NOTHING.get(here.lang).to_owned()));
    }
    let damaged = store.damaged_files().map_err(|error| here.not_kept(&error))?;
    let dossier = store.load().map_err(|error| here.failed(&error))?;
    if !damaged.is_empty() {
        let named = originals(&dossier, &damaged);
        return Err(Failure::Refused(say::VERIFY_DAMAGED.with(here.lang, &[&damaged.len(), &named])));
    }
    let sentence = say::VERIFY_FINE.with(here.lang, &[&verified.changes, &verified.streams]);
    here.out.line(sentence)?;
    // A sync that ended half way, or a file that was only told of: the record is whole without it.
    let kept: HashSet<Hash> = store.kept_files().map_err(|error| here.failed(&error))?.into_iter().collect();
    let told = dossier.evidence_files().into_keys();
    let missing: Vec<Hash> = told.filter(|sha256| !kept.contains(sha256)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    here.out.line(say::VERIFY_MISSING.with(here.lang, &[&missing.len(), &originals(&dossier, &missing)]))
}
