//! The fonts in the package, subset to the characters of the book.
use std::collections::BTreeSet;

use crate::document::{Block, BlockKind, Inline, InlineKind, Phrase, Visit, walk_document};
use crate::edition::{LetterShape, Ornament};
use crate::font::{Face, FaceId, FontBook, web_subset};
use crate::resolve::Book;
use crate::source::uri::data_uri_of_bytes;

use crate::epub::code_features::CodeFeatures;
use crate::epub::package::Resource;

/// A font file of the package, with what the stylesheet says about it.
pub(in crate::epub) struct EmbeddedFace {
    /// The name of the file without its extension.
    stem: String,
    pub(in crate::epub) name: String,
    /// The names of its families in the stylesheet, as the design writes them: "Inter", or "Inter Light".
    pub(in crate::epub) families: Vec<String>,
    pub(in crate::epub) bold: bool,
    pub(in crate::epub) italic: bool,
    media_type: &'static str,
    bytes: Vec<u8>,
}

impl EmbeddedFace {
    /// Makes a subset of a face with these characters. `stem` is the name of the file without its extension, `family` the name that the
    /// design uses.
    fn new(face: &Face, family: &str, stem: String, characters: &BTreeSet<char>) -> Self {
        let bytes = subset(face, characters);
        let (extension, media_type) = if bytes.starts_with(b"OTTO") { ("otf", "font/otf") } else { ("ttf", "font/ttf") };
        let (families, name) = (vec![family.to_owned()], format!("{stem}.{extension}"));
        Self { stem, name, families, bold: face.bold, italic: face.italic, media_type, bytes }
    }

    /// The file as a `data:` URI.
    pub(in crate::epub) fn data_uri(&self) -> String {
        data_uri_of_bytes(self.media_type, &self.bytes)
    }

    pub(in crate::epub) fn into_resource(self) -> Resource {
        Resource::used(self.name, self.media_type, self.bytes)
    }
}

/// A face of a family that the book needs.
struct RequestedFace<'a> {
    family: &'a str,
    bold: bool,
    italic: bool,
}

/// The faces that the book needs: the text family, upright and italic, and in bold if the text, headings, captions or terms use it;
/// the families of headings and of other scripts; and the mono face if there is code. They are subset to the characters of the content
/// documents, which are given as XHTML, and to those that reading systems add: bullets, hyphens, the ornament.
pub(in crate::epub) fn embedded_fonts<'d>(
    book: &Book<'_>,
    fonts: &FontBook,
    code: &CodeFeatures,
    documents: impl Iterator<Item = &'d str>,
) -> Vec<EmbeddedFace> {
    let mut needs = TextNeeds { characters: (' '..='~').collect(), ..TextNeeds::default() };
    needs.characters.extend("\u{a0}\u{ad}\u{2010}•◦▪".chars());
    needs.characters.extend(characters(documents));
    walk_document(book.document, &mut needs);
    if let Ornament::Text(text) = &book.edition.design.ornament {
        needs.characters.extend(text.chars());
    }
    let text = book.edition.design.text_face.as_str();
    let mono = book.edition.design.mono_face.as_str();
    let face = |family, bold, italic| RequestedFace { family, bold, italic };
    let mut wanted = vec![face(text, false, false), face(text, false, true)];
    let shapes = book.edition.design.headings.depths().into_iter().map(|heading| heading.shape);
    let shapes: Vec<LetterShape> =
        shapes.chain([book.edition.design.openings.title_shape, book.edition.design.openings.label_shape]).collect();
    let bold_headings = shapes.contains(&LetterShape::Bold);
    let heading = book.edition.design.heading_family();
    if heading != text {
        wanted.extend([face(heading, bold_headings, false), face(heading, false, true)]);
        if bold_headings && shapes.iter().any(|shape| matches!(shape, LetterShape::Roman | LetterShape::SmallCaps)) {
            wanted.push(face(heading, false, false));
        }
    }
    let captions = &book.edition.design.captions;
    needs.bold |=
        needs.captioned && [captions.shape, captions.label_shape, book.edition.design.tables.head_shape].contains(&LetterShape::Bold);
    if needs.bold || (bold_headings && heading == text) {
        wanted.push(face(text, true, false));
    }
    if needs.bold && needs.italic {
        wanted.push(face(text, true, true));
    }
    if let (Some(other), Some(text_face)) = (&book.edition.design.fallback_face, fonts.find(text, false, false)) {
        let text_face = fonts.face(text_face);
        if needs.characters.iter().any(|character| !text_face.covers(*character)) {
            wanted.extend([face(other.as_str(), false, false), face(other.as_str(), false, true)]);
        }
    }
    if needs.code {
        wanted.push(face(mono, false, false));
        wanted.extend(code.is_bold().then(|| face(mono, true, false)));
        wanted.extend(code.is_italic().then(|| face(mono, false, true)));
    }
    let mut faces: Vec<EmbeddedFace> = Vec::new();
    for RequestedFace { family, bold, italic } in wanted {
        let Some(id) = fonts.find(family, bold, italic) else { continue };
        let face = fonts.face(id);
        let stem = face.postscript_name().to_lowercase();
        // A name that differs only in its case is the same in CSS.
        let family = if face.family.eq_ignore_ascii_case(family) { face.family.as_str() } else { family };
        if let Some(known) = faces.iter_mut().find(|known| known.stem == stem) {
            if !known.families.iter().any(|name| name == family) {
                known.families.push(family.to_owned());
            }
            continue;
        }
        faces.push(EmbeddedFace::new(face, family, stem, &needs.characters));
        faces.extend(companions(fonts, (id, family), &needs.characters));
    }
    faces
}

