//! What the two auditors record: the four findings of the public example and what surrounds them.

use chrono::{DateTime, Datelike, FixedOffset};

use super::desk::{Calendar, Desk};
use super::picture;
use super::{CLIENT, DemoError};
use crate::domain::change::{
    AnswerPart, AnswerWritten, AttendeeNamed, AuditDescribed, AuditPart, AuditType, Change, Class, Classed,
    ClientDescribed, ClientPart, Evidence, Item, Judged, MeetingDescribed, MeetingKind, MeetingPart,
    MemberNamed, Method, NcPart, NcWritten, NoteSort, NoteTaken, Raised, Role, Sample, Side, SiteChosen,
    Step, Verdict,
};
use crate::domain::opening::Opening;

/// The checklist of the visit.
pub const STANDARD: &str = "gbt27922-2011";
/// The lead, at the head office.
pub const LEAD: &str = "审查员甲";
/// The second auditor, at the outlet.
pub const SECOND: &str = "审查员乙";

const HEAD_OFFICE: usize = 0;
const OUTLET: usize = 1;

/// The clauses that are walked at the outlet.
const AT_OUTLET: [&str; 3] = ["5.1.2", "5.1.3", "5.2"];

/// A finding with the client's answer: the five texts apart, and who does it.
struct Finding {
    clause: &'static str,
    statement: &'static str,
    department: &'static str,
    guide: &'static str,
    correction: &'static str,
    root_cause: &'static str,
    corrective_action: &'static str,
    extension: &'static str,
    responsible: &'static str,
}

const TRAINING: Finding = Finding {
    clause: "5.1.3.2",
    statement: "文件审查时在厦门总部查年度培训计划和培训档案：计划开展 12 次，实际开展 5 次；抽查 6 份个人培训档案，P-11、P-18 两份没有上岗前培训记录。在员工培训方面力度还需要进一步提高；应按计划保障服务人员的培训并留有记录。",
    department: "售后服务部",
    guide: "售后服务部主管",
    correction: "为 P-11、P-18 两名员工补做上岗前培训，并记入个人培训档案。",
    root_cause: "培训由各班组自行安排，没有人按月核对计划的完成情况。",
    corrective_action: "加强对员工培训力度：培训计划按月核对，完成情况列入部门考核，未经培训不得上岗。",
    extension: "核对全部 42 份个人培训档案和福州服务网点的培训记录，缺的一并补齐。",
    responsible: "售后服务部主管",
};

const DEFECTS: Finding = Finding {
    clause: "5.2.1.4",
    statement: "文件审查时在厦门总部查服务规范汇编和公司网站：汇编中没有关于公开服务缺陷的规定，网站和公示栏上也没有相应内容，售后服务部不能说明由谁负责。没有建立服务缺陷公开机制；应有渠道向顾客公开商品和服务的缺陷信息。",
    department: "质量部",
    guide: "质量部主管",
    correction: "把现有两项服务改进通知在网站和公示栏上公布。",
    root_cause: "制度汇编编写时只考虑投诉处理，没有考虑主动公开。",
    corrective_action: "建立服务缺陷公开机制：规定公开的内容、渠道、时限和责任部门。",
    extension: "检查召回、收费标准等其他应向顾客公开的信息是否也有规定。",
    responsible: "质量部主管",
};

const STANDARDS: Finding = Finding {
    clause: "5.1.6.4",
    statement: "现场评价时在厦门总部查近一年的标准化工作记录并询问售后服务部主管：没有参加服务标准化工作，也没有参加国家、行业有关标准的制定工作的计划或记录；应开展服务标准化并参与有关标准的工作。",
    department: "售后服务部",
    guide: "售后服务部主管",
    correction: "指定专人收集本行业服务标准的制修订信息。",
    root_cause: "没有部门承担标准化工作，年度目标中也没有这一项。",
    corrective_action: "积极参加服务标准化工作和国家、行业有关标准的制定工作，列入年度目标并指定负责人。",
    extension: "检查年度目标是否还遗漏其他改进要求。",
    responsible: "总经理",
};

