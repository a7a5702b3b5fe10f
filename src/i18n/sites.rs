//! Sites and the sample of outlets: the screen and its forms.

crate::catalogue! {
    TITLE: "场所与抽样" | "sites and sample";
    RULE: "{} 个服务网点，至少到访 {} 个，其中随机至少 {} 个" | "{} outlets: visit at least {}, at least {} of them at random";
    RULE_FREE: "{} 个服务网点；这类评价到访几个由组长决定" | "{} outlets; the lead decides how many in an audit of this kind";
    RULE_NONE: "没有服务网点，无需抽样" | "no outlets, nothing to sample";
    BASIS: "缺省规则：初次为网点数的平方根，监督为其 0.6 倍，再认证为其 0.8 倍，均向上取整；总部必到，随机不少于 25%。这是本程序的缺省值，不是标准的规定，认证机构可另定。每到访一个网点至少 0.5 人日（公开资料，一处）。" |
        "Default rule: the square root of the number of outlets at an initial audit, 0.6 times it at surveillance, 0.8 times it at recertification, rounded up; the head office always, at least 25 % at random. This is a default of the program, not of the standard; a body may set another. At least 0.5 auditor-day for each outlet visited (one public source).";
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
