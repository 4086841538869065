//! The objects of a PDF file, and functions that make them. The only file that names `lopdf`.
use std::collections::HashSet;

pub(crate) use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat};

use crate::units::Length;

/// A document as a table of objects with a trailer.
pub(crate) type PdfDocument = lopdf::Document;

/// The maximum size of a decompressed stream of a file in bytes, so that a small file cannot fill the memory.
pub(crate) const MOST_BYTES: usize = 1 << 29;

/// Why a file cannot be read as a PDF.
#[derive(Debug, thiserror::Error)]
pub enum PdfFault {
    /// It is not valid. The text is the message of `lopdf`.
    #[error("{0}")]
    Invalid(String),
    /// It has objects, but no page.
    #[error("no page can be found in it")]
    NoPage,
    /// A page has no size.
    #[error("a page has no size")]
    NoSize,
}

/// Reads a file with a valid table of objects. A file that is encrypted but needs no password is decrypted.
///
/// # Errors
/// If it is not a valid PDF.
pub(crate) fn load(file: &[u8]) -> Result<PdfDocument, PdfFault> {
    let options = lopdf::LoadOptions { max_decompressed_size: Some(MOST_BYTES), ..lopdf::LoadOptions::default() };
    lopdf::Document::load_mem_with_options(file, options).map_err(|error| PdfFault::Invalid(error.to_string()))
}

/// Why an encrypted document cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EncryptionFailure {
    /// It needs a password.
    ByPassword,
    /// Its encryption is damaged, or of a kind that is not known.
    Otherwise,
}

/// Finds out why [`load`] left a document encrypted, by decrypting it with an empty password.
pub(crate) fn why_locked(document: &mut PdfDocument) -> EncryptionFailure {
    match document.decrypt("") {
        Err(lopdf::Error::Decryption(lopdf::encryption::DecryptionError::IncorrectPassword)) => EncryptionFailure::ByPassword,
        _ => EncryptionFailure::Otherwise,
    }
}

/// The objects of an object stream (ISO 32000-1, 7.5.7).
pub(crate) fn contained(mut stream: Stream) -> impl Iterator<Item = (ObjectId, Object)> {
    let objects = lopdf::ObjectStream::new_with_limit(&mut stream, Some(MOST_BYTES)).map(|stream| stream.objects);
    objects.unwrap_or_default().into_iter()
}

pub(crate) fn dictionary<const COUNT: usize>(entries: [(&str, Object); COUNT]) -> Dictionary {
    let mut dictionary = Dictionary::new();
    for (key, value) in entries {
        dictionary.set(key, value);
    }
    dictionary
}

pub(crate) fn integer(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

pub(crate) fn literal(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

/// A text string: plain if it is ASCII, otherwise UTF-16 with a byte order mark (ISO 32000-1, 7.9.2.2).
pub(crate) fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return literal(text);
    }
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

/// The text of a text string in any encoding, or `None` if the object is not a string.
pub(crate) fn text_of(object: &Object) -> Option<String> {
    lopdf::decode_text_string(object).ok()
}

/// The value of a key of a page or a field: its own, or the one of the nearest node above it (ISO 32000-1, 7.7.3.4 and 12.7.3.1).
pub(crate) fn inherited(document: &PdfDocument, node: ObjectId, key: &[u8]) -> Option<Object> {
    let mut seen = HashSet::new();
    let mut at = node;
    while seen.insert(at) {
        let own = document.get_dictionary(at).ok()?;
        if let Ok(value) = own.get(key) {
            return Some(value.clone());
        }
        at = own.get(b"Parent").and_then(Object::as_reference).ok()?;
    }
    None
}

/// An array of `N` finite numbers, or `None` if it is anything else.
pub(crate) fn numbers<const N: usize>(document: &PdfDocument, list: &Object) -> Option<[f32; N]> {
    let values = list.as_array().ok().filter(|values| values.len() == N)?;
    let mut numbers = [0.0; N];
    for (number, value) in numbers.iter_mut().zip(values) {
        *number = document.dereference(value).ok()?.1.as_float().ok().filter(|number: &f32| number.is_finite() && number.abs() < 1e5)?;
    }
    Some(numbers)
}

/// A length in points, with at most three decimals.
#[expect(clippy::cast_possible_truncation, reason = "a PDF real has no more precision")]
pub(crate) fn real(length: Length) -> Object {
    let thousandths = (length.to_pt() * 1000.0).round() / 1000.0;
    if thousandths.fract() == 0.0 { Object::Integer(thousandths as i64) } else { Object::Real(thousandths as f32) }
}
