//! Requirements of a press: page boxes with bleed, and PDF/X-4 for books in greys (ISO 15930-7).
pub(crate) mod output_intent;
pub(crate) mod srgb;

use crate::edition::{Colour, Edition, Metadata, PrintSettings};
use crate::typeset::{Page, Side};
use crate::units::{Length, Point};
use crate::xml::{Element, WriteXml, XmlWriter};

/// The boxes of a page (ISO 32000-1, 14.11.2): left, bottom, right, top.
pub(crate) struct Boxes {
    /// The printed area.
    pub(crate) media: [Length; 4],
    /// The page after cutting.
    pub(crate) trim: [Length; 4],
    /// The lower left corner of the trim box.
    pub(crate) origin: Point,
}

/// The boxes of a page. The media box ends with the bleed, since print shops want no room for marks.
pub(crate) fn boxes(page: &Page, print: &PrintSettings) -> Boxes {
    let bleed = if print.is_pod() { print.bleed.unwrap_or_default() } else { Length::ZERO };
    let at_spine = if print.bleeds_at_spine() { bleed } else { Length::ZERO };
    let (left, right) = match page.side {
        Side::Recto => (at_spine, bleed),
        Side::Verso => (bleed, at_spine),
    };
    let (width, height) = (page.size.width, page.size.height);
    Boxes {
        media: [Length::ZERO, Length::ZERO, left + width + right, height + bleed * 2],
        trim: [left, bleed, left + width, bleed + height],
        origin: Point { x: left, y: bleed },
    }
}

/// The origin of a page's content stream, measured from the upper left corner of the trim box. It is the lower left corner of the type
/// area, so that the same stream serves paper of any size. Imposed editions have streams of their own, from the lower left corner of the
/// page.
pub(crate) fn content_origin(page: &Page, edition: &Edition) -> Point {
    if edition.imposition.is_some() {
        return Point { x: Length::ZERO, y: page.size.height };
    }
    let design = &edition.design;
    let left = match page.side {
        Side::Recto => design.margins.inner,
        Side::Verso => design.margins.outer,
    };
    Point { x: left, y: design.margins.head + design.leading * design.lines() }
}

/// The operator that moves the origin of a page's content to its place on the media box, or `None` if it is already there.
pub(crate) fn origin_transform(page: &Page, edition: &Edition) -> Option<String> {
    let (origin, corner) = (boxes(page, &edition.print).origin, content_origin(page, edition));
    let (x, y) = (origin.x + corner.x, origin.y + page.size.height - corner.y);
    let thousandths = |length: Length| (length.to_pt() * 1000.0).round() / 1000.0;
    (x != Length::ZERO || y != Length::ZERO).then(|| format!("1 0 0 1 {} {} cm\n", thousandths(x), thousandths(y)))
}

/// Whether an edition is written as PDF/X-4. That is possible only in greys: colour pictures would have to be in the colour space of one
/// press, which is not known here.
pub(crate) fn is_x4(print: &PrintSettings) -> bool {
    print.is_pod() && print.colour == Colour::Gray
}

/// Writes the extra properties in the XMP packet of a PDF/X-4 (ISO 15930-7, 6.5 and 6.7).
pub(crate) fn write_properties(metadata: &Metadata, xml: &mut XmlWriter) {
    let id = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, metadata.stable_identifier().as_bytes());
    let version = Element::new("pdfxid:GTS_PDFXVersion").attribute("xmlns:pdfxid", "http://www.npes.org/pdfx/ns/id/");
    xml.text_line(version, "PDF/X-4");
    xml.text_line(Element::new("pdf:Trapped"), "False");
    xml.text_line(Element::new("xmp:MetadataDate"), &metadata.modified);
    let management = |name| Element::new(name).attribute("xmlns:xmpMM", "http://ns.adobe.com/xap/1.0/mm/");
    xml.text_line(management("xmpMM:DocumentID"), format_args!("uuid:{id}"));
    xml.text_line(management("xmpMM:VersionID"), "1");
    xml.text_line(management("xmpMM:RenditionClass"), "default");
}

/// The name of the printing condition that the grey profile describes.
pub(crate) const CONDITION: &str = "Grey, gamma 2.2";

/// An ICC profile of one black ink (ISO 15076-1 as of version 2.1, 6.4.3: monochrome output). Its curve is the one of screens and pictures,
/// so greys are not changed on the way to the press.
pub(crate) fn grey_profile() -> Vec<u8> {
    let description = {
        let mut tag = b"desc\0\0\0\0".to_vec();
        let text = [CONDITION.as_bytes(), b"\0"].concat();
        tag.extend(u32::try_from(text.len()).unwrap_or(0).to_be_bytes());
        tag.extend(text);
        // No Unicode, no ScriptCode.
        tag.extend([0; 4 + 4 + 2 + 1 + 67]);
        tag
    };
    let white = [&b"XYZ \0\0\0\0"[..], &D50].concat();
    let rights = b"text\0\0\0\0No rights reserved\0".to_vec();
    // A single exponent: 2.2 in 256ths.
    let curve = b"curv\0\0\0\0\0\0\0\x01\x02\x33".to_vec();
    let tags = [(b"desc", description), (b"wtpt", white), (b"cprt", rights), (b"kTRC", curve)];
    let mut table = u32::try_from(tags.len()).unwrap_or(0).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    for (name, mut tag) in tags {
        table.extend(name);
        table.extend(u32::try_from(start + data.len()).unwrap_or(0).to_be_bytes());
        table.extend(u32::try_from(tag.len()).unwrap_or(0).to_be_bytes());
        tag.resize(tag.len().next_multiple_of(4), 0);
        data.extend(tag);
    }
    let size = u32::try_from(start + data.len()).unwrap_or(0);
    let mut profile = size.to_be_bytes().to_vec();
    profile.extend(b"\0\0\0\0\x02\x10\0\0prtrGRAYXYZ ");
    // A fixed date, so that the same book gives the same bytes.
    profile.extend([7, 188, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    profile.extend(b"acsp");
    profile.extend([0; 28]);
    profile.extend(D50);
    profile.resize(128, 0);
    profile.extend(table);
    profile.extend(data);
    profile
}

/// The white point of the profile connection space.
const D50: [u8; 12] = [0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grey_profile_has_valid_offsets() {
        let profile = grey_profile();
        let number = |at: usize| usize::try_from(u32::from_be_bytes(profile[at..at + 4].try_into().expect("four"))).expect("small");
        assert_eq!(number(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        assert_eq!(number(128), 4);
        for tag in 0..4 {
            let at = 132 + 12 * tag;
            assert!(number(at + 4).is_multiple_of(4) && number(at + 4) + number(at + 8) <= profile.len());
        }
    }
}
