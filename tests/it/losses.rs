//! Markup in unusual places is set, or reported with its place. Each test builds a small chapter and looks at both books.
use chapbook::diagnostic::Sink;
use chapbook::document::proof;
use chapbook::manuscript::read_text;
use chapbook::source::SourceMap;

use crate::html::both;

/// The document of a text, as a proof.
fn read(text: &str) -> String {
    let text = format!("---\ntitle: T\nlanguage: en\n---\n{text}");
    proof(&read_text("book.md", &text, &mut SourceMap::default(), &Sink::default()).document)
}

#[test]
fn a_title_in_a_container_is_the_title_of_its_chapter() {
    for text in [
        "<div align=\"center\">\n\n# The sea\n\nA story.\n\n</div>\n\nIt rained.\n\n## Boats\n\nMore.\n",
        "<div align=\"center\"><h1>The sea</h1>A story.</div>\n\nIt rained.\n\n## Boats\n\nMore.\n",
        "::: box\n# The sea\n\nA story.\n:::\n\nIt rained.\n\n## Boats\n\nMore.\n",
    ] {
        let document = read(text);
        let titles: Vec<&str> = document.lines().filter(|line| line.contains("Chapter") || line.contains("Section")).collect();
        assert_eq!(titles.len(), 2, "{text}: {document}");
        let at = |words: &str| document.find(words).unwrap_or_else(|| panic!("{words}: {document}"));
        assert!(at("The sea") < at("A story.") && at("A story.") < at("It rained.") && at("It rained.") < at("Boats"), "{document}");
    }
    // Here the heading in the container is not the title.
    let document = read("# Ships\n\n::: box\n## The sea\n:::\n\nIt rained.\n");
    assert!(document.contains("Ships") && document.contains("Heading"), "{document}");
}

#[test]
fn a_raw_block_of_html_is_read() {
    let document = read("# One\n\n```{=html}\n<p>yes <b>bold</b></p><table><tr><td>a</td></tr></table>\n```\n\nAfter.\n");
    assert!(document.contains("yes") && document.contains("Strong") && document.contains("Table"), "{document}");
    assert!(document.find("bold") < document.find("After."), "{document}");
}

#[test]
fn the_caption_of_a_component_is_markdown() {
    let document = read("# One\n\n<Listing caption=\"a `P` *x*\">\n\nText.\n\n</Listing>\n\n<Tip title=\"a &amp; b\">Text.</Tip>\n");
    assert!(document.contains("Code \"P\"") && document.contains("Emphasis") && !document.contains("amp;"), "{document}");
}

#[test]
fn emphasis_without_spaces_is_read() {
    let document = read("# One\n\n非同期処理が**並行処理（Concurrent）**として扱われます。**저장(Save)**을 누르고\n");
    assert_eq!(document.matches("Strong").count(), 2, "{document}");
    assert!(!document.contains("**"), "{document}");
}

#[test]
fn a_callout_above_a_definition_list_keeps_its_mark() {
    for mark in ["[!EXAMPLE]", "[!custom|meta]"] {
        let document = read(&format!("# One\n\n> {mark}\n> Term\n> : Definition\n"));
        assert!(document.contains("Alert") && !document.contains("[!"), "{document}");
        assert!(document.contains("Term") && document.contains("Definition"), "{document}");
    }
}

#[test]
fn delimiter_rows_with_tabs_or_plus_signs_are_read() {
    for row in ["|---\t|---|", "|---+---|", "| :--: +---: |"] {
        let document = read(&format!("# One\n\n| a | b |\n{row}\n| 1 | 2 |\n"));
        assert!(document.contains("Table"), "{row}: {document}");
    }
}

#[test]
fn the_first_number_of_a_container_is_that_of_its_list() {
    let document = read("# One\n\n::: {start=3}\n1. x\n2. y\n:::\n");
    assert!(document.contains("List from 3"), "{document}");
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    read_text("book.md", "---\ntitle: T\nlanguage: en\n---\n::: {start=3}\nText.\n:::\n", &mut sources, &sink);
    let reported = sink.sorted();
    assert!(reported.iter().any(|one| one.message == "the attribute `start` has no effect"), "{reported:?}");
}

