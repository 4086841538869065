//! What the tools of projects put into texts, and the constructs that their projects are full of: chunks, template tags, directives.
use std::fs;

use chapbook::diagnostic::Sink;
use chapbook::document::proof;
use chapbook::manuscript::read;
use chapbook::source::SourceMap;

/// A project: the document of its book as a proof without places and indentation, and its messages with their codes.
fn project(files: &[(&str, &str)]) -> (String, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read(folder.path(), &mut sources, &sink).unwrap();
    let lines = proof(&manuscript.document);
    let lines = lines.lines().map(|line| line.split(" @").next().unwrap_or_default().trim()).filter(|line| !line.is_empty());
    let document = lines.collect::<Vec<_>>().join("; ");
    let told = sink.sorted().into_iter().map(|one| format!("{} {}", one.code.name, one.message));
    (document, told.filter(|one| !one.starts_with("missing-image")).collect())
}

#[track_caller]
fn has(document: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(document.contains(wanted), "{wanted}: {document}");
    }
}

const BOOKDOWN: (&str, &str) = ("_bookdown.yml", "rmd_files: [index.Rmd]\n");

#[test]
fn chunks_become_code_pictures_and_figures() {
    let text = "---\ntitle: T\nlang: en\n---\n# One\n\nSee Figure \\@ref(fig:boats) and \\@ref(fig:nets) and \\@ref(thm:sea).\n\n\
                ```{r setup, include=FALSE}\nlibrary(boats)\n```\n\n\
                ```{r boats, echo=FALSE, fig.cap='(ref:boats)', fig.alt=\"Two boats\", out.width=\"50%\"}\nknitr::include_graphics(\"img/boats.png\")\n```\n\n\
                (ref:boats) Boats of *wood*.\n\n\
                ```{r nets, fig.cap = \"Nets\"}\nplot(nets)\n```\n\n\
                ```{r saved, echo = FALSE, fig.cap = \"Ropes\"}\nplot(ropes)\n```\n\n\
                - An item\n\n    ```{r, eval=FALSE}\n    x <- 1\n    ```\n\n\
                ```{theorem, sea, name=\"The sea\"}\nIt is *deep*.\n```\n\n```{block, type='rmdnote'}\nMind it.\n```\n\n```{r half\nx\n";
    let (document, told) = project(&[BOOKDOWN, ("index.Rmd", text), ("_bookdown_files/figure-html/saved-1.png", "")]);
    has(
        &document,
        &[
            "Figure {#fig:boats}; Paragraph; Image \"img/boats.png\"",
            "Text \"Two boats\"",
            "Emphasis; Text \"wood\"",
            "Figure {#fig:nets}; Code r \"plot(nets)\\n\"",
            "Image \"_bookdown_files/figure-html/saved-1.png\"",
            "Code r \"x <- 1\\n\"",
            "Text \"Mind it.\"",
            "Emphasis; Text \"deep\"",
        ],
    );
    for left_out in ["library", "include_graphics", "(ref:", "{r nets", "plot(ropes)"] {
        assert!(!document.contains(left_out), "{left_out}: {document}");
    }
    let foreign: Vec<&String> = told.iter().filter(|one| one.starts_with("foreign-markup")).collect();
    let wanted = ["{r nets, fig.cap = \"Nets\"}", "{r saved, echo = FALSE, fig.cap = \"Ropes\"}", "{r half"];
    assert!(foreign.iter().all(|one| wanted.iter().any(|wanted| one.contains(wanted))) && foreign.len() < 4, "{told:?}");
    assert!(foreign.iter().any(|one| one.contains(wanted[0])) && foreign.iter().any(|one| one.contains(wanted[2])), "{told:?}");
    assert!(told.iter().all(|one| !one.starts_with("unknown-label")), "{told:?}");
}

