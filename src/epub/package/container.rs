//! Fills the draft of the container with our files. The only file that names `zip`.
//!
//! The draft says which files there are and in which order. Each file of ours is compressed into an archive of its own, in
//! parallel. The entries of these archives are then copied into one in the draft's order, so the bytes do not depend on which thread
//! was first. All dates are fixed.
use std::io::{self, Cursor, Seek, Write};

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

/// Fills a draft. `mimetype` comes first and is not compressed (OCF 3.3, section 4.3.2), as in the draft. `open` gets the approximate
/// number of bytes, and returns what the container is written to.
///
/// # Errors
/// If the draft is not an archive, if an entry is larger than an archive can hold, or if the container cannot be written.
pub(super) fn fill<W: Write + Seek>(
    draft: Vec<u8>,
    mut package: Package,
    open: impl FnOnce(usize) -> io::Result<W>,
) -> Result<W, EpubError> {
    let failed = |error: ZipError| EpubError::Container(error.into());
    let mut archive = ZipArchive::new(Cursor::new(draft)).map_err(failed)?;
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let packed: Vec<Option<Vec<u8>>> = names
        .par_iter()
        .map(|name| content(name, &package).map(|bytes| entry(name, bytes)).transpose())
        .collect::<Result<_, _>>()
        .map_err(failed)?;
    let stored = package.resources.iter().filter(|resource| is_picture(resource)).map(|resource| resource.bytes.len());
    let size = packed.iter().flatten().map(Vec::len).chain(stored).sum();
    let mut writer = ZipWriter::new(open(size).map_err(EpubError::Container)?);
    for (at, (name, packed)) in names.iter().zip(packed).enumerate() {
        if let Some(one) = packed {
            let mut one = ZipArchive::new(Cursor::new(one)).map_err(failed)?;
            writer.raw_copy_file_touch(one.by_index_raw(0).map_err(failed)?, DateTime::default(), None).map_err(failed)?;
        } else if let Some(picture) = take_picture(name, &mut package) {
            // Pictures are most of the bytes of a book. Each is copied once and then freed.
            writer.start_file(name.as_str(), options(CompressionMethod::Stored)).map_err(failed)?;
            writer.write_all(&picture).map_err(EpubError::Container)?;
        } else {
            // A file that is the same in every EPUB.
            writer.raw_copy_file_touch(archive.by_index_raw(at).map_err(failed)?, DateTime::default(), None).map_err(failed)?;
        }
    }
    writer.finish().map_err(failed)
}

/// The bytes of a file that is added and compressed. `None` for a picture, and for a file that the draft already has.
fn content<'a>(name: &str, package: &'a Package) -> Option<&'a [u8]> {
    let name = name.strip_prefix("OEBPS/")?;
    match name {
        "content.opf" => Some(package.opf.as_bytes()),
        "toc.ncx" => Some(package.ncx.as_bytes()),
        _ => {
            let found = package.resources.iter().find(|resource| resource.name == name);
            found.filter(|resource| !is_picture(resource)).map(|resource| &resource.bytes[..])
        }
    }
}

/// Takes the bytes of a picture out of the package.
fn take_picture(name: &str, package: &mut Package) -> Option<Vec<u8>> {
    let name = name.strip_prefix("OEBPS/")?;
    let found = package.resources.iter_mut().find(|resource| resource.name == name && is_picture(resource));
    found.map(|resource| std::mem::take(&mut resource.bytes))
}

/// Whether a file is a picture of pixels. Such a file is stored unchanged, because its format is already compressed.
fn is_picture(resource: &Resource) -> bool {
    matches!(resource.media_type, "image/jpeg" | "image/png" | "image/gif")
}

fn options(method: CompressionMethod) -> SimpleFileOptions {
    let level = (method == CompressionMethod::Deflated).then_some(EFFORT);
    SimpleFileOptions::default().compression_method(method).compression_level(level).last_modified_time(DateTime::default())
}

/// An archive of one compressed entry.
fn entry(name: &str, bytes: &[u8]) -> Result<Vec<u8>, ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, options(CompressionMethod::Deflated))?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?.into_inner())
}
