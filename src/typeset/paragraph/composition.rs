//! Inlines to lines: the flow becomes boxes, glue and penalties, the breaker finds the lines, the lines are filled.
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Flow, Inline, NodeId, NoteId, Object, ReferenceForm, flow};
use crate::font::is_mark;
use crate::language::is_right_to_left;
use crate::source::Span;
use crate::typeset::Setter;
use crate::typeset::linebreak::Item;
use crate::typeset::model::page::{LinkKey, PageItem, TextLine};
use crate::typeset::model::style::{Family, TextStyle};
use crate::typeset::words::compositor::{Point, StyleId, Word};
use crate::typeset::words::ties::BAN;
use crate::typeset::words::tokens::{Passage, Token};
use crate::units::{Length, Size};

/// How the lines of a paragraph end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Justified,
    Left,
    Center,
    Right,
}

/// The form of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) measure: Length,
    /// Of the first line; negative for a hanging indent, which then needs room on the left.
    pub(crate) indent: Length,
    /// Of all lines but the first.
    pub(crate) hang: Length,
    pub(crate) align: Align,
}

/// A line, with what hangs on it. Places are from its left end, heights from its baseline.
#[derive(Clone, Debug, Default)]
pub(crate) struct SetLine {
    pub(crate) line: TextLine,
    /// Where it begins, from the left of the measure.
    pub(crate) x: Length,
    /// Notes called in it, in order.
    pub(crate) notes: Vec<NoteId>,
    /// Links, anchors and pictures: the place and the item.
    pub(crate) extras: Vec<(Length, PageItem)>,
    /// The byte of the flow at which it begins.
    pub(crate) offset: u32,
    /// It ends in a divided word.
    pub(crate) divided: bool,
    /// Room that a picture in it needs above the baseline.
    pub(crate) above: Length,
}

/// What an item of the breaker's stands for.
#[derive(Clone)]
pub(crate) enum Content {
    Nothing,
    Indent,
    Space { link: Option<LinkKey> },
    Part(Part),
    Picture { source: Arc<str>, alt: Arc<str>, size: Size, offset: u32 },
}

/// A word or a part of one.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) style: StyleId,
    pub(crate) word: Arc<Word>,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) link: Option<LinkKey>,
    /// Its first byte in the flow.
    pub(crate) offset: u32,
    /// Its bytes are those of the flow; otherwise all of it stands for one character.
    pub(crate) counts: bool,
}

/// What hangs at an item.
#[derive(Clone)]
pub(crate) enum Hanging {
    Note(NoteId),
    Anchor(Arc<str>),
}

/// Characters that the face of a text does not have.
#[derive(Debug, Default)]
struct Lacking {
    /// No face has them.
    missing: Vec<char>,
    /// Another has them.
    borrowed: Vec<char>,
}

/// A paragraph set, and set in a line more or less.
#[derive(Debug, Default)]
pub(crate) struct Ways {
    /// As it is best.
    pub(crate) lines: Vec<SetLine>,
    /// Otherwise, with how much worse that is to the page builder.
    pub(crate) others: Vec<(i64, Vec<SetLine>)>,
}

/// Sets a paragraph in all the ways that the page builder may choose from.
pub(crate) fn set_ways(setter: &Setter<'_>, inlines: &[Inline], style: &TextStyle, form: &Form) -> Ways {
    let mut galley = Composition::new(setter, style, form);
    galley.compose(inlines);
    galley.finish_ways()
}

/// Room that the first lines of a paragraph leave on the left.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Notch {
    pub(crate) lines: usize,
    pub(crate) width: Length,
}

/// Sets a paragraph beside something that stands in its first lines.
pub(crate) fn set_beside(setter: &Setter<'_>, inlines: &[Inline], style: &TextStyle, form: &Form, notch: Notch) -> Vec<SetLine> {
    let mut galley = Composition::new(setter, style, form);
    galley.notch = notch;
    galley.compose(inlines);
    galley.finish()
}

