//! `chapbook import` and `chapbook export`: files of other programs in, a manuscript that builds out.
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use chapbook::build::{ImportRequest, import};
use chapbook::diagnostic::Sink;
use chapbook::document::{BlockKind, Document, Inline, InlineKind, Visit, plain_text, proof, walk_document};
use chapbook::manuscript::{Manuscript, read};
use chapbook::markdown_writer::plain_text_of;
use chapbook::source::SourceMap;
use zip::write::SimpleFileOptions;

use crate::cli::{chapbook, error, folder};

/// An archive with these files.
pub(crate) fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a file");
        zip.write_all(text.as_bytes()).expect("a text");
    }
    zip.finish().expect("an archive").into_inner()
}

/// Imports a file. Returns the manuscript, all texts of the folder, and the remarks.
fn imported(name: &str, bytes: &[u8], others: &[(&str, &[u8])]) -> (Manuscript, String, String) {
    let source = folder(&[&[(name, bytes)], others].concat());
    let target = source.path().join("book");
    let made =
        import(&ImportRequest { files: vec![source.path().join(name)], ..ImportRequest::default() }, Some(&target)).expect("an import");
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    let manuscript = read(&target, &mut sources, &sink).expect("a manuscript");
    let mut texts = String::new();
    for path in &made.written {
        if path.extension().is_some_and(|extension| extension == "md" || extension == "toml") {
            texts.push_str(&fs::read_to_string(path).expect("a text"));
        }
    }
    let problems = sink.sorted();
    let problems = problems.iter().filter(|diagnostic| !matches!(diagnostic.code.name, "remote-image" | "nameless-chapter"));
    let reported: Vec<String> = problems.map(|diagnostic| format!("{}: {}", diagnostic.code, diagnostic.message)).collect();
    assert_eq!(reported, [""; 0], "{texts}");
    (manuscript, texts, made.remarks.lines().join("\n"))
}

/// Builds an imported book and its test files with all warnings denied.
fn builds(path: &Path) {
    let output = chapbook(path, &["build", ".", "--deny", "warnings", "--allow", "tight-line,unprinted-title,uneven-headings"], &[]);
    assert_eq!(output.status.code(), Some(0), "{}", error(&output));
}

pub(crate) const PAGE: &str = r##"<!DOCTYPE html>
<html lang="en-GB"><head><title>The Strike – A Site</title><meta name="author" content="A. Writer"><style>.it { font-style: italic }</style></head>
<body><nav><a href="/">Home</a> <a href="/all">All texts</a></nav>
<header><p>A Site for Texts</p></header>
<main><h1>The Strike</h1>
<p>It began on <span class="it">Monday</span>.<sup id="r1"><a href="#n1">1</a></sup> See <a href="#two">below</a>, <a href="#none">nothing</a> and <a href="https://example.org">the web</a>.</p>
<h2>First day</h2>
<p>[sic] * not a list, 1. not a number.<a href="#n2" id="r2">[2]</a></p>
<ul><li>bread<ul><li>rye</li></ul></li><li>water</li></ul>
<figure><img src="pics/hall.svg" alt="The hall"><figcaption>The hall.</figcaption></figure>
<img src="https://example.org/x.png" alt="Elsewhere">
<h2 id="two">Second day</h2>
<table><tr><th>Port<th>Ships</tr><tr><td>Lisbon<td align="right">12</tr></table>
<p style="text-align: center">* * *</p>
<pre><code class="language-sh">echo "*x*"</code></pre>
<div class="footnotes"><h3>Notes</h3><ol><li id="n1"><p>Of <i>March</i>. <a href="#r1">↩</a></p></li><li id="n2">Or not. <a href="#r2">back</a></li></ol></div>
</main><footer>© A Site</footer><script>evil()</script></body></html>"##;

#[test]
fn text_around_the_tags_of_the_body_is_kept() {
    for page in [
        "<html><body><p>One.</p></body><p>Two.</p></html>",
        "<html><body><p>One.</p></body></html>Two.",
        "</body><html><head><title>T</title></head><body><p>One.</p><p>Two.</p>",
        "<p>One.</p></body></head><p>Two.</p>",
    ] {
        let (manuscript, _, _) = imported("page.html", page.as_bytes(), &[]);
        let text = proof(&manuscript.document);
        assert!(text.contains("Two."), "{page}: {text}");
    }
}

