//! The tables that map the codes of strings to glyphs, widths and text.
//!
//! A code maps to a CID, and a CID to a glyph (ISO 32000-1, 9.7.4.2). In a TrueType font the CID equals the code, and `CIDToGIDMap` gives
//! the glyph. In a CFF font `CIDToGIDMap` has no effect: the CID equals the glyph number, and the font's own CMap maps the code to it.
//!
//! Frequent codes are one byte, the others two (ISO 32000-1, 9.7.6.2). Pages are a third smaller than with two bytes throughout, and word
//! spacing works, because it applies only to the single byte 32.
use std::fmt::Write;

use crate::pdf::fonts::usage::{CharacterCode, FaceUse, SINGLE};

/// The name of the CMap that all TrueType fonts share.
pub(crate) const COMMON: &str = "Chapbook-H";

/// The `Encoding` of TrueType fonts. It has the code ranges, and makes each code its own CID.
pub(crate) fn encoding() -> String {
    let mut map = begin(START, COMMON, 1);
    let last = SINGLE - 1;
    let _ = write!(map, "2 begincidrange\n<00> <{last:02X}> 0\n<{SINGLE:02X}00> <FFFF> {SINGLE}\nendcidrange\n");
    map.push_str(END);
    map
}

/// The name of the CMap of a CFF font.
pub(crate) fn own_name(postscript: &str) -> String {
    format!("Chapbook-{postscript}-H")
}

/// The `Encoding` of a CFF font: the code ranges, and the glyph of each code.
pub(crate) fn own_encoding(face: &FaceUse, name: &str) -> String {
    let mut map = begin(START, name, 1);
    // A block has at most a hundred entries.
    for chunk in codes(face).collect::<Vec<_>>().chunks(100) {
        let _ = writeln!(map, "{} begincidchar", chunk.len());
        for (code, own) in chunk {
            hexadecimal(&mut map, *code);
            let _ = writeln!(map, " {}", own.glyph);
        }
        map.push_str("endcidchar\n");
    }
    map.push_str(END);
    map
}

const START: &str = "CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n";
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
pub(crate) fn bytes(code: u16) -> ([u8; 2], usize) {
    if code < SINGLE { ([code.to_be_bytes()[1], 0], 1) } else { ((code - SINGLE + (SINGLE << 8)).to_be_bytes(), 2) }
}

/// Writes a code in the syntax of a CMap.
fn hexadecimal(map: &mut String, code: u16) {
    let (bytes, length) = bytes(code);
    map.push('<');
    bytes[..length].iter().for_each(|byte| {
        let _ = write!(map, "{byte:02X}");
    });
    map.push('>');
}

/// The codes in use.
fn codes(face: &FaceUse) -> impl Iterator<Item = (u16, &CharacterCode)> {
    (0..).zip(&face.codes).filter_map(|(code, own): (u16, _)| Some((code, own.as_ref()?)))
}

/// The text of each code: `ToUnicode` (ISO 32000-1, 9.10.3).
pub(crate) fn to_unicode(face: &FaceUse) -> String {
    let mut map = begin(START, "Adobe-Identity-UCS", 2);
    let all: Vec<(u16, &CharacterCode)> = codes(face).collect();
    for chunk in all.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", chunk.len());
        for (code, own) in chunk {
            hexadecimal(&mut map, *code);
            map.push_str(" <");
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
pub(crate) fn glyphs(face: &FaceUse) -> Vec<u8> {
    face.codes.iter().flat_map(|code| code.as_ref().map_or(0, |code| code.glyph).to_be_bytes()).collect()
}

/// The widths of the CIDs, in runs of consecutive CIDs: `W` (ISO 32000-1, 9.7.4.3).
pub(crate) fn widths(face: &FaceUse) -> Vec<(u16, Vec<i64>)> {
    let is_cff = face.subset.cff().is_some();
    let mut all: Vec<(u16, i64)> = codes(face).map(|(code, own)| (if is_cff { own.glyph } else { code }, own.width)).collect();
    // A glyph with several texts has several codes, but one width.
    all.sort_unstable();
    all.dedup();
    let mut runs: Vec<(u16, Vec<i64>)> = Vec::new();
    for (cid, width) in all {
        match runs.last_mut() {
            Some((first, widths)) if usize::from(*first) + widths.len() == usize::from(cid) => widths.push(width),
            _ => runs.push((cid, vec![width])),
        }
    }
    runs
}
