//! Figures: the printed size of their pictures, and their captions.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::line_slugs::{baseline, slug};
use super::place::Place;
use super::slug::{FORBIDDEN, Slug, Variant};
use crate::artwork::{Artwork, ArtworkFormat};
use crate::document::{Block, BlockKind, Inline, InlineKind, NodeId, Position, plain_text};
use crate::edition::Shape;
use crate::typeset::model::page::{PageItem, Role};
use crate::typeset::model::picture_size::{natural_size, shrunk_to_fit};
use crate::typeset::model::style::Align;
use crate::typeset::paragraph::set_balanced;
use crate::typeset::paragraph::{Form, SetLine, set_paragraph};
use crate::typeset::setter::Setter;
use crate::units::{Length, Point, Size};

/// The printed size of a picture in a figure. A drawing (SVG) fills the measure; any other picture has its natural size. Both shrink to fit
/// the measure and the height `room`.
fn figure_size(artwork: &Artwork, measure: Length, room: Length) -> Size {
    let natural = natural_size(artwork);
    match artwork.format {
        ArtworkFormat::Svg => {
            let height = Length::from_pt(measure.to_pt() * natural.height.to_pt() / natural.width.to_pt().max(0.01));
            shrunk_to_fit(Size { width: measure, height }, measure, room)
        }
        ArtworkFormat::Jpeg | ArtworkFormat::Png | ArtworkFormat::Gif | ArtworkFormat::Webp => shrunk_to_fit(natural, measure, room),
    }
}

/// The natural width of the picture, if it is all that the figure holds.
pub(crate) fn natural_width(setter: &Setter<'_>, body: &[Block]) -> Option<Length> {
    let [block] = body else { return None };
    let (source, ..) = lone_picture(block)?;
    Some(natural_size(setter.gallery.artworks.get(source)?).width)
}

/// By how many hundredths of its height a picture may be made smaller to help a page.
const SMALLER: i64 = 10;
/// The price of a picture that is lower by one line, times the square of the lines. Less than the price of a page that is short by a line.
const SMALLER_PRICE: i64 = 40_000;

impl GalleyBuilder<'_, '_> {
    pub(crate) fn figure(&mut self, block: &Block, body: &[Block], caption: Option<&[Inline]>, place: &Place) {
        let design = self.setter.design();
        let start = self.slugs.len();
        let style = place.style.clone().sized(design.small_size.min(place.style.size)).shaped(design.captions.shape);
        let below = Place {
            style,
            leading: design.note_leading.max(design.captions.leading.of(design.small_size)),
            align: Align::Left,
            ..place.clone()
        };
        let form = Form { measure: below.measure, indent: Length::ZERO, hang: Length::ZERO, align: Align::Center };
        let label = self.setter.book.resolution.labels.get(&block.node.id);
        let lines = caption.map(|caption| self.captioned(label, caption, &below, &form)).unwrap_or_default();
        let room = self.highest.unwrap_or(design.leading * design.lines()) - below.leading * (lines.len() as i64 + 2);
        for inner in body {
            match lone_picture(inner).and_then(|(source, alt, _)| Some((source, alt, self.setter.gallery.artworks.get(source)?))) {
                Some((source, alt, artwork)) => {
                    // A drawing does not grow to the width of a cell.
                    let measure = if self.in_cell { place.measure.min(natural_size(artwork).width) } else { place.measure };
                    let size = figure_size(artwork, measure, room.max(design.leading * 2));
                    let at = Point { x: place.left + (place.measure - size.width) / 2, y: Length::ZERO };
                    let item = PageItem::Artwork { source: Arc::from(source), alt: Arc::from(plain_text(alt)), size, turned: false };
                    self.anchor(&inner.node, place);
                    self.push(Slug {
                        height: size.height + design.captions.above.of(design.leading),
                        parts: vec![(at, Role::Content(inner.node.id), item)],
                        start: Some(Position { block: inner.node.id, offset: 0 }),
                        ..Slug::default()
                    });
                }
                None => self.blocks(std::slice::from_ref(inner), place),
            }
            self.keep += FORBIDDEN;
        }
        self.caption_lines(lines, &below, block.node.id);
        let height: Length = self.slugs[start..].iter().skip(1).map(|slug| slug.before).sum::<Length>()
            + self.slugs[start..].iter().map(|slug| slug.height).sum();
        self.fill_up(height);
        self.keep = 0;
    }

