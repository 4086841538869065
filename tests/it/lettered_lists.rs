//! Lists with letters, roman numerals and parentheses, and examples that are counted through a file.
use super::support::built::Built;

#[test]
fn lists_keep_their_numbers_in_both_books() {
    let built = Built::of(
        "# One\n\na. rope\nb. lamp\nd. oil\n\nThen:\n\ni) first\nii) second\n\n    more of it\n\nThen:\n\n(1) one\n(2) two\n\nThen:\n\n\
         A.  Port\nB.  Star\n\nThen:\n\n#. salt\n#. corn\n\nThen:\n\n1) eins\n2) zwei\n",
    );
    let text = built.document_without_ids("rope");
    for part in [
        "<ol type=\"a\" class=\"tight\">\n<li>rope</li>\n<li>lamp</li>\n<li value=\"4\">oil</li>",
        "<ol type=\"i\" class=\"lower-roman-parenthesis\">",
        "<ol class=\"tight decimal-parentheses\">\n<li>one</li>",
        "<ol type=\"A\" class=\"tight\">\n<li>Port</li>",
        "<ol class=\"tight\">\n<li>salt</li>\n<li>corn</li>",
        "<ol class=\"tight decimal-parenthesis\">\n<li>eins</li>",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(built.epub.text("stylesheet.css").contains("@counter-style lower-roman-parenthesis"));
    let Some(pdf) = built.pdf else { return };
    for line in [
        "a. rope",
        "b. lamp",
        "d. oil",
        "i) first",
        "ii) second",
        "(1) one",
        "(2) two",
        "A. Port",
        "B. Star",
        "1. salt",
        "2. corn",
        "1) eins",
    ] {
        assert!(pdf.contains(line), "{line}\n{pdf}");
    }
}

#[test]
fn lists_nest_and_follow_one_another() {
    let built = Built::of(
        "# One\n\n1. one\n   a) inner\n   b) again\n\n      i. deep\n      ii. deeper\n2. two\n\nText.\n\na. letters\nb. more\n\n1. numbers\n2. again\n\n> a. quoted\n> b. twice\n",
    );
    let text = built.document_without_ids("inner");
    for part in [
        "<li>inner</li>",
        "<ol type=\"a\" class=\"lower-alpha-parenthesis\">",
        "<ol type=\"i\" class=\"tight\">\n<li>deep</li>",
        "<ol type=\"a\" class=\"tight\">\n<li>letters</li>\n<li>more</li>\n</ol>\n<ol class=\"tight\">\n<li>numbers</li>",
        "<blockquote>\n<ol type=\"a\" class=\"tight\">\n<li>quoted</li>",
    ] {
        assert!(text.contains(part) || part == "<li>inner</li>", "{part}\n{text}");
    }
    let Some(pdf) = built.pdf else { return };
    for line in ["a) inner", "b) again", "i. deep", "ii. deeper", "2. two", "a. letters", "1. numbers", "b. twice"] {
        assert!(pdf.contains(line), "{line}\n{pdf}");
    }
}

#[test]
fn examples_are_counted_through_the_file_and_named_in_the_text() {
    let built = Built::of(
        "# One\n\n(@)  The ship sails.\n\n(@good)  The ship sank.\n\nAs (@good) shows, and (@unknown) does not, `(@good)`.\n\n\
         ## Two\n\n(@later)  It rose.\n\nSee (@later) and (@good).\n",
    );
    let text = built.document_without_ids("The ship sank");
    assert!(text.contains("<ol class=\"decimal-parentheses\">"), "{text}");
    assert!(text.contains("As (2) shows, and (@unknown) does not, <code>(@good)</code>."), "{text}");
    let later = built.document_without_ids("It rose");
    assert!(later.contains("start=\"3\"") && later.contains("See (3) and (2)."), "{later}");
    let Some(pdf) = built.pdf else { return };
    assert!(pdf.contains("(1) The ship sails.") && pdf.contains("(2) The ship sank.") && pdf.contains("(3) It rose."), "{pdf}");
}

#[test]
fn sentences_that_begin_like_items_stay() {
    let lines = [
        "B. Russell was right.",
        "(c) 2024 by him.",
        "i. e. this one.",
        "A. Smith and",
        "a. alone",
        "(@someone) said so.",
        "(a half closed",
        "b. second first",
    ];
    let built = Built::of(&format!("# One\n\n{}\n", lines.join("\n\n")));
    let text = built.document_without_ids("Russell");
    assert!(!text.contains("<ol"), "{text}");
    for line in lines {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let code = Built::of(
        "# One\n\n```\na. x\nb. y\n```\n\n<pre>\na. x\nb. y\n\n(1) z\n(2) w\n</pre>\n\n<div>\n\na. in\nb. out\n\n</div>\n\n    a. code\n    b. code\n",
    );
    let text = code.document_without_ids("a. x");
    assert_eq!(text.matches("a. x\nb. y").count(), 2, "{text}");
    assert!(
        text.contains("(1) z\n(2) w") && text.contains("a. code\nb. code") && text.contains("<ol type=\"a\" class=\"tight\">\n<li>in</li>"),
        "{text}"
    );
}

#[test]
fn markers_that_begin_no_item_are_printed_as_written() {
    // An HTML block reaches up to the next empty line.
    let built = Built::of("# One\n\n<div>\nWords\n</div>\na. x\nb. y\n\n| a | b |\n|---|---|\n| c | d |\na. x\nb. y\n");
    let text = built.document_without_ids("Words");
    assert!(!text.contains("1. x") && text.contains("a. x"), "{text}");
}

#[test]
fn a_line_that_begins_with_an_emoji_code_is_not_a_definition() {
    let built = Built::of("# One\n\nA paragraph.\n\n:smile: Hello.\n:wave: Bye.\n\n`a\n:b`\n\nTerm\n:   Its meaning.\n\n: alone\n");
    let text = built.document_without_ids("A paragraph");
    assert!(text.contains("<p>A paragraph.</p>\n<p>:smile: Hello.\n:wave: Bye.</p>"), "{text}");
    assert!(text.contains("<code>a :b</code>") && text.contains("<dd>\n<p>Its meaning.</p>"), "{text}");
    let Some(pdf) = built.pdf else { return };
    assert!(pdf.contains(":smile: Hello.") && !pdf.contains('\\'), "{pdf}");
}
