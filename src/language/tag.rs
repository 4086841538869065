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

    /// Whether its primary subtag is in the registry of IANA, as far as that can be told: those of two letters are known (ISO 639-1, with
    /// the deprecated ones). Those of three letters, of which there are thousands, are not checked.
    #[must_use]
    pub fn is_registered(&self) -> bool {
        let primary = self.primary();
        primary.len() != 2 || TWO_LETTERS.split_ascii_whitespace().any(|known| known == primary)
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

/// The primary subtags of two letters.
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en \
    eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki \
    kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj \
    om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt \
    tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

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
        assert!(["de-1996", "EN", "sh", "akk"].iter().all(|tag| LanguageTag::parse(tag).is_some_and(|tag| tag.is_registered())));
        assert!(["qq", "xx-Latn"].iter().all(|tag| LanguageTag::parse(tag).is_some_and(|tag| !tag.is_registered())));
        assert!(["english", "e", "en_GB", "en-", ""].iter().all(|tag| LanguageTag::parse(tag).is_none()));
    }
}
