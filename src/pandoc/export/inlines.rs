//! Inlines of the document as inlines of Pandoc.
use super::super::marks::{Marks, encoded, text};
use super::super::tree::{self, CitationMode, InlineKind as Kind, MathKind, Target};
use super::{TreeWriter, block, inline, push_text};
use crate::document::{
    Citation, CitedWork, CrossReference, Extent, Format, Formula, GivenSize, Inline, InlineKind, Node, NoteId, Phrase, PictureSize,
    RecordingKind, ReferenceForm, ReferenceWord,
};

impl TreeWriter<'_> {
    /// The inlines of a line.
    pub(super) fn line(&mut self, inlines: &[Inline]) -> Vec<tree::Inline<'static>> {
        let mut out = Vec::new();
        let mut follows_text = false;
        for own in inlines {
            let is_text = matches!(own.kind, InlineKind::Text(_)) && own.node.attrs.is_none();
            match &own.kind {
                // The end of a text before another would be lost.
                InlineKind::Text(words) if is_text && (follows_text || words.is_empty()) => {
                    let mut inner = Vec::new();
                    push_text(words, &mut inner);
                    out.push(inline(Kind::Span(encoded(None, Marks::of("text", "")), inner)));
                }
                InlineKind::Text(words) if is_text => push_text(words, &mut out),
                _ => {
                    let made = self.inline(own);
                    out.push(made);
                }
            }
            follows_text = is_text;
        }
        out
    }

    fn inline(&mut self, own: &Inline) -> tree::Inline<'static> {
        let Inline { node, kind } = own;
        let attributes = node.attrs.as_deref();
        let span = |marks: Marks, inner| inline(Kind::Span(encoded(attributes, marks), inner));
        let plain = match kind {
            InlineKind::Text(words) => {
                let mut inner = Vec::new();
                push_text(words, &mut inner);
                return span(Marks::of("text", ""), inner);
            }
            InlineKind::SoftBreak => Kind::SoftBreak,
            InlineKind::LineBreak => Kind::LineBreak,
            InlineKind::Emphasis(inner) => Kind::Emph(self.line(inner)),
            InlineKind::Strong(inner) => Kind::Strong(self.line(inner)),
            InlineKind::SmallCaps(inner) => Kind::SmallCaps(self.line(inner)),
            InlineKind::Superscript(inner) => Kind::Superscript(self.line(inner)),
            InlineKind::Subscript(inner) => Kind::Subscript(self.line(inner)),
            InlineKind::Strikethrough(inner) => Kind::Strikeout(self.line(inner)),
            InlineKind::Phrase(phrase, inner) => {
                let inner = self.line(inner);
                let inner = match phrase {
                    Phrase::Underline | Phrase::Inserted => vec![inline(Kind::Underline(inner))],
                    Phrase::Deleted => vec![inline(Kind::Strikeout(inner))],
                    Phrase::Work => vec![inline(Kind::Emph(inner))],
                    Phrase::Highlight
                    | Phrase::Keyboard
                    | Phrase::Small
                    | Phrase::Quotation
                    | Phrase::Ruby
                    | Phrase::RubyReading
                    | Phrase::RubyParenthesis => inner,
                };
                return span(Marks::of("phrase", phrase_name(*phrase)), inner);
            }
            InlineKind::Code(code) => return inline(Kind::Code(encoded(attributes, Marks::default()), text(code))),
            InlineKind::Recording(recording) => {
                let kind = match recording.kind {
                    RecordingKind::Sound => "sound",
                    RecordingKind::Film => "film",
                };
                let target = Target { url: text(&recording.source), title: text("") };
                return inline(Kind::Link(encoded(attributes, Marks::of("recording", kind)), self.line(&recording.text), target));
            }
            InlineKind::Math(formula) => return self.formula(node, formula),
            InlineKind::Image { source, alt, title, size } => {
                let marks = Marks::default().maybe("size", size_mark(*size));
                let mut given = encoded(attributes, marks);
                given.pairs.extend(shown_size(*size));
                let target = Target { url: text(source), title: text(title.clone().unwrap_or_default()) };
                return inline(Kind::Image(given, self.line(alt), target));
            }
            InlineKind::Link { target, title, text: inner } => {
                let target = Target { url: text(target), title: text(title.clone().unwrap_or_default()) };
                return inline(Kind::Link(encoded(attributes, Marks::default()), self.line(inner), target));
            }
            InlineKind::Reference { target, form } => {
                let mut inner = Vec::new();
                push_text(&self.printed(target), &mut inner);
                let given = encoded(attributes, Marks::of("reference", form_name(*form)));
                return inline(Kind::Link(given, inner, Target { url: text(target), title: text("") }));
            }
            InlineKind::CrossReference(CrossReference { references, word, suffix, written }) => {
                let marks = Marks::of("cross-reference", "").and("written", written).and("suffix", suffix);
                let marks = match word {
                    ReferenceWord::Kind { is_capital } => marks.and("word-of-kind", is_capital.to_string()),
                    ReferenceWord::None => marks,
                    ReferenceWord::NumberAsSet => marks.and("word-form", "number-as-set"),
                    ReferenceWord::Title => marks.and("word-form", "title"),
                    ReferenceWord::Given(word) => marks.and("word", word),
                };
                let inner = self.line(references);
                return span(marks, inner);
            }
            InlineKind::Citation(citation) => {
                let cite = self.citation(citation);
                let marks = Marks::of("citation", "").maybe("in-text", citation.in_text.then_some("true"));
                return span(marks, vec![cite]);
            }
            InlineKind::NoteCall(note) => self.note(*note),
            InlineKind::Anchor => return span(Marks::of("anchor", ""), Vec::new()),
            InlineKind::Container(inner) => {
                let inner = self.line(inner);
                return span(Marks::default(), inner);
            }
            InlineKind::Raw(raw) => Kind::RawInline(text(format_name(&raw.format)), text(&raw.text)),
        };
        match attributes {
            Some(_) => span(Marks::of("around", ""), vec![inline(plain)]),
            None => inline(plain),
        }
    }

    /// A formula. The mark `source` keeps what the author wrote, unless that is the TeX between dollar signs.
    pub(super) fn formula(&self, node: &Node, formula: &Formula) -> tree::Inline<'static> {
        let Formula { tex, source, display, .. } = formula;
        let kind = if *display { MathKind::DisplayMath } else { MathKind::InlineMath };
        let math = inline(Kind::Math(kind, text(tex)));
        let delimiter = if *display { "$$" } else { "$" };
        let is_usual = *source == format!("{delimiter}{tex}{delimiter}");
        if is_usual && node.attrs.is_none() {
            return math;
        }
        let marks = Marks::of("around", "").maybe("source", (!is_usual).then(|| source.clone()));
        inline(Kind::Span(encoded(node.attrs.as_deref(), marks), vec![math]))
    }

    /// The words of a reference: the title of its target, or the name of the target.
    fn printed(&self, target: &str) -> String {
        let name = target.rsplit_once('#').map_or(target, |(_, name)| name);
        self.titles.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// A call of a note. The first call has the text of the note. The others are empty containers with the number of the note.
    fn note(&mut self, id: NoteId) -> Kind<'static> {
        let number = id.0 as usize;
        let Some(note) = self.notes.get(number) else { return Kind::Space };
        if std::mem::replace(&mut self.is_written[number], true) {
            return Kind::Span(encoded(None, Marks::of("call", number.to_string())), Vec::new());
        }
        let marks = Marks::of("note", number.to_string()).and("label", &note.label);
        let given = encoded(note.node.attrs.as_deref(), marks);
        Kind::Note(vec![block(tree::BlockKind::Div(given, self.blocks(&note.blocks)))])
    }

    fn citation(&mut self, citation: &Citation) -> tree::Inline<'static> {
        let Citation { works, in_text, text: printed } = citation;
        let work = |(at, work): (usize, &CitedWork)| {
            let CitedWork { key, entry, without_author, locator, prefix, suffix } = work;
            let mut rest = Vec::new();
            if let Some(entry) = entry {
                rest.push(inline(Kind::Span(encoded(None, Marks::of("entry", entry)), Vec::new())));
            }
            if let Some(locator) = locator {
                let mut inner = Vec::new();
                push_text(&locator.numbers, &mut inner);
                rest.push(inline(Kind::Span(encoded(None, Marks::of("locator", locator.kind.name())), inner)));
            }
            rest.append(&mut self.line(suffix));
            let mode = match (without_author, in_text) {
                (true, _) => CitationMode::SuppressAuthor,
                (false, true) if at == 0 => CitationMode::AuthorInText,
                (false, _) => CitationMode::NormalCitation,
            };
            tree::Citation { id: text(key), prefix: self.line(prefix), suffix: rest, mode }
        };
        let works = works.iter().enumerate().map(work).collect();
        inline(Kind::Cite(works, self.line(printed)))
    }
}

