//! What may be allowed: the list of the program is that of the code, and what is allowed is not told.
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chapbook::diagnostic::{Diagnostic, Sink};
use chapbook::source::Span;

/// The errors that may be allowed: the author may know better.
const ERRORS: &[&str] = &["missing-alt"];

#[test]
fn every_warning_can_be_allowed() {
    let mut codes = BTreeSet::new();
    for file in rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for call in ["Diagnostic::warning(", ".tell("] {
            for rest in code.split(call).skip(1) {
                let Some(name) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) else { continue };
                // `tell` of the reader of metadata tells errors.
                if call != ".tell(" || name.starts_with("shop-") {
                    codes.insert(name.to_owned());
                }
            }
        }
    }
    codes.extend(ERRORS.iter().map(|code| (*code).to_owned()));
    assert!(codes.len() > 40, "{codes:?}");
    let missing: Vec<&String> = codes.iter().filter(|code| !allowable(code)).collect();
    assert!(missing.is_empty(), "add to src/diagnostic/codes.rs: {missing:?}");
    for code in ["no-title", "missing-image", "no-such-code", ""] {
        assert!(!allowable(code), "{code}");
    }
}

fn allowable(code: &str) -> bool {
    let sink = Sink::default();
    sink.allow(code, Span::DETACHED);
    sink.sorted().is_empty()
}

#[test]
fn what_is_allowed_is_not_told() {
    let sink = Sink::default();
    sink.report(Diagnostic::error("missing-alt", Span::DETACHED, "no text"));
    sink.report(Diagnostic::warning("dead-link", Span::DETACHED, "no end"));
    assert!(sink.has_errors());
    sink.allow("missing-alt", Span::DETACHED);
    assert!(!sink.has_errors());
    assert_eq!(sink.sorted().iter().map(|told| told.code).collect::<Vec<_>>(), ["dead-link"]);
    sink.allow("dead-lnk", Span::DETACHED);
    assert!(sink.has_errors());
    assert!(sink.sorted().iter().any(|told| told.code == "unknown-lint" && told.hints[0].contains("dead-link")));
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    paths
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|x| x == "rs"))
        .collect()
}
