//! The XMP packet (ISO 16684-1). It says the same as the information dictionary, and states conformance with PDF/A-2 (ISO 19005-2, 6.6.4)
//! and, for tagged documents, PDF/UA-1 (ISO 14289-1, 5).
use crate::edition::{Metadata, PrintSettings};
use crate::pdf::press;
use crate::xml::{Element, WriteXml, XmlWriter};

/// The program's name in the metadata.
pub(crate) const CREATOR: &str = concat!("chapbook ", env!("CARGO_PKG_VERSION"));

/// `2026-11-23T00:00:00Z` as a PDF date.
pub(crate) fn pdf_date(modified: &str) -> String {
    let digits: String = modified.chars().filter(char::is_ascii_digit).take(14).collect();
    if digits.len() == 14 { format!("D:{digits}Z") } else { "D:19800101000000Z".to_owned() }
}

/// What a PDF claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ConformanceClaim {
    /// Fit for archives and for screen readers: PDF/A-2a and PDF/UA-1.
    Accessible,
    /// Fit for archives: PDF/A-2u, unless it is made for a print shop.
    Archive,
}

/// The XMP packet of a document.
pub(crate) fn xmp(metadata: &Metadata, print: &PrintSettings, printing: Option<&str>, claim: ConformanceClaim) -> String {
    let date = if pdf_date(&metadata.modified).len() == 17 { metadata.modified.as_str() } else { "1980-01-01T00:00:00Z" };
    let description = description()
        .attribute("xmlns:pdfaid", "http://www.aiim.org/pdfa/ns/id/")
        .attribute("xmlns:pdfuaid", "http://www.aiim.org/pdfua/ns/id/");
    packet(|xml| {
        xml.block(description, |xml| {
            let level = match (claim, print.is_pod()) {
                (ConformanceClaim::Accessible, _) => Some("A"),
                (ConformanceClaim::Archive, false) => Some("U"),
                (ConformanceClaim::Archive, true) => None,
            };
            if let Some(level) = level {
                property(xml, "pdfaid:part", "2");
                property(xml, "pdfaid:conformance", level);
            }
            if claim == ConformanceClaim::Accessible {
                property(xml, "pdfuaid:part", "1");
            }
            property(xml, "dc:format", "application/pdf");
            array(xml, "dc:language", "rdf:Bag", metadata.language.tag());
            property(xml, "dc:identifier", &metadata.stable_identifier());
            alternative(xml, "dc:title", &metadata.title);
            if !metadata.authors.is_empty() {
                // A single entry, since the information dictionary has one string.
                array(xml, "dc:creator", "rdf:Seq", &metadata.author_line());
            }
            metadata.description.iter().for_each(|description| alternative(xml, "dc:description", description));
            metadata.rights.iter().for_each(|rights| alternative(xml, "dc:rights", rights));
            if !metadata.subjects.is_empty() {
                property(xml, "pdf:Keywords", &metadata.keywords());
            }
            match printing {
                _ if press::is_x4(print) => press::write_properties(metadata, xml),
                // The EPUB and the concordance use the same id for the printing.
                Some(printing) => media_management(xml, "xmpMM:DocumentID", printing),
                None => {}
            }
            property(xml, "xmp:CreateDate", date);
            property(xml, "xmp:ModifyDate", date);
            creator(xml);
        });
        if claim == ConformanceClaim::Accessible {
            ua_schema(xml);
        }
    })
}

/// The metadata of imposed sheets, taken from the information dictionary of the imposed file. They state no conformance.
pub(crate) struct SheetMetadata {
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    /// A BCP 47 tag.
    pub(crate) language: Option<String>,
    /// As a PDF date.
    pub(crate) created: Option<String>,
    /// As a PDF date.
    pub(crate) modified: Option<String>,
}

impl SheetMetadata {
    /// The XMP packet.
    pub(crate) fn xmp(&self) -> String {
        let date = |date: &Option<String>| date.as_deref().and_then(xmp_date);
        packet(|xml| {
            xml.block(description(), |xml| {
                property(xml, "dc:format", "application/pdf");
                self.language.iter().for_each(|language| array(xml, "dc:language", "rdf:Bag", language));
                self.title.iter().for_each(|title| alternative(xml, "dc:title", title));
                self.author.iter().for_each(|author| array(xml, "dc:creator", "rdf:Seq", author));
                date(&self.created).iter().for_each(|date| property(xml, "xmp:CreateDate", date));
                date(&self.modified).iter().for_each(|date| property(xml, "xmp:ModifyDate", date));
                creator(xml);
            });
        })
    }
}

/// An XMP packet around the descriptions that `content` writes.
fn packet(content: impl FnOnce(&mut XmlWriter)) -> String {
    let mut xml = XmlWriter::fragment();
    xml.block(Element::new("x:xmpmeta").attribute("xmlns:x", "adobe:ns:meta/"), |xml| {
        xml.block(Element::new("rdf:RDF").attribute("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"), content);
    });
    // The wrapper of ISO 16684-1, 7.3.2.
    format!("<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n{}<?xpacket end=\"w\"?>", xml.finish())
}

