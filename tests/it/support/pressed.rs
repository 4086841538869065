//! Builds books to both formats and reads the pictures in the files.
use std::fs;

use chapbook::build::{BuildRequest, Outcome, OutputFormat, build};
use chapbook::diagnostic::render::{MessageFormat, Screen, render};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, Stream};

use super::shelf::{Epub, Silent};

/// A book in both formats.
pub struct Pressed {
    /// The diagnostics, one line each.
    pub told: String,
    pub pdf: Document,
    pub epub: Epub,
    /// The folder that the book is in. The PDF is in `dist`.
    pub folder: tempfile::TempDir,
}

/// A picture on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct OnPage {
    /// The number of the page, from 1.
    pub page: u32,
    /// Its name in the resources.
    pub name: String,
    /// Its width in points.
    pub width: f64,
    /// Its height in points.
    pub height: f64,
    /// Its lower end above the lower end of the type area, in points.
    pub bottom: f64,
}

/// Builds a book with one chapter, with the chapter's text right after the title of the book. `settings` follow the language in `[book]`.
pub fn pressed(settings: &str, chapter: &str, more: &[(&str, &[u8])]) -> Pressed {
    let folder = tempfile::tempdir().unwrap();
    let toml = format!(
        "[book]\ntitle = \"T\"\nlanguage = \"en\"\n{settings}\n[design]\ntitle-pages = false\ncontents = false\nmargins = {{ inner = \"20mm\", outer = \"20mm\" }}\n"
    );
    fs::write(folder.path().join("book.toml"), toml).unwrap();
    fs::write(folder.path().join("a.md"), chapter).unwrap();
    for (name, bytes) in more {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let request =
        BuildRequest { path: folder.path().to_owned(), formats: vec![OutputFormat::Pdf, OutputFormat::Epub], ..BuildRequest::default() };
    let Outcome { sources, diagnostics, written, .. } = build(&request, &Silent).unwrap();
    let told = render(&diagnostics, &sources, MessageFormat::Short, Screen::default());
    let file = |extension: &str| {
        let path = written.iter().find(|path| path.extension().is_some_and(|own| own == extension));
        fs::read(path.unwrap_or_else(|| panic!("no {extension}: {told}"))).unwrap()
    };
    let (pdf, epub) = (Document::load_mem(&file("pdf")).unwrap(), Epub::open(file("epub")));
    if let Some(out) = std::env::var_os("PAGES_OUT") {
        let name = std::thread::current().name().unwrap_or("book").replace(':', "-");
        fs::write(std::path::Path::new(&out).join(format!("{name}.pdf")), file("pdf")).unwrap();
    }
    Pressed { told, pdf, epub, folder }
}

impl Pressed {
    /// Returns the pictures on the pages, in the order of the content.
    pub fn on_pages(&self) -> Vec<OnPage> {
        let mut found = Vec::new();
        for (page, id) in self.pdf.get_pages() {
            let content = Content::decode(&self.pdf.get_page_content(id)).unwrap();
            let mut matrix = Vec::new();
            for operation in content.operations {
                let operands = &operation.operands;
                match operation.operator.as_str() {
                    "cm" => matrix = operands.iter().map(|number| f64::from(number.as_float().unwrap())).collect::<Vec<_>>(),
                    "Do" => found.push(OnPage {
                        page,
                        name: String::from_utf8(operands[0].as_name().unwrap().to_vec()).unwrap(),
                        width: matrix[0],
                        height: matrix[3],
                        bottom: matrix[5],
                    }),
                    _ => {}
                }
            }
        }
        found
    }

    /// Returns the widths and heights of the pictures on the pages, in whole points.
    pub fn sizes(&self) -> Vec<(i64, i64)> {
        self.on_pages().iter().map(|picture| (picture.width.round() as i64, picture.height.round() as i64)).collect()
    }

    /// Returns the images of the PDF.
    pub fn images(&self) -> Vec<&Stream> {
        let streams = self.pdf.objects.values().filter_map(|object| object.as_stream().ok());
        streams.filter(|stream| is(&stream.dict, "Subtype", "Image")).collect()
    }

    /// Returns all content documents of the EPUB as one text.
    pub fn markup(&self) -> String {
        self.epub.documents().map(|(_, text)| text).collect()
    }

    /// Returns the values of an attribute of the pictures in the EPUB, in order. Empty for a picture without it.
    pub fn of_pictures(&self, attribute: &str) -> Vec<String> {
        let mut found = Vec::new();
        // The cover is a picture too.
        for (_, text) in self.epub.documents().filter(|(name, _)| !name.ends_with("cover.xhtml")) {
            let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
            let tree = roxmltree::Document::parse_with_options(text, options).unwrap();
            let pictures = tree.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "img")));
            found.extend(pictures.map(|node| node.attribute(attribute).unwrap_or_default().to_owned()));
        }
        found
    }
}

/// Whether an entry of a dictionary is a name.
pub fn is(dictionary: &Dictionary, key: &str, value: &str) -> bool {
    dictionary.get(key.as_bytes()).and_then(Object::as_name).is_ok_and(|name| name == value.as_bytes())
}
