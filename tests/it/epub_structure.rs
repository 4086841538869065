//! The structure of an EPUB for people who do not see its pages: types with their roles, headings without gaps, one landmark of
//! each kind, heads of tables, languages. The tests build whole books and read the files as XML.
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::Path;

use chapbook::artwork::{Artwork, Gallery};
use chapbook::diagnostic::Sink;
use chapbook::font::FontBook;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::{epub, manuscript};
use roxmltree::{Document, Node};

const OPS: &str = "http://www.idpf.org/2007/ops";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Types of EPUB with their roles for assistive technology (DPUB-ARIA 1.1; EPUB Type to ARIA Role Authoring Guide 1.1). An
/// element must have both.
const ROLES: [(&str, &str); 20] = [
    ("acknowledgments", "doc-acknowledgments"),
    ("afterword", "doc-afterword"),
    ("appendix", "doc-appendix"),
    ("backlink", "doc-backlink"),
    ("bibliography", "doc-bibliography"),
    ("chapter", "doc-chapter"),
    ("colophon", "doc-colophon"),
    ("conclusion", "doc-conclusion"),
    ("dedication", "doc-dedication"),
    ("endnotes", "doc-endnotes"),
    ("epigraph", "doc-epigraph"),
    ("footnote", "doc-footnote"),
    ("foreword", "doc-foreword"),
    ("glossary", "doc-glossary"),
    ("index", "doc-index"),
    ("introduction", "doc-introduction"),
    ("noteref", "doc-noteref"),
    ("part", "doc-part"),
    ("preface", "doc-preface"),
    ("toc", "doc-toc"),
];

/// Returns the content documents of a test book, by name.
fn documents(book: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(book);
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let read = manuscript::read(&root, &mut sources, &sink).unwrap();
    let picture = |path: &String| Some((path.clone(), Artwork::read(std::fs::read(read.root.join(path)).ok()?).ok()?));
    let gallery = Gallery { artworks: read.images.iter().filter_map(|(path, _)| picture(path)).collect(), ..Gallery::default() };
    let edition = &read.editions[0];
    let resolution = resolve(&read.document, edition, &sources, &sink);
    let bytes = epub::write(&Book { document: &read.document, resolution: &resolution, edition }, &gallery, &fonts, None, &sink).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().filter(|name| name.ends_with(".xhtml")).map(str::to_owned).collect();
    names
        .into_iter()
        .map(|name| {
            let mut text = String::new();
            archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
            (name, text.replacen("<!DOCTYPE html>", "", 1))
        })
        .collect()
}

fn types<'a>(node: Node<'a, '_>) -> Vec<&'a str> {
    node.attribute((OPS, "type")).map_or(Vec::new(), |types| types.split(' ').collect())
}

/// Returns the faults in the structure of a document.
fn wrong(name: &str, text: &str) -> Vec<String> {
    let parsed = Document::parse(text).unwrap();
    let mut wrong = Vec::new();
    let (mut level, mut landmarks, mut ids) = (0, BTreeSet::new(), BTreeSet::new());
    for node in parsed.descendants().filter(Node::is_element) {
        let tag = node.tag_name().name();
        let landmark = node.ancestors().any(|outer| types(outer).contains(&"landmarks"));
        for kind in types(node) {
            if landmark {
                if tag == "a" && !landmarks.insert(kind) {
                    wrong.push(format!("{name}: two landmarks for {kind}"));
                }
            } else if let Some((_, role)) = ROLES.iter().find(|(known, _)| *known == kind)
                && node.attribute("role") != Some(role)
            {
                wrong.push(format!("{name}: {tag} is a {kind} and has no role {role}"));
            }
        }
        if let Some(role) = node.attribute("role").filter(|role| role.starts_with("doc-"))
            && ROLES.iter().any(|(_, known)| *known == role)
            && !ROLES.iter().any(|(kind, known)| *known == role && types(node).contains(kind))
        {
            wrong.push(format!("{name}: {tag} has the role {role} but not its type"));
        }
        if let Some(deep) = tag.strip_prefix('h').and_then(|digit| digit.parse::<u8>().ok()).filter(|deep| (1..=6).contains(deep)) {
            if deep > level + 1 {
                wrong.push(format!("{name}: h{deep} after h{level}"));
            }
            level = deep;
        }
        if tag == "th" && node.attribute("scope").is_none() {
            wrong.push(format!("{name}: a table head without a scope"));
        }
        if tag == "img" && node.attribute("alt").is_none_or(str::is_empty) {
            wrong.push(format!("{name}: a picture without an alternative text"));
        }
        if node.attribute("lang") != node.attribute((XML, "lang")) {
            wrong.push(format!("{name}: {tag} has two languages"));
        }
        if let Some(id) = node.attribute("id")
            && !ids.insert(id)
        {
            wrong.push(format!("{name}: two elements have the id {id}"));
        }
    }
    let html = parsed.root_element();
    if html.attribute("lang").is_none() {
        wrong.push(format!("{name}: no language"));
    }
    let body = html.children().find(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "body"))).unwrap();
    if !matches!(types(body)[..], ["frontmatter" | "bodymatter" | "backmatter"]) {
        wrong.push(format!("{name}: neither front matter, body matter nor back matter"));
    }
    wrong
}

