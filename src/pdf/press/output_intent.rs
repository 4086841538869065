//! Output intents: what the colours of a file mean (ISO 32000-1, 14.11.5).
use crate::pdf::file::object::{Object, PdfDocument, Stream, dictionary, literal, name};
use crate::pdf::press::srgb::srgb;
use crate::pdf::press::{CONDITION, grey_profile};

/// The output intent of a PDF/X-4: the printing condition (ISO 15930-7, 6.2.2).
pub(crate) fn grey_press(document: &mut PdfDocument) -> Object {
    let profile = document.add_object(Stream::new(dictionary([("N", Object::Integer(1))]), grey_profile()));
    Object::Dictionary(dictionary([
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFX")),
        ("OutputConditionIdentifier", literal(CONDITION)),
        ("Info", literal(CONDITION)),
        ("DestOutputProfile", Object::Reference(profile)),
    ]))
}

/// The output intent of a PDF/A: sRGB (ISO 19005-2, 6.2.3). Greys are the greys of sRGB.
pub(crate) fn screen(document: &mut PdfDocument) -> Object {
    let profile = Stream::new(dictionary([("N", Object::Integer(3))]), srgb());
    let profile = document.add_object(profile);
    Object::Dictionary(dictionary([
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFA1")),
        ("OutputConditionIdentifier", literal("sRGB IEC61966-2.1")),
        ("Info", literal("sRGB IEC61966-2.1")),
        ("DestOutputProfile", Object::Reference(profile)),
    ]))
}
