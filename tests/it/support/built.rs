//! A book of one file, built by the command line and opened again.
use std::fs;
use std::process::Command;

use super::shelf::Epub;
use super::tools::pdftotext;

/// What the command line made of a file.
pub struct Built {
    /// The EPUB.
    pub epub: Epub,
    /// The text of the PDF, in the order of its content. `None` if pdftotext is missing.
    pub pdf: Option<String>,
    /// The diagnostics.
    pub told: String,
}

impl Built {
    /// Builds a text. If it has no front matter, it gets a title and English as its language.
    pub fn of(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let front = if text.starts_with("---\n") { "" } else { "---\ntitle: T\nlanguage: en\n---\n" };
        fs::write(folder.path().join("t.md"), format!("{front}{text}")).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_chapbook"))
            .args(["build", "t.md", "-o", "dist"])
            .current_dir(folder.path())
            .env("CI", "true")
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{told}");
        let epub = Epub::open(fs::read(folder.path().join("dist/t.epub")).unwrap());
        Self { epub, pdf: pdftotext(&["-raw"], &folder.path().join("dist/t.pdf")), told }
    }

    /// The first document of the EPUB that contains a text, without the ids of its paragraphs.
    #[track_caller]
    pub fn document_without_ids(&self, holds: &str) -> String {
        let text = self.document(holds);
        let mut parts = text.split(" id=\"p");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| match part.split_once('"') {
            Some((id, rest)) if id.bytes().all(|byte| byte.is_ascii_hexdigit()) => text + rest,
            _ => text + " id=\"p" + part,
        })
    }

    /// The first document of the EPUB that contains a text.
    #[track_caller]
    pub fn document(&self, holds: &str) -> String {
        self.epub.documents().find(|(_, text)| text.contains(holds)).unwrap_or_else(|| panic!("no document has {holds}")).1.to_owned()
    }
}
