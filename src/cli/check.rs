//! `chapbook check`.
use super::args::{Arguments, CheckArguments};
use super::progress::Spinner;
use super::report::Report;
use super::{BOOK, GOOD};
use crate::build::check;

pub(super) fn run(typed: &CheckArguments, arguments: &Arguments, report: &Report) -> anyhow::Result<u8> {
    let spinner = Spinner::new(arguments);
    let checked = check(&typed.source.request(), &spinner);
    spinner.done();
    let (outcome, dump) = checked?;
    if typed.dump {
        report.result(&dump);
    }
    report.diagnostics(&outcome, true);
    Ok(if outcome.has_errors() { BOOK } else { GOOD })
}
