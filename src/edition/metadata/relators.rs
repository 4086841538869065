//! The MARC relators: codes for the roles of contributors, which EPUB and library catalogues use.
use crate::diagnostic::nearest;

/// The codes with their terms, in the order of the codes.
const RELATORS: &str = include_str!("relators.txt");

/// Usual words for relators whose term is another word.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("afterword", "aft"),
    ("author of afterword", "aft"),
    ("author of introduction", "aui"),
    ("foreword", "wfw"),
    ("introduction", "aui"),
    ("preface", "wpr"),
    ("photographs", "pht"),
    ("cover", "cov"),
    ("draughtsman", "drm"),
    ("colourist", "clr"),
    ("typesetter", "cmt"),
    ("transcription", "trc"),
];

/// All relators: code and term.
fn relators() -> impl Iterator<Item = (&'static str, &'static str)> {
    RELATORS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '))
}

/// The MARC relator code of a role: a code or a term of the list, or one of the usual English words.
///
/// # Errors
/// If there is no such relator: the most similar code and its term, if one is similar enough.
pub(crate) fn relator(role: &str) -> Result<&'static str, Option<(&'static str, &'static str)>> {
    let wanted = role.trim().to_lowercase();
    let exact = relators().find(|(code, term)| *code == wanted || term.to_lowercase() == wanted).map(|(code, _)| code);
    if let Some(code) = exact.or_else(|| OTHER_WORDS.iter().find(|(word, _)| *word == wanted).map(|(_, code)| *code)) {
        return Ok(code);
    }
    // A code of three letters is similar to many others, so only longer words are compared with the terms.
    let near = if wanted.chars().count() <= 3 {
        nearest(&wanted, relators().map(|(code, _)| code))
    } else {
        let terms = relators().map(|(_, term)| term).chain(OTHER_WORDS.iter().map(|(word, _)| *word));
        nearest(&wanted, terms)
    };
    Err(near.and_then(|near| {
        let other = OTHER_WORDS.iter().find(|(word, _)| *word == near).map(|(_, code)| *code);
        relators().find(|(code, term)| *code == near || *term == near || other == Some(*code))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_codes_terms_or_usual_words() {
        assert_eq!(relator("edt"), Ok("edt"));
        assert_eq!(relator("Translator"), Ok("trl"));
        assert_eq!(relator("cover designer"), Ok("cov"));
        assert_eq!(relator("foreword"), Ok("wfw"));
        assert_eq!(relator("translater"), Err(Some(("trl", "Translator"))));
        assert_eq!(relator("typsetter"), Err(Some(("cmt", "Compositor"))));
        assert_eq!(relator("bottle washer"), Err(None));
    }

    #[test]
    fn the_list_is_sound() {
        let codes: Vec<&str> = relators().map(|(code, _)| code).collect();
        assert!(codes.len() > 280, "{}", codes.len());
        assert!(codes.iter().all(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_lowercase())));
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "in the order of the codes, each once");
        assert!(OTHER_WORDS.iter().all(|(_, code)| codes.contains(code)));
    }
}
