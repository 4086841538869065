//! A division set as one long column of slugs: lines, pictures, rules, each with the white above it and the price of
//! beginning a page with it. Make-up cuts the column into pages.
use std::ops::Range;
use std::sync::Arc;

use super::float::{Float, Stand};
use super::keep_with_next::{INTRODUCED, can_have_caption, introduces, is_caption};
use super::line_slugs::strip;
pub(crate) use super::line_slugs::{baseline, slug};
use super::list::ListForm;
use super::retained::SlugWays;
use super::spanning::SpanningItem;
use crate::document::{
    AlertKind, Block, BlockKind, Division, DivisionKind, Inline, Node, NodeId, NoteId, Position, first_words_in_small_caps, only_names,
};
use crate::edition::{FirstWords, Paragraphs};
use crate::typeset::Setter;
use crate::typeset::model::page::{PageItem, Role, TextLine};
use crate::typeset::model::style::TextStyle;
use crate::typeset::paragraph::set_balanced;
use crate::typeset::paragraph::{Align, Form, SetLine, set_paragraph, set_text, set_ways};
use crate::units::{Length, Point, Size};

/// The price of a page that begins with the last line of a paragraph, or ends with the first.
pub(crate) const WIDOW: i64 = 20_000_000;
/// The price of a heading at a foot.
pub(crate) const STRANDED: i64 = 60_000_000;
/// The price of what is never done unless nothing else is possible at all.
pub(crate) const FORBIDDEN: i64 = 1_000_000_000;
/// A page must begin here.
pub(crate) const FORCED: i64 = -1;

/// The price of a line more of white above a heading.
pub(crate) const WHITE: i64 = 12_000;

/// A strip of a column, never cut.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slug {
    pub(crate) height: Length,
    /// White above it; dropped at the head of a page.
    pub(crate) before: Length,
    /// The price of beginning a page with it, or [`FORCED`].
    pub(crate) cost: i64,
    /// From the left of the measure and the top of the slug.
    pub(crate) parts: Vec<(Point, Role, PageItem)>,
    /// Notes called in it.
    pub(crate) notes: Vec<NoteId>,
    /// The title of the section that begins with it.
    pub(crate) section: Option<Arc<str>>,
    /// How many lines have the notes that it calls as the first in its column; known to make-up.
    pub(crate) note_lines: usize,
    /// The text with which it begins.
    pub(crate) start: Option<Position>,
    /// The number of the paragraph that begins with it, for the outer margin: how far down its baseline is, and the line.
    pub(crate) number: Option<(Length, Arc<TextLine>)>,
    /// What was called before it does not stand after it: a heading ends the section before, and figures keep their order.
    pub(crate) bars: bool,
    /// A table begins with it: no other passes it.
    pub(crate) begins_table: bool,
    /// Where on the page it stands, if it is a figure.
    pub(crate) stand: Stand,
    /// After it comes what is to stand over all columns; known to make-up.
    pub(crate) calls_wide: Option<u32>,
    /// Slugs to be set again when a page begins with this one: the head of a table.
    pub(crate) repeat: Option<Arc<Vec<Slug>>>,
}

/// Another way to set the slugs of a paragraph: in a line more or less.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    /// The slugs that it stands for.
    pub(crate) range: Range<usize>,
    pub(crate) slugs: Vec<Slug>,
    /// How much worse it is.
    pub(crate) price: i64,
    /// It is a figure that stands elsewhere.
    pub(crate) float: Option<Float>,
}

/// Where in the measure a block stands, and in what dress.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) left: Length,
    pub(crate) measure: Length,
    pub(crate) leading: Length,
    pub(crate) style: TextStyle,
    pub(crate) align: Align,
    /// The first-line indent of paragraphs that follow one another.
    pub(crate) indent: Length,
    /// The indent of all lines but the first, where paragraphs are entries: in a bibliography.
    pub(crate) hang: Length,
}

impl Place {
    /// The same, moved in from both sides.
    pub(crate) fn inset(&self, left: Length, right: Length) -> Self {
        let room = (self.measure - left - right).max(self.style.size * 4).min(self.measure);
        Self { left: self.left + (self.measure - room).min(left), measure: room, ..self.clone() }
    }
}