const EXPLAINING: Finding = Finding {
    clause: "5.2.2.1",
    statement: "现场评价时在福州服务网点跟随两单上门安装（工单 FZ-0316、FZ-0321）：安装完成后服务人员当即离开，未进行现场服务后培训讲解，工单上“使用讲解”一栏空白；应在现场服务后向顾客讲解使用和保养。",
    department: "福州服务网点",
    guide: "网点负责人",
    correction: "回访 FZ-0316、FZ-0321 两户顾客，补做讲解并由顾客签字。",
    root_cause: "工单不填“使用讲解”一栏也能结单，服务人员赶时间便略去。",
    corrective_action: "要求服务人员在现场服务后对客户进行产品相关知识的培训讲解；未填写该栏的工单不得结单。",
    extension: "抽查其他网点近一个月的工单，按同样要求整改。",
    responsible: "网点负责人",
};

/// The opening of the dossier and the document review, five weeks ago.
pub fn review_documents(
    desk: &mut Desk,
    calendar: &Calendar,
    dossier: &str,
    adopted: Change,
) -> Result<(), DemoError> {
    open(desk, calendar, dossier, adopted)?;
    let at = |minute| calendar.at(33, 9, minute);
    let conform = ["5.1.1.1", "5.1.3.1", "5.1.4.1", "5.1.5.1", "5.1.5.2", "5.1.6.1", "5.1.6.2"];
    for (minute, clause) in (20..).zip(conform) {
        let item = desk.item(clause, HEAD_OFFICE);
        desk.judge(at(minute), &item, Verdict::Conform)?;
    }
    let item = desk.item("5.1.4.1", HEAD_OFFICE);
    desk.remark(at(30), &item, "制度已装订成册，以受控文件下发到各部门；售后中心存有发放记录。")?;
    let training = find_training(desk, calendar)?;
    let defects = find_defects(desk, calendar)?;
    desk.step(calendar.at(33, 16, 30), &training, acknowledged(&TRAINING))?;
    desk.step(calendar.at(33, 16, 35), &defects, acknowledged(&DEFECTS))?;
    // In the order in which it happened: a clock that goes back is a thing to be told.
    answer_training(desk, calendar, &training)?;
    answer_defects(desk, calendar, &defects)?;
    close_training(desk, calendar, &training)
}

fn open(desk: &mut Desk, calendar: &Calendar, dossier: &str, adopted: Change) -> Result<(), DemoError> {
    let at = calendar.at(33, 8, 40);
    let checklists = match adopted {
        Change::ChecklistAdopted(adopted) => vec![adopted],
        _ => Vec::new(),
    };
    let opening = Opening {
        dossier: dossier.to_owned(),
        client: CLIENT.to_owned(),
        checklists,
        audit_type: AuditType::Initial,
        year: calendar.day(0).year(),
        sites: vec!["厦门总部".to_owned(), "福州服务网点".to_owned()],
        sampling: None,
    };
    let changes = opening.changes(desk.store.tag());
    desk.record(at, &changes)?;
    let particulars = [
        (ClientPart::Address, "福建省厦门市示例区演示路 1 号（虚构）"),
        (ClientPart::Contact, "售后服务部主管"),
        (ClientPart::Phone, "0592-0000000"),
    ];
    let described = particulars
        .map(|(part, text)| Change::ClientDescribed(ClientDescribed { part, text: text.to_owned() }));
    desk.record(at, &described)?;
    let audit = desk.item("", HEAD_OFFICE).audit;
    let first_day = calendar.day(1).to_string();
    let last_day = calendar.in_days(1).to_string();
    let texts = [
        (AuditPart::Scope, "家用空调、热水器的销售及其安装、维修等售后服务"),
        (AuditPart::Purpose, "初次认证评价。本档案为演示，受审查方和内容均为虚构。"),
        (AuditPart::Starts, &first_day),
        (AuditPart::Ends, &last_day),
    ];
    let texts = texts.map(|(part, text)| {
        Change::AuditDescribed(AuditDescribed { audit: audit.clone(), part, text: text.to_owned() })
    });
    desk.record(at, &texts)?;
    team(desk, at, &audit)
}

