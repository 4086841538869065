//! `chapbook design`.
use super::args::{DesignCommand, system_font_folders};
use super::console::Console;
use super::exit::Exit;
use super::table::TableRow;
use crate::build::{BuildRequest, design};
use crate::edition::designs;

pub(super) fn run(command: &DesignCommand, console: &Console) -> anyhow::Result<Exit> {
    match command {
        DesignCommand::List => {
            let row = |(name, purpose): (&str, &str)| TableRow { first: vec![name.to_owned()], last: purpose.to_owned() };
            console.table(&designs().map(row).collect::<Vec<_>>());
            Ok(Exit::Success)
        }
        DesignCommand::Show { book, edition, fonts } => {
            let request = BuildRequest {
                path: book.path.clone(),
                allow_outside: book.allow_outside,
                editions: edition.iter().cloned().collect(),
                font_paths: fonts.font_path.clone(),
                system_font_folders: system_font_folders(),
                ..BuildRequest::default()
            };
            let (outcome, text) = design(&request)?;
            console.result(&text);
            console.diagnostics(&outcome, &request.path);
            Ok(if outcome.has_errors() { Exit::BookErrors } else { Exit::Success })
        }
    }
}