/// The names of the ways to mark a phrase.
pub(in crate::pandoc) const PHRASES: [(&str, Phrase); 11] = [
    ("underline", Phrase::Underline),
    ("highlight", Phrase::Highlight),
    ("keyboard", Phrase::Keyboard),
    ("small", Phrase::Small),
    ("inserted", Phrase::Inserted),
    ("deleted", Phrase::Deleted),
    ("work", Phrase::Work),
    ("quotation", Phrase::Quotation),
    ("ruby", Phrase::Ruby),
    ("ruby-reading", Phrase::RubyReading),
    ("ruby-parenthesis", Phrase::RubyParenthesis),
];

fn phrase_name(phrase: Phrase) -> &'static str {
    PHRASES.iter().find(|(_, own)| *own == phrase).map_or("", |(name, _)| name)
}

/// The names of the forms of references.
pub(in crate::pandoc) const FORMS: [(&str, ReferenceForm); 7] = [
    ("title", ReferenceForm::Title),
    ("number", ReferenceForm::Number),
    ("page", ReferenceForm::Page),
    ("label", ReferenceForm::Label),
    ("own-label", ReferenceForm::OwnLabel),
    ("page-of-label", ReferenceForm::PageOfLabel),
    ("citations", ReferenceForm::Citations),
];

