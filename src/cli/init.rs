//! `chapbook init`.
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::args::{InitArgs, UsageError};
use super::console::Console;
use super::exit::Exit;
use crate::build::{DerivedSettings, settings_of, write_all};

/// The files of a new manuscript.
const FILES: [(&str, &str); 3] = [
    ("book.toml", include_str!("init/book.toml")),
    ("01-beginning.md", include_str!("init/01-beginning.md")),
    ("02-going-on.md", include_str!("init/02-going-on.md")),
];

pub(super) fn run(args: &InitArgs, console: &Console) -> anyhow::Result<Exit> {
    if let Some(from) = &args.from {
        return write_settings(from, console);
    }
    let folder = &args.path;
    let files: Vec<(PathBuf, Vec<u8>)> = FILES.iter().map(|(name, text)| (folder.join(name), text.as_bytes().to_vec())).collect();
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(UsageError(format!("`{}` already exists; choose another folder", path.display())).into());
    }
    write_all(&files).context("cannot create the manuscript")?;
    for (path, _) in &files {
        console.result(&format!("{}\n", path.display()));
    }
    console.message(&format!("To build the book: chapbook build {}\n", folder.display()));
    Ok(Exit::Success)
}

/// Writes the `book.toml` for a folder that has none.
fn write_settings(from: &Path, console: &Console) -> anyhow::Result<Exit> {
    let DerivedSettings { path, text, outcome } = settings_of(from)?;
    console.diagnostics(&outcome, from);
    if outcome.has_errors() {
        return Ok(Exit::BookErrors);
    }
    write_all(&[(path.clone(), text.into_bytes())]).context("cannot write the settings")?;
    console.result(&format!("{}\n", path.display()));
    Ok(Exit::Success)
}
