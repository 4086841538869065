//! A folder with a `book.toml` of chapbook or of mdBook.
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Sink, codes, nearest};
use crate::document::{Division, DivisionKind, Document, Heading, Inline, InlineKind, Matter, Node};
use crate::edition::{BookItem, BookPlan, Dialect, Dollars, ItemKind, MathSettings, Setting, Value, read_book, read_names};
use crate::language::{LanguageTag, SmartPiece, smarten};
use crate::source::files::{self as source_files, FileUse};
use crate::source::{FileId, SourceMap, Span};

use crate::manuscript::dialect::notes::{NoteFiles, note_name};
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::files::open as files;
use crate::manuscript::front_matter::{block as matter, title_block};
use crate::manuscript::marks::{Marking, complete};
use crate::manuscript::mdbook::include::Includes;
use crate::manuscript::mdbook::summary;
use crate::manuscript::model::{Manuscript, ManuscriptError, file_slug};
use crate::manuscript::project::citations::bibliography;
use crate::manuscript::scan::formulas::{BracketDelimiters, Delimiters};
use crate::manuscript::scan::preparation::Preparation;
use crate::manuscript::text;
use crate::manuscript::text::divisions::FileRole;
use crate::manuscript::text::passes::{unknown_language, within};
use crate::manuscript::text::{ReadingOptions, Text};

/// The file with the names that are marked for the index automatically.
const NAMES: &str = "names.toml";

/// The folder with the fonts of the book, unless `book.toml` names others.
const FONTS: &str = "fonts";

/// A file in the order of the book, or the beginning of a part.
struct OrderedFile {
    matter: Matter,
    span: Span,
    /// The path relative to the root. `None` for a part.
    path: Option<String>,
    role: FileRole,
    /// For a file: whether it belongs to the last part before it.
    in_part: bool,
    /// How deeply it is nested under the chapter before it.
    depth: usize,
}

/// Reads the folder of a book.
pub(crate) fn read(root: &Path, sources: &mut SourceMap, sink: &Sink) -> Result<Manuscript, ManuscriptError> {
    let file = files::add("book.toml", files::bytes(&root.join("book.toml"))?, sources, sink);
    let text = text_of(sources, file);
    let plan = read_book(file, &text, files::bom(&text), sink);
    let src = plan.src.clone().unwrap_or_else(|| "src".to_owned());
    let summary = within("", &format!("{src}/SUMMARY.md")).filter(|path| plan.order.is_none() && root.join(path).is_file());
    let slots = match (&plan.order, &summary) {
        (Some(order), _) => ordered(order, root, sink),
        (None, Some(path)) => {
            let file = files::add(path, files::bytes(&root.join(path))?, sources, sink);
            let text = text_of(sources, file);
            listed(summary::read(Assembled::whole(file, &text, files::bom(&text)), sink), &path[..path.len() - "SUMMARY.md".len()], sink)
        }
        (None, None) => unordered(root, file, sink),
    };
    let lang = plan.editions.first().map_or("en", |edition| edition.metadata.language.tag()).to_owned();
    let dialect = plan.dialect.unwrap_or(if summary.is_some() { Dialect::Mdbook } else { Dialect::Chapbook });
    let preparation = Preparation {
        hidden_lines: summary.is_some(),
        delimiters: delimiters(plan.math, summary.is_some(), dialect),
        comments_in_words: dialect == Dialect::Obsidian,
    };
    let mut files: NoteFiles = slots.iter().filter_map(|slot| slot.path.as_ref()).map(|path| (note_name(path), path.clone())).collect();
    if dialect == Dialect::Obsidian {
        add_files(root, "", &mut files);
    }
    let bibliography = bibliography(&plan.citations, root, &lang, sources, sink);
    let options = ReadingOptions {
        lang,
        preparation,
        implicit_figures: plan.implicit_figures,
        dialect,
        has_includes: true,
        files,
        macros: plan.macros.clone(),
        bibliography,
    };
    let slots = assemble(slots, root, sources, sink)?;
    // Files are parsed in parallel and joined in their order.
    let texts: Vec<(OrderedFile, Option<Text>)> = slots
        .into_par_iter()
        .map(|(slot, source)| {
            let role = slot.role.clone();
            let text = source.map(|source| text::read(&source, &options, |_| role, sink));
            (slot, text)
        })
        .collect();
    let (mut document, images) = join(texts, &options.lang);
    let is_admitted = files::is_admitted(FileUse::Text, (root, NAMES), Span::DETACHED, sources, sink);
    let names = match source_files::read(&root.join(NAMES)) {
        Ok(bytes) if is_admitted => {
            let file = files::add(NAMES, bytes, sources, sink);
            let text = text_of(sources, file);
            read_names(file, &text, files::bom(&text), sink)
        }
        _ => Vec::new(),
    };
    let BookPlan { title_numbers, mark_terms, .. } = plan;
    let bibliography = options.bibliography.as_deref();
    let place = Span::new(file, 0, 0);
    complete(&mut document, &Marking { place, lang: &options.lang, title_numbers, names: &names, mark_terms, bibliography }, sink);
    check_covers(&plan, root, sources, sink);
    let title = plan.editions.first().map_or("", |edition| edition.metadata.title.as_str());
    let slug = plan.file_name.clone().unwrap_or_else(|| file_slug(title));
    let BookPlan { editions, built_in, sheet, mut fonts, .. } = plan;
    if fonts.paths.is_none() && root.join(FONTS).is_dir() {
        fonts.paths = Some(vec![(FONTS.to_owned(), Span::DETACHED)]);
    }
    let images = files::first_mentions(images);
    let manuscript = Manuscript { document, editions, built_in, sheet, images, fonts, root: root.to_path_buf(), slug };
    files::check_images(&manuscript, sources, sink);
    Ok(manuscript)
}

