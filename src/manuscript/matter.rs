//! Front matter: what stands between `---` or `+++` at the head of a text.
use crate::diagnostic::Sink;
use crate::edition::Metadata;
use crate::source::SourceMap;

use super::assembled::Assembled;

/// Takes the front matter off a single file.
pub(super) fn single(source: Assembled, _sources: &SourceMap, _sink: &Sink) -> (Metadata, Assembled) {
    (Metadata::default(), source)
}