fn team(desk: &mut Desk, at: DateTime<FixedOffset>, audit: &str) -> Result<(), DemoError> {
    let team = [(LEAD, Role::Lead), (SECOND, Role::Auditor), ("售后服务部主管", Role::Guide)];
    for (name, role) in team {
        let member = desk.label("M");
        let (audit, name) = (audit.to_owned(), name.to_owned());
        desk.record(at, &[Change::MemberNamed(MemberNamed { audit, member, name, role })])?;
    }
    let site = desk.item("", OUTLET).site;
    let clauses = AT_OUTLET.map(str::to_owned).to_vec();
    let chosen = SiteChosen { audit: audit.to_owned(), site, visited: true, clauses };
    desk.record(at, &[Change::SiteChosen(chosen)])
}

/// Judges a leaf as not met and raises the nonconformity; says its label.
fn raise(
    desk: &mut Desk,
    at: DateTime<FixedOffset>,
    item: &Item,
    finding: &Finding,
) -> Result<String, DemoError> {
    let nc = desk.label("NC");
    let written =
        |part, text: &str| Change::NcWritten(NcWritten { nc: nc.clone(), part, text: text.to_owned() });
    let raised = Raised {
        nc: nc.clone(),
        audit: item.audit.clone(),
        standard: item.standard.clone(),
        clauses: vec![item.clause.clone()],
        site: item.site.clone(),
    };
    let changes = [
        Change::Judged(Judged { item: item.clone(), verdict: Verdict::Nonconform }),
        Change::Raised(raised),
        Change::Classed(Classed { nc: nc.clone(), class: Class::Minor }),
        written(NcPart::Statement, finding.statement),
        written(NcPart::Department, finding.department),
        written(NcPart::Guide, finding.guide),
    ];
    desk.record(at, &changes)?;
    Ok(nc)
}

/// The client's answer of the first round.
fn answer(
    desk: &mut Desk,
    at: DateTime<FixedOffset>,
    nc: &str,
    finding: &Finding,
    due: &str,
) -> Result<(), DemoError> {
    let parts = [
        (AnswerPart::Correction, finding.correction),
        (AnswerPart::RootCause, finding.root_cause),
        (AnswerPart::CorrectiveAction, finding.corrective_action),
        (AnswerPart::Extension, finding.extension),
        (AnswerPart::Responsible, finding.responsible),
        (AnswerPart::Due, due),
    ];
    let changes = parts.map(|(part, text)| {
        Change::AnswerWritten(AnswerWritten { nc: nc.to_owned(), round: 1, part, text: text.to_owned() })
    });
    desk.record(at, &changes)
}

fn acknowledged(finding: &Finding) -> Step {
    Step::Acknowledged { person: finding.guide.to_owned() }
}

/// Found five weeks ago, and closed since; says its label.
fn find_training(desk: &mut Desk, calendar: &Calendar) -> Result<String, DemoError> {
    let item = desk.item(TRAINING.clause, HEAD_OFFICE);
    let nc = raise(desk, calendar.at(33, 10, 5), &item, &TRAINING)?;
    let plan = Evidence::Document {
        title: "年度培训计划及完成情况表".to_owned(),
        number: "SH-PX-02".to_owned(),
        text: "计划 12 次，实际 5 次".to_owned(),
    };
    desk.evidence(calendar.at(33, 10, 9), &item, Some(&nc), plan)?;
    let numbers = ["P-03", "P-07", "P-11", "P-15", "P-18", "P-22"];
    let samples =
        numbers.map(|number| Sample { number: number.to_owned(), failed: matches!(number, "P-11" | "P-18") });
    let files = Evidence::Record {
        title: "个人培训档案".to_owned(),
        population: Some(42),
        sampled: 6,
        failed: 2,
        samples: samples.to_vec(),
    };
    desk.evidence(calendar.at(33, 10, 14), &item, Some(&nc), files)?;
    Ok(nc)
}

