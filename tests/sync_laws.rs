//! Three laptops, random work, random exchanges, cloned disks and restored backups: in the end all
//! hold the same, and nothing that one of them held is lost.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod laptop;

use std::collections::BTreeSet;
use std::fs;

use laptop::{Laptop, phone, picture, site};
use onsite::checklists::Shelf;
use onsite::domain::change::{
    AuditType, Change, Class, Classed, Cleared, Evidence, EvidenceDated, EvidenceTaken, EvidenceTime, Item,
    Judged, NcPart, NcWritten, Raised, Remarked, Step, Stepped, Verdict,
};
use onsite::domain::dossier::Dossier;
use onsite::domain::ids::ChangeId;
use onsite::domain::opening::Opening;
use onsite::store::Store;
use onsite::sync;
use proptest::prelude::*;

const FILE: &str = "甲.onsite";

/// What happens next, to which laptop.
#[derive(Clone, Debug)]
enum Event {
    /// Somebody records something; the numbers choose what.
    Record(usize, u8, u8),
    /// Somebody takes the last act back.
    Undo(usize),
    /// Somebody decides the first conflict.
    Decide(usize),
    /// Two laptops are brought together.
    Exchange(usize, usize),
    /// The second laptop's disk becomes a clone of the first one's: both go on with the same streams.
    CloneDisk(usize, usize),
    /// The second laptop gets a copy of the first one's file in place of its own.
    CopyFile(usize, usize),
    /// The file is put aside …
    BackUp(usize),
    /// … and put back later.
    Restore(usize),
}

fn event() -> impl Strategy<Value = Event> {
    let at = 0..3usize;
    prop_oneof![
        12 => (at.clone(), any::<u8>(), any::<u8>()).prop_map(|(at, what, how)| Event::Record(at, what, how)),
        2 => at.clone().prop_map(Event::Undo),
        2 => at.clone().prop_map(Event::Decide),
        4 => (at.clone(), at.clone()).prop_map(|(a, b)| Event::Exchange(a, b)),
        2 => (at.clone(), at.clone()).prop_map(|(a, b)| Event::CloneDisk(a, b)),
        1 => (at.clone(), at.clone()).prop_map(|(a, b)| Event::CopyFile(a, b)),
        1 => at.clone().prop_map(Event::BackUp),
        1 => at.prop_map(Event::Restore),
    ]
}

/// Three laptops and the backups that lie beside them.
struct Field {
    laptops: Vec<Laptop>,
    backups: Vec<Option<Vec<u8>>>,
    clones: usize,
}

impl Field {
    fn new() -> Self {
        let laptops: Vec<Laptop> = ["a", "b", "c"].map(Laptop::in_memory).into();
        let mut store =
            Store::create(&laptops[0].path(FILE), "d-1", &laptops[0].device, &laptops[0].supply).unwrap();
        let Ok(Change::ChecklistAdopted(adopted)) = Shelf::built_in().adoption("gbt27922-2011") else {
            panic!("the checklist is built in");
        };
        let opening = Opening {
            dossier: "d-1".to_owned(),
            client: "厦门示例电器有限公司".to_owned(),
            checklists: vec![adopted],
            audit_type: AuditType::Initial,
            year: 2026,
            sites: vec!["总部".to_owned(), "网点一".to_owned()],
            sampling: None,
        };
        laptops[0].record(&mut store, &opening.changes("T"));
        drop(store);
        for other in &laptops[1..] {
            fs::copy(laptops[0].path(FILE), other.path(FILE)).unwrap();
        }
        Self { laptops, backups: vec![None, None, None], clones: 0 }
    }

    fn happens(&mut self, event: &Event) {
        match event {
            Event::Record(at, what, how) => {
                let laptop = &self.laptops[*at];
                let mut store = laptop.open(FILE);
                let mut dossier = store.load().unwrap();
                let changes = work(&dossier, store.tag(), *what, *how);
                // A refusal is an answer like any other: the domain is tested elsewhere.
                if let Ok(proposals) = dossier.attempt(&changes) {
                    store.append(&proposals, &laptop.stamp()).unwrap();
                }
            }
            Event::Undo(at) => self.undo(*at),
            Event::Decide(at) => self.decide(*at),
            Event::Exchange(a, b) if a != b => self.exchange(*a, *b),
            Event::CloneDisk(a, b) if a != b => {
                self.clones += 1;
                self.laptops[*b] = self.laptops[*a].cloned(&format!("clone{}", self.clones));
            }
            Event::CopyFile(a, b) if a != b => {
                fs::copy(self.laptops[*a].path(FILE), self.laptops[*b].path(FILE)).unwrap();
            }
            Event::BackUp(at) => self.backups[*at] = Some(fs::read(self.laptops[*at].path(FILE)).unwrap()),
            Event::Restore(at) => {
                if let Some(bytes) = &self.backups[*at] {
                    fs::write(self.laptops[*at].path(FILE), bytes).unwrap();
                }
            }
            Event::Exchange(..) | Event::CloneDisk(..) | Event::CopyFile(..) => {}
        }
    }

    fn undo(&self, at: usize) {
        let laptop = &self.laptops[at];
        let mut store = laptop.open(FILE);
        let mut dossier = store.load().unwrap();
        let last = dossier.timeline().next_back().map(|entry| entry.id);
        let act = last.map(|id| dossier.act_of(id)).unwrap_or_default();
        if let Ok(proposals) = dossier.attempt_undo(&act) {
            store.append(&proposals, &laptop.stamp()).unwrap();
        }
    }

