//! An office with folders of its own, and the real binary in it.

#![allow(dead_code, reason = "each test file uses its part")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A desk with its own folders; nothing of the user's is read or written.
pub struct Office {
    folder: TempDir,
}

/// How a command ended.
pub struct Ended {
    args: String,
    output: Output,
}

impl Office {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// What `ONSITE_HOME` names.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A file in the folder in which commands run.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The binary in this office, speaking Chinese.
    pub fn command<S: AsRef<std::ffi::OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onsite"));
        command.args(args).current_dir(self.folder.path());
        command.env("ONSITE_HOME", self.home()).env("LANG", "zh_CN.UTF-8");
        for name in ["LC_ALL", "LC_MESSAGES", "ONSITE_PERSON"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ended {
        Ended { args: format!("{args:?}"), output: self.command(args).output().unwrap() }
    }

    pub fn english(&self, args: &[&str]) -> Ended {
        let output = self.command(args).env("LANG", "en_US.UTF-8").output().unwrap();
        Ended { args: format!("{args:?} in English"), output }
    }

    /// Makes the demonstration dossier.
    pub fn demo(&self, name: &str) {
        self.run(&["demo", self.path(name).to_str().unwrap(), "--no-tui"]).success();
    }

    /// An office with a new dossier `a.onsite`: head office and one outlet.
    pub fn with_an_outlet() -> Self {
        let office = Self::new();
        let sites = ["--site", "总部", "--site", "福州网点"];
        office.run(&[&["new", "a.onsite", "--client", "甲"][..], &sites].concat()).success();
        office
    }

    /// The evidence register of `a.onsite` as `evidence list --json` prints it.
    pub fn evidence(&self) -> Vec<Value> {
        serde_json::from_str(&self.run(&["evidence", "list", "a.onsite", "--json"]).success()).unwrap()
    }

    /// The state as `show --json` prints it.
    pub fn state(&self, name: &str) -> Value {
        serde_json::from_str(&self.run(&["show", name, "--json"]).success()).unwrap()
    }

    /// A clause at the first site of the first audit, as JSON.
    pub fn item(&self, name: &str, clause: &str) -> String {
        let state = self.state(name);
        serde_json::json!({
            "audit": state["audits"][0]["audit"],
            "standard": state["audits"][0]["scores"][0]["standard"],
            "clause": clause,
            "site": state["sites"][0]["site"],
        })
        .to_string()
    }

    pub fn record(&self, name: &str, input: &str) -> Ended {
        self.record_bytes(name, input.as_bytes())
    }

    pub fn record_json(&self, name: &str, input: &str) -> Ended {
        self.command_record(name, &["--json"], input)
    }

    pub fn record_bytes(&self, name: &str, input: &[u8]) -> Ended {
        feed(self.command(&["record", name]), input)
    }

    pub fn command_record(&self, name: &str, more: &[&str], input: &str) -> Ended {
        let mut args = vec!["record", name];
        args.extend(more);
        feed(self.command(&args), input.as_bytes())
    }

    /// A command with bytes on its standard input.
    pub fn feed(&self, args: &[&str], input: &[u8]) -> Ended {
        feed(self.command(args), input)
    }

    /// Records on this laptop into a file that lies in another office.
    pub fn record_at(&self, other: &Self, name: &str, input: &str) -> Ended {
        let path = other.path(name);
        let path: &Path = &path;
        feed(self.command(&["record".as_ref(), path.as_os_str()]), input.as_bytes())
    }
}

fn feed(mut command: Command, input: &[u8]) -> Ended {
    let args = format!("{:?}", command.get_args().collect::<Vec<_>>());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that refuses early does not read to the end.
    let _ = child.stdin.take().unwrap().write_all(input);
    Ended { args, output: child.wait_with_output().unwrap() }
}

impl Ended {
    /// Code, standard output, standard error.
    pub fn parts(self) -> (i32, String, String) {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (self.output.status.code().unwrap_or(-1), text(self.output.stdout), text(self.output.stderr))
    }

    /// Standard output of a command that did what it was asked.
    pub fn success(self) -> String {
        let args = self.args.clone();
        let (code, out, err) = self.parts();
        assert!(code == 0 && err.is_empty(), "{args}: code {code}, {err}");
        out
    }

    /// Standard error of a command that ended with a code and printed nothing.
    pub fn ends(self, expected: i32) -> String {
        let args = self.args.clone();
        let (code, out, err) = self.parts();
        assert!(code == expected && out.is_empty(), "{args}: code {code}\n{out}\n{err}");
        err
    }
}

pub fn chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

pub fn lines(text: &str) -> usize {
    text.lines().count()
}
