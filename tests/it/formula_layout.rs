//! The layout of formulas in the PDF: their sizes are those of LuaTeX, and their glyphs stand at the places that TeX's rules give.
use std::fmt::Write;
use std::fs;

use chapbook::build::{BuildRequest, build};
use chapbook::font::FontBook;
use chapbook::formula::{TextFace, read};
use chapbook::math::{BoxItem, FormulaLayout, MathBox, MathFace, Shape, WordBox, WordMeasurer};
use chapbook::units::Length;

use crate::support::shelf::Silent;
use crate::support::tools::{is_ci, pdftotext, tool_text};

/// Measures words: each character is half as wide as the size.
pub(crate) struct Halves;

impl WordMeasurer for Halves {
    fn measure(&self, text: &str, _: TextFace, size: Length) -> WordBox {
        let count = i64::try_from(text.chars().count()).unwrap();
        WordBox { width: size / 2 * count, ascent: size.scaled(7, 10), descent: Length::ZERO }
    }

    fn number(&self, _: &str) -> String {
        "1".to_owned()
    }
}

/// Sets a formula at ten points.
fn set(tex: &str, shape: Shape) -> MathBox {
    let fonts = FontBook::bundled();
    let (id, face) = fonts.math().unwrap();
    let face = MathFace::new(id, face).unwrap();
    let tree = read(tex, &Default::default()).unwrap_or_else(|error| panic!("{tex}: {error:?}"));
    FormulaLayout { face: &face, words: &Halves, size: Length::points(10) }.formula(&tree, shape)
}

#[test]
fn formulas_are_as_large_as_in_luatex() {
    let fonts = FontBook::bundled();
    let (id, face) = fonts.math().unwrap();
    let face = MathFace::new(id, face).unwrap();
    let layout = FormulaLayout { face: &face, words: &Halves, size: Length::points(10) };
    let (mut errors, mut high) = (Vec::new(), 0);
    let reference = fs::read_to_string("tests/fixtures/formulas/luatex.tsv").unwrap();
    for line in reference.lines().filter(|line| !line.starts_with('#')) {
        let [style, tex, width, height, depth] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let [width, height, depth] = [width, height, depth].map(|size| size.trim_end_matches("pt").parse::<f64>().unwrap());
        let shape = if style == "D" { Shape::Display } else { Shape::Inline };
        let set = layout.formula(&read(tex, &Default::default()).unwrap(), shape);
        errors.push(((set.width.to_pt() - width).abs() / width, tex.to_owned()));
        // A height may differ by 1 point, a tenth of the size of the face.
        high += usize::from((set.ascent.to_pt() - height).abs() < 1.0 && (set.descent.to_pt() - depth).abs() < 1.0);
    }
    errors.sort_by(|one, other| other.0.total_cmp(&one.0));
    let within = |bound: f64| errors.iter().filter(|(error, _)| *error <= bound).count() * 100 / errors.len();
    let worst = errors.iter().take(12).map(|(error, tex)| format!("{:.1} % {tex}\n", error * 100.0)).collect::<String>();
    assert!(errors.len() >= 100, "{}", errors.len());
    assert!(within(0.05) >= 94 && within(0.015) >= 93, "{} {}\n{worst}", within(0.05), within(0.015));
    assert!(high * 100 / errors.len() >= 97, "{high} of {}", errors.len());
}

/// The items of a box in reading order: signs with their places and sizes, rules with their sizes, all in hundredths of a point.
fn drawn(set: &MathBox) -> String {
    let mut out = String::new();
    let short = |length: Length| format!("{:.0}", length.to_pt() * 100.0);
    for placed in &set.items {
        let (x, y) = (short(placed.x), short(placed.y));
        match &placed.item {
            BoxItem::Glyph { size, text, .. } => writeln!(out, "{text} at {x},{y} size {}", short(*size)),
            BoxItem::Rule(size) => writeln!(out, "rule at {x},{y}: {} by {}", short(size.width), short(size.height)),
            BoxItem::Stroke { to, thickness } => writeln!(out, "line at {x},{y} to {},{}: {}", short(to.x), short(to.y), short(*thickness)),
            BoxItem::Words { text, size, .. } => writeln!(out, "\"{text}\" at {x},{y} size {}", short(*size)),
        }
        .unwrap();
    }
    out
}

#[test]
fn the_parts_of_formulas_have_their_places() {
    let mut all = String::new();
    for tex in [
        r"x_i^2 + \frac{a}{b}",
        r"\sqrt[3]{x}",
        r"\sum_{i=1}^n i",
        r"\int_0^1 f",
        r"\left(\frac{a}{b}\right)",
        r"\hat{f} \overline{z}",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"\cancel{x}",
        r"x \text{ if } y",
        r"\left\{ \begin{array}{l} a \\ b \\ c \\ d \\ e \\ f \end{array} \right.",
    ] {
        let set = set(tex, Shape::Display);
        let [width, ascent, descent] = [set.width, set.ascent, set.descent].map(|length| (length.to_pt() * 100.0).round());
        writeln!(all, "{tex}\nwidth {width}, height {ascent}, depth {descent}\n{}", drawn(&set)).unwrap();
    }
    insta::assert_snapshot!(all);
}

