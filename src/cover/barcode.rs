//! The bar code of an ISBN: EAN-13 (ISO/IEC 15420; GS1 General Specifications, 5.2).
//!
//! The symbol is 95 modules wide: a guard `101`, six digits of seven modules each, a guard `01010`, six digits, a guard `101`. A 1 is a
//! bar. The digits of the right half have one set of patterns, of even parity. A digit of the left half has the same pattern either
//! mirrored, which keeps the parity even, or inverted, which makes it odd. The sequence of the six parities encodes the first digit of the
//! number, which has no bars of its own.
use std::fmt::Write;

/// The width of the symbol, in modules.
pub const MODULES: usize = 95;
/// The width of a module, in millimetres, at a magnification of 1.
pub(super) const MODULE: f64 = 0.33;
/// The quiet zones to the left and to the right of the symbol, in modules.
const QUIET: [f64; 2] = [11.0, 7.0];
/// The height of the bars, in millimetres.
const HEIGHT: f64 = 22.85;
/// The extra length of the guard bars, in modules.
const GUARD: f64 = 5.0;
/// The white around everything, in millimetres.
const PADDING: f64 = 1.5;
/// The family of the digits. Its figures are of equal height, and its zero does not look like the letter O.
const FAMILY: &str = "Literata";

/// The width of the white box that holds the symbol, in millimetres.
pub(super) const WIDTH: f64 = (QUIET[0] + 95.0 + QUIET[1]) * MODULE + 2.0 * PADDING;
/// The height of the box, in millimetres: the line with the ISBN, the bars, the digits.
pub(super) const BOX_HEIGHT: f64 = PADDING + 3.6 + HEIGHT + 3.4 + PADDING;

/// The patterns of the digits in the right half. A set bit is a bar.
const RIGHT: [u8; 10] =
    [0b111_0010, 0b110_0110, 0b110_1100, 0b100_0010, 0b101_1100, 0b100_1110, 0b101_0000, 0b100_0100, 0b100_1000, 0b111_0100];
/// For each first digit, the parities of the left half. The highest bit is the first digit of that half. A set bit means even parity.
const PARITY: [u8; 10] = [0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101, 0b01_0110, 0b01_1010];

/// The modules of an EAN-13 symbol. `true` is a bar. `None` if `number` is not thirteen digits, or its check digit is wrong.
#[must_use]
pub fn modules(number: &str) -> Option<[bool; MODULES]> {
    let digits: Vec<usize> = number.chars().map(|digit| digit.to_digit(10).map(|digit| digit as usize)).collect::<Option<_>>()?;
    let sum: usize = digits.iter().enumerate().map(|(at, digit)| digit * if at % 2 == 0 { 1 } else { 3 }).sum();
    if digits.len() != 13 || !sum.is_multiple_of(10) {
        return None;
    }
    let mut bars = Vec::with_capacity(MODULES);
    let mut put = |pattern: u8, count: u32| bars.extend((0..count).rev().map(|bit| pattern >> bit & 1 == 1));
    put(0b101, 3);
    for (at, digit) in digits[1..7].iter().enumerate() {
        let even = PARITY[digits[0]] >> (5 - at) & 1 == 1;
        let right = RIGHT[*digit];
        // Seven bits, mirrored or inverted.
        put(if even { right.reverse_bits() >> 1 } else { !right & 0x7F }, 7);
    }
    put(0b01010, 5);
    digits[7..].iter().for_each(|digit| put(RIGHT[*digit], 7));
    put(0b101, 3);
    bars.try_into().ok()
}

/// Draws the symbol on a white box with the given upper left corner. `unit` is a millimetre in the units of the drawing. Draws nothing if
/// `isbn` is not thirteen digits with a correct check digit.
pub(super) fn draw(svg: &mut String, isbn: &str, (left, top): (f64, f64), unit: f64) {
    let Some(bars) = modules(isbn) else { return };
    let (width, height, module) = (WIDTH * unit, BOX_HEIGHT * unit, MODULE * unit);
    let _ = writeln!(svg, "<rect x=\"{left:.3}\" y=\"{top:.3}\" width=\"{width:.3}\" height=\"{height:.3}\" fill=\"#ffffff\"/>");
    let start = left + PADDING * unit + QUIET[0] * module;
    let head = top + (PADDING + 3.6) * unit;
    let mut path = String::new();
    let mut at = 0;
    while at < MODULES {
        let run = bars[at..].iter().take_while(|bar| **bar).count();
        if run > 0 {
            let guard = at < 3 || (45..50).contains(&at) || at >= 92;
            let foot = head + HEIGHT * unit + if guard { GUARD * module } else { 0.0 };
            let (from, to) = (start + at as f64 * module, start + (at + run) as f64 * module);
            let _ = write!(path, "M{from:.4} {head:.4}H{to:.4}V{foot:.4}H{from:.4}Z");
        }
        at += run.max(1);
    }
    let _ = writeln!(svg, "<path d=\"{path}\" fill=\"#000000\"/>");
    let mut text = |x: f64, y: f64, size: f64, words: &str| {
        let _ = writeln!(
            svg,
            "<text x=\"{x:.3}\" y=\"{y:.3}\" font-family=\"{FAMILY}\" font-size=\"{size:.3}\" text-anchor=\"middle\" fill=\"#000000\">{words}</text>"
        );
    };
    text(start + MODULES as f64 / 2.0 * module, head - 1.0 * unit, 2.9 * unit, &format!("ISBN {isbn}"));
    let line = head + (HEIGHT + 2.9) * unit;
    for (at, digit) in isbn.chars().enumerate() {
        let middle = match at {
            0 => -6.5,
            1..=6 => 3.0 + 7.0 * (at as f64 - 0.5),
            _ => 50.0 + 7.0 * (at as f64 - 6.5),
        };
        text(start + middle * module, line, 3.5 * unit, &digit.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bars_follow_the_standard() {
        // GS1 General Specifications, figure 5.2.1.2: the patterns of each digit.
        let bars = modules("5901234123457").expect("an EAN");
        let text: String = bars.iter().map(|bar| if *bar { '1' } else { '0' }).collect();
        assert_eq!(
            text,
            "101\
             0001011\
             0100111\
             0110011\
             0010011\
             0111101\
             0011101\
             01010\
             1100110\
             1101100\
             1000010\
             1011100\
             1001110\
             1000100\
             101"
        );
        assert_eq!(modules("5901234123458"), None);
        assert_eq!(modules("590123412345"), None);
        assert_eq!(modules("590123412345X"), None);
    }
}
