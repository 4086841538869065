//! HTML in Markdown, read by the rules of the HTML Standard. Each test builds a small chapter and looks at the e-book and at the lines on
//! paper.
use std::fmt::Write;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use chapbook::diagnostic::Sink;
use chapbook::document::{Inline, InlineKind, Visit, walk_division};
use chapbook::font::FontBook;
use chapbook::manuscript::read_text;
use chapbook::source::SourceMap;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::support::setting::{BARE, TypesetBook, set};
use crate::support::shelf::{Epub, book};

/// A chapter in both books.
pub struct Both {
    made: TypesetBook,
    /// The chapter in the e-book.
    document: String,
    /// The content of its section, without line ends and without the attributes that chapbook adds itself.
    screen: String,
    /// The same with its line ends.
    written: String,
    /// The lines on paper.
    paper: String,
}

pub fn both(chapter: &str) -> Both {
    let made = set(BARE, &format!("# One\n\n{chapter}\n"));
    let epub = Epub::open(made.epub(&FontBook::bundled()));
    let (_, text) = epub.documents().find(|(_, text)| text.contains("role=\"doc-chapter\"")).expect("a chapter");
    roxmltree::Document::parse_with_options(text, roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() }).unwrap();
    let written = bare(text);
    let screen = written.replace('\n', "");
    let paper: Vec<String> = made.lines().map(|line| line.line.text()).collect();
    Both { paper: paper.join("\n"), document: text.to_owned(), screen, written, made }
}

/// The time that this thread has used. The time on the clock says little while other tests run.
fn spent() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let spent = text.split_whitespace().next().and_then(|spent| spent.parse().ok()).map(Duration::from_nanos);
    spent.unwrap_or_else(|| Instant::now().duration_since(*BEGINNING))
}

static BEGINNING: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The content after the heading, without ids and page marks.
fn bare(document: &str) -> String {
    let (_, content) = document.split_once("</h1>").unwrap();
    let (content, _) = content.rsplit_once("</section>").unwrap();
    let mut out = String::new();
    let mut rest = content;
    while let Some((before, after)) = rest.split_once("<span epub:type=\"pagebreak\"") {
        out.push_str(before);
        rest = after.split_once("</span>").unwrap().1;
    }
    out.push_str(rest);
    let mut without = String::new();
    let mut rest = out.as_str();
    while let Some((before, after)) = rest.split_once(" id=\"") {
        without.push_str(before);
        rest = after.split_once('"').unwrap().1;
    }
    without.push_str(rest);
    without
}

impl Both {
    #[track_caller]
    pub fn has(&self, markup: &str) -> &Self {
        assert!(self.screen.contains(markup), "no {markup} in\n{}", self.screen);
        self
    }

    /// Whether the chapter in the e-book has some markup, with its ids.
    #[track_caller]
    pub fn has_in_full(&self, markup: &str) -> &Self {
        assert!(self.document.contains(markup), "no {markup} in\n{}", self.document);
        self
    }

    #[track_caller]
    pub fn prints(&self, words: &str) -> &Self {
        assert!(self.paper.contains(words), "no {words} in\n{}", self.paper);
        self
    }

    #[track_caller]
    pub fn reports(&self, words: &str) -> &Self {
        assert!(self.made.told.contains(words), "no {words} in\n{}", self.made.told);
        self
    }

    /// The diagnostics, one line each.
    pub fn told(&self) -> &str {
        &self.made.told
    }

    #[track_caller]
    pub fn is_silent(&self) -> &Self {
        assert_eq!(self.made.told, "");
        self
    }
}

