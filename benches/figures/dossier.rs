//! A dossier of a large client after years of audits, built by the program's own rules.

use onsite::checklists::Shelf;
use onsite::domain::change::{
    AnswerPart, AnswerWritten, AuditOpened, AuditType, Change, CitedForItem, Class, Classed, Criterion,
    DossierStarted, Evidence, EvidenceTaken, Item, Judged, NcPart, NcWritten, Raised, Remarked, Sample,
    SiteDescribed, SiteRole, Step, Stepped, Verdict,
};
use onsite::domain::dossier::Dossier;
use onsite::domain::journal::Stamp;
use onsite::store::Store;
use onsite::supply::Supply;

/// The main checklist.
pub const STANDARD: &str = "gbt27922-2011";

/// Sites that are visited in each audit, the head office included.
const SITES: usize = 12;

/// Changes that are written in one transaction while building.
const ACT: usize = 400;

/// Fills an empty dossier with that many changes and gives its fold.
pub fn fill(store: &mut Store, supply: &Supply, changes: usize, client: &str) -> Dossier {
    let mut filling = Filling { store, supply, dossier: Dossier::default(), act: Vec::new(), limit: changes };
    filling.begin(client);
    for audit in 1.. {
        if filling.full() {
            break;
        }
        filling.audit(audit);
    }
    filling.write();
    filling.dossier
}

/// Fills an empty dossier with one audit's opening and those changes.
pub fn fill_notes(store: &mut Store, supply: &Supply, notes: impl Iterator<Item = Change>) {
    let mut filling =
        Filling { store, supply, dossier: Dossier::default(), act: Vec::new(), limit: usize::MAX };
    filling.begin("厦门示例电器有限公司");
    filling.open("A-1", 1);
    notes.for_each(|note| filling.add(note));
    filling.write();
}

struct Filling<'a> {
    store: &'a mut Store,
    supply: &'a Supply,
    dossier: Dossier,
    act: Vec<Change>,
    limit: usize,
}

