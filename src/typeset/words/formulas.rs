//! Formulas as parts of lines: the boxes of `math` become runs of glyphs, white space and rules.
//!
//! A glyph above or below the baseline is a run with a rise. A step back to the left is a negative kern. So a formula is part of its line,
//! and is printed and copied in reading order. The math face is scaled so that its x-height is that of the text.
use std::cell::RefCell;
use std::sync::Arc;

use super::compositor::{Compositor, StyleId};
use crate::font::Glyph;
use crate::formula::{Part, TextFace, Tree};
use crate::math::{BoxItem, DisplayRow, FormulaLayout, MathBox, MathFace, PieceEnd, PlacedBoxItem, Shape, WordBox, WordMeasurer};
use crate::typeset::model::page::{Drawn, GlyphRun, Imitation, Segment, Strokes};
use crate::typeset::model::style::TextStyle;
use crate::units::Length;

/// The smallest size of a formula that is too wide, in hundredths of the usual size.
pub(crate) const SMALLEST: i64 = 80;

/// The ways to set a displayed formula, in the order in which they are tried until the formula is not too wide.
pub(crate) const WAYS: [FormulaWay; 7] = [
    FormulaWay::Whole(100),
    FormulaWay::Whole(95),
    FormulaWay::Whole(90),
    FormulaWay::Broken(100),
    FormulaWay::Whole(85),
    FormulaWay::Whole(SMALLEST),
    FormulaWay::Broken(SMALLEST),
];

/// A way to set a formula, at a size in hundredths of the usual one.
#[derive(Clone, Copy)]
pub(crate) enum FormulaWay {
    /// Not broken.
    Whole(i64),
    /// Broken before relations, or also before binary operators.
    Broken(i64),
}

impl FormulaWay {
    /// The size, in hundredths of the usual one.
    pub(crate) const fn percent(self) -> i64 {
        let (Self::Whole(percent) | Self::Broken(percent)) = self;
        percent
    }
}

/// A formula, or a part of one that is never cut, as segments of a line.
#[derive(Clone, Debug, Default)]
pub(crate) struct SetFormula {
    pub(crate) segments: Vec<Segment>,
    pub(crate) width: Length,
    /// How far it reaches above the baseline.
    pub(crate) above: Length,
    /// How far it reaches below the baseline.
    pub(crate) below: Length,
}

impl SetFormula {
    /// The text that a reader copies from the PDF.
    pub(crate) fn text(&self) -> String {
        let text = |segment: &Segment| match segment {
            Segment::Glyphs(run) => Some(run.text.to_string()),
            Segment::Space(_) => Some(" ".to_owned()),
            Segment::Kern(_) | Segment::Drawn(_) => None,
        };
        self.segments.iter().filter_map(text).collect()
    }
}

/// A part of a formula in running text, with the white space before it.
pub(crate) struct FormulaPiece {
    pub(crate) before: Length,
    pub(crate) stretch: Length,
    pub(crate) shrink: Length,
    pub(crate) set: SetFormula,
    pub(crate) after: PieceEnd,
}

/// A line of a displayed formula.
pub(crate) struct FormulaRow {
    pub(crate) set: SetFormula,
    /// The white space between it and the line before.
    pub(crate) before: Length,
    /// Its number.
    pub(crate) number: Option<SetFormula>,
}

impl FormulaRow {
    /// The row without its number, with the white space above it.
    pub(crate) fn into_line(self) -> SetFormula {
        SetFormula { above: self.set.above + self.before, ..self.set }
    }
}

/// The printed numbers of a displayed formula.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Numbers<'n> {
    /// The number of the whole formula.
    pub(crate) whole: Option<&'n str>,
    /// The number of each row. Empty if no row has one.
    pub(crate) rows: &'n [Option<String>],
}

/// Sets formulas in text of a style.
pub(crate) struct FormulaSetter<'c, 'f> {
    compositor: &'c Compositor<'f>,
    face: &'c MathFace<'f>,
    style: TextStyle,
    /// The size of the math face.
    size: Length,
    /// The ratio of the usual size of the math face to the size of the text, as numerator and denominator.
    scale: (i64, i64),
    /// Returns the number of the equation with a label.
    number_of: &'c dyn Fn(&str) -> String,
    /// The characters of words that no font has, and those that were taken from another font.
    lacking: RefCell<[Vec<char>; 2]>,
}

impl<'f> Compositor<'f> {
    /// A setter of formulas in text of a style. `percent` is their size, in hundredths of the usual size. `None` if there is no face for
    /// formulas.
    pub(crate) fn formulas<'c>(
        &'c self,
        style: &TextStyle,
        percent: i64,
        number_of: &'c dyn Fn(&str) -> String,
    ) -> Option<FormulaSetter<'c, 'f>> {
        let face = self.math.as_ref()?;
        let (_, x_height) = self.heights(style);
        let own = style.size.scaled(face.x_height(), 1000);
        let scale = (x_height.0.max(1), own.0.max(1));
        let size = style.size.scaled(scale.0, scale.1).scaled(percent, 100);
        Some(FormulaSetter { compositor: self, face, style: style.clone(), size, scale, number_of, lacking: RefCell::default() })
    }
}

