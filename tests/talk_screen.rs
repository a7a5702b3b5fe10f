//! Stories of the interview stream, through the real keys and a real dossier file.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use chrono::{DateTime, Duration};
use harness::Harness;
use onsite::domain::audit::Judgement;
use onsite::domain::change::{Change, Class, Evidence, Item, NcPart, NoteSort, NoteTaken, Verdict};
use onsite::domain::dossier::Dossier;
use onsite::domain::journal::Stamp;
use onsite::i18n::Lang;
use onsite::store::{Device, Folders, Store};
use onsite::supply::Supply;

fn item(dossier: &Dossier, clause: &str) -> Item {
    let audit = dossier.audits()[0].audit.clone();
    let site = dossier.sites()[0].site.clone();
    Item { audit, standard: "gbt27922-2011".to_owned(), clause: clause.to_owned(), site }
}

#[test]
fn a_line_is_written_from_anywhere_and_links_itself_to_its_clauses() {
    let story = Harness::new().keys("> 回访没有记录#5.1.2.2#5.1.1.1 <tab> 客服主管 <ctrl-s>");
    let saved = story.saved();
    let notes = saved.notes(&saved.audits()[0].audit);
    assert_eq!(notes.len(), 1);
    assert_eq!((notes[0].taken.sort, notes[0].taken.person.as_str()), (NoteSort::Interview, "客服主管"));
    assert_eq!(notes[0].clauses, ["5.1.2.2", "5.1.1.1"]);
    assert!(!notes[0].is_loose());
    // It stands beside the item that it names; the next line is from the same person.
    let story = story.shows("客服主管  回访没有记录").keys("> 第二句 <ctrl-s> g i");
    story.shows("客服主管").shows("第二句").shows("2 条，未关联 1 条");
}

#[test]
fn whom_somebody_else_asked_or_on_another_day_is_not_offered_as_the_person() {
    let story = Harness::new().keys("> 甲问的 <tab> 店长 <ctrl-s> g h");
    let folders = Folders::below(&story.folder().join("other"));
    let supply = Supply::scripted(harness::NOW);
    let device = Device::at(&folders, &supply).unwrap();
    let mut store = Store::open(&story.path(), &device, &supply).unwrap();
    let now = DateTime::parse_from_rfc3339(harness::NOW).unwrap();
    for (note, by, at) in
        [("N-B-1", "审查员乙", now + Duration::minutes(5)), ("N-B-2", "审查员甲", now - Duration::days(1))]
    {
        let mut dossier = store.load().unwrap();
        let item = item(&dossier, "5.1.1.1");
        let taken = NoteTaken {
            note: note.to_owned(),
            audit: item.audit,
            standard: item.standard,
            site: item.site,
            sort: NoteSort::Interview,
            person: "别的人".to_owned(),
            text: "说了别的".to_owned(),
        };
        let proposals = dossier.attempt(&[Change::NoteTaken(taken)]).unwrap();
        store.append(&proposals, &Stamp { at, by: by.into() }).unwrap();
    }
    store.close().unwrap();
    let story = story.keys("<enter> g w >").shows("受访人").shows("店长").hides("别的人").keys("<esc>");
    // At another site nobody was asked yet.
    story.keys("S <down> <enter> >").shows("受访人").hides("店长");
}

#[test]
fn a_mistyped_clause_and_a_missing_person_are_told_with_the_dialog_open() {
    let story = Harness::new().keys("> 见#5.9.9 <tab> 店长 <ctrl-s>").shows("5.9.9 不是检查表中的末级指标");
    assert!(story.saved().notes(&story.saved().audits()[0].audit).is_empty());
    let story = Harness::new().keys("> 没有回访 <ctrl-s>").shows("不能空着").keys("店长 <ctrl-s>");
    assert_eq!(story.saved().notes(&story.saved().audits()[0].audit).len(), 1);
}

#[test]
fn one_key_makes_it_evidence_for_every_clause_that_it_names_and_only_once() {
    let story = Harness::new().keys("> 没有回访#5.1.1.1#5.1.1.2 <tab> 店长 <ctrl-s> g i e");
    let saved = story.saved();
    for clause in ["5.1.1.1", "5.1.1.2"] {
        let pieces = saved.evidence_for_item(&item(&saved, clause));
        assert!(matches!(&pieces[0].taken.body, Evidence::Interview { person, .. } if person == "店长"));
    }
    let story = story.shows("已转为 E-").keys("e").shows("已登记为证据");
    assert_eq!(story.saved().evidence_register().len(), 1);
    // Undo takes evidence, links and use back as one.
    let story = story.keys("u").hides("已转为");
    assert!(story.saved().evidence_register().is_empty());
    story.keys("e").shows("已转为 E-");
}

#[test]
fn a_nonconformity_begins_with_what_was_said_and_rests_on_it() {
    let story = Harness::new().keys("> 没有回访#5.1.1.2 <tab> 店长 <ctrl-s> g i c").shows("没有回访");
    let story = story.keys("。应回访 <ctrl-s>");
    let saved = story.saved();
    let ncs = saved.nonconformities();
    let nc = &ncs[0].raised;
    assert_eq!(
        (nc.clauses.as_slice(), ncs[0].class),
        (["5.1.1.2".to_owned()].as_slice(), Some(Class::Minor))
    );
    assert_eq!(saved.nc_text(&nc.nc, NcPart::Statement), "没有回访。应回访");
    // Who was asked is not who showed the way.
    assert_eq!(saved.nc_text(&nc.nc, NcPart::Guide), "");
    let piece = &saved.evidence_for_nc(&nc.nc)[0];
    let said = Evidence::Interview { person: "店长".to_owned(), text: "没有回访".to_owned() };
    assert_eq!(piece.taken.body, said);
    assert_eq!(saved.evidence_for_nc(&nc.nc).len(), 1);
    let notes = saved.notes(&nc.audit);
    assert_eq!(notes[0].uses.len(), 2);
    story.shows(&nc.nc);
}