/// Sets a paragraph.
pub(crate) fn set_paragraph(setter: &Setter<'_>, inlines: &[Inline], style: &TextStyle, form: &Form) -> Vec<SetLine> {
    let mut galley = Composition::new(setter, style, form);
    galley.compose(inlines);
    galley.finish()
}

/// Sets the first paragraph of a note: its mark, which leads back to the call, stands before the text.
pub(crate) fn set_note(setter: &Setter<'_>, note: NoteId, inlines: &[Inline], style: &TextStyle, form: &Form) -> Ways {
    let mut galley = Composition::new(setter, style, form);
    let entry = setter.book.resolution.note(note);
    galley.hang(Hanging::Anchor(Arc::from(entry.anchor.as_str())));
    galley.begin();
    let id = setter.compositor.style(style);
    let word = setter.mark(note, id);
    galley.word(id, word, Some(LinkKey::Back(note)), 0);
    galley.push(Item::Penalty { cost: 10_000 }, Content::Nothing);
    let width = style.size.scaled(50, 100).0;
    galley.push(Item::Glue { width, stretch: 0, infinite: false, shrink: 0 }, Content::Space { link: None });
    galley.add(inlines);
    galley.finish_ways()
}

/// Sets plain text of the book's own: running heads, contents, title pages.
pub(crate) fn set_text(setter: &Setter<'_>, text: &str, style: &TextStyle, form: &Form) -> Vec<SetLine> {
    let mut galley = Composition::new(setter, style, form);
    galley.begin();
    galley.text(text, style, None, 0);
    galley.finish()
}

/// Sets plain text of the author's, with where it was written: a line of code, the title of the book.
pub(crate) fn set_written(setter: &Setter<'_>, (text, span): (&str, Span), style: &TextStyle, form: &Form) -> Vec<SetLine> {
    let mut galley = Composition::new(setter, style, form);
    galley.span = span;
    galley.begin();
    let lacking = galley.text(text, style, None, 0);
    galley.report(lacking, span);
    galley.finish()
}

/// Sets text of the book's own in several dresses, each with its link. A number that leads to a place is never divided.
pub(crate) fn set_pieces(setter: &Setter<'_>, pieces: &[(String, TextStyle, Option<LinkKey>)], form: &Form) -> Vec<SetLine> {
    let Some((_, style, _)) = pieces.first() else { return Vec::new() };
    let mut galley = Composition::new(setter, style, form);
    galley.begin();
    for (text, style, link) in pieces {
        if let Some(LinkKey::Place(_)) = link {
            let id = setter.compositor.style(style);
            let word = setter.compositor.word(id, text);
            galley.word(id, word, *link, 0);
        } else {
            galley.text(text.as_str(), style, *link, 0);
        }
    }
    galley.finish()
}

/// A paragraph on its way to lines.
pub(crate) struct Composition<'s, 'b> {
    pub(crate) setter: &'s Setter<'b>,
    pub(crate) style: &'s TextStyle,
    /// Its id.
    pub(crate) usual: Option<StyleId>,
    /// It goes from right to left as a whole.
    pub(crate) rtl: bool,
    pub(crate) form: &'s Form,
    pub(crate) notch: Notch,
    pub(crate) items: Vec<Item>,
    /// One for each item.
    pub(crate) content: Vec<Content>,
    /// By item: it goes to the line that holds the item.
    pub(crate) hanging: Vec<(usize, Hanging)>,
    /// What is being set stands for one character of the flow: its parts do not count.
    pub(crate) whole: bool,
    /// The first place that is known, for the diagnostics of the paragraph.
    pub(crate) span: Span,
}

/// By how much a space between straight edges shrinks before it is ugly, in thousandths, together with what is taken from between the letters.
pub(crate) const SHRINK: i64 = 228;

/// A space is never smaller than so many thousandths of the size: some who read the file take two words for one below 0.15 em.
pub(crate) const LEAST_SPACE: i64 = 156;

/// The price of ending a line where the language does not like it (after "Mr." or "p."): as high as the author's own ban, but where a line
/// would be very loose it is the lesser evil.
pub(crate) const LANGUAGES_BAN: i32 = 10_001;

