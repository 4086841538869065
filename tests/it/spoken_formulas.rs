//! Formulas in English words, and formulas as drawings in the e-book.
use chapbook::formula::{Labels, Macros, read, spoken};

use crate::support::shelf::{Built, shelf};

/// The words of a formula. Those that close a part are there only if the part is longer than one sign.
#[test]
fn formulas_are_read_aloud() {
    let spoken_as = [
        (r"E=mc^2", "cap E equals m c squared"),
        (r"\frac12+\frac{3}{4}=\frac{a}{b}", "one half plus three quarters equals a over b"),
        (r"\frac{x+1}{y-1}", "the fraction with numerator x plus 1 and denominator y minus 1, end fraction"),
        (r"\sqrt{2}+\sqrt[3]{x+y}", "the square root of 2 plus the cube root of x plus y, end root"),
        (r"\sum_{i=1}^n i", "sum from i equals 1 to n of i"),
        (r"\lim_{x\to0}f(x)", "limit as x approaches 0 of f open paren x close paren"),
        (r"f\colon A\to B", "f colon cap A right arrow cap B"),
        (r"90^\circ=\frac\pi2", "90 degrees equals pi over 2"),
        (r"{}^{14}_{6}\mathrm{C}", "superscript 14, subscript 6, cap C"),
        (r"x_{i,j}^{(k)}", "x sub i, j, end sub superscript open paren k close paren"),
        (r"f''(x)", "f double prime open paren x close paren"),
        (r"n!\ne x", "n factorial does not equal x"),
        (r"\exists!x", "there exists a unique x"),
        (r"\stackrel{!}{=}", "equals with exclamation point above"),
        (r"x\not\equiv y", "x is not identical to y"),
        (r"\left|\frac{a}{b}\right|", "the absolute value of a over b, end absolute value"),
        (r"\begin{pmatrix}a&b\\c&d\end{pmatrix}", "the 2 by 2 matrix, row 1: a, b; row 2: c, d; end matrix"),
        (r"\begin{cases}x&x>0\\0&\text{else}\end{cases}", "2 cases, case 1: x, x is greater than 0; case 2: 0, else; end cases"),
        (r"\begin{aligned}a&=b\\&=c\end{aligned}", "line 1: a equals b; line 2: equals c"),
        (r"\hat{\mathbf{x}}\in\mathbb{R}^n", "bold x hat is in blackboard cap R to the power n"),
        (r"\binom{n}{k}", "n choose k"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2 cap H sub 2 plus cap O sub 2 right arrow 2 cap H sub 2 cap O"),
        (r"\phantom{x}", ""),
    ];
    for (tex, words) in spoken_as {
        let tree = read(tex, &Macros::new()).unwrap_or_else(|error| panic!("{tex}: {error:?}"));
        assert_eq!(spoken(&tree, &Labels::new()), words, "{tex}");
    }
}

/// No formula loses a letter, a digit or a name: each is in the words.
#[test]
fn the_words_have_every_letter_of_a_formula() {
    for tex in include_str!("../fixtures/formulas/good.tex").lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        let tree = read(tex, &Macros::new()).unwrap();
        let words = spoken(&tree, &Labels::new());
        assert!(!words.contains(['\\', '{', '}', '_', '^']), "{tex}: {words}");
        assert!(!words.contains("  ") && !words.contains(",,") && !words.ends_with([',', ' ']), "{tex}: {words}");
        let has = |letter: char| words.split([' ', ',', ';']).any(|word| word.contains(letter));
        for letter in "xyz".chars().filter(|letter| chapbook::formula::plain_signs(&tree).contains(math_italic(*letter))) {
            assert!(has(letter), "{tex}: {words}");
        }
    }
}

fn math_italic(letter: char) -> char {
    char::from_u32(0x1D44E + u32::from(letter) - u32::from('a')).unwrap()
}

