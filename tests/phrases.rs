//! The phrase book for GB/T 27922: enough statements for each leaf, in the handbook's form.

use std::collections::BTreeSet;

use onsite::checklists::Shelf;
use onsite::domain::phrases::{Phrase, Usage, places};
use onsite::i18n::Lang;
use onsite::search::Query;

const SERVICE: &str = "gbt27922-2011";

fn statements(shelf: &Shelf) -> Vec<&Phrase> {
    shelf.all_phrases(SERVICE).iter().filter(|phrase| phrase.usage == Usage::Statement).collect()
}

#[test]
fn every_leaf_has_at_least_three_statements() {
    let shelf = Shelf::built_in();
    for report in shelf.reports() {
        assert!(!report.failed(), "{}", report.lines(Lang::En).join("\n"));
    }
    for leaf in shelf.get(SERVICE).unwrap().checklist.leaves() {
        let own = shelf.phrases(SERVICE, &leaf.clause);
        let count = own.iter().filter(|phrase| phrase.usage == Usage::Statement).count();
        assert!(count >= 3, "{}: {count}", leaf.clause);
    }
}

#[test]
fn a_statement_says_when_where_which_sample_and_what_is_demanded() {
    for statement in statements(&Shelf::built_in()) {
        let (zh, en) = (&statement.text.zh, &statement.text.en);
        let clause = statement.clause.as_deref().expect("a statement has its clause");
        assert!(zh.starts_with("{日期}在"), "{zh}");
        assert!(["{部门}", "{网点}", "{场所}"].iter().any(|place| zh.contains(place)), "{zh}");
        // Besides when and where, at least one place says which document, person or sample.
        assert!(places(zh).len() >= 3, "{zh}");
        assert!(zh.contains(&format!("。{clause} 要求")) && zh.ends_with('。'), "{zh}");
        assert!(
            en.starts_with("On {date} at {") && en.contains(&format!(" Clause {clause} asks that ")),
            "{en}"
        );
        // One fact: what was seen is one sentence, what is demanded another.
        assert_eq!(zh.matches('。').count(), 2, "{zh}");
    }
}

#[test]
fn no_statement_stands_there_twice() {
    let shelf = Shelf::built_in();
    let all = statements(&shelf);
    let different: BTreeSet<&str> = all.iter().map(|phrase| phrase.text.zh.as_str()).collect();
    assert_eq!((all.len(), different.len()), (138, 138));
}

#[test]
fn stock_sentences_serve_every_leaf_and_come_after_its_statements() {
    let shelf = Shelf::built_in();
    let phrases = shelf.phrases(SERVICE, "5.3.2.4");
    assert!(phrases[0].usage == Usage::Statement);
    let sentences: Vec<&&Phrase> = phrases.iter().filter(|phrase| phrase.clause.is_none()).collect();
    assert!(sentences.len() >= 20);
    for usage in [Usage::Conform, Usage::Interview, Usage::Sampling, Usage::General] {
        assert!(sentences.iter().any(|phrase| phrase.usage == usage), "{usage:?}");
    }
}

#[test]
fn the_users_own_phrases_come_first_and_a_faulty_book_harms_no_checklist() {
    let folder = tempfile::tempdir().unwrap();
    let own = "phrases-for = \"gbt27922-2011\"\n[[statement]]\nclause = \"5.1.1.1\"\nzh = \"{x}甲\"\nen = \"{x} A\"\n";
    std::fs::write(folder.path().join("own.toml"), own).unwrap();
    std::fs::write(folder.path().join("bad.toml"), own.replace("5.1.1.1", "5.9")).unwrap();
    let shelf = Shelf::at(folder.path());
    assert_eq!(shelf.phrases(SERVICE, "5.1.1.1")[0].text.zh, "{x}甲");
    assert_eq!(shelf.phrases(SERVICE, "5.1.1.2").len(), Shelf::built_in().phrases(SERVICE, "5.1.1.2").len());
    let faulty: Vec<&str> = shelf.faulty().map(|report| report.file.as_str()).collect();
    assert_eq!(faulty, ["bad.toml"]);
    assert!(shelf.get(SERVICE).is_ok());
}

#[test]
fn a_statement_is_found_by_the_initials_of_its_words() {
    let shelf = Shelf::built_in();
    let found = |typed: &str| {
        let query = Query::new(typed);
        statements(&shelf).iter().filter(|phrase| query.matches(&phrase.text.zh)).count()
    };
    assert!(found("bxk") >= 3, "保修卡");
    assert!(found("ts hf") >= 1, "投诉 回访");
    assert_eq!(found("5.1.1.2 xy"), 1, "协议");
}
