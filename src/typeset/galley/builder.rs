//! A galley being filled, slug by slug.
use std::sync::Arc;

use super::line_slugs::{baseline, slugs_of_lines};
use super::place::BlockPlace;
use super::retained::Retained;
use super::slug::{MarginNumber, Slug, SlugItem, SlugWays, SpanningItem, Variant};
use crate::document::{Node, NodeId};
use crate::typeset::model::page::{ItemRole, PageItem};
use crate::typeset::model::style::{Align, Figures, TextStyle};
use crate::typeset::paragraph::{ComposedLine, ParagraphShape, set_text};
use crate::typeset::setter::Setter;
use crate::units::{Length, Point};

/// A galley being filled. Blocks request white and break costs before they add their slugs; the next slug takes them.
pub(crate) struct GalleyBuilder<'s, 'b> {
    pub(crate) setter: &'s Setter<'b>,
    /// The paragraphs of the first setting, if the division may be set twice.
    pub(crate) retained: Option<&'s Retained>,
    pub(crate) slugs: Vec<Slug>,
    /// Other ways to set the paragraphs, in order.
    pub(crate) variants: Vec<Variant>,
    /// Anchors to be placed in the next slug.
    pending: Vec<SlugItem>,
    /// White requested before the next slug.
    pub(crate) space: Length,
    /// White requested by the next block itself, without what the block before it requested below a figure or table.
    pub(crate) asked: Length,
    /// White added to `space` so that the next lines stand on the grid.
    pub(crate) filling: Length,
    /// Added to the cost of a page break before the next slug.
    pub(crate) keep: i64,
    /// Whether the next slug must begin a page.
    pub(crate) forced: bool,
    /// Whether the next slug is the first below the title of a chapter, or the first below its epigraph.
    pub(crate) below_title: bool,
    /// Whether the last slug is that of a heading.
    pub(crate) below_heading: bool,
    /// Whether the next paragraph is not indented.
    pub(crate) flush: bool,
    /// The paragraph that opens the division. Its first words may have a style of their own.
    pub(crate) lead: Option<NodeId>,
    /// The paragraph that was numbered last. The lines of a poem are added one by one, and only the first has the number.
    numbered: Option<NodeId>,
    /// Whether figures may be moved from where they are called. Only those in the text of a division may.
    pub(crate) floats: bool,
    /// Whether each question has lines for an answer below it.
    pub(crate) questions: bool,
    /// The number of slugs at the beginning that span all columns of the page.
    pub(crate) opened: usize,
    /// The number of columns of the index, if it is not that of the design.
    pub(crate) index_columns: Option<u32>,
    /// Figures and tables that may span all columns.
    pub(crate) wides: Vec<SpanningItem>,
    /// The greatest height of a figure. `None` stands for the height of a page.
    pub(crate) highest: Option<Length>,
    /// Whether it is the galley of a cell of a table. Its blocks need not fill whole lines of the text.
    pub(crate) in_cell: bool,
}

impl<'s, 'b> GalleyBuilder<'s, 'b> {
    pub(crate) fn new(setter: &'s Setter<'b>) -> Self {
        Self {
            setter,
            retained: None,
            slugs: Vec::new(),
            variants: Vec::new(),
            pending: Vec::new(),
            space: Length::ZERO,
            asked: Length::ZERO,
            filling: Length::ZERO,
            keep: 0,
            forced: false,
            below_title: false,
            below_heading: false,
            flush: true,
            lead: None,
            numbered: None,
            floats: false,
            questions: false,
            opened: 0,
            index_columns: None,
            wides: Vec::new(),
            highest: None,
            in_cell: false,
        }
    }

    /// The same builder for a division that may be set twice. It keeps paragraphs in `retained`, or takes them from there.
    pub(crate) fn retaining(self, retained: Option<&'s Retained>) -> Self {
        Self { retained, ..self }
    }

