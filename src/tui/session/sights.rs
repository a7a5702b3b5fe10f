//! Reading a file so that it can be looked at, in bounded memory.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;

use chrono::{DateTime, Utc};

use super::Session;
use crate::domain::ids::Hash;
use crate::i18n::store::system;
use crate::i18n::{self, Lang, inbox as words, session as session_words};
use crate::inbox::{shown, text};
use crate::photo::{self, HEAD, PHOTO_LIMIT, Sort, facts};
use crate::store::Store;
use crate::tui::app::Notice;
use crate::tui::message::Msg;
use crate::tui::sight::{Body, Glance, PIXELS, Seen, TEXT};

impl Session {
    /// Reads a file to be looked at, beside the screen if there is a way in for the answer.
    pub(super) fn look(&self, glance: Glance) -> Option<Msg> {
        let lang = self.app.desk.lang;
        let dossier = self.store.as_ref()?.path().to_owned();
        let Some(sender) = self.sender.clone() else { return Some(looked(glance, &dossier, lang)) };
        // A photo takes memory while it is read: one at a time.
        if self.looking.swap(true, Ordering::Relaxed) {
            return None;
        }
        let looking = Arc::clone(&self.looking);
        let work = move || {
            let seen = looked(glance, &dossier, lang);
            looking.store(false, Ordering::Relaxed);
            let _ = sender.send(seen);
        };
        match thread::Builder::new().name("look".to_owned()).spawn(work) {
            Ok(_) => None,
            Err(error) => Some(Msg::Said(Notice::bad(system(&error, lang)))),
        }
    }
}

fn looked(glance: Glance, dossier: &Path, lang: Lang) -> Msg {
    let seen = match glance {
        Glance::File(path) => in_folder(&path, lang),
        Glance::Kept(sha256, path) => kept(sha256, &path, dossier, lang),
    };
    match seen {
        Ok(seen) => Msg::Seen(Box::new(seen)),
        Err(sentence) => Msg::Said(Notice::bad(sentence)),
    }
}

fn in_folder(path: &PathBuf, lang: Lang) -> Result<Seen, String> {
    let name = shown(&path.file_name().unwrap_or_default().to_string_lossy());
    let refused = |error: std::io::Error| {
        session_words::FILE_UNREADABLE.with(lang, &[&name, &shown(&system(&error, lang))])
    };
    let about = fs::symlink_metadata(path).map_err(refused)?;
    if !about.is_file() {
        return Err(session_words::NOT_A_FILE.with(lang, &[&name]));
    }
    let mut file = File::open(path).map_err(refused)?;
    let modified = about.modified().ok().map(DateTime::<Utc>::from);
    let seen = read(&mut file, about.len(), None).map_err(refused)?;
    Ok(Seen { name, modified, ..seen })
}

fn kept(sha256: Hash, path: &str, dossier: &Path, lang: Lang) -> Result<Seen, String> {
    let failed = |error: &_| i18n::store::store_error(error, lang);
    let store = Store::open_reading(dossier).map_err(|error| failed(&error))?;
    let name = shown(path.rsplit(['/', '\\']).next().unwrap_or(path));
    let small = store.small(sha256).map_err(|error| failed(&error))?;
    let size = store.kept(sha256).map_err(|error| failed(&error))?;
    let original = store.read_kept(sha256).map_err(|error| failed(&error))?;
    let (Some(size), Some(mut original)) = (size, original) else {
        return Err(words::NOT_KEPT.get(lang).to_owned());
    };
    let seen = read(&mut original, size, small.as_deref());
    let seen =
        seen.map_err(|error| session_words::FILE_UNREADABLE.with(lang, &[&name, &system(&error, lang)]))?;
    Ok(Seen { name, ..seen })
}

/// Reads as much of a file as there is to see of it.
fn read(source: &mut dyn Read, size: u64, small: Option<&[u8]>) -> std::io::Result<Seen> {
    let mut head = Vec::new();
    source.take(HEAD as u64).read_to_end(&mut head)?;
    let sort = Sort::of(&head);
    let facts = facts(&head);
    let body = match (sort.is_drawn(), small) {
        (true, Some(small)) => picture(small),
        (true, None) if size <= PHOTO_LIMIT => {
            source.take(PHOTO_LIMIT).read_to_end(&mut head)?;
            picture(&head)
        }
        (true, None) => Body::Undrawable,
        (false, _) if sort == Sort::Other => words_of(&head[..head.len().min(TEXT)], size),
        (false, _) => Body::Facts,
    };
    Ok(Seen { name: String::new(), size, modified: None, sort, facts, body })
}

fn picture(bytes: &[u8]) -> Body {
    if cfg!(not(feature = "photos")) {
        return Body::Facts;
    }
    photo::raster(bytes, PIXELS).map_or(Body::Undrawable, |raster| Body::Picture(Arc::new(raster)))
}

fn words_of(head: &[u8], size: u64) -> Body {
    match text(head) {
        Some(text) => Body::Text(text.lines().map(str::to_owned).collect(), size > head.len() as u64),
        None => Body::Facts,
    }
}
