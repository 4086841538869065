//! Draws a cover from the title, the authors and a motif. It has two inks on paper and two sizes of type, and all type begins at the left
//! margin. The hash of the title is the seed of the motif, so that the covers of a series look related but differ.
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{HEIGHT, WIDTH};
use crate::edition::Metadata;
use crate::font::{Face, FontBook};

/// The paper.
pub(super) const PAPER: &str = "#f2ead8";
/// The first ink. Its contrast with the paper is 14.7 to 1.
const INK: &str = "#1a1a1a";
/// The second inks, of which the seed selects one. They are used for shapes only, never for type.
const SECOND: [&str; 4] = ["#c22a1f", "#1d5b8f", "#2f6b45", "#c98a1b"];
/// The margin on all sides, in units of the drawing: six per cent of the width. All type begins at the left margin.
const MARGIN: f64 = 100.0;
/// The largest height of the lines of the title.
const TITLE_ROOM: f64 = 1120.0;
/// The lowest position that type should reach.
const TYPE_FOOT: f64 = 1760.0;
/// The highest position at which the motif may begin: half of the cover.
const MOTIF_HEAD: f64 = 1280.0;
/// The family of the type.
pub(super) const FAMILY: &str = "Alegreya Sans";
/// The leading of the title, as a multiple of its size.
const TITLE_LEADING: f64 = 0.92;
/// The largest and the smallest size of the title, then the largest and the smallest size of all other type.
const SIZES: [f64; 4] = [460.0, 60.0, 86.0, 44.0];

/// The cover of a book as an SVG drawing of 1600 by 2560 units.
#[must_use]
pub fn drawn_cover(metadata: &Metadata, fonts: &FontBook) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"{FAMILY}\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"{PAPER}\"/>\n"
    );
    front(&mut svg, metadata, fonts, &Panel { height: f64::from(HEIGHT), bleed: 0.0, ink: INK });
    svg.push_str("</svg>\n");
    svg
}

/// The area that the front is drawn on. It is 1600 units wide, whatever the size of the book.
pub(super) struct Panel {
    /// The height in units.
    pub(super) height: f64,
    /// How far shapes extend beyond the fore-edge and the foot, in units. They end at the spine, because the cover is folded there.
    pub(super) bleed: f64,
    /// The colour of the type and of the first shapes.
    pub(super) ink: &'static str,
}

/// Draws the front. The paper must have been drawn before.
pub(super) fn front(svg: &mut String, metadata: &Metadata, fonts: &FontBook, panel: &Panel) {
    let seed = Sha256::digest(metadata.title.as_bytes());
    // Vertical positions scale with the height of the panel.
    let share = panel.height / f64::from(HEIGHT);
    let bold = fonts.find(FAMILY, true, false).map(|face| fonts.face(face));
    let regular = fonts.find(FAMILY, false, false).map(|face| fonts.face(face));
    let room = f64::from(WIDTH) - 2.0 * MARGIN;
    let (size, lines) = title(&metadata.title, bold, (room, TITLE_ROOM * share));
    let mut y = MARGIN + size * 0.72 - size * TITLE_LEADING;
    for line in &lines {
        y += size * TITLE_LEADING;
        text(svg, TypeLine { y, size, weight: 700, words: line }, panel.ink);
    }
    let subtitle = metadata.subtitle.as_deref().unwrap_or_default();
    let authors: Vec<&str> = metadata.authors.iter().map(|author| author.name.as_str()).collect();
    let SecondLines { size: small, subtitle, authors } = second_size(subtitle, &authors, (regular, bold), (room, TYPE_FOOT * share - y));
    // The subtitle begins below the descenders of the title.
    y += size * 0.24;
    for (number, line) in subtitle.iter().enumerate() {
        y += small * if number == 0 { 1.3 } else { 1.15 };
        text(svg, TypeLine { y, size: small, weight: 400, words: line }, panel.ink);
    }
    for (number, line) in authors.iter().enumerate() {
        y += small * if number == 0 { 1.7 } else { 1.15 };
        text(svg, TypeLine { y, size: small, weight: 700, words: line }, panel.ink);
    }
    motif(svg, &seed, (y + 130.0).max(MOTIF_HEAD * share), panel);
}

