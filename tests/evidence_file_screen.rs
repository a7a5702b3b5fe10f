//! Stories of what a file of the evidence is, through the real keys: said when it is registered, shown
//! wherever it is cited, corrected in its revision.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod harness;

use std::fs;

use harness::Harness;
use onsite::domain::change::{FileSort, MeetingKind};
use onsite::domain::dossier::Dossier;

/// What was said of the only piece: what it is, and who was asked.
fn sorted(dossier: &Dossier) -> Option<(FileSort, String)> {
    let register = dossier.evidence_register();
    let sorted = dossier.file_sorted(&register[0])?;
    Some((sorted.sort, sorted.person.clone()))
}

/// The walk with a file beside the dossier, its path typed into the form of a file.
fn with_path(name: &str) -> Harness {
    let story = Harness::new();
    let file = story.folder().join(name);
    fs::write(&file, name).unwrap();
    let path = file.display().to_string();
    story.keys("e dzwj <enter>").paste(&path)
}

#[test]
fn a_recording_is_an_interview_with_the_one_who_was_asked() {
    let story =
        with_path("录音.m4a").shows("[未说明]").keys("<tab> 当天回电 <tab> 6 <tab> 热线班长 <ctrl-s>");
    let story = story.shows("访谈").shows("录音.m4a");
    assert_eq!(sorted(&story.saved()), Some((FileSort::Interview, "热线班长".to_owned())));
    let story = story.keys("g e").shows("访谈     11-24 10:00").shows("热线班长").shows("录音.m4a");
    // One act, and one undo takes all of it back.
    let story = story.keys("u");
    assert_eq!(story.saved().below("file-sort/").count(), 0);
    assert!(story.saved().evidence_register().is_empty());
}

#[test]
fn what_a_file_is_is_corrected_in_its_revision_and_taken_back_there() {
    let story = with_path("派工单.pdf").keys("<ctrl-s> g e").shows("电子文件");
    assert_eq!(sorted(&story.saved()), None, "nothing is guessed");
    let story = story.keys("r <tab> <tab> <tab> 4 <ctrl-s>").shows("记录     11-24").hides("第 2 版");
    assert_eq!(sorted(&story.saved()), Some((FileSort::Record, String::new())));
    let story = story.keys("/ jl <enter>").shows("派工单.pdf");
    let story = story.keys("r <tab> <tab> <tab> 1 <ctrl-s>").shows("电子文件 11-24");
    assert_eq!(sorted(&story.saved()), None);
    let story = story.keys("u").shows("记录     11-24");
    assert_eq!(sorted(&story.saved()), Some((FileSort::Record, String::new())));
}

#[test]
fn a_person_without_an_interview_is_told_before_the_file_goes_in() {
    let story =
        with_path("a.pdf").keys("<tab> <tab> 3 <tab> 热线班长 <ctrl-s>").shows("只有访谈才有访谈对象");
    assert!(story.saved().evidence_register().is_empty());
    let story = story.keys("6 <ctrl-s>");
    assert_eq!(sorted(&story.saved()), Some((FileSort::Interview, "热线班长".to_owned())));
}

#[test]
fn a_file_that_somebody_called_a_photo_is_offered_for_a_meeting() {
    let story = with_path("扫描.dat").keys("<ctrl-s> g m p").shows("没有").hides("扫描.dat");
    let story = story.keys("g e r <tab> <tab> <tab> 2 <ctrl-s> g m p").shows("扫描.dat").keys("<enter>");
    let saved = story.saved();
    let photos = saved.meeting(&saved.audits()[0].audit, MeetingKind::Opening).photos;
    assert_eq!(photos.len(), 1);
}
