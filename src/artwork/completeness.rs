//! Checks whether a file is complete. Viewers show the beginning of a truncated file, and leave the rest of the picture grey or empty.
use super::ArtworkFormat;

/// Whether a file ends earlier than its format says. Only the frame of the file is read, no pixels.
pub(super) fn is_truncated(format: ArtworkFormat, bytes: &[u8]) -> bool {
    match format {
        ArtworkFormat::Jpeg => !has_jpeg_end(bytes),
        ArtworkFormat::Png => !has_png_end(bytes),
        // The size in the header counts from byte 8 (RFC 9649, section 2.4).
        ArtworkFormat::Webp => bytes
            .get(4..8)
            .and_then(|size| <[u8; 4]>::try_from(size).ok())
            .is_none_or(|size| bytes.len() as u64 + 1 < u64::from(u32::from_le_bytes(size)) + 8),
        ArtworkFormat::Gif => !has_gif_end(bytes).unwrap_or(false),
        ArtworkFormat::Svg => false,
    }
}

/// Whether a JPEG has an end-of-image marker outside its segments (ITU-T T.81, section B.1.1). Within the pixels, 0xFF is followed by 0 or
/// by a restart marker.
fn has_jpeg_end(bytes: &[u8]) -> bool {
    let mut at = 2;
    while at + 1 < bytes.len() {
        match (bytes[at], bytes[at + 1]) {
            (0xFF, 0xD9) => return true,
            // A fill byte.
            (0xFF, 0xFF) => at += 1,
            (0xFF, 0x00 | 0x01 | 0xD0..=0xD8) => at += 2,
            (0xFF, _) => {
                let Some([high, low]) = bytes.get(at + 2..at + 4) else { return false };
                at += 2 + usize::from(u16::from_be_bytes([*high, *low])).max(2);
            }
            _ => at += 1,
        }
    }
    false
}

/// Whether a PNG has the chunk that ends it (PNG, third edition, section 11.2.5).
fn has_png_end(bytes: &[u8]) -> bool {
    let mut at = 8_usize;
    while let Some([a, b, c, d, kind @ ..]) = bytes.get(at..at + 8) {
        if kind == b"IEND" {
            return true;
        }
        at = at.saturating_add(12).saturating_add(u32::from_be_bytes([*a, *b, *c, *d]) as usize);
    }
    false
}

/// Whether all blocks of a GIF are complete, and one of them is a picture (GIF89a, sections 15 to 27). `None` if the file ends within a
/// block. Some programs leave out the trailer, which no picture needs.
fn has_gif_end(bytes: &[u8]) -> Option<bool> {
    // The size of a colour table is in the lower three bits of the flags.
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + table(*bytes.get(10)?);
    let mut has_picture = false;
    while at < bytes.len() {
        match bytes[at] {
            // The trailer.
            0x3B => return Some(has_picture),
            0x21 => at += 2,
            0x2C => {
                has_picture = true;
                at += 11 + table(*bytes.get(at + 9)?);
            }
            // Other data after the last block.
            _ => return Some(has_picture),
        }
        // The data of a block are in parts. Each begins with its length, and the last has none.
        while let length @ 1.. = *bytes.get(at)? {
            at += 1 + usize::from(length);
        }
        at += 1;
    }
    Some(has_picture && at == bytes.len())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_file_is_truncated_unless_it_has_its_end() {
        let picture = image::DynamicImage::from(image::RgbImage::from_fn(90, 70, |x, y| image::Rgb([x as u8, y as u8, (x * y) as u8])));
        for (format, own) in [
            (image::ImageFormat::Jpeg, ArtworkFormat::Jpeg),
            (image::ImageFormat::Png, ArtworkFormat::Png),
            (image::ImageFormat::WebP, ArtworkFormat::Webp),
            (image::ImageFormat::Gif, ArtworkFormat::Gif),
        ] {
            let mut file = Cursor::new(Vec::new());
            picture.write_to(&mut file, format).expect("a picture");
            let bytes = file.into_inner();
            assert!(!is_truncated(own, &bytes), "{own:?}");
            for part in [bytes.len() / 4, bytes.len() / 2, bytes.len() - 20] {
                assert!(is_truncated(own, &bytes[..part]), "{own:?} {part}");
            }
            // Programs may add their own data.
            assert!(!is_truncated(own, &[&bytes[..], b"more"].concat()), "{own:?}");
        }
        assert!(is_truncated(ArtworkFormat::Jpeg, &[0xFF, 0xD8, 0xFF, 0xE0]) && is_truncated(ArtworkFormat::Png, &[]));
    }
}
