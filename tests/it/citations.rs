//! Citations: the words that each style prints, the list of works, links between them, notes, and the author's mistakes.
use crate::support::pressed::pressed;
use crate::support::shelf::{Built, Epub, book, shelf};
use crate::support::tools::pdftotext;

const REFS: &str = r#"@book{doe1999, author = {Doe, Jane}, title = {Rain and {Snow}}, publisher = {Quay}, address = {Hull}, year = {1999}}
@article{roe2001, author = {Roe, Ann and Moe, Bill}, title = {Who Knows the Sea?}, journal = {Tides}, volume = {4}, number = {2}, pages = {33--58}, year = {2001}}
@book{eva2010, author = {von Möller, Eva}, title = {Der Donaudampfer}, publisher = {Hafen}, location = {Wien}, date = {2010}, langid = {german}}
@book{uncited, author = {Fenn, Ida}, title = {Hedges}, publisher = {Field}, address = {York}, year = {1970}}
"#;

fn cited(style: &str, text: &str) -> Built {
    let settings = format!("bibliography = \"refs.bib\"\ncitation-style = \"{style}\"\n");
    book(&settings, &format!("# One\n\n{text}\n"), &[("refs.bib", REFS.as_bytes())])
}

fn epub(style: &str, text: &str) -> Epub {
    let built = cited(style, text);
    assert_eq!(built.told, "", "{text}");
    built.epub.unwrap()
}

/// The tree of a document, which has a document type.
fn parsed(text: &str) -> Result<roxmltree::Document<'_>, roxmltree::Error> {
    roxmltree::Document::parse_with_options(text, roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() })
}

