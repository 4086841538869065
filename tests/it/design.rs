//! Named designs, values that override them, and the commands that print both.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chapbook::diagnostic::Sink;
use chapbook::edition::{Design, DesignRow, design_rows, read_book, schema};
use chapbook::source::FileId;
use chapbook::units::Sides;

const NAMES: [&str; 6] = ["trade", "pamphlet", "academic", "handout", "large-print", "pocket"];

fn chapbook(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chapbook"));
    command.current_dir(folder).args(arguments).args(["--message-format", "short"]).env("CI", "true").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Makes a book of one chapter with this text, and with these settings after `[book]`.
fn book(settings: &str, chapter: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("book.toml"), format!("[book]\ntitle = \"T\"\nauthor = \"A. N. Author\"\nlanguage = \"en\"\n{settings}"))
        .unwrap();
    fs::write(folder.path().join("a.md"), chapter).unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

/// Returns the value and the origin of a key as `design show` prints them.
fn shown(folder: &Path, edition: &str, key: &str) -> (String, String) {
    let output = chapbook(folder, &["design", "show", "-e", edition]);
    // The keys of `page` are in the main table.
    let (table, name) = key.rsplit_once('.').filter(|(table, _)| *table != "page").unwrap_or(("", key));
    let head = if table.is_empty() { "[design]".to_owned() } else { format!("[design.{table}]") };
    let text = text(&output.stdout);
    let line = text
        .lines()
        .skip_while(|line| *line != head)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .find(|line| line.split(" = ").next() == Some(name));
    let (value, origin) = line.and_then(|line| line.split_once(" = ")).unwrap().1.rsplit_once(" # ").unwrap();
    (value.to_owned(), origin.to_owned())
}

/// Returns the stylesheet of the first EPUB in a folder.
fn stylesheet(folder: &Path) -> String {
    member(folder, "stylesheet.css")
}

fn member(folder: &Path, name: &str) -> String {
    let path: PathBuf = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|x| x == "epub"))
        .unwrap();
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let found = archive.file_names().find(|file| file.ends_with(name)).unwrap().to_owned();
    std::io::read_to_string(archive.by_name(&found).unwrap()).unwrap()
}

