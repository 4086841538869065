//! `chapbook build`.
use std::collections::BTreeSet;
use std::path::PathBuf;

use super::args::{BuildArgs, GlobalArgs};
use super::console::Console;
use super::exit::{Exit, each_book};
use super::progress::Spinner;
use crate::build::{BuildRequest, Commands, build};

pub(super) fn run(args: &BuildArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let mut taken = BTreeSet::new();
    each_book(&args.source.paths, console, |path| {
        let request = BuildRequest {
            output: args.output.clone(),
            only: args.only.clone(),
            slip: args.slip,
            commands: if args.allow_commands { Commands::Allowed } else { Commands::Refused },
            formats: args.format.iter().copied().map(Into::into).collect(),
            taken: std::mem::take(&mut taken),
            ..args.source.request(path)
        };
        let result = one(&request, args, global, console);
        taken = request.taken;
        let (exit, written) = result?;
        taken.extend(written);
        Ok(exit)
    })
}

/// Builds a book. Returns the paths of its files.
fn one(request: &BuildRequest, args: &BuildArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<(Exit, Vec<PathBuf>)> {
    let spinner = Spinner::new(global);
    let outcome = build(request, &spinner);
    spinner.clear();
    let outcome = outcome?;
    console.diagnostics(&outcome, &request.path);
    if args.timings || global.verbose {
        for (step, duration) in outcome.timings.steps() {
            console.message(&format!("{step:>10} {:8.1} ms\n", duration.as_secs_f64() * 1000.0));
        }
    }
    if outcome.has_errors() {
        return Ok((Exit::BookErrors, Vec::new()));
    }
    console.facts(&outcome);
    if args.slip && !outcome.written.iter().any(|path| path.extension().is_some_and(|extension| extension == "txt")) {
        console.note("--slip wrote nothing: no edition that was made is imposed on sheets\n");
    }
    console.made(&outcome.made);
    if args.source.paths.len() == 1 {
        // The process ends now, so the operating system frees the memory.
        outcome.intermediates.leak();
    }
    Ok((Exit::Success, outcome.written))
}
