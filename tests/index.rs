//! What home lists, from real files.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::sync::Arc;

use onsite::checklists::Shelf;
use onsite::domain::change::{AuditType, Change, Class, Classed, Item, Judged, Raised, Verdict};
use onsite::domain::journal::Stamp;
use onsite::domain::opening::Opening;
use onsite::store::index::{self, Listed};
use onsite::store::{Device, Folders, Store, StoreError};
use onsite::supply::Supply;
use tempfile::TempDir;

struct Laptop {
    _home: TempDir,
    folders: Folders,
    device: Device,
    supply: Supply,
}

impl Laptop {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let supply = Supply::scripted("2026-11-24T10:00:00+08:00");
        let device = Device::at(&folders, &supply).unwrap();
        folders.make_dossiers().unwrap();
        Self { _home: home, folders, device, supply }
    }

    /// A dossier with one verdict and one nonconformity.
    fn start(&self, name: &str, client: &str) -> Store {
        let path = self.folders.dossiers.join(name);
        let dossier = self.supply.fresh_id();
        let mut store = Store::create(&path, &dossier, &self.device, &self.supply).unwrap();
        let Ok(Change::ChecklistAdopted(adopted)) = Shelf::built_in().adoption("gbt27922-2011") else {
            panic!("the checklist is built in");
        };
        let tag = store.tag().to_owned();
        let opening = Opening {
            dossier,
            client: client.to_owned(),
            checklists: vec![adopted],
            audit_type: AuditType::Initial,
            year: 2026,
            sites: vec!["总部".to_owned(), "网点一".to_owned()],
            sampling: None,
        };
        self.record(&mut store, &opening.changes(&tag));
        let item = Item {
            audit: format!("A-{tag}-1"),
            standard: "gbt27922-2011".to_owned(),
            clause: "5.1.1.1".to_owned(),
            site: format!("S-{tag}-1"),
        };
        let nc = format!("NC-{tag}-1");
        self.record(
            &mut store,
            &[
                Change::Judged(Judged { item: item.clone(), verdict: Verdict::Nonconform }),
                Change::Raised(Raised {
                    nc: nc.clone(),
                    audit: item.audit,
                    standard: item.standard,
                    clauses: vec![item.clause],
                    site: item.site,
                }),
                Change::Classed(Classed { nc, class: Class::Minor }),
            ],
        );
        store
    }

    fn record(&self, store: &mut Store, changes: &[Change]) {
        let proposals = store.load().unwrap().attempt(changes).unwrap();
        let stamp = Stamp { at: self.supply.now(), by: Arc::from("审查员甲") };
        store.append(&proposals, &stamp).unwrap();
    }

    /// What home lists, and how many files were read for it.
    fn list(&self) -> (Vec<Listed>, usize) {
        let mut read = 0;
        let listed = index::list(&self.folders, &self.device, |_, _| read += 1);
        (listed, read)
    }
}

#[test]
fn home_lists_what_is_in_each_dossier_and_reads_only_what_changed() {
    let laptop = Laptop::new();
    drop(laptop.start("甲.onsite", "厦门示例电器有限公司"));
    fs::create_dir(laptop.folders.dossiers.join("2025")).unwrap();
    drop(laptop.start("2025/乙.onsite", "重庆示例工厂"));
    let (listed, read) = laptop.list();
    assert_eq!(read, 2);
    let summary = listed[1].summary.as_ref().unwrap();
    assert_eq!(summary.client, "厦门示例电器有限公司");
    assert_eq!((summary.judged, summary.leaves), (1, 92), "46 leaves at two sites");
    assert_eq!((summary.open_ncs, summary.conflicts), (1, 0));
    assert_eq!(summary.next_due.unwrap().to_string(), "2026-12-24", "30 days for a minor one");
    assert_eq!(summary.touched, Some(laptop.supply.now()));
    assert_eq!(summary.unsynced, None);
    assert_eq!(summary.audit.as_ref().unwrap().year, 2026);
    let (again, read) = laptop.list();
    assert_eq!(read, 0);
    assert_eq!(again[1].summary.as_ref().unwrap(), summary);
}

#[test]
fn a_dossier_being_written_is_listed_as_it_is_now() {
    let laptop = Laptop::new();
    let mut store = laptop.start("甲.onsite", "厦门示例电器有限公司");
    let count = |laptop: &Laptop| laptop.list().0[0].summary.as_ref().unwrap().changes;
    let before = count(&laptop);
    let client = onsite::domain::change::ClientDescribed {
        part: onsite::domain::change::ClientPart::Phone,
        text: "0592-1".to_owned(),
    };
    laptop.record(&mut store, &[Change::ClientDescribed(client)]);
    assert_eq!(count(&laptop), before + 1);
}

#[test]
fn a_file_that_cannot_be_read_is_listed_with_its_reason_and_a_broken_cache_is_made_anew() {
    let laptop = Laptop::new();
    drop(laptop.start("甲.onsite", "厦门示例电器有限公司"));
    fs::write(laptop.folders.dossiers.join("空.onsite"), b"").unwrap();
    fs::write(laptop.folders.state.join("index.sqlite"), b"no cache at all, but long enough".repeat(99))
        .unwrap();
    for _ in 0..2 {
        let (listed, _) = laptop.list();
        let reasons: Vec<bool> =
            listed.iter().map(|row| matches!(row.summary, Err(StoreError::Empty { .. }))).collect();
        assert_eq!(reasons, [false, true]);
    }
}

#[test]
fn a_dossier_elsewhere_is_listed_once_it_is_remembered_and_while_it_is_there() {
    let laptop = Laptop::new();
    let stick = tempfile::tempdir().unwrap();
    drop(laptop.start("甲.onsite", "厦门示例电器有限公司"));
    let there = stick.path().join("甲.onsite");
    fs::rename(laptop.folders.dossiers.join("甲.onsite"), &there).unwrap();
    assert!(laptop.list().0.is_empty());
    laptop.device.remember(&there, true).unwrap();
    assert_eq!(laptop.list().0[0].path, there);
    fs::remove_file(&there).unwrap();
    assert!(laptop.list().0.is_empty());
    laptop.device.remember(&there, false).unwrap();
    assert!(laptop.device.remembered().unwrap().is_empty());
}