fn answer_training(desk: &mut Desk, calendar: &Calendar, nc: &str) -> Result<(), DemoError> {
    let due = calendar.day(15).to_string();
    answer(desk, calendar.at(28, 15, 0), nc, &TRAINING, &due)?;
    desk.step(calendar.at(28, 15, 10), nc, Step::Answered { round: 1 })?;
    desk.step(calendar.at(27, 9, 30), nc, Step::Accepted { round: 1 })
}

/// Carried out, verified and closed.
fn close_training(desk: &mut Desk, calendar: &Calendar, nc: &str) -> Result<(), DemoError> {
    let facts = "补训签到表、试卷和新的月度核对表".to_owned();
    desk.step(calendar.at(16, 11, 0), nc, Step::CarriedOut { facts })?;
    let verified = Step::Verified {
        method: Method::Documents,
        effective: true,
        facts: "核对补训记录和连续两周的核对表，已按计划进行".to_owned(),
    };
    desk.step(calendar.at(14, 10, 20), nc, verified)?;
    desk.step(calendar.at(14, 10, 25), nc, Step::Closed)
}

/// Found five weeks ago too; says its label.
fn find_defects(desk: &mut Desk, calendar: &Calendar) -> Result<String, DemoError> {
    let item = desk.item(DEFECTS.clause, HEAD_OFFICE);
    let nc = raise(desk, calendar.at(33, 11, 0), &item, &DEFECTS)?;
    let rules = Evidence::Document {
        title: "公司服务制度汇总本".to_owned(),
        number: "SH-ZD-01 第 3 版".to_owned(),
        text: "目录中没有服务缺陷公开的规定".to_owned(),
    };
    desk.evidence(calendar.at(33, 11, 4), &item, Some(&nc), rules)?;
    Ok(nc)
}

/// The plan is accepted, nothing has been carried out, and the date is past.
fn answer_defects(desk: &mut Desk, calendar: &Calendar, nc: &str) -> Result<(), DemoError> {
    let due = calendar.day(5).to_string();
    answer(desk, calendar.at(25, 14, 0), nc, &DEFECTS, &due)?;
    desk.step(calendar.at(25, 14, 5), nc, Step::Answered { round: 1 })?;
    desk.step(calendar.at(24, 9, 0), nc, Step::Accepted { round: 1 })
}

/// Who was at the opening meeting: name, side, function.
const AT_OPENING: [(&str, Side, &str); 4] = [
    (LEAD, Side::Team, "组长"),
    (SECOND, Side::Team, "审查员"),
    ("总经理", Side::Client, "总经理"),
    ("售后服务部主管", Side::Client, "陪同人员"),
];

/// The opening meeting, yesterday morning, with the check-in made in time.
fn opening_meeting(desk: &mut Desk, calendar: &Calendar) -> Result<(), DemoError> {
    let (audit, meeting) = (desk.item("", HEAD_OFFICE).audit, MeetingKind::Opening);
    let moment = |minute| calendar.at(1, 8, minute).to_rfc3339();
    let parts = [
        (MeetingPart::Starts, moment(30)),
        (MeetingPart::Ends, moment(50)),
        (MeetingPart::Place, "厦门总部会议室".to_owned()),
        (MeetingPart::CheckedIn, moment(35)),
    ];
    let parts = parts.map(|(part, text)| {
        Change::MeetingDescribed(MeetingDescribed { audit: audit.clone(), meeting, part, text })
    });
    desk.record(calendar.at(1, 8, 52), &parts)?;
    for (name, side, role) in AT_OPENING {
        let attendee = desk.label("P");
        let (name, role) = (name.to_owned(), role.to_owned());
        let named = AttendeeNamed { audit: audit.clone(), meeting, attendee, name, side, role };
        desk.record(calendar.at(1, 8, 54), &[Change::AttendeeNamed(named)])?;
    }
    Ok(())
}

