//! Reads Pandoc's JSON.
//!
//! Most nodes are objects `{"t": tag, "c": content}`, where the tag decides the type of the content, so [`Tagged`] reads the tag first. If
//! a filter has written the content first, it is kept as a JSON value until the tag is known. Attributes, tables and the like are arrays;
//! `serde` reads a struct from an array by the order of its fields.
//!
//! `serde_json` refuses more than 128 levels of nesting, so neither this reader nor the code that walks over the tree can overflow the
//! call stack.
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::tree::{Block, BlockKind, Document, Inline, InlineKind, Meta, MetaEntry, Text};

/// The versions of the format that are read, without the parts after the second.
const VERSIONS: [[u64; 2]; 2] = [[1, 22], [1, 23]];

/// Why a text is not a document of Pandoc.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The place in the text.
    pub range: Range<usize>,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It is not JSON.
    Syntax(String),
    /// It is JSON, but has no version of Pandoc's format.
    NoVersion,
    /// It has a version that is not read.
    Version(String),
    /// It is nested too deeply.
    Depth,
    /// The content of a node does not fit its tag.
    Content(String),
}

/// Whether a text looks like a document of Pandoc in JSON.
#[must_use]
pub fn looks_like_document(text: &str) -> bool {
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    start.strip_prefix('{').is_some_and(|inner| inner.trim_start().starts_with('"')) && text.contains("\"pandoc-api-version\"")
}

/// Reads a document.
///
/// # Errors
/// If the text is not a document of Pandoc in a version that is read.
pub fn read(text: &str) -> Result<Document<'_>, Fault> {
    #[derive(Deserialize)]
    struct Head {
        #[serde(rename = "pandoc-api-version")]
        version: Option<Vec<u64>>,
    }
    #[derive(Deserialize)]
    #[serde(bound(deserialize = "'de: 'a"))]
    struct Whole<'a> {
        #[serde(default)]
        meta: Entries<'a>,
        #[serde(default)]
        blocks: Vec<Block<'a>>,
    }
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let json = &text[start..];
    let fault = |error: &serde_json::Error| {
        let at = start + place(json, error);
        let written = error.to_string();
        let message = written.split(" at line ").next().unwrap_or(&written).to_owned();
        let kind = match error.classify() {
            _ if message.contains("recursion limit") => FaultKind::Depth,
            serde_json::error::Category::Data => FaultKind::Content(message),
            _ => FaultKind::Syntax(message),
        };
        Fault { range: at..at, kind }
    };
    let head: Head = match serde_json::from_str(json) {
        Ok(head) => head,
        // It is JSON, but not an object with a version.
        Err(error) if error.is_data() && serde_json::from_str::<IgnoredAny>(json).is_ok() => Head { version: None },
        Err(error) => return Err(fault(&error)),
    };
    let whole = start..start;
    let Some(version) = head.version else { return Err(Fault { range: whole, kind: FaultKind::NoVersion }) };
    if !VERSIONS.iter().any(|known| version.starts_with(known)) {
        let written = version.iter().map(u64::to_string).collect::<Vec<_>>().join(".");
        let key = text.find("\"pandoc-api-version\"").map_or(whole, |at| at + 1..at + "\"pandoc-api-version".len());
        return Err(Fault { range: key, kind: FaultKind::Version(written) });
    }
    match serde_json::from_str::<Whole<'_>>(json) {
        Ok(whole) => Ok(Document { meta: whole.meta.0, blocks: whole.blocks }),
        Err(error) => Err(fault(&error)),
    }
}

/// The byte at which `serde_json` found an error.
fn place(text: &str, error: &serde_json::Error) -> usize {
    let line = error.line().saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut at = (start + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The entries of a map, in their order.
#[derive(Default)]
struct Entries<'a>(Vec<MetaEntry<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MapVisitor<'a>(PhantomData<&'a ()>);
        impl<'de: 'a, 'a> Visitor<'de> for MapVisitor<'a> {
            type Value = Entries<'a>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((key, value)) = map.next_entry()? {
                    entries.push(MetaEntry { key, value });
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

/// The content of a node.
trait Content<'de>: Sized {
    type Error: serde::de::Error;
    /// Reads the content.
    fn get<T: Deserialize<'de>>(self) -> Result<T, Self::Error>;
    /// Skips the content.
    fn skip(self) -> Result<(), Self::Error>;
}

/// The content that comes next in the JSON.
struct NextContent<'m, A>(&'m mut A);

impl<'de, A: MapAccess<'de>> Content<'de> for NextContent<'_, A> {
    type Error = A::Error;
    fn get<T: Deserialize<'de>>(self) -> Result<T, A::Error> {
        self.0.next_value()
    }
    fn skip(self) -> Result<(), A::Error> {
        self.0.next_value::<IgnoredAny>().map(drop)
    }
}

