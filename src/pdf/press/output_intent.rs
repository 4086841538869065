//! Output intents: what the colours of a file mean (ISO 32000-1, 14.11.5).
use crate::pdf::file::object::{Object, Skeleton, Stream, dictionary, literal, name};
use crate::pdf::press::srgb::srgb;
use crate::pdf::press::{CONDITION, grey_profile};

/// The condition that a PDF/X-4 is made for (ISO 15930-7, 6.2.2).
pub(crate) fn grey_press(document: &mut Skeleton) -> Object {
    let profile = document.add_object(Stream::new(dictionary([("N", Object::Integer(1))]), grey_profile()));
    Object::Dictionary(dictionary([
        ("Type", name("OutputIntent")),
        ("S", name("GTS_PDFX")),
        ("OutputConditionIdentifier", literal(CONDITION)),
        ("Info", literal(CONDITION)),
        ("DestOutputProfile", Object::Reference(profile)),
    ]))
}

/// What colours mean (ISO 19005-2, 6.2.3): sRGB; greys are its greys.
pub(crate) fn screen(document: &mut Skeleton) -> Object {
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