/// A line of the interview stream that names a clause not judged yet.
fn hotline(desk: &mut Desk, calendar: &Calendar) -> Result<(), DemoError> {
    let item = desk.item("5.3.2.2", HEAD_OFFICE);
    let taken = NoteTaken {
        note: desk.label("N"),
        audit: item.audit,
        standard: item.standard,
        site: item.site,
        sort: NoteSort::Interview,
        person: "热线班长".to_owned(),
        text: "投诉一般当天回电，超过三天的每周汇总给主管 #5.3.2.2，要看近三个月的汇总表。".to_owned(),
    };
    desk.record(calendar.at(1, 11, 10), &[Change::NoteTaken(taken)])
}

/// The lead's day at the head office, yesterday.
pub fn visit_head_office(desk: &mut Desk, calendar: &Calendar) -> Result<(), DemoError> {
    opening_meeting(desk, calendar)?;
    let at = |minute| calendar.at(1, 9, minute);
    let verdicts = [
        ("5.1.1.2", Verdict::Sampled { sampled: 6, failed: 1 }),
        ("5.1.2.1", Verdict::Sampled { sampled: 12, failed: 1 }),
        ("5.1.2.2", Verdict::Conform),
        ("5.1.4.2", Verdict::Sampled { sampled: 5, failed: 1 }),
        ("5.1.7.1", Verdict::Conform),
        ("5.2.1.1", Verdict::Conform),
        ("5.2.1.2", Verdict::Conform),
        ("5.2.5.1", Verdict::Conform),
        ("5.2.5.2", Verdict::Conform),
        ("5.2.6.2", recycling()),
        ("5.3.1.1", Verdict::Conform),
    ];
    for (minute, (clause, verdict)) in (10..).step_by(6).zip(verdicts) {
        let item = desk.item(clause, HEAD_OFFICE);
        desk.judge(at(minute), &item, verdict)?;
    }
    let item = desk.item("5.1.1.2", HEAD_OFFICE);
    desk.remark(at(72), &item, "抽 6 家网点的协议，泉州网点的协议到期未续签。")?;
    let item = desk.item("5.1.2.2", HEAD_OFFICE);
    desk.remark(at(75), &item, "服务管理人员 18 人，持证 2 人，按人数达到 10%。")?;
    let interview = Evidence::Interview {
        person: "售后服务部主管".to_owned(),
        text: "两名管理师分管安装和维修，每季度各做一次现场检查。".to_owned(),
    };
    desk.evidence(at(78), &item, None, interview)?;
    hotline(desk, calendar)?;
    standards(desk, calendar)
}

/// Raised yesterday; the client acknowledged it and handed its answer in, which waits for the auditor.
fn standards(desk: &mut Desk, calendar: &Calendar) -> Result<(), DemoError> {
    let item = desk.item(STANDARDS.clause, HEAD_OFFICE);
    let nc = raise(desk, calendar.at(1, 11, 20), &item, &STANDARDS)?;
    let interview = Evidence::Interview {
        person: "售后服务部主管".to_owned(),
        text: "目前没有部门负责标准化，也没有参加过标准的制定。".to_owned(),
    };
    desk.evidence(calendar.at(1, 11, 26), &item, Some(&nc), interview)?;
    let due = calendar.in_days(29).to_string();
    desk.step(calendar.at(1, 15, 50), &nc, acknowledged(&STANDARDS))?;
    answer(desk, calendar.at(1, 17, 5), &nc, &STANDARDS, &due)?;
    desk.step(calendar.at(1, 17, 10), &nc, Step::Answered { round: 1 })
}

