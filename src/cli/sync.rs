//! `onsite sync`: two files of one client exchange what the other lacks.

use std::fs;
use std::path::PathBuf;

use clap::{ArgMatches, Command};

use super::args::{base, positionals};
use super::{Done, Failure, Here};
use crate::i18n::cli as say;
use crate::i18n::{Lang, quoted};
use crate::report::saying::{conflict, originals};
use crate::store::Store;
use crate::sync;

pub fn command(lang: Lang) -> Command {
    base("sync", say::SYNC_ABOUT, "onsite sync FILE FILE", lang).arg(positionals(
        "FILE",
        say::SYNC_FILES,
        lang,
    ))
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let given = args.get_many::<PathBuf>("FILE").into_iter().flatten();
    let files: Vec<PathBuf> = here.file.iter().chain(given).map(|path| here.existing(path)).collect();
    let [a, b] = files.as_slice() else {
        return Err(Failure::Usage(say::FILES_TWO.get(here.lang).to_owned()));
    };
    // A folder means the file of the other one's name in it.
    let (a, b) = (&sync::copy_at(b, a), &sync::copy_at(a, b));
    if let (true, false) | (false, true) = (a.exists(), b.exists()) {
        let (there, lacking) = if a.exists() { (a, b) } else { (b, a) };
        let values: [&dyn std::fmt::Display; 3] = [&lacking.display(), &quoted(there), &quoted(lacking)];
        return Err(Failure::Refused(say::SYNC_NO_COPY.with(here.lang, &values)));
    }
    if let (Ok(first), Ok(second)) = (fs::canonicalize(a), fs::canonicalize(b))
        && first == second
    {
        return Err(Failure::Refused(say::SYNC_ONE_FILE.with(here.lang, &[&first.display()])));
    }
    let device = here.device();
    let open = |path: &PathBuf| Store::open(path, &device, &here.supply);
    let mut first = open(a).map_err(|error| here.failed(&error))?;
    let mut second = open(b).map_err(|error| here.failed(&error))?;
    let outcome = sync::exchange(&mut first, &mut second).map_err(|error| here.apart(&error))?;
    here.out.done();
    let differing = first.load().map_err(|error| here.failed(&error))?;
    let lang = here.lang;
    let sides = [(a, outcome.to_a, &outcome.files_to_a), (b, outcome.to_b, &outcome.files_to_b)];
    for (path, count, files) in sides {
        let mut line = say::SYNC_TO.with(lang, &[&path.display(), &count]);
        if files.new > 0 {
            line.push_str(&say::SYNC_FILES_TO.with(lang, &[&files.new]));
        }
        if files.healed > 0 {
            line.push_str(&say::SYNC_HEALED.with(lang, &[&files.healed]));
        }
        here.out.line(line)?;
        if !files.refused.is_empty() {
            let named = originals(&differing, &files.refused);
            here.out.line(say::SYNC_REFUSED.with(lang, &[&files.refused.len(), &named]))?;
        }
    }
    if !outcome.lost.is_empty() {
        let named = originals(&differing, &outcome.lost);
        here.out.line(say::SYNC_LOST.with(lang, &[&outcome.lost.len(), &named]))?;
    }
    here.out.line(say::SYNC_UNCHANGED.with(lang, &[&outcome.unchanged]))?;
    let conflicts: Vec<_> = differing.conflicts().collect();
    here.out.line(say::SYNC_CONFLICTS.with(lang, &[&conflicts.len()]))?;
    for slot in &conflicts {
        let new = if outcome.conflicts.contains(slot) { say::SYNC_CONFLICT_NEW.get(lang) } else { "" };
        here.out.line(format!("  {}{new}", conflict(&differing, slot.as_str(), lang)))?;
    }
    if conflicts.is_empty() { Ok(()) } else { here.out.line(say::SYNC_CONFLICTS_HINT.get(lang)) }
}
