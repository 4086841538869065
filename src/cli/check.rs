//! `chapbook check`.
use super::args::{CheckArgs, GlobalArgs};
use super::console::Console;
use super::exit::{Exit, each_book};
use super::progress::Spinner;
use crate::build::check;

pub(super) fn run(args: &CheckArgs, global: &GlobalArgs, console: &Console) -> anyhow::Result<Exit> {
    each_book(&args.source.paths, console, |path| {
        let spinner = Spinner::new(global);
        let request = args.source.request(path);
        let checked = check(&request, &spinner);
        spinner.clear();
        let (outcome, document) = checked?;
        if args.dump {
            console.result(&document);
        }
        console.diagnostics_as_result(&outcome, &request.path);
        let exit = if outcome.has_errors() { Exit::BookErrors } else { Exit::Success };
        if args.source.paths.len() == 1 {
            // The process ends now, so the operating system frees the memory.
            outcome.intermediates.leak();
        }
        Ok(exit)
    })
}
