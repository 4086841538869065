//! Text styles: what the glyphs of a word look like, and how lines fill the measure.
use std::sync::Arc;

use crate::document::RunStyle;
use crate::edition::{Design, HeadingAlignment, InkUse, LetterShape, Measure};
use crate::typeset::model::page::Strokes;
use crate::typeset::model::paint::Paint;
use crate::units::Length;

/// How far letters of a size are assumed to reach above the baseline, in any font.
pub(crate) const fn ascent(size: Length) -> Length {
    size.scaled(78, 100)
}

/// How far letters of a size are assumed to reach below the baseline, in any font.
pub(crate) const fn descent(size: Length) -> Length {
    size.scaled(22, 100)
}

/// One of the font families of a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Family {
    Text,
    Mono,
    /// For headings and titles.
    Heading,
}

/// The shape of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Figures {
    /// Old-style and proportional, in running text.
    OldStyle,
    /// Lining and all of one width, in tables.
    Tabular,
    /// The default of the font, in code.
    Plain,
}

/// The style of a word: all that its glyphs depend on besides its text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TextStyle {
    pub(crate) family: Family,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) small_caps: bool,
    /// Whether digits are the font's own superior figures.
    pub(crate) superior: bool,
    pub(crate) figures: Figures,
    pub(crate) size: Length,
    pub(crate) rise: Length,
    pub(crate) tracking: Length,
    pub(crate) strokes: Strokes,
    pub(crate) paint: Paint,
    pub(crate) hyphenate: bool,
    /// The letterspacing of small capitals.
    pub(crate) small_caps_spacing: Measure,
    /// The size of running text, if the design saves ink. See [`TextStyle::shaped`].
    pub(crate) saves_ink: Option<Length>,
    /// The language of the word.
    pub(crate) lang: Arc<str>,
    /// The expansion, if it is an abbreviation.
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
            strokes: Strokes::default(),
            paint: Paint::BLACK,
            hyphenate: design.hyphenate,
            small_caps_spacing: design.small_caps_spacing,
            saves_ink: (design.ink == InkUse::Saving).then_some(design.size),
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

    /// The same in small capitals, letterspaced.
    pub(crate) fn small_caps(mut self) -> Self {
        self.small_caps = true;
        self.tracking = self.small_caps_spacing.of(self.size);
        self
    }

    /// The same in a shape of the design. Set the size first: the letterspacing of small capitals depends on it. If the design
    /// saves ink, nothing is bold. Text that is not clearly larger than running text is italic instead.
    pub(crate) fn shaped(mut self, shape: LetterShape) -> Self {
        match shape {
            LetterShape::Roman => self,
            LetterShape::Italic => self.italic(),
            LetterShape::Bold => match self.saves_ink {
                Some(text) if self.size > text.scaled(115, 100) => self,
                Some(_) => self.italic(),
                None => {
                    self.bold = true;
                    self
                }
            },
            LetterShape::SmallCaps => self.small_caps(),
        }
    }

    /// The same in the family of headings and a shape of the design, without hyphenation.
    pub(crate) fn headed(mut self, shape: LetterShape) -> Self {
        self.family = Family::Heading;
        self.shaped(shape).whole()
    }

    /// The same without hyphenation.
    pub(crate) fn whole(mut self) -> Self {
        self.hyphenate = false;
        self
    }

    /// The same as code, in a size.
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

    /// The style of a run in text of this style. `superior`: use the font's superior figures if the run is superscript.
    pub(crate) fn of_run(&self, run: &RunStyle<'_>, design: &Design, superior: bool) -> Self {
        let mut style = self.clone();
        // Emphasis in italic text is upright.
        style.italic = self.italic != run.emphasis;
        style.bold |= run.strong;
        style.strokes.through |= run.strikethrough;
        style.strokes.under |= run.underline;
        style.strokes.tint |= run.highlight;
        if run.small {
            style.size = style.size.scaled(85, 100);
        }
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

/// How lines fill the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Justified,
    Left,
    Center,
    Right,
}

/// How the lines of a heading or title fill the measure.
pub(crate) const fn aligned(alignment: HeadingAlignment) -> Align {
    match alignment {
        HeadingAlignment::Left => Align::Left,
        HeadingAlignment::Center => Align::Center,
    }
}
