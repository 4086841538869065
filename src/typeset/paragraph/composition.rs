//! Inlines become items of the line breaker. A word becomes a box, or several with discretionaries between them. A space becomes
//! glue, with a penalty before it if a line should not end there. Each item has an [`ItemContent`], which says what it stands for.
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::formulas::FormulaPart;
use crate::document::{Flow, Inline, NodeId, NoteId, Object, PictureSize, ReferenceForm, Run, flow};
use crate::font::is_mark;
use crate::language::{is_ideographic, is_right_to_left};
use crate::source::Span;
use crate::typeset::linebreak::{Item, Penalty};
use crate::typeset::model::called_note::CalledNote;
use crate::typeset::model::page::{LinkKey, PageItem, TextLine};
use crate::typeset::model::picture_size::{LinePicture, in_line};
use crate::typeset::model::style::{Align, Family, TextStyle};
use crate::typeset::setter::missing::MissingInFont;
use crate::typeset::setter::{ReferenceParts, Setter};
use crate::typeset::words::compositor::StyleId;
use crate::typeset::words::tokens::{StyledPassage, Token};
use crate::typeset::words::word::{HyphenationPoint, Word};
use crate::units::Length;

/// The shape of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ParagraphShape {
    pub(crate) measure: Length,
    /// The indent of the first line. If negative, the line begins to the left of the measure.
    pub(crate) indent: Length,
    /// The indent of all other lines.
    pub(crate) hang: Length,
    pub(crate) align: Align,
}

/// A line with what is attached to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct ComposedLine {
    pub(crate) line: TextLine,
    /// The distance of its left end from the left of the measure.
    pub(crate) x: Length,
    /// The notes called in it, in order.
    pub(crate) notes: Vec<CalledNote>,
    /// Its links, anchors and pictures, each with its distance from the left end.
    pub(crate) extras: Vec<LineObject>,
    /// The byte of the flow at which it begins.
    pub(crate) offset: u32,
    /// Whether it ends in a hyphenated word.
    pub(crate) hyphenated: bool,
    /// The height above the baseline of the highest picture in it.
    pub(crate) above: Length,
    /// How far its formulas reach above and below the baseline. Zero if it has none.
    pub(crate) reach: Reach,
}

/// How far something reaches above and below the baseline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) above: Length,
    pub(crate) below: Length,
}

/// Something on a line that is not text.
#[derive(Clone, Debug)]
pub(crate) struct LineObject {
    /// The distance from the beginning of the line.
    pub(crate) x: Length,
    /// How far it reaches below the baseline, if it is a picture.
    pub(crate) below: Length,
    pub(crate) item: PageItem,
}

/// What an item of the line breaker stands for.
#[derive(Clone)]
pub(crate) enum ItemContent {
    Nothing,
    Indent,
    Space {
        link: Option<LinkKey>,
    },
    /// A place without a space at which white may be added to fill a line: beside a Chinese or Japanese character, or in a formula.
    Gap {
        link: Option<LinkKey>,
        style: StyleId,
    },
    Part(WordPart),
    Picture {
        source: Arc<str>,
        alt: Arc<str>,
        picture: LinePicture,
        offset: u32,
    },
    Formula(Arc<FormulaPart>),
}

/// A word or a part of one.
#[derive(Clone)]
pub(crate) struct WordPart {
    pub(crate) style: StyleId,
    pub(crate) word: Arc<Word>,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) link: Option<LinkKey>,
    /// The byte of the flow at which it begins.
    pub(crate) offset: u32,
    /// Whether its bytes are bytes of the flow. If not, the whole word stands for one character of it.
    pub(crate) is_flow: bool,
}

/// Something that is attached to an item. It goes to the line that has the item.
#[derive(Clone)]
pub(crate) enum Attachment {
    Note(CalledNote),
    Anchor(Arc<str>),
}

/// The lines of a paragraph, and other ways to set it, in fewer or more lines.
#[derive(Debug, Default)]
pub(crate) struct ParagraphWays {
    /// The best lines.
    pub(crate) lines: Vec<ComposedLine>,
    /// The paragraph in more or fewer lines, each time with what the page builder pays for that choice.
    pub(crate) others: Vec<(i64, Vec<ComposedLine>)>,
}

