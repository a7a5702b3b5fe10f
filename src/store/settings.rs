//! What a user settled once: a small TOML file, written whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::folders::Folders;

/// How photos are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Photos {
    /// Not at all.
    Off,
    /// In the cells of the terminal, two pixels each.
    Cells,
    /// In the terminal's own pixels.
    Pixels,
}

/// How a terminal takes pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Graphics {
    /// Not at all.
    #[default]
    None,
    /// As PNG in the escape sequences of kitty.
    Kitty,
    /// As sixels.
    Sixel,
}

/// The settings. A key that is not known here is ignored, so that a newer program's file does not
/// stop an older one; it is lost only if the older one saves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language: `zh` or `en`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The name under which this person records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// Marks and borders in plain ASCII.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ascii: bool,
    /// The walk's guidance is folded; not settled: folded on a line that may be slow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brief: Option<bool>,
    /// How photos are shown on this machine's own screen; not settled: in pixels where the terminal takes
    /// them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photos: Option<Photos>,
    /// How photos are shown over SSH, where the line may be slow; not settled: not at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photos_over_ssh: Option<Photos>,
    /// How the terminal takes pixels, where its name does not say so or says it wrongly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub graphics: Option<Graphics>,
    /// Inboxes that lie elsewhere than usual, by the dossier's identity.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub inboxes: BTreeMap<String, PathBuf>,
}

impl Settings {
    /// Where they lie.
    pub fn path(folders: &Folders) -> PathBuf {
        folders.config.join("settings.toml")
    }

    /// How photos are shown, on this machine's own screen or over a line that may be slow.
    pub fn photos_on(&self, remote: bool) -> Photos {
        if remote {
            self.photos_over_ssh.unwrap_or(Photos::Off)
        } else {
            self.photos.unwrap_or(Photos::Pixels)
        }
    }

    /// Reads them; nothing settled yet is no error.
    pub fn load(folders: &Folders) -> Result<Self, StoreError> {
        let path = Self::path(folders);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(source) => return Err(StoreError::io(&path, source)),
        };
        toml::from_str(&text).map_err(|fault| {
            let line = fault.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
            StoreError::Settings { path, line, message: fault.message().to_owned() }
        })
    }

    /// Writes them whole.
    pub fn save(&self, folders: &Folders) -> Result<(), StoreError> {
        let path = Self::path(folders);
        let fail = |source| StoreError::io(&path, source);
        fs::create_dir_all(&folders.config).map_err(fail)?;
        let text = toml::to_string(self).map_err(|fault| fail(std::io::Error::other(fault)))?;
        let mut file = tempfile::NamedTempFile::new_in(&folders.config).map_err(fail)?;
        file.write_all(text.as_bytes()).map_err(fail)?;
        file.as_file().sync_all().map_err(fail)?;
        file.persist(&path).map_err(|error| fail(error.error))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_and_a_typo_is_named_by_its_line() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        assert_eq!(Settings::load(&folders).unwrap(), Settings::default());
        let settings = Settings {
            lang: Some("zh".to_owned()),
            person: Some("审查员甲".to_owned()),
            ascii: true,
            brief: Some(true),
            photos: Some(Photos::Off),
            photos_over_ssh: Some(Photos::Cells),
            graphics: Some(Graphics::Sixel),
            inboxes: BTreeMap::from([("d-1".to_owned(), PathBuf::from("/photos"))]),
        };
        settings.save(&folders).unwrap();
        assert_eq!(Settings::load(&folders).unwrap(), settings);
        fs::write(Settings::path(&folders), "lang = \"zh\"\nascii = perhaps\n").unwrap();
        let error = Settings::load(&folders).unwrap_err();
        assert!(matches!(error, StoreError::Settings { line: 2, .. }), "{error:?}");
    }

    #[test]
    fn a_setting_of_a_newer_program_does_not_stop_this_one() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        fs::create_dir_all(&folders.config).unwrap();
        fs::write(Settings::path(&folders), "person = \"甲\"\nhologram = 3\n").unwrap();
        assert_eq!(Settings::load(&folders).unwrap().person.as_deref(), Some("甲"));
    }
}
