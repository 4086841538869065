//! The command line. The only floor that prints.
mod args;
mod build;
mod check;
mod design;
mod editions;
mod explain;
mod fonts;
mod impose;
mod init;
mod lock;
mod progress;
mod report;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::build::BuildError;
use args::{Arguments, Command};

/// All is well.
const GOOD: u8 = 0;
/// The book has errors.
const BOOK: u8 = 1;
/// The program was called wrongly.
const USAGE: u8 = 2;
/// Disk, permissions, broken fonts.
const WORLD: u8 = 3;

/// Runs the program: arguments in, exit code out.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are results; all else is wrong usage. A closed pipe is nobody's error.
            let code = if error.use_stderr() { USAGE } else { GOOD };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let report = report::Report::new(&arguments);
    let outcome = match &arguments.command {
        Command::Init(init) => init::run(init, &report),
        Command::Build(build) => build::run(build, &arguments, &report),
        Command::Check(check) => check::run(check, &arguments, &report),
        Command::Design { command } => design::run(command, &report),
        Command::Editions(typed) => editions::run(typed, &report),
        Command::Impose(typed) => impose::run(typed, &report),
        Command::Lock(typed) => lock::run(typed, &report),
        Command::Fonts(fonts) => fonts::run(fonts, &report),
        Command::Explain(typed) => explain::run(typed, &report),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "chapbook", &mut script);
            report.result(&String::from_utf8_lossy(&script));
            Ok(GOOD)
        }
    };
    ExitCode::from(outcome.unwrap_or_else(|error| {
        report.failure(&error);
        match error.downcast_ref::<BuildError>() {
            Some(error) if error.is_usage() => USAGE,
            _ if error.is::<args::Usage>() => USAGE,
            _ => WORLD,
        }
    }))
}
