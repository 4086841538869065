//! A file in the order of the book, or the beginning of a part or of a group.
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{DivisionKind, Matter};
use crate::source::Span;

use crate::manuscript::text::divisions::FileRole;

/// A file in the order of the book, or the beginning of a part or of a group.
#[derive(Clone, Debug)]
pub(crate) struct OrderedFile {
    /// The matter that it belongs to.
    pub(crate) matter: Matter,
    /// The place where it is named.
    pub(crate) span: Span,
    /// The path relative to the root. `None` for a part and for a group.
    pub(crate) path: Option<String>,
    /// What the order says about it.
    pub(crate) role: FileRole,
    /// For a file: whether it belongs to the last part before it.
    pub(crate) in_part: bool,
    /// How deeply it is nested under the chapter before it.
    pub(crate) depth: usize,
}

impl OrderedFile {
    /// A chapter, or a text of the front or back matter. `path` is relative to the root.
    pub(crate) fn text(matter: Matter, path: &str, span: Span) -> Self {
        Self { matter, span, path: Some(path.to_owned()), role: role(matter, path), in_part: false, depth: 0 }
    }

    /// The beginning of a part.
    pub(crate) fn part(title: String, span: Span) -> Self {
        let role = FileRole { kind: Some(DivisionKind::Part), title: Some(title), ..FileRole::default() };
        Self { matter: Matter::Body, span, path: None, role, in_part: false, depth: 0 }
    }

    /// The title of the files that follow and are nested more deeply: a chapter without a text of its own, or a section of one.
    pub(crate) fn group(title: String, matter: Matter, in_part: bool, depth: usize, span: Span) -> Self {
        let kind = if depth > 0 { DivisionKind::Section } else { DivisionKind::Chapter };
        let role = FileRole { kind: Some(kind), title: Some(title), ..FileRole::default() };
        Self { matter, span, path: None, role, in_part, depth }
    }
}

/// Reports a file that is listed twice. It is printed once.
pub(crate) fn report_twice(path: &str, span: Span, sink: &Sink) {
    let diagnostic = Diagnostic::new(codes::DUPLICATE_FILE, span, format!("`{path}` is listed twice"));
    sink.report(diagnostic.label("left out").hint("remove one of them"));
}

/// The role of a file that has no kind and no title.
pub(crate) fn role(matter: Matter, path: &str) -> FileRole {
    let fallback = match matter {
        Matter::Front => DivisionKind::Preface,
        Matter::Body => DivisionKind::Chapter,
        Matter::Back => DivisionKind::Appendix,
    };
    FileRole { fallback: Some(fallback), file: Some(path.to_owned()), is_one_of_several: true, ..FileRole::default() }
}

/// The kind of a file of the front or back matter that is named after a kind: `00-preface.md` is a preface.
pub(crate) fn kind_by_name(path: &str, matter: Matter) -> Option<DivisionKind> {
    if matter == Matter::Body {
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name).trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_'));
    DivisionKind::named(stem).filter(|kind| !matches!(kind, DivisionKind::Part | DivisionKind::Chapter | DivisionKind::Section))
}
