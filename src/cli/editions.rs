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
    let rows: Vec<[String; 4]> = editions
        .iter()
        .map(|edition| {
            let (pages, sheets) = edition.paper.map_or_else(
                || (String::new(), String::new()),
                |paper| {
                    (
                        format!("{} {}", paper.pages, plural(paper.pages, "page")),
                        format!("{} {}", paper.sheets, plural(paper.sheets, "sheet")),
                    )
                },
            );
            let formats = [
                edition.paper.map(|paper| format!("PDF {}", paper.page)),
                edition.epub.then(|| match &edition.page_list {
                    Some(other) if *other != edition.name => format!("EPUB with the pages of {other}"),
                    Some(_) | None => "EPUB".to_owned(),
                }),
            ];
            let formats: Vec<String> = formats.into_iter().flatten().collect();
            [edition.name.clone(), formats.join(", "), pages, sheets]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3)];
    for (edition, row) in editions.iter().zip(&rows) {
        let what = edition.purpose.unwrap_or("of the book");
        let line = format!(
            "{:<w0$}  {:<w1$}  {:>w2$}  {:>w3$}  {what}",
            row[0],
            row[1],
            row[2],
            row[3],
            w0 = widths[0],
            w1 = widths[1],
            w2 = widths[2],
            w3 = widths[3]
        );
        report.result(&format!("{}\n", line.trim_end()));
    }
    Ok(if outcome.has_errors() { BOOK } else { GOOD })
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}
