//! The program `onsite`.

use std::process::ExitCode;

fn main() -> ExitCode {
    onsite::cli::main(std::env::args_os())
}
