//! `onsite log`: every change, in the order a reader expects.

use clap::{ArgMatches, Command};
use serde::Serialize;
use serde_json::Value;

use super::args::{base, flag, positional};
use super::{Done, Here};
use crate::domain::dossier::Dossier;
use crate::domain::ids::ChangeId;
use crate::domain::journal::Entry;
use crate::i18n::Lang;
use crate::i18n::cli as say;
use crate::report::cells::one_line;
use crate::report::saying::{self, Names};
use crate::report::state::payload;

pub fn command(lang: Lang) -> Command {
    base("log", say::LOG_ABOUT, "onsite log FILE [--json]", lang)
        .arg(positional("FILE", say::ARG_FILE_READ, lang))
        .arg(flag("json", say::LOG_JSON, lang))
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let store = here.reading(args)?;
    let dossier = here.loaded(&store)?;
    let names = Names::of(&dossier);
    for entry in dossier.timeline() {
        if args.get_flag("json") {
            here.out.json_line(&Logged::of(entry))?;
        } else {
            here.out.line(line(&dossier, entry, &names, here.lang))?;
        }
    }
    Ok(())
}

/// When, who, what about: old → new.
fn line(dossier: &Dossier, entry: &Entry, names: &Names, lang: Lang) -> String {
    let when = entry.at.format("%Y-%m-%d %H:%M");
    let about = saying::subject(dossier, entry, names, lang);
    let new = saying::now(dossier, entry, names, lang);
    let old = saying::replaced(dossier, entry, names, lang);
    let what = if old.is_empty() { new } else { format!("{old} → {new}") };
    format!("{when}  {}  {about}  {what}", one_line(&entry.by))
}

/// One change as a program reads it.
#[derive(Serialize)]
struct Logged<'a> {
    id: ChangeId,
    stream: &'a str,
    seq: u32,
    act: u32,
    at: String,
    by: &'a str,
    over: &'a [ChangeId],
    slot: &'a str,
    kind: &'a str,
    data: Value,
}

impl<'a> Logged<'a> {
    fn of(entry: &'a Entry) -> Self {
        Self {
            id: entry.id,
            stream: &entry.stream,
            seq: entry.seq,
            act: entry.act,
            at: entry.at.to_rfc3339(),
            by: &entry.by,
            over: &entry.over,
            slot: entry.slot.as_str(),
            kind: entry.kind(),
            data: payload(entry),
        }
    }
}