/// The class of what is asked.
const QUESTIONS: &str = "questions";

/// A column being filled.
pub(crate) struct GalleyBuilder<'s, 'b> {
    pub(crate) setter: &'s Setter<'b>,
    pub(crate) slugs: Vec<Slug>,
    /// Other ways to set its paragraphs, in order.
    pub(crate) variants: Vec<Variant>,
    /// Anchors that wait for the next slug.
    pending: Vec<(Point, Role, PageItem)>,
    /// White asked for before the next slug.
    pub(crate) space: Length,
    /// The part of it that what comes next asked for, since a figure was set.
    pub(crate) asked: Length,
    /// By how much there is more white than that.
    pub(crate) filling: Length,
    /// The price of a page break before the next slug, besides its own.
    pub(crate) keep: i64,
    /// The next slug begins a page.
    pub(crate) forced: bool,
    /// The next paragraph is not indented.
    pub(crate) flush: bool,
    /// The paragraph whose first words may be set otherwise.
    lead: Option<NodeId>,
    /// The paragraph that had its number last: the lines of a poem come one by one.
    numbered: Option<NodeId>,
    /// Figures may stand elsewhere than where they are called: in the text of a division.
    pub(crate) floats: bool,
    /// Under each question there is room for an answer.
    pub(crate) questions: bool,
    /// How many slugs at its beginning stand over all columns of the page.
    pub(crate) opened: usize,
    /// What may stand over all columns further on.
    pub(crate) wides: Vec<SpanningItem>,
    /// How high a figure may be, if not as high as a page.
    pub(crate) highest: Option<Length>,
}

impl<'s, 'b> GalleyBuilder<'s, 'b> {
    pub(crate) fn new(setter: &'s Setter<'b>) -> Self {
        Self {
            setter,
            slugs: Vec::new(),
            variants: Vec::new(),
            pending: Vec::new(),
            space: Length::ZERO,
            asked: Length::ZERO,
            filling: Length::ZERO,
            keep: 0,
            forced: false,
            flush: true,
            lead: None,
            numbered: None,
            floats: false,
            questions: false,
            opened: 0,
            wides: Vec::new(),
            highest: None,
        }
    }

