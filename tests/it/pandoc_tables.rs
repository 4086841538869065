//! Grid tables, simple tables and multiline tables, as in Pandoc.
use super::support::built::Built;

#[test]
fn a_simple_table_has_head_alignment_and_caption() {
    let built = Built::of(
        "# One\n\n  Right Left     Center\n------- ------ ----------\n     12 *a*       x|y\n    123 [b][r]  `p|q`\n\nTable: Of ships. {#ships}\n\nSee [](#ships).\n\n[r]: https://example.org\n",
    );
    let text = built.document_without_ids("Of ships");
    for part in [
        "<th scope=\"col\" class=\"right\">Right</th>",
        ">Left</th>",
        "<th scope=\"col\" class=\"center\">Center</th>",
        "<em>a</em>",
        "x|y",
        "<code>p|q</code>",
        "<a href=\"https://example.org\"",
        "id=\"ships\"",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("---"), "{text}");
    let Some(pdf) = built.pdf else { return };
    assert!(pdf.contains("Right") && pdf.contains("x|y") && !pdf.contains("---"), "{pdf}");
}

#[test]
fn tables_without_heads_and_tables_of_several_lines_are_read() {
    let built = Built::of(
        "# One\n\n--- -----\n12  ships\n15  boats\n--- -----\n\n: Without a head\n\n\
         --------------------------\n Port     Ships in\n          the year\n-------- -----------------\n Lisbon   twelve\n          of sail\n\n Faro     two\n--------------------------\n\n  : Of ports\n\nText.\n",
    );
    let text = built.document_without_ids("Without a head");
    assert_eq!(text.matches("<table").count(), 2, "{text}");
    assert_eq!(text.matches("<thead").count(), 1, "{text}");
    assert!(text.contains("Ships in the year</th>") && text.contains("twelve of sail</td>"), "{text}");
    assert!(text.contains("Of ports") && !text.contains(": Of"), "{text}");
    let Some(pdf) = built.pdf else { return };
    assert!(pdf.contains("Ships in the year") && pdf.contains("twelve of sail") && !pdf.contains("----"), "{pdf}");
}

#[test]
fn a_grid_table_holds_blocks_and_spans() {
    let built = Built::of(
        "# One\n\n> Quoted:\n>\n> +--------+-----------------+\n> | Port   | Ships           |\n> +========+=====+:=========:+\n> | Lisbon | 12  | - rope      |\n> |        +-----+             |\n",
    );
    // The lines differ in length, so it is text.
    assert!(built.document_without_ids("Lisbon").contains("+====="));
    let built = Built::of(
        "# One\n\n+--------+-------------------+\n| Port   | Ships             |\n+========+=====+============:+\n| Lisbon | 12  | - rope[^1]  |\n|        +-----+             |\n|        | 15  | - lamp      |\n|        |     |             |\n|        |     | ```         |\n|        |     | a | b       |\n|        |     | ```         |\n+========+=====+=============+\n| Sum    | 27  | a. x        |\n|        |     | b. y        |\n+========+=====+=============+\n\n: Of ports {.wide}\n\n[^1]: Of hemp.\n",
    );
    let text = built.document_without_ids("Lisbon");
    for part in [
        "<th scope=\"col\" colspan=\"2\" class=\"center\">Ships</th>",
        "<td rowspan=\"2\">Lisbon</td>",
        "<p>rope<sup",
        "<code>a | b\n</code>",
        "<tfoot>",
        "<ol type=\"a\" class=\"tight\">\n<li>x</li>",
        "Of ports",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("+--") && !text.contains("<div>"), "{text}");
    let Some(pdf) = built.pdf else { return };
    for words in ["Lisbon", "rope", "lamp", "a | b", "a. x", "Of hemp."] {
        assert_eq!(pdf.matches(words).count(), 1, "{words}\n{pdf}");
    }
    assert!(!pdf.contains("+-"), "{pdf}");
}

#[test]
fn grid_tables_nest_in_quotations_lists_and_cells() {
    let built = Built::of(
        "# One\n\n> +---+-----+\n> | a | b   |\n> +---+-----+\n> | c | d   |\n> +---+-----+\n\n- An item\n\n  +---+---+\n  | e | f |\n  +---+---+\n\n  --- ---\n  g   h\n  --- ---\n\n+-----------+---+\n| +---+---+ | z |\n| | x | y | |   |\n| +---+---+ |   |\n+-----------+---+\n",
    );
    let text = built.document_without_ids("An item");
    assert_eq!(text.matches("<table").count(), 5, "{text}");
    assert!(!text.contains("+--") && text.contains("<blockquote>\n<div class=\"table\">"), "{text}");
    let Some(pdf) = built.pdf else { return };
    assert!(!pdf.contains("+-") && !pdf.contains('|'), "{pdf}");
}

#[test]
fn what_is_not_a_table_stays() {
    let text = "# One\n\n+---+---+\n| a | b |\n\n+---+---+\n| c | d\n+---+---+\n\n+---+\n| e |\n+---+\n\nTitle\n-----\n\ntext\n- - -\n\nWords that go across\n--- --- ---\nand more\n\n```\n+---+---+\n| f | g |\n+---+---+\n```\n\n<pre>\n a   b\n--- ---\n 1   2\n</pre>\n";
    let built = Built::of(text);
    let page = built.document_without_ids("go across");
    assert!(!page.contains("<table"), "{page}");
    for part in ["| a | b |", "| c | d", "| e |", "+---+---+\n| f | g |", " a   b\n--- ---\n 1   2", "Words that go across"] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let Some(pdf) = built.pdf else { return };
    assert!(pdf.contains("| c | d") && pdf.contains("go across"), "{pdf}");
}

#[test]
fn the_place_of_a_word_in_a_cell_is_exact() {
    let built = Built::of(
        "# One\n\n+---+----------------+\n| a | [x](#nowhere)  |\n+---+----------------+\n\n p   q\n--- --------------\n y   [z](#neither)\n",
    );
    for place in ["t.md:8:7", "t.md:13:6"] {
        assert!(built.told.contains(place), "{place}\n{}", built.told);
    }
}
