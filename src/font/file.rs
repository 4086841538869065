//! Font files: which fonts a file has, and the tables of each.
//!
//! A file has one font (`.ttf`, `.otf`) or several (`.ttc`, `.otc`); its first four bytes say which. A font is a directory of tables, each
//! with its place in the file (OpenType 1.9.1, "Organization of an OpenType Font"). Only the tables that are asked for are read, because a
//! folder of fonts can be much larger than the fonts that a book uses.
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use read_fonts::types::Tag;
use write_fonts::FontBuilder;

use super::conversion::{is_web_font, unpacked};
use super::error::{Damage, Unusable};

/// The maximum number of fonts read from a collection. The largest known collection has 160.
const MOST_FONTS: u32 = 512;

/// A file with one font or several.
#[derive(Debug)]
pub(super) struct FontFile {
    path: Option<PathBuf>,
    bytes: FileBytes,
    fonts: Vec<Directory>,
}

/// The bytes of a file.
#[derive(Debug)]
enum FileBytes {
    /// A file that is opened for each table, so that a folder of many fonts does not keep many files open.
    OnDisk {
        path: PathBuf,
        length: u64,
    },
    InMemory(Vec<u8>),
}

/// Where the tables of a font are.
#[derive(Debug)]
struct Directory {
    tables: Vec<TableRecord>,
}

/// A table and where it is in the file.
#[derive(Clone, Copy, Debug)]
struct TableRecord {
    tag: Tag,
    offset: u64,
    length: u64,
}

impl FontFile {
    /// Reads the directories of a file. A web font is unpacked and kept in memory.
    ///
    /// # Errors
    /// If the file cannot be read, or is not a font.
    pub(super) fn open(path: &Path) -> Result<Self, Unusable> {
        let length = std::fs::metadata(path).map_err(Unusable::Read)?.len();
        let bytes = FileBytes::OnDisk { path: path.to_owned(), length };
        if bytes.range(0, 4)?.is_some_and(|head| is_web_font(&head)) {
            let unpacked = unpacked(&bytes.all()?).ok_or(Damage::Packed)?;
            return Self::of(FileBytes::InMemory(unpacked), Some(path.to_owned()));
        }
        Self::of(bytes, Some(path.to_owned()))
    }

    /// Reads the directories of a file in memory.
    ///
    /// # Errors
    /// If it is not a font.
    #[cfg(test)]
    pub(super) fn in_memory(bytes: Vec<u8>) -> Result<Self, Unusable> {
        Self::of(FileBytes::InMemory(bytes), None)
    }

    fn of(bytes: FileBytes, path: Option<PathBuf>) -> Result<Self, Unusable> {
        let head = bytes.range(0, 12)?.ok_or(Damage::Truncated)?;
        let starts = match &head[..4] {
            b"ttcf" => {
                let count = number(&head, 8).min(MOST_FONTS);
                let offsets = bytes.range(12, u64::from(count) * 4)?.ok_or(Damage::Truncated)?;
                (0..count as usize).map(|nth| u64::from(number(&offsets, nth * 4))).collect()
            }
            [0, 1, 0, 0] | b"OTTO" | b"true" => vec![0],
            _ => return Err(Unusable::Unknown),
        };
        let fonts: Vec<Directory> = starts.into_iter().map(|start| Directory::read(&bytes, start)).collect::<Result<_, _>>()?;
        if fonts.is_empty() { Err(Damage::Truncated.into()) } else { Ok(Self { path, bytes, fonts }) }
    }

    /// The number of fonts.
    pub(super) fn count(&self) -> usize {
        self.fonts.len()
    }

    /// Whether a font has a table that is not empty.
    pub(super) fn has(&self, nth: usize, tag: &[u8; 4]) -> bool {
        self.fonts[nth].tables.iter().any(|table| table.tag == Tag::new(tag) && table.length > 0)
    }

    /// The length of a table of a font in bytes. 0 if the font does not have it.
    pub(super) fn table_length(&self, nth: usize, tag: Tag) -> u64 {
        self.fonts[nth].tables.iter().find(|table| table.tag == tag).map_or(0, |table| table.length)
    }

    /// Where the file is. `None` if it was made in memory.
    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// A table of a font. `None` if the font does not have it, or if it cannot be read.
    pub(super) fn table(&self, nth: usize, tag: Tag) -> Option<Vec<u8>> {
        let place = self.fonts[nth].tables.iter().find(|table| table.tag == tag)?;
        self.bytes.range(place.offset, place.length).ok()?
    }