#[test]
fn attributes_may_hold_quotation_marks_and_line_ends() {
    for attributes in [
        "alt=\"a \\\"sea\\\" and *more*\" width=50%",
        "alt='a \"sea\" and *more*'\nwidth=50%",
        "width=50%\n  alt=\"a \\\"sea\\\"\nand *more*\"",
    ] {
        let document = read(&format!("# One\n\nText ![](a.png){{{attributes}}} and *more* [text]{{.x title='a*b' lang=fr}} here.\n"));
        assert!(document.contains("Share(0.5)") && document.contains("and *more*") && !document.contains("[text]"), "{document}");
        assert!(document.contains(" here."), "{document}");
    }
    for text in ["[a]{.x \"b}", "*a*{key=\"b *c* d}", "[a]{key=\"*b\" c} d*"] {
        let document = read(&format!("# One\n\n{text}\n\nMore.\n"));
        assert!(document.contains('{'), "{text}: {document}");
    }
}

#[test]
fn a_note_that_nothing_closes_is_reported() {
    let made = both("It rained.^[All day.\n\nNext ^[] and [^a without end.");
    made.has("It rained.^[All day.").prints("It rained.^[All day.");
    made.reports("chapter.md:3:11: warning[unclosed-note]: nothing closes this note");
    made.reports("chapter.md:5:6: warning[unclosed-note]: this note is empty");
    made.reports("chapter.md:5:14: warning[unclosed-note]: this call of a note is not closed");
    both("One^[a [b] c] \\^[ two, `^[`.\n\n<!-- ^[ -->").prints("a [b] c").is_silent();
    // The inner note is closed, the outer one is not.
    both("One^[a ^[b] c.").prints("One^[a ").reports("chapter.md:3:4: warning[unclosed-note]");
}

#[test]
fn a_call_in_emphasis_within_a_link_divides_the_link() {
    let made = both("[*a[^2]* b](https://example.org) [**x** [^2]](https://example.org)\n\n[^2]: Note two.");
    made.has("<a href=\"https://example.org\"><em>a</em></a><em><sup class=\"call\"><a").has("<a href=\"https://example.org\"> b</a>");
    made.prints("Note two.").is_silent();
    // A link in a link, which only HTML can write.
    both("<a href=\"https://example.org/1\">one [two](https://example.org/2) three</a>")
        .has("<a href=\"https://example.org/1\">one </a><a href=\"https://example.org/2\">two</a><a href=\"https://example.org/1\"> three</a>")
        .is_silent();
}

#[test]
fn a_page_break_above_the_title_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("book.toml"), "[book]\ntitle = \"T\"\nlanguage = \"en\"\n").unwrap();
    std::fs::write(folder.path().join("a.md"), "# One\n\nText.\n").unwrap();
    std::fs::write(folder.path().join("b.md"), "\\newpage\n\n# Two\n\nWords of the second.\n").unwrap();
    let request = chapbook::build::BuildRequest { path: folder.path().to_owned(), ..chapbook::build::BuildRequest::default() };
    let outcome = chapbook::build::build(&request, &crate::support::shelf::Silent).unwrap();
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    let epub = outcome.written.iter().find(|path| path.extension().is_some_and(|own| own == "epub")).unwrap();
    let epub = crate::support::shelf::Epub::open(std::fs::read(epub).unwrap());
    assert!(!epub.documents().any(|(_, text)| text.contains("class=\"page-break\"")));
}

#[test]
fn components_without_content_are_reported() {
    let made = both("<Part />\n\nText <Z /> more.\n\n<Part />");
    made.reports("the component `Part` has no content that can be set (2 times in this book)");
    made.reports("the component `Z` has no content that can be set");
    both("<Part>words</Part>").prints("words").is_silent();
}

#[test]
fn links_that_a_book_cannot_have_are_reported() {
    let made = both("[a](obsidian://x) [b](javascript:x) [c](https://../) [d](//example.org/x)");
    made.reports("a book has no links with the scheme `obsidian`").reports("with the scheme `javascript`");
    made.reports("`https://../` is not a valid address").has("<a href=\"https://example.org/x\">d</a>");
}

#[test]
fn a_line_that_begins_with_a_colon_is_read_as_it_is_meant() {
    let made = both("bb|c\n:--|:-:\nx|y\n");
    made.has("<th scope=\"col\">bb</th>").has("y</td>").is_silent();
    both("Letters match\nany other character\n:\n\n    code\n").has("any other character").has(":</p>").has("<pre>").is_silent();
    both("Term\n: meaning\n").has("<dt>Term</dt>").is_silent();
}

