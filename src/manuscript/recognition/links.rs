//! The links of a text, for lists of chapters in README files and sidebars.
use std::ops::Range;

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundLink {
    /// Its words.
    pub(crate) words: String,
    /// Where it leads, as written.
    pub(crate) target: String,
    /// Its bytes, from the bracket to the parenthesis.
    pub(crate) range: Range<usize>,
}

/// The links `[words](target)` of a text in their order. Pictures and links in code blocks are passed over.
pub(crate) fn links(text: &str) -> Vec<FoundLink> {
    let mut found = Vec::new();
    let (mut at, mut fence) = (0, false);
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
            fence = !fence;
        } else if !fence {
            links_of_line(line, at, &mut found);
        }
        at += line.len();
    }
    found
}

fn links_of_line(line: &str, start: usize, found: &mut Vec<FoundLink>) {
    let mut at = 0;
    while let Some(middle) = line[at..].find("](").map(|middle| at + middle) {
        let open = matching_bracket(&line[at..middle]).map(|open| at + open);
        let Some(close) = line[middle..].find(')').map(|close| middle + close) else { return };
        at = close + 1;
        let Some(open) = open.filter(|open| !line[..*open].ends_with('!')) else { continue };
        let target = line[middle + 2..close].trim();
        // A title may follow the address.
        let target = target.split([' ', '\t']).next().unwrap_or_default().trim_matches(['<', '>']);
        let words = line[open + 1..middle].trim().to_owned();
        found.push(FoundLink { words, target: target.to_owned(), range: start + open..start + close + 1 });
    }
}

/// The bracket that opens what ends at the end of a text.
fn matching_bracket(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth == 0 => return Some(at),
            '[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether a target is a path in the project, not an address on the web or a place on the same page.
pub(crate) fn is_path(target: &str) -> bool {
    !target.is_empty() && !target.starts_with('#') && !target.contains("://") && !target.starts_with("mailto:") && !target.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_in_their_order() {
        let text = "- [One [1]](a.md \"t\")\n```\n[no](x.md)\n```\n![no](p.png) [Two](<b.md#x>)\n[half](\n";
        let found: Vec<(String, String)> = links(text).into_iter().map(|link| (link.words, link.target)).collect();
        assert_eq!(found, [("One [1]".to_owned(), "a.md".to_owned()), ("Two".to_owned(), "b.md#x".to_owned())]);
        assert_eq!(&text[links(text)[0].range.clone()], "[One [1]](a.md \"t\")");
    }
}
