//! References by labels (`@fig-map`) print the word and the number of their target in both books, and lead to it.
use std::fs;

use chapbook::build::{BuildRequest, build};

use crate::support::shelf::{Epub, Silent};
use crate::support::tools::{pdftotext, tool_text};

/// A built book.
struct Built {
    epub: Epub,
    /// The words of the e-book's text, markup removed. Each run of white space is one space.
    words: String,
    /// The same for the pages.
    pages: Option<String>,
    /// The names of the fonts of the PDF.
    fonts: Option<String>,
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
    let fonts = tool_text("pdffonts", &[], file(".pdf"));
    Built { words: collapsed(&words), epub, pages, fonts, told }
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
    assert_eq!(book.links_to("fig-east"), ["Figure 2", "2"], "inside a range is not a link");
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
    book.assert_both("Lásd 1. ábra és 2. ábra.");
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
    // In a language that lacks the word, the label of a theorem is English, and that is reported.
    let book = built(
        "language = \"sw\"\n\n[lints]\nallow = [\"unknown-language\"]\n",
        &[("a.md", "# A\n\n@thm-x and @thm-x\n\n::: {#thm-x}\nBody.\n:::\n")],
    );
    book.assert_both("Theorem 1. Body.");
    assert!(book.told.iter().filter(|told| told.starts_with("unknown-language-words ")).count() >= 2, "{:?}", book.told);
}

#[test]
fn a_title_of_a_statement_may_have_formulas() {
    let chapter = "# One\n\n::: {.theorem title=\"If $P=NP$, for $5\"}\nThen.\n:::\n";
    let text = built(ENGLISH, &[("a.md", chapter)]).epub.text("chapter-1.xhtml");
    assert!(text.contains("(If <math") && text.contains("</math>, for $5)."), "{text}");
    let text = built(&format!("{ENGLISH}[math]\ndollars = \"never\"\n"), &[("a.md", chapter)]).epub.text("chapter-1.xhtml");
    assert!(text.contains("(If $P=NP$, for $5)."), "{text}");
}

