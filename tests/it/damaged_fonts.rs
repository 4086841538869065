//! Damaged fonts of the user: a build uses each of them or reports it with its file, and none stops the build.
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::support::made_fonts::{Style, bundled, collection, styled, variable, woff2};
use crate::support::mutation::{Numbers, run};

/// The time that a book of one page may take, on a busy machine.
const LIMIT: Duration = Duration::from_secs(30);
/// The memory that a process may use, in kilobytes.
const MEMORY: usize = 3_000_000;

const TOML: &str = "[book]\ntitle = \"T\"\nlanguage = \"en\"\n[lints]\nallow = [\"missing-style\"]\n[design]\n\
                    text-face = \"Mine\"\nheading-face = \"Mine\"\ntitle-pages = false\ncontents = false\n";
const CHAPTER: &str = "# One\n\nSphinx of black quartz, judge my vow: the *five* affable **officers** filed off at 10:45.\n\
                       [Small capitals]{.smallcaps}, ÄÖÜ, “Why?”—AVATAR.\n\n![A drawing](d.svg)\n";
const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"40\">\
                       <text x=\"5\" y=\"25\" font-family=\"Mine\" font-size=\"16\">Affable officers</text></svg>";

/// The fonts to damage, each with the name of its file.
fn originals() -> Vec<(&'static str, Vec<u8>)> {
    let mine = |path: &str| styled(&bundled(path), Style::new("Mine", "Regular", 400));
    let latin_modern = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts/latin-modern/lmroman10-regular.otf")).unwrap();
    let sans = mine("alegreya-sans/AlegreyaSans-Regular.ttf");
    vec![
        ("Mine.ttf", mine("alegreya/Alegreya-Regular.ttf")),
        ("Mine.otf", styled(&latin_modern, Style::new("Mine", "Regular", 400))),
        ("MineMono.ttf", mine("jetbrains-mono/JetBrainsMono-Regular.ttf")),
        ("MineVariable.ttf", variable(&sans)),
        ("MineReadable.ttf", mine("atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf")),
        ("Mine.woff2", woff2(&sans)),
        ("MineLarge.ttf", mine("literata/Literata-Regular.ttf")),
        ("Mine.ttc", collection(&[sans.clone(), mine("gentium-plus/GentiumPlus-Regular.ttf")])),
    ]
}

/// The place of a table of a font.
fn table(font: &[u8], tag: &[u8]) -> Option<std::ops::Range<usize>> {
    let record = (12..font.len().min(400)).step_by(16).find(|at| font.get(*at..at + 4) == Some(tag))?;
    let number = |at: usize| Some(u32::from_be_bytes(font.get(at..at + 4)?.try_into().ok()?) as usize);
    let start = number(record + 8)?;
    (start < font.len()).then_some(start..(start + number(record + 12)?).min(font.len()))
}

/// Damages a font in one of eight ways.
fn mutate(font: &[u8], way: usize, numbers: &mut Numbers) -> Vec<u8> {
    const TABLES: [&[u8]; 14] =
        [b"glyf", b"loca", b"cmap", b"CFF ", b"GSUB", b"GPOS", b"hmtx", b"maxp", b"hhea", b"head", b"GDEF", b"OS/2", b"name", b"gvar"];
    let mut bytes = font.to_vec();
    let any = 0..font.len();
    let found = (0..20).find_map(|_| table(font, TABLES[numbers.below(TABLES.len())])).unwrap_or(any.clone());
    let part = |range: &std::ops::Range<usize>, numbers: &mut Numbers| {
        let start = range.start + numbers.below(range.len());
        start..(start + 1 + numbers.below(2000)).min(range.end)
    };
    match way {
        // Bits are flipped anywhere, or in a table.
        0 => (0..1 + numbers.below(40)).for_each(|_| bytes[numbers.below(font.len())] ^= 1 << numbers.below(8)),
        1 | 2 => (0..1 + numbers.below(12)).for_each(|_| bytes[found.start + numbers.below(found.len())] ^= 1 << numbers.below(8)),
        // A range is zero, or noise.
        3 => bytes[part(&any, numbers)].fill(0),
        4 => bytes[part(&found, numbers)].fill(0),
        5 => bytes[part(&found, numbers)].iter_mut().for_each(|byte| *byte = u8::try_from(numbers.below(256)).unwrap()),
        // The file ends too early, or a range is missing.
        6 => bytes.truncate(font.len() / 20 + numbers.below(font.len() * 19 / 20)),
        _ => drop(bytes.drain(part(&any, numbers))),
    }
    bytes
}

