//! Texts in the settings of tools whose settings are programs. The programs are not run.
use crate::edition::{Setting, Value};
use crate::source::{FileId, Span};

/// The first value of a key that is written as a literal text in a program: `title: "The Sea"`. `None` if there is no such value.
pub(super) fn literal(file: FileId, text: &str, key: &str) -> Option<Setting> {
    let mut from = 0;
    while let Some(at) = text[from..].find(key).map(|at| from + at) {
        from = at + key.len();
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        let before = text[..at].rsplit('\n').next().unwrap_or_default();
        let is_comment = before.match_indices("//").any(|(slashes, _)| !before[..slashes].ends_with(':'));
        if text[..at].ends_with(is_word) || is_comment {
            continue;
        }
        let rest = text[from..].trim_start_matches(['\'', '"']).trim_start();
        let Some(value) = rest.strip_prefix(':').map(str::trim_start) else { continue };
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '\'' | '"' | '`')) else { continue };
        let start = text.len() - value.len() + 1;
        let Some(end) = text[start..].find([quote, '\n']).map(|end| start + end) else { continue };
        let words = &text[start..end];
        if text[end..].starts_with(quote) && !words.contains(['\\', '$']) && !words.trim().is_empty() {
            return Some(Setting { span: Span::new(file, start, end), value: Value::Text(words.to_owned()) });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_literal_texts_are_taken() {
        let found = |text: &str| {
            literal(FileId(0), text, "title").and_then(|setting| match setting.value {
                Value::Text(text) => Some(text),
                _ => None,
            })
        };
        assert_eq!(found("{ subtitle: 'No', // title: 'no'\n'title' : \"The Sea\" }").as_deref(), Some("The Sea"));
        assert_eq!(found("{ title: name, title: `a ${b}` }"), None);
        assert_eq!(found("title: 'half"), None);
    }
}