fn form_name(form: ReferenceForm) -> &'static str {
    FORMS.iter().find(|(_, own)| *own == form).map_or("", |(name, _)| name)
}

/// The name of a format of raw text.
pub(super) fn format_name(format: &Format) -> &str {
    match format {
        Format::Html => "html",
        Format::Other(name) => name,
    }
}

/// The size of a picture as a mark: `width=50%; height=655360sp`. `None` for the natural size.
fn size_mark(size: PictureSize) -> Option<String> {
    let given = match size {
        PictureSize::Natural => return None,
        PictureSize::Line => return Some("line".to_owned()),
        PictureSize::Given(given) => given,
    };
    let GivenSize { width, height, most_width, most_height } = given;
    let sides = [("width", width), ("height", height), ("max-width", most_width), ("max-height", most_height)];
    let side = |(name, extent): (&str, Option<Extent>)| {
        Some(match extent? {
            Extent::Fixed(length) => format!("{name}={}sp", length.0),
            // The shortest digits that give the same number again.
            Extent::Ems(ems) => format!("{name}={ems:?}em"),
            Extent::Share(share) => format!("{name}={share:?}"),
        })
    };
    Some(sides.into_iter().filter_map(side).collect::<Vec<_>>().join(";"))
}

/// The width and the height of a picture as Pandoc has them.
fn shown_size(size: PictureSize) -> Vec<(tree::Text<'static>, tree::Text<'static>)> {
    let PictureSize::Given(GivenSize { width, height, .. }) = size else { return Vec::new() };
    let side = |(name, extent): (&str, Option<Extent>)| {
        let value = match extent? {
            Extent::Fixed(length) => format!("{:.3}in", length.to_pt() / 72.0),
            Extent::Ems(ems) => format!("{ems}em"),
            Extent::Share(share) => format!("{}%", share * 100.0),
        };
        Some((text(name), text(value)))
    };
    [("width", width), ("height", height)].into_iter().filter_map(side).collect()
}
