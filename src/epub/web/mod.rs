//! The book as web pages: a site with a page for each chapter, or one page.
//!
//! Input: what an EPUB is made from. Output: the files. The text is printed by the printers of `content`, which also write HTML, with
//! the stylesheet of the e-book. The pages work without scripts and without a network; only the search box of a site needs its script.
//! Begin reading at [`write_site`] and [`write_page`]. `names.rs` names the files, `site.rs` says what the pages are called, `frame.rs`
//! writes what stands around the text, `front.rs` the title and the contents, `search.rs` the search index, `style.rs` the rules that
//! the stylesheet has for web pages only.
mod frame;
mod front;
mod names;
mod search;
mod site;
mod style;

use rayon::prelude::*;

use crate::diagnostic::Sink;
use crate::document::Folio;
use crate::resolve::Book;
use crate::xml::{Element, WriteXml, XmlWriter};

use super::content::{DocumentWriter, Medium, PageBreaks, Printer, Spine};
use super::package::Resource;
use super::resources::{Cover, EmbeddedFace, Pictures, Recordings};
use super::stylesheet::{ExtraRules, StylesheetPlace, stylesheet};
use super::{EpubError, EpubInput, extra_rules, resources};

use frame::PageParts;
use names::{INDEX, PageNames};
use site::{PageText, Site};

/// The file of the stylesheet of a site.
const STYLE_FILE: &str = "style.css";
/// The file of its script.
const SCRIPT_FILE: &str = "search.js";
/// The file of its search index.
const SEARCH_INDEX_FILE: &str = "search-index.js";
/// The folder of the files that its pages use.
const FILES_FOLDER: &str = "files/";
/// The script.
const SCRIPT: &str = include_str!("search.js");

/// A file of a book as web pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebFile {
    /// Its path in the folder, with forward slashes.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A book as one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebPage {
    /// The page, with its stylesheet and its fonts.
    pub html: String,
    /// The cover, the pictures and the recordings. Their paths have no folder.
    pub files: Vec<WebFile>,
}

/// What the printer borrows.
struct Materials<'a> {
    pictures: Pictures,
    recordings: Recordings,
    breaks: Option<PageBreaks<'a>>,
}

impl<'a> Materials<'a> {
    fn of(input: &EpubInput<'a>) -> Result<Self, EpubError> {
        let EpubInput { book, gallery, pages, .. } = *input;
        let breaks = pages.map(|list| PageBreaks::of(list, book.resolution));
        Ok(Self { pictures: Pictures::of(book, gallery)?, recordings: Recordings::of(book, gallery), breaks })
    }

    fn printer<'p>(&'p self, book: &'p Book<'p>, spine: &'p Spine<'p>, files: &'p str, sink: &'p Sink) -> Printer<'p> {
        Printer {
            book,
            medium: Medium::Web { files },
            spine,
            pictures: &self.pictures,
            recordings: &self.recordings,
            artist: None,
            breaks: self.breaks.as_ref(),
            sink,
        }
    }

    /// The cover, the pictures and the recordings.
    fn into_files(self, cover: Option<&Cover>, folder: &str) -> Vec<WebFile> {
        let cover = cover.map(Cover::to_resource);
        let resources = cover.into_iter().chain(self.pictures.into_resources()).chain(self.recordings.into_resources());
        resources.map(|resource| file_of(resource, folder)).collect()
    }
}

fn file_of(resource: Resource, folder: &str) -> WebFile {
    WebFile { path: format!("{folder}{}", resource.name), bytes: resource.bytes }
}

/// A finished page of a site.
struct FinishedPage {
    name: String,
    html: String,
    breaks: Vec<Folio>,
    has_mathml: bool,
}

impl FinishedPage {
    fn of(name: &str, mut out: DocumentWriter<'_>) -> Self {
        let breaks = std::mem::take(&mut out.placed);
        Self { name: name.to_owned(), has_mathml: out.has_mathml, breaks, html: out.finish() }
    }

    fn marked(&self) -> (&str, &[Folio]) {
        (&self.name, &self.breaks)
    }
}

/// Writes a book as a site: `index.html` with the title and the contents, a page for each chapter, and the files that they use. Reports
/// problems to `sink`.
///
/// # Errors
/// If a picture cannot be read.
pub fn write_site(input: &EpubInput<'_>, sink: &Sink) -> Result<Vec<WebFile>, EpubError> {
    let EpubInput { book, cover, .. } = *input;
    let PageNames { texts, notes } = PageNames::of(book);
    let spine = Spine::of_pages(book, texts, notes.clone());
    let materials = Materials::of(input)?;
    let printer = materials.printer(book, &spine, FILES_FOLDER, sink);
    let site = Site::of(&printer, &notes);
    let texts = site.pages.par_iter().enumerate().map(|(at, page)| FinishedPage::of(page.name, site.text_page(at)));
    let mut pages: Vec<FinishedPage> = texts.collect();
    let index = site.index_page(cover, &pages);
    pages.insert(0, index);

    let extra = ExtraRules { mathml: pages.iter().any(|page| page.has_mathml), ..extra_rules(book) };
    let faces = faces(input, &extra, pages.iter().map(|page| page.html.as_str()));
    let place = StylesheetPlace { face_url: &|face| format!("{FILES_FOLDER}{}", face.name), chapter_level: 1 };
    let mut css = stylesheet(book.edition, &faces, &extra, &place);
    css.push_str(&style::web_rules(&extra.code));
    let search_index = search::search_index(&site);
    let text = |path: &str, text: String| WebFile { path: path.to_owned(), bytes: text.into_bytes() };
    let mut files: Vec<WebFile> = pages.into_iter().map(|page| text(&page.name, page.html)).collect();
    files.extend([text(STYLE_FILE, css), text(SCRIPT_FILE, SCRIPT.to_owned()), text(SEARCH_INDEX_FILE, search_index)]);
    files.extend(faces.into_iter().map(|face| file_of(face.into_resource(), FILES_FOLDER)));
    files.extend(materials.into_files(cover, FILES_FOLDER));
    Ok(files)
}

