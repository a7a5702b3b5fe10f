//! `onsite verify`: whether every change and every kept file is as it was.

use clap::{ArgMatches, Command};

use super::args::{base, positional};
use super::{Done, Failure, Here};
use crate::domain::change::Evidence;
use crate::domain::dossier::Dossier;
use crate::domain::ids::Hash;
use crate::i18n::Lang;
use crate::i18n::cli as say;
use crate::report::cells::one_line;

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
    if !damaged.is_empty() {
        let dossier = store.load().map_err(|error| here.failed(&error))?;
        let named: Vec<String> = damaged.iter().map(|sha256| named(&dossier, *sha256)).collect();
        let named = named.join(" · ");
        return Err(Failure::Refused(say::VERIFY_DAMAGED.with(here.lang, &[&damaged.len(), &named])));
    }
    let sentence = say::VERIFY_FINE.with(here.lang, &[&verified.changes, &verified.streams]);
    here.out.line(sentence)
}

/// A kept file as the register names it; by its hash where no piece does.
fn named(dossier: &Dossier, sha256: Hash) -> String {
    let hash = sha256.to_string();
    let piece = dossier.evidence_register().into_iter().find_map(|piece| match &piece.taken.body {
        Evidence::File { path, sha256, .. } if *sha256 == hash => {
            Some(format!("{} {}", piece.taken.evidence, one_line(path)))
        }
        _ => None,
    });
    piece.unwrap_or(hash)
}
