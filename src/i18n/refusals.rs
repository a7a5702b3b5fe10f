//! The domain's polite no in one sentence: what is missing, and what to do.

use super::slots::slot_words;
use super::values::due_span;
use super::{Lang, checklists, words};
use crate::domain::change::{Class, Method, Step};
use crate::domain::fault::Fault;
use crate::domain::nonconformity::may_follow;
use crate::domain::refusal::Refusal;

crate::catalogue! {
    NOT_STARTED:
        "档案还没有建立：请先写下受审查方名称，再作其他记录。" |
        "The dossier has not been started: name the client first, then record the rest.";
    ALREADY_STARTED:
        "档案已经建立，不能再建一次：要改名称，请修改受审查方信息。" |
        "The dossier has been started already: to change the name, edit the client's particulars.";
    UNKNOWN_AUDIT:
        "档案里没有评价 {}：请核对编号，或先建立这次评价。" |
        "The dossier has no audit {}: check the label, or open the audit first.";
    UNKNOWN_SITE:
        "档案里没有场所 {}：请核对编号，或先登记这个场所。" |
        "The dossier has no site {}: check the label, or describe the site first.";
    NO_NEXT_AUDIT:
        "{} 要到下次评价时才验证，档案里还没有下一次评价：现在验证请选书面或现场验证，否则留到下次评价。"
        | "{} is to be verified at the next audit, and there is none in the dossier yet: verify it on documents or on site now, or leave it until then.";
    OWN_SITE:
        "不符合项就是在场所 {} 开出的：同类核查请选其他场所。" |
        "The nonconformity was raised at site {} itself: check another site for the like of it.";
    DECIDED_CONFLICT:
        "{}是对冲突的裁定，不能撤销：裁定错了请直接改写，不能再改的（如已结束的不符合项）请另开一项。" |
        "It is not possible to undo {}, which decided a conflict: change it directly if it is wrong, and where nothing can be changed any more, as of a nonconformity that has ended, begin another.";
    BAD_YEAR:
        "“{}”不是四位数字的年度：请写成 2026 这样。" |
        "“{}” is no year of four digits: write it like 2026.";
    OTHER_PLACE:
        "这会是该不符合项的第 {} 步：请改正 nth，或不写，由程序填写。" |
        "This would be step {} in the life of the nonconformity: correct nth, or leave it out to have it filled in.";
    ACKNOWLEDGES_OTHER:
        "{} 现在的级别或事实描述与所写的确认内容不同：请就现在的内容再请受审查方确认，或不写 acknowledges，由程序填写。" |
        "The class or statement of {} is not what is said to be acknowledged: ask the client again about what stands, or leave acknowledges out to have it filled in.";
    SITE_NOT_VISITED:
        "场所 {} 不在本次评价之内：请换一个场所，或先把它列入受审场所。" |
        "Site {} is not visited in this audit: take another site, or choose it for the audit first.";
    UNKNOWN_STANDARD:
        "本次评价不依据 {}：请选本次评价采用的检查表。" |
        "This audit does not judge by {}: take one of the audit's own checklists.";
    NOT_A_LEAF:
        "{} 不是检查表中的末级指标：请选编号到末级的条款。" |
        "{} is not a leaf of the checklist: take a clause of the last level.";
    UNKNOWN_CLAUSE:
        "检查表中没有条款 {}：请核对条款号。" |
        "The checklist has no clause {}: check the number.";
    CLAUSE_NOT_WALKED:
        "条款 {} 不在场所 {} 的检查范围内：请换一个场所，或先扩大该场所的检查条款。" |
        "Clause {} is not walked at site {}: take another site, or widen the clauses of this one first.";
    MAY_NOT_SAMPLE:
        "指标 {} 不按样本计分：请判符合或不符合。" |
        "Indicator {} is not judged by samples: judge it conform or nonconform.";
    MAY_NOT_DELETE:
        "指标 {} 不允许删减：请判符合或不符合，未查的留作未评。" |
        "Indicator {} cannot be deleted: judge it conform or nonconform, or leave it open.";
    REASON_MISSING:
        "还缺理由：请写明理由再保存。" |
        "The reason is missing: write it down, then save.";
    SAMPLE_EMPTY:
        "抽样至少要有一件：请填写查看了多少件。" |
        "A sample needs at least one piece: say how many were looked at.";
    MORE_FAILED:
        "不符合 {} 件，多于抽查的 {} 件：请核对这两个数。" |
        "{} failed, more than the {} looked at: check the two figures.";
    MORE_SAMPLED:
        "抽查 {} 件，多于总体 {} 件：请核对这两个数。" |
        "{} were looked at, more than the {} there are: check the two figures.";
    SAMPLES_DISAGREE:
        "样本明细与抽查数、不符合数对不上：请核对样本编号和不符合标记。" |
        "The samples written down do not agree with the counts: check their numbers and which of them failed.";
    TEXT_MISSING:
        "这一项不能空着：请填写后再保存。" |
        "This cannot be left empty: fill it in, then save.";
    TEXT_TOO_LONG:
        "内容太长（{} KB，最多 {} KB）：请删短，或存成文件作为证据登记。" |
        "The text is too long ({} KB, at most {} KB): shorten it, or register it as a file in evidence.";
    CONTROL_CHARACTER:
        "内容里有控制字符：请删去后再保存，粘贴来的文字常带有这类字符。" |
        "The text holds a control character: take it out, then save; pasted text often brings some.";
    BAD_LABEL:
        "“{}”不能作编号：请只用字母、数字、连字符、点和下划线，1 至 64 个。" |
        "“{}” cannot be a label: use 1 to 64 letters, digits, hyphens, dots and underscores only.";
    BAD_DATE:
        "“{}”不是日期：请写成年-月-日，例如 2026-03-09。" |
        "“{}” is not a date: write year-month-day, such as 2026-03-09.";
    BAD_DIGEST:
        "SHA-256 值 {} 不对或与内容不符：请重新计算后再登记。" |
        "The SHA-256 {} is malformed or not that of the content: compute it again, then register.";
    BROKEN_CHECKLIST:
        "检查表有错，不能采用（{}）：请先用 onsite checklist lint 找出并改正。" |
        "The checklist has faults and cannot be adopted ({}): find and mend them with onsite checklist lint.";
    FAULT_IN_LINE:
        "第 {} 行，{}" |
        "line {}, {}";
    NO_CRITERIA:
        "这次评价还没有检查表：请至少选一个。" |
        "The audit has no checklist yet: choose at least one.";
    UNKNOWN_CHECKLIST:
        "档案还没有采用检查表 {}：请先采用，再建立评价。" |
        "The dossier has not adopted checklist {}: adopt it first, then open the audit.";
    UNKNOWN_NC:
        "档案里没有不符合项 {}：请核对编号。" |
        "The dossier has no nonconformity {}: check the label.";
    NO_CLAUSE:
        "不符合项还没有条款：请至少写一个条款号。" |
        "The nonconformity names no clause: give at least one.";
    CLAUSE_TWICE:
        "条款 {} 写了两次：每个条款只写一次。" |
        "Clause {} is named twice: name each one once.";
    DUE_BEFORE_RAISED:
        "期限 {} 不晚于开出日期 {}：请写一个更晚的日期。" |
        "The due date {} is not later than {}, when it was raised: give a later date.";
    DUE_MISCOUNTED:
        "期限 {} 不是开出日期 {} 之后的 {}：请核对日期、天数和日的种类。" |
        "The due date {} of what was raised on {} does not lie {} after that: check the date, the number and the sort of days.";
    DUE_OTHER_CLASS:
        "不符合项 {} 现为{}，这个期限是按{}算的，不会生效：请按现在的级别确定期限，或先改级别。" |
        "Nonconformity {} is {}, and this due date was counted for {} and would have no effect: give one for its class, or change the class first.";
    DONE_BEFORE_RAISED:
        "完成期限 {} 早于开出日期 {}：请核对年份，写一个不早于开出的日期。" |
        "The date of completion {} lies before {}, when it was raised: check the year, and give a date that is not earlier.";
    NC_MOVED:
        "不符合项 {} 已经开出，条款和场所不能再改：请撤回它，另开一项。" |
        "Nonconformity {} has been raised, its clauses and site cannot change: withdraw it and raise another.";
    CLASS_MISSING:
        "不符合项还没有定级：请先定为严重、一般或观察项。" |
        "The nonconformity has no class yet: make it major, minor or an observation first.";
    STATEMENT_MISSING:
        "还缺不符合事实描述：请写明地点、时间、样本、所见事实和所依据的要求。" |
        "The statement is missing: write where, when, which sample, what was seen and what is demanded.";
    STEP_NOT_POSSIBLE:
        "不符合项现在是“{}”，不能记为“{}”：下一步可以是{}。" |
        "The nonconformity stands at “{}” and cannot become “{}”: what may come next is {}.";
    STEP_ENDED:
        "不符合项现在是“{}”，不能再记为“{}”：如有新的问题，请另开一项。" |
        "The nonconformity is “{}” and cannot become “{}”: if there is something new, raise another.";
    ANSWER_INCOMPLETE:
        "第 {} 轮答复还缺{}：请补齐后再提交。" |
        "The answer of round {} lacks {}: complete it, then hand it in.";
    WRONG_ROUND:
        "现在是第 {} 轮答复，不是第 {} 轮：请改写轮次。" |
        "The open round of answers is {}, not {}: correct the round.";
    ROUND_NOT_OPEN:
        "第 {} 轮答复现在不能改：已提交的等审查员接受或退回，尚未开始的等上一步完成。" |
        "The answer of round {} cannot be changed now: once handed in it waits to be accepted or rejected.";
    NC_ENDED:
        "不符合项 {} 已关闭或撤回，不能再改：如有新的问题，请另开一项。" |
        "Nonconformity {} is closed or withdrawn and stays as it is: if there is something new, raise another.";
    ONLY_LEAD:
        "不符合项 {} 只能由组长撤回，组长是{}，现在的记录人是{}：请由组长撤回，用 --by 写明姓名。" |
        "Nonconformity {} is withdrawn by the lead alone, who is {}, and {} records now: let the lead do it, named by --by.";
    NOT_TO_RECHECK:
        "不符合项 {} 不需要复核：只复核以往评价中已关闭的不符合项，未关闭的按其步骤验证。" |
        "Nonconformity {} is not to be looked at again: only closed ones of earlier audits are; others are verified by their own steps.";
    WRONG_EXTENSION:
        "延期要依次办理：请记为第 {} 次延期。" |
        "Extensions come one after the other: record it as extension {}.";
    NO_MORE_EXTENSIONS:
        "期限已延长两次，不能再延：请完成整改，或由组长决定如何处理。" |
        "The due date was extended twice already: complete the action, or let the lead decide.";
    DUE_NOT_LATER:
        "{} 不比原期限晚，或该项没有期限：请写一个更晚的日期。" |
        "{} is not later than the present due date, or there is none to extend: give a later date.";
    NOTHING_DUE:
        "不符合项 {} 没有期限，不会逾期，不能上报：观察项不要求答复，未定级的请先定级。" |
        "Nonconformity {} has no due date to be missed and is not escalated: an observation asks for no answer, and one without a class is classed first.";
    NOT_OVERDUE:
        "{} 当天还没有逾期，期限是 {}：过了期限才能上报。" |
        "It was not overdue on {}, the due date being {}: escalate it once that has passed.";
    OTHER_DUE:
        "这一项的期限是 {}，没有 {}：请改写期限。" |
        "The due date of the nonconformity is {} and not {}: correct it.";
    RECIPIENT_MISSING:
        "没有写上报给谁：请写明部门、职务或姓名。" |
        "To whom it was escalated is missing: write a body, a function or a name.";
    PERSON_MISSING:
        "没有写由谁上报：请写明职务或姓名。" |
        "Who escalated it is missing: write a function or a name.";
    DAY_TO_COME:
        "{} 还没有到：请写实际上报的日期。" |
        "The day {} is still to come: write the day on which it was done.";
    UNKNOWN_EVIDENCE:
        "档案里没有证据 {}：请核对编号，或先登记。" |
        "The dossier has no evidence {}: check the label, or register it first.";
    EVIDENCE_WITHDRAWN:
        "证据 {} 已撤回，不能再用：请另登记一份。" |
        "Evidence {} was withdrawn and cannot be used: register another piece.";
    BAD_TIME:
        "“{}”不是时间：请写成时:分，或年-月-日 时:分，例如 2026-03-09 09:30。" |
        "“{}” is not a time: write hour:minute, or year-month-day hour:minute, such as 2026-03-09 09:30.";
    NO_FILE:
        "证据 {} 不是电子文件，它的种类就是所登记的内容：请修订内容。" |
        "Evidence {} is no file, what it is follows from its content: revise that.";
    PERSON_NOT_ASKED:
        "只有访谈才有访谈对象：请把种类改为访谈，或删去访谈对象。" |
        "A person is asked in an interview only: make it an interview, or take the person out.";
    BAD_WHEN:
        "“{}”不能作证据的日期或时间：请写成 2026-03-09、2026-03-09T09:30 或 2026-03-09T09:30:00+08:00，年份在 1900 至 2999 之间。" |
        "“{}” cannot be the date or time of evidence: write 2026-03-09, 2026-03-09T09:30 or 2026-03-09T09:30:00+08:00, of a year from 1900 to 2999.";
    BAD_MOMENT:
        "“{}”不是带时区的时间：请写成 2026-03-09T09:30:00+08:00 的形式（RFC 3339）。" |
        "“{}” is not a time with its offset: write it like 2026-03-09T09:30:00+08:00 (RFC 3339).";
    ENDS_BEFORE_IT_STARTS:
        "结束时间早于开始时间：请核对这两个时间。" |
        "It ends before it starts: check the two times.";
    TOO_MANY_PHOTOS:
        "签到照片最多 {} 张：请先取消一张，再换上这张。" |
        "A check-in has at most {} photos: take one off first, then link this one.";
    SITE_BELOW_ITSELF:
        "场所 {} 不能归到自己或自己的下级场所之下：请选另一个上级。" |
        "Site {} cannot lie below itself or a site of its own: choose another one above it.";
    BAD_SEED:
        "“{}”不是随机种子：请写 16 位十六进制数（0-9、a-f）。" |
        "“{}” is not a seed: write 16 hexadecimal digits (0-9, a-f).";
    NO_OUTLETS:
        "还没有登记服务网点，无从抽取：请先登记场所。" |
        "There are no outlets to draw from: describe the sites first.";
    DRAW_DIFFERS:
        "抽取结果与种子和现有网点对不上：请重新抽取。" |
        "The draw is not what its seed gives out of the present outlets: draw again.";
    BAD_SAMPLING_RULE:
        "抽样规则不能用：percent 为 1 至 1000，at_random 为 1 至 100，basis 为 sourced 时须写 source。" |
        "The rule of sampling cannot be used: percent is 1 to 1000, at_random 1 to 100, and a source is named where basis is sourced.";
    TOO_FEW_AT_RANDOM:
        "至少要随机抽取 {} 个网点，现在只有 {} 个：请增加抽取数，或减少自选的网点。" |
        "At least {} outlets are drawn at random, here {}: draw more, or choose fewer by hand.";
    UNKNOWN_VISIT:
        "到访计划里没有 {} 这一行：请核对编号。" |
        "The visit plan has no line {}: check the label.";
    UNKNOWN_SPECIAL:
        "档案里没有特别扣分 {}：请核对编号。" |
        "The dossier has no special deduction {}: check the label.";
    NO_BONUS:
        "还没有给特别加分：请先写下加分的事实。" |
        "The bonus was not given yet: write down its facts first.";
    UNKNOWN_NOTE:
        "档案里没有访谈记录 {}：请核对编号。" |
        "The dossier has no note {}: check the label.";
    NO_SPECIAL_ITEMS:
        "检查表 {} 没有特别扣分和特别加分：请写成不符合项或备注。" |
        "Checklist {} knows no special deductions or bonus: write a nonconformity or a remark instead.";
    NOTHING_TO_CLEAR:
        "“{}”没有内容可删：请核对所选的位置。" |
        "Nothing stands in {} to be cleared: check the place that was named.";
    NOT_CLEARABLE:
        "“{}”不能删除，也不能撤销：请改写它。" |
        "It is not possible to delete or undo {}: change it instead.";
    AUDIT_NOT_CLEARABLE:
        "“{}”建立后不能删除，也不能撤销：里面没有记录时，它不影响别次评价的得分。" |
        "It is not possible to delete or undo {} once it is opened: as long as nothing is recorded in it, no other audit's score changes by it.";
    NC_NOT_CLEARABLE:
        "“{}”不能删除：请改写它，或由组长写明理由撤回该不符合项。" |
        "It is not possible to delete {}: change it instead, or have the lead withdraw the nonconformity with a reason.";
    WITHDRAWN_INSTEAD:
        "证据 {} 不能删除：请写明理由撤回它（evidence-withdrawn）。" |
        "Evidence {} is not cleared: withdraw it with a reason (evidence-withdrawn).";
    RESTS_ON_IT:
        "“{}”还有 {} 项记录以它为据（{}），不能删除：请先改写或撤回那些记录，或改写它本身。" |
        "It is not possible to clear {}, for {} records rest on it ({}): change or withdraw those first, or change it instead.";
    NEWER:
        "这里有新版本 onsite 记录的内容（{}），本版本只能查看：请升级后再改。" |
        "A newer onsite recorded something here ({}), which this one only shows: upgrade to change it.";
    DECIDE_FIRST:
        "“{}”意见不一：请先裁定采用哪一个，再继续。" |
        "Opinions differ on {}: decide first which of them stands, then go on.";
    CHANGED_SINCE:
        "{}此后又有改动，不能撤销或重做：请直接改写。" |
        "It is too late to undo or redo {}, which has been changed since: change it directly.";
    NOTHING_TO_UNDO:
        "没有可以撤销或重做的记录：只能撤销这次打开以来所记的，更早的请直接改写。" |
        "There is nothing to undo or redo: only what was recorded since the dossier was opened can be; change what is older directly.";
}

