//! Turns a book into an EPUB 3.3 file.
//!
//! Input: a resolved book, its pictures, fonts and cover, and the pages of the printed edition. Output: the file as bytes. The same
//! input gives the same bytes. Begin reading at [`write_paged_to`], which calls the folders in order: `content` prints the chapters,
//! `navigation` prints the contents and the other lists of links, `resources` has the files that these documents use, `accessibility`
//! and `retailers` examine the result, and `package` packs it. `web` prints the same content as web pages.
mod accessibility;
mod code_features;
mod content;
mod metadata;
mod navigation;
mod package;
mod resources;
mod retailers;
mod stylesheet;
mod web;

use std::io::{self, Cursor, Seek, SeekFrom, Write};

use crate::artwork::Gallery;
use crate::diagnostic::Sink;
use crate::document::PageList;
use crate::edition::EbookFormulas;
use crate::font::FontBook;
use crate::math::{FormulaArtist, TextFaces};
use crate::resolve::Book;

use code_features::CodeFeatures;
use content::{ContentDocument, Medium, PageBreaks, Printer, Spine};
use package::{ManifestProperty, Package, Resource};
use resources::{EmbeddedFace, Pictures, Publication, Recordings};
use stylesheet::{ExtraRules, StylesheetPlace};

pub use package::EpubError;
pub use resources::Cover;
pub use web::{WebFile, WebPage, write_page, write_site};

/// Everything that an EPUB, or a book as web pages, is made from.
#[derive(Clone, Copy)]
pub struct EpubInput<'a> {
    /// The text, its resolution, its edition.
    pub book: &'a Book<'a>,
    /// The pictures that the text uses.
    pub gallery: &'a Gallery,
    /// The fonts that the design names.
    pub fonts: &'a FontBook,
    /// The front cover, if there is one.
    pub cover: Option<&'a Cover>,
    /// The pages of the printed edition, if they are to be marked in the text and listed in the navigation.
    pub pages: Option<&'a PageList>,
}

/// Makes an EPUB, with the pages of the printed edition if there are any. Reports problems to `sink`.
///
/// # Errors
/// If a picture cannot be read or the file cannot be packed.
pub fn write_paged(input: &EpubInput<'_>, sink: &Sink) -> Result<Vec<u8>, EpubError> {
    write_paged_to(input, sink, |length| Ok(Cursor::new(Vec::with_capacity(length)))).map(Cursor::into_inner)
}

/// Writes an EPUB as [`write_paged`] does, but not necessarily to memory. `open` gets the approximate number of bytes, and returns what the
/// EPUB is written to.
///
/// # Errors
/// If a picture cannot be read, or the file cannot be packed or written.
pub fn write_paged_to<W: Write + Seek>(
    input: &EpubInput<'_>,
    sink: &Sink,
    open: impl FnOnce(usize) -> io::Result<W>,
) -> Result<W, EpubError> {
    let EpubInput { book, gallery, fonts, cover, pages } = *input;
    let spine = Spine::of(book);
    let pictures = Pictures::of(book, gallery)?;
    let recordings = Recordings::of(book, gallery);
    let breaks = pages.map(|list| PageBreaks::of(list, book.resolution));
    let artist = formula_artist(book, fonts);
    let printer = Printer {
        book,
        medium: Medium::Package,
        spine: &spine,
        pictures: &pictures,
        recordings: &recordings,
        artist: artist.as_ref(),
        breaks: breaks.as_ref(),
        sink,
    };
    let documents = content_documents(&printer, cover);
    let targets = breaks.as_ref().map(|breaks| breaks.targets(documents.iter().map(ContentDocument::marked)));
    let ncx = navigation::ncx(&printer, targets.as_deref());

    let has = |property| documents.iter().any(|document| document.properties.contains(&property));
    let (mathml, formula_drawings) = (has(ManifestProperty::MathMl), has(ManifestProperty::Svg));
    let mut files: Vec<Resource> = cover.map(Cover::to_resource).into_iter().collect();
    files.extend(documents.into_iter().map(ContentDocument::into_resource));
    let xhtml = files.iter().filter_map(Resource::xhtml);
    let extra = ExtraRules { mathml, formula_drawings, ..extra_rules(book) };
    let faces = if book.edition.embed_fonts { resources::embedded_fonts(book, fonts, &extra.code, xhtml) } else { Vec::new() };
    let place = StylesheetPlace { face_url: &|face| face.name.clone(), chapter_level: 1 };
    let stylesheet = stylesheet::stylesheet(book.edition, &faces, &extra, &place);
    files.push(Resource::used("stylesheet.css".to_owned(), "text/css", stylesheet.into_bytes()));
    files.extend(faces.into_iter().map(EmbeddedFace::into_resource));

    let publication = Publication { files: &files, pictures: &pictures, gallery, cover };
    let facts = accessibility::examine(book, &publication, sink);
    retailers::examine(book, &publication, sink);

    files.extend(pictures.into_resources());
    files.extend(recordings.into_resources());
    let prefixes = metadata::prefixes(&book.edition.metadata);
    let printing = pages.map(|list| list.source.as_str());
    let opf = package::opf(book, &files, prefixes, |xml| {
        metadata::metadata(&book.edition.metadata, &facts, printing, cover.is_some(), xml);
    });
    let mut packed = package::pack(book, Package { opf, ncx, resources: files }, open)?;
    let length = packed.seek(SeekFrom::End(0)).map_err(EpubError::Container)?;
    retailers::examine_size(book, usize::try_from(length).unwrap_or(usize::MAX), sink);
    Ok(packed)
}