/// A stretch of a line of code that has a style other than that of the line.
#[derive(Clone, Debug)]
pub(crate) struct StyledRange {
    /// Its bytes in the line.
    pub(crate) range: Range<usize>,
    pub(crate) style: StyleId,
}

/// Room that the first lines of a paragraph leave free on the left.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Notch {
    pub(crate) lines: usize,
    pub(crate) width: Length,
}

/// A paragraph that is being composed.
pub(crate) struct Composition<'s, 'b> {
    pub(crate) setter: &'s Setter<'b>,
    pub(crate) style: &'s TextStyle,
    /// The id of its style.
    pub(crate) style_id: StyleId,
    /// Whether the paragraph is set from right to left.
    pub(crate) is_rtl: bool,
    pub(crate) form: &'s ParagraphShape,
    pub(crate) notch: Notch,
    /// The number of lines of the paragraph before these items. Not zero if a long paragraph is broken part by part (`windows.rs`).
    pub(crate) lines_before: usize,
    /// How many of the first items are known to be white.
    pub(crate) white: usize,
    pub(crate) items: Vec<Item>,
    /// The content of each item.
    pub(crate) content: Vec<ItemContent>,
    /// Attachments, each with the index of its item, in the order of the items.
    pub(crate) attachments: Vec<(usize, Attachment)>,
    /// Whether what is being added stands for one character of the flow, such as the text of a reference.
    pub(crate) is_object: bool,
    /// The first known span of the paragraph, for diagnostics.
    pub(crate) span: Span,
    /// The stretches of a line of code that have a style other than that of the line.
    pub(super) styled: &'s [StyledRange],
}

/// By how much a space of a justified line may shrink, in thousandths of its width.
pub(crate) const SHRINK: i64 = 228;

/// The least width of a space, in thousandths of the font size. Below 0.15 em, some programs that extract the text join the words.
pub(crate) const LEAST_SPACE: i64 = 156;

/// By how much the place between two Chinese or Japanese characters may grow without being ugly, in thousandths of the font size. The
/// line breaker accepts about twice as much: a quarter of the size, the maximum in JLREQ (Requirements for Japanese Text Layout, 3.8.4).
const GAP_STRETCH: i64 = 115;

/// The extra cost of a line end in a listing that is not at a space. It is worth it if more than a third of the line would be blank
/// otherwise.
const IN_LISTING: i64 = 6_000;

/// Printed after a term that the glossary explains.
const TERM_SIGN: &str = "\u{b0}";

/// Printed before the pages on which a work is cited. The arrow and the first page stay together.
const UP_TO_CITATIONS: &str = " \u{2191}\u{a0}";

impl<'s, 'b> Composition<'s, 'b> {
    pub(super) fn new(setter: &'s Setter<'b>, style: &'s TextStyle, form: &'s ParagraphShape) -> Self {
        Self {
            setter,
            style,
            style_id: setter.compositor.style(style),
            is_rtl: is_right_to_left(&style.lang),
            form,
            notch: Notch::default(),
            lines_before: 0,
            white: 0,
            items: Vec::new(),
            content: Vec::new(),
            attachments: Vec::new(),
            is_object: false,
            span: Span::DETACHED,
            styled: &[],
        }
    }

    pub(crate) fn push(&mut self, item: Item, content: ItemContent) {
        self.items.push(item);
        self.content.push(content);
    }

    pub(super) fn add_indent(&mut self) {
        if self.form.indent != Length::ZERO {
            self.push(Item::rigid(self.form.indent.0), ItemContent::Indent);
        }
    }

    /// Adds the indent and the inlines of a whole paragraph.
    pub(super) fn add_all(&mut self, inlines: &[Inline]) {
        self.add_indent();
        self.add_flow(inlines);
    }

