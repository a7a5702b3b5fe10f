//! `onsite where`: the folders and the person in use.

use clap::{ArgMatches, Command};
use serde_json::json;

use super::args::{base, flag, positional};
use super::{Done, Here};
use crate::i18n::Lang;
use crate::i18n::cli as say;
use crate::report::cells;
use crate::store::Settings;

pub fn command(lang: Lang) -> Command {
    base("where", say::WHERE_ABOUT, "onsite where [FILE] [--json]", lang)
        .arg(positional("FILE", say::WHERE_FILE, lang))
        .arg(flag("json", say::ARG_JSON, lang))
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let folders = &here.folders;
    let settings = Settings::path(folders);
    let inbox = match here.given(args)? {
        Some(_) => super::inbox::of(here, &here.reading(args)?),
        None => folders.inboxes.clone(),
    };
    if args.get_flag("json") {
        let found = json!({
            "dossiers": folders.dossiers,
            "settings": settings,
            "state": folders.state,
            "checklists": folders.checklists,
            "inbox": inbox,
            "person": here.person,
            "person_settled": here.person_settled,
        });
        return here.out.json(&found);
    }
    let row = |name: crate::i18n::Text, path: &std::path::Path| {
        vec![name.get(here.lang).to_owned(), path.display().to_string()]
    };
    let rows = [
        row(say::WHERE_DOSSIERS, &folders.dossiers),
        row(say::WHERE_CONFIG, &settings),
        row(say::WHERE_STATE, &folders.state),
        row(say::WHERE_CHECKLISTS, &folders.checklists),
        row(say::WHERE_INBOX, &inbox),
    ];
    let person = if here.person_settled {
        here.person.clone()
    } else {
        say::WHERE_PERSON_UNSETTLED.with(here.lang, &[&here.person])
    };
    let person = vec![say::WHERE_PERSON.get(here.lang).to_owned(), cells::one_line(&person)];
    for line in cells::table(&[rows.as_slice(), &[person]].concat()) {
        here.out.line(line)?;
    }
    Ok(())
}
