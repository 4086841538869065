//! Recognises files that are not Markdown: documents of other programs, by their first bytes or by their names.
use std::path::Path;

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// The format of a document of another program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ForeignFormat {
    /// Word, since 2007.
    Docx,
    /// Word, before 2007.
    Doc,
    /// OpenDocument.
    Odt,
    /// An e-book.
    Epub,
    /// Rich Text Format.
    Rtf,
    /// LaTeX.
    Latex,
    /// A web page.
    Html,
    /// PDF.
    Pdf,
    /// A ZIP archive with another name, such as a Word document or an e-book.
    Zip,
}

impl ForeignFormat {
    /// The format of a file. `None` for a text.
    pub(crate) fn of(path: &Path, bytes: &[u8]) -> Option<Self> {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        Some(match extension.as_str() {
            "docx" => Self::Docx,
            "doc" => Self::Doc,
            "odt" => Self::Odt,
            "epub" => Self::Epub,
            "rtf" => Self::Rtf,
            "tex" | "latex" => Self::Latex,
            "pdf" => Self::Pdf,
            "html" | "htm" | "xhtml" => Self::Html,
            _ if bytes.starts_with(b"%PDF-") => Self::Pdf,
            _ if bytes.starts_with(b"{\\rtf") => Self::Rtf,
            _ if bytes.starts_with(b"PK\x03\x04") => Self::Zip,
            _ => return Self::of_text(bytes),
        })
    }

    /// The format of a text that is not Markdown, by its first words.
    fn of_text(bytes: &[u8]) -> Option<Self> {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        let begins = |words: &[u8]| text.get(..words.len()).is_some_and(|own| own.eq_ignore_ascii_case(words));
        if begins(b"<!doctype html") || begins(b"<html") {
            return Some(Self::Html);
        }
        // Comments may stand above the class of the document.
        let mut lines =
            text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty() && !line.starts_with(b"%"));
        lines.next().filter(|line| line.starts_with(b"\\documentclass")).map(|_| Self::Latex)
    }

    /// The format as messages name it.
    const fn name(self) -> &'static str {
        match self {
            Self::Docx | Self::Doc => "a Word document",
            Self::Odt => "an OpenDocument text",
            Self::Epub => "an e-book",
            Self::Rtf => "a Rich Text document",
            Self::Latex => "a LaTeX document",
            Self::Pdf => "a PDF",
            Self::Html => "a web page",
            Self::Zip => "a ZIP archive, such as a Word document or an e-book",
        }
    }

    /// How to turn such a file into a manuscript.
    fn remedy(self, name: &str) -> String {
        let format = match self {
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Latex => "latex",
            Self::Docx | Self::Epub | Self::Html => return format!("make a manuscript of it: `{}`", import_command(Path::new(name))),
            Self::Doc => return "save it as `.docx` in Word or LibreOffice; `chapbook import` reads that".to_owned(),
            Self::Pdf => return "chapbook cannot read the text of a PDF; `chapbook impose` puts its pages on sheets".to_owned(),
            Self::Zip => return "give it the extension of its format, such as `.docx`".to_owned(),
        };
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        // The command must not overwrite the author's file.
        let output = if name == format!("{stem}.md") { format!("{stem}-converted.md") } else { format!("{stem}.md") };
        format!("turn it into Markdown first, for example with Pandoc: `pandoc -f {format} {name} -o {output} --extract-media=.`")
    }
}

/// The command that makes a manuscript from a file, in a folder with its name.
pub(crate) fn import_command(path: &Path) -> String {
    let quoted = |text: &str| {
        let is_plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '\\' | ':'));
        if is_plain { text.to_owned() } else { format!("\"{text}\"") }
    };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    format!("chapbook import {} -o {}", quoted(&path.display().to_string()), quoted(&stem))
}

/// Reports that a file is not Markdown.
pub(crate) fn not_a_manuscript(name: &str, format: ForeignFormat, span: Span) -> Diagnostic {
    Diagnostic::new(codes::NOT_A_MANUSCRIPT, span, format!("`{name}` is {}, not Markdown", format.name())).hint(format.remedy(name))
}
