//! The last passes over the text of one file: calls without notes, languages, pictures, control characters, punctuation, and
//! the way back from the assembled text to the author's bytes.
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::document::{Block, BlockKind, Inline, InlineKind, Node, NoteId};
use crate::language::{LanguageTag, Piece, smarten};
use crate::source::Span;

use crate::manuscript::files::assembled::bytes;
use crate::manuscript::markdown::builder::Reading;
use crate::manuscript::rewrite::{Rewrite, inner_mut};

/// Finds calls that were left as text because they have no note, and calls in captions, which are parsed apart.
pub(crate) struct Calls<'a> {
    /// The file.
    pub(crate) reading: &'a Reading<'a>,
    /// The notes of the file by label.
    pub(crate) labels: &'a BTreeMap<String, NoteId>,
}

impl Rewrite for Calls<'_> {
    fn line(&mut self, inlines: &mut Vec<Inline>) {
        let mut at = 0;
        while at < inlines.len() {
            if let Some(inner) = inner_mut(&mut inlines[at].kind) {
                self.line(inner);
            } else if let InlineKind::Text(text) = &inlines[at].kind
                && text.contains("[^")
                && let Some(split) = self.split(text.clone(), inlines[at].node.span)
            {
                let count = split.len();
                inlines.splice(at..=at, split);
                at += count;
                continue;
            }
            at += 1;
        }
    }
}

impl Calls<'_> {
    fn split(&self, text: String, span: Span) -> Option<Vec<Inline>> {
        if text.len() != bytes(span).len() {
            return None;
        }
        let start = span.start as usize;
        let own = |range: std::ops::Range<usize>| crate::manuscript::files::assembled::assembled(start + range.start..start + range.end);
        let mut out = Vec::new();
        let (mut from, mut at) = (0, 0);
        while let Some(found) = text[at..].find("[^") {
            let open = at + found;
            at = open + 2;
            let Some(end) = text[at..].find([']', '[', '\n']).map(|end| at + end).filter(|end| text.as_bytes()[*end] == b']' && *end > at)
            else {
                continue;
            };
            let label = &text[at..end];
            let escaped = open == 0 && start > 0 && self.reading.text().as_bytes().get(start - 1) == Some(&b'\\');
            if escaped || label.contains(char::is_whitespace) {
                continue;
            }
            if let Some(note) = self.labels.get(&label.to_lowercase()) {
                if open > from {
                    out.push(Inline { node: Node::at(own(from..open)), kind: InlineKind::Text(text[from..open].to_owned()) });
                }
                out.push(Inline { node: Node::at(own(open..end + 1)), kind: InlineKind::NoteCall(*note) });
                from = end + 1;
            } else {
                let diagnostic = Diagnostic::new(
                    codes::MISSING_NOTE,
                    self.reading.at(own(open..end + 1)),
                    format!("the note `[^{label}]` is called but not written"),
                )
                .label("printed as text");
                self.reading.sink.report(match nearest(label, self.labels.keys().map(String::as_str)) {
                    Some(near) => diagnostic.hint(format!("did you mean `[^{near}]`?")),
                    None => diagnostic.hint(format!("write `[^{label}]: …` in the same file, or put a backslash before the bracket")),
                });
            }
            at = end + 1;
        }
        if out.is_empty() {
            return None;
        }
        if from < text.len() {
            out.push(Inline { node: Node::at(own(from..text.len())), kind: InlineKind::Text(text[from..].to_owned()) });
        }
        Some(out)
    }
}

/// Sets the punctuation of each line in its language, checks languages, and keeps characters out that no book can hold.
pub(crate) struct Punctuation<'a> {
    /// The file.
    pub(crate) reading: &'a Reading<'a>,
    /// The languages around the text, innermost last: the book's first.
    pub(crate) langs: Vec<String>,
}

