//! `chapbook build`.
use super::args::{BuildArgs, GlobalArgs};
use super::console::Console;
use super::exit::Exit;
use super::progress::Spinner;
use crate::build::{BuildRequest, build};

pub(super) fn run(args: &BuildArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    let request = BuildRequest {
        output: args.output.clone(),
        only: args.only.clone(),
        formats: args.format.iter().copied().map(Into::into).collect(),
        ..args.source.request()
    };
    let spinner = Spinner::new(global);
    let outcome = build(&request, &spinner);
    spinner.clear();
    let outcome = outcome?;
    console.diagnostics(&outcome, &request.path);
    if args.timings || global.verbose {
        for (step, duration) in outcome.timings.steps() {
            console.message(&format!("{step:>10} {:8.1} ms\n", duration.as_secs_f64() * 1000.0));
        }
    }
    if outcome.has_errors() {
        return Ok(Exit::BookErrors);
    }
    console.facts(&outcome);
    console.written(&outcome.written);
    // The process ends now, so the operating system frees the memory.
    outcome.intermediates.leak();
    Ok(Exit::Success)
}
