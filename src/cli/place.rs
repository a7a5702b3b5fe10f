//! Which file and which audit a command means.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::here::Here;
use super::output::Failure;
use crate::domain::dossier::Dossier;
use crate::i18n::cli as say;
use crate::store::ENDING;

impl Here {
    /// The one dossier of a command: FILE, or `--file PATH`.
    pub fn dossier(&self, matches: &ArgMatches) -> Result<PathBuf, Failure> {
        let given = self.given(matches)?;
        let given = given.ok_or_else(|| Failure::Usage(say::FILE_MISSING.get(self.lang).to_owned()))?;
        Ok(self.existing(given))
    }

    /// FILE or `--file PATH`, as it was given. Of two nobody knows which was meant.
    pub fn given<'a>(&'a self, matches: &'a ArgMatches) -> Result<Option<&'a PathBuf>, Failure> {
        match (matches.get_one::<PathBuf>("FILE"), &self.file) {
            (Some(_), Some(_)) => Err(Failure::Usage(say::FILE_TWICE.get(self.lang).to_owned())),
            (file, named) => Ok(file.or(named.as_ref())),
        }
    }

    /// A bare name is the dossier of this name in the default folder, whatever lies here under that name:
    /// [`Here::fresh`] put it there. A path is a path; if nothing is there, the default folder is tried.
    pub fn existing(&self, given: &Path) -> PathBuf {
        let named = self.named(given);
        if is_bare(given) || (!given.exists() && named.exists()) { named } else { given.to_owned() }
    }

    /// Where a new dossier goes: a bare name goes into the default folder, a path is a path.
    /// A name that is only an ending or is hidden would make a dossier that home never lists.
    pub fn fresh(&self, given: &Path) -> Result<PathBuf, Failure> {
        let name = given.file_name().unwrap_or_default().to_string_lossy();
        if name.is_empty() || name.starts_with('.') {
            return Err(Failure::Usage(say::FILE_NAMELESS.with(self.lang, &[&given.display()])));
        }
        if name.contains(char::is_control) {
            return Err(Failure::Usage(say::FILE_CONTROL.get(self.lang).to_owned()));
        }
        if is_bare(given) {
            return Ok(self.named(given));
        }
        // Home lists files of that ending, and a name such as `2026.11` has only seemingly another one.
        match given.extension() {
            Some(ending) if ending == ENDING => Ok(given.to_owned()),
            _ => Err(Failure::Usage(say::FILE_ENDING.with(self.lang, &[&given.display()]))),
        }
    }

    /// The audit that was named, or the latest.
    pub fn audit(&self, dossier: &Dossier, named: Option<&str>) -> Result<String, Failure> {
        let audits = dossier.audits();
        let found = match named {
            Some(label) => audits.into_iter().find(|audit| audit.audit == label),
            None => audits.into_iter().next_back(),
        };
        found.map(|audit| audit.audit.clone()).ok_or_else(|| {
            Failure::Refused(match named {
                Some(label) => say::CHECK_NO_AUDIT.with(self.lang, &[&label]),
                None => say::CHECK_NONE.get(self.lang).to_owned(),
            })
        })
    }

    /// The dossier of a name in the default folder.
    fn named(&self, name: &Path) -> PathBuf {
        let mut file = name.as_os_str().to_owned();
        if name.extension() != Some(OsStr::new(ENDING)) {
            file.push(".");
            file.push(ENDING);
        }
        self.folders.dossiers.join(file)
    }
}

/// Whether a path is only a name: no folder, no ending.
fn is_bare(path: &Path) -> bool {
    path.components().count() == 1 && path.file_name() == Some(path.as_os_str()) && path.extension().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_folder_and_ending_is_bare() {
        for (path, bare) in
            [("甲公司", true), ("a.onsite", false), ("./a", false), ("b/a", false), ("..", false)]
        {
            assert_eq!(is_bare(Path::new(path)), bare, "{path}");
        }
    }
}
