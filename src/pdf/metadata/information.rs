//! The information dictionary (ISO 32000-1, 14.3.3), which older readers show.
use crate::edition::Edition;
use crate::pdf::file::object::{Dictionary, dictionary, literal, name, said};
use crate::pdf::metadata::xmp::{CREATOR, pdf_date};
use crate::pdf::press;

/// The information dictionary of an edition. It says the same as the metadata packet.
pub(crate) fn information(edition: &Edition) -> Dictionary {
    let metadata = &edition.metadata;
    let date = pdf_date(&metadata.modified);
    let mut info = dictionary([("Title", said(&metadata.title)), ("Creator", said(CREATOR)), ("Producer", said(CREATOR))]);
    let authors = metadata.author_line();
    if !authors.is_empty() {
        info.set("Author", said(&authors));
    }
    if let Some(description) = &metadata.description {
        info.set("Subject", said(description));
    }
    if !metadata.subjects.is_empty() {
        info.set("Keywords", said(&metadata.keywords()));
    }
    if press::is_x4(&edition.print) {
        info.set("Trapped", name("False"));
    }
    info.set("CreationDate", literal(&date));
    info.set("ModDate", literal(&date));
    info
}