/// The words of all documents, without tags, and with one space for any white space.
fn words(epub: &Epub) -> String {
    let mut words = String::new();
    for (name, text) in epub.documents().filter(|(name, _)| !name.contains("nav")) {
        let document = parsed(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for node in document.descendants().filter(|node| node.is_text()) {
            words.push_str(node.text().unwrap_or_default());
        }
    }
    words.replace('\u{a0}', " ").replace("\u{21a9}\u{fe0e}", "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the printed words are those that the Chicago Manual, and `pandoc --citeproc` 3.9, have for the same citation.
#[test]
fn citations_in_the_text_have_all_forms_of_pandoc() {
    for (typed, printed) in [
        ("It rained [@doe1999].", "It rained (Doe 1999)."),
        ("Both [@doe1999; @roe2001].", "Both (Doe 1999; Roe and Moe 2001)."),
        ("It [see @doe1999, pp. 12--14, and *passim*; also @roe2001].", "It (see Doe 1999, 12–14, and passim; also Roe and Moe 2001)."),
        ("Doe says [-@doe1999, chap. 3].", "Doe says (1999, chap. 3)."),
        ("As @doe1999 says.", "As Doe (1999) says."),
        ("As @roe2001 [p. 3; also @doe1999] say.", "As Roe and Moe (2001, 3; also Doe 1999) say."),
        ("As @{doe1999} says: *so [@roe2001, {xx f.}]*.", "As Doe (1999) says: so (Roe and Moe 2001, xx f.)."),
        ("- One [@doe1999]\n\n> Two [@roe2001]", "One (Doe 1999) Two (Roe and Moe 2001)"),
    ] {
        let words = words(&epub("chicago-author-date", typed));
        assert!(words.contains(printed), "{typed}: {words}");
    }
    let words = words(&epub("ieee", "One [@roe2001]. Two [@doe1999, p. 4]. As @doe1999 says."));
    assert!(words.contains("One [1]. Two [2, p. 4]. As Doe [2] says."), "{words}");
}

#[test]
fn what_only_looks_like_a_citation_is_text() {
    let text = "Write to doe1999@example.org or \\@doe1999, `@doe1999`, [a @doe1999 link](https://example.org), @fig-doe, a\\[@doe1999]. [@doe1999]";
    let built = cited("chicago-author-date", text);
    assert!(!built.told.contains("unknown-citation"), "{}", built.told);
    let words = words(&built.epub.unwrap());
    let kept = "Write to doe1999@example.org or @doe1999, @doe1999, a @doe1999 link, @fig-doe, a[";
    assert!(words.contains(kept), "{words}");
    let without = book("", "# One\n\nAs @doe1999 says.\n", &[]);
    assert_eq!(without.told, "");
}

#[test]
fn the_list_has_the_cited_works_and_is_linked() {
    let epub = epub("chicago-author-date", "It rained [@roe2001; @eva2010].");
    let words = words(&epub);
    let list = "Bibliography Möller, Eva von. 2010. Der Donaudampfer. Hafen. Roe, Ann, and Bill Moe. 2001. “Who Knows the Sea?” Tides 4 (2): 33–58.";
    assert!(words.contains(list), "{words}");
    assert!(!words.contains("Hedges"));
    let (name, text) = epub.documents().find(|(_, text)| text.contains("id=\"ref-roe2001\"")).unwrap();
    assert!(
        text.contains("role=\"doc-bibliography\"") && text.contains("<span lang=\"de\" xml:lang=\"de\">Der Donaudampfer</span>"),
        "{text}"
    );
    let chapter = epub.documents().find(|(_, text)| text.contains("It rained")).unwrap().1;
    let link = format!("href=\"{}#ref-roe2001\"", name.rsplit('/').next().unwrap());
    assert!(chapter.contains(&link) && chapter.contains("role=\"doc-biblioref\""), "{chapter}");
}

#[test]
fn the_list_stands_where_the_author_wants_it() {
    for text in ["It rained [@doe1999].\n\n::: bibliography\n:::\n\nThe end.", "It rained [@doe1999].\n\n::: {#refs}\n:::\n\nThe end."] {
        let words = words(&epub("apa", text));
        assert!(words.contains("It rained (Doe, 1999). Doe, J. (1999). Rain and Snow. Quay. The end."), "{words}");
    }
    let words = words(&epub("apa", "It rained [@doe1999].\n\n# Sources"));
    assert!(words.ends_with("Sources Doe, J. (1999). Rain and Snow. Quay."), "{words}");
    let settings = "bibliography = \"refs.bib\"\nnocite = [\"uncited\"]\n";
    let built = book(settings, "# One\n\nIt rained.\n", &[("refs.bib", REFS.as_bytes())]);
    assert!(self::words(&built.epub.unwrap()).contains("Fenn, Ida. 1970. Hedges. Field."), "{}", built.told);
}

#[test]
fn a_style_of_notes_makes_notes() {
    let text = "It rained [@doe1999, p. 12]. More [see @roe2001; @doe1999], he said. Own.^[My words, as in [@roe2001].] As @doe1999 says.";
    let epub = epub("chicago-notes", text);
    let (_, chapter) = epub.documents().find(|(_, text)| text.contains("It rained")).unwrap();
    let document = parsed(chapter).unwrap();
    let notes = chapter.matches("role=\"doc-noteref\"").count();
    assert_eq!(notes, 4, "{chapter}");
    let paragraph = document.descendants().find(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "p"))).unwrap();
    let line: String = paragraph.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
    assert_eq!(line, "It rained.1 More,2 he said. Own.3 As Doe4 says.");
    let words = words(&epub);
    for note in [
        "Jane Doe, Rain and Snow (Quay, 1999), 12.",
        "See Ann Roe and Bill Moe, “Who Knows the Sea?” Tides 4, no. 2 (2001): 33–58; Doe, Rain and Snow.",
        "My words, as in Roe and Moe, “Who Knows the Sea?”",
    ] {
        assert!(words.contains(note), "{note}: {words}");
    }
}

#[test]
fn mistakes_are_reported_where_they_are() {
    let told = |text: &str| cited("apa", text).told;
    assert_eq!(
        told("It rained [@doe1998]."),
        "a.md:3:12: warning[unknown-citation]: the bibliography has no work `doe1998` (did you mean `@doe1999`?)\n"
    );
    let built = cited("apa", "It rained [see @nobody, p. 3; @doe1999] as @nothing.");
    assert_eq!(built.told.matches("unknown-citation").count(), 2, "{}", built.told);
    assert!(words(&built.epub.unwrap()).contains("It rained [see @nobody, p. 3; @doe1999] as @nothing."));
    let broken = "@book{a, title = {A}}\n@book{a, title = {B}}\n@book{b, title = {C\n\n@book{c, title = {D}, year = 1999}\n";
    let built = book("bibliography = \"refs.bib\"\n", "# One\n\nIt rained [@a; @c].\n", &[("refs.bib", broken.as_bytes())]);
    assert!(built.told.contains("refs.bib:2:7: warning[duplicate-work]: the bibliography has the key `a` twice"), "{}", built.told);
    assert!(built.told.contains("refs.bib:3:1: ") && built.told.contains("warning[bad-bibliography]"), "{}", built.told);
    assert!(words(&built.epub.unwrap()).contains("(A, n.d.; D 1999)"));
    let missing = book("bibliography = \"reff.bib\"\n", "# One\n\nIt rained.\n", &[("refs.bib", REFS.as_bytes())]);
    assert!(missing.told.contains("book.toml:4:16: error[missing-file]: there is no file `reff.bib`"), "{}", missing.told);
    assert!(
        cited("chicago", "It rained [@doe1999].")
            .told
            .contains("book.toml:5:18: warning[bad-citation-style]: there is no citation style `chicago`")
    );
}

#[test]
fn settings_without_effect_and_bibliographies_without_entries_are_reported() {
    let told = |settings: &str, files: &[(&str, &[u8])]| book(settings, "# One\n\nIt rained.\n", files).told;
    for (settings, message) in [
        (
            "citation-style = \"apaa\"\n",
            "book.toml:4:18: warning[bad-citation-style]: there is no citation style `apaa` (did you mean `apa`?)",
        ),
        ("citation-style = \"apa\"\n", "book.toml:4:18: warning[unused-setting]: the citation style has no effect"),
        ("csl = \"own.csl\"\n", "book.toml:4:7: warning[unused-setting]: the citation style has no effect"),
        ("nocite = \"*\"\n", "book.toml:4:10: warning[unused-setting]: `nocite` has no effect"),
    ] {
        let told = told(settings, &[]);
        assert!(told.starts_with(message) && told.lines().count() == 1, "{settings} {told}");
    }
    for (name, text, is_empty) in [
        ("a.bib", "", true),
        ("a.bib", "% Nothing yet.\n@string{quay = \"Quay\"}\n", true),
        ("a.json", "[]", true),
        ("a.yaml", "references: []\n", true),
        ("a.bib", "@book{a, title = {A}}\n", false),
    ] {
        let told = told(&format!("bibliography = \"{name}\"\n"), &[(name, text.as_bytes())]);
        assert_eq!(told.contains("warning[bad-bibliography]: this bibliography has no entries"), is_empty, "{name} {text}: {told}");
        assert!(!is_empty || told.starts_with(name) && told.lines().count() == 1, "{name} {text}: {told}");
    }
}

#[test]
fn each_chapter_may_have_a_list_of_its_own() {
    let toml =
        "[book]\ntitle = \"T\"\nlanguage = \"en\"\nbibliography = \"refs.bib\"\ncitation-style = \"apa\"\nlist-of-works = \"chapter\"\n";
    let with = |second: &str| {
        let one = "# One\n\nIt rained [@doe1999].^[As in [@roe2001].]\n\n## More\n\nWords.\n";
        let files: [(&str, &[u8]); 5] = [
            ("book.toml", toml.as_bytes()),
            ("a.md", one.as_bytes()),
            ("b.md", second.as_bytes()),
            ("c.md", b"# Three\n\nNothing.\n"),
            ("refs.bib", REFS.as_bytes()),
        ];
        shelf(&files, &[])
    };
    let built = with("# Two\n\nIt snowed [@doe1999, p. 3; @nobody].\n\n::: bibliography\n:::\n\nAfter. See [@doe1999].\n");
    assert_eq!(built.told.matches("unknown-citation").count(), built.told.lines().count(), "{}", built.told);
    let built = with("# Two\n\nIt snowed [@doe1999, p. 3].\n\n::: bibliography\n:::\n\nAfter. See [@doe1999].\n");
    assert_eq!(built.told, "");
    let epub = built.epub.unwrap();
    let chapter = |words: &str| {
        epub.documents().find(|(_, text)| text.contains(words)).map(|(name, text)| (name.to_owned(), text.to_owned())).unwrap()
    };
    let ((_, one), (name, two), (_, three)) = (chapter("It rained"), chapter("It snowed"), chapter("Nothing."));
    assert!(one.contains("id=\"ref-doe1999\"") && one.contains("id=\"ref-roe2001\"") && one.contains(">Bibliography</h2>"), "{one}");
    assert!(two.contains("id=\"ref-doe1999-2\"") && !two.contains("ref-roe2001"), "{two}");
    assert!(two.find("ref-doe1999-2\"").unwrap() < two.find("After.").unwrap(), "the list is in its place: {name}");
    assert_eq!(two.matches("href=\"#ref-doe1999-2\"").count(), 2, "{two}");
    assert_eq!(two.matches("href=\"#cite-").count(), 2, "the entry leads back to the citations of its chapter: {two}");
    assert!(!three.contains("ref-"), "{three}");
    let nocite = toml.replace("citation-style", "nocite = \"*\"\ncitation-style");
    let files: [(&str, &[u8]); 3] =
        [("book.toml", nocite.as_bytes()), ("a.md", b"# One\n\nIt rained [@doe1999].\n"), ("refs.bib", REFS.as_bytes())];
    let told = shelf(&files, &[]).told;
    assert!(told.starts_with("book.toml:5:10: warning[unused-setting]: `nocite` has no effect"), "{told}");
}

#[test]
fn other_formats_and_styles_of_the_author_are_read() {
    let json = r#"[{"id": "doe", "type": "book", "author": [{"family": "Doe", "given": "Jane"}], "title": "Rain in <i>Hull</i>", "issued": {"date-parts": [["1999"]]}}]"#;
    let yaml =
        "---\nreferences:\n- id: roe\n  type: book\n  author:\n  - family: Roe\n    given: Ann\n  title: The sea\n  issued: 2001\n...\n";
    let csl = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>t</title><id>t</id>
<updated>2020-01-01T00:00:00+00:00</updated></info><citation><layout prefix="&lt;" suffix="&gt;" delimiter=" + "><text variable="title"/></layout></citation></style>"#;
    let toml = "[book]\ntitle = \"T\"\nlanguage = \"en\"\nbibliography = [\"a.json\", \"b.yaml\"]\ncsl = \"own.csl\"\n";
    let files: [(&str, &[u8]); 5] = [
        ("book.toml", toml.as_bytes()),
        ("a.md", b"# One\n\nIt rained [@doe; @roe].\n"),
        ("a.json", json.as_bytes()),
        ("b.yaml", yaml.as_bytes()),
        ("own.csl", csl.as_bytes()),
    ];
    let built = shelf(&files, &[]);
    assert_eq!(built.told, "");
    assert!(words(&built.epub.unwrap()).contains("It rained <Rain in Hull + The sea>."));
}

/// Brackets and signs that nothing closes are each looked at once.
#[test]
fn many_brackets_and_signs_take_little_time() {
    let hard = format!("{}{}{}", "[@doe1999 ".repeat(300), "@doe1999 [".repeat(300), "[see -@doe1999; ".repeat(300));
    let start = std::time::Instant::now();
    cited("apa", &hard);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

/// The text of the list of works on paper, for a chapter that cites works on several pages.
fn list_on_paper(settings: &str) -> Option<String> {
    let pages = "[@doe1999]\n\n\\newpage\n\nAgain [@doe1999; @roe2001], and [@doe1999, p. 3].\n\n\\newpage\n\nA note.^[See [@doe1999].]\n\n\\newpage\n\nThe end [@roe2001].";
    let settings = format!("bibliography = \"refs.bib\"\ncitation-style = \"apa\"\n{settings}");
    let built = pressed(&settings, &format!("# One\n\n{pages}\n\n\\newpage\n\n::: bibliography\n:::\n"), &[("refs.bib", REFS.as_bytes())]);
    assert_eq!(built.told, "");
    let backlinks = built.epub.documents().map(|(_, text)| text.matches("href=\"#cite-").count()).sum::<usize>();
    assert_eq!(backlinks, 6, "the entries of the e-book lead back to each citation");
    let text = pdftotext(&["-raw"], &built.folder.path().join("dist/t.pdf"))?;
    Some(text[text.rfind("Doe, J.").unwrap()..].split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn the_list_has_the_pages_of_the_citations_on_paper() {
    let Some(list) = list_on_paper("") else { return };
    assert!(list.contains("Quay. \u{2191} 1–3 Roe") && list.contains("33–58. \u{2191} 2, 4"), "{list}");
    let without = list_on_paper("\n[design.works]\npages = false\n").unwrap();
    assert!(!without.contains('\u{2191}') && without.contains("Quay. Roe"), "{without}");
}
