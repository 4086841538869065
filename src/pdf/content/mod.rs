//! Encodes the items of a page as a content stream.
//!
//! The position of every glyph follows from the page alone. A number in a `TJ` array is the difference between that position and the one
//! that a reader has reached, so rounding errors never add up along a line.
//!
//! In a tagged document all text is in marked-content sequences (ISO 32000-1, 14.7.4.2), numbered from 0 on each page. Everything else is
//! an artifact. A sequence continues as long as the content belongs to the same node and link.
pub(crate) mod page_contents;
pub(crate) mod pen;
mod rules;
mod strokes;

use std::ops::Range;
use std::sync::Arc;

use crate::font::Glyph;
use crate::pdf::content::pen::{OpenText, Pen, thousandths, write_hex, write_integer, write_thousandths};
use crate::pdf::content::rules::LineBar;
use crate::pdf::content::strokes::{Stroke, strokes};
use crate::pdf::fonts::usage::{FaceUse, FontUsage, clusters, is_backwards, is_plain, plain_text};
use crate::pdf::pictures::Pictures;
use crate::typeset::{
    GlyphRun, Imitation, InlineFormula, ItemRole, LineFit, LinkKey, Modules, Page, PageItem, Paint, PlacedItem, Segment, TextLine, TextSpan,
};
use crate::units::{Length, Point, Size};

/// The content of a marked-content sequence. Its index in the list of a page is its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MarkedContent {
    /// The node or generated element that it belongs to. Never an artifact.
    pub(crate) role: ItemRole,
    /// The link that it belongs to.
    pub(crate) link: Option<LinkKey>,
    /// For a picture: the index of its item on the page.
    pub(crate) picture: Option<usize>,
    /// Its language, if it differs from that of its block.
    pub(crate) lang: Option<Arc<str>>,
    /// The expansion of an abbreviation.
    pub(crate) expansion: Option<Arc<str>>,
    /// The formula to which it belongs, if that formula stands in a line of text.
    pub(crate) formula: Option<InlineFormula>,
    /// The text of the glyphs, if their codes do not give it.
    pub(crate) text: Option<Box<str>>,
}

impl MarkedContent {
    /// Content of a role, without anything that sets it apart.
    const fn of(role: ItemRole) -> Self {
        Self { role, link: None, picture: None, lang: None, expansion: None, formula: None, text: None }
    }
}

/// Encodes a page and lists its marked content. The stream is not compressed. `from` is the origin of its coordinates, measured from the
/// upper left corner of the page.
pub(crate) fn encode(page: &Page, from: Point, usage: &FontUsage, pictures: &Pictures, tagged: bool) -> (Vec<u8>, Vec<MarkedContent>) {
    let mut stream = Stream {
        out: Vec::with_capacity(8 * 1024),
        from,
        usage,
        paint: Paint::BLACK,
        rise: Length::ZERO,
        expansion: 0,
        tracking: 0,
        spacing: 0,
        wanted: None,
        font: None,
        tagged,
        open: OpenMarkedContent::Nothing,
        marks: Vec::new(),
        in_text: false,
        base: Length::ZERO,
        turned: None,
        imitation: Imitation::default(),
        outline: None,
        codes: Vec::new(),
        pen: Pen { at: 0, unit: 1, gap: 0, word: 0, open: OpenText::Nothing },
    };
    for (number, placed) in page.items.iter().enumerate() {
        match &placed.item {
            PageItem::Line(line) => stream.line(line, placed),
            PageItem::Rule(size) => {
                stream.mark(&OpenMarkedContent::Artifact);
                stream.rule(placed.at, *size, Paint::BLACK);
            }
            PageItem::Artwork { source, size, alt, turned } => {
                if let Some(name) = pictures.name(source) {
                    // A picture without alternative text is decoration.
                    let decoration = placed.role.is_artifact() || (tagged && alt.is_empty());
                    let mark = MarkedContent { picture: Some(number), ..MarkedContent::of(placed.role) };
                    stream.mark(&if decoration { OpenMarkedContent::Artifact } else { OpenMarkedContent::Content(mark) });
                    stream.picture(&name, placed, *size, *turned);
                }
            }
            PageItem::QrCode { modules, module } => {
                stream.mark(&OpenMarkedContent::Artifact);
                stream.code(placed.at, modules, *module);
            }
            // Links become annotations, anchors named destinations (`navigation/`).
            PageItem::Link { .. } | PageItem::Anchor(_) => {}
        }
    }
    stream.mark(&OpenMarkedContent::Nothing);
    (stream.out, stream.marks)
}

