//! Laws of a nonconformity's life over random records: there is always a way to its end, an end is an
//! end, and the history explains where it stands.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::DateTime;
use onsite::checklists::Shelf;
use onsite::domain::change::{
    Acknowledges, AnswerPart, AnswerWritten, AuditType, Change, CitedForNc, Class, Classed, Cleared,
    DueExtended, Evidence, EvidenceTaken, Method, NcEscalated, NcPart, NcWritten, Raised, Step, Stepped,
};
use onsite::domain::dossier::Dossier;
use onsite::domain::ids::ChangeId;
use onsite::domain::journal::{Entry, Proposal, Stamp, Stream, seal_act};
use onsite::domain::nonconformity::{may_follow, parse_date};
use onsite::domain::opening::Opening;
use onsite::domain::refusal::Refusal;
use onsite::domain::slot::Slot;
use proptest::prelude::*;

const NC: &str = "NC-TEST-1";

/// A dossier with one nonconformity, written down without a store.
#[derive(Clone)]
struct Life {
    dossier: Dossier,
    stream: Stream,
    acts: Vec<(Vec<ChangeId>, Standing)>,
}

/// How a nonconformity stands, as far as an undo has to give it back.
type Standing = (Option<Class>, Option<Step>, u32, Option<chrono::NaiveDate>, String, bool);

thread_local! {
    /// Made once: reading the checklist costs more than a whole life.
    static RAISED: Life = Life::new();
}

impl Life {
    fn new() -> Self {
        let Ok(Change::ChecklistAdopted(adopted)) = Shelf::built_in().adoption("gbt27922-2011") else {
            panic!("the checklist is built in");
        };
        let opening = Opening {
            dossier: "d".to_owned(),
            client: "厦门示例电器有限公司".to_owned(),
            checklists: vec![adopted],
            audit_type: AuditType::Initial,
            year: 2026,
            sites: vec!["总部".to_owned()],
            sampling: None,
        };
        let stream = Stream::new("stream", "d");
        let mut life = Self { dossier: Dossier::default(), stream, acts: Vec::new() };
        let proposals = life.dossier.attempt(&opening.changes("TEST")).unwrap();
        life.write(&proposals);
        let raised = Raised {
            nc: NC.to_owned(),
            audit: "A-TEST-1".to_owned(),
            standard: "gbt27922-2011".to_owned(),
            clauses: vec!["5.1.1.1".to_owned()],
            site: "S-TEST-1".to_owned(),
        };
        let proposals = life.dossier.attempt(&[Change::Raised(raised)]).unwrap();
        life.write(&proposals);
        life
    }

    /// Records an act if the rules allow it.
    fn record(&mut self, changes: &[Change]) -> bool {
        match self.dossier.attempt(changes) {
            Ok(proposals) => {
                let before = self.standing();
                let act = self.write(&proposals);
                for &id in &act {
                    let entry = self.dossier.entry(id).unwrap();
                    assert!(self.dossier.taken_back(entry).is_none(), "nobody undid anything: {entry:?}");
                }
                self.acts.push((act, before));
                true
            }
            Err(_) => false,
        }
    }

    fn write(&mut self, proposals: &[Proposal]) -> Vec<ChangeId> {
        self.write_at("2026-11-24T10:00:00+08:00", proposals)
    }

    fn write_at(&mut self, at: &str, proposals: &[Proposal]) -> Vec<ChangeId> {
        let at = DateTime::parse_from_rfc3339(at).unwrap();
        let stamp = Stamp { at, by: "审查员甲".into() };
        let sealed = seal_act(&mut self.stream, &stamp, proposals).unwrap();
        let act = sealed.iter().map(|sealed| sealed.entry.id).collect();
        for sealed in sealed {
            self.dossier.apply(sealed.entry);
        }
        act
    }

    /// Takes the last act back, if there is one: what stood before it stands again, and each step and
    /// each thing begun is known to be taken back.
    fn undo(&mut self) {
        let Some((act, before)) = self.acts.pop() else { return };
        match self.dossier.attempt_undo(&act) {
            Ok(proposals) => {
                for id in self.write(&proposals) {
                    let entry = self.dossier.entry(id).unwrap();
                    let told = self.dossier.taken_back(entry).is_some();
                    let certain = matches!(entry.change(), Some(Change::Stepped(_) | Change::Cleared(_)));
                    assert_eq!(told, certain, "{entry:?}");
                }
                assert_eq!(self.standing(), before);
            }
            Err(refusal) => assert!(act.is_empty(), "nothing came after it: {refusal:?}"),
        }
    }

