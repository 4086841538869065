//! Projects of other tools and folders without settings: each is built as it lies there, and again with the `book.toml` that
//! `chapbook init --from` writes for it. Both books are read again.
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::shelf::Epub;

/// Files with their paths.
type Files = [(&'static str, &'static str)];

/// A project, and the book that it should become.
struct Case {
    name: &'static str,
    files: &'static Files,
    /// What the note calls it.
    kind: &'static str,
    title: &'static str,
    authors: &'static [&'static str],
    language: &'static str,
    /// The contents, one title on a line, with a point for each level above.
    contents: &'static str,
}

pub(crate) const SEA: &str = "# The Sea\n\nThe boats go out before dawn, and they come home with the tide that is in the evening.\n";
const NETS: &str = "# Nets\n\nNets are for fish, and the fish that you have in the nets are for the market.\n";
const ROPES: &str = "# Ropes\n\nRopes hold the boats in the harbour when the wind is from the west.\n";
const KNOTS: &str = "# Knots\n\nKnots hold the ropes.\n";

const CASES: &[Case] = &[
    Case {
        name: "plain",
        files: &[
            ("10-knots.md", KNOTS),
            ("2-nets.md", NETS),
            ("1-sea.md", SEA),
            ("preface.md", "Written on board.\n"),
            ("README.md", "# Boats and Nets\n\nHow to print it: `make`.\n"),
            ("LICENSE.md", "# Licence\n\nAll rights.\n"),
        ],
        kind: "a folder of texts (its Markdown files): 4 files",
        title: "Boats and Nets",
        authors: &[],
        language: "en",
        contents: "Preface\n1 The Sea\n2 Nets\n3 Knots",
    },
    Case {
        name: "listed",
        files: &[
            ("README.md", "# Boats\n\n1. [Ropes](text/ropes.md)\n2. [The sea](text/sea.md#top)\n3. [More](more/)\n"),
            ("text/sea.md", SEA),
            ("text/ropes.md", ROPES),
            ("more/README.md", "# More of it\n\n- [Knots](knots.md)\n- [Nets](nets.md)\n"),
            ("more/knots.md", KNOTS),
            ("more/nets.md", NETS),
        ],
        kind: "a folder of texts (text/): 2 files",
        title: "Boats",
        authors: &[],
        language: "en",
        contents: "1 Ropes\n2 The Sea",
    },
    Case {
        name: "folders",
        files: &[
            ("README.md", "# Boats\n\n- [Later](second/)\n- [First](first/nets.md)\n"),
            ("first/nets.md", NETS),
            ("second/index.md", "# On Land\n\n- [Ropes](ropes.md)\n- [Knots](knots.md)\n"),
            ("second/knots.md", KNOTS),
            ("second/ropes.md", ROPES),
        ],
        kind: "a folder of texts",
        title: "Boats",
        authors: &[],
        language: "en",
        contents: "Part I On Land\n.1 Ropes\n.2 Knots\n3 Nets",
    },
    Case {
        name: "quarto",
        files: &[
            (
                "_quarto.yml",
                "project:\n  type: book\nbook:\n  title: Sea and Land\n  author:\n    - name: Ann Lee\n    - name: {given: Bo, family: Ray}\n  date: today\n  chapters:\n    - index.qmd\n    - part: land.qmd\n      chapters: [ropes.qmd]\n    - part: \"The Sea Itself\"\n      chapters:\n        - sea.qmd\n    - gone.qmd\n  appendices: [knots.qmd]\nlang: en-GB\n",
            ),
            ("index.qmd", "# Welcome {.unnumbered}\n\nWords of welcome.\n"),
            ("land.qmd", "# On Land {.unnumbered}\n\nAbout the land.\n"),
            ("ropes.qmd", ROPES),
            ("sea.qmd", "---\ntitle: High Sea\n---\n\n## Waves\n\nWaves are high.\n"),
            ("knots.qmd", KNOTS),
            ("unlisted.qmd", "# Not here\n"),
        ],
        kind: "a Quarto book (_quarto.yml): 5 files",
        title: "Sea and Land",
        authors: &["Ann Lee", "Bo Ray"],
        language: "en-GB",
        contents: "Welcome\nOn Land\n.1 Ropes\nPart I The Sea Itself\n.2 High Sea\n..Waves\nA Knots",
    },
    Case {
        name: "bookdown",
        files: &[
            ("_bookdown.yml", "rmd_files:\n  html: [\"index.Rmd\", \"b.Rmd\", \"a.Rmd\", \"c.Rmd\", \"d.Rmd\"]\n"),
            (
                "index.Rmd",
                "---\ntitle: The Sea\nauthor: Ann Lee\ndate: \"`r Sys.Date()`\"\nsite: bookdown::bookdown_site\n---\n\n# Before\n\nThe words that are before.\n",
            ),
            ("a.Rmd", NETS),
            ("c.Rmd", "# (APPENDIX) More {-}\n\n# Sails\n\nSails are made of cloth.\n"),
            ("d.Rmd", KNOTS),
            ("b.Rmd", "# (PART) On Land {-}\n\nAbout the land.\n\n# Ropes\n\nRopes hold boats.\n"),
        ],
        kind: "a bookdown book (_bookdown.yml): 5 files",
        title: "The Sea",
        authors: &["Ann Lee"],
        language: "en",
        contents: "1 Before\nPart I On Land\n.2 Ropes\n.3 Nets\nMore\nA Sails\nB Knots",
    },
    Case {
        name: "jupyter",
        files: &[
            (
                "_toc.yml",
                "format: jb-book\nroot: intro\nparts:\n- caption: On Land\n  chapters:\n  - file: ropes\n    sections:\n    - file: knots\n- caption: At Sea\n  chapters:\n  - file: sea\n",
            ),
            ("_config.yml", "title: Sea and Land\nauthor: Ann Lee\nsphinx:\n  config:\n    language: en\n"),
            ("intro.md", "# Beginning\n\nWords.\n"),
            ("ropes.md", ROPES),
            ("knots.md", KNOTS),
            ("sea.md", SEA),
        ],
        kind: "a Jupyter Book (_toc.yml): 4 files",
        title: "Sea and Land",
        authors: &["Ann Lee"],
        language: "en",
        contents: "Beginning\nPart I On Land\n.1 Ropes\n..1.1 Knots\nPart II At Sea\n.2 The Sea",
    },
    Case {
        name: "myst",
        files: &[
            (
                "myst.yml",
                "version: 1\nproject:\n  title: Sea\n  authors:\n    - name: Ann Lee\n  toc:\n    - file: sea.md\n    - title: On Land\n      children:\n        - title: Rigging\n          children:\n            - file: ropes.md\n            - title: More\n              children:\n                - file: knots.md\n            - title: Nothing\n              children: []\n        - file: nets.md\n",
            ),
            ("sea.md", SEA),
            ("ropes.md", ROPES),
            ("knots.md", KNOTS),
            ("nets.md", NETS),
        ],
        kind: "a MyST project (myst.yml): 4 files",
        title: "Sea",
        authors: &["Ann Lee"],
        language: "en",
        contents: "1 The Sea\nPart I On Land\n.2 Rigging\n..2.1 Ropes\n..2.2 More\n...2.2.1 Knots\n.3 Nets",
    },
    Case {
        name: "gitbook",
        files: &[
            ("book.json", "{\n\t\"title\": \"Sea\",\n\t\"author\": \"Ann Lee\",\n\t\"language\": \"en\",\n\t\"root\": \"./docs\"\n}\n"),
            (
                "docs/SUMMARY.md",
                "# Summary\n\n* [Start](README.md)\n\n## On Land\n\n* [Ropes](ropes.md)\n  * [Knots](knots.md)\n  * [Gone](gone.md)\n",
            ),
            ("docs/README.md", SEA),
            ("docs/ropes.md", ROPES),
            ("docs/knots.md", KNOTS),
        ],
        kind: "a GitBook or HonKit book (docs/SUMMARY.md)",
        title: "Sea",
        authors: &["Ann Lee"],
        language: "en",
        contents: "1 The Sea\nPart I On Land\n.2 Ropes\n..2.1 Knots",
    },
    Case {
        name: "leanpub",
        files: &[
            ("manuscript/Book.txt", "frontmatter:\npreface.md\nmainmatter:\n# a remark\nland.md\nropes.md\nknots.md\nmissing.md\n"),
            ("manuscript/preface.md", "# Preface\n\nWords.\n"),
            ("manuscript/land.md", "{class: part}\n# On Land\n"),
            ("manuscript/ropes.md", "# Ropes\n\n![A rope.](rope.svg)\n\nRopes hold the boats in the harbour.\n"),
            ("manuscript/knots.md", KNOTS),
            (
                "manuscript/resources/rope.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>",
            ),
            ("README.md", "# Boats\n"),
        ],
        kind: "a Leanpub book (manuscript/Book.txt): 4 files",
        title: "Boats",
        authors: &[],
        language: "en",
        contents: "Preface\nPart I On Land\n.1 Ropes\n.2 Knots",
    },
    Case {
        name: "pandoc",
        files: &[
            ("Makefile", "book.pdf:\n\tpandoc chapters/*.md metadata.yml -o book.pdf\n"),
            (
                "metadata.yml",
                "---\ntitle:\n- type: main\n  text: The Sea\n- type: subtitle\n  text: And Land\ncreator:\n- role: author\n  text: Ann Lee\nauthor: Ann Lee\nlang: en-GB\nrights: MIT\n...\n",
            ),
            ("chapters/02-nets.md", NETS),
            ("chapters/10-ropes.md", ROPES),
            ("README.md", "# How to build\n"),
        ],
        kind: "a Pandoc project (metadata.yml): 2 files",
        title: "The Sea",
        authors: &["Ann Lee"],
        language: "en-GB",
        contents: "1 Nets\n2 Ropes",
    },
    Case {
        name: "included",
        files: &[
            ("build.sh", "pandoc book/book.md\n"),
            ("book/book.md", "% The Sea\n% Ann Lee; Bo Ray\n\n<<[land/ropes.md]\n\n\\mainmatter\n\n<<[sea.md]\n\n<<[gone.md]\n"),
            ("book/land/ropes.md", ROPES),
            ("book/sea.md", SEA),
        ],
        kind: "a Pandoc project",
        title: "The Sea",
        authors: &["Ann Lee", "Bo Ray"],
        language: "en",
        contents: "1 Ropes\n2 The Sea",
    },
    Case {
        name: "vault",
        files: &[
            (".obsidian/app.json", "{}"),
            ("Ropes.md", "Ropes hold the boats that are in the harbour; see [[Half hitch]] and [[The Sea]].\n"),
            ("Knots/Half hitch.md", "## How\n\nAround and through.\n\n![[deep.svg]]\n"),
            ("Knots/Bowline.md", "Over and under, and the end is through.\n"),
            ("The Sea.md", SEA),
            ("Attachments/deep.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>"),
        ],
        kind: "an Obsidian vault (.obsidian/): 4 files",
        title: "Vault",
        authors: &[],
        language: "en",
        contents: "Part I Knots\n.1 Bowline\n.2 Half hitch\n..How\n3 Ropes\n4 The Sea",
    },
    Case {
        name: "jekyll",
        files: &[
            ("_config.yml", "title: The Sea\nauthor: Ann Lee\nlang: en-GB\nmarkdown: kramdown\n"),
            ("_layouts/default.md", "---\n---\n# Layout\n"),
            ("b.md", "---\nlayout: page\ntitle: Nets\nnav_order: 1\n---\n\n## Of hemp\n\n![A net.](/img/net.svg)\n"),
            ("a.md", "---\ntitle: Ropes\nnav_order: 2\n---\n\nRopes hold boats.\n"),
            ("img/net.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>"),
            ("README.md", "# About the site\n"),
        ],
        kind: "a Jekyll site (_config.yml): 2 files",
        title: "The Sea",
        authors: &["Ann Lee"],
        language: "en-GB",
        contents: "1 Nets\n.Of hemp\n2 Ropes",
    },
    Case {
        name: "hugo",
        files: &[
            ("hugo.toml", "baseURL = 'https://example.org/'\ntitle = 'The Sea'\nlanguageCode = 'en-gb'\n"),
            ("content/land/_index.md", "---\ntitle: On Land\nweight: 2\n---\n"),
            ("content/land/ropes.md", "+++\ntitle = 'Ropes'\nweight = 20\n+++\nRopes hold boats.\n"),
            ("content/land/knots.md", "+++\ntitle = 'Knots'\nweight = 3\n+++\n![A knot.](/knot.svg)\n"),
            ("content/land/draft.md", "+++\ntitle = 'No'\ndraft = true\n+++\nNot yet.\n"),
            ("content/sea/index.md", "---\ntitle: Waves\nweight: 1\n---\nWaves are high.\n"),
            ("static/knot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>"),
        ],
        kind: "a Hugo site (hugo.toml): 3 files",
        title: "The Sea",
        authors: &[],
        language: "en-gb",
        contents: "1 Waves\nPart I On Land\n.2 Knots\n.3 Ropes",
    },
    Case {
        name: "docusaurus",
        files: &[
            ("docusaurus.config.js", "module.exports = { title: 'The Sea', i18n: { defaultLocale: 'en' } };\n"),
            ("docs/intro.md", "---\nsidebar_position: 1\n---\n# Start\n\nWords.\n"),
            ("docs/land/_category_.json", "{ \"label\": \"On Land\", \"position\": 2 }"),
            ("docs/land/b.md", "---\nsidebar_position: 1\ntitle: Ropes\n---\nRopes hold boats.\n"),
            ("docs/land/a.mdx", KNOTS),
        ],
        kind: "a Docusaurus site (docusaurus.config.js): 3 files",
        title: "The Sea",
        authors: &[],
        language: "en",
        contents: "1 Start\nPart I On Land\n.2 Ropes\n.3 Knots",
    },
    Case {
        name: "vitepress",
        files: &[
            (".vitepress/config.ts", "export default { lang: 'en-US', title: \"The Sea\", srcDir: 'articles' }\n"),
            ("articles/ropes.md", "![A rope.](/rope.svg)\n\n# Ropes\n\nRopes hold boats.\n"),
            ("articles/knots.md", KNOTS),
            (
                "articles/public/rope.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>",
            ),
        ],
        kind: "a VitePress site (.vitepress/): 2 files",
        title: "The Sea",
        authors: &[],
        language: "en-US",
        contents: "1 Knots\n2 Ropes",
    },
    Case {
        name: "docsify",
        files: &[
            ("docs/index.html", "<script>window.$docsify = { name: 'The Sea' }</script><script src=\"docsify.js\"></script>"),
            (
                "docs/_sidebar.md",
                "- [Home](/)\n- On Land\n  - [Ropes](ropes.md)\n  - [Knots](/knots)\n- [Nets](nets.md)\n- [Gone](gone.md)\n",
            ),
            ("docs/README.md", "# Home\n\nShort.\n"),
            ("docs/ropes.md", ROPES),
            ("docs/knots.md", KNOTS),
            ("docs/nets.md", NETS),
        ],
        kind: "a docsify site (docs/_sidebar.md): 4 files",
        title: "The Sea",
        authors: &[],
        language: "en",
        contents: "1 Home\nPart I On Land\n.2 Ropes\n.3 Knots\n4 Nets",
    },
    Case {
        name: "mkdocs",
        files: &[
            (
                "mkdocs.yml",
                "site_name: The Sea\nsite_author: Ann Lee\ntheme:\n  name: material\n  language: en\nnav:\n  - index.md\n  - On Land:\n    - Ropes: ropes.md\n    - More:\n      - knots.md\n  - Web: https://example.org\nmarkdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n",
            ),
            ("docs/index.md", SEA),
            ("docs/ropes.md", "Ropes hold boats.\n"),
            ("docs/knots.md", KNOTS),
        ],
        kind: "an MkDocs site (mkdocs.yml): 3 files",
        title: "The Sea",
        authors: &["Ann Lee"],
        language: "en",
        contents: "1 The Sea\nPart I On Land\n.2 Ropes\n.3 More\n..3.1 Knots",
    },
];