/// The open marked-content sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
enum OpenMarkedContent {
    Nothing,
    Artifact,
    Content(MarkedContent),
}

/// Where a run of glyphs is shown.
#[derive(Clone, Copy)]
struct RunPlace {
    /// The index of its face among those in use.
    face: usize,
    /// Its position along the line.
    x: Length,
}

/// The stream, with the parts of the text state that outlive a text object (ISO 32000-1, 9.3.1).
struct Stream<'a> {
    out: Vec<u8>,
    /// The origin of the coordinates, from the upper left corner of the page.
    from: Point,
    usage: &'a FontUsage,
    paint: Paint,
    rise: Length,
    /// The horizontal scaling, in hundred-thousandths above the natural width.
    expansion: i64,
    /// The character spacing, in thousandths of a point.
    tracking: i64,
    /// The word spacing, in thousandths of a point.
    spacing: i64,
    /// The width of the line's first space, until the word spacing is set for it.
    wanted: Option<Length>,
    font: Option<(usize, Length)>,
    tagged: bool,
    open: OpenMarkedContent,
    marks: Vec<MarkedContent>,
    /// Whether a text object is open.
    in_text: bool,
    /// The baseline of the line, from the top of the page.
    base: Length,
    /// The start of the line, if it runs from the foot of the page to its head.
    turned: Option<Length>,
    /// How the letters of the open text object imitate a style.
    imitation: Imitation,
    /// The width of the line around the letters, and its paint. `None` if letters are only filled.
    outline: Option<(Length, Paint)>,
    /// A buffer for the codes of a cluster.
    codes: Vec<u16>,
    pen: Pen,
}

