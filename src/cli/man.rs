//! `chapbook man`.
use std::path::Path;

use anyhow::Context;
use clap::CommandFactory;

use super::args::{Cli, ManArgs};
use super::console::Console;
use super::exit::Exit;
use crate::build::write_all;

pub(super) fn run(args: &ManArgs, console: &Console) -> anyhow::Result<Exit> {
    let mut command = Cli::command();
    command.build();
    let mut files = Vec::new();
    add(&command, &args.folder, &mut files).context("cannot make the manual pages")?;
    write_all(&files)?;
    files.iter().for_each(|(path, _)| console.result(&format!("{}\n", path.display())));
    Ok(Exit::Success)
}

/// Adds the page of a command, and those of its subcommands: `chapbook.1`, `chapbook-build.1`.
fn add(command: &clap::Command, folder: &Path, files: &mut Vec<(std::path::PathBuf, Vec<u8>)>) -> std::io::Result<()> {
    let page = clap_mangen::Man::new(command.clone());
    let mut bytes = Vec::new();
    page.render(&mut bytes)?;
    files.push((folder.join(page.get_filename()), bytes));
    // `help` and its subcommands only repeat the other pages.
    command
        .get_subcommands()
        .filter(|inner| !inner.is_hide_set() && inner.get_name() != "help")
        .try_for_each(|inner| add(inner, folder, files))
}