    fn decide(&self, at: usize) {
        let laptop = &self.laptops[at];
        let mut store = laptop.open(FILE);
        let mut dossier = store.load().unwrap();
        let Some(slot) = dossier.conflicts().next().cloned() else { return };
        let head = dossier.heads(slot.as_str())[0].change().cloned().unwrap();
        let proposals = dossier.attempt(&[head]).unwrap();
        store.append(&proposals, &laptop.stamp()).unwrap();
        assert!(!store.load().unwrap().in_conflict(slot.as_str()));
    }

    fn exchange(&self, a: usize, b: usize) {
        let (mut one, mut two) = (self.laptops[a].open(FILE), self.laptops[b].open(FILE));
        sync::exchange(&mut one, &mut two).unwrap();
        assert_eq!(picture(&one.load().unwrap()), picture(&two.load().unwrap()));
        let again = sync::exchange(&mut one, &mut two).unwrap();
        assert_eq!((again.to_a, again.to_b, again.conflicts.len()), (0, 0, 0));
    }

    fn ids(&self) -> BTreeSet<ChangeId> {
        let load = |laptop: &Laptop| Store::open_reading(&laptop.path(FILE)).unwrap().load().unwrap();
        let ids = |dossier: Dossier| dossier.entries().iter().map(|entry| entry.id).collect::<Vec<_>>();
        self.laptops.iter().flat_map(|laptop| ids(load(laptop))).collect()
    }
}

/// Something that an auditor might do here.
fn work(dossier: &Dossier, tag: &str, what: u8, how: u8) -> Vec<Change> {
    const CLAUSES: [&str; 3] = ["5.1.1.1", "5.1.2.1", "5.2.1.4"];
    let item = Item {
        audit: "A-T-1".to_owned(),
        standard: "gbt27922-2011".to_owned(),
        clause: CLAUSES[usize::from(how) % 3].to_owned(),
        site: format!("S-T-{}", how % 2 + 1),
    };
    let nc = dossier.nonconformities().get(usize::from(how) % 4).map(|nc| nc.raised.nc.clone());
    let text = format!("{what}{how}");
    match (what % 11, nc) {
        (0, _) => vec![phone(&format!("0592-{}", how % 4))],
        (1, _) => vec![site(&format!("S-{}", how % 3), &format!("网点{}", how % 5))],
        (2 | 3, _) => {
            let verdicts =
                [Verdict::Conform, Verdict::Nonconform, Verdict::Sampled { sampled: 15, failed: 3 }];
            vec![Change::Judged(Judged { item, verdict: verdicts[usize::from(what / 9) % 3].clone() })]
        }
        (4, _) => {
            let remark = dossier.next_label("R", tag);
            vec![Change::Remarked(Remarked { item, remark, text })]
        }
        (5, _) => raise(dossier, tag, item, text),
        (6, _) => {
            let evidence = dossier.next_label("E", tag);
            let audit = item.audit;
            let body = Evidence::Observation { text };
            vec![Change::EvidenceTaken(EvidenceTaken { evidence, audit, body })]
        }
        (9 | 10, _) => dated(dossier, how),
        (7, Some(nc)) => {
            let step = Step::Acknowledged { person: "客服主管".to_owned() };
            vec![Change::Stepped(Stepped::new(&nc, step))]
        }
        (8, Some(nc)) => vec![Change::NcWritten(NcWritten { nc, part: NcPart::Department, text })],
        _ => vec![Change::Cleared(Cleared { slot: "client/phone".to_owned(), reason: text })],
    }
}

/// A time of some piece of evidence.
fn dated(dossier: &Dossier, how: u8) -> Vec<Change> {
    let register = dossier.evidence_register();
    let Some(piece) = register.get(usize::from(how) % register.len().max(1)) else { return Vec::new() };
    let evidence = piece.taken.evidence.clone();
    let part = EvidenceTime::ALL[usize::from(how / 4) % 2];
    let time = ["", "2026-11-24", "2026-11-24T10:14:03", "2026-11-24T10:14:03+08:00"][usize::from(how) % 4];
    vec![Change::EvidenceDated(EvidenceDated { evidence, part, time: time.to_owned() })]
}

/// A nonconformity: several changes in one act.
fn raise(dossier: &Dossier, tag: &str, item: Item, text: String) -> Vec<Change> {
    let nc = dossier.next_label("NC", tag);
    vec![
        Change::Judged(Judged { item: item.clone(), verdict: Verdict::Nonconform }),
        Change::Raised(Raised {
            nc: nc.clone(),
            audit: item.audit,
            standard: item.standard,
            clauses: vec![item.clause],
            site: item.site,
        }),
        Change::Classed(Classed { nc: nc.clone(), class: Class::Minor }),
        Change::NcWritten(NcWritten { nc, part: NcPart::Statement, text }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_all_end_up_equal_and_nothing_is_lost(
        events in prop::collection::vec(event(), 1..30)
    ) {
        let mut field = Field::new();
        for event in &events {
            field.happens(event);
        }
        let held = field.ids();
        for (a, b) in [(0, 1), (1, 2), (0, 1)] {
            field.exchange(a, b);
        }
        let stores: Vec<Store> =
            field.laptops.iter().map(|laptop| Store::open_reading(&laptop.path(FILE)).unwrap()).collect();
        let pictures: Vec<_> = stores.iter().map(|store| picture(&store.load().unwrap())).collect();
        prop_assert_eq!(&pictures[0], &pictures[1]);
        prop_assert_eq!(&pictures[0], &pictures[2]);
        prop_assert_eq!(pictures[0].0.len(), held.len());
        for store in &stores {
            prop_assert_eq!(store.verify().unwrap().changes, held.len());
        }
    }
}
