//! The opening of a chapter, headings, and the ornaments between scenes.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::line_slugs::{baseline, slug};
use super::place::BlockPlace;
use super::slug::{FORBIDDEN, STRANDED, Slug, SlugItem, WHITE, WIDOW, WhiteHeading};
use crate::document::{Division, DivisionKind, Inline, Node, NodeId, Position};
use crate::edition::Ornament;
use crate::typeset::model::page::{Artifact, ItemRole, PageItem, Segment};
use crate::typeset::model::style::{Align, Figures, TextStyle, aligned};
use crate::typeset::paragraph::set_balanced;
use crate::typeset::paragraph::{ParagraphShape, set_paragraph, set_text};
use crate::units::{Length, Point, Size};

/// The price of an extra or a missing line of white between a chapter's title and its text. Readers hardly notice one line.
const GAP: i64 = 30_000;
/// The price of an extra or a missing line of white above a chapter's title. More than that of a page that is short by a line, less than
/// that of a line of white next to a note.
const SINK: i64 = 240_000;
/// If a page has room for fewer lines of text than this below a title, the white around the title shrinks instead of growing.
const FEW_LINES: i64 = 5;

impl GalleyBuilder<'_, '_> {
    /// Sets a heading within a division in the style of its level, 1 to 6.
    pub(crate) fn heading(&mut self, node: &Node, level: u8, title: &[Inline], place: &BlockPlace) {
        let design = self.setter.design();
        let own = design.heading(level);
        let text = place.style.size;
        // In small text, such as notes and quotations, no heading is larger than that text.
        let size = if text == design.size { own.size.of(text) } else { own.size.of(design.size).min(text) };
        let style = place.style.clone().sized(size).headed(own.shape);
        let form = ParagraphShape { measure: place.measure, indent: Length::ZERO, hang: Length::ZERO, align: aligned(own.align) };
        let lines = set_paragraph(self.setter, title, &style, &form);
        let count = i64::try_from(lines.len()).unwrap_or(0);
        if count == 0 {
            return;
        }
        // A heading not much larger than the text has the leading of the text.
        let large = size > place.leading.scaled(95, 100);
        let leading = if large { own.leading.of(size) } else { place.leading };
        let baseline = baseline(leading, if large { size } else { text });
        // Heading and white together are a whole number of lines. At the head of a page the white above is dropped, so the heading and the
        // white below it must come to whole lines too: `inside` is what they lack, and it is part of the slug. The white above is then
        // rounded to the nearest whole line.
        let line = place.leading;
        let below = own.below.of(line);
        let lower = leading * count + below;
        let inside = line * lower.units_up(line) - lower;
        self.white((line * (own.above.of(line) + lower - line / 2).units_up(line) - lower - inside).max(Length::ZERO));
        let own = BlockPlace { leading, style, ..place.clone() };
        let first = self.slugs.len();
        let below_title = self.below_title;
        for (at, set) in (1..).zip(lines) {
            let mut slug = slug(set, &own, baseline, node.id);
            if at == 1 {
                slug.bars = true;
                slug.section = (level <= 2).then(|| Arc::from(self.setter.book.resolution.plain(title)));
                slug.height += inside;
                slug.parts.iter_mut().for_each(|part| part.at.y += inside);
            } else {
                slug.cost = FORBIDDEN;
            }
            if at == count {
                slug.height += below;
            }
            self.push(slug);
        }
        if level <= 2 && !below_title {
            let heading = WhiteHeading { node: node.id, level, lines: count, stretched: false };
            if let Some(slug) = self.slugs.get_mut(first) {
                slug.heading = Some(heading);
            }
            self.white_may_give(first, &[(1, WHITE)], |slug, more| {
                slug.before += more;
                slug.heading = Some(WhiteHeading { stretched: true, ..heading });
            });
        }
        self.keep += STRANDED;
        self.below_heading = true;
        self.flush = true;
    }

