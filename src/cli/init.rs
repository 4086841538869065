//! `chapbook init`.
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::GOOD;
use super::args::{InitArguments, Usage};
use super::report::Report;
use crate::build::write_all;

const FILES: [(&str, &str); 3] = [
    ("book.toml", include_str!("init/book.toml")),
    ("01-beginning.md", include_str!("init/01-beginning.md")),
    ("02-going-on.md", include_str!("init/02-going-on.md")),
];

pub(super) fn run(typed: &InitArguments, report: &Report) -> anyhow::Result<u8> {
    let folder: &Path = &typed.path;
    let files: Vec<(PathBuf, Vec<u8>)> = FILES.iter().map(|(name, text)| (folder.join(name), text.as_bytes().to_vec())).collect();
    if let Some((taken, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(Usage(format!("`{}` is there already; begin in another folder", taken.display())).into());
    }
    write_all(&files).context("the manuscript cannot be begun")?;
    for (path, _) in &files {
        report.result(&format!("{}\n", path.display()));
    }
    report.aside(&format!("now try: chapbook build {}\n", folder.display()));
    Ok(GOOD)
}
