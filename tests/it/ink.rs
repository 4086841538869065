//! Pages that save ink: rules are thinner and pictures lighter, and the text is still black.
use std::fs;
use std::path::Path;
use std::process::Command;

use chapbook::artwork::Gallery;
use chapbook::diagnostic::Sink;
use chapbook::edition::InkUse;
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{PageItem, Pages, Paint, Segment, typeset};
use chapbook::units::Length;

use crate::support::tools::tool;

const TEXT: &str =
    "# One\n\n## Section\n\nTerm\n: It **means** this.\n\n> [!NOTE]\n> Take note.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n- [ ] to do\n";

/// Sets the text as a handout with this use of ink.
fn set(ink: InkUse, proof: impl Fn(&Pages, &FontBook)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, format!("---\ntitle: T\nlang: en\n---\n\n{TEXT}")).unwrap();
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let manuscript = manuscript::read(&path, &mut sources, &sink).unwrap();
    let mut edition = manuscript.all_editions().find(|edition| edition.name == "handout").unwrap().clone();
    edition.design.ink = ink;
    let resolution = resolve(&manuscript.document, &edition, &sources, &sink);
    let book = Book { document: &manuscript.document, resolution: &resolution, edition: &edition };
    proof(&typeset(&book, &fonts, &Gallery::default(), &sink), &fonts);
}

/// Returns the words that are set in a bold face.
fn bold(pages: &Pages, fonts: &FontBook) -> Vec<String> {
    let lines = pages.pages.iter().flat_map(|page| &page.items).filter_map(|placed| match &placed.item {
        PageItem::Line(line) => Some(line),
        _ => None,
    });
    let runs =
        lines.flat_map(|line| &line.segments).filter_map(|segment| if let Segment::Glyphs(run) = segment { Some(run) } else { None });
    runs.inspect(|run| assert_eq!(run.paint, Paint::BLACK))
        .filter(|run| fonts.face(run.face).bold)
        .map(|run| run.text.to_string())
        .collect()
}

/// Returns the thickness of all rules.
fn rules(pages: &Pages) -> Vec<Length> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|placed| if let PageItem::Rule(size) = &placed.item { Some(size.width.min(size.height)) } else { None }).collect()
}

#[test]
fn only_the_authors_emphasis_is_bold_and_rules_are_thin() {
    set(InkUse::Full, |pages, fonts| {
        let bold = bold(pages, fonts);
        assert!(["One", "Section", "Term", "Note", "means"].iter().all(|word| bold.iter().any(|own| own == word)), "{bold:?}");
    });
    set(InkUse::Full, |pages, _| assert!(rules(pages).iter().any(|rule| *rule > Length::from_pt(0.7))));
    set(InkUse::Saving, |pages, fonts| {
        assert_eq!(bold(pages, fonts), ["means"]);
        let rules = rules(pages);
        assert!(rules.iter().all(|rule| *rule >= Length::from_pt(0.25) && *rule <= Length::from_pt(0.5)), "{rules:?}");
    });
}

/// Renders all pages and returns their mean darkness, from 0 (white) to 1 (black).
fn darkness(pdf: &Path) -> Option<f64> {
    // The header of each image is so short that it does not matter.
    let dots = tool("pdftoppm", &["-r", "50", "-gray"], pdf)?;
    Some(dots.iter().map(|dot| f64::from(255 - dot)).sum::<f64>() / 255.0 / dots.len() as f64)
}

#[test]
fn dark_pictures_take_half_the_ink_and_have_no_colour() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).unwrap();
    write("a.md", b"# One\n\n![A photograph](dark.png \"A photograph.\")\n\n![Bars](bars.svg \"Bars.\")\n");
    let mut photograph = image::RgbImage::new(600, 300);
    photograph.enumerate_pixels_mut().for_each(|(x, y, pixel)| pixel.0 = [u8::try_from((x + y) % 120).unwrap(), 20, 60]);
    photograph.save(folder.path().join("dark.png")).unwrap();
    write(
        "bars.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 100'><rect width='300' height='100' fill='#013'/>\
          <path d='M20 20H90V80H20Z' fill='#c00'/><path d='M110 50h8v8h-8z' fill='#fff'/></svg>",
    );
    write(
        "book.toml",
        b"[book]\ntitle = \"T\"\nlanguage = \"en\"\n[matter]\nbody = [\"a.md\"]\n[[edition]]\nname = \"full\"\nextends = \"handout\"\n\
          [[edition]]\nname = \"saving\"\nextends = \"handout\"\ndesign.ink = \"saving\"\n",
    );
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook")).arg("build").arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let dark = |name: &str| darkness(&folder.path().join(format!("dist/t-{name}.pdf")));
    let (Some(full), Some(saving)) = (dark("full"), dark("saving")) else { return };
    assert!(full > 0.05 && saving < full / 2.0, "{full} and {saving}");
    let coloured = tool("pdftoppm", &["-r", "50"], &folder.path().join("dist/t-saving.pdf")).unwrap();
    let header = coloured.windows(4).position(|four| four == b"255\n").unwrap() + 4;
    assert!(coloured[header..].chunks_exact(3).take(400 * 500).all(|dot| dot[0] == dot[1] && dot[1] == dot[2]));
}