/// Says a refusal in one sentence: what is missing or wrong, and what to do about it.
pub fn refusal(refusal: &Refusal, lang: Lang) -> String {
    match refusal {
        Refusal::NotStarted => NOT_STARTED.get(lang).to_owned(),
        Refusal::AlreadyStarted => ALREADY_STARTED.get(lang).to_owned(),
        Refusal::UnknownAudit(audit) => UNKNOWN_AUDIT.with(lang, &[audit]),
        Refusal::UnknownSite(site) => UNKNOWN_SITE.with(lang, &[site]),
        Refusal::OwnSite(site) => OWN_SITE.with(lang, &[site]),
        Refusal::NoNextAudit(nc) => NO_NEXT_AUDIT.with(lang, &[nc]),
        Refusal::DecidedConflict(slot) => DECIDED_CONFLICT.with(lang, &[&slot_words(slot, lang)]),
        Refusal::BadYear(year) => BAD_YEAR.with(lang, &[year]),
        Refusal::OtherPlace { nth } => OTHER_PLACE.with(lang, &[nth]),
        Refusal::AcknowledgesOther(nc) => ACKNOWLEDGES_OTHER.with(lang, &[nc]),
        Refusal::SiteNotVisited(site) => SITE_NOT_VISITED.with(lang, &[site]),
        Refusal::UnknownStandard(standard) => UNKNOWN_STANDARD.with(lang, &[standard]),
        Refusal::NotALeaf(clause) => NOT_A_LEAF.with(lang, &[clause]),
        Refusal::UnknownClause(clause) => UNKNOWN_CLAUSE.with(lang, &[clause]),
        Refusal::ClauseNotWalked { clause, site } => CLAUSE_NOT_WALKED.with(lang, &[clause, site]),
        Refusal::MayNotSample(clause) => MAY_NOT_SAMPLE.with(lang, &[clause]),
        Refusal::MayNotDelete(clause) => MAY_NOT_DELETE.with(lang, &[clause]),
        Refusal::ReasonMissing => REASON_MISSING.get(lang).to_owned(),
        Refusal::SampleEmpty => SAMPLE_EMPTY.get(lang).to_owned(),
        Refusal::MoreFailedThanSampled { sampled, failed } => MORE_FAILED.with(lang, &[failed, sampled]),
        Refusal::MoreSampledThanExist { sampled, population } => {
            MORE_SAMPLED.with(lang, &[sampled, population])
        }
        Refusal::SamplesDisagree => SAMPLES_DISAGREE.get(lang).to_owned(),
        Refusal::TextMissing => TEXT_MISSING.get(lang).to_owned(),
        Refusal::TextTooLong { limit, got } => {
            TEXT_TOO_LONG.with(lang, &[&got.div_ceil(1024), &(limit / 1024)])
        }
        Refusal::ControlCharacter => CONTROL_CHARACTER.get(lang).to_owned(),
        Refusal::BadLabel(label) => BAD_LABEL.with(lang, &[&shortened(label)]),
        Refusal::BadDate(date) => BAD_DATE.with(lang, &[&shortened(date)]),
        Refusal::BadDigest(digest) => BAD_DIGEST.with(lang, &[&shortened(digest)]),
        Refusal::BrokenChecklist(faults) => BROKEN_CHECKLIST.with(lang, &[&first_fault(faults, lang)]),
        Refusal::NoCriteria => NO_CRITERIA.get(lang).to_owned(),
        Refusal::UnknownChecklist(checklist) => UNKNOWN_CHECKLIST.with(lang, &[checklist]),
        Refusal::UnknownEvidence(piece) => UNKNOWN_EVIDENCE.with(lang, &[piece]),
        Refusal::EvidenceWithdrawn(piece) => EVIDENCE_WITHDRAWN.with(lang, &[piece]),
        Refusal::BadMoment(time) => BAD_MOMENT.with(lang, &[&shortened(time)]),
        Refusal::BadTime(time) => BAD_TIME.with(lang, &[&shortened(time)]),
        Refusal::NoFile(piece) => NO_FILE.with(lang, &[piece]),
        Refusal::PersonNotAsked => PERSON_NOT_ASKED.get(lang).to_owned(),
        Refusal::BadWhen(time) => BAD_WHEN.with(lang, &[&shortened(time)]),
        Refusal::EndsBeforeItStarts => ENDS_BEFORE_IT_STARTS.get(lang).to_owned(),
        Refusal::TooManyPhotos(most) => TOO_MANY_PHOTOS.with(lang, &[most]),
        Refusal::SiteBelowItself(site) => SITE_BELOW_ITSELF.with(lang, &[site]),
        Refusal::BadSamplingRule => BAD_SAMPLING_RULE.get(lang).to_owned(),
        Refusal::BadSeed(seed) => BAD_SEED.with(lang, &[&shortened(seed)]),
        Refusal::NoOutlets => NO_OUTLETS.get(lang).to_owned(),
        Refusal::DrawDiffers => DRAW_DIFFERS.get(lang).to_owned(),
        Refusal::TooFewAtRandom { least, got } => TOO_FEW_AT_RANDOM.with(lang, &[least, got]),
        Refusal::UnknownVisit(visit) => UNKNOWN_VISIT.with(lang, &[visit]),
        Refusal::UnknownSpecial(special) => UNKNOWN_SPECIAL.with(lang, &[special]),
        Refusal::NoBonus => NO_BONUS.get(lang).to_owned(),
        Refusal::UnknownNote(note) => UNKNOWN_NOTE.with(lang, &[note]),
        Refusal::NoSpecialItems(standard) => NO_SPECIAL_ITEMS.with(lang, &[standard]),
        Refusal::NothingToClear(slot) => NOTHING_TO_CLEAR.with(lang, &[&slot_words(slot, lang)]),
        Refusal::NotClearable(slot) => {
            let text = match slot.split('/').next() {
                Some("audit") => AUDIT_NOT_CLEARABLE,
                Some(sort) if sort.starts_with("nc") => NC_NOT_CLEARABLE,
                _ => NOT_CLEARABLE,
            };
            text.with(lang, &[&slot_words(slot, lang)])
        }
        Refusal::WithdrawnInstead(piece) => WITHDRAWN_INSTEAD.with(lang, &[piece]),
        Refusal::RestsOnIt { slot, by } => {
            RESTS_ON_IT.with(lang, &[&slot_words(slot, lang), &by.len(), &some_of(by, lang)])
        }
        Refusal::Newer(kind) => NEWER.with(lang, &[kind]),
        Refusal::DecideFirst(slot) => DECIDE_FIRST.with(lang, &[&slot_words(slot, lang)]),
        Refusal::ChangedSince(slot) => CHANGED_SINCE.with(lang, &[&slot_words(slot, lang)]),
        Refusal::NothingToUndo => NOTHING_TO_UNDO.get(lang).to_owned(),
        Refusal::UnknownNc(_)
        | Refusal::NoClause
        | Refusal::NcMoved(_)
        | Refusal::ClauseTwice(_)
        | Refusal::DueBeforeRaised { .. }
        | Refusal::DoneBeforeRaised { .. }
        | Refusal::ClassMissing
        | Refusal::StatementMissing
        | Refusal::StepNotPossible { .. }
        | Refusal::AnswerIncomplete { .. }
        | Refusal::WrongRound { .. }
        | Refusal::NcEnded(_)
        | Refusal::NotToRecheck(_)
        | Refusal::WrongExtension { .. }
        | Refusal::DueNotLater(_)
        | Refusal::DueMiscounted { .. }
        | Refusal::DueOtherClass { .. }
        | Refusal::NothingDue(_)
        | Refusal::NotOverdue { .. }
        | Refusal::OnlyLead { .. }
        | Refusal::OtherDue { .. }
        | Refusal::RecipientMissing
        | Refusal::PersonMissing
        | Refusal::DayToCome(_) => nc_refusal(refusal, lang),
    }
}

