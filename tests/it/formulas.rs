//! Dollar signs are printed unless they delimit a formula, and a formula that is printed as its source keeps its delimiters.
use crate::support::shelf::{Epub, Silent};
use crate::support::tools::pdftotext;
use chapbook::build::{BuildRequest, build};
use std::fs;

/// The text of both files, and the diagnostics.
struct Both {
    /// The words of the e-book's text, markup removed.
    epub: String,
    /// The text of the pages.
    pdf: Option<String>,
    /// The diagnostics, each as its code and its label.
    messages: Vec<String>,
}

/// Builds a folder with these files, one of which is `book.toml`. In the texts, each run of white space is one space.
fn built(files: &[(&str, &str)]) -> Both {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let outcome = build(&BuildRequest { path: folder.path().to_owned(), ..BuildRequest::default() }, &Silent).unwrap();
    let file = |ending: &str| outcome.written.iter().find(|path| path.to_string_lossy().ends_with(ending)).unwrap();
    let epub = Epub::open(fs::read(file(".epub")).unwrap());
    let mut words = String::new();
    for (_, text) in epub.documents() {
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let tree = roxmltree::Document::parse_with_options(text, options).unwrap();
        tree.descendants().filter(roxmltree::Node::is_text).for_each(|node| words += node.text().unwrap_or_default());
    }
    let collapsed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Both {
        epub: collapsed(&words),
        pdf: pdftotext(&["-raw"], file(".pdf")).map(|text| collapsed(&text)),
        messages: outcome.diagnostics.iter().map(|found| format!("{}: {}", found.code.name, found.label)).collect(),
    }
}

const BOOK: &str = "[book]\ntitle = \"Dollars\"\nlanguage = \"en\"\n\n[design]\nhyphenate = false\n";

fn both(book: &str, text: &str) -> Both {
    built(&[("book.toml", book), ("a.md", &format!("# One\n\n{text}\n"))])
}

#[test]
fn money_and_shell_variables_keep_their_dollar_signs() {
    for (written, printed) in [
        ("from $20 to A$30", "from $20 to A$30"),
        ("It is $12/$15.", "It is $12/$15."),
        ("It costs $30,000. It is **35$** a day", "It costs $30,000. It is 35$ a day"),
        ("They make $50-$200 weekly.", "They make $50-$200 weekly."),
        ("It is *$HOME/bin*. Put it in your `$PATH` now.", "It is $HOME/bin. Put it in your $PATH now."),
        ("_$$$$$$_", "$$$$$$"),
        ("[$5](https://example.org/$a$/b) and **$6**", "$5 and $6"),
        ("Either \\$x\\$ or Ke$ha", "Either $x$ or Ke$ha"),
        ("- item\n\n      code $x$ and $y$\n", "code $x$ and $y$"),
    ] {
        let Both { epub, pdf, messages } = both(BOOK, written);
        assert!(epub.contains(printed), "{written}: {epub}");
        assert!(pdf.is_none_or(|pdf| pdf.contains(printed)), "{written}");
        assert_eq!(messages, [""; 0], "{written}");
    }
}

#[test]
fn a_formula_in_an_html_block_is_printed_as_typed_and_reported() {
    let Both { epub, pdf, messages } = both(BOOK, "<p>raw $x$ text</p>");
    assert!(epub.contains("raw $x$ text") && pdf.is_none_or(|pdf| pdf.contains("raw $x$ text")), "{epub}");
    assert_eq!(messages, ["markdown-in-html: printed as typed"]);
}

#[test]
fn both_books_print_formulas() {
    let text = "Let $a_i + b_i$ be *$c*d*e$*, a note^[With $[0, 1)$\nand $$x\n+ y$$ in it.] and\n\n$$\nE\n+ mc^2\n$$\n\n\\begin{align}\na &= b\n\\end{align}\n";
    let Both { epub, pdf, messages } = both(BOOK, text);
    assert!(epub.contains("Let ai+bi be c∗d∗e, a note") && epub.contains("E+mc2") && epub.contains("a=b"), "{epub}");
    if let Some(pdf) = pdf {
        let pdf: String = pdf.chars().filter(|character| !character.is_whitespace()).collect();
        for printed in ["Letai+bibec∗d∗e,", "With[0,1)and", "x+y", "E+mc2", "a=b"] {
            assert!(pdf.contains(printed), "{printed}: {pdf:?}");
        }
    }
    assert_eq!(messages, [""; 0]);
}

#[test]
fn equal_formulas_in_links_still_name_the_same_link() {
    let Both { epub, .. } = both(BOOK, "See [the $x$ case][] here.\n\n[the $x$ case]: https://example.org\n");
    assert!(epub.contains("See the x case here."), "{epub}");
}

#[test]
fn the_book_can_say_that_no_dollar_sign_delimits_a_formula() {
    let Both { epub, messages, .. } = both(&format!("{BOOK}\n[math]\ndollars = \"never\"\n"), "Let $a*b*c$ be.");
    assert!(epub.contains("Let $abc$ be."), "{epub}");
    assert_eq!(messages, [""; 0]);
}

#[test]
fn the_book_can_say_that_every_pair_of_dollar_signs_delimits_a_formula() {
    let Both { epub, .. } = both(&format!("{BOOK}\n[math]\ndollars = \"always\"\n"), "Give x$5 or six of them$ now.");
    assert!(epub.contains("Give x5orsixofthem now."), "{epub}");
}

#[test]
fn mdbook_reads_formulas_only_if_mathjax_is_on() {
    let chapter = "# One\n\nLet $a*b*c$ be \\\\(d_1\\\\) or \\\\[e\\\\\\\\f\\\\]\n";
    let summary = ("src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    let off = built(&[("book.toml", "[book]\ntitle = \"T\"\nlanguage = \"en\"\n"), summary, ("src/one.md", chapter)]);
    assert!(off.epub.contains("Let $abc$ be \\(d_1\\)"), "{}", off.epub);
    assert_eq!(off.messages, [""; 0]);
    let on = "[book]\ntitle = \"T\"\nlanguage = \"en\"\n\n[output.html]\nmathjax-support = true\n";
    let on = built(&[("book.toml", on), summary, ("src/one.md", chapter)]);
    assert!(on.epub.contains("Let $abc$ be d1 or ef"), "{}", on.epub);
    assert_eq!(on.messages, [""; 0]);
}
