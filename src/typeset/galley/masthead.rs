//! The masthead: the title of the book at the head of its first page, in a design without title pages.
use super::builder::GalleyBuilder;
use super::line_slugs::{baseline, slug};
use super::place::BlockPlace;
use super::slug::{FORBIDDEN, Slug, SlugItem};
use crate::document::NodeId;
use crate::edition::{Design, LetterShape, Measure};
use crate::typeset::model::page::{Artifact, GeneratedText, ItemRole, PageItem, TitlePageText};
use crate::typeset::model::style::aligned;
use crate::typeset::paragraph::{ParagraphShape, set_written};
use crate::units::{Length, Point, Size};

/// A title of more letters than this is long, and set smaller.
pub(crate) const LONG: usize = 40;

/// The form of display text: the full type width, aligned as the titles of the design.
pub(crate) fn display(design: &Design) -> ParagraphShape {
    ParagraphShape { measure: design.type_width(), indent: Length::ZERO, hang: Length::ZERO, align: aligned(design.titles.align) }
}

/// The shape of secondary text on a title page: small capitals if the design uses them for labels, otherwise roman.
pub(crate) fn quiet(design: &Design) -> LetterShape {
    if design.openings.label_shape == LetterShape::SmallCaps { LetterShape::SmallCaps } else { LetterShape::Roman }
}

impl GalleyBuilder<'_, '_> {
    /// Sets the masthead: title, subtitle, authors and a rule.
    pub(crate) fn masthead(&mut self, place: &BlockPlace) {
        let setter = self.setter;
        let design = setter.design();
        let metadata = &setter.book.edition.metadata;
        let authors = metadata.author_line();
        let own = &design.titles;
        let sized = |size: Measure| place.style.clone().sized(size.of(design.size));
        let is_long = metadata.title.chars().count() > LONG;
        let title_style = sized(if is_long { own.masthead_long_size } else { own.masthead_size }).headed(own.shape);
        let mut texts = vec![(TitlePageText::Title, metadata.title.as_str(), title_style)];
        if let Some(subtitle) = &metadata.subtitle {
            texts.push((TitlePageText::Subtitle, subtitle, sized(own.masthead_subtitle_size).headed(own.subtitle_shape)));
        }
        texts.push((TitlePageText::Authors, &authors, sized(Measure::Em(1000)).headed(quiet(design))));
        let mut height = Length::ZERO;
        for (is, text, style) in &texts {
            let leading = own.masthead_leading.of(style.size);
            let inner = BlockPlace { leading, style: style.clone(), ..place.clone() };
            for line in set_written(setter, (text, metadata.places.title), style, &display(design)) {
                let mut slug = slug(line, &inner, baseline(leading, style.size), NodeId(0));
                slug.start = None;
                slug.parts.iter_mut().for_each(|part| part.role = ItemRole::Generated(GeneratedText::TitlePage(*is)));
                height += slug.height;
                self.keep += FORBIDDEN;
                self.push(slug);
            }
            height += design.leading / 3;
            self.white(design.leading / 3);
        }
        // The rule ends the masthead. The text begins two lines below it, on the grid again.
        let rule = PageItem::Rule(Size { width: place.measure, height: own.masthead_rule });
        let at = Point { x: place.left, y: design.leading / 3 };
        self.keep += FORBIDDEN;
        self.push(Slug {
            height: design.leading * 2,
            parts: vec![SlugItem::new(at, ItemRole::Artifact(Artifact::Generated(GeneratedText::TitlePage(TitlePageText::Title))), rule)],
            ..Slug::default()
        });
        self.fill_up(height);
        self.keep += FORBIDDEN;
    }
}