const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>"##;

#[test]
fn a_web_page_becomes_a_manuscript() {
    let (manuscript, texts, remarks) = imported("strike.html", PAGE.as_bytes(), &[("pics/hall.svg", DRAWING.as_bytes())]);
    let metadata = &manuscript.editions[0].metadata;
    assert_eq!((metadata.title.as_str(), metadata.language.tag()), ("The Strike", "en-GB"));
    assert!(texts.contains("authors = [\"A. Writer\"]"), "{texts}");
    for wanted in [
        "It began on *Monday*.[^1] See [below](#two), nothing and [the web](https://example.org).",
        "# First day\n",
        "# Second day {#two}\n",
        "\\[sic\\] \\* not a list, 1. not a number.[^2]",
        "- bread\n  - rye\n- water",
        "![The hall](pictures/hall.svg \"The hall.\")",
        "| Port | Ships |\n| --- | --: |\n| Lisbon | 12 |",
        "```sh\necho \"*x*\"\n```",
        "[^1]: Of *March*.",
        "[^2]: Or not.",
    ] {
        assert!(texts.contains(wanted), "{wanted}\n{texts}");
    }
    for gone in ["Home", "A Site for Texts", "© A Site", "evil", "Notes", "↩"] {
        assert!(!texts.contains(gone), "{gone}\n{texts}");
    }
    for said in
        ["parts of the site, left out (3 times, first <nav>", "links that lead to nothing, now plain text: nothing", "pictures on the web"]
    {
        assert!(remarks.contains(said), "{said}\n{remarks}");
    }
}

#[test]
fn directives_of_mdbook_in_a_text_are_kept_as_typed() {
    let page = "<h1>Files</h1><p>Write <code>{{#include x.md}}</code> or \\{{#include y.md}}, <code>{{ #title Z }}</code> or {{#title Z}}.</p>\
                <pre>{{#playground z.rs}}\n{{#each w}}\n\\{{#include x.md}}</pre>";
    let (manuscript, ..) = imported("files.html", page.as_bytes(), &[]);
    let text = plain_text_of(&manuscript.document);
    let typed = [
        "{{#include x.md}}",
        "\\{{#include y.md}}",
        "{{ #title Z }}",
        "{{#title Z}}",
        "{{#playground z.rs}}",
        "{{#each w}}",
        "\\{{#include x.md}}",
    ];
    for directive in typed {
        assert!(text.contains(directive), "{directive}\n{text}");
    }
}

const CONTAINER: &str = r#"<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>"#;
const OPF: &str = r##"<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id"><metadata>
<dc:title>Two Pages</dc:title><dc:creator opf:role="aut">A. Writer</dc:creator><dc:contributor opf:role="trl">B. Translator</dc:contributor><dc:language>de</dc:language>
<dc:identifier id="id">urn:isbn:9780306406157</dc:identifier><dc:date opf:event="publication">1904</dc:date></metadata>
<manifest><item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/><item id="b" href="text/b.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="text/n.xhtml" media-type="application/xhtml+xml"/><item id="p" href="img/p%201.svg" media-type="image/svg+xml"/><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="css" href="s.css" media-type="text/css"/></manifest>
<spine toc="ncx"><itemref idref="a"/><itemref idref="b"/><itemref idref="n"/></spine></package>"##;
const NCX: &str = r#"<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Vorwort</text></navLabel><content src="text/a.xhtml"/></navPoint></navMap></ncx>"#;

