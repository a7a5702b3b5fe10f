//! Two and three files of one dossier, edited apart and brought together.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use onsite::domain::change::{Change, ClientDescribed, ClientPart, DossierStarted, SiteDescribed, SiteRole};
use onsite::domain::dossier::Dossier;
use onsite::domain::journal::Stamp;
use onsite::store::{Device, Folders, Store};
use onsite::supply::Supply;
use onsite::sync::{self, SyncError};
use tempfile::TempDir;

/// A laptop with one dossier file.
struct Laptop {
    _home: TempDir,
    device: Device,
    supply: Supply,
    path: PathBuf,
}

impl Laptop {
    fn new(prefix: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let supply = Supply::scripted_as("2026-11-24T10:00:00+08:00", prefix);
        let device = Device::at(&folders, &supply).unwrap();
        folders.make_dossiers().unwrap();
        let path = folders.dossiers.join("甲.onsite");
        Self { _home: home, device, supply, path }
    }

    fn start(prefix: &str, dossier: &str, client: &str) -> Self {
        let laptop = Self::new(prefix);
        drop(Store::create(&laptop.path, dossier, &laptop.device, &laptop.supply).unwrap());
        let started = DossierStarted { dossier: dossier.to_owned(), client: client.to_owned() };
        laptop.record(&[Change::DossierStarted(started)]);
        laptop
    }

    fn copy_of(prefix: &str, from: &Path) -> Self {
        let laptop = Self::new(prefix);
        std::fs::copy(from, &laptop.path).unwrap();
        laptop
    }

    fn open(&self) -> Store {
        Store::open(&self.path, &self.device, &self.supply).unwrap()
    }

    fn record(&self, changes: &[Change]) {
        let mut store = self.open();
        let proposals = store.load().unwrap().attempt(changes).unwrap();
        let stamp = Stamp { at: self.supply.now(), by: Arc::from("审查员甲") };
        store.append(&proposals, &stamp).unwrap();
    }

    fn load(&self) -> Dossier {
        Store::open_reading(&self.path).unwrap().load().unwrap()
    }
}

fn exchange(a: &Laptop, b: &Laptop) -> sync::Outcome {
    sync::exchange(&mut a.open(), &mut b.open()).unwrap()
}

fn phone(text: &str) -> Change {
    Change::ClientDescribed(ClientDescribed { part: ClientPart::Phone, text: text.to_owned() })
}

fn site(label: &str, name: &str) -> Change {
    Change::SiteDescribed(SiteDescribed {
        site: label.to_owned(),
        name: name.to_owned(),
        role: SiteRole::Outlet,
        address: String::new(),
    })
}

/// What two folds of one journal must agree in.
fn picture(dossier: &Dossier) -> (Vec<String>, Vec<String>, Vec<String>) {
    let mut entries: Vec<String> = dossier.entries().iter().map(|entry| format!("{entry:?}")).collect();
    entries.sort();
    let conflicts = dossier.conflicts().map(ToString::to_string).collect();
    let shown = dossier.below("").map(|entry| format!("{} {:?}", entry.slot, entry.body)).collect();
    (entries, conflicts, shown)
}

#[test]
fn two_copies_edited_apart_become_equal_and_differing_answers_a_conflict() {
    let a = Laptop::start("a", "d-1", "厦门示例电器有限公司");
    let b = Laptop::copy_of("b", &a.path);
    a.record(&[site("S-1", "总部"), phone("0592-1")]);
    b.record(&[phone("0592-2")]);
    let outcome = exchange(&a, &b);
    assert_eq!((outcome.to_a, outcome.to_b, outcome.unchanged), (1, 2, 1));
    assert_eq!(outcome.conflicts.iter().map(|slot| slot.as_str()).collect::<Vec<_>>(), ["client/phone"]);
    assert_eq!(picture(&a.load()), picture(&b.load()));
    assert!(a.load().in_conflict("client/phone") && b.load().in_conflict("client/phone"));
    let again = exchange(&a, &b);
    assert_eq!(again, sync::Outcome { unchanged: 4, ..sync::Outcome::default() });
    b.record(&[phone("0592-2")]);
    assert_eq!(exchange(&b, &a).to_b, 1);
    assert_eq!(a.load().conflicts().count(), 0);
    assert_eq!(a.load().client_text(ClientPart::Phone), "0592-2");
}

#[test]
fn files_of_different_dossiers_are_refused_and_stay_as_they_are() {
    let a = Laptop::start("a", "d-1", "厦门示例电器有限公司");
    let b = Laptop::start("b", "d-2", "厦门示例电器有限公司");
    let error = sync::exchange(&mut a.open(), &mut b.open()).unwrap_err();
    assert!(matches!(error, SyncError::OtherDossier { same_client: true, .. }), "{error:?}");
    assert_eq!((a.load().entries().len(), b.load().entries().len()), (1, 1));
}
