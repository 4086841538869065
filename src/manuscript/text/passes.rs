//! The last passes over one text: calls without notes, languages, punctuation, control characters, pictures, and the replacement of
//! places in the assembled text by places in the author's files.
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Suggestions, codes};
use crate::document::{Block, BlockKind, CrossReference, Inline, InlineKind, Node, NoteId, Phrase, Recording, VisitMut};
use crate::language::{Language, LanguageTag, QuotationMarks, SmartPiece, smarten};
use crate::source::Span;
use crate::source::uri::{decoded, is_data};

use crate::manuscript::files::assembled::{assembled, bytes};
use crate::manuscript::scan::reading::Reading;
use crate::manuscript::text::page_addresses::PageAddresses;
use crate::manuscript::text::picture_folders::PictureFolders;

/// Finds calls that the parser left as text: calls without a note, which it reports, and calls in captions, which are parsed by
/// themselves.
pub(crate) struct LeftoverCalls<'a> {
    /// The text.
    pub(crate) reading: &'a Reading<'a>,
    /// The notes of the text by label.
    pub(crate) labels: &'a BTreeMap<String, NoteId>,
    /// For misspelt labels.
    pub(crate) suggestions: Suggestions,
}

impl VisitMut for LeftoverCalls<'_> {
    fn inline(&mut self, inline: &mut Inline) {
        if let InlineKind::Image { alt, .. } = &mut inline.kind {
            self.keep_as_text(alt);
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let may_call = |inline: &Inline| matches!(&inline.kind, InlineKind::Text(text) if text.contains("[^"));
        if !inlines.iter().any(may_call) {
            return;
        }
        for inline in std::mem::take(inlines) {
            if let InlineKind::Text(text) = &inline.kind
                && text.contains("[^")
                && let Some(split) = self.split(text.clone(), inline.node.span)
            {
                inlines.extend(split);
            } else {
                inlines.push(inline);
            }
        }
    }
}

