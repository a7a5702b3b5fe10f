//! `onsite show`: the whole state, for people or for programs.

use clap::{ArgMatches, Command};

use super::args::{base, flag, positional};
use super::{Done, Here};
use crate::i18n::Lang;
use crate::i18n::cli as say;
use crate::report::plain;
use crate::report::state::State;

pub fn command(lang: Lang) -> Command {
    base("show", say::SHOW_ABOUT, "onsite show FILE [--json]", lang)
        .arg(positional("FILE", say::ARG_FILE_READ, lang))
        .arg(flag("json", say::ARG_JSON, lang))
}

pub fn run(here: &mut Here, args: &ArgMatches) -> Done {
    let store = here.reading(args)?;
    let dossier = here.loaded(&store)?;
    let state = State::of(&dossier);
    if args.get_flag("json") {
        here.out.json(&state)
    } else {
        let looks = here.looks();
        here.out.text(&plain::show(&state, looks))
    }
}
