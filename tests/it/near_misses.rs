//! Text that was meant as markup but is not read as such is reported with its place.
use crate::foreign_markup::places_of;

#[test]
fn near_misses_of_markdown_are_reported() {
    for (code, text) in [
        ("broken-link", "See [IEEE 754][] here.\n"),
        ("broken-link", "Text.\n[IEEE 754]: https://a.b/c\n"),
        ("broken-link", "See [a] (http://b.c) here.\n"),
        ("broken-link", "See ![a] (b.png) here.\n"),
        ("broken-heading", "##Three and more\n"),
        ("broken-link", "See (a)[http://b.c] here.\n"),
        ("broken-emphasis", "**Note:**text and more.\n"),
        ("broken-emphasis", "*Removed, use `a` or\n`b` instead.\n"),
        ("broken-emphasis", "The *first and second word.\n"),
        ("broken-heading", "## # Oars\n"),
        ("broken-code", "Call `f(`oars/x.js`);` now.\n"),
        ("broken-formula", "No more than $ \\$ $50,000 of it.\n"),
        ("broken-table", "| a | b |\n| c | d |\n"),
        ("markdown-in-html", "<p>By Ann (\\@oar)</p>\n"),
        ("markdown-in-html", "<div>\n```bash\nyarn\n```\n</div>\n"),
        ("markdown-in-html", "<!-- c --> **bold**\n"),
        ("unclosed-fence", "- item\n\n    ```r\ncode here\n    ```\n\n- two\n"),
        ("unclosed-fence", "```\na\n\n## Two\n"),
        ("broken-code", "Run `make now.\n"),
        ("broken-code", "A ``x` here.\n"),
        ("broken-list", "-rope\n-lamp\n"),
        ("broken-list", "- rope\n-lamp\n- oil\n"),
        ("broken-list", "1.rope\n2.lamp\n"),
        ("broken-list", "Options:\n    - one thing\n    - two things\n"),
        ("broken-list", "• rope\n• lamp\n"),
        ("broken-emphasis", "It is **very wet here.\n"),
        ("broken-emphasis", "It is **very *wet* here.\n"),
        ("unclosed-attributes", "An [oar]{title=\"Long\n\nWords.\n"),
        ("unclosed-attributes", "![oar](oar.png){width=50%\n"),
        ("broken-link", "![](a b.png)\n"),
        ("broken-link", "[Intel 8253](Programmable timer)\n"),
        ("broken-link", "[t](http://a.b and more\n"),
        ("broken-link", "![alt](a/b.png\n"),
        ("broken-link", "See t](http://a.b) here.\n"),
        ("broken-link", "See t](http://a.é\n"),
        ("broken-link", "See [t](http://a.é\n"),
        ("broken-link", "[a](http://x.y/(b) c\n"),
        ("broken-emphasis", "** text ** and\n"),
        ("broken-emphasis", "See ** the text ** and\n"),
        ("broken-emphasis", "***x** y\n"),
        ("broken-emphasis", "One.\n\n**\n\nTwo.\n"),
        ("broken-emphasis", "*x** y\n"),
        ("broken-emphasis", "They have *16 bits * in all\n"),
        ("foreign-markup", "It ++rained++ here.\n"),
        ("broken-emphasis", "5*3 and 4*2\n"),
        ("broken-emphasis", "2**3 and 4**5\n"),
        ("broken-code", "'''python\n"),
        ("broken-entity", "a &nbsp b\n"),
        ("broken-entity", "a &#8217 b\n"),
        ("broken-entity", "a &foo; b\n"),
        ("broken-break", "text \\\n"),
        ("broken-list", "- [] task\n"),
        ("broken-list", "- [X]done\n"),
        ("broken-list", "> - rope\n> -lamp\n"),
        ("broken-list", "① rope\n② lamp\n"),
        ("markdown-in-html", "<p>a (`_`) **b**. c</p>\n"),
        ("foreign-markup", "**code**:\\index{x}\n"),
        ("foreign-markup", "It {++rained.\n"),
        ("foreign-markup", "It {>>did\n\nrain<<}.\n"),
        ("foreign-markup", "=== \"Sea\"\n\nWords.\n"),
        ("broken-emphasis", "A _ word _ here.\n"),
        ("broken-emphasis", "A _two words _ here.\n"),
        ("broken-emphasis", "A __ word here __ and.\n"),
        ("broken-emphasis", "A ~~ word here ~~ and.\n"),
        ("broken-emphasis", "Some ~~struck text.\n"),
        ("broken-emphasis", "Some __strong text.\n"),
        ("broken-emphasis", "A _b__ c and.\n"),
        ("broken-emphasis", "**Note **: more words\n"),
        ("broken-emphasis", "** Two ways**\n"),
        ("broken-emphasis", "Look at ** this ** here.\n"),
        ("broken-emphasis", "See ** http://example.org/x ** for it.\n"),
        ("broken-list", "-Rope begins a paragraph.\n"),
        ("broken-list", "-1. rope\n-2. lamp\n"),
        ("broken-list", "*[a](#boats)\n*[b](#boats)\n"),
        ("broken-list", "-[a](#boats)\n"),
        ("broken-table", "Head\n|---|\n| a |\n"),
        ("broken-table", "-----\nA          B\n---------- ---------------\n1          one\n"),
        ("broken-link", "![\n\ntext\n"),
        ("broken-link", "text ![alt\n\nmore\n"),
        ("broken-formula", "Let $\\epsilon = $ be.\n"),
        ("broken-code", "``quoted'' text\n"),
        ("misspelt-name", "> [! NOTE]\n> text\n"),
        ("misspelt-name", "> [!NOTE text\n> more\n"),
        ("foreign-markup", "<address_x> text\n"),
        ("foreign-markup", "[x]{c-history} in text\n"),
        ("foreign-markup", "[x](https://example.org){ data-preview } text\n"),
        ("foreign-markup", "Text\n{style=\"color: red\"}\n"),
        ("foreign-markup", "A {span .wide}`x` there\n"),
        ("foreign-markup", "## Boats {docsify-ignore}\n"),
        ("foreign-markup", "## Boats :id=ships\n"),
        ("foreign-markup", "{kdexample::}\n"),
        ("foreign-markup", "![oar](oar.png){width=5 cm}\n"),
        ("foreign-markup", "![oar](oar.png){width:3cm}\n"),
        ("foreign-markup", "![oar](oar.png) {width=3cm}\n"),
        ("foreign-markup", "An [oar]{.a b} here\n"),
        ("foreign-markup", "An `oar`{.a b} here\n"),
        ("foreign-markup", "## Oars {.a b}\n"),
        ("foreign-markup", "![oar|100](oar.png)\n"),
        ("foreign-markup", "See <o:p></o:p> here\n"),
        ("foreign-markup", "Press ++ctrl+c++ here\n"),
        ("foreign-markup", "/// note | Title\n"),
        ("foreign-markup", "import Foo from \"x\"\n"),
        ("foreign-markup", "+---+\n| a |\n+---+ broken\n"),
        ("unclosed-markup", "{% hint %\n"),
        ("unclosed-markup", "Text {{< figure\n"),
        ("unclosed-markup", "para <!-- unclosed\n"),
        ("broken-table", "|---|---|\n| a | b |\n"),
        ("misspelt-name", "An [oar]{.underlined}\n"),
        ("unclosed-fence", "```r\na\n```{r b}\nc\n```\n"),
    ] {
        assert_eq!(places_of(code, "", text).len(), 1, "{code}: {text}");
    }
    let texts = [
        "x**y**z\n",
        "| a line\n| of verse |\n",
        "- a\n```\nb\n```\n",
        "> ```\n> a\n> ```\n",
        "A \\`b and `` c`d `` and\n-5 or\n-6.\n",
        "Words\n-aged wine\n",
        "1.5 and\n2.5 and\n\\-a\n\\-b\n",
        "• rope\n\n• lamp\n",
        "f(x) {width and \\**a\n",
        "On *nix and \"*\" and price* there; `a`/`b` and `c`d`e`.\n",
        "The tick (`) is \"`\".\n",
        "2 ** x ** 3\n",
        "*Note: a price of 5 * 3 and x * y\n",
        "The array [x] (`;`) is C++ and ++i and j++.\n",
        "AT&T &amp; R&D &c. a?b=1&copy=2 \\&nbsp &nbsp;x\n",
        "It is at C:\\\n",
        "a*b*c and *un*believable and 这是*重点 内容*的\n",
        "**\\*x** and price* and price** and *x*\n",
        "<p>a (`_`) **b**. [a](b c) c</p>\n",
        "- [x] done\n- [ ] open\n- [ ](a.md)\n",
        "## export default 命令\n",
        "Name: ____ Age: __ years\n",
        "__init__x, _id and _name and __FILE\n",
        "It is -5 degrees, and x - y.\n",
        "- - -\n\n--- ---\n\n-----\n",
        "a `x` ~~struck~~ ~5 km and ~/x\n",
        "A [x]{.a} and \\![x\n",
    ];
    for text in texts {
        for code in
            ["broken-code", "broken-emphasis", "broken-list", "broken-table", "unclosed-fence", "unclosed-attributes", "broken-link"]
        {
            assert!(places_of(code, "", text).is_empty(), "{code}: {text}");
        }
    }
}

