//! The opening and the closing meeting: the screen and its forms.

crate::catalogue! {
    TITLE: "首末次会议" | "opening and closing meeting";
    TIME: "时间" | "time";
    PLACE: "地点" | "place";
    CHECK_IN: "签到" | "check-in";
    CLIENT: "受审查方" | "client";
    TEAM: "评价组" | "team";
    PHOTOS: "照片" | "photos";
    EXCEPTION: "说明" | "exception";
    NOT_HELD: "还没有记录；按 b 记为现在开始" | "not recorded yet; b records that it begins now";
    RUNNING: "{} 开始，尚未结束" | "began {}, not ended";
    HELD: "{} – {}" | "{} – {}";
    BEGAN_ALREADY: "会议已于 {} 开始，没有改动；要更正，按 Enter 填写。" | "The meeting began at {} already, and nothing was changed; Enter corrects it.";
    ENDED_ALREADY: "会议已于 {} 结束，没有改动；要更正，按 Enter 填写。" | "The meeting ended at {} already, and nothing was changed; Enter corrects it.";
    CHECKED_ALREADY: "已于 {} 签到，没有改动；要更正，按 Enter 填写。" | "The check-in was made at {} already, and nothing was changed; Enter corrects it.";
    ATTENDEE_THERE: "{} 已在到会人员中；确实是另一位同名的人，再按一次 Ctrl-s。" | "{} is on the list already. If this is somebody else of that name, press Ctrl-s again.";
    NOBODY: "还没有写；按 a 添加，T 加入全组" | "nobody yet; a adds one, T the whole team";
    NO_PHOTOS: "还没有；按 p 选用收件箱里或已登记的照片（1 至 3 张）" | "none yet; p takes photos from the inbox or the register (1 to 3)";
    CHECK_UNKNOWN: "写下会议时间后才能计算时限" | "the limit follows from the time of the meeting";
    CHECK_LEFT: "未签到，还剩 {} 小时 {} 分（至 {}）" | "not yet, {} h {} min left (until {})";
    CHECK_OPEN: "未签到，会议结束后 {} 小时内均可" | "not yet, open until {} h after the meeting ends";
    CHECK_MISSED: "未签到，时限 {} 已过；请写说明" | "missed, the limit was {}; explain why";
    CHECK_IN_TIME: "{} 已签到，按时" | "made at {}, in time";
    CHECK_EARLY: "{} 已签到，早于会议开始；请写说明" | "made at {}, before the meeting began; explain why";
    CHECK_LATE: "{} 已签到，超过时限 {}；请写说明" | "made at {}, after the limit of {}; explain why";
    BASIS: "签到是鼓励做法，时限按多家认证机构公开的说明：首次会议开始后 2 小时内；末次会议开始起至结束后 2 小时内。这里只记录和提醒，签到本身用官方程序完成；位置偏差超过 5 公里会被标出，说明须在 5 个工作日内提交。" |
        "Checking in is encouraged; the limits are those that several certification bodies publish: within 2 h of the start of the opening meeting; from the start of the closing meeting until 2 h after its end. This only records and reminds, the check-in itself is made with the official app; a place off by more than 5 km is flagged there, and explanations are due within 5 working days.";
    EDIT: "会议时间、地点、说明" | "time, place, exception";
    STARTS: "开始（时:分）" | "starts (hour:minute)";
    ENDS: "结束" | "ends";
    CHECKED_IN: "签到时间" | "checked in at";
    EXCEPTION_TEXT: "异常说明" | "exception";
    ADD_ATTENDEE: "到会人员" | "attendee";
    NAME: "姓名" | "name";
    ROLE: "职务" | "function";
    SIDE: "哪一方" | "side";
    CHOOSE_PHOTO: "选用照片" | "choose a photo";
    PHOTO_USED: "取消选用" | "take off";
    WAITS: "在收件箱" | "in the inbox";
    NO_REGISTERED: "收件箱里没有照片，本次评价的证据里也没有照片；请先把照片放进收件箱。" | "No photo waits in the inbox and none is registered in this audit; put the photo into the inbox first.";
    TEAM_THERE: "全组都已在到会人员中。" | "The whole team is on the list already.";
    TEAM_EMPTY: "还没有登记评价组成员：请先在总览的“评价组”一行登记。" | "No team member is named yet: name them on the overview, in the line of the team.";
    TAKE_OFF: "移出到会人员" | "take somebody off";
    NO_AUDIT: "还没有评价；请先建立一次评价。" | "There is no audit; open one first.";
}
