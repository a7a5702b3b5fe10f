//! A slot in words: `verdict/A-1/gbt27922-2011/5.1.2.2/S-1` is "条款 5.1.2.2 在 S-1 的判定".
//!
//! Knows the slots' paths and no dossier, so things keep their labels here; a screen that has the
//! dossier at hand can say the site's name beside it.

use super::{Lang, Text, words};
use crate::domain::change::{
    AnswerPart, AuditPart, ClientPart, EvidenceTime, MeetingKind, MeetingPart, NcPart,
};

crate::catalogue! {
    OF_CLIENT: "受审查方的{}" | "the client's {}";
    OF_SITE: "场所 {} 的登记" | "the description of site {}";
    OF_CHECKLIST: "采用的检查表 {}" | "the adopted checklist {}";
    OF_AUDIT: "评价 {}" | "audit {}";
    OF_AUDIT_TEXT: "评价 {} 的{}" | "audit {}: {}";
    OF_AUDIT_SITE: "评价 {} 对场所 {} 的安排" | "audit {}: whether site {} is visited";
    OF_MEMBER: "评价 {} 的成员 {}" | "audit {}: team member {}";
    OF_VERDICT: "条款 {} 在 {} 的判定" | "the verdict of {} at {}";
    OF_REMARK: "条款 {} 在 {} 的备注" | "a remark on {} at {}";
    OF_CITATION: "条款 {} 在 {} 引用的证据 {}" | "what {} at {} cites: evidence {}";
    OF_NC: "不符合项 {}" | "nonconformity {}";
    OF_NC_CLASS: "不符合项 {} 的级别" | "the class of nonconformity {}";
    OF_NC_TEXT: "不符合项 {} 的{}" | "nonconformity {}: {}";
    OF_NC_ANSWER: "不符合项 {} 第 {} 轮答复的{}" | "nonconformity {}, answer of round {}: {}";
    OF_NC_LIFE: "不符合项 {} 的进展" | "how far nonconformity {} has come";
    OF_NC_DUE: "不符合项 {} 的期限" | "the due date of nonconformity {}";
    OF_NC_LIKE: "不符合项 {} 在场所 {} 的同类核查" | "the like of nonconformity {} at site {}";
    OF_NC_RECHECK: "不符合项 {} 在评价 {} 的复核" | "nonconformity {} looked at again in audit {}";
    OF_NC_EXTENSION: "不符合项 {} 的第 {} 次延期" | "nonconformity {}: extension {}";
    OF_NC_ESCALATION: "不符合项 {} 期限 {} 的逾期上报" | "nonconformity {}: escalated for the due date {}";
    OF_NC_CITATION: "不符合项 {} 引用的证据 {}" | "nonconformity {} cites evidence {}";
    OF_EVIDENCE: "证据 {}" | "evidence {}";
    OF_WITHDRAWAL: "证据 {} 的撤回" | "the withdrawal of evidence {}";
    OF_FILE_SORT: "证据 {} 的文件种类" | "what the file {} is";
    OF_EVIDENCE_TIME: "证据 {} 的{}" | "evidence {}: {}";
    OF_MEETING: "评价 {} {}的{}" | "audit {}, {}: {}";
    OF_ATTENDEE: "评价 {} {}的到会人员 {}" | "audit {}, {}: attendee {}";
    OF_MEETING_PHOTO: "评价 {} {}的照片 {}" | "audit {}, {}: photo {}";
    OF_SITE_BELOW: "场所 {} 的上级" | "the site above {}";
    OF_SAMPLING_RULE: "评价 {} 的网点抽样规则" | "audit {}: the rule of the sample of outlets";
    OF_DRAW: "评价 {} 的网点抽取" | "audit {}: the draw of outlets";
    OF_VISIT: "到访计划 {}" | "planned visit {}";
    OF_VISIT_OUTCOME: "到访计划 {} 的完成情况" | "what came of planned visit {}";
    OF_GROUND: "特别扣分 {} 的依据 {}" | "that special deduction {} rests on {}";
    OF_BONUS_GROUND: "评价 {} 特别加分的依据 {}" | "that the special bonus of audit {} rests on {}";
    OF_NOTE: "访谈与现场记录 {}" | "note {}";
    OF_NOTE_USE: "记录 {} 转为 {}" | "that note {} became {}";
    OF_SPECIAL: "特别扣分 {}" | "special deduction {}";
    OF_BONUS: "评价 {} 的特别加分" | "the special bonus of audit {}";
}

