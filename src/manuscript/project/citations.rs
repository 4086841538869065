//! Opens the files of a bibliography and of a citation style.
use std::path::Path;
use std::sync::Arc;

use crate::citation::{Bibliography, BibliographySource, StyleSource, can_cite, unknown_style};
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::edition::{CitationSettings, ListOfWorks};
use crate::source::files::FileUse;
use crate::source::{FileId, SourceMap, Span};

use crate::manuscript::files::open as files;
use crate::manuscript::front_matter::yaml::read_yaml;
use crate::manuscript::text::passes::within;

/// The bibliography of a book, if it has one. Reports files that do not exist or have another format. `root` is the folder that their paths
/// are relative to, `lang` the language of the book.
pub(super) fn bibliography(
    settings: &CitationSettings,
    root: &Path,
    lang: &str,
    sources: &mut SourceMap,
    sink: &Sink,
) -> Option<Arc<Bibliography>> {
    if !settings.has_bibliography() {
        report_unused(settings, sink);
        return None;
    }
    if !can_cite() {
        let place = settings.files.first().map(|(_, span)| *span).or(settings.works.as_ref().map(|works| works.span));
        let message = "this program was built without citations";
        sink.report(
            Diagnostic::new(codes::UNUSED_BIBLIOGRAPHY, place.unwrap_or(Span::DETACHED), message)
                .label("citations are printed as typed")
                .hint("build chapbook with its feature `citations`"),
        );
        return None;
    }
    let mut opened: Vec<(FileId, BibliographyFormat)> = Vec::new();
    for (path, span) in &settings.files {
        let Some(format) = BibliographyFormat::of(path) else {
            sink.report(
                Diagnostic::new(codes::BAD_BIBLIOGRAPHY, *span, format!("`{path}` is in no format of bibliographies that chapbook reads"))
                    .label("not read")
                    .hint("the formats are BibTeX and BibLaTeX (`.bib`), CSL JSON (`.json`) and CSL YAML (`.yaml`)"),
            );
            continue;
        };
        opened.extend(open(path, *span, root, sources, sink).map(|file| (file, format)));
    }
    let style_file = settings.style.as_ref().filter(|(path, _)| path.to_ascii_lowercase().ends_with(".csl"));
    let style_file = style_file.map(|(path, span)| (path, *span, open(path, *span, root, sources, sink)));
    let text = |file: FileId| sources.file(file).map_or("", |file| file.text.as_ref());
    let mut read: Vec<BibliographySource<'_>> = opened
        .into_iter()
        .map(|(file, format)| match format {
            BibliographyFormat::Bib => BibliographySource::Bib(file, text(file)),
            BibliographyFormat::Json => BibliographySource::Json(file, text(file)),
            BibliographyFormat::Yaml => BibliographySource::Yaml(read_yaml(file, text(file), yaml_range(text(file)), sink)),
        })
        .collect();
    read.extend(settings.works.clone().map(BibliographySource::Yaml));
    let style = match (&style_file, &settings.style) {
        (Some((path, span, Some(file))), _) => StyleSource::File { path, text: text(*file), span: *span },
        (Some((_, _, None)), _) | (None, None) => StyleSource::Default,
        (None, Some((name, span))) => StyleSource::Named(name, *span),
    };
    let mut bibliography = Bibliography::read(&read, &style, lang, sink)?;
    bibliography.list_in(settings.list_of_works);
    match settings.uncited.first() {
        Some((_, span)) if settings.list_of_works == ListOfWorks::Chapter => sink.report(
            Diagnostic::new(codes::UNUSED_SETTING, *span, "`nocite` has no effect")
                .label("the list of a chapter has only the works that the chapter cites")
                .hint("write `list-of-works = \"book\"`, or remove this setting"),
        ),
        _ => bibliography.list_uncited(&settings.uncited, sink),
    }
    Some(Arc::new(bibliography))
}

/// Reports settings of citations in a book without a bibliography.
fn report_unused(settings: &CitationSettings, sink: &Sink) {
    const HINT: &str = "name the bibliography, `bibliography = \"refs.bib\"`, or remove this setting";
    if let Some((name, span)) = &settings.style {
        let is_file = name.to_ascii_lowercase().ends_with(".csl");
        sink.report(match unknown_style(name, *span).filter(|_| !is_file) {
            Some(diagnostic) => diagnostic.label("no effect: the book has no bibliography"),
            None => Diagnostic::new(codes::UNUSED_SETTING, *span, "the citation style has no effect")
                .label("the book has no bibliography")
                .hint(HINT),
        });
    }
    let uncited = settings.uncited.first().map(|(_, span)| ("nocite", *span));
    for (key, span) in uncited.into_iter().chain(settings.list_place.map(|span| ("list-of-works", span))) {
        let diagnostic = Diagnostic::new(codes::UNUSED_SETTING, span, format!("`{key}` has no effect"));
        sink.report(diagnostic.label("the book has no bibliography").hint(HINT));
    }
}

/// The formats of bibliographies.
#[derive(Clone, Copy)]
enum BibliographyFormat {
    Bib,
    Json,
    Yaml,
}

impl BibliographyFormat {
    /// The format of a file, by its extension.
    fn of(path: &str) -> Option<Self> {
        Some(match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "bib" | "bibtex" | "biblatex" => Self::Bib,
            "json" => Self::Json,
            "yaml" | "yml" => Self::Yaml,
            _ => return None,
        })
    }
}

/// The bytes of a YAML file without the lines `---` and `...` around its content, which a file for Pandoc has.
fn yaml_range(text: &str) -> std::ops::Range<usize> {
    let start = files::bom(text);
    let inner = text[start..].strip_prefix("---").and_then(|rest| rest.find('\n').filter(|end| rest[..*end].trim().is_empty()));
    let start = inner.map_or(start, |end| start + "---".len() + end + 1);
    let end = ["\n---", "\n..."].into_iter().filter_map(|end| text[start..].find(end)).min().map_or(text.len(), |end| start + end + 1);
    start..end
}

/// Opens a file. Reports one that does not exist or does not belong to the book.
fn open(path: &str, span: Span, root: &Path, sources: &mut SourceMap, sink: &Sink) -> Option<FileId> {
    let Some(inside) = within("", path) else {
        sink.report(
            Diagnostic::new(codes::OUTSIDE_ROOT, span, format!("`{path}` is outside the book")).hint("move it into the folder of the book"),
        );
        return None;
    };
    if !root.join(&inside).is_file() {
        sink.report(files::missing(codes::MISSING_FILE, span, &format!("there is no file `{path}`"), root, &inside));
        return None;
    }
    if !files::is_admitted(FileUse::Text, (root, &inside), span, sources, sink) {
        return None;
    }
    match files::bytes(&root.join(&inside)) {
        Ok(bytes) => Some(files::add(&inside, bytes, sources, sink)),
        Err(error) => {
            sink.report(Diagnostic::new(codes::BAD_BIBLIOGRAPHY, span, error.to_string()).label("not read").hint("correct the file"));
            None
        }
    }
}