#[test]
fn an_e_book_becomes_a_manuscript() {
    let page = |body: &str| {
        format!(
            r#"<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>"#
        )
    };
    let a = page(r##"<p>Ohne Titel.</p><p class="c">Mitte</p>"##);
    let b = page(
        r##"<h2 id="h">Erstes</h2><p>Ein <span class="calibre1">Wort</span><a id="c1" epub:type="noteref" href="n.xhtml#n1">*</a> und <a href="a.xhtml">vorn</a>.</p><p><img src="../img/p%201.svg" alt="Bild"/></p><h4>Tiefer</h4><p>Text.</p>"##,
    );
    let n = page(r##"<aside epub:type="footnote" id="n1"><p>Die Anmerkung.</p></aside>"##);
    let files = [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OPS/book.opf", OPF),
        ("OPS/toc.ncx", NCX),
        ("OPS/s.css", ".calibre1 { font-weight: bold } p.c { text-align: center }"),
        ("OPS/text/a.xhtml", &a),
        ("OPS/text/b.xhtml", &b),
        ("OPS/text/n.xhtml", &n),
        ("OPS/img/p 1.svg", DRAWING),
        ("../../outside.md", "x"),
    ];
    let (_, texts, remarks) = imported("two.epub", &archive(&files), &[]);
    for wanted in [
        "title = \"Two Pages\"",
        "language = \"de\"",
        "identifier = \"urn:isbn:9780306406157\"",
        "date = \"1904\"",
        "contributors = [{ name = \"B. Translator\", role = \"trl\" }]",
        "# Vorwort {",
        "::: center\nMitte\n:::",
        "# Erstes\n\nEin **Wort**[^1] und [vorn](#",
        "![Bild](pictures/p-1.svg)",
        "## Tiefer",
        "[^1]: Die Anmerkung.",
        "sha-256 = \"",
    ] {
        assert!(texts.contains(wanted), "{wanted}\n{texts}\n{remarks}");
    }
}

#[test]
fn damaged_encrypted_and_unknown_files_are_refused() {
    let try_import = |name: &str, bytes: &[u8]| {
        let source = folder(&[(name, bytes)]);
        let output = chapbook(source.path(), &["import", name, "-o", "book"], &[]);
        assert!(!source.path().join("book").exists());
        (output.status.code(), error(&output))
    };
    let encrypted = archive(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        (
            "META-INF/encryption.xml",
            "<encryption><EncryptedData><EncryptionMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#aes128-cbc\"/></EncryptedData></encryption>",
        ),
    ]);
    for (name, bytes, said) in [
        ("a.epub", &archive(&[("mimetype", "application/epub+zip")])[..], "META-INF/container.xml"),
        ("b.epub", &encrypted, "is encrypted"),
        ("c.docx", b"PK\x03\x04 nothing", "is damaged"),
        ("d.docx", &archive(&[("word/document.xml", "<w/>")]), "not a document of Word"),
        ("e.xyz", b"words", "not a file that can be imported"),
        ("f.html", b"<html><body></body></html>", "there is no text"),
    ] {
        let (code, message) = try_import(name, bytes);
        assert!(code == Some(3) && message.contains(said), "{name}: {code:?} {message}");
    }
    let source = folder(&[("p.html", PAGE.as_bytes()), ("book/kept.txt", b"x")]);
    let output = chapbook(source.path(), &["import", "p.html", "-o", "book"], &[]);
    assert!(output.status.code() == Some(3) && error(&output).contains("not empty"), "{}", error(&output));
    assert_eq!(fs::read_dir(source.path().join("book")).expect("a folder").count(), 1);
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"";

/// A document of Word with this body, with styles, numbering, a footnote, an endnote and a comment.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str, mode: &str| {
        format!(
            "<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"{mode}/>"
        )
    };
    let relations = |inner: &[String]| {
        format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}</Relationships>", inner.concat())
    };
    let styles = format!(
        "<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Own\"><w:name w:val=\"My Section\"/><w:basedOn w:val=\"Base\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:name w:val=\"Base\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Zitat\"><w:name w:val=\"Quote\"/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Betont\"><w:name w:val=\"Emphasis\"/><w:rPr><w:i/></w:rPr></w:style></w:styles>"
    );
    let level = |number: u8, format: &str, text: &str| {
        format!("<w:lvl w:ilvl=\"{number}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>")
    };
    let numbering = format!(
        "<w:numbering {W}><w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
        level(0, "decimal", "%1."),
        level(1, "bullet", "•")
    );
    let notes = format!(
        "<w:footnotes {W}><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> A note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    );
    let ends = format!("<w:endnotes {W}><w:endnote w:id=\"1\"><w:p><w:r><w:t>An endnote.</w:t></w:r></w:p></w:endnote></w:endnotes>");
    let comments = format!("<w:comments {W}><w:comment w:id=\"1\"><w:p/></w:comment></w:comments>");
    archive(&[
        ("_rels/.rels", &relations(&[relation("r1", "officeDocument", "word/document.xml", "")])),
        ("word/document.xml", &format!("<w:document {W}><w:body>{body}</w:body></w:document>")),
        (
            "word/_rels/document.xml.rels",
            &relations(&[
                relation("s", "styles", "styles.xml", ""),
                relation("n", "numbering", "numbering.xml", ""),
                relation("f", "footnotes", "footnotes.xml", ""),
                relation("e", "endnotes", "endnotes.xml", ""),
                relation("c", "comments", "comments.xml", ""),
                relation("l", "hyperlink", "https://example.org/", " TargetMode=\"External\""),
            ]),
        ),
        ("word/styles.xml", &styles),
        ("word/numbering.xml", &numbering),
        ("word/footnotes.xml", &notes),
        ("word/endnotes.xml", &ends),
        ("word/comments.xml", &comments),
    ])
}

