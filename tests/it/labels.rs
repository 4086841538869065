//! References by labels (`@fig-map`) print the word and the number of their target in both books, and lead to it.
use std::fs;

use chapbook::build::{BuildRequest, build};

use crate::support::shelf::{Epub, Silent};
use crate::support::tools::pdftotext;

/// A built book.
struct Built {
    epub: Epub,
    /// The words of the e-book's text, markup removed. Each run of white space is one space.
    words: String,
    /// The same for the pages.
    pages: Option<String>,
    /// The diagnostics: code, line and column, and hint.
    told: Vec<String>,
}

fn built(settings: &str, files: &[(&str, &str)]) -> Built {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("map.svg"), "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><path d='M0 0H40'/></svg>")
        .unwrap();
    fs::write(folder.path().join("book.toml"), format!("[book]\ntitle = \"Maps\"\n{settings}")).unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let outcome = build(&BuildRequest { path: folder.path().to_owned(), ..BuildRequest::default() }, &Silent).unwrap();
    let told = outcome.diagnostics.iter().map(|found| {
        let start = found.span.start;
        let hint = found.hints.first().map_or("", |hint| hint.as_str());
        format!("{} {start} {hint}", found.code.name)
    });
    let told = told.collect();
    let file = |ending: &str| outcome.written.iter().find(|path| path.to_string_lossy().ends_with(ending)).unwrap();
    let epub = Epub::open(fs::read(file(".epub")).unwrap());
    let mut words = String::new();
    for (name, text) in epub.documents().filter(|(name, _)| !name.ends_with("nav.xhtml")) {
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let tree = roxmltree::Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{name}: {error}"));
        tree.descendants().filter(roxmltree::Node::is_text).for_each(|node| words += node.text().unwrap_or_default());
    }
    let collapsed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pages = pdftotext(&["-raw"], file(".pdf")).map(|text| collapsed(&text));
    Built { words: collapsed(&words), epub, pages, told }
}

impl Built {
    /// Asserts that both books have a text.
    fn assert_both(&self, text: &str) {
        assert!(self.words.contains(text), "the e-book lacks `{text}`: {}", self.words);
        assert!(self.pages.as_ref().is_none_or(|pages| pages.contains(text)), "the pages lack `{text}`: {:?}", self.pages);
    }

    /// The texts of the links within the text of the book that lead to an anchor, in order.
    fn links_to(&self, anchor: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (_, text) in self.epub.documents().filter(|(name, _)| !name.ends_with("nav.xhtml")) {
            let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
            let tree = roxmltree::Document::parse_with_options(text, options).unwrap();
            let is_wanted =
                |node: &roxmltree::Node<'_, '_>| node.attribute("href").is_some_and(|href| href.ends_with(&format!("#{anchor}")));
            let texts = tree.descendants().filter(|node| node.has_tag_name("a") || node.tag_name().name() == "a").filter(is_wanted);
            found.extend(texts.map(|node| node.text().unwrap_or_default().replace('\u{a0}', " ")));
        }
        found
    }
}

