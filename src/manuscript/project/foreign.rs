//! A folder without `book.toml`: a project of another tool, or just texts.
use std::path::{Path, PathBuf};

use crate::diagnostic::{Sink, codes, counted};
use crate::edition::{Entry, Setting, Value, read_settings};
use crate::source::{SourceMap, Span};

use super::book_toml::book_toml;
use super::folder;
use super::planned::{ACCEPTED, PlannedBook, read_planned};
use crate::manuscript::model::{Manuscript, ManuscriptError};
use crate::manuscript::recognition::project::Project;
use crate::manuscript::recognition::{Recognised, Translations, recognise};

/// Reads a folder that has no `book.toml`.
pub(crate) fn read(root: &Path, sources: &mut SourceMap, sink: &Sink) -> Result<Manuscript, ManuscriptError> {
    match recognise(root, sources, sink) {
        Recognised::Project(project) => read_project(*project, root, sources, sink),
        Recognised::Inside(name) => read_inside(root, &name, format!("the book is in `{name}/`"), sources, sink),
        Recognised::Translations(Translations { chosen, others }) => {
            let remark = match others.first() {
                Some(other) => {
                    let (count, other) = (others.len() + 1, root.join(other));
                    format!(
                        "the book is there in {count} languages; this is `{chosen}/`; name another to read it, such as `{}`",
                        other.display()
                    )
                }
                None => format!("the book is in `{chosen}/`"),
            };
            read_inside(root, &chosen, remark, sources, sink)
        }
        Recognised::Several(books) => Err(ManuscriptError::SeveralBooks { folder: root.to_path_buf(), books }),
        Recognised::Nothing => Err(ManuscriptError::NoBook(root.to_path_buf())),
    }
}

/// Reads the book in a folder inside another. `remark` says why it is this one.
fn read_inside(root: &Path, name: &str, remark: String, sources: &mut SourceMap, sink: &Sink) -> Result<Manuscript, ManuscriptError> {
    let inner = root.join(name);
    let mut manuscript = match inner.join("book.toml").is_file() {
        true => folder::read(&inner, sources, sink)?,
        false => read(&inner, sources, sink)?,
    };
    manuscript.assumptions.insert(0, remark);
    Ok(manuscript)
}

/// Reads a project.
fn read_project(project: Project, root: &Path, sources: &mut SourceMap, sink: &Sink) -> Result<Manuscript, ManuscriptError> {
    sink.tolerate(ACCEPTED);
    let assumption = assumption(&project, root);
    let settings = settings(&project);
    let mut plan = read_settings(&settings, sink);
    plan.picture_folders = project.picture_folders.into_iter().map(|folder| (folder, Span::DETACHED)).collect();
    let planned = PlannedBook {
        plan,
        slots: project.slots,
        is_mdbook: false,
        place: Span::DETACHED,
        missing: codes::MISSING_CHAPTER,
        tolerates_keys: true,
        head: project.head,
        assumptions: vec![assumption],
    };
    read_planned(planned, root, sources, sink)
}

/// The `book.toml` of a folder that has none, and the folder that it belongs to.
pub(crate) fn settings_of(root: &Path, sources: &mut SourceMap, sink: &Sink) -> Result<(PathBuf, String), ManuscriptError> {
    match recognise(root, sources, sink) {
        Recognised::Project(mut project) => {
            project.picture_folders.retain(|folder| root.join(folder).is_dir());
            project.slots.retain(|slot| slot.path.as_ref().is_none_or(|path| root.join(path).is_file()));
            let has_heading = |path: &str| {
                let file = sources.find(path);
                let text = file.map(|file| sources.text(file).to_string()).or_else(|| std::fs::read_to_string(root.join(path)).ok());
                let says_title = |line: &str| ["# ", "title:", "title ="].iter().any(|start| line.starts_with(start));
                text.is_some_and(|text| text.lines().any(says_title))
            };
            Ok((root.to_path_buf(), book_toml(&project, has_heading)))
        }
        Recognised::Inside(name) | Recognised::Translations(Translations { chosen: name, .. }) => {
            let inner = root.join(name);
            if inner.join("book.toml").is_file() { Err(ManuscriptError::HasSettings(inner)) } else { settings_of(&inner, sources, sink) }
        }
        Recognised::Several(books) => Err(ManuscriptError::SeveralBooks { folder: root.to_path_buf(), books }),
        Recognised::Nothing => Err(ManuscriptError::NoBook(root.to_path_buf())),
    }
}

/// The settings of a project, as `book.toml` has them.
fn settings(project: &Project) -> Setting {
    let mut book = project.book.clone();
    let dialect = Setting { span: Span::DETACHED, value: Value::Text(project.dialect.key()) };
    book.push(Entry { key: "dialect".to_owned(), span: Span::DETACHED, value: dialect });
    let book = Setting { span: Span::DETACHED, value: Value::Table(book) };
    Setting { span: Span::DETACHED, value: Value::Table(vec![Entry { key: "book".to_owned(), span: Span::DETACHED, value: book }]) }
}

/// What the folder was taken for, and how to overrule that.
fn assumption(project: &Project, root: &Path) -> String {
    let texts = project.slots.iter().filter(|slot| slot.path.is_some()).count();
    let texts = counted(texts, "file");
    let remarks: String = project.remarks.iter().map(|remark| format!(", {remark}")).collect();
    format!(
        "read as {} ({}): {texts}{remarks}; `chapbook init --from {}` writes this as a `book.toml` that you can change",
        project.kind,
        project.known_by,
        root.display()
    )
}