#[test]
fn a_word_document_becomes_a_manuscript() {
    let p = |style: &str, inner: &str| {
        format!(
            "<w:p><w:pPr>{}</w:pPr>{inner}</w:p>",
            if style.is_empty() { String::new() } else { format!("<w:pStyle w:val=\"{style}\"/>") }
        )
    };
    let r = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let item = |level: u8, text: &str| {
        format!("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>", r("", text))
    };
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", &r("", text)));
    let row = |properties: &str, cells: &[String]| format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat());
    let body = [
        p("berschrift1", &r("<w:b/>", "One")),
        p(
            "",
            &[
                r("", "Some "),
                r("<w:b/>", "bold "),
                r("<w:b/><w:i/>", "both"),
                r("", " and "),
                r("<w:rStyle w:val=\"Betont\"/>", "style"),
                r("<w:vertAlign w:val=\"superscript\"/>", "2"),
                r("<w:lang w:val=\"ru-RU\"/>", " слово"),
                "<w:r><w:footnoteReference w:id=\"2\"/></w:r>".to_owned(),
                "<w:r><w:endnoteReference w:id=\"1\"/></w:r>".to_owned(),
            ]
            .concat(),
        ),
        p(
            "",
            &format!("<w:ins>{}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>{}", r("", "kept"), r("<w:vanish/>", "hidden")),
        ),
        p(
            "",
            &format!(
                "<w:hyperlink r:id=\"l\">{}</w:hyperlink><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
                r("<w:u w:val=\"single\"/>", "a link"),
                r("", " result")
            ),
        ),
        item(0, "first"),
        item(1, "inner"),
        item(0, "second"),
        p("Own", &r("", "Section")),
        p("Zitat", &r("", "Quoted.")),
        p("Zitat", &r("", "Twice.")),
        format!(
            "<w:tbl>{}{}{}</w:tbl>",
            row("<w:tblHeader/>", &[cell("<w:gridSpan w:val=\"2\"/>", "Wide"), cell("", "C")]),
            row("", &[cell("<w:vMerge w:val=\"restart\"/>", "Tall"), cell("", "x"), cell("", "y")]),
            row("", &[cell("<w:vMerge/>", ""), cell("", "z"), cell("", "w")])
        ),
        p(
            "",
            "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:sSup><m:e><m:r><m:t>b</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den></m:f></m:oMath>",
        ),
        "<w:p/>".to_owned(),
        p("berschrift1", &r("", "Two")),
        p("", &r("", "- no list")),
    ];
    let (manuscript, texts, remarks) = imported("a.docx", &docx(&body.concat()), &[]);
    for wanted in [
        "language = \"en-GB\"",
        "# One\n",
        "[слово]{lang=ru-RU}[^1][^2]",
        "*style*^2^",
        "\nkept\n",
        "[a link](https://example.org/) result",
        "1. first\n   - inner\n2. second",
        "## Section",
        "> Quoted.\n>\n> Twice.",
        "colspan=\"2\"",
        "rowspan=\"2\"",
        "$\\frac{a}{{b}^{2}}$",
        "[^1]: A note.",
        "[^2]: An endnote.",
        "# Two\n\n\\- no list",
    ] {
        assert!(texts.contains(wanted), "{wanted}\n{texts}");
    }
    for gone in ["gone", "hidden", "PAGE"] {
        assert!(!texts.contains(gone), "{gone}\n{texts}");
    }
    assert!(remarks.contains("comments, left out: 1") && remarks.contains("tracked changes, taken as accepted: 2"), "{remarks}");
    let proof = proof(&manuscript.document);
    assert!(
        proof.contains("Strong") && proof.contains("Emphasis") && proof.contains("Cell columns=2") && proof.contains("Cell rows=2"),
        "{proof}"
    );
}

