//! `onsite` and `onsite FILE`: opens the screen. The one place where the terminal room is called.

use std::path::PathBuf;

use clap::ArgMatches;

use super::{Done, Here};

/// Opens home, or the dossier that was named.
pub fn open(here: &mut Here, args: &ArgMatches) -> Done {
    let named = args.get_one::<PathBuf>("FILE").or(here.file.as_ref());
    let path = named.map(|given| here.existing(given));
    open_dossier(here, path)
}

/// Opens the screen on a dossier, or at home.
pub fn open_dossier(here: &mut Here, _dossier: Option<PathBuf>) -> Done {
    here.out.text(&super::args::program(here.lang).render_help().to_string())
}
