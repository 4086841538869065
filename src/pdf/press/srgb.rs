//! The colour profile that says what the colours of a PDF mean. The only file that names `moxcms`.
use moxcms::ColorProfile;

/// Where the header has the date: year, month, day, hours, minutes, seconds, two bytes each (ICC.1, 7.2.8).
const DATE: std::ops::Range<usize> = 24..36;

/// The bytes of the sRGB profile, always the same.
pub(crate) fn srgb() -> Vec<u8> {
    let mut profile = ColorProfile::new_srgb();
    // The tag of the newest version is unknown to older readers.
    profile.cicp = None;
    let mut bytes = profile.encode().unwrap_or_default();
    // The writer takes the hour from the clock.
    if let Some(date) = bytes.get_mut(DATE) {
        date.copy_from_slice(&[7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_one_and_has_no_clock() {
        let bytes = srgb();
        assert_eq!(bytes.get(36..40), Some(&b"acsp"[..]));
        assert_eq!(bytes.get(DATE), Some(&[7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0][..]));
    }
}
