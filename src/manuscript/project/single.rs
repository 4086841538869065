//! A single file as a book.
use std::path::Path;

use crate::diagnostic::{Sink, codes};
use crate::document::{Block, BlockKind, DivisionKind, Document, Inline, InlineKind, Matter, Visit, plain_text, walk_block};
use crate::edition::{Edition, FrontMatter, Setting, built_in_editions, read_matter};
use crate::source::{FileId, SourceMap, Span};

use crate::manuscript::files::assembled::Assembled;
use crate::manuscript::files::open as files;
use crate::manuscript::front_matter::block as matter;
use crate::manuscript::marks::{Marking, complete};
use crate::manuscript::model::{Manuscript, ManuscriptError, file_slug};
use crate::manuscript::text;
use crate::manuscript::text::divisions::Role;
use crate::manuscript::text::{ReadingOptions, Text};

/// Reads one file.
pub(crate) fn read(path: &Path, sources: &mut SourceMap, sink: &Sink) -> Result<Manuscript, ManuscriptError> {
    let bytes = files::bytes(path)?;
    let name = path.file_name().map_or_else(|| "text.md".to_owned(), |name| name.to_string_lossy().into_owned());
    let file = files::add(&name, bytes, sources, sink);
    let text = sources.file(file).map(|file| file.text.clone()).unwrap_or_default();
    let (mut manuscript, cover) = read_source(&name, file, &text, sink);
    manuscript.root = path.parent().map(Path::to_path_buf).unwrap_or_default();
    files::check_images(&manuscript, sink);
    if let Some((cover, span)) = cover
        && !manuscript.root.join(&cover).is_file()
    {
        sink.report(files::missing(codes::MISSING_IMAGE, span, &format!("there is no cover `{cover}`"), &manuscript.root, &cover));
    }
    Ok(manuscript)
}

/// Reads a text in memory.
pub(crate) fn read_text(name: &str, text: &str, sources: &mut SourceMap, sink: &Sink) -> Manuscript {
    let file = sources.add(name, text);
    read_source(name, file, text, sink).0
}

/// Reads a text that is a whole book. Returns the manuscript and the cover that the text names.
fn read_source(name: &str, file: FileId, source: &str, sink: &Sink) -> (Manuscript, Option<(String, Span)>) {
    let mut start = files::bom(source);
    let given = match matter::find(source, start) {
        Some(found) => {
            start = found.end;
            matter::read(file, source, &found, sink)
        }
        None => Setting::empty(Span::new(file, start, start)),
    };
    let FrontMatter { mut metadata, cover, sheet, mark_terms, title_numbers, implicit_figures, dialect } = read_matter(&given, sink);
    let mut body = Assembled::whole(file, source, start);
    if body.text.is_empty() {
        // An empty text needs a place too.
        body.insert("\n", Span::new(file, start, start));
    }
    let given = !metadata.title.is_empty();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).rsplit('/').next().unwrap_or(name);
    let options = ReadingOptions {
        lang: metadata.language.tag().to_owned(),
        implicit_figures,
        dialect: dialect.unwrap_or_default(),
        ..ReadingOptions::default()
    };
    let mut title = None;
    let mut text = text::read(
        &body,
        &options,
        |blocks| {
            let levels: Vec<u8> = blocks.iter().filter_map(level).collect();
            let first = blocks.iter().position(|block| level(block) == Some(1));
            let tops = levels.iter().filter(|level| **level == 1).count();
            let mut top = if tops > 0 { 1 } else { levels.iter().copied().min().unwrap_or(1) };
            if let (1, Some(first)) = (tops, first) {
                let text = heading_text(&blocks[first]);
                // The only heading of the first level is the title of the book. It goes to the title page, and the headings of the second
                // level are the chapters. Exceptions: there are none, or the front matter gives another title.
                if levels.contains(&2) && (!given || text == metadata.title) && !calls_note(&blocks[first]) {
                    blocks.remove(first);
                    top = 2;
                }
                title = Some(text);
            }
            Role { fallback: Some(DivisionKind::Chapter), file: Some(name.to_owned()), top: Some(top), ..Role::default() }
        },
        sink,
    );
    if !given {
        metadata.title = title.filter(|title| !title.is_empty()).unwrap_or_else(|| stem.replace(['-', '_'], " "));
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
        &Marking { place: Span::new(file, start, start), lang: metadata.language.tag(), title_numbers, names: &[], mark_terms },
        sink,
    );
    let slug = file_slug(&metadata.title);
    let edition = Edition { metadata, ..Edition::default() };
    let images = files::first_mentions(images);
    let built_in = built_in_editions(&edition);
    (Manuscript { document, editions: vec![edition], built_in, sheet, images, root: Path::new("").to_path_buf(), slug }, cover)
}

fn level(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading { level, .. } => Some(level),
        _ => None,
    }
}

fn heading_text(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading { title, .. } => plain_text(title),
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