/// Says a refusal about a nonconformity; empty for any other.
fn nc_refusal(refusal: &Refusal, lang: Lang) -> String {
    match refusal {
        Refusal::UnknownNc(nc) => UNKNOWN_NC.with(lang, &[nc]),
        Refusal::NoClause => NO_CLAUSE.get(lang).to_owned(),
        Refusal::ClauseTwice(clause) => CLAUSE_TWICE.with(lang, &[clause]),
        Refusal::DueBeforeRaised { due, raised } => DUE_BEFORE_RAISED.with(lang, &[due, raised]),
        Refusal::DoneBeforeRaised { done, raised } => DONE_BEFORE_RAISED.with(lang, &[done, raised]),
        Refusal::NcMoved(nc) => NC_MOVED.with(lang, &[nc]),
        Refusal::ClassMissing => CLASS_MISSING.get(lang).to_owned(),
        Refusal::StatementMissing => STATEMENT_MISSING.get(lang).to_owned(),
        Refusal::StepNotPossible { class, from, step } => {
            step_not_possible(*class, from.as_ref(), step, lang)
        }
        Refusal::AnswerIncomplete { round, missing } => {
            let missing: Vec<&str> = missing.iter().map(|part| part.word().get(lang)).collect();
            ANSWER_INCOMPLETE.with(lang, &[round, &listed(&missing, lang)])
        }
        Refusal::WrongRound { expected, got } if expected == got => ROUND_NOT_OPEN.with(lang, &[got]),
        Refusal::WrongRound { expected, got } => WRONG_ROUND.with(lang, &[expected, got]),
        Refusal::NotToRecheck(nc) => NOT_TO_RECHECK.with(lang, &[nc]),
        Refusal::NcEnded(nc) => NC_ENDED.with(lang, &[nc]),
        Refusal::WrongExtension { next: Some(next) } => WRONG_EXTENSION.with(lang, &[next]),
        Refusal::WrongExtension { next: None } => NO_MORE_EXTENSIONS.get(lang).to_owned(),
        Refusal::DueMiscounted { due, raised, days, unit } => {
            let span = due_span(u64::from(*days), *unit, lang);
            DUE_MISCOUNTED.with(lang, &[due, raised, &span])
        }
        Refusal::DueOtherClass { nc, class, got } => {
            DUE_OTHER_CLASS.with(lang, &[nc, &class.word().get(lang), &got.word().get(lang)])
        }
        Refusal::DueNotLater(due) => DUE_NOT_LATER.with(lang, &[due]),
        Refusal::NothingDue(nc) => NOTHING_DUE.with(lang, &[nc]),
        Refusal::NotOverdue { due, date } => NOT_OVERDUE.with(lang, &[date, due]),
        Refusal::OnlyLead { nc, leads, by } => {
            ONLY_LEAD.with(lang, &[nc, &leads.join(lang.pick("、", ", ")), by])
        }
        Refusal::OtherDue { standing, got } => {
            OTHER_DUE.with(lang, &[&standing.join(lang.pick("、", ", ")), got])
        }
        Refusal::RecipientMissing => RECIPIENT_MISSING.get(lang).to_owned(),
        Refusal::PersonMissing => PERSON_MISSING.get(lang).to_owned(),
        Refusal::DayToCome(date) => DAY_TO_COME.with(lang, &[date]),
        _ => String::new(),
    }
}

