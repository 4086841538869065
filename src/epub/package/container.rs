//! The container: what stands in the draft's place and order, packed by us. The only file that names `zip`.
//!
//! The builder's draft says which files there are and in which order; their bytes are put in here. Every file is deflated by
//! itself, on all cores, into an archive of one entry, and these entries are then joined as they are, so that the bytes do not
//! depend on which core was first. Dates are fixed.
use std::io::{Cursor, Write};

use rayon::prelude::*;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::opf::Parts;
use crate::epub::{EpubError, Resource};

/// Where the deflater stops looking for a shorter text: half the time of its own default for three hundredths more bytes.
const EFFORT: i64 = 3;

/// Fills a draft. `mimetype` comes first and is not compressed (OCF 3.3, section 4.3.2), as the draft has it.
///
/// # Errors
/// If the draft is no archive, or an entry is larger than an archive can hold.
pub(in crate::epub) fn finish(draft: Vec<u8>, parts: &Parts) -> Result<Vec<u8>, EpubError> {
    let failed = |error: ZipError| EpubError::Container(error.into());
    let mut archive = ZipArchive::new(Cursor::new(draft)).map_err(failed)?;
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let packed: Vec<Option<Vec<u8>>> = names
        .par_iter()
        .map(|name| content(name, parts).map(|(bytes, method)| entry(name, bytes, method)).transpose())
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
            // The files that are the same for every book.
            None => writer.raw_copy_file_touch(archive.by_index_raw(at).map_err(failed)?, DateTime::default(), None).map_err(failed)?,
        }
    }
    Ok(writer.finish().map_err(failed)?.into_inner())
}

/// What a file of ours holds and how it is packed.
fn content<'a>(name: &str, parts: &'a Parts) -> Option<(&'a [u8], CompressionMethod)> {
    let name = name.strip_prefix("OEBPS/")?;
    match name {
        "content.opf" => Some((parts.opf.as_bytes(), CompressionMethod::Deflated)),
        "toc.ncx" => Some((parts.ncx.as_bytes(), CompressionMethod::Deflated)),
        _ => parts.resources.iter().find(|resource| resource.name == name).map(|resource| (&resource.bytes[..], method(resource))),
    }
}

/// Pictures are compressed already: to deflate them takes time and gains nothing.
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
