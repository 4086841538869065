//! The markup of other tools: every construct is reported once with its place, and no plain text is.
use chapbook::diagnostic::{Diagnostic, Sink};
use chapbook::document::{Inline, InlineKind, Visit, walk_document};
use chapbook::manuscript::read_text;
use chapbook::source::{SourceMap, Span};

/// A report: its line and column, and its message.
#[derive(Debug)]
struct Report {
    place: (usize, usize),
    message: String,
    hints: Vec<String>,
}

/// The reports about foreign markup in a text. `dialect` is the value of the key; empty for none.
fn reports(dialect: &str, text: &str) -> Vec<Report> {
    reports_of("foreign-markup", dialect, text)
}

/// The reports with a code about a text.
fn reports_of(code: &str, dialect: &str, text: &str) -> Vec<Report> {
    let front = if dialect.is_empty() { String::new() } else { format!("dialect: {dialect}\n") };
    let front = format!("---\ntitle: T\nlanguage: en\n{front}---\n");
    let lines = front.lines().count();
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    read_text("book.md", &format!("{front}{text}"), &mut sources, &sink);
    let own = |diagnostic: &Diagnostic| diagnostic.code.name == code;
    let found = sink.sorted().into_iter().filter(own).map(|diagnostic| {
        let (line, column) = sources.line_column(diagnostic.span).unwrap();
        Report { place: (line - lines, column), message: diagnostic.message, hints: diagnostic.hints }
    });
    found.collect()
}