/// Names the steps that are possible instead, as the domain itself decides them.
fn step_not_possible(class: Option<Class>, from: Option<&Step>, step: &Step, lang: Lang) -> String {
    let stands = from.map_or(words::RAISED, Step::word).get(lang);
    let possible: Vec<&str> = one_of_each_step(from)
        .iter()
        .filter(|next| may_follow(from, class, next))
        // Once more only after what was acknowledged was changed.
        .filter(|next| !matches!((from, next), (Some(Step::Acknowledged { .. }), Step::Acknowledged { .. })))
        .map(|next| next.word().get(lang))
        .collect();
    if possible.is_empty() {
        return STEP_ENDED.with(lang, &[&stands, &step.word().get(lang)]);
    }
    STEP_NOT_POSSIBLE.with(lang, &[&stands, &step.word().get(lang), &listed(&possible, lang)])
}

fn one_of_each_step(from: Option<&Step>) -> Vec<Step> {
    let text = String::new;
    let round = match from {
        Some(Step::Answered { round } | Step::Accepted { round } | Step::Rejected { round, .. }) => *round,
        _ => 0,
    };
    vec![
        Step::Acknowledged { person: text() },
        Step::Disputed { person: text(), words: text() },
        Step::Answered { round: round + 1 },
        Step::Accepted { round },
        Step::Rejected { round, reason: text() },
        Step::CarriedOut { facts: text() },
        Step::Verified { method: Method::Documents, effective: true, facts: text() },
        Step::Verified { method: Method::Documents, effective: false, facts: text() },
        Step::Closed,
        Step::Withdrawn { reason: text() },
    ]
}

