//! The modules form layers: a module may import only from the layers below it. Each outside crate that writes or reads a format is used in
//! one file. No file is too long to read.
use std::collections::{BTreeMap, BTreeSet};
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
    ("pulldown_cmark", "manuscript/syntax/commonmark.rs"),
    ("saphyr_parser", "manuscript/front_matter/yaml.rs"),
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

/// The folders of `edition`, bottom to top: a folder may import only from those before it.
const EDITION_FOLDERS: [&str; 9] = ["settings", "math", "sheets", "notes", "metadata", "print_shops", "design", "editions", "book"];

#[test]
fn the_folders_of_edition_import_only_from_below() {
    let root = src().join("edition");
    let mut wrong = Vec::new();
    for (at, folder) in EDITION_FOLDERS.iter().enumerate() {
        for file in rust_files(&root.join(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
                for found in line.split("crate::edition::").skip(1) {
                    let name: String = found.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    if !EDITION_FOLDERS[..=at].contains(&name.as_str()) {
                        wrong.push(format!("{}: {line}", file.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let folders = fs::read_dir(&root).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.join("mod.rs").exists()).count();
    assert_eq!(folders, EDITION_FOLDERS.len());
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

/// The modules whose files are checked for import circles.
const WITHOUT_CIRCLES: &[&str] = &["source", "diagnostic", "document", "manuscript", "resolve", "epub"];

/// No folder of a module imports, directly or through others, from one that imports from it. Within a folder at most three files may
/// need one another. The root file of a module, which has its public names, is not counted.
#[test]
fn folders_do_not_import_in_circles() {
    let mut wrong = Vec::new();
    for module in WITHOUT_CIRCLES {
        let files = imports(module);
        // A file that stands beside the folders counts as one.
        let folder = |file: &str| file.split('/').next().unwrap().to_owned();
        let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (file, named) in &files {
            let own = folder(file);
            let others = named.iter().map(|other| folder(other)).filter(|other| *other != own).collect::<Vec<_>>();
            folders.entry(own).or_default().extend(others);
        }
        let is_folder = |name: &String| src().join(module).join(name).is_dir();
        let among_folders = circles(&folders).into_iter().filter(|circle| circle.iter().any(is_folder));
        let among_files = circles(&files).into_iter().filter(|circle| circle.len() > 3);
        wrong.extend(among_folders.chain(among_files).map(|circle| format!("{module}: {}", circle.join(" and "))));
    }
    assert!(wrong.is_empty(), "these import from one another:\n{}", wrong.join("\n"));
}

/// The sets of names of which each leads to all others, in order.
fn circles(edges: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reached = |start: &String| {
        let mut reached = BTreeSet::new();
        let mut pending = vec![start];
        while let Some(next) = pending.pop() {
            pending.extend(edges.get(next).into_iter().flatten().filter(|name| reached.insert((*name).clone())));
        }
        reached
    };
    let reached: BTreeMap<&String, BTreeSet<String>> = edges.keys().map(|name| (name, reached(name))).collect();
    let mut found = BTreeSet::new();
    for (name, reaches) in &reached {
        let circle: Vec<String> =
            reaches.iter().filter(|other| reached.get(other).is_some_and(|back| back.contains(*name))).cloned().collect();
        if circle.len() > 1 {
            found.insert(circle);
        }
    }
    found.into_iter().collect()
}

/// For each file of a module, by its path without `.rs`, the other files of the module that it names.
fn imports(module: &str) -> BTreeMap<String, BTreeSet<String>> {
    let root = src().join(module);
    let name = |file: &Path| {
        let path = file.strip_prefix(&root).unwrap().with_extension("").to_string_lossy().replace('\\', "/");
        path.strip_suffix("/mod").map_or(path.clone(), str::to_owned)
    };
    let files: BTreeMap<String, PathBuf> =
        rust_files(&root).into_iter().map(|file| (name(&file), file)).filter(|(name, _)| name != "mod").collect();
    files
        .iter()
        .map(|(own, file)| {
            let text = fs::read_to_string(file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap().lines().filter(|line| !line.trim_start().starts_with("//"));
            let code = code.collect::<Vec<_>>().join(" ");
            let named = named_paths(&code, module, own)
                .into_iter()
                .filter_map(|path| (1..=path.len()).rev().map(|length| path[..length].join("/")).find(|path| files.contains_key(path)));
            (own.clone(), named.filter(|other| other != own).collect())
        })
        .collect()
}

/// The paths that a file names in its own module, from the root of the module. A group (`a::{b, c}`) is one path for each of its names.
fn named_paths(code: &str, module: &str, own: &str) -> Vec<Vec<String>> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut paths = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            if code[..at].ends_with(|c: char| is_word(c) || c == ':') {
                continue;
            }
            let whole = code[at..].split(|c: char| !is_word(c) && c != ':').next().unwrap();
            let mut words: Vec<&str> = whole.split("::").filter(|word| !word.is_empty()).collect();
            let mut base: Vec<&str> = if words[0] == "super" { own.split('/').collect() } else { Vec::new() };
            if words[0] == "crate" {
                words.remove(0);
                if words.first() != Some(&module) {
                    continue;
                }
                words.remove(0);
            }
            while words.first() == Some(&"super") {
                base.pop();
                words.remove(0);
            }
            let group = code[at + whole.len()..].strip_prefix('{').and_then(|rest| rest.split('}').next());
            let ends = group.filter(|_| whole.ends_with("::")).map_or(vec![""], |group| group.split(',').map(str::trim).collect());
            for end in ends {
                let end = end.split("::").next().unwrap();
                let path = base.iter().chain(&words).copied().chain([end]).filter(|word| !word.is_empty());
                paths.push(path.map(str::to_owned).collect());
            }
        }
    }
    paths
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
