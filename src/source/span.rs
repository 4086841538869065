//! Places in source files.

/// The id of a file in a [`SourceMap`](super::SourceMap).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in a file.
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
    /// The span of text that is in no file, such as text that chapbook adds.
    pub const DETACHED: Self = Self { file: FileId(u32::MAX), start: 0, end: 0 };

    /// The span of `file` from byte `start` up to, but not including, byte `end`. Positions beyond 4 GiB are clipped.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clip = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: clip(start), end: clip(end) }
    }

    /// Whether this is [`Self::DETACHED`].
    #[must_use]
    pub fn is_detached(self) -> bool {
        self == Self::DETACHED
    }

    /// The smallest span that covers both. If they are in different files, `self`.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file == other.file {
            Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
        } else {
            self
        }
    }
}
