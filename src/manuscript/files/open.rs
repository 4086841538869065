//! Reads the files of a manuscript and checks whether the files that it names exist.
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Sink, codes, nearest};
use crate::source::files::{FileUse, Refusal, read, refusal};
use crate::source::uri::is_data;
use crate::source::{FileId, SourceMap, Span};

use crate::manuscript::files::format::{ForeignFormat, not_a_manuscript};
use crate::manuscript::files::order::natural;
use crate::manuscript::model::Manuscript;
use crate::manuscript::model::ManuscriptError;

/// The bytes of a file that must exist.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, ManuscriptError> {
    let bytes = read(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => ManuscriptError::Missing(path.to_path_buf()),
        _ => ManuscriptError::Unreadable { path: path.to_path_buf(), source },
    })?;
    within_limit(path, bytes)
}

/// The bytes of standard input.
pub(crate) fn standard_input() -> Result<Vec<u8>, ManuscriptError> {
    let path = Path::new("standard input");
    let mut bytes = Vec::new();
    match std::io::stdin().lock().take(1 << 32).read_to_end(&mut bytes) {
        Ok(_) => within_limit(path, bytes),
        Err(source) => Err(ManuscriptError::Unreadable { path: path.to_path_buf(), source }),
    }
}

/// The bytes, unless there are more than spans can count.
fn within_limit(path: &Path, bytes: Vec<u8>) -> Result<Vec<u8>, ManuscriptError> {
    if u32::try_from(bytes.len()).is_err() {
        return Err(ManuscriptError::TooLarge(path.to_path_buf()));
    }
    Ok(bytes)
}

/// Adds a file to the sources. Bytes that are not UTF-8 are reported and become U+FFFD. A document of another program is reported and left
/// empty.
pub(crate) fn add(name: &str, bytes: Vec<u8>, sources: &mut SourceMap, sink: &Sink) -> FileId {
    if let Some(format) = ForeignFormat::of(Path::new(name), &bytes) {
        let file = sources.add(name, "");
        sink.report(not_a_manuscript(name, format, Span::new(file, 0, 0)));
        return file;
    }
    add_text(name, bytes, sources, sink)
}

/// Adds a file to the sources that is included in a text. It may be a web page or a LaTeX document, as an example of code.
pub(crate) fn add_included(name: &str, bytes: Vec<u8>, sources: &mut SourceMap, sink: &Sink) -> FileId {
    match ForeignFormat::of(Path::new(name), &bytes) {
        Some(ForeignFormat::Html | ForeignFormat::Latex) => add_text(name, bytes, sources, sink),
        _ => add(name, bytes, sources, sink),
    }
}

/// Opens a file that a text includes at a place. Reports if it does not exist, or if it may not be part of the book. `path` is relative to
/// the folder `root`.
pub(crate) fn open_included((root, path): (&Path, &str), span: Span, sources: &mut SourceMap, sink: &Sink) -> Option<FileId> {
    if let Some(file) = sources.find(path) {
        return Some(file);
    }
    if !is_admitted(FileUse::Text, (root, path), span, sources, sink) {
        return None;
    }
    match read(&root.join(path)) {
        Ok(bytes) => Some(add_included(path, bytes, sources, sink)),
        Err(_) => {
            let message = format!("there is no file `{path}` to include");
            sink.report(missing(codes::MISSING_FILE, span, &message, root, path));
            None
        }
    }
}

fn add_text(name: &str, bytes: Vec<u8>, sources: &mut SourceMap, sink: &Sink) -> FileId {
    match String::from_utf8(bytes) {
        Ok(text) => sources.add(name, text),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let file = sources.add(name, String::from_utf8_lossy(&bytes).into_owned());
            sink.report(
                Diagnostic::new(codes::NOT_UTF_8, Span::new(file, at, at + '\u{FFFD}'.len_utf8()), format!("`{name}` is not UTF-8"))
                    .label(format!("the byte {:#04X} here begins no character", bytes.get(at).copied().unwrap_or_default()))
                    .hint("save the file as UTF-8"),
            );
            file
        }
    }
}

/// The length of the byte order mark in bytes. 0 if there is none.
pub(crate) fn bom(text: &str) -> usize {
    if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }
}

/// Each picture once, with the place where it is first named.
pub(crate) fn first_mentions(images: Vec<(String, Span)>) -> Vec<(String, Span)> {
    let mut seen = BTreeSet::new();
    images.into_iter().filter(|(path, _)| seen.insert(path.clone())).collect()
}

/// Whether a file may be part of the book in a folder. Reports it if not. `path` is relative to the folder.
pub(crate) fn is_admitted(purpose: FileUse, (root, path): (&Path, &str), span: Span, sources: &SourceMap, sink: &Sink) -> bool {
    let Some(refusal) = refusal(root, path, purpose).filter(|_| !sources.allows_outside) else { return true };
    let message = match refusal {
        Refusal::Outside => format!("`{path}` is outside the book"),
        Refusal::Hidden => format!("`{path}` is a hidden file"),
    };
    sink.report(
        Diagnostic::new(codes::OUTSIDE_ROOT, span, message)
            .label("not read")
            .hint("copy it into the folder of the book under another name, or build with `--allow-outside`"),
    );
    false
}

/// Reports the pictures that do not exist, or do not belong to the book.
pub(crate) fn check_images(manuscript: &Manuscript, sources: &SourceMap, sink: &Sink) {
    for (path, span) in &manuscript.images {
        if is_data(path) || !is_admitted(FileUse::Text, (&manuscript.root, path), *span, sources, sink) {
            continue;
        }
        if path.contains("{{") || path.contains("{%") {
            let diagnostic =
                Diagnostic::new(codes::FOREIGN_MARKUP, *span, format!("the picture `{path}` has a template tag in its address"));
            sink.report(diagnostic.cause("picture").label("left out").hint("write the path of the picture"));
        } else if !manuscript.root.join(path).is_file() {
            sink.report(missing(codes::MISSING_IMAGE, *span, &format!("there is no picture `{path}`"), &manuscript.root, path));
        }
    }
}

/// A diagnostic for a file that does not exist, with the most similar name in its folder as a hint.
pub(crate) fn missing(code: &'static Code, span: Span, message: &str, root: &Path, path: &str) -> Diagnostic {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let names = names(&root.join(folder));
    let diagnostic = Diagnostic::new(code, span, message);
    match nearest(name, names.iter().map(String::as_str)) {
        Some(near) if near == name => diagnostic.hint("it exists, but it is not a regular file; put a copy of the file there"),
        Some(near) if folder.is_empty() => diagnostic.hint(format!("did you mean `{near}`?")),
        Some(near) => diagnostic.hint(format!("did you mean `{folder}/{near}`?")),
        None => diagnostic.hint("put the file there, or correct its name"),
    }
}

/// The names of the files in a folder, in natural order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut names: Vec<String> =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort_by(|a, b| natural(a, b));
    names
}