#[test]
fn end_tags_may_be_left_out() {
    let table = both("<table><tr><td>apples<td>pears<tr><td>plums<td>figs</table>");
    table.has("<td>apples</td><td>pears</td>").has("<td>plums</td><td>figs</td>").prints("pears").prints("figs").is_silent();
    let list = both("<ol start=5><li>five<li>six</ol>");
    list.has("<ol start=\"5\" class=\"tight\"><li>five</li><li>six</li></ol>").prints("5.").prints("6.").is_silent();
    let letters = both("<ol type=\"a\"><li>one<li value=\"4\">two<li>three</ol>");
    letters.has("<ol type=\"a\" class=\"tight\"><li>one</li><li value=\"4\">two</li><li>three</li></ol>");
    letters.prints("a.").prints("d.").prints("e.").is_silent();
    let down = both("<ol reversed type=I><li>three<li>two<li>one</ol>");
    down.has("<ol start=\"3\" type=\"I\" reversed=\"reversed\" class=\"tight\">").prints("III.").prints("I.").is_silent();
    let terms = both("<dl><dt>Term<dd>Meaning<dt>Other<dt>Another<dd>Thing</dl>");
    terms.has("<dl><dt>Term</dt><dd><p>Meaning</p></dd><dt>Other</dt><dt>Another</dt><dd><p>Thing</p></dd></dl>").is_silent();
    both("<p>One<p>Two<div>Three</div>").has("<p>One</p><p>Two</p><div><p>Three</p></div>").is_silent();
    // Capitals directly after a word.
    let table = both("<TABLE><TR><TD>apples<TD>pears<TR><TD>plums<TD>figs</TABLE>");
    table.has("<td>apples</td><td>pears</td>").has("<td>plums</td><td>figs</td>").prints("pears").prints("figs").is_silent();
    both("line<BR>more").has("line<br/>").prints("more").is_silent();
    both("One<HR>Two").has("<p>One</p><hr class=\"break\"/><p>Two</p>").is_silent();
    both("word<P>next").has("<p>word</p><p>next</p>").is_silent();
    both("<UL><LI>one<LI>two</UL>").has("<li>one</li><li>two</li>").is_silent();
    both("A Box<P> and a Vec<LI_>.").has("A Box&lt;P&gt; and a Vec&lt;LI_&gt;.");
    // A term without a description and a description without a term.
    both("<dl><dt>Alone</dl>\n\nText\n\n<dl><dd>Only</dl>").has("<dt>Alone</dt><dd></dd>").has("<dt></dt><dd><p>Only</p></dd>");
}

#[test]
fn misnested_tags_become_what_a_browser_makes_of_them() {
    let made = both("Text <b>bold <i>both</b> italic</i> end.");
    made.has("<strong>bold <em>both</em></strong><em> italic</em> end.");
    // Markdown that overlaps with HTML.
    both("*one <b>two* three</b> four").has("<em>one <strong>two</strong></em><strong> three</strong> four");
    both("**<u>x</u>** and <u>**y**</u>").has("<strong><u>x</u></strong> and <u><strong>y</strong></u>").is_silent();
}

#[test]
fn what_is_not_closed_ends_with_its_block_and_is_reported_once() {
    let made = both("It <b>rained.\n\nNot <b>here.\n\nPlain.");
    made.has("<p>It <strong>rained.</strong></p><p>Not <strong>here.</strong></p><p>Plain.</p>");
    made.reports("chapter.md:3:4: warning[unclosed-tag]: nothing closes the tag `<b>`").reports("`<b>` (2 times in this book)");
    assert_eq!(made.made.told.matches("unclosed-tag").count(), 1);
    // A block ends before the next heading, so one mistake does not swallow the chapters.
    let made = both("<div class=\"box\">\n\nInside.\n\n## Two\n\nAfter.");
    made.has("<div class=\"box\"><p>Inside.</p></div><section").has("<h2>Two</h2><p>After.</p>");
    made.reports("chapter.md:3:1: warning[unclosed-tag]: nothing closes the tag `<div>`");
    // It ends with the list item that it is in.
    both("- <div>one\n- two\n").has("<li><div><p>one</p></div></li><li>two</li>");
    both("A stray </b> tag.").has("A stray  tag.").reports("nothing opens what `</b>` closes");
    both("A <td>cell</td>.").has("A cell.").reports("the tag `<td>` cannot be here");
}