#[test]
fn what_stands_around_blocks_reaches_all_their_text() {
    let link = "<a href=\"https://example.org\">";
    let made = both(&format!("{link}<table><caption>Cap</caption><tr><td>one<td><p>two<p>three</table></a>"));
    for words in ["Cap", "one", "two", "three"] {
        made.has(&format!("{link}{words}</a>")).prints(words);
    }
    made.is_silent();
    both("<div style=\"font-weight: bold\"><dl><dt>T<dd>m</dl>\n\n> q\n>\n> — A\n\n</div>")
        .has("<dt><strong>T</strong></dt>")
        .has("<p><strong>m</strong></p>")
        .has("<p class=\"attribution\"><strong>— A</strong></p>")
        .is_silent();
    both("<i>\n\n| line one\n| line two\n\n</i>").has("<em>line one</em>").has("<em>line two</em>");
    both("<i><figure><img src=\"wide.svg\" alt=\"A\"><figcaption>Cap</figcaption></figure></i>").has("<em>Cap</em>").has("<img src=");
    both(&format!("{link}<pre>x</pre></a>")).has("<code>x</code>").reports("the link to `https://example.org` is not set around code");
    both("<div style=\"font-style: italic\"><pre>x</pre></div>")
        .reports("3:1: warning[html-attribute]: the style `font-style` has no effect");
}

#[test]
fn alignment_reaches_tables_and_is_reported_elsewhere() {
    let made = both("<div align=\"center\"><table><tr><td>c<td align=\"right\">r</table></div>");
    made.has("<td class=\"center\">c</td><td class=\"right\">r</td>").is_silent();
    both("<table style=\"text-align: right\"><tr><td>c</table>").has("<td class=\"right\">c</td>").is_silent();
    both("<center><img src=\"wide.svg\" alt=\"A\"></center>").is_silent();
    both("<center>\n\n## Head\n\nText\n\n</center>")
        .has("text-align: center")
        .reports("3:1: warning[html-attribute]: the style `text-align`");
    both("<div align=\"right\"><img src=\"wide.svg\" alt=\"A\"></div>").reports("the style `text-align`");
}

#[test]
fn no_anchor_is_lost() {
    let all = |names: &[&str], chapter: &str| {
        let links: String = names.iter().map(|name| format!("[{name}](#{name}) ")).collect();
        let made = both(&format!("{chapter}\n\n{links}"));
        for name in names {
            made.has_in_full(&format!("id=\"{name}\"")).has(&format!("<a href=\"#{name}\">"));
        }
        assert!(!links.is_empty());
        made
    };
    all(
        &["f", "i", "c", "d"],
        "<figure id=f><img id=i src=\"wide.svg\" alt=\"A\"><figcaption id=c>Cap <p id=d>two</p></figcaption></figure>",
    )
    .is_silent();
    all(&["f", "i"], "::: {.figure #f}\n\n![A](wide.svg){#i}\n\nCap\n\n:::").is_silent();
    all(
        &["cap", "h", "b", "r", "x"],
        "<table><caption id=cap>Cap</caption><thead id=h><tr><th>a</thead><tbody id=b><tr id=r><td id=x>b</table>",
    )
    .is_silent();
    all(&["m", "n"], "<math id=m><mi>x</mi></math>\n\n<math id=n display=block><mi>y</mi></math>").reports("math-as-source");
    all(&["a"], "<video id=a src=\"https://example.org/film.mp4\" title=\"Film\"></video>").has("Film");
    all(&["n"], "<a name=n><h2>Head</h2></a>").has("<h2>Head</h2>").is_silent();
    all(&["n"], "<a name=n>\n\nText\n\n</a>").is_silent();
    all(&["pb"], "One\n\n<div class=pagebreak id=pb></div>\n\nTwo").is_silent();
    all(&["pb"], "One\n\n::: {.page-break #pb}\n\nTwo").prints("Two").is_silent();
    all(&["pb"], "One\n\n<div class=\"page-break k\" id=pb>\n\nTwo\n\n</div>").has("<div class=\"k\"").is_silent();
    all(&["g", "t"], "<dl><div id=g class=k><dt>a<dd>b</div><div id=t><dt id=u>c<dd>d</div></dl>").is_silent();
    all(&["code"], "<pre><a id=code></a>x</pre>").is_silent();
    all(&["s"], "<details><summary id=s>Sum</summary>more</details>").is_silent();
    all(&["line"], "One<br id=line>two").has("<br/>").is_silent();
    all(&["b"], "<b id=b>\n\nText\n\n</b>").has("<strong>Text</strong>").is_silent();
    both("<table><colgroup id=x><col></colgroup><tr><td>a</table>").reports("the attribute `id` of `<colgroup>` has no effect");
}

