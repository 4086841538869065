//! Reads the files of a book in their order and joins their texts.
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Sink, codes, nearest};
use crate::document::{Division, DivisionKind, Document, Heading, Inline, InlineKind, Matter, Node};
use crate::edition::{BookPlan, Dialect, Setting, Value, read_names};
use crate::language::{LanguageTag, SmartPiece, smarten};
use crate::source::files::{self as source_files, FileUse};
use crate::source::{FileId, SourceMap, Span};

use super::citations::bibliography;
use super::delimiters::delimiters;
use super::picture_folders::picture_folders;
use crate::manuscript::dialect::chunk::is_saved_picture;
use crate::manuscript::dialect::notes::{NoteFiles, note_name};
use crate::manuscript::dialect::rule_labels;
use crate::manuscript::dialect::translation::Referents;
use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::files::open as files;
use crate::manuscript::front_matter::{block as matter, title_block};
use crate::manuscript::html::tokens;
use crate::manuscript::inclusion::{Variables, add_values, expanded, notebook, variables};
use crate::manuscript::marks::{Marking, complete};
use crate::manuscript::mdbook::include::Includes;
use crate::manuscript::model::{Manuscript, ManuscriptError, file_slug};
use crate::manuscript::outline::ordered::OrderedFile;
use crate::manuscript::pandoc;
use crate::manuscript::scan::preparation::Preparation;
use crate::manuscript::text;
use crate::manuscript::text::divisions::FileRole;
use crate::manuscript::text::page_addresses::PageAddresses;
use crate::manuscript::text::passes::unknown_language;
use crate::manuscript::text::{ReadingOptions, Text};

/// The file with the names that are marked for the index automatically.
const NAMES: &str = "names.toml";

/// The folder with the fonts of the book, unless `book.toml` names others.
const FONTS: &str = "fonts";

/// The errors that other tools accept. In their projects, they are warnings.
pub(super) const ACCEPTED: &[&Code] = &[
    codes::BAD_FRONT_MATTER,
    codes::BAD_IMAGE,
    codes::EXTRA_CELLS,
    codes::MISSING_FILE,
    codes::MISSING_IMAGE,
    codes::MISSING_NOTE,
    codes::NOT_A_MANUSCRIPT,
    codes::NOT_UTF_8,
    codes::OUTSIDE_ROOT,
];

/// The files of a book in their order, and how they are read.
pub(super) struct PlannedBook {
    /// The settings. If they name no dialect, it is chapbook's.
    pub(super) plan: BookPlan,
    /// The files and parts.
    pub(super) slots: Vec<OrderedFile>,
    /// Whether the chapters are those of mdBook's summary.
    pub(super) is_mdbook: bool,
    /// The place of messages about the whole book.
    pub(super) place: Span,
    /// The code for a chapter that does not exist.
    pub(super) missing: &'static Code,
    /// Whether the front matter of chapters may have the keys of web pages.
    pub(super) tolerates_keys: bool,
    /// The chapter whose front matter is that of the book.
    pub(super) head: Option<String>,
    /// What was assumed, in sentences for the author.
    pub(super) assumptions: Vec<String>,
}