/// The second auditor's day, yesterday too: a leaf at the head office, then the outlet.
pub fn visit_outlet(desk: &mut Desk, calendar: &Calendar) -> Result<(), DemoError> {
    let item = desk.item("5.1.2.2", HEAD_OFFICE);
    desk.judge(calendar.at(1, 9, 40), &item, Verdict::Sampled { sampled: 5, failed: 1 })?;
    desk.remark(calendar.at(1, 9, 42), &item, "抽查 5 名，4 名持证，1 名证书过期。")?;
    let at = |minute| calendar.at(1, 13, minute);
    let verdicts = [
        ("5.1.2.1", Verdict::Sampled { sampled: 4, failed: 0 }),
        ("5.1.3.2", Verdict::Conform),
        ("5.1.3.3", Verdict::Conform),
        ("5.2.1.1", Verdict::Conform),
        ("5.2.1.2", Verdict::Conform),
        ("5.2.2.2", Verdict::Sampled { sampled: 10, failed: 1 }),
        ("5.2.2.3", Verdict::Conform),
        ("5.2.3.2", Verdict::Sampled { sampled: 15, failed: 2 }),
        ("5.2.4.1", Verdict::Conform),
        ("5.2.6.2", recycling()),
    ];
    for (minute, (clause, verdict)) in (5..).step_by(7).zip(verdicts) {
        let item = desk.item(clause, OUTLET);
        desk.judge(at(minute), &item, verdict)?;
    }
    deliveries(desk, calendar)?;
    spare_parts(desk, calendar)?;
    explaining(desk, calendar)
}

fn deliveries(desk: &mut Desk, calendar: &Calendar) -> Result<(), DemoError> {
    let item = desk.item("5.2.3.2", OUTLET);
    let samples = ["FZ-0288", "FZ-0305"].map(|number| Sample { number: number.to_owned(), failed: true });
    let sheets = Evidence::Record {
        title: "送货上门工单".to_owned(),
        population: Some(186),
        sampled: 15,
        failed: 2,
        samples: samples.to_vec(),
    };
    desk.evidence(calendar.at(1, 14, 12), &item, None, sheets)?;
    desk.remark(calendar.at(1, 14, 14), &item, "FZ-0288 迟到一天，FZ-0305 没有约定时间。")
}

/// A picture kept whole in the dossier, as a photo is.
fn spare_parts(desk: &mut Desk, calendar: &Calendar) -> Result<(), DemoError> {
    let item = desk.item("5.1.3.3", OUTLET);
    let picture = picture::spare_parts();
    let kept = desk.store.keep(&mut picture.as_slice(), &mut |_| true)?;
    let photo = Evidence::File {
        path: "演示资料/备件架.png".to_owned(),
        size: kept.size,
        sha256: kept.sha256.to_string(),
        text: "备件分类摆放，货位有标签。演示用示意图，代替现场照片。".to_owned(),
    };
    desk.evidence(calendar.at(1, 14, 20), &item, None, photo)
}

/// Raised at the outlet yesterday and acknowledged there; the answer is being written.
fn explaining(desk: &mut Desk, calendar: &Calendar) -> Result<(), DemoError> {
    let item = desk.item(EXPLAINING.clause, OUTLET);
    let nc = raise(desk, calendar.at(1, 14, 30), &item, &EXPLAINING)?;
    let seen = Evidence::Observation {
        text: "跟随两单上门安装（FZ-0316、FZ-0321），装完即走，没有讲解使用和保养。".to_owned(),
    };
    desk.evidence(calendar.at(1, 14, 36), &item, Some(&nc), seen)?;
    desk.step(calendar.at(1, 16, 0), &nc, acknowledged(&EXPLAINING))?;
    let due = calendar.in_days(20).to_string();
    answer(desk, calendar.at(1, 16, 40), &nc, &EXPLAINING, &due)
}

fn recycling() -> Verdict {
    Verdict::Deleted {
        reason: "受审查方不承接废旧商品的回收处置，由顾客自行交当地回收单位".to_owned()
    }
}
