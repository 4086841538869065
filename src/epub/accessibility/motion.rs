//! Whether a picture moves.
use crate::artwork::{Artwork, ArtworkFormat};

/// Whether a picture has several frames, or rules that may animate it.
pub(super) fn may_move(artwork: &Artwork) -> bool {
    // The bytes of these formats need not be read.
    if matches!(artwork.format, ArtworkFormat::Webp | ArtworkFormat::Jpeg) {
        return false;
    }
    let bytes = artwork.bytes().unwrap_or_default();
    let holds = |sign: &[u8]| bytes.windows(sign.len()).any(|window| window == sign);
    match artwork.format {
        // Each frame of a GIF has a graphic control extension (GIF89a, section 23).
        ArtworkFormat::Gif => bytes.windows(3).filter(|window| *window == [0x21, 0xf9, 0x04]).count() > 1,
        ArtworkFormat::Png => is_animated_png(&bytes),
        ArtworkFormat::Svg => [&b"<animate"[..], b"<set", b"<script", b"@keyframes"].iter().any(|sign| holds(sign)),
        // Of a WebP picture, the package has only the first frame, as a PNG.
        ArtworkFormat::Webp | ArtworkFormat::Jpeg => false,
    }
}

/// Whether there is an animation control chunk before the pixels (PNG, third edition, section 11.3.2.1).
fn is_animated_png(bytes: &[u8]) -> bool {
    let mut at = 8;
    while let Some([a, b, c, d, kind @ ..]) = bytes.get(at..at + 8) {
        match kind {
            b"acTL" => return true,
            b"IDAT" => return false,
            _ => at = at.saturating_add(12).saturating_add(u32::from_be_bytes([*a, *b, *c, *d]) as usize),
        }
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