#[test]
fn page_breaks_in_styles_are_obeyed_or_reported() {
    let made = both("<ul><li>one<li style=\"page-break-before: always\">two</ul>");
    made.has("one<div class=\"page-break\"></div></li><li>two</li>").is_silent();
    both("<dl><dt>a<dd style=\"break-after: page\">b<dt style=\"font-style: italic\">c<dd>d</dl>")
        .has("<p>b</p><div class=\"page-break\"></div></dd>")
        .has("<dt><em>c</em></dt>")
        .is_silent();
    for table in ["<tr style=\"X\"><td>x", "<tr><td style=\"X\">x", "<tbody style=\"X\"><tr><td>x"] {
        let table = table.replace('X', "page-break-before: always");
        both(&format!("<table>{table}</table>")).has("x").reports("warning[table-value]: a page cannot begin within a table");
    }
    both("a <span style=\"page-break-after: always\">b</span>").has("b").reports("the style `page-break` has no effect");
    both("<img src=\"wide.svg\" alt=\"A\" style=\"break-before: page\"> x").reports("the style `page-break` has no effect");
    both("One\n\n<p><br style=\"page-break-before: always\"></p>\n\nTwo").has("<div class=\"page-break\"></div>").is_silent();
    both("One <!-- page-break --> two").has("two").reports("3:5: warning[raw-html]: a page cannot begin within a paragraph");
    both("One\n\n<hr class=\"page-break\">\n\n<p class=\"pagebreak\">two</p>")
        .has("<div class=\"page-break\"></div><div class=\"page-break\"></div><p>two</p>");
}

#[test]
fn captions_stay_apart_and_templates_are_reported() {
    let made = both("<table><caption>one</caption><caption>two<ul><li>three</ul></caption><tr><td>x</table>");
    made.has("one<br/>two<br/>three</caption>").reports("the HTML element `caption` is not set");
    let made = both("<caption>stray</caption>\n\nText");
    made.has("stray").reports("the tag `<caption>` cannot be here");
    assert_eq!(made.told().lines().count(), 1, "{}", made.told());
    both("<table><template>gone</template><tr><template>gone</template><td>y</table>")
        .reports("3:8: warning[raw-html]: the HTML element `template` is not set (2 times in this book)");
    both("<h3><ul><li>item</ul></h3>").has("<li>item</li>").reports("the HTML element `h3` is not set");
}

#[test]
fn markup_in_code_is_reported() {
    let made = both("<pre>a <a href=\"https://example.org\">link</a> <b>bold</b> <span class=\"k\">kw</span></pre>");
    made.has("<code>a link bold kw</code>")
        .reports("the link to `https://example.org` is not set in code")
        .reports("the element `b` is not set in code");
    assert_eq!(made.told().lines().count(), 2, "{}", made.told());
    both("<xmp>if (a < b) {\n  c\n}</xmp>").has("<pre><code>if (a &lt; b) {  c}</code></pre>").prints("  c").is_silent();
    both("<noframes><p>no <b>frames</b></p></noframes>").has("<p>no frames</p>").reports("`noframes`");
}

#[test]
fn components_keep_their_language_and_classes() {
    both("<Foo class=\"k\" lang=\"fr\" data-x=\"y\">\n\nTexte\n\n</Foo>")
        .has("<div class=\"k\" lang=\"fr\" xml:lang=\"fr\" data-x=\"y\"")
        .is_silent();
    both("A <Foo class=\"k\" lang=\"fr\">texte</Foo>.").has("<span class=\"k\" lang=\"fr\" xml:lang=\"fr\"").is_silent();
}

#[test]
fn forms_keep_their_words() {
    let made = both(
        "<input value=\"typed\"> <input type=\"radio\"> <input type=\"hidden\" value=\"no\"> <select><optgroup label=\"Fruit\"><option>apple<option label=\"pear\"></select> <progress value=\"3\"></progress>",
    );
    made.prints("typed").prints("Fruit apple pear").reports("`input` is not set").reports("`progress` is not set");
    assert!(!made.told().contains("hidden"), "{}", made.told());
}