    /// A column for something that may stand elsewhere than in this one, with the anchors that wait here.
    pub(crate) fn elsewhere<'t>(&self, setter: &'t Setter<'b>) -> GalleyBuilder<'t, 'b> {
        GalleyBuilder { pending: self.pending.clone(), numbered: self.numbered, ..GalleyBuilder::new(setter) }
    }

    /// The place of running text.
    pub(crate) fn body(setter: &Setter<'_>) -> Place {
        let design = setter.design();
        Place {
            left: Length::ZERO,
            measure: design.measure(),
            leading: design.leading,
            style: TextStyle::body(design, &setter.lang),
            align: if design.justify { Align::Justified } else { Align::Left },
            indent: design.indent,
            hang: Length::ZERO,
        }
    }

    /// The same over all columns of a page.
    pub(crate) fn wide(setter: &Setter<'_>) -> Place {
        Place { measure: setter.design().type_width(), ..Self::body(setter) }
    }

    /// The form of a paragraph there.
    pub(crate) fn form(&self, place: &Place, indent: Length) -> Form {
        Form { measure: place.measure, indent, hang: Length::ZERO, align: place.align }
    }

    /// Asks for white before the next slug.
    pub(crate) fn white(&mut self, height: Length) {
        self.space = self.space.max(height);
        self.asked = self.asked.max(height);
    }

    /// Adds a slug as it is, with the white and the price that were asked for.
    pub(crate) fn push(&mut self, mut slug: Slug) {
        let own = slug.before;
        slug.before = if self.slugs.is_empty() { Length::ZERO } else { own.max(self.space) + self.filling };
        self.after_float(own.max(self.asked), slug.before);
        slug.cost += self.keep;
        if self.forced && !self.slugs.is_empty() {
            slug.cost = FORCED;
        }
        slug.parts.splice(0..0, self.pending.drain(..));
        self.space = Length::ZERO;
        self.asked = Length::ZERO;
        self.filling = Length::ZERO;
        self.keep = 0;
        self.forced = false;
        self.slugs.push(slug);
    }

    /// The slugs of the whole column, and how else its paragraphs can be set.
    pub(crate) fn finish_ways(mut self) -> (Vec<Slug>, Vec<Variant>) {
        if !self.pending.is_empty() {
            self.settle(self.slugs.len().saturating_sub(1));
        }
        let variants = std::mem::take(&mut self.variants);
        (self.finish(), variants)
    }

    /// The slugs of the whole galley.
    pub(crate) fn finish(mut self) -> Vec<Slug> {
        match self.slugs.last_mut() {
            Some(last) => last.parts.append(&mut self.pending),
            // A division without any text still has its place.
            None => {
                let slug = Slug { height: self.setter.design().leading, ..Slug::default() };
                self.push(slug);
            }
        }
        self.slugs
    }

    /// The white about what is set apart a little: half a line, or a whole one where all lines stand on a grid.
    pub(crate) fn half(&self, place: &Place) -> Length {
        if self.setter.design().grid { place.leading } else { place.leading / 2 }
    }

    /// Where the baseline stands in a line there. On a grid small text has that of the text around it.
    fn baseline(&self, place: &Place) -> Length {
        let design = self.setter.design();
        let size = if design.grid && place.leading == design.leading { design.size } else { place.style.size };
        baseline(place.leading, size)
    }

    /// Adds the lines of a paragraph.
    pub(crate) fn lines(&mut self, lines: Vec<SetLine>, place: &Place, node: NodeId) {
        let slugs = self.strip(lines, place, node);
        self.add_slugs(slugs, node);
    }

    /// The lines of a paragraph as slugs.
    pub(crate) fn strip(&self, lines: Vec<SetLine>, place: &Place, node: NodeId) -> Vec<Slug> {
        strip(lines, place, self.baseline(place), node)
    }

    /// Adds the slugs of a paragraph.
    fn add_slugs(&mut self, mut slugs: Vec<Slug>, node: NodeId) {
        if self.numbered != Some(node)
            && let Some(first) = slugs.first_mut()
        {
            self.numbered = Some(node);
            self.number(first, node);
        }
        slugs.into_iter().for_each(|slug| self.push(slug));
    }

    /// Puts the number of a paragraph beside its first line, if it is shown.
    pub(crate) fn number(&self, slug: &mut Slug, node: NodeId) {
        let design = self.setter.design();
        let number = self.setter.book.resolution.paragraph_numbers.get(&node).filter(|number| design.paragraph_numbers.shows(number));
        let baseline = slug.parts.iter().find(|(.., item)| matches!(item, PageItem::Line(_))).map(|(at, ..)| at.y);
        if let (Some(number), Some(baseline)) = (number, baseline) {
            let body = TextStyle::body(design, &self.setter.lang).whole();
            let style =
                TextStyle { figures: crate::typeset::model::style::Figures::OldStyle, ..body.sized(design.number_size.of(design.size)) };
            let form = Form { measure: design.size * 6, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
            let set = set_text(self.setter, number, &style, &form).into_iter().next();
            slug.number = set.map(|set| (baseline, Arc::new(set.line)));
        }
    }

    /// Adds a paragraph that may be set in more or fewer lines.
    pub(crate) fn ways(&mut self, ways: SlugWays, node: NodeId) {
        let start = self.slugs.len();
        let waiting = self.pending.len();
        self.add_slugs(ways.lines, node);
        let range = start..self.slugs.len();
        for (price, mut slugs) in ways.others {
            // The first slug takes what was asked for before the paragraph.
            if let (Some(first), Some(natural)) = (slugs.first_mut(), self.slugs.get(start)) {
                first.number.clone_from(&natural.number);
                first.before = natural.before;
                first.cost = natural.cost;
                first.parts.splice(0..0, natural.parts[..waiting].iter().cloned());
            }
            self.variants.push(Variant { range: range.clone(), slugs, price, float: None });
        }
    }

    /// The white at a slug may be some lines more or less if the page is better for it. `change` is given the slug and the
    /// change.
    pub(crate) fn white_may_give(&mut self, at: usize, lines: &[(i64, i64)], change: impl Fn(&mut Slug, Length)) {
        let Some(natural) = self.slugs.get(at) else { return };
        for &(more, price) in lines {
            let mut slug = natural.clone();
            change(&mut slug, self.setter.design().leading * more);
            self.variants.push(Variant { range: at..at + 1, slugs: vec![slug], price, float: None });
        }
    }

    /// The slugs from one on are changed by hand: they can be set in one way only.
    pub(crate) fn settle(&mut self, from: usize) {
        self.variants.retain(|variant| variant.range.end <= from);
    }

    /// Adds blocks.
    pub(crate) fn blocks(&mut self, blocks: &[Block], place: &Place) {
        for (at, block) in blocks.iter().enumerate() {
            // Books written for the web set captions as text of a class: they stay with what they name, above it or below.
            let named = |at: Option<usize>| at.and_then(|at| blocks.get(at)).is_some_and(can_have_caption);
            let caption = is_caption(block);
            let below = caption && named(at.checked_sub(1));
            if below {
                self.keep += STRANDED;
            }
            self.block(block, place);
            if caption && !below && named(Some(at + 1)) {
                self.keep += STRANDED;
            }
        }
    }

    fn block(&mut self, block: &Block, place: &Place) {
        let place = &self.spoken(&block.node, place);
        self.anchor(&block.node, place);
        let half = self.half(place);
        match &block.kind {
            // A line of nothing would be white that nobody asked for.
            BlockKind::Paragraph(inlines) if only_names(inlines) => inlines.iter().for_each(|inline| self.anchor(&inline.node, place)),
            BlockKind::Paragraph(inlines) => {
                let design = self.setter.design();
                let usual = if design.justify { Align::Justified } else { Align::Left };
                // What is ragged beside justified text is told apart by white too.
                let spaced =
                    place.align == Align::Left && usual != Align::Left || place.align == usual && design.paragraphs == Paragraphs::Space;
                let flush = self.flush || spaced || place.align != usual || place.hang > Length::ZERO;
                let indent = if flush { Length::ZERO } else { place.indent };
                let form = Form { hang: place.hang, ..self.form(place, indent) };
                let lead = design.openings.first_words == FirstWords::SmallCaps && self.lead == Some(block.node.id);
                let led = if lead { first_words_in_small_caps(inlines) } else { None };
                let inlines = led.as_ref().unwrap_or(inlines);
                let cap = usize::try_from(design.openings.drop_cap).unwrap_or(0);
                if cap > 1 && self.lead == Some(block.node.id) && self.drop_capital(cap, (inlines, block.node.id), place, &form) {
                    self.flush = false;
                    return;
                }
                let ways = self.slug_ways(block.node.id, place, &form, |setter| set_ways(setter, inlines, &place.style, &form));
                if ways.lines.is_empty() {
                    return;
                }
                if spaced && !self.flush {
                    self.white(half);
                }
                let introduces = introduces(inlines, ways.lines.len());
                self.ways(ways, block.node.id);
                self.flush = false;
                if introduces {
                    self.keep += INTRODUCED;
                }
            }
            BlockKind::Heading { level, title } => self.heading(&block.node, *level, title, place),
            BlockKind::Quote { blocks, attribution } => self.quote(block, blocks, attribution.as_deref(), place),
            BlockKind::List(list) => {
                self.apart(half, |galley| galley.list(list, place, &ListForm::of(list, place, galley.setter)));
            }
            BlockKind::Definitions(definitions) => self.apart(half, |galley| galley.definitions(definitions, place)),
            BlockKind::Verse(stanzas) => {
                let place =
                    Place { style: place.style.clone().sized(self.setter.design().small_size.min(place.style.size)), ..place.clone() };
                self.apart(half, |galley| galley.verse(stanzas, block.node.id, &place));
            }
            BlockKind::Code { text, .. } => self.apart(half, |galley| galley.code(text, &block.node, place)),
            BlockKind::Figure { body, caption } => self.placed_figure(block, body, caption.as_deref(), place),
            BlockKind::Table(table) => self.placed_table(table, &block.node, place),
            BlockKind::Math(formula) => self.apart(half, |galley| galley.code(&formula.source, &block.node, place)),
            BlockKind::Alert { kind, blocks } => self.apart(half, |galley| galley.alert(*kind, block.node.id, blocks, place)),
            BlockKind::Break => self.scene_break(place),
            BlockKind::PageBreak => self.forced = true,
            BlockKind::Container(blocks) => self.container(block, blocks, place),
            BlockKind::Raw(raw) => self.setter.report_raw(raw, block.node.span),
        }
    }

    /// The place with the language of a node, if it says one.
    fn spoken(&self, node: &Node, place: &Place) -> Place {
        let mut place = place.clone();
        if let Some(lang) = node.lang() {
            place.style.lang = Arc::from(lang);
        }
        place
    }

    /// Marks the place of a node that can be linked to.
    pub(crate) fn anchor(&mut self, node: &Node, place: &Place) {
        if let Some(name) = self.setter.book.resolution.anchors.get(&node.id) {
            let item = PageItem::Anchor(Arc::from(name.as_str()));
            let at = Point { x: place.left, y: Length::ZERO };
            self.pending.push((at, Role::Content(node.id), item));
        }
    }

    /// Sets something apart from the text around it.
    pub(crate) fn apart(&mut self, white: Length, inner: impl FnOnce(&mut Self)) {
        self.white(white);
        self.flush = true;
        inner(self);
        self.white(white);
        self.flush = true;
    }

    fn quote(&mut self, block: &Block, blocks: &[Block], attribution: Option<&[Inline]>, place: &Place) {
        let design = self.setter.design();
        let em = place.style.size;
        let size = design.quote_size().min(em);
        let mut inner = place.inset(design.quotes.indent.of(em), design.quotes.right_indent.of(em));
        inner.style = inner.style.sized(size);
        self.apart(self.half(place), |galley| {
            galley.blocks(blocks, &inner);
            if let Some(attribution) = attribution {
                galley.attribution(attribution, &inner, block.node.id);
            }
        });
    }

    fn attribution(&mut self, attribution: &[Inline], place: &Place, node: NodeId) {
        let place = Place { align: Align::Right, ..place.inset(place.style.size * 2, Length::ZERO) };
        let style = place.style.clone().whole();
        self.keep += STRANDED;
        let form = self.form(&place, Length::ZERO);
        let lines = set_balanced(self.setter, &form, |setter, form| set_paragraph(setter, attribution, &style, form));
        let from = self.slugs.len();
        self.lines(lines, &place, node);
        // An attribution is no block of its own: a page is said to begin with the block after it.
        self.slugs[from..].iter_mut().for_each(|slug| slug.start = None);
    }

    /// Adds what is missing to whole lines of text, so that what follows stands on the grid again.
    pub(crate) fn fill_up(&mut self, height: Length) {
        let leading = self.setter.design().leading;
        let missing = leading * height.units_up(leading) - height;
        self.settle(self.slugs.len().saturating_sub(1));
        if let Some(last) = self.slugs.last_mut() {
            last.height += missing;
        }
    }

    fn alert(&mut self, kind: AlertKind, node: NodeId, blocks: &[Block], place: &Place) {
        let word = self.setter.terms.alerts[match kind {
            AlertKind::Note => 0,
            AlertKind::Tip => 1,
            AlertKind::Important => 2,
            AlertKind::Warning => 3,
            AlertKind::Caution => 4,
        }];
        let inner = place.inset(place.style.size.scaled(120, 100), Length::ZERO);
        let from = self.slugs.len();
        let title = set_text(
            self.setter,
            word,
            &inner.style.clone().shaped(self.setter.design().heading(2).shape),
            &self.form(&inner, Length::ZERO),
        );
        self.lines(title, &inner, node);
        for (at, slug) in self.slugs[from..].iter_mut().enumerate() {
            slug.start = (at == 0).then_some(Position { block: node, offset: 0 });
        }
        self.keep += STRANDED;
        self.flush = true;
        self.blocks(blocks, &inner);
        // A rule down the left side.
        self.settle(from);
        for at in from..self.slugs.len() {
            let above = if at == from { Length::ZERO } else { self.slugs[at].before };
            let height = self.slugs[at].height + above;
            let rule = PageItem::Rule(Size { width: Length::from_pt(0.75), height });
            self.slugs[at].parts.push((Point { x: place.left, y: -above }, Role::Artifact, rule));
        }
    }

    fn container(&mut self, block: &Block, blocks: &[Block], place: &Place) {
        if block.node.has_class("epigraph") {
            self.epigraph(&block.node, blocks, place);
        } else if block.node.has_class("dedication") {
            self.dedication(blocks, place);
        } else if block.node.has_class("center") {
            let inner = Place { align: Align::Center, ..place.clone() };
            self.apart(place.leading, |galley| galley.blocks(blocks, &inner));
        } else {
            let outer = self.questions;
            self.questions |= block.node.has_class(QUESTIONS);
            self.blocks(blocks, place);
            self.questions = outer;
        }
    }

    /// Somebody else's words before the text: small, in the right part of the measure.
    fn epigraph(&mut self, node: &Node, blocks: &[Block], place: &Place) {
        let small = self.setter.design().small_size.min(place.style.size);
        let mut inner = place.inset(place.measure.scaled(2, 5), Length::ZERO);
        inner.style = inner.style.sized(small);
        inner.align = Align::Left;
        self.apart(place.leading, |galley| {
            for block in blocks {
                // The whole block is set apart already: a quotation in it needs no indent of its own.
                if let BlockKind::Quote { blocks, attribution } = &block.kind {
                    galley.anchor(&block.node, &inner);
                    galley.blocks(blocks, &inner);
                    if let Some(attribution) = attribution {
                        galley.attribution(attribution, &inner, node.id);
                    }
                } else {
                    galley.block(block, &inner);
                }
            }
        });
    }

    fn dedication(&mut self, blocks: &[Block], place: &Place) {
        let style = place.style.clone().shaped(self.setter.design().titles.subtitle_shape);
        let inner = Place { align: Align::Center, style, ..place.clone() };
        self.apart(place.leading, |galley| galley.blocks(blocks, &inner));
    }

    /// A whole division with its inner divisions.
    pub(crate) fn division(&mut self, division: &Division, depth: u8, place: &Place) {
        let mut place = self.spoken(&division.node, place);
        if division.kind == DivisionKind::Bibliography {
            // A design without indents still tells one entry from the next.
            place.hang = place.indent.max(place.style.size);
        }
        // What opens a chapter stands over all columns.
        let head = if depth == 1 { Place { measure: self.setter.design().type_width(), ..place.clone() } } else { place.clone() };
        let place = &place;
        self.floats = true;
        if depth == 1 {
            self.lead = division.lead();
            if self.setter.masthead == Some(division.node.id) {
                crate::typeset::book::title_pages::masthead(self, &head);
            }
        }
        let outer = self.questions;
        self.questions |=
            division.node.has_class(QUESTIONS) || division.heading.as_ref().is_some_and(|heading| heading.node.has_class(QUESTIONS));
        if depth == 1 && self.setter.design().session_line && division.kind == DivisionKind::Chapter {
            super::handout::session_line(self, &head);
        }
        self.anchor(&division.node, place);
        if let Some(heading) = &division.heading {
            if depth == 1 {
                self.opening(division, &heading.node, &heading.title, &head);
            } else {
                self.heading(&heading.node, depth, &heading.title, place);
            }
        }
        if depth == 1 {
            self.opened = self.slugs.len();
        }
        let bare = division.heading.is_none();
        if bare && division.kind == DivisionKind::Dedication {
            self.dedication(&division.blocks, place);
        } else if bare && division.kind == DivisionKind::Epigraph {
            self.epigraph(&division.node, &division.blocks, place);
        } else {
            self.blocks(&division.blocks, place);
        }
        if let Some(index) = self.setter.book.resolution.index.as_ref().filter(|index| index.division == division.node.id) {
            self.index(index, place);
        }
        for inner in &division.divisions {
            if division.kind != DivisionKind::Part {
                self.division(inner, depth.saturating_add(1).min(6), place);
            }
        }
        self.questions = outer;
    }
}
