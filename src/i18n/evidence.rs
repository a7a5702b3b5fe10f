//! The evidence register and its forms.

crate::catalogue! {
    KINDS: "登记证据：选种类" | "register evidence: which kind";
    FOR_ITEM: "条款 {}" | "for {}";
    OBSERVED: "所见" | "what was seen";
    TITLE: "名称" | "title";
    NUMBER: "编号、版本" | "number, version";
    MATTERS: "要点" | "what matters in it";
    RECORDS: "抽查的记录" | "which records";
    POPULATION: "总体 N" | "population N";
    SAMPLED: "抽查数 n" | "sampled (n)";
    FAILED: "不符合数 x" | "failed (x)";
    SAMPLES: "样本编号（空格、顿号或换行分开，后加 x 或 ✗ 为不合格）" | "sample numbers, one or more a line; x or ✗ after a failed one";
    PERSON: "访谈对象（岗位、姓名）" | "person asked (function, name)";
    ASKED: "访谈对象" | "person asked";
    WHAT_SAID: "谈话内容" | "what was said";
    PATH: "文件路径" | "path of the file";
    SHOWS: "说明什么" | "what it shows";
    READING: "文件内容" | "the file's content";
    KEEP_FACTS: "仍按原登记" | "as registered";
    READ_AGAIN: "重新读取" | "read again";
    JUDGE: "同时判定" | "judge by it";
    JUDGE_SAMPLED: "按 x/n 判为抽样" | "sampled, x of n";
    JUDGE_NOT: "只登记" | "no, register only";
    WITHDRAWAL: "撤回证据" | "withdraw evidence";
    CLOSED_ON_IT: "已关闭的 {} 以它为据：撤回后那里仍列出它，并注明已撤回和理由；确实要撤回，再按一次 Ctrl-s。" | "Closed on it: {}. It stays listed there, as withdrawn and with the reason; press Ctrl-s again to withdraw it all the same.";
    WITHDRAWAL_REASON: "撤回理由" | "reason";
    REVISION: "修订 {}" | "revise {}";
    NOT_A_NUMBER: "“{}”不是数：请只写数字，总体没有统计的可以空着。" | "“{}” is not a number: write digits only; a population that was not established is left empty.";
    COUNTS_MISSING: "请写抽查数和不符合数，或把样本编号写全：数目由样本得出。" | "Write how many were sampled and failed, or all sample numbers: the counts follow from them.";
    KNOWN_FILE: "这个文件已登记为 {}，没有再登记：请引用它。" | "This file is registered already as {} and was not registered again: cite that one.";

    UNSAID: "未说明" | "not said";
    NO_WHEN: "“{}”不是日期或时间：请写 9:30（今天）、2026-03-09 或 2026-03-09 09:30，知道时区时再加 +08:00；不清楚就空着。" | "“{}” is no date or time: write 9:30 (today), 2026-03-09 or 2026-03-09 09:30, with +08:00 where the offset is known; leave it empty if it is not known.";
    AHEAD: "{} 晚于现在。写错了请改；确实如此（例如电脑时钟不准），再保存一次。" | "{} lies after now. Correct it, or save again if it is so (the laptop's clock may be wrong).";
    NONE_YET: "还没有证据：在逐条评价里按 e，或在这里按 e 登记。" | "There is no evidence yet: press e in the walk, or here, to register some.";
    COUNTS: "证据 {} · 未关联 {} · 已撤回 {}" | "evidence {} · not cited {} · withdrawn {}";
    KIND: "种类" | "kind";
    TAKEN: "登记" | "registered";
    CITED_FOR: "用于" | "cited for";
    NOT_CITED: "未关联" | "not cited";
    WITHDRAWN: "已撤回" | "withdrawn";
    WITHDRAWN_BECAUSE: "撤回理由" | "withdrawn because";
    REVISIONS: "修订" | "revisions";
    REVISED: "第 {} 版，原登记 {} {}" | "version {}, first registered {} {}";
    COUNTED: "N {} · n {} · x {}" | "N {} · n {} · x {}";
    UNCOUNTED: "未统计" | "not established";
    COUNT: "抽样数目" | "counts";
    SAMPLE_NUMBERS: "样本" | "samples";
    SHA: "校验值 SHA-256" | "SHA-256";
    MORE: "下面还有 {} 行：按 Tab 看全" | "{} more lines: Tab shows all of it";
    SIZE: "大小" | "size";
    BYTES: "{} 字节" | "{} bytes";
    LINK: "关联到：选条款或不符合项" | "link to: choose an item or a nonconformity";
    UNLINK: "取消关联" | "take a link back";
    GO: "去所用之处" | "go to where it is cited";
    NO_LINKS: "这件证据没有关联任何条款或不符合项：按 c 关联。" | "This piece is cited for nothing: press c to link it.";
}