#[test]
fn half_closed_markup_of_a_dialect_is_reported() {
    for (dialect, text) in [
        ("obsidian", "See [[Note\n"),
        ("obsidian", "![[embed.png\n"),
        ("obsidian", "Now [set them up]] for it, and x[y[0]] too.\n"),
        ("obsidian", "%% a remark\n\nText.\n"),
        ("jekyll", "Text\n{: .half\n"),
        ("gitbook", "Use {{ book.title\n"),
    ] {
        assert_eq!(places_of("unclosed-markup", dialect, text).len(), 1, "{dialect}: {text}");
    }
    for text in ["!!!note\n", "!!! note \"half\n    Text.\n", "!!! note\nText.\n"] {
        assert_eq!(places_of("foreign-markup", "mkdocs", text).len(), 1, "{text}");
    }
}

#[test]
fn tags_in_code_and_commands_without_braces_are_reported_in_their_dialects() {
    for (dialect, text) in [
        ("hugo", "```toml\nversion = \"{{% param v %}}\"\n```\n"),
        ("jekyll", "```\n{{ site.url }}\n```\n"),
        ("jekyll", "Use `{{ page.title }}` here.\n"),
        ("hugo", "Use `{{< x >}}` here.\n"),
        ("quarto", "{{< video a.mp4 >}}\n"),
        ("leanpub", "```\nleanpub-start-insert\na\nleanpub-end-insert\n```\n"),
        ("bookdown", "See \\ref(fig:x) here\n"),
        ("pandoc", "See (@bad) here\n"),
        ("myst", "See @link-references here\n"),
        ("quarto", "::: {.aside}\nText.\n:::\n"),
        ("quarto", "An [oar]{.aside} here\n"),
        ("quarto", "| a |\n|---|\n| 1 |\n\n: Cap {tbl-colwidths=\"\\[50,50\\]\"}\n"),
        ("mkdocs", "### Changes { data-search-exclude }\n"),
        ("mkdocs", "A paragraph.\n{ #id style=\"color: red\" }\n"),
        ("leanpub", "{i:y} text\n"),
        ("leanpub", "{linenos=off, lang=js}\n"),
    ] {
        assert_eq!(places_of("foreign-markup", dialect, text).len(), 1, "{dialect}: {text}");
    }
}

