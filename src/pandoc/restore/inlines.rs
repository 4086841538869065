//! Inlines.
use super::super::export::{FORMS, PHRASES};
use super::super::marks::{Marks, decoded};
use super::super::tree::{self, CitationMode, InlineKind as Kind, MathKind, QuoteKind};
use super::Restorer;
use super::divisions::TITLE_LABEL;
use crate::document::{
    Attributes, Block, BlockKind, Citation, CitedWork, CrossReference, Extent, Format, Formula, GivenSize, Inline, InlineKind, Locator,
    LocatorKind, Node, Note, NoteId, Phrase, PictureSize, Raw, Recording, RecordingKind, ReferenceForm, ReferenceWord,
};
use crate::formula::read;
use crate::source::Span;
use crate::units::Length;

impl Restorer<'_> {
    /// The inlines of a line. Words and spaces in a row are one text.
    pub(super) fn line(&mut self, inlines: &[tree::Inline<'_>]) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::new();
        let mut continues = false;
        self.sequence(inlines, &mut out, &mut continues);
        out
    }

    fn sequence(&mut self, inlines: &[tree::Inline<'_>], out: &mut Vec<Inline>, continues: &mut bool) {
        for own in inlines {
            let span = self.at(&own.tag);
            match &own.kind {
                Kind::Str(words) => add(words.as_str(), span, out, continues),
                Kind::Space => add(" ", span, out, continues),
                Kind::Quoted(kind, inner) => {
                    let (open, close) = if *kind == QuoteKind::DoubleQuote { ("“", "”") } else { ("‘", "’") };
                    add(open, span, out, continues);
                    self.sequence(inner, out, continues);
                    add(close, span, out, continues);
                }
                _ => {
                    let made = self.inline(own, span);
                    out.extend(made);
                    *continues = false;
                }
            }
        }
    }

    fn inline(&mut self, own: &tree::Inline<'_>, span: Span) -> Option<Inline> {
        let mut attributes = Attributes::default();
        let kind = match &own.kind {
            Kind::Str(_) | Kind::Space | Kind::Quoted(..) => return None,
            Kind::SoftBreak => InlineKind::SoftBreak,
            Kind::LineBreak => InlineKind::LineBreak,
            Kind::Emph(inner) => InlineKind::Emphasis(self.line(inner)),
            Kind::Strong(inner) => InlineKind::Strong(self.line(inner)),
            Kind::Strikeout(inner) => InlineKind::Strikethrough(self.line(inner)),
            Kind::Superscript(inner) => InlineKind::Superscript(self.line(inner)),
            Kind::Subscript(inner) => InlineKind::Subscript(self.line(inner)),
            Kind::SmallCaps(inner) => InlineKind::SmallCaps(self.line(inner)),
            Kind::Underline(inner) => InlineKind::Phrase(Phrase::Underline, self.line(inner)),
            Kind::Cite(works, text) => self.citation(works, text, None),
            Kind::Code(given, code) => {
                attributes = decoded(given).0;
                InlineKind::Code(code.as_str().to_owned())
            }
            Kind::Math(kind, tex) => InlineKind::Math(self.formula(*kind, tex.as_str(), None)),
            Kind::RawInline(format, text) => InlineKind::Raw(raw(format.as_str(), text.as_str())),
            Kind::Link(given, inner, target) => {
                let (own, marks) = decoded(given);
                attributes = own;
                let url = target.url.as_str().to_owned();
                let reference = marks.get("reference").and_then(form);
                let recording = marks.get("recording").map(|kind| if kind == "film" { RecordingKind::Film } else { RecordingKind::Sound });
                match (reference, recording) {
                    (Some(form), _) => InlineKind::Reference { target: url, form },
                    (None, Some(kind)) => InlineKind::Recording(Recording { kind, source: url, text: self.line(inner) }),
                    (None, None) => InlineKind::Link { target: url, title: non_empty(target.title.as_str()), text: self.line(inner) },
                }
            }
            Kind::Image(given, inner, target) => {
                let (mut own, marks) = decoded(given);
                let size = picture_size(&mut own, &marks);
                attributes = own;
                let (source, title) = (target.url.as_str().to_owned(), non_empty(target.title.as_str()));
                InlineKind::Image { source, alt: self.line(inner), title, size }
            }
            Kind::Note(blocks) => return Some(self.note(blocks, span)),
            Kind::Span(given, inner) => return Some(self.span(given, inner, span)),
        };
        Some(Inline { node: Node::with(span, attributes), kind })
    }

    /// The inline that was written as a span. A span without marks is a container.
    fn span(&mut self, given: &tree::Attributes<'_>, inner: &[tree::Inline<'_>], span: Span) -> Inline {
        let (mut attributes, marks) = decoded(given);
        let kind = if marks.has("around") {
            return self.around(&marks, attributes, inner, span);
        } else if marks.has("text") {
            InlineKind::Text(joined(&self.line(inner)))
        } else if let Some(phrase) = marks.get("phrase").and_then(|name| PHRASES.iter().find(|(own, _)| *own == name)) {
            let look = match (phrase.1, inner) {
                (Phrase::Underline | Phrase::Inserted, [tree::Inline { kind: Kind::Underline(look), .. }])
                | (Phrase::Deleted, [tree::Inline { kind: Kind::Strikeout(look), .. }])
                | (Phrase::Work, [tree::Inline { kind: Kind::Emph(look), .. }]) => look,
                _ => inner,
            };
            InlineKind::Phrase(phrase.1, self.line(look))
        } else if marks.has("cross-reference") {
            let word = match (marks.get("word-of-kind"), marks.get("word")) {
                (Some(is_capital), _) => ReferenceWord::Kind { is_capital: is_capital == "true" },
                (None, Some(word)) => ReferenceWord::Given(word.to_owned()),
                (None, None) => match marks.get("word-form") {
                    Some("number-as-set") => ReferenceWord::NumberAsSet,
                    Some("title") => ReferenceWord::Title,
                    _ => ReferenceWord::None,
                },
            };
            let of = |key: &str| marks.get(key).unwrap_or_default().to_owned();
            InlineKind::CrossReference(CrossReference { references: self.line(inner), word, suffix: of("suffix"), written: of("written") })
        } else if let (true, [tree::Inline { kind: Kind::Cite(works, text), .. }]) = (marks.has("citation"), inner) {
            self.citation(works, text, Some(marks.has("in-text")))
        } else if let Some(number) = marks.get("call").and_then(|number| number.parse().ok()) {
            InlineKind::NoteCall(NoteId(number))
        } else if marks.has("anchor") {
            InlineKind::Anchor
        } else {
            if marks.has("title-label") {
                attributes.classes.push(TITLE_LABEL.to_owned());
            }
            InlineKind::Container(self.line(inner))
        };
        Inline { node: Node::with(span, attributes), kind }
    }

    /// The inline in a container that was written only to hold the attributes of that inline.
    fn around(&mut self, marks: &Marks, attributes: Attributes, inner: &[tree::Inline<'_>], span: Span) -> Inline {
        let node = Node::with(span, attributes);
        if let [tree::Inline { kind: Kind::Math(kind, tex), .. }] = inner {
            let kind = InlineKind::Math(self.formula(*kind, tex.as_str(), marks.get("source")));
            return Inline { node, kind };
        }
        let mut line = self.line(inner);
        match (line.pop(), line.is_empty()) {
            (Some(only), true) => Inline { node, kind: only.kind },
            (last, _) => {
                line.extend(last);
                Inline { node, kind: InlineKind::Container(line) }
            }
        }
    }

    /// A formula. `source` is what the author wrote, unless that is the TeX between dollar signs.
    pub(super) fn formula(&mut self, kind: MathKind, tex: &str, source: Option<&str>) -> Formula {
        let display = kind == MathKind::DisplayMath;
        let delimiter = if display { "$$" } else { "$" };
        let source = source.map_or_else(|| format!("{delimiter}{tex}{delimiter}"), str::to_owned);
        let tree = read(tex, self.macros).ok().map(std::sync::Arc::new);
        Formula { tex: tex.to_owned(), source, display, markup: None, tree }
    }

    /// A note, which gets the number that it had, or the next one.
    fn note(&mut self, blocks: &[tree::Block<'_>], span: Span) -> Inline {
        let next = self.notes.keys().next_back().map_or(0, |last| last + 1);
        let mut note = Note { node: Node::at(span), label: format!("inline-{}", next + 1), blocks: Vec::new() };
        let mut number = next;
        let mut inner = blocks;
        if let [tree::Block { kind: tree::BlockKind::Div(given, own), .. }] = blocks
            && let (attributes, marks) = decoded(given)
            && let Some(given) = marks.get("note").and_then(|number| number.parse().ok())
        {
            number = given;
            note.node = Node::with(span, attributes);
            note.label = marks.get("label").unwrap_or_default().to_owned();
            inner = own;
        }
        note.blocks = self.blocks(inner);
        self.notes.insert(number, note);
        Inline { node: Node::at(span), kind: InlineKind::NoteCall(NoteId(number)) }
    }

    /// A citation. `in_text` is `None` if another program added it.
    fn citation(&mut self, works: &[tree::Citation<'_>], text: &[tree::Inline<'_>], in_text: Option<bool>) -> InlineKind {
        let text = self.line(text);
        // The other program has already written the text of the citation.
        let Some(in_text) = in_text else { return InlineKind::Container(text) };
        let work = |work: &tree::Citation<'_>| {
            let (entry, suffix) = match work.suffix.split_first() {
                Some((tree::Inline { kind: Kind::Span(given, inner), .. }, rest)) if inner.is_empty() => {
                    match decoded(given).1.get("entry").map(str::to_owned) {
                        Some(entry) => (Some(entry), rest),
                        None => (None, &work.suffix[..]),
                    }
                }
                _ => (None, &work.suffix[..]),
            };
            let (locator, suffix) = match suffix.split_first() {
                Some((tree::Inline { kind: Kind::Span(given, numbers), .. }, rest)) => {
                    let kind = decoded(given).1.get("locator").map(str::to_owned);
                    let kind = kind.and_then(|name| LocatorKind::NAMES.iter().find(|(own, _)| *own == name)).map(|(_, kind)| *kind);
                    match kind {
                        Some(kind) => (Some(Locator { kind, numbers: joined(&self.line(numbers)) }), rest),
                        None => (None, suffix),
                    }
                }
                _ => (None, suffix),
            };
            CitedWork {
                key: work.id.as_str().to_owned(),
                entry,
                without_author: work.mode == CitationMode::SuppressAuthor,
                locator,
                prefix: self.line(&work.prefix),
                suffix: self.line(suffix),
            }
        };
        let works = works.iter().map(work).collect();
        InlineKind::Citation(Citation { works, in_text, text })
    }
}

/// Adds words to the text before them if `continues`, otherwise as a new inline.
fn add(words: &str, span: Span, out: &mut Vec<Inline>, continues: &mut bool) {
    match out.last_mut() {
        Some(Inline { node, kind: InlineKind::Text(text) }) if *continues => {
            text.push_str(words);
            node.span = node.span.to(span);
        }
        _ => out.push(Inline { node: Node::at(span), kind: InlineKind::Text(words.to_owned()) }),
    }
    *continues = true;
}

/// The text of a line, with all spaces.
fn joined(line: &[Inline]) -> String {
    let words = line.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Text(text) => Some(text.as_str()),
        _ => None,
    });
    words.collect()
}

