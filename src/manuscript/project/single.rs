//! A single file as a book.
use std::path::Path;

use crate::diagnostic::Sink;
use crate::document::{Block, BlockKind, DivisionKind, Document, Inline, InlineKind, Matter, Visit, title_text, walk_block};
use crate::edition::{BookPlan, Dialect, Setting, read_matter};
use crate::source::{FileId, SourceMap, Span};

use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::files::open as files;
use crate::manuscript::front_matter::{block as matter, title_block};
use crate::manuscript::marks::{Marking, complete};
use crate::manuscript::model::{Manuscript, ManuscriptError, file_slug};
use crate::manuscript::pandoc;
use crate::manuscript::project::citations::bibliography;
use crate::manuscript::project::delimiters::delimiters;
use crate::manuscript::project::picture_folders::{check_picture_folders, picture_folders};
use crate::manuscript::project::planned::{ACCEPTED, check_covers};
use crate::manuscript::scan::preparation::Preparation;
use crate::manuscript::text;
use crate::manuscript::text::divisions::FileRole;
use crate::manuscript::text::{ReadingOptions, Text};

/// Reads one file.
pub(crate) fn read(path: &Path, sources: &mut SourceMap, sink: &Sink) -> Result<Manuscript, ManuscriptError> {
    let bytes = files::bytes(path)?;
    let name = path.file_name().map_or_else(|| "text.md".to_owned(), |name| name.to_string_lossy().into_owned());
    Ok(read_bytes(&name, bytes, path.parent().unwrap_or(Path::new("")), sources, sink))
}

/// Reads standard input as a file in the working directory.
pub(crate) fn read_standard_input(sources: &mut SourceMap, sink: &Sink) -> Result<Manuscript, ManuscriptError> {
    Ok(read_bytes("stdin", files::standard_input()?, Path::new(""), sources, sink))
}

/// Reads a file in a folder. `name` is what messages call it.
fn read_bytes(name: &str, bytes: Vec<u8>, folder: &Path, sources: &mut SourceMap, sink: &Sink) -> Manuscript {
    let file = files::add(name, bytes, sources, sink);
    read_file(name, file, folder, sources, sink)
}

/// Reads a Pandoc document that was made from a file in a folder. `name` is that of the file.
pub(super) fn read_json(name: &str, json: String, folder: &Path, sources: &mut SourceMap, sink: &Sink) -> Manuscript {
    let file = sources.add(format!("{name}.json"), json);
    read_file(name, file, folder, sources, sink)
}

/// Reads a file that was added to the sources.
pub(super) fn read_file(name: &str, file: FileId, folder: &Path, sources: &mut SourceMap, sink: &Sink) -> Manuscript {
    let text = sources.file(file).map(|file| file.text.clone()).unwrap_or_default();
    let (mut manuscript, plan) = read_source(name, (file, &text), Some(folder), sources, sink);
    manuscript.root = folder.to_path_buf();
    files::check_images(&manuscript, sources, sink);
    check_covers(&plan, &manuscript.root, sources, sink);
    check_picture_folders(&plan, &manuscript.root, sink);
    manuscript
}

/// Reads a text in memory.
pub(crate) fn read_text(name: &str, text: &str, sources: &mut SourceMap, sink: &Sink) -> Manuscript {
    let file = sources.add(name, text);
    read_source(name, (file, text), None, sources, sink).0
}

