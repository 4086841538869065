//! Sets the blocks of a document as slugs. `block` chooses the function for each kind.
use super::builder::GalleyBuilder;
use super::keep_with_next::{INTRODUCED, acts_as_heading, can_have_caption, introduces, is_caption};
use super::list::ListForm;
use super::place::BlockPlace;
use super::slug::{STRANDED, SlugItem, WIDOW};
use crate::document::{
    AlertKind, Block, BlockKind, Inline, InlineKind, Node, NodeId, NodeRole, Position, first_words_in_small_caps, is_stanza, only_anchors,
};
use crate::edition::{FirstWords, Paragraphs};
use crate::typeset::model::page::{Artifact, ItemRole, PageItem};
use crate::typeset::model::style::Align;
use crate::typeset::paragraph::set_balanced;
use crate::typeset::paragraph::{ParagraphShape, set_paragraph, set_text, set_ways};
use crate::units::{Length, Point, Size};

/// The maximum number of lines in a paragraph below a heading that stays with the table below it.
const ANNOUNCING: usize = 3;

impl GalleyBuilder<'_, '_> {
    /// Sets blocks one below the other.
    pub(crate) fn blocks(&mut self, blocks: &[Block], place: &BlockPlace) {
        for (at, block) in blocks.iter().enumerate() {
            // Books written for the web have captions as paragraphs with a class. They stay with their figure or table, above or below.
            let named = |at: Option<usize>| at.and_then(|at| blocks.get(at)).is_some_and(can_have_caption);
            let caption = is_caption(block);
            let below = caption && named(at.checked_sub(1));
            if below {
                self.keep += STRANDED;
            }
            let (from, below_heading) = (self.slugs.len(), self.below_heading);
            self.block(block, place);
            if caption && !below && named(Some(at + 1)) {
                self.keep += STRANDED;
            }
            // A heading and a few lines do not stand at the foot of a page without the table that they announce.
            let before_table = blocks.get(at + 1).is_some_and(|next| matches!(next.kind, BlockKind::Table(_)));
            if below_heading && before_table && (1..=ANNOUNCING).contains(&(self.slugs.len() - from)) {
                self.keep += WIDOW;
            }
        }
    }

