//! The modules form layers: a module may import only from the layers below it. Each outside crate that writes or reads a format is used in
//! one file. No file is too long to read.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The layers from bottom to top. A module may import from the modules in its row, and from itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("source", &[]),
    ("xml", &[]),
    ("language", &[]),
    ("imposition", &["units", "language"]),
    ("diagnostic", &["source"]),
    ("formula", &["source"]),
    ("document", &["source", "units", "formula"]),
    ("markdown_writer", &["source", "formula", "document"]),
    ("pandoc", &["source", "units", "formula", "document"]),
    ("highlight", &["source", "diagnostic", "document"]),
    ("edition", &["source", "diagnostic", "units", "formula", "document", "language", "imposition"]),
    ("citation", &["source", "diagnostic", "document", "edition", "language"]),
    ("font", &["source", "diagnostic", "units", "edition"]),
    ("math", &["units", "formula", "font"]),
    ("artwork", &["source", "diagnostic", "units", "font"]),
    ("manuscript", &["source", "diagnostic", "units", "formula", "document", "edition", "citation", "language", "pandoc"]),
    ("import", &["source", "diagnostic", "units", "document", "manuscript", "markdown_writer"]),
    ("resolve", &["source", "diagnostic", "formula", "document", "highlight", "edition", "language"]),
    ("study", &["source", "document", "edition", "language", "resolve"]),
    (
        "typeset",
        &["source", "diagnostic", "units", "document", "highlight", "edition", "language", "resolve", "font", "artwork", "formula", "math"],
    ),
    ("cover", &["source", "diagnostic", "units", "document", "edition", "font", "artwork"]),
    ("pdf", &["source", "xml", "diagnostic", "units", "document", "edition", "resolve", "font", "artwork", "typeset", "imposition"]),
    (
        "epub",
        &[
            "source",
            "xml",
            "diagnostic",
            "units",
            "formula",
            "document",
            "highlight",
            "edition",
            "language",
            "resolve",
            "font",
            "math",
            "artwork",
        ],
    ),
    (
        "build",
        &[
            "source",
            "diagnostic",
            "units",
            "document",
            "highlight",
            "language",
            "imposition",
            "edition",
            "pandoc",
            "manuscript",
            "markdown_writer",
            "import",
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

/// Outside crates, each with the one file that may use it. One that reads and writes a format may have a file for each.
const OUTSIDE_CRATES: &[(&str, &str)] = &[
    ("allsorts", "font/conversion.rs"),
    ("printpdf", "pdf/skeleton/mod.rs"),
    ("lopdf", "pdf/file/object.rs"),
    ("moxcms", "pdf/press/srgb.rs"),
    ("epub_builder", "epub/package/draft.rs"),
    ("zip", "epub/package/container.rs"),
    ("zip", "import/archive.rs"),
    ("roxmltree", "import/xml_file.rs"),
    ("ratex_parser", "formula/parser.rs"),
    ("ratex_lexer", "formula/parser.rs"),
    ("ratex_font", "formula/parser.rs"),
    ("pulldown_cmark", "manuscript/syntax/commonmark.rs"),
    ("html5gum", "manuscript/html/tokens.rs"),
    ("html5ever", "manuscript/html/tree.rs"),
    ("saphyr_parser", "manuscript/front_matter/yaml.rs"),
    ("annotate_snippets", "diagnostic/render/human.rs"),
    ("hyphenation", "language/hyphenation.rs"),
    ("unicode_bidi", "typeset/words/direction.rs"),
    ("qrcodegen", "typeset/model/qr_code.rs"),
    ("png", "cover/palette.rs"),
    ("terminal_size", "cli/terminal.rs"),
    ("biblatex", "citation/bibtex.rs"),
    ("hayagriva", "citation/engine.rs"),
    ("syntect", "highlight/syntax.rs"),
    ("two_face", "highlight/syntax.rs"),
];

/// A file with more lines than `LONG` needs a reason in its first comment. No file may have more than `LONGEST`.
const LONG: usize = 600;
const LONGEST: usize = 1000;

#[test]
fn no_module_imports_from_a_layer_above() {
    let mut wrong = Vec::new();
    for (layer, allowed) in LAYERS {
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
    for (i, (layer, allowed)) in LAYERS.iter().enumerate() {
        for name in *allowed {
            assert!(LAYERS[..i].iter().any(|(below, _)| below == name), "`{layer}` stands below `{name}`");
        }
    }
    for entry in fs::read_dir(src()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!path.is_dir() || LAYERS.iter().any(|(layer, _)| *layer == name), "`{name}` is in no layer");
    }
}

/// The folders of a module from bottom to top. A folder may import only from the folders before it. `excerpt` and `proofread` come last,
/// because no other folder imports from them.
const FOLDERS: &[(&str, &[&str])] = &[
    ("edition", &["settings", "sheets", "notes", "math", "diagrams", "metadata", "print_shops", "design", "editions", "book"]),
    ("typeset", &["model", "words", "linebreak", "setter", "paragraph", "galley", "makeup", "book", "excerpt", "proofread"]),
];

#[test]
fn each_folder_imports_only_from_earlier_ones() {
    let mut wrong = Vec::new();
    for (module, folders) in FOLDERS {
        let root = src().join(module);
        for (at, folder) in folders.iter().enumerate() {
            for file in rust_files(&root.join(folder)) {
                let text = fs::read_to_string(&file).unwrap();
                for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
                    for found in line.split(&format!("crate::{module}::")).skip(1) {
                        let name: String = found.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                        if folders[at + 1..].contains(&name.as_str()) {
                            wrong.push(format!("{}: {line}", file.display()));
                        }
                    }
                }
            }
        }
        let all = fs::read_dir(&root).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.join("mod.rs").exists());
        let missing: Vec<_> = all.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
        let missing: Vec<_> = missing.iter().filter(|name| !folders.contains(&name.as_str())).collect();
        assert!(missing.is_empty(), "{module}: {missing:?} have no place in the order");
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_outside_crate_for_a_format_is_named_in_one_file() {
    let mut wrong = Vec::new();
    for file in rust_files(&src()) {
        let relative = file.strip_prefix(src()).unwrap().to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file).unwrap();
        for (name, home) in OUTSIDE_CRATES {
            let named = text.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| {
                line.contains(&format!("use {name}::"))
                    || line.split(&format!("{name}::")).skip(1).count() > 0 && !line.contains(&format!("::{name}::")) && names(line, name)
            });
            // `language` has a module of the same name.
            let is_home = OUTSIDE_CRATES.iter().any(|(own, home)| own == name && relative == *home);
            if named && !is_home && !(*name == "hyphenation" && relative == "language/mod.rs") {
                wrong.push(format!("{relative} names `{name}`, which is named only in {home}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Whether a line names the crate, and not a module or a function whose name ends with the same letters.
fn names(line: &str, name: &str) -> bool {
    line.match_indices(&format!("{name}::")).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
        && name != "hyphenation"
}

/// The most files of one folder that may import one another in a circle.
const LARGEST_FILE_CIRCLE: usize = 3;

#[test]
fn no_import_circles_inside_a_module() {
    let sources = rust_files(&src()).into_iter().map(|file| {
        let name = file.strip_prefix(src()).unwrap().to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(&file).unwrap())
    });
    let circles = Sources::new(sources.collect()).circles();
    assert!(circles.is_empty(), "import circles: {circles:#?}");
}

/// An invented module `house` with two folders: it has no circle until one is added.
#[test]
fn the_check_finds_the_circles_that_are_added_to_a_small_tree() {
    let tree = |changes: &[(&str, &str)]| {
        let mut files = BTreeMap::from([
            ("house/mod.rs", "mod cellar;\nmod hall;\npub use cellar::wine::Wine;"),
            ("house/cellar/mod.rs", "pub mod wine;"),
            ("house/cellar/wine.rs", "use std::fmt;\npub struct Wine;"),
            ("house/hall/mod.rs", "pub mod table;\npub mod chair;\npub mod lamp;\npub mod door;"),
            ("house/hall/table.rs", "use super::chair::Chair;\n// use super::door::Door;\nuse crate::house::cellar::wine::Wine;"),
            ("house/hall/chair.rs", "use super::lamp::{self, Lamp};"),
            ("house/hall/lamp.rs", "fn light() { self::inner::glow(); super::table::shine() }"),
            ("house/hall/door.rs", ""),
        ]);
        files.extend(changes.iter().copied());
        let own = files.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned()));
        Sources::new(own.collect()).circles()
    };
    assert_eq!(tree(&[]), [[""; 0]; 0], "three files of one folder may be in a circle");
    let folders = ["house/cellar/", "house/hall/"];
    for import in [
        "use crate::house::hall::chair::Chair;",
        "use super::super::hall::{\n    chair::Chair,\n};",
        "fn pour() { crate::house::hall::table::set() }",
        "use crate::house::{Wine, hall};",
    ] {
        assert_eq!(tree(&[("house/cellar/wine.rs", import)]), [folders], "{import}");
    }
    // A name that the root re-exports is an import of the file that has it.
    let hidden = [("house/mod.rs", "pub use hall::chair::Chair;"), ("house/cellar/wine.rs", "use crate::house::Chair;")];
    assert_eq!(tree(&hidden), [folders]);
    let fourth = [("house/hall/lamp.rs", "use super::door::Door;"), ("house/hall/door.rs", "use super::table::Table;")];
    assert_eq!(tree(&fourth), [["house/hall/chair.rs", "house/hall/door.rs", "house/hall/lamp.rs", "house/hall/table.rs"]]);
}

/// The source files of a crate, by their paths from `src/`.
struct Sources {
    files: BTreeMap<String, String>,
    /// The file of each module path.
    modules: BTreeMap<Vec<String>, String>,
}

/// What each file or folder imports.
type Imports = BTreeMap<String, BTreeSet<String>>;

impl Sources {
    fn new(files: BTreeMap<String, String>) -> Self {
        let code = |text: &str| {
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
        };
        let files: BTreeMap<String, String> = files.into_iter().map(|(name, text)| (name, code(&text))).collect();
        let modules = files.keys().map(|name| (module_of(name), name.clone())).collect();
        Self { files, modules }
    }

    /// The circles between the folders of each top-level module, and the large circles between the files of each folder. A circle is a set of
    /// files or folders each of which imports all others, directly or not. A `mod.rs` is left out: it declares the others.
    fn circles(&self) -> Vec<Vec<String>> {
        let (mut folders, mut files) = (Imports::new(), Imports::new());
        for (name, text) in &self.files {
            for path in paths_in(text) {
                let Some(target) = self.resolve(name, &path).filter(|target| target != name) else { continue };
                if let (Some(from), Some(to)) = (inner_folder(name), inner_folder(&target))
                    && from != to
                    && name.split('/').next() == target.split('/').next()
                {
                    folders.entry(from).or_default().insert(to);
                }
                if folder_of(name) == folder_of(&target) && !name.ends_with("mod.rs") && !target.ends_with("mod.rs") {
                    files.entry(name.clone()).or_default().insert(target);
                }
            }
        }
        let mut circles = circles(&folders);
        circles.extend(self::circles(&files).into_iter().filter(|circle| circle.len() > LARGEST_FILE_CIRCLE));
        circles
    }

    /// The file that a path names in a file, if it is one of the crate.
    fn resolve(&self, file: &str, path: &[String]) -> Option<String> {
        let own = module_of(file);
        let first = path.first()?.as_str();
        let (module, rest) = match first {
            "crate" => (Vec::new(), &path[1..]),
            "self" | "super" => {
                let up = path.iter().filter(|part| *part == "super").count();
                let rest = path.iter().position(|part| part != "self" && part != "super").unwrap_or(path.len());
                (own[..own.len().checked_sub(up)?].to_vec(), &path[rest..])
            }
            _ if self.modules.contains_key(&[&own[..], &path[..1]].concat()) => (own, path),
            _ => return None,
        };
        self.follow(module, rest)
    }

    /// The file that defines what a path names, starting from a module. Follows re-exports.
    fn follow(&self, mut module: Vec<String>, mut rest: &[String]) -> Option<String> {
        while let Some((first, after)) = rest.split_first() {
            let inner = [&module[..], std::slice::from_ref(first)].concat();
            if !self.modules.contains_key(&inner) {
                break;
            }
            (module, rest) = (inner, after);
        }
        let file = self.modules.get(&module)?;
        let Some(name) = rest.first() else { return Some(file.clone()) };
        let exported = paths_in(&self.files[file]).into_iter().find(|path| path.len() > 1 && path.last() == Some(name));
        // A `use` of the same name in a `mod.rs` leads on; any other file has the name itself.
        match exported.filter(|_| file.ends_with("mod.rs")) {
            Some(path) if path[0] != "crate" || path[1..].len() > 1 => self.resolve(file, &path).or_else(|| Some(file.clone())),
            _ => Some(file.clone()),
        }
    }
}

/// The module path of a file.
fn module_of(file: &str) -> Vec<String> {
    let mut path: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| last == "mod" || last == "lib" || last == "main") {
        path.pop();
    }
    path
}

fn folder_of(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folder of a file within its top-level module.
fn inner_folder(file: &str) -> Option<String> {
    let mut parts = file.split('/');
    let (module, folder, _) = (parts.next()?, parts.next()?, parts.next()?);
    Some(format!("{module}/{folder}/"))
}

/// All paths in a text: those of `use` declarations, and those in the code that begin with `crate`, `self` or `super`.
fn paths_in(text: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut code = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let bare = line.trim_start();
        let bare = bare.strip_prefix("pub(crate) ").or_else(|| bare.strip_prefix("pub ")).unwrap_or(bare);
        match bare.strip_prefix("use ") {
            Some(tree) => {
                let mut tree = tree.to_owned();
                while !tree.contains(';') {
                    let Some(next) = lines.next() else { break };
                    tree.push_str(next);
                }
                let (tree, after) = tree.split_once(';').unwrap_or((&tree, ""));
                expand(&[], tree, &mut paths);
                code.push_str(after);
            }
            None => code.push_str(line),
        }
        code.push('\n');
    }
    let word = |c: char| c.is_alphanumeric() || c == '_';
    for root in ["crate", "self", "super"] {
        for (at, _) in code.match_indices(&format!("{root}::")) {
            if code[..at].ends_with(|c: char| word(c) || c == ':') {
                continue;
            }
            let path = code[at..].split(|c: char| !word(c) && c != ':').next().unwrap_or_default();
            paths.push(path.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect());
        }
    }
    paths
}

/// Adds the paths of the tree of a `use`.
fn expand(prefix: &[String], tree: &str, paths: &mut Vec<Vec<String>>) {
    let (path, group) = match tree.split_once('{') {
        Some((path, group)) => (path, Some(group.trim_end().trim_end_matches('}'))),
        None => (tree.split(" as ").next().unwrap_or_default(), None),
    };
    let parts = path.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned);
    let mut whole = [prefix, &parts.collect::<Vec<_>>()].concat();
    let Some(group) = group else {
        if whole.len() > 1 && whole.last().is_some_and(|last| last == "self") {
            whole.pop();
        }
        if !whole.is_empty() {
            paths.push(whole);
        }
        return;
    };
    let (mut depth, mut from) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&whole, &group[from..at], paths);
                from = at + 1;
            }
            _ => {}
        }
    }
    if !group[from..].trim().is_empty() {
        expand(&whole, &group[from..], paths);
    }
}

/// The sets of at least two names, each of which imports all others of its set, directly or not.
fn circles(imports: &Imports) -> Vec<Vec<String>> {
    let reached = |from: &String| {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(next) = open.pop() {
            open.extend(imports.get(next).into_iter().flatten().filter(|to| reached.insert((*to).clone())));
        }
        reached
    };
    let reached: Imports = imports.keys().map(|from| (from.clone(), reached(from))).collect();
    let circle = |from: &String| {
        let others = reached[from].iter().filter(|to| reached.get(*to).is_some_and(|back| back.contains(from)));
        others.cloned().collect::<Vec<_>>()
    };
    let circles: BTreeSet<Vec<String>> = imports.keys().map(circle).filter(|circle| circle.len() > 1).collect();
    circles.into_iter().collect()
}

#[test]
fn files_are_short_enough_to_read() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for file in rust_files(&src()).into_iter().chain(rust_files(&tests)) {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines", file.display());
        let reason = text.lines().take_while(|line| line.starts_with("//")).any(|line| line.contains("Long because"));
        assert!(lines <= LONG || reason, "{} has {lines} lines and gives no reason (\"Long because …\") at its top", file.display());
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