#[test]
fn chunks_of_quarto_have_options_in_lines() {
    let text = "# One\n\nSee @fig-boats.\n\n```{python}\n#| label: fig-boats\n#| fig-cap: |\n#|   Boats and\n#|   nets\n#| echo: false\nplot(1)\n```\n\n\
                ```{python}\n#| include: false\nimport boats\n```\n\n```{python}\n#| eval: false\nprint(2)\n```\n\n{{< include _part.qmd >}}\n\nAbout {{< var ship.name >}}.\n";
    let files = [
        ("_quarto.yml", "project: {type: book}\nbook:\n  title: T\n  chapters: [index.qmd]\nlang: en\n"),
        ("_variables.yml", "ship:\n  name: Aurora\n"),
        ("index.qmd", text),
        ("_part.qmd", "---\nx: y\n---\nThe part.\n"),
    ];
    let (document, told) = project(&files);
    has(
        &document,
        &[
            "Figure {#fig-boats}; Code python \"plot(1)\\n\"",
            "Boats and nets",
            "Code python \"print(2)\\n\"",
            "Text \"The part.\"",
            "Text \"About Aurora.\"",
        ],
    );
    assert!(!document.contains("#|") && !document.contains("import boats"), "{document}");
    assert_eq!(told, ["foreign-markup `{python}` is executable code of Quarto"]);
}

#[test]
fn template_tags_of_gitbook_are_obeyed() {
    let text = "# One\n\nDjango {{ book.version }} in {{ book.language }}, {{ unknown }}.\n\n{% include \"/part.md\" %}\n\n\
                {% filename %}site/urls.py{% endfilename %}\n```python\nurls = []\n```\n\n\
                {% raw %}\n```html\n{% for post in posts %}{{ book.version }}\n```\n{% endraw %}\n\n\
                {% if output.name != \"ebook\" %}Only on the web.{% else %}Only here.{% endif %}\n\n\
                <!--sec data-title=\"Windows\" data-id=\"w\"\ndata-collapse=true ces-->\nSteps.\n<!--endsec-->\n\n\
                {% tabs %}\n{% tab title=\"Linux\" %}\nOther steps.\n{% endtab %}\n{% endtabs %}\n\n{% include \"gone.md\" %}\n";
    let files = [
        ("book.json", "{\"title\": \"T\", \"language\": \"en\", \"variables\": {\"version\": 5}}"),
        ("SUMMARY.md", "# Summary\n\n* [One](one.md)\n"),
        ("one.md", text),
        ("part.md", "A *part* {{ book.version }}.\n"),
    ];
    let (document, told) = project(&files);
    has(
        &document,
        &[
            "Text \"Django 5 in en, {{ unknown }}.\"",
            "Emphasis; Text \"part\"; Text \" 5.\"",
            "site/urls.py",
            "Code python \"urls = []\\n\"",
            "{% for post in posts %}{{ book.version }}",
            "Text \"Only here.\"",
            "Strong; Text \"Windows\"",
            "Text \"Steps.\"",
            "Strong; Text \"Linux\"",
        ],
    );
    assert!(!document.contains("Only on the web") && !document.contains("filename"), "{document}");
    let wanted = [
        "foreign-markup `{{ unknown }}` is a template variable of GitBook",
        "missing-file there is no file `gone.md` to include",
        "foreign-markup `{% include \"gone.md\" %}` is a template tag of GitBook",
    ];
    for wanted in wanted {
        assert!(told.iter().any(|one| one == wanted), "{wanted}: {told:?}");
    }
    assert_eq!(told.len(), 3, "{told:?}");
}

#[test]
fn files_that_include_one_another_end() {
    let files = [
        ("book.json", "{\"title\": \"T\", \"language\": \"en\"}"),
        ("SUMMARY.md", "* [One](one.md)\n"),
        ("one.md", "# One\n\n{% include \"one.md\" %}{% include \"one.md\" %}\n"),
    ];
    let (_, told) = project(&files);
    assert!(told.iter().any(|one| one.starts_with("too-deep")), "{told:?}");
}

#[test]
fn code_files_of_pandoc_and_leanpub_are_included() {
    let files = [
        ("metadata.yml", "title: T\nlang: en\n"),
        (
            "01-one.md",
            "# One\n\n~~~~ {.haskell include=\"src/boats.hs\" startLine=2}\n~~~~\n\n\\textbf{Bold}\\index{ropes} words.\n\n~~~~ {.haskell include=\"gone.hs\"}\n~~~~\n",
        ),
        ("02-two.md", "# Two\n\nText.\n"),
        ("src/boats.hs", "module Boats\nboats = 1\nnets = 2\n"),
    ];
    let (document, told) = project(&files);
    has(&document, &["Code haskell \"boats = 1\\nnets = 2\\n\"", "Strong; Text \"Bold\""]);
    assert!(told.iter().any(|one| one == "missing-file there is no file `gone.hs` to include"), "{told:?}");
    let files = [
        ("manuscript/Book.txt", "one.md\n"),
        (
            "manuscript/one.md",
            "# One\n\n{width: \"30%\", caption: \"Two boats\"}\n![](boats.png)\n\n{id: nets}\n## Nets\n\n[To the nets](#nets)\n\n<<[The boats](boats.rb)\n\n{id: alone}\n\nText.\n",
        ),
        ("manuscript/boats.rb", "boats = 1\n"),
    ];
    let (document, told) = project(&files);
    has(&document, &["width Share(0.3)", "Text \"Two boats\"", "boats = 1", "#nets"]);
    assert_eq!(told.iter().filter(|one| one.starts_with("foreign-markup")).count(), 1, "{told:?}");
}

