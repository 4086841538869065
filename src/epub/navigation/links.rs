//! The links and labels that all kinds of navigation share.
use crate::document::NodeId;
use crate::epub::content::Printer;
use crate::resolve::ContentsEntry;

/// The file of the navigation document.
pub(super) const NAV: &str = "nav.xhtml";

/// The link to the first document of the text, or to the title page if there is none.
pub(super) fn start_of_text<'a>(printer: &Printer<'a>) -> &'a str {
    printer.spine.documents.first().map_or("title.xhtml", |document| document.name.as_str())
}

/// The link to a node from outside the content documents of the text. It has the name of the file.
pub(super) fn href(printer: &Printer<'_>, node: NodeId) -> String {
    printer.spine.link(node, "").unwrap_or_else(|| start_of_text(printer).to_owned())
}

/// The title of an entry with its label: "3 The Congress".
pub(in crate::epub) fn label(entry: &ContentsEntry) -> String {
    entry.label.as_ref().map_or_else(|| entry.title.clone(), |label| format!("{label} {}", entry.title))
}
