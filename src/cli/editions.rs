//! `chapbook editions`.
use super::args::{EditionsArgs, system_font_folders};
use super::console::Console;
use super::exit::Exit;
use super::table::TableRow;
use crate::build::{BuildRequest, EditionSummary, edition_names, survey};

pub(super) fn run(args: &EditionsArgs, console: &Console) -> anyhow::Result<Exit> {
    let request = BuildRequest {
        path: args.book.path.clone(),
        allow_outside: args.book.allow_outside,
        sheet: args.sheet.map(Into::into),
        font_paths: args.fonts.font_path.clone(),
        system_font_folders: system_font_folders(),
        ..BuildRequest::default()
    };
    if args.names {
        let (outcome, names) = edition_names(&request)?;
        console.diagnostics(&outcome, &request.path);
        names.iter().for_each(|name| console.result(&format!("{name}\n")));
        return Ok(if outcome.has_errors() { Exit::BookErrors } else { Exit::Success });
    }
    let (outcome, editions) = survey(&request)?;
    console.diagnostics(&outcome, &request.path);
    console.editions(&editions, &editions.iter().map(row).collect::<Vec<_>>());
    Ok(if outcome.has_errors() { Exit::BookErrors } else { Exit::Success })
}

/// The row of an edition: its name and formats, then its purpose and the number of pages and sheets.
fn row(edition: &EditionSummary) -> TableRow {
    let pdf = edition.paper.map(|(page, _)| format!("PDF {page}"));
    let epub = edition.epub.then(|| match &edition.page_list {
        Some(other) if *other != edition.name => format!("EPUB with the pages of {other}"),
        Some(_) | None => "EPUB".to_owned(),
    });
    let formats: Vec<String> = [pdf, epub].into_iter().flatten().collect();
    let purpose = edition.purpose.map(|purpose| format!("{purpose}."));
    let sheets = edition.paper.map(|(_, sheets)| format!("{sheets}."));
    let remarks: Vec<String> = [purpose, sheets].into_iter().flatten().collect();
    TableRow { first: vec![edition.name.clone(), formats.join(", ")], last: remarks.join(" ") }
}
