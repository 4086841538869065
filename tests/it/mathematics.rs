//! Formulas become valid MathML 3.0. A formula that cannot be read is refused, with the place of the mistake. No input makes the reader
//! panic. `tests/fixtures/formulas/good.tex` has one formula on each line. A line of `bad.tex` has the formula, the place of the mistake
//! and the message.
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chapbook::font::FontBook;
use chapbook::formula::{Labels, Macro, Macros, MathElement, MathNode, MathmlOptions, definitions, mathml, read, spoken};
use chapbook::math::{FormulaLayout, MathFace, Shape};
use chapbook::units::Length;

use crate::formula_layout::Halves;
use crate::support::mutation::Numbers;
use crate::support::shelf::{Built, shelf};

const GOOD: &str = include_str!("../fixtures/formulas/good.tex");
const BAD: &str = include_str!("../fixtures/formulas/bad.tex");

fn good() -> impl Iterator<Item = &'static str> {
    GOOD.lines().filter(|line| !line.is_empty() && !line.starts_with("# "))
}

fn element_of(tex: &str, display: bool) -> MathElement {
    let tree = read(tex, &Macros::new()).unwrap_or_else(|error| panic!("{tex}: {error:?}"));
    mathml(&tree, &MathmlOptions { display, alternative: tex, labels: &Labels::new(), row_numbers: &[] })
}

/// The markup without `alttext`.
fn markup(tex: &str) -> String {
    fn write(element: &MathElement, out: &mut String) {
        out.push_str(&format!("<{}", element.name));
        for (key, value) in element.attributes.iter().filter(|(key, _)| *key != "alttext") {
            out.push_str(&format!(" {key}=\"{value}\""));
        }
        out.push('>');
        for node in &element.content {
            match node {
                MathNode::Element(inner) => write(inner, out),
                MathNode::Text(text) => out.push_str(text),
            }
        }
        out.push_str(&format!("</{}>", element.name));
    }
    let mut out = String::new();
    write(&element_of(tex, false), &mut out);
    out
}

/// The elements in use, with the number of their children. `None` for token elements, which contain text.
const ELEMENTS: &[(&str, Option<std::ops::RangeInclusive<usize>>)] = &[
    ("mi", None),
    ("mn", None),
    ("mo", None),
    ("mtext", None),
    ("math", Some(1..=usize::MAX)),
    ("mrow", Some(0..=usize::MAX)),
    ("mstyle", Some(0..=usize::MAX)),
    ("mpadded", Some(0..=usize::MAX)),
    ("mphantom", Some(0..=usize::MAX)),
    ("menclose", Some(0..=usize::MAX)),
    ("msqrt", Some(0..=usize::MAX)),
    ("mspace", Some(0..=0)),
    ("mfrac", Some(2..=2)),
    ("mroot", Some(2..=2)),
    ("msub", Some(2..=2)),
    ("msup", Some(2..=2)),
    ("munder", Some(2..=2)),
    ("mover", Some(2..=2)),
    ("msubsup", Some(3..=3)),
    ("munderover", Some(3..=3)),
    ("mtable", Some(1..=usize::MAX)),
    ("mtr", Some(1..=usize::MAX)),
    ("mtd", Some(0..=usize::MAX)),
];

/// The attributes in use, for each element that may have them in MathML 3.0.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("math", &["alttext"]),
    ("mi", &["mathvariant"]),
    ("mn", &[]),
    ("mtext", &["style"]),
    ("mo", &["form", "fence", "stretchy", "symmetric", "lspace", "rspace", "minsize", "maxsize", "movablelimits", "mathsize", "style"]),
    ("mstyle", &["displaystyle", "scriptlevel", "mathsize"]),
    ("mrow", &["style"]),
    ("mpadded", &["width", "height", "depth", "voffset", "lspace"]),
    ("menclose", &["notation", "style"]),
    ("mspace", &["width", "height", "depth", "style"]),
    ("mfrac", &["linethickness"]),
    ("mover", &["accent"]),
    ("munder", &["accentunder"]),
    ("mtable", &["style", "displaystyle", "columnalign", "columnspacing", "columnlines", "rowlines"]),
    ("mtd", &["style"]),
];