#[test]
fn types_have_roles_and_headings_have_no_gaps_and_landmarks_are_unique() {
    let mut found = BTreeSet::new();
    for book in ["book", "tests/books/specimen", "tests/books/kitchen-sink", "tests/books/references", "tests/books/mdbook"] {
        for (name, text) in documents(book) {
            assert_eq!(wrong(&name, &text), Vec::<String>::new(), "{book}");
            let parsed = Document::parse(&text).unwrap();
            found.extend(parsed.descendants().flat_map(|node| types(node).into_iter().map(str::to_owned).collect::<Vec<_>>()));
        }
    }
    // Each kind of division must be in a book, or this test would check nothing for it.
    for kind in [
        "bibliography",
        "chapter",
        "colophon",
        "dedication",
        "endnotes",
        "epigraph",
        "footnote",
        "glossary",
        "index",
        "noteref",
        "preface",
        "landmarks",
    ] {
        assert!(found.contains(kind), "no {kind} in any book");
    }
}

#[test]
fn the_check_of_structure_finds_each_fault() {
    let page = |body: &str| {
        format!(
            "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"{OPS}\" lang=\"en\" xml:lang=\"en\"><body epub:type=\"bodymatter\">{body}</body></html>"
        )
    };
    assert_eq!(wrong("x", &page("<h1>a</h1><h2>b</h2>")), Vec::<String>::new());
    for body in [
        "<section epub:type=\"chapter\"/>",
        "<div role=\"doc-epigraph\"/>",
        "<h1>a</h1><h3>b</h3>",
        "<table><tr><th>a</th></tr></table>",
        "<img src=\"a.png\" alt=\"\"/>",
        "<i lang=\"la\">a</i>",
        "<p id=\"a\"/><p id=\"a\"/>",
        "<nav epub:type=\"landmarks\"><a epub:type=\"toc\"/><a epub:type=\"toc\"/></nav>",
    ] {
        assert_eq!(wrong("x", &page(body)).len(), 1, "{body}");
    }
}

#[test]
fn verse_small_capitals_and_languages_are_marked_up() {
    let documents = documents("tests/books/specimen");
    let all: String = documents.values().map(String::as_str).collect();
    let parsed: Vec<Document<'_>> = documents.values().map(|text| Document::parse(text).unwrap()).collect();
    let classed = |class: &str| {
        let nodes = parsed.iter().flat_map(|document| document.descendants());
        nodes.filter(|node| node.attribute("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))).count()
    };
    assert!(classed("verse") > 0 && classed("line") > 3, "verse has an element for each line");
    assert!(classed("smallcaps") > 0, "small capitals are a style, so the letters stay as they were written");
    let languages: BTreeSet<&str> =
        parsed.iter().flat_map(|document| document.descendants()).filter_map(|node| node.attribute("lang")).collect();
    assert!(languages.len() > 3, "{languages:?}");
    assert!(all.contains("scope=\"col\""));
}