/// Writes a book as one page. `folder` is the link to the folder of its pictures, with a slash at its end. Reports problems to `sink`.
///
/// # Errors
/// If a picture cannot be read.
pub fn write_page(input: &EpubInput<'_>, folder: &str, sink: &Sink) -> Result<WebPage, EpubError> {
    let EpubInput { book, cover, .. } = *input;
    // All links lead to places on the page, so they have no names of files.
    let spine = Spine::of_pages(book, vec![String::new(); book.document.chapters().len()], String::new());
    let materials = Materials::of(input)?;
    let printer = materials.printer(book, &spine, folder, sink);
    let site = Site::of(&printer, "");
    let mut out = DocumentWriter::new(printer, "", XmlWriter::html());
    site.one_page(&mut out, cover);
    let extra = ExtraRules { mathml: out.has_mathml, ..extra_rules(book) };
    let mut html = out.finish();

    let faces = faces(input, &extra, [html.as_str()].into_iter());
    let place = StylesheetPlace { face_url: &EmbeddedFace::data_uri, chapter_level: 2 };
    let mut css = stylesheet(book.edition, &faces, &extra, &place);
    css.push_str(&style::web_rules(&extra.code));
    let mut style = XmlWriter::html();
    style.raw_text(&Element::new("style"), &css);
    // The faces have only the characters of the page, so the stylesheet is made after it. It goes before the first `</head>`, which is the
    // end of the head, since `<` in text is escaped.
    let place = html.find("</head>").unwrap_or(0);
    html.insert_str(place, &style.finish());
    Ok(WebPage { html, files: materials.into_files(cover, "") })
}

/// The fonts of the pages, if the edition has fonts.
fn faces<'d>(input: &EpubInput<'_>, extra: &ExtraRules, pages: impl Iterator<Item = &'d str>) -> Vec<EmbeddedFace> {
    let EpubInput { book, fonts, .. } = *input;
    if book.edition.embed_fonts { resources::embedded_fonts(book, fonts, &extra.code, pages) } else { Vec::new() }
}

impl Site<'_> {
    /// A page of text. A chapter without a heading has one for screen readers: its first words.
    fn text_page(&self, at: usize) -> DocumentWriter<'_> {
        let page = &self.pages[at];
        self.page(Some(at), |out| {
            if !page.has_heading {
                out.text_line(Element::new("h1").attribute("class", "site-hidden"), &page.label);
            }
            print(out, page.text);
        })
    }

    /// The first page. It lists the printed pages that are marked on the pages of text and on itself.
    fn index_page(&self, cover: Option<&Cover>, pages: &[FinishedPage]) -> FinishedPage {
        let printer = self.printer;
        let out = self.page(None, |out| {
            front::title(out, cover);
            front::contents(out, printer, self.pages.first().map(|page| page.name));
            front::lists_and_copyright(out, printer, |out| {
                let own = [(INDEX, out.placed.as_slice())];
                printer
                    .breaks
                    .map(|breaks| breaks.targets(own.into_iter().chain(pages.iter().map(FinishedPage::marked))))
                    .unwrap_or_default()
            });
        });
        FinishedPage::of(INDEX, out)
    }

    /// The whole book on one page. The title has the heading of the first level, chapters have those of the second.
    fn one_page(&self, out: &mut DocumentWriter<'_>, cover: Option<&Cover>) {
        let printer = self.printer;
        let title = &printer.book.edition.metadata.title;
        let text = |out: &mut DocumentWriter<'_>| {
            out.level = 1;
            self.pages.iter().for_each(|page| print(out, page.text));
            front::lists_and_copyright(out, printer, |out| {
                printer.breaks.map(|breaks| breaks.targets([("", out.placed.as_slice())].into_iter())).unwrap_or_default()
            });
        };
        let body = |out: &mut DocumentWriter<'_>| {
            self.skip_link(out);
            out.block(Element::new("header").attribute("class", "site-title-page"), |out| front::title(out, cover));
            front::contents(out, printer, None);
            out.block(Element::new("main").attribute("id", frame::TEXT), text);
        };
        let head = |_: &mut DocumentWriter<'_>| ();
        frame::document(out, printer, title, PageParts { class: "one-page with-list", head, body });
    }
}

/// Prints the text of a page.
fn print(out: &mut DocumentWriter<'_>, text: PageText<'_>) {
    match text {
        PageText::Chapter(document) => out.text_of(document),
        PageText::Notes(endnotes) => out.endnotes(endnotes),
    }
}