fn non_empty(title: &str) -> Option<String> {
    Some(title.to_owned()).filter(|title| !title.is_empty())
}

/// The form of a reference with a name.
fn form(name: &str) -> Option<ReferenceForm> {
    FORMS.iter().find(|(own, _)| *own == name).map(|(_, form)| *form)
}

/// Text in another format.
pub(super) fn raw(format: &str, text: &str) -> Raw {
    let format = if format == "html" { Format::Html } else { Format::Other(format.to_owned()) };
    Raw { format, text: text.to_owned() }
}

/// The size of a picture. Takes Pandoc's width and height from its attributes.
fn picture_size(attributes: &mut Attributes, marks: &Marks) -> PictureSize {
    let Some(mark) = marks.get("size") else { return PictureSize::Natural };
    attributes.pairs.remove("width");
    attributes.pairs.remove("height");
    if mark == "line" {
        return PictureSize::Line;
    }
    let mut given = GivenSize::default();
    for (name, value) in mark.split(';').filter_map(|side| side.split_once('=')) {
        let extent = match (value.strip_suffix("sp"), value.strip_suffix("em")) {
            (Some(length), _) => length.parse().ok().map(|length| Extent::Fixed(Length(length))),
            (None, Some(ems)) => ems.parse().ok().map(Extent::Ems),
            (None, None) => value.parse().ok().map(Extent::Share),
        };
        match name {
            "width" => given.width = extent,
            "height" => given.height = extent,
            "max-width" => given.most_width = extent,
            _ => given.most_height = extent,
        }
    }
    PictureSize::Given(given)
}

/// The only paragraph of some blocks, as a line.
pub(super) fn only_line(mut blocks: Vec<Block>) -> Option<Vec<Inline>> {
    match (blocks.pop(), blocks.is_empty()) {
        (Some(Block { kind: BlockKind::Paragraph(inlines), .. }), true) => Some(inlines),
        _ => None,
    }
}