pub(crate) fn folder(name: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let outer = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = outer.path().join(name).join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    outer
}

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_chapbook")).args(arguments).current_dir(folder).output();
    program.unwrap()
}

pub(crate) fn told(output: &Output) -> String {
    // The message is one line on a wide terminal.
    String::from_utf8(output.stderr.clone()).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The EPUB in a folder.
fn epub(folder: &Path) -> Epub {
    let mut files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    Epub::open(fs::read(files.find(|path| path.extension().is_some_and(|extension| extension == "epub")).unwrap()).unwrap())
}

/// The titles of the contents, one on a line, with a point for each level above.
fn contents(epub: &Epub) -> String {
    let nav = epub.text("nav.xhtml");
    let nav = nav.replace("<!DOCTYPE html>", "");
    let tree = roxmltree::Document::parse(&nav).unwrap();
    let list = tree.descendants().find(|node| node.attribute("id") == Some("toc")).unwrap();
    let entries = list.descendants().filter(|node| {
        matches!(node.tag_name().name(), "a" | "span")
            && node.parent().is_some_and(|parent| parent.has_tag_name(("http://www.w3.org/1999/xhtml", "li")))
    });
    let line = |node: roxmltree::Node<'_, '_>| {
        let depth = node.ancestors().filter(|above| above.tag_name().name() == "ol").count() - 1;
        let words: String = node.descendants().filter_map(|inner| inner.text().filter(|_| inner.is_text())).collect();
        format!("{}{}", ".".repeat(depth), words.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    entries.map(line).collect::<Vec<_>>().join("\n")
}

/// Title, authors and language.
fn metadata(epub: &Epub) -> (String, Vec<String>, String) {
    let opf = epub.text("content.opf");
    let tree = roxmltree::Document::parse(&opf).unwrap();
    let all = |name: &str| -> Vec<String> {
        tree.descendants().filter(|node| node.tag_name().name() == name).map(|node| node.text().unwrap_or_default().to_owned()).collect()
    };
    (all("title").remove(0), all("creator"), all("language").remove(0))
}

#[test]
fn projects_of_each_kind_become_books() {
    let mut wrong = Vec::new();
    for case in CASES {
        let outer = folder(case.name, case.files);
        let output = run(outer.path(), &["build", case.name, "--format", "epub"]);
        let reports = told(&output);
        if !output.status.success() {
            wrong.push(format!("{}: {reports}", case.name));
            continue;
        }
        let built = epub(&outer.path().join(case.name).join("dist"));
        let (title, authors, language) = metadata(&built);
        let found = (contents(&built), title.as_str(), authors.as_slice(), language.as_str());
        let authors: Vec<String> = case.authors.iter().map(|author| (*author).to_owned()).collect();
        if found != (case.contents.to_owned(), case.title, authors.as_slice(), case.language) {
            wrong.push(format!("{}: {found:?}", case.name));
        }
        if !reports.contains(&format!("note: read as {}", case.kind)) || !reports.contains(&format!("chapbook init --from {}", case.name)) {
            wrong.push(format!("{}: {reports}", case.name));
        }
        let pictures = case.files.iter().filter(|(path, _)| path.ends_with(".svg")).count();
        if built.names().filter(|name| name.ends_with(".svg")).count() != pictures {
            wrong.push(format!("{}: a picture is lost: {reports}", case.name));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_book_toml_that_init_writes_makes_the_same_book() {
    let mut wrong = Vec::new();
    for case in CASES {
        let outer = folder(case.name, case.files);
        let output = run(outer.path(), &["init", "--from", case.name]);
        let settings = fs::read_to_string(outer.path().join(case.name).join("book.toml")).unwrap_or_default();
        let built = run(outer.path(), &["build", case.name, "--format", "epub"]);
        if !output.status.success() || !built.status.success() {
            wrong.push(format!("{}: {}\n{}\n{settings}", case.name, told(&output), told(&built)));
            continue;
        }
        let book = epub(&outer.path().join(case.name).join("dist"));
        let pictures = case.files.iter().filter(|(path, _)| path.ends_with(".svg")).count();
        if contents(&book) != case.contents
            || metadata(&book).0 != case.title
            || metadata(&book).2 != case.language
            || book.names().filter(|name| name.ends_with(".svg")).count() != pictures
        {
            wrong.push(format!("{}: {} {:?}\n{settings}", case.name, contents(&book), metadata(&book)));
        }
        let again = run(outer.path(), &["init", "--from", case.name]);
        if again.status.success() || !told(&again).contains("already has a book.toml") {
            wrong.push(format!("{}: {}", case.name, told(&again)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A chapter that does not exist is reported at the place where the project names it, and the book is made without it.
#[test]
fn chapters_that_are_not_there_are_warnings_with_their_places() {
    let places = [
        ("quarto", "_quarto.yml:16:7"),
        ("gitbook", "docs/SUMMARY.md:9:5"),
        ("leanpub", "manuscript/Book.txt:8:1"),
        ("included", "book/book.md:10:1"),
        ("docsify", "docs/_sidebar.md:6:3"),
    ];
    for (name, place) in places {
        let case = CASES.iter().find(|case| case.name == name).unwrap();
        let outer = folder(case.name, case.files);
        let output = run(outer.path(), &["check", case.name, "--message-format", "short"]);
        let reports = told(&output);
        assert!(output.status.success(), "{reports}");
        assert!(reports.contains(&format!("{name}/{place}: warning[missing-chapter]: there is no file")), "{reports}");
        let denied = run(outer.path(), &["check", case.name, "--deny", "warnings"]);
        assert_eq!(denied.status.code(), Some(1));
    }
}

#[test]
fn a_folder_without_texts_is_an_error_with_a_remedy() {
    let outer = folder("empty", &[("notes.txt", "x"), ("src/main.rs", "fn main() {}")]);
    let output = run(outer.path(), &["build", "empty"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        told(&output).contains("the folder `empty` has no book.toml and no Markdown file; `chapbook init PATH` writes"),
        "{}",
        told(&output)
    );
    let output = run(outer.path(), &["init", "--from", "empty"]);
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn a_book_inside_the_folder_is_found() {
    let files = [
        ("README.md", "# A program\n"),
        ("guide/book.toml", "[book]\ntitle = \"Guide\"\nlanguage = \"en\"\n"),
        ("guide/src/SUMMARY.md", "# S\n\n- [Sea](sea.md)\n- [Gone](gone.md)\n"),
        ("guide/src/sea.md", SEA),
    ];
    let outer = folder("program", &files);
    let output = run(outer.path(), &["build", "program", "--format", "epub"]);
    let reports = told(&output);
    assert!(output.status.success(), "{reports}");
    assert!(reports.contains("note: the book is in `guide/`") && reports.contains("program/guide/src/SUMMARY.md:4:3"), "{reports}");
    assert_eq!(contents(&epub(&outer.path().join("program/guide/dist"))), "The Sea");
}

/// Settings that are malformed, lead out of the folder, or name files in circles are reported with their places.
#[test]
fn bad_settings_are_reported() {
    let cases: &[(&Files, &str, i32)] = &[
        (&[("_quarto.yml", "book:\n  chapters: [a.qmd\nx: y\n"), ("a.qmd", SEA)], "_quarto.yml:3:2: error[bad-front-matter]", 1),
        (
            &[("book.json", "{ \"title\": \"x\"\n \"author\": 1 }"), ("SUMMARY.md", "# S\n\n* [A](a.md)\n"), ("a.md", SEA)],
            "book.json:2:",
            1,
        ),
        (&[("hugo.toml", "baseURL = \n"), ("content/a.md", SEA)], "hugo.toml:1:", 1),
        (&[("Book.txt", "../../etc/passwd.md\na.md\n"), ("a.md", SEA)], "Book.txt:1:1: error[outside-root]", 1),
        (&[("Book.txt", "/a.md\na.md\na.md\n"), ("a.md", SEA)], "read as", 0),
        (
            &[("_toc.yml", "format: jb-book\nroot: a\nchapters:\n- file: a\n- file: b\n"), ("a.md", SEA), ("b.ipynb", "{}")],
            "_toc.yml:5:9: warning[missing-chapter]: `b.ipynb` is not a notebook of version 4",
            0,
        ),
        (
            &[("mkdocs.yml", "site_name: x\nnav: &a\n  - a.md\n  - B: *a\n"), ("docs/a.md", SEA)],
            "this alias stands inside the value that it names",
            1,
        ),
        (
            &[("_config.yml", "theme: x\n"), ("a.md", "---\ntitle: A: b\n---\nText that is here.\n")],
            "a.md:2:9: warning[bad-front-matter]",
            0,
        ),
    ];
    for (files, wanted, code) in cases {
        let outer = folder("broken", files);
        let output = run(outer.path(), &["check", "broken", "--message-format", if *wanted == "read as" { "human" } else { "short" }]);
        let reports = told(&output);
        assert!(reports.contains(wanted) && output.status.code() == Some(*code), "{wanted}: {:?}: {reports}", output.status);
    }
}

/// The note is not a warning: it does not make a build fail, and scripts do not see it.
#[test]
fn the_note_about_a_project_is_for_people() {
    let outer = folder("quiet", &[("01.md", SEA), ("02.md", NETS)]);
    let output = run(outer.path(), &["check", "quiet", "--deny", "warnings"]);
    assert!(output.status.success() && told(&output).contains("in the order of the file names"), "{}", told(&output));
    for arguments in [["--quiet", "--color=never"], ["--message-format", "json"], ["--message-format", "short"]] {
        let output = run(outer.path(), &[&["check", "quiet"], arguments.as_slice()].concat());
        assert_eq!(told(&output), "", "{arguments:?}");
    }
}
