//! The command line as an office or a script meets it: the real binary, its output, its exit codes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod office;

use std::fs;
use std::process::{Command, Stdio};

use office::{Office, chinese, lines};
use onsite::store::{Device, Folders, Store};
use onsite::supply::Supply;

/// Every command with its own help.
const COMMANDS: &[&[&str]] = &[
    &[],
    &["demo"],
    &["new"],
    &["show"],
    &["record"],
    &["schema"],
    &["log"],
    &["check"],
    &["nc"],
    &["nc", "list"],
    &["nc", "show"],
    &["nc", "export"],
    &["nc", "import"],
    &["evidence"],
    &["evidence", "list"],
    &["evidence", "add"],
    &["evidence", "export"],
    &["verify"],
    &["sync"],
    &["checklist"],
    &["checklist", "list"],
    &["checklist", "show"],
    &["checklist", "lint"],
    &["completions"],
    &["where"],
];

#[test]
fn every_command_helps_in_the_language_of_the_environment() {
    let office = Office::new();
    for command in COMMANDS {
        let mut args = command.to_vec();
        args.push("--help");
        let zh = office.run(&args).success();
        assert!(zh.contains("用法：onsite") && !zh.contains("Usage"), "{command:?}\n{zh}");
        let en = office.english(&args).success();
        assert!(en.contains("Usage: onsite") && !chinese(&en), "{command:?}\n{en}");
    }
}

#[test]
fn the_language_asked_for_counts_more_than_the_environment() {
    let office = Office::new();
    assert!(office.run(&["--lang", "en", "show", "--help"]).success().contains("Usage"));
    assert!(office.english(&["show", "--help", "--lang=zh"]).success().contains("用法"));
}

#[test]
fn a_wrong_command_line_is_told_in_one_sentence_with_code_2() {
    let office = Office::new();
    let wrong: &[&[&str]] = &[
        &["show"],
        &["show", "--bogus"],
        &["show", "a", "b"],
        &["new", "甲"],
        &["new", "甲", "--client"],
        &["new", "甲", "--client", "乙", "--type", "nonsense"],
        &["checklist"],
        &["checklist", "frob"],
        &["checklist", "show"],
        &["completions", "tcsh"],
        &["completions"],
        &["sync", "one"],
        &["record"],
        &["schema", "nonsense"],
        &["--lang", "fr", "where"],
        &["show", "a.onsite", "--file", "b.onsite"],
        &["--file", "a.onsite", "b.onsite"],
        &["nc", "show", "a.onsite", "NC-X-1", "--file", "b.onsite"],
        &["new", "a\nb", "--client", "乙"],
        &["new", "2026.11", "--client", "乙"],
    ];
    for args in wrong {
        let zh = office.run(args).ends(2);
        assert!(chinese(&zh) && lines(&zh) == 1, "{args:?}: {zh}");
        assert!(zh.contains("没有改动任何内容") && zh.contains("--help"), "{zh}");
        let en = office.english(args).ends(2);
        assert!(!chinese(&en.replace(['甲', '乙'], "")) && lines(&en) == 1, "{args:?}: {en}");
    }
}

#[test]
fn a_mistyped_command_is_told_as_such() {
    let office = Office::new();
    assert!(office.run(&["shwo", "a.onsite"]).ends(2).contains("shwo"));
    assert!(office.run(&["shwo"]).ends(1).contains("shwo"));
}

#[test]
fn what_the_system_says_is_told_in_the_language_of_the_reader() {
    let office = Office::new();
    let (code, said, _) = office.run(&["checklist", "lint", "没有.toml"]).parts();
    assert!(code == 1 && said.contains("没有这个文件") && !said.contains("os error"), "{said}");
    let (_, said, _) = office.run(&["checklist", "lint", "."]).parts();
    assert!(said.contains("不是文件"), "{said}");
    assert!(!office.run(&[]).ends(1).contains("standard output"));
}

#[test]
fn without_a_terminal_the_screen_is_refused_in_a_sentence() {
    let office = Office::new();
    office.demo("d.onsite");
    for args in [&[][..], &["d.onsite"], &["demo"], &["demo", "e.onsite"]] {
        let said = office.run(args).ends(1);
        assert!(chinese(&said) && lines(&said) == 1, "{said}");
    }
    assert!(!office.path("e.onsite").exists() && !office.home().join("dossiers").exists(), "as it says");
}