/// Checks an element against MathML 3.0 (chapter 3): its name, its attributes, and the number and kind of its children.
fn check(element: &MathElement, tex: &str) {
    let name = element.name;
    let (_, parts) = ELEMENTS.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("{tex}: <{name}>"));
    let known = ATTRIBUTES.iter().find(|(element, _)| *element == name).map_or(&[][..], |(_, known)| known);
    for (key, value) in &element.attributes {
        assert!(known.contains(key), "{tex}: {key} of <{name}>");
        if matches!(*key, "lspace" | "rspace" | "width" | "height" | "depth" | "minsize" | "maxsize" | "linethickness" | "voffset") {
            let number = value.strip_suffix("em").or(value.strip_suffix("width")).unwrap_or_else(|| panic!("{tex}: {key}={value}"));
            assert!(number.parse::<f64>().is_ok(), "{tex}: {key}={value}");
        }
    }
    match parts {
        None => {
            let text: String =
                element.content.iter().map(|node| if let MathNode::Text(text) = node { text.as_str() } else { "<" }).collect();
            assert!(!text.contains('<') || matches!(text.as_str(), "<" if name == "mo"), "{tex}: <{name}> has elements");
            assert!(!text.chars().any(|c| ('\u{E000}'..='\u{F8FF}').contains(&c)), "{tex}: a private character");
            assert!(name == "mtext" || !text.is_empty(), "{tex}: an empty <{name}>");
        }
        Some(count) => {
            assert!(count.contains(&element.content.len()), "{tex}: <{name}> has {} parts", element.content.len());
            for node in &element.content {
                let MathNode::Element(inner) = node else { panic!("{tex}: text in <{name}>") };
                assert_eq!(inner.name == "mtr", name == "mtable", "{tex}: <{}> in <{name}>", inner.name);
                assert_eq!(inner.name == "mtd", name == "mtr", "{tex}: <{}> in <{name}>", inner.name);
                check(inner, tex);
            }
        }
    }
}

#[test]
fn all_good_formulas_become_valid_mathml() {
    assert!(good().count() >= 180);
    for tex in good() {
        check(&element_of(tex, true), tex);
        check(&element_of(tex, false), tex);
    }
}

#[test]
fn bad_formulas_are_refused_with_their_place() {
    for line in BAD.lines() {
        let [tex, place, message] = <[&str; 3]>::try_from(line.split('\t').collect::<Vec<_>>()).unwrap();
        let error = read(tex, &Macros::new()).expect_err(tex);
        assert_eq!((&tex[error.range], error.message.as_str()), (place, message), "{tex}");
    }
}

#[test]
fn formulas_have_the_markup_of_mathematicians() {
    let cases = [
        (r"a\ne b", "<mi>a</mi><mo>≠</mo><mi>b</mi>"),
        (r"3.14", "<mn>3.14</mn>"),
        (r"\mathrm{kin}", "<mi>kin</mi>"),
        (r"\mathrm d", "<mi mathvariant=\"normal\">d</mi>"),
        (r"\mathbf{E}\mathbb{R}\mathcal{L}", "<mi>𝐄</mi><mi>ℝ</mi><mi>ℒ</mi>"),
        (r"\sin x", "<mi>sin</mi><mo>\u{2061}</mo><mspace width=\"0.167em\"></mspace><mi>x</mi>"),
        (r"f(x)", "<mi>f</mi><mo form=\"prefix\" stretchy=\"false\">(</mo><mi>x</mi><mo form=\"postfix\" stretchy=\"false\">)</mo>"),
        (r"x_{i+1}", "<msub><mi>x</mi><mrow><mi>i</mi><mo lspace=\"0em\" rspace=\"0em\">+</mo><mn>1</mn></mrow></msub>"),
        (r"a=-b", "<mi>a</mi><mo>=</mo><mo form=\"prefix\" lspace=\"0em\" rspace=\"0em\">−</mo><mi>b</mi>"),
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"\hat x", "<mover accent=\"true\"><mi>x</mi><mo stretchy=\"false\">ˆ</mo></mover>"),
        (r"{}^{14}C", "<msup><mrow></mrow><mn>14</mn></msup><mi>C</mi>"),
    ];
    for (tex, expected) in cases {
        assert_eq!(markup(tex), format!("<math>{expected}</math>"), "{tex}");
    }
}