    /// Variants of the figure that begins with a slug, with its picture lower by one line, two lines and so on. A figure that is slightly
    /// too high for the page of its call then still fits on it. Empty if the figure does not begin with a picture, or has several.
    pub(crate) fn smaller_figures(&self, start: usize) -> Vec<Variant> {
        let leading = self.setter.design().leading;
        let slugs = &self.slugs[start..];
        let pictures = |slug: &Slug| slug.parts.iter().filter(|(.., item)| matches!(item, PageItem::Artwork { .. })).count();
        let parts = slugs.first().map_or(&[][..], |first| &first.parts);
        let picture = parts.iter().position(|(.., item)| matches!(item, PageItem::Artwork { .. }));
        let Some((number, (at, role, PageItem::Artwork { source, alt, size, .. }))) = picture.and_then(|at| Some((at, parts.get(at)?)))
        else {
            return Vec::new();
        };
        if slugs.iter().map(pictures).sum::<usize>() > 1 {
            return Vec::new();
        }
        (1..)
            .map_while(|lines: i64| (leading * lines <= size.height.scaled(SMALLER, 100)).then_some(lines))
            .map(|lines| {
                let height = size.height - leading * lines;
                let width = Length::from_pt(size.width.to_pt() * height.to_pt() / size.height.to_pt());
                let item =
                    PageItem::Artwork { source: Arc::clone(source), alt: Arc::clone(alt), size: Size { width, height }, turned: false };
                let mut slugs = slugs.to_vec();
                slugs[0].height -= leading * lines;
                slugs[0].parts[number] = (Point { x: at.x + (size.width - width) / 2, y: at.y }, *role, item);
                Variant { range: start..self.slugs.len(), slugs, price: SMALLER_PRICE * lines * lines, float: None }
            })
            .collect()
    }

    /// Sets a caption with its label before it.
    pub(crate) fn captioned(&self, label: Option<&String>, caption: &[Inline], place: &Place, form: &Form) -> Vec<SetLine> {
        let mut inlines = Vec::new();
        if let Some(label) = label {
            let label = vec![made(InlineKind::Text(format!("{label}.")))];
            let captions = &self.setter.design().captions;
            let italic = |shape: Shape| shape == Shape::Italic;
            inlines.push(made(match captions.label_shape {
                Shape::SmallCaps => InlineKind::SmallCaps(label),
                Shape::Bold => InlineKind::Strong(label),
                // Emphasis switches between italic and roman.
                Shape::Roman | Shape::Italic if italic(captions.label_shape) != italic(captions.shape) => InlineKind::Emphasis(label),
                Shape::Roman | Shape::Italic => InlineKind::Container(label),
            }));
            inlines.push(made(InlineKind::Text(" ".to_owned())));
        }
        inlines.extend_from_slice(caption);
        let set = |setter: &Setter<'_>, form: &Form| set_paragraph(setter, &inlines, &place.style, form);
        // Centred captions are balanced. Captions at the left, above tables, fill each line.
        if form.align == Align::Center { set_balanced(self.setter, form, set) } else { set(self.setter, form) }
    }

    pub(crate) fn caption_lines(&mut self, lines: Vec<SetLine>, place: &Place, node: NodeId) {
        let baseline = baseline(place.leading, place.style.size);
        for line in lines {
            let mut slug = slug(line, place, baseline, node);
            slug.start = None;
            self.push(slug);
            self.keep += FORBIDDEN;
        }
    }
}

/// An inline that is not in the manuscript.
fn made(kind: InlineKind) -> Inline {
    let mut node = crate::document::Node::at(crate::source::Span::DETACHED);
    node.id = NodeId(u32::MAX);
    Inline { node, kind }
}

/// The source, the alternative text and the node of a picture, if the paragraph holds nothing else.
fn lone_picture(block: &Block) -> Option<(&str, &[Inline], NodeId)> {
    let BlockKind::Paragraph(inlines) = &block.kind else { return None };
    match inlines.as_slice() {
        [Inline { kind: InlineKind::Image { source, alt, .. }, node }] => Some((source, alt, node.id)),
        _ => None,
    }
}
