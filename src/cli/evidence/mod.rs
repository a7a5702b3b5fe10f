//! `onsite evidence`: the register for the office, files in and out.

mod add;
mod export;

use std::path::PathBuf;

use clap::{ArgMatches, Command};
use serde::Serialize;

use super::args::{base, flag, option, positional, positionals};
use super::{Done, Failure, Here};
use crate::domain::change::Evidence;
use crate::domain::ids::Hash;
use crate::i18n::Lang;
use crate::i18n::cli as say;
use crate::report::plain::evidence_lines;
use crate::report::saying::Names;
use crate::report::state::{EvidenceState, State};
use crate::store::Store;

pub fn command(lang: Lang) -> Command {
    let list = base("list", say::EVIDENCE_LIST_ABOUT, "onsite evidence list FILE [--json]", lang)
        .arg(positional("FILE", say::ARG_FILE_READ, lang))
        .arg(flag("json", say::ARG_JSON, lang));
    let export = base("export", say::EVIDENCE_EXPORT_ABOUT, "onsite evidence export FILE FOLDER", lang)
        .arg(positional("FILE", say::ARG_FILE_READ, lang))
        .arg(positional("FOLDER", say::EVIDENCE_EXPORT_FOLDER, lang));
    base("evidence", say::EVIDENCE_ABOUT, "onsite evidence list|add|export …", lang)
        .subcommand_required(true)
        .subcommands([list, add_command(lang), export])
}

fn add_command(lang: Lang) -> Command {
    // A piece of evidence that was seen or said is no file: none may follow.
    let usage = "onsite evidence add FILE [EVIDENCE]… [--item CLAUSE] [--site SITE] [--kind KIND] …";
    base("add", say::EVIDENCE_ADD_ABOUT, usage, lang)
        .arg(positional("FILE", say::ARG_FILE_READ, lang))
        .arg(positionals("EVIDENCE", say::EVIDENCE_ADD_FILES, lang))
        .arg(option("item", "CLAUSE", say::EVIDENCE_ITEM, lang))
        .arg(option("nc", "NC", say::EVIDENCE_NC, lang))
        .arg(option("audit", "LABEL", say::CHECK_AUDIT, lang))
        .arg(option("standard", "ID", say::EVIDENCE_STANDARD, lang).requires("item"))
        .arg(option("site", "SITE", say::EVIDENCE_SITE, lang).requires("item"))
        .arg(
            option("kind", "KIND", say::EVIDENCE_KIND, lang)
                .value_parser(["photo", "document", "record", "observation", "interview"])
                .hide_possible_values(true),
        )
        .arg(option("at", "TIME", say::EVIDENCE_AT, lang))
        .arg(option("captured", "TIME", say::EVIDENCE_CAPTURED, lang))
        .arg(option("note", "TEXT", say::EVIDENCE_NOTE, lang))
        .arg(option("name", "NAME", say::EVIDENCE_NAME, lang))
        .arg(option("person", "PERSON", say::EVIDENCE_PERSON, lang))
        .after_help(say::EVIDENCE_ADD_AFTER.get(lang))
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    match args.subcommand() {
        Some(("list", args)) => list(here, args),
        Some(("add", args)) => add::run(here, args),
        Some(("export", args)) => export::run(here, args),
        _ => Ok(()),
    }
}

/// The dossier and what follows it; with `--file` nothing but the rest stands alone.
fn paths(here: &Here, args: &ArgMatches, rest: &str) -> Result<(PathBuf, Vec<PathBuf>), Failure> {
    let given = ["FILE", rest].map(|name| args.get_many::<PathBuf>(name).into_iter().flatten().cloned());
    let given = given.into_iter().flatten();
    let mut all = here.file.iter().cloned().chain(given);
    let dossier = all.next().ok_or_else(|| Failure::Usage(say::FILE_MISSING.get(here.lang).to_owned()))?;
    Ok((here.existing(&dossier), all.collect()))
}

/// A piece with whether its file is kept whole in this dossier file.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    piece: &'a EvidenceState,
    kept: bool,
}

fn list(here: &mut Here, args: &ArgMatches) -> Done {
    let store = here.reading(args)?;
    let dossier = here.loaded(&store)?;
    let state = State::of(&dossier);
    let mut listed = Vec::with_capacity(state.evidence.len());
    for piece in &state.evidence {
        listed.push(Listed { piece, kept: is_kept(here, &store, &piece.body)? });
    }
    if args.get_flag("json") {
        return here.out.json(&listed);
    }
    if listed.is_empty() {
        return here.out.line(say::EVIDENCE_EMPTY.get(here.lang));
    }
    let (names, lang) = (Names::from_sites(&state.sites), here.lang);
    for listed in &listed {
        for line in evidence_lines(listed.piece, &names, here.looks()) {
            here.out.line(line)?;
        }
        if matches!(listed.piece.body, Evidence::File { .. }) {
            let text = if listed.kept { say::EVIDENCE_KEPT } else { say::EVIDENCE_NOT_KEPT };
            here.out.line(format!("  {}", text.get(lang)))?;
        }
    }
    Ok(())
}

/// The hash of a piece of evidence that is a file.
fn file_hash(body: &Evidence) -> Option<Hash> {
    match body {
        Evidence::File { sha256, .. } => Hash::parse(sha256),
        _ => None,
    }
}

fn is_kept(here: &Here, store: &Store, body: &Evidence) -> Result<bool, Failure> {
    let Some(sha256) = file_hash(body) else { return Ok(false) };
    let size = store.kept(sha256).map_err(|error| here.failed(&error))?;
    Ok(size.is_some())
}
