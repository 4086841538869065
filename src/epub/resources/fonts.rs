//! Faces in the package, cut down to the characters of the book.
use std::collections::BTreeSet;

use crate::document::{Block, BlockKind, Division, Inline, InlineKind, Note, Visit, walk_document};
use crate::edition::{Ornament, Shape};
use crate::font::{Face, FontBook, web_subset};
use crate::resolve::Book;

use crate::epub::Resource;

/// A face as a file of the package.
pub(in crate::epub) struct EmbeddedFace {
    pub(in crate::epub) name: String,
    pub(in crate::epub) family: String,
    pub(in crate::epub) bold: bool,
    pub(in crate::epub) italic: bool,
    media_type: &'static str,
    bytes: Vec<u8>,
}

impl EmbeddedFace {
    pub(in crate::epub) fn into_resource(self) -> Resource {
        Resource { name: self.name, media_type: self.media_type, bytes: self.bytes, properties: "", in_spine: false }
    }
}

/// The faces that the book needs: the text family, in bold and italics where the text has them (headings, captions and terms
/// do), and the mono face if there is code. `shown` are the content documents: every character in them may be printed, those
/// that the book writes itself included. The bullets of lists, the hyphens of divided words and an ornament are printed
/// though they stand in none.
pub(in crate::epub) fn faces<'d>(book: &Book<'_>, fonts: &FontBook, shown: impl Iterator<Item = &'d [u8]>) -> Vec<EmbeddedFace> {
    let mut needs = Needs { characters: (' '..='~').collect(), ..Needs::default() };
    needs.characters.extend("\u{a0}\u{ad}\u{2010}•◦▪".chars());
    needs.characters.extend(characters(shown));
    walk_document(book.document, &mut needs);
    if let Ornament::Text(text) = &book.edition.design.ornament {
        needs.characters.extend(text.chars());
    }
    let text = book.edition.design.text_face.as_str();
    let mono = book.edition.design.mono_face.as_str();
    let mut wanted = vec![(text, false, false), (text, false, true)];
    let shapes = book.edition.design.headings.iter().map(|heading| heading.shape);
    let shapes: Vec<Shape> = shapes.chain([book.edition.design.openings.title_shape, book.edition.design.openings.label_shape]).collect();
    let bold_headings = shapes.contains(&Shape::Bold);
    let heading = book.edition.design.heading_family();
    if heading != text {
        wanted.extend([(heading, bold_headings, false), (heading, false, true)]);
        if bold_headings && shapes.iter().any(|shape| matches!(shape, Shape::Roman | Shape::SmallCaps)) {
            wanted.push((heading, false, false));
        }
    }
    let captions = &book.edition.design.captions;
    needs.bold |= needs.captioned && [captions.shape, captions.label_shape, captions.table_head_shape].contains(&Shape::Bold);
    if needs.bold || (bold_headings && heading == text) {
        wanted.push((text, true, false));
    }
    if needs.bold && needs.italic {
        wanted.push((text, true, true));
    }
    if let (Some(other), Some(face)) = (&book.edition.design.fallback_face, fonts.find(text, false, false)) {
        let face = fonts.face(face);
        if needs.characters.iter().any(|character| !face.covers(*character)) {
            wanted.extend([(other.as_str(), false, false), (other, false, true)]);
        }
    }
    if needs.code {
        wanted.push((mono, false, false));
    }
    let mut faces: Vec<EmbeddedFace> = Vec::new();
    for (family, bold, italic) in wanted {
        let Some(face) = fonts.find(family, bold, italic).map(|id| fonts.face(id)) else { continue };
        let (extension, media_type) = if face.is_cff() { ("otf", "font/otf") } else { ("ttf", "font/ttf") };
        let name = format!("{}.{extension}", face.postscript_name().to_lowercase());
        if faces.iter().all(|known| known.name != name) {
            faces.push(EmbeddedFace {
                name,
                family: face.family.clone(),
                bold: face.bold,
                italic: face.italic,
                media_type,
                bytes: cut(face, &needs.characters),
            });
        }
    }
    faces
}

/// The characters of some documents beyond ASCII, each once: a bit for each, since a book has millions.
fn characters<'d>(documents: impl Iterator<Item = &'d [u8]>) -> Vec<char> {
    let mut seen = vec![0_u64; (char::MAX as usize >> 6) + 1];
    for text in documents.filter_map(|bytes| std::str::from_utf8(bytes).ok()) {
        for character in text.chars().filter(|character| !character.is_ascii()) {
            let code = character as usize;
            seen[code >> 6] |= 1 << (code & 63);
        }
    }
    let of = |(word, bits): (usize, &u64)| {
        let bits = *bits;
        (0..64).filter(move |bit| bits >> bit & 1 == 1).filter_map(move |bit| char::from_u32(u32::try_from(word << 6 | bit).ok()?))
    };
    seen.iter().enumerate().filter(|(_, bits)| **bits != 0).flat_map(of).collect()
}

/// The small face; the whole one should it not be possible to cut it.
fn cut(face: &Face, characters: &BTreeSet<char>) -> Vec<u8> {
    web_subset(face, characters).unwrap_or_else(|| face.data().to_vec())
}

/// What the text needs.
#[derive(Default)]
struct Needs {
    characters: BTreeSet<char>,
    bold: bool,
    italic: bool,
    code: bool,
    /// There are figures or tables.
    captioned: bool,
}

impl Visit for Needs {
    fn division(&mut self, _: &Division) {}

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Code { .. } | BlockKind::Math(_) => self.code = true,
            BlockKind::Definitions(_) => self.bold = true,
            BlockKind::Figure { .. } | BlockKind::Table(_) => self.captioned = true,
            BlockKind::Paragraph(_)
            | BlockKind::Heading { .. }
            | BlockKind::Quote { .. }
            | BlockKind::List(_)
            | BlockKind::Verse(_)
            | BlockKind::Alert { .. }
            | BlockKind::Break
            | BlockKind::PageBreak
            | BlockKind::Container(_)
            | BlockKind::Raw(_) => {}
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Code(_) | InlineKind::Math(_) => self.code = true,
            InlineKind::Strong(_) => self.bold = true,
            InlineKind::Emphasis(_) => self.italic = true,
            InlineKind::Text(_)
            | InlineKind::SoftBreak
            | InlineKind::LineBreak
            | InlineKind::SmallCaps(_)
            | InlineKind::Superscript(_)
            | InlineKind::Subscript(_)
            | InlineKind::Strikethrough(_)
            | InlineKind::Image { .. }
            | InlineKind::Link { .. }
            | InlineKind::Reference { .. }
            | InlineKind::NoteCall(_)
            | InlineKind::Anchor
            | InlineKind::Container(_)
            | InlineKind::Raw(_) => {}
        }
    }

    fn note(&mut self, _: &Note) {}
}
