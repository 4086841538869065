//! The two syntaxes of a document: XML, and HTML (HTML Standard, section 13.1).
use super::element::Element;

/// How elements are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Syntax {
    #[default]
    Xml,
    /// HTML has no prefixes of namespaces, and elements that are always empty have no end.
    Html,
}

impl Syntax {
    /// Writes the attributes of a start tag. HTML does without `epub:type`, whose meaning the role has, and without `xml:lang`, which
    /// always stands beside `lang` (HTML Standard, section 3.2.6.2).
    pub(super) fn attributes(self, element: &Element, out: &mut String) {
        match self {
            Self::Xml => out.push_str(&element.attributes),
            Self::Html => {
                for (name, value) in element.written_attributes().filter(|(name, _)| !name.contains(':')) {
                    out.push(' ');
                    out.push_str(name);
                    out.push_str("=\"");
                    out.push_str(value);
                    out.push('"');
                }
            }
        }
    }

    /// The end of the tag of an element without content. In HTML, elements of SVG and MathML keep the slash.
    pub(super) fn end_of_empty_tag(self, name: &str) -> &'static str {
        match self {
            Self::Html if VOID_ELEMENTS.contains(&name) => ">",
            Self::Html | Self::Xml => "/>",
        }
    }
}

/// The elements that have no end tag in HTML (HTML Standard, section 13.1.2).
const VOID_ELEMENTS: [&str; 13] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