#[test]
fn macros_are_those_of_the_book_and_of_the_formula() {
    let norm = Macro { parameters: 1, meaning: r"\left\lVert #1\right\rVert".to_owned() };
    let macros: Macros = BTreeMap::from([(r"\length".to_owned(), norm)]);
    assert!(read(r"\length{x}", &macros).is_ok());
    assert!(read(r"\length{x}", &Macros::new()).is_err());
    let defined = definitions(r"\newcommand{\half}[1]{\frac{#1}{2}}\DeclareMathOperator{\ess}{ess}");
    assert_eq!(defined.keys().collect::<Vec<_>>(), [r"\ess", r"\half"]);
    assert_eq!(read(r"\half{x}", &defined), read(r"\frac{x}{2}", &Macros::new()));
    let defined = definitions(r"\newcommand{\p}[2][2]{\|#2\|_{#1}}");
    assert_eq!(read(r"\p{x}+\p[\infty]{y}", &defined), read(r"\|x\|_{2}+\|y\|_{\infty}", &Macros::new()));
    // The macros of the book take precedence over those of chapbook.
    let own = definitions(r"\renewcommand{\R}{\mathbf{R}}\newcommand{\abs}[1]{|#1|}");
    assert_eq!(read(r"\R\abs{x}", &own), read(r"\mathbf{R}|x|", &Macros::new()));
}

