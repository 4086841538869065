//! `chapbook editions`.
use super::args::EditionsArgs;
use super::console::Console;
use super::exit::Exit;
use crate::build::{BuildRequest, EditionSummary, survey};

pub(super) fn run(args: &EditionsArgs, console: &Console) -> anyhow::Result<Exit> {
    let request = BuildRequest {
        path: args.book.path.clone(),
        sheet: args.sheet.map(Into::into),
        font_paths: args.fonts.font_path.clone(),
        ..BuildRequest::default()
    };
    let (outcome, editions) = survey(&request)?;
    console.diagnostics(&outcome, &request.path);
    let rows: Vec<Row> = editions.iter().map(Row::of).collect();
    let name_width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    let formats_width = rows.iter().map(|row| row.formats.chars().count()).max().unwrap_or(0);
    let line = |Row { name, formats, remarks }: &Row<'_>| {
        let line = format!("{name:<name_width$}  {formats:<formats_width$}  {remarks}");
        format!("{}\n", line.trim_end())
    };
    console.editions(&editions, &rows.iter().map(line).collect::<Vec<_>>());
    Ok(if outcome.has_errors() { Exit::BookErrors } else { Exit::Success })
}

/// A line of the list.
struct Row<'a> {
    name: &'a str,
    formats: String,
    /// The purpose, and the number of pages and sheets.
    remarks: String,
}

impl<'a> Row<'a> {
    fn of(edition: &'a EditionSummary) -> Self {
        let pdf = edition.paper.map(|(page, _)| format!("PDF {page}"));
        let epub = edition.epub.then(|| match &edition.page_list {
            Some(other) if *other != edition.name => format!("EPUB with the pages of {other}"),
            Some(_) | None => "EPUB".to_owned(),
        });
        let formats: Vec<String> = [pdf, epub].into_iter().flatten().collect();
        let purpose = edition.purpose.map(|purpose| format!("{purpose}."));
        let sheets = edition.paper.map(|(_, sheets)| format!("{sheets}."));
        let remarks: Vec<String> = [purpose, sheets].into_iter().flatten().collect();
        Self { name: &edition.name, formats: formats.join(", "), remarks: remarks.join(" ") }
    }
}