    /// Sets the opening of a chapter or a part: white, label, title, white.
    pub(crate) fn opening(&mut self, division: &Division, node: &Node, title: &[Inline], place: &BlockPlace) {
        let design = self.setter.design();
        let own = &design.openings;
        let part = division.kind == DivisionKind::Part;
        let start = self.slugs.len();
        let drop = design.leading * i64::from(if part { design.drop + own.part_drop } else { design.drop });
        let drop = drop.min(design.leading * (design.lines() / 3));
        self.push(Slug { height: drop, bars: true, ..Slug::default() });
        let align = aligned(if part { own.part_align } else { own.align });
        let form = ParagraphShape { measure: place.measure, indent: Length::ZERO, hang: Length::ZERO, align };
        if let Some(label) = self.setter.book.resolution.labels.get(&division.node.id) {
            let style = TextStyle { figures: Figures::OldStyle, ..place.style.clone().headed(own.label_shape) };
            let place = BlockPlace { style: style.clone(), leading: own.label_leading.of(design.leading), ..place.clone() };
            self.keep += FORBIDDEN;
            let mut lines = set_text(self.setter, label, &style, &form);
            // For screen readers, a space separates the label from the title.
            lines.iter_mut().for_each(|line| line.line.segments.push(Segment::Space(Length::ZERO)));
            self.lines(lines, &place, node.id);
        }
        let size = own.title_size.of(design.size).scaled(if part { i64::from(own.part_size) } else { 100 }, 100);
        let place = BlockPlace {
            style: place.style.clone().sized(size).headed(own.title_shape),
            leading: own.title_leading.of(size),
            ..place.clone()
        };
        let lines = set_balanced(self.setter, &form, |setter, form| set_paragraph(setter, title, &place.style, form));
        let baseline = baseline(place.leading, size);
        for line in lines {
            self.keep += FORBIDDEN;
            self.push(slug(line, &place, baseline, node.id));
        }
        if let Some(first) = self.slugs.get_mut(start + 1) {
            first.start = first.start.or(Some(Position { block: node.id, offset: 0 }));
        }
        let below = own.below.of(design.leading);
        let height: Length = self.slugs[start..].iter().map(|slug| slug.height + slug.before).sum();
        let bare = self.slugs.last().map_or(Length::ZERO, |last| last.height);
        self.fill_up(height + below);
        if let Some(last) = self.slugs.last_mut() {
            last.height += below;
        }
        if !part && below >= design.leading * 2 {
            let last = self.slugs.len().saturating_sub(1);
            let white = self.slugs.get(last).map_or(Length::ZERO, |last| last.height - bare);
            // Each white has two heights only, so that no two chapters differ by more than a line. The second height is larger, unless the
            // page has room for only a few lines of text, or rounding to whole lines has added more than half a line below.
            let few = height + below + design.leading * FEW_LINES > design.leading * design.lines();
            let more = if few || (white - below) * 2 > design.leading { -1 } else { 1 };
            if drop + design.leading * more >= Length::ZERO {
                self.white_may_give(start, &[(more, SINK)], |slug, more| slug.height += more);
            }
            self.white_may_give(last, &[(more, GAP)], |slug, more| slug.height += more);
        }
        self.below_title = true;
        self.keep += FORBIDDEN;
        self.flush = true;
    }

    /// Sets the break between two scenes: an ornament with white around it, two lines in all, or one blank line.
    pub(crate) fn scene_break(&mut self, node: NodeId, place: &BlockPlace) {
        let middle = place.leading * 3 / 4;
        let design = self.setter.design();
        let parts = match &design.ornament {
            Ornament::Rule => {
                let width = design.breaks.rule_width.of(place.style.size).min(place.measure);
                let rule = PageItem::Rule(Size { width, height: design.breaks.rule_thickness });
                vec![(Point { x: place.left + (place.measure - width) / 2, y: middle }, rule)]
            }
            // Asterisks stand high in their line, so they are lowered to the middle.
            Ornament::Asterisks => self.ornament("*\u{2002}*\u{2002}*", place, middle + place.style.size / 2),
            Ornament::Space => Vec::new(),
            Ornament::Text(text) => self.ornament(text, place, middle + place.style.size / 4),
        };
        let white = parts.is_empty();
        // On a grid the white above is part of the slug, so that it stays at the head of a page and the lines keep to the grid.
        let above = if white { Length::ZERO } else { place.leading / 2 };
        let inside = if design.grid { above } else { Length::ZERO };
        let role = ItemRole::Artifact(Artifact::Block(node));
        let parts = parts.into_iter().map(|(at, item)| SlugItem::new(at, role, item).lowered(inside)).collect();
        self.push(Slug {
            height: inside + if white { place.leading } else { place.leading * 3 / 2 },
            before: above - inside,
            cost: WIDOW,
            parts,
            ..Slug::default()
        });
        self.keep += WIDOW;
        self.flush = true;
    }

    /// The line of an ornament made of characters, with its place in the slug.
    fn ornament(&self, text: &str, place: &BlockPlace, base: Length) -> Vec<(Point, PageItem)> {
        let form = ParagraphShape { measure: place.measure, indent: Length::ZERO, hang: Length::ZERO, align: Align::Center };
        let lines = set_text(self.setter, text, &place.style.clone().whole(), &form);
        let first = lines.into_iter().next();
        first.map(|line| (Point { x: place.left + line.x, y: base }, PageItem::Line(Arc::new(line.line)))).into_iter().collect()
    }
}
