//! Constructs of other tools that are read if the book names its dialect.
use chapbook::diagnostic::Sink;
use chapbook::document::proof;
use chapbook::manuscript::{read as read_folder, read_text};
use chapbook::source::SourceMap;

use crate::support::built::Built;

/// Reads a text in a dialect: its document as a proof without places, and its diagnostics with their lines in the text.
fn read(dialect: &str, text: &str) -> (String, Vec<String>) {
    let front = format!("---\ntitle: T\nlanguage: en\ndialect: {dialect}\n---\n");
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read_text("book.md", &format!("{front}{text}"), &mut sources, &sink);
    let reported = sink.sorted().into_iter().map(|diagnostic| {
        let (line, column) = sources.line_column(diagnostic.span).unwrap();
        format!("{} {}:{column} {}", diagnostic.code.name, line - 5, diagnostic.message)
    });
    (without_places(&proof(&manuscript.document)), reported.collect())
}

/// The lines of a proof after its division, without places and indentation.
fn without_places(proof: &str) -> String {
    let lines = proof.lines().skip(2).map(|line| line.split(" @").next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

/// Checks what a text becomes, and that nothing in it is reported.
#[track_caller]
fn becomes(dialect: &str, text: &str, wanted: &str) {
    let (document, reported) = read(dialect, text);
    assert_eq!(document, wanted, "{text}");
    assert!(reported.is_empty(), "{text}: {reported:?}");
}

/// Checks that a text is left as it is and reported on its first line.
#[track_caller]
fn is_reported(dialect: &str, text: &str) {
    let (document, reported) = read(dialect, text);
    assert!(!document.contains("Alert") && !document.contains("PageBreak"), "{text}: {document}");
    assert!(reported.iter().any(|report| report.starts_with("foreign-markup 1:")), "{text}: {reported:?}");
}

#[test]
fn hints_of_gitbook_are_alerts() {
    becomes(
        "gitbook",
        "{% hint style=\"warning\" %}\nSome *text*.\n\n- a\n{% endhint %}\n\nAfter.\n",
        "Alert Warning; Paragraph; Text \"Some \"; Emphasis; Text \"text\"; Text \".\"; List tight; Item; Paragraph; Text \"a\"; \
         Paragraph; Text \"After.\"",
    );
    becomes("gitbook", "{%hint style='info'%}\nText.\n{%endhint%}\n", "Alert Other(\"Info\"); Paragraph; Text \"Text.\"");
    let (document, reported) = read("gitbook", "{% hint style=\"tip\" %}\nText.\n");
    assert_eq!(document, "Alert Tip; Paragraph; Text \"Text.\"");
    assert_eq!(reported, ["unclosed-fence 1:1 this box is not closed"]);
    is_reported("gitbook", "{% tabs %}\nText.\n{% endtabs %}\n");
    is_reported("gitbook", "{% hint working=1 %}\nText.\n{% endhint %}\n");
    is_reported("jekyll", "{% hint style=\"info\" %}\nText.\n{% endhint %}\n");
}

#[test]
fn comments_of_a_dialect_are_left_out() {
    for (dialect, comment) in [("leanpub", "%% a comment"), ("myst", "% a comment"), ("myst", "+++"), ("gitbook", "{# a comment #}")] {
        becomes(dialect, &format!("One.\n{comment}\nTwo.\n"), "Paragraph; Text \"One.\"; Paragraph; Text \"Two.\"");
        becomes(dialect, &format!("```\n{comment}\n```\n"), &format!("Code - {:?}", format!("{comment}\n")));
    }
}

#[test]
fn two_carets_are_inserted_text() {
    becomes("mkdocs", "^^new^^ and 2^3^\n", "Paragraph; Phrase Inserted; Text \"new\"; Text \" and 2\"; Superscript; Text \"3\"");
}

#[test]
fn a_table_of_contents_is_left_out_since_the_book_has_one() {
    becomes("mkdocs", "One.\n\n[TOC]\n\nTwo.\n", "Paragraph; Text \"One.\"; Paragraph; Text \"Two.\"");
    becomes("docusaurus", "[[toc]]\n\nTwo.\n", "Paragraph; Text \"Two.\"");
    becomes("mkdocs", "```\n[TOC]\n```\n", "Code - \"[TOC]\\n\"");
}

#[test]
fn definitions_with_a_tilde_are_read() {
    let (document, reported) = read("pandoc", "Hawser\n\n  ~ A rope.\n");
    let (other, _) = read("pandoc", "Hawser\n\n:   A rope.\n");
    assert_eq!(document, other);
    assert!(!document.contains('~') && reported.is_empty(), "{document} {reported:?}");
    becomes("pandoc", "```\nHawser\n~ A rope.\n```\n", "Code - \"Hawser\\n~ A rope.\\n\"");
}

#[test]
fn metadata_within_a_file_is_left_out_and_reported() {
    let (document, reported) = read("pandoc", "One.\n\n---\ntitle: Rope\n...\n\nTwo.\n\n---\n\nThree.\n");
    assert_eq!(document, "Paragraph; Text \"One.\"; Paragraph; Text \"Two.\"; Break; Paragraph; Text \"Three.\"");
    assert_eq!(reported, ["foreign-markup 3:1 a metadata block of Pandoc begins here"]);
}

#[test]
fn a_percent_sign_in_a_formula_is_not_a_comment() {
    let (document, reported) = read("myst", "$$\na =\n%\nb\n$$\n\n% a comment\n");
    assert!(document.starts_with("Math") && document.contains('%') && !document.contains("comment"), "{document}");
    assert_eq!(reported, [""; 0]);
}

#[test]
fn comments_of_kramdown_are_left_out() {
    becomes("jekyll", "One.\n\n{::comment}\nwords\n{:/comment}\n\nTwo.\n", "Paragraph; Text \"One.\"; Paragraph; Text \"Two.\"");
    // Nothing ends this one.
    let (document, _) = read("jekyll", "One.\n\n{::comment}\n\nTwo {:/comment}\n\n{:/nomarkdown}\n\nThree.\n");
    assert!(document.contains("Two") && document.ends_with("Text \"Three.\""), "{document}");
    is_reported("docusaurus", "import B from 'react-lite-youtube-embed';\n");
}

#[test]
fn markdown_after_an_html_tag_is_read() {
    for dialect in ["pandoc", "quarto", "bookdown"] {
        let (document, reported) = read(dialect, "<center>\nA *b*.\n</center>\n\n<div class=\"x\">\n* a\n* b\n</div>\n");
        let wanted = "Text \"A \"; Emphasis; Text \"b\"; Text \".\"; Container {.x}; List tight; Item; Paragraph; Text \"a\"; Item; Paragraph; \
                      Text \"b\"";
        assert!(document.ends_with(wanted), "{dialect}: {document}");
        assert!(reported.is_empty(), "{dialect}: {reported:?}");
    }
}

#[test]
fn boxes_and_page_breaks_of_markua_are_read() {
    becomes(
        "leanpub",
        "W> Mind *the*\nW> gap.\nW>\nW> - a\nAfter.\n",
        "Alert Warning; Paragraph; Text \"Mind \"; Emphasis; Text \"the\"; SoftBreak; Text \"gap.\"; List tight; Item; Paragraph; \
         Text \"a\"; Paragraph; Text \"After.\"",
    );
    becomes("leanpub", "G> Do it.\n", "Alert Note; Paragraph; Text \"Do it.\"");
    becomes("leanpub", "X> Do it.\n", "Alert Other(\"Exercise\"); Paragraph; Text \"Do it.\"");
    becomes("leanpub", "C> Mid.\n", "Container {.center}; Paragraph; Text \"Mid.\"");
    becomes("leanpub", "{blurb, class: tip}\nText.\n{/blurb}\n", "Alert Tip; Paragraph; Text \"Text.\"");
    becomes("leanpub", "{blurb}\nText.\n{/blurb}\nAfter.\n", "Alert Note; Paragraph; Text \"Text.\"; Paragraph; Text \"After.\"");
    becomes("leanpub", "{aside}\nText.\n{/aside}\n", "Container {.aside}; Paragraph; Text \"Text.\"");
    becomes("leanpub", "One.\n{pagebreak}\nTwo.\n", "Paragraph; Text \"One.\"; PageBreak; Paragraph; Text \"Two.\"");
    becomes("leanpub", "```\n{pagebreak}\nW> x\n```\n", "Code - \"{pagebreak}\\nW> x\\n\"");
    is_reported("leanpub", "{quiz, id: a}\n");
    is_reported("chapbook", "Text {i: \"x\"}\n\n{pagebreak}\n");
}

#[test]
fn admonitions_with_titles_are_alerts() {
    let titled = "Alert Note; Title; Text \"A \"; Emphasis; Text \"title\"; Paragraph; Text \"Text.\"";
    becomes("mkdocs", "!!! note \"A *title*\"\n    Text.\n", titled);
    becomes("mkdocs", "??? note \"A *title*\"\n\n    Text.\n", titled);
    becomes("docusaurus", ":::note A *title*\nText.\n:::\n", titled);
    becomes("docusaurus", ":::note[A *title*]\nText.\n:::\n", titled);
    becomes("docusaurus", ":::note A *title* {open}\nText.\n:::\n", titled);
    becomes("docusaurus", "::::note{title=\"A *title*\"}\nText.\n::::\n", titled);
    becomes("myst", "```{admonition} A *title*\nText.\n```\n", titled);
    becomes("myst", ":::{note} A *title*\nText.\n:::\n", titled);
    becomes("mdbook", "```admonish note title=\"A *title*\"\nText.\n```\n", titled);
    becomes("mdbook", "```admonish \"A *title*\"\nText.\n```\n", titled);
    becomes("quarto", "::: callout-note\n\n## A *title*\n\nText.\n:::\n", titled);
    for dialect in ["pandoc", "quarto", "bookdown"] {
        becomes(dialect, "::: {.callout-note title=\"A *title*\" collapse=true}\nText.\n:::\n", titled);
    }
}

#[test]
fn admonitions_are_nested_and_end_where_they_should() {
    becomes(
        "mkdocs",
        "- item\n\n    !!! tip\n        Text.\n\n        !!! info \"In\"\n            Deep.\n\n    More.\n",
        "List; Item; Paragraph; Text \"item\"; Alert Tip; Paragraph; Text \"Text.\"; Alert Other(\"Info\"); Title; Text \"In\"; \
         Paragraph; Text \"Deep.\"; Paragraph; Text \"More.\"",
    );
    becomes(
        "docusaurus",
        "::::tip\n:::info\nIn.\n:::\n::: box\nText.\n:::\n::::\nAfter.\n",
        "Alert Tip; Alert Other(\"Info\"); Paragraph; Text \"In.\"; Container {.box}; Paragraph; Text \"Text.\"; Paragraph; \
         Text \"After.\"",
    );
    becomes("myst", "````{warning}\n```py\nx\n```\n````\n", "Alert Warning; Code py \"x\\n\"");
    becomes("myst", "```{note}\n:class: dropdown\nText.\n```\n", "Alert Note; Paragraph; Text \"Text.\"");
    is_reported("myst", "```{unknown} a.png\nText.\n```\n");
    is_reported("quarto", "::: {#tip-x .callout-tip}\nText.\n:::\n");
    let (document, reported) = read("mkdocs", "!!! note that this is text\n\nMore.\n");
    assert_eq!((document.as_str(), reported.len()), ("Paragraph; Text \"!!! note that this is text\"; Paragraph; Text \"More.\"", 0));
}

#[test]
fn page_breaks_of_tex_and_quarto_are_read() {
    let broken = "Paragraph; Text \"One.\"; PageBreak; Paragraph; Text \"Two.\"";
    becomes("pandoc", "One.\n\\clearpage\nTwo.\n", broken);
    becomes("bookdown", "One.\n\n\\cleardoublepage\n\nTwo.\n", broken);
    becomes("quarto", "One.\n\n{{< pagebreak >}}\n\nTwo.\n", broken);
    is_reported("hugo", "{{< pagebreak >}}\n");
}

#[test]
fn attributes_of_kramdown_are_read() {
    let (document, reported) = read("jekyll", "Text *x*{: .red}.\n{: .lead}\n\n* TOC\n{:toc}\n\n![A](a.png)\n{: width=\"50%\"}\n");
    assert_eq!(
        document,
        "Container {.lead}; Paragraph; Text \"Text \"; Emphasis {.red}; Text \"x\"; Text \".\"; Figure; Paragraph; \
         Image \"a.png\" width Share(0.5); Text \"A\""
    );
    assert!(reported.is_empty(), "{reported:?}");
    let (document, reported) = read("jekyll", "`*x*{: .y}`\n\n```\n{: .c}\n```\n");
    assert_eq!((document.as_str(), reported.len()), ("Paragraph; Code \"*x*{: .y}\"; Code - \"{: .c}\\n\"", 0));
    let built = Built::of("---\ntitle: T\nlanguage: en\ndialect: jekyll\n---\n# Boats\n{: #b}\n\nText.\n\n# Nets\n\n[x](#b)\n");
    assert!(!built.told.contains("dead-link") && built.document("Boats").contains("id=\"b\""), "{}", built.told);
    is_reported("jekyll", "{: .alone}\n");
}

#[test]
fn links_and_pictures_of_obsidian_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("book.toml", "[book]\ntitle = \"T\"\nlanguage = \"en\"\ndialect = \"obsidian\"\n[matter]\nbody = [\"a/*.md\"]\n");
    write(
        "a/One note.md",
        "# One\n\n[[Two|text]] [[two#The *end*|x]] [[#One]] `[[Two]]` [[Two]] [[Three]]\n\n| a |\n|---|\n| [[Two\\|t]] |\n",
    );
    write(
        "a/Two.md",
        "# Two\n\n## The end\n\n![[a b.png|A sea|300x200]]\n\n![[One note]]\n\nWords. ^words\n\n2 ^3 x^y\n\n```\n[[Two]]\n```\n",
    );
    write("files/a b.png", "");
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read_folder(folder.path(), &mut sources, &sink).unwrap();
    let document = without_places(&proof(&manuscript.document));
    for wanted in [
        "Link \"/a/Two.md\"; Text \"text\"",
        "Link \"/a/Two.md#the-end\"; Text \"x\"",
        "Link \"#one\"; Text \"One\"",
        "Code \"[[Two]]\"",
        "Link \"/a/Two.md\"; Text \"Two\"; Text \" [[Three]]\"",
        "Link \"/a/Two.md\"; Text \"t\"",
        "Image \"files/a b.png\"",
        "Text \"A sea\"",
        "Link \"/a/One note.md\"; Text \"One note\"; Paragraph; Text \"Words.\"; Anchor {#block-words}; Paragraph; Text \"2 ^3 x^y\"",
        "Code - \"[[Two]]\\n\"",
    ] {
        assert!(document.contains(wanted), "{wanted}: {document}");
    }
    let reported = sink.sorted();
    let messages: Vec<&str> = reported.iter().filter(|one| one.code.name == "foreign-markup").map(|one| one.message.as_str()).collect();
    assert_eq!(messages, ["`[[Three]]` is a link to a note of Obsidian"]);
}

#[test]
fn a_description_of_obsidian_may_be_only_a_size() {
    let sized = |text: &str| read("obsidian", text).0;
    assert_eq!(sized("![250](b.png)\n"), sized("![|250](b.png)\n"));
    assert!(!sized("![250](b.png)\n").contains("\"250\""), "{}", sized("![250](b.png)\n"));
    assert_ne!(sized("![250 oars](b.png)\n"), sized("![|250](b.png)\n"));
}

/// A block with an identifier is the target of links, whether the identifier stands in its last line or on a line of its own after it.
#[test]
fn identifiers_of_blocks_are_anchors_in_obsidian() {
    let lines = |text: &str| {
        let (document, reported) = read("obsidian", text);
        assert!(reported.is_empty(), "{text}: {reported:?}");
        document
    };
    let document = lines(
        "Rope. ^a-1\n\nSee [[#^A-1|the rope]] and [[#^sails]].\n\n| a |\n|---|\n| b |\n^sails\n\n> Tar.\n^tar\n\n- Nets\n  ^nets\n\n[[#^tar]] [[#^nets]]\n",
    );
    for wanted in [
        "block-a-1",
        "Link \"#block-a-1\"; Text \"the rope\"",
        "Link \"#block-sails\"; Text \"sails\"",
        "Link \"#block-tar\"",
        "Link \"#block-nets\"",
    ] {
        assert!(document.contains(wanted), "{wanted}: {document}");
    }
    assert!(!document.contains('^') && document.matches("Row;").count() == 1, "{document}");
    assert!(lines("2 ^3 and x ^y2$\n\n`a ^b`\n").contains("x ^y2$"));
}

#[test]
fn formulas_of_leanpub_and_alerts_of_docsify_are_read() {
    becomes("leanpub", "A {$$}2\\times 3{/$$} net.\n", "Paragraph; Text \"A \"; Math \"$2\\\\times 3$\"; Text \" net.\"");
    becomes("gitbook", "```{important}\nTar *it*.\n```\n", "Alert Important; Paragraph; Text \"Tar \"; Emphasis; Text \"it\"; Text \".\"");
    // A space that does not break is a space.
    becomes("obsidian", "> [!note]\u{a0}Nets\n> Tar.\n", "Alert Note; Title; Text \"Nets\"; Paragraph; Text \"Tar.\"");
}

/// Text in code, in `<pre>` or in a comment stays as it is, even if it looks like a construct.
#[test]
fn code_is_left_alone_in_every_dialect() {
    let fence = "```";
    let code = |dialect: &str, text: &str, wanted: &str| {
        let (document, _) = read(dialect, text);
        assert!(document.contains(wanted) && !document.contains("Alert"), "{dialect}: {text}: {document}");
    };
    code("jekyll", "    {::comment}\n    words\n    {:/comment}\n", "Code - \"{::comment}\\nwords\\n{:/comment}");
    code("jekyll", "    *red*{: .x}\n", "Code - \"*red*{: .x}");
    code("jekyll", "<pre>\n*red*{: .x}\n</pre>\n", "{: .x}");
    code("jekyll", "Say ``*x*{: .in}`` and *y*{: .out}\n", "Code \"*x*{: .in}\"; Text \" and \"; Emphasis {.out}");
    code("pandoc", "    ::: incremental\n\n    - Eat\n\n    :::\n", "Code - \"::: incremental\\n\\n- Eat\\n\\n:::");
    for (dialect, lines) in [
        ("docusaurus", ":::tip T\n  body\n  :::"),
        ("myst", "% a comment\n  x"),
        ("obsidian", "[[a]] ![x|100](y.png)"),
        ("leanpub", "W> x\n  {pagebreak}"),
        ("mkdocs", "!!! note\n      x"),
        ("gitbook", "{% hint %}\n  x\n  {% endhint %}"),
    ] {
        let wanted = lines.replace("\n  ", "\\n");
        code(dialect, &format!("- {fence}\n  {lines}\n  {fence}\n- two\n"), &format!("Code - \"{wanted}"));
        let indented = lines.replace("\n  ", "\n       ");
        code(dialect, &format!("1. item:\n\n       {indented}\n\n2. two\n"), &format!("Code - \"{wanted}"));
        let plain = lines.replace("\n  ", "\n");
        let (document, _) = read(dialect, &format!("<pre>\n{plain}\n</pre>\n\nAfter.\n"));
        assert!(!document.contains("Alert") && document.ends_with("Text \"After.\""), "{dialect}: {document}");
        let (document, _) = read(dialect, &format!("<!--\n{plain}\n-->\n\nAfter.\n"));
        assert_eq!(document, "Paragraph; Text \"After.\"", "{dialect}");
    }
}

#[test]
fn the_end_of_an_outer_box_ends_the_boxes_in_it() {
    let (document, reported) = read("myst", "````{tip}\n\n```{note}\nText.\n\n````\n\nAfter.\n");
    assert_eq!(document, "Alert Tip; Alert Note; Paragraph; Text \"Text.\"; Paragraph; Text \"After.\"");
    assert_eq!(reported, ["unclosed-fence 3:1 this box is not closed"]);
}

#[test]
fn tabs_of_mkdocs_are_boxes_with_titles() {
    becomes(
        "mkdocs",
        "=== \"A\"\n\n    Text *x*.\n\n=== \"B\"\n\n    More.\n",
        "Alert Other(\"Tab\"); Title; Text \"A\"; Paragraph; Text \"Text \"; Emphasis; Text \"x\"; Text \".\"; Alert Other(\"Tab\"); Title; \
         Text \"B\"; Paragraph; Text \"More.\"",
    );
}

#[test]
fn the_text_of_highlight_tags_is_code() {
    becomes("jekyll", "{% highlight ruby %}\n*a*  \"b\"\n{% endhighlight %}\n", "Code ruby \"*a*  \\\"b\\\"\\n\"");
    becomes("hugo", "{{< highlight go \"linenos=1\" >}}\n*a*\n{{< /highlight >}}\n", "Code go \"*a*\\n\"");
    is_reported("jekyll", "{% highlight ruby %}\n*a*\n");
}

#[test]
fn escaped_spaces_of_pandoc_keep_words_together() {
    becomes("pandoc", "See p.\\ 3 and `p.\\ 4`.\n", "Paragraph; Text \"See p.\\u{a0}3 and \"; Code \"p.\\\\ 4\"; Text \".\"");
    let (document, _) = read("chapbook", "See p.\\ 3.\n");
    assert_eq!(document, "Paragraph; Text \"See p.\\\\ 3.\"");
}

/// What is read stands in both books, in order.
#[test]
fn a_box_is_in_both_books() {
    let built = Built::of(
        "---\ntitle: T\nlanguage: en\ndialect: mkdocs\n---\n# Boats\n\n!!! danger \"Deep sea\"\n    The hull is thin.\n\nHome again.\n",
    );
    let chapter = built.document("hull");
    let at = |text: &str| chapter.find(text).unwrap_or_else(|| panic!("{text}: {chapter}"));
    assert!(at("Deep sea") < at("The hull is thin.") && at("The hull is thin.") < at("Home again."));
    assert!(chapter.contains("role=\"note\""), "{chapter}");
    if let Some(pdf) = &built.pdf {
        assert!(pdf.contains("Deep sea") && pdf.contains("The hull is thin."), "{pdf}");
    }
}

#[test]
fn a_book_without_a_dialect_is_told_which_one_reads_it() {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    read_text("book.md", "---\ntitle: T\nlanguage: en\n---\n{% hint style=\"info\" %}\nText.\n{% endhint %}\n", &mut sources, &sink);
    let hints = &sink.sorted()[0].hints;
    assert_eq!(hints[0], "write `dialect = \"gitbook\"` under `[book]`, and chapbook reads it");
}

/// Translation takes linear time, and no nesting makes it fail.
#[test]
fn no_text_takes_long_to_translate() {
    let start = std::time::Instant::now();
    for (dialect, line) in [
        ("mkdocs", "!!! note\n    "),
        ("docusaurus", ":::note\n"),
        ("myst", "```{note}\n"),
        ("gitbook", "{% hint style=\"info\" %}\n"),
        ("leanpub", "W> x\nT> y\n{blurb}\n"),
        ("quarto", "::: {.callout-note}\n"),
        ("jekyll", "# a\n{: .b}\n*x*{: .c}\n"),
        ("obsidian", "[[a`[[b"),
    ] {
        // The reader of containers is recursive.
        let count = if matches!(dialect, "docusaurus" | "quarto") { 100 } else { 5_000 };
        read(dialect, &line.repeat(count));
    }
    assert!(start.elapsed().as_secs() < 40, "{:?}", start.elapsed());
}

#[test]
fn text_after_a_quotation_in_an_item_is_read() {
    let (document, _) = read("gitbook", "1.  Text\n\n    > A quotation.\n\n    In $pat$ words.\n");
    let (inner, _) = read("obsidian", "1.  Text\n\n    > A quotation.\n\n    In $pat$ words and %%gone%%.\n");
    assert!(document.contains("Math \"$pat$\""), "{document}");
    assert!(inner.contains("Math \"$pat$\"") && !inner.contains("gone"), "{inner}");
    let (document, _) = read("gitbook", "- Text\n\n    > [!NOTE]\n    > Box.\n\n    (a) one\n    (b) two\n\n    In $x$.\n");
    assert!(document.contains("Math \"$x$\""), "{document}");
}

#[test]
fn every_percent_sign_at_the_beginning_of_a_line_of_myst_begins_a_comment() {
    becomes("myst", "One.\n\n%$$\n%hidden\n%- hidden\n%$$\n\nTwo.\n", "Paragraph; Text \"One.\"; Paragraph; Text \"Two.\"");
    becomes(
        "myst",
        "Use `$$` here.\n\n% hidden\n\nTwo.\n",
        "Paragraph; Text \"Use \"; Code \"$$\"; Text \" here.\"; Paragraph; Text \"Two.\"",
    );
    let (document, _) = read("myst", "Dear $$ hotels.\n\n% hidden\n\nTwo at time$1$ and 5$x$.\n");
    assert!(!document.contains("hidden") && document.contains("Math \"$1$\"") && document.contains("Math \"$x$\""), "{document}");
}

#[test]
fn the_head_of_a_chunk_may_have_backticks() {
    let (document, reported) = read("bookdown", "```{r a, fig.cap = \"The `f()` plot\"}\nf()\n```\n\nSome *words*.\n");
    assert!(document.starts_with("Figure {#fig:a}; Code r") && document.contains("Emphasis"), "{document}");
    assert!(!reported.iter().any(|report| report.starts_with("broken-code")), "{reported:?}");
}

#[test]
fn labels_of_pandoc_may_be_headings() {
    let (document, reported) = read(
        "pandoc",
        "See [ropes and knots], [these][Ropes and knots] and [`tar` pots].\n\n## Ropes and knots\n\nText.\n\n## `Tar` pots {#pots}\n\nText.\n",
    );
    assert_eq!(document.matches("Link \"#ropes-and-knots\"").count(), 2, "{document}");
    assert!(document.contains("Link \"#pots\""), "{document}");
    assert!(reported.is_empty(), "{reported:?}");
}

#[test]
fn metadata_of_mkdocs_needs_no_dashes() {
    let (document, reported) = read("mkdocs", "author: Ann, Bob\ntitle: The title\n\nText.\n");
    assert_eq!(document, "Paragraph; Text \"Text.\"");
    assert_eq!(reported, ["foreign-markup 1:1 a metadata block of MkDocs begins here"]);
    let (document, _) = read("mkdocs", "note: this is text\nMore text.\n\nText.\n");
    assert!(document.contains("this is text"), "{document}");
}

#[test]
fn a_caption_may_stand_right_below_its_table() {
    let (document, _) = read("pandoc", "| a | b |\n|---|---|\n| 1 | 2 |\n: The caption.\n");
    assert!(document.contains("The caption.") && !document.contains("Text \": The"), "{document}");
}

#[test]
fn comments_of_obsidian_may_stand_beside_letters() {
    becomes("obsidian", "A word%%hidden%%word.\n", "Paragraph; Text \"A wordword.\"");
}

#[test]
fn constructs_after_a_quotation_in_an_item_are_read() {
    let (document, _) = read("pandoc", "1.  Text\n\n    > A quotation.\n\n    (a) one\n    (b) two\n\n    *[HTML]: Hyper\n\n    HTML.\n");
    assert!(document.contains("\"one\"") && !document.contains("(a)") && !document.contains("[HTML]"), "{document}");
}

#[test]
fn comments_with_numbers_are_left_out_in_obsidian() {
    let (document, _) = read("obsidian", "And %%2%%TODO and %%1%%DONE here.\n");
    assert!(document.contains("And TODO and DONE here."), "{document}");
}

#[test]
fn signs_may_close_a_heading_before_its_attributes() {
    let (document, _) = read("pandoc", "Text.\n\n## Styles ## {#styles}\n\nText.\n");
    assert!(document.contains("Text \"Styles\"") && document.contains("{#styles}"), "{document}");
}

#[test]
fn brackets_of_mkdocs_are_formulas_only_where_arithmatex_reads_them() {
    let (document, _) = read("mkdocs", "- [\\[WC2008\\] x](https://example.org)\n\nSo \\(x\\) is.\n\n\\[x^2\\]\n");
    assert!(document.contains("[WC2008") && document.matches("Math").count() == 2, "{document}");
    let (document, _) = read("gitbook", "An inline formula $$x^2$$ here.\n\n$$y$$\n");
    assert!(document.contains("Text \" here.\""), "{document}");
    let (document, reported) = read("bookdown", "There are $`r n`$ of them.\n");
    assert!(!document.contains("Math") && reported.iter().any(|report| report.contains("executable code")), "{document} {reported:?}");
}