#[test]
fn a_file_that_is_not_there_is_told_in_one_sentence_with_code_1() {
    let office = Office::new();
    for command in ["show", "log", "verify", "record"] {
        let said = office.run(&[command, "没有.onsite"]).ends(1);
        assert!(said.contains("没有.onsite") && lines(&said) == 1, "{said}");
    }
    fs::write(office.path("notes.onsite"), "not a dossier").unwrap();
    let before = fs::read(office.path("notes.onsite")).unwrap();
    for command in ["show", "log", "verify", "record"] {
        let said = office.run(&[command, "notes.onsite"]).ends(1);
        assert!(chinese(&said) && lines(&said) == 1, "{said}");
    }
    assert_eq!(fs::read(office.path("notes.onsite")).unwrap(), before);
}

#[test]
fn a_new_dossier_opens_with_client_sites_and_audit() {
    let office = Office::new();
    let sites = ["--site", "厦门总部", "--site", "福州网点"];
    let mut args = vec!["new", "甲.onsite", "--client", "厦门示例电器有限公司", "--type", "surveillance"];
    args.extend(["--standard", "gbt27922-2011", "--standard", "gbt19001-2016"]);
    args.extend(sites);
    office.run(&args).success();
    let state = office.state("甲.onsite");
    assert_eq!(state["client"]["name"], "厦门示例电器有限公司");
    assert_eq!(state["sites"][1]["name"], "福州网点");
    assert_eq!(state["sites"][1]["role"], "outlet");
    assert_eq!(state["audits"][0]["type"], "surveillance");
    assert_eq!(state["audits"][0]["scores"][1]["standard"], "gbt19001-2016");
    let again = office.run(&args).ends(1);
    assert!(again.contains("甲.onsite"), "{again}");
}

#[test]
fn a_bare_name_means_a_dossier_in_the_default_folder() {
    let office = Office::new();
    office.run(&["new", "乙公司", "--client", "乙公司"]).success();
    assert!(office.home().join("dossiers/乙公司.onsite").exists());
    assert!(office.run(&["show", "乙公司"]).success().starts_with("乙公司"));
    assert!(office.run(&["show", "--file", "乙公司"]).success().starts_with("乙公司"));
    // What lies here under that name is not meant: `new` and `show` look at one place.
    for name in ["丙公司", "丁公司"] {
        if name == "丙公司" {
            fs::create_dir(office.path(name))
        } else {
            fs::write(office.path(name), "")
        }
        .unwrap();
        office.run(&["new", name, "--client", name]).success();
        assert!(office.run(&["show", name]).success().starts_with(name));
    }
    let none = office.run(&["show", "戊公司"]).ends(1);
    assert!(none.contains("dossiers/戊公司.onsite"), "where it was looked for is told: {none}");
}

#[test]
fn a_dossier_that_is_refused_leaves_no_file() {
    let office = Office::new();
    let said = office.run(&["new", "丙.onsite", "--client", " "]).ends(1);
    assert!(chinese(&said), "{said}");
    office.run(&["new", "丙.onsite", "--client", "丙", "--standard", "iso-0"]).ends(1);
    office.run(&["new", "没有/丙.onsite", "--client", "丙"]).ends(1);
    for (more, named) in [
        (&["--client", "丙", "--site", " "][..], "--site"),
        (&["--client", "丙\n丁"], "--client"),
        (&["--client", "丙", "--site", &"长".repeat(400)], "--site"),
        (&["--client", "丙", "--standard", "iso-0"], "--standard"),
    ] {
        let said = office.run(&[&["new", "丙.onsite"], more].concat()).ends(1);
        assert!(said.contains(named) && said.contains("没有新建档案") && lines(&said) == 1, "{said}");
    }
    assert!(!office.path("丙.onsite").exists() && !office.path("没有").exists());
}