/// What delimits formulas. mdBook itself reads formulas only if `mathjax-support` is on, and then only those in brackets. A preprocessor may
/// read dollar signs. Kramdown leaves one backslash of two to MathJax.
pub(super) fn delimiters(math: MathSettings, is_mdbook: bool, dialect: Dialect) -> Delimiters {
    let (dollars, brackets) = match (math, dialect) {
        (MathSettings { mathjax: true, .. }, _) if is_mdbook => (Dollars::Never, BracketDelimiters::Doubled),
        (MathSettings { preprocessor: true, .. }, _) if is_mdbook => (Dollars::Auto, BracketDelimiters::AloneOnLines),
        _ if is_mdbook => (Dollars::Never, BracketDelimiters::Never),
        (_, Dialect::Bookdown) => (Dollars::Auto, BracketDelimiters::Single),
        (_, Dialect::Mkdocs) => (Dollars::Auto, BracketDelimiters::SingleOnLines),
        (_, Dialect::Jekyll | Dialect::Hugo) => (Dollars::Auto, BracketDelimiters::Doubled),
        _ => (Dollars::Auto, BracketDelimiters::AloneOnLines),
    };
    let spaced = matches!(dialect, Dialect::Myst | Dialect::Jekyll | Dialect::Hugo | Dialect::Mkdocs | Dialect::Docusaurus);
    let after_words = spaced || dialect.is_pandoc();
    let doubled_in_lines = matches!(dialect, Dialect::Gitbook | Dialect::Jekyll);
    Delimiters { dollars: math.dollars.unwrap_or(dollars), brackets, spaced, after_words, doubled_in_lines }
}

/// Adds the files of a folder and of its folders, except hidden ones. `folder` is relative to the root. The first file of a name counts.
fn add_files(root: &Path, folder: &str, found: &mut NoteFiles) {
    const DEEPEST: usize = 16;
    for name in files::names(&root.join(folder)).into_iter().filter(|name| !name.starts_with('.')) {
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        if !root.join(&path).is_dir() {
            found.entry(note_name(&path)).or_insert(path);
        } else if path.split('/').count() < DEEPEST {
            add_files(root, &path, found);
        }
    }
}

