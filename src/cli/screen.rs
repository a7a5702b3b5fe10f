//! `onsite` and `onsite FILE`: opens the screen. The one place where the terminal room is called.

use clap::ArgMatches;

use super::{Done, Here};

/// Opens home, or the dossier that was named.
pub fn open(here: &mut Here, args: &ArgMatches) -> Done {
    let named = args.get_one::<std::path::PathBuf>("FILE").or(here.file.as_ref());
    let _path = named.map(|given| here.existing(given));
    here.out.text(&super::args::program(here.lang).render_help().to_string())
}