const ENGLISH: &str = "[book]\ntitle = \"T\"\nlanguage = \"en\"\nauthors = [\"A\"]\n";

fn book(toml: &str, chapter: &str) -> Built {
    shelf(&[("book.toml", toml.as_bytes()), ("a.md", chapter.as_bytes())], &[])
}

fn chapter_of(built: &Built) -> String {
    let epub = built.epub.as_ref().unwrap();
    epub.documents().find(|(_, text)| text.contains("role=\"doc-chapter\"")).unwrap().1.to_owned()
}

#[test]
fn words_stand_for_formulas_where_the_language_is_english() {
    let chapter = "# One\n\nThe $x^2$ and [das $y^2$]{lang=de}.\n\n::: {lang=de}\nHier $z^2$, [but $w^2$]{lang=en}.\n:::\n";
    let text = chapter_of(&book(ENGLISH, chapter));
    for alternative in ["alttext=\"x squared\"", "alttext=\"y^2\"", "alttext=\"z^2\"", "alttext=\"w squared\""] {
        assert!(text.contains(alternative), "no {alternative} in {text}");
    }
    let german = "[book]\ntitle = \"T\"\nlanguage = \"de\"\nauthors = [\"A\"]\n";
    let text = chapter_of(&book(german, "# Eins\n\nDas $x^2$.\n"));
    assert!(text.contains("alttext=\"x^2\""), "{text}");
}

#[test]
fn formulas_are_drawings_if_the_edition_says_so() {
    let chapter = "# One\n\nThe $\\frac{x}{2}$ and\n\n\\begin{align}\na &= b \\label{eq:a} \\\\\nc &= \\text{Größe}\n\\end{align}\n\nand\n\n$$E = mc^2$$ {#eq-e}\n\nBy \\eqref{eq:a}.\n";
    let toml = format!("{ENGLISH}[math]\nebook = \"pictures\"\n");
    let built = book(&toml, chapter);
    assert_eq!(built.told, "");
    let text = chapter_of(&built);
    assert!(!text.contains("<math") && text.matches("<svg ").count() == 4, "{text}");
    let first = text.split("<svg ").nth(1).unwrap();
    assert!(first.contains("role=\"img\" aria-label=\"one half\"") || first.contains("aria-label=\"x over 2\""), "{first}");
    assert!(first.contains("vertical-align: -0.") && first.contains("fill=\"currentColor\" d=\"M"), "{first}");
    let epub = built.epub.unwrap();
    epub.keep("formula-drawings.epub");
    let opf = epub.text("content.opf");
    assert!(opf.contains("properties=\"svg\"") && !opf.contains("mathml"), "{opf}");
    assert!(!epub.meta("schema:accessibilityFeature").contains(&"MathML".to_owned()));
    // Another edition of the same book has MathML.
    let editions = format!("{ENGLISH}[[edition]]\nname = \"kobo\"\nformats = [\"epub\"]\nformulas = \"pictures\"\nretailer = \"kobo\"\n");
    let built = book(&editions, "# One\n\nThe $x$.\n");
    assert!(chapter_of(&built).contains("<math"), "{}", built.told);
}

#[test]
fn a_shop_without_mathml_is_reported_once() {
    let toml = format!("{ENGLISH}retailer = \"kobo\"\n");
    let built = book(&toml, "# One\n\nThe $x$ and $y$.\n");
    let told: Vec<&str> = built.told.lines().filter(|line| line.contains("[shop-formula]")).collect();
    assert_eq!(told.len(), 1, "{}", built.told);
    assert!(
        told[0].starts_with("a.md:3:5: warning[shop-formula]: Kobo does not show formulas in MathML; this is the first of 2"),
        "{}",
        told[0]
    );
    let built = book(&format!("{toml}[math]\nebook = \"pictures\"\n"), "# One\n\nThe $x$ and $y$.\n");
    assert!(!built.told.contains("shop-formula"), "{}", built.told);
}