/// Five figures, two tables, a listing, an equation and a section, in two chapters.
const THINGS: &str = r#"
![A map](map.svg "North."){#fig-north place=here}

![A map](map.svg "East."){#fig-east place=here}

![A map](map.svg "South."){#fig-south place=here}

![A map](map.svg "West."){#fig:west place=here}

![A map](map.svg "Sea."){#fig-sea place=here}

Table: Ships. {#tbl-ships}

| a | b |
|---|---|
| c | d |

: Ports. {#tbl:ports}

| a | b |
|---|---|
| c | d |

```rust {#lst-main title="main.rs"}
fn main() {}
```

$$ E = mc^2 $$ {#eq-energy}

## Storms {#sec-storms}

It rained.
"#;

const ENGLISH: &str = "language = \"en\"\n\n[design]\nhyphenate = false\n";

#[test]
fn references_by_label_print_words_and_numbers_and_are_links() {
    let text = "# One {#sec-one}\n\nSee [@fig-north;], [@fig:west] and page [@fig-north]{.page}; [-@tbl-ships] is bare.\n\n\
                @Tbl:ports was late.\n\nThe code in @lst-main uses @eq-energy (compare @sec-two, @sec-storms).\n\n\
                Plate [Plate @fig-north; @fig-south] and [@fig-east, left side]. Merged [@fig-south; @fig-east;\n@fig-north] and \
                [@fig-north; @fig-sea; @fig-east] and [@fig-sea; @tbl-ships].\n\n\
                Paged @fig-sea{.with-page}. Again [](#fig-sea){.label}. Escaped \\@fig-sea. A mail to me@fig-sea, `@fig-sea`.";
    let book = built(ENGLISH, &[("a.md", &format!("{text}\n")), ("b.md", &format!("# Two {{#sec-two}}\n{THINGS}"))]);
    book.assert_both("See Figure 1, Figure 4 and page");
    book.assert_both("; 1 is bare. Table 2 was late. The code in Listing 1 uses Equation (1) (compare Chapter 2, Storms).");
    book.assert_both("Plate Plate 1 and 3 and Figure 2, left side. Merged Figures 1–3 and Figures 1, 2 and 5 and Figure 5 and Table 1.");
    book.assert_both("Again Figure 5. Escaped @fig-sea. A mail to me@fig-sea, @fig-sea.");
    assert!(book.words.contains("Paged Figure 5. Again"), "{}", book.words);
    if let Some(pages) = &book.pages {
        let (_, after) = pages.split_once("Paged Figure 5 on page ").unwrap_or_else(|| panic!("{pages}"));
        let folio: u32 = after.split('.').next().unwrap().parse().unwrap();
        assert!(folio > 1, "{folio}");
    }
    assert_eq!(book.links_to("fig-east"), ["Figure 2", "2"], "inside a range is no link");
    assert_eq!(book.links_to("fig-sea"), ["5", "Figure 5", "Figure 5", "Figure 5"]);
    assert_eq!(book.links_to("fig-west"), ["Figure 4"]);
    assert_eq!(book.links_to("lst-main"), ["Listing 1"]);
    assert_eq!(book.told, [""; 0]);
}

#[test]
fn a_listing_with_a_caption_has_a_number() {
    let book = built(ENGLISH, &[("a.md", "# One\n\n```rust {title=\"src/a.rs\"}\nfn a() {}\n```\n\n```\nplain\n```\n")]);
    book.assert_both("Listing 1. src/a.rs");
}

#[test]
fn words_begin_small_within_a_sentence_where_the_language_says_so() {
    let text = "# Un\n\nLa @fig-north et cf. @fig-east. @fig-north dort. @Fig-east aussi: [@fig-north; @fig-east].\n";
    let book = built("language = \"fr\"\n\n[design]\nhyphenate = false\n", &[("a.md", &format!("{text}{THINGS}"))]);
    book.assert_both("La figure 1 et cf. figure 2. Figure 1 dort. Figure 2 aussi");
    book.assert_both("figures 1 et 2.");
    // The word stands after the number, and is repeated.
    let book = built(
        "language = \"hu\"\n\n[design]\nhyphenate = false\n",
        &[("a.md", &format!("# A\n\nLásd [@fig-north; @fig-east].\n{THINGS}"))],
    );
    book.assert_both("Lásd 1. ábra, 2. ábra.");
}

#[test]
fn an_unknown_label_is_printed_as_typed_and_reported_with_the_nearest() {
    let text = "# One\n\nSee @fig-nort, [@fig-north; @fig-nowhere-at-all] and [see @tbl-ship, p. 3].\n";
    let book = built(ENGLISH, &[("a.md", &format!("{text}{THINGS}"))]);
    book.assert_both("See @fig-nort, [@fig-north; @fig-nowhere-at-all] and [see @tbl-ship, p. 3].");
    let told: Vec<&str> = book.told.iter().map(String::as_str).collect();
    let hints = ["did you mean `@fig-north`?", "write `{#fig-nowhere-at-all}`", "did you mean `@tbl-ships`?"];
    assert_eq!(told.len(), hints.len(), "{told:?}");
    for (told, hint) in told.iter().zip(hints) {
        assert!(told.starts_with("unknown-label ") && told.contains(hint), "{told} {hint}");
    }
}

/// Theorem-like blocks as Quarto and fenced containers have them.
const STATEMENTS: &str = r#"# One

See @thm-line, [@def-set; @def-ring] and [](#thm-line). @Exm-two is short; so is [@rem-late].

::: {#thm-line}
## The *line*, $x$

The text of the theorem has *one* word.

A second paragraph of it.
:::

::: proof
Look at @eq-own:

$$ x = y $$ {#eq-own}
:::

::: {.lemma .unnumbered}
Without a number.
:::

::: {#def-set}
## Sets

A set is a set.
:::

::: definition
Nameless.
:::

::: {#def-ring}
- A list comes first.
:::

::: {.example #exm-two}
Short.
:::

::: {#rem-late name="Late"}
It was late.
:::

::: proof
## of @thm-line

Obvious.
:::

::: exercise
Add two numbers.

::: answer
Three.
:::
:::

A call.[^n]

[^n]: A note.

    ::: exercise
    Add three numbers.
    :::
"#;

#[test]
fn theorems_and_the_like_have_labels_counters_and_an_end() {
    let book = built(ENGLISH, &[("a.md", STATEMENTS)]);
    book.assert_both("See Theorem 1, Definitions 1 and 3 and Theorem 1. Example 1 is short; so is Remark 1.");
    book.assert_both("Theorem 1 (The line, x). The text of the theorem has one word.");
    book.assert_both("Proof. Look at Equation (1):");
    book.assert_both("Lemma. Without a number.");
    book.assert_both("Definition 1 (Sets). A set is a set. Definition 2. Nameless. Definition 3.");
    book.assert_both("Remark 1 (Late). It was late. Proof (of Theorem 1). Obvious. □");
    for text in ["Exercise 1. Add two numbers.", "Answer. Three.", "Exercise 2. Add three numbers."] {
        book.assert_both(text);
    }
    assert_eq!(book.told, [""; 0]);
    assert_eq!(book.links_to("thm-line"), ["Theorem 1", "Theorem 1", "Theorem 1"]);
    let chapter = book.epub.documents().find(|(_, text)| text.contains("second paragraph")).unwrap().1;
    assert!(chapter.contains("<div id=\"thm-line\" class=\"theorem\">"), "{chapter}");
    assert!(chapter.contains("<span class=\"statement-label\"><em><strong>Theorem 1</strong> (The <em>line</em>, "), "{chapter}");
    assert!(book.epub.text("stylesheet.css").contains(".theorem, .lemma, .corollary, .proposition, .conjecture { font-style: italic; }"));
    // The label of a theorem in a language that lacks the word is English, and its references say so once.
    let book = built(
        "language = \"sw\"\n\n[lints]\nallow = [\"unknown-language\"]\n",
        &[("a.md", "# A\n\n@thm-x and @thm-x\n\n::: {#thm-x}\nBody.\n:::\n")],
    );
    book.assert_both("Theorem 1. Body.");
    assert!(book.told.iter().filter(|told| told.starts_with("unknown-language-words ")).count() >= 2, "{:?}", book.told);
}

#[test]
fn numbers_begin_anew_in_each_chapter_on_request_and_lists_are_made() {
    let settings = "language = \"en\"\nnumbering = \"chapter\"\n\n[matter]\nfront = [\"p.md\"]\nbody = [\"a.md\", \"b.md\"]\n\n\
                    [design]\nhyphenate = false\nlists = [\"figures\", \"listings\", \"equations\"]\n";
    let things = THINGS.replace("{#eq-energy}", "{#eq-energy title=\"Mass and energy\"}");
    let preface = "# Preface {kind=preface}\n\n![A map](map.svg \"Before.\"){#fig-before}\n";
    let second = "# Two\n\nSee [@fig-sea; @fig-north; @fig-own; @fig-east; @fig-south], @fig-before and @eq-energy.\n\n![A map](map.svg \"Own.\"){#fig-own}\n\n::: theorem\nText.\n:::\n";
    let book = built(settings, &[("p.md", preface), ("a.md", &format!("# One\n{things}")), ("b.md", second)]);
    book.assert_both("See Figures 1.1–1.3, 1.5 and 2.1, Figure 1 and Equation (1.1).");
    book.assert_both("Theorem 2.1. Text.");
    for (file, row) in [("listings.xhtml", "1.1 main.rs"), ("equations.xhtml", "1.1 Mass and energy"), ("figures.xhtml", "2.1 Own")] {
        assert!(book.epub.text(file).contains(row), "{file}: {}", book.epub.text(file));
    }
    assert!(book.pages.as_ref().is_none_or(|pages| pages.contains("List of listings") && pages.contains("List of equations")));
    assert_eq!(book.told, [""; 0]);
}

#[test]
fn figures_stand_side_by_side_under_one_caption() {
    let text = "# One\n\nSee @fig-both, [@fig-left; @fig-right] and @tbl-ships.\n\n\
                ::: {#fig-both layout-ncol=2}\n\n![A map](map.svg \"The left one.\"){#fig-left}\n\n![A map](map.svg \"The right one.\"){#fig-right}\n\n\
                Both maps.\n:::\n\n![A map](map.svg \"Next.\"){#fig-next}\n\n::: {#tbl-ships}\n\n| a | b |\n|---|---|\n| c | d |\n\nThe ships.\n:::\n";
    let book = built(ENGLISH, &[("a.md", text)]);
    book.assert_both("See Figure 1, Figures 1a and 1b and Table 1.");
    book.assert_both("(a) The left one.");
    book.assert_both("(b) The right one.");
    book.assert_both("Figure 1. Both maps.");
    book.assert_both("Figure 2. Next.");
    book.assert_both("Table 1. The ships.");
    assert_eq!(book.told, [""; 0]);
    let chapter = book.epub.documents().find(|(_, text)| text.contains("subfigures")).unwrap().1;
    assert!(chapter.contains("<div class=\"subfigures columns-2\">"), "{chapter}");
    // A figure without a caption has no number, and a reference to it says so.
    let book = built(ENGLISH, &[("a.md", "# One\n\nSee @fig-bare.\n\n![A map](map.svg){#fig-bare}\n")]);
    book.assert_both("See One.");
    assert!(book.told.len() == 1 && book.told[0].starts_with("no-number "), "{:?}", book.told);
}
