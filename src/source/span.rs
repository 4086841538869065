//! Byte ranges of source files.

/// One source file of a [`SourceMap`](super::SourceMap).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A byte range of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span of what no one wrote.
    pub const DETACHED: Self = Self { file: FileId(u32::MAX), start: 0, end: 0 };

    /// A span of `file` from byte `start` to byte `end`. Sources above 4 GiB are refused by the reader.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clip = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: clip(start), end: clip(end) }
    }

    /// Whether no one wrote it.
    #[must_use]
    pub fn is_detached(self) -> bool {
        self == Self::DETACHED
    }

    /// The smallest span over both, if they are of one file; else the first.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file == other.file {
            Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
        } else {
            self
        }
    }
}
