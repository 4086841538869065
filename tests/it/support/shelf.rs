//! Writes books to a folder, builds them as a user does, and opens the files.
use std::fs;
use std::io::{Cursor, Read};

use chapbook::build::{BuildRequest, Outcome, OutputFormat, Progress, build};
use chapbook::diagnostic::render::{MessageFormat, Screen, render};

pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _name: &str) {}
}

/// A built book: the diagnostics, one line each, and the EPUB if it was written.
pub struct Built {
    pub told: String,
    pub epub: Option<Epub>,
}

/// An open EPUB.
pub struct Epub {
    packed: Vec<u8>,
    files: Vec<(String, Vec<u8>)>,
}

impl Epub {
    pub fn open(bytes: Vec<u8>) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let count = archive.len();
        let read = |at| {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().to_owned(), bytes)
        };
        let files = (0..count).map(read).collect();
        Self { packed: bytes, files }
    }

    /// Keeps the EPUB for the validators, if `CHAPBOOK_KEEP` names a folder (`.ci/run`).
    pub fn keep(&self, name: &str) {
        if let Some(folder) = std::env::var_os("CHAPBOOK_KEEP") {
            fs::write(std::path::Path::new(&folder).join(name), &self.packed).unwrap();
        }
    }

    /// Returns the names of the files, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(name, _)| name.as_str())
    }

    /// Returns the bytes of the file whose name ends with `name`.
    pub fn bytes(&self, name: &str) -> &[u8] {
        let (_, bytes) = self.files.iter().find(|(own, _)| own.ends_with(name)).unwrap_or_else(|| panic!("there is no {name}"));
        bytes
    }

    /// Returns the text of the file whose name ends with `name`.
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name).to_vec()).unwrap()
    }

    /// Returns the content documents: name and text.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &str)> {
        let documents = self.files.iter().filter(|(name, _)| name.ends_with(".xhtml"));
        documents.map(|(name, bytes)| (name.as_str(), std::str::from_utf8(bytes).unwrap()))
    }

    /// Returns the values of a property in the package document, in order.
    pub fn meta(&self, property: &str) -> Vec<String> {
        let opf = self.text("content.opf");
        let tree = roxmltree::Document::parse(&opf).unwrap();
        let found = tree.descendants().filter(|node| node.attribute("property") == Some(property));
        found.map(|node| node.text().unwrap_or_default().to_owned()).collect()
    }

    /// Returns the value of a property that refines the element with this id in the package document.
    pub fn refined(&self, id: &str, property: &str) -> Option<String> {
        let opf = self.text("content.opf");
        let tree = roxmltree::Document::parse(&opf).unwrap();
        let wanted = format!("#{id}");
        let found = tree
            .descendants()
            .find(|node| node.attribute("property") == Some(property) && node.attribute("refines") == Some(wanted.as_str()))?;
        found.text().map(str::to_owned)
    }

    /// Returns the Dublin Core elements with this name: id and text.
    pub fn dc(&self, name: &str) -> Vec<(String, String)> {
        let opf = self.text("content.opf");
        let tree = roxmltree::Document::parse(&opf).unwrap();
        let found = tree
            .descendants()
            .filter(|node| node.tag_name().namespace() == Some("http://purl.org/dc/elements/1.1/") && node.tag_name().name() == name);
        found.map(|node| (node.attribute("id").unwrap_or_default().to_owned(), node.text().unwrap_or_default().to_owned())).collect()
    }
}

/// Builds the EPUB of a folder with these files. The codes of `allow` are not reported.
pub fn shelf(files: &[(&str, &[u8])], allow: &[&str]) -> Built {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let request = BuildRequest {
        path: folder.path().to_owned(),
        formats: vec![OutputFormat::Epub],
        allow: allow.iter().map(|code| (*code).to_owned()).collect(),
        ..BuildRequest::default()
    };
    let Outcome { sources, diagnostics, written, .. } = build(&request, &Silent).unwrap();
    let told = render(&diagnostics, &sources, MessageFormat::Short, Screen::default());
    Built { told, epub: written.first().map(|path| Epub::open(fs::read(path).unwrap())) }
}

/// Builds a book with one chapter. `settings` follow the title in `[book]`; `more` are other files.
pub fn book(settings: &str, chapter: &str, more: &[(&str, &[u8])]) -> Built {
    let toml = format!("[book]\ntitle = \"T\"\nlanguage = \"en\"\n{settings}\n");
    let mut files: Vec<(&str, &[u8])> = vec![("book.toml", toml.as_bytes()), ("a.md", chapter.as_bytes())];
    files.extend(more);
    shelf(&files, &[])
}

/// A PNG of one colour.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::GrayImage::from_pixel(width, height, image::Luma([200]))
        .write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    bytes
}