/// Builds a book with a damaged font, and a sound bold face of its family. Fails with a message if the build is too slow or does not succeed.
fn built(folder: &Path, name: &str, font: &[u8]) -> Result<Used, String> {
    let file = folder.join("fonts").join(name);
    fs::write(&file, font).unwrap();
    let mut build = Command::new("sh");
    build.args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" build \"$1\" --message-format short")]);
    build.arg(env!("CARGO_BIN_EXE_chapbook")).arg(folder);
    let ended = run(&mut build, &folder.join("log"), LIMIT);
    fs::remove_file(&file).unwrap();
    let Some((code, message)) = ended else { return Err(format!("not finished after {LIMIT:?}")) };
    let reported = message.lines().any(|line| line.contains("unusable-font") && line.contains(name));
    match code {
        Some(0) if reported => Ok(Used::Skipped),
        Some(0) => Ok(Used::Set),
        _ => Err(format!("exit code {code:?}: {message}")),
    }
}

/// What became of a font.
#[derive(Debug, PartialEq, Eq)]
enum Used {
    Set,
    Skipped,
}

fn book() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let bold = styled(&bundled("alegreya/Alegreya-Bold.ttf"), Style::new("Mine", "Bold", 700));
    fs::create_dir(folder.path().join("fonts")).unwrap();
    for (name, bytes) in [("book.toml", TOML.as_bytes()), ("a.md", CHAPTER.as_bytes()), ("d.svg", DRAWING.as_bytes())] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    fs::write(folder.path().join("fonts/Bold.ttf"), bold).unwrap();
    folder
}

/// Damages fonts in many ways and builds a book with each.
fn check(count: usize) {
    let folder = book();
    let originals = originals();
    let mut numbers = Numbers(21);
    let (mut wrong, mut set, mut skipped) = (Vec::new(), 0, 0);
    for nth in 0..count {
        let (name, original) = &originals[nth % originals.len()];
        let way = (nth + nth / originals.len()) % 8;
        let font = mutate(original, way, &mut numbers);
        match built(folder.path(), name, &font) {
            Ok(Used::Set) => set += 1,
            Ok(Used::Skipped) => skipped += 1,
            Err(error) => {
                wrong.push(format!("{nth}-{way}-{name}: {error}"));
                if let Some(keep) = std::env::var_os("MUTATED_OUT") {
                    fs::write(Path::new(&keep).join(format!("{nth}-{way}-{name}")), &font).unwrap();
                }
            }
        }
    }
    println!("of {count} damaged fonts, {set} were used and {skipped} were skipped");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(set * 5 > count && skipped * 5 > count, "{set} were used, {skipped} were skipped");
}

/// The tables of the font pass the first check, so the damage shows only when the outlines are used.
#[test]
fn a_font_whose_outlines_are_damaged_is_reported_and_the_book_is_set_without_it() {
    let folder = book();
    let (name, mut font) = originals().swap_remove(0);
    let outlines = table(&font, b"glyf").unwrap();
    font[outlines].fill(0x7F);
    fs::write(folder.path().join("fonts").join(name), font).unwrap();
    let build = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_chapbook"))
            .arg("build")
            .arg(folder.path())
            .args(arguments)
            .args(["--message-format", "short"])
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for arguments in [&[][..], &["--format", "epub"], &["--format", "pdf"]] {
        let (code, message) = build(arguments);
        assert_eq!(code, Some(0), "{message}");
        assert_eq!(message.matches("`fonts/Mine.ttf` is damaged: the outline of its glyph 0 cannot be drawn").count(), 1, "{message}");
    }
    // Without its bold face, the family has no face left.
    fs::remove_file(folder.path().join("fonts/Bold.ttf")).unwrap();
    let (code, message) = build(&[]);
    assert_eq!(code, Some(1), "{message}");
    assert!(message.contains("unusable-font") && message.contains("error[unknown-face]"), "{message}");
}

#[test]
fn damaged_fonts_are_used_or_reported() {
    check(24);
}

/// `just prove` runs this.
#[test]
#[ignore = "takes a minute or more"]
fn two_hundred_damaged_fonts_are_used_or_reported() {
    check(200);
}