/// Says in words what a slot holds; a slot of a newer version is given as it is written.
pub fn slot_words(slot: &str, lang: Lang) -> String {
    let segments: Vec<&str> = slot.split('/').collect();
    match segments.as_slice() {
        ["dossier"] => words::DOSSIER.get(lang).to_owned(),
        ["client", part] => OF_CLIENT.with(lang, &[&part_word(part, lang)]),
        ["site", site] => OF_SITE.with(lang, &[site]),
        ["checklist", digest] => OF_CHECKLIST.with(lang, &[&digest.get(..12).unwrap_or(digest)]),
        ["audit", audit] => OF_AUDIT.with(lang, &[audit]),
        ["audit-text", audit, part] => OF_AUDIT_TEXT.with(lang, &[audit, &part_word(part, lang)]),
        ["audit-site", audit, site] => OF_AUDIT_SITE.with(lang, &[audit, site]),
        ["member", audit, member] => OF_MEMBER.with(lang, &[audit, member]),
        ["verdict", _, _, clause, site] => OF_VERDICT.with(lang, &[clause, site]),
        ["remark", _, _, clause, site, _] => OF_REMARK.with(lang, &[clause, site]),
        ["cited-for-item", _, _, clause, site, piece] => OF_CITATION.with(lang, &[clause, site, piece]),
        ["evidence", piece] => OF_EVIDENCE.with(lang, &[piece]),
        ["evidence-withdrawn", piece] => OF_WITHDRAWAL.with(lang, &[piece]),
        ["file-sort", piece] => OF_FILE_SORT.with(lang, &[piece]),
        ["evidence-date", piece, part] => {
            let part = EvidenceTime::parse(part).map_or(*part, |part| part.word().get(lang));
            OF_EVIDENCE_TIME.with(lang, &[piece, &part])
        }
        ["meeting", audit, meeting, part] => {
            let part = MeetingPart::parse(part).map_or(*part, |part| part.word().get(lang));
            OF_MEETING.with(lang, &[audit, &meeting_word(meeting, lang), &part])
        }
        ["attendee", audit, meeting, who] => {
            OF_ATTENDEE.with(lang, &[audit, &meeting_word(meeting, lang), who])
        }
        ["cited-for-meeting", audit, meeting, piece] => {
            OF_MEETING_PHOTO.with(lang, &[audit, &meeting_word(meeting, lang), piece])
        }
        ["site-below", site] => OF_SITE_BELOW.with(lang, &[site]),
        ["draw", audit] => OF_DRAW.with(lang, &[audit]),
        ["sampling-rule", audit] => OF_SAMPLING_RULE.with(lang, &[audit]),
        ["visit", visit] => OF_VISIT.with(lang, &[visit]),
        ["visit-outcome", visit] => OF_VISIT_OUTCOME.with(lang, &[visit]),
        ["special-ground", special, label] => OF_GROUND.with(lang, &[special, label]),
        ["bonus-ground", audit, _, label] => OF_BONUS_GROUND.with(lang, &[audit, label]),
        ["note", note] => OF_NOTE.with(lang, &[note]),
        ["note-use", note, label] => OF_NOTE_USE.with(lang, &[note, label]),
        ["special", special] => OF_SPECIAL.with(lang, &[special]),
        ["bonus", audit, _] => OF_BONUS.with(lang, &[audit]),
        nc => nc_words(nc, lang).unwrap_or_else(|| slot.to_owned()),
    }
}

fn nc_words(segments: &[&str], lang: Lang) -> Option<String> {
    Some(match segments {
        ["nc", nc] => OF_NC.with(lang, &[nc]),
        ["nc-class", nc] => OF_NC_CLASS.with(lang, &[nc]),
        ["nc-text", nc, part] => OF_NC_TEXT.with(lang, &[nc, &part_word(part, lang)]),
        ["nc-answer", nc, round, part] => OF_NC_ANSWER.with(lang, &[nc, round, &part_word(part, lang)]),
        ["nc-life", nc] => OF_NC_LIFE.with(lang, &[nc]),
        ["nc-due", nc] => OF_NC_DUE.with(lang, &[nc]),
        ["nc-like", nc, site] => OF_NC_LIKE.with(lang, &[nc, site]),
        ["nc-recheck", nc, audit] => OF_NC_RECHECK.with(lang, &[nc, audit]),
        ["nc-extension", nc, nth] => OF_NC_EXTENSION.with(lang, &[nc, nth]),
        ["nc-escalation", nc, due] => OF_NC_ESCALATION.with(lang, &[nc, due]),
        ["cited-for-nc", nc, piece] => OF_NC_CITATION.with(lang, &[nc, piece]),
        _ => return None,
    })
}

