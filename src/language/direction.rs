//! In which direction a language is written.

/// Languages of the Arabic, Hebrew, Syriac, Thaana and N'Ko scripts.
const RIGHT_TO_LEFT: &[&str] = &["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

/// Whether a language is written from right to left: by the script in its tag, else as it usually is.
#[must_use]
pub fn is_right_to_left(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let primary = subtags.next().unwrap_or_default();
    match subtags.find(|subtag| subtag.len() == 4 && subtag.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        Some(script) => ["arab", "aran", "hebr", "syrc", "thaa", "nkoo"].iter().any(|known| script.eq_ignore_ascii_case(known)),
        None => RIGHT_TO_LEFT.iter().any(|known| primary.eq_ignore_ascii_case(known)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_decides() {
        assert!(["he", "AR-eg", "fa", "ur", "yi", "az-Arab"].iter().all(|tag| is_right_to_left(tag)));
        assert!(["en", "ru", "yi-Latn", "az", "hebrew-less"].iter().all(|tag| !is_right_to_left(tag)));
    }
}