    fn standing(&self) -> Standing {
        let nc = self.dossier.nonconformity(NC).unwrap();
        let statement = self.dossier.nc_text(NC, NcPart::Statement).to_owned();
        let changed = self.dossier.changed_since_acknowledged(NC);
        (nc.class, nc.step.cloned(), nc.answered, nc.due(), statement, changed)
    }

    fn step(&self) -> Option<Step> {
        self.dossier.nonconformity(NC).unwrap().step.cloned()
    }

    fn round(&self) -> u32 {
        self.dossier.nonconformity(NC).unwrap().round()
    }

    /// Everything that somebody could try to record, a few wrong rounds included.
    fn moves(&self) -> Vec<Change> {
        let text = |text: &str| text.to_owned();
        let nc = || NC.to_owned();
        let round = self.round();
        let mut moves: Vec<Change> = steps(round).into_iter().map(stepped).collect();
        moves.extend(steps(round + 1).into_iter().map(stepped));
        moves.extend(Class::ALL.iter().map(|&class| Change::Classed(Classed { nc: nc(), class })));
        let texts = [
            (NcPart::Statement, "没有记录"),
            (NcPart::Statement, "记录没有签字"),
            (NcPart::Department, "售后部"),
            (NcPart::Guide, "陪同甲"),
        ];
        for (part, said) in texts {
            moves.push(Change::NcWritten(NcWritten { nc: nc(), part, text: text(said) }));
        }
        moves.extend(answers(round));
        for nth in 1..=3 {
            let due = format!("2027-0{}-01", nth + 3);
            let (reason, approver) = (text("搬迁"), text("组长"));
            moves.push(Change::DueExtended(DueExtended { nc: nc(), nth, due, reason, approver }));
        }
        moves.extend(self.escalations());
        moves
    }

    /// Escalations on days before and after each due date that it can have, one with a wrong due date.
    fn escalations(&self) -> Vec<Change> {
        let known = self.dossier.nonconformity(NC).unwrap();
        let on = |date: &str, wrong: Option<&str>| {
            let due = self.dossier.due_missed(&known, parse_date(date).unwrap());
            let due = due.map(|due| due.to_string()).unwrap_or_default();
            let [to, person, reason] = ["认证机构", "组长", "逾期未答复"].map(str::to_owned);
            let (nc, due) = (NC.to_owned(), wrong.map_or(due, str::to_owned));
            Change::NcEscalated(NcEscalated { nc, due, date: date.to_owned(), to, person, reason })
        };
        let days = ["2026-12-24", "2026-12-25", "2027-03-01", "2027-04-02", "2027-06-02"];
        let mut moves: Vec<Change> = days.iter().map(|day| on(day, None)).collect();
        moves.push(on("2027-06-02", Some("2026-12-01")));
        moves
    }

    /// Goes on to the end as client and auditor would; false if there is no way.
    fn finish(mut self) -> bool {
        let text = |text: &str| text.to_owned();
        if self.dossier.nc_text(NC, NcPart::Statement).is_empty() {
            let (nc, part) = (NC.to_owned(), NcPart::Statement);
            self.record(&[Change::NcWritten(NcWritten { nc, part, text: text("没有记录") })]);
        }
        if self.dossier.nonconformity(NC).unwrap().class.is_none() {
            self.record(&[Change::Classed(Classed { nc: NC.to_owned(), class: Class::Minor })]);
        }
        for _ in 0..10 {
            let next = match self.step() {
                Some(Step::Closed | Step::Withdrawn { .. }) => return true,
                None => Step::Acknowledged { person: text("陪同甲") },
                Some(
                    Step::Acknowledged { .. }
                    | Step::Disputed { .. }
                    | Step::Rejected { .. }
                    | Step::Verified { effective: false, .. },
                ) => {
                    self.record(&answers(self.round()));
                    Step::Answered { round: self.round() }
                }
                Some(Step::Answered { round }) => Step::Accepted { round },
                Some(Step::Accepted { .. }) => Step::CarriedOut { facts: text("已培训") },
                Some(Step::CarriedOut { .. }) => {
                    Step::Verified { method: Method::OnSite, effective: true, facts: text("有效") }
                }
                Some(Step::Verified { effective: true, .. }) => Step::Closed,
            };
            if !self.record(&[stepped(next)]) {
                return false;
            }
        }
        false
    }
}