/// The word for a meeting by its code.
pub fn meeting_word(code: &str, lang: Lang) -> &str {
    MeetingKind::parse(code).map_or(code, |meeting| meeting.word().get(lang))
}

/// The word for a part by its code; the codes of the four sorts of parts do not overlap.
fn part_word(code: &str, lang: Lang) -> &str {
    let words: [fn(&str) -> Option<Text>; 4] = [
        |code| ClientPart::ALL.iter().find(|part| part.code() == code).map(|part| part.word()),
        |code| AuditPart::ALL.iter().find(|part| part.code() == code).map(|part| part.word()),
        |code| NcPart::ALL.iter().find(|part| part.code() == code).map(|part| part.word()),
        |code| AnswerPart::ALL.iter().find(|part| part.code() == code).map(|part| part.word()),
    ];
    words.iter().find_map(|word| word(code)).map_or(code, |word| word.get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::Item;
    use crate::domain::slot::Slot;

    fn item() -> Item {
        Item {
            audit: "A-1".to_owned(),
            standard: "gbt27922-2011".to_owned(),
            clause: "5.1.2.2".to_owned(),
            site: "S-1".to_owned(),
        }
    }

    fn one_of_each_sort() -> Vec<Slot> {
        vec![
            Slot::dossier(),
            Slot::client(ClientPart::Address),
            Slot::site("S-1"),
            Slot::checklist(&"ab".repeat(32)),
            Slot::audit("A-1"),
            Slot::audit_text("A-1", AuditPart::Scope),
            Slot::audit_site("A-1", "S-1"),
            Slot::member("A-1", "M-1"),
            Slot::verdict(&item()),
            Slot::remark(&item(), "R-1"),
            Slot::nc("NC-1"),
            Slot::nc_class("NC-1"),
            Slot::nc_text("NC-1", NcPart::Statement),
            Slot::nc_answer("NC-1", 1, AnswerPart::RootCause),
            Slot::nc_life("NC-1"),
            Slot::nc_extension("NC-1", 1),
            Slot::nc_escalation("NC-1", "2026-12-24"),
            Slot::evidence("E-1"),
            Slot::evidence_withdrawn("E-1"),
            Slot::evidence_date("E-1", EvidenceTime::Capture),
            Slot::file_sort("E-1"),
            Slot::cited_for_item(&item(), "E-1"),
            Slot::cited_for_nc("NC-1", "E-1"),
            Slot::meeting("A-1", MeetingKind::Opening, MeetingPart::CheckedIn),
            Slot::attendee("A-1", MeetingKind::Closing, "P-1"),
            Slot::cited_for_meeting("A-1", MeetingKind::Closing, "E-1"),
            Slot::site_below("S-1"),
            Slot::draw("A-1"),
            Slot::visit("V-1"),
            Slot::visit_outcome("V-1"),
            Slot::named("special-ground/K-1/NC-1"),
            Slot::named("bonus-ground/A-1/gbt27922-2011/E-1"),
            Slot::note("N-1"),
            Slot::note_use("N-1", "E-1"),
            Slot::special("SD-1"),
            Slot::bonus("A-1", "gbt27922-2011"),
        ]
    }

    #[test]
    fn every_sort_of_slot_has_words_in_both_languages() {
        for slot in one_of_each_sort() {
            for lang in [Lang::Zh, Lang::En] {
                let said = slot_words(slot.as_str(), lang);
                assert!(!said.contains('/') && !said.contains("{}"), "{slot}: {said}");
            }
        }
        assert_eq!(
            slot_words("verdict/A-1/gbt27922-2011/5.1.2.2/S-1", Lang::Zh),
            "条款 5.1.2.2 在 S-1 的判定"
        );
        assert_eq!(
            slot_words("nc-answer/NC-1/2/root-cause", Lang::Zh),
            "不符合项 NC-1 第 2 轮答复的原因分析"
        );
        assert_eq!(slot_words("hologram/H-1", Lang::En), "hologram/H-1");
    }

    #[test]
    fn no_code_of_a_part_means_two_things() {
        let mut codes: Vec<&str> = ClientPart::ALL.iter().map(|part| part.code()).collect();
        codes.extend(AuditPart::ALL.iter().map(|part| part.code()));
        codes.extend(NcPart::ALL.iter().map(|part| part.code()));
        codes.extend(AnswerPart::ALL.iter().map(|part| part.code()));
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all);
    }
}
