//! The colour profile that says what the colours of a PDF mean. The only file that names `moxcms`.
use moxcms::{ColorDateTime, ColorProfile};

/// The bytes of the sRGB profile, always the same.
pub(super) fn srgb() -> Vec<u8> {
    let mut profile = ColorProfile::new_srgb();
    // The writer would take the hour; the tag of the newest version is unknown to older readers.
    profile.creation_date_time = ColorDateTime { year: 2000, month: 1, day_of_the_month: 1, hours: 0, minutes: 0, seconds: 0 };
    profile.cicp = None;
    profile.encode().unwrap_or_default()
}
