//! `chapbook design`.
use super::args::DesignCommand;
use super::report::Report;
use super::{BOOK, GOOD};
use crate::build::{BuildRequest, design};
use crate::edition::designs;

pub(super) fn run(typed: &DesignCommand, report: &Report) -> anyhow::Result<u8> {
    match typed {
        DesignCommand::List => {
            let width = designs().map(|(name, _)| name.len()).max().unwrap_or(0);
            for (name, line) in designs() {
                report.result(&format!("{name:width$}  {line}\n"));
            }
            Ok(GOOD)
        }
        DesignCommand::Show { path, edition, font_path } => {
            let request = BuildRequest {
                path: path.clone(),
                editions: edition.clone().into_iter().collect(),
                font_paths: font_path.clone(),
                ..BuildRequest::default()
            };
            let (outcome, text) = design(&request)?;
            report.result(&text);
            report.diagnostics(&outcome, false);
            Ok(if outcome.has_errors() { BOOK } else { GOOD })
        }
    }
}