fn listed(words: &[&str], lang: Lang) -> String {
    words.join(lang.pick("、", ", "))
}

/// Where the first fault is and what; lint tells the others.
fn first_fault(faults: &[Fault], lang: Lang) -> String {
    let Some(first) = faults.first() else { return String::new() };
    let said = checklists::fault(first, lang);
    FAULT_IN_LINE.with(
        lang,
        &[&first.line, &said.trim_end_matches(['。', '.']).replace('：', "，").replace(": ", ", ")],
    )
}

/// The first of some slots in words: there may be hundreds.
fn some_of(slots: &[String], lang: Lang) -> String {
    const MOST: usize = 3;
    let words: Vec<String> = slots.iter().take(MOST).map(|slot| slot_words(slot, lang)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let more = if slots.len() > MOST { "…" } else { "" };
    format!("{}{more}", listed(&words, lang))
}

/// What was typed, as far as it fits into a sentence.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut short: String = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if text.chars().count() > LONGEST {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::AnswerPart;
    use crate::domain::change::DayUnit;
    use crate::domain::fault;

    /// One of each; that none has no sentence at all is checked by the compiler.
    fn one_of_each() -> Vec<Refusal> {
        let label = || "X-1".to_owned();
        let slot = || "verdict/A-1/gbt27922-2011/5.1.2.2/S-1".to_owned();
        let step = |from| Refusal::StepNotPossible { class: None, from, step: Step::Answered { round: 3 } };
        vec![
            Refusal::NotStarted,
            Refusal::AlreadyStarted,
            Refusal::UnknownAudit(label()),
            Refusal::UnknownSite(label()),
            Refusal::OwnSite(label()),
            Refusal::NoNextAudit(label()),
            Refusal::DecidedConflict("client/phone".to_owned()),
            Refusal::BadYear(-5),
            Refusal::OtherPlace { nth: 2 },
            Refusal::AcknowledgesOther(label()),
            Refusal::SiteNotVisited(label()),
            Refusal::UnknownStandard(label()),
            Refusal::NotALeaf(label()),
            Refusal::UnknownClause(label()),
            Refusal::ClauseNotWalked { clause: "5.1.1.1".to_owned(), site: label() },
            Refusal::MayNotSample(label()),
            Refusal::MayNotDelete(label()),
            Refusal::ReasonMissing,
            Refusal::SampleEmpty,
            Refusal::MoreFailedThanSampled { sampled: 3, failed: 5 },
            Refusal::MoreSampledThanExist { sampled: 5, population: 3 },
            Refusal::SamplesDisagree,
            Refusal::TextMissing,
            Refusal::TextTooLong { limit: 65_536, got: 10_000_000 },
            Refusal::ControlCharacter,
            Refusal::BadLabel("/".repeat(300)),
            Refusal::BadDate("tomorrow".to_owned()),
            Refusal::BadDigest(label()),
            Refusal::BrokenChecklist(vec![Fault::new(3, fault::Kind::NotAFile, [] as [&str; 0])]),
            Refusal::NoCriteria,
            Refusal::UnknownChecklist(label()),
            Refusal::UnknownNc(label()),
            Refusal::NoClause,
            Refusal::NcMoved(label()),
            Refusal::ClauseTwice("5.1.1.1".to_owned()),
            Refusal::DueBeforeRaised { due: "2026-01-01".to_owned(), raised: "2026-01-02".to_owned() },
            Refusal::DueMiscounted {
                due: "2026-01-01".to_owned(),
                raised: "2025-12-01".to_owned(),
                days: 5,
                unit: DayUnit::Calendar,
            },
            Refusal::DueOtherClass { nc: label(), class: Class::Minor, got: Class::Major },
            Refusal::DoneBeforeRaised { done: "2026-01-01".to_owned(), raised: "2026-01-02".to_owned() },
            Refusal::ClassMissing,
            Refusal::StatementMissing,
            step(None),
            step(Some(Step::Accepted { round: 1 })),
            step(Some(Step::Closed)),
            Refusal::AnswerIncomplete { round: 1, missing: AnswerPart::ALL.to_vec() },
            Refusal::WrongRound { expected: 2, got: 1 },
            Refusal::WrongRound { expected: 1, got: 1 },
            Refusal::NcEnded(label()),
            Refusal::NotToRecheck(label()),
            Refusal::WrongExtension { next: Some(2) },
            Refusal::WrongExtension { next: None },
            Refusal::DueNotLater("2026-01-01".to_owned()),
            Refusal::NothingDue(label()),
            Refusal::NotOverdue { due: "2026-01-01".to_owned(), date: "2025-12-31".to_owned() },
            Refusal::OnlyLead { nc: label(), leads: vec![label()], by: label() },
            Refusal::OtherDue { standing: vec!["2026-01-01".to_owned()], got: "2026-01-02".to_owned() },
            Refusal::RecipientMissing,
            Refusal::PersonMissing,
            Refusal::DayToCome("2026-01-01".to_owned()),
            Refusal::UnknownEvidence(label()),
            Refusal::EvidenceWithdrawn(label()),
            Refusal::BadTime(label()),
            Refusal::BadMoment(label()),
            Refusal::EndsBeforeItStarts,
            Refusal::TooManyPhotos(3),
            Refusal::SiteBelowItself(label()),
            Refusal::BadSamplingRule,
            Refusal::BadSeed(label()),
            Refusal::NoOutlets,
            Refusal::DrawDiffers,
            Refusal::TooFewAtRandom { least: 2, got: 1 },
            Refusal::UnknownVisit(label()),
            Refusal::UnknownSpecial(label()),
            Refusal::NoBonus,
            Refusal::UnknownNote(label()),
            Refusal::NoSpecialItems(label()),
            Refusal::NothingToClear(slot()),
            Refusal::NotClearable(slot()),
            Refusal::WithdrawnInstead(label()),
            Refusal::RestsOnIt { slot: "site/S-1".to_owned(), by: vec![slot(), slot()] },
            Refusal::Newer("hologram".to_owned()),
            Refusal::DecideFirst(slot()),
            Refusal::ChangedSince(slot()),
            Refusal::NothingToUndo,
        ]
    }

    #[test]
    fn every_refusal_is_one_sentence_in_both_languages_and_says_what_to_do() {
        for refused in one_of_each() {
            let zh = refusal(&refused, Lang::Zh);
            let en = refusal(&refused, Lang::En);
            assert!(zh.ends_with('。') && zh.matches('。').count() == 1, "{refused:?}: {zh}");
            assert!(en.ends_with('.') && !en.contains(". "), "{refused:?}: {en}");
            assert!(zh.contains('：') && en.contains(": "), "{refused:?}: {zh} {en}");
            assert!(!zh.contains("{}") && !en.contains("{}"), "{refused:?}");
            assert!(!en.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{en}");
        }
    }

    #[test]
    fn a_refused_step_names_the_steps_that_are_possible() {
        let refused = Refusal::StepNotPossible { class: None, from: None, step: Step::Closed };
        assert_eq!(
            refusal(&refused, Lang::Zh),
            "不符合项现在是“已开出”，不能记为“已关闭”：下一步可以是已确认、有异议、已撤回。"
        );
    }

    #[test]
    fn an_incomplete_answer_names_what_is_missing() {
        let missing = vec![AnswerPart::RootCause, AnswerPart::Due];
        let refused = Refusal::AnswerIncomplete { round: 2, missing };
        assert_eq!(refusal(&refused, Lang::Zh), "第 2 轮答复还缺原因分析、完成期限：请补齐后再提交。");
        assert_eq!(
            refusal(&refused, Lang::En),
            "The answer of round 2 lacks root cause, due date: complete it, then hand it in."
        );
    }

    #[test]
    fn several_leads_are_told_apart_in_the_way_of_the_language() {
        let leads = vec!["组长甲".to_owned(), "组长乙".to_owned()];
        let refused = Refusal::OnlyLead { nc: "NC-1".to_owned(), leads, by: "审查员丙".to_owned() };
        assert!(refusal(&refused, Lang::Zh).contains("组长甲、组长乙"));
        assert!(refusal(&refused, Lang::En).contains("组长甲, 组长乙"));
    }
}
