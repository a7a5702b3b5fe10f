//! The forecast and its trials.

crate::catalogue! {
    NOW: "目前 {} {}" | "so far {} {}";
    RANGE_SHORT: "全不符合 {}，全符合 {}" | "all failed {}, all met {}";
    FAILS_ANYHOW: "特别扣分项过多：不论得分多少都不通过" | "too many special deductions: it fails whatever the score";
    RANGE: "未评全不符合 {} {}，全符合 {} {}" | "open all failed {} {}, all met {} {}";
    REACHABLE: "再上一级 {}（{} 分起）：还差 {} 分，可以达到" | "next is {} (from {}): {} points short, within reach";
    OUT_OF_REACH: "再上一级 {}（{} 分起）：还差 {} 分，未评项全部符合也达不到" | "next is {} (from {}): {} points short, out of reach even if everything open conforms";
    AT_THE_TOP: "已在最高一级" | "at the highest level";
    NO_SAVE: "试算只改这里的数字，不保存" | "a trial changes the figures here only; nothing is saved";
    TRYING: "试算 {} 条，没有保存：" | "trying {}, not saved: ";
    STEPS: "{} ÷ {} × {} = {}" | "{} of {}, times {}: {}";
    MINUS: "特别扣分 {} 项 -{}" | "{} special deductions: -{}";
    PLUS: "特别加分 +{}" | "special bonus: +{}";
    MAKES: "得 {}" | "makes {}";
    IF_MET: "符合则 {}" | "met: {}";
    IF_FAILED: "不符合则 {}" | "failed: {}";
    TRIED: "试" | "try";
    SUM: "得 {} / 已评 {} / 涉及 {}" | "got {} / judged {} / in scope {}";
    SECTION_WHY: "本节各条中，已评的共 {} 分，得 {} 分；未评的还有 {} 分" | "of this section {} points are judged and {} of them got; {} are still open";
    NOTHING_MOVES: "没有还能改变的条款。" | "Nothing can move any more.";
}