fn text_of(sources: &SourceMap, file: FileId) -> Arc<str> {
    sources.file(file).map(|file| file.text.clone()).unwrap_or_default()
}

pub(super) fn check_covers(plan: &BookPlan, root: &Path, sources: &SourceMap, sink: &Sink) {
    for (cover, span) in &plan.covers {
        // A cover may be outside the folder of the text: covers/ next to book/.
        if !files::is_admitted(FileUse::Cover, (root, cover), *span, sources, sink) || root.join(cover).is_file() {
            continue;
        }
        sink.report(files::missing(codes::MISSING_IMAGE, *span, &format!("there is no cover `{cover}`"), root, cover));
    }
}

/// The slots of the files that `book.toml` lists.
fn ordered(order: &[Vec<BookItem>; 3], root: &Path, sink: &Sink) -> Vec<OrderedFile> {
    let mut slots = Vec::new();
    for matter in Matter::ALL {
        for item in &order[matter as usize] {
            place(item, matter, false, root, &mut slots, sink);
        }
    }
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

/// Reports a file that is listed twice. It is printed once.
fn report_twice(path: &str, span: Span, sink: &Sink) {
    let diagnostic = Diagnostic::new(codes::DUPLICATE_FILE, span, format!("`{path}` is listed twice"));
    sink.report(diagnostic.label("left out").hint("remove one of them"));
}

fn place(item: &BookItem, matter: Matter, in_part: bool, root: &Path, slots: &mut Vec<OrderedFile>, sink: &Sink) {
    match &item.what {
        ItemKind::Part { title, items } => {
            let role = FileRole { kind: Some(DivisionKind::Part), title: Some(title.clone()), ..FileRole::default() };
            slots.push(OrderedFile { matter, span: item.span, path: None, role, in_part: false, depth: 0 });
            items.iter().for_each(|item| place(item, matter, true, root, slots, sink));
        }
        ItemKind::File { path, kind, title } => {
            let Some(inside) = within("", path) else {
                sink.report(
                    Diagnostic::new(codes::OUTSIDE_ROOT, item.span, format!("`{path}` is outside the book"))
                        .hint("move it into the folder of the book"),
                );
                return;
            };
            // The name of a file may contain the signs of a pattern.
            let is_pattern = inside.contains(['*', '?']) && !root.join(&inside).is_file();
            let paths = if is_pattern { matching(&inside, root) } else { vec![inside.clone()] };
            if paths.is_empty() {
                sink.report(
                    Diagnostic::new(codes::MISSING_FILE, item.span, format!("no file matches `{path}`")).hint("correct the pattern"),
                );
            }
            for path in paths {
                if !root.join(&path).is_file() {
                    sink.report(files::missing(codes::MISSING_FILE, item.span, &format!("there is no file `{path}`"), root, &path));
                    continue;
                }
                let role = FileRole { kind: kind.or_else(|| kind_by_name(&path, matter)), title: title.clone(), ..role(matter, &path) };
                slots.push(OrderedFile { matter, span: item.span, path: Some(path), role, in_part, depth: 0 });
            }
        }
    }
}

fn role(matter: Matter, path: &str) -> FileRole {
    let fallback = match matter {
        Matter::Front => DivisionKind::Preface,
        Matter::Body => DivisionKind::Chapter,
        Matter::Back => DivisionKind::Appendix,
    };
    FileRole { fallback: Some(fallback), file: Some(path.to_owned()), is_one_of_several: true, ..FileRole::default() }
}

/// The kind of a file of the front or back matter that is named after a kind: `00-preface.md` is a preface.
fn kind_by_name(path: &str, matter: Matter) -> Option<DivisionKind> {
    if matter == Matter::Body {
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name).trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_'));
    DivisionKind::named(stem).filter(|kind| !matches!(kind, DivisionKind::Part | DivisionKind::Chapter | DivisionKind::Section))
}

/// The files that match a pattern, in natural order.
fn matching(pattern: &str, root: &Path) -> Vec<String> {
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
fn unordered(root: &Path, book: FileId, sink: &Sink) -> Vec<OrderedFile> {
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
    paths
        .into_iter()
        .map(|path| OrderedFile { matter: Matter::Body, span, role: role(Matter::Body, &path), path: Some(path), in_part: false, depth: 0 })
        .collect()
}

/// The slots of the lines of a summary. `folder` is the folder of the summary.
fn listed(lines: Vec<summary::SummaryLine>, folder: &str, sink: &Sink) -> Vec<OrderedFile> {
    let mut slots: Vec<OrderedFile> = Vec::new();
    let mut in_part = false;
    let place = |file: &str| within(folder, file);
    // `a.md#nets` is a place in a chapter if the chapter is listed too.
    let whole: BTreeSet<String> =
        lines.iter().filter_map(|line| line.file.as_deref()).filter(|file| !file.contains('#')).filter_map(place).collect();
    let mut seen = BTreeSet::new();
    for line in lines {
        let Some(file) = &line.file else {
            let role = FileRole { kind: Some(DivisionKind::Part), title: Some(line.title), ..FileRole::default() };
            slots.push(OrderedFile { matter: Matter::Body, span: line.span, path: None, role, in_part: false, depth: 0 });
            in_part = true;
            continue;
        };
        let Some(path) = within(folder, file) else {
            sink.report(
                Diagnostic::new(codes::OUTSIDE_ROOT, line.span, format!("`{file}` is outside the book"))
                    .hint("move it into the folder of the book"),
            );
            continue;
        };
        if file.contains('#') && (whole.contains(&path) || seen.contains(&path)) {
            let message = format!("`{file}` is a place in a chapter, not a chapter");
            let diagnostic = Diagnostic::new(codes::TEXT_IN_SUMMARY, line.span, message).cause("place").label("left out");
            sink.report(diagnostic.hint("the headings of a chapter are in the contents without it"));
            continue;
        }
        if !seen.insert(path.clone()) {
            report_twice(&path, line.span, sink);
            continue;
        }
        let kind = (line.depth > 0).then_some(DivisionKind::Section);
        let role = FileRole { kind, title: Some(line.title.clone()), summary_span: Some(line.span), ..role(line.matter, &path) };
        slots.push(OrderedFile {
            matter: line.matter,
            span: line.span,
            path: Some(path),
            role,
            in_part: in_part && line.matter == Matter::Body,
            depth: line.depth,
        });
    }
    slots
}

/// Opens the files in order and assembles the text of each.
fn assemble(
    slots: Vec<OrderedFile>,
    root: &Path,
    sources: &mut SourceMap,
    sink: &Sink,
) -> Result<Vec<(OrderedFile, Option<Assembled>)>, ManuscriptError> {
    let mut out = Vec::with_capacity(slots.len());
    for mut slot in slots {
        let Some(path) = slot.path.clone() else {
            out.push((slot, None));
            continue;
        };
        if root.join(&path).is_dir() {
            sink.report(
                Diagnostic::new(codes::MISSING_FILE, slot.span, format!("`{path}` is a folder"))
                    .hint("name a file in it, such as `README.md`, or leave the parentheses empty for a chapter to come"),
            );
            continue;
        }
        if !files::is_admitted(FileUse::Text, (root, &path), slot.span, sources, sink) {
            continue;
        }
        let bytes = match files::bytes(&root.join(&path)) {
            Ok(bytes) => bytes,
            Err(ManuscriptError::Missing(_)) => {
                sink.report(files::missing(codes::MISSING_FILE, slot.span, &format!("there is no file `{path}`"), root, &path));
                continue;
            }
            Err(error) => return Err(error),
        };
        let file = sources.find(&path).unwrap_or_else(|| files::add(&path, bytes, sources, sink));
        let text = text_of(sources, file);
        let mut start = files::bom(&text);
        if let Some(found) = matter::find(&text, start) {
            start = found.end;
            chapter_matter(&matter::read(file, &text, &found, sink), &mut slot.role, sink);
        } else if let Some(found) = title_block::find(&text, start) {
            start = found.end;
            chapter_matter(&title_block::read(file, &text, &found, sink), &mut slot.role, sink);
        }
        let mut source = Assembled::default();
        Includes { root, sources, sink, directives: 0 }.add((file, &path), start..text.len(), 0, &mut source);
        if source.text.is_empty() {
            // An empty file needs a place too.
            source.insert("\n", Span::new(file, start, start));
        }
        out.push((slot, Some(source)));
    }
    Ok(out)
}

/// Reads the front matter of a chapter: its title, kind and language.
fn chapter_matter(given: &Setting, role: &mut FileRole, sink: &Sink) {
    let Value::Table(entries) = &given.value else { return };
    for entry in entries {
        let Value::Text(text) = &entry.value.value else {
            report_unused_key(entry.span, &entry.key, sink);
            continue;
        };
        match entry.key.as_str() {
            "title" => (role.title, role.title_span) = (Some(text.clone()), Some(entry.value.span)),
            "lang" | "language" => {
                let tag = LanguageTag::parse(text);
                if tag.as_ref().is_some_and(LanguageTag::is_registered) {
                    role.lang = Some(text.clone());
                } else {
                    sink.report(
                        Diagnostic::new(codes::UNKNOWN_LANGUAGE, entry.value.span, unknown_language(text, tag.as_ref()))
                            .label("the language was left out")
                            .hint("use a BCP 47 tag such as `en-GB`, `ru` or `zh-Hant`"),
                    );
                }
            }
            "kind" => match DivisionKind::named(text) {
                Some(kind) => role.kind = Some(kind),
                None => {
                    let names = DivisionKind::NAMES.iter().map(|(name, _)| *name);
                    let diagnostic = Diagnostic::new(codes::BAD_VALUE, entry.value.span, format!("`{text}` is not a kind of division"));
                    sink.report(match nearest(text, names.clone()) {
                        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                        None => diagnostic.hint(format!("use one of: {}", names.collect::<Vec<_>>().join(", "))),
                    });
                }
            },
            key => report_unused_key(entry.span, key, sink),
        }
    }
}

fn report_unused_key(span: Span, key: &str, sink: &Sink) {
    sink.report(
        Diagnostic::new(codes::UNUSED_KEY, span, format!("`{key}` of a chapter is not used"))
            .cause(key)
            .hint("the keys of a chapter are `title`, `kind` and `lang`"),
    );
}

/// Joins the texts of all files.
fn join(texts: Vec<(OrderedFile, Option<Text>)>, lang: &str) -> (Document, Vec<(String, Span)>) {
    let mut document = Document::default();
    let mut images = Vec::new();
    for (slot, text) in texts {
        let matter = &mut document.matter[slot.matter as usize];
        let Some(mut text) = text else {
            matter.push(part(&slot, lang));
            continue;
        };
        text.shift(document.notes.len());
        document.notes.append(&mut text.notes);
        images.append(&mut text.images);
        let above = if slot.in_part { matter.last_mut().filter(|last| last.kind == DivisionKind::Part) } else { None };
        let into = match above {
            Some(part) => &mut part.divisions,
            None => matter,
        };
        let nested = if slot.depth > 0 { into.iter_mut().rfind(|division| division.file.is_some()) } else { None };
        match nested {
            Some(chapter) => summary::parent(chapter, slot.depth - 1).divisions.append(&mut text.divisions),
            None => into.append(&mut text.divisions),
        }
    }
    (document, images)
}

fn part(slot: &OrderedFile, lang: &str) -> Division {
    let text = slot.role.title.clone().unwrap_or_default();
    let title = smarten(&[SmartPiece { text, lang: lang.to_owned(), ..SmartPiece::default() }]).concat();
    let title = vec![Inline { node: Node::at(slot.span), kind: InlineKind::Text(title) }];
    Division {
        node: Node::at(slot.span),
        kind: DivisionKind::Part,
        heading: Some(Heading { node: Node::at(slot.span), title, numbered: true, own_number: None }),
        blocks: Vec::new(),
        divisions: Vec::new(),
        file: None,
    }
}
