//! A cover drawn from title, author and a motif: two inks on paper, two sizes of type, one axis. The motif is seeded by the
//! title, so that the books of a series are kin and none is the same.
use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{HEIGHT, WIDTH};
use crate::edition::Metadata;
use crate::font::{Face, FontBook};

/// The paper.
const PAPER: &str = "#f2ead8";
/// The first ink: 14.7 to 1 on the paper.
const INK: &str = "#1a1a1a";
/// The second inks, by seed; each is used as a shape only, never for type.
const SECOND: [&str; 4] = ["#a3201d", "#1f4e6b", "#2f5d3a", "#8a5a12"];
/// White on all sides, six per cent of the width.
const MARGIN: f64 = 100.0;
/// The lowest line that type may reach.
const TYPE_FOOT: f64 = 1600.0;
/// The family of the type.
const FAMILY: &str = "Alegreya Sans";

/// The drawing, 1600 by 2560 units.
#[must_use]
pub fn drawn_cover(metadata: &Metadata, fonts: &FontBook) -> String {
    let seed = Sha256::digest(metadata.title.as_bytes());
    let second = SECOND[usize::from(seed[0]) % SECOND.len()];
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"{FAMILY}\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"{PAPER}\"/>\n"
    );
    motif(&mut svg, &seed, second);
    let bold = fonts.find(FAMILY, true, false).map(|face| fonts.face(face));
    let regular = fonts.find(FAMILY, false, false).map(|face| fonts.face(face));
    let room = f64::from(WIDTH) - 2.0 * MARGIN;
    let (size, lines) = title(&metadata.title, bold, room);
    let mut y = MARGIN + size * 0.72;
    for line in &lines {
        text(&mut svg, (MARGIN, y), size, 700, line);
        y += size * 0.92;
    }
    let small = 74.0_f64.min(size);
    let mut y = y - size * 0.92 + small * 1.9;
    for line in metadata.subtitle.iter().flat_map(|subtitle| wrapped(subtitle, regular, room / small)) {
        text(&mut svg, (MARGIN, y), small, 400, &line);
        y += small * 1.2;
    }
    // The author stands in the motif's ground at the foot, on paper again.
    let authors = metadata.author_line();
    let lines = wrapped(&authors, regular, room / small);
    y += small * 0.8;
    for line in lines.iter().take(3) {
        text(&mut svg, (MARGIN, y), small, 700, line);
        y += small * 1.2;
    }
    svg.push_str("</svg>\n");
    svg
}

/// The largest size at which the title stands in a few well-filled lines, and the lines.
fn title(title: &str, face: Option<&Face>, room: f64) -> (f64, Vec<String>) {
    let words: Vec<&str> = title.split_whitespace().collect();
    let mut best = (60.0, wrapped(title, face, room / 60.0));
    let widest_word = words.iter().map(|word| width(word, face)).fold(0.1, f64::max);
    // A line may be as long as the widest word or any longer stretch: each such measure gives a size.
    for steps in 0..48 {
        let measure = widest_word * (1.0 + f64::from(steps) * 0.12);
        let lines = wrapped(title, face, measure);
        let widest = lines.iter().map(|line| width(line, face)).fold(0.1, f64::max);
        let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let size = (room / widest).min((TYPE_FOOT - 2.0 * MARGIN - 320.0) / (f64::from(count) * 0.92)).min(460.0);
        if size > best.0 + 0.5 {
            best = (size, lines);
        }
    }
    best
}

/// Words in lines of at most a measure, given in ems.
fn wrapped(text: &str, face: Option<&Face>, measure: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), face) <= measure + 1e-6 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// How wide a text is in ems.
#[expect(clippy::cast_precision_loss, reason = "advances are below 2^16")]
fn width(text: &str, face: Option<&Face>) -> f64 {
    let Some(face) = face else { return text.chars().count() as f64 * 0.6 };
    let units = face.metrics().units_per_em.max(1) as f64;
    text.chars().map(|letter| face.glyph(letter).map_or(0.6, |glyph| face.advance(glyph) as f64 / units)).sum()
}

fn text(svg: &mut String, (x, y): (f64, f64), size: f64, weight: u32, words: &str) {
    let escaped = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let clean: String = escaped.chars().filter(|c| !c.is_control()).collect();
    let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size:.1}\" font-weight=\"{weight}\" fill=\"{INK}\">{clean}</text>");
}

/// The motif fills the lower third: a roofline, bars, steps or arcs, one part of it in the second ink.
fn motif(svg: &mut String, seed: &[u8], second: &str) {
    let count = 4 + usize::from(seed[1]) % 4;
    let chosen = usize::from(seed[2]) % count;
    let step = f64::from(WIDTH) / f64::from(u32::try_from(count).unwrap_or(4));
    let foot = f64::from(HEIGHT);
    let part = |svg: &mut String, at: usize, path: String| {
        let ink = if at == chosen { second } else { INK };
        let _ = writeln!(svg, "<path d=\"{path}\" fill=\"{ink}\"/>");
    };
    for at in 0..count {
        let x = step * f64::from(u32::try_from(at).unwrap_or(0));
        let lift = if at == chosen { 220.0 } else { 0.0 };
        let varied = f64::from(seed[3 + at % 20]) / 255.0;
        let path = match seed[31] % 4 {
            // A factory's roof.
            0 => format!("M {x} {foot} V {} L {} {} V {foot} Z", 2200.0 - lift, x + step, 2200.0 - lift - step * 0.6),
            // Bars of many heights.
            1 => format!("M {} {foot} V {} H {} V {foot} Z", x + step * 0.08, 2330.0 - 420.0 * varied - lift * 0.6, x + step * 0.92),
            // Steps.
            2 => format!(
                "M {x} {foot} V {} H {} V {foot} Z",
                2420.0 - 90.0 * f64::from(u32::try_from(at).unwrap_or(0)) - lift * 0.3,
                x + step
            ),
            // Wedges.
            _ => format!("M {x} {foot} L {} {} L {} {foot} Z", x + step * 0.5, 1960.0 - lift * 0.5 + 200.0 * varied, x + step),
        };
        part(svg, at, path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_margin() {
        let fonts = FontBook::bundled();
        let face = fonts.find(FAMILY, true, false).map(|face| fonts.face(face));
        let room = f64::from(WIDTH) - 2.0 * MARGIN;
        let long = "An Inquiry into the Nature and Causes of the Wealth of Nations, with Notes, Appendices and Donaudampfschifffahrtsgesellschaften";
        for words in ["A", "In Whose Hands?", "Рабочая оппозиция", long] {
            let (size, lines) = title(words, face, room);
            assert!(lines.iter().all(|line| width(line, face) * size <= room + 1.0), "{words}: {size} {lines:?}");
            assert_eq!(lines.join(" "), words);
        }
        let svg = drawn_cover(&Metadata { title: "A < B & C".into(), ..Metadata::default() }, &fonts);
        assert!(resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).is_ok());
    }
}
