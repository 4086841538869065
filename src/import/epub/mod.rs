//! E-books: EPUB 2 and EPUB 3.
//!
//! `container.xml` names the package document (`package.rs`), which has the metadata, the files and their order. The table of contents
//! (`contents.rs`) gives titles to pages without a heading. Each page goes through the reader of HTML.
mod contents;
mod package;

use crate::diagnostic::Sink;
use crate::document::{Block, Inline, InlineKind, Visit, plain_text, walk_block};
use crate::manuscript::{PageOptions, read_page};
use crate::source::uri::{decoded, is_data, joined};

use super::archive::Archive;
use super::draft::{Draft, DraftPage};
use super::error::ImportError;
use super::styles;
use super::web::remark_diagnostics;
use super::xml_file::parse;

use package::Package;

/// Reads an e-book. Returns the archive too, which has its pictures.
///
/// # Errors
/// If it is damaged or encrypted, or has no pages.
pub(super) fn read(name: &str, bytes: Vec<u8>, draft: &mut Draft) -> Result<Archive, ImportError> {
    let mut archive = Archive::open(name, bytes)?;
    if archive.text("META-INF/encryption.xml")?.is_some_and(|text| is_encrypted(&text))
        || archive.paths().any(|path| path == "META-INF/rights.xml")
    {
        return Err(ImportError::Encrypted(name.to_owned()));
    }
    let missing = |what: &str| ImportError::Damaged { file: name.to_owned(), reason: format!("it has no {what}") };
    let container = archive.text("META-INF/container.xml")?.ok_or_else(|| missing("META-INF/container.xml"))?;
    let container = parse("META-INF/container.xml", &container)?;
    let path = container.all("rootfile").first().and_then(|file| file.value("full-path")).map(str::to_owned);
    let path = path.ok_or_else(|| missing("package document"))?;
    let text = archive.text(&path)?.ok_or_else(|| missing(&path))?;
    let package = Package::of(&path, &parse(&path, &text)?);
    let entries = contents::entries(&package, &mut archive);
    let mut class_styles = std::collections::BTreeMap::new();
    for sheet in &package.style_sheets {
        if let Some(css) = archive.text(sheet)? {
            class_styles.extend(styles::of_classes(&css));
        }
    }
    draft.metadata = package.metadata;
    draft.cover = package.cover;
    let sink = Sink::default();
    let options = PageOptions { is_of_site: false, class_styles };
    for path in &package.pages {
        let Some(text) = archive.text(path)? else {
            draft.remarks.add("pages that the e-book lists but lacks", path.clone());
            continue;
        };
        let page = read_page(path, &text, &options, &mut draft.sources, &sink);
        if draft.metadata.language.is_none() {
            draft.metadata.language = page.head.language;
        }
        if package.contents.as_deref() == Some(path.as_str()) {
            draft.remarks.add("the page of contents, left out, since a book makes its own", path.clone());
            draft.pages.push(DraftPage { path: path.clone(), ..DraftPage::default() });
            continue;
        }
        let entry = entries.get(path);
        let is_cover = draft.cover.as_deref().is_some_and(|cover| shows_only(&page.blocks, path, cover));
        let blocks = if is_cover { Vec::new() } else { page.blocks };
        draft.pages.push(DraftPage {
            path: path.clone(),
            label: entry.map(|entry| entry.label.clone()),
            depth: entry.map(|entry| entry.depth),
            blocks,
        });
    }
    remark_diagnostics(&sink, &mut draft.remarks);
    Ok(archive)
}

/// Whether a page shows nothing but the picture with a path.
fn shows_only(blocks: &[Block], page: &str, picture: &str) -> bool {
    #[derive(Default)]
    struct PictureSources(Vec<String>);
    impl Visit for PictureSources {
        fn inline(&mut self, inline: &Inline) {
            if let InlineKind::Image { source, .. } = &inline.kind {
                self.0.push(source.clone());
            }
        }
    }
    let mut pictures = PictureSources::default();
    for block in blocks {
        walk_block(block, &mut pictures);
    }
    // Many e-books put the picture into a drawing. Then the text of the drawing names it.
    let is_it = |source: &String| {
        let named = picture.rsplit('/').next().unwrap_or(picture);
        joined(page, &decoded(source)) == picture || (is_data(source) && decoded(source).contains(named))
    };
    matches!(&pictures.0[..], [only] if is_it(only)) && words_outside_pictures(blocks) == 0
}

/// The number of words outside the alternative texts of pictures.
fn words_outside_pictures(blocks: &[Block]) -> usize {
    #[derive(Default)]
    struct WordsOfText(usize);
    impl Visit for WordsOfText {
        fn line(&mut self, inlines: &[Inline]) {
            let is_text = |inline: &&Inline| !matches!(inline.kind, InlineKind::Image { .. });
            let text: Vec<Inline> = inlines.iter().filter(is_text).cloned().collect();
            self.0 += plain_text(&text).split_whitespace().count();
        }
    }
    let mut words = WordsOfText::default();
    for block in blocks {
        walk_block(block, &mut words);
    }
    words.0
}

/// Whether anything other than fonts is encrypted. Fonts may be obfuscated (EPUB 3.3, section 4.4).
fn is_encrypted(text: &str) -> bool {
    let Ok(root) = parse("META-INF/encryption.xml", text) else { return true };
    let is_font = |method: &str| method.contains("idpf.org/2008/embedding") || method.contains("adobe.com/pdf/enc");
    root.all("EncryptedData")
        .iter()
        .any(|data| !data.child("EncryptionMethod").and_then(|method| method.value("Algorithm")).is_some_and(is_font))
}
