//! Properties of picture files that retailers have rules for.

/// Whether an SVG drawing loads files from the web. Links that a reader may follow do not count.
pub(super) fn loads_remote_files(drawing: &str) -> bool {
    let link = |at: usize| {
        let tag = drawing[..at].rfind('<').map_or("", |start| &drawing[start + 1..at]);
        let name = tag.split_whitespace().next().unwrap_or_default();
        name == "a" || name.ends_with(":a")
    };
    let named = ["href=\"http", "href='http", "href=\"//", "href='//"];
    let styled = ["url(http", "url(\"http", "url('http", "url(//"];
    named.iter().any(|sign| drawing.match_indices(sign).any(|(at, _)| !link(at))) || styled.iter().any(|sign| drawing.contains(sign))
}

/// Whether a JPEG has four components: cyan, magenta, yellow, black (ITU-T T.81, section B.2.2: the byte after the size in the
/// frame header).
pub(super) fn is_cmyk(bytes: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xff, marker, high, low]) = bytes.get(at..at + 4) {
        // Frame headers are SOF0 to SOF15 without DHT, JPG and DAC.
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            return bytes.get(at + 9) == Some(&4);
        }
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_colours_is_read_from_the_frame_header() {
        let frame =
            |components: u8| [&[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 8, 8, 0, 1, 0, 1, components][..], &[0; 12]].concat();
        assert!(is_cmyk(&frame(4)) && !is_cmyk(&frame(3)) && !is_cmyk(&frame(1)) && !is_cmyk(b"not a JPEG") && !is_cmyk(&[]));
    }

    #[test]
    fn only_files_that_are_loaded_are_found_not_links() {
        assert!(loads_remote_files("<svg><image xlink:href=\"https://x.org/a.png\"/></svg>"));
        assert!(loads_remote_files("<svg><style>p { fill: url(https://x.org/a.svg#b) }</style></svg>"));
        assert!(!loads_remote_files(
            "<svg xmlns:xlink=\"http://www.w3.org/1999/xlink\"><a xlink:href=\"https://x.org/\"><path/></a></svg>"
        ));
    }
}