/// The element that has the properties of the document, with the namespaces that all documents use.
fn description() -> Element {
    Element::new("rdf:Description")
        .attribute("rdf:about", "")
        .attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .attribute("xmlns:xmp", "http://ns.adobe.com/xap/1.0/")
        .attribute("xmlns:pdf", "http://ns.adobe.com/pdf/1.3/")
}

/// Writes a simple property.
fn property(xml: &mut XmlWriter, name: &'static str, value: &str) {
    xml.text_line(Element::new(name), one_line(value));
}

/// Writes a property of media management (ISO 16684-1, 8.4), whose namespace is declared on the property itself.
fn media_management(xml: &mut XmlWriter, name: &'static str, value: &str) {
    xml.text_line(Element::new(name).attribute("xmlns:xmpMM", "http://ns.adobe.com/xap/1.0/mm/"), one_line(value));
}

/// Writes a property with one value in an array: `rdf:Bag` without an order, `rdf:Seq` with one.
fn array(xml: &mut XmlWriter, name: &'static str, kind: &'static str, value: &str) {
    xml.line(Element::new(name), |xml| {
        xml.element(Element::new(kind), |xml| xml.text_element(Element::new("rdf:li"), one_line(value)));
    });
}

/// Writes a property with one text for all languages.
fn alternative(xml: &mut XmlWriter, name: &'static str, value: &str) {
    xml.line(Element::new(name), |xml| {
        let item = Element::new("rdf:li").attribute("xml:lang", "x-default");
        xml.element(Element::new("rdf:Alt"), |xml| xml.text_element(item, one_line(value)));
    });
}

/// Writes the program that made the file.
fn creator(xml: &mut XmlWriter) {
    property(xml, "xmp:CreatorTool", CREATOR);
    property(xml, "pdf:Producer", CREATOR);
}

/// Writes the extension schema of PDF/UA. PDF/A requires a description of every schema that it does not define (ISO 19005-2, 6.6.2.3).
fn ua_schema(xml: &mut XmlWriter) {
    let description = Element::new("rdf:Description")
        .attribute("rdf:about", "")
        .attribute("xmlns:pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/")
        .attribute("xmlns:pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#")
        .attribute("xmlns:pdfaProperty", "http://www.aiim.org/pdfa/ns/property#");
    // Writes a property with an array of one resource. The three start tags are on one line.
    fn resource(xml: &mut XmlWriter, name: &'static str, kind: &'static str, content: impl FnOnce(&mut XmlWriter)) {
        let item = Element::new("rdf:li").attribute("rdf:parseType", "Resource");
        xml.line(Element::new(name), |xml| {
            xml.element(Element::new(kind), |xml| {
                xml.element(item, |xml| {
                    xml.newline();
                    content(xml);
                });
            });
        });
    }
    xml.block(description, |xml| {
        resource(xml, "pdfaExtension:schemas", "rdf:Bag", |xml| {
            property(xml, "pdfaSchema:schema", "PDF/UA identification schema");
            property(xml, "pdfaSchema:namespaceURI", "http://www.aiim.org/pdfua/ns/id/");
            property(xml, "pdfaSchema:prefix", "pdfuaid");
            resource(xml, "pdfaSchema:property", "rdf:Seq", |xml| {
                property(xml, "pdfaProperty:name", "part");
                property(xml, "pdfaProperty:valueType", "Integer");
                property(xml, "pdfaProperty:category", "internal");
                property(xml, "pdfaProperty:description", "part of ISO 14289 that the file follows");
            });
        });
    });
}

/// A text on one line: XMP readers show line ends and tabs in different ways.
fn one_line(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

/// Converts a PDF date (ISO 32000-1, 7.9.4) to an XMP date, or `None` if it is not a full date. `D:20261123120000+01'00'` becomes
/// `2026-11-23T12:00:00+01:00`.
fn xmp_date(date: &str) -> Option<String> {
    let rest = date.strip_prefix("D:").unwrap_or(date);
    let digits = rest.get(..14).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let at = |range: std::ops::Range<usize>| &digits[range];
    let zone = match rest.as_bytes().get(14) {
        Some(sign @ (b'+' | b'-')) => {
            let zone: String = rest[15..].chars().filter(char::is_ascii_digit).chain("00".chars()).take(4).collect();
            format!("{}{}:{}", char::from(*sign), zone.get(..2)?, zone.get(2..4)?)
        }
        _ => "Z".to_owned(),
    };
    Some(format!("{}-{}-{}T{}:{}:{}{zone}", at(0..4), at(4..6), at(6..8), at(8..10), at(10..12), at(12..14)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pdf_dates_become_xmp_dates() {
        for (date, expected) in [
            ("D:20261123120000Z", Some("2026-11-23T12:00:00Z")),
            ("D:20261123120000+01'00'", Some("2026-11-23T12:00:00+01:00")),
            ("D:20261123120000-05", Some("2026-11-23T12:00:00-05:00")),
            ("D:2026", None),
            ("yesterday", None),
        ] {
            assert_eq!(xmp_date(date).as_deref(), expected, "{date}");
        }
    }
}