#[test]
fn markdown_between_tags_stays_markdown() {
    let made = both("<div>\n\nSome *text* here.\n\n- item\n\n</div>\n\nAfter.");
    made.has("<div><p>Some <em>text</em> here.</p><ul class=\"tight\"><li>item</li></ul></div><p>After.</p>").is_silent();
    let made = both("<details><summary>More</summary>\n\nHidden **words**.\n\n</details>");
    made.has("<p><strong>More</strong></p><p>Hidden <strong>words</strong>.</p>").prints("More").prints("Hidden words.").is_silent();
    // Blocks among the words of a paragraph.
    both("Before <ul><li>a<li>b</ul> after.").has("<p>Before</p><ul class=\"tight\"><li>a</li><li>b</li></ul><p>after.</p>").is_silent();
    both("<blockquote>\n\n> inner\n\n</blockquote>").has("<blockquote><blockquote><p>inner</p></blockquote></blockquote>");
}

#[test]
fn words_that_only_look_like_tags_are_printed_as_typed() {
    let made = both("A Vec<String>, an Option<T>, a Vec<B> and <your-name>.\n\nAgain Vec<String>.");
    made.has("A Vec&lt;String&gt;, an Option&lt;T&gt;, a Vec&lt;B&gt; and &lt;your-name&gt;.").prints("Vec<String>").prints("<your-name>");
    made.reports("warning[tag-as-text]: `<String>` is not an HTML tag").reports("(2 times in this book)").reports("`<your-name>`");
    assert_eq!(made.made.told.matches("`<String>` is").count(), 1);
    both("<your-name>\n\nText.").has("<p>&lt;your-name&gt;</p><p>Text.</p>").prints("<your-name>");
    both("An end </nowhere> here.").has("An end &lt;/nowhere&gt; here.").reports("tag-as-text");
    both("3 < 4 and a <- b").has("3 &lt; 4 and a &lt;- b").is_silent();
    both("<div>\nVec<String> & co, 1 < 2, &eacute;, <unfinished\n</div>").has("Vec&lt;String&gt; &amp; co, 1 &lt; 2, é, &lt;unfinished");
}

#[test]
fn phrases_keep_their_meaning() {
    let made = both(
        "x<sup>2</sup> H<sub>2</sub>O <u>under</u> <kbd>Ctrl</kbd> <mark>lit</mark> <small>fine</small> <ins>new</ins> <del>old</del> <s>gone</s> <cite>Work</cite> <abbr title=\"For Example\">FE</abbr>",
    );
    for markup in [
        "x<sup>2</sup>",
        "H<sub>2</sub>O",
        "<u>under</u>",
        "<kbd>Ctrl</kbd>",
        "<mark>lit</mark>",
        "<small>fine</small>",
        "<ins>new</ins>",
        "<del>old</del>",
        "<s>gone</s>",
        "<cite>Work</cite>",
        "<abbr title=\"For Example\">FE</abbr>",
    ] {
        made.has(markup);
    }
    made.is_silent();
    let ruby = both("<ruby>base<rt>reading</rt> two<rp>[</rp><rt>second</rt><rp>]</rp></ruby>");
    ruby.has("<ruby>base<rp>(</rp><rt>reading</rt><rp>)</rp> two<rp>[</rp><rt>second</rt><rp>]</rp></ruby>")
        .prints("base(reading) two[second]");
    let quotation = both("He said <q>yes, <q>truly</q></q>.");
    quotation.has("“yes, <span>‘truly’</span>”").prints("“yes, ‘truly’”").is_silent();
}

#[test]
fn scripts_and_comments_are_left_out() {
    let made = both(
        "One<script>alert(\"no\")</script> two<!-- hidden -->.\n\n<script>\nfoo();\n\nbar();\n</script>\n\n<style>p { color: red }</style>",
    );
    assert!(!made.screen.contains("alert") && !made.screen.contains("foo") && !made.screen.contains("bar"), "{}", made.screen);
    assert!(!made.paper.contains("alert") && !made.paper.contains("hidden") && !made.paper.contains("color"), "{}", made.paper);
    made.has("<p>One two.</p>").reports("the HTML element `script` is not set").reports("the HTML element `style` is not set");
    both("One <script>never closed").has("One never closed").reports("nothing closes the tag `<script>`");
}

