//! Verse whose lines begin with a bar.
use super::support::built::Built;

#[test]
fn lines_go_on_and_emphasis_goes_over_line_ends() {
    let built = Built::of(
        "# One\n\n| The *sea is wide\n| and deep* tonight,\n|   and the boat\n    is small.\n|\n| **Row\n| on**, [friend\n| of mine](https://example.org).\n\nText.\n",
    );
    let text = built.document_without_ids("The <em>");
    for line in [
        "<span class=\"line\">The <em>sea is wide</em></span>",
        "<span class=\"line\"><em>and deep</em> tonight,</span>",
        "<span class=\"line\">\u{A0}\u{A0}and the boat\nis small.</span></p>",
        "<span class=\"line\"><strong>Row</strong></span>",
        "<span class=\"line\"><strong>on</strong>, <a",
        "of mine</a>.</span>",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("| "), "{text}");
    let Some(pdf) = built.pdf else { return };
    assert!(!pdf.contains('|') && pdf.contains("and the boat is small."), "{pdf}");
}

#[test]
fn rows_and_lines_without_a_bar_are_not_verse() {
    let built = Built::of("# One\n\n| a | b |\n| c | d |\n\n| one\ntwo\n\n|no space\n\n| \n\n> | quoted\n>   on\n> | verse\n");
    let text = built.document_without_ids("| a | b |");
    assert!(text.contains("| c | d |") && text.contains("| one\ntwo") && text.contains("|no space"), "{text}");
    assert!(text.contains("<span class=\"line\">quoted\non</span>") && text.contains("<span class=\"line\">verse</span>"), "{text}");
}
