//! The command line. Only this folder prints.
//!
//! `args.rs` declares the arguments. Each command has a file with a `run` function. Results go to standard output, everything else to
//! standard error (`console.rs`).
mod args;
mod build;
mod check;
mod completions;
mod console;
mod design;
mod editions;
mod events;
mod exit;
mod explain;
mod export;
mod fonts;
mod import;
mod impose;
mod init;
mod lock;
mod man;
mod places;
mod progress;
mod signals;
mod slip_language;
mod table;
mod terminal;
mod threads;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use console::Console;
use exit::Exit;

use crate::source::guard::is_guarded;

/// Runs the program with its arguments, the program name first. Returns the exit code.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        // If a library panics on a damaged font or drawing, the panic is caught, and the build reports the file.
        if !is_guarded() {
            report(panic);
        }
    }));
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are results, not errors. A closed pipe is ignored.
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Success };
            if exit == Exit::Usage && asks_for_json(&arguments) {
                console::to_stderr(&usage_failure(&error.render().to_string()));
            } else {
                let _ = error.print();
            }
            return exit.into();
        }
    };
    signals::catch();
    threads::start();
    let console = Console::new(&cli.global);
    let result = match &cli.command {
        Command::Init(args) => init::run(args, &console),
        Command::Build(args) => build::run(args, &cli.global, &console),
        Command::Check(args) => check::run(args, &cli.global, &console),
        Command::Design { command } => design::run(command, &console),
        Command::Editions(args) => editions::run(args, &console),
        Command::Import(args) => import::run(args, &console),
        Command::Export(args) => export::run(args, &console),
        Command::Impose(args) => impose::run(args, &console),
        Command::Lock(args) => lock::run(args, &console),
        Command::Fonts(args) => fonts::run(args, &console),
        Command::Explain(args) => explain::run(args, &console),
        Command::Man(args) => man::run(args, &console),
        Command::Completions { shell } => completions::run(*shell, &console),
    };
    let exit = result.unwrap_or_else(|error| {
        console.failure(&error);
        Exit::of(&error)
    });
    match console.unprinted() {
        Some(error) => {
            console::to_stderr(&format!("error: the results cannot be written to standard output: {error}\n"));
            Exit::Failure.max(exit).into()
        }
        None => exit.into(),
    }
}

/// A usage error as JSON. `rendered` is its text for people: the message, tips, and the usage.
fn usage_failure(rendered: &str) -> String {
    let mut lines = rendered.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let mut message = vec![first.strip_prefix("error: ").unwrap_or(first)];
    message.extend(lines.filter_map(|line| line.strip_prefix("tip: ")));
    events::failure(&message.join("; "), &[])
}

/// Whether the arguments ask for messages in JSON. The other arguments may be wrong.
fn asks_for_json(arguments: &[OsString]) -> bool {
    let follows = arguments.windows(2).any(|pair| pair[0] == "--message-format" && pair[1] == "json");
    follows || arguments.iter().any(|argument| argument == "--message-format=json")
}