    /// Adds inlines.
    pub(super) fn add_flow(&mut self, inlines: &[Inline]) {
        let flow = flow(inlines);
        // A word with its space has about seven bytes and often three items.
        self.items.reserve(flow.text.len() / 2);
        self.content.reserve(flow.text.len() / 2);
        // The first byte of each link.
        let mut links: BTreeMap<NodeId, usize> = BTreeMap::new();
        for (number, run) in flow.runs.iter().enumerate() {
            if self.span.is_detached() {
                self.span = run.span;
            }
            if let Some(anchor) = self.setter.book.resolution.anchors.get(&run.node) {
                self.attach(Attachment::Anchor(Arc::from(anchor.as_str())));
            }
            let text = &flow.text[run.range.clone()];
            let offset = u32::try_from(run.range.start).unwrap_or(u32::MAX);
            let link = run.style.link.filter(|link| self.setter.book.resolution.targets.contains_key(link)).map(LinkKey::Node);
            self.is_object = run.object.is_some();
            match run.object {
                None => {
                    let superior = run.style.superscript && self.setter.superiors && text.bytes().all(|byte| byte.is_ascii_digit());
                    let style = self.style.of_run(&run.style, self.setter.design(), superior);
                    let lacking = self.add_text(StyledPassage::of(&flow.text, run.range.clone()), &style, link, offset);
                    self.setter.report_missing(lacking, run.span);
                }
                Some(Object::NoteCall(note)) => self.note_call(note, run.node, offset),
                Some(Object::Image { source, alt, size }) => {
                    self.picture((source, size), &crate::document::plain_text(alt), run.span, offset)
                }
                Some(Object::Math(formula)) => {
                    let is_last = number + 1 == flow.runs.len();
                    if !self.formula((formula, is_last), run, (link, offset)) {
                        let style = self.style.clone().code(self.setter.design().inline_code_size.of(self.style.size));
                        self.add_text(formula.source.replace('\n', " ").as_str(), &style, link, offset);
                    }
                }
                Some(Object::Reference { form: ReferenceForm::Citations }) => self.citations(run, offset),
                Some(Object::Reference { form }) => {
                    let ReferenceParts { before, text, after } = self.setter.reference(run.node, form);
                    let style = self.style.of_run(&run.style, self.setter.design(), false);
                    if !before.is_empty() {
                        self.add_text(before.as_str(), &style, None, offset);
                    }
                    match form {
                        ReferenceForm::Page | ReferenceForm::Number => self.tie(),
                        ReferenceForm::Label if before.is_empty() && text.starts_with(|c: char| c.is_ascii_digit()) => self.tie(),
                        ReferenceForm::Title
                        | ReferenceForm::Label
                        | ReferenceForm::OwnLabel
                        | ReferenceForm::PageOfLabel
                        | ReferenceForm::Citations => {}
                    }
                    self.add_text(text.as_str(), &style, link, offset);
                    if !after.is_empty() {
                        self.add_text(after.as_str(), &style, None, offset);
                    }
                }
                Some(Object::Anchor) => {}
                Some(Object::Raw(raw)) => self.setter.report_raw(raw, run.span),
            }
            let next = flow.runs.get(number + 1).and_then(|next| next.style.link);
            let first = run.style.link.map(|link| *links.entry(link).or_insert(run.range.start));
            if let Some(link) = run.style.link.filter(|link| next != Some(*link)) {
                if run.style.term {
                    // A link is invisible on paper, so a sign is printed.
                    self.add_text(
                        TERM_SIGN,
                        &self.style.of_run(&run.style, self.setter.design(), false),
                        None,
                        u32::try_from(run.range.end).unwrap_or(u32::MAX),
                    );
                }
                self.address(link, &flow, first.unwrap_or(run.range.start)..run.range.end);
            }
        }
        self.is_object = false;
    }

    /// Adds the pages on which a work is cited, after its entry: "↑ 6, 12". Each is a link.
    fn citations(&mut self, run: &Run<'_>, offset: u32) {
        let pages = self.setter.cited_pages(run.node);
        let style = self.style.of_run(&run.style, self.setter.design(), false).whole();
        for (at, page) in pages.iter().enumerate() {
            self.add_text(if at == 0 { UP_TO_CITATIONS } else { ", " }, &style, None, offset);
            // Page numbers are never broken.
            let id = self.setter.compositor.style(&style);
            let word = self.setter.compositor.word(id, &page.text);
            self.add_word(id, word, Some(LinkKey::Place(page.citation)), offset);
        }
    }

