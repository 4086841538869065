//! Labels of figures, tables, equations and the like, as Quarto (`fig-map`) and pandoc-crossref (`fig:map`) write them.

/// The prefixes of labels.
const PREFIXES: [&str; 14] = ["fig", "tbl", "eq", "sec", "lst", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "rem"];

/// The label at the beginning of a text: `fig-map`, `fig:map`. Its first letter may be a capital. Punctuation at its end does not belong to
/// it. `None` if there is none.
pub(crate) fn label(text: &str) -> Option<&str> {
    let sign = text.find(|c: char| !c.is_ascii_alphabetic()).filter(|sign| text[*sign..].starts_with(['-', ':']))?;
    let (first, rest) = text[..sign].split_at_checked(1)?;
    PREFIXES.iter().find(|prefix| prefix[..1].eq_ignore_ascii_case(first) && prefix[1..] == *rest)?;
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.'))).unwrap_or(text.len());
    let label = text[..end].trim_end_matches(|c: char| !(c.is_alphanumeric() || c == '_'));
    (label.len() > sign + 1).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_end_before_punctuation() {
        for (text, found) in [
            ("fig-map.", Some("fig-map")),
            ("Fig-map, and", Some("Fig-map")),
            ("eq:mass-1.2; x", Some("eq:mass-1.2")),
            ("thm-Été's", Some("thm-Été")),
            ("fig-", None),
            ("fig-.", None),
            ("figs-map", None),
            ("fIg-map", None),
            ("figmap", None),
            ("é-x", None),
            ("", None),
        ] {
            assert_eq!(label(text), found, "{text}");
        }
    }
}
