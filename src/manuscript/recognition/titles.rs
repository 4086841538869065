//! Titles that stand in a text or in the name of a file, and what kind of text it is.
use super::folder::stem_of;

/// The words of the first heading of level 1 in a text, if it is the only one, without markup.
pub(crate) fn only_title(text: &str) -> Option<String> {
    let titles = titles(text);
    if titles.len() == 1 { titles.into_iter().next() } else { None }
}

/// The words of the headings of level 1 in a text, without markup. Code blocks are passed over.
fn titles(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fence = false;
    let mut before = "";
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fence = !fence;
        }
        if !fence {
            let heading = line.strip_prefix("# ").or_else(|| {
                let underlined = trimmed.len() >= 3 && trimmed.bytes().all(|byte| byte == b'=');
                Some(before).filter(|before| underlined && !before.trim().is_empty())
            });
            found.extend(heading.map(plain).filter(|title| !title.is_empty()));
        }
        before = line;
    }
    found
}

/// A line without markup: without emphasis, pictures, tags, attributes and the addresses of links.
pub(crate) fn plain(line: &str) -> String {
    let line = line.trim().trim_end_matches('#').trim();
    let line = line.split(" {").next().unwrap_or(line);
    let mut out = String::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '<' => after.find('>').map_or(after, |end| &after[end + 1..]),
            '!' if after.starts_with('[') => after.find(')').map_or("", |end| &after[end + 1..]),
            ']' if after.starts_with('(') => after.find(')').map_or("", |end| &after[end + 1..]),
            '[' | '*' | '`' | ']' => after,
            '_' if out.ends_with(' ') || out.is_empty() || after.is_empty() || after.starts_with(' ') => after,
            _ => {
                out.push(c);
                after
            }
        };
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A title made from the name of a file or folder: without the number that orders it, with spaces, and with a capital.
pub(crate) fn title_of_name(name: &str) -> String {
    let stem = if super::folder::is_text(name) { stem_of(name) } else { name };
    let words = stem.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | ' '));
    let words = if words.is_empty() { stem } else { words };
    let words = words.replace(['-', '_'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

/// Whether a text is prose, not a list of links or instructions for programs: at least 60 words in paragraphs, and at least half of all
/// words.
pub(crate) fn is_prose(text: &str) -> bool {
    let (mut prose, mut all) = (0, 0);
    let mut fence = false;
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with("```") || line.starts_with("~~~") {
            fence = !fence;
            continue;
        }
        let mut words = plain(line).split_whitespace().count();
        if super::links::links(line).len() > 2 {
            words = 0;
        }
        all += words;
        let is_item = line.starts_with(['#', '-', '*', '+', '|', '<', '>', '!']) || line.starts_with(|c: char| c.is_ascii_digit());
        if !fence && !is_item {
            prose += words;
        }
    }
    prose >= 60 && prose * 2 >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_have_no_markup() {
        assert_eq!(plain("  The *Sea* [and](x.md) <b>Land</b> ![](a.png) # "), "The Sea and Land");
        assert_eq!(plain("Snake_case and _this_ {#id .x}"), "Snake_case and this");
        assert_eq!(only_title("```\n# no\n```\nBoats\n=====\n\n## x\n").as_deref(), Some("Boats"));
        assert_eq!(only_title("# A\n# B\n"), None);
        assert_eq!(title_of_name("01-first-boats.md"), "First boats");
        assert_eq!(title_of_name("2024"), "2024");
    }

    #[test]
    fn a_list_of_links_is_not_prose() {
        assert!(is_prose(&"The boats go out before dawn and come home at night. ".repeat(10)));
        assert!(!is_prose(&"- [a chapter about the boats](a.md)\n".repeat(30)));
        assert!(!is_prose("# Boats\n\nBuild it with make.\n"));
    }
}
