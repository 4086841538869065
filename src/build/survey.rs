//! The editions of a book, with what they come to on paper.
use rayon::prelude::*;

use crate::diagnostic::Sink;
use crate::edition::{Content, PageListOf, built_in};
use crate::font::FontBook;
use crate::manuscript;
use crate::resolve::{Book, resolve};
use crate::source::SourceMap;
use crate::typeset::typeset;
use crate::units::Size;

use super::{BuildError, BuildRequest, Outcome, Sheets, Shop, Timings, dated};

/// An edition and what it comes to.
#[derive(Clone, Debug)]
pub struct Surveyed {
    /// Its name.
    pub name: String,
    /// What it is for, if it is built in.
    pub purpose: Option<&'static str>,
    /// Whether it is made as EPUB.
    pub epub: bool,
    /// Whose pages its EPUB has.
    pub page_list: Option<String>,
    /// Its trimmed page and what they come to, if it makes a PDF.
    pub paper: Option<(Size, Sheets)>,
}

/// Sets all editions of a book and counts their pages. What is wrong with the text is told when it is built.
///
/// # Errors
/// If files cannot be read.
pub fn survey(request: &BuildRequest) -> Result<(Outcome, Vec<Surveyed>), BuildError> {
    let mut sources = SourceMap::default();
    let sink = Sink::default();
    let manuscript = manuscript::read(&request.path, &mut sources, &sink)?;
    let gallery = super::gallery(&manuscript, &sink);
    let mut fonts = FontBook::bundled();
    request.font_paths.iter().try_for_each(|path| fonts.add_path(path))?;
    let mut editions = dated(request, &manuscript)?;
    super::provenance::tell(&mut editions, &manuscript, &sources);
    let surveyed = if sink.has_errors() {
        Vec::new()
    } else {
        let purposes: Vec<_> = built_in().collect();
        let own = manuscript.editions.len();
        let unheard = Sink::default();
        let shop = Shop {
            manuscript: &manuscript,
            editions: &editions,
            lock: None,
            sources: &sources,
            sink: &unheard,
            gallery: &gallery,
            fonts: &fonts,
            only: "",
            readings: None,
        };
        editions
            .par_iter()
            .enumerate()
            .map(|(nth, edition)| Surveyed {
                name: edition.name.clone(),
                purpose: purposes.iter().find(|(name, _)| nth >= own && *name == edition.name).map(|(_, what)| *what),
                epub: edition.epub,
                page_list: match &edition.page_list {
                    PageListOf::Own if edition.pdf => Some(edition.name.clone()),
                    PageListOf::Own | PageListOf::Nobody => None,
                    PageListOf::Edition(name) => Some(name.clone()),
                },
                paper: (edition.pdf && edition.content != Content::Concordance).then(|| {
                    let derived = shop.derived(edition, &mut Timings::default());
                    let document = derived.as_ref().unwrap_or(&manuscript.document);
                    let resolution = resolve(document, edition, &sources, &unheard);
                    let book = Book { document, resolution: &resolution, edition };
                    let pages = typeset(&book, &fonts, &gallery, &unheard);
                    let (edition, pages, ..) =
                        if edition.fit { shop.fitted(&book, pages) } else { (edition.clone(), pages, Timings::default(), String::new()) };
                    (edition.design.page, Sheets::of(&Book { edition: &edition, ..book }, &pages))
                }),
            })
            .collect()
    };
    Ok((Outcome::told(sources, sink.sorted()), surveyed))
}
