//! From roles in the document to the dress of text.
use std::sync::Arc;

use crate::document::RunStyle;
use crate::edition::{Alignment, Design, InkUse, Shape};
use crate::typeset::paragraph::composition::Align;
use crate::units::Length;

/// Which of the design's families.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Family {
    Text,
    Mono,
    /// Of headings and titles.
    Heading,
}

/// Which shape of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Figures {
    /// Old-style, proportional: in running text.
    OldStyle,
    /// Lining, all of one width: in tables.
    Tabular,
    /// Whatever the face has by itself: in code.
    Plain,
}

/// The whole dress of a word: all that shaping depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TextStyle {
    pub(crate) family: Family,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) small_caps: bool,
    /// The face's own superior figures.
    pub(crate) superior: bool,
    pub(crate) figures: Figures,
    pub(crate) size: Length,
    pub(crate) rise: Length,
    pub(crate) tracking: Length,
    pub(crate) struck: bool,
    pub(crate) grey: u8,
    pub(crate) hyphenate: bool,
    /// Where ink is spared: the size of the text, to which that of bold letters is held.
    pub(crate) spared: Option<Length>,
    /// The language of the words.
    pub(crate) lang: Arc<str>,
    /// What they are short for.
    pub(crate) expansion: Option<Arc<str>>,
}

impl TextStyle {
    /// Running text.
    pub(crate) fn body(design: &Design, lang: &Arc<str>) -> Self {
        Self {
            family: Family::Text,
            bold: false,
            italic: false,
            small_caps: false,
            superior: false,
            figures: Figures::OldStyle,
            size: design.size,
            rise: Length::ZERO,
            tracking: Length::ZERO,
            struck: false,
            grey: 0,
            hyphenate: design.hyphenate,
            spared: (design.ink == InkUse::Saving).then_some(design.size),
            lang: Arc::clone(lang),
            expansion: None,
        }
    }

    /// The same at another size.
    pub(crate) fn sized(mut self, size: Length) -> Self {
        self.size = size;
        self
    }

    /// The same in italics.
    pub(crate) fn italic(mut self) -> Self {
        self.italic = true;
        self
    }

    /// The same in letterspaced small capitals: five per cent of the size between the letters.
    pub(crate) fn small_caps(mut self) -> Self {
        self.small_caps = true;
        self.tracking = self.size / 20;
        self
    }

    /// The same in one of the shapes that a design can ask for. Small capitals are spaced by the size, so that is said first. Where ink is
    /// spared, what would be bold is told from the text by its size, or if that is the same by italics.
    pub(crate) fn shaped(mut self, shape: Shape) -> Self {
        match shape {
            Shape::Roman => self,
            Shape::Italic => self.italic(),
            Shape::Bold => match self.spared {
                Some(text) if self.size > text.scaled(115, 100) => self,
                Some(_) => self.italic(),
                None => {
                    self.bold = true;
                    self
                }
            },
            Shape::SmallCaps => self.small_caps(),
        }
    }

    /// The same in the family of headings and one of their shapes, with words left whole.
    pub(crate) fn headed(mut self, shape: Shape) -> Self {
        self.family = Family::Heading;
        self.shaped(shape).whole()
    }

    /// The same with words left whole.
    pub(crate) fn whole(mut self) -> Self {
        self.hyphenate = false;
        self
    }

    /// Code of that size.
    pub(crate) fn code(mut self, size: Length) -> Self {
        self.family = Family::Mono;
        self.italic = false;
        self.bold = false;
        self.small_caps = false;
        self.tracking = Length::ZERO;
        self.figures = Figures::Plain;
        self.size = size;
        self.hyphenate = false;
        self
    }

    /// What a run within text of this style looks like. `superior` tells whether the face has superior figures for its text.
    pub(crate) fn dressed(&self, run: &RunStyle<'_>, design: &Design, superior: bool) -> Self {
        let mut style = self.clone();
        // Stress in italic text is upright.
        style.italic = self.italic != run.emphasis;
        style.bold |= run.strong;
        style.struck |= run.strikethrough;
        if run.small_caps {
            style = style.small_caps();
        }
        if run.code {
            let size = design.inline_code_size.of(style.size);
            let (bold, italic) = (style.bold, style.italic);
            style = style.code(size);
            style.bold = bold;
            style.italic = italic;
        }
        if run.superscript {
            if superior {
                style.superior = true;
            } else {
                style.rise = style.size.scaled(36, 100);
                style.size = style.size.scaled(66, 100);
            }
        }
        if run.subscript {
            style.rise = -style.size.scaled(14, 100);
            style.size = style.size.scaled(66, 100);
        }
        if let Some(lang) = run.lang {
            style.lang = Arc::from(lang);
        }
        style.expansion = run.expansion.map(Arc::from);
        style
    }
}

/// How the lines of a heading end.
pub(crate) const fn aligned(alignment: Alignment) -> Align {
    match alignment {
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
    }
}
