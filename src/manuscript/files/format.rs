//! Files that are no Markdown: documents of other programs, told by their first bytes or by their names.
use std::path::Path;

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// The format of a document of another program, as messages name it. `None` for a text.
pub(crate) fn foreign_format(path: &Path, bytes: &[u8]) -> Option<&'static str> {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let is_zip = bytes.starts_with(b"PK\x03\x04");
    Some(match extension.as_str() {
        "docx" | "doc" => "a Word document",
        "odt" => "an OpenDocument text",
        "epub" => "an e-book",
        "rtf" => "a Rich Text document",
        "tex" | "latex" => "a LaTeX document",
        _ if bytes.starts_with(b"%PDF-") => "a PDF",
        _ if bytes.starts_with(b"{\\rtf") => "a Rich Text document",
        _ if is_zip => "a ZIP archive, such as a Word document or an e-book",
        _ => return None,
    })
}

/// Reports that a file is no Markdown.
pub(crate) fn not_a_manuscript(name: &str, format: &str, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(codes::NOT_A_MANUSCRIPT, span, format!("`{name}` is {format}, not Markdown"));
    if format == "a PDF" {
        return diagnostic.hint("chapbook cannot read the text of a PDF; `chapbook impose` puts its pages on sheets");
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    diagnostic
        .hint(format!("turn it into Markdown first, for example with Pandoc: `pandoc {name} -t markdown -o {stem}.md --extract-media=.`"))
}
