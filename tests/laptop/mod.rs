//! A laptop for tests: folders of its own, an identity, a clock that stands still.
#![allow(dead_code, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use onsite::domain::change::{Change, ClientDescribed, ClientPart, DossierStarted, SiteDescribed, SiteRole};
use onsite::domain::dossier::Dossier;
use onsite::domain::journal::Stamp;
use onsite::store::{Device, Folders, Store, StoreError};
use onsite::supply::Supply;
use tempfile::TempDir;

/// A laptop with its folders.
pub struct Laptop {
    pub home: TempDir,
    pub folders: Folders,
    pub device: Device,
    pub supply: Supply,
}

impl Laptop {
    pub fn new(prefix: &str) -> Self {
        Self::at(tempfile::tempdir().unwrap(), prefix)
    }

    /// A laptop whose disk is memory, for tests of very many saves.
    pub fn in_memory(prefix: &str) -> Self {
        Self::at(memory(), prefix)
    }

    pub fn at(home: TempDir, prefix: &str) -> Self {
        let folders = Folders::below(home.path());
        let supply = Supply::scripted_as("2026-11-24T10:00:00+08:00", prefix);
        let device = Device::at(&folders, &supply).unwrap();
        folders.make_dossiers().unwrap();
        Self { home, folders, device, supply }
    }

    /// The same laptop once more, to the last byte: its disk was cloned.
    pub fn cloned(&self, prefix: &str) -> Self {
        let home = memory();
        for folder in ["dossiers", "state"] {
            fs::create_dir_all(home.path().join(folder)).unwrap();
            for entry in fs::read_dir(self.home.path().join(folder)).unwrap() {
                let entry = entry.unwrap();
                fs::copy(entry.path(), home.path().join(folder).join(entry.file_name())).unwrap();
            }
        }
        // On the clone's own disk the dossiers lie where they always lay.
        let conn = rusqlite::Connection::open(home.path().join("state/device.sqlite")).unwrap();
        let (old, new) = (self.home.path().as_os_str(), home.path().as_os_str());
        let sql = "UPDATE token SET path = CAST(replace(CAST(path AS TEXT), ?1, ?2) AS BLOB)";
        conn.execute(sql, [old.to_str(), new.to_str()]).unwrap();
        drop(conn);
        Self::at(home, prefix)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folders.dossiers.join(name)
    }

    /// A dossier of a client, started.
    pub fn start(&self, name: &str, dossier: &str) -> Store {
        let mut store = Store::create(&self.path(name), dossier, &self.device, &self.supply).unwrap();
        self.record(&mut store, &[started(dossier)]);
        store
    }

    pub fn open(&self, name: &str) -> Store {
        self.try_open(name).unwrap()
    }

    pub fn try_open(&self, name: &str) -> Result<Store, StoreError> {
        Store::open(&self.path(name), &self.device, &self.supply)
    }

    pub fn stamp(&self) -> Stamp {
        Stamp { at: self.supply.now(), by: Arc::from("审查员甲") }
    }

    pub fn record(&self, store: &mut Store, changes: &[Change]) -> Dossier {
        self.try_record(store, changes).unwrap()
    }

    pub fn try_record(&self, store: &mut Store, changes: &[Change]) -> Result<Dossier, StoreError> {
        let mut dossier = store.load()?;
        let proposals = dossier.attempt(changes).unwrap();
        for entry in store.append(&proposals, &self.stamp())? {
            dossier.apply(entry);
        }
        Ok(dossier)
    }
}

/// A folder in memory, where the system has one.
fn memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

pub fn started(dossier: &str) -> Change {
    Change::DossierStarted(DossierStarted {
        dossier: dossier.to_owned(),
        client: "厦门示例电器有限公司".to_owned(),
    })
}

pub fn phone(text: &str) -> Change {
    Change::ClientDescribed(ClientDescribed { part: ClientPart::Phone, text: text.to_owned() })
}

pub fn site(label: &str, name: &str) -> Change {
    Change::SiteDescribed(SiteDescribed {
        site: label.to_owned(),
        name: name.to_owned(),
        role: SiteRole::Outlet,
        address: String::new(),
    })
}

/// What two folds of one journal must agree in: the entries, the conflicts, what stands in each slot.
pub fn picture(dossier: &Dossier) -> (Vec<String>, Vec<String>, Vec<String>) {
    let mut entries: Vec<String> = dossier.entries().iter().map(|entry| format!("{entry:?}")).collect();
    entries.sort();
    let conflicts = dossier.conflicts().map(ToString::to_string).collect();
    let shown = dossier.below("").map(|entry| format!("{} {:?}", entry.slot, entry.body)).collect();
    (entries, conflicts, shown)
}

/// Every file of a folder with its bytes.
pub fn bytes_in(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read(&path).unwrap()))
        .collect()
}

/// This very test program once more, to run only the part of a test that stands below `child`.
pub fn child(test: &str, env: &[(&str, &Path)]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).stdout(Stdio::piped());
    command.env("ONSITE_TEST_CHILD", test);
    for (name, value) in env {
        command.env(name, value);
    }
    command
}

/// Whether this process is the child of a test.
pub fn is_child(test: &str) -> bool {
    std::env::var_os("ONSITE_TEST_CHILD").is_some_and(|name| name == test)
}

pub fn path_from_env(name: &str) -> PathBuf {
    PathBuf::from(std::env::var_os(name).unwrap())
}
