//! Figures: the printed size of their pictures, and their captions.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::line_slugs::{baseline, slug};
use super::place::BlockPlace;
use super::slug::{FORBIDDEN, Slug, SlugItem, Variant};
use crate::artwork::{Artwork, ArtworkFormat};
use crate::document::{Block, BlockKind, Inline, InlineKind, NodeId, PictureSize, Position, plain_text};
use crate::edition::LetterShape;
use crate::language::Terms;
use crate::typeset::model::page::{ItemRole, PageItem};
use crate::typeset::model::picture_size::{natural_size, shrunk_to_fit};
use crate::typeset::model::style::Align;
use crate::typeset::paragraph::set_balanced;
use crate::typeset::paragraph::{ComposedLine, ParagraphShape, set_paragraph};
use crate::typeset::setter::Setter;
use crate::units::{Length, Point, Size};

/// The printed size of a picture in a figure: the size that its author gave. Without one, a drawing (SVG) fills the measure, and any other
/// picture has its natural size. All shrink to fit the measure and the height `room`.
pub(super) fn figure_size(artwork: &Artwork, wanted: PictureSize, place: &BlockPlace, room: Length) -> Size {
    let natural = natural_size(artwork);
    let measure = place.measure;
    let usual = match artwork.format {
        ArtworkFormat::Svg => {
            let height = Length::from_pt(measure.to_pt() * natural.height.to_pt() / natural.width.to_pt().max(0.01));
            Size { width: measure, height }
        }
        ArtworkFormat::Jpeg | ArtworkFormat::Png | ArtworkFormat::Gif | ArtworkFormat::Webp => natural,
    };
    let size = match wanted {
        PictureSize::Given(given) => given.of(usual, place.style.size, Size { width: measure, height: room }),
        PictureSize::Natural | PictureSize::Line => usual,
    };
    shrunk_to_fit(size, measure, room)
}

/// The width of a picture that is alone in its figure, if there is room for it. `None` for any other figure. `place` is that of one column.
pub(crate) fn natural_width(setter: &Setter<'_>, body: &[Block], place: &BlockPlace) -> Option<Length> {
    let picture = lone_picture(body)?;
    let natural = natural_size(setter.gallery.artworks.get(picture.source)?);
    Some(match picture.size {
        PictureSize::Given(given) => given.of(natural, place.style.size, Size { width: place.measure, height: natural.height }).width,
        PictureSize::Natural | PictureSize::Line => natural.width,
    })
}

/// Whether the author gave the size of the picture in a figure. Then it is never made smaller to help a page.
fn has_given_size(body: &[Block]) -> bool {
    body.iter().filter_map(|block| lone_picture(std::slice::from_ref(block))).any(|picture| matches!(picture.size, PictureSize::Given(_)))
}

/// By how many hundredths of its height a picture may be made smaller to help a page.
const SMALLER: i64 = 10;
/// The price of a picture that is lower by one line. It is multiplied by the square of the number of lines. It is less than the price of
/// a page that is short by a line.
const SMALLER_PRICE: i64 = 40_000;