/// The maximum number of characters in a title on the cover. More could not be read there.
const MOST_LETTERS: usize = 2_000;

/// The largest size at which the title fits into a width and a height, both in units, and its lines at that size.
fn title(title: &str, face: Option<&Face>, (room, height): (f64, f64)) -> (f64, Vec<String>) {
    let [largest, smallest, ..] = SIZES;
    let shown: String = if title.chars().nth(MOST_LETTERS).is_some() {
        title.chars().take(MOST_LETTERS).chain(['\u{2026}']).collect()
    } else {
        title.to_owned()
    };
    let title = shown.as_str();
    let longest = room / smallest;
    let mut best = (smallest, wrapped(title, face, longest, longest));
    let widest_word = title.split_whitespace().map(|word| width(word, face)).fold(0.1, f64::max).min(longest);
    // Tries measures from the width of the widest word upwards. Each gives lines, and the lines give the largest size that fits.
    for steps in 0..48 {
        let measure = widest_word * (1.0 + f64::from(steps) * 0.12);
        let lines = wrapped(title, face, measure, longest);
        let widest = lines.iter().map(|line| width(line, face)).fold(0.1, f64::max);
        let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let size = (room / widest).min(height / (f64::from(count) * TITLE_LEADING)).min(largest);
        if size > best.0 + 0.5 {
            best = (size, lines);
        }
    }
    best
}

/// The lines below the title.
struct SecondLines {
    /// Their size in units.
    size: f64,
    subtitle: Vec<String>,
    authors: Vec<String>,
}

/// The largest size at which the subtitle and the authors fit into a width and a height, both in units, and their lines at that size. If
/// they do not fit at all, the smallest size.
fn second_size(
    subtitle: &str,
    authors: &[&str],
    (regular, bold): (Option<&Face>, Option<&Face>),
    (room, height): (f64, f64),
) -> SecondLines {
    let [.., largest, smallest] = SIZES;
    let mut size = largest;
    loop {
        let measure = room / size;
        let subtitle = wrapped(subtitle, regular, measure, measure);
        // The authors share one line if they fit. Otherwise each has lines of its own, so that no name is divided unnecessarily.
        let together = authors.join(", ");
        let authors: Vec<String> = match width(&together, bold) <= measure {
            true => wrapped(&together, bold, measure, measure),
            false => authors.iter().flat_map(|author| wrapped(author, bold, measure, measure)).collect(),
        };
        let lines = u32::try_from(subtitle.len() + authors.len()).unwrap_or(u32::MAX);
        if size <= smallest || (f64::from(lines) + 1.0) * 1.15 * size <= height {
            return SecondLines { size, subtitle, authors };
        }
        size -= 2.0;
    }
}

/// Breaks a text into lines of at most `measure` ems. A word longer than `longest` ems is cut, so that it does not leave the cover.
pub(super) fn wrapped(text: &str, face: Option<&Face>, measure: f64, longest: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // The width of the last line.
    let mut filled = LineWidth::of(face);
    for word in text.split_whitespace() {
        let mut longer = filled.clone();
        std::iter::once(' ').chain(word.chars()).for_each(|letter| longer.add(letter));
        match lines.last_mut() {
            Some(line) if longer.ems() <= measure + 1e-6 => {
                line.push(' ');
                line.push_str(word);
                filled = longer;
            }
            _ => {
                let mut line = String::new();
                filled = LineWidth::of(face);
                for letter in word.chars() {
                    let before = filled.clone();
                    filled.add(letter);
                    if !line.is_empty() && filled.ems() > longest + 1e-6 {
                        lines.push(std::mem::take(&mut line));
                        filled = LineWidth { ems: 0.0, letters: 0, ..before };
                        filled.add(letter);
                    }
                    line.push(letter);
                }
                lines.push(line);
            }
        }
    }
    lines
}

