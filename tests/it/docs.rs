//! The README and the guide: chapbook accepts their examples, their links lead to files, and the README stays short.
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::{chapbook, error, folder};

/// Returns the paths of README.md, CONTRIBUTING.md, ARCHITECTURE.md and all pages of `docs`.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"].iter().map(|name| root.join(name)).collect();
    for folder in ["docs", "docs/guide"] {
        let files = fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(files.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    }
    pages.sort();
    pages
}

/// chapbook accepts every `toml` example of the README and the guide. The test adds only the keys and files that an example leaves out.
#[test]
fn the_examples_of_readme_and_guide_are_accepted() {
    let mut count = 0;
    // Examples of diagnostics have errors on purpose. They have their own test.
    for page in pages().into_iter().filter(|page| !page.ends_with("docs/diagnostics.md")) {
        let text = fs::read_to_string(&page).unwrap();
        for toml in text.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()) {
            count += 1;
            let has = |key: &str| toml.contains(&format!("\n{key} = ")) || toml.starts_with(&format!("{key} = "));
            let required = [("title", "title = \"T\"\n"), ("language", "language = \"en-GB\"\n")];
            let missing: String = required.iter().filter(|(key, _)| !has(key)).map(|(_, line)| *line).collect();
            let whole = match toml.split_once("[book]\n") {
                Some((before, after)) => format!("{before}[book]\n{missing}{after}"),
                None => format!("[book]\n{missing}{toml}"),
            };
            let chapter: &[u8] = "# One\n\nText.\n".as_bytes();
            let files = ["00-preface.md", "01-first.md", "02-second.md", "90-glossary.md", "refs.bib"].map(|name| (name, chapter));
            let ropes: &[u8] = br#"{"pandoc-api-version":[1,23],"meta":{},"blocks":[{"t":"Para","c":[{"t":"Str","c":"Ropes."}]}]}"#;
            let folder = folder(&[&[("book.toml", whole.as_bytes()), ("02-ropes.json", ropes)], &files[..]].concat());
            let output = chapbook(folder.path(), &["check", "."], &[]);
            assert_eq!(output.status.code(), Some(0), "{}: {}\n{whole}", page.display(), error(&output));
        }
    }
    assert!(count > 10, "{count} examples");
}

#[test]
fn links_in_the_documentation_lead_to_files() {
    let mut broken = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        // Removes code: every second piece between fences, then every second piece between backticks.
        let prose: String = text.split("```").step_by(2).flat_map(|piece| piece.split('`').step_by(2)).collect();
        for link in prose.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap();
            if file.is_empty() || link.contains("://") {
                continue;
            }
            if !page.parent().unwrap().join(file).exists() {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn the_readme_is_short() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    assert!(readme.lines().count() <= 200);
}
