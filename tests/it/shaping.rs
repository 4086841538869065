//! Compares the shaper with HarfBuzz: `tests/fixtures/shape/*.json` is the output of `hb-shape` 6.0.0 for the lines of `mix.txt` in
//! the bundled fonts. Every glyph, cluster, advance and offset must be the same.
use std::fs;
use std::path::{Path, PathBuf};

use chapbook::font::{Feature, FontBook, Shaper};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/shape")
}

fn feature(tag: [u8; 4], value: u32) -> Feature {
    Feature { tag, value }
}

/// Returns the features that a file name contains.
fn features(name: &str) -> Vec<Feature> {
    match name {
        "default" => Vec::new(),
        "noliga_nokern" => vec![feature(*b"liga", 0), feature(*b"kern", 0)],
        "smcp_onum" => vec![feature(*b"smcp", 1), feature(*b"onum", 1)],
        other => panic!("unknown feature in a file name: {other}"),
    }
}

/// Glyph, cluster, advance, and the offsets in x and y.
type PlacedItem = (i64, i64, i64, i64, i64);

fn expected(line: &str) -> Vec<PlacedItem> {
    let glyphs: Vec<Value> = serde_json::from_str(line).unwrap();
    let number = |glyph: &Value, key: &str| glyph[key].as_i64().unwrap();
    let placed = |glyph: &Value| (number(glyph, "g"), number(glyph, "cl"), number(glyph, "ax"), number(glyph, "dx"), number(glyph, "dy"));
    glyphs.iter().map(placed).collect()
}

#[test]
fn glyphs_equal_those_of_harfbuzz() {
    let lines = fs::read_to_string(folder().join("mix.txt")).unwrap();
    // In each line, HarfBuzz uses the script of the first letter.
    let scripts = [*b"cyrl", *b"grek", *b"latn"];
    let fonts = FontBook::bundled();
    let mut compared = 0;
    for family in ["Literata", "Alegreya"] {
        let id = fonts.find(family, false, false).unwrap();
        for set in ["default", "noliga_nokern", "smcp_onum"] {
            let name = format!("{}.{set}.json", family.to_lowercase());
            let theirs = fs::read_to_string(folder().join(&name)).unwrap();
            assert_eq!(theirs.lines().count(), lines.lines().count(), "{name}");
            for ((line, theirs), script) in lines.lines().zip(theirs.lines()).zip(scripts) {
                let glyphs = Shaper::new(id, fonts.face(id), &features(set), script, None).shape(line);
                let ours: Vec<PlacedItem> = glyphs
                    .iter()
                    .map(|glyph| {
                        (glyph.id.into(), glyph.cluster.into(), glyph.advance.into(), glyph.x_offset.into(), glyph.y_offset.into())
                    })
                    .collect();
                assert_eq!(ours, expected(theirs), "{name}: {line}");
                compared += ours.len();
            }
        }
    }
    assert!(compared > 1500, "only {compared} glyphs were compared");
}

/// In right-to-left text, parentheses are mirrored.
#[test]
fn the_script_decides_the_direction() {
    let fonts = FontBook::bundled();
    let id = fonts.find("Alegreya", false, false).unwrap();
    let ids = |script: [u8; 4], text: &str| -> Vec<(u16, u32)> {
        Shaper::new(id, fonts.face(id), &[], script, None).shape(text).iter().map(|glyph| (glyph.id, glyph.cluster)).collect()
    };
    let (open, close) = (ids(*b"latn", "(")[0].0, ids(*b"latn", ")")[0].0);
    assert_eq!(ids(*b"latn", "(."), [(open, 0), (ids(*b"latn", ".")[0].0, 1)]);
    assert_eq!(ids(*b"hebr", "(."), [(ids(*b"latn", ".")[0].0, 1), (close, 0)]);
}
