//! Whether a picture moves.
use crate::artwork::{Artwork, ArtworkFormat};

/// The bytes with which each graphic control extension of a GIF begins, one before each frame (GIF89a, section 23).
const GIF_FRAME: [u8; 3] = [0x21, 0xf9, 0x04];
/// What an SVG drawing that may move contains.
const SVG_MOTION: [&[u8]; 4] = [b"<animate", b"<set", b"<script", b"@keyframes"];
/// The length of the signature with which a PNG begins.
const PNG_SIGNATURE: usize = 8;
/// The bytes of a chunk of a PNG besides its data: the length of the data, the type and a checksum, of four bytes each.
const PNG_CHUNK_FRAME: usize = 12;

/// Whether a picture has several frames, or rules that may animate it.
pub(super) fn may_move(artwork: &Artwork) -> bool {
    // The bytes of these formats need not be read.
    if matches!(artwork.format, ArtworkFormat::Webp | ArtworkFormat::Jpeg) {
        return false;
    }
    let bytes = artwork.bytes().unwrap_or_default();
    let count = |sign: &[u8]| bytes.windows(sign.len()).filter(|window| *window == sign).count();
    match artwork.format {
        ArtworkFormat::Gif => count(&GIF_FRAME) > 1,
        ArtworkFormat::Png => is_animated_png(&bytes),
        ArtworkFormat::Svg => SVG_MOTION.iter().any(|sign| count(sign) > 0),
        // Of a WebP picture, the package has only the first frame, as a PNG.
        ArtworkFormat::Webp | ArtworkFormat::Jpeg => false,
    }
}

/// Whether there is an animation control chunk before the pixels (PNG, third edition, section 11.3.2.1).
fn is_animated_png(bytes: &[u8]) -> bool {
    let mut chunks = bytes.get(PNG_SIGNATURE..).unwrap_or_default();
    while let Some((length, rest)) = chunks.split_first_chunk() {
        if rest.starts_with(b"acTL") || rest.starts_with(b"IDAT") {
            return rest.starts_with(b"acTL");
        }
        let whole = (u32::from_be_bytes(*length) as usize).saturating_add(PNG_CHUNK_FRAME);
        chunks = chunks.get(whole..).unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_png_is_animated_if_it_says_so_before_its_pixels() {
        let chunk = |kind: &[u8; 4]| [&[0, 0, 0, 2][..], kind, &[1, 2, 0, 0, 0, 0]].concat();
        let png = |kinds: [&[u8; 4]; 2]| [&[0; 8][..], &chunk(kinds[0]), &chunk(kinds[1])].concat();
        assert!(is_animated_png(&png([b"IHDR", b"acTL"])) && !is_animated_png(&png([b"IDAT", b"acTL"])) && !is_animated_png(&[0; 9]));
    }
}