impl LeftoverCalls<'_> {
    /// Reports calls in an alternative text, which has no marks. They stay as they are written.
    fn keep_as_text(&self, alt: &mut [Inline]) {
        for inline in alt {
            let InlineKind::Text(text) = &mut inline.kind else {
                self.keep_as_text(inline.kind.inner_mut().map(Vec::as_mut_slice).unwrap_or_default());
                continue;
            };
            let is_call = |part: &str| part.split(']').next().is_some_and(|label| self.labels.contains_key(&label.to_lowercase()));
            if text.split("[^").skip(1).any(is_call) {
                self.reading.sink.report(
                    Diagnostic::new(
                        codes::UNCALLED_NOTE,
                        self.reading.at(inline.node.span),
                        "a note cannot be called in an alternative text",
                    )
                    .label("the call is part of the text")
                    .hint("write the call after the picture, or in its caption"),
                );
                *text = self.reading.prepared.restored(text);
                // It is no longer a copy of the source, so nothing looks for calls in it.
                inline.node.span.end = inline.node.span.start;
            }
        }
    }

    fn split(&self, text: String, span: Span) -> Option<Vec<Inline>> {
        if text.len() != bytes(span).len() {
            return None;
        }
        let start = span.start as usize;
        let own = |range: std::ops::Range<usize>| assembled(start + range.start..start + range.end);
        let mut out = Vec::new();
        let (mut from, mut at) = (0, 0);
        while let Some(found) = text[at..].find("[^") {
            let open = at + found;
            at = open + 2;
            let escaped = open == 0 && start > 0 && self.reading.text().as_bytes().get(start - 1) == Some(&b'\\');
            let Some(end) = text[at..].find([']', '[', '\n']).map(|end| at + end).filter(|end| text.as_bytes()[*end] == b']' && *end > at)
            else {
                let label = text[at..].find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).map_or(text.len(), |end| at + end);
                if !escaped && label > at {
                    let span = self.reading.at(own(open..label));
                    let diagnostic = Diagnostic::new(codes::UNCLOSED_NOTE, span, "this call of a note is not closed");
                    self.reading.sink.report(diagnostic.label("printed as text").hint(format!("write `{}]`", &text[open..label])));
                }
                continue;
            };
            let label = &text[at..end];
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
                // The texts of inline notes were written at the end of the file.
                if self.reading.prepared.inline_number(label).is_some() {
                    let note = self.reading.prepared.restored(&text[open..=end]);
                    let message = format!("the inline note `{note}` cannot be read");
                    let hint = "close the code, comment or HTML element that is still open at the end of the file";
                    self.reading.sink.report(Diagnostic::new(codes::MISSING_NOTE, self.reading.at(own(open..end + 1)), message).hint(hint));
                    at = end + 1;
                    continue;
                }
                let diagnostic = Diagnostic::new(
                    codes::MISSING_NOTE,
                    self.reading.at(own(open..end + 1)),
                    format!("the note `[^{label}]` is called but not written"),
                )
                .label("printed as text");
                let written = self.labels.keys().filter(|label| self.reading.prepared.inline_number(label).is_none());
                self.reading.sink.report(match self.suggestions.nearest(label, written.map(String::as_str)) {
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

/// Sets the punctuation of each line in its language, reports unknown languages, and replaces control characters.
pub(crate) struct Punctuation<'a> {
    /// The text.
    pub(crate) reading: &'a Reading<'a>,
    /// The languages around the current node, the innermost last. The first is that of the book.
    pub(crate) langs: Vec<String>,
}

impl Punctuation<'_> {
    fn lang(&self) -> &str {
        self.langs.last().map_or("en", String::as_str)
    }

    fn pieces(&self, inlines: &[Inline], lang: &str, pieces: &mut Vec<SmartPiece>) {
        for inline in inlines {
            let own = inline.node.lang().filter(|lang| is_language(lang)).unwrap_or(lang);
            match &inline.kind {
                InlineKind::Text(text) => {
                    let start = inline.node.span.start as usize;
                    let escaped = start > 0 && self.reading.text().as_bytes().get(start - 1) == Some(&b'\\');
                    pieces.push(SmartPiece { text: printable(text), lang: own.to_owned(), fixed: false, escaped });
                }
                InlineKind::SoftBreak | InlineKind::LineBreak => pieces.push(SmartPiece::fixed(" ")),
                InlineKind::Code(text) => pieces.push(SmartPiece::fixed(text)),
                // Quotation marks beside these are set as beside a letter.
                InlineKind::Math(_) | InlineKind::Image { .. } | InlineKind::Reference { .. } | InlineKind::Citation(_) => {
                    pieces.push(SmartPiece::fixed("x"))
                }
                // Quotation marks after these are set as if they followed the character before them.
                InlineKind::NoteCall(_) | InlineKind::Anchor | InlineKind::Raw(_) => {}
                // Addresses are not changed.
                InlineKind::Link { target, text, .. } if is_address(text, target) => {
                    text.iter().for_each(|inline| {
                        if let InlineKind::Text(text) = &inline.kind {
                            pieces.push(SmartPiece::fixed(text));
                        }
                    });
                }
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::SmallCaps(inner)
                | InlineKind::Superscript(inner)
                | InlineKind::Subscript(inner)
                | InlineKind::Strikethrough(inner)
                | InlineKind::Phrase(_, inner)
                | InlineKind::Recording(Recording { text: inner, .. })
                | InlineKind::Link { text: inner, .. }
                | InlineKind::CrossReference(CrossReference { references: inner, .. })
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
                | InlineKind::Citation(_)
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
                | InlineKind::Phrase(_, inner)
                | InlineKind::Recording(Recording { text: inner, .. })
                | InlineKind::Link { text: inner, .. }
                | InlineKind::CrossReference(CrossReference { references: inner, .. })
                | InlineKind::Container(inner) => Self::put(inner, set),
            }
        }
    }

    /// Sets the punctuation of alternative texts, and of the texts before and after the works of a citation. Each is a line by itself.
    fn alternatives(&self, inlines: &mut [Inline], lang: &str) {
        for inline in inlines {
            let own = inline.node.lang().filter(|lang| is_language(lang)).unwrap_or(lang).to_owned();
            if let InlineKind::Citation(citation) = &mut inline.kind {
                for text in citation.works.iter_mut().flat_map(|work| [&mut work.prefix, &mut work.suffix]) {
                    quote(text, &own, 0);
                    self.set(text, &own);
                }
            }
            let is_image = matches!(inline.kind, InlineKind::Image { .. });
            if let Some(inner) = inline.kind.inner_mut() {
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

/// Whether a text is the tag of a language.
fn is_language(tag: &str) -> bool {
    LanguageTag::parse(tag).is_some_and(|tag| tag.is_registered())
}

/// The message for a language tag that has the wrong shape, or whose language does not exist.
pub(crate) fn unknown_language(written: &str, tag: Option<&LanguageTag>) -> String {
    match tag {
        Some(tag) => format!("there is no language `{}`", tag.primary()),
        None => format!("`{written}` is not a language tag"),
    }
}

impl VisitMut for Punctuation<'_> {
    fn node(&mut self, node: &mut Node) {
        if let Some(lang) = node.lang() {
            let tag = LanguageTag::parse(lang);
            if tag.as_ref().is_some_and(LanguageTag::is_registered) {
                self.langs.push(lang.to_owned());
                return;
            }
            self.reading.sink.report(
                Diagnostic::new(codes::UNKNOWN_LANGUAGE, self.reading.at(node.span), unknown_language(lang, tag.as_ref()))
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
                Diagnostic::new(codes::DIRECTION_MARK, self.reading.at(first.node.span), "a direction mark has no effect in the PDF")
                    .label("there, the order of words depends only on their letters")
                    .hint("mark the words with their language instead, `[…]{lang=he}`"),
            );
        }
        quote(inlines, &lang, 0);
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

/// Puts the quotation marks of the language around quotations. Every second level has the other marks.
fn quote(inlines: &mut [Inline], lang: &str, level: usize) {
    for inline in inlines {
        let own = inline.node.lang().filter(|lang| is_language(lang)).unwrap_or(lang).to_owned();
        let is_quotation = matches!(inline.kind, InlineKind::Phrase(Phrase::Quotation, _));
        let span = inline.node.span;
        let Some(inner) = inline.kind.inner_mut() else { continue };
        quote(inner, &own, level + usize::from(is_quotation));
        if is_quotation {
            let quotes = &Language::of(&own).quotes;
            let QuotationMarks { open, close } = if level.is_multiple_of(2) { quotes.double } else { quotes.single };
            let mark = |mark: &str, at: u32| {
                let node = Node::at(Span { start: at, end: at, ..span });
                Inline { node, kind: InlineKind::Text(mark.to_owned()) }
            };
            inner.insert(0, mark(open, span.start));
            inner.push(mark(close, span.end));
        }
    }
}

/// Whether a character is a directional mark or override (UAX 9, sections 2.1 to 2.6).
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether XML 1.0 (section 2.2) does not allow a character.
fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// A text with U+FFFD for each control character, and for each U+FFFC, which represents objects in a flow.
fn printable(text: &str) -> String {
    if text.contains(|c| is_control(c) || c == '\u{FFFC}') {
        text.replace(|c| is_control(c) || c == '\u{FFFC}', "\u{FFFD}")
    } else {
        text.to_owned()
    }
}

/// Where pictures and pages are, if they are not where a text names them.
#[derive(Clone, Copy)]
pub(crate) struct Elsewhere<'a> {
    /// The folders with pictures.
    pub(crate) pictures: &'a PictureFolders,
    /// The pages with addresses of their own.
    pub(crate) pages: &'a PageAddresses,
}

/// Replaces places in the assembled text by places in the author's files, numbers of labels by numbers of notes, and paths of pictures and
/// addresses of pages by paths from the root.
pub(crate) struct Relocation<'a> {
    /// The text.
    pub(crate) reading: &'a Reading<'a>,
    /// For each label, by its number: the number of the note. `None` if no note has the label.
    pub(crate) notes: &'a [Option<NoteId>],
    /// The path of the file relative to the root.
    pub(crate) file: &'a str,
    /// Where pictures and pages are looked for besides.
    pub(crate) others: Elsewhere<'a>,
    /// The pictures in reading order, each with its place.
    pub(crate) images: Vec<(String, Span)>,
}

impl VisitMut for Relocation<'_> {
    fn node(&mut self, node: &mut Node) {
        node.span = self.reading.at(node.span);
    }

    fn inline(&mut self, inline: &mut Inline) {
        match &mut inline.kind {
            InlineKind::NoteCall(note) => match self.notes.get(note.0 as usize).copied().flatten() {
                Some(settled) => *note = settled,
                None => inline.kind = InlineKind::Anchor,
            },
            InlineKind::Image { source, .. } => self.picture(source, inline.node.span),
            InlineKind::Link { target, .. } => {
                if let Some(page) = self.others.pages.target(self.file, target) {
                    *target = page;
                }
            }
            InlineKind::Recording(recording) => match within(folder_of(self.file), &recording.source) {
                Some(path) => recording.source = path,
                None => {
                    self.reading.sink.report(
                        Diagnostic::new(
                            codes::OUTSIDE_ROOT,
                            self.reading.at(inline.node.span),
                            format!("the recording `{}` is outside the manuscript", recording.source),
                        )
                        .hint("copy it into the folder of the book"),
                    );
                    inline.kind = InlineKind::Container(std::mem::take(&mut recording.text));
                }
            },
            _ => {}
        }
    }
}

impl Relocation<'_> {
    fn picture(&mut self, source: &mut String, span: Span) {
        let span = self.reading.at(span);
        if is_data(source) {
            return self.images.push((source.clone(), span));
        }
        let remote = source.contains("://") || source.starts_with("//");
        if remote {
            self.reading.sink.report(
                Diagnostic::new(codes::REMOTE_IMAGE, span, "the picture is not in the manuscript")
                    .label("its alternative text will be printed")
                    .hint("save the picture beside the text and name that file"),
            );
            return;
        }
        match self.others.pictures.path(folder_of(self.file), source) {
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

/// The folder of a path, with a slash at its end. Empty for the root.
pub(super) fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// The path relative to the root of a path relative to a folder. `None` if it is outside the root.
pub(crate) fn within(folder: &str, path: &str) -> Option<String> {
    let path = decoded(path.split(['?', '#']).next().unwrap_or_default());
    let whole = if path.starts_with('/') { path.into_owned() } else { format!("{folder}{path}") };
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
