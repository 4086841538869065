//! The styles of a docx file (ECMA-376, part 1, section 17.7).
use std::collections::BTreeMap;

use crate::import::xml_file::XmlElement;

use super::look::Look;

/// How many styles a style may be based on.
const LONGEST_CHAIN: usize = 16;

/// A style.
#[derive(Clone, Debug, Default)]
struct DocxStyle {
    /// The name in lower case. Ids are in the language of the program, but names are Word's.
    name: String,
    based_on: Option<String>,
    /// The outline level, from 0.
    outline: Option<u8>,
    /// The numbering: the id and the level.
    numbering: Option<(String, u8)>,
    look: Look,
}

/// All styles of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, DocxStyle>,
    /// The language of the text that has no other.
    pub(super) language: Option<String>,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParagraphRole {
    Plain,
    /// A heading, with its level from 1.
    Heading(u8),
    Title,
    Subtitle,
    Author,
    Date,
    Quotation,
    Caption,
    Code,
    Term,
    Definition,
    /// An entry of a table of contents.
    Contents,
    /// A rule, which has no text.
    Rule,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn of(root: &XmlElement) -> Self {
        let mut styles = Self::default();
        let language = |element: Option<&XmlElement>| element?.child("lang")?.value("val").map(str::to_owned);
        styles.language = language(root.child("docDefaults").and_then(|defaults| defaults.child("rPrDefault")?.child("rPr")));
        for element in root.elements().filter(|element| element.name == "style") {
            let Some(id) = element.value("styleId") else { continue };
            let paragraph = element.child("pPr");
            let style = DocxStyle {
                name: element.child("name").and_then(|name| name.value("val")).unwrap_or(id).to_lowercase(),
                based_on: element.child("basedOn").and_then(|based| based.value("val")).map(str::to_owned),
                outline: paragraph.and_then(outline),
                numbering: paragraph.and_then(numbering),
                look: element.child("rPr").map(Look::of).unwrap_or_default(),
            };
            if element.value("default") == Some("1") && element.value("type") == Some("paragraph") {
                styles.language = language(element.child("rPr")).or(styles.language.take());
            }
            styles.styles.insert(id.to_owned(), style);
        }
        styles
    }

    /// A style and those that it is based on, the style itself first.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a DocxStyle> {
        let mut next = id;
        std::iter::from_fn(move || {
            let style = self.styles.get(next?)?;
            next = style.based_on.as_deref();
            Some(style)
        })
        .take(LONGEST_CHAIN)
    }

    /// What a paragraph is, by its properties.
    pub(super) fn role(&self, properties: Option<&XmlElement>) -> ParagraphRole {
        let id = properties.and_then(|properties| properties.child("pStyle")?.value("val"));
        if let Some(level) = properties.and_then(outline) {
            return heading(level);
        }
        for style in self.chain(id) {
            if let Some(role) = named(&style.name) {
                return role;
            }
            if let Some(level) = style.outline {
                return heading(level);
            }
        }
        // A file may name Word's styles without having them.
        id.and_then(|id| named(&id.to_lowercase())).unwrap_or(ParagraphRole::Plain)
    }

    /// The numbering of a paragraph: the id and the level. `None` if it is not an item.
    pub(super) fn numbering(&self, properties: Option<&XmlElement>) -> Option<(String, u8)> {
        let own = properties.and_then(numbering);
        let id = properties.and_then(|properties| properties.child("pStyle")?.value("val"));
        // A style may give the level, and the paragraph the numbering.
        own.or_else(|| self.chain(id).find_map(|style| style.numbering.clone())).filter(|(number, _)| number != "0" && !number.is_empty())
    }

    /// Whether a paragraph without a number continues the item before it: its number was turned off, or its style says so.
    pub(super) fn continues_item(&self, properties: Option<&XmlElement>) -> bool {
        let is_off = properties.and_then(numbering).is_some_and(|(number, _)| number == "0");
        let id = properties.and_then(|properties| properties.child("pStyle")?.value("val"));
        is_off || self.chain(id).any(|style| style.name.starts_with("list continue") || style.name == "list paragraph")
    }

    /// The look of a character style. Empty for a style that only says what its text is, such as "Hyperlink".
    pub(super) fn look(&self, id: Option<&str>) -> Look {
        let mut look = Look::default();
        for style in self.chain(id) {
            if style.name.contains("hyperlink") || style.name.contains("internet link") {
                return Look::default();
            }
            look.is_code = look.is_code.or(is_code(&style.name).then_some(true));
            look = look.or(&style.look);
        }
        if let Some(id) = id.filter(|id| !self.styles.contains_key(*id)) {
            look.is_code = is_code(&id.to_lowercase()).then_some(true);
        }
        look
    }
}

fn is_code(name: &str) -> bool {
    let bare = name.replace([' ', '-', '_'], "");
    matches!(
        bare.as_str(),
        "verbatimchar" | "sourcetext" | "htmlcode" | "htmltypewriter" | "htmlsample" | "htmlkeyboard" | "sourcecodechar" | "teletype"
    )
}

fn heading(level: u8) -> ParagraphRole {
    if level < 9 { ParagraphRole::Heading(level + 1) } else { ParagraphRole::Plain }
}

fn outline(properties: &XmlElement) -> Option<u8> {
    properties.child("outlineLvl")?.value("val")?.parse().ok()
}

fn numbering(properties: &XmlElement) -> Option<(String, u8)> {
    let numbering = properties.child("numPr")?;
    let number = numbering.child("numId")?.value("val")?.to_owned();
    let level = numbering.child("ilvl").and_then(|level| level.value("val")?.parse().ok()).unwrap_or(0);
    Some((number, level))
}

/// What the name of a style means. `None` if it says nothing.
fn named(name: &str) -> Option<ParagraphRole> {
    let bare = name.replace([' ', '-', '_'], "");
    if let Some(level) = bare.strip_prefix("heading").and_then(|level| level.parse::<u8>().ok()).filter(|level| (1..=9).contains(level)) {
        return Some(ParagraphRole::Heading(level));
    }
    Some(match bare.as_str() {
        "title" => ParagraphRole::Title,
        "subtitle" => ParagraphRole::Subtitle,
        "author" => ParagraphRole::Author,
        "date" => ParagraphRole::Date,
        "quote" | "intensequote" | "blocktext" | "quotations" | "blockquote" => ParagraphRole::Quotation,
        "caption" | "imagecaption" | "tablecaption" | "figurecaption" | "illustration" | "table" | "figure" | "drawing" => {
            ParagraphRole::Caption
        }
        "sourcecode" | "preformattedtext" | "htmlpreformatted" | "plaintext" => ParagraphRole::Code,
        "definitionterm" | "definitiontermtight" | "listheading" => ParagraphRole::Term,
        "definition" | "definitiondefinition" | "definitiondefinitiontight" | "listcontents" => ParagraphRole::Definition,
        "horizontalline" => ParagraphRole::Rule,
        "tocheading" | "contentsheading" => ParagraphRole::Contents,
        _ if bare
            .strip_prefix("toc")
            .or(bare.strip_prefix("contents"))
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit()) =>
        {
            ParagraphRole::Contents
        }
        _ => return None,
    })
}
