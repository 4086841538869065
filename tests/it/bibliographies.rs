//! Bibliographies that an author writes: every paragraph is an entry with a hanging indent, except a text about them above the sections.
use chapbook::font::FontBook;
use chapbook::typeset::Segment;
use chapbook::units::Length;

use crate::support::setting::{BARE, set};
use crate::support::shelf::Epub;

const ENTRY: &str =
    "Carr, Edward Hallett, The Bolshevik Revolution, 1917 to 1923, in three volumes, of which the second is about the economic order.";
const ABOUT: &str = "The works that the notes name by short titles. A line says what each is good for, and which of them we had before us.";

/// Whether the second line of each paragraph that begins with a text stands further to the right than the first.
fn hangs(text: &str, begins: &str) -> bool {
    let made = set(BARE, text);
    let lines: Vec<_> = made.lines().collect();
    let first = lines.iter().position(|line| line.line.text().starts_with(begins)).unwrap();
    assert_eq!(lines[first].node, lines[first + 1].node);
    // The indent may be white at the beginning of a line.
    let left = |at: usize| {
        let white = lines[at].line.segments.iter().map_while(|segment| match segment {
            Segment::Space(width) | Segment::Kern(width) => Some(*width),
            Segment::Glyphs(_) | Segment::Drawn(_) => None,
        });
        lines[at].at.x + white.sum::<Length>()
    };
    left(first + 1) > left(first) + Length::points(2)
}

#[test]
fn a_single_paragraph_above_the_sections_of_a_bibliography_is_not_an_entry() {
    let introduced = format!("# One\n\nText.\n\n# Sources {{kind=bibliography}}\n\n{ABOUT}\n\n## Histories\n\n{ENTRY}\n");
    assert!(!hangs(&introduced, "The works") && hangs(&introduced, "Carr"));
    let plain = format!("# One\n\nText.\n\n# Sources {{kind=bibliography}}\n\n{ENTRY}\n");
    assert!(hangs(&plain, "Carr"));
    let two = format!("# One\n\nText.\n\n# Sources {{kind=bibliography}}\n\n{ABOUT}\n\n{ENTRY}\n\n## More\n\n{ENTRY}\n");
    assert!(hangs(&two, "The works"));
    // The e-book has a rule for it only if it needs one.
    let has_rule = |text: &str| Epub::open(set(BARE, text).epub(&FontBook::bundled())).text("stylesheet.css").contains("p:only-of-type");
    assert!(has_rule(&introduced) && !has_rule(&plain) && !has_rule(&two));
}