#[test]
fn nesting_and_expansion_are_bounded() {
    let bombs = [
        "{".repeat(20_000),
        r"\frac".repeat(5_000),
        format!("{}x{}", r"\sqrt{".repeat(500), "}".repeat(500)),
        r"\left(".repeat(2_000),
        "x^{".repeat(1_000),
        r"\begin{matrix}".repeat(1_000),
        r"\def\a{xxxxxxxxxx}\def\b{\a\a\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b\b\b}\def\d{\c\c\c\c\c\c\c\c\c\c}\def\e{\d\d\d\d\d\d\d\d\d\d}\e\e\e\e"
            .to_owned(),
        "x+".repeat(200_000),
        r"\text{".repeat(3_000),
        r"\SI{".repeat(3_000),
    ];
    let start = Instant::now();
    for bomb in &bombs {
        assert!(read(bomb, &Macros::new()).is_err(), "{}", &bomb[..20]);
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn mutated_formulas_are_read_or_refused_and_never_fail() {
    let formulas: Vec<&str> = good().collect();
    let signs = [
        r"\",
        "{",
        "}",
        "^",
        "_",
        "&",
        r"\\",
        "#",
        "$",
        "'",
        r"\left",
        r"\right",
        r"\end{align}",
        "é",
        "\u{338}",
        "\0",
        "~",
        "%",
        "[",
        "]",
    ];
    let mut numbers = Numbers(23);
    let fonts = FontBook::bundled();
    let (id, face) = fonts.math().unwrap();
    let face = MathFace::new(id, face).unwrap();
    let layout = FormulaLayout { face: &face, words: &Halves, size: Length::points(10) };
    for _ in 0..10_000 {
        let mut tex: Vec<char> = formulas[numbers.below(formulas.len())].chars().collect();
        for _ in 0..=numbers.below(4) {
            let at = numbers.below(tex.len());
            match numbers.below(4) {
                0 => drop(tex.splice(at..at, signs[numbers.below(signs.len())].chars())),
                1 if !tex.is_empty() => drop(tex.remove(at)),
                2 => tex.truncate(at),
                _ => {
                    let other: Vec<char> = formulas[numbers.below(formulas.len())].chars().collect();
                    let cut = numbers.below(other.len());
                    tex.splice(at..at, other[cut..].iter().copied());
                }
            }
        }
        let tex: String = tex.into_iter().collect();
        match read(&tex, &Macros::new()) {
            Ok(tree) => {
                let options = MathmlOptions { display: true, alternative: &tex, labels: &Labels::new(), row_numbers: &[] };
                check(&mathml(&tree, &options), &tex);
                let set = layout.formula(&tree, Shape::Display);
                assert!(set.ascent >= Length::ZERO && set.descent >= Length::ZERO, "{tex}");
                assert!(!layout.pieces(&tree).is_empty(), "{tex}");
                let _ = layout.broken(&tree, Length::points(200));
                assert!(!spoken(&tree, &Labels::new()).contains("  "), "{tex}");
            }
            Err(error) => assert!(tex.get(error.range.clone()).is_some(), "{tex}: {error:?}"),
        }
    }
}

const TOML: &[u8] = b"[book]\ntitle = \"T\"\nlanguage = \"en\"\nauthors = [\"A\"]\n";

fn book(chapter: &str) -> Built {
    shelf(&[("book.toml", TOML), ("a.md", chapter.as_bytes())], &["math-as-source", "tight-line"])
}

#[test]
fn the_e_book_has_formulas_and_says_so() {
    let built = book("# One\n\nThe $E = mc^2$ of\n\n$$\\int_0^1 x\\,dx$$\n\nand money from $20 to $30.\n");
    assert_eq!(built.told, "");
    let epub = built.epub.unwrap();
    let (_, text) = epub.documents().find(|(_, text)| text.contains("role=\"doc-chapter\"")).unwrap();
    assert!(text.contains("<math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"cap E equals m c squared\"><mi>E</mi>"), "{text}");
    assert!(
        text.contains("<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\" alttext=\"integral from 0 to 1 of x d x\">"),
        "{text}"
    );
    assert!(text.contains("from $20 to $30"), "{text}");
    assert!(epub.text("content.opf").contains("properties=\"mathml\""));
    assert!(epub.meta("schema:accessibilityFeature").contains(&"MathML".to_owned()));
}

#[test]
fn a_book_with_every_formula_is_kept_for_the_validators() {
    let chapter: String = good().map(|tex| format!("$$\n{tex}\n$$\n\nand ${tex}$ here\n\n")).collect();
    let built = book(&format!("# One\n\n{chapter}"));
    // The list has colours, which are left out.
    let codes: Vec<bool> = built.told.lines().map(|line| line.contains("[ignored-command]")).collect();
    assert_eq!(codes, [true, true], "{}", built.told);
    built.epub.unwrap().keep("formulas.epub");
}

#[test]
fn a_formula_that_cannot_be_read_is_printed_as_typed_and_reported_at_its_mistake() {
    let built = book("# One\n\nThe $a + \\foo{x}$ is, and $\\foo y$, and $b^1^2$.\n");
    let (first, rest) = built.told.split_once('\n').unwrap();
    assert!(first.starts_with("a.md:3:10: warning[unreadable-formula]: `\\foo` is not known"), "{first}");
    assert!(rest.starts_with("a.md:3:45: warning[unreadable-formula]: it has two superscripts at one place"), "{rest}");
    let epub = built.epub.unwrap();
    let (_, text) = epub.documents().find(|(_, text)| text.contains("role=\"doc-chapter\"")).unwrap();
    assert!(text.contains("<code class=\"math\">$a + \\foo{x}$</code>"), "{text}");
}

#[test]
fn macros_hold_for_the_formulas_after_them_and_print_nothing() {
    let built =
        book("# One\n\n$$\n\\newcommand{\\half}[1]{\\frac{#1}{2}}\n$$\n\n$\\def\\third{\\frac13}$So $\\half{x} + \\third$ it is.\n");
    assert_eq!(built.told, "");
    let epub = built.epub.unwrap();
    let (_, text) = epub.documents().find(|(_, text)| text.contains("role=\"doc-chapter\"")).unwrap();
    assert!(text.contains("<mfrac><mi>x</mi><mn>2</mn></mfrac>") && !text.contains("newcommand") && !text.contains("def"), "{text}");
}

#[test]
fn equations_that_are_named_have_numbers_and_references_print_them() {
    let chapter = "# One\n\n$$\nE = mc^2\n$$ {#eq-energy}\n\n\\begin{align}\na &= b \\label{eq:a} \\\\\nc &= d \\\\\ne &= f \\label{eq:e}\n\\end{align}\n\n\
                   By [](#eq-energy), [](#eq:e) and $\\eqref{eq:a}$ it is. Also \\eqref{eq:e}.\n\n$$x \\tag{A}$$\n\n$$y$$\n";
    let built = book(chapter);
    assert_eq!(built.told, "");
    let epub = built.epub.unwrap();
    epub.keep("equations.epub");
    let (_, text) = epub.documents().find(|(_, text)| text.contains("role=\"doc-chapter\"")).unwrap();
    for markup in [
        "<p id=\"eq-energy\" class=\"math numbered-equation\"><math",
        "</math> <span class=\"equation-number\">(1)</span></p>",
        "<mtext>(2)</mtext>",
        "<mtext>(3)</mtext>",
        ">1</a>, <a href=\"#eq-a\"",
        ">3</a> and <math",
        "<mtext>(2)</mtext></math> it is. Also <math",
        "alttext=\"(3)\"><mtext>(3)</mtext></math>.",
        "</math> <span class=\"equation-number\">(A)</span></p>",
    ] {
        assert!(text.contains(markup), "no {markup} in\n{text}");
    }
    assert_eq!(text.matches("equation-number").count(), 2, "{text}");
}

#[test]
fn a_reference_to_an_equation_that_does_not_exist_is_reported() {
    let built = book("# One\n\n$$x \\label{eq:one}$$\n\nSee $\\eqref{eq:onr}$.\n");
    assert!(built.told.starts_with("a.md:5:5: warning[dead-link]: no equation in the book has the label `eq:onr`"), "{}", built.told);
    assert!(built.told.contains("did you mean `eq:one`?"), "{}", built.told);
}

#[test]
fn macros_of_the_book_are_checked() {
    let toml = "[book]\ntitle = \"T\"\nlanguage = \"en\"\nauthors = [\"A\"]\n\n[math.macros]\nR = '\\mathbb{R}'\nnorm = '\\lVert #1\\rVert'\nx1 = 'y'\nopen = '{'\nbad = '#x'\nnumber = 5\n";
    let chapter = "# One\n\nSo $\\norm{x} \\in \\R$.\n";
    let built = shelf(&[("book.toml", toml.as_bytes()), ("a.md", chapter.as_bytes())], &["math-as-source"]);
    for told in [
        "book.toml:9:6: error[bad-value]: `x1` is not the name of a command",
        "book.toml:10:8: error[bad-value]: a `{` has no `}`",
        "book.toml:11:7: error[bad-value]: no number from 1 to 9 follows `#`",
        "book.toml:12:10: error[wrong-type]: `math.macros.number` should be a text",
    ] {
        assert!(built.told.contains(told), "no {told} in\n{}", built.told);
    }
    let good =
        "[book]\ntitle = \"T\"\nlanguage = \"en\"\nauthors = [\"A\"]\n\n[math.macros]\nR = '\\mathbb{R}'\nnorm = '\\lVert #1\\rVert'\n";
    let built = shelf(&[("book.toml", good.as_bytes()), ("a.md", chapter.as_bytes())], &["math-as-source"]);
    assert_eq!(built.told, "");
    let epub = built.epub.unwrap();
    assert!(epub.documents().any(|(_, text)| text.contains("<mi>ℝ</mi></math>")));
}

#[test]
fn a_formula_in_a_heading_is_plain_signs_in_the_contents() {
    let built = book("# One\n\nText.\n\n## The $\\alpha$ case, $x^2$ {#a}\n\nSee [](#a).\n");
    let epub = built.epub.unwrap();
    let contents = epub.text("nav.xhtml");
    assert!(!contents.contains('$') && !contents.contains("alpha"), "{contents}");
    let (_, text) = epub.documents().find(|(_, text)| text.contains("role=\"doc-chapter\"")).unwrap();
    assert!(text.contains("The α case") || text.contains("The 𝛼 case"), "{text}");
}

#[test]
fn a_header_of_a_table_that_has_only_a_formula_has_a_name() {
    let built = book("# One\n\n| $x_i$ | Words $y$ | |\n|---|---|---|\n| $z$ | 1 | 2 |\n");
    let epub = built.epub.unwrap();
    let (_, text) = epub.documents().find(|(_, text)| text.contains("<table")).unwrap();
    assert!(text.contains("alttext=\"x sub i\" aria-label=\"x sub i\">"), "{text}");
    assert_eq!(text.matches("aria-label=\"y").count() + text.matches("aria-label=\"z").count(), 0, "other formulas need no name: {text}");
}

#[test]
fn a_formula_that_is_too_wide_is_one_fault_of_the_author() {
    let wide = "b".repeat(90);
    let built = book(&format!("# One\n\n$$\n\\begin{{aligned}}\na &= {wide} \\\\\n&= c\n\\end{{aligned}}\n$$\n"));
    assert!(built.told.contains("overfull-line") && !built.told.contains("page-fault"), "{}", built.told);
}

/// A displayed formula in the middle of a paragraph is set smaller or broken as one between paragraphs is.
#[test]
fn a_wide_formula_within_a_paragraph_is_broken() {
    let sum = (1..=12).map(|at| format!("a_{{{at}}} x^{{{at}}}")).collect::<Vec<_>>().join(" + ");
    let built = book(&format!("# One\n\nThen $$y = {sum} = z$$ holds.\n"));
    assert_eq!(built.told, "");
    // A formula without a place to break it is still reported.
    let built = book(&format!("# One\n\nThen $${}$$ holds.\n", "b".repeat(120)));
    assert!(built.told.contains("overfull-line"), "{}", built.told);
}

/// A thousand formulas are read, laid out and written as MathML in at most a tenth of a second (release build, one thread).
#[test]
#[ignore = "measures a release build: `just prove`"]
fn a_thousand_formulas_take_little_time() {
    let fonts = FontBook::bundled();
    let (id, face) = fonts.math().unwrap();
    let face = MathFace::new(id, face).unwrap();
    let layout = FormulaLayout { face: &face, words: &Halves, size: Length::points(10) };
    let all: Vec<&str> = good().collect();
    let formulas: Vec<&str> = all.iter().copied().cycle().take(1_000).collect();
    // The first use of the face reads its tables.
    let mut width = layout.formula(&read("x", &Macros::new()).unwrap(), Shape::Display).width;
    let start = Instant::now();
    for tex in &formulas {
        let tree = read(tex, &Macros::new()).unwrap();
        width += layout.formula(&tree, Shape::Display).width;
        drop(mathml(&tree, &MathmlOptions { display: true, alternative: tex, labels: &Labels::new(), row_numbers: &[] }));
    }
    let time = start.elapsed();
    println!("1,000 formulas: {time:?}, {width} wide");
    assert!(cfg!(debug_assertions) || time <= Duration::from_millis(100), "{time:?}");
}
