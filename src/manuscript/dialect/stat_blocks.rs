//! The cards of the plugin Fantasy Statblocks of Obsidian, ```` ```statblock ````: YAML that the plugin shows as a table of values. They
//! become lists: an item for each key, with the name in bold, nested as the YAML is.
use std::ops::Range;

/// A line of a card.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CardLine {
    /// What stands before the value: the marker of an item, and the name.
    pub(super) before: String,
    /// The bytes of the value in the text.
    pub(super) value: Range<usize>,
}

/// A card in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Card {
    pub(super) lines: Vec<CardLine>,
    /// The byte after its closing fence.
    pub(super) end: usize,
}

/// The card whose fence is on the line at a byte. `None` if the line begins none, or if nothing closes it.
pub(super) fn card(text: &str, at: usize) -> Option<Card> {
    let mut rest = text[at..].split_inclusive('\n');
    let first = rest.next()?;
    if first.trim_end() != "```statblock" {
        return None;
    }
    let mut lines = Vec::new();
    // The columns of the keys around the line.
    let mut columns: Vec<usize> = Vec::new();
    let mut place = at + first.len();
    for line in rest {
        let start = place;
        place += line.len();
        if line.trim_end() == "```" {
            return Some(Card { lines, end: place });
        }
        let words = line.trim_start_matches([' ', '\t', '-']);
        let column = line.len() - words.len();
        let words = words.trim_end();
        if words.is_empty() {
            continue;
        }
        while columns.last().is_some_and(|last| *last > column) {
            columns.pop();
        }
        if columns.last() != Some(&column) {
            columns.push(column);
        }
        let key =
            words.split_once(':').filter(|(key, value)| (value.is_empty() || value.starts_with(' ')) && !key.contains(['"', '*', '[']));
        let (name, value) = key.map_or(("", words), |(key, value)| (key, value.trim_start()));
        let from = start + column + words.len() - value.len();
        let quoted = value.len() > 1 && ['"', '\''].iter().any(|quote| value.starts_with(*quote) && value.ends_with(*quote));
        let value = if quoted { from + 1..from + value.len() - 1 } else { from..from + value.len() };
        let item = "    ".repeat(columns.len() - 1);
        let before = if name.is_empty() { format!("{item}- ") } else { format!("{item}- **{name}:** ") };
        lines.push(CardLine { before, value });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_lists() {
        let text = "```statblock\nname: \"A: b\"\nactions:\n    - name: Fork\n      desc: 'Hurts.'\n\nhp: 7\nfree text\n```\nAfter";
        let found = card(text, 0).unwrap();
        let lines: Vec<String> = found.lines.iter().map(|line| format!("{}{}", line.before, &text[line.value.clone()])).collect();
        let wanted =
            ["- **name:** A: b", "- **actions:** ", "    - **name:** Fork", "    - **desc:** Hurts.", "- **hp:** 7", "- free text"];
        assert_eq!(lines, wanted);
        assert_eq!(&text[found.end..], "After");
        assert_eq!(card("```statblock\nname: x\n", 0), None);
        assert_eq!(card("```yaml\nname: x\n```\n", 0), None);
    }
}
