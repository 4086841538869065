//! Syntax that only Pandoc reads: definitions that begin with a tilde, metadata blocks within a file, titles of headings as labels, and
//! captions directly below a table.
use std::collections::BTreeSet;

use super::notes::slug;
use crate::manuscript::syntax::verbatim::VerbatimLines;

/// The byte of the tilde if a line is a definition: `  ~ A long rope.` `None` for any other line. `before` is the text before the line. It
/// must end with the term and at most one empty line.
pub(super) fn tilde_of_definition(line: &str, before: &str) -> Option<usize> {
    let at = line.len() - line.trim_start_matches(' ').len();
    let is_definition = at < 4 && line[at..].strip_prefix('~').is_some_and(|rest| rest.starts_with([' ', '\t']) && !rest.trim().is_empty());
    let follows_term = before.trim_end_matches('\n').rsplit('\n').next().is_some_and(|term| !term.trim().is_empty());
    let is_near = before.len() - before.trim_end().len() <= "\n\n".len();
    (is_definition && follows_term && is_near).then_some(at)
}

/// The length in bytes of a metadata block at the beginning of a text: `---`, keys with values, and `---` or `...` (Pandoc,
/// `yaml_metadata_block`). `before` is the text before the block. It must be empty or end with an empty line. `None` if there is no such
/// block.
pub(super) fn metadata_block(text: &str, before: &str) -> Option<usize> {
    /// The maximum number of lines of a block. Without an end within so many lines, `---` is a thematic break.
    const MOST_LINES: usize = 200;
    if !before.is_empty() && !before.ends_with("\n\n") {
        return None;
    }
    let mut lines = text.split_inclusive('\n');
    let mut end = lines.next().filter(|line| line.trim_end() == "---")?.len();
    let mut has_key = false;
    for line in lines.take(MOST_LINES) {
        end += line.len();
        let line = line.trim_end();
        if matches!(line, "---" | "...") {
            return has_key.then_some(end);
        }
        let key = line.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with(' ')).map(|(key, _)| key);
        let is_key = key.is_some_and(|key| {
            key.starts_with(|c: char| c.is_ascii_alphabetic())
                && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        });
        let continues = has_key && (line.is_empty() || line.starts_with([' ', '\t', '#']) || line.starts_with("- "));
        if !is_key && !continues {
            return None;
        }
        has_key |= is_key;
    }
    None
}

/// Definitions of labels, one per line, for those headings whose title occurs in brackets in the text: `[Ropes and knots]` leads to the
/// heading with these words (Pandoc, `implicit_header_references`). The caller appends them to the text, so a definition by the author
/// takes precedence.
pub(super) fn heading_labels(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut verbatim = VerbatimLines::default();
    let mut seen = BTreeSet::new();
    let mut labels = String::new();
    for line in text.lines() {
        if verbatim.continues(line) || verbatim.opens(line) {
            continue;
        }
        let signs = line.len() - line.trim_start_matches('#').len();
        if !(1..=6).contains(&signs) || !line[signs..].starts_with(' ') {
            continue;
        }
        let title = line[signs..].trim().trim_end_matches('#').trim_end();
        let (title, given) = title.split_once(" {").unwrap_or((title, ""));
        let label = title.to_lowercase();
        let is_used = lower.contains(&format!("[{label}]")) && !title.contains(['[', ']']) && seen.insert(label);
        if is_used {
            let own = given.split([' ', '}']).find_map(|word| word.strip_prefix('#'));
            let anchor = own.map_or_else(|| slug(&title.replace(['`', '*'], "")), str::to_owned);
            labels.push_str(&format!("[{title}]: #{anchor}\n"));
        }
    }
    labels
}

/// Whether a line is a caption directly below the last row of a table: `: Ropes`. `before` is the text before the line.
pub(super) fn is_caption_of_rows(line: &str, before: &str) -> bool {
    let is_caption = [": ", "Table: "].into_iter().any(|sign| line.starts_with(sign));
    is_caption && before.trim_end_matches('\n').rsplit('\n').next().is_some_and(|row| row.trim_start().starts_with('|'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_with_a_tilde_are_found() {
        assert_eq!(tilde_of_definition("  ~ A long rope.", "Hawser\n\n"), Some(2));
        assert_eq!(tilde_of_definition("~ A long rope.", "Hawser\n"), Some(0));
        for (line, before) in [("~~~", "Hawser\n"), ("~ 5 km", ""), ("    ~ code", "Hawser\n"), ("~ 5 km", "Far\n\n\n"), ("~ ", "Hawser\n")]
        {
            assert_eq!(tilde_of_definition(line, before), None, "{line}");
        }
    }

    #[test]
    fn metadata_blocks_are_distinguished_from_thematic_breaks() {
        let block = "---\ntitle: Rope\nauthor:\n- Ada\n...\n";
        assert_eq!(metadata_block(&format!("{block}Text."), "Text.\n\n"), Some(block.len()));
        for text in ["---\n\nText: more\n\n---\n", "---\nIt rained.\n---\n", "---\n---\n", "---\ntitle: x\n"] {
            assert_eq!(metadata_block(text, ""), None, "{text}");
        }
        assert_eq!(metadata_block(block, "A heading\n"), None);
    }
}
