//! Sites and the sample of outlets: the screen and its forms.

crate::catalogue! {
    TITLE: "场所与抽样" | "sites and sample";
    RULE: "{} 个服务网点，至少到访 {} 个，其中随机至少 {} 个" | "{} outlets: visit at least {}, at least {} of them at random";
    RULE_FREE: "{} 个服务网点；这类评价到访几个由组长决定" | "{} outlets; the lead decides how many in an audit of this kind";
    RULE_NONE: "没有服务网点，无需抽样" | "no outlets, nothing to sample";
    BASIS: "规则：{}；{}。总部必到；每到访一个网点至少 0.5 人日（公开资料，一处）。" |
        "Rule: {}; {}. The head office always; at least 0.5 auditor-day for each outlet visited (one public source).";
    OTHER_RULE: "手头的规则文件不同，按 D 抽取时改用它并记录：{}；{}。" | "The rule file at hand differs; a draw with D goes by it and records it: {}; {}.";
    RULE_FAULTY: "抽样规则文件有错，未采用：用 onsite checklist lint 查。" | "The file of sampling rules has faults and is not used: see onsite checklist lint.";
    VISITED: "到访 {} 个" | "{} visited";
    SHORT: "到访 {} 个，缺 {} 个" | "{} visited, {} short";
    RANDOM_SHORT: "随机 {} 个，缺 {} 个" | "{} at random, {} short";
    RANDOM: "随机 {} 个" | "{} at random";
    LEFT_OUT: "抽中未到访：{}" | "drawn and not visited: {}";
    GOES: "到访" | "visited";
    STAYS: "不到" | "not";
    DRAWN: "随机" | "random";
    PICKED: "自选" | "chosen";
    MARKED: "拟自选" | "to choose";
    DRAW: "抽取服务网点" | "draw the outlets";
    HOW_MANY: "一共到访几个网点" | "outlets to visit in all";
    DRAW_NUMBER: "请写一个 1 至 {} 的整数。" | "Write a whole number from 1 to {}.";
    DRAW_OF: "第 {} 次抽取，种子 {}（{} {}）" | "draw {}, seed {} ({} {})";
    STEP: "第 {} 步  {} mod {} = {}  {}" | "step {}  {} mod {} = {}  {}";
    NOT_DRAWN: "还没有抽取；m 标出自选的网点，D 抽取其余" | "nothing drawn yet; m marks outlets to choose, D draws the rest";
    ABOVE: "归到哪个场所之下" | "which site is above it";
    NONE_ABOVE: "（没有上级）" | "(none)";
    ONLY_OUTLETS: "总部必到，只有服务网点可以自选。" | "The head office is always visited; only outlets are chosen.";
    HEAD_OFFICE_STAYS: "总部必到，不能改为不到。" | "The head office is always visited.";
    NO_AUDIT: "还没有评价；请先建立一次评价。" | "There is no audit; open one first.";
}
