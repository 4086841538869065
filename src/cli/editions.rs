//! `chapbook editions`.
use super::args::EditionsArguments;
use super::report::Report;
use super::{BOOK, GOOD};
use crate::build::{BuildRequest, survey};

pub(super) fn run(typed: &EditionsArguments, report: &Report) -> anyhow::Result<u8> {
    let request = BuildRequest {
        path: typed.path.clone(),
        sheet: typed.sheet.map(Into::into),
        font_paths: typed.font_path.clone(),
        ..BuildRequest::default()
    };
    let (outcome, editions) = survey(&request)?;
    report.diagnostics(&outcome, false);
    let rows: Vec<[String; 3]> = editions
        .iter()
        .map(|edition| {
            let sheets = edition.paper.map_or_else(String::new, |(_, sheets)| sheets.to_string());
            let formats = [
                edition.paper.map(|(page, _)| format!("PDF {page}")),
                edition.epub.then(|| match &edition.page_list {
                    Some(other) if *other != edition.name => format!("EPUB with the pages of {other}"),
                    Some(_) | None => "EPUB".to_owned(),
                }),
            ];
            let formats: Vec<String> = formats.into_iter().flatten().collect();
            [edition.name.clone(), formats.join(", "), sheets]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1)];
    for (edition, row) in editions.iter().zip(&rows) {
        let what = edition.purpose.map(|purpose| format!("{purpose}. ")).unwrap_or_default();
        let end = if row[2].is_empty() { String::new() } else { format!("{}.", row[2]) };
        let line = format!("{:<w0$}  {:<w1$}  {what}{end}", row[0], row[1], w0 = widths[0], w1 = widths[1]);
        report.result(&format!("{}\n", line.trim_end()));
    }
    Ok(if outcome.has_errors() { BOOK } else { GOOD })
}