/// Builds a book of one chapter. Returns its folder, the path of its PDF, and the codes of its diagnostics.
fn book(chapter: &str) -> (tempfile::TempDir, std::path::PathBuf, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("book.toml", "[book]\ntitle = \"Signs\"\nlanguage = \"en\"\n");
    write("a.md", &format!("# One\n\n{chapter}\n"));
    let outcome = build(&BuildRequest { path: folder.path().to_owned(), ..BuildRequest::default() }, &Silent).unwrap();
    let pdf = outcome.written.iter().find(|path| path.extension().is_some_and(|ending| ending == "pdf")).unwrap().clone();
    let found = outcome.diagnostics.iter().map(|found| found.code.name.to_owned()).collect();
    (folder, pdf, found)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && *character != '\u{200b}').collect()
}

#[test]
fn formulas_are_copied_as_plain_signs() {
    let (_folder, pdf, found) = book(
        "Energy is $E=mc^2$, and $\\mathbb{R}\\ni\\alpha$.\n\n$$\\int_0^1 x\\,dx = \\frac{1}{2}$$\n\n\
         | a | b |\n|---|---|\n| $x^2$ | two |\n\n- item $y_1$\n\nA note.[^1]\n\n[^1]: With $z\\le 1$.\n",
    );
    assert!(found.is_empty(), "{found:?}");
    let Some(text) = pdftotext(&["-raw"], &pdf) else {
        assert!(!is_ci());
        return;
    };
    let text = squeezed(&text);
    for expected in ["EnergyisE=mc2,andR∋α.", "=12", "x2two", "itemy1", "Withz≤1."] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    if let Some(fonts) = tool_text("pdffonts", &[], &pdf) {
        assert!(fonts.contains("STIX"), "{fonts}");
    }
}

#[test]
fn each_formula_is_a_structure_element_with_its_source() {
    let (_folder, pdf, _) = book("Let $a+b=c$ be given.\n\n$$x = 1$$\n");
    let Some(structure) = tool_text("pdfinfo", &["-struct-text"], &pdf) else {
        assert!(!is_ci());
        return;
    };
    assert_eq!(structure.matches("Formula").count(), 2, "{structure}");
}

#[test]
fn numbers_stand_at_the_right_and_rows_have_their_own() {
    let (_folder, pdf, found) = book(
        "$$x = 1 \\label{eq:one}$$\n\nBy $\\eqref{eq:one}$:\n\n\\begin{align}\na &= b \\tag{A} \\\\\nc &= d \\label{eq:two}\n\\end{align}\n",
    );
    assert!(found.is_empty(), "{found:?}");
    let Some(text) = pdftotext(&["-layout"], &pdf) else {
        assert!(!is_ci());
        return;
    };
    let lines: Vec<String> = text.lines().map(squeezed).collect();
    for expected in ["x=1(1)", "By(1):", "a=b(A)", "c=d(2)"] {
        assert!(lines.iter().any(|line| line == expected), "{expected}\n{text}");
    }
}

#[test]
fn a_wide_formula_is_broken_before_its_relations() {
    let terms = |letter: &str| (1..=12).map(|at| format!("{letter}_{{{at}}}")).collect::<Vec<_>>().join("+");
    let (_folder, pdf, found) = book(&format!("$$f(x) = {} = {}$$\n", terms("a"), terms("b")));
    assert!(found.is_empty(), "{found:?}");
    let Some(text) = pdftotext(&["-layout"], &pdf) else {
        assert!(!is_ci());
        return;
    };
    let lines: Vec<String> = text.lines().map(squeezed).collect();
    assert!(lines.iter().any(|line| line.starts_with("=b")), "{text}");
}

#[test]
fn a_book_without_formulas_has_no_math_face() {
    let (_folder, pdf, _) = book("It costs $5. x ≤ y, √2.");
    if let Some(fonts) = tool_text("pdffonts", &[], &pdf) {
        assert!(!fonts.contains("STIX"), "{fonts}");
    }
}

/// Fractions in two items of a list, one below the other, do not touch: their lines are as far apart as two lines of one paragraph.
#[test]
fn high_formulas_of_two_paragraphs_do_not_touch() {
    let folder = tempfile::tempdir().unwrap();
    let fraction = r"$\frac{m_{t+1}}{p_t}$";
    let chapter =
        format!("# One\n\n- b is {fraction} here\n- c is {fraction} there\n\nText {fraction}.\n\nMore {fraction}.\n\nPlain.\n\nPlain.\n");
    fs::write(folder.path().join("book.toml"), "[book]\ntitle = \"T\"\nlanguage = \"en\"\nauthors = [\"A\"]\n").unwrap();
    fs::write(folder.path().join("a.md"), chapter).unwrap();
    let request = BuildRequest { path: folder.path().to_path_buf(), output: Some(folder.path().join("out")), ..BuildRequest::default() };
    build(&request, &Silent).unwrap();
    let Some(text) = pdftotext(&["-bbox-layout"], &folder.path().join("out/t.pdf")) else { return };
    // The baselines of the words, from the lower edges of their boxes.
    let bottom = |word: &str| -> Vec<f64> {
        let lines = text.lines().filter(|line| line.ends_with(&format!(">{word}</word>")));
        lines.map(|line| line.split("yMax=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()).collect()
    };
    let apart = |one: &str, other: &str| bottom(other)[0] - bottom(one)[0];
    let plain: Vec<f64> = bottom("Plain.");
    let leading = plain[1] - plain[0];
    for (one, other) in [("here", "there"), ("Text", "More")] {
        assert!(apart(one, other) > leading * 1.3, "{one}: {} of {leading}", apart(one, other));
    }
    // Text without formulas stays as close as ever.
    assert!(apart("there", "Text") > leading && leading < 20.0, "{leading}");
}