fn stepped(step: Step) -> Change {
    Change::Stepped(Stepped::new(NC, step))
}

fn steps(round: u32) -> Vec<Step> {
    let text = || "说明".to_owned();
    vec![
        Step::Acknowledged { person: text() },
        Step::Disputed { person: text(), words: text() },
        Step::Answered { round },
        Step::Accepted { round },
        Step::Rejected { round, reason: text() },
        Step::CarriedOut { facts: text() },
        Step::Verified { method: Method::Documents, effective: true, facts: text() },
        Step::Verified { method: Method::OnSite, effective: false, facts: text() },
        Step::Closed,
        Step::Withdrawn { reason: text() },
    ]
}

fn answers(round: u32) -> Vec<Change> {
    let text = |part: &AnswerPart| match part {
        AnswerPart::Due => "2026-12-20".to_owned(),
        _ => format!("第 {round} 轮"),
    };
    let written = |part: &AnswerPart| {
        Change::AnswerWritten(AnswerWritten { nc: NC.to_owned(), round, part: *part, text: text(part) })
    };
    AnswerPart::ALL.iter().map(written).collect()
}

fn step_of(entry: &Entry) -> &Step {
    match entry.change() {
        Some(Change::Stepped(stepped)) => &stepped.step,
        other => panic!("not a step: {other:?}"),
    }
}

/// The steps that stand lead from one to the next by the rules, to where it stands.
fn steps_lead_here(life: &Life) {
    let nc = life.dossier.nonconformity(NC).unwrap();
    let steps = life.dossier.nc_steps(NC);
    let mut before = None;
    let mut answered = 0;
    for entry in &steps {
        let step = step_of(entry);
        assert!(may_follow(before, nc.class.or(Some(Class::Minor)), step) || *step == Step::Closed);
        if let Step::Answered { round } = step {
            answered += 1;
            assert_eq!(*round, answered, "rounds are counted one by one");
        }
        before = Some(step);
    }
    assert_eq!(before, nc.step);
    assert_eq!(nc.answered, answered);
}

/// Each escalation is of a due date that was past on its day, and of each due date there is one.
fn escalations_are_of_missed_dates(life: &Life) {
    let nc = life.dossier.nonconformity(NC).unwrap();
    for (nth, escalated) in nc.escalations.iter().enumerate() {
        assert!(escalated.due < escalated.date, "{escalated:?}");
        assert!(nc.escalations[..nth].iter().all(|before| before.due < escalated.due));
    }
    if let Some(escalated) = nc.escalated() {
        assert_eq!(parse_date(&escalated.due), nc.due());
    }
}

