//! A design as TOML, each value with the place that it comes from.
use std::fmt::Write;

use serde::Serialize;

use crate::source::{SourceMap, Span};
use crate::units::{Length, PAPERS, Size, paper};

use crate::edition::{Design, Edition, Lines, LinkAddresses, Measure, Origin, Ornament};

/// The design of an edition as a `[design]` table that can be put into `book.toml` as it is.
#[must_use]
pub fn show(edition: &Edition, sources: &SourceMap) -> String {
    let mut out = String::from("[design]\n");
    let mut table = String::new();
    for (key, value, also) in values(&edition.design) {
        let (own, name) = key.rsplit_once('.').unwrap_or(("", &key));
        // The pair of a page is written in one line, as people do; all other tables have a head of their own.
        let (own, name) = if own == "page" { ("", key.as_str()) } else { (own, name) };
        if own != table {
            table = own.to_owned();
            let _ = writeln!(out, "\n[design.{table}]");
        }
        let _ = writeln!(out, "{name} = {value} # {}", origin(edition, &key, also, sources));
    }
    out
}

/// Where a value comes from: said for itself, for its whole table, or for what it follows.
fn origin(edition: &Edition, key: &str, also: &str, sources: &SourceMap) -> String {
    let whole = key.split('.').next().unwrap_or(key);
    let below = format!("{key}.");
    let part = edition.origins.keys().find(|known| known.starts_with(&below)).map_or("", String::as_str);
    let found = [key, whole, part, also].into_iter().find_map(|key| edition.origins.get(key));
    match found {
        None => "default".to_owned(),
        Some(Origin::Base(name)) => format!("base {name}"),
        Some(Origin::BuiltIn(name)) => format!("edition {name}"),
        Some(Origin::Given(span)) => place(*span, sources),
    }
}

fn place(span: Span, sources: &SourceMap) -> String {
    match (sources.file(span.file), sources.line_column(span)) {
        (Some(file), Some((line, column))) => format!("{}:{line}:{column}", file.path),
        (Some(_) | None, _) => "given".to_owned(),
    }
}