    /// A font as a file of its own. If the file has only one font, this is the whole file, byte for byte.
    ///
    /// # Errors
    /// If the file cannot be read, or was truncated after it was opened.
    pub(super) fn font(&self, nth: usize) -> Result<Vec<u8>, Unusable> {
        if let [_] = &self.fonts[..] {
            return self.bytes.all();
        }
        let mut builder = FontBuilder::new();
        for place in &self.fonts[nth].tables {
            builder.add_raw(place.tag, self.bytes.range(place.offset, place.length)?.ok_or(Damage::Truncated)?);
        }
        Ok(builder.build())
    }
}

impl Directory {
    /// Reads the directory that begins at a byte.
    ///
    /// # Errors
    /// If the file cannot be read, or ends before one of the tables does.
    fn read(bytes: &FileBytes, start: u64) -> Result<Self, Unusable> {
        let head = bytes.range(start, 12)?.ok_or(Damage::Truncated)?;
        let count = usize::from(u16::from_be_bytes([head[4], head[5]]));
        let records = bytes.range(start + 12, count as u64 * 16)?.ok_or(Damage::Truncated)?;
        let places = records.chunks_exact(16).map(|record| TableRecord {
            tag: Tag::new(&[record[0], record[1], record[2], record[3]]),
            offset: u64::from(number(record, 8)),
            length: u64::from(number(record, 12)),
        });
        let tables: Vec<TableRecord> = places.collect();
        match tables.iter().find(|place| place.offset + place.length > bytes.length()) {
            Some(outside) => Err(Damage::Outside(outside.tag).into()),
            None => Ok(Self { tables }),
        }
    }
}

impl FileBytes {
    fn length(&self) -> u64 {
        match self {
            Self::OnDisk { length, .. } => *length,
            Self::InMemory(bytes) => bytes.len() as u64,
        }
    }

    /// `length` bytes from byte `start`. `None` if the file is too short.
    fn range(&self, start: u64, length: u64) -> Result<Option<Vec<u8>>, Unusable> {
        let (Some(end), Ok(size)) = (start.checked_add(length), usize::try_from(length)) else { return Ok(None) };
        if end > self.length() {
            return Ok(None);
        }
        match self {
            Self::OnDisk { path, .. } => {
                let mut file = File::open(path).map_err(Unusable::Read)?;
                let mut bytes = vec![0; size];
                file.seek(SeekFrom::Start(start)).and_then(|_| file.read_exact(&mut bytes)).map_err(Unusable::Read)?;
                Ok(Some(bytes))
            }
            Self::InMemory(bytes) => {
                let start = usize::try_from(start).unwrap_or(usize::MAX);
                Ok(bytes.get(start..start.saturating_add(size)).map(<[u8]>::to_vec))
            }
        }
    }

    fn all(&self) -> Result<Vec<u8>, Unusable> {
        match self {
            Self::OnDisk { path, .. } => std::fs::read(path).map_err(Unusable::Read),
            Self::InMemory(bytes) => Ok(bytes.clone()),
        }
    }
}

/// The big-endian number in the four bytes at `at`. 0 if there are fewer bytes.
fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_file_is_damaged_and_other_files_are_unknown() {
        let reason = |bytes: &[u8]| FontFile::in_memory(bytes.to_vec()).map(|file| file.count());
        assert!(matches!(reason(b"ttcf\0\x01\0\0\0\0\0\x02"), Err(Unusable::Damaged(_))));
        assert!(matches!(reason(b"ttcf\0\x01\0\0\0\0\0\0"), Err(Unusable::Damaged(_))));
        assert!(matches!(reason(b"OTTO"), Err(Unusable::Damaged(_))));
        assert!(matches!(reason(b"OTTO\xff\xff\0\0\0\0\0\0"), Err(Unusable::Damaged(_))));
        assert!(matches!(reason(b"%!PS-AdobeFont-1.0"), Err(Unusable::Unknown)));
    }

    #[test]
    fn a_font_with_a_table_outside_its_file_is_damaged() {
        let mut bytes = b"OTTO\0\x01\0\0\0\0\0\0name\0\0\0\0\0\0\0\x1c".to_vec();
        bytes.extend([0, 0, 0, 9]);
        let error = FontFile::in_memory(bytes).expect_err("the table is not in the file");
        assert_eq!(error.to_string(), "is damaged: it ends before its table `name` does");
    }
}