#[test]
fn directives_of_jupyter_books_are_obeyed() {
    let text = "# One\n\n{numref}`fig-boats` and {eq}`sea` and {cite}`doe1999`.\n\n\
                ```{code-cell} ipython3\n:tags: [hide-input]\nx = 1\n```\n\n```{code-cell} ipython3\n:tags: [remove-cell]\nsecret = 1\n```\n\n\
                ```{code-cell} ipython3\n---\nmystnb:\n  figure:\n    caption: Boats of $x$\n    name: fig-boats\n---\nplot(x)\n```\n\n\
                ```{math}\n:label: sea\nx = y\n\n+ z\n```\n\n```{tableofcontents}\n```\n\n\
                ````{exercise}\n:label: ex1\n\nDo it:\n\n```{code-cell} ipython3\ny = 2\n```\n````\n\n\
                ```{solution-start} ex1\n:class: dropdown\n```\n\nDone.\n\n```{solution-end}\n```\n\n\
                ```{note}\n:class: dropdown\nMind it.\n```\n\n```{unknown}\nWords.\n```\n\n```{solution-end}\n```\n";
    let files = [
        ("_toc.yml", "format: jb-book\nroot: one\n"),
        ("_config.yml", "title: T\nbibtex_bibfiles: [refs.bib, gone.bib]\nsphinx: {config: {language: en}}\n"),
        ("refs.bib", "@book{doe1999, author = {Doe, Jane}, title = {Boats}, year = 1999}\n"),
        ("one.md", text),
    ];
    let (document, told) = project(&files);
    has(
        &document,
        &[
            "Code python \"x = 1\\n\"",
            "Figure {#fig-boats}; Code python \"plot(x)\\n\"",
            "Container {#ex1 .exercise}",
            "Text \"Do it:\"; Code python \"y = 2\\n\"",
            "Text \"Done.\"",
            "Alert Note; Paragraph; Text \"Mind it.\"",
        ],
    );
    for left_out in ["secret", "tableofcontents", "mystnb", ":label:", ":class:"] {
        assert!(!document.contains(left_out), "{left_out}: {document}");
    }
    assert!(told.iter().all(|one| !one.starts_with("unknown-label")), "{told:?}");
    assert!(told.iter().any(|one| one == "unused-key there is no bibliography `gone.bib`"), "{told:?}");
    assert!(told.iter().any(|one| one.starts_with("foreign-markup `{unknown}`")), "{told:?}");
}

