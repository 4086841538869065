//! A page's items to its content stream.
//!
//! Every glyph has a place that follows from the page alone; the number between two glyphs of a `TJ` array is the difference
//! between that place and where the reader's pen is by then, so that rounding never adds up along a line.
use std::io::Write;

use super::picture::Pictures;
use super::usage::{FaceUse, Usage, clusters};
use crate::font::Glyph;
use crate::typeset::{GlyphRun, Page, PageItem, Placed, Role, Segment, TextLine};
use crate::units::{Length, Size};

/// Encodes a page. The stream is not compressed.
pub(super) fn encode(page: &Page, usage: &Usage, pictures: &Pictures) -> Vec<u8> {
    let mut stream = Stream { out: Vec::with_capacity(8 * 1024), height: page.size.height, usage, grey: 0 };
    for placed in &page.items {
        let artifact = placed.role == Role::Artifact;
        match &placed.item {
            PageItem::Line(line) => stream.marked(artifact, |stream| stream.line(line, placed)),
            PageItem::Rule(size) => stream.marked(true, |stream| stream.rule(*size, placed)),
            PageItem::Artwork { source, size, .. } => {
                if let Some(name) = pictures.name(source) {
                    stream.marked(artifact, |stream| stream.picture(&name, *size, placed));
                }
            }
            // Links are annotations, anchors named places: both are in the catalogue.
            PageItem::Link { .. } | PageItem::Anchor(_) => {}
        }
    }
    stream.out
}

struct Stream<'a> {
    out: Vec<u8>,
    height: Length,
    usage: &'a Usage,
    grey: u8,
}

impl Stream<'_> {
    fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// What belongs to no node is marked as such, so that it is not read aloud.
    fn marked(&mut self, artifact: bool, inner: impl FnOnce(&mut Self)) {
        if artifact {
            self.text("/Artifact BMC\n");
        }
        inner(self);
        if artifact {
            self.text("EMC\n");
        }
    }

    /// Writes points with at most three decimals.
    fn number(&mut self, length: Length) {
        write_thousandths(&mut self.out, thousandths(length));
    }

    fn rule(&mut self, size: Size, placed: &Placed) {
        self.set_grey(0);
        for length in [placed.at.x, self.height - placed.at.y - size.height, size.width, size.height] {
            self.number(length);
            self.text(" ");
        }
        self.text("re f\n");
    }

    fn picture(&mut self, name: &str, size: Size, placed: &Placed) {
        self.text("q ");
        self.number(size.width);
        self.text(" 0 0 ");
        self.number(size.height);
        self.text(" ");
        self.number(placed.at.x);
        self.text(" ");
        self.number(self.height - placed.at.y - size.height);
        self.text(" cm /");
        self.text(name);
        self.text(" Do Q\n");
    }

    fn set_grey(&mut self, grey: u8) {
        if grey != self.grey {
            write_thousandths(&mut self.out, i64::from(grey) * 1000 / 255);
            self.text(" g\n");
            self.grey = grey;
        }
    }

    fn line(&mut self, line: &TextLine, placed: &Placed) {
        let mut struck: Vec<(Length, Length, Length)> = Vec::new();
        let mut pen: Option<Pen> = None;
        let mut x = placed.at.x;
        let mut spaces = 0;
        for segment in &line.segments {
            match segment {
                Segment::Kern(width) => x += *width,
                Segment::Space(width) => {
                    match &mut pen {
                        Some(pen) => self.space(pen, x),
                        None => spaces += 1,
                    }
                    x += *width;
                }
                Segment::Glyphs(run) => {
                    let Some(at) = self.usage.find(run.face) else { continue };
                    let usage = self.usage;
                    let face = &usage.faces[at];
                    self.select(&mut pen, at, run, x, placed.at.y);
                    if let Some(pen) = pen.as_mut() {
                        for _ in 0..std::mem::take(&mut spaces) {
                            self.space(pen, x);
                        }
                        self.run(pen, face, run, x);
                    }
                    if run.struck {
                        struck.push((x, run.width, run.size));
                    }
                    x += run.width;
                }
            }
        }
        if let Some(mut pen) = pen {
            pen.close(&mut self.out);
            self.text("ET\n");
        }
        for (x, width, size) in struck {
            let placed = Placed { at: crate::units::Point { x, y: placed.at.y - size.scaled(26, 100) }, ..placed.clone() };
            self.rule(Size { width, height: size / 20 }, &placed);
        }
    }

    /// Begins the text object, or changes face, size, rise or grey within it.
    fn select(&mut self, pen: &mut Option<Pen>, face: usize, run: &GlyphRun, x: Length, y: Length) {
        match pen {
            None => {
                self.set_grey(run.grey);
                self.text("BT 1 0 0 1 ");
                self.number(x);
                self.text(" ");
                self.number(self.height - y);
                self.text(" Tm ");
                let fresh = Pen { face, size: run.size, rise: Length::ZERO, at: x, open: Open::Nothing };
                self.font(face, run.size);
                *pen = Some(fresh);
            }
            Some(pen) if pen.face != face || pen.size != run.size => {
                pen.close(&mut self.out);
                self.font(face, run.size);
                pen.face = face;
                pen.size = run.size;
            }
            Some(_) => {}
        }
        if let Some(pen) = pen {
            if run.grey != self.grey {
                pen.close(&mut self.out);
                self.set_grey(run.grey);
            }
            self.rise(pen, run.rise);
        }
    }

    fn font(&mut self, face: usize, size: Length) {
        let _ = write!(self.out, "/F{face} ");
        self.number(size);
        self.text(" Tf\n");
    }

    fn rise(&mut self, pen: &mut Pen, rise: Length) {
        if pen.rise != rise {
            pen.close(&mut self.out);
            self.number(rise);
            self.text(" Ts\n");
            pen.rise = rise;
        }
    }

    /// A space glyph of the face in use, so that words stay apart when the text is copied.
    fn space(&mut self, pen: &mut Pen, x: Length) {
        let face = &self.usage.faces[pen.face];
        if let Some(space) = face.space {
            pen.glyph(&mut self.out, space, x, face);
        }
    }

    fn run(&mut self, pen: &mut Pen, face: &FaceUse, run: &GlyphRun, x: Length) {
        let units = i64::from(run.units_per_em.max(1));
        let mut advance: i64 = 0;
        let mut count: i64 = 0;
        for (glyphs, text) in clusters(run) {
            let said = glyphs.iter().enumerate().all(|(at, glyph)| {
                let main = &*face.texts[usize::from(face.subset.renumbered(glyph.id))];
                if at == 0 { main == text } else { main.is_empty() }
            });
            if !said {
                pen.close(&mut self.out);
                self.text("/Span <</ActualText <FEFF");
                for unit in text.encode_utf16() {
                    let _ = write!(self.out, "{unit:04X}");
                }
                self.text(">>> BDC\n");
            }
            for glyph in glyphs {
                let Glyph { id, advance: width, x_offset, y_offset, .. } = *glyph;
                let place = x + run.size.scaled(advance + i64::from(x_offset), units) + run.tracking * count;
                if y_offset != 0 || pen.rise != run.rise {
                    self.rise(pen, run.rise + run.size.scaled(i64::from(y_offset), units));
                }
                pen.glyph(&mut self.out, face.subset.renumbered(id), place, face);
                advance += i64::from(width);
                count += 1;
            }
            if !said {
                pen.close(&mut self.out);
                self.text("EMC\n");
            }
        }
    }
}