/// Content that stood before its tag. `None` if there is none at all.
struct EarlyContent<E>(Option<Value>, PhantomData<E>);

impl<'de, E: serde::de::Error> Content<'de> for EarlyContent<E> {
    type Error = E;
    fn get<T: Deserialize<'de>>(self) -> Result<T, E> {
        let value = self.0.ok_or_else(|| E::missing_field("c"))?;
        T::deserialize(value).map_err(E::custom)
    }
    fn skip(self) -> Result<(), E> {
        Ok(())
    }
}

/// A type whose nodes have tags.
trait Tagged<'de>: Sized {
    /// What a node is, for messages.
    const WHAT: &'static str;
    /// Reads the content for a tag. `None` for an unknown tag.
    fn content<C: Content<'de>>(tag: &str, content: C) -> Result<Option<Self>, C::Error>;
}

/// A node with its tag.
struct TaggedNode<'de, K> {
    tag: Text<'de>,
    kind: K,
}

impl<'de, K: Tagged<'de>> Deserialize<'de> for TaggedNode<'de, K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NodeVisitor<K>(PhantomData<K>);
        impl<'de, K: Tagged<'de>> Visitor<'de> for NodeVisitor<K> {
            type Value = TaggedNode<'de, K>;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{} of Pandoc", K::WHAT)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let unknown = |tag: &Text<'_>| A::Error::custom(format!("`{}` is not {} of Pandoc", tag.as_str(), K::WHAT));
                let (mut tag, mut kind, mut early) = (None::<Text<'de>>, None, None);
                while let Some(key) = map.next_key_seed(KeySeed)? {
                    match (&*key, &tag) {
                        ("t", _) => tag = Some(map.next_value()?),
                        ("c", Some(tag)) => kind = Some(K::content(tag.as_str(), NextContent(&mut map))?.ok_or_else(|| unknown(tag))?),
                        ("c", None) => early = Some(map.next_value::<Value>()?),
                        _ => drop(map.next_value::<IgnoredAny>()?),
                    }
                }
                let tag = tag.ok_or_else(|| A::Error::missing_field("t"))?;
                let kind = match kind {
                    Some(kind) => kind,
                    None => K::content(tag.as_str(), EarlyContent(early, PhantomData::<A::Error>))?.ok_or_else(|| unknown(&tag))?,
                };
                Ok(TaggedNode { tag, kind })
            }
        }
        deserializer.deserialize_map(NodeVisitor(PhantomData))
    }
}

/// Reads a key.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Text::deserialize(deserializer).map(|text| text.0)
    }
}

impl<'de> Tagged<'de> for BlockKind<'de> {
    const WHAT: &'static str = "a block";
    fn content<C: Content<'de>>(tag: &str, content: C) -> Result<Option<Self>, C::Error> {
        Ok(Some(match tag {
            "Plain" => Self::Plain(content.get()?),
            "Para" => Self::Para(content.get()?),
            "LineBlock" => Self::LineBlock(content.get()?),
            "CodeBlock" => content.get().map(|(attributes, text)| Self::CodeBlock(attributes, text))?,
            "RawBlock" => content.get().map(|(format, text)| Self::RawBlock(format, text))?,
            "BlockQuote" => Self::BlockQuote(content.get()?),
            "OrderedList" => content.get().map(|(attributes, items)| Self::OrderedList(attributes, items))?,
            "BulletList" => Self::BulletList(content.get()?),
            "DefinitionList" => Self::DefinitionList(content.get()?),
            "Header" => content.get().map(|(level, attributes, title)| Self::Header(level, attributes, title))?,
            "HorizontalRule" => content.skip().map(|()| Self::HorizontalRule)?,
            "Table" => Self::Table(content.get()?),
            "Figure" => content.get().map(|(attributes, caption, blocks)| Self::Figure(attributes, caption, blocks))?,
            "Div" => content.get().map(|(attributes, blocks)| Self::Div(attributes, blocks))?,
            "Null" => content.skip().map(|()| Self::Null)?,
            _ => return Ok(None),
        }))
    }
}