#[test]
fn alignment_and_style_are_obeyed_or_reported() {
    let made = both(
        "<p align=\"center\">centred</p>\n\n<p style=\"text-align: right; color: red\">right</p>\n\n<center>\n\nmiddle\n\n</center>\n\n<p style=\"text-indent: 2em; font-style: italic\">slanted</p>",
    );
    made.has("<p style=\"text-align: center; text-indent: 0\">centred</p>");
    made.has("<p style=\"text-align: right; text-indent: 0\">right</p>");
    made.has("<p style=\"text-align: center; text-indent: 0\">middle</p>");
    made.has("<p style=\"text-indent: 2em\"><em>slanted</em></p>");
    made.reports("the style `color` has no effect");
    let line = |word: &str| made.made.lines().find(|line| line.line.text() == word).map(|line| line.at.x).expect("a line");
    assert!(line("slanted") < line("centred") && line("centred") < line("right"));
    let spans = both(
        "<span style=\"font-weight: bold\">b</span> <span style=\"font-variant: small-caps\">c</span> <span style=\"vertical-align: super\">d</span>",
    );
    spans.has("<strong>b</strong> <span class=\"smallcaps\">c</span> <sup>d</sup>").is_silent();
    both("<div style=\"page-break-before: always\">\n\nNew page.\n\n</div>")
        .has("<div class=\"page-break\"></div><div><p>New page.</p></div>");
    both("<p onclick=\"run()\" title=\"words\">Text</p>")
        .reports("the attribute `onclick` of `<p>`")
        .reports("the attribute `title` of `<p>`");
}

#[test]
fn components_of_other_tools_keep_their_words() {
    let made = both(
        "<Listing number=\"1-1\" caption=\"A program\" file-name=\"src/main.rs\">\n\n```rust\nfn main() {}\n```\n\n</Listing>\n\n<Tabs>\n<Tab label=\"Unix\">\n\nRun *it*.\n\n</Tab>\n</Tabs>",
    );
    made.has("<p><strong><code>src/main.rs</code>: A program</strong></p><pre>")
        .has("<span class=\"tok-name\">main</span>() {}")
        .has("<strong>Unix</strong>")
        .has("Run <em>it</em>.");
    made.prints("A program").prints("Unix").reports("the attribute `number` of `<Listing>`");
    assert!(!made.made.told.contains("unclosed"), "{}", made.made.told);
    both("See <Badge title=\"New\" /> here.").has("New").prints("New");
    both("A <Link to=\"x\">text</Link> in a line.").has("text").reports("the attribute `to` of `<Link>`");
}

#[test]
fn code_in_html_is_printed_as_typed() {
    let made = both("<pre><code class=\"language-rust\">fn a() {\n    b &lt; c\n\n}\n</code></pre>");
    let tokens = "<span class=\"tok-keyword\">fn</span> <span class=\"tok-name\">a</span>() {    b &lt; c}";
    made.has(&format!("<pre><code class=\"language-rust\">{tokens}</code></pre>")).is_silent();
    both("A <code>a &lt; b</code> here.").has("<code>a &lt; b</code>");
    for name in ["xmp", "plaintext", "listing"] {
        let made = both(&format!("<{name}>\nfn a() {{\n    b\n}}\n</{name}>"));
        made.has("<pre><code>fn a() {    b}</code></pre>").prints("    b").is_silent();
    }
}