impl Punctuation<'_> {
    fn lang(&self) -> &str {
        self.langs.last().map_or("en", String::as_str)
    }

    fn pieces(&self, inlines: &[Inline], lang: &str, pieces: &mut Vec<Piece>) {
        for inline in inlines {
            let own = inline.node.lang().filter(|lang| LanguageTag::parse(lang).is_some()).unwrap_or(lang);
            match &inline.kind {
                InlineKind::Text(text) => {
                    let start = inline.node.span.start as usize;
                    let escaped = start > 0 && self.reading.text().as_bytes().get(start - 1) == Some(&b'\\');
                    pieces.push(Piece { text: printable(text), lang: own.to_owned(), fixed: false, escaped });
                }
                InlineKind::SoftBreak | InlineKind::LineBreak => pieces.push(Piece::fixed(" ")),
                InlineKind::Code(text) => pieces.push(Piece::fixed(text)),
                // What stands for something is like a letter to the marks beside it.
                InlineKind::Math(_) | InlineKind::Image { .. } | InlineKind::Reference { .. } => pieces.push(Piece::fixed("x")),
                // A call stands after the word or the mark that it belongs to; a mark after it sees that.
                InlineKind::NoteCall(_) | InlineKind::Anchor | InlineKind::Raw(_) => {}
                // An address is not prose.
                InlineKind::Link { target, text, .. } if is_address(text, target) => {
                    text.iter().for_each(|inline| {
                        if let InlineKind::Text(text) = &inline.kind {
                            pieces.push(Piece::fixed(text));
                        }
                    });
                }
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::SmallCaps(inner)
                | InlineKind::Superscript(inner)
                | InlineKind::Subscript(inner)
                | InlineKind::Strikethrough(inner)
                | InlineKind::Link { text: inner, .. }
                | InlineKind::Container(inner) => self.pieces(inner, own, pieces),
            }
        }
    }

    fn put(inlines: &mut [Inline], set: &mut std::vec::IntoIter<String>) {
        for inline in inlines {
            match &mut inline.kind {
                InlineKind::Text(text) => {
                    if let Some(own) = set.next() {
                        *text = own;
                    }
                }
                InlineKind::SoftBreak
                | InlineKind::LineBreak
                | InlineKind::Math(_)
                | InlineKind::Image { .. }
                | InlineKind::Reference { .. } => {
                    set.next();
                }
                InlineKind::Code(code) => {
                    set.next();
                    *code = printable(code);
                }
                InlineKind::NoteCall(_) | InlineKind::Anchor | InlineKind::Raw(_) => {}
                InlineKind::Link { target, text, .. } if is_address(text, target) => {
                    for inline in text {
                        if let InlineKind::Text(text) = &mut inline.kind {
                            set.next();
                            *text = printable(text);
                        }
                    }
                }
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::SmallCaps(inner)
                | InlineKind::Superscript(inner)
                | InlineKind::Subscript(inner)
                | InlineKind::Strikethrough(inner)
                | InlineKind::Link { text: inner, .. }
                | InlineKind::Container(inner) => Self::put(inner, set),
            }
        }
    }

    /// Alternative texts are lines of their own.
    fn alternatives(&self, inlines: &mut [Inline], lang: &str) {
        for inline in inlines {
            let own = inline.node.lang().filter(|lang| LanguageTag::parse(lang).is_some()).unwrap_or(lang).to_owned();
            let is_image = matches!(inline.kind, InlineKind::Image { .. });
            if let Some(inner) = inner_mut(&mut inline.kind) {
                if is_image {
                    self.set(inner, &own);
                }
                self.alternatives(inner, &own);
            }
        }
    }

    fn set(&self, inlines: &mut [Inline], lang: &str) {
        let mut pieces = Vec::new();
        self.pieces(inlines, lang, &mut pieces);
        Self::put(inlines, &mut smarten(&pieces).into_iter());
    }
}

/// Whether the text of a link is its address.
fn is_address(text: &[Inline], target: &str) -> bool {
    let plain = crate::document::plain_text(text);
    let bare =
        |address: &str| address.trim_start_matches("mailto:").trim_start_matches("https://").trim_start_matches("http://").to_owned();
    !plain.is_empty()
        && text.iter().all(|inline| matches!(inline.kind, InlineKind::Text(_)))
        && (plain == target || bare(&plain) == bare(target) || plain.contains("://"))
}

