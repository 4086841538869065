//! What holds for every book, whatever its files say.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chapbook::build::{BuildRequest, ImportRequest, build, import};
use chapbook::diagnostic::render::{MessageFormat, Screen, render};
use chapbook::diagnostic::{Severity, Sink};
use chapbook::imposition::{Imposition, Scheme};
use chapbook::manuscript;
use chapbook::source::SourceMap;
use chapbook::units::paper;

use crate::import::docx;
use crate::support::setting;
use crate::support::shelf::{Epub, Silent};

/// Builds a book. Its diagnostics can be printed in every form. If it has no errors, its files can be read, and a second build makes the same
/// bytes.
pub fn files(folder: &Path) -> Result<(), String> {
    let path = if folder.join("book.toml").exists() { folder.to_owned() } else { folder.join("a.md") };
    let request = BuildRequest { path, output: Some(folder.join("out")), ..BuildRequest::default() };
    let Ok(outcome) = build(&request, &Silent) else { return Ok(()) };
    for format in [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json, MessageFormat::Github] {
        let _ = render(&outcome.diagnostics, &outcome.sources, format, Screen::default());
    }
    if outcome.has_errors() {
        return if outcome.written.is_empty() { Ok(()) } else { Err("a book with errors was written".to_owned()) };
    }
    let mut first = BTreeMap::new();
    for path in &outcome.written {
        let bytes = fs::read(path).unwrap();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("epub") => epub(&bytes)?,
            Some("pdf") => pdf(&bytes)?,
            _ => {}
        }
        first.insert(path.clone(), bytes);
        fs::remove_file(path).unwrap();
    }
    build(&request, &Silent).map_err(|error| format!("the second build fails: {error}"))?;
    match first.iter().find(|(path, bytes)| fs::read(path).is_ok_and(|second| second != **bytes)) {
        Some((path, _)) => Err(format!("two builds of {} differ", path.file_name().unwrap_or_default().display())),
        None => Ok(()),
    }
}

/// Sets a chapter. The pages keep their invariants, unless the chapter has errors: then no book is made of it.
pub fn pages(folder: &Path) -> Result<(), String> {
    let chapter = fs::read_to_string(folder.join("a.md")).map_err(|error| error.to_string())?;
    let (mut sources, sink) = (SourceMap::default(), Sink::default());
    if manuscript::read(folder, &mut sources, &sink).is_err() || sink.sorted().iter().any(|found| found.severity == Severity::Error) {
        return Ok(());
    }
    // `set` checks the invariants.
    setting::set("[design]\npage = \"a6\"\n", &chapter);
    Ok(())
}

/// Imports a file: it is refused, or it becomes a folder that holds what [`files`] says. `in.body` is the body of a document of Word.
pub fn imported(folder: &Path) -> Result<(), String> {
    let body = folder.join("in.body");
    if let Ok(body) = fs::read_to_string(&body) {
        fs::write(folder.join("in.docx"), docx(&body)).map_err(|error| error.to_string())?;
    }
    let names = ["in.html", "in.txt", "in.docx", "in.epub", "in.fb2", "in.muse"].map(|name| folder.join(name));
    let Some(file) = names.into_iter().find(|path| path.exists()) else { return Err("the seed has no file to import".to_owned()) };
    let target = folder.join("book");
    match import(&ImportRequest { files: vec![file], ..ImportRequest::default() }, Some(&target)) {
        Ok(_) => files(&target),
        Err(_) if target.exists() => Err("a folder was written although the import failed".to_owned()),
        Err(_) => Ok(()),
    }
}

/// Imposes a PDF. The result can be read.
pub fn imposed(folder: &Path) -> Result<(), String> {
    let file = fs::read(folder.join("in.pdf")).unwrap();
    match chapbook::pdf::impose(&file, &Imposition::new(Scheme::default(), paper("a4").unwrap()), "en") {
        Ok(imposed) => pdf(&imposed.bytes),
        Err(_) => Ok(()),
    }
}

/// Checks that a PDF has pages, and that the content of each page can be read.
fn pdf(bytes: &[u8]) -> Result<(), String> {
    let document = lopdf::Document::load_mem(bytes).map_err(|error| format!("the PDF cannot be read: {error}"))?;
    let pages = document.get_pages();
    for (number, id) in &pages {
        let content = document.get_page_content(*id);
        lopdf::content::Content::decode(&content).map_err(|error| format!("the content of page {number}: {error}"))?;
    }
    if pages.is_empty() { Err("the PDF has no pages".to_owned()) } else { Ok(()) }
}

/// Checks that the XML of an EPUB is well formed, that no document has an id twice, and that all links within it have a target.
fn epub(bytes: &[u8]) -> Result<(), String> {
    let epub = Epub::open(bytes.to_vec());
    let names: BTreeSet<String> = epub.names().map(str::to_owned).collect();
    let texts = names.iter().filter(|name| [".xhtml", ".opf", ".ncx", ".xml"].iter().any(|end| name.ends_with(end)));
    let texts: BTreeMap<&String, String> = texts.map(|name| (name, epub.text(name))).collect();
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut links: Vec<(String, String)> = Vec::new();
    for (name, text) in &texts {
        let tree = roxmltree::Document::parse_with_options(text, options).map_err(|error| format!("{name} is not well formed: {error}"))?;
        let own = ids.entry(name.as_str()).or_default();
        for node in tree.descendants() {
            if let Some(id) = node.attribute("id").filter(|id| !own.insert((*id).to_owned())) {
                return Err(format!("{name} has the id {id} twice"));
            }
            let address = node.attribute("href").or_else(|| node.attribute("src"));
            links.extend(address.filter(|address| !is_outside(address)).map(|address| (name.to_string(), address.to_owned())));
        }
    }
    for (from, address) in links {
        let (path, fragment) = address.split_once('#').unwrap_or((&address, ""));
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
        let target = if path.is_empty() { from.clone() } else { format!("{folder}/{path}") };
        if !names.contains(&target) {
            return Err(format!("{from} links to {target}, which is not in the EPUB"));
        }
        let fragment = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
        if !fragment.is_empty() && ids.get(target.as_str()).is_some_and(|ids| !ids.contains(&*fragment)) {
            return Err(format!("{from} links to {address}, which has no target"));
        }
    }
    Ok(())
}

/// Whether an address is that of a resource on the web, or of a mail box.
fn is_outside(address: &str) -> bool {
    let end = address.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))).unwrap_or(address.len());
    end > 0 && address[end..].starts_with(':') || address.starts_with("//")
}