#[test]
fn each_named_design_sets_a_book_with_every_construct() {
    let folder = tempfile::tempdir().unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/kitchen-sink");
    copy(&source, folder.path());
    let plain = chapbook(folder.path(), &["build", "-o", "plain"]);
    let settings = folder.path().join("book.toml");
    let mut editions = fs::read_to_string(&settings).unwrap();
    for name in NAMES {
        editions.push_str(&format!("\n[[edition]]\nname = \"{name}\"\n[edition.design]\nbase = \"{name}\"\n"));
    }
    fs::write(&settings, editions).unwrap();
    for name in NAMES {
        let output = chapbook(folder.path(), &["build", "-e", name, "-o", name]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", text(&output.stderr));
        let (told, style) = (text(&output.stderr), "warning[missing-style]: `Atkinson Hyperlegible Next` has no small capitals");
        let (styles, others): (Vec<&str>, Vec<&str>) = told.lines().partition(|line| line.contains(style));
        assert_eq!(others, text(&plain.stderr).lines().collect::<Vec<_>>(), "{name}");
        assert_eq!(styles.len(), usize::from(name == "large-print"), "{name}: {told}");
        assert_eq!(text(&output.stdout).lines().count(), 2, "{name}");
    }
    let sheets: Vec<String> = NAMES.iter().map(|name| stylesheet(&folder.path().join(name))).collect();
    for (at, sheet) in sheets.iter().enumerate() {
        assert!(!sheets[..at].contains(sheet), "{} has the stylesheet of another design", NAMES[at]);
    }
    assert_eq!(stylesheet(&folder.path().join("plain")), sheets[0], "the trade design is the default");
}

#[test]
fn a_design_is_shown_with_the_places_of_its_values() {
    let settings = "[design]\npage = \"a6\"\nornament = \"❦\"\n[design.headings.2]\nshape = \"bold\"\n\n[[edition]]\nname = \"large\"\n\
                    design = { base = \"large-print\", size = \"20pt\", openings.first-words = \"small-caps\" }\n\n\
                    [[edition]]\nname = \"canon\"\ndesign.margins = \"canon\"\n\n[[edition]]\nname = \"wide\"\nextends = \"canon\"\n\
                    [edition.design.page]\nwidth = \"180mm\"\nheight = \"9in\"\n";
    let folder = book(settings, "# A\n\nText.\n");
    let output = chapbook(folder.path(), &["design", "show", "-e", "large"]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    insta::assert_snapshot!(text(&output.stdout));
    let pair = |value: &str, origin: &str| (value.to_owned(), origin.to_owned());
    // A base discards the values before it. An edition takes all other values from the book.
    assert_eq!(shown(folder.path(), "large", "ornament"), pair("\"asterisks\"", "base large-print"));
    assert_eq!(shown(folder.path(), "canon", "ornament"), pair("\"❦\"", "book.toml:7:12"));
    assert_eq!(shown(folder.path(), "canon", "headings.2.shape"), pair("\"bold\"", "book.toml:9:9"));
    assert_eq!(shown(folder.path(), "canon", "margins"), pair("\"canon\"", "book.toml:17:18"));
    assert_eq!(shown(folder.path(), "canon", "size"), pair("\"11pt\"", "default"));
    assert_eq!(shown(folder.path(), "wide", "page.width"), pair("\"180mm\"", "book.toml:23:9"));
    assert_eq!(shown(folder.path(), "wide", "margins"), pair("\"canon\"", "book.toml:17:18"));
}

#[test]
fn the_output_of_design_show_can_be_read_as_a_design() {
    for name in NAMES {
        let values = |folder: &Path| -> Vec<String> {
            let output = chapbook(folder, &["design", "show"]);
            text(&output.stdout).lines().map(|line| line.rsplit_once(" # ").map_or(line, |(value, _)| value).to_owned()).collect()
        };
        let first = values(book(&format!("[design]\nbase = \"{name}\"\n"), "# A\n").path());
        let again = book(&format!("{}\n", first.join("\n")), "# A\n");
        assert_eq!(values(again.path()), first, "{name}");
        assert!(!text(&chapbook(again.path(), &["design", "show"]).stdout).contains("# default"), "{name}: a value is missing");
    }
}

#[test]
fn the_margins_of_the_canon_follow_the_page() {
    let text = "[book]\ntitle = \"T\"\nlanguage = \"en\"\ndefaults = false\n[design]\nmargins = \"canon\"\npage = { width = \"90mm\", height = \"135mm\" }\n\
                [[edition]]\nname = \"a\"\n[[edition]]\nname = \"b\"\ndesign.page = \"a4\"\n[[edition]]\nname = \"c\"\ndesign.margins.foot = \"20mm\"\n";
    let sink = Sink::default();
    let plan = read_book(FileId(0), text, 0, &sink);
    assert_eq!(sink.sorted(), Vec::new());
    let margins = |at: usize| {
        let Sides { inner, head, outer, foot } = plan.editions[at].design.margins;
        [inner, head, outer, foot].map(|length| (length.to_pt() * 254.0 / 72.0).round() / 10.0)
    };
    assert_eq!(margins(0), [10.0, 15.0, 20.0, 30.0]);
    assert_eq!(margins(1), [23.3, 33.0, 46.7, 66.0]);
    assert_eq!(margins(2), [10.0, 15.0, 20.0, 20.0]);
}

#[test]
fn the_designs_are_listed() {
    let output = chapbook(Path::new("."), &["design", "list"]);
    let listed = text(&output.stdout);
    let names: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, NAMES);
    assert!(listed.lines().all(|line| line.split_whitespace().count() > 5), "{listed}");
}

#[test]
fn values_that_override_a_design_are_in_both_files() {
    let chapter =
        "# Title\n\nIn the beginning was the word, and so on.\n\nMore.\n\n---\n\n## Section\n\n> Quoted.\n\nEnd.[^1]\n\n[^1]: Note.\n";
    let settings = "[design]\nbase = \"academic\"\nornament = \"§ §\"\nparagraphs = \"space\"\njustify = false\nheading-face = \"Alegreya Sans\"\n\
                    openings = { first-words = \"small-caps\", align = \"center\", title-size = \"24pt\" }\nquotes = { indent = \"2em\", size = \"1em\" }\n\
                    notes.separator = \"space\"\n[design.headings.1]\nshape = \"small-caps\"\nalign = \"center\"\nabove = 2\n";
    let folder = book(settings, chapter);
    let output = chapbook(folder.path(), &["build"]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    let dist = folder.path().join("dist");
    let css = stylesheet(&dist);
    for wanted in [
        "hr::before { content: \"§ §\"; }",
        "p + p { margin-top: 0.82em; }",
        "p { text-align: start; }",
        "h1, h2, h3, h4, h5, h6 { font-family: \"Alegreya Sans\", sans-serif; }",
        "font-size: 2.46em; line-height: 1.15; text-align: center;",
        "h2 { margin: 2.97em 0 1.48em; font-size: 1.1em; text-align: center; font-variant-caps: small-caps;",
        "blockquote { margin: 0.82em 1.5em 0.82em 2em; font-size: 1em; }",
        ".notes { border-top: 0;",
    ] {
        assert!(css.contains(wanted), "{wanted} is not in\n{css}");
    }
    let chapter = member(&dist, "chapter-1.xhtml");
    assert!(chapter.contains("<span class=\"smallcaps\">In the beginning was</span> the word, and so on.</p>"), "{chapter}");
}

/// Returns the names of the fonts in a PDF.
fn faces(path: &Path) -> String {
    let pdf = lopdf::Document::load(path).unwrap();
    let fonts = pdf.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"BaseFont").ok()?.as_name().ok());
    fonts.map(|name| text(name) + " ").collect()
}