/// Reads a text that is a whole book. Returns the manuscript, and what its front matter says. `folder` is where the files that it names
/// are. A text in memory has none.
fn read_source(
    name: &str,
    (file, source): (FileId, &str),
    folder: Option<&Path>,
    sources: &mut SourceMap,
    sink: &Sink,
) -> (Manuscript, BookPlan) {
    let mut start = files::bom(source);
    let tree = pandoc::is_document(name, source).then(|| pandoc::tree(name, file, source, sink));
    if tree.is_some() {
        sink.tolerate(ACCEPTED);
    }
    let given = match (&tree, matter::find(source, start)) {
        (Some(tree), _) => pandoc::settings(file, source, tree, sink),
        (None, Some(found)) => {
            start = found.end;
            matter::read(file, source, &found, sink)
        }
        (None, None) => match title_block::find(source, start) {
            Some(found) => {
                start = found.end;
                title_block::read(file, source, &found, sink)
            }
            None => Setting::empty(Span::new(file, start, start)),
        },
    };
    let mut plan = read_matter(&given, sink);
    let metadata = plan.editions.first().map(|edition| edition.metadata.clone()).unwrap_or_default();
    let mut body = Assembled::whole(file, source, start);
    if body.text.is_empty() {
        // An empty text needs a place too.
        body.insert("\n", Span::new(file, start, start));
    }
    let has_title = !metadata.title.is_empty();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).rsplit('/').next().unwrap_or(name);
    let dialect = plan.dialect.unwrap_or_default();
    let preparation = Preparation {
        delimiters: delimiters(plan.math, false, dialect),
        comments_in_words: dialect == Dialect::Obsidian,
        ..Preparation::default()
    };
    let options = ReadingOptions {
        lang: metadata.language.tag().to_owned(),
        preparation,
        implicit_figures: plan.implicit_figures,
        dialect: plan.dialect.unwrap_or_default(),
        macros: plan.macros.clone(),
        picture_folders: folder.map(|folder| picture_folders(&plan, folder)).unwrap_or_default(),
        bibliography: folder.and_then(|folder| bibliography(&plan.citations, folder, metadata.language.tag(), sources, sink)),
        ..ReadingOptions::default()
    };
    if let Some((document, images)) = tree.as_ref().and_then(|tree| pandoc::exported((file, source), tree, &plan.macros)) {
        return finished(name, document, images, plan);
    }
    let mut title = None;
    let role = |blocks: &mut Vec<Block>| {
        let levels: Vec<u8> = blocks.iter().filter_map(level).collect();
        let first = blocks.iter().position(|block| level(block) == Some(1));
        let tops = levels.iter().filter(|level| **level == 1).count();
        let mut top = if tops > 0 { 1 } else { levels.iter().copied().min().unwrap_or(1) };
        if let (1, Some(first)) = (tops, first) {
            let text = heading_text(&blocks[first]);
            // The only heading of the first level is the title of the book. It goes to the title page, and the headings of the second
            // level are the chapters. Exceptions: there are none, or the front matter gives another title.
            if levels.contains(&2) && (!has_title || text == metadata.title) && !calls_note(&blocks[first]) {
                blocks.remove(first);
                top = 2;
            }
            title = Some(text);
        }
        FileRole { fallback: Some(DivisionKind::Chapter), file: Some(name.to_owned()), top: Some(top), ..FileRole::default() }
    };
    let mut text = match &tree {
        Some(tree) => pandoc::text((file, source), tree, &options, role, sink),
        None => text::read(&body, &options, role, sink),
    };
    let title = title.filter(|title| !title.is_empty()).unwrap_or_else(|| stem.replace(['-', '_'], " "));
    for edition in plan.editions.iter_mut().chain(&mut plan.built_in).filter(|edition| edition.metadata.title.is_empty()) {
        edition.metadata.title.clone_from(&title);
    }
    text.divisions.retain(|division| division.heading.is_some() || !division.blocks.is_empty() || !division.divisions.is_empty());
    if let Some(first) = text.divisions.first_mut() {
        first.file = Some(name.to_owned());
    }
    let Text { divisions, notes, images } = text;
    let mut document = Document { notes, ..Document::default() };
    document.matter[Matter::Body as usize] = divisions;
    complete(
        &mut document,
        &Marking {
            place: Span::new(file, start, start),
            lang: metadata.language.tag(),
            title_numbers: plan.title_numbers,
            letters_appendices: matches!(dialect, Dialect::Quarto | Dialect::Bookdown),
            answers: plan.answers,
            names: &[],
            mark_terms: plan.mark_terms,
            bibliography: options.bibliography.as_deref(),
        },
        sink,
    );
    finished(name, document, images, plan)
}

/// The manuscript of a document that is complete. Without a title, it has the name of the file.
fn finished(name: &str, document: Document, images: Vec<(String, Span)>, mut plan: BookPlan) -> (Manuscript, BookPlan) {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).rsplit('/').next().unwrap_or(name);
    for edition in plan.editions.iter_mut().chain(&mut plan.built_in).filter(|edition| edition.metadata.title.is_empty()) {
        edition.metadata.title = stem.replace(['-', '_'], " ");
    }
    let title = plan.editions.first().map_or("", |edition| edition.metadata.title.as_str());
    let slug = plan.file_name.clone().unwrap_or_else(|| file_slug(title));
    let (editions, built_in) = (std::mem::take(&mut plan.editions), std::mem::take(&mut plan.built_in));
    let images = files::first_mentions(images);
    let (sheet, fonts, diagrams) = (plan.sheet, std::mem::take(&mut plan.fonts), std::mem::take(&mut plan.diagrams));
    let (root, assumptions) = (Path::new("").to_path_buf(), Vec::new());
    (Manuscript { document, editions, built_in, sheet, images, diagrams, fonts, root, slug, assumptions }, plan)
}

fn level(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading { level, .. } => Some(level),
        _ => None,
    }
}

fn heading_text(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading { title, .. } => title_text(title),
        _ => String::new(),
    }
}

/// Whether a heading calls a note. The note would be lost with the heading.
fn calls_note(block: &Block) -> bool {
    struct FoundNoteCall(bool);
    impl Visit for FoundNoteCall {
        fn inline(&mut self, inline: &Inline) {
            self.0 |= matches!(inline.kind, InlineKind::NoteCall(_));
        }
    }
    let mut found = FoundNoteCall(false);
    walk_block(block, &mut found);
    found.0
}
