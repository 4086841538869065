//! The pages before the text: cover, title page, copyright page.
use crate::document::{GeneratedPlace, Matter};
use crate::epub::resources::Cover;
use crate::language::date_in_words;
use crate::xml::{Element, WriteXml};

use super::document::{ContentDocument, DocumentWriter};
use super::printer::Printer;

/// The cover, if there is one, the title page and the copyright page, each in a document of its own.
pub(in crate::epub) fn front_pages(printer: &Printer<'_>, cover: Option<&Cover>) -> Vec<ContentDocument> {
    let cover = cover.map(|cover| cover_page(printer, cover));
    cover.into_iter().chain([title_page(printer), copyright_page(printer)]).collect()
}

fn cover_page(printer: &Printer<'_>, cover: &Cover) -> ContentDocument {
    printer.document("cover.xhtml", printer.terms().cover, Matter::Front, |out| {
        out.block(Element::new("section").attribute("epub:type", "cover").attribute("class", "cover"), |out| out.cover(cover));
    })
}

/// Authors, title, subtitle, publisher.
fn title_page(printer: &Printer<'_>) -> ContentDocument {
    printer.document("title.xhtml", printer.terms().title_page, Matter::Front, |out| {
        let section = Element::new("section").attribute("epub:type", "titlepage").attribute("class", "titlepage");
        out.block(section, |out| out.title_lines());
    })
}

/// Title, people, publisher and date, licence, what the author adds, identifiers, and the program that made the book.
fn copyright_page(printer: &Printer<'_>) -> ContentDocument {
    printer.document("copyright.xhtml", printer.terms().copyright_page, Matter::Front, |out| {
        let section = Element::new("section").attribute("epub:type", "copyright-page").attribute("class", "copyright");
        out.block(section, |out| out.copyright_lines());
    })
}

impl DocumentWriter<'_> {
    /// The picture of the cover.
    pub(in crate::epub) fn cover(&mut self, cover: &Cover) {
        let image = Element::new("img")
            .attribute("role", "doc-cover")
            .attribute("src", self.printer.medium.href(cover.file_name()))
            .attribute("alt", &cover.alt)
            .attribute("width", cover.width)
            .attribute("height", cover.height);
        self.empty_line(&image);
    }

    /// The content of a title page.
    pub(in crate::epub) fn title_lines(&mut self) {
        let metadata = &self.printer.book.edition.metadata;
        self.breaks_at(GeneratedPlace::Title);
        let paragraph = |class: &str| Element::new("p").attribute("class", class);
        let authors = metadata.author_line();
        if !authors.is_empty() {
            self.text_line(paragraph("author"), authors);
        }
        self.text_line(Element::new("h1"), &metadata.title);
        if let Some(subtitle) = &metadata.subtitle {
            self.text_line(paragraph("subtitle").attribute("role", "doc-subtitle"), subtitle);
        }
        if let Some(publisher) = &metadata.publisher {
            self.text_line(paragraph("publisher"), publisher);
        }
    }

    /// The content of a copyright page.
    pub(in crate::epub) fn copyright_lines(&mut self) {
        let printer = self.printer;
        let metadata = &printer.book.edition.metadata;
        let mut title: Vec<String> = vec![metadata.title.clone()];
        title.extend(metadata.subtitle.clone());
        title.extend(metadata.edition_title.clone());
        let mut people: Vec<String> = metadata.authors.iter().chain(&metadata.contributors).map(|person| person.name.clone()).collect();
        let date = metadata.date.as_deref().map(|date| date_in_words(date, metadata.language.tag()));
        people.push([metadata.publisher.as_deref(), date.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", "));
        people.extend(metadata.rights.clone());
        people.extend(metadata.rights_url.clone());
        let mut identifiers: Vec<String> = metadata.isbn.iter().map(|isbn| format!("ISBN {isbn}")).collect();
        identifiers.extend(metadata.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")));
        identifiers.push(metadata.stable_identifier());
        let set = format!("{} chapbook {}.", printer.terms().set_in(&printer.book.edition.design.text_face), env!("CARGO_PKG_VERSION"));
        self.breaks_at(GeneratedPlace::Copyright);
        // As on paper, white separates the groups.
        for (number, group) in [title, people, metadata.imprint.clone(), identifiers, vec![set]].iter().enumerate() {
            for (at, line) in group.iter().filter(|line| !line.is_empty()).enumerate() {
                let apart = number > 0 && at == 0;
                let row = Element::new("p");
                self.text_line(if apart { row.attribute("class", "apart") } else { row }, line);
            }
        }
    }
}
