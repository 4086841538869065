//! The kinds and formats of sound and moving pictures.

/// The kinds of recordings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordingKind {
    /// Sound.
    Sound,
    /// A moving picture, with or without sound.
    Film,
}

/// A format of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordingFormat {
    /// The extension of files.
    pub extension: &'static str,
    /// The media type.
    pub media_type: &'static str,
}

impl RecordingKind {
    /// The format of a file, by its extension. `None` for an unknown format, and for a format of sound that an e-book may have only beside
    /// another one (EPUB 3.3, section 3.2). The standard has no such rule for moving pictures.
    #[must_use]
    pub fn format(self, path: &str) -> Option<RecordingFormat> {
        let extension = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let (extension, media_type) = match (self, extension.as_str()) {
            (RecordingKind::Sound, "mp3") => ("mp3", "audio/mpeg"),
            (RecordingKind::Sound, "m4a" | "mp4" | "aac") => ("m4a", "audio/mp4"),
            (RecordingKind::Sound, "opus") => ("opus", "audio/ogg; codecs=opus"),
            (RecordingKind::Film, "mp4" | "m4v") => ("mp4", "video/mp4"),
            (RecordingKind::Film, "webm") => ("webm", "video/webm"),
            (RecordingKind::Film, "ogv" | "ogg") => ("ogv", "video/ogg"),
            (RecordingKind::Sound | RecordingKind::Film, _) => return None,
        };
        Some(RecordingFormat { extension, media_type })
    }
}