/// The width of a line that grows letter by letter. A character that the face lacks will be set in another face; it counts as one em.
/// Without a face, every character counts as 0.6 em.
#[derive(Clone)]
struct LineWidth<'f> {
    face: Option<&'f Face>,
    ems: f64,
    letters: u32,
}

impl<'f> LineWidth<'f> {
    const fn of(face: Option<&'f Face>) -> Self {
        Self { face, ems: 0.0, letters: 0 }
    }

    #[expect(clippy::cast_precision_loss, reason = "advances are below 2^16")]
    fn add(&mut self, letter: char) {
        self.letters += 1;
        if let Some(face) = self.face {
            let units = face.metrics().units_per_em.max(1) as f64;
            self.ems += face.glyph(letter).map_or(1.0, |glyph| face.advance(glyph) as f64 / units);
        }
    }

    fn ems(&self) -> f64 {
        if self.face.is_some() { self.ems } else { f64::from(self.letters) * 0.6 }
    }
}

/// The width of a text in ems, as [`LineWidth`] counts it.
pub(super) fn width(text: &str, face: Option<&Face>) -> f64 {
    let mut width = LineWidth::of(face);
    text.chars().for_each(|letter| width.add(letter));
    width.ems()
}

/// A line of type. Its baseline and its size are in units.
struct TypeLine<'a> {
    y: f64,
    size: f64,
    weight: u32,
    words: &'a str,
}

/// Draws a line of type at the left margin.
fn text(svg: &mut String, TypeLine { y, size, weight, words }: TypeLine<'_>, ink: &str) {
    let clean = escaped(words);
    let _ = writeln!(
        svg,
        "<text x=\"{MARGIN:.1}\" y=\"{y:.1}\" font-size=\"{size:.1}\" font-weight=\"{weight}\" fill=\"{ink}\">{clean}</text>"
    );
}

/// A text escaped for XML, without control characters.
pub(super) fn escaped(words: &str) -> String {
    let escaped = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    escaped.chars().filter(|c| !c.is_control()).collect()
}

/// Draws the motif from `head`, below the type, to the foot. The seed selects one of six motifs, its proportions, the second ink and the
/// part that is printed in it.
fn motif(svg: &mut String, seed: &[u8], head: f64, panel: &Panel) {
    let second = SECOND[usize::from(seed[0]) % SECOND.len()];
    let (width, foot, ink) = (f64::from(WIDTH) + panel.bleed, panel.height + panel.bleed, panel.ink);
    let field = MotifArea { head, height: foot - head, width, foot, bleed: panel.bleed };
    let count = u32::from(seed[1]);
    let shapes = match seed[31] % 6 {
        0 => field.roofline(3 + count % 4, seed),
        1 => field.bars(5 + count % 5, seed),
        2 => field.steps(4 + count % 4, seed),
        3 => field.diagonals(seed),
        4 => field.discs(3 + count % 3, seed),
        _ => field.gear(14 + 2 * (count % 4), seed),
    };
    let _ = writeln!(svg, "<path d=\"{}\" fill=\"{ink}\" fill-rule=\"evenodd\"/>", shapes.first);
    let _ = writeln!(svg, "<path d=\"{}\" fill=\"{second}\"/>", shapes.second);
}

/// The area of the motif, in units.
struct MotifArea {
    head: f64,
    height: f64,
    width: f64,
    foot: f64,
    /// The part of the width, and of the height above the foot, that is cut off.
    bleed: f64,
}

/// The paths of a motif: one for each ink, so that no seam shows between neighbouring shapes.
#[derive(Default)]
struct Shapes {
    first: String,
    second: String,
}

/// A number from 0 to 1 that depends on the seed and on `at`.
fn varied(seed: &[u8], at: u32) -> f64 {
    f64::from(seed[3 + usize::try_from(at).unwrap_or(0) % 28]) / 255.0
}

/// The index of the part that is printed in the second ink.
fn chosen(seed: &[u8], count: u32) -> u32 {
    u32::from(seed[2]) % count.max(1)
}

impl MotifArea {
    /// The vertical position of a part of the field: 0 is its head, 1 its foot.
    fn y(&self, part: f64) -> f64 {
        self.head + self.height * part
    }