/// The words, the notes and the pictures of a document.
fn counted(document: &Document) -> (BTreeMap<String, usize>, usize, usize) {
    #[derive(Default)]
    struct Counted(String, usize);
    impl Visit for Counted {
        fn line(&mut self, inlines: &[Inline]) {
            self.0.push_str(&plain_text(inlines));
            self.0.push(' ');
        }
        fn block(&mut self, block: &chapbook::document::Block) {
            if let BlockKind::Code { text, .. } = &block.kind {
                self.0.push_str(text);
            }
        }
        // The e-book for readers has no notes for the facilitator.
        fn enters(&mut self, block: &chapbook::document::Block) -> bool {
            !block.node.has_role(chapbook::document::NodeRole::Facilitator)
        }
        fn inline(&mut self, inline: &Inline) {
            self.1 += usize::from(matches!(inline.kind, InlineKind::Image { .. }));
        }
    }
    let mut found = Counted::default();
    walk_document(document, &mut found);
    let mut words = BTreeMap::new();
    for word in found.0.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().any(char::is_alphabetic)) {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    (words, document.notes.len(), found.1)
}

/// chapbook's own e-books come back with all words, notes and pictures.
#[test]
fn e_books_of_chapbook_come_back_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for book in ["tests/books/wealth-of-nations", "book"] {
        let target = tempfile::tempdir().expect("a folder");
        let output = chapbook(root, &["build", book, "--format", "epub", "-o", target.path().to_str().expect("a path")], &[]);
        assert_eq!(output.status.code(), Some(0), "{}", error(&output));
        let mut books: Vec<_> = fs::read_dir(target.path()).expect("files").flatten().map(|entry| entry.path()).collect();
        books.sort();
        let epub = books.iter().find(|path| path.extension().is_some_and(|extension| extension == "epub")).expect("an e-book").clone();
        let folder = target.path().join("again");
        import(&ImportRequest { files: vec![epub], ..ImportRequest::default() }, Some(&folder)).expect("an import");
        let read_book = |path: &Path| read(path, &mut SourceMap::default(), &Sink::default()).expect("a book");
        let (words, notes, pictures) = counted(&read_book(&root.join(book)).document);
        let (again, notes_again, pictures_again) = counted(&read_book(&folder).document);
        let lost: Vec<(&String, usize)> = words
            .iter()
            .filter_map(|(word, count)| {
                let other = again.get(word).copied().unwrap_or(0);
                (other < *count).then(|| (word, count - other))
            })
            .collect();
        assert!(lost.is_empty(), "{book}: {lost:?}");
        assert_eq!((notes, pictures), (notes_again, pictures_again), "{book}");
        builds(&folder);
    }
}

