//! Book to an EPUB 3.3: a content document for each chapter, linked notes, navigation, metadata, faces.
mod accessibility;
mod content;
mod metadata;
mod navigation;
mod package;
mod resources;
mod retailers;
mod stylesheet;

use rayon::prelude::*;

use crate::artwork::{ArtworkError, Gallery};
use crate::diagnostic::Sink;
use crate::document::PageList;
use crate::font::FontBook;
use crate::resolve::Book;

/// The front cover.
#[derive(Clone, Debug)]
pub struct Cover {
    /// A JPEG or PNG file.
    pub image: Vec<u8>,
    /// `image/jpeg` or `image/png`.
    pub media_type: &'static str,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// Why an EPUB cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum EpubError {
    /// The package cannot be drafted.
    #[error("the EPUB cannot be packed: {0}")]
    Package(String),
    /// The container cannot be rewritten.
    #[error("the EPUB cannot be packed")]
    Container(#[source] std::io::Error),
    /// A picture cannot be turned into a format that e-readers know.
    #[error("a picture cannot be put into the EPUB")]
    Picture(#[from] ArtworkError),
}

/// A file of the package.
struct Resource {
    /// Its name within the package: `[a-z0-9.-]+`.
    name: String,
    media_type: &'static str,
    bytes: Vec<u8>,
    /// `cover-image`, `nav`, `svg`…
    properties: &'static str,
    /// In the reading order.
    in_spine: bool,
}

/// Writes a whole EPUB 3.3 without the pages of a printed edition. The same book gives the same bytes.
///
/// # Errors
/// If a picture is broken or the archive cannot be put together.
pub fn write(book: &Book<'_>, gallery: &Gallery, fonts: &FontBook, cover: Option<&Cover>, sink: &Sink) -> Result<Vec<u8>, EpubError> {
    write_paged(book, (gallery, fonts), cover, None, sink)
}

/// Writes a whole EPUB 3.3. `printed` are the pages of the edition on paper that it goes with: each is marked in the text at the
/// word where it begins, and listed in the navigation.
///
/// # Errors
/// If a picture is broken or the archive cannot be put together.
pub fn write_paged(
    book: &Book<'_>,
    (gallery, fonts): (&Gallery, &FontBook),
    cover: Option<&Cover>,
    printed: Option<&PageList>,
    sink: &Sink,
) -> Result<Vec<u8>, EpubError> {
    let breaks = printed.map(|list| content::PageBreaks::of(list, book.resolution));
    let spine = content::Spine::of(book);
    let pictures = resources::Pictures::of(book, gallery)?;
    let printer = content::Printer { book, spine: &spine, pictures: &pictures, breaks: breaks.as_ref(), sink };
    let mut resources = Vec::new();
    if let Some(cover) = cover {
        let name = if cover.media_type == "image/png" { "cover.png" } else { "cover.jpg" };
        resources.push(Resource {
            name: name.to_owned(),
            media_type: cover.media_type,
            bytes: cover.image.clone(),
            properties: "cover-image",
            in_spine: false,
        });
        resources.push(content::document_resource("cover.xhtml", &printer.cover(cover, name)));
    }
    resources.push(content::document_resource("title.xhtml", &printer.title_page()));
    resources.push(content::document_resource("copyright.xhtml", &printer.copyright_page()));
    let chapters: Vec<String> = spine.documents.par_iter().map(|document| printer.division(document)).collect();
    let (before, after): (Vec<_>, Vec<_>) = spine.documents.iter().zip(&chapters).partition(|(document, _)| document.before_contents);
    resources.extend(before.iter().map(|(document, text)| content::document_resource(&document.name, text)));
    let nav_place = resources.len();
    resources.extend(navigation::list_pages(&printer).iter().map(|(name, text)| content::document_resource(name, text)));
    for (document, text) in after {
        resources.extend(spine.notes_before(Some(document)).map(|endnotes| printer.endnotes(endnotes)));
        resources.push(content::document_resource(&document.name, text));
    }
    resources.extend(spine.notes_before(None).map(|endnotes| printer.endnotes(endnotes)));
    // The navigation comes last: it lists what the documents hold, itself among them.
    let nav = |documents: &[Resource]| Resource {
        properties: "nav",
        ..content::document_resource("nav.xhtml", &navigation::nav(&printer, cover.is_some(), documents))
    };
    let first = nav(&resources);
    resources.insert(nav_place, first);
    if breaks.is_some() {
        resources[nav_place] = nav(&resources);
    }
    let shown = resources.iter().filter(|file| file.media_type == "application/xhtml+xml").map(|file| file.bytes.as_slice());
    let faces = if book.edition.embed_fonts { resources::faces(book, fonts, shown) } else { Vec::new() };
    let style = Resource {
        name: "stylesheet.css".to_owned(),
        media_type: "text/css",
        bytes: stylesheet::stylesheet(book.edition, &faces).into_bytes(),
        properties: "",
        in_spine: false,
    };
    resources.push(style);
    resources.extend(faces.into_iter().map(resources::EmbeddedFace::into_resource));
    let made = accessibility::Made { documents: &resources, pictures: &pictures, gallery, cover };
    let facts = accessibility::examine(book, &made, sink);
    retailers::examine(book, &made, sink);
    let prefixes = metadata::prefixes(&book.edition.metadata);
    let printing = printed.map(|list| list.source.as_str());
    let ncx = navigation::ncx(&printer, &resources);
    resources.extend(pictures.into_resources());
    let opf = package::opf(book, &resources, prefixes, |xml| {
        metadata::metadata(&book.edition.metadata, &facts, printing, cover.is_some(), xml);
    });
    let parts = package::Parts { opf: opf, ncx, resources };
    let draft = package::draft(book, &parts)?;
    let packed = package::finish(draft, &parts)?;
    retailers::weigh(book, packed.len(), sink);
    Ok(packed)
}