    fn block(&mut self, block: &Block, place: &BlockPlace) {
        let place = &self.spoken(&block.node, place);
        self.anchor(&block.node, place);
        let white = self.block_white(place);
        match &block.kind {
            // A paragraph that holds only anchors must not make an empty line.
            BlockKind::Paragraph(inlines) if only_anchors(inlines) => inlines.iter().for_each(|inline| self.anchor(&inline.node, place)),
            BlockKind::Paragraph(inlines) => {
                let layout = block.node.layout();
                let place = &place.laid_out(layout);
                let design = self.setter.design();
                let usual = if design.justify { Align::Justified } else { Align::Left };
                // Ragged paragraphs in a justified book are separated by white too.
                let asked = layout.align.is_some();
                let spaced = !asked && place.align == Align::Left && usual != Align::Left
                    || place.align == usual && design.paragraphs == Paragraphs::Space;
                let flush = self.flush || spaced || place.align != usual || place.hang > Length::ZERO || is_picture(inlines);
                let indent = if flush { Length::ZERO } else { place.indent };
                let indent = if is_stanza(inlines) { Length::ZERO } else { indent };
                let indent = place.asked_indent(layout).unwrap_or(indent);
                let form = ParagraphShape { hang: place.hang, ..self.form(place, indent) };
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
                    self.white(white);
                }
                let introduces = introduces(inlines, ways.lines.len());
                let heads = !self.in_cell && acts_as_heading(inlines, ways.lines.len());
                self.ways(ways, block.node.id);
                self.flush = false;
                if heads {
                    self.keep += STRANDED;
                } else if introduces {
                    self.keep += INTRODUCED;
                }
            }
            BlockKind::Heading { level, title } => self.heading(&block.node, *level, title, place),
            BlockKind::Quote { blocks, attribution } => self.quote(block, blocks, attribution.as_deref(), place),
            BlockKind::List(list) => {
                self.apart(white, |galley| galley.list(list, place, &ListForm::of(list, place, galley.setter)));
            }
            BlockKind::Definitions(definitions) => self.apart(white, |galley| galley.definitions(definitions, place)),
            BlockKind::Verse(stanzas) => {
                let place =
                    BlockPlace { style: place.style.clone().sized(self.setter.design().small_size.min(place.style.size)), ..place.clone() };
                self.apart(white, |galley| galley.verse(stanzas, block.node.id, &place));
            }
            BlockKind::Code { text, lines, .. } => self.apart(white, |galley| galley.code(text, &block.node, lines, place)),
            BlockKind::Figure { body, caption } if block.node.has_role(NodeRole::Listing) => {
                self.apart(white, |galley| galley.captioned_listing(&block.node, body, caption.as_deref().unwrap_or_default(), place));
            }
            BlockKind::Figure { body, caption } => self.placed_figure(block, body, caption.as_deref(), place),
            BlockKind::Table(table) => self.placed_table(table, &block.node, place),
            BlockKind::Math(formula) => self.apart(white, |galley| galley.formula(formula, &block.node, place)),
            BlockKind::Alert { kind, title, blocks } => self.apart(white, |galley| {
                let from = galley.slugs.len();
                let inner = galley.alert_heading(kind, title.as_deref(), block.node.id, place);
                galley.flush = true;
                galley.blocks(blocks, &inner);
                galley.bar(from, block.node.id, place);
            }),
            BlockKind::Break => self.scene_break(block.node.id, place),
            BlockKind::PageBreak => self.forced = true,
            BlockKind::Container(blocks) => self.container(block, blocks, place),
            BlockKind::Raw(raw) => self.setter.report_raw(raw, block.node.span),
        }
    }

    fn quote(&mut self, block: &Block, blocks: &[Block], attribution: Option<&[Inline]>, place: &BlockPlace) {
        let design = self.setter.design();
        let em = place.style.size;
        let size = design.quote_size().min(em);
        let mut inner = place.inset(design.quotes.indent.of(em), design.quotes.right_indent.of(em));
        inner.style = inner.style.sized(size);
        self.apart(self.block_white(place), |galley| {
            galley.blocks(blocks, &inner);
            if let Some(attribution) = attribution {
                galley.attribution(attribution, &inner, block.node.id);
            }
        });
    }

    fn attribution(&mut self, attribution: &[Inline], place: &BlockPlace, node: NodeId) {
        let place = BlockPlace {
            align: Align::Right,
            ..place.inset(self.setter.design().quotes.attribution_indent.of(place.style.size), Length::ZERO)
        };
        let style = place.style.clone().whole();
        self.keep += STRANDED;
        let form = self.form(&place, Length::ZERO);
        let lines = set_balanced(self.setter, &form, |setter, form| set_paragraph(setter, attribution, &style, form));
        let from = self.slugs.len();
        self.lines(lines, &place, node);
        // An attribution is not a block. A page that begins with it is recorded as beginning with the next block.
        self.slugs[from..].iter_mut().for_each(|slug| slug.start = None);
    }

    /// Sets the heading of an alert, and returns the place of its text.
    fn alert_heading(&mut self, kind: &AlertKind, title: Option<&[Inline]>, node: NodeId, place: &BlockPlace) -> BlockPlace {
        let design = self.setter.design();
        let inner = place.inset(design.alerts.indent.of(place.style.size), Length::ZERO);
        let from = self.slugs.len();
        let (style, form) = (inner.style.clone().shaped(design.heading(2).shape), self.form(&inner, Length::ZERO));
        let lines = match title {
            Some(title) => set_paragraph(self.setter, title, &style, &form),
            None => set_text(self.setter, kind.heading(&self.setter.terms.alerts), &style, &form),
        };
        self.lines(lines, &inner, node);
        for (at, slug) in self.slugs[from..].iter_mut().enumerate() {
            slug.start = (at == 0).then_some(Position { block: node, offset: 0 });
        }
        self.keep += STRANDED;
        inner
    }

    /// Adds a rule down the left side of the slugs of an alert.
    fn bar(&mut self, from: usize, node: NodeId, place: &BlockPlace) {
        let design = self.setter.design();
        self.settle(from);
        for at in from..self.slugs.len() {
            let above = if at == from { Length::ZERO } else { self.slugs[at].before };
            let height = self.slugs[at].height + above;
            let rule = PageItem::Rule(Size { width: design.alerts.bar_thickness, height });
            // The bar is cut in pieces. Each belongs to the text that it stands beside.
            let owner = self.slugs[at].parts.iter().rev().find_map(|part| part.role.node()).unwrap_or(node);
            let role = ItemRole::Artifact(Artifact::Block(owner));
            self.slugs[at].parts.push(SlugItem::new(Point { x: place.left, y: -above }, role, rule));
            self.slugs[at].beside_bar = at > from;
        }
    }

    fn container(&mut self, block: &Block, blocks: &[Block], place: &BlockPlace) {
        if let Some(statement) = block.node.statement() {
            self.statement(statement, blocks, place);
        } else if block.node.has_role(NodeRole::Epigraph) {
            self.epigraph(&block.node, blocks, place);
        } else if block.node.has_role(NodeRole::Dedication) {
            self.dedication(blocks, place);
        } else if block.node.has_role(NodeRole::Center) {
            let inner = BlockPlace { align: Align::Center, ..place.clone() };
            self.apart(place.leading, |galley| galley.blocks(blocks, &inner));
        } else {
            let outer = self.questions;
            self.questions |= block.node.has_role(NodeRole::Questions);
            self.blocks(blocks, place);
            self.questions = outer;
        }
    }

    /// Sets an epigraph: small, in the right part of the measure.
    pub(crate) fn epigraph(&mut self, node: &Node, blocks: &[Block], place: &BlockPlace) {
        let design = self.setter.design();
        let small = design.small_size.min(place.style.size);
        let mut inner = place.inset(place.measure.scaled(i64::from(design.epigraphs.indent), 100), Length::ZERO);
        inner.style = inner.style.sized(small);
        inner.align = Align::Left;
        let below_title = self.below_title;
        self.apart(place.leading, |galley| {
            for block in blocks {
                // The whole epigraph is already indented, so a quotation in it is not.
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
        self.below_title = below_title;
    }

    pub(crate) fn dedication(&mut self, blocks: &[Block], place: &BlockPlace) {
        let style = place.style.clone().shaped(self.setter.design().titles.subtitle_shape);
        let inner = BlockPlace { align: Align::Center, style, ..place.clone() };
        self.apart(place.leading, |galley| galley.blocks(blocks, &inner));
    }
}

/// Whether a line holds only a picture, perhaps in a link.
fn is_picture(inlines: &[Inline]) -> bool {
    let [inline] = inlines else { return false };
    matches!(inline.kind, InlineKind::Image { .. }) || inline.kind.inner().is_some_and(is_picture)
}
