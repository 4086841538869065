//! Fills the draft of the container with our files. The only file that names `zip`.
//!
//! The draft says which files there are and in which order. Each file of ours is compressed into an archive of its own, in
//! parallel. The entries of these archives are then copied into one in the draft's order, so the bytes do not depend on which thread
//! was first. All dates are fixed.
use std::io::{Cursor, Write};

use rayon::prelude::*;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::error::EpubError;
use super::resource::Resource;

/// The compression level: half the time of the default level, 3 % more bytes.
const EFFORT: i64 = 3;

/// Everything that the container holds.
pub(in crate::epub) struct Package {
    /// The package document.
    pub(in crate::epub) opf: String,
    pub(in crate::epub) ncx: String,
    pub(in crate::epub) resources: Vec<Resource>,
}

/// Fills a draft. `mimetype` comes first and is not compressed (OCF 3.3, section 4.3.2), as in the draft.
///
/// # Errors
/// If the draft is not an archive, or an entry is larger than an archive can hold.
pub(super) fn fill(draft: Vec<u8>, package: &Package) -> Result<Vec<u8>, EpubError> {
    let failed = |error: ZipError| EpubError::Container(error.into());
    let mut archive = ZipArchive::new(Cursor::new(draft)).map_err(failed)?;
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let packed: Vec<Option<Vec<u8>>> = names
        .par_iter()
        .map(|name| content(name, package).map(|(bytes, method)| entry(name, bytes, method)).transpose())
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    let size = packed.iter().flatten().map(Vec::len).sum();
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(size)));
    for (at, packed) in packed.into_iter().enumerate() {
        match packed {
            Some(one) => {
                let mut one = ZipArchive::new(Cursor::new(one)).map_err(failed)?;
                writer.raw_copy_file_touch(one.by_index_raw(0).map_err(failed)?, DateTime::default(), None).map_err(failed)?;
            }
            // A file that is the same in every EPUB.
            None => writer.raw_copy_file_touch(archive.by_index_raw(at).map_err(failed)?, DateTime::default(), None).map_err(failed)?,
        }
    }
    Ok(writer.finish().map_err(failed)?.into_inner())
}

/// The bytes of a file of ours, and how they are stored. `None` for a file that stays as the draft has it.
fn content<'a>(name: &str, package: &'a Package) -> Option<(&'a [u8], CompressionMethod)> {
    let name = name.strip_prefix("OEBPS/")?;
    match name {
        "content.opf" => Some((package.opf.as_bytes(), CompressionMethod::Deflated)),
        "toc.ncx" => Some((package.ncx.as_bytes(), CompressionMethod::Deflated)),
        _ => package.resources.iter().find(|resource| resource.name == name).map(|resource| (&resource.bytes[..], method(resource))),
    }
}

/// Pictures are stored as they are: they are compressed already.
fn method(resource: &Resource) -> CompressionMethod {
    match resource.media_type {
        "image/jpeg" | "image/png" | "image/gif" => CompressionMethod::Stored,
        _ => CompressionMethod::Deflated,
    }
}

/// An archive of one entry.
fn entry(name: &str, bytes: &[u8], method: CompressionMethod) -> Result<Vec<u8>, ZipError> {
    let deflated = method == CompressionMethod::Deflated;
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .compression_level(deflated.then_some(EFFORT))
        .last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, options)?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?.into_inner())
}