    /// The roof of a factory. One hall, in the second ink, is higher than the others.
    fn roofline(&self, count: u32, seed: &[u8]) -> Shapes {
        let (step, foot, chosen) = (self.width / f64::from(count), self.foot, chosen(seed, count));
        let rise = (step * 0.62).min(self.height * 0.34);
        let eaves = self.y(0.62);
        let mut first = format!("M 0 {foot} V {eaves:.1}");
        for at in 1..=count {
            let _ = write!(first, " L {:.1} {:.1} V {eaves:.1}", step * f64::from(at), eaves - rise);
        }
        let (left, right, high) = (step * f64::from(chosen), step * f64::from(chosen + 1), self.y(0.62) - self.height * 0.26);
        let second = format!("M {left:.1} {foot} V {high:.1} L {right:.1} {:.1} V {foot} Z", high - rise);
        Shapes { first: format!("{first} V {foot} Z"), second }
    }

    /// Bars of different heights between the margins. The highest is in the second ink.
    fn bars(&self, count: u32, seed: &[u8]) -> Shapes {
        let chosen = chosen(seed, count);
        let step = (self.width - self.bleed - 2.0 * MARGIN) / (f64::from(count) - 0.22);
        let mut shapes = Shapes::default();
        for at in 0..count {
            let left = MARGIN + step * f64::from(at);
            let top = if at == chosen { self.y(0.05) } else { self.y(0.28 + 0.5 * varied(seed, at)) };
            let path = if at == chosen { &mut shapes.second } else { &mut shapes.first };
            let _ = write!(path, "M {left:.1} {} V {top:.1} H {:.1} V {} Z ", self.foot, left + step * 0.78, self.foot);
        }
        shapes
    }

    /// Steps that rise to the right. One, in the second ink, is raised.
    fn steps(&self, count: u32, seed: &[u8]) -> Shapes {
        let step = self.width / f64::from(count);
        let top = |at: u32| self.y(0.86 - 0.62 * f64::from(at) / f64::from(count - 1));
        let mut first = format!("M 0 {}", self.foot);
        for at in 0..count {
            let _ = write!(first, " V {:.1} H {:.1}", top(at), step * f64::from(at + 1));
        }
        let chosen = chosen(seed, count);
        let left = step * f64::from(chosen);
        let second = format!("M {left:.1} {} V {:.1} H {:.1} V {} Z", self.foot, top(chosen) - self.height * 0.2, left + step, self.foot);
        Shapes { first: format!("{first} V {} Z", self.foot), second }
    }

    /// A slope, and along it a band in the second ink.
    fn diagonals(&self, seed: &[u8]) -> Shapes {
        let steep = 0.32 + 0.2 * varied(seed, 0);
        let band = 0.14 + 0.12 * varied(seed, 1);
        let upwards = seed[2].is_multiple_of(2);
        let edge = |part: f64| {
            let (low, high) = (self.y(part + steep), self.y(part));
            if upwards { (low, high) } else { (high, low) }
        };
        let ((a, b), (c, d), (e, f)) = (edge(0.08), edge(0.08 + band), edge(0.08 + band + 0.07));
        let (width, foot) = (self.width, self.foot);
        Shapes {
            first: format!("M 0 {e:.1} L {width} {f:.1} V {foot} H 0 Z"),
            second: format!("M 0 {a:.1} L {width} {b:.1} V {d:.1} L 0 {c:.1} Z"),
        }
    }