/// The price of a break within short code: forbidden too, unless a line would be very loose.
pub(crate) const LAST_RESORT: i32 = 10_002;

/// What it costs more to end a line of a listing elsewhere than at a space: it is done where else more than a third of the line would be white.
const IN_LISTING: i32 = 6_000;

/// Stands after a term that the glossary explains.
const TERM_SIGN: &str = "\u{b0}";

impl<'s, 'b> Composition<'s, 'b> {
    fn new(setter: &'s Setter<'b>, style: &'s TextStyle, form: &'s Form) -> Self {
        Self {
            setter,
            style,
            usual: Some(setter.compositor.style(style)),
            rtl: is_right_to_left(&style.lang),
            form,
            notch: Notch::default(),
            items: Vec::new(),
            content: Vec::new(),
            hanging: Vec::new(),
            whole: false,
            span: Span::DETACHED,
        }
    }

    pub(crate) fn push(&mut self, item: Item, content: Content) {
        self.items.push(item);
        self.content.push(content);
    }

    fn begin(&mut self) {
        if self.form.indent != Length::ZERO {
            self.push(Item::rigid(self.form.indent.0), Content::Indent);
        }
    }

    fn compose(&mut self, inlines: &[Inline]) {
        self.begin();
        self.add(inlines);
    }

    fn add(&mut self, inlines: &[Inline]) {
        let flow = flow(inlines);
        // A word and its space are seven bytes or more, and often three items.
        self.items.reserve(flow.text.len() / 2);
        self.content.reserve(flow.text.len() / 2);
        for (number, run) in flow.runs.iter().enumerate() {
            if self.span.is_detached() {
                self.span = run.span;
            }
            if let Some(anchor) = self.setter.book.resolution.anchors.get(&run.node) {
                self.hang(Hanging::Anchor(Arc::from(anchor.as_str())));
            }
            let text = &flow.text[run.range.clone()];
            let offset = u32::try_from(run.range.start).unwrap_or(u32::MAX);
            let link = run.style.link.filter(|link| self.setter.book.resolution.targets.contains_key(link)).map(LinkKey::Node);
            self.whole = run.object.is_some();
            match run.object {
                None => {
                    let superior = run.style.superscript && self.setter.superiors && text.bytes().all(|byte| byte.is_ascii_digit());
                    let style = self.style.dressed(&run.style, self.setter.design(), superior);
                    let lacking = self.text(Passage::of(&flow.text, run.range.clone()), &style, link, offset);
                    self.report(lacking, run.span);
                }
                Some(Object::NoteCall(note)) => self.note_call(note, run.node, offset),
                Some(Object::Image { source, alt }) => self.picture(source, &crate::document::plain_text(alt), run.span, offset),
                Some(Object::Math(source)) => {
                    self.setter.sink.report(
                        Diagnostic::new(codes::MATH_AS_SOURCE, run.span, "the formula was printed as its source")
                            .hint("formulas are not set yet; write it in words or as a picture"),
                    );
                    let style = self.style.clone().code(self.setter.design().inline_code_size.of(self.style.size));
                    self.text(source, &style, link, offset);
                }
                Some(Object::Reference { form }) => {
                    let text = self.setter.reference(run.node, form);
                    match form {
                        ReferenceForm::Page | ReferenceForm::Number => self.tie(),
                        ReferenceForm::Title => {}
                    }
                    let style = self.style.dressed(&run.style, self.setter.design(), false);
                    self.text(text.as_str(), &style, link, offset);
                }
                Some(Object::Anchor) => {}
                Some(Object::Raw(raw)) => self.setter.report_raw(raw, run.span),
            }
            let next = flow.runs.get(number + 1).and_then(|next| next.style.link);
            if let Some(link) = run.style.link.filter(|link| next != Some(*link)) {
                if run.style.term {
                    // On paper nobody sees a link.
                    self.text(
                        TERM_SIGN,
                        &self.style.dressed(&run.style, self.setter.design(), false),
                        None,
                        u32::try_from(run.range.end).unwrap_or(u32::MAX),
                    );
                }
                self.address(link, (&flow, run.range.end));
            }
        }
        self.whole = false;
    }