#[test]
fn attributes_of_gitbook_with_words_are_reported() {
    for text in ["<pre data-title=\"oars.yaml\">x</pre>\n", "<table><tr><th data-hidden>x</th></tr></table>\n"] {
        assert_eq!(places_of("html-attribute", "gitbook", text).len(), 1, "{text}");
    }
}

#[test]
fn code_in_brackets_is_a_label_in_mdbook() {
    assert_eq!(places_of("broken-link", "mdbook", "- [`Oar`]: a pole\n"), [(1, 3)]);
    for text in ["See [`Oar`](a.md#oar) and \\[`x`].\n", "See [`Oar`].\n\n[`Oar`]: a.md#oar\n", "f[`x` and `y`]\n"] {
        assert!(places_of("broken-link", "mdbook", text).is_empty(), "{text}");
    }
}

#[test]
fn text_and_label_with_white_space_between_them_are_reported() {
    let text = "See the [oars]\n[boats] here.\n\n[boats]: https://example.org\n";
    assert_eq!(places_of("broken-link", "mkdocs", text), [(1, 9)]);
    for text in ["See [oars] and [boats].\n\n[boats]: https://example.org\n", "It is [sic] [a boat](https://example.org).\n"] {
        assert_eq!(places_of("broken-link", "", text), [], "{text}");
    }
}

#[test]
fn numbered_lines_that_continue_a_paragraph_are_reported() {
    assert_eq!(places_of("broken-list", "", "Options:\n    1. one thing\n    2. two things\n"), [(3, 5)]);
    assert_eq!(places_of("broken-list", "", "It was in\n1984. The year\nbegan.\n"), []);
}

#[test]
fn fences_in_indented_code_and_tags_in_raw_text_are_not_mistakes() {
    assert_eq!(places_of("unclosed-fence", "", "Text.\n\n    ```r\n    a\n    ```\n\n    ```r\n    b\n    ```\n"), []);
    let raw = "{% raw %}\n```html\n{% include head.html %}\n```\n{% endraw %}\n";
    assert_eq!(places_of("foreign-markup", "jekyll", raw).len(), 1);
    assert_eq!(places_of("unclosed-markup", "mdbook", "{{%course outline Fundamentals}}\n"), []);
    assert_eq!(places_of("foreign-markup", "mkdocs", "```python\nx = 1 # (1)!\n```\n"), [(2, 9)]);
}

#[test]
fn settings_of_code_that_cannot_be_read_are_reported() {
    for text in ["```rust {3-1}\na\n```\n", "```rust {99}\na\n```\n", "```py linenums=\"x\"\na\n```\n", "```{.rust startFrom=x}\na\n```\n"]
    {
        assert_eq!(places_of("unused-attribute", "", text).len(), 1, "{text}");
    }
    assert_eq!(places_of("unused-attribute", "", "```rust {1,2-3}\na\nb\nc\n```\n"), []);
}