#[test]
fn drawings_formulas_and_recordings_are_in_both_books() {
    let drawing = "<svg width=\"60\" height=\"30\" viewBox=\"0 0 60 30\"><title>A red square</title><script>no()</script><rect width=\"30\" height=\"30\" onclick=\"no()\"/></svg>";
    let pixel = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let chapter = format!(
        "# One\n\n{drawing}\n\n![A pixel]({pixel})\n\nHalf: <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> and <math><mfrac><mn>3</mn></mfrac></math>.\n\n\
         <audio src=\"birds.mp3\" title=\"Birdsong\">Your browser is old.</audio>\n\n<video controls><source src=\"film.webm\"></video>\n\n\
         <audio src=\"old.wav\"></audio> <iframe src=\"https://example.org/x\" title=\"A map\"></iframe>\n"
    );
    let built = book("", &chapter, &[("birds.mp3", b"sound"), ("film.webm", b"film"), ("old.wav", b"wave")]);
    let epub = built.epub.expect("an EPUB");
    epub.keep("html.epub");
    let (_, text) = epub.documents().find(|(_, text)| text.contains("role=\"doc-chapter\"")).expect("a chapter");
    for markup in [
        "<img src=\"picture-1.svg\" alt=\"A red square\"",
        "<img src=\"picture-2.png\" alt=\"A pixel\"/>",
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mfrac><mn>1</mn><mn>2</mn></mfrac></math> and 3.",
        "Birdsong (<code>birds.mp3</code>) <audio controls=\"controls\"><source src=\"recording-1.mp3\" type=\"audio/mpeg\"/></audio>",
        "<code>film.webm</code> <video controls=\"controls\"><source src=\"recording-2.webm\" type=\"video/webm\"/></video>",
        "<code>old.wav</code>",
        "<a href=\"https://example.org/x\">A map</a>",
    ] {
        assert!(text.contains(markup), "no {markup} in\n{text}");
    }
    assert_eq!(epub.bytes("recording-1.mp3"), b"sound");
    assert!(
        epub.text("content.opf").contains("media-type=\"application/xhtml+xml\" properties=\"mathml\""),
        "{}",
        epub.text("content.opf")
    );
    let svg = epub.text("picture-1.svg");
    assert!(svg.contains("viewBox") && !svg.contains("script") && !svg.contains("onclick"), "{svg}");
    for told in ["`old.wav`", "the HTML element `math` is not set", "the HTML element `iframe` is not set"] {
        assert!(built.told.contains(told), "no {told} in\n{}", built.told);
    }
    assert!(book("", "# One\n\n<audio src=\"gone.mp3\"></audio>\n", &[]).told.contains("there is no recording `gone.mp3`"));
    let paper = both(
        "<math><mfrac><mn>1</mn><mn>2</mn></mfrac><annotation encoding=\"application/x-tex\">\\frac12</annotation></math> and <audio src=\"birds.mp3\" title=\"Birdsong\"></audio>",
    );
    let sum = "<math><mrow><mi>a</mi><mo>+</mo><semantics><mi>b</mi><annotation encoding=\"application/x-tex\">b</annotation></semantics></mrow></math>";
    both(sum).prints("a + b").reports("math-as-source");
    let film = both("<video src=\"film.webm\" poster=\"a.png\" width=\"100\"><track src=\"t.vtt\" kind=\"captions\"></video>");
    film.reports("the attribute `poster` of `<video>` has no effect").reports("the attribute `width` of `<video>` has no effect");
    film.reports("the HTML element `track` is not set");
    paper.prints("\\frac12").prints("Birdsong (birds.mp3)").reports("math-as-source");
}

#[test]
fn tables_of_html_have_spans_and_blocks() {
    let made = both(
        "<table><caption>Ports</caption><tr><th>Port<th>Year<th>Ships<tr><td rowspan=2>Lisbon<td>1901<td>12<tr><td>1902<td>15</table>",
    );
    made.has("<td rowspan=\"2\">Lisbon</td><td>1901</td><td>12</td>").has("<td>1902</td><td>15</td>").prints("1902").is_silent();
    let made = both("<table><tr><td><ul><li>rope<li>lamp</ul><td><table><tr><td>inner</table></table>");
    made.has("<li>rope</li><li>lamp</li>").has("<td>inner</td>").prints("rope").prints("lamp").prints("inner");
}