#[test]
fn show_says_the_whole_state_in_both_languages_and_as_json() {
    let office = Office::new();
    office.demo("d.onsite");
    let zh = office.run(&["show", "d.onsite"]).success();
    for part in ["厦门示例电器有限公司", "最终得分", "预计", "纠正措施", "证据登记", "冲突", "暂定"]
    {
        assert!(zh.contains(part), "{part} in {zh}");
    }
    let en = office.english(&["show", "d.onsite"]).success();
    for part in ["Final score", "Forecast", "corrective action", "Evidence register", "Conflicts"] {
        assert!(en.contains(part), "{part} in {en}");
    }
    let plain = office.run(&["show", "d.onsite", "--ascii"]).success();
    assert!(!plain.contains(['✓', '✗', '◔']) && plain.contains("v 5.1.1.1"), "{plain}");
    let state = office.state("d.onsite");
    assert_eq!(state["schema_version"], 1);
    assert_eq!(state["nonconformities"].as_array().unwrap().len(), 4);
    assert_eq!(state["conflicts"].as_array().unwrap().len(), 1);
    assert_eq!(state["audits"][0]["scores"][0]["final"]["because"], "open");
    assert_eq!(state["audits"][0]["scores"][0]["leaves"].as_array().unwrap().len(), 46);
}

#[test]
fn what_show_prints_fits_the_schema_that_schema_prints() {
    let office = Office::new();
    office.demo("d.onsite");
    let schema: serde_json::Value =
        serde_json::from_str(&office.run(&["schema", "state"]).success()).unwrap();
    let known: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    let state = office.state("d.onsite");
    let mut told: Vec<&String> = state.as_object().unwrap().keys().collect();
    told.sort();
    assert_eq!(told.len(), known.len());
    assert!(told.iter().all(|key| known.contains(key)), "{told:?}");
    let changes: serde_json::Value = serde_json::from_str(&office.run(&["schema"]).success()).unwrap();
    assert!(changes["oneOf"].as_array().unwrap().len() > 20);
}

#[test]
fn the_log_lists_every_change_for_people_and_for_programs() {
    let office = Office::new();
    office.demo("d.onsite");
    let count = office.state("d.onsite")["changes"].as_u64().unwrap();
    let text = office.run(&["log", "d.onsite"]).success();
    assert_eq!(lines(&text) as u64, count);
    assert!(text.contains("已答复 · 第 1 轮 → 答复接受"), "{text}");
    let json = office.run(&["log", "d.onsite", "--json"]).success();
    for line in json.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(line["kind"].is_string() && line["data"].is_object() && line["by"].is_string());
    }
    assert_eq!(lines(&json) as u64, count);
}

#[test]
fn verify_says_what_is_sound_and_names_the_first_bad_change() {
    let office = Office::new();
    office.demo("d.onsite");
    assert!(office.run(&["verify", "d.onsite"]).success().contains("完好"));
    let file = rusqlite::Connection::open(office.path("d.onsite")).unwrap();
    file.execute_batch(
        "DROP TRIGGER journal_stays;
         UPDATE journal SET line = replace(line, '审查员甲', '审查员丁') WHERE arrival = 9;",
    )
    .unwrap();
    drop(file);
    let zh = office.run(&["verify", "d.onsite"]).ends(1);
    assert!(chinese(&zh), "{zh}");
    let en = office.english(&["verify", "d.onsite"]).ends(1);
    assert!(en.contains('9') && en.contains("2026") || en.contains("change"), "{en}");
    // Whoever looks at it is warned, and sees it all the same.
    let looks =
        ["show", "log", "check", "nc list", "evidence list", "evidence export", "nc export", "record"];
    for command in looks {
        let mut args: Vec<&str> = command.split(' ').chain(["d.onsite"]).collect();
        args.extend(match command {
            "evidence export" => Some("out"),
            "nc export" => Some("out.csv"),
            _ => None,
        });
        let (code, out, err) = office.run(&args).parts();
        assert!(err.contains("不可信") && lines(&err) == 1, "{args:?}: {err}");
        assert_eq!(out.is_empty(), command == "record", "{args:?}");
        assert_eq!(err.contains("照常接在后面"), command == "record", "as it is: {err}");
        assert!(code == i32::from(command == "check"), "{args:?}");
    }
}

#[test]
fn a_dossier_without_any_change_is_not_called_sound() {
    let office = Office::new();
    office.run(&["new", "a.onsite", "--client", "甲"]).success();
    let file = rusqlite::Connection::open(office.path("a.onsite")).unwrap();
    file.execute_batch("DROP TRIGGER journal_remains; DELETE FROM journal").unwrap();
    drop(file);
    assert!(office.run(&["verify", "a.onsite"]).ends(1).contains("不完整"));
}