/// Pandoc's e-books keep their notes and pictures, and nothing more is lost when they are built and imported again.
#[test]
fn e_books_of_pandoc_are_built_again() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    for (name, notes, pictures) in [("pd-notes-2.epub", 20, 0), ("pd-pictures-3.epub", 1, 7), ("pd-all-3.epub", 2, 1)] {
        let target = tempfile::tempdir().expect("a folder");
        let (first, second) = (target.path().join("first"), target.path().join("second"));
        import(&ImportRequest { files: vec![fixtures.join(name)], ..ImportRequest::default() }, Some(&first)).expect("an import");
        let read_book = |path: &Path| read(path, &mut SourceMap::default(), &Sink::default()).expect("a book");
        let counts = counted(&read_book(&first).document);
        assert_eq!((counts.1, counts.2), (notes, pictures), "{name}");
        let output = chapbook(&first, &["build", ".", "--format", "epub", "-o", "made"], &[]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", error(&output));
        let made = fs::read_dir(first.join("made")).expect("files").flatten().map(|entry| entry.path());
        let epub = made.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "epub")).expect("an e-book");
        import(&ImportRequest { files: vec![epub], ..ImportRequest::default() }, Some(&second)).expect("an import");
        // The book has an imprint now.
        let again = counted(&read_book(&second).document);
        let lost: Vec<&String> =
            counts.0.iter().filter(|(word, count)| again.0.get(*word).is_none_or(|other| other < count)).map(|(word, _)| word).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
        assert_eq!((again.1, again.2), (notes, pictures), "{name}");
    }
}

#[test]
fn a_plain_text_is_repaired_with_a_journal() {
    let long = "This paragraph is as long as the paragraphs of a page usually are, and it goes on to combat";
    let text = format!("A Short History\n\n{long}\n\nbureaucracy, as [she](#) wrote.\n\n\nTHE SECOND PART\n\nIts text.\n");
    let (_, texts, _) = imported("a.txt", text.as_bytes(), &[]);
    assert!(texts.contains("combat bureaucracy, as she wrote.\n") && texts.contains("# THE SECOND PART\n\nIts text.\n"), "{texts}");
    assert!(texts.contains("title = \"A Short History\""), "{texts}");
    let source = folder(&[("a.txt", text.as_bytes())]);
    let dry = chapbook(source.path(), &["import", "a.txt", "--dry-run", "--without", "capital-headings"], &[]);
    assert_eq!(
        String::from_utf8_lossy(&dry.stdout),
        "a.txt:5: dead-links: \"bureaucracy, as [she](#) wrote.\" -> \"bureaucracy, as she wrote.\"\n\
         a.txt:5: broken-paragraphs: \"goes on to combat ¶ bureaucracy, as she wrote.\" -> \"goes on to combat bureaucracy, as she wrote.\"\n\
         a.txt:7: blank-lines: \"several empty lines\" -> \"one\"\n"
    );
    let wrong = chapbook(source.path(), &["import", "a.txt", "--dry-run", "--without", "x"], &[]);
    assert!(wrong.status.code() == Some(2) && error(&wrong).contains("broken-paragraphs"), "{}", error(&wrong));
}

#[test]
fn a_manuscript_is_exported_as_one_text() {
    let book = folder(&[
        ("book.toml", b"[book]\ntitle = \"T\"\nlanguage = \"en\"\n[matter]\nbody = [\"a.md\", \"b.md\"]\n"),
        ("a.md", "# One {#one}\n\nA *word* \"quoted\".[^n]\n\n[^n]: A note.\n".as_bytes()),
        ("b.md", b"# Two\n\n| a | b |\n|---|---|\n| c | d |\n"),
    ]);
    let markdown = chapbook(book.path(), &["export", "--to", "markdown"], &[]);
    assert_eq!(
        String::from_utf8_lossy(&markdown.stdout),
        "# One {#one}\n\nA *word* “quoted”.[^n]\n\n[^n]: A note.\n\n# Two\n\n| a | b |\n| --- | --- |\n| c | d |\n"
    );
    let text = chapbook(book.path(), &["export", "--to", "text", "-o", "t.txt"], &[]);
    assert_eq!(text.status.code(), Some(0), "{}", error(&text));
    assert_eq!(
        fs::read_to_string(book.path().join("t.txt")).expect("a text"),
        "One\n\nA word “quoted”.[1]\n\n[1] A note.\n\nTwo\n\na\tb\nc\td\n"
    );
}
