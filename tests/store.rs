//! The store on real files: what is saved is there, whatever happens around it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use onsite::domain::change::{Change, ClientDescribed, ClientPart, DossierStarted};
use onsite::domain::dossier::Dossier;
use onsite::domain::journal::Stamp;
use onsite::store::{Device, Folders, Store, StoreError};
use onsite::supply::Supply;
use tempfile::TempDir;

/// A laptop with its folders, and a place for dossiers that laptops can share.
struct Laptop {
    home: TempDir,
    folders: Folders,
    device: Device,
    supply: Supply,
}

impl Laptop {
    fn new(prefix: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let supply = Supply::scripted_as("2026-11-24T10:00:00+08:00", prefix);
        let device = Device::at(&folders, &supply).unwrap();
        folders.make_dossiers().unwrap();
        Self { home, folders, device, supply }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folders.dossiers.join(name)
    }

    fn create(&self, name: &str) -> Store {
        let mut store = Store::create(&self.path(name), "d-1", &self.device, &self.supply).unwrap();
        record(&mut store, &[started("d-1")], self);
        store
    }

    fn open(&self, name: &str) -> Store {
        Store::open(&self.path(name), &self.device, &self.supply).unwrap()
    }

    fn stamp(&self) -> Stamp {
        Stamp { at: self.supply.now(), by: Arc::from("审查员甲") }
    }
}

fn started(dossier: &str) -> Change {
    Change::DossierStarted(DossierStarted {
        dossier: dossier.to_owned(),
        client: "厦门示例电器有限公司".to_owned(),
    })
}

fn phone(text: &str) -> Change {
    Change::ClientDescribed(ClientDescribed { part: ClientPart::Phone, text: text.to_owned() })
}

fn record(store: &mut Store, changes: &[Change], laptop: &Laptop) -> Dossier {
    let mut dossier = store.load().unwrap();
    let proposals = dossier.attempt(changes).unwrap();
    for entry in store.append(&proposals, &laptop.stamp()).unwrap() {
        dossier.apply(entry);
    }
    dossier
}

#[test]
fn what_was_recorded_is_there_after_closing_and_in_one_file() {
    let laptop = Laptop::new("a");
    let mut store = laptop.create("甲.onsite");
    record(&mut store, &[phone("0592-1"), phone("0592-2")], &laptop);
    store.save_draft("nc/statement", "网点未签").unwrap();
    store.save_place("{\"clause\":\"5.1\"}").unwrap();
    drop(store);
    let names: Vec<_> = fs::read_dir(&laptop.folders.dossiers)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(names, ["甲.onsite"], "nothing lies beside a closed dossier");
    let store = laptop.open("甲.onsite");
    let dossier = store.load().unwrap();
    assert_eq!(dossier.client_text(ClientPart::Phone), "0592-2");
    assert_eq!(store.dossier_id(), "d-1");
    assert_eq!(store.draft("nc/statement").unwrap().as_deref(), Some("网点未签"));
    assert_eq!(store.place().unwrap().as_deref(), Some("{\"clause\":\"5.1\"}"));
    assert!(laptop.home.path().exists());
}

#[test]
fn a_new_dossier_never_takes_the_place_of_a_file() {
    let laptop = Laptop::new("a");
    drop(laptop.create("甲.onsite"));
    let before = fs::read(laptop.path("甲.onsite")).unwrap();
    let again = Store::create(&laptop.path("甲.onsite"), "d-2", &laptop.device, &laptop.supply);
    assert!(matches!(again, Err(StoreError::Exists { .. })));
    assert_eq!(fs::read(laptop.path("甲.onsite")).unwrap(), before);
}

#[test]
fn the_same_laptop_goes_on_in_its_stream_and_a_copy_gets_a_new_one() {
    let laptop = Laptop::new("a");
    let store = laptop.create("甲.onsite");
    let tag = store.tag().to_owned();
    drop(store);
    assert_eq!(laptop.open("甲.onsite").tag(), tag);
    fs::copy(laptop.path("甲.onsite"), laptop.path("乙.onsite")).unwrap();
    assert_ne!(laptop.open("乙.onsite").tag(), tag, "a copy beside the original");
    fs::rename(laptop.path("甲.onsite"), laptop.path("丙.onsite")).unwrap();
    assert_eq!(laptop.open("丙.onsite").tag(), tag, "a file that was moved is no copy");
    let other = Laptop::new("b");
    fs::copy(laptop.path("丙.onsite"), other.path("甲.onsite")).unwrap();
    assert_ne!(other.open("甲.onsite").tag(), tag, "on another laptop");
}

#[test]
fn a_file_restored_from_a_backup_gets_a_new_stream() {
    let laptop = Laptop::new("a");
    let mut store = laptop.create("甲.onsite");
    let tag = store.tag().to_owned();
    store.close().unwrap();
    let backup = fs::read(laptop.path("甲.onsite")).unwrap();
    store = laptop.open("甲.onsite");
    record(&mut store, &[phone("0592-1")], &laptop);
    drop(store);
    fs::write(laptop.path("甲.onsite"), backup).unwrap();
    let mut store = laptop.open("甲.onsite");
    assert_ne!(store.tag(), tag);
    record(&mut store, &[phone("0592-9")], &laptop);
    drop(store);
    let store = laptop.open("甲.onsite");
    assert_eq!(store.load().unwrap().client_text(ClientPart::Phone), "0592-9");
}
