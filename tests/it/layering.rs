//! The modules form layers: a module may import only from the layers below it. Each outside crate that writes or reads a format is used in
//! one file. No file is too long to read.
use std::fs;
use std::path::{Path, PathBuf};

/// The layers from bottom to top. A module may import from the modules in its row, and from itself.
const FLOORS: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("source", &[]),
    ("xml", &[]),
    ("language", &[]),
    ("imposition", &["units", "language"]),
    ("diagnostic", &["source"]),
    ("document", &["source", "units"]),
    ("edition", &["source", "diagnostic", "units", "document", "language", "imposition"]),
    ("font", &["source", "diagnostic", "units", "edition"]),
    ("artwork", &["source", "diagnostic", "units", "font"]),
    ("manuscript", &["source", "diagnostic", "units", "document", "edition", "language"]),
    ("resolve", &["source", "diagnostic", "document", "edition", "language"]),
    ("study", &["source", "document", "edition", "language", "resolve"]),
    ("typeset", &["source", "diagnostic", "units", "document", "edition", "language", "resolve", "font", "artwork"]),
    ("cover", &["source", "diagnostic", "units", "document", "edition", "font", "artwork"]),
    ("pdf", &["source", "diagnostic", "units", "document", "edition", "resolve", "font", "artwork", "typeset", "imposition"]),
    ("epub", &["source", "xml", "diagnostic", "units", "document", "edition", "language", "resolve", "font", "artwork"]),
    (
        "build",
        &[
            "source",
            "diagnostic",
            "units",
            "document",
            "language",
            "imposition",
            "edition",
            "manuscript",
            "resolve",
            "study",
            "font",
            "artwork",
            "typeset",
            "cover",
            "pdf",
            "epub",
        ],
    ),
    ("cli", &["source", "diagnostic", "units", "imposition", "edition", "font", "build"]),
];

/// Outside crates, each with the one file that may use it.
const DOORS: &[(&str, &str)] = &[
    ("printpdf", "pdf/skeleton/mod.rs"),
    ("lopdf", "pdf/file/object.rs"),
    ("moxcms", "pdf/press/srgb.rs"),
    ("epub_builder", "epub/package/draft.rs"),
    ("zip", "epub/package/container.rs"),
    ("pulldown_cmark", "manuscript/markdown/builder.rs"),
    ("annotate_snippets", "diagnostic/render/human.rs"),
    ("hyphenation", "language/hyphenation.rs"),
    ("unicode_bidi", "typeset/words/direction.rs"),
    ("qrcodegen", "typeset/model/qr_code.rs"),
    ("png", "cover/palette.rs"),
];

/// A file with more lines than `LONG` needs a reason in its first comment. No file may have more than `WALL`.
const LONG: usize = 600;
const WALL: usize = 1000;

#[test]
fn no_module_imports_from_a_layer_above() {
    let mut wrong = Vec::new();
    for (layer, allowed) in FLOORS {
        for file in rust_files(&src().join(layer)) {
            let text = fs::read_to_string(&file).unwrap();
            for (number, line) in text.lines().enumerate() {
                if line.trim_start().starts_with("//") {
                    continue;
                }
                for found in line.split("crate::").skip(1) {
                    let name: String = found.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    if name != *layer && !allowed.contains(&name.as_str()) {
                        wrong.push(format!("{}:{}: `{layer}` may not import `{name}`", file.display(), number + 1));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The table has no circle: every name in a row has an earlier row of its own.
#[test]
fn the_layers_are_in_order_and_complete() {
    for (i, (layer, allowed)) in FLOORS.iter().enumerate() {
        for name in *allowed {
            assert!(FLOORS[..i].iter().any(|(below, _)| below == name), "`{layer}` stands below `{name}`");
        }
    }
    for entry in fs::read_dir(src()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!path.is_dir() || FLOORS.iter().any(|(layer, _)| *layer == name), "`{name}` is in no layer");
    }
}

#[test]
fn each_outside_crate_for_a_format_is_named_in_one_file() {
    let mut wrong = Vec::new();
    for file in rust_files(&src()) {
        let relative = file.strip_prefix(src()).unwrap().to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file).unwrap();
        for (door, home) in DOORS {
            let named = text.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| {
                line.contains(&format!("use {door}::"))
                    || line.split(&format!("{door}::")).skip(1).count() > 0 && !line.contains(&format!("::{door}::")) && names(line, door)
            });
            // `language` has a module of the same name.
            if named && relative != *home && !(*door == "hyphenation" && relative == "language/mod.rs") {
                wrong.push(format!("{relative} names `{door}`, which is named only in {home}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Whether a line names the crate, and not a module or a function whose name ends with the same letters.
fn names(line: &str, door: &str) -> bool {
    line.match_indices(&format!("{door}::")).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
        && door != "hyphenation"
}

#[test]
fn files_are_short_enough_to_read() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for file in rust_files(&src()).into_iter().chain(rust_files(&tests)) {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().count();
        assert!(lines <= WALL, "{} has {lines} lines", file.display());
        let reason = text.lines().take_while(|line| line.starts_with("//")).any(|line| line.contains("Long because"));
        assert!(lines <= LONG || reason, "{} has {lines} lines and says no reason (\"Long because …\") at its top", file.display());
    }
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.flatten().map(|entry| entry.path());
    paths
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|x| x == "rs"))
        .collect()
}