/// The rules of the stylesheet that the text of a book needs, apart from those for its formulas.
fn extra_rules(book: &Book<'_>) -> ExtraRules {
    ExtraRules {
        structured_tables: content::has_structured_tables(book.document),
        parentheses: content::has_parentheses(book.document),
        works: content::has_works(book.document),
        introduced_bibliography: content::has_introduced_bibliography(book.document),
        mathml: false,
        formula_drawings: false,
        subfigures: content::has_subfigures(book.document),
        statements: content::has_statements(book.document),
        code: CodeFeatures::of(book),
    }
}

/// Draws formulas, if the edition asks for drawings and there is a face for formulas.
fn formula_artist<'a>(book: &Book<'a>, fonts: &'a FontBook) -> Option<FormulaArtist<'a>> {
    let (edition, labels) = (book.edition, &book.resolution.equation_labels);
    let faces = TextFaces { text: &edition.design.text_face, mono: &edition.design.mono_face, language: edition.metadata.language.tag() };
    match edition.formulas {
        EbookFormulas::Mathml => None,
        EbookFormulas::Pictures => FormulaArtist::new(fonts, faces, labels),
    }
}

/// Writes an EPUB without the pages of a printed edition.
///
/// # Errors
/// If a picture cannot be read or the file cannot be packed.
pub fn write(book: &Book<'_>, gallery: &Gallery, fonts: &FontBook, cover: Option<&Cover>, sink: &Sink) -> Result<Vec<u8>, EpubError> {
    write_paged(&EpubInput { book, gallery, fonts, cover, pages: None }, sink)
}

/// All content documents in reading order: cover, title page, copyright page, dedication and epigraph, contents, lists of figures and
/// tables, chapters, notes.
fn content_documents(printer: &Printer<'_>, cover: Option<&Cover>) -> Vec<ContentDocument> {
    let mut documents = content::front_pages(printer, cover);
    let chapters = printer.spine.documents.iter().zip(content::chapters(printer));
    let (before, after): (Vec<_>, Vec<_>) = chapters.partition(|(place, _)| place.before_contents);
    documents.extend(before.into_iter().map(|(_, chapter)| chapter));
    let nav_place = documents.len();
    documents.extend(navigation::caption_lists(printer));
    let endnotes = |place| printer.spine.endnotes_before(place).map(|endnotes| content::endnotes(printer, endnotes));
    for (place, chapter) in after {
        documents.extend(endnotes(Some(place)));
        documents.push(chapter);
    }
    documents.extend(endnotes(None));
    // Written last, since it lists the pages that are marked in all other documents.
    let nav = navigation::navigation_document(printer, cover.is_some(), &documents);
    documents.insert(nav_place, nav);
    documents
}
