//! The headings of parts in bookdown and Leanpub: `# (PART) The sea {-}`, `-# The sea`. What follows belongs to the part.
use std::ops::Range;

use crate::edition::Dialect;

/// The heading of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PartHeading {
    /// The bytes of its title in the line.
    pub(super) title: Range<usize>,
    /// Whether it has a number.
    pub(super) is_numbered: bool,
    /// Whether the chapters after it are appendices.
    pub(super) begins_appendices: bool,
}

impl PartHeading {
    /// Reads a line that is the heading of a part. `None` for any other line.
    pub(super) fn of(line: &str, dialect: Dialect) -> Option<Self> {
        let (sign, is_numbered) = match dialect {
            Dialect::Bookdown => {
                let signs = [("# (PART) ", true), ("# (PART\\*) ", false), ("# (APPENDIX) ", false)];
                signs.into_iter().find(|(sign, _)| line.starts_with(sign))?
            }
            Dialect::Leanpub => Some(("-# ", true)).filter(|(sign, _)| line.starts_with(sign))?,
            _ => return None,
        };
        let words = line.trim_end();
        let words = if words.ends_with('}') { words.rfind('{').map_or(words, |brace| words[..brace].trim_end()) } else { words };
        let begins_appendices = sign.contains("(APPENDIX)");
        (words.len() > sign.len()).then_some(Self { title: sign.len()..words.len(), is_numbered, begins_appendices })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_of_a_part_is_found() {
        let title =
            |line: &str, dialect| PartHeading::of(line, dialect).map(|heading| (line[heading.title].to_owned(), heading.is_numbered));
        assert_eq!(title("# (PART) The sea {-}", Dialect::Bookdown), Some(("The sea".to_owned(), true)));
        assert_eq!(title("# (PART\\*) The sea", Dialect::Bookdown), Some(("The sea".to_owned(), false)));
        assert_eq!(title("-# The sea", Dialect::Leanpub), Some(("The sea".to_owned(), true)));
        for line in ["# (PART) {-}", "## (PART) The sea", "# The (PART) sea", "-# The sea"] {
            assert_eq!(title(line, Dialect::Bookdown), None, "{line}");
        }
    }
}