/// Reads the files of a book.
pub(super) fn read_planned(
    mut planned: PlannedBook,
    root: &Path,
    sources: &mut SourceMap,
    sink: &Sink,
) -> Result<Manuscript, ManuscriptError> {
    let plan = &planned.plan;
    let lang = plan.editions.first().map_or("en", |edition| edition.metadata.language.tag()).to_owned();
    let dialect = plan.dialect.unwrap_or_default();
    let preparation = Preparation {
        hidden_lines: planned.is_mdbook,
        delimiters: delimiters(plan.math, planned.is_mdbook, dialect),
        comments_in_words: dialect == Dialect::Obsidian,
    };
    let mut files: NoteFiles =
        planned.slots.iter().filter_map(|slot| slot.path.as_ref()).map(|path| (note_name(path), path.clone())).collect();
    match dialect {
        Dialect::Obsidian => add_files(root, "", |_| true, &mut files),
        Dialect::Quarto | Dialect::Bookdown => add_files(root, "", is_saved_picture, &mut files),
        _ => {}
    }
    let bibliography = bibliography(&plan.citations, root, &lang, sources, sink);
    let mut options = ReadingOptions {
        lang,
        preparation,
        implicit_figures: plan.implicit_figures,
        dialect,
        has_includes: true,
        referents: Referents { files, ..Referents::default() },
        macros: plan.macros.clone(),
        picture_folders: picture_folders(plan, root),
        pages: PageAddresses::default(),
        bibliography,
    };
    let slots = assemble((&mut planned, &mut options.pages), root, sources, sink)?;
    if dialect == Dialect::Mdbook {
        let texts = slots.iter().filter_map(|(_, text)| text.as_ref());
        texts.for_each(|text| text.collect_rules(&mut options.referents.rules));
    }
    // Files are parsed in parallel and joined in their order.
    let texts: Vec<(OrderedFile, Option<Text>)> = slots
        .into_par_iter()
        .map(|(slot, source)| {
            let role = slot.role.clone();
            let text = source.map(|source| source.read(&options, role, sink));
            (slot, text)
        })
        .collect();
    let (mut document, images) = join(texts, &options.lang);
    if matches!(dialect, Dialect::Bookdown | Dialect::Leanpub) {
        nest_in_parts(&mut document.matter[Matter::Body as usize]);
    }
    let is_admitted = files::is_admitted(FileUse::Text, (root, NAMES), Span::DETACHED, sources, sink);
    let names = match source_files::read(&root.join(NAMES)) {
        Ok(bytes) if is_admitted => {
            let file = files::add(NAMES, bytes, sources, sink);
            let text = sources.text(file);
            read_names(file, &text, files::bom(&text), sink)
        }
        _ => Vec::new(),
    };
    let PlannedBook { plan, place, assumptions, .. } = planned;
    let BookPlan { title_numbers, mark_terms, answers, .. } = plan;
    let bibliography = options.bibliography.as_deref();
    let letters_appendices = matches!(dialect, Dialect::Quarto | Dialect::Bookdown);
    let marking =
        Marking { place, lang: &options.lang, title_numbers, letters_appendices, answers, names: &names, mark_terms, bibliography };
    complete(&mut document, &marking, sink);
    check_covers(&plan, root, sources, sink);
    let title = plan.editions.first().map_or("", |edition| edition.metadata.title.as_str());
    let slug = plan.file_name.clone().unwrap_or_else(|| file_slug(title));
    let BookPlan { editions, built_in, sheet, mut fonts, diagrams, .. } = plan;
    if fonts.paths.is_none() && root.join(FONTS).is_dir() {
        fonts.paths = Some(vec![(FONTS.to_owned(), Span::DETACHED)]);
    }
    let images = files::first_mentions(images);
    let manuscript =
        Manuscript { document, editions, built_in, sheet, images, diagrams, fonts, root: root.to_path_buf(), slug, assumptions };
    files::check_images(&manuscript, sources, sink);
    Ok(manuscript)
}

/// Adds the files of a folder and its subfolders that a rule admits, except hidden ones. `folder` is relative to the root. The first file
/// of a name counts.
fn add_files(root: &Path, folder: &str, admits: fn(&str) -> bool, found: &mut NoteFiles) {
    const DEEPEST: usize = 16;
    for name in files::names(&root.join(folder)).into_iter().filter(|name| !name.starts_with('.')) {
        let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        if !root.join(&path).is_dir() {
            if admits(&path) {
                found.entry(note_name(&path)).or_insert(path);
            }
        } else if path.split('/').count() < DEEPEST {
            add_files(root, &path, admits, found);
        }
    }
}

/// Reports the covers that do not exist.
pub(super) fn check_covers(plan: &BookPlan, root: &Path, sources: &SourceMap, sink: &Sink) {
    for (cover, span) in &plan.covers {
        // A cover may be outside the folder of the text: covers/ next to book/.
        if !files::is_admitted(FileUse::Cover, (root, cover), *span, sources, sink) || root.join(cover).is_file() {
            continue;
        }
        sink.report(files::missing(codes::MISSING_IMAGE, *span, &format!("there is no cover `{cover}`"), root, cover));
    }
}

/// The text of a file.
enum SlotText {
    Markdown(Assembled),
    Pandoc { path: String, file: FileId, json: Arc<str> },
}

impl SlotText {
    /// Adds the names of the rules that have labels in it.
    fn collect_rules(&self, rules: &mut BTreeSet<String>) {
        if let Self::Markdown(source) = self {
            rule_labels::collect(&source.text, rules);
        }
    }

    /// Reads it.
    fn read(&self, options: &ReadingOptions, role: FileRole, sink: &Sink) -> Text {
        match self {
            Self::Markdown(source) => text::read(source, options, |_| role, sink),
            Self::Pandoc { path, file, json } => {
                let tree = pandoc::tree(path, *file, json, sink);
                pandoc::text((*file, json), &tree, options, |_| role, sink)
            }
        }
    }
}

