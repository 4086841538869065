//! Writing a book as web pages: what `chapbook export --to html` does.
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use crate::source::uri::encoded_segment;

use super::make::WebForm;
use super::session::{BuildError, BuildRequest, Outcome, OutputError, Session, write_all};
use super::without_broken_fonts::{AttemptFailure, without_broken_fonts};

/// The list of the files that an export wrote into a folder. A later export replaces the files of the list and no others.
const LIST: &str = "chapbook-files.txt";
/// The first line of the list.
const LIST_HEAD: &str = "# The files that chapbook export wrote into this folder. A new export replaces these files and leaves all others.";

/// Writes a book as web pages. If `output` ends with `.html` or `.htm`, everything is on one page, and its pictures are in a folder beside
/// it, `book-files` for `book.html`. Else `output` is a folder for a site with a page for each chapter.
///
/// All files are written or none. If the book has errors, nothing is written.
///
/// # Errors
/// If the book or a file cannot be read, or if a file cannot be written. Also if the folder has files that no earlier export wrote: a site
/// needs a folder of its own, and no file of the author is replaced.
pub fn export_pages(request: &BuildRequest, output: &Path) -> Result<Outcome, BuildError> {
    without_broken_fonts(request, |request| export_once(request, output))
}

fn export_once(request: &BuildRequest, output: &Path) -> Result<Outcome, AttemptFailure> {
    let session = Session::open(request)?;
    let target = WebTarget::of(output);
    let form = match &target {
        WebTarget::Site(_) => WebForm::Site,
        WebTarget::Page { files, .. } => WebForm::Page { folder: format!("{}/", encoded_segment(&name_of(files))) },
    };
    let made = if session.sink.has_errors() { None } else { session.web_pages(form)? };
    let broken: Vec<_> = session.fonts.broken().collect();
    if !broken.is_empty() {
        return Err(AttemptFailure::BrokenFonts(broken));
    }
    let diagnostics = session.diagnostics();
    let read: BTreeSet<PathBuf> =
        session.sources.files().iter().filter_map(|file| session.manuscript.root.join(&file.path).canonicalize().ok()).collect();
    let Session { sources, timings, manuscript, .. } = session;
    let mut outcome = Outcome { timings, ..Outcome::new(sources, diagnostics).about(&manuscript) };
    let (Some(made), false) = (made, outcome.has_errors()) else { return Ok(outcome) };
    let (folder, page) = match target {
        WebTarget::Site(folder) => (folder, None),
        WebTarget::Page { page, files } => (files, Some(page)),
    };
    let pages = made.page.zip(page).map(|(html, path)| (path, html.into_bytes()));
    if let Some((path, _)) = pages.iter().find(|(path, _)| path.canonicalize().is_ok_and(|path| read.contains(&path))) {
        return Err(BuildError::Source(path.clone()).into());
    }
    let files = made.files.into_iter().map(|file| (file.path, file.bytes)).collect();
    outcome.written = replace_own_files(&folder, files, pages.into_iter().collect()).map_err(BuildError::from)?;
    Ok(outcome)
}

/// Where the pages go.
enum WebTarget {
    /// A folder for a site.
    Site(PathBuf),
    /// A file for a page, and the folder for the files that it uses.
    Page { page: PathBuf, files: PathBuf },
}

impl WebTarget {
    fn of(output: &Path) -> Self {
        let is_page =
            output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html") || extension.eq_ignore_ascii_case("htm"));
        if !is_page {
            return Self::Site(output.to_owned());
        }
        let stem = output.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Self::Page { page: output.to_owned(), files: output.with_file_name(format!("{stem}-files")) }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Writes files into a folder, and `others` beside it: all or none. Then removes the files of an earlier export that are not among them.
/// Returns the paths of all files.
///
/// The folder must be new, empty, or have the list of an earlier export, and no other file may be replaced. Without files, there is no
/// folder.
fn replace_own_files(folder: &Path, files: Vec<(String, Vec<u8>)>, others: Vec<(PathBuf, Vec<u8>)>) -> Result<Vec<PathBuf>, OutputError> {
    let refused =
        |path: &Path, why: &str| OutputError { path: path.to_owned(), source: std::io::Error::new(std::io::ErrorKind::AlreadyExists, why) };
    let old = listed(folder);
    let is_used = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    match &old {
        None if !files.is_empty() && is_used => {
            return Err(refused(folder, "it exists, is not empty, and was not written by chapbook export"));
        }
        None => {}
        Some(old) => {
            let foreign = files.iter().find(|(path, _)| !old.contains(path) && folder.join(path).exists());
            if let Some((path, _)) = foreign {
                return Err(refused(&folder.join(path), "it exists, and chapbook export did not write it"));
            }
        }
    }
    let names: BTreeSet<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let mut all = others;
    all.extend(files.into_iter().map(|(path, bytes)| (folder.join(path), bytes)));
    let written: Vec<PathBuf> = all.iter().map(|(path, _)| path.clone()).collect();
    if !names.is_empty() {
        let list: String = names.iter().map(|name| format!("{name}\n")).collect();
        all.push((folder.join(LIST), format!("{LIST_HEAD}\n{list}").into_bytes()));
    }
    write_all(&all)?;
    let mut stale: Vec<PathBuf> = old.iter().flatten().filter(|path| !names.contains(*path)).map(|path| folder.join(path)).collect();
    if names.is_empty() && old.is_some() {
        stale.push(folder.join(LIST));
    }
    remove(folder, &stale);
    Ok(written)
}

/// The files in the list of a folder. `None` if it has no list. A path that leads out of the folder is passed over.
fn listed(folder: &Path) -> Option<BTreeSet<String>> {
    let text = std::fs::read_to_string(folder.join(LIST)).ok()?;
    let mut lines = text.lines();
    if lines.next() != Some(LIST_HEAD) {
        return None;
    }
    let is_inside = |line: &&str| !line.is_empty() && Path::new(line).components().all(|part| matches!(part, Component::Normal(_)));
    Some(lines.filter(is_inside).map(str::to_owned).collect())
}

/// Removes files, and the folders that this leaves empty. The export is complete, so a file that cannot be removed is left.
fn remove(folder: &Path, files: &[PathBuf]) {
    for path in files {
        let _ = std::fs::remove_file(path);
        let folders = path.ancestors().skip(1).take_while(|above| above.starts_with(folder));
        for above in folders {
            // Fails if the folder is not empty.
            if std::fs::remove_dir(above).is_err() {
                break;
            }
        }
    }
}
