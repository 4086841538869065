//! The order of files by `[matter]` of `book.toml`, or by their names.
use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{DivisionKind, Matter};
use crate::edition::{BookItem, ItemKind};
use crate::source::{FileId, Span};

use super::ordered::{OrderedFile, kind_by_name, report_twice, role};
use crate::manuscript::files::open as files;
use crate::manuscript::text::divisions::FileRole;
use crate::manuscript::text::passes::within;

/// The slots of the files that `book.toml` lists.
pub(crate) fn ordered(order: &[Vec<BookItem>; 3], root: &Path, sink: &Sink) -> Vec<OrderedFile> {
    let mut lister = MatterLister { root, sink, matter: Matter::Body, slots: Vec::new() };
    for matter in Matter::ALL {
        lister.matter = matter;
        order[matter as usize].iter().for_each(|item| lister.list(item, false, 0));
    }
    let mut slots = lister.slots;
    let mut seen = BTreeSet::new();
    slots.retain(|slot: &OrderedFile| {
        let fresh = slot.path.as_ref().is_none_or(|path| seen.insert(path.clone()));
        if !fresh {
            report_twice(slot.path.as_deref().unwrap_or_default(), slot.span, sink);
        }
        fresh
    });
    slots
}

/// Lists the entries of `[matter]`.
struct MatterLister<'a> {
    root: &'a Path,
    sink: &'a Sink,
    matter: Matter,
    slots: Vec<OrderedFile>,
}

impl MatterLister<'_> {
    /// Lists an entry. `depth` says how deeply it is nested under the chapter before it.
    fn list(&mut self, item: &BookItem, in_part: bool, depth: usize) {
        let (path, kind, title, sections) = match &item.what {
            ItemKind::Part { title, items } => {
                self.slots.push(OrderedFile::part(title.clone(), item.span));
                return items.iter().for_each(|item| self.list(item, true, 0));
            }
            ItemKind::Group { title, items } => {
                self.slots.push(OrderedFile::group(title.clone(), self.matter, in_part, depth, item.span));
                return items.iter().for_each(|item| self.list(item, in_part, depth + 1));
            }
            ItemKind::File { path, kind, title, sections } => (path, kind, title, sections),
        };
        let Some(inside) = within("", path) else {
            self.sink.report(
                Diagnostic::new(codes::OUTSIDE_ROOT, item.span, format!("`{path}` is outside the book"))
                    .hint("move it into the folder of the book"),
            );
            return;
        };
        // The name of a file may contain the signs of a pattern.
        let is_pattern = inside.contains(['*', '?']) && !self.root.join(&inside).is_file();
        let paths = if is_pattern { matching(&inside, self.root) } else { vec![inside.clone()] };
        if paths.is_empty() {
            self.sink
                .report(Diagnostic::new(codes::MISSING_FILE, item.span, format!("no file matches `{path}`")).hint("correct the pattern"));
        }
        for path in paths {
            if !self.root.join(&path).is_file() {
                self.sink.report(files::missing(codes::MISSING_FILE, item.span, &format!("there is no file `{path}`"), self.root, &path));
                continue;
            }
            let fallback = if depth > 0 { Some(DivisionKind::Section) } else { kind_by_name(&path, self.matter) };
            let role = FileRole { kind: kind.or(fallback), title: title.clone(), ..role(self.matter, &path) };
            self.slots.push(OrderedFile { matter: self.matter, span: item.span, path: Some(path), role, in_part, depth });
        }
        // The files below a file that begins a part are its chapters.
        let (in_part, depth) = if *kind == Some(DivisionKind::Part) { (true, 0) } else { (in_part, depth + 1) };
        sections.iter().for_each(|section| self.list(section, in_part, depth));
    }
}

/// The files that match a pattern, in natural order.
pub(crate) fn matching(pattern: &str, root: &Path) -> Vec<String> {
    let (folder, pattern) = pattern.rsplit_once('/').map_or(("", pattern), |(folder, name)| (folder, name));
    let wanted: Vec<char> = pattern.chars().collect();
    let names = files::names(&root.join(folder));
    names
        .into_iter()
        .filter(|name| fits(&wanted, &name.chars().collect::<Vec<_>>()))
        .map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") })
        .filter(|path| root.join(path).is_file())
        .collect()
}

/// Whether a name matches a pattern with `*` and `?`. It backtracks only to the last star, so it takes at most n·m steps.
fn fits(pattern: &[char], name: &[char]) -> bool {
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    p = at + 1;
                    n = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

/// The Markdown files of a folder that has no list of files, except `README.md`.
pub(crate) fn unordered(root: &Path, book: FileId, sink: &Sink) -> Vec<OrderedFile> {
    let span = Span::new(book, 0, 0);
    let paths: Vec<String> = files::names(root)
        .into_iter()
        .filter(|name| name.ends_with(".md") || name.ends_with(".markdown"))
        .filter(|name| !name.eq_ignore_ascii_case("readme.md"))
        .collect();
    if paths.is_empty() {
        sink.report(
            Diagnostic::new(codes::NO_TEXT, span, "the folder has no Markdown file")
                .hint("write `01-beginning.md` beside book.toml, or list files under `[matter]`"),
        );
    }
    paths.into_iter().map(|path| OrderedFile::text(Matter::Body, &path, span)).collect()
}