#[test]
fn statements_have_the_words_of_their_language() {
    let text = "# A\n\nA.\n\n::: {.theorem #thm-a}\nB.\n:::\n\n::: {.lemma .unnumbered}\nC.\n:::\n\n::: {.exercise}\nD.\n:::\n\n::: proof\nE @thm-a.\n:::\n";
    for (tag, words) in [
        ("hu", "1. tétel. B. Lemma. C. 1. feladat. D. Bizonyítás. E 1. tétel."),
        ("el", "Θεώρημα 1. B. Λήμμα. C. Άσκηση 1. D. Απόδειξη. E Θεώρημα 1."),
        ("ro", "Teorema 1. B. Lema. C. Exercițiul 1. D. Demonstrație. E teorema 1."),
        ("tr", "Teorem 1. B. Lemma. C. Alıştırma 1. D. Kanıt. E Teorem 1."),
        ("hr", "Teorem 1. B. Lema. C. Zadatak 1. D. Dokaz. E teorem 1."),
        ("id", "Teorema 1. B. Lema. C. Latihan 1. D. Bukti. E Teorema 1."),
        ("sv", "Sats 1. B. Lemma. C. Övning 1. D. Bevis. E sats 1."),
    ] {
        let book = built(&format!("language = \"{tag}\"\n\n[design]\nhyphenate = false\n"), &[("a.md", text)]);
        book.assert_both(words);
        assert_eq!(book.told, [""; 0], "{tag}");
    }
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

#[test]
fn labels_of_another_kind_and_statements_without_text_are_reported() {
    let reported = |text: &str| {
        let book = built(ENGLISH, &[("a.md", &format!("# One\n\nRain.\n\n{text}"))]);
        book.told.iter().map(|told| told.split(" did you").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for (text, code, hint) in [
        ("::: {#thm-x .lemma}\nText.\n:::\n", "mismatched-label", "write `#lem-x` here and `@lem-x` in references, or make it a theorem"),
        ("::: {.proof #thm:x}\nText.\n:::\n", "mismatched-label", "remove the label, or make it a theorem"),
        (
            "![A map](map.svg \"North.\"){#tbl-x}\n",
            "mismatched-label",
            "write `#fig-x` here and `@fig-x` in references, or make it a table",
        ),
        ("$$ x $$ {#fig-x}\n", "mismatched-label", "write `#eq-x` here and `@eq-x` in references, or make it a figure"),
        ("::: theorem\n:::\n", "empty-text", "write its text, or remove it"),
        ("::: {#lem-x}\n## Title\n:::\n", "empty-text", "write its text, or remove it"),
        ("::: {.proof title=\"Short\"}\n\n:::\n", "empty-text", "write its text, or remove it"),
    ] {
        assert_eq!(reported(text), [format!("{code} 14 {hint}")], "{text}");
    }
    for text in ["::: {#thm-x .theorem}\nText.\n:::\n", "## Terms {#def-x}\n\nText.\n", "::: proof\n- Text.\n:::\n"] {
        assert_eq!(reported(text), [""; 0], "{text}");
    }
}

#[test]
fn references_of_bookdown_print_numbers() {
    let text = "# One {#one}\n\nSee Figure \\@ref(fig:north), Table \\@ref(tab:ships), \\@ref(eq:energy), Theorem \\@ref(thm:line), \
                Chapter \\@ref(two) and \\@ref(storms); not \\@ref(fig:nowhere), `\\@ref(fig:north)`.\n\n\
                ![The north. (\\#fig:north)](map.svg)\n\nTable: (\\#tab:ships) The ships.\n\n| a | b |\n|---|---|\n| c | d |\n\n\
                \\begin{equation}\nE = mc^2 (\\#eq:energy)\n\\end{equation}\n\n::: {.theorem #line name=\"Line\"}\nText.\n:::\n\n\
                ## Storms {#storms}\n\nRain.\n";
    let settings = format!("language = \"en\"\ndialect = \"bookdown\"\n{}", ENGLISH.split_once('\n').unwrap().1);
    let book = built(&settings, &[("a.md", text), ("b.md", "# Two {#two}\n\nText.\n")]);
    book.assert_both("See Figure 1, Table 1, (1), Theorem 1, Chapter 2 and Storms; not");
    assert!(book.words.contains("; not \\@ref(fig:nowhere), \\@ref(fig:north)."), "{}", book.words);
    book.assert_both("Figure 1. The north.");
    book.assert_both("Table 1. The ships.");
    book.assert_both("Theorem 1 (Line). Text.");
    assert_eq!(book.links_to("fig-north"), ["1"]);
    let told: Vec<&str> = book.told.iter().map(|told| told.split(' ').next().unwrap()).collect();
    assert_eq!(told, ["unknown-label"], "{:?}", book.told);
    assert!(!book.words.contains("(#"), "{}", book.words);
}

#[test]
fn roles_and_labels_of_myst_are_references() {
    let text = "(one)=\n# One\n\nSee {numref}`map`, {numref}`Plate %s <map>`, {ref}`map`, {ref}`the map <map>`, {ref}`storms`, {eq}`energy`, \
                {doc}`b`, {doc}`the next <b>` and {ref}`two`; not {numref}`nowhere`, {doc}`c`, {term}`x`, `` {ref}`map` ``.\n\n\
                (map)=\n![A map](map.svg \"The north.\")\n\n$$\nE = mc^2\n$$ (energy)\n\n(storms)=\n(rain)=\n## Storms\n\nIt rained, see {ref}`rain`.\n\n\
                (words)=\nWords [here](#words).\n";
    let settings = format!("language = \"en\"\ndialect = \"myst\"\n{}", ENGLISH.split_once('\n').unwrap().1);
    let book = built(&settings, &[("a.md", text), ("b.md", "(two)=\n# Two\n\nText.\n")]);
    book.assert_both(
        "See Figure 1, Plate 1, The north, the map, Storms, (1), Two, the next and Two; not {numref}`nowhere`, {doc}`c`, x, {ref}`map`.",
    );
    book.assert_both("It rained, see Storms. Words here.");
    assert!(!book.words.contains(")="), "{}", book.words);
    assert_eq!(book.links_to("map"), ["Figure 1", "Plate 1", "The north", "the map"]);
    let mut told: Vec<&str> = book.told.iter().map(|told| told.split(' ').next().unwrap()).collect();
    told.sort_unstable();
    assert_eq!(told, ["dead-link", "unknown-label"], "{:?}", book.told);
}

/// Three exercises with answers in two chapters.
const EXERCISES: [&str; 2] = [
    "# One\n\n::: {.exercise #exr-add}\nAdd one and two.\n:::\n\n::: answer\nThree.\n:::\n\n::: exercise\nName a sea.\n\n::: {.solution title=\"Short\"}\n\
     The Baltic.\n:::\n\nAny will do.\n:::\n\n## More\n\nWords.\n",
    "# Two\n\n::: exercise\n- Count.\n:::\n\n::: {.answer #ans-count}\nOne.\n:::\n\nSee @exr-add.\n",
];

#[test]
fn answers_stand_where_the_book_wants_them() {
    let with = |placement: &str| {
        let settings = format!("language = \"en\"\nanswers = \"{placement}\"\n{}", ENGLISH.split_once('\n').unwrap().1);
        built(&settings, &[("a.md", EXERCISES[0]), ("b.md", EXERCISES[1])])
    };
    let place = with("place");
    place.assert_both("Exercise 1. Add one and two. Answer. Three. Exercise 2. Name a sea. Answer (Short). The Baltic. Any will do.");
    let chapter = with("chapter");
    assert!(
        chapter.words.contains("Exercise 1. Add one and two. (Answer) Exercise 2. Name a sea. Any will do. (Answer) More Words. Answers")
    );
    assert!(chapter.words.contains("Answers Exercise 1. Three. Exercise 2 (Short). The Baltic."), "{}", chapter.words);
    assert!(chapter.words.contains("Exercise 3. Count. (Answer) See Exercise 1. Answers Exercise 3. One."), "{}", chapter.words);
    assert_eq!(chapter.links_to("exr-add"), ["Exercise 1", "Exercise 1"]);
    assert_eq!(chapter.links_to("ans-count"), ["Answer"]);
    if let Some(pages) = &chapter.pages {
        assert!(pages.contains("Add one and two. (Answer on page "), "{pages}");
    }
    let book = with("book");
    assert!(
        book.words.contains("See Exercise 1. Answers Answers Exercise 1. Three. Exercise 2 (Short). The Baltic. Exercise 3. One."),
        "{}",
        book.words
    );
    assert_eq!(book.links_to("ans-count"), ["Answer"]);
    let facilitator = with("facilitator");
    facilitator.assert_both("Exercise 1. Add one and two. Exercise 2. Name a sea. Any will do.");
    assert!(!facilitator.words.contains("Baltic"), "{}", facilitator.words);
    for book in [place, chapter, book, facilitator] {
        assert_eq!(book.told, [""; 0]);
    }
    // An answer without an exercise stays, and is reported.
    let settings = format!("language = \"en\"\nanswers = \"book\"\n{}", ENGLISH.split_once('\n').unwrap().1);
    let stray = built(&settings, &[("a.md", "# One\n\n::: exercise\nAdd.\n:::\n\nTry it.\n\n::: answer\nThree.\n:::\n")]);
    stray.assert_both("Try it. Answer. Three.");
    assert_eq!(stray.told, ["stray-answer 39 put it right after its exercise, or into it"]);
}

#[test]
fn a_design_shapes_and_counts_statements() {
    let text = "# One\n\n::: {.theorem #thm-a title=\"A\"}\nText.\n:::\n\n::: {.lemma #lem-b}\nText.\n:::\n\n::: {.theorem #thm-c}\nText.\n:::\n\n\
                ::: proof\nText.\n:::\n\nSee [@thm-a; @thm-c] and @lem-b.\n";
    let with = |settings: &str| built(&format!("{ENGLISH}\n[design.statements]\n{settings}"), &[("a.md", text)]);
    let fonts = |book: &Built, style: &str| book.fonts.as_ref().is_none_or(|fonts| fonts.contains(style));
    let usual = built(ENGLISH, &[("a.md", text)]);
    usual.assert_both("See Theorems 1 and 2 and Lemma 1.");
    assert!(fonts(&usual, "Bold") && fonts(&usual, "Italic"), "{:?}", usual.fonts);
    // The values of the trade design change nothing.
    let same = with("label-shape = \"bold\"\nproof-shape = \"italic\"\nitalic = true\nnumbering = \"separate\"\n");
    assert_eq!((&same.pages, &same.fonts), (&usual.pages, &usual.fonts));
    assert_eq!(same.epub.text("stylesheet.css"), usual.epub.text("stylesheet.css"));
    let shared = with("label-shape = \"small-caps\"\nproof-shape = \"roman\"\nitalic = false\nwhite = 1\nnumbering = \"shared\"\n");
    shared.assert_both("Theorem 1 (A). Text. Lemma 2. Text. Theorem 3. Text. Proof. Text.");
    shared.assert_both("See Theorems 1 and 3 and Lemma 2.");
    assert!(shared.fonts.as_ref().is_none_or(|fonts| !fonts.contains("Bold") && !fonts.contains("Italic")), "{:?}", shared.fonts);
    let css = shared.epub.text("stylesheet.css");
    assert!(css.contains(".statement-label strong { font-weight: normal; font-variant-caps: small-caps;"), "{css}");
    assert!(!css.contains("font-style: italic; }\n.theorem em") && css.contains(".theorem .statement-label > em"), "{css}");
    // An upright label before a text in italics, and a label in italics before an upright text.
    let mixed = with("label-shape = \"italic\"\nproof-shape = \"bold\"\n");
    mixed.assert_both("Theorem 1 (A). Text. Lemma 1. Text.");
    assert!(fonts(&mixed, "Bold") && fonts(&mixed, "Italic"), "{:?}", mixed.fonts);
    for book in [usual, same, shared, mixed] {
        assert_eq!(book.told, [""; 0]);
    }
}