impl Stream<'_> {
    fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// Continues the open marked-content sequence if it is the same, otherwise begins a new one. Content that belongs to no node is marked
    /// as an artifact, so that it is not read aloud.
    fn mark(&mut self, mark: &OpenMarkedContent) {
        let mark = if self.tagged || *mark == OpenMarkedContent::Artifact { mark } else { &OpenMarkedContent::Nothing };
        if *mark == self.open {
            return;
        }
        if self.open != OpenMarkedContent::Nothing {
            self.text("EMC\n");
        }
        match mark {
            OpenMarkedContent::Nothing => {}
            OpenMarkedContent::Artifact => self.text("/Artifact BMC\n"),
            OpenMarkedContent::Content(content) => {
                self.text(if content.text.is_some() { "/Span<</MCID " } else { "/P<</MCID " });
                write_integer(&mut self.out, i64::try_from(self.marks.len()).unwrap_or(0));
                if let Some(text) = &content.text {
                    self.actual_text(text);
                }
                self.text(">>BDC\n");
                self.marks.push(content.clone());
            }
        }
        self.open.clone_from(mark);
    }

    /// The marked-content sequence for a part of a line.
    fn marked(&self, placed: &PlacedItem, span: Option<&TextSpan>) -> OpenMarkedContent {
        if placed.role.is_artifact() {
            return OpenMarkedContent::Artifact;
        }
        if !self.tagged {
            return OpenMarkedContent::Nothing;
        }
        let mark = MarkedContent::of(placed.role);
        OpenMarkedContent::Content(match span {
            Some(TextSpan { segments: _, link, lang, expansion, formula }) => {
                MarkedContent { link: *link, lang: lang.clone(), expansion: expansion.clone(), formula: formula.clone(), ..mark }
            }
            None => mark,
        })
    }

    /// Continues the open text object if its mark is the same, otherwise begins one at a position of the line.
    fn resume(&mut self, mark: &OpenMarkedContent, x: Length) {
        if self.in_text && *mark != self.open {
            self.end_text();
        }
        if !self.in_text {
            self.mark(mark);
            self.text("BT ");
            let slope = if self.imitation.slanted { Imitation::SLOPE } else { 0 };
            match self.turned {
                None if self.imitation.slanted => {
                    self.text("1 0 ");
                    write_thousandths(&mut self.out, slope);
                    self.text(" 1 ");
                    self.number(x - self.from.x);
                    self.number(self.from.y - self.base);
                    self.text("Tm ");
                }
                None => {
                    self.number(x - self.from.x);
                    self.number(self.from.y - self.base);
                    self.text("Td ");
                }
                // A quarter turn counter-clockwise (ISO 32000-1, 8.3.3).
                Some(start) => {
                    self.text("0 1 -1 ");
                    write_thousandths(&mut self.out, slope);
                    self.text(" ");
                    self.number(start - self.from.x);
                    self.number(self.from.y - self.base + (x - start));
                    self.text("Tm ");
                }
            }
            self.pen = Pen { at: x.0 * 1000, open: OpenText::Nothing, ..self.pen };
            self.in_text = true;
        }
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.pen.close(&mut self.out);
            self.text("ET\n");
            self.in_text = false;
        }
    }

    /// Writes points with at most three decimals, and a space.
    fn number(&mut self, length: Length) {
        write_thousandths(&mut self.out, thousandths(length));
        self.out.push(b' ');
    }

    fn rule(&mut self, at: Point, size: Size, paint: Paint) {
        self.set_paint(paint);
        for length in [at.x - self.from.x, self.from.y - at.y - size.height, size.width, size.height] {
            self.number(length);
        }
        self.text("re f\n");
    }

    /// Draws a QR code. All its rectangles are one path, so that no gaps show between them.
    fn code(&mut self, at: Point, modules: &Modules, module: Length) {
        self.set_paint(Paint::BLACK);
        self.text("q ");
        self.number(module);
        self.text("0 0 ");
        self.number(-module);
        for length in [at.x - self.from.x, self.from.y - at.y] {
            self.number(length);
        }
        self.text("cm\n");
        for rectangle in modules.rectangles() {
            for side in rectangle {
                write_integer(&mut self.out, i64::from(side));
                self.out.push(b' ');
            }
            self.text("re\n");
        }
        self.text("f Q\n");
    }

    fn picture(&mut self, name: &str, placed: &PlacedItem, size: Size, turned: bool) {
        self.text("q ");
        let (left, foot) = (placed.at.x - self.from.x, self.from.y - placed.at.y - size.height);
        let none = Length::ZERO;
        let matrix = if turned {
            [none, size.height, none - size.width, none, left + size.width, foot]
        } else {
            [size.width, none, none, size.height, left, foot]
        };
        for length in matrix {
            self.number(length);
        }
        self.text("cm /");
        self.text(name);
        self.text(" Do Q\n");
    }

    fn set_paint(&mut self, paint: Paint) {
        if paint != self.paint {
            self.paint_operands(paint);
            self.text(match paint {
                Paint::Grey(_) => " g\n",
                Paint::Rgb(_) => " rg\n",
            });
            self.paint = paint;
        }
    }

    /// Writes the components of a paint, from 0 to 1.
    fn paint_operands(&mut self, paint: Paint) {
        match paint {
            Paint::Grey(grey) => write_thousandths(&mut self.out, i64::from(grey) * 1000 / 255),
            Paint::Rgb(parts) => {
                for (at, part) in parts.into_iter().enumerate() {
                    if at > 0 {
                        self.text(" ");
                    }
                    write_thousandths(&mut self.out, (i64::from(part) * 1000 + 127) / 255);
                }
            }
        }
    }

    fn set_font(&mut self, face: usize, size: Length) {
        if self.font != Some((face, size)) {
            self.text("/F");
            write_integer(&mut self.out, i64::try_from(face).unwrap_or(0));
            self.out.push(b' ');
            self.number(size);
            self.text("Tf\n");
            self.font = Some((face, size));
        }
    }

    fn set_rise(&mut self, rise: Length) {
        if self.rise != rise {
            self.pen.close(&mut self.out);
            self.number(rise);
            self.text("Ts\n");
            self.rise = rise;
        }
    }

    fn set_expansion(&mut self, expansion: i64) {
        if self.expansion != expansion {
            self.pen.close(&mut self.out);
            // In thousandths of a percent.
            write_thousandths(&mut self.out, LineFit::WHOLE + expansion);
            self.text(" Tz\n");
            self.expansion = expansion;
        }
    }

    fn line(&mut self, line: &TextLine, placed: &PlacedItem) {
        let usage = self.usage;
        let mut struck: Vec<(Length, Length, &GlyphRun)> = Vec::new();
        // Spaces before the first word are set in the font of that word.
        let mut waiting: Vec<Length> = Vec::new();
        let mut last: Option<&FaceUse> = None;
        self.tints(line, placed);
        self.base = placed.at.y;
        self.turned = line.turned.then_some(placed.at.x);
        self.wanted = line.segments.iter().find_map(|segment| if let Segment::Space(width) = segment { Some(*width) } else { None });
        let mut spans = line.spans.iter().peekable();
        let mut x = placed.at.x;
        for (number, segment) in line.segments.iter().enumerate() {
            while spans.next_if(|span| span.segments.end <= number).is_some() {}
            match segment {
                Segment::Kern(width) => x += *width,
                Segment::Space(width) => {
                    match last {
                        // A space between two sequences belongs to the first.
                        Some(face) if self.in_text => self.space(face, x),
                        _ => waiting.push(x),
                    }
                    x += *width;
                }
                Segment::Drawn(drawn) => {
                    let span = spans.peek().copied().filter(|span| span.segments.start <= number);
                    let mark = self.marked(placed, span);
                    self.end_text();
                    self.mark(&mark);
                    self.drawn(drawn, line, placed, x);
                }
                Segment::Glyphs(run) => {
                    let Some(at) = usage.find(run.face) else { continue };
                    let face = &usage.faces[at];
                    let span = spans.peek().copied().filter(|span| span.segments.start <= number);
                    let mark = self.marked(placed, span);
                    self.imitate(run);
                    self.resume(&mark, waiting.first().copied().unwrap_or(x));
                    let fit = run.fit_in(line);
                    self.select(at, run, fit);
                    for x in waiting.drain(..) {
                        self.space(face, x);
                    }
                    self.run(run, RunPlace { face: at, x }, fit, &mark);
                    let width = run.width_in(line);
                    if run.strokes.through {
                        struck.push((x, width, run));
                    }
                    last = Some(face);
                    x += width;
                }
            }
        }
        self.end_text();
        for Stroke { x, width, run } in strokes(line, placed.at.x, |strokes| strokes.under) {
            self.mark(&OpenMarkedContent::Artifact);
            let bar = LineBar { low: run.rise - run.size.scaled(14, 100), height: run.size / 20, paint: run.paint };
            self.bar(line, placed, (x, width), &bar);
        }
        for (x, width, run) in struck {
            // The line through a word is decoration: the word itself is read.
            self.mark(&OpenMarkedContent::Artifact);
            let (along, above, thick) = (x - placed.at.x, run.rise + run.size.scaled(26, 100), run.size / 20);
            if line.turned {
                let at = Point { x: placed.at.x - above, y: placed.at.y - along - width };
                self.rule(at, Size { width: thick, height: width }, run.paint);
            } else {
                self.rule(Point { x, y: placed.at.y - above }, Size { width, height: thick }, run.paint);
            }
        }
    }

    fn set_spacing(&mut self, spacing: i64) {
        if self.spacing != spacing {
            self.pen.close(&mut self.out);
            write_thousandths(&mut self.out, spacing);
            self.text(" Tw\n");
            self.spacing = spacing;
        }
    }

    fn set_tracking(&mut self, tracking: i64) {
        if self.tracking != tracking {
            self.pen.close(&mut self.out);
            write_thousandths(&mut self.out, tracking);
            self.text(" Tc\n");
            self.tracking = tracking;
        }
    }

    /// Ends the text object if the letters of a run imitate a style other than that of those before them, and sets the line around letters.
    fn imitate(&mut self, run: &GlyphRun) {
        if self.imitation != run.imitation {
            self.end_text();
            self.imitation = run.imitation;
        }
        let outline = run.imitation.outline(run.size).map(|width| (width, run.paint));
        if outline != self.outline {
            self.end_text();
            match outline {
                Some((width, paint)) => {
                    self.number(width);
                    self.text("w ");
                    self.paint_operands(paint);
                    self.text(match paint {
                        Paint::Grey(_) => " G 1 j 2 Tr\n",
                        Paint::Rgb(_) => " RG 1 j 2 Tr\n",
                    });
                }
                None => self.text("0 Tr\n"),
            }
            self.outline = outline;
        }
    }

    /// Changes font, size, paint and spacing within a text object.
    fn select(&mut self, face: usize, run: &GlyphRun, fit: LineFit) {
        let expansion = fit.expansion;
        if self.font != Some((face, run.size)) || self.paint != run.paint {
            self.pen.close(&mut self.out);
            self.set_font(face, run.size);
            self.set_paint(run.paint);
        }
        self.set_expansion(expansion);
        let scale = LineFit::WHOLE + expansion;
        // Character spacing is scaled with the glyphs (ISO 32000-1, 9.4.4), but the spacing that the line adds must not be.
        self.set_tracking(thousandths(run.tracking + Length(fit.tracking.0 * LineFit::WHOLE / scale.max(1))));
        self.pen.gap = self.tracking * 65_536 * scale / LineFit::WHOLE;
        if let (Some(width), Some(space)) = (self.wanted.take(), self.usage.faces[face].space) {
            // Word spacing makes all spaces of the line as wide as the first (ISO 32000-1, 9.3.3). `TJ` numbers correct those that differ.
            let natural = run.size.0 * self.usage.faces[face].width(space) / 1000;
            let more = Length(width.0 * LineFit::WHOLE / scale.max(1) - natural) - Length(self.tracking * 65_536 / 1000);
            self.set_spacing(thousandths(more));
        }
        self.pen.word = self.spacing * 65_536 * scale / LineFit::WHOLE;
        self.pen.unit = (run.size.0 * (LineFit::WHOLE + expansion) / LineFit::WHOLE).max(1);
        self.set_rise(run.rise);
    }

    /// Shows a space glyph of the current font, so that words stay apart when the text is copied.
    fn space(&mut self, face: &FaceUse, x: Length) {
        if let Some(space) = face.space {
            self.pen.code(&mut self.out, space, x, face);
            self.pen.at += self.pen.word;
        }
    }

    /// Shows a run of glyphs.
    fn run(&mut self, run: &GlyphRun, place: RunPlace, fit: LineFit, mark: &OpenMarkedContent) {
        let RunPlace { face, x } = place;
        let face = &self.usage.faces[face];
        let units = i64::from(run.units_per_em.max(1));
        let within = |glyph: &Glyph, advance: i64| run.size.scaled(advance + i64::from(glyph.x_offset), units);
        let place = |at: Length, count: usize| x + run.place(at + run.tracking * i64::try_from(count).unwrap_or(0), count, fit);
        let rise =
            |glyph: &Glyph| if glyph.y_offset == 0 { run.rise } else { run.rise + run.size.scaled(i64::from(glyph.y_offset), units) };
        let mut advance: i64 = 0;
        if is_plain(run) {
            // Most runs are plain: letter after letter, and the code of each gives its text.
            for (count, glyph) in run.glyphs.iter().enumerate() {
                self.set_rise(rise(glyph));
                let code = face.code(glyph.id, || plain_text(run, count));
                self.pen.code(&mut self.out, code, place(within(glyph, advance), count), face);
                advance += i64::from(glyph.advance);
            }
            return;
        }
        let mut count = 0;
        let mut rest = clusters(run).peekable();
        let mut codes = std::mem::take(&mut self.codes);
        // In a run from right to left, the text of several clusters is not the text of each, one after the other.
        let backwards = is_backwards(run);
        // Whether the open sequence is that of the run. Glyphs with a replacement text have a sequence of their own.
        let mut resumed = false;
        while let Some((mut glyphs, text)) = rest.next() {
            codes.clear();
            let is_spelled = face.spell(&run.glyphs[glyphs.clone()], text, &mut codes);
            if !is_spelled {
                // Neighbours whose codes do not give their text share one replacement text.
                let mut text = text.to_owned();
                let mut next_codes = Vec::new();
                let silent = |glyphs: &Range<usize>, text: &str, codes: &mut Vec<u16>| {
                    codes.clear();
                    !backwards && !face.spell(&run.glyphs[glyphs.clone()], text, codes)
                };
                while let Some((next, more)) = rest.next_if(|(next, more)| silent(next, more, &mut next_codes)) {
                    glyphs.end = next.end;
                    text.push_str(more);
                    codes.append(&mut next_codes);
                }
                self.replace(&text, mark, place(within(&run.glyphs[glyphs.start], advance), count));
            } else if self.tagged && !resumed {
                self.resume(mark, place(within(&run.glyphs[glyphs.start], advance), count));
                resumed = true;
            }
            for (glyph, code) in run.glyphs[glyphs].iter().zip(&codes) {
                self.set_rise(rise(glyph));
                self.pen.code(&mut self.out, *code, place(within(glyph, advance), count), face);
                advance += i64::from(glyph.advance);
                count += 1;
            }
            if !is_spelled {
                resumed = false;
                // The replacement ends with its glyphs. A space that follows is not part of it.
                if matches!(self.open, OpenMarkedContent::Content(_)) {
                    self.end_text();
                } else {
                    self.pen.close(&mut self.out);
                    self.text("EMC\n");
                }
            }
        }
        self.codes = codes;
    }

    /// States the text of the glyphs that follow: in their marked-content sequence, or in a span of their own.
    fn replace(&mut self, text: &str, mark: &OpenMarkedContent, x: Length) {
        if let OpenMarkedContent::Content(mark) = mark {
            self.resume(&OpenMarkedContent::Content(MarkedContent { text: Some(text.into()), ..mark.clone() }), x);
            return;
        }
        self.pen.close(&mut self.out);
        self.text("/Span<<");
        self.actual_text(text);
        self.text(">>BDC ");
    }

    /// Writes the `ActualText` entry of a property list (ISO 32000-1, 14.9.4).
    fn actual_text(&mut self, text: &str) {
        self.text("/ActualText<FEFF");
        for unit in text.encode_utf16() {
            write_hex(&mut self.out, unit);
        }
        self.text(">");
    }
}
