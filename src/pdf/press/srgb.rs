//! The sRGB profile, which defines the colours of a PDF. The only file that names `moxcms`.
use moxcms::ColorProfile;

/// The bytes of the date in the header: year, month, day, hours, minutes, seconds, two bytes each (ICC.1, 7.2.8).
const DATE: std::ops::Range<usize> = 24..36;

/// The bytes of the sRGB profile, always the same.
pub(crate) fn srgb() -> Vec<u8> {
    let mut profile = ColorProfile::new_srgb();
    // Older readers do not know this tag.
    profile.cicp = None;
    let mut bytes = profile.encode().unwrap_or_default();
    // `moxcms` writes the current time.
    if let Some(date) = bytes.get_mut(DATE) {
        date.copy_from_slice(&[7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_srgb_profile_has_a_signature_and_a_fixed_date() {
        let bytes = srgb();
        assert_eq!(bytes.get(36..40), Some(&b"acsp"[..]));
        assert_eq!(bytes.get(DATE), Some(&[7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0][..]));
    }
}