#[test]
fn elements_without_words_are_reported_if_they_mean_something() {
    let made = both("<map name=\"m\"><area href=\"https://example.org\" alt=\"North\"></map>\n\n<base href=\"https://example.org\">");
    made.reports("`area` is not set").reports("`base` is not set");
    both("<a title=\"words\">x</a>").reports("the attribute `title` of `<a>` has no effect");
    both("<table><tr><td nowrap span=2>x</table>").reports("the attribute `nowrap` of `<td>`").reports("the attribute `span` of `<td>`");
}

#[test]
fn formulas_say_on_paper_what_their_attributes_say() {
    let made = both(
        "<math><mfrac linethickness=\"0\"><mi>n</mi><mi>k</mi></mfrac><mfenced open=\"[\" separators=\";\"><mi>a</mi><mi mathcolor=\"red\">b</mi></mfenced></math>",
    );
    made.has("<mfrac linethickness=\"0\">").has("<mfenced open=\"[\" separators=\";\">").prints("n¦k [a; b)");
    made.reports("the attribute `mathcolor` of `<mi>` has no effect");
    both("<math alttext=\"one half\"><mfrac><mn>1</mn><mn>2</mn></mfrac></math>").has("alttext=\"one half\"").prints("one half");
}

#[test]
fn comments_and_definitions_that_swallow_words_are_reported() {
    both("Before\n\n<!-- never closed\n\nlost words").has("Before").reports("5:1: warning[unclosed-tag]: nothing closes this comment");
    both("<!-- closed\n\n-->\n\nText").has("Text").is_silent();
    let made = both(
        "[a]: https://example.org/1\n[a]: https://example.org/2\n[b c]: https://example.org/3\n\n[A]\n\n    [a]: code\n\n[//]: # (comment)",
    );
    made.has("<a href=\"https://example.org/1\">A</a>");
    made.reports("4:1: warning[unused-definition]: `[a]` is defined twice")
        .reports("5:1: warning[unused-definition]: no link uses `[b c]`");
    assert_eq!(made.told().lines().count(), 2, "{}", made.told());
}

#[test]
fn attributes_without_effect_are_reported_once() {
    let made = both(
        "[a]{tone=low} [b]{tone=high data-x=1}\n\n``` {.rust caption=\"Cap\"}\nx\n```\n\n```js title=\"app.js\" tone=\"low\"\ny\n```\n\n```rust,ignore\nz\n```",
    );
    made.reports("3:1: warning[unused-attribute]: the attribute `tone` has no effect (2 times in this book)");
    made.reports("9:1: warning[unused-attribute]: `tone=\"low\"` after the language of code has no effect");
    assert_eq!(made.told().lines().count(), 2, "{}", made.told());
    made.prints("Cap").prints("app.js");
}

#[test]
fn a_note_called_in_an_alternative_text_is_printed() {
    let made = both("Text ![alt[^1] one](wide.svg) end.\n\n[^1]: Note two.");
    made.has("alt=\"alt[^1] one\"")
        .prints("Note two.")
        .reports("3:8: warning[uncalled-note]: a note cannot be called in an alternative text");
    both("Text ![alt ^[in it]](wide.svg) end.").has("alt=\"alt ^[in it]\"").reports("3:8: warning[uncalled-note]");
}

#[test]
fn places_of_figures_are_checked_while_reading() {
    let text = "![A](wide.svg \"Cap\"){place=left}\n\nText ![A](wide.svg){place=top} here.";
    both(text)
        .reports("3:1: warning[unknown-place]: a figure has no place `left`")
        .reports("5:6: warning[unknown-place]: only figures have a place");
    let (mut sources, sink) = (chapbook::source::SourceMap::default(), chapbook::diagnostic::Sink::default());
    // No pages are set here.
    let _ = chapbook::manuscript::read_text("a.md", text, &mut sources, &sink);
    assert_eq!(sink.sorted().iter().filter(|diagnostic| diagnostic.code.name == "unknown-place").count(), 2);
}

#[test]
fn characters_that_no_face_has_are_reported_once_for_each_writing_system() {
    let made = both("\u{12000} one\n\n\u{12001} two\n\n\u{12002}\n\n\u{10980}");
    made.reports(
        "3:1: warning[missing-glyph]: no font has \u{12000} (U+12000), \u{12001} (U+12001), \u{12002} (U+12002) (3 times in this book)",
    );
    assert_eq!(made.told().lines().filter(|line| line.contains("U+12")).count(), 1, "{}", made.told());
    made.reports("U+10980");
}