    /// A builder for a figure or table outside this column. It gets a copy of the anchors that wait for the next slug.
    pub(crate) fn elsewhere<'t>(&self, setter: &'t Setter<'b>) -> GalleyBuilder<'t, 'b> {
        GalleyBuilder { pending: self.pending.clone(), numbered: self.numbered, ..GalleyBuilder::new(setter) }
    }

    /// The place of running text.
    pub(crate) fn body(setter: &Setter<'_>) -> BlockPlace {
        let design = setter.design();
        BlockPlace {
            left: Length::ZERO,
            measure: design.measure(),
            leading: design.leading,
            style: TextStyle::body(design, &setter.lang),
            align: if design.justify { Align::Justified } else { Align::Left },
            indent: design.indent,
            hang: Length::ZERO,
        }
    }

    /// The place of text that spans all columns of a page.
    pub(crate) fn wide(setter: &Setter<'_>) -> BlockPlace {
        BlockPlace { measure: setter.design().type_width(), ..Self::body(setter) }
    }

    /// The form of a paragraph at a place, with a first-line indent.
    pub(crate) fn form(&self, place: &BlockPlace, indent: Length) -> ParagraphShape {
        ParagraphShape { measure: place.measure, indent, hang: Length::ZERO, align: place.align }
    }

    /// Requests white before the next slug.
    pub(crate) fn white(&mut self, height: Length) {
        self.space = self.space.max(height);
        self.asked = self.asked.max(height);
    }

    /// Adds a slug with the white and the break cost that were requested.
    pub(crate) fn push(&mut self, mut slug: Slug) {
        let own = slug.before;
        slug.before = if self.slugs.is_empty() { Length::ZERO } else { own.max(self.space) + self.filling };
        self.after_float(own.max(self.asked), slug.before);
        slug.cost += self.keep;
        if self.forced && !self.slugs.is_empty() {
            slug.begin_page();
        }
        slug.parts.splice(0..0, self.pending.drain(..));
        self.space = Length::ZERO;
        self.asked = Length::ZERO;
        self.filling = Length::ZERO;
        self.keep = 0;
        self.forced = false;
        slug.below_title = std::mem::take(&mut self.below_title);
        self.below_heading = false;
        self.slugs.push(slug);
    }

    /// The slugs of the whole galley, and the variants.
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
            // A division without text still takes up a line.
            None => {
                let slug = Slug { height: self.setter.design().leading, ..Slug::default() };
                self.push(slug);
            }
        }
        self.slugs
    }

    /// The white above and below a block that is set apart slightly: that of the design, or a whole line if all lines stand on a grid.
    pub(crate) fn block_white(&self, place: &BlockPlace) -> Length {
        let design = self.setter.design();
        if design.grid { place.leading } else { design.block_white.of(place.leading) }
    }

    /// The baseline of a line, from the top of its slug. On a grid, small text has the baseline of the text around it.
    fn baseline(&self, place: &BlockPlace) -> Length {
        let design = self.setter.design();
        let size = if design.grid && place.leading == design.leading { design.size } else { place.style.size };
        baseline(place.leading, size)
    }

    /// Adds the lines of a paragraph.
    pub(crate) fn lines(&mut self, lines: Vec<ComposedLine>, place: &BlockPlace, node: NodeId) {
        let slugs = self.slugs_of_lines(lines, place, node);
        self.add_slugs(slugs, node);
    }

    /// The lines of a paragraph as slugs.
    pub(crate) fn slugs_of_lines(&self, lines: Vec<ComposedLine>, place: &BlockPlace, node: NodeId) -> Vec<Slug> {
        let is_below_low = self.slugs.last().is_some_and(|slug| slug.has_low_formula);
        let baseline = self.baseline(place);
        let mut slugs = slugs_of_lines((lines, is_below_low), place, baseline, node);
        if self.setter.design().grid {
            // Lines that formulas made higher are whole lines of the grid, and stand on it.
            for slug in &mut slugs {
                let line = slug.parts.iter().find(|part| matches!(part.item, PageItem::Line(_)));
                let above = line.map_or(Length::ZERO, |line| (line.at.y - baseline).max(Length::ZERO));
                let lowered = place.leading * above.units_up(place.leading) - above;
                slug.parts.iter_mut().for_each(|part| part.at.y += lowered);
                slug.height = place.leading * (slug.height + lowered).units_up(place.leading);
            }
        }
        slugs
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

    /// Sets the number of a paragraph beside its first line, if the design shows such numbers.
    pub(crate) fn number(&self, slug: &mut Slug, node: NodeId) {
        let design = self.setter.design();
        let number = self.setter.book.resolution.paragraph_numbers.get(&node).filter(|number| design.paragraph_numbers.shows(number));
        let baseline = slug.parts.iter().find(|part| matches!(part.item, PageItem::Line(_))).map(|part| part.at.y);
        if let (Some(number), Some(baseline)) = (number, baseline) {
            let body = TextStyle::body(design, &self.setter.lang).whole();
            let style = TextStyle { figures: Figures::OldStyle, ..body.sized(design.number_size.of(design.size)) };
            let form = ParagraphShape { measure: design.size * 6, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
            let set = set_text(self.setter, number, &style, &form).into_iter().next();
            slug.number = set.map(|set| MarginNumber { baseline, line: Arc::new(set.line), block: node });
        }
    }

    /// Adds a paragraph that may be set in more or fewer lines.
    pub(crate) fn ways(&mut self, ways: SlugWays, node: NodeId) {
        let start = self.slugs.len();
        let waiting = self.pending.len();
        self.add_slugs(ways.lines, node);
        let range = start..self.slugs.len();
        for (price, mut slugs) in ways.others {
            // The first slug has the white, the cost and the anchors requested before the paragraph.
            if let (Some(first), Some(natural)) = (slugs.first_mut(), self.slugs.get(start)) {
                first.number.clone_from(&natural.number);
                first.before = natural.before;
                first.below_title = natural.below_title;
                first.cost = natural.cost;
                first.begins_page = natural.begins_page;
                first.parts.splice(0..0, natural.parts[..waiting].iter().cloned());
            }
            self.variants.push(Variant { range: range.clone(), slugs, price, float: None });
        }
    }

    /// Adds variants with more or less white at a slug. `lines` has the change in lines and its price; `change` applies the change to a
    /// copy of the slug.
    pub(crate) fn white_may_give(&mut self, at: usize, lines: &[(i64, i64)], change: impl Fn(&mut Slug, Length)) {
        let Some(natural) = self.slugs.get(at) else { return };
        for &(more, price) in lines {
            let mut slug = natural.clone();
            change(&mut slug, self.setter.design().leading * more);
            self.variants.push(Variant { range: at..at + 1, slugs: vec![slug], price, float: None });
        }
    }

    /// Removes the variants of the slugs from index `from` on, because these are about to be changed and the variants would not match.
    pub(crate) fn settle(&mut self, from: usize) {
        self.variants.retain(|variant| variant.range.end <= from);
    }

    /// The place, with the language of the node if it has one.
    pub(crate) fn spoken(&self, node: &Node, place: &BlockPlace) -> BlockPlace {
        let mut place = place.clone();
        if let Some(lang) = node.lang() {
            place.style.lang = Arc::from(lang);
        }
        place
    }

    /// Adds an anchor to the next slug if the node is the target of a link.
    pub(crate) fn anchor(&mut self, node: &Node, place: &BlockPlace) {
        if let Some(name) = self.setter.book.resolution.anchors.get(&node.id) {
            let item = PageItem::Anchor(Arc::from(name.as_str()));
            let at = Point { x: place.left, y: Length::ZERO };
            self.pending.push(SlugItem::new(at, ItemRole::Content(node.id), item));
        }
    }

    /// Sets blocks with white above and below them.
    pub(crate) fn apart(&mut self, white: Length, inner: impl FnOnce(&mut Self)) {
        self.white(white);
        self.flush = true;
        inner(self);
        self.white(white);
        self.flush = true;
    }

    /// Adds white to the last slug so that `height` becomes a whole number of lines, and the text after it stands on the grid again.
    pub(crate) fn fill_up(&mut self, height: Length) {
        let leading = self.setter.design().leading;
        if self.in_cell {
            return;
        }
        let missing = leading * height.units_up(leading) - height;
        self.settle(self.slugs.len().saturating_sub(1));
        if let Some(last) = self.slugs.last_mut() {
            last.height += missing;
        }
    }
}
