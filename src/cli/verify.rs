//! `onsite verify`: whether every change and every kept file is as it was.

use clap::{ArgMatches, Command};

use super::args::{base, positional};
use super::{Done, Failure, Here};
use crate::i18n::Lang;
use crate::i18n::cli as say;

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
    let damaged = store.damaged_files().map_err(|error| here.not_kept(&error))?;
    if let Some(first) = damaged.first() {
        let first = first.to_string();
        return Err(Failure::Refused(say::VERIFY_DAMAGED.with(here.lang, &[&damaged.len(), &first])));
    }
    let sentence = say::VERIFY_FINE.with(here.lang, &[&verified.changes, &verified.streams]);
    here.out.line(sentence)
}