impl WordMeasurer for FormulaSetter<'_, '_> {
    fn measure(&self, text: &str, face: TextFace, size: Length) -> WordBox {
        let mut measure = WordBox::default();
        for segment in self.words(text, face, size) {
            match &segment {
                Segment::Glyphs(run) => {
                    measure.width += run.width;
                    let height = |units: i64| run.size.scaled(units, i64::from(run.units_per_em.max(1)));
                    for glyph in run.glyphs.iter() {
                        let Some([_, bottom, _, top]) = self.compositor.ink(run.face, glyph.id) else { continue };
                        measure.ascent = measure.ascent.max(height(top) + run.rise);
                        measure.descent = measure.descent.max(height(-bottom) - run.rise);
                    }
                }
                Segment::Space(width) | Segment::Kern(width) => measure.width += *width,
                Segment::Drawn(_) => {}
            }
        }
        measure
    }

    fn number(&self, label: &str) -> String {
        (self.number_of)(label)
    }
}

impl FormulaSetter<'_, '_> {
    fn layout(&self) -> FormulaLayout<'_> {
        FormulaLayout { face: self.face, words: self, size: self.size }
    }

    /// Takes the characters found so far that no font has, and those that were taken from another font.
    pub(crate) fn missing_and_borrowed(&self) -> [Vec<char>; 2] {
        self.lacking.take()
    }

    /// The pieces of a formula in running text.
    pub(crate) fn pieces(&self, tree: &Tree) -> Vec<FormulaPiece> {
        let pieces = self.layout().pieces(tree).into_iter();
        pieces
            .map(|piece| FormulaPiece {
                before: piece.before,
                stretch: piece.stretch,
                shrink: piece.shrink,
                set: self.set(piece.set),
                after: piece.after,
            })
            .collect()
    }

    /// A displayed formula within a paragraph.
    pub(crate) fn displayed(&self, tree: &Tree) -> SetFormula {
        self.set(self.layout().formula(tree, Shape::Display))
    }

    /// The lines of a displayed formula, with their numbers.
    pub(crate) fn rows(&self, tree: &Tree, numbers: Numbers<'_>) -> Vec<FormulaRow> {
        let mut rows = self.set_rows(self.layout().display(tree, numbers.whole.is_some()));
        for (row, number) in rows.iter_mut().zip(numbers.rows) {
            row.number = number.as_deref().map(|number| self.set_number(number));
        }
        self.number_last(&mut rows, numbers);
        rows
    }

    /// The lines of a displayed formula that is broken because it is too wide for a measure. The last line has the number. `None` if a line
    /// is still too wide.
    pub(crate) fn broken(&self, tree: &Tree, measure: Length, numbers: Numbers<'_>) -> Option<Vec<FormulaRow>> {
        // One em of white space stands before the number.
        let beside = numbers.whole.map_or(Length::ZERO, |number| self.set_number(number).width + self.size);
        let mut rows = self.set_rows(self.layout().broken(tree, measure - beside)?);
        self.number_last(&mut rows, numbers);
        Some(rows)
    }

    fn set_rows(&self, rows: Vec<DisplayRow>) -> Vec<FormulaRow> {
        rows.into_iter().map(|row| FormulaRow { set: self.set(row.set), before: row.before, number: None }).collect()
    }

    /// Gives the number of the whole formula to its last line.
    fn number_last(&self, rows: &mut [FormulaRow], numbers: Numbers<'_>) {
        if let (Some(last), Some(number)) = (rows.last_mut(), numbers.whole) {
            last.number = Some(self.set_number(number));
        }
    }

    /// The number of an equation.
    fn set_number(&self, number: &str) -> SetFormula {
        let words = Part::Text { text: number.to_owned(), face: TextFace::Roman };
        self.set(self.layout().parts(&[words], Shape::Inline))
    }

    /// The style of words in a formula. `size` is the size of the math face at this place.
    fn word_style(&self, face: TextFace, size: Length) -> StyleId {
        let style = self.style.clone().sized(size.scaled(self.scale.1, self.scale.0));
        let style = match face {
            TextFace::Roman | TextFace::Sans => style,
            TextFace::Bold => TextStyle { bold: true, ..style },
            TextFace::Italic => TextStyle { italic: !style.italic, ..style },
            TextFace::BoldItalic => TextStyle { bold: true, italic: true, ..style },
            TextFace::Monospace => {
                let size = style.size;
                style.code(size)
            }
        };
        self.compositor.style(&style.whole())
    }

    /// Words in the face of the text, as segments.
    fn words(&self, text: &str, face: TextFace, size: Length) -> Vec<Segment> {
        let style = self.word_style(face, size);
        let space = self.compositor.prepared(style).space;
        let mut segments = Vec::new();
        for (number, word) in text.split([' ', '\u{a0}']).enumerate() {
            if number > 0 {
                segments.push(Segment::Space(space));
            }
            if !word.is_empty() {
                let word = self.compositor.word(style, word);
                let [missing, borrowed] = &mut *self.lacking.borrow_mut();
                missing.extend(&word.missing);
                borrowed.extend(&word.borrowed);
                segments.extend(word.runs.iter().map(|run| Segment::Glyphs(Arc::new(GlyphRun { flexible: false, ..(**run).clone() }))));
            }
        }
        segments
    }

    /// Converts a box into segments of a line.
    fn set(&self, set: MathBox) -> SetFormula {
        let mut out = SetFormula { width: set.width, above: set.ascent, below: set.descent, segments: Vec::new() };
        // The x coordinate at the end of the segments so far.
        let mut pen = Length::ZERO;
        let mut run: Option<GlyphsOnBaseline> = None;
        for PlacedBoxItem { x, y, item } in set.items {
            match item {
                BoxItem::Glyph { id, size, text } => {
                    if let Some(open) = run.take_if(|open| (open.size, open.rise, open.end) != (size, y, x)) {
                        pen = self.close(open, pen, &mut out.segments);
                    }
                    let advance = self.face.advance(id);
                    let open = run.get_or_insert_with(|| GlyphsOnBaseline::at(x, y, size));
                    open.push(id, advance, &text);
                    open.end = open.start + size.scaled(open.advance, self.face.units_per_em.max(1));
                }
                BoxItem::Rule(size) => {
                    pen = self.close_all(&mut run, pen, &mut out.segments);
                    move_to(x, &mut pen, &mut out.segments);
                    out.segments.push(Segment::Drawn(Drawn::Rule { size, rise: y }));
                }
                BoxItem::Stroke { to, thickness } => {
                    pen = self.close_all(&mut run, pen, &mut out.segments);
                    move_to(x, &mut pen, &mut out.segments);
                    out.segments.push(Segment::Drawn(Drawn::Stroke { rise: y, to, thickness }));
                }
                BoxItem::Words { text, face, size, width } => {
                    pen = self.close_all(&mut run, pen, &mut out.segments);
                    move_to(x, &mut pen, &mut out.segments);
                    for segment in self.words(&text, face, size) {
                        out.segments.push(match segment {
                            Segment::Glyphs(run) => Segment::Glyphs(Arc::new(GlyphRun { rise: run.rise + y, ..(*run).clone() })),
                            other => other,
                        });
                    }
                    pen += width;
                }
            }
        }
        pen = self.close_all(&mut run, pen, &mut out.segments);
        move_to(set.width, &mut pen, &mut out.segments);
        out
    }

    fn close_all(&self, run: &mut Option<GlyphsOnBaseline>, pen: Length, segments: &mut Vec<Segment>) -> Length {
        match run.take() {
            Some(open) => self.close(open, pen, segments),
            None => pen,
        }
    }

    /// Adds a run of glyphs. Returns the x coordinate after it.
    fn close(&self, run: GlyphsOnBaseline, mut pen: Length, segments: &mut Vec<Segment>) -> Length {
        move_to(run.start, &mut pen, segments);
        let width = run.end - run.start;
        let units_per_em = i32::try_from(self.face.units_per_em).unwrap_or(1_000);
        segments.push(Segment::Glyphs(Arc::new(GlyphRun {
            face: self.face.id,
            size: run.size,
            rise: run.rise,
            tracking: Length::ZERO,
            glyphs: run.glyphs.into(),
            text: run.text.into(),
            width,
            units_per_em,
            paint: self.style.paint,
            strokes: Strokes::default(),
            flexible: false,
            imitation: Imitation::default(),
        })));
        pen + width
    }
}

/// Glyphs of one size side by side on one baseline.
struct GlyphsOnBaseline {
    start: Length,
    end: Length,
    rise: Length,
    size: Length,
    /// The sum of the advances, in font units.
    advance: i64,
    glyphs: Vec<Glyph>,
    text: String,
}

impl GlyphsOnBaseline {
    const fn at(start: Length, rise: Length, size: Length) -> Self {
        Self { start, end: start, rise, size, advance: 0, glyphs: Vec::new(), text: String::new() }
    }

    fn push(&mut self, id: u16, advance: i64, text: &str) {
        let cluster = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let units = i32::try_from(advance).unwrap_or(0);
        self.glyphs.push(Glyph { id, joined: true, cluster, advance: units, x_offset: 0, y_offset: 0 });
        // A piece without text gets a zero width space, so that copying it gives nothing visible.
        self.text.push_str(if text.is_empty() { "\u{200b}" } else { text });
        self.advance += advance;
    }
}

/// Adds a kern from the pen to a place, and moves the pen there.
fn move_to(place: Length, pen: &mut Length, segments: &mut Vec<Segment>) {
    if place != *pen {
        segments.push(Segment::Kern(place - *pen));
        *pen = place;
    }
}