#[test]
fn what_an_interview_shows_to_be_nonconform_is_judged_so_where_nothing_was_judged() {
    let verdict = |story: &Harness| {
        let saved = story.saved();
        saved.judgement(&item(&saved, "5.1.1.1"))
    };
    let raise = |before: &str, class: &str| {
        Harness::new()
            .keys(before)
            .keys("> 没有回访#5.1.1.1 <tab> 店长 <ctrl-s> g i c")
            .keys(class)
            .keys("<ctrl-s>")
    };
    assert_eq!(verdict(&raise("", "")), Judgement::One(Verdict::Nonconform));
    assert_eq!(verdict(&raise("y g h <enter>", "")), Judgement::One(Verdict::Conform), "it stands");
    assert_eq!(verdict(&raise("", "<tab> <tab> <left>")), Judgement::One(Verdict::Open), "an observation");
}

#[test]
fn without_a_clause_no_nonconformity_is_raised_and_the_caret_stands_there() {
    let story =
        Harness::new().keys("> 没有回访 <tab> 店长 <ctrl-s> g i c <ctrl-s>").shows("至少写一个条款号");
    let story = story.keys("#5.1.1.2 <ctrl-s>");
    assert_eq!(story.saved().nonconformities()[0].raised.clauses, ["5.1.1.2"]);
}

#[test]
fn a_team_meeting_needs_no_person_and_is_no_evidence() {
    let story = Harness::new().keys("> 明日查福州网点 <tab> <tab> <left> <ctrl-s> g i");
    let saved = story.saved();
    let notes = saved.notes(&saved.audits()[0].audit);
    assert_eq!(notes[0].taken.sort, NoteSort::TeamMeeting);
    story.shows("组内沟通会").keys("e").shows("不作证据");
}

#[test]
fn a_line_is_rewritten_found_and_deleted_with_its_reason() {
    let story = Harness::new().keys("> 甲说 <tab> 店长 <ctrl-s> > 乙说 <ctrl-s> g i");
    let story = story.keys("<enter> ，补充 <ctrl-s>").shows("乙说，补充").keys("/ js <enter>");
    let story = story.keys("w <ctrl-s>").shows("缺理由").keys("记重了 <ctrl-s>").hides("甲说");
    let saved = story.saved();
    let notes = saved.notes(&saved.audits()[0].audit);
    assert_eq!((notes.len(), notes[0].taken.text.as_str()), (1, "乙说，补充"));
    // The time of a rewritten line is when it was said.
    assert!(notes[0].first.id != notes[0].entry.id);
}

#[test]
fn the_footer_offers_what_works_now() {
    let foot = |story: &Harness| story.screen().lines().nth(23).unwrap_or_default().to_owned();
    let story = Harness::new().keys("g i");
    assert!(foot(&story).contains("> 记一条访谈"), "{}", foot(&story));
    assert!(
        !["Enter", "e 转为", "c 开", "w "].iter().any(|key| foot(&story).contains(key)),
        "{}",
        foot(&story)
    );
    let story = story.keys("> 没有回访 <tab> 店长 <ctrl-s>");
    for key in ["Enter 修改", "e 转为证据", "c 开不符合", "> 记一条访谈", "w 删除记录"] {
        assert!(foot(&story).contains(key), "{key}: {}", foot(&story));
    }
}

#[test]
fn the_stream_in_both_languages_and_empty() {
    for (lang, empty) in [(Lang::Zh, "还没有访谈记录"), (Lang::En, "No note was taken")] {
        for (width, height) in [(80, 24), (120, 40)] {
            let story = Harness::sized(width, height, lang).keys("g i").shows(empty);
            let story =
                story.keys("> 没有回访#5.1.1.1 <tab> 店长 <ctrl-s>").shows("没有回访").shows("5.1.1.1");
            eprintln!("{}", story.screen());
        }
    }
}

#[test]
fn what_is_written_of_the_visit_is_found_by_the_search_and_leads_there() {
    let story = Harness::new().keys("> 没有回访#5.1.1.1 <tab> 店长 <ctrl-s>");
    let story =
        story.keys("g m e 9:00 <tab> <tab> <tab> 三楼会议室 <ctrl-s> g w / slhys").shows("三楼会议室");
    story.keys("<enter>").shows("签到是鼓励做法").keys("g w / myhf <enter>").shows("Enter 修改");
}

#[test]
fn a_deletion_that_is_undone_and_redone_is_told_as_one() {
    let story =
        Harness::new().keys("> 临时话 <tab> 店长 <ctrl-s> g i w 记错了 <ctrl-s>").hides("店长  临时话");
    let story = story.keys("u").shows("已撤销删除，恢复：").shows("临时话");
    story.keys("<ctrl-r>").shows("已重做删除：").hides("已重做：");
}

#[test]
fn a_note_is_held_by_what_it_became_until_that_is_withdrawn() {
    let story =
        Harness::new().keys("> 临时话 <tab> 店长 <ctrl-s> g i e w 记错了 <ctrl-s>").shows("请先改写或撤回");
    let story = story.keys("<esc> g e w 记错了 <ctrl-s> g i w <ctrl-s>");
    let saved = story.saved();
    assert!(saved.notes(&saved.audits()[0].audit).is_empty());
}