#[test]
fn large_print_uses_no_italics_for_long_texts() {
    let settings = "subtitle = \"A history of three years in eleven towns\"\ndefaults = false\n\
        [[matter.front]]\nfile = \"for.md\"\nkind = \"dedication\"\n[matter]\nbody = [\"a.md\"]\n\
        [[edition]]\nname = \"trade\"\n[[edition]]\nname = \"large\"\ndesign.base = \"large-print\"\n";
    let chapter = "# One\n\nWords.\n\n> Somebody else's words.\n>\n> -- Somebody\n\n![A saw](a.svg \"A saw, as it was used at the works\")\n\n\
        | town | votes |\n|---|---|\n| Perm | 1 |\n\nTable: How the delegates of the towns voted\n";
    let folder = book(settings, chapter);
    fs::write(folder.path().join("for.md"), "For those who came by train, and for those who could not come.\n").unwrap();
    fs::write(
        folder.path().join("a.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"30\"><rect width=\"9\" height=\"9\"/></svg>",
    )
    .unwrap();
    let output = chapbook(folder.path(), &["build", "--deny", "warnings"]);
    assert_eq!(text(&output.stderr), "");
    let file = |name: &str| folder.path().join("dist").join(name);
    let (trade, large) = (faces(&file("t-trade.pdf")), faces(&file("t-large.pdf")));
    assert!(trade.contains("Alegreya-Italic"), "{trade}");
    assert!(large.contains("Bold") && !large.contains("Italic"), "{large}");
    let css = |name: &str| {
        let mut archive = zip::ZipArchive::new(fs::File::open(file(name)).unwrap()).unwrap();
        let found = archive.file_names().find(|file| file.ends_with("stylesheet.css")).unwrap().to_owned();
        std::io::read_to_string(archive.by_name(&found).unwrap()).unwrap()
    };
    let (trade, large) = (css("t-trade.epub"), css("t-large.epub"));
    assert!(trade.contains("figcaption, caption { font-style: italic; }"), "{trade}");
    assert!(large.contains("figcaption, caption { font-style: normal; }"), "{large}");
    let italic = |line: &&str| line.contains("font-style: italic") && !line.starts_with("@font-face");
    assert_eq!(large.lines().filter(italic).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn mistakes_in_a_design_are_reported_with_their_places() {
    let mistakes = [
        ("base = \"pamflet\"", "6:8", "unknown-design", "no design is called `pamflet`"),
        ("margins = \"kanon\"", "6:11", "bad-value", "no margins are called `kanon`"),
        ("text-face = \"Alegria\"", "6:13", "unknown-face", "there is no font called `Alegria`"),
        ("columns = 3", "6:11", "bad-value", "`design.columns` cannot be 3"),
        ("expansion = 200", "6:13", "bad-value", "`design.expansion` cannot be 200"),
        ("ornament = \"a long text as ornament\"", "6:12", "bad-value", "is too long for an ornament"),
        ("ornament = \"\"", "6:12", "bad-value", "an ornament cannot be empty"),
        ("ornament = \"𓂀\"", "6:12", "missing-ornament", "(U+13080)"),
        ("paragraphs = \"indented\"", "6:14", "bad-value", "`design.paragraphs` cannot be `indented`"),
        ("headings.1.shape = \"capitals\"", "6:20", "bad-value", "`design.headings.1.shape` cannot be `capitals`"),
        ("headings.2.above = -1", "6:20", "bad-value", "`design.headings.2.above` cannot be -1"),
        ("headings.4.size = \"1em\"", "6:10", "unknown-key", "nothing is called `4` in `design.headings`"),
        ("openings.drop-cap = 5", "6:21", "bad-value", "`design.openings.drop-cap` cannot be 5"),
        ("openings.title-size = 20", "6:23", "bad-length", "`design.openings.title-size` should be a text"),
        ("openings.title-size = \"2ex\"", "6:23", "bad-length", "a length needs a unit"),
        ("quotes.indent = \"-1em\"", "6:17", "bad-length", "`-1em` is negative"),
        ("heads.folio = \"top\"", "6:15", "bad-value", "`design.heads.folio` cannot be `top`"),
        ("size = \"1em\"", "6:8", "bad-length", "a length needs a unit"),
    ];
    for (line, place, code, message) in mistakes {
        let folder = book(&format!("[design]\n{line}\n"), "# A\n");
        for arguments in [&["build"][..], &["design", "show"]] {
            let output = chapbook(folder.path(), arguments);
            let stderr = text(&output.stderr);
            assert!(stderr.contains(&format!("book.toml:{place}: error[{code}]")) && stderr.contains(message), "{line}:\n{stderr}");
            assert_eq!(output.status.code(), Some(1), "{line}");
        }
    }
    let folder = book("[design]\nbase = \"pamflet\"\n", "# A\n");
    let output = Command::new(env!("CARGO_BIN_EXE_chapbook")).current_dir(folder.path()).args(["check"]).output().unwrap();
    let stderr = text(&output.stderr);
    assert!(
        stderr.contains("did you mean `pamphlet`? the designs are trade, pamphlet, academic, handout, large-print, pocket"),
        "{stderr}"
    );
}

/// The schema of a key of a table. Follows references, and takes the table if the schema has alternatives.
fn below<'s>(root: &'s serde_json::Value, at: &'s serde_json::Value, key: &str) -> Option<&'s serde_json::Value> {
    let reference = at.get("$ref").and_then(|path| path.as_str()).and_then(|path| root.pointer(path.trim_start_matches('#')));
    let at = reference.unwrap_or(at);
    at.get("properties")
        .and_then(|keys| keys.get(key))
        .or_else(|| at.get("anyOf")?.as_array()?.iter().find_map(|one| below(root, one, key)))
}

/// The names that a schema accepts.
fn choices(root: &serde_json::Value, at: &serde_json::Value) -> Vec<String> {
    let reference = at.get("$ref").and_then(|path| path.as_str()).and_then(|path| root.pointer(path.trim_start_matches('#')));
    let at = reference.unwrap_or(at);
    let own = at.get("const").and_then(|name| name.as_str()).map(str::to_owned);
    let parts = ["anyOf", "oneOf"].into_iter().filter_map(|key| at.get(key)?.as_array()).flatten();
    own.into_iter().chain(parts.flat_map(|part| choices(root, part))).collect()
}

/// A line of the table in the guide. `choices` are the names that the schema accepts.
fn guide_line(row: &DesignRow, choices: &[String]) -> String {
    let key = row.key.as_str();
    let default = match &row.value {
        Some(_) if !row.follows.is_empty() => format!("that of `{}`", row.follows),
        Some(value) => format!("`{value}`"),
        None => String::new(),
    };
    let names = choices.join(", ");
    let accepted = [if row.kind.is_empty() { names.as_str() } else { row.kind }, row.range]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    format!("| `{key}` | {default} | {accepted} | {} |", row.documentation)
}

/// `UPDATE_DOCS=1 cargo test --test it design` writes the table in the guide.
#[test]
fn every_value_is_in_the_schema_in_design_show_and_in_the_guide() {
    let rows = design_rows(&Design::default());
    let schema = schema();
    let design = below(&schema, &schema, "design").unwrap();
    for row in &rows {
        let found = row.key.split('.').try_fold(design, |at, key| below(&schema, at, key));
        assert!(found.is_some(), "{} is not in the schema", row.key);
        assert!(!row.documentation.is_empty(), "{} has no documentation", row.key);
    }
    let folder = book("", "# A\n");
    for row in rows.iter().filter(|row| row.value.is_some()) {
        assert_eq!(Some(shown(folder.path(), "default", &row.key).0), row.value, "{}", row.key);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide/designs.md");
    let guide = fs::read_to_string(&path).unwrap();
    let (before, rest) = guide.split_once("\n## All values\n").unwrap();
    let after = rest.find("\n## ").map_or("", |at| &rest[at..]);
    let at = |row: &DesignRow| row.key.split('.').try_fold(design, |at, key| below(&schema, at, key)).unwrap();
    let lines: String = rows.iter().map(|row| guide_line(row, &choices(&schema, at(row))) + "\n").collect();
    let wanted = format!("{before}\n## All values\n\n| Key | Default | Value | Meaning |\n|---|---|---|---|\n{lines}{after}");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap() == wanted,
        "docs/guide/designs.md is out of date: UPDATE_DOCS=1 cargo test --test it design"
    );
}

/// A book in which each of the keys below changes something.
const EVERYTHING: &str = r#"# A chapter with a title that is much too long for one line of the contents of any book

::: epigraph
> A motto.
:::

Many words open the chapter, so that its first letter can be as high as three lines of text. The rest of the paragraph stands beside that letter, and the lines below it are as long as the measure, as they always are. A note is called here.[^1] This is [set in small capitals]{.smallcaps}, and [this]{.index entry="words!a very long subentry of the index, which does not fit on one line of the page"} is indexed.

[^1]: The note.

## A section with a title that is much too long for one line of the contents of any book

***

- An item with a first paragraph.

  And a second one, which is indented because no white stands above it.

> A quotation.
>
> --- Somebody who wrote a book with a title that is long enough to fill a line, and the next one, up to the end of it

Term
: Its definition.

> [!NOTE]
> An alert.

```
a_line_of_code_that_is_longer_than_the_measure(first_argument, second_argument, third_argument, fourth_argument)
```

::: verse
Short lines
:::

![A square](a.svg "A figure with a caption that is long enough to be set in two lines, or in three if the page is narrow.")

| Name | Meaning |
|------|---------|
| one  | first   |
| two  | second  |

::: questions
1. Why?
:::

# A second chapter

Its text.
"#;

/// Changes each value on its own. Every change must change the PDF, and the stylesheet too if the e-book has the value.
#[test]
fn every_indent_gap_and_rule_is_a_value_of_the_design() {
    // The key, another value, and whether the e-book has it.
    let values = [
        ("number-gap", "\"2em\"", true),
        ("small-caps-spacing", "\"0.1em\"", true),
        ("block-white", "1", true),
        ("openings.label-leading", "3", true),
        ("openings.part-size", "200", false),
        ("openings.part-align", "\"left\"", true),
        ("openings.drop-cap-gap", "\"1em\"", false),
        ("breaks.rule-width", "\"5em\"", true),
        ("breaks.rule-thickness", "\"2pt\"", false),
        ("quotes.attribution-indent", "\"12em\"", false),
        ("epigraphs.indent", "10", false),
        ("items.indent", "\"3em\"", false),
        ("items.marker-gap", "\"1em\"", false),
        ("items.paragraph-indent", "\"3em\"", false),
        ("definitions.term-shape", "\"italic\"", true),
        ("alerts.indent", "\"3em\"", true),
        ("alerts.bar-thickness", "\"2pt\"", false),
        ("code.leading", "\"2em\"", true),
        ("code.turnover-indent", "\"4em\"", false),
        ("code.hook-thickness", "\"1pt\"", false),
        ("verse.greatest-indent", "\"1em\"", false),
        ("notes.rule-width", "\"40mm\"", false),
        ("notes.rule-thickness", "\"1pt\"", false),
        ("captions.leading", "\"2em\"", false),
        ("tables.size", "\"0.8em\"", true),
        ("tables.leading", "\"2em\"", true),
        ("tables.rule-thickness", "\"1pt\"", false),
        ("tables.below-rule", "\"4pt\"", true),
        ("tables.below-row", "\"4pt\"", true),
        ("heads.distance", "2.5", false),
        ("titles.drop", "9", true),
        ("titles.leading", "\"2em\"", false),
        ("titles.half-title-size", "\"2em\"", false),
        ("titles.long-size", "\"1.5em\"", false),
        ("titles.subtitle-size", "\"2em\"", true),
        ("titles.below-authors", "4", true),
        ("titles.above-subtitle", "4", true),
        ("contents-rows.indent", "\"3em\"", true),
        ("contents-rows.turnover-indent", "\"3em\"", false),
        ("contents-rows.folio-width", "\"6em\"", false),
        ("contents-rows.leader-distance", "\"0.5em\"", false),
        ("index.leading", "\"1.15em\"", false),
        ("index.indent", "\"2em\"", true),
        ("index.turnover-indent", "\"6em\"", true),
        ("writing.ruling", "\"20mm\"", false),
        ("writing.rule-thickness", "\"1pt\"", false),
    ];
    // Values that only the e-book has.
    let screen = [
        ("epigraphs.screen-indent", "10"),
        ("items.screen-indent", "\"3em\""),
        ("verse.screen-indent", "\"3em\""),
        ("notes.screen-above", "3"),
        ("notes.screen-between", "1"),
        ("titles.screen-size", "\"3em\""),
        ("titles.screen-foot", "10"),
        ("contents-rows.screen-between", "1"),
    ];
    let masthead = [
        ("titles.masthead-long-size", "\"2em\""),
        ("titles.masthead-subtitle-size", "\"2em\""),
        ("titles.masthead-leading", "\"2em\""),
        ("titles.masthead-rule", "\"3pt\""),
    ];
    let edition = |name: &str, design: &str| format!("[[edition]]\nname = \"{name}\"\n[edition.design]\n{design}\n");
    let under = |base: &str, key: &str, value: &str| edition(&key.replace('.', "-"), &format!("{base}{key} = {value}"));
    let no_title_pages = "title-pages = false\ntitles.masthead = true\n";
    let mut settings = "subtitle = \"A subtitle\"\ndefaults = false\n".to_owned()
        + "[matter]\nbody = [{ part = \"A part\", files = [\"a.md\"] }]\n\
           [design]\ncontents-depth = 2\nparagraph-numbers = \"all\"\nsession-line = true\nanswer-lines = 2\nopenings.drop-cap = 3\n";
    settings += &edition("base", "");
    settings += &edition("same", "");
    settings += &edition("masthead", no_title_pages);
    settings.extend(values.iter().map(|(key, value, _)| under("", key, value)));
    settings.extend(screen.iter().map(|(key, value)| under("", key, value)));
    settings.extend(masthead.iter().map(|(key, value)| under(no_title_pages, key, value)));
    let folder = book(&settings, EVERYTHING);
    let path = folder.path().join("book.toml");
    let long = fs::read_to_string(&path).unwrap().replace("title = \"T\"", "title = \"A title of more than forty letters, and so long\"");
    fs::write(&path, long).unwrap();
    fs::write(folder.path().join("a.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"50\" height=\"50\"/>").unwrap();
    let output = chapbook(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let files: Vec<PathBuf> = fs::read_dir(folder.path().join("dist")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let made = |edition: &str, ending: &str| {
        let name = format!("{}.{ending}", edition.replace('.', "-"));
        let path = files.iter().find(|path| path.file_name().unwrap().to_str().unwrap().ends_with(&name));
        path.unwrap_or_else(|| panic!("no {ending} of {edition} in {files:?}")).clone()
    };
    let pages = |edition: &str| -> Vec<Vec<u8>> {
        let pdf = lopdf::Document::load(made(edition, "pdf")).unwrap();
        pdf.get_pages().into_values().map(|page| pdf.get_page_content(page)).collect()
    };
    let css = |edition: &str| {
        let mut archive = zip::ZipArchive::new(fs::File::open(made(edition, "epub")).unwrap()).unwrap();
        let found = archive.file_names().find(|file| file.ends_with("stylesheet.css")).unwrap().to_owned();
        std::io::read_to_string(archive.by_name(&found).unwrap()).unwrap()
    };
    let (base, sheet) = (pages("base"), css("base"));
    assert!(pages("same") == base, "an edition without changes is the same");
    assert!(!sheet.contains('<') && sheet.contains("hr { width: 3em;"), "{sheet}");
    let without_effect: Vec<&str> = values.iter().map(|(key, ..)| *key).filter(|key| pages(key) == base).collect();
    assert_eq!(without_effect, [""; 0], "these values do not change the pages");
    let wrong: Vec<&str> = values.iter().filter(|(key, _, on_screen)| (css(key) != sheet) != *on_screen).map(|(key, ..)| *key).collect();
    assert_eq!(wrong, [""; 0], "these values change the stylesheet although they should not, or the reverse");
    for (key, _) in screen {
        assert!(pages(key) == base && css(key) != sheet, "{key} changes the stylesheet only");
    }
    let base = pages("masthead");
    for (key, _) in masthead {
        assert!(pages(key) != base, "{key} does not change the pages");
    }
}