/// The other files of a family that is divided into files by alphabets, each with the characters that those before it lack.
fn companions(fonts: &FontBook, (first, family): (FaceId, &str), characters: &BTreeSet<char>) -> Vec<EmbeddedFace> {
    let mut faces = Vec::new();
    let mut lacking: Option<BTreeSet<char>> = None;
    for id in fonts.companions(first) {
        let lacking = lacking.get_or_insert_with(|| {
            let first = fonts.face(first);
            characters.iter().copied().filter(|character| !first.covers(*character)).collect()
        });
        let face = fonts.face(id);
        let own: BTreeSet<char> = lacking.iter().copied().filter(|character| face.covers(*character)).collect();
        if !own.is_empty() {
            lacking.retain(|character| !own.contains(character));
            faces.push(EmbeddedFace::new(face, family, format!("{}-{}", face.postscript_name().to_lowercase(), faces.len() + 2), &own));
        }
    }
    faces
}

/// The characters beyond ASCII of some documents, each once.
fn characters<'d>(documents: impl Iterator<Item = &'d str>) -> Vec<char> {
    // A bit for each character: a book has millions of them, and a set would be slow.
    let mut seen = vec![0_u64; (char::MAX as usize >> 6) + 1];
    for document in documents {
        // Most chunks of this length are ASCII, and `is_ascii` is faster than a loop over characters.
        for (at, _) in document.as_bytes().chunks(16).enumerate().filter(|(_, bytes)| !bytes.is_ascii()) {
            let start = (at * 16..document.len()).find(|byte| document.is_char_boundary(*byte)).unwrap_or(document.len());
            let end = (at * 16 + 16).min(document.len());
            for (_, character) in document[start..].char_indices().take_while(|(own, _)| start + own < end) {
                let code = character as usize;
                seen[code >> 6] |= 1 << (code & 63);
            }
        }
    }
    let of = |(word, bits): (usize, &u64)| {
        let bits = *bits;
        (0..64).filter(move |bit| bits >> bit & 1 == 1).filter_map(move |bit| char::from_u32(u32::try_from(word << 6 | bit).ok()?))
    };
    seen.iter().enumerate().filter(|(_, bits)| **bits != 0).flat_map(of).collect()
}

/// The face as a font with only some characters; the whole face if it cannot be subset.
fn subset(face: &Face, characters: &BTreeSet<char>) -> Vec<u8> {
    web_subset(face, characters).unwrap_or_else(|| face.data().to_vec())
}

/// The characters and faces that the text needs.
#[derive(Default)]
struct TextNeeds {
    characters: BTreeSet<char>,
    bold: bool,
    italic: bool,
    code: bool,
    /// Whether there are figures or tables.
    captioned: bool,
}

impl Visit for TextNeeds {
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
            InlineKind::Code(_) | InlineKind::Math(_) | InlineKind::Phrase(Phrase::Keyboard, _) => self.code = true,
            InlineKind::Strong(_) => self.bold = true,
            InlineKind::Emphasis(_) | InlineKind::Phrase(Phrase::Work, _) => self.italic = true,
            InlineKind::Text(_)
            | InlineKind::SoftBreak
            | InlineKind::LineBreak
            | InlineKind::SmallCaps(_)
            | InlineKind::Superscript(_)
            | InlineKind::Subscript(_)
            | InlineKind::Strikethrough(_)
            | InlineKind::Phrase(
                Phrase::Underline
                | Phrase::Highlight
                | Phrase::Small
                | Phrase::Inserted
                | Phrase::Deleted
                | Phrase::Quotation
                | Phrase::Ruby
                | Phrase::RubyReading
                | Phrase::RubyParenthesis,
                _,
            )
            | InlineKind::Recording(_)
            | InlineKind::Image { .. }
            | InlineKind::Link { .. }
            | InlineKind::Reference { .. }
            | InlineKind::CrossReference(_)
            | InlineKind::Citation(_)
            | InlineKind::NoteCall(_)
            | InlineKind::Anchor
            | InlineKind::Container(_)
            | InlineKind::Raw(_) => {}
        }
    }
}
