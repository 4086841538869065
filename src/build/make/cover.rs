//! The front cover of an edition.
use super::super::session::{BuildError, Session};
use super::work::CoverPicture;
use crate::artwork::Artwork;
use crate::cover::{drawn_cover, front_cover};
use crate::diagnostic::{Diagnostic, codes};
use crate::edition::{Edition, Metadata};
use crate::epub::Cover;
use crate::language::Terms;
use crate::typeset::Pages;
use crate::units::{Length, Size};

/// A cover picture that cannot be used. It has been reported.
pub(super) struct UnusableCover;

/// The alternative text of the cover.
fn cover_alt(metadata: &Metadata) -> String {
    metadata.cover_alt.clone().unwrap_or_else(|| format!("{}: {}", Terms::of(metadata.language.tag()).cover, metadata.title))
}

impl Session<'_> {
    /// The front cover: the picture named in the metadata, or a drawing of title and authors. `None` if the picture cannot be used.
    pub(super) fn front_cover(&self, edition: &Edition) -> Result<Option<Cover>, BuildError> {
        let metadata = &edition.metadata;
        let Ok(picture) = self.cover_picture(metadata) else { return Ok(None) };
        let made = front_cover(metadata, picture.as_ref(), &self.fonts)?;
        let alt = cover_alt(metadata);
        Ok(Some(Cover { image: made.image, media_type: made.media_type, width: made.width, height: made.height, alt }))
    }

    /// Puts the cover before the pages of an edition, if it wants that, and returns the picture. An excerpt has no cover.
    pub(super) fn put_cover(&self, edition: &Edition, pages: &mut Pages) -> Option<CoverPicture> {
        if !edition.has_cover_page() || !self.request.only.is_empty() {
            return None;
        }
        let metadata = &edition.metadata;
        let artwork = match self.cover_picture(metadata).ok()? {
            Some(picture) => picture,
            None => Artwork::read(drawn_cover(metadata, &self.fonts).into_bytes()).ok()?,
        };
        // The page of the cover has the shape of the picture, and is as large as it can be within a page of the text.
        let page = edition.design.page;
        let (across, down) = (page.width.to_pt() / artwork.width.max(1.0), page.height.to_pt() / artwork.height.max(1.0));
        let scale = across.min(down);
        let size = Size { width: Length::from_pt(artwork.width * scale), height: Length::from_pt(artwork.height * scale) };
        let mut source = "cover".to_owned();
        while self.gallery.artworks.contains_key(&source) {
            source.push('-');
        }
        pages.put_cover(Terms::of(metadata.language.tag()).cover, (&source, &cover_alt(metadata)), size);
        Some(CoverPicture { source, artwork })
    }

    /// The picture named in the metadata as the cover, if there is one. A picture that cannot be read is reported.
    pub(super) fn cover_picture(&self, metadata: &Metadata) -> Result<Option<Artwork>, UnusableCover> {
        let Some(path) = &metadata.cover else { return Ok(None) };
        let read = crate::source::files::read(&self.manuscript.root.join(path))
            .map_err(|error| error.to_string())
            .and_then(|bytes| Artwork::read(bytes).map_err(|error| error.to_string()));
        read.map(Some).map_err(|error| {
            let span = self.place_in_settings(path);
            let diagnostic = Diagnostic::new(codes::MISSING_COVER, span, format!("the cover `{path}` cannot be used: {error}"));
            self.sink.report(diagnostic.hint("name another picture, or remove `cover` to have one drawn"));
            UnusableCover
        })
    }
}
