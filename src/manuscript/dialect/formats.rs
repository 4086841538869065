//! The texts that Quarto prints in some formats only: `::: {.content-visible when-format="pdf"}`
//! (<https://quarto.org/docs/authoring/conditional.html>). A book has one text for all its formats, which is that of the e-book. What is
//! for other formats only is left out and reported.
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::syntax::verbatim::VerbatimLines;

/// The names of the format of the book.
const OWN: [&str; 5] = ["html", "html4", "html5", "epub", "epub3"];

/// The text without what is for other formats. `None` if it has no such containers.
pub(super) fn translated(source: &Assembled, sink: &Sink) -> Option<Assembled> {
    if !source.text.contains("-format=") || !source.text.contains(".content-") {
        return None;
    }
    let mut out = Assembled::default();
    let mut verbatim = VerbatimLines::default();
    // For each open container: whether its fences are copied, and whether it is left out.
    let mut open: Vec<Container> = Vec::new();
    let mut left_out = Vec::new();
    let mut at = 0;
    for line in source.text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let is_out = open.contains(&Container::LeftOut);
        if verbatim.continues(line) {
            copy_unless(is_out, source, range, &mut out);
            continue;
        }
        let words = line.trim();
        let attributes = words.trim_start_matches(':').trim();
        let is_fence = words.starts_with(":::");
        if !is_fence {
            verbatim.opens(line);
            copy_unless(is_out, source, range, &mut out);
        } else if attributes.is_empty() {
            match open.pop() {
                Some(Container::Other) | None => copy_unless(is_out, source, range, &mut out),
                Some(_) => out.insert("\n", source.span(range)),
            }
        } else {
            match is_for_book(attributes) {
                None => {
                    open.push(Container::Other);
                    copy_unless(is_out, source, range, &mut out);
                }
                Some(true) => open.push(Container::Kept),
                Some(false) => {
                    open.push(Container::LeftOut);
                    left_out.push(source.span(range.start + line.len() - line.trim_start().len()..range.start + line.trim_end().len()));
                }
            }
        }
    }
    // What nothing closes is not left out.
    if open.contains(&Container::LeftOut) {
        return None;
    }
    for span in left_out {
        let diagnostic = Diagnostic::new(codes::FOREIGN_MARKUP, span, "this text of Quarto is for formats other than the e-book");
        let diagnostic = diagnostic.cause("text for another format").label("left out, in the PDF too");
        sink.report(diagnostic.hint("remove the lines of colons around it if the book should have it"));
    }
    Some(out)
}

/// A container that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    /// It has nothing to do with formats.
    Other,
    /// Its text is for the book.
    Kept,
    /// Its text is for other formats.
    LeftOut,
}

fn copy_unless(is_out: bool, source: &Assembled, range: Range<usize>, out: &mut Assembled) {
    if !is_out {
        out.copy(source, range);
    }
}

/// Whether the text of a container with these attributes is for the book. `None` if that does not depend on a format.
fn is_for_book(attributes: &str) -> Option<bool> {
    let is_visible = match (attributes.contains(".content-visible"), attributes.contains(".content-hidden")) {
        (true, false) => true,
        (false, true) => false,
        _ => return None,
    };
    let value = |key: &str| attributes.split_once(key)?.1.split_once('"').map(|(value, _)| value);
    let holds = match (value("when-format=\""), value("unless-format=\"")) {
        (Some(format), _) => OWN.contains(&format),
        (None, Some(format)) => !OWN.contains(&format),
        (None, None) => return None,
    };
    Some(holds == is_visible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn text_for_other_formats_is_left_out() {
        let text = "::: {.content-visible when-format=\"pdf\"}\nPDF\n\n::: note\nA\n:::\n:::\n\n\
                    ::: {.content-hidden when-format=\"pdf\"}\nWeb\n\n::: note\nB\n:::\n:::\n\n\
                    ```\n::: {.content-visible when-format=\"pdf\"}\n```\n";
        let source = Assembled::whole(FileId(0), text, 0);
        let sink = Sink::default();
        let wanted = "\n\nWeb\n\n::: note\nB\n:::\n\n\n```\n::: {.content-visible when-format=\"pdf\"}\n```\n";
        assert_eq!(translated(&source, &sink).map(|out| out.text).as_deref(), Some(wanted));
        assert_eq!(sink.sorted().len(), 1);
        assert_eq!(is_for_book("{.content-visible unless-format=\"html\"}"), Some(false));
        assert_eq!(is_for_book("{.content-visible when-format=\"epub\"}"), Some(true));
        assert_eq!(is_for_book("{.content-hidden}"), None);
    }
}
