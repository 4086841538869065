//! The front cover of an edition.
use super::super::session::{BuildError, Session};
use crate::artwork::Artwork;
use crate::cover::front_cover;
use crate::diagnostic::{Diagnostic, codes};
use crate::edition::{Edition, Metadata};
use crate::epub::Cover;
use crate::language::Terms;

/// A cover picture that cannot be used. It has been reported.
pub(super) struct UnusableCover;

impl Session<'_> {
    /// The front cover: the picture named in the metadata, or a drawing of title and authors. `None` if the picture cannot be used.
    pub(super) fn front_cover(&self, edition: &Edition) -> Result<Option<Cover>, BuildError> {
        let metadata = &edition.metadata;
        let Ok(picture) = self.cover_picture(metadata) else { return Ok(None) };
        let made = front_cover(metadata, picture.as_ref(), &self.fonts)?;
        let alt = metadata.cover_alt.clone().unwrap_or_else(|| format!("{}: {}", Terms::of(metadata.language.tag()).cover, metadata.title));
        Ok(Some(Cover { image: made.image, media_type: made.media_type, width: made.width, height: made.height, alt }))
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
