//! `chapbook build`.
use super::args::{Arguments, BuildArguments};
use super::progress::Spinner;
use super::report::Report;
use super::{BOOK, GOOD};
use crate::build::{BuildRequest, build};

pub(super) fn run(typed: &BuildArguments, arguments: &Arguments, report: &Report) -> anyhow::Result<u8> {
    let request = BuildRequest {
        output: typed.output.clone(),
        only: typed.only.clone(),
        formats: typed.format.iter().copied().map(Into::into).collect(),
        ..typed.source.request()
    };
    let spinner = Spinner::new(arguments);
    let outcome = build(&request, &spinner);
    spinner.done();
    let outcome = outcome?;
    report.diagnostics(&outcome, false);
    if typed.timings || report.verbose {
        for (stage, spent) in outcome.timings.stages() {
            report.aside(&format!("{stage:>10} {:8.1} ms\n", spent.as_secs_f64() * 1000.0));
        }
    }
    if outcome.has_errors() {
        return Ok(BOOK);
    }
    report.facts(&outcome);
    report.written(&outcome);
    // The process ends here, and all of its memory with it.
    outcome.workings.leave();
    Ok(GOOD)
}
