//! The metadata packet (ISO 16684-1), in step with the information dictionary, and what it claims: PDF/A-2 (ISO 19005-2, 6.6.4) and, where
//! the document is tagged, PDF/UA-1 (ISO 14289-1, 5).
use crate::edition::{Metadata, PrintSettings};
use crate::pdf::press;

/// The program's name in the metadata.
pub(crate) const CREATOR: &str = concat!("chapbook ", env!("CARGO_PKG_VERSION"));

/// `2026-11-23T00:00:00Z` as a PDF date.
pub(crate) fn pdf_date(modified: &str) -> String {
    let digits: String = modified.chars().filter(char::is_ascii_digit).take(14).collect();
    if digits.len() == 14 { format!("D:{digits}Z") } else { "D:19800101000000Z".to_owned() }
}

/// What a PDF claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// Fit for archives and for screen readers: PDF/A-2a and PDF/UA-1.
    Accessible,
    /// Fit for archives: PDF/A-2u, unless it is made for a print shop.
    Archive,
}

/// The XMP packet.
pub(crate) fn xmp(metadata: &Metadata, print: &PrintSettings, printing: Option<&str>, claim: Claim) -> String {
    let language = escaped(metadata.language.tag());
    let mut dc = format!("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\n", escaped(&metadata.title));
    if !metadata.authors.is_empty() {
        // In step with the info dictionary, which has one string.
        dc.push_str(&format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n", escaped(&metadata.author_line())));
    }
    if let Some(description) = &metadata.description {
        dc.push_str(&format!(
            "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:description>\n",
            escaped(description)
        ));
    }
    if let Some(rights) = &metadata.rights {
        dc.push_str(&format!("<dc:rights><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:rights>\n", escaped(rights)));
    }
    if !metadata.subjects.is_empty() {
        dc.push_str(&format!("<pdf:Keywords>{}</pdf:Keywords>\n", escaped(&metadata.keywords())));
    }
    let date = if pdf_date(&metadata.modified).len() == 17 { metadata.modified.as_str() } else { "1980-01-01T00:00:00Z" };
    let identifier = escaped(&metadata.stable_identifier());
    let (claims, schema) = match (claim, print.is_pod()) {
        (Claim::Accessible, _) => {
            (format!("{ARCHIVE}<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n"), UA_SCHEMA)
        }
        (Claim::Archive, false) => (format!("{ARCHIVE}<pdfaid:conformance>U</pdfaid:conformance>\n"), ""),
        (Claim::Archive, true) => (String::new(), ""),
    };
    match printing {
        _ if press::is_x4(print) => dc.push_str(&press::properties(metadata)),
        // The e-book and the concordance name the printing by the same id.
        Some(printing) => dc.push_str(&format!(
            "<xmpMM:DocumentID xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">{}</xmpMM:DocumentID>\n",
            escaped(printing)
        )),
        None => {}
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
         {claims}\
         <dc:format>application/pdf</dc:format>\n<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n\
         <dc:identifier>{identifier}</dc:identifier>\n{dc}\
         <xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>\n\
         <xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>\n<pdf:Producer>{CREATOR}</pdf:Producer>\n\
         </rdf:Description>\n{schema}</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

/// What the packet of sheets says: as much as the pages' own information dictionary does. They claim nothing.
pub(crate) struct Sheets {
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    /// Its tag.
    pub(crate) language: Option<String>,
    /// As a PDF date.
    pub(crate) created: Option<String>,
    /// As a PDF date.
    pub(crate) modified: Option<String>,
}

impl Sheets {
    /// The XMP packet.
    pub(crate) fn xmp(&self) -> String {
        let mut said = String::new();
        let mut say = |value: Option<String>, before: &str, after: &str| {
            if let Some(value) = value {
                said.push_str(&format!("{before}{}{after}\n", escaped(&value)));
            }
        };
        say(self.language.clone(), "<dc:language><rdf:Bag><rdf:li>", "</rdf:li></rdf:Bag></dc:language>");
        say(self.title.clone(), "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", "</rdf:li></rdf:Alt></dc:title>");
        say(self.author.clone(), "<dc:creator><rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq></dc:creator>");
        say(self.created.as_deref().and_then(xmp_date), "<xmp:CreateDate>", "</xmp:CreateDate>");
        say(self.modified.as_deref().and_then(xmp_date), "<xmp:ModifyDate>", "</xmp:ModifyDate>");
        format!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
             <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
             <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
             xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n<dc:format>application/pdf</dc:format>\n{said}\
             <xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>\n<pdf:Producer>{CREATOR}</pdf:Producer>\n\
             </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
        )
    }
}

/// A PDF date (ISO 32000-1, 7.9.4) as XMP has it; none if it is no full date. `D:20261123120000+01'00'` is `2026-11-23T12:00:00+01:00`.
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

/// The part of the claim to PDF/A-2 that all files share.
const ARCHIVE: &str = "<pdfaid:part>2</pdfaid:part>\n";

/// PDF/A wants every schema described that it does not know (ISO 19005-2, 6.6.2.3): that of PDF/UA is one.
const UA_SCHEMA: &str = "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
    xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n\
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n\
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n\
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n\
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n\
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n\
    <pdfaProperty:name>part</pdfaProperty:name>\n<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n\
    <pdfaProperty:category>internal</pdfaProperty:category>\n\
    <pdfaProperty:description>part of ISO 14289 that the file follows</pdfaProperty:description>\n\
    </rdf:li></rdf:Seq></pdfaSchema:property>\n</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            control if control.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_a_pdf_become_those_of_xmp() {
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