#[test]
fn help_shows_as_optional_only_what_may_be_left_out() {
    let office = Office::new();
    for (args, shown, hidden) in [
        (&["show", "--help"][..], "  FILE ", "[FILE]"),
        (&["evidence", "export", "--help"], "  FOLDER", "[FOLDER]"),
        (&["sync", "--help"], "  FILE", "[FILE]"),
        (&["where", "--help"], "[FILE]", "..."),
        (&["checklist", "lint", "--help"], "[ID|PATH]…", "..."),
    ] {
        let help = office.run(args).success();
        assert!(help.contains(shown) && !help.contains(hidden), "{args:?}: {help}");
    }
    let twice = office.run(&["new", "a", "--client", "甲", "--client", "乙"]).ends(2);
    assert!(twice.contains("只能写一次"), "{twice}");
}

#[test]
fn a_dossier_without_its_first_row_is_said_to_be_damaged() {
    let office = Office::new();
    office.demo("d.onsite");
    let file = rusqlite::Connection::open(office.path("d.onsite")).unwrap();
    file.execute_batch("DROP TRIGGER about_remains; DELETE FROM about").unwrap();
    drop(file);
    let said = office.run(&["verify", "d.onsite"]).ends(1);
    assert!(said.contains("已损坏") && !said.contains("Query"), "{said}");
}

#[test]
fn two_copies_edited_apart_meet_again_and_a_second_run_changes_nothing() {
    let office = Office::new();
    office.run(&["new", "a.onsite", "--client", "甲", "--site", "总部"]).success();
    fs::copy(office.path("a.onsite"), office.path("b.onsite")).unwrap();
    let item = office.item("a.onsite", "5.1.1.1");
    let verdict =
        |is: &str| format!(r#"{{"kind":"judged","data":{{"item":{item},"verdict":{{"is":"{is}"}}}}}}"#);
    office.record("a.onsite", &verdict("conform")).success();
    Office::new().record_at(&office, "b.onsite", &verdict("nonconform")).success();
    let said = office.run(&["sync", "a.onsite", "b.onsite"]).success();
    assert!(said.contains("冲突：1 处") && said.contains("5.1.1.1"), "{said}");
    assert_eq!(office.state("a.onsite"), office.state("b.onsite"));
    let again = office.run(&["sync", "a.onsite", "b.onsite"]).success();
    assert!(again.contains("a.onsite：新增 0 条") && again.contains("b.onsite：新增 0 条"), "{again}");
    assert_eq!(office.state("a.onsite")["conflicts"].as_array().unwrap().len(), 1);
}

#[test]
fn a_sync_with_a_copy_that_is_not_there_says_how_to_make_one() {
    let office = Office::new();
    office.run(&["new", "a.onsite", "--client", "甲"]).success();
    fs::create_dir(office.path("stick")).unwrap();
    for args in [["sync", "a.onsite", "stick/b.onsite"], ["sync", "stick/b.onsite", "a.onsite"]] {
        let said = office.run(&args).ends(1);
        assert!(said.contains("cp a.onsite stick/b.onsite") && said.contains("scp"), "{said}");
    }
    // A folder means the file of that name in it.
    let said = office.run(&["sync", "a.onsite", "./stick"]).ends(1);
    assert!(said.contains("cp a.onsite ./stick/a.onsite"), "{said}");
    // As a shell takes it.
    let said = office.run(&["sync", "a.onsite", "stick/b c.onsite"]).ends(1);
    assert!(said.contains("cp a.onsite 'stick/b c.onsite'"), "{said}");
    fs::copy(office.path("a.onsite"), office.path("stick/a.onsite")).unwrap();
    let line = r#"{"kind":"client-described","data":{"part":"phone","text":"1"}}"#;
    office.record("stick/a.onsite", line).success();
    let said = office.run(&["sync", "a.onsite", "./stick"]).success();
    assert!(said.contains("a.onsite：新增 1 条"), "{said}");
}

#[test]
fn files_of_different_clients_are_not_brought_together() {
    let office = Office::new();
    office.run(&["new", "a.onsite", "--client", "甲"]).success();
    office.run(&["new", "b.onsite", "--client", "乙"]).success();
    let before = (office.state("a.onsite"), office.state("b.onsite"));
    let said = office.run(&["sync", "a.onsite", "b.onsite"]).ends(1);
    assert!(said.contains('甲') && said.contains('乙'), "{said}");
    assert_eq!((office.state("a.onsite"), office.state("b.onsite")), before);
}

#[test]
fn checklists_are_listed_shown_and_linted() {
    let office = Office::new();
    let list = office.run(&["checklist", "list"]).success();
    assert!(list.contains("gbt27922-2011") && list.contains("checklists"), "{list}");
    let json: serde_json::Value =
        serde_json::from_str(&office.run(&["checklist", "list", "--json"]).success()).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 5);
    let zh = office.run(&["checklist", "show", "gbt27922-2011"]).success();
    assert!(zh.contains("5.2.1.4") && chinese(&zh));
    let en = office.english(&["checklist", "show", "gbt27922-2011"]).success();
    assert!(!chinese(&en), "{en}");
    office.run(&["checklist", "show", "iso-0"]).ends(1);
    let warned = office.run(&["checklist", "lint"]).success();
    assert!(warned.contains("暂定"), "{warned}");
}

