//! Two and three files of one dossier, edited apart and brought together.

mod laptop;

use std::path::Path;

use laptop::{Laptop, phone, picture, site};
use onsite::domain::change::{Change, ClientPart};
use onsite::domain::dossier::Dossier;
use onsite::store::Store;
use onsite::sync::{self, SyncError};

/// A laptop with one dossier file.
struct Auditor(Laptop);

const FILE: &str = "甲.onsite";

impl Auditor {
    fn start(prefix: &str, dossier: &str) -> Self {
        let laptop = Laptop::new(prefix);
        drop(laptop.start(FILE, dossier));
        Self(laptop)
    }

    fn with_copy_of(prefix: &str, from: &Path) -> Self {
        let laptop = Laptop::new(prefix);
        std::fs::copy(from, laptop.path(FILE)).unwrap();
        Self(laptop)
    }

    fn record(&self, changes: &[Change]) {
        self.0.record(&mut self.0.open(FILE), changes);
    }

    fn load(&self) -> Dossier {
        Store::open_reading(&self.0.path(FILE)).unwrap().load().unwrap()
    }

    fn file(&self) -> std::path::PathBuf {
        self.0.path(FILE)
    }
}

fn exchange(a: &Auditor, b: &Auditor) -> sync::Outcome {
    sync::exchange(&mut a.0.open(FILE), &mut b.0.open(FILE)).unwrap()
}

#[test]
fn two_copies_edited_apart_become_equal_and_differing_answers_a_conflict() {
    let a = Auditor::start("a", "d-1");
    let b = Auditor::with_copy_of("b", &a.file());
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
    let a = Auditor::start("a", "d-1");
    let b = Auditor::start("b", "d-2");
    let error = sync::exchange(&mut a.0.open(FILE), &mut b.0.open(FILE)).unwrap_err();
    assert!(matches!(error, SyncError::OtherDossier { same_client: true, .. }), "{error:?}");
    assert_eq!((a.load().entries().len(), b.load().entries().len()), (1, 1));
}