/// Its history alone, folded, stands where the dossier does.
fn history_explains(life: &Life) {
    let history: Vec<Entry> = life.dossier.nc_history(NC).into_iter().cloned().collect();
    let told = Dossier::fold(history);
    let (told_nc, nc) = (told.nonconformity(NC).unwrap(), life.dossier.nonconformity(NC).unwrap());
    assert_eq!((told_nc.class, told_nc.step, told_nc.answered), (nc.class, nc.step, nc.answered));
    assert_eq!((told_nc.due(), told_nc.round()), (nc.due(), nc.round()));
    assert_eq!(told_nc.escalations, nc.escalations);
    for round in 1..=nc.round() {
        assert_eq!(told.missing_in_answer(NC, round), life.dossier.missing_in_answer(NC, round));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn there_is_always_a_way_on_an_end_is_an_end_and_the_history_explains(
        picks in proptest::collection::vec((any::<u8>(), any::<u8>()), 1..60)
    ) {
        let mut life = RAISED.with(Clone::clone);
        for (kind, pick) in picks {
            let moves = life.moves();
            let ended = life.dossier.nonconformity(NC).unwrap().ended();
            let possible: Vec<&Change> =
                moves.iter().filter(|change| life.dossier.check(change).is_ok()).collect();
            prop_assert_eq!(possible.is_empty(), ended, "{:?}: {:?}", life.step(), possible);
            match kind {
                0..40 => life.undo(),
                40..90 => {
                    let round = life.round();
                    life.record(&answers(round));
                }
                90..110 => {
                    life.record(&[moves[usize::from(pick) % moves.len()].clone()]);
                }
                // Withdrawal is rare, or no life would get far.
                _ => {
                    let goes_on = |change: &&Change| {
                        kind > 250 || !matches!(change, Change::Stepped(s) if matches!(s.step, Step::Withdrawn { .. }))
                    };
                    let likely: Vec<Change> = possible.into_iter().filter(goes_on).cloned().collect();
                    if let Some(change) = likely.get(usize::from(pick) % likely.len().max(1)) {
                        life.record(std::slice::from_ref(change));
                    }
                }
            }
            steps_lead_here(&life);
            escalations_are_of_missed_dates(&life);
            history_explains(&life);
        }
        prop_assert!(life.clone().finish(), "no way on from {:?}", life.step());
    }
}

#[test]
fn nothing_but_an_undo_steps_back() {
    let mut life = Life::new();
    let nc = || NC.to_owned();
    life.record(&[Change::Classed(Classed { nc: nc(), class: Class::Observation })]);
    let part = NcPart::Statement;
    life.record(&[Change::NcWritten(NcWritten { nc: nc(), part, text: "建议统一台账".to_owned() })]);
    let acknowledged = stepped(Step::Acknowledged { person: "陪同甲".to_owned() });
    assert!(life.record(std::slice::from_ref(&acknowledged)));
    let cleared =
        |slot: Slot| Change::Cleared(Cleared { slot: slot.to_string(), reason: "写错".to_owned() });
    for slot in [Slot::nc(NC), Slot::nc_life(NC), Slot::nc_class(NC), Slot::nc_text(NC, part)] {
        assert!(!life.record(&[cleared(slot)]), "it is withdrawn instead");
    }
    assert!(life.record(&[stepped(Step::Closed)]));
    assert!(!life.record(&[acknowledged]), "what it replaced is not said again");
    life.undo();
    assert!(matches!(life.step(), Some(Step::Acknowledged { .. })));
    life.undo();
    assert_eq!(life.step(), None);
}

#[test]
fn an_act_that_says_again_what_was_said_before_is_taken_back_like_any_other() {
    let mut life = Life::new();
    let write = |text: &str| {
        let (nc, part) = (NC.to_owned(), NcPart::Statement);
        Change::NcWritten(NcWritten { nc, part, text: text.to_owned() })
    };
    let acknowledged = || stepped(Step::Acknowledged { person: "陪同甲".to_owned() });
    let disputed =
        stepped(Step::Disputed { person: "陪同甲".to_owned(), words: "已口头指定".to_owned() });
    life.record(&[Change::Classed(Classed { nc: NC.to_owned(), class: Class::Minor })]);
    life.record(&[write("没有记录")]);
    let mut stood = vec![life.standing()];
    let acts = [
        acknowledged(),
        write("记录没有签字"),
        acknowledged(),
        disputed.clone(),
        acknowledged(),
        disputed,
        write("没有记录"),
        acknowledged(),
    ];
    for act in acts {
        let before = life.acts.len();
        assert!(life.record(&[act]));
        assert!(!life.acts[before].0.is_empty(), "it was written");
        stood.push(life.standing());
    }
    assert_eq!(life.dossier.nc_steps(NC).len(), 6);
    assert!(life.record(&[acknowledged()]) && life.acts.pop().unwrap().0.is_empty(), "it stands already");
    while let Some(standing) = stood.pop() {
        assert_eq!(life.standing(), standing);
        life.undo();
    }
}

#[test]
fn a_step_says_its_place_and_what_is_acknowledged_truly_or_leaves_them_out() {
    let mut life = Life::new();
    life.record(&[Change::Classed(Classed { nc: NC.to_owned(), class: Class::Minor })]);
    let (nc, part) = (NC.to_owned(), NcPart::Statement);
    life.record(&[Change::NcWritten(NcWritten { nc, part, text: "没有记录".to_owned() })]);
    let says = |nth: u32, statement: &str| {
        let acknowledges = Acknowledges { class: Class::Minor, statement: statement.to_owned() };
        let step = Step::Acknowledged { person: "陪同甲".to_owned() };
        Change::Stepped(Stepped {
            nth: Some(nth),
            acknowledges: Some(acknowledges),
            ..Stepped::new(NC, step)
        })
    };
    let mut refused = |change: Change| life.dossier.attempt(&[change]).unwrap_err().1;
    assert_eq!(refused(says(2, "没有记录")), Refusal::OtherPlace { nth: 1 });
    assert_eq!(refused(says(1, "没有签字")), Refusal::AcknowledgesOther(NC.to_owned()));
    assert!(life.record(&[says(1, "没有记录")]));
}

/// Two laptops that go on from one nonconformity, and what both hold once they have met.
fn apart(mut one: Life, first: &[Change], second: &[Change]) -> Life {
    let mut other = one.clone();
    other.stream = Stream::new("other", "d");
    for (life, acts) in [(&mut one, first), (&mut other, second)] {
        for act in acts {
            assert!(life.record(std::slice::from_ref(act)), "{act:?}");
        }
    }
    for entry in other.dossier.entries().iter().filter(|entry| *entry.stream == *"other") {
        one.dossier.apply(entry.clone());
    }
    one
}

fn statement(text: &str) -> Change {
    let (nc, part) = (NC.to_owned(), NcPart::Statement);
    Change::NcWritten(NcWritten { nc, part, text: text.to_owned() })
}

#[test]
fn of_two_acknowledgements_of_one_person_the_one_that_was_chosen_stands() {
    let mut life = Life::new();
    life.record(&[Change::Classed(Classed { nc: NC.to_owned(), class: Class::Minor })]);
    let acknowledged = stepped(Step::Acknowledged { person: "陪同甲".to_owned() });
    let acts = |text: &str| [statement(text), acknowledged.clone()];
    let both = apart(life, &acts("没有记录"), &acts("没有签字"));
    for chosen in ["没有记录", "没有签字"] {
        let mut life = both.clone();
        assert!(!life.record(&[stepped(Step::Answered { round: 1 })]), "decided first");
        assert!(!life.record(std::slice::from_ref(&acknowledged)), "which of the two?");
        let heads = life.dossier.heads(Slot::nc_life(NC).as_str());
        let of = |entry: &&&Entry| match entry.change() {
            Some(Change::Stepped(stepped)) => stepped.acknowledges.as_ref().unwrap().statement == chosen,
            _ => false,
        };
        let head = heads.iter().find(of).unwrap().change().unwrap().clone();
        assert!(life.record(&[head]) && life.record(&[statement(chosen)]));
        assert_eq!(life.dossier.acknowledged(NC).unwrap().statement, chosen);
        assert!(!life.dossier.changed_since_acknowledged(NC));
    }
}

#[test]
fn what_differs_is_decided_before_a_step_and_even_after_the_end() {
    let mut life = Life::new();
    life.record(&[Change::Classed(Classed { nc: NC.to_owned(), class: Class::Observation })]);
    life.record(&[statement("建议统一台账")]);
    life.record(&[stepped(Step::Acknowledged { person: "陪同甲".to_owned() })]);
    let closed = stepped(Step::Closed);
    // Written apart, it is decided before it is closed.
    let mut both = apart(life.clone(), &[statement("甲")], &[statement("乙")]);
    let slot = Slot::nc_text(NC, NcPart::Statement).to_string();
    let refused = both.dossier.attempt(std::slice::from_ref(&closed)).unwrap_err().1;
    assert_eq!(refused, Refusal::DecideFirst(slot.clone()));
    assert!(both.record(&[statement("乙")]) && both.record(std::slice::from_ref(&closed)));
    // Closed on one laptop, it is decided all the same, and nothing else is written.
    let mut both = apart(life, &[statement("甲"), closed], &[statement("乙")]);
    assert!(!both.record(&[statement("丙")]), "it has ended");
    assert!(both.record(&[statement("乙")]) && !both.dossier.in_conflict(&slot));
}

#[test]
fn what_is_undone_and_redone_was_raised_when_it_was_raised() {
    let mut life = Life::new();
    let raised = life.dossier.nonconformity(NC).unwrap().entry.id;
    let mut act = vec![raised];
    for there in [false, true, false, true] {
        let proposals = life.dossier.attempt_undo(&act).unwrap();
        act = life.write(&proposals);
        assert_eq!(life.dossier.nonconformity(NC).map(|nc| nc.entry.id), there.then_some(raised));
    }
}

#[test]
fn no_step_and_no_extension_goes_before_a_decision() {
    let mut life = Life::new();
    life.record(&[Change::Classed(Classed { nc: NC.to_owned(), class: Class::Minor })]);
    life.record(&[statement("没有记录")]);
    let extended = |nth: u32, due: &str| {
        let (nc, due) = (NC.to_owned(), due.to_owned());
        Change::DueExtended(DueExtended {
            nc,
            nth,
            due,
            reason: "搬迁".to_owned(),
            approver: "组长".to_owned(),
        })
    };
    let mut both = apart(life, &[extended(1, "2027-01-10")], &[extended(1, "2027-01-20")]);
    let refused = both.dossier.attempt(&[extended(2, "2027-01-15")]).unwrap_err().1;
    assert_eq!(refused, Refusal::DecideFirst(Slot::nc_extension(NC, 1).to_string()));
    assert!(both.record(&[extended(1, "2027-01-20")]) && both.record(&[extended(2, "2027-02-01")]));
}

#[test]
fn steps_of_older_versions_are_read_as_they_were() {
    let mut life = Life::new();
    life.record(&[Change::Classed(Classed { nc: NC.to_owned(), class: Class::Minor })]);
    life.record(&[statement("没有记录")]);
    let acknowledged = || stepped(Step::Acknowledged { person: "陪同甲".to_owned() });
    let disputed =
        stepped(Step::Disputed { person: "陪同甲".to_owned(), words: "已口头指定".to_owned() });
    // Written as they were then: without their place, and without what was acknowledged.
    for change in [acknowledged(), disputed, acknowledged()] {
        let proposal = life.dossier.proposal(change);
        for id in life.write(&[proposal]) {
            assert!(life.dossier.taken_back(life.dossier.entry(id).unwrap()).is_none(), "a step of its own");
        }
    }
    assert_eq!(life.dossier.nc_steps(NC).len(), 3, "the dispute stays");
    assert!(!life.dossier.changed_since_acknowledged(NC));
    assert!(life.record(&[statement("没有签字")]) && life.dossier.changed_since_acknowledged(NC));
    assert!(life.record(&[acknowledged()]) && !life.dossier.changed_since_acknowledged(NC));
    life.undo();
    assert!(life.dossier.changed_since_acknowledged(NC));
}

#[test]
fn an_ended_nonconformity_takes_no_more_evidence_and_loses_none() {
    let mut life = Life::new();
    let piece = |evidence: &str| {
        let body = Evidence::Observation { text: "见台账".to_owned() };
        Change::EvidenceTaken(EvidenceTaken {
            evidence: evidence.to_owned(),
            audit: "A-TEST-1".to_owned(),
            body,
        })
    };
    let cite = |evidence: &str, cited: bool| {
        Change::CitedForNc(CitedForNc { evidence: evidence.to_owned(), nc: NC.to_owned(), cited })
    };
    assert!(life.record(&[piece("E-1"), piece("E-2"), cite("E-1", true)]));
    assert!(life.record(&[stepped(Step::Withdrawn { reason: "重复".to_owned() })]));
    let gone = Cleared { slot: Slot::cited_for_nc(NC, "E-1").to_string(), reason: "写错".to_owned() };
    for change in [cite("E-2", true), cite("E-1", false), Change::Cleared(gone)] {
        let refused = life.dossier.check(&change).unwrap_err();
        assert_eq!(refused, Refusal::NcEnded(NC.to_owned()), "{change:?}");
    }
    assert_eq!(life.dossier.evidence_for_nc(NC).len(), 1);
    life.undo();
    assert!(life.record(&[cite("E-1", false)]), "it goes on");
}

#[test]
fn an_act_that_writes_a_slot_twice_is_taken_back_whole() {
    let mut life = Life::new();
    let write = |text: &str| {
        let part = NcPart::Statement;
        Change::NcWritten(NcWritten { nc: NC.to_owned(), part, text: text.to_owned() })
    };
    life.record(&[write("先")]);
    life.record(&[write("再"), write("三")]);
    life.undo();
    assert_eq!(life.dossier.nc_text(NC, NcPart::Statement), "先");
}

#[test]
fn an_escalation_is_of_a_due_date_that_was_missed_on_its_day_and_moves_nothing() {
    let mut life = Life::new();
    let nc = || NC.to_owned();
    assert!(life.escalations().iter().all(|change| life.dossier.check(change).is_err()), "no class, no date");
    life.record(&[Change::Classed(Classed { nc: nc(), class: Class::Minor })]);
    let escalations = life.escalations();
    let refused = |life: &Life, nth: usize| life.dossier.check(&escalations[nth]).unwrap_err();
    assert!(matches!(refused(&life, 0), Refusal::NotOverdue { .. }), "the due date itself is in time");
    assert!(matches!(refused(&life, 5), Refusal::OtherDue { .. }));
    assert!(life.record(&escalations[1..2]));
    assert_eq!(life.step(), None);
    assert!(life.record(&escalations[2..3]), "told again, it is reworded");
    assert_eq!(life.dossier.nonconformity(NC).unwrap().escalations.len(), 1);
    let (due, reason, approver) = ("2027-04-01".to_owned(), "搬迁".to_owned(), "组长".to_owned());
    life.record(&[Change::DueExtended(DueExtended { nc: nc(), nth: 1, due, reason, approver })]);
    assert_eq!(life.dossier.nonconformity(NC).unwrap().escalated(), None, "not for the new date");
    assert!(life.record(&life.escalations()[3..4]));
    assert_eq!(life.dossier.nonconformity(NC).unwrap().escalations.len(), 2);
    life.undo();
    assert_eq!(life.dossier.nonconformity(NC).unwrap().escalations.len(), 1);
}

#[test]
fn no_clock_says_which_due_date_was_missed() {
    let mut life = Life::new();
    life.record(&[Change::Classed(Classed { nc: NC.to_owned(), class: Class::Minor })]);
    let (due, reason, approver) = ("2027-04-01".to_owned(), "搬迁".to_owned(), "组长".to_owned());
    let extended = Change::DueExtended(DueExtended { nc: NC.to_owned(), nth: 1, due, reason, approver });
    let escalated = |due: &str, date: &str| {
        let [to, person, reason] = ["认证机构", "组长", "逾期未答复"].map(str::to_owned);
        let (nc, due, date) = (NC.to_owned(), due.to_owned(), date.to_owned());
        Change::NcEscalated(NcEscalated { nc, due, date, to, person, reason })
    };
    life.record(&[extended]);
    // Extended before it had passed: the rule cannot know, but nobody is offered it.
    let proposed = |life: &Life, day: &str| {
        let nc = life.dossier.nonconformity(NC).unwrap();
        life.dossier.due_missed(&nc, parse_date(day).unwrap()).unwrap().to_string()
    };
    assert_eq!(["2026-12-25", "2027-04-02"].map(|day| proposed(&life, day)), ["2027-04-01"; 2]);
    for (due, date) in
        [("2026-12-24", "2026-12-25"), ("2026-12-24", "2027-04-02"), ("2027-04-01", "2027-04-02")]
    {
        assert_eq!(life.dossier.check(&escalated(due, date)), Ok(()), "{due} {date}");
    }
    let refused = life.dossier.check(&escalated("2027-04-01", "2027-04-01")).unwrap_err();
    assert!(matches!(refused, Refusal::NotOverdue { .. }), "{refused:?}");
    let refused = life.dossier.check(&escalated("2027-01-01", "2027-04-02")).unwrap_err();
    let standing = vec!["2026-12-24".to_owned(), "2027-04-01".to_owned()];
    assert_eq!(refused, Refusal::OtherDue { standing, got: "2027-01-01".to_owned() });
    // Extended again after it had passed, it was missed, and is offered for a day before the new one.
    let [due, reason, approver] = ["2027-06-01", "疫情", "组长"].map(str::to_owned);
    let again = Change::DueExtended(DueExtended { nc: NC.to_owned(), nth: 2, due, reason, approver });
    let proposals = life.dossier.attempt(&[again]).unwrap();
    life.write_at("2027-04-05T10:00:00+08:00", &proposals);
    assert_eq!(["2027-04-02", "2027-06-02"].map(|day| proposed(&life, day)), ["2027-04-01", "2027-06-01"]);
}

#[test]
fn an_observation_closes_once_the_client_knows_of_it() {
    let mut life = Life::new();
    life.record(&[Change::Classed(Classed { nc: NC.to_owned(), class: Class::Observation })]);
    let written =
        NcWritten { nc: NC.to_owned(), part: NcPart::Statement, text: "建议统一台账".to_owned() };
    life.record(&[Change::NcWritten(written)]);
    assert!(!life.record(&[stepped(Step::Closed)]), "not before");
    assert!(life.record(&[stepped(Step::Acknowledged { person: "陪同甲".to_owned() })]));
    assert!(life.record(&[stepped(Step::Closed)]));
    assert!(life.moves().iter().all(|change| life.dossier.check(change).is_err()));
}