/// Opens the files in order and assembles the text of each. Takes them out of `planned`, and adds the addresses of pages.
fn assemble(
    (planned, pages): (&mut PlannedBook, &mut PageAddresses),
    root: &Path,
    sources: &mut SourceMap,
    sink: &Sink,
) -> Result<Vec<(OrderedFile, Option<SlotText>)>, ManuscriptError> {
    let slots = std::mem::take(&mut planned.slots);
    let dialect = planned.plan.dialect.unwrap_or_default();
    let lang = planned.plan.editions.first().map_or("en", |edition| edition.metadata.language.tag());
    let variables = variables(root, dialect, lang, sources);
    let mut out = Vec::with_capacity(slots.len());
    for mut slot in slots {
        let Some(path) = slot.path.clone() else {
            out.push((slot, None));
            continue;
        };
        if root.join(&path).is_dir() {
            sink.report(
                Diagnostic::new(planned.missing, slot.span, format!("`{path}` is a folder"))
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
                sink.report(files::missing(planned.missing, slot.span, &format!("there is no file `{path}`"), root, &path));
                continue;
            }
            Err(error) => return Err(error),
        };
        let file = sources.find(&path).unwrap_or_else(|| files::add(&path, bytes, sources, sink));
        let text = sources.text(file);
        if pandoc::is_document(&path, &text) {
            let given = pandoc::chapter_settings(file, &text, &pandoc::tree(&path, file, &text, &Sink::default()));
            chapter_matter(&given, true, &mut slot.role, sink);
            out.push((slot, Some(SlotText::Pandoc { path, file, json: text })));
            continue;
        }
        let mut start = files::bom(&text);
        let is_head = planned.head.as_ref() == Some(&path);
        let mut own_values = Variables::new();
        if let Some(found) = matter::find(&text, start) {
            start = found.end;
            if !is_head {
                let given = matter::read(file, &text, &found, sink);
                pages.add(&path, &given, dialect);
                add_values(&given, "page.", &mut own_values);
                chapter_matter(&given, planned.tolerates_keys, &mut slot.role, sink);
            }
        } else if let Some(found) = title_block::find(&text, start) {
            start = found.end;
            if !is_head {
                chapter_matter(&title_block::read(file, &text, &found, sink), planned.tolerates_keys, &mut slot.role, sink);
            }
        }
        let mut source = Assembled::default();
        if path.ends_with(".ipynb") {
            let Some(markdown) = notebook::markdown(file, &text) else {
                let message = format!("`{path}` is not a notebook of version 4");
                let diagnostic = Diagnostic::new(planned.missing, slot.span, message).label("left out");
                sink.report(diagnostic.hint("open it in Jupyter and save it again"));
                continue;
            };
            source = markdown;
        } else {
            Includes { root, sources, sink, directives: 0 }.add((file, &path), start..text.len(), 0, &mut source);
        }
        own_values.extend(variables.clone());
        if let Some(expanded) = expanded(&source, &path, (dialect, &own_values), (root, &mut *sources), sink) {
            source = expanded;
        }
        if source.text.is_empty() {
            // An empty file needs a place too.
            source.insert("\n", Span::new(file, start, start));
        }
        out.push((slot, Some(SlotText::Markdown(source))));
    }
    Ok(out)
}

/// Keys in the front matter of web pages that mean nothing in a book.
const KEYS_OF_PAGES: &[&str] = &[
    "aliases",
    "bibliography",
    "categories",
    "category",
    "classes",
    "comments",
    "csl",
    "cssclass",
    "cssclasses",
    "custom_edit_url",
    "date",
    "draft",
    "edit_uri",
    "editor",
    "editLink",
    "engine",
    "execute",
    "format",
    "github-repo",
    "has_children",
    "has_toc",
    "head",
    "hide",
    "hide_table_of_contents",
    "hide_title",
    "icon",
    "id",
    "jekyll",
    "jupyter",
    "jupytext",
    "kernelspec",
    "keywords",
    "last_modified_at",
    "lastmod",
    "lastUpdated",
    "layout",
    "link-citations",
    "linkTitle",
    "menu",
    "mobile",
    "nav_exclude",
    "nav_order",
    "navbar",
    "next",
    "number-sections",
    "numbering",
    "order",
    "outline",
    "output",
    "pagination_next",
    "pagination_prev",
    "parent",
    "permalink",
    "prev",
    "publish",
    "published",
    "search",
    "sidebar",
    "sidebar_class_name",
    "sidebar_custom_props",
    "sidebar_label",
    "sidebar_position",
    "site",
    "sitemap",
    "slug",
    "status",
    "tags",
    "template",
    "theme",
    "toc",
    "type",
    "url",
    "weight",
];

