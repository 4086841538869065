//! What LibreOffice lost on the way from an OpenDocument text to docx. Its words and formulas are compared with those of the docx file, so
//! that nothing is lost silently.
use std::collections::BTreeMap;

use super::archive::Archive;
use super::remark::Remarks;
use super::xml_file::{XmlElement, XmlNode, parse};

/// Elements whose text is not text of the document: comments, deleted text, indexes, descriptions of pictures, numbers
/// of pages.
const NOT_TEXT: [&str; 15] = [
    "annotation",
    "tracked-changes",
    "table-of-content",
    "alphabetical-index",
    "illustration-index",
    "table-index",
    "object-index",
    "user-index",
    "bibliography",
    "desc",
    "title",
    "note-citation",
    "page-number",
    "page-count",
    "binary-data",
];
/// Elements around which words end.
const BOUNDARIES: [&str; 11] =
    ["p", "h", "tab", "line-break", "s", "note", "table-cell", "text-box", "ruby-text", "list-item", "custom-shape"];

/// The number of each word.
#[derive(Default)]
struct WordCounts(BTreeMap<String, usize>);

impl WordCounts {
    fn add(&mut self, text: &str) {
        for word in text.replace('\u{AD}', "").split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *self.0.entry(word.to_lowercase()).or_default() += 1;
        }
    }

    /// The words that the others do not have as often.
    fn without(&self, others: &Self) -> Vec<&str> {
        let is_lost = |(word, count): &(&String, &usize)| others.0.get(*word).copied().unwrap_or(0) < **count;
        self.0.iter().filter(is_lost).map(|(word, _)| word.as_str()).collect()
    }
}

/// The text in an element, with a space where words end. The text of notes and boxes follows in `later`.
fn text(element: &XmlElement, out: &mut String, later: &mut Vec<String>) {
    for child in &element.children {
        match child {
            XmlNode::Text(text) => out.push_str(text),
            XmlNode::Element(inner) if NOT_TEXT.contains(&inner.name.as_str()) => {}
            XmlNode::Element(inner) if matches!(inner.name.as_str(), "note" | "text-box" | "custom-shape" | "ruby-text") => {
                let mut own = String::new();
                text(inner, &mut own, later);
                later.push(own);
            }
            XmlNode::Element(inner) => {
                let is_boundary = BOUNDARIES.contains(&inner.name.as_str());
                if is_boundary {
                    out.push(' ');
                }
                text(inner, out, later);
                if is_boundary {
                    out.push(' ');
                }
            }
        }
    }
}

/// The text of the runs of a docx part, with a space at the ends of paragraphs.
fn docx_text(element: &XmlElement, out: &mut String, later: &mut Vec<String>) {
    for inner in element.elements() {
        match inner.name.as_str() {
            "t" => out.push_str(&inner.text()),
            "tab" | "br" | "cr" | "noBreakHyphen" => out.push(' '),
            "txbxContent" | "rt" => {
                let mut own = String::new();
                docx_text(inner, &mut own, later);
                later.push(own);
            }
            "p" => {
                docx_text(inner, out, later);
                // A paragraph whose end was deleted goes on in the next one.
                let mark = inner.child("pPr").and_then(|properties| properties.child("rPr"));
                if mark.is_none_or(|mark| mark.child("del").is_none()) {
                    out.push(' ');
                }
            }
            _ => docx_text(inner, out, later),
        }
    }
}

/// Remarks on words and formulas of an OpenDocument text that are not in the docx file. Nothing is said about a file that cannot be
/// read, because it is not an OpenDocument text.
pub(super) fn remark_losses(name: &str, bytes: &[u8], docx: &[u8], remarks: &mut Remarks) {
    let mut formulas = 0;
    let content = if bytes.starts_with(b"PK\x03\x04") {
        let Ok(mut archive) = Archive::open(name, bytes.to_vec()) else { return };
        let parts: Vec<String> = archive.paths().filter(|path| path.ends_with("/content.xml")).map(str::to_owned).collect();
        for part in parts {
            let is_formula = archive.text(&part).ok().flatten().is_some_and(|text| text.contains("http://www.w3.org/1998/Math/MathML"));
            formulas += usize::from(is_formula);
        }
        archive.text("content.xml").ok().flatten()
    } else {
        Some(super::encoding::text(bytes).text)
    };
    let Some(Ok(root)) = content.map(|content| parse(name, &content)) else { return };
    let Some(body) = root.child("body") else { return };
    let collected = |read: fn(&XmlElement, &mut String, &mut Vec<String>), element: &XmlElement, words: &mut WordCounts| {
        let (mut own, mut later) = (String::new(), Vec::new());
        read(element, &mut own, &mut later);
        words.add(&own);
        later.iter().for_each(|text| words.add(text));
    };
    let (mut given, mut found, mut found_formulas) = (WordCounts::default(), WordCounts::default(), 0);
    collected(text, body, &mut given);
    let Ok(mut archive) = Archive::open(name, docx.to_vec()) else { return };
    for part in ["document", "footnotes", "endnotes"] {
        let text = archive.text(&format!("word/{part}.xml")).ok().flatten();
        if let Some(Ok(root)) = text.map(|text| parse(part, &text)) {
            collected(docx_text, &root, &mut found);
            found_formulas += root.all("oMath").len();
        }
    }
    for word in given.without(&found) {
        remarks.add("words that LibreOffice did not pass on; add them by hand", word);
    }
    if formulas > found_formulas {
        let count = (formulas - found_formulas).to_string();
        remarks.add("formulas that LibreOffice did not pass on; install its module Math, or add them by hand", count);
    }
}