#[test]
fn a_checklist_with_a_typo_is_named_with_file_and_line() {
    let office = Office::new();
    let folder = office.home().join("checklists");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("mine.toml"), "standard = \"X 1\"\nedition = 1x\n").unwrap();
    let (code, out, _) = office.run(&["checklist", "lint"]).parts();
    assert!(code == 1 && out.contains("mine.toml:2"), "{out}");
    let (code, out, _) =
        office.run(&["checklist", "lint", folder.join("mine.toml").to_str().unwrap()]).parts();
    assert!(code == 1 && out.contains("mine.toml:2"), "{out}");
    let said = office.run(&["new", "x.onsite", "--client", "甲", "--standard", "mine"]).ends(1);
    assert!(said.contains("mine.toml:2"), "{said}");
    assert!(!office.path("x.onsite").exists());
    office.run(&["checklist", "lint", "gbt16868-2009"]).success();
}

#[test]
fn completions_are_there_for_every_shell() {
    let office = Office::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = office.run(&["completions", shell]).success();
        assert!(script.contains("checklist") && script.contains("record"), "{shell}");
    }
}

#[test]
fn bash_offers_files_where_a_command_takes_them_and_options_after_a_hyphen() {
    let office = Office::new();
    fs::write(office.path("script"), office.run(&["completions", "bash"]).success()).unwrap();
    let offered = |words: &str, last: &str| {
        let cword = words.split(' ').count();
        let ask = format!(
            "source ./script; COMP_WORDS=({words} '{last}'); COMP_CWORD={cword}; _onsite onsite '{last}' x; echo \"${{COMPREPLY[*]}}\""
        );
        let output = std::process::Command::new("bash")
            .args(["-c", &ask])
            .current_dir(office.path(""))
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(offered("onsite show", ""), "", "nothing of ours: bash offers files");
    assert_eq!(offered("onsite nc import a.onsite", ""), "");
    assert!(offered("onsite show", "--j").contains("--json"));
    assert!(offered("onsite", "").contains("show") && offered("onsite nc", "").contains("import"));
}

#[test]
fn where_names_the_folders_in_use() {
    let office = Office::new();
    let said = office.run(&["where"]).success();
    assert!(lines(&said) >= 4 && said.contains(office.home().to_str().unwrap()), "{said}");
    let json: serde_json::Value = serde_json::from_str(&office.run(&["where", "--json"]).success()).unwrap();
    assert_eq!(json["dossiers"], office.home().join("dossiers").to_str().unwrap());
}

#[test]
fn the_demonstration_is_made_once_and_never_overwritten() {
    let office = Office::new();
    let made = office.run(&["demo", "--no-tui"]).success();
    let path = office.home().join("dossiers").join(onsite::demo::FILE);
    assert!(made.contains(path.to_str().unwrap()), "{made}");
    let before = fs::read(&path).unwrap();
    office.run(&["demo", "--no-tui"]).success();
    assert_eq!(fs::read(&path).unwrap(), before);
    office.run(&["verify", path.to_str().unwrap()]).success();
    office.run(&["demo", "没有/d.onsite", "--no-tui"]).ends(1);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let office = Office::new();
    office.demo("d.onsite");
    for args in
        [["show", "d.onsite", "--json"], ["log", "d.onsite", "--json"], ["show", "d.onsite", "--ascii"]]
    {
        let mut child = office.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert!(ended.status.success(), "{args:?}: {:?}", ended.status);
        assert!(ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
    }
}

#[test]
fn a_dossier_that_is_open_elsewhere_can_be_read_and_is_not_written() {
    let office = Office::new();
    office.run(&["new", "a.onsite", "--client", "甲"]).success();
    let folders = Folders::below(&office.home().join("another"));
    let supply = Supply::real();
    let device = Device::at(&folders, &supply).unwrap();
    let held = Store::open(&office.path("a.onsite"), &device, &supply).unwrap();
    let line = r#"{"kind":"client-described","data":{"part":"phone","text":"1"}}"#;
    let said = office.record("a.onsite", line).ends(1);
    assert!(chinese(&said) && lines(&said) == 1, "{said}");
    assert!(office.run(&["show", "a.onsite"]).success().starts_with('甲'));
    drop(held);
    office.record("a.onsite", line).success();
}

#[test]
fn broken_settings_are_told_and_stop_nobody() {
    let office = Office::new();
    fs::create_dir_all(office.home().join("config")).unwrap();
    fs::write(office.home().join("config/settings.toml"), "lang = [").unwrap();
    let (code, out, err) = office.run(&["where"]).parts();
    assert!(code == 0 && lines(&out) >= 4 && err.contains("settings.toml"), "{err}");
}

#[test]
fn the_remembered_language_counts_more_than_the_environment() {
    let office = Office::new();
    fs::create_dir_all(office.home().join("config")).unwrap();
    fs::write(office.home().join("config/settings.toml"), "lang = \"zh\"\nperson = \"审查员丙\"\n").unwrap();
    assert!(office.english(&["where", "--help"]).success().contains("用法"));
    office.run(&["new", "a.onsite", "--client", "甲"]).success();
    assert!(office.run(&["log", "a.onsite"]).success().contains("审查员丙"));
}

#[test]
fn a_home_that_cannot_be_found_is_told_with_what_to_do() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onsite"));
    command.arg("--help").env("LANG", "en_US.UTF-8");
    let ended = command.env_remove("HOME").env_remove("ONSITE_HOME").output().unwrap();
    assert!(ended.status.success(), "help needs no folders: {ended:?}");
}

#[test]
fn a_state_folder_that_cannot_be_used_is_said_and_does_not_stop_the_work() {
    let office = Office::new();
    fs::create_dir_all(office.home()).unwrap();
    fs::write(office.home().join("state"), "in the way").unwrap();
    let (code, _, err) = office.run(&["new", "a.onsite", "--client", "厦门示例电器有限公司"]).parts();
    assert!(code == 0 && err.contains("状态文件夹不能使用") && lines(&err) == 1, "{err}");
    assert!(office.run(&["show", "a.onsite"]).success().contains("厦门示例电器有限公司"));
}

#[test]
fn a_name_that_is_given_twice_or_is_only_an_ending_is_a_wrong_command_line() {
    let office = Office::new();
    let new = |more: &[&str]| office.run(&[&["new", "甲.onsite", "--client", "甲"], more].concat()).ends(2);
    assert!(new(&["--standard", "gbt19001-2016", "--standard", "gbt19001-2016"]).contains("gbt19001-2016"));
    assert!(new(&["--site", "厦门总部", "--site", "厦门总部 "]).contains("厦门总部"));
    for name in [".onsite", "./.onsite", ".甲"] {
        let said = office.run(&["new", name, "--client", "甲"]).ends(2);
        assert!(said.contains(name) && lines(&said) == 1, "{said}");
    }
    assert!(!office.home().join("dossiers").exists() && !office.path("甲.onsite").exists());
}

#[test]
fn language_and_person_are_remembered_from_any_command_and_shown_by_where() {
    let office = Office::new();
    assert!(office.run(&["where"]).success().contains("审查员（还未设定"));
    office.run(&["--lang", "en", "where"]).success();
    assert!(office.run(&["where"]).success().contains("not settled"));
    office.run(&["--lang", "zh", "--by", "审查员丁", "where"]).success();
    let said = office.english(&["where"]).success();
    assert!(said.contains("记录人") && said.contains("审查员丁") && !said.contains("还未设定"), "{said}");
    let json = office.run(&["where", "--json"]).success();
    assert!(json.contains("\"person_settled\": true"), "{json}");
    assert!(office.run(&["--help"]).success().contains("ONSITE_PERSON"));
    // A folder that cannot be written, or a file that cannot be read, stops nothing.
    fs::write(office.home().join("config/settings.toml"), "lang = 7\n").unwrap();
    let (code, _, err) = office.run(&["--by", "乙", "where"]).parts();
    assert!(code == 0 && err.contains("设置"), "{err}");
    assert_eq!(fs::read_to_string(office.home().join("config/settings.toml")).unwrap(), "lang = 7\n");
}

#[test]
fn one_file_is_not_merged_with_itself_under_whatever_name() {
    let office = Office::new();
    office.demo("d.onsite");
    #[cfg(unix)]
    std::os::unix::fs::symlink(office.path("d.onsite"), office.path("e.onsite")).unwrap();
    let other = if cfg!(unix) { "e.onsite" } else { "./d.onsite" };
    for (a, b) in [("d.onsite", "d.onsite"), ("d.onsite", other)] {
        let said = office.run(&["sync", a, b]).ends(1);
        assert!(said.contains("同一个文件") && lines(&said) == 1, "{said}");
    }
}

#[test]
fn the_demonstration_is_never_taken_from_another_file() {
    let office = Office::new();
    fs::write(office.path("notes.onsite"), "not a dossier").unwrap();
    office.run(&["demo", "notes.onsite", "--no-tui"]).ends(1);
    office.run(&["new", "甲.onsite", "--client", "甲"]).success();
    let said = office.run(&["demo", "甲.onsite", "--no-tui"]).ends(1);
    assert!(said.contains("不是演示档案"), "{said}");
    office.demo("d.onsite");
    assert!(office.run(&["demo", "d.onsite", "--no-tui"]).success().contains("已存在"));
}

#[test]
fn what_auditors_differ_about_counts_as_judged_nowhere() {
    let office = Office::new();
    office.demo("d.onsite");
    let state = office.state("d.onsite");
    let score = &state["audits"][0]["scores"][0];
    let sites = |leaf: &serde_json::Value| leaf["sites"].as_array().unwrap().len();
    let places: usize = score["leaves"].as_array().unwrap().iter().map(sites).sum();
    let left = score["open"].as_u64().unwrap() + score["differing"].as_u64().unwrap();
    let listed = onsite::store::index::summary_of(&office.path("d.onsite")).unwrap();
    assert_eq!((listed.judged as u64, listed.leaves), (places as u64 - left, places));
    let cover = state["audits"][0]["coverage"].as_array().unwrap().iter();
    assert_eq!(cover.map(|cover| cover["judged"].as_u64().unwrap()).sum::<u64>(), listed.judged as u64);
}

#[test]
fn a_sum_over_points_that_nobody_knows_is_refused_with_the_reason() {
    let office = Office::new();
    office.run(&["new", "甲.onsite", "--client", "甲", "--standard", "gbt27925-2011"]).success();
    let said = office.run(&["show", "甲.onsite"]).success();
    assert!(said.contains("16 条没有分值，不作估计，因此不出小计") && !said.contains("得分 0"), "{said}");
    let score = &office.state("甲.onsite")["audits"][0]["scores"][0];
    for sum in score["sums"].as_array().unwrap() {
        assert!(sum["got"].is_null() && sum["reason"]["en"].as_str().unwrap().contains("no sum"), "{sum}");
    }
    // The rest of what is known is still added up.
    office.demo("d.onsite");
    let score = &office.state("d.onsite")["audits"][0]["scores"][0];
    assert!(score["sums"][0]["reason"].is_null() && score["sums"][0]["got"]["shown"].is_string());
}

#[test]
fn who_confirmed_which_points_when_is_said_wherever_the_state_is() {
    let office = Office::new();
    fs::create_dir_all(office.home().join("checklists")).unwrap();
    let overlay = "confirms = \"gbt27922-2011\"\nsigned-by = \"示例认证机构 标准室\"\ndate = 2026-11-01\n\n\
                   [points]\n\"5.1.1.1\" = 4\n\"5.1.1.2\" = 2\n";
    fs::write(office.home().join("checklists/confirmed.toml"), overlay).unwrap();
    office.run(&["new", "甲.onsite", "--client", "甲"]).success();
    let said = office.run(&["show", "甲.onsite"]).success();
    assert!(said.contains("分值由 示例认证机构 标准室 于 2026-11-01 确认：5.1.1.1 5.1.1.2"), "{said}");
    let signed = &office.state("甲.onsite")["checklists"][0]["signed"][0];
    assert_eq!((&signed["date"], &signed["clauses"][1]), (&"2026-11-01".into(), &"5.1.1.2".into()));
}
