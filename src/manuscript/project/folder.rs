//! A folder with a `book.toml` of chapbook or of mdBook.
use std::path::Path;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::edition::{Dialect, read_book};
use crate::source::{SourceMap, Span};

use super::picture_folders::check_picture_folders;
use super::planned::{ACCEPTED, PlannedBook, read_planned};
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::files::open as files;
use crate::manuscript::mdbook::summary;
use crate::manuscript::model::{Manuscript, ManuscriptError};
use crate::manuscript::outline::matter::{ordered, unordered};
use crate::manuscript::outline::summary::listed;
use crate::manuscript::text::passes::within;

/// The preprocessors of mdBook whose work chapbook does itself, or that change nothing in a book.
const KNOWN_PREPROCESSORS: [&str; 9] = ["admonish", "alerts", "index", "katex", "latex", "links", "mathpunc", "toc", "typst-math"];

/// Reports the preprocessors that are not run.
fn report_preprocessors(preprocessors: &[(String, Span)], sink: &Sink) {
    for (name, span) in preprocessors.iter().filter(|(name, _)| !KNOWN_PREPROCESSORS.contains(&name.as_str())) {
        let diagnostic = Diagnostic::new(codes::UNRUN_PREPROCESSOR, *span, format!("the preprocessor `{name}` is not run"));
        sink.report(diagnostic.label("what it would change is printed as it is written"));
    }
}

/// Reads the folder of a book.
pub(crate) fn read(root: &Path, sources: &mut SourceMap, sink: &Sink) -> Result<Manuscript, ManuscriptError> {
    let file = files::add("book.toml", files::bytes(&root.join("book.toml"))?, sources, sink);
    let text = sources.text(file);
    let mut plan = read_book(file, &text, files::bom(&text), sink);
    check_picture_folders(&plan, root, sink);
    let src = plan.src.clone().unwrap_or_else(|| "src".to_owned());
    let summary = within("", &format!("{src}/SUMMARY.md")).filter(|path| plan.order.is_none() && root.join(path).is_file());
    if summary.is_some() {
        sink.tolerate(ACCEPTED);
        report_preprocessors(&plan.preprocessors, sink);
    }
    let mut slots = match (&plan.order, &summary) {
        (Some(order), _) => ordered(order, root, sink),
        (None, Some(path)) => {
            let file = files::add(path, files::bytes(&root.join(path))?, sources, sink);
            let text = sources.text(file);
            listed(summary::read(Assembled::whole(file, &text, files::bom(&text)), sink), &path[..path.len() - "SUMMARY.md".len()], sink)
        }
        (None, None) => unordered(root, file, sink),
    };
    if summary.is_some() && plan.dialect.is_none() {
        plan.dialect = Some(Dialect::Mdbook);
    }
    if plan.dialect == Some(Dialect::Obsidian) {
        // The name of a note is its title, whatever headings it has.
        slots.iter_mut().for_each(|slot| slot.role.keeps_title = true);
    }
    let planned = PlannedBook {
        is_mdbook: summary.is_some() || plan.dialect == Some(Dialect::Mdbook),
        slots,
        place: Span::new(file, 0, 0),
        missing: codes::MISSING_FILE,
        tolerates_keys: plan.dialect.is_some_and(|dialect| !matches!(dialect, Dialect::Chapbook | Dialect::Mdbook)),
        head: None,
        assumptions: Vec::new(),
        plan,
    };
    read_planned(planned, root, sources, sink)
}