/// Where the reader's pen is, and what is open in the stream.
struct Pen {
    face: usize,
    size: Length,
    rise: Length,
    at: Length,
    open: Open,
}

#[derive(PartialEq, Eq)]
enum Open {
    Nothing,
    /// A `TJ` array between two strings.
    Array,
    /// A string within a `TJ` array.
    String,
}

impl Pen {
    fn glyph(&mut self, out: &mut Vec<u8>, glyph: u16, place: Length, face: &FaceUse) {
        let size = self.size.0.max(1);
        // Positive numbers move the pen back (ISO 32000-1, 9.4.3), in thousandths of the size.
        let off = (self.at - place).0 * 1000;
        let kern = if off >= 0 { (off + size / 2) / size } else { (off - size / 2) / size };
        if self.open == Open::Nothing {
            out.push(b'[');
            self.open = Open::Array;
        }
        if kern != 0 {
            if self.open == Open::String {
                out.push(b'>');
            }
            write_integer(out, kern);
            self.open = Open::Array;
            self.at -= Length(kern * size / 1000);
        }
        if self.open == Open::Array {
            out.push(b'<');
            self.open = Open::String;
        }
        const HEX: &[u8; 16] = b"0123456789ABCDEF";
        for shift in [12, 8, 4, 0] {
            out.push(HEX[usize::from(glyph >> shift & 15)]);
        }
        self.at += Length(face.widths[usize::from(glyph)] * size / 1000);
    }

    fn close(&mut self, out: &mut Vec<u8>) {
        match self.open {
            Open::Nothing => return,
            Open::Array => out.extend_from_slice(b"] TJ\n"),
            Open::String => out.extend_from_slice(b">] TJ\n"),
        }
        self.open = Open::Nothing;
    }
}

/// Points in thousandths, rounded.
fn thousandths(length: Length) -> i64 {
    (length.0 * 1000 + if length.0 >= 0 { 32_768 } else { -32_768 }) / 65_536
}

fn write_integer(out: &mut Vec<u8>, value: i64) {
    let _ = write!(out, "{value}");
}

fn write_thousandths(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    let (whole, part) = (value.abs() / 1000, value.abs() % 1000);
    write_integer(out, whole);
    if part != 0 {
        let decimals = format!(".{part:03}");
        out.extend_from_slice(decimals.trim_end_matches('0').as_bytes());
    }
}
