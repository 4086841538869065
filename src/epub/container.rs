//! The container rewritten: our package document, navigation and NCX in place of the draft's, a fixed order, fixed dates.
//! The only file that names `zip`.
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::EpubError;
use super::package::Parts;

/// Rewrites a draft. Files that are not replaced are copied as they are packed; `mimetype` comes first and is not compressed
/// (OCF 3.3, section 4.3.2).
pub(super) fn finish(draft: Vec<u8>, parts: &Parts) -> Result<Vec<u8>, EpubError> {
    let failed = |error: zip::result::ZipError| EpubError::Container(error.into());
    let mut archive = ZipArchive::new(Cursor::new(draft)).map_err(failed)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default());
    let nav = parts.resources.iter().find(|resource| resource.properties == "nav").map_or(&[][..], |nav| &nav.bytes);
    let replaced: [(&str, &[u8]); 3] =
        [("OEBPS/content.opf", parts.opf.as_bytes()), ("OEBPS/toc.ncx", parts.ncx.as_bytes()), ("OEBPS/nav.xhtml", nav)];
    for at in 0..archive.len() {
        let file = archive.by_index_raw(at).map_err(failed)?;
        match replaced.iter().find(|(name, _)| *name == file.name()) {
            Some((name, bytes)) => {
                writer.start_file(*name, options).map_err(failed)?;
                writer.write_all(bytes).map_err(EpubError::Container)?;
            }
            None => writer.raw_copy_file_touch(file, DateTime::default(), None).map_err(failed)?,
        }
    }
    Ok(writer.finish().map_err(failed)?.into_inner())
}
