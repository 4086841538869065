//! The text position along a line: the numbers of a `TJ` array, which move it to the next glyph, and how numbers are written.
use crate::pdf::fonts::encoding::bytes;
use crate::pdf::fonts::usage::FaceUse;
use crate::units::Length;

/// The text position that a reader has reached, and what is open in the stream.
#[derive(Clone, Copy)]
pub(crate) struct Pen {
    /// The position, in thousandths of a scaled point.
    pub(crate) at: i64,
    /// The unit of numbers in a `TJ` array: a thousandth of the font size, in thousandths of a scaled point.
    pub(crate) unit: i64,
    /// The character spacing, in thousandths of a scaled point.
    pub(crate) gap: i64,
    /// The word spacing, which is added after each space.
    pub(crate) word: i64,
    pub(crate) open: OpenText,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpenText {
    Nothing,
    /// A `TJ` array between two strings.
    Array,
    /// A string within a `TJ` array.
    String,
}

impl Pen {
    /// Shows a code at a position.
    pub(crate) fn code(&mut self, out: &mut Vec<u8>, code: u16, place: Length, face: &FaceUse) {
        // Positive numbers move backwards (ISO 32000-1, 9.4.3).
        let off = self.at - place.0 * 1000;
        let half = self.unit / 2;
        // The position is usually already right; then no division is needed.
        let kern = if off.abs() < self.unit - half { 0 } else { (if off >= 0 { off + half } else { off - half }) / self.unit };
        if self.open == OpenText::Nothing {
            out.push(b'[');
            self.open = OpenText::Array;
        }
        if kern != 0 {
            if self.open == OpenText::String {
                out.push(b')');
            }
            write_integer(out, kern);
            self.open = OpenText::Array;
            self.at -= kern * self.unit;
        }
        if self.open == OpenText::Array {
            out.push(b'(');
            self.open = OpenText::String;
        }
        // Literal strings are half as long as hexadecimal ones (ISO 32000-1, 7.3.4.2).
        match bytes(code) {
            // No one-byte code needs an escape: `is_reserved` in `usage.rs` excludes those that would.
            ([byte, _], 1) => out.push(byte),
            (both, _) => both.iter().for_each(|byte| match *byte {
                byte @ (b'(' | b')' | b'\\') => out.extend_from_slice(&[b'\\', byte]),
                b'\r' => out.extend_from_slice(b"\\r"),
                byte => out.push(byte),
            }),
        }
        self.at += face.width(code) * self.unit + self.gap;
    }

    /// Ends the array.
    pub(crate) fn close(&mut self, out: &mut Vec<u8>) {
        match self.open {
            OpenText::Nothing => return,
            OpenText::Array => out.extend_from_slice(b"]TJ\n"),
            OpenText::String => out.extend_from_slice(b")]TJ\n"),
        }
        self.open = OpenText::Nothing;
    }
}

/// A length in thousandths of a point, rounded.
pub(crate) fn thousandths(length: Length) -> i64 {
    (length.0 * 1000 + if length.0 >= 0 { 32_768 } else { -32_768 }) / 65_536
}

pub(crate) fn write_hex(out: &mut Vec<u8>, unit: u16) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for shift in [12, 8, 4, 0] {
        out.push(DIGITS[usize::from(unit >> shift & 15)]);
    }
}

pub(crate) fn write_integer(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

pub(crate) fn write_thousandths(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    let value = value.abs();
    write_integer(out, value / 1000);
    let mut part = value % 1000;
    if part != 0 {
        out.push(b'.');
        let mut place = 100;
        while part != 0 {
            out.push(b'0' + (part / place) as u8);
            part %= place;
            place /= 10;
        }
    }
}