#[test]
fn loose_words_in_a_table_are_reported_and_kept_apart() {
    let made = both("Before.\n\n<table>stray <b>words</b><tr>loose<td>cell</td></tr></table>");
    made.has("<p>stray <strong>words</strong> loose</p>").has("<td>cell</td>").prints("stray words loose").prints("cell");
    made.reports("chapter.md:5:8: warning[table-grid]: these words are in no cell of their table");
    assert_eq!(made.told().matches("table-grid").count(), 1, "{}", made.told());
    both("<table>\n<tr>\n<td>cell</td>\n</tr>\n</table>\n").is_silent();
}

#[test]
fn what_only_a_screen_reader_reads_is_kept_or_reported() {
    let made =
        both("<table><tr><th abbr=\"No.\">Number of the ship</th><th>Name</th></tr><tr><td>1</td><td abbr=\"E\">Esk</td></tr></table>");
    made.has("<th scope=\"col\" abbr=\"No.\">Number of the ship</th>").has("<td>Esk</td>").prints("Esk");
    made.reports("the attribute `abbr` of `<td>` has no effect");
    both("<div aria-label=\"A box\">Words</div>").reports("the attribute `aria-label` of `<div>` has no effect").prints("Words");
}

/// The words of a document in reading order.
#[derive(Default)]
struct Words(String);

impl Visit for Words {
    fn block(&mut self, block: &chapbook::document::Block) {
        self.0.push(' ');
        if let chapbook::document::BlockKind::Code { text, .. } = &block.kind {
            self.0.push_str(text);
        }
    }
    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => self.0.push_str(text),
            InlineKind::SoftBreak | InlineKind::LineBreak => self.0.push(' '),
            _ => {}
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read_text("a.md", text, &mut sources, &sink);
    let mut words = Words::default();
    for (_, division) in manuscript.document.divisions() {
        walk_division(division, &mut words);
    }
    words.0.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn deep_nesting_takes_linear_time_and_no_stack() {
    let deep = |open: &str, close: &str, count: usize| format!("{}word{}\n", open.repeat(count), close.repeat(count));
    for text in [
        deep("<b>", "</b>", 100_000),
        deep("<div>", "</div>", 100_000),
        deep("<div>\n\n", "</div>\n\n", 5_000),
        deep("<b>", "", 300_000),
        deep("<div>", "", 200_000),
        deep("<table><tr><td>", "", 10_000),
        deep("<ul><li>", "", 20_000),
        deep("<a href=x>", "", 20_000),
        (0..10_000).map(|number| format!("<p><b id={number}>")).collect::<String>() + "word\n",
        (0..10_000).map(|_| "<svg>").collect::<String>() + "word\n",
        (0..10_000).map(|_| "<script>").collect::<String>() + "word\n",
        "a <title> ".repeat(10_000) + "word\n",
        "<table>".to_owned() + &"x<b>".repeat(10_000) + "word\n",
    ] {
        let start = spent();
        let found = words(&text);
        let shown: String = text.chars().take(40).collect();
        let took = spent() - start;
        assert!(took < Duration::from_secs(10), "{shown}: {took:?}");
        // Everything after an open `<script>` that begins a block is the script.
        assert!(text.starts_with("<script>") || found.iter().any(|word| word.contains("word")), "{shown}");
    }
}

/// A piece of HTML: its markup, with `N` for a word of its own.
fn piece() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => Just("N ".to_owned()),
        1 => Just("<br>N ".to_owned()),
        1 => Just("N &amp; N ".to_owned()),
        1 => Just("<!-- no --> N ".to_owned()),
        1 => Just("\n\nN *N* N\n\n".to_owned()),
        1 => Just("\n\n- N\n- N\n\n".to_owned()),
        1 => Just("N<N> ".to_owned()),
    ];
    let text = prop::sample::select(vec!["b", "i", "u", "span", "small", "sup", "kbd", "mark", "q", "del", "code", "font", "a", "blink"]);
    let block = prop::sample::select(vec!["div", "p", "section", "blockquote", "center", "details", "summary", "h3", "figure", "aside"]);
    leaf.prop_recursive(5, 60, 5, move |inner| {
        let inner = prop::collection::vec(inner, 1..5).prop_map(|parts| parts.concat()).boxed();
        let style = prop::sample::select(vec!["", " class=\"a\"", " id=x", " align=right", " style='font-style: italic; color: red'", " title=\"t\""]);
        prop_oneof![
            3 => (text.clone(), style.clone(), inner.clone(), any::<bool>()).prop_map(|(name, style, inner, closed)| {
                let end = if closed { format!("</{name}>") } else { String::new() };
                format!("<{name}{style}>{inner}{end}")
            }),
            3 => (block.clone(), style, inner.clone(), any::<bool>()).prop_map(|(name, style, inner, closed)| {
                let end = if closed { format!("</{name}>") } else { String::new() };
                format!("<{name}{style}>{inner}{end}\n")
            }),
            1 => (prop::collection::vec(inner.clone(), 1..4), any::<bool>()).prop_map(|(items, closed)| {
                let end = if closed { "</li>" } else { "" };
                format!("<ul>{}</ul>\n", items.iter().map(|item| format!("<li>{item}{end}")).collect::<String>())
            }),
            1 => (prop::collection::vec(inner.clone(), 1..4), any::<bool>()).prop_map(|(items, closed)| {
                let end = if closed { "</dd>" } else { "" };
                format!("<dl>{}</dl>\n", items.iter().map(|item| format!("<dt>N<dd>{item}{end}")).collect::<String>())
            }),
            1 => prop::collection::vec(inner.clone(), 1..4).prop_map(|cells| {
                format!("<table><tr>{}</table>\n", cells.iter().map(|cell| format!("<td>{cell}")).collect::<String>())
            }),
            1 => (inner, prop::sample::select(vec!["</b>", "</div>", "</p>", "</i>", "</q>"])).prop_map(|(inner, end)| format!("{inner}{end}")),
        ]
    })
}

