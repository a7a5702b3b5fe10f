//! Where commands write to, and how a command ends.

use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, Write};

use crate::i18n::Lang;
use crate::i18n::cli as say;
use crate::i18n::store::system;

/// Why a command did not simply do what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// The command line cannot be understood: exit code 2.
    Usage(String),
    /// Refused or failed, said in one sentence on standard error: exit code 1.
    Refused(String),
    /// What was found is on standard output, and it is bad news: exit code 1.
    Found,
    /// Whoever read our output has seen enough (`onsite show | head`): done, exit code 0.
    Closed,
}

/// How a command ends.
pub type Done = Result<(), Failure>;

/// Standard output as the commands use it: buffered, and calm about a reader that goes away.
pub struct Out {
    inner: BufWriter<Box<dyn Write>>,
    lang: Lang,
    /// Whether what the command was asked for is on disk already.
    done: bool,
}

impl Out {
    /// Writes to standard output.
    pub fn standard(lang: Lang) -> Self {
        Self::to(Box::new(io::stdout()), lang)
    }

    /// Writes to anything.
    pub fn to(writer: Box<dyn Write>, lang: Lang) -> Self {
        Self { inner: BufWriter::new(writer), lang, done: false }
    }

    /// Says that what the command was asked for is on disk: should the answer not get through, nobody is
    /// to do it again.
    pub fn done(&mut self) {
        self.done = true;
    }

    /// Writes one line.
    pub fn line(&mut self, text: impl Display) -> Done {
        writeln!(self.inner, "{text}").map_err(|error| self.failure(&error))
    }

    /// Writes text as it is.
    pub fn text(&mut self, text: &str) -> Done {
        self.bytes(text.as_bytes())
    }

    /// Writes bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) -> Done {
        self.inner.write_all(bytes).map_err(|error| self.failure(&error))
    }

    /// Writes a value as indented JSON and a line break.
    pub fn json(&mut self, value: &impl serde::Serialize) -> Done {
        let text = serde_json::to_string_pretty(value)
            .map_err(|error| Failure::Refused(say::OUTPUT_FAILED.with(self.lang, &[&error])))?;
        self.line(text)
    }

    /// Writes a value as one line of JSON.
    pub fn json_line(&mut self, value: &impl serde::Serialize) -> Done {
        let text = serde_json::to_string(value)
            .map_err(|error| Failure::Refused(say::OUTPUT_FAILED.with(self.lang, &[&error])))?;
        self.line(text)
    }

    /// Hands everything on; a command is done only after it.
    pub fn finish(&mut self) -> Done {
        self.inner.flush().map_err(|error| self.failure(&error))
    }

    fn failure(&self, error: &io::Error) -> Failure {
        match error.kind() {
            ErrorKind::BrokenPipe => Failure::Closed,
            _ => {
                let text = if self.done { say::OUTPUT_FAILED_DONE } else { say::OUTPUT_FAILED };
                Failure::Refused(text.with(self.lang, &[&system(error, self.lang)]))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Gone(ErrorKind);

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_goes_away_is_no_failure_and_a_full_disk_is() {
        let mut out = Out::to(Box::new(Gone(ErrorKind::BrokenPipe)), Lang::Zh);
        out.line("甲").unwrap();
        assert!(matches!(out.finish(), Err(Failure::Closed)));
        let mut out = Out::to(Box::new(Gone(ErrorKind::StorageFull)), Lang::Zh);
        out.line("甲").unwrap();
        assert!(matches!(out.finish(), Err(Failure::Refused(said)) if said.contains("没有受影响")));
        let mut out = Out::to(Box::new(Gone(ErrorKind::StorageFull)), Lang::Zh);
        out.line("甲").unwrap();
        out.done();
        assert!(matches!(out.finish(), Err(Failure::Refused(said)) if said.contains("已经写入")));
    }
}
