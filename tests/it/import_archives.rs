//! Files of archives: plain texts with defects.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chapbook::build::{ImportRequest, Imported, Rule, import};

use crate::cli::folder;

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)
}

/// Words in the order of a text, without the comments of the importer.
fn words(text: &str) -> Vec<String> {
    let mut bare = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        bare.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Repairs a text: the chapters of the manuscript, and what the import says.
fn repaired(name: &str, text: &str, without: BTreeSet<Rule>) -> (String, Imported) {
    let files = folder(&[(name, text.as_bytes())]);
    let book = files.path().join("book");
    let request = ImportRequest { files: vec![files.path().join(name)], without, ..ImportRequest::default() };
    let made = import(&request, Some(&book)).expect("an import");
    let chapters = made.written.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    (chapters.map(|path| fs::read_to_string(path).expect("a text")).collect::<Vec<_>>().join("\n"), made)
}

/// Twenty texts with known defects and known-good neighbours.
#[test]
fn messy_texts_are_repaired_and_nothing_that_was_right_is_changed() {
    let mut names: Vec<PathBuf> = fs::read_dir(fixtures("messy")).expect("files").flatten().map(|entry| entry.path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    names.sort();
    assert_eq!(names.len(), 20);
    let mut kept = 0;
    for path in names {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a text");
        let (out, made) = repaired(&name, &text, BTreeSet::new());
        let journal: Vec<String> = made.journal.iter().map(|entry| entry.line()).collect();
        let result = format!("{out}=====\n{}\n", journal.join("\n"));
        let golden = path.with_extension("out");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&golden, &result).expect("a file");
        }
        assert_eq!(result, fs::read_to_string(&golden).expect("a result"), "{name}");
        // What was right is there as it was.
        for line in fs::read_to_string(path.with_extension("kept")).expect("a text").lines() {
            assert!(text.contains(line) && out.contains(line), "{name}: {line}\n{out}");
            kept += 1;
        }
        // No word is changed but those that a rule joined or removed.
        let removes = |rule: Rule| matches!(rule, Rule::PageNumbers | Rule::RunningHeads | Rule::HyphenatedLines);
        if !made.journal.iter().any(|entry| removes(entry.change.rule)) {
            let bare = text.replace(['\u{200B}', '\u{7}'], "");
            assert_eq!(words(&out), words(&bare), "{name}");
        }
        // A second run changes nothing.
        let (again, made) = repaired("again.md", &out, BTreeSet::new());
        assert_eq!((again.trim_end(), made.journal.len()), (out.trim_end(), 0), "{name}");
        // Without any rule, the text is as it was.
        let (bare, made) = repaired(&name, &text, Rule::ALL.iter().map(|(_, rule)| *rule).collect());
        assert_eq!(made.journal.len(), 0, "{name}");
        assert_eq!(words(&bare), words(&text), "{name}");
    }
    assert!(kept >= 40);
}