#[test]
fn links_from_the_root_of_a_site_find_their_page() {
    let files = [
        ("hugo.toml", "baseURL = \"https://a.example\"\ntitle = \"T\"\n"),
        ("content/boats.md", "---\ntitle: Boats\n---\nSee [nets](/nets), [ropes](/ropes/) and [sails](/sails).\n"),
        ("content/nets.md", "---\ntitle: Nets\n---\nOf hemp.\n"),
        ("content/land/ropes.md", "---\ntitle: Ropes\n---\nOf hemp.\n"),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_chapbook")).arg("check").arg(folder.path()).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.matches("[dead-link]").count(), 1, "{told}");
    assert!(told.contains("`/sails`"), "{told}");
}

#[test]
fn notes_of_word_are_notes_in_any_project() {
    let files = [("1-one.md", "# One\n\nA word.[[1\\]](#_ftn1)\n\n[[1\\]](#_ftnref1) The note.\n"), ("2-two.md", "# Two\n\nA word.\n")];
    let (document, told) = project(&files);
    has(&document, &["NoteCall", "Text \"The note.\""]);
    assert!(!document.contains("_ftn1)") && !document.contains("Link"), "{document}");
    assert!(told.is_empty(), "{told:?}");
}

/// A document that chapbook has exported already has the marks of the names.
#[test]
fn a_name_that_is_already_marked_is_mentioned() {
    let files = [
        ("book.toml", "[book]\ntitle = \"T\"\nlanguage = \"en\"\n[matter]\nbody = [\"a.md\"]\n"),
        ("names.toml", "[[name]]\nentry = \"Trotsky, Leon\"\nvariants = [\"Trotsky\"]\n"),
        ("a.md", "# One\n\n[Trotsky]{.index entry=\"Trotsky, Leon\"} spoke.\n"),
    ];
    let (document, told) = project(&files);
    assert_eq!(document.matches("Trotsky, Leon").count(), 1, "{document}");
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn titles_of_code_have_the_values_of_variables() {
    let text = "# One\n\n{% filename %}{{ book.site }}/urls.py{% endfilename %}\n```python\nurls = []\n```\n\n\
                {% code title=\"{{ book.site }}/{{ unknown }}.py\" %}\n```python\nx = 1\n```\n{% endcode %}\n\n\
                {% tabs %}\n{% tab title=\"For {{book.site}}\" %}\nSteps.\n{% endtab %}\n{% endtabs %}\n";
    let files = [
        ("book.json", "{\"title\": \"T\", \"language\": \"en\", \"variables\": {\"site\": \"blog\"}}"),
        ("SUMMARY.md", "# Summary\n\n* [One](one.md)\n"),
        ("one.md", text),
    ];
    let (document, _) = project(&files);
    has(&document, &["blog/urls.py", "blog/{{ unknown }}.py", "Strong; Text \"For blog\""]);
    assert!(!document.contains("book.site"), "{document}");
}

#[test]
fn tags_of_jekyll_are_obeyed() {
    let text = "---\ntitle: One\nship: Aurora\n---\nThe {{ page.ship }}. {% comment %}Not this.{% endcomment %}\n\n\
                {% include boat.md name=\"Gull\" kind='small' %}\n\n{% include_relative parts/net.md %}\n\n\
                See [ropes]({% link ropes.md %}) and [news]({% post_url 2020-01-02-news %}).\n\n\
                {% assign sea = \"North Sea\" %}On the {{ sea }}.\n\n\
                {% raw %}`{{ page.ship }}`{% endraw %}\n\n{% include gone.md %}\n";
    let files = [
        ("_config.yml", "title: T\nlang: en\nmarkdown: kramdown\n"),
        ("_includes/boat.md", "The boat {{ include.name }} is *{{ include.kind }}*.\n"),
        ("parts/net.md", "A net.\n"),
        ("one.md", text),
        ("ropes.md", "---\ntitle: Ropes\n---\nOf hemp.\n"),
        ("_posts/2020-01-02-news.md", "---\ntitle: News\n---\nSome.\n"),
    ];
    let (document, told) = project(&files);
    has(
        &document,
        &[
            "The Aurora.",
            "The boat Gull is",
            "Emphasis; Text \"small\"",
            "Text \"A net.\"",
            "/ropes.md",
            "/_posts/2020-01-02-news.md",
            "On the North Sea.",
            "{{ page.ship }}",
        ],
    );
    assert!(!document.contains("Not this"), "{document}");
    assert!(told.iter().any(|one| one == "missing-file there is no file `_includes/gone.md` to include"), "{told:?}");
}

#[test]
fn links_to_the_address_that_a_page_gives_itself_find_it() {
    let files = [
        ("_config.yml", "title: T\nlang: en\nmarkdown: kramdown\n"),
        ("boats.md", "---\ntitle: Boats\npermalink: /on/boats/\n---\nSee [nets](/on/nets/), [knots](../nets/#knots), [ropes](/ropes).\n"),
        ("b-nets.md", "---\ntitle: Nets\npermalink: /on/nets.html\n---\nOf hemp.\n\n## Knots\n\nMany.\n"),
    ];
    let (document, _) = project(&files);
    has(&document, &["Link \"/b-nets.md\"", "Link \"/b-nets.md#knots\"", "Link \"/ropes\""]);
}

#[test]
fn appendices_of_quarto_and_bookdown_have_letters() {
    let quarto = [
        (
            "_quarto.yml",
            "project: {type: book}\nbook:\n  title: T\n  chapters: [index.qmd, two.qmd]\n  appendices: [tables.qmd, more.qmd, credits.qmd]\nlang: en\n",
        ),
        ("index.qmd", "# One\n\nA word.\n"),
        ("two.qmd", "# Two\n\nA word.\n"),
        ("tables.qmd", "# Tables\n\nA word.\n"),
        ("more.qmd", "# More tables\n\nA word.\n"),
        ("credits.qmd", "# Credits {.unnumbered}\n\nA word.\n"),
    ];
    let bookdown = [
        BOOKDOWN,
        (
            "index.Rmd",
            "---\ntitle: T\nlang: en\n---\n# One\n\nA word.\n\n# (APPENDIX) Appendix {-}\n\n# Tables {#tables}\n\nA word.\n\n# More tables\n\nA word.\n",
        ),
    ];
    for files in [quarto.as_slice(), bookdown.as_slice()] {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            fs::write(folder.path().join(path), text).unwrap();
        }
        let (mut sources, sink) = (SourceMap::default(), Sink::default());
        let manuscript = read(folder.path(), &mut sources, &sink).unwrap();
        let mut found = Vec::new();
        for division in
            manuscript.document.matter.iter().flatten().flat_map(|division| std::iter::once(division).chain(&division.divisions))
        {
            let heading = division.heading.as_ref().unwrap();
            found.extend(heading.own_number.as_ref().and_then(|own| Some(format!("{} {}", own.label.clone()?, own.written))));
        }
        assert_eq!(found, ["A Tables", "B More tables"]);
    }
}

#[test]
fn rules_of_the_rust_reference_have_anchors_and_references() {
    let text = "r[boats]\n# Boats\n\nr[boats.rope]\nA boat has a rope, see [nets][boats.net] and [boats.net].\n\n\
                r[boats.net]\n* A net.\n\n{{summary-table}}\n";
    let files = [
        ("book.toml", "[book]\ntitle = \"T\"\nlanguage = \"en\"\n"),
        ("src/SUMMARY.md", "# Summary\n\n- [Boats](boats.md)\n"),
        ("src/boats.md", text),
    ];
    let (document, told) = project(&files);
    has(
        &document,
        &[
            "{#r-boats .rule}; Code \"boats\"",
            "{#r-boats.rope .rule}",
            "{#r-boats.net .rule}",
            "Link \"#r-boats.net\"; Text \"nets\"",
            "Link \"#r-boats.net\"; Text \"boats.net\"",
        ],
    );
    assert!(!document.contains("r["), "{document}");
    assert_eq!(told, ["foreign-markup `{{summary-table}}` is a preprocessor tag of mdBook"]);
}

#[test]
fn tables_and_computed_figures_of_jupyter_books_have_captions() {
    let text = "# One\n\nSee {numref}`kinds`, {numref}`more` and {numref}`fig-sea`.\n\n\
                ```{list-table} Kinds of *boats*\n:header-rows: 1\n:name: kinds\n\n* - Boat\n  - Rope\n* - Gull\n  - hemp\n```\n\n\
                ```{table} More boats\n:name: more\n\n| a | b |\n|---|---|\n| c | d |\n```\n\n\
                :::{glue:figure} fig-sea-plot\n:figwidth: 700px\n:name: fig-sea\n\nThe *sea*.\n:::\n";
    let files = [
        ("_toc.yml", "format: jb-book\nroot: one\n"),
        ("_config.yml", "title: T\nsphinx:\n  config:\n    language: en\n"),
        ("one.md", text),
    ];
    let (document, told) = project(&files);
    has(
        &document,
        &[
            "{#kinds}",
            "{#more}",
            "Figure {#fig-sea}",
            "Code \"fig-sea-plot\"",
            "Emphasis; Text \"sea\"",
            "Text \"Kinds of \"",
            "Text \"More boats\"",
            "Text \"hemp\"",
        ],
    );
    for left in [":figwidth", ":::", "list-table", "header-rows"] {
        assert!(!document.contains(left), "{left}: {document}");
    }
    assert_eq!(told, ["foreign-markup `{glue:figure}` is executable code of MyST"]);
}

#[test]
fn list_tables_keep_their_blocks_heads_and_widths() {
    let text = "# One\n\n```{list-table}\n:header-rows: 2\n:stub-columns: 1\n:widths: 25 75\n\n\
                * - Boat\n  - Rope\n* - Name\n  - Kind\n* - Gull\n  - Hemp.\n\n    - long\n    - *short*\n\n    Tarred.\n```\n";
    let files = [
        ("_toc.yml", "format: jb-book\nroot: one\n"),
        ("_config.yml", "title: T\nsphinx:\n  config:\n    language: en\n"),
        ("one.md", text),
    ];
    let (document, told) = project(&files);
    assert!(told.is_empty(), "{told:?}");
    insta::assert_snapshot!(document);
}

#[test]
fn options_of_list_tables_that_are_not_numbers_are_reported() {
    let text = "# One\n\n```{list-table}\n:header-rows: x\n:widths: wide\n\n* - A\n```\n\n```{list-table}\n:widths: auto\n\n* - A\n```\n";
    let files = [
        ("_toc.yml", "format: jb-book\nroot: one\n"),
        ("_config.yml", "title: T\nsphinx:\n  config:\n    language: en\n"),
        ("one.md", text),
    ];
    let (_, told) = project(&files);
    assert_eq!(told, ["unused-attribute `:header-rows: x` is not a number", "unused-attribute `:widths: wide` is not a number"]);
}

#[test]
fn markup_of_single_authors_is_reported() {
    let cases = [
        ("A ((rope)) and f((x)).\n\n{{index \"knots\", rope}}\n", "`((rope))` is an entry of the index"),
        ("See:\n\n- \\[\\[The sails\\]\\] and \\[\\[1\\]\\]\n", "`\\[\\[The sails\\]\\]` is a link to a note, with backslashes"),
        ("Insert 18333fig0101.png\nFigure 1-1. A boat.\n", "`Insert 18333fig0101.png` is the name of a picture that a program puts in"),
    ];
    for (text, wanted) in cases {
        let one = format!("# One\n\n{text}");
        let (_, told) = project(&[
            ("mkdocs.yml", "site_name: T\ntheme:\n  language: en\n"),
            ("docs/one.md", &one),
            ("docs/two.md", "# Two\n\nInsert a word.\n\nf((x))\n"),
        ]);
        let own: Vec<&String> = told.iter().filter(|one| one.contains(wanted)).collect();
        assert_eq!(own.len(), 1, "{wanted}: {told:?}");
        assert!(told.iter().all(|one| !one.contains("((x))")) || wanted.contains("((rope))"), "{told:?}");
    }
}

#[test]
fn texts_of_quarto_for_other_formats_are_left_out() {
    let text = "# One\n\n::: {.content-hidden when-format=\"pdf\"}\nFor the *web*.\n:::\n\n\
                ::: {.content-visible when-format=\"pdf\"}\nFor paper.\n:::\n\n::: {.content-visible unless-format=\"html\"}\nNot this.\n:::\n";
    let files = [("_quarto.yml", "project: {type: book}\nbook:\n  title: T\n  chapters: [index.qmd]\nlang: en\n"), ("index.qmd", text)];
    let (document, told) = project(&files);
    has(&document, &["Text \"For the \"; Emphasis"]);
    assert!(!document.contains("paper") && !document.contains("Not this"), "{document}");
    assert_eq!(told, ["foreign-markup this text of Quarto is for formats other than the e-book (2 times in this book)"]);
}

#[test]
fn markdown_in_html_of_jekyll_and_pictures_of_docusaurus_are_set() {
    let text = "---\ntitle: One\n---\n<aside markdown=\"1\" class=\"quote\">\n  <p markdown=\"1\">\nSaid [Ann](https://example.org/).\n  </p>\n</aside>\n";
    let (document, _) = project(&[("_config.yml", "title: T\nlang: en\nmarkdown: kramdown\n"), ("one.md", text)]);
    has(&document, &["Link \"https://example.org/\"; Text \"Ann\""]);
    let text = "import Boat from '@site/src/Boat';\n\n# One\n\n<img alt=\"A boat\" src={require('./boat.png').default} />\n";
    let (document, told) = project(&[("docusaurus.config.js", "export default { title: 'T' };\n"), ("docs/one.md", text)]);
    has(&document, &["Image \"docs/boat.png\""]);
    assert!(!document.contains("import"), "{document}");
    assert!(told.iter().any(|one| one.contains("is a line of JavaScript of Docusaurus")), "{told:?}");
}