impl<'de> Tagged<'de> for InlineKind<'de> {
    const WHAT: &'static str = "an inline";
    fn content<C: Content<'de>>(tag: &str, content: C) -> Result<Option<Self>, C::Error> {
        Ok(Some(match tag {
            "Str" => Self::Str(content.get()?),
            "Emph" => Self::Emph(content.get()?),
            "Underline" => Self::Underline(content.get()?),
            "Strong" => Self::Strong(content.get()?),
            "Strikeout" => Self::Strikeout(content.get()?),
            "Superscript" => Self::Superscript(content.get()?),
            "Subscript" => Self::Subscript(content.get()?),
            "SmallCaps" => Self::SmallCaps(content.get()?),
            "Quoted" => content.get().map(|(kind, inner)| Self::Quoted(kind, inner))?,
            "Cite" => content.get().map(|(works, text)| Self::Cite(works, text))?,
            "Code" => content.get().map(|(attributes, text)| Self::Code(attributes, text))?,
            "Space" => content.skip().map(|()| Self::Space)?,
            "SoftBreak" => content.skip().map(|()| Self::SoftBreak)?,
            "LineBreak" => content.skip().map(|()| Self::LineBreak)?,
            "Math" => content.get().map(|(kind, tex)| Self::Math(kind, tex))?,
            "RawInline" => content.get().map(|(format, text)| Self::RawInline(format, text))?,
            "Link" => content.get().map(|(attributes, text, target)| Self::Link(attributes, text, target))?,
            "Image" => content.get().map(|(attributes, text, target)| Self::Image(attributes, text, target))?,
            "Note" => Self::Note(content.get()?),
            "Span" => content.get().map(|(attributes, inner)| Self::Span(attributes, inner))?,
            _ => return Ok(None),
        }))
    }
}

impl<'de> Tagged<'de> for Meta<'de> {
    const WHAT: &'static str = "a metadata value";
    fn content<C: Content<'de>>(tag: &str, content: C) -> Result<Option<Self>, C::Error> {
        Ok(Some(match tag {
            "MetaMap" => Self::Map(content.get::<Entries<'de>>()?.0),
            "MetaList" => Self::List(content.get()?),
            "MetaBool" => Self::Bool(content.get()?),
            "MetaString" => Self::String(content.get()?),
            "MetaInlines" => Self::Inlines(content.get()?),
            "MetaBlocks" => Self::Blocks(content.get()?),
            _ => return Ok(None),
        }))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Block<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        TaggedNode::deserialize(deserializer).map(|TaggedNode { tag, kind }| Block { tag, kind })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Inline<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        TaggedNode::deserialize(deserializer).map(|TaggedNode { tag, kind }| Inline { tag, kind })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Meta<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        TaggedNode::<Meta<'de>>::deserialize(deserializer).map(|node| node.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::byte_range;
    use super::*;

    #[test]
    fn the_place_of_a_node_is_that_of_its_text() {
        let text =
            r#"{"pandoc-api-version":[1,22,2],"meta":{},"blocks":[{"t":"Para","c":[{"t":"Str","c":"Oars"},{"c":"row","t":"Str"}]}]}"#;
        let document = read(text).expect("a document");
        let BlockKind::Para(inlines) = &document.blocks[0].kind else { panic!("a paragraph") };
        let InlineKind::Str(word) = &inlines[0].kind else { panic!("a text") };
        assert_eq!(byte_range(text, word).map(|range| &text[range]), Some("Oars"));
        // Content before its tag is read too, but has no place.
        assert_eq!(inlines[1].kind, InlineKind::Str(Text("row".into())));
        assert_eq!(byte_range(text, &inlines[1].tag).map(|range| &text[range]), Some("Str"));
    }

    #[test]
    fn faults_have_a_kind_and_a_place() {
        let kind = |text: &str| read(text).expect_err(text).kind;
        assert!(matches!(kind("# One\n"), FaultKind::Syntax(_)));
        assert!(matches!(kind("{\"blocks\":["), FaultKind::Syntax(_)));
        assert_eq!(kind("{\"a\":1}"), FaultKind::NoVersion);
        assert_eq!(kind("[1, 2]"), FaultKind::NoVersion);
        assert_eq!(kind("{\"pandoc-api-version\":[1,17,5],\"meta\":{},\"blocks\":[]}"), FaultKind::Version("1.17.5".to_owned()));
        let wrong = "{\"pandoc-api-version\":[1,23],\"meta\":{},\n\"blocks\":[{\"t\":\"Poem\",\"c\":[]}]}";
        let fault = read(wrong).expect_err("an unknown block");
        assert_eq!(fault.kind, FaultKind::Content("`Poem` is not a block of Pandoc".to_owned()));
        assert!(fault.range.start > wrong.find('\n').expect("a line"));
        let (open, close) = ("{\"t\":\"BlockQuote\",\"c\":[".repeat(5000), "]}".repeat(5000));
        let deep = format!("{{\"pandoc-api-version\":[1,23],\"meta\":{{}},\"blocks\":[{open}{close}]}}");
        assert_eq!(kind(&deep), FaultKind::Depth);
    }
}
