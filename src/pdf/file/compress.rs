//! Compression of streams with Deflate (ISO 32000-1, 7.4.4).
use std::cell::RefCell;
use std::thread::LocalKey;

use libdeflater::{CompressionLvl, Compressor, Decompressor};
use rayon::prelude::*;

use crate::pdf::file::object::{Object, PdfDocument, Stream, name};

/// Compresses, in parallel, all streams that are not compressed.
pub(crate) fn compress_streams(document: &mut PdfDocument) {
    let mut plain: Vec<&mut Stream> = document
        .objects
        .values_mut()
        .filter_map(|object| object.as_stream_mut().ok())
        .filter(|stream| stream.allows_compression && !stream.dict.has(b"Filter"))
        .collect();
    plain.par_iter_mut().for_each(|stream| {
        let deflated = deflate(&stream.content);
        if deflated.len() < stream.content.len() {
            stream.dict.set("Filter", name("FlateDecode"));
            stream.content = deflated;
        }
    });
    for object in document.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut() {
            let length = i64::try_from(stream.content.len()).unwrap_or(i64::MAX);
            stream.dict.set("Length", Object::Integer(length));
        }
    }
}

/// A compressor with its output buffer.
type Deflater = RefCell<(Compressor, Vec<u8>)>;

thread_local! {
    /// Half a megabyte each, so they are reused for all pages.
    static QUICK: Deflater = deflater(1);
    static DENSE: Deflater = deflater(6);
}

fn deflater(level: i32) -> Deflater {
    RefCell::new((Compressor::new(CompressionLvl::new(level).expect("levels go from 0 to 12")), Vec::new()))
}

/// Compresses data in zlib format at level 1 of libdeflate, which gives smaller files than level 3 of zlib in half the time. For data that
/// only one file needs.
pub(crate) fn deflate(data: &[u8]) -> Vec<u8> {
    deflate_with(&QUICK, data)
}

/// Compresses data at level 6. For data that several files share.
pub(crate) fn deflate_densely(data: &[u8]) -> Vec<u8> {
    deflate_with(&DENSE, data)
}

fn deflate_with(deflater: &'static LocalKey<Deflater>, data: &[u8]) -> Vec<u8> {
    deflater.with_borrow_mut(|(state, out)| {
        out.resize(state.zlib_compress_bound(data.len()).max(out.len()), 0);
        let length = state.zlib_compress(data, out).expect("the buffer is as long as the bound");
        out[..length].to_vec()
    })
}

/// Whether deflated data is undamaged, by its checksum. `length` is the number of bytes before it was deflated.
pub(crate) fn is_sound(deflated: &[u8], length: usize) -> bool {
    let mut plain = vec![0; length + 1];
    Decompressor::new().zlib_decompress(deflated, &mut plain) == Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deflating_again_gives_the_same_bytes() {
        let text = b"to and fro, ".repeat(300);
        let first = deflate(&text);
        deflate(&[7; 100_000]);
        assert_eq!(deflate(&text), first);
        assert!(first.len() < 100 && deflate(&[]).len() < 12);
        assert!(is_sound(&first, text.len()) && is_sound(&[first.as_slice(), b"\n"].concat(), text.len()));
        let damaged: Vec<u8> = first.iter().enumerate().map(|(at, byte)| if at == first.len() / 2 { byte ^ 4 } else { *byte }).collect();
        assert!(!is_sound(&damaged, text.len()) && !is_sound(&first[..first.len() / 2], text.len()));
    }
}