    /// Adds the address of a link, or its number in a list of links. This text is not in the flow. It belongs to the end of the link.
    /// `bytes` is the range of the link in the flow.
    fn address(&mut self, link: NodeId, flow: &Flow<'_>, bytes: Range<usize>) {
        let Some(address) = self.setter.printed_after(link, &flow.text[bytes.clone()]) else { return };
        self.is_object = true;
        let style = self.style.clone();
        self.add_text(address.as_str(), &style, None, u32::try_from(bytes.end).unwrap_or(u32::MAX));
    }

    /// Attaches something to the next item.
    pub(super) fn attach(&mut self, attachment: Attachment) {
        self.attachments.push((self.items.len(), attachment));
    }

    /// Makes it costly to end a line between the last word and a number that follows, as in "page 12".
    fn tie(&mut self) {
        let Some(space) = self.items.len().checked_sub(1).filter(|&at| matches!(self.items[at], Item::Glue { .. })) else { return };
        self.insert_penalty(space, Penalty::Cost(1_000));
    }

    /// Adds the mark of a note before its text, as a link back to the call.
    pub(super) fn add_note_mark(&mut self, note: NoteId) {
        let word = self.setter.mark(note, self.style_id);
        self.add_word(self.style_id, word, Some(LinkKey::Back(note)), 0);
        self.push(Item::Penalty(Penalty::NEVER), ItemContent::Nothing);
        let width = self.style.size.scaled(50, 100).0;
        self.push(Item::Glue { width, stretch: 0, infinite: false, shrink: 0 }, ItemContent::Space { link: None });
    }

    fn note_call(&mut self, note: NoteId, call: NodeId, offset: u32) {
        let entry = self.setter.book.resolution.note(note);
        let mark = self.setter.known.mark(note);
        if mark.is_empty() {
            return;
        }
        if let Some(at) = self.setter.book.resolution.call_position(note, call) {
            self.attach(Attachment::Anchor(Arc::from(entry.calls[at].1.as_str())));
        }
        self.attach(Attachment::Note(CalledNote::Text(note)));
        if self.setter.is_called_again(note, call) {
            self.attach(Attachment::Note(CalledNote::Again { note, call }));
        }
        // An asterisk is already raised. Other marks are superscript unless the font has superior figures for them.
        let figures = mark.bytes().all(|byte| byte.is_ascii_digit());
        let raised = crate::document::RunStyle { superscript: !mark.starts_with('*'), ..Default::default() };
        let style = TextStyle { italic: false, bold: false, small_caps: false, tracking: Length::ZERO, ..self.style.clone() };
        let style = self.setter.compositor.style(&style.of_run(&raised, self.setter.design(), figures && self.setter.superiors));
        let word = self.setter.mark(note, style);
        self.add_word(style, word, Some(LinkKey::Node(call)), offset);
    }

    fn picture(&mut self, (source, wanted): (&str, PictureSize), alt: &str, span: Span, offset: u32) {
        match self.setter.gallery.artworks.get(source) {
            Some(artwork) => {
                // The room of the narrowest line, so that the picture fits on any line.
                let room = self.form.measure - self.form.indent.max(self.form.hang).max(Length::ZERO);
                let picture = in_line(artwork, wanted, self.style.size, room, self.setter.design());
                let width = picture.size.width.0;
                self.push(Item::rigid(width), ItemContent::Picture { source: Arc::from(source), alt: Arc::from(alt), picture, offset });
            }
            None => {
                self.setter.report_no_picture(source, span);
                let style = self.style.clone().italic();
                self.add_text(format!("[{alt}]").as_str(), &style, None, offset);
            }
        }
    }