/// All values in the order of the schema: dotted key, TOML, the key that it follows if it is not given.
fn values(design: &Design) -> Vec<(String, String, &'static str)> {
    let mut out: Vec<(String, String, &'static str)> = Vec::new();
    let mut put = |key: &str, value: String| out.push((key.to_owned(), value, ""));
    match paper_name(design.page) {
        Some(name) => put("page", quoted(name)),
        None => {
            put("page.width", length(design.page.width));
            put("page.height", length(design.page.height));
        }
    }
    if design.canon {
        put("margins", quoted("canon"));
    }
    put("columns", design.columns.to_string());
    put("gutter", length(design.gutter));
    put("text-face", quoted(&design.text_face));
    put("mono-face", quoted(&design.mono_face));
    put("heading-face", quoted(design.heading_family()));
    if let Some(face) = &design.fallback_face {
        put("fallback-face", quoted(face));
    }
    put("size", length(design.size));
    put("leading", length(design.leading));
    put("indent", length(design.indent));
    put("note-size", length(design.note_size));
    put("note-leading", length(design.note_leading));
    put("small-size", length(design.small_size));
    put("code-size", length(design.code_size));
    put("opening", word(design.opening));
    put("drop", design.drop.to_string());
    put("justify", design.justify.to_string());
    put("hyphenate", design.hyphenate.to_string());
    put("hyphenate-names", design.hyphenate_names.to_string());
    let words: Vec<String> = design.hyphenation.iter().map(|word| quoted(word)).collect();
    put("hyphenation", format!("[{}]", words.join(", ")));
    put("paragraphs", word(design.paragraphs));
    put("paragraph-numbers", word(design.paragraph_numbers));
    put("line-numbers", design.line_numbers.to_string());
    put("answer-lines", design.answer_lines.to_string());
    put("session-line", design.session_line.to_string());
    put(
        "link-addresses",
        match design.link_addresses {
            LinkAddresses::None => "false".to_owned(),
            LinkAddresses::Beside => "true".to_owned(),
            LinkAddresses::List => quoted("list"),
            LinkAddresses::Codes => quoted("codes"),
        },
    );
    put("ink", word(design.ink));
    put("ragged-bottom", design.ragged_bottom.to_string());
    put("grid", design.grid.to_string());
    put("protrusion", design.protrusion.to_string());
    put("expansion", design.expansion.to_string());
    put("running-heads", design.running_heads.to_string());
    put("title-pages", design.title_pages.to_string());
    put("contents", design.contents.to_string());
    let lists = [(design.list_of_figures, "\"figures\""), (design.list_of_tables, "\"tables\"")];
    let lists: Vec<&str> = lists.iter().filter(|(made, _)| *made).map(|(_, name)| *name).collect();
    put("lists", format!("[{}]", lists.join(", ")));
    put(
        "ornament",
        quoted(match &design.ornament {
            Ornament::Rule => "rule",
            Ornament::Asterisks => "asterisks",
            Ornament::Space => "space",
            Ornament::Text(text) => text,
        }),
    );
    if !design.canon {
        put("margins.inner", length(design.margins.inner));
        put("margins.head", length(design.margins.head));
        put("margins.outer", length(design.margins.outer));
        put("margins.foot", length(design.margins.foot));
    }
    for (at, heading) in design.headings.iter().enumerate() {
        let key = |name: &str| format!("headings.{}.{name}", at + 1);
        put(&key("size"), measure(heading.size));
        put(&key("shape"), word(heading.shape));
        put(&key("align"), word(heading.align));
        put(&key("above"), white(heading.above));
        put(&key("below"), white(heading.below));
    }
    put("openings.label-shape", word(design.openings.label_shape));
    put("openings.title-size", measure(design.openings.title_size));
    put("openings.title-shape", word(design.openings.title_shape));
    put("openings.align", word(design.openings.align));
    put("openings.below", white(design.openings.below));
    put("openings.first-words", word(design.openings.first_words));
    put("openings.drop-cap", design.openings.drop_cap.to_string());
    put("quotes.indent", measure(design.quotes.indent));
    put("quotes.right-indent", measure(design.quotes.right_indent));
    put("quotes.size", measure(design.quotes.size.unwrap_or(Measure::Fixed(design.small_size))));
    put("notes.separator", word(design.separator));
    put("notes.run-on", design.run_on_notes.to_string());
    put("figures.place", word(design.figure_place));
    put("captions.shape", word(design.captions.shape));
    put("captions.label-shape", word(design.captions.label_shape));
    put("tables.head-shape", word(design.captions.table_head_shape));
    put("heads.verso", word(design.heads.verso));
    put("heads.recto", word(design.heads.recto));
    put("heads.shape", word(design.heads.shape));
    put("heads.size", measure(design.heads.size));
    put("heads.align", word(design.heads.align));
    put("heads.folio", word(design.heads.folio));
    put("titles.align", word(design.titles.align));
    put("titles.shape", word(design.titles.shape));
    put("titles.subtitle-shape", word(design.titles.subtitle_shape));
    put("titles.masthead", design.titles.masthead.to_string());
    for (key, _, also) in &mut out {
        match key.as_str() {
            "heading-face" => *also = "text-face",
            "quotes.size" => *also = "small-size",
            _ => {}
        }
    }
    out
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The name of a choice, as it is written.
fn word(choice: impl Serialize) -> String {
    serde_json::to_value(choice).map_or_else(|_| String::new(), |name| name.to_string())
}

fn white(lines: Lines) -> String {
    (lines.0 as f64 / 100.0).to_string()
}

fn measure(measure: Measure) -> String {
    match measure {
        Measure::Fixed(fixed) => length(fixed),
        Measure::Em(thousandths) => quoted(&format!("{}em", thousandths as f64 / 1000.0)),
    }
}

/// A length in the unit in which it is round, so that reading it gives the same length again.
fn length(length: Length) -> String {
    let hundredth = |value: f64| (value * 100.0).round() / 100.0;
    let (points, millimetres) = (hundredth(length.to_pt()), hundredth(length.to_pt() * 25.4 / 72.0));
    quoted(&if Length::from_pt(points) == length {
        format!("{points}pt")
    } else if Length::from_mm(millimetres) == length {
        format!("{millimetres}mm")
    } else {
        format!("{:.5}pt", length.to_pt())
    })
}

fn paper_name(page: Size) -> Option<&'static str> {
    PAPERS.iter().map(|(name, ..)| *name).find(|name| paper(name) == Some(page))
}