impl GalleyBuilder<'_, '_> {
    pub(crate) fn figure(&mut self, block: &Block, body: &[Block], caption: Option<&[Inline]>, place: &BlockPlace) {
        let design = self.setter.design();
        let start = self.slugs.len();
        let style = place.style.clone().sized(design.small_size.min(place.style.size)).shaped(design.captions.shape);
        let below = BlockPlace {
            style,
            leading: design.note_leading.max(design.captions.leading.of(design.small_size)),
            align: Align::Left,
            ..place.clone()
        };
        let form = ParagraphShape { measure: below.measure, indent: Length::ZERO, hang: Length::ZERO, align: Align::Center };
        let label = self.setter.book.resolution.labels.get(&block.node.id);
        let lines = caption.map(|caption| self.captioned(label, caption, &below, &form)).unwrap_or_default();
        let room = self.highest.unwrap_or(design.leading * design.lines()) - below.leading * (lines.len() as i64 + 2);
        let columns = block.node.columns().filter(|columns| self.subfigures(body, *columns, &below, room));
        for inner in body.iter().filter(|_| columns.is_none()) {
            let picture = lone_picture(std::slice::from_ref(inner));
            match picture.and_then(|picture| Some((picture, self.setter.gallery.artworks.get(picture.source)?))) {
                Some((LonePicture { source, alt, size }, artwork)) => {
                    // A drawing does not grow to the width of a cell.
                    let natural = natural_size(artwork).width;
                    let grows = !self.in_cell || matches!(size, PictureSize::Given(_));
                    let own = if grows { place.clone() } else { BlockPlace { measure: place.measure.min(natural), ..place.clone() } };
                    let size = figure_size(artwork, size, &own, room.max(design.leading * 2));
                    let at = Point { x: place.left + (place.measure - size.width) / 2, y: Length::ZERO };
                    let item = PageItem::Artwork { source: Arc::from(source), alt: Arc::from(plain_text(alt)), size, turned: false };
                    self.anchor(&inner.node, place);
                    self.push(Slug {
                        height: size.height + design.captions.above.of(design.leading),
                        parts: vec![SlugItem::new(at, ItemRole::Content(inner.node.id), item)],
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

    /// Variants of the figure whose slugs begin at `start`, with its picture lower by one line, two lines and so on. A figure that is
    /// slightly too high for the page of its call then still fits on it. Empty if the figure does not begin with a picture, has several, or
    /// has the size that its author gave.
    pub(crate) fn smaller_figures(&self, start: usize, body: &[Block]) -> Vec<Variant> {
        if has_given_size(body) {
            return Vec::new();
        }
        let leading = self.setter.design().leading;
        let slugs = &self.slugs[start..];
        let pictures = |slug: &Slug| slug.parts.iter().filter(|part| matches!(part.item, PageItem::Artwork { .. })).count();
        let parts = slugs.first().map_or(&[][..], |first| &first.parts);
        let picture = parts.iter().position(|part| matches!(part.item, PageItem::Artwork { .. }));
        let Some((number, SlugItem { at, role, item: PageItem::Artwork { source, alt, size, .. } })) =
            picture.and_then(|at| Some((at, parts.get(at)?)))
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
                slugs[0].parts[number] = SlugItem::new(Point { x: at.x + (size.width - width) / 2, y: at.y }, *role, item);
                Variant { range: start..self.slugs.len(), slugs, price: SMALLER_PRICE * lines * lines, float: None }
            })
            .collect()
    }

    /// Sets a caption with its label before it.
    pub(crate) fn captioned(
        &self,
        label: Option<&String>,
        caption: &[Inline],
        place: &BlockPlace,
        form: &ParagraphShape,
    ) -> Vec<ComposedLine> {
        let mut inlines = Vec::new();
        if let Some(label) = label {
            let label = vec![made(InlineKind::Text(Terms::before_caption(label)))];
            let captions = &self.setter.design().captions;
            let italic = |shape: LetterShape| shape == LetterShape::Italic;
            inlines.push(made(match captions.label_shape {
                LetterShape::SmallCaps => InlineKind::SmallCaps(label),
                LetterShape::Bold => InlineKind::Strong(label),
                // Emphasis switches between italic and roman.
                LetterShape::Roman | LetterShape::Italic if italic(captions.label_shape) != italic(captions.shape) => {
                    InlineKind::Emphasis(label)
                }
                LetterShape::Roman | LetterShape::Italic => InlineKind::Container(label),
            }));
            inlines.push(made(InlineKind::Text(" ".to_owned())));
        }
        inlines.extend_from_slice(caption);
        let set = |setter: &Setter<'_>, form: &ParagraphShape| set_paragraph(setter, &inlines, &place.style, form);
        // Centred captions are balanced. Captions at the left, above tables, fill each line.
        if form.align == Align::Center { set_balanced(self.setter, form, set) } else { set(self.setter, form) }
    }

    pub(crate) fn caption_lines(&mut self, lines: Vec<ComposedLine>, place: &BlockPlace, node: NodeId) {
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
pub(super) fn made(kind: InlineKind) -> Inline {
    let mut node = crate::document::Node::at(crate::source::Span::DETACHED);
    node.id = NodeId::GENERATED;
    Inline { node, kind }
}

/// A picture that is alone in its paragraph.
#[derive(Clone, Copy)]
pub(super) struct LonePicture<'a> {
    pub(super) source: &'a str,
    pub(super) alt: &'a [Inline],
    pub(super) size: PictureSize,
}

/// The picture of a body, if it holds nothing else.
pub(super) fn lone_picture(body: &[Block]) -> Option<LonePicture<'_>> {
    let [Block { kind: BlockKind::Paragraph(inlines), .. }] = body else { return None };
    match inlines.as_slice() {
        [Inline { kind: InlineKind::Image { source, alt, size, .. }, .. }] => Some(LonePicture { source, alt, size: *size }),
        _ => None,
    }
}