impl Filling<'_> {
    fn full(&self) -> bool {
        self.dossier.entries().len() + self.act.len() >= self.limit
    }

    fn add(&mut self, change: Change) {
        if self.full() {
            return;
        }
        self.act.push(change);
        if self.act.len() >= ACT {
            self.write();
        }
    }

    fn write(&mut self) {
        let changes = std::mem::take(&mut self.act);
        let proposals = self.dossier.attempt(&changes).expect("the rules allow what is built here");
        let stamp = Stamp { at: self.supply.now(), by: "审查员甲".into() };
        let entries = self.store.append(&proposals, &stamp).expect("the disk takes it");
        for entry in entries {
            self.dossier.apply(entry);
        }
    }

    fn begin(&mut self, client: &str) {
        self.add(Change::DossierStarted(DossierStarted {
            dossier: self.store.dossier_id().to_owned(),
            client: client.to_owned(),
        }));
        self.add(Shelf::built_in().adoption(STANDARD).expect("it is built in"));
        for nth in 1..=SITES {
            let (role, name) = match nth {
                1 => (SiteRole::HeadOffice, "总部".to_owned()),
                nth => (SiteRole::Outlet, format!("第 {nth} 服务网点")),
            };
            let site = site(nth);
            self.add(Change::SiteDescribed(SiteDescribed { site, name, role, address: String::new() }));
        }
    }

    /// Opens an audit over the main checklist.
    fn open(&mut self, audit: &str, nth: usize) {
        self.write();
        let digest = self
            .dossier
            .entries()
            .iter()
            .find_map(|entry| match entry.change() {
                Some(Change::ChecklistAdopted(adopted)) => Some(adopted.digest.clone()),
                _ => None,
            })
            .expect("it was adopted");
        let audit_type = if nth == 1 { AuditType::Initial } else { AuditType::Surveillance };
        self.add(Change::AuditOpened(AuditOpened {
            audit: audit.to_owned(),
            audit_type,
            year: 2020 + i32::try_from(nth).unwrap_or_default(),
            criteria: vec![Criterion { standard: STANDARD.to_owned(), digest }],
        }));
        self.write();
    }

    fn audit(&mut self, nth: usize) {
        let audit = format!("A-{nth}");
        self.open(&audit, nth);
        let clauses: Vec<(String, bool)> = self
            .dossier
            .leaves_at(&audit, STANDARD, &site(1))
            .iter()
            .map(|leaf| (leaf.clause.clone(), leaf.may_sample))
            .collect();
        for nth_site in 1..=SITES {
            for (nth_leaf, (clause, may_sample)) in clauses.iter().enumerate() {
                let item = Item {
                    audit: audit.clone(),
                    standard: STANDARD.to_owned(),
                    clause: clause.clone(),
                    site: site(nth_site),
                };
                self.item(&item, nth_leaf + nth_site * clauses.len(), *may_sample);
            }
        }
    }

    /// What is recorded on one item: verdict (some of them twice), remark, evidence, nonconformity.
    fn item(&mut self, item: &Item, nth: usize, may_sample: bool) {
        let verdict = match nth % 10 {
            3 => Verdict::Nonconform,
            5 | 7 if may_sample => Verdict::Sampled { sampled: 15, failed: 2 },
            9 => Verdict::Open,
            _ => Verdict::Conform,
        };
        if nth.is_multiple_of(4) {
            self.add(Change::Judged(Judged { item: item.clone(), verdict: Verdict::Nonconform }));
        }
        self.add(Change::Judged(Judged { item: item.clone(), verdict: verdict.clone() }));
        let key = format!("{}-{nth}", item.audit);
        self.add(Change::Remarked(Remarked {
            item: item.clone(),
            remark: format!("R-{key}"),
            text: format!("抽查 {nth} 号工单及客户回访记录，现场询问客服主管，流程与制度一致。"),
        }));
        let evidence = format!("E-{key}");
        self.add(Change::EvidenceTaken(EvidenceTaken {
            evidence: evidence.clone(),
            audit: item.audit.clone(),
            body: piece(nth),
        }));
        self.add(Change::CitedForItem(CitedForItem { evidence, item: item.clone(), cited: true }));
        if verdict == Verdict::Nonconform {
            self.nonconformity(item, &format!("NC-{key}"));
        }
    }

    fn nonconformity(&mut self, item: &Item, nc: &str) {
        let label = || nc.to_owned();
        self.add(Change::Raised(Raised {
            nc: label(),
            audit: item.audit.clone(),
            standard: item.standard.clone(),
            clauses: vec![item.clause.clone()],
            site: item.site.clone(),
        }));
        self.add(Change::Classed(Classed { nc: label(), class: Class::Minor }));
        self.add(Change::NcWritten(NcWritten {
            nc: label(),
            part: NcPart::Statement,
            text: "现场抽查 5 份上门服务单，2 份没有客户签字，也没有使用说明的记录。".to_owned(),
        }));
        let step = |step| Change::Stepped(Stepped::new(nc, step));
        self.add(step(Step::Acknowledged { person: "陪同人员".to_owned() }));
        for part in AnswerPart::ALL {
            let text = if *part == AnswerPart::Due {
                "2030-01-31"
            } else {
                "服务人员上门后当场讲解并请客户签字。"
            };
            let text = text.to_owned();
            self.add(Change::AnswerWritten(AnswerWritten { nc: label(), round: 1, part: *part, text }));
        }
        self.add(step(Step::Answered { round: 1 }));
    }
}

fn site(nth: usize) -> String {
    format!("S-{nth}")
}

fn piece(nth: usize) -> Evidence {
    match nth % 4 {
        0 => Evidence::Observation { text: format!("服务大厅公示了第 {nth} 版收费标准") },
        1 => Evidence::Document {
            title: "售后服务管理制度".to_owned(),
            number: format!("SH-{nth:03}"),
            text: String::new(),
        },
        2 => Evidence::Record {
            title: "维修工单".to_owned(),
            population: Some(380),
            sampled: 5,
            failed: 1,
            samples: (0..5).map(|n| Sample { number: format!("WX{nth}-{n}"), failed: n == 0 }).collect(),
        },
        _ => Evidence::Interview {
            person: "客服主管".to_owned(), text: "每周抽查回访记录两次".to_owned()
        },
    }
}