/// Reads the front matter of a chapter: its title, kind and language. `tolerates_keys` says whether the keys of web pages are passed over.
fn chapter_matter(given: &Setting, tolerates_keys: bool, role: &mut FileRole, sink: &Sink) {
    let Value::Table(entries) = &given.value else { return };
    let of_page = |key: &str| tolerates_keys && KEYS_OF_PAGES.contains(&key);
    for entry in entries.iter().filter(|entry| !of_page(&entry.key)) {
        let report_unused_key =
            |span, key: &str| if tolerates_keys { report_key_of_page(span, key, sink) } else { report_unused_key(span, key, sink) };
        let Value::Text(text) = &entry.value.value else {
            report_unused_key(entry.span, &entry.key);
            continue;
        };
        match entry.key.as_str() {
            "title" => {
                // Sites print titles in pages, so authors write `&amp;` in them.
                let title = if tolerates_keys { tokens::decoded(text) } else { text.clone() };
                (role.title, role.title_span) = (Some(title), Some(entry.value.span));
                role.keeps_title |= tolerates_keys;
            }
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
                // Other tools have other kinds of pages.
                None if tolerates_keys => {}
                None => {
                    let names = DivisionKind::NAMES.iter().map(|(name, _)| *name);
                    let diagnostic = Diagnostic::new(codes::BAD_VALUE, entry.value.span, format!("`{text}` is not a kind of division"));
                    sink.report(match nearest(text, names.clone()) {
                        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
                        None => diagnostic.hint(format!("use one of: {}", names.collect::<Vec<_>>().join(", "))),
                    });
                }
            },
            key => report_unused_key(entry.span, key),
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

/// Reports a key that another tool may use. All such keys of a book are one message.
fn report_key_of_page(span: Span, key: &str, sink: &Sink) {
    let diagnostic = Diagnostic::new(codes::UNUSED_KEY, span, "keys in the front matter of chapters are not used:");
    let diagnostic = diagnostic.cause("keys of pages").listing(vec![format!("`{key}`")]);
    sink.report(diagnostic.hint("the keys of a chapter are `title`, `kind` and `lang`"));
}

/// Joins the texts of all files.
fn join(texts: Vec<(OrderedFile, Option<Text>)>, lang: &str) -> (Document, Vec<(String, Span)>) {
    let mut document = Document::default();
    let mut images = Vec::new();
    // The first division of the last slot at each depth, as an index among the divisions around it.
    let mut above: Vec<usize> = Vec::new();
    let mut matter_of_last = None;
    for (slot, text) in texts {
        let matter = &mut document.matter[slot.matter as usize];
        let mut own = match text {
            None if slot.role.kind == Some(DivisionKind::Part) => {
                above.clear();
                matter.push(division(&slot, lang));
                continue;
            }
            None => vec![division(&slot, lang)],
            Some(mut text) => {
                text.shift(document.notes.len());
                document.notes.append(&mut text.notes);
                images.append(&mut text.images);
                text.divisions
            }
        };
        let in_part = slot.in_part && matter.last().is_some_and(|last| last.kind == DivisionKind::Part);
        let place = (slot.matter, in_part.then_some(matter.len()));
        if matter_of_last.replace(place) != Some(place) {
            above.clear();
        }
        let mut into = match matter.last_mut() {
            Some(part) if in_part => &mut part.divisions,
            _ => matter,
        };
        above.truncate(slot.depth);
        for at in &above {
            into = &mut into[*at].divisions;
        }
        if !own.is_empty() {
            above.push(into.len());
        }
        into.append(&mut own);
    }
    (document, images)
}

/// Puts the divisions that follow a part into it. Parts that are headings in the text have no end.
fn nest_in_parts(divisions: &mut Vec<Division>) {
    for division in std::mem::take(divisions) {
        match divisions.last_mut().filter(|last| last.kind == DivisionKind::Part && division.kind != DivisionKind::Part) {
            Some(part) => part.divisions.push(division),
            None => divisions.push(division),
        }
    }
}

/// The division of a part or a group, which has only a title.
fn division(slot: &OrderedFile, lang: &str) -> Division {
    let text = slot.role.title.clone().unwrap_or_default();
    let title = smarten(&[SmartPiece { text, lang: lang.to_owned(), ..SmartPiece::default() }]).concat();
    let title = vec![Inline { node: Node::at(slot.span), kind: InlineKind::Text(title) }];
    Division {
        node: Node::at(slot.span),
        kind: slot.role.kind.unwrap_or(DivisionKind::Part),
        heading: Some(Heading { node: Node::at(slot.span), title, numbered: true, own_number: None }),
        blocks: Vec::new(),
        divisions: Vec::new(),
        file: None,
    }
}
