//! `chapbook export`.
use super::args::ExportArgs;
use super::console::Console;
use super::exit::Exit;
use crate::build::{BuildRequest, export};

pub(super) fn run(args: &ExportArgs, console: &Console) -> anyhow::Result<Exit> {
    let request = BuildRequest {
        path: args.book.path.clone(),
        allow_outside: args.book.allow_outside,
        pandoc: args.pandoc.clone(),
        ..BuildRequest::default()
    };
    let (outcome, text) = export(&request, args.to.into(), args.output.clone())?;
    console.diagnostics(&outcome, &request.path);
    if outcome.has_errors() {
        return Ok(Exit::BookErrors);
    }
    match args.output {
        Some(_) => outcome.written.iter().for_each(|path| console.result(&format!("{}\n", path.display()))),
        None => console.result(&text),
    }
    Ok(Exit::Success)
}