    /// Adds text of one style that begins at a byte of the flow. Returns the characters that its font does not have.
    pub(super) fn add_text<'t>(
        &mut self,
        text: impl Into<StyledPassage<'t>>,
        style: &TextStyle,
        link: Option<LinkKey>,
        offset: u32,
    ) -> MissingInFont {
        let id = self.setter.compositor.style(style);
        let prepared = self.setter.compositor.prepared(id);
        let space = prepared.space.0;
        let listing = self.is_listing();
        let passage: StyledPassage<'_> = text.into();
        let start = passage.range().start;
        let mut lacking = MissingInFont { styles: self.setter.compositor.lacks_in(&prepared, passage.text()), ..MissingInFont::default() };
        let tokens = self.setter.tokens(passage.clone(), style);
        for (number, (at, token)) in tokens.iter().enumerate() {
            let offset = if self.is_object { offset } else { offset + at };
            match *token {
                Token::Space => {
                    let after_white = matches!(self.content.last(), None | Some(ItemContent::Space { .. } | ItemContent::Indent));
                    if !after_white || matches!(self.items.last(), Some(Item::Penalty(Penalty::Cost(_) | Penalty::Forbidden(_)))) {
                        self.glue(space, link);
                    }
                }
                // At the very beginning it is an indent of the author's and must not be dropped.
                Token::FixedSpace if self.is_white_so_far() => self.push(Item::rigid(space), ItemContent::Space { link }),
                Token::FixedSpace => {
                    self.push(Item::Penalty(Penalty::NEVER), ItemContent::Nothing);
                    self.glue(space, link);
                }
                // No line ends at glue after a penalty.
                Token::TiedSpace { penalty } => {
                    self.push(Item::Penalty(penalty), ItemContent::Nothing);
                    self.glue(space, link);
                }
                Token::Blank { per_mille, breakable } => {
                    if breakable {
                        self.push(Item::Penalty(Penalty::Cost(50)), ItemContent::Nothing);
                    }
                    self.push(Item::rigid(style.size.scaled(i64::from(per_mille), 1000).0), ItemContent::Space { link });
                }
                Token::LineEnd => self.line_end(),
                Token::Opportunity { penalty: Penalty::Cost(cost @ 1..) } if listing => {
                    self.push(Item::Penalty(Penalty::Cost(cost + IN_LISTING)), ItemContent::Nothing);
                }
                Token::Opportunity { penalty } => {
                    self.push(Item::Penalty(penalty), ItemContent::Nothing);
                    if self.form.align == Align::Justified && is_beside_ideograph(passage.whole(), start + *at as usize) {
                        let stretch = style.size.scaled(GAP_STRETCH, 1000).0;
                        self.push(Item::Glue { width: 0, stretch, infinite: false, shrink: 0 }, ItemContent::Gap { link, style: id });
                    }
                }
                Token::AfterHyphen if listing => self.push(Item::Penalty(Penalty::Cost(IN_LISTING)), ItemContent::Nothing),
                Token::AfterHyphen => {
                    let item = Item::Discretionary { before: 0, after: 0, unbroken: 0, hang: 0, automatic: false, explicit: true };
                    self.push(item, ItemContent::Nothing);
                }
                Token::Word(text) => {
                    let word = self.setter.compositor.word(id, text);
                    lacking.missing.extend(&word.missing);
                    lacking.borrowed.extend(&word.borrowed);
                    lacking.styles.extend(self.setter.compositor.lacks_in_word(&prepared, &word));
                    let start = self.items.len();
                    if self.styled.is_empty() {
                        self.add_word(id, word, link, offset);
                    } else {
                        self.add_styled_word(id, &word, offset);
                    }
                    // The parts of a compound with a hyphen of its own are not hyphenated.
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

    /// Whether the paragraph is a line of code. Code within text does not count.
    pub(crate) fn is_listing(&self) -> bool {
        self.style.family == Family::Mono
    }

    /// Whether only white space has been added.
    fn is_white_so_far(&mut self) -> bool {
        match (self.content.last(), self.items.last()) {
            (None | Some(ItemContent::Indent), _) => true,
            (Some(ItemContent::Space { .. }), Some(Item::Box { .. })) => {
                let known = self.white.min(self.content.len());
                let further =
                    self.content[known..].iter().take_while(|content| matches!(content, ItemContent::Space { .. } | ItemContent::Indent));
                self.white = known + further.count();
                self.white == self.content.len()
            }
            _ => false,
        }
    }

    /// Forbids hyphenation from an item on.
    pub(crate) fn keep_whole(&mut self, from: usize) {
        for item in &mut self.items[from..] {
            if matches!(item, Item::Discretionary { automatic: true, .. }) {
                *item = Item::Penalty(Penalty::NEVER);
            }
        }
    }

    /// Adds the glue of a space between words.
    fn glue(&mut self, space: i64, link: Option<LinkKey>) {
        // The spaces of ragged lines do not stretch.
        let item = match self.form.align {
            Align::Justified => {
                let shrink = (space * SHRINK / 1000).min(space - self.style.size.scaled(LEAST_SPACE, 1000).0).max(0);
                Item::Glue { width: space, stretch: space * 45 / 100, infinite: false, shrink }
            }
            Align::Left | Align::Center | Align::Right => Item::Glue { width: space, stretch: 0, infinite: false, shrink: space / 8 },
        };
        self.push(item, ItemContent::Space { link });
    }

    /// Ends the line and fills it with white, because the author ended it.
    pub(super) fn line_end(&mut self) {
        while matches!(self.content.last(), Some(ItemContent::Space { .. })) && matches!(self.items.last(), Some(Item::Glue { .. })) {
            self.items.pop();
            self.content.pop();
        }
        self.push(Item::Penalty(Penalty::NEVER), ItemContent::Nothing);
        self.push(FILL, ItemContent::Nothing);
        self.push(Item::Penalty(Penalty::Forced), ItemContent::Nothing);
    }

    /// Adds a word, with its hyphenation points.
    pub(super) fn add_word(&mut self, style: StyleId, word: Arc<Word>, link: Option<LinkKey>, offset: u32) {
        if self.is_too_wide(&word) {
            return self.add_broken_word(style, &word, link, offset);
        }
        let mut from = 0;
        let mut done = Length::ZERO;
        let is_object = self.is_object;
        let part = |word: &Arc<Word>, from: usize, to: usize| {
            let offset = if is_object { offset } else { offset + u32::try_from(from).unwrap_or(0) };
            ItemContent::Part(WordPart { style, word: Arc::clone(word), from, to, link, offset, is_flow: !is_object })
        };
        // Only in justified text do characters protrude and letters expand.
        let justified = i64::from(self.form.align == Align::Justified);
        let flexible = justified * i64::from(word.runs.first().is_some_and(|run| run.flexible));
        let mut left = word.left;
        let boxed = |width: Length, left: Length, right: Length| Item::Box {
            width: width.0,
            flexible: width.0 * flexible,
            left: left.0 * justified,
            right: right.0 * justified,
        };
        for point in &word.points {
            self.push(boxed(point.prefix - done, left, Length::ZERO), part(&word, from, point.byte));
            self.push(self.hyphenation(point), ItemContent::Nothing);
            (from, done, left) = (point.byte, point.prefix, point.left);
        }
        self.push(boxed(word.width - done, left, word.right), part(&word, from, word.text.len()));
    }

    /// The item of a hyphenation point.
    pub(crate) fn hyphenation(&self, point: &HyphenationPoint) -> Item {
        let justified = i64::from(self.form.align == Align::Justified);
        let (before, after, hang) = (point.before.0, point.after.0, point.hang.0 * justified);
        Item::Discretionary { before, after, unbroken: 0, hang, automatic: true, explicit: false }
    }
}

/// Whether a place in a text is between two characters of which one is Chinese or Japanese.
fn is_beside_ideograph(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    match (before.chars().next_back(), after.chars().next()) {
        (Some(before), Some(after)) => is_ideographic(before) || is_ideographic(after),
        _ => false,
    }
}

/// Infinite glue, which fills the last line.
pub(crate) const FILL: Item = Item::Glue { width: 0, stretch: 65_536, infinite: true, shrink: 0 };

/// The end of each cluster of a word: the byte after it, and the width up to it.
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
