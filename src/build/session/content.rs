//! The bytes of finished files, in memory or in temporary files.
//!
//! An EPUB holds its pictures once more, and they are most of the bytes of a heavy book. So a large EPUB is written to a temporary file,
//! while its pictures are freed one after the other. The temporary file has no name, so it disappears even if the program is killed.
use std::fs::File;
use std::io::{self, BufWriter, Cursor, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// A file with more bytes than this is kept in a temporary file.
const LARGE: usize = 16_000_000;

/// The bytes of a finished file.
#[derive(Debug)]
pub(in crate::build) enum FileContent {
    /// In memory.
    Memory(Vec<u8>),
    /// In a temporary file.
    Temporary {
        /// The file.
        file: File,
        /// The number of bytes.
        length: usize,
    },
}

/// Receives the bytes of a file while it is made.
pub(in crate::build) enum ContentWriter {
    Memory(Cursor<Vec<u8>>),
    Temporary(BufWriter<File>),
}

impl ContentWriter {
    /// A place for about this many bytes. If there cannot be a temporary file, they go into memory.
    pub(in crate::build) fn for_length(length: usize) -> Self {
        let file = if length > LARGE { tempfile::tempfile().ok() } else { None };
        file.map_or_else(|| Self::Memory(Cursor::new(Vec::with_capacity(length))), |file| Self::Temporary(BufWriter::new(file)))
    }

    /// The bytes that were written.
    ///
    /// # Errors
    /// If the temporary file cannot be written.
    pub(in crate::build) fn finish(self) -> io::Result<FileContent> {
        match self {
            Self::Memory(bytes) => Ok(FileContent::Memory(bytes.into_inner())),
            Self::Temporary(writer) => {
                let file = writer.into_inner().map_err(io::IntoInnerError::into_error)?;
                let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
                Ok(FileContent::Temporary { file, length })
            }
        }
    }
}

impl Write for ContentWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Memory(writer) => writer.write(bytes),
            Self::Temporary(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Memory(writer) => writer.flush(),
            Self::Temporary(writer) => writer.flush(),
        }
    }
}

impl Seek for ContentWriter {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Memory(writer) => writer.seek(place),
            Self::Temporary(writer) => writer.seek(place),
        }
    }
}

/// Bytes that can be written to a file.
pub trait Content {
    /// Copies the bytes to a file.
    ///
    /// # Errors
    /// If they cannot be read or written.
    fn copy_to(&self, out: &mut dyn Write) -> io::Result<()>;

    /// Whether a file exists and has exactly these bytes.
    fn is_in(&self, path: &Path) -> bool;
}

impl Content for Vec<u8> {
    fn copy_to(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(self)
    }

    fn is_in(&self, path: &Path) -> bool {
        let length = std::fs::metadata(path).map(|metadata| metadata.len());
        length.is_ok_and(|length| length == self.len() as u64) && std::fs::read(path).is_ok_and(|read| read == *self)
    }
}

impl FileContent {
    /// The number of bytes.
    pub(in crate::build) const fn length(&self) -> usize {
        match self {
            Self::Memory(bytes) => bytes.len(),
            Self::Temporary { length, .. } => *length,
        }
    }
}

impl Content for FileContent {
    fn copy_to(&self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Memory(bytes) => bytes.copy_to(out),
            Self::Temporary { file, .. } => {
                let mut file = file;
                file.rewind()?;
                io::copy(&mut file, out).map(|_| ())
            }
        }
    }

    fn is_in(&self, path: &Path) -> bool {
        match self {
            Self::Memory(bytes) => bytes.is_in(path),
            Self::Temporary { file, length } => {
                let is_as_long = std::fs::metadata(path).is_ok_and(|metadata| metadata.len() == *length as u64);
                is_as_long && File::open(path).is_ok_and(|other| are_equal(file, &other).unwrap_or(false))
            }
        }
    }
}

/// Whether two files of the same length have the same bytes.
fn are_equal(mut one: &File, mut other: &File) -> io::Result<bool> {
    one.rewind()?;
    let (mut ours, mut theirs) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let count = one.read(&mut ours)?;
        if count == 0 {
            return Ok(true);
        }
        other.read_exact(&mut theirs[..count])?;
        if ours[..count] != theirs[..count] {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_temporary_file_has_the_bytes_that_were_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        for length in [10, LARGE + 1] {
            let mut writer = ContentWriter::for_length(length);
            assert_eq!(matches!(writer, ContentWriter::Temporary(_)), length > LARGE);
            let bytes: Vec<u8> = (0..200_000_u32).map(|at| (at % 251) as u8).collect();
            writer.write_all(&bytes).expect("written");
            writer.seek(SeekFrom::Start(1)).expect("a place");
            writer.write_all(&[0]).expect("written");
            let content = writer.finish().expect("the bytes");
            let bytes = [&[0, 0][..], &bytes[2..]].concat();
            assert_eq!(content.length(), bytes.len());
            std::fs::write(&path, &bytes).expect("a file");
            assert!(content.is_in(&path) && bytes.is_in(&path));
            std::fs::write(&path, [&bytes[1..], &[9]].concat()).expect("a file");
            assert!(!content.is_in(&path) && !content.is_in(folder.path()));
            for _ in 0..2 {
                let mut copy = Vec::new();
                content.copy_to(&mut copy).expect("a copy");
                assert!(copy == bytes);
            }
        }
    }
}
