//! `onsite inbox`: where the inbox of a dossier is, what waits in it, and where else it is to be.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use clap::{ArgMatches, Command};
use serde_json::json;

use super::args::{base, flag, option, positional, text};
use super::{Done, Failure, Here};
use crate::i18n::store::system;
use crate::i18n::{Lang, Text, cli as say, inbox as words, size};
use crate::inbox::{self, Looks, State, Unfit, Waiting};
use crate::photo::Facts;
use crate::report::cells;
use crate::store::{KEPT_LIMIT, Store};

/// A file that was written to more lately may still be growing.
const STILL_GROWING: TimeDelta = TimeDelta::seconds(2);

pub fn command(lang: Lang) -> Command {
    base("inbox", say::INBOX_ABOUT, "onsite inbox FILE [--set FOLDER | --usual] [--json]", lang)
        .arg(positional("FILE", say::ARG_FILE_READ, lang))
        .arg(option("set", "FOLDER", say::INBOX_SET, lang).conflicts_with("usual"))
        .arg(flag("usual", say::INBOX_USUAL, lang))
        .arg(flag("json", say::ARG_JSON, lang))
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let store = here.reading(args)?;
    if let Some(folder) = text(args, "set") {
        settle(here, &store, Some(Path::new(folder)))?;
    } else if args.get_flag("usual") {
        settle(here, &store, None)?;
    }
    let folder = of(here, &store);
    // Asked once, so every file counts as it is now.
    let waiting = Looks::into(folder.clone(), Duration::ZERO).look(Instant::now()).unwrap_or_default();
    let dossier = here.loaded(&store)?;
    let registered = dossier.evidence_files();
    let label = |file: &Waiting| file.sha256().and_then(|sha256| registered.get(&sha256).copied());
    let now = here.supply.now().to_utc();
    if args.get_flag("json") {
        let files = waiting.iter().map(|file| {
            let sha256 = file.sha256().map(|sha256| sha256.to_string());
            let facts = facts(file);
            json!({
                "name": file.name,
                "size": file.size,
                "modified": file.modified,
                "state": state(file, now, here.lang).0,
                "photographed": facts.taken,
                "place": facts.place.map(|(north, east)| json!({ "north": north, "east": east })),
                "sha256": sha256,
                "registered": label(file),
            })
        });
        return here.out.json(&json!({ "inbox": folder, "files": files.collect::<Vec<_>>() }));
    }
    here.out.line(folder.display().to_string())?;
    if waiting.is_empty() {
        return here.out.line(say::INBOX_EMPTY.get(here.lang));
    }
    let offset = *here.supply.now().offset();
    let rows: Vec<Vec<String>> = waiting
        .iter()
        .map(|file| {
            let time = file.modified.map(|time| time.with_timezone(&offset).format("%Y-%m-%d %H:%M"));
            let remark = match label(file) {
                Some(label) => say::INBOX_REGISTERED.with(here.lang, &[&label]),
                None => state(file, now, here.lang).1,
            };
            let time = time.map(|time| time.to_string()).unwrap_or_default();
            vec![time, size(file.size), file.name.clone(), facts(file).to_string(), remark]
        })
        .collect();
    for line in cells::table(&rows) {
        here.out.line(line)?;
    }
    Ok(())
}

/// What a camera wrote into a file; nothing while it is not whole.
fn facts(file: &Waiting) -> Facts {
    match &file.state {
        State::Whole { facts, .. } => *facts,
        _ => Facts::default(),
    }
}

/// Whether a file can be taken: by its name in `--json`, and in words unless it can. Looked at once, one
/// that was written to a moment ago may still be growing.
fn state(file: &Waiting, now: DateTime<Utc>, lang: Lang) -> (&'static str, String) {
    let fresh = file.modified.is_some_and(|modified| (now - modified).abs() < STILL_GROWING);
    let said = |text: Text| text.get(lang).to_owned();
    match &file.state {
        State::TooLarge => ("too-large", words::TOO_LARGE.with(lang, &[&(KEPT_LIMIT / (1024 * 1024))])),
        State::Unreadable(_) => ("unreadable", said(words::UNREADABLE)),
        State::Whole { .. } if file.size == 0 => ("empty", said(words::NOTHING_IN_IT)),
        State::Whole { .. } if !fresh => ("ready", String::new()),
        State::Arriving | State::Whole { .. } => ("arriving", said(words::ARRIVING)),
    }
}

/// The inbox of a dossier, made if it is not there: whoever is told of it can put something in. One that
/// cannot be made is told all the same.
pub fn of(here: &Here, store: &Store) -> PathBuf {
    let (path, dossier) = (store.path(), store.dossier_id());
    let ready = inbox::ready(&here.folders, &here.settings, path, dossier);
    ready.unwrap_or_else(|_| inbox::folder_of(&here.folders, &here.settings, path, dossier))
}

/// Settles where the inbox is, once it is known that it can be there.
fn settle(here: &mut Here, store: &Store, folder: Option<&Path>) -> Result<(), Failure> {
    let mut settings = here.settings.clone();
    match folder {
        Some(folder) => {
            let lacking: Vec<&Path> = folder.ancestors().take_while(|path| !path.exists()).collect();
            let made = made(here, store, folder).inspect_err(|_| {
                // What was made for it goes again, unless somebody put something in.
                for path in lacking {
                    let _ = std::fs::remove_dir(path);
                }
            })?;
            settings.inboxes.insert(store.dossier_id().to_owned(), made);
        }
        None => {
            settings.inboxes.remove(store.dossier_id());
        }
    }
    settings.save(&here.folders).map_err(|error| here.failed(&error))?;
    here.settings = settings;
    Ok(())
}

/// Makes a folder that is to be an inbox, and says where it is; refuses one that cannot be.
fn made(here: &Here, store: &Store, folder: &Path) -> Result<PathBuf, Failure> {
    let refused = |folder: &Path, why: &str| {
        Failure::Refused(say::INBOX_NO_FOLDER.with(here.lang, &[&folder.display(), &why]))
    };
    let failed = |error: std::io::Error| refused(folder, &system(&error, here.lang));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let folder = std::fs::canonicalize(folder).map_err(failed)?;
    let home = directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
    let others = || inbox::shared(&folder, &here.folders, &here.settings, store.path(), store.dossier_id());
    let unfit = inbox::unfit(&folder, &here.folders, store.path(), home.as_deref());
    let why = match unfit.or_else(|| others().then_some(Unfit::Shared)) {
        Some(Unfit::Shared) => say::INBOX_SHARED,
        Some(Unfit::Root) => say::INBOX_ROOT,
        Some(Unfit::Own) => say::INBOX_OWN,
        None => {
            // Files that were taken are moved within it.
            return tempfile::tempfile_in(&folder).map(|_| folder).map_err(failed);
        }
    };
    Err(refused(&folder, why.get(here.lang)))
}
