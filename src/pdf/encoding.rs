//! How the codes of a face's strings are read: as glyphs, as widths, as text.
//!
//! Frequent codes are one byte, the others two (ISO 32000-1, 9.7.6.2): pages are a third smaller than with two bytes throughout,
//! and word spacing can be used, which acts on the single byte 32 only.
use std::fmt::Write;

use super::usage::{Code, FaceUse, SINGLE};

/// Which codes there are, and that each is the number of its glyph: the face's own `Encoding`.
pub(super) fn encoding() -> String {
    let mut map = begin("CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n", "Chapbook-H", 1);
    let last = SINGLE - 1;
    let _ = write!(map, "2 begincidrange\n<00> <{last:02X}> 0\n<{SINGLE:02X}00> <FFFF> {SINGLE}\nendcidrange\n");
    map.push_str(END);
    map
}

const END: &str = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

fn begin(start: &str, name: &str, kind: u8) -> String {
    let (registry, ordering) = ("Adobe", if kind == 1 { "Identity" } else { "UCS" });
    let last = SINGLE - 1;
    format!(
        "/{start}/CIDSystemInfo <</Registry ({registry}) /Ordering ({ordering}) /Supplement 0>> def\n/CMapName /{name} def\n\
         /CMapType {kind} def\n2 begincodespacerange\n<00> <{last:02X}>\n<{SINGLE:02X}00> <FFFF>\nendcodespacerange\n"
    )
}

/// The bytes of a code.
pub(super) fn bytes(code: u16) -> ([u8; 2], usize) {
    if code < SINGLE { ([code.to_be_bytes()[1], 0], 1) } else { ((code - SINGLE + (SINGLE << 8)).to_be_bytes(), 2) }
}

/// The codes with what they stand for.
fn codes(face: &FaceUse) -> impl Iterator<Item = (u16, &Code)> {
    (0..).zip(&face.codes).filter_map(|(code, own): (u16, _)| Some((code, own.as_ref()?)))
}

/// What the codes stand for as text: `ToUnicode` (ISO 32000-1, 9.10.3).
pub(super) fn to_unicode(face: &FaceUse) -> String {
    let mut map = begin("CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n", "Adobe-Identity-UCS", 2);
    let all: Vec<(u16, &Code)> = codes(face).collect();
    for chunk in all.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", chunk.len());
        for (code, own) in chunk {
            let (bytes, length) = bytes(*code);
            map.push('<');
            bytes[..length].iter().for_each(|byte| {
                let _ = write!(map, "{byte:02X}");
            });
            map.push_str("> <");
            own.text.encode_utf16().for_each(|unit| {
                let _ = write!(map, "{unit:04X}");
            });
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str(END);
    map
}

/// The glyph of each code, two bytes each: `CIDToGIDMap` (ISO 32000-1, 9.7.4.2).
pub(super) fn glyphs(face: &FaceUse) -> Vec<u8> {
    face.codes.iter().flat_map(|code| code.as_ref().map_or(0, |code| code.glyph).to_be_bytes()).collect()
}

/// The widths of the codes, in runs that begin with a code: `W` (ISO 32000-1, 9.7.4.3).
pub(super) fn widths(face: &FaceUse) -> Vec<(u16, Vec<i64>)> {
    let mut runs: Vec<(u16, Vec<i64>)> = Vec::new();
    for (code, own) in codes(face) {
        match runs.last_mut() {
            Some((first, widths)) if usize::from(*first) + widths.len() == usize::from(code) => widths.push(own.width),
            _ => runs.push((code, vec![own.width])),
        }
    }
    runs
}
