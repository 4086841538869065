//! `chapbook import`.
use super::args::ImportArgs;
use super::console::Console;
use super::exit::Exit;
use crate::build::{ImportRequest, import};

pub(super) fn run(args: &ImportArgs, console: &Console) -> anyhow::Result<Exit> {
    let request = ImportRequest { files: args.files.clone(), title: args.title.clone(), language: args.language.clone() };
    let imported = import(&request, &args.output)?;
    for path in &imported.written {
        console.result(&format!("{}\n", path.display()));
    }
    for line in imported.remarks.lines() {
        console.note(&line);
    }
    console.message(&format!("To build the book: chapbook build {}\n", args.output.display()));
    Ok(Exit::Success)
}