    /// Rows of discs between the margins. One is in the second ink.
    fn discs(&self, columns: u32, seed: &[u8]) -> Shapes {
        let step = (self.width - self.bleed - 2.0 * MARGIN) / (f64::from(columns) - 0.16);
        let radius = step * 0.42;
        let rows = (1..8).take_while(|&rows| step * (f64::from(rows) - 0.16) <= self.height - self.bleed - MARGIN).last().unwrap_or(1);
        let chosen = chosen(seed, columns * rows);
        let mut shapes = Shapes::default();
        for at in 0..columns * rows {
            let left = MARGIN + step * f64::from(at % columns);
            let y = self.foot - self.bleed - MARGIN - radius - step * f64::from(at / columns);
            let path = if at == chosen { &mut shapes.second } else { &mut shapes.first };
            let (right, r) = (left + 2.0 * radius, radius);
            let _ = write!(path, "M {left:.1} {y:.1} A {r:.1} {r:.1} 0 0 1 {right:.1} {y:.1} A {r:.1} {r:.1} 0 0 1 {left:.1} {y:.1} Z ");
        }
        shapes
    }

    /// A gear that is cut off by the foot, with its hub in the second ink.
    fn gear(&self, teeth: u32, seed: &[u8]) -> Shapes {
        let radius = (self.height * 0.94).min(self.width * 0.62);
        let (x, y) = (self.width * if seed[2].is_multiple_of(2) { 0.36 } else { 0.64 }, self.foot + radius * 0.02);
        let turn = std::f64::consts::TAU / f64::from(teeth);
        let mut first = String::new();
        for at in 0..teeth {
            // A tooth: up its flank, along its top, down, along the root.
            for (part, distance) in [(0.0, 0.84), (0.09, 1.0), (0.41, 1.0), (0.5, 0.84)] {
                let angle = turn * (f64::from(at) + part);
                let (px, py) = (x + angle.cos() * radius * distance, y + angle.sin() * radius * distance);
                let _ = write!(first, "{} {px:.1} {py:.1} ", if first.is_empty() { "M" } else { "L" });
            }
        }
        first.push_str("Z ");
        let circle = |part: f64| {
            let r = radius * part;
            format!("M {:.1} {y:.1} A {r:.1} {r:.1} 0 0 1 {:.1} {y:.1} A {r:.1} {r:.1} 0 0 1 {:.1} {y:.1} Z", x - r, x + r, x - r)
        };
        first.push_str(&circle(0.56));
        Shapes { first, second: circle(0.36) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_of_the_title_leaves_the_margins() {
        let fonts = FontBook::bundled();
        let face = fonts.find(FAMILY, true, false).map(|face| fonts.face(face));
        let room = f64::from(WIDTH) - 2.0 * MARGIN;
        let long = "An Inquiry into the Nature and Causes of the Wealth of Nations, with Notes, Appendices and Donaudampfschifffahrtsgesellschaften";
        for words in ["A", "In Whose Hands?", "Рабочая оппозиция", "漢字", long] {
            let (size, lines) = title(words, face, (room, TITLE_ROOM));
            assert!(lines.iter().all(|line| width(line, face) * size <= room + 1.0), "{words}: {size} {lines:?}");
            assert_eq!(lines.join(" "), words);
        }
        let endless = "x".repeat(200);
        let (size, lines) = title(&endless, face, (room, TITLE_ROOM));
        assert!(lines.iter().all(|line| width(line, face) * size <= room + 1.0));
        assert_eq!(lines.concat(), endless);
        assert_eq!(title("", face, (room, TITLE_ROOM)).1, Vec::<String>::new());
    }

    #[test]
    fn every_motif_is_below_the_type() {
        let fonts = FontBook::bundled();
        let mut motifs = std::collections::BTreeSet::new();
        for number in 0..40 {
            let title = format!("A < B & C {number}");
            motifs.insert(Sha256::digest(title.as_bytes())[31] % 6);
            let subtitle = Some("what it is about, ".repeat(number));
            let svg = drawn_cover(&Metadata { title, subtitle, ..Metadata::default() }, &fonts);
            let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).expect("a drawing");
            let paths: Vec<_> = tree.root().children().iter().map(resvg::usvg::Node::abs_bounding_box).collect();
            let lowest = svg.split(" y=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse::<f32>().ok()).fold(0.0, f32::max);
            // The paper, the path in the first ink, the path in the second.
            assert_eq!(paths.len(), 3, "{svg}");
            assert!(paths[1..].iter().all(|path| path.top() > lowest), "{svg}");
        }
        assert_eq!(motifs.len(), 6);
    }
}
