//! The identifier of a file: the `ID` of its trailer (ISO 32000-1, 14.4).
use sha2::{Digest, Sha256};

use crate::pdf::file::object::{Dictionary, Object, StringFormat};

/// Stands in the trailer until the rest of the file is written.
const PLACEHOLDER: [u8; 16] = *b"not yet named :-";

/// Puts a placeholder into a trailer, which [`fill_in`] replaces.
pub(crate) fn reserve(trailer: &mut Dictionary) {
    let id = Object::String(PLACEHOLDER.to_vec(), StringFormat::Hexadecimal);
    trailer.set("ID", Object::Array(vec![id.clone(), id]));
}

/// Replaces the placeholder in a finished file with a hash of the file, so that the same book has the same identifier. It never depends on
/// a clock or a counter. The trailer is not compressed, so the placeholder is there in plain hexadecimal digits.
pub(crate) fn fill_in(file: &mut [u8]) {
    let hexadecimal = |bytes: &[u8]| bytes.iter().flat_map(|byte| format!("{byte:02X}").into_bytes()).collect::<Vec<u8>>();
    let identifier = hexadecimal(&Sha256::digest(&*file)[..PLACEHOLDER.len()]);
    let placeholder = hexadecimal(&PLACEHOLDER);
    for _ in 0..2 {
        if let Some(at) = file.windows(placeholder.len()).rposition(|digits| digits == placeholder) {
            file[at..at + identifier.len()].copy_from_slice(&identifier);
        }
    }
}