    /// Prints where a link leads, or its number in a list of links. It is no text of the flow: all of it stands where the link ends.
    fn address(&mut self, link: NodeId, (flow, end): (&Flow<'_>, usize)) {
        let first = flow.runs.iter().find(|run| run.style.link == Some(link)).map_or(end, |run| run.range.start);
        let Some(said) = self.setter.said_after(link, &flow.text[first..end]) else { return };
        self.whole = true;
        let style = self.style.clone();
        self.text(said.as_str(), &style, None, u32::try_from(end).unwrap_or(u32::MAX));
    }

    fn hang(&mut self, hanging: Hanging) {
        self.hanging.push((self.items.len(), hanging));
    }

    /// Keeps the number that follows on the line of the word before it, unless that costs too much: "page" and "12".
    fn tie(&mut self) {
        let Some(space) = self.items.len().checked_sub(1).filter(|&at| matches!(self.items[at], Item::Glue { .. })) else { return };
        self.items.insert(space, Item::Penalty { cost: 1_000 });
        self.content.insert(space, Content::Nothing);
        self.hanging.iter_mut().filter(|(item, _)| *item >= space).for_each(|(item, _)| *item += 1);
    }

    fn note_call(&mut self, note: NoteId, call: NodeId, offset: u32) {
        let entry = self.setter.book.resolution.note(note);
        let mark = self.setter.known.mark(note);
        if mark.is_empty() {
            return;
        }
        if let Some((_, anchor)) = entry.calls.iter().find(|(node, _)| *node == call) {
            self.hang(Hanging::Anchor(Arc::from(anchor.as_str())));
        }
        self.hang(Hanging::Note(note));
        // An asterisk is raised as it is; other signs are raised as superiors are where the face has none of them.
        let figures = mark.bytes().all(|byte| byte.is_ascii_digit());
        let raised = crate::document::RunStyle { superscript: !mark.starts_with('*'), ..Default::default() };
        let style = TextStyle { italic: false, bold: false, small_caps: false, tracking: Length::ZERO, ..self.style.clone() };
        let style = self.setter.compositor.style(&style.dressed(&raised, self.setter.design(), figures && self.setter.superiors));
        let word = self.setter.mark(note, style);
        self.word(style, word, Some(LinkKey::Node(call)), offset);
    }

    fn picture(&mut self, source: &str, alt: &str, span: Span, offset: u32) {
        match self.setter.gallery.artworks.get(source) {
            Some(artwork) => {
                let size = crate::typeset::galley::figure::inline_size(artwork, self.form.measure, self.setter.design());
                let width = size.width.0;
                self.push(Item::rigid(width), Content::Picture { source: Arc::from(source), alt: Arc::from(alt), size, offset });
            }
            None => {
                self.setter.report_no_picture(source, span);
                let style = self.style.clone().italic();
                self.text(format!("[{alt}]").as_str(), &style, None, offset);
            }
        }
    }

    /// Adds text of one style; gives the characters that its face does not have. `offset` is its first byte in the flow.
    fn text<'t>(&mut self, text: impl Into<Passage<'t>>, style: &TextStyle, link: Option<LinkKey>, offset: u32) -> Lacking {
        let mut lacking = Lacking::default();
        let id = self.setter.compositor.style(style);
        let dress = self.setter.compositor.dress(id);
        let space = dress.space.0;
        let listing = self.is_listing();
        let tokens = self.setter.tokens(text.into(), style);
        for (number, (at, token)) in tokens.iter().enumerate() {
            let offset = if self.whole { offset } else { offset + at };
            match *token {
                Token::Space => {
                    let after_white = matches!(self.content.last(), None | Some(Content::Space { .. } | Content::Indent));
                    if !after_white || matches!(self.items.last(), Some(Item::Penalty { cost }) if *cost > -10_000) {
                        self.glue(space, link);
                    }
                }
                // At the very beginning it is an indent that the author made: it does not vanish.
                Token::FixedSpace if self.is_white_so_far() => self.push(Item::rigid(space), Content::Space { link }),
                Token::FixedSpace => {
                    self.push(Item::Penalty { cost: 10_000 }, Content::Nothing);
                    self.glue(space, link);
                }
                // A penalty takes the glue after it its own break.
                Token::TiedSpace { cost } => {
                    let cost = if cost >= 10_000 { LANGUAGES_BAN } else { cost };
                    self.push(Item::Penalty { cost }, Content::Nothing);
                    self.glue(space, link);
                }
                Token::Blank { per_mille, breakable } => {
                    if breakable {
                        self.push(Item::Penalty { cost: 50 }, Content::Nothing);
                    }
                    self.push(Item::rigid(style.size.scaled(i64::from(per_mille), 1000).0), Content::Space { link });
                }
                Token::LineEnd => self.line_end(),
                Token::Opportunity { cost: cost @ 1..BAN } if listing => {
                    self.push(Item::Penalty { cost: cost + IN_LISTING }, Content::Nothing)
                }
                Token::Opportunity { cost } => self.push(Item::Penalty { cost }, Content::Nothing),
                Token::AfterHyphen if listing => self.push(Item::Penalty { cost: IN_LISTING }, Content::Nothing),
                Token::AfterHyphen => {
                    let item = Item::Discretionary { before: 0, after: 0, unbroken: 0, hang: 0, automatic: false, explicit: true };
                    self.push(item, Content::Nothing);
                }
                Token::Word(text) => {
                    let word = self.setter.compositor.word(id, text);
                    lacking.missing.extend(&word.missing);
                    lacking.borrowed.extend(&word.borrowed);
                    let start = self.items.len();
                    self.word(id, word, link, offset);
                    // A compound is divided at its own hyphen, not beside it as well.
                    let beside =
                        |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|(_, token)| *token == Token::AfterHyphen);
                    if beside(number.checked_sub(1)) || beside(Some(number + 1)) {
                        self.keep_whole(start);
                    }
                }
            }
        }
        lacking
    }

    /// Whether it is a line of code, and no text with code in it.
    pub(crate) fn is_listing(&self) -> bool {
        self.style.family == Family::Mono
    }

    /// Whether nothing but white has been set.
    fn is_white_so_far(&self) -> bool {
        match (self.content.last(), self.items.last()) {
            (None | Some(Content::Indent), _) => true,
            (Some(Content::Space { .. }), Some(Item::Box { .. })) => {
                self.content.iter().all(|content| matches!(content, Content::Space { .. } | Content::Indent))
            }
            _ => false,
        }
    }

    /// No word from an item on is divided.
    pub(crate) fn keep_whole(&mut self, from: usize) {
        for item in &mut self.items[from..] {
            if matches!(item, Item::Discretionary { automatic: true, .. }) {
                *item = Item::Penalty { cost: 10_000 };
            }
        }
    }

    fn glue(&mut self, space: i64, link: Option<LinkKey>) {
        // Ragged lines keep their word spaces; a justified one stretches by a half and shrinks by a quarter before it is ugly.
        let item = match self.form.align {
            Align::Justified => {
                let shrink = (space * SHRINK / 1000).min(space - self.style.size.scaled(LEAST_SPACE, 1000).0).max(0);
                Item::Glue { width: space, stretch: space * 45 / 100, infinite: false, shrink }
            }
            Align::Left | Align::Center | Align::Right => Item::Glue { width: space, stretch: 0, infinite: false, shrink: space / 8 },
        };
        self.push(item, Content::Space { link });
    }

    /// Ends a line where the author did: white fills it.
    fn line_end(&mut self) {
        while matches!(self.content.last(), Some(Content::Space { .. })) && matches!(self.items.last(), Some(Item::Glue { .. })) {
            self.items.pop();
            self.content.pop();
        }
        self.push(Item::Penalty { cost: 10_000 }, Content::Nothing);
        self.push(FILL, Content::Nothing);
        self.push(Item::Penalty { cost: -10_000 }, Content::Nothing);
    }

    fn word(&mut self, style: StyleId, word: Arc<Word>, link: Option<LinkKey>, offset: u32) {
        let mut from = 0;
        let mut done = Length::ZERO;
        let whole = self.whole;
        let part = |word: &Arc<Word>, from: usize, to: usize| {
            let offset = if whole { offset } else { offset + u32::try_from(from).unwrap_or(0) };
            Content::Part(Part { style, word: Arc::clone(word), from, to, link, offset, counts: !whole })
        };
        let too_wide = word.width > self.form.measure - self.form.hang.max(self.form.indent);
        if too_wide {
            // Nothing else helps: it may be cut anywhere, at a high price.
            for (to, prefix) in clusters(&word) {
                self.push(Item::rigid((prefix - done).0), part(&word, from, to));
                if to < word.text.len() {
                    self.push(Item::Penalty { cost: 1_000 }, Content::Nothing);
                }
                (from, done) = (to, prefix);
            }
            return;
        }
        // Only straight edges are evened out, and only where both are straight do letters give way.
        let straight = i64::from(self.form.align == Align::Justified);
        let flexible = straight * i64::from(word.runs.first().is_some_and(|run| run.flexible));
        let mut left = word.left;
        let boxed = |width: Length, left: Length, right: Length| Item::Box {
            width: width.0,
            flexible: width.0 * flexible,
            left: left.0 * straight,
            right: right.0 * straight,
        };
        for point in &word.points {
            self.push(boxed(point.prefix - done, left, Length::ZERO), part(&word, from, point.byte));
            self.push(self.division(point), Content::Nothing);
            (from, done, left) = (point.byte, point.prefix, point.left);
        }
        self.push(boxed(word.width - done, left, word.right), part(&word, from, word.text.len()));
    }

    /// The item of a place where a word may be divided.
    pub(crate) fn division(&self, point: &Point) -> Item {
        let straight = i64::from(self.form.align == Align::Justified);
        let (before, after, hang) = (point.before.0, point.after.0, point.hang.0 * straight);
        Item::Discretionary { before, after, unbroken: 0, hang, automatic: true, explicit: false }
    }

    fn report(&self, lacking: Lacking, span: Span) {
        let list = |mut characters: Vec<char>| {
            characters.sort_unstable();
            characters.dedup();
            let list: Vec<String> = characters.iter().take(8).map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
            (!list.is_empty()).then(|| list.join(", "))
        };
        if let Some(list) = list(lacking.missing) {
            self.setter.sink.report(
                Diagnostic::new(codes::MISSING_GLYPH, span, format!("no face has {list}"))
                    .label("a question mark was printed; the text can still be searched")
                    .hint("add a font that has it with --font-path"),
            );
        }
        if let Some(list) = list(lacking.borrowed) {
            self.setter.sink.report(
                Diagnostic::new(codes::OTHER_FACE, span, format!("the face of the text does not have {list}"))
                    .label("set in another face")
                    .hint("choose a face that has it, or say with `fallback-face` which one is to step in"),
            );
        }
    }
}

/// White that grows without bound.
pub(crate) const FILL: Item = Item::Glue { width: 0, stretch: 65_536, infinite: true, shrink: 0 };

/// The ends of the clusters of a word with the width up to each.
pub(crate) fn clusters(word: &Word) -> Vec<(usize, Length)> {
    let mut ends: Vec<(usize, Length)> = Vec::new();
    let mut width = Length::ZERO;
    let mut start = 0;
    for run in &word.runs {
        for (at, glyph) in run.glyphs.iter().enumerate() {
            width += run.size.scaled(i64::from(glyph.advance), i64::from(run.units_per_em)) + run.tracking;
            let next = run.glyphs.get(at + 1).map_or(run.text.len(), |glyph| usize::try_from(glyph.cluster).unwrap_or(0));
            let end = start + next;
            let grapheme = word.text.get(end..).is_some_and(|rest| !rest.starts_with(is_mark));
            if next > usize::try_from(glyph.cluster).unwrap_or(0) && grapheme {
                ends.push((end, width));
            }
        }
        start += run.text.len();
    }
    match ends.last_mut() {
        Some(last) if last.0 == word.text.len() => last.1 = word.width,
        _ => ends.push((word.text.len(), word.width)),
    }
    ends
}
