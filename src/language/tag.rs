//! Language tags.

/// A language tag (BCP 47), checked for its shape.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageTag(String);

impl LanguageTag {
    /// Checks the shape of a tag: a primary subtag of two or three letters, and further subtags of one to eight letters or digits (RFC
    /// 5646, section 2.1). `None` if it has another shape.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let mut subtags = tag.split('-');
        let primary = subtags.next()?;
        let good = (2..=3).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
            && subtags.all(|subtag| (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        good.then(|| Self(tag.to_owned()))
    }

    /// The tag as written.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary subtag in lower case: `en` of `en-GB`.
    #[must_use]
    pub fn primary(&self) -> String {
        self.0.split('-').next().unwrap_or_default().to_ascii_lowercase()
    }
}

impl Default for LanguageTag {
    fn default() -> Self {
        Self("en".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_a_tag_is_checked() {
        assert!(["en-GB", "zh-Hant-TW", "de-1996", "arc"].iter().all(|tag| LanguageTag::parse(tag).is_some()));
        assert!(["english", "e", "en_GB", "en-", ""].iter().all(|tag| LanguageTag::parse(tag).is_none()));
    }
}
