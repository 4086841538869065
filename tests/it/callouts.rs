//! Callouts of any name with their titles, highlights, and spans that are underlined.
use super::support::built::Built;

#[test]
fn a_callout_of_any_name_keeps_its_title_in_both_books() {
    let built = Built::of(
        "# One\n\n> [!INFO] The *second* edition\n> It has an index.\n\n> [!example]- \n> Rope and lamp.\n\n> [!NOTE] Of the ferry\n> It sails at six.\n\n\
         > [!my-kind]+ Folded\n>\n> - an item\n\n> [!TIP]\n> Bring a lamp.\n",
    );
    let text = built.document_without_ids("It has an index");
    for line in [
        "<div role=\"note\" class=\"alert alert-info\">\n<p class=\"alert-title\">The <em>second</em> edition</p>\n<p>It has an index.</p>",
        "<div role=\"note\" class=\"alert alert-example\">\n<p class=\"alert-title\">Example</p>\n<p>Rope and lamp.</p>",
        "<div role=\"note\" class=\"alert note-alert\">\n<p class=\"alert-title\">Of the ferry</p>\n<p>It sails at six.</p>",
        "<div role=\"note\" class=\"alert alert-my-kind\">\n<p class=\"alert-title\">Folded</p>\n<ul",
        "<p class=\"alert-title\">Tip</p>\n<p>Bring a lamp.</p>",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("[!"), "{text}");
    assert!(!built.told.contains("warning"), "{}", built.told);
    let Some(pdf) = built.pdf else { return };
    for words in ["The second edition", "Example", "Of the ferry", "Folded", "Tip"] {
        assert_eq!(pdf.matches(words).count(), 1, "{words}\n{pdf}");
    }
    assert!(!pdf.contains("[!") && !pdf.contains("Note"), "{pdf}");
}

#[test]
fn notes_links_and_anchors_in_the_title_of_a_callout_work() {
    let built =
        Built::of("# One\n\n> [!info] See [the ferry](#ferry)[^1]\n> It sails.\n\n## The ferry {#ferry}\n\nHere.\n\n[^1]: At six.\n");
    let text = built.document_without_ids("It sails");
    assert!(text.contains("#ferry\">the ferry</a>") && text.contains("noteref"), "{text}");
    let Some(pdf) = built.pdf else { return };
    assert!(pdf.contains("See the ferry1") && pdf.contains("At six."), "{pdf}");
}

#[test]
fn what_only_looks_like_a_callout_is_a_quotation() {
    let built = Built::of(
        "# One\n\n> [!info]nothing\n\n> \\[!info] escaped\n\n> [!] empty\n\n> [!info half closed\n\n> Said: [!info] later\n\n[!info] no quotation\n",
    );
    let text = built.document_without_ids("escaped");
    assert!(!text.contains("class=\"alert"), "{text}");
    for words in ["[!info]nothing", "[!info] escaped", "[!] empty", "[!info half closed", "Said: [!info] later", "[!info] no quotation"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let Some(pdf) = built.pdf else { return };
    assert!(pdf.contains("[!info]nothing") && pdf.contains("[!] empty"), "{pdf}");
}

#[test]
fn callouts_nest_and_a_misspelt_kind_is_reported() {
    let built = Built::of("# One\n\n> [!warnig] Of ice\n> Thin.\n>\n> > [!bug]\n> > Inner.\n\n> [!info]\n");
    let text = built.document_without_ids("Thin.");
    assert!(text.contains("<p class=\"alert-title\">Of ice</p>") && text.contains("<p class=\"alert-title\">Bug</p>"), "{text}");
    assert!(text.contains("<p class=\"alert-title\">Info</p>"), "{text}");
    assert!(built.told.contains("misspelt-name") && built.told.contains("`[!WARNING]`"), "{}", built.told);
}

#[test]
fn highlights_and_underlined_spans_are_set_in_both_books() {
    let built = Built::of(
        "# One\n\nIt is ==quite *dark* here== now. [Low]{.mark} and [deep]{.underline} and [both]{.mark .underline #b} and [old]{.ul}.\n\n\
         Then a == b, a==b and c==d, `==code==`, \\==x==, ==half, == none ==, ====.\n",
    );
    let text = built.document_without_ids("quite");
    for part in [
        "<mark>quite <em>dark</em> here</mark> now",
        "<mark>Low</mark>",
        "<u>deep</u>",
        "<u>old</u>",
        "a == b, a==b and c==d, <code>==code==</code>, ==x==, ==half, == none ==, ====.",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(text.contains("<mark id=\"b\"><u>both</u></mark>"), "{text}");
    let Some(pdf) = built.pdf else { return };
    assert!(pdf.contains("It is quite dark here now.") && pdf.contains("==half, == none =="), "{pdf}");
}