impl Rewrite for Punctuation<'_> {
    fn node(&mut self, node: &mut Node) {
        if let Some(lang) = node.lang() {
            if LanguageTag::parse(lang).is_some() {
                self.langs.push(lang.to_owned());
                return;
            }
            self.reading.sink.report(
                Diagnostic::new(codes::UNKNOWN_LANGUAGE, self.reading.at(node.span), format!("`{lang}` is not a language tag"))
                    .label("the language was left out")
                    .hint("use a BCP 47 tag such as `en-GB`, `ru` or `zh-Hant`"),
            );
            if let Some(attributes) = node.attrs.as_mut() {
                let attributes = Arc::make_mut(attributes);
                attributes.lang = None;
                if *attributes == crate::document::Attributes::default() {
                    node.attrs = None;
                }
            }
        }
    }

    fn leave(&mut self, node: &Node) {
        if node.lang().is_some() {
            self.langs.pop();
        }
    }

    fn line(&mut self, inlines: &mut Vec<Inline>) {
        let lang = self.lang().to_owned();
        if let Some(first) = inlines.iter().find(|inline| crate::document::plain_text(std::slice::from_ref(inline)).contains(is_direction))
        {
            self.reading.sink.report(
                Diagnostic::new(
                    codes::DIRECTION_MARK,
                    self.reading.at(first.node.span),
                    "a mark of direction is followed in the EPUB only",
                )
                .label("in the PDF words stand in the order that their letters have")
                .hint("mark the words with their language instead, `[…]{lang=he}`"),
            );
        }
        self.set(inlines, &lang);
        self.alternatives(inlines, &lang);
    }

    fn block(&mut self, block: &mut Block) {
        let texts = match &mut block.kind {
            BlockKind::Code { text, .. } => vec![text],
            BlockKind::Math(formula) => vec![&mut formula.tex, &mut formula.source],
            _ => Vec::new(),
        };
        for text in texts.into_iter().filter(|text| text.contains(is_control)) {
            *text = printable(text);
        }
    }
}

/// Marks and overrides of direction (UAX 9, sections 2.1 to 2.6).
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters that XML 1.0 (section 2.2) does not allow.
fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// A text without the characters that no book can hold; each becomes U+FFFD. U+FFFC is ours: it stands for what is not text.
fn printable(text: &str) -> String {
    if text.contains(|c| is_control(c) || c == '\u{FFFC}') {
        text.replace(|c| is_control(c) || c == '\u{FFFC}', "\u{FFFD}")
    } else {
        text.to_owned()
    }
}

/// Gives nodes the author's bytes, notes their numbers in the book, pictures their paths from the root.
pub(crate) struct Settle<'a> {
    /// The file.
    pub(crate) reading: &'a Reading<'a>,
    /// The number of each note of the file; none for a label that no note has.
    pub(crate) notes: &'a [Option<NoteId>],
    /// The folder of the file relative to the root, with a slash at its end, or nothing.
    pub(crate) folder: &'a str,
    /// Pictures in order.
    pub(crate) images: Vec<(String, Span)>,
}

impl Rewrite for Settle<'_> {
    fn node(&mut self, node: &mut Node) {
        node.span = self.reading.at(node.span);
    }

    fn line(&mut self, inlines: &mut Vec<Inline>) {
        for inline in inlines {
            match &mut inline.kind {
                InlineKind::NoteCall(note) => match self.notes.get(note.0 as usize).copied().flatten() {
                    Some(settled) => *note = settled,
                    None => inline.kind = InlineKind::Anchor,
                },
                InlineKind::Image { source, .. } => self.picture(source, inline.node.span),
                _ => {}
            }
            if let Some(inner) = inner_mut(&mut inline.kind) {
                self.line(inner);
            }
        }
    }
}

impl Settle<'_> {
    fn picture(&mut self, source: &mut String, span: Span) {
        let span = self.reading.at(span);
        let remote = source.contains("://") || source.starts_with("data:") || source.starts_with("//");
        if remote {
            self.reading.sink.report(
                Diagnostic::new(codes::REMOTE_IMAGE, span, "the picture is not in the manuscript")
                    .label("its alternative text will be printed")
                    .hint("save the picture beside the text and name that file"),
            );
            return;
        }
        match within(self.folder, source) {
            Some(path) => {
                *source = path;
                if !source.is_empty() {
                    self.images.push((source.clone(), span));
                }
            }
            None => self.reading.sink.report(
                Diagnostic::new(codes::OUTSIDE_ROOT, span, format!("the picture `{source}` is outside the manuscript"))
                    .hint("copy it into the folder of the book"),
            ),
        }
    }
}

/// A path as seen from the root, of one as seen from a folder of it; none if it leaves the root.
pub(crate) fn within(folder: &str, path: &str) -> Option<String> {
    let decoded = percent_decoded(path.split(['?', '#']).next().unwrap_or_default());
    let whole = if decoded.starts_with('/') { decoded } else { format!("{folder}{decoded}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok())).flatten();
        decoded.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}
