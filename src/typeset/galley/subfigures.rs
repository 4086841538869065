//! Figures side by side: the parts of one figure, each with a picture and a caption of its own.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::figure::{LonePicture, figure_size, lone_picture, made};
use super::line_slugs::{baseline, slug};
use super::place::BlockPlace;
use super::slug::{FORBIDDEN, Slug, SlugItem};
use crate::document::{Block, BlockKind, Inline, InlineKind, Node, NodeId, Position, plain_text};
use crate::typeset::model::page::{ItemRole, PageItem};
use crate::typeset::model::style::Align;
use crate::typeset::paragraph::ParagraphShape;
use crate::units::{Length, Point, Size};

/// The white between two parts, in hundredths of the size of the text.
const GAP: i64 = 100;

/// One part, measured.
struct Subfigure<'a> {
    node: &'a Node,
    /// The paragraph of the picture.
    paragraph: NodeId,
    picture: LonePicture<'a>,
    caption: Option<&'a [Inline]>,
    size: Size,
    place: BlockPlace,
}

impl GalleyBuilder<'_, '_> {
    /// Sets the parts of a figure in rows of `columns`. The pictures of a row end at one height, and their captions begin below it, so a
    /// row is one slug. `place` has the style of captions. `room` is the height of a page without the caption of the whole. Returns false,
    /// and sets nothing, if a part is anything but a picture that can be set.
    pub(crate) fn subfigures(&mut self, body: &[Block], columns: u32, place: &BlockPlace, room: Length) -> bool {
        let columns = i64::from(columns);
        let gap = place.style.size.scaled(GAP, 100);
        let width = (place.measure - gap * (columns - 1)) / columns;
        let mut parts = Vec::new();
        for (nth, block) in (0..).zip(body) {
            let left = place.left + (width + gap) * (nth % columns);
            let own = BlockPlace { left, measure: width, ..place.clone() };
            let Some(part) = self.part(block, own, room) else { return false };
            parts.push(part);
        }
        for row in parts.chunks(usize::try_from(columns).unwrap_or(1)) {
            self.row_of_subfigures(row, place);
        }
        true
    }

    fn part<'a>(&self, block: &'a Block, place: BlockPlace, room: Length) -> Option<Subfigure<'a>> {
        let BlockKind::Figure { body, caption } = &block.kind else { return None };
        let picture = lone_picture(body)?;
        let artwork = self.setter.gallery.artworks.get(picture.source)?;
        let size = figure_size(artwork, picture.size, &place, room / 2);
        Some(Subfigure { node: &block.node, paragraph: body.first()?.node.id, picture, caption: caption.as_deref(), size, place })
    }

    fn row_of_subfigures(&mut self, row: &[Subfigure<'_>], place: &BlockPlace) {
        let design = self.setter.design();
        let above = design.captions.above.of(design.leading);
        let highest = row.iter().map(|part| part.size.height).max().unwrap_or_default();
        let mut whole = Slug { height: highest + above, ..Slug::default() };
        for part in row {
            self.anchor(part.node, place);
            let x = part.place.left + (part.place.measure - part.size.width) / 2;
            let item = PageItem::Artwork {
                source: Arc::from(part.picture.source),
                alt: Arc::from(plain_text(part.picture.alt)),
                size: part.size,
                turned: false,
            };
            let at = Point { x, y: highest - part.size.height };
            whole.parts.push(SlugItem::new(at, ItemRole::Content(part.paragraph), item));
            let Some(caption) = part.caption else { continue };
            let below = &part.place;
            let form = ParagraphShape { measure: below.measure, indent: Length::ZERO, hang: Length::ZERO, align: Align::Center };
            // The letter is not set in small capitals as "Figure 3" may be: a reference prints "3a".
            let label = self.setter.book.resolution.labels.get(&part.node.id).map(|label| made(InlineKind::Text(format!("{label} "))));
            let caption: Vec<Inline> = label.into_iter().chain(caption.iter().cloned()).collect();
            let mut y = highest + above;
            for line in self.captioned(None, &caption, below, &form) {
                let own = slug(line, below, baseline(below.leading, below.style.size), part.node.id);
                whole.parts.extend(own.parts.into_iter().map(|mut item| {
                    item.at.y += y;
                    item
                }));
                whole.notes.extend(own.notes);
                y += own.height;
            }
            whole.height = whole.height.max(y + above);
        }
        whole.start = row.first().map(|part| Position { block: part.paragraph, offset: 0 });
        self.push(whole);
        self.keep += FORBIDDEN;
    }
}