/// Checks that one construct is reported: where it begins, its text, and its tools.
#[track_caller]
fn one(text: &str, place: (usize, usize), excerpt: &str, tools: &str) {
    let found = reports("", text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    assert_eq!(found[0].place, place, "{text}: {found:?}");
    let message = &found[0].message;
    assert!(message.contains(excerpt) && message.contains(&format!(" of {tools}")), "{text}: {message}");
    assert!(found[0].hints.iter().all(|hint| hint.starts_with(char::is_lowercase)), "{found:?}");
}

#[test]
fn citations_and_references_are_reported() {
    const PANDOC: &str = "Pandoc, Quarto and bookdown";
    const CITING: &str = "Pandoc, Quarto, bookdown and MyST";
    one("A fact [@knuth84].\n", (1, 8), "`[@knuth84]` is a citation", CITING);
    one("A fact [see @knuth84, p. 3; -@smith].\n", (1, 8), "`[see @knuth84, p. 3; -@smith]`", CITING);
    one("As *@knuth84 [p. 3]* says.\n", (1, 5), "`@knuth84 [p. 3]`", CITING);
    one("[@knuth84] and then @knuth84 again.\n", (1, 1), "`[@knuth84]`", CITING);
    one("See [@fig-plot; @smith1990].\n", (1, 5), "`[@fig-plot; @smith1990]` is a reference", PANDOC);
    one("See Figure \\@ref(fig:plot).\n", (1, 12), "`\\@ref(fig:plot)`", "bookdown");
    one("$$x$$ (\\#eq:x)\n", (1, 7), "`(\\#eq:x)` is an anchor", "bookdown");
    one("(ref:cap) The *sea*.\n", (1, 1), "`(ref:cap)`", "bookdown");
    one("Text.\n\n# (PART) The sea {-}\n\nText.\n", (3, 3), "`(PART)` is the heading of a part", "bookdown");
    one("See {numref}`plot`.\n", (1, 5), "`{numref}` is a role", "MyST");
    one("(plot)=\n## Plot\n\nText.\n", (1, 1), "`(plot)=` is an anchor", "MyST");
}

#[test]
fn links_and_embedded_files_of_notes_are_reported() {
    one("See [[Other note#Part|this]].\n", (1, 5), "`[[Other note#Part|this]]` is a link", "Obsidian");
    assert_eq!(reports("", "[[Boats]] and [[Nets|nets]].\n")[0].message.split(" is ").next(), Some("`[[Boats]]`"));
    assert!(reports("", "[[Boats]] and [[Nets|nets]].\n")[0].message.ends_with("(2 times in this book)"));
    one("![[picture.png|300]]\n", (1, 1), "`![[picture.png|300]]` is an embedded file", "Obsidian");
    one("- A thought. ^abc-12\n", (1, 14), "`^abc-12` is an anchor", "Obsidian");
    one("```dataview\nLIST\n```\n", (1, 4), "`dataview` is a query", "Obsidian");
}

#[test]
fn templates_are_reported() {
    one("{% hint style=\"info\" %}\nText.\n{% endhint %}\n", (1, 1), "`{% hint style=\"info\" %}` is a template tag", "GitBook and Jekyll");
    one("Text.\n\n{% endhint %}\n", (3, 1), "`{% endhint %}`", "GitBook and Jekyll");
    one("The {{ book.title }} is.\n", (1, 5), "`{{ book.title }}` is a template variable", "GitBook, MyST, Jekyll, Docusaurus and MkDocs");
    one("A {{< youtube\n id=x >}} film.\n", (1, 3), "`{{< youtube` is a shortcode", "Quarto and Hugo");
    one("{{% note %}}\nText.\n{{% /note %}}\n", (1, 1), "`{{% note %}}` is a shortcode", "Quarto and Hugo");
    one("{{#include a.md}}\n", (1, 1), "`{{#include a.md}}` is an include", "mdBook");
    one("```rust\n{{#rustdoc_include a.rs:2}}\n```\n", (2, 1), "`{{#rustdoc_include a.rs:2}}` is an include", "mdBook");
    one(
        "<!--sec data-title=\"Windows\" ces-->\n\nText.\n\n<!--endsec-->\n",
        (1, 1),
        "`<!--sec data-title=\"Windows\" ces-->` is a collapsible section",
        "GitBook",
    );
    one("{/* hidden */} Text.\n", (1, 1), "`{/* hidden */}` is a comment", "Docusaurus");
}

#[test]
fn boxes_are_reported() {
    one("!!! note \"Title\"\n    Text.\n", (1, 1), "`!!! note \"Title\"` is an admonition", "MkDocs");
    one("??? note\n\n    Text.\n", (1, 1), "`??? note`", "MkDocs");
    one("=== \"Tab\"\n\n    Text.\n", (1, 1), "`=== \"Tab\"` is a tab", "MkDocs");
    one(":::{note}\nText.\n:::\n", (1, 1), "`:::{note}` is a directive", "MyST");
    one("```{note} Title\nText.\n```\n", (1, 4), "`{note} Title` is a directive", "MyST");
    one("::: {}\nText.\n:::\n\n!!! tip\n    Text.\n", (5, 1), "`!!! tip`", "MkDocs");
    one(":::tip My title\nText.\n:::\n\nMore.\n", (1, 1), "`:::tip My title` is a container", "Docusaurus");
    one(":::note[My *title*]\nText.\n:::\n", (1, 1), "`:::note[My title]` is a container", "Docusaurus");
    one("::: {.callout-note}\nText.\n:::\n", (1, 1), "`::: {.callout-note}` is a container", "Quarto");
    one("```admonish warning\nText.\n```\n", (1, 4), "`admonish warning` is an admonition", "mdBook");
    one("W> Mind\nW> the gap.\n", (1, 1), "`W>` is an aside", "Leanpub");
    one("A> One\nA> two.\n", (1, 1), "`A>` is an aside", "Leanpub");
}

#[test]
fn directives_of_markua_are_reported() {
    one("{blurb, class: warning}\nText.\n{/blurb}\n", (1, 1), "`{blurb, class: warning}` is a directive", "Leanpub");
    one("Text.\n\n{pagebreak}\n\nText.\n", (3, 1), "`{pagebreak}`", "Leanpub");
    one(
        "{width: 50%}\n![A sea](a.png)\n",
        (1, 1),
        "`{width: 50%}` is a list of attributes",
        "Pandoc, Quarto, bookdown, MyST, Leanpub, Hugo and MkDocs",
    );
    one("{#here}\n\nText.\n", (1, 1), "`{#here}`", "Pandoc, Quarto");
    one("A whale{i: \"whale\"} swims.\n", (1, 8), "`{i: \"whale\"}` is an entry of the index", "Leanpub");
    one("<<[A title](code/a.rb)\n", (1, 1), "is an include", "Leanpub");
    one("<<(code/a.rb)\n", (1, 1), "`<<(code/a.rb)` is an include", "Leanpub");
}

#[test]
fn tex_and_code_that_is_run_are_reported() {
    const PANDOC: &str = "Pandoc, Quarto, bookdown and MyST";
    one("A packages\\index{package!a} is.\n", (1, 11), "`\\index{package!a}` is a command of TeX", PANDOC);
    one("\\begin{center}\nText\n\\end{center}\n", (1, 1), "`\\begin{center}`", PANDOC);
    one("\\clearpage \\newpage\n", (1, 1), "`\\clearpage`", PANDOC);
    one("a \\textit{b *c*} d\n", (1, 3), "`\\textit{b c}`", PANDOC);
    one("```{r fig.cap=\"A plot\"}\nplot(x)\n```\n", (1, 4), "`{r fig.cap=\"A plot\"}` is executable code", "Quarto and bookdown");
    one("> ``` {python}\n> x\n> ```\n", (1, 7), "`{python}` is executable code", "Quarto and bookdown");
    one("```r\n#| echo: false\nx\n```\n", (2, 1), "`#| echo: false` is an option", "Quarto and bookdown");
    let found = reports("", "There are `r nrow(x)` rows.\n\n```{r}\n#| a: b\n```\n");
    let excerpts: Vec<_> = found.iter().map(|report| (report.place, report.message.split(" is ").next().unwrap())).collect();
    assert_eq!(excerpts, [((1, 11), "`r nrow(x)`"), ((3, 4), "`{r}`"), ((4, 1), "`#| a: b`")]);
}

#[test]
fn lines_and_attributes_of_other_tools_are_reported() {
    one("Text.\n{: .lead #x}\n", (2, 1), "`{: .lead #x}` is a list of attributes", "Jekyll");
    one("* TOC\n{:toc}\n", (2, 1), "`{:toc}`", "Jekyll");
    one("import Tabs from '@theme/Tabs';\n\nText.\n", (1, 1), "`import Tabs from '@theme/Tabs';` is a line of JavaScript", "Docusaurus");
    one("export const Red = (x) => x;\n", (1, 1), "`export const Red = (x) => x;`", "Docusaurus");
    one("--8<-- \"a.md\"\n", (1, 1), "is an include", "MkDocs");
    one("Well :smile: (:+1:).\n", (1, 6), "`:smile:` is an emoji", "GitBook, Jekyll, Hugo, Docusaurus and MkDocs");
}

/// The places of the formulas of a text.
fn formulas_of(dialect: &str, text: &str) -> Vec<(usize, usize)> {
    struct Formulas(Vec<Span>);
    impl Visit for Formulas {
        fn inline(&mut self, inline: &Inline) {
            if matches!(inline.kind, InlineKind::Math(_)) {
                self.0.push(inline.node.span);
            }
        }
    }
    let front = format!("---\ntitle: T\nlanguage: en\ndialect: {dialect}\n---\n");
    let front = if dialect.is_empty() { front.replace("dialect: \n", "") } else { front };
    let lines = front.lines().count();
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read_text("book.md", &format!("{front}{text}"), &mut sources, &sink);
    let mut found = Formulas(Vec::new());
    walk_document(&manuscript.document, &mut found);
    let place = |span: Span| sources.line_column(span).map(|(line, column)| (line - lines, column)).unwrap();
    found.0.into_iter().map(place).collect()
}

/// The places of the reports with a code about a text.
pub(crate) fn places_of(code: &str, dialect: &str, text: &str) -> Vec<(usize, usize)> {
    reports_of(code, dialect, text).iter().map(|report| report.place).collect()
}

#[test]
fn formulas_between_brackets_are_reported() {
    one("The shape \\(H_1 \\times W\\) of\n", (1, 11), "`\\(H_1 \\times W\\)` is a formula", "bookdown, Jekyll, Hugo and MkDocs");
    one("The shape \\\\(y^2 z^3\\\\) of\n", (1, 11), "is a formula", "bookdown, Jekyll, Hugo and MkDocs");
    one("So \\[ P(x) = \\prod_{i=1}^{n} x_i! \\] is\n", (1, 4), "is a formula", "bookdown");
    for dialect in ["bookdown", "mkdocs"] {
        assert_eq!(formulas_of(dialect, "A \\(x_1 + y^2 z^3\\) b.\n"), [(1, 3)], "{dialect}");
    }
    for dialect in ["jekyll", "hugo"] {
        assert_eq!(formulas_of(dialect, "A \\\\(x_1 + y^2 z^3\\\\) b.\n"), [(1, 3)], "{dialect}");
    }
    for text in ["A \\(not\\) link [a]\\(b_c\\) \\[x y\\].\n", "Escaped \\( and \\[.\n"] {
        assert_eq!(places_of("foreign-markup", "", text), [], "{text}");
    }
}

#[test]
fn dollar_signs_beside_letters_without_spaces_are_formulas() {
    assert_eq!(formulas_of("", "由于$\\mathbf{S}_w=z$，取$N$个$\\lambda_i$即可。\n").len(), 3);
    assert_eq!(formulas_of("", "값$x$은 크다.\n"), [(1, 2)]);
    // MyST allows white space inside the signs.
    assert_eq!(formulas_of("myst", "the set $c_0 $ and $ x$ of.\n").len(), 2);
    for dialect in ["", "myst"] {
        assert_eq!(formulas_of(dialect, "It costs $ 5 and 6 $ more, or A$5 and $6.\n"), [], "{dialect}");
    }
}

#[test]
fn templates_with_braces_and_on_several_lines_are_reported() {
    one("{{%session outline}}\n", (1, 1), "`{{%session outline}}` is a template variable", "GitBook");
    one("{{quote {author: \"Ada\",\ntitle: \"Notes\"}\n\nText.\n", (1, 1), "`{{quote {author:", "GitBook");
    one("{{figure {url: \"a.png\"}}}\n", (1, 1), "`{{figure {url:", "GitBook");
    assert!(reports("", "{{a, b}, {c}} and {{1}, {2}}\n").is_empty());
}

#[test]
fn attributes_that_belong_to_nothing_are_reported() {
    one("Text\n{ .card }\nmore.\n", (2, 1), "`{ .card }` is a list of attributes", "Pandoc");
    assert!(reports("", "Svelte {#each items} and {.5} and a{.x}\n").iter().all(|report| report.place != (1, 8)));
    let keys = reports("mkdocs", "Press ++ctrl+alt+del++ now.\n");
    assert!(keys.len() == 1 && keys[0].message.contains("a key combination of MkDocs"), "{keys:?}");
    let option = reports("myst", ":label: eq\n:link: a b\n");
    assert!(option.len() == 1 && option[0].message.contains("an option of a directive of MyST"), "{option:?}");
    assert_eq!(reports("bookdown", "`r if (html) '\n# References {-}\n`'`\n")[0].place, (1, 1));
    assert!(reports("", "```{lang: null}\nx\n```\n").is_empty());
    assert!(reports("hugo", "[[module.mounts]]\nsource = \"a\"\n").is_empty());
}

#[test]
fn what_was_meant_as_a_link_is_reported() {
    let found = reports_of("broken-link", "", "It rained in [the *town*][map] and [a](/b c).\n\n[maps]: https://example.org\n");
    assert_eq!(found.iter().map(|report| report.place).collect::<Vec<_>>(), [(1, 14), (1, 36)], "{found:?}");
    assert!(found[0].message.contains("`map`"), "{found:?}");
    for text in ["[the town][map]\n\n[map]: /x\n", "`[a][b]` \\[a][b] a[i][j] [1][2] [^a][^b]\n\n[^a]: x\n[^b]: y\n", "[a](b)\n"] {
        assert_eq!(places_of("broken-link", "", text), [], "{text}");
    }
}

#[test]
fn what_was_meant_as_a_table_is_reported() {
    assert_eq!(places_of("broken-table", "", "Text\n\n| As of 1920 |\n|---|---|---|\n| a | b | c |\n"), [(4, 1)]);
    let found = reports_of("broken-table", "", "> a | b | c\n> --|--|\n> 1 | 2\n");
    assert!(found.len() == 1 && found[0].message.contains("its head has 3 cells, and the line below it has 2 cells"), "{found:?}");
    assert_eq!(places_of("broken-table", "", "| a | b |\n|---|---|\n\na | b\n\n---\n"), []);
}

#[test]
fn markdown_in_html_blocks_is_read_or_reported() {
    let text = "<div class=\"x\">\n* Avoid *this*.\n* Use x.\n</div>\n";
    assert_eq!(places_of("markdown-in-html", "", text), [(2, 1)]);
    assert_eq!(places_of("markdown-in-html", "pandoc", text), []);
    assert_eq!(places_of("markdown-in-html", "mkdocs", text), [(2, 1)]);
    assert_eq!(places_of("markdown-in-html", "mkdocs", &text.replace("<div", "<div markdown")), []);
    for text in
        ["<p align=\"center\">\n  <b>Bold</b> - 5 * 3\n</p>\n", "<pre>\n* a\n</pre>\n", "<div>\n\n* a\n\n</div>\n", "<!-- * a -->\n"]
    {
        assert_eq!(places_of("markdown-in-html", "", text), [], "{text}");
    }
}

#[test]
fn an_alternative_text_may_be_an_attribute() {
    assert_eq!(places_of("missing-alt", "", "![](a.png){alt='A tree'} and ![](b.png){fig-alt=\"A town\"}\n"), []);
    assert_eq!(places_of("unused-attribute", "", "![](a.png){alt='A tree'}\n\n![b](b.png){alt=\"A town\"}\n"), [(3, 1)]);
}

#[test]
fn titles_that_paper_cannot_show_are_reported() {
    assert_eq!(places_of("unprinted-title", "", "A [link](https://example.org \"its title\").\n"), [(1, 3)]);
    assert_eq!(places_of("unprinted-title", "", "<textarea placeholder=\"words\"></textarea>\n"), []);
    assert_eq!(reports_of("html-attribute", "", "A <textarea placeholder=\"words\"></textarea>.\n").len(), 1);
    for text in [
        "[link](https://example.org \"link\")\n",
        "![alt](data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw== \"The caption\")\n",
    ] {
        assert_eq!(places_of("unprinted-title", "", text), [], "{text}");
    }
}

#[test]
fn editing_marks_contents_and_blocks_are_reported() {
    for mark in ["{++new *words*++}", "{--old--}", "{~~old~>new~~}", "{==these==}", "{>>Why?<<}"] {
        one(&format!("A {mark} b.\n"), (1, 3), "is an editing mark", "MkDocs");
    }
    for (mark, excerpt) in [("[TOC]", "[TOC]"), ("[[toc]]", "[[toc]]"), ("[[_TOC_]]", "[[TOC]]")] {
        one(&format!("Text.\n\n{mark}\n\nText.\n"), (3, 1), excerpt, "Docusaurus and MkDocs");
    }
    one("/// caption\nA sea.\n///\n", (1, 1), "`/// caption` is a block", "MkDocs");
    one("<<< @/snippets/a.js{2}\n", (1, 1), "is an include", "Docusaurus");
    one("Text.\n\n<!--@include: ./part.md-->\n", (3, 1), "is an include", "Docusaurus");
    one("Text <Tabs\n  values={[{label: 'Sea'}]}\n  more> here.\n", (1, 6), "`<Tabs` is the tag of a component", "Docusaurus");
    one("G> Mind the gap.\n", (1, 1), "`G>` is an aside", "Leanpub");
    one("It is :baby_chick: time.\n", (1, 7), "`:baby_chick:` is an emoji", "GitBook, Jekyll, Hugo, Docusaurus and MkDocs");
}

#[test]
fn what_a_survey_found_is_reported() {
    for (dialect, text) in [
        ("gitbook", "A {# hidden #} word\n"),
        ("chapbook", "?> A tip.\n"),
        ("docusaurus", "<Foo.Bar>x</Foo.Bar>\n"),
        ("docusaurus", "<X :a=\"b\" @click=\"c\">slot</X>\n"),
        ("docusaurus", "```js\nx // [!code focus]\n```\n"),
        ("mkdocs", "`#!python x`\n"),
        ("mkdocs", "{* ../x.py hl[1:3] *}\n"),
        ("mkdocs", "{!x.md!}\n"),
        ("mkdocs", "<!-- md:option a.b -->\n\n:   This option\n"),
        ("jekyll", "{:ruby: .x}\n\nText.\n{:ruby}\n"),
        ("obsidian", "`= this.x`\n"),
        ("obsidian", "<% tp.date.now() %>\n"),
        ("leanpub", "{icon: car}\nB> x\n"),
        ("leanpub", "A `x^2`$ b.\n"),
        ("leanpub", "```$\nx^2\n```\n"),
        ("myst", "{style=lower-roman}\n1. a\n"),
        ("myst", "See :ref:`x`.\n"),
        ("chapbook", "{漢字|かんじ}と\n"),
    ] {
        assert_eq!(reports(dialect, text).len(), 1, "{text}: {:?}", reports(dialect, text));
    }
    assert!(reports("pandoc", "See [Ropes].\n\n## Ropes and knots\n").is_empty());
    assert!(reports("", "He wrote \\[p\\] here, \\[She gives the _rest_ of it.\\] and \\(1\\).\n").is_empty());
}

#[test]
fn constructs_of_one_dialect_are_plain_text_in_others() {
    for (dialect, text, count) in [
        ("mkdocs", "/// note\nText.\n///\n", 1),
        ("mkdocs", "Text.\n\n///\n", 1),
        ("docusaurus", "{props.title} {t('a')} {' '} and {name} and {see ch. 3}\n", 1),
        ("docusaurus", "import A from './a';\n\nThe {name} is.\n", 2),
        ("obsidian", "- [/] Rope\n- [ ] Tar\n- [x] Oakum\n- [>] Nets\n", 1),
        ("obsidian", "rating:: 5\n\nA [mood:: calm] day (tide:: low) at std::sea.\n", 1),
    ] {
        assert_eq!(reports(dialect, text).len(), count, "{text}: {:?}", reports(dialect, text));
        assert!(reports("", text).iter().all(|found| found.message.contains("JavaScript")), "{text}: {:?}", reports("", text));
    }
    assert!(reports("obsidian", "[1] See below. [/] x\n\nUse a::b and x::y(z).\n").is_empty());
}

#[test]
fn plain_text_is_never_reported() {
    for text in [
        "Write to me@example.org, <a@b.org> or @user; see @media and @Override, github.com/@x.\n",
        "[@user](https://example.org) and [@person].\n\n[@person]: https://example.org\n",
        "[mail me @home] [a@b.org] [see a@b.org, p. 3]\n",
        "\\[@knuth84] and \\{{ x }} and \\[[x]] and \\:smile: and \\{% x %}\n",
        "x[[1]], [[1]], [[TOC]], [[ -f x ]], [[\"a\"]], [[1, 2], [3, 4]], [[nodiscard]], [[x]](y), [[Prototype]]\n",
        "C++, i++, a ++ b, C++ and D++, ++i and j++\n",
        "10:30:00, a::b, :field: value, ratio 1:2:3, std::smile::x\n",
        ":field: A line that begins with a colon.\n",
        "```html\n<!--sec data-title=\"x\" ces-->\n```\n\nText `<!--sec data-title=\"x\" -->` and <!--sec data-title=\"x\" --> more.\n",
        "The set {a, b}, {0}, {{}}, {name}, {x: 1}, {:ok, value}, 100{%}, {{1, 2}, {3}}\n",
        "{name}\n\n{x: 1}\n\n{ some words }\n",
        "!!! note that this is text\n\n!!!\n\nWhat!!! note\n",
        "C> dir\n\nA> dir\n\nZ> a line, G> another\n",
        "C:\\Users\\name, \\\\server\\share, \\u{1F600}, a\\b, C:\\temp{x}\n",
        "$\\frac{a}{b}$ and $$\\begin{align}a\\end{align}$$\n",
        "`[@key]` `{{ x }}` `\\clearpage` `:smile:` `[[x]]` `{% x %}` `{numref}`\n",
        "```\n[@key] {{ x }} {% x %} [[x]]\nW> text\n{blurb}\n@fig-x\n```\n",
        "    {% hint %} [@key] @fig-x\n",
        "<!-- {% hint %} [@key] -->\n\n<span title=\"[@key] {{ x }}\">Text</span>\n",
        "[x](https://example.org/{{a}}/[@b]) <https://example.org/@fig-x/:smile:> ![a](b{{c}}.png \"d\")\n",
        "import goods from 'China' and export them.\n\nexport default values are kept\n",
        "(a) = b, (a)= b\n\n(see)\n",
        "In vim, press `r x`. The type is `r`.\n",
        "```rust,ignore\n#[test]\n```\n\n```{.python #x}\ny\n```\n\n```{=html}\n<p>\n```\n",
        "```racket\n#| a comment |#\n```\n",
        "2 ^3\n\nx ^y\n\n^abc def\n",
        "::: note\nText.\n:::\n\n::: {.note title=x}\nText.\n:::\n",
        "a << b, x <<(y) z\n\n<< quoted >>\n",
        "# [Title] {#x .y}\n\n[text]{.class} *x*{.y} ![a](b.png){width=50%}\n",
        "<!--more-->\n\nText ==marked== and 50% of %d, %% done.\n",
        "| a | {b} |\n|---|---|\n| @c | d::e |\n",
        "{++ is {-- x and f() {++i;} and {~~a~~} and {>>\n\n{====}\n\nA [TOC] b, [toc](x.md)\n",
        "/// a line\n\n///\n\n//// x\n\n/// caption of a picture\n",
        "If A <B and C={x} holds, a <T extends={} b.\n",
        "Text\n~ 5 km\n\n<<< x\n\n<!-- @include x -->\n",
        "{half\n\n{%half\n\n{{ half\n\n[[half\n\n[@half\n\n\\textit{half\n\n:::\n",
    ] {
        let found = reports("", text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn each_kind_is_reported_once_with_its_number() {
    let found = reports("", "[@a] and [@b].\n\n[@fig-x; @a]\n\n[@c]\n\n[^1]: A note [@d].\n\nText[^1].\n");
    let messages: Vec<&str> = found.iter().map(|report| report.message.as_str()).collect();
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].starts_with("`[@a]`") && messages[0].ends_with("(4 times in this book)"), "{messages:?}");
    assert!(messages[1].starts_with("`[@fig-x; @a]`"), "{messages:?}");
    // Tags with different names need different remedies.
    let found = reports("", "{% a %}\n\n{% b %}\n\n{% enda %}{% a %}\n");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn the_dialect_decides_what_is_doubtful() {
    let tools = |dialect: &str, text: &str| reports(dialect, text).into_iter().map(|report| report.message).collect::<Vec<_>>().join("\n");
    assert_eq!(tools("", "As @smith2020 says.\n"), "");
    assert_eq!(tools("pandoc", "As @smith2020 says to @user.\n"), "`@smith2020` is a citation of Pandoc");
    assert_eq!(tools("quarto", "`r x`\n"), "`r x` is executable code of Quarto");
    assert_eq!(tools("leanpub", "++ins++ and C++ and i++\n"), "`++ins++` is inserted text of Leanpub");
    assert!(tools("obsidian", "{% hint %}\n").ends_with("GitBook and Jekyll"));
    assert!(tools("myst", "```{python}\n```\n").starts_with("`{python}` is a directive of MyST"));
}

#[test]
fn a_dialect_that_is_unknown_is_reported() {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    read_text("book.md", "---\ntitle: T\nlanguage: en\ndialect: quatro\n---\nText.\n", &mut sources, &sink);
    let found = sink.sorted();
    assert_eq!(found[0].code.name, "bad-value", "{found:?}");
    assert_eq!(found[0].hints, ["did you mean `quarto`?"]);
}

#[test]
fn attributes_without_effect_are_reported_once_for_each_name() {
    let text = "![A sea](a.png){fig-alt=\"x\" width=50%}\n\n::: {.box title=\"T\"}\n[a]{title=x data-y=z}\n:::\n\n\
                ```{.py caption=\"C\"}\nx\n```\n\n# One {kind=appendix out=1}\n\n\
                <div title=\"x\" data-z=\"y\">\n\nText.\n\n</div>\n\n```rust,ignore hidelines=!\nx\n```\n";
    let found = reports_of("unused-attribute", "", text);
    let found: Vec<_> = found.iter().map(|report| (report.place.0, report.message.as_str())).collect();
    let wanted = [
        (1, "the attribute `fig-alt` has no effect"),
        (3, "the attribute `title` has no effect (2 times in this book)"),
        (11, "the attribute `out` has no effect"),
    ];
    assert_eq!(found, wanted);
}

/// The search takes linear time: no opening sign makes it look through the rest of the text.
#[test]
fn no_text_takes_long_to_search() {
    let start = std::time::Instant::now();
    for sign in ["[[", "[@", "{{", "{% ", "{", "\\textit{", "\\begin", "!![[", ":a", "(\\#", "{{<", "@fig", "^a", "W> ", "++", "<<["] {
        reports("leanpub", &format!("{}\n", sign.repeat(30_000)));
    }
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

#[test]
fn a_grid_table_that_is_not_a_grid_is_reported_once() {
    const PANDOC: &str = "Pandoc, Quarto and bookdown";
    one("+---+---+\n| a | b |\n+---+----+\n", (1, 1), "`+---+---+` is the border of a grid table", PANDOC);
    one("Text.\n\n+---+---+\n| a   b |\n+---+---+\n\nMore.\n", (3, 1), "`+---+---+`", PANDOC);
    for text in ["+---+---+\n| a | b |\n+---+---+\n", "+---+\n", "+1+2+\n", "+++\n", "    +---+---+\n    code\n", "a +---+---+ b\n"] {
        let found = reports("", text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}
