//! Sound and moving pictures as files of the package.
use std::collections::BTreeMap;

use crate::artwork::Gallery;
use crate::document::{Inline, InlineKind, Recording, Visit, walk_document};
use crate::epub::package::Resource;
use crate::resolve::Book;

/// The recordings that the text uses, as files of the package.
pub(in crate::epub) struct Recordings {
    /// By the path in the manuscript: the index in `files`.
    by_source: BTreeMap<String, usize>,
    files: Vec<Resource>,
}

impl Recordings {
    /// The recordings that the text uses and the gallery has, each once.
    pub(in crate::epub) fn of(book: &Book<'_>, gallery: &Gallery) -> Self {
        let mut found = RecordingFinder { gallery, recordings: Self { by_source: BTreeMap::new(), files: Vec::new() } };
        walk_document(book.document, &mut found);
        found.recordings
    }

    /// The name and the media type of the file of a recording, by its path in the manuscript.
    pub(in crate::epub) fn file(&self, source: &str) -> Option<(&str, &str)> {
        self.by_source.get(source).map(|at| (self.files[*at].name.as_str(), self.files[*at].media_type))
    }

    /// All files, in the order in which the text first uses them.
    pub(in crate::epub) fn into_resources(self) -> impl Iterator<Item = Resource> {
        self.files.into_iter()
    }
}

struct RecordingFinder<'a> {
    gallery: &'a Gallery,
    recordings: Recordings,
}

impl Visit for RecordingFinder<'_> {
    fn inline(&mut self, inline: &Inline) {
        let InlineKind::Recording(recording) = &inline.kind else { return };
        let Recording { source, .. } = recording;
        let Recordings { by_source, files } = &mut self.recordings;
        if by_source.contains_key(source) {
            return;
        }
        let (Some(bytes), Some(format)) = (self.gallery.recordings.get(source), recording.kind.format(source)) else { return };
        by_source.insert(source.clone(), files.len());
        files.push(Resource::used(format!("recording-{}.{}", files.len() + 1, format.extension), format.media_type, bytes.to_vec()));
    }
}
