//! `chapbook export`.
use super::args::{ExportArgs, UsageError, system_font_folders};
use super::console::Console;
use super::exit::Exit;
use crate::build::{BuildRequest, Commands, export, export_pages};

pub(super) fn run(args: &ExportArgs, console: &Console) -> anyhow::Result<Exit> {
    let request = BuildRequest {
        path: args.book.path.clone(),
        allow_outside: args.book.allow_outside,
        pandoc: args.pandoc.clone(),
        commands: if args.allow_commands { Commands::Allowed } else { Commands::Refused },
        font_paths: args.fonts.font_path.clone(),
        system_font_folders: system_font_folders(),
        ..BuildRequest::default()
    };
    let (outcome, text) = match (args.to.of_text(), &args.output) {
        (Some(format), output) => export(&request, format, output.clone())?,
        (None, Some(output)) => (export_pages(&request, output)?, String::new()),
        (None, None) => return Err(UsageError("`--to html` needs `-o`: a file for one page, or a folder for a site".to_owned()).into()),
    };
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