/// Numbers the words of a text.
fn numbered(text: &str) -> (String, Vec<String>) {
    let mut out = String::new();
    let mut words = Vec::new();
    for (at, part) in text.split('N').enumerate() {
        if at > 0 {
            let word = format!("w{}x", words.len());
            let _ = write!(out, "{word}");
            words.push(word);
        }
        out.push_str(part);
    }
    (out, words)
}

/// The numbered words in a text, in their order.
fn found(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        if part.len() > 2
            && part.starts_with('w')
            && part.ends_with('x')
            && part[1..part.len() - 1].bytes().all(|byte| byte.is_ascii_digit())
        {
            out.push(part.to_owned());
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, rng_seed: RngSeed::Fixed(20), failure_persistence: None, ..ProptestConfig::default() })]

    /// No word of random HTML is lost in either book, their order is that of the author, and the e-book is well formed.
    #[test]
    fn random_html_loses_no_word(parts in prop::collection::vec(piece(), 1..5)) {
        let (text, words) = numbered(&parts.concat());
        let both = both(&text);
        prop_assert_eq!(&found(&both.written), &words, "in the e-book of {}", text);
        let mut paper = found(&both.paper.replace('\u{AD}', ""));
        // Marks of terms and tables may stand beside one another on paper, so only the set counts there.
        paper.sort();
        paper.dedup();
        let mut all = words.clone();
        all.sort();
        prop_assert_eq!(paper, all, "on paper of {}", text);
    }
}

/// Text that is pasted from a word processor: the style takes back what the element says.
#[test]
fn a_style_can_make_bold_and_italic_text_normal() {
    let built = crate::support::built::Built::of(
        "# Boats\n\n<b style=\"font-weight:normal\">one</b>, <i style=\"font-style: normal\">two</i>, <b>three</b>.\n",
    );
    let chapter = built.document("three");
    assert_eq!([chapter.matches("<strong>").count(), chapter.matches("<em>").count()], [1, 0], "{chapter}");
    assert!(chapter.contains("<strong>three</strong>") && chapter.contains("one") && chapter.contains("two"), "{chapter}");
}
