//! Pictures without a caption stay where they are written, and captions stay with their pictures.
use crate::support::pressed::{Pressed, pressed};
use crate::support::shelf::png;

/// A chapter with text, a picture after "as shown here:", and more text. The picture is 200 points high.
fn chapter(lines: usize, picture: &str) -> String {
    let words = "Words that fill the lines of a page, one after the other, until it is full.\n\n";
    format!("# One\n\n{}As shown here:\n\n{picture}\n\nThen it goes on. {}\n", words.repeat(lines), words.repeat(9))
}

/// Whether the picture comes right after the words before it, in the order of the pages.
fn follows(book: &Pressed) -> bool {
    let text = crate::support::tools::pdftotext(&["-bbox-layout"], &book.folder.path().join("dist/t.pdf"));
    let picture = book.on_pages()[0].clone();
    let Some(text) = text else { return true };
    let tree = roxmltree::Document::parse_with_options(&text, roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() }).unwrap();
    let pages = || tree.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "page"))).zip(1..);
    let place = |wanted: &str| {
        pages().find_map(|(page, number)| {
            let words = page.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "word")));
            let word = words.into_iter().find(|word| word.text() == Some(wanted))?;
            Some((number, word.attribute("yMin")?.parse::<f64>().ok()?))
        })
    };
    let (before, after) = (place("here:").unwrap(), place("Then").unwrap());
    // The words after the picture are on its page or a later one. The words that refer to it are on its page, or the page before if it
    // did not fit there.
    before.0 <= picture.page && picture.page <= after.0 && (after.0 > before.0 || picture.page == before.0)
}

#[test]
fn a_picture_without_a_caption_never_leaves_its_place() {
    let picture = png(400, 560);
    for lines in 0..16 {
        let book = pressed("", &chapter(lines, "![a](p.png)"), &[("p.png", &picture)]);
        assert!(follows(&book), "{lines}");
    }
}

#[test]
fn a_figure_that_is_to_stay_here_stays_and_others_may_leave() {
    let picture = png(400, 560);
    let left = |source: &str| (0..16).filter(|lines| !follows(&pressed("", &chapter(*lines, source), &[("p.png", &picture)]))).count();
    assert_eq!(left("![a](p.png \"A caption.\"){place=here}"), 0);
    let here = "[design.figures]\nplace = \"here\"\n";
    let is_here = |lines| follows(&pressed(here, &chapter(lines, "![a](p.png \"A caption.\")"), &[("p.png", &picture)]));
    assert!((0..16).all(is_here));
    assert_ne!(left("![a](p.png \"A caption.\")"), 0);
    assert_ne!(left("![a](p.png){place=foot}"), 0);
}

#[test]
fn a_caption_after_a_picture_belongs_to_it() {
    let picture = png(60, 30);
    for source in [
        "<img src=\"p.png\" alt=\"a\"><span class=\"caption\">Figure 4-3. The <em>words</em>.</span>",
        "<img src=\"p.png\" alt=\"a\">\n<span class=\"caption\">Figure 4-3. The <em>words</em>.</span>",
        "<img src=\"p.png\" alt=\"a\"/><br/>\n<span class=\"caption\">Figure 4-3. The <em>words</em>.</span>",
        "![a](p.png)\n[Figure 4-3. The *words*.]{.caption}",
        "![a](p.png)\n\n<p class=\"caption\">Figure 4-3. The <em>words</em>.</p>",
        "<div><img src=\"p.png\" alt=\"a\"><p class=\"caption\">Figure 4-3. The <em>words</em>.</p></div>",
        "![a](p.png)\n\n::: caption\nFigure 4-3. The *words*.\n:::",
        "<figure><img src=\"p.png\" alt=\"a\"><figcaption>Figure 4-3. The <em>words</em>.</figcaption></figure>",
    ] {
        let book = pressed("", &format!("# One\n\nBefore.\n\n{source}\n\nAfter.\n"), &[("p.png", &picture)]);
        assert_eq!(book.told, "", "{source}");
        let markup = book.markup();
        let from = markup.find("<figcaption").unwrap_or_else(|| panic!("{source}: {markup}"));
        let caption = &markup[from..from + markup[from..].find("</figcaption>").unwrap()];
        assert!(caption.contains("Figure 4-3. The <em>words</em>."), "{source}: {caption}");
        assert_eq!(
            markup.matches("Figure 4-3").count() - book.epub.text("nav.xhtml").matches("Figure 4-3").count(),
            markup.matches("<figcaption").count(),
            "{source}"
        );
    }
}

#[test]
fn what_is_not_a_caption_of_a_picture_stays_a_paragraph() {
    let picture = png(60, 30);
    for source in [
        "[A caption.]{.caption}",
        "Words.\n\n[A caption.]{.caption}",
        "Words ![a](p.png) [A caption.]{.caption}",
        "![a](p.png)\n[A caption.]{.caption} and more",
        "![a](p.png \"Its own.\")\n\n[A caption.]{.caption}",
    ] {
        let book = pressed("", &format!("# One\n\n{source}\n\nAfter.\n"), &[("p.png", &picture)]);
        let markup = book.markup();
        assert!(markup.contains("<span class=\"caption\">A caption.</span>"), "{source}: {markup}");
        assert!(!markup.contains("<figcaption><span class=\"caption"), "{source}");
    }
}

#[test]
fn an_alternative_text_is_a_caption_only_if_the_book_says_so() {
    let picture = png(60, 30);
    let chapter = "# One\n\n![The *old* town](p.png)\n\n![Beside](p.png \"Its own.\")\n\nIn a ![line](p.png).\n\n![](p.png){.decorative}\n\n![x](p.png){.decorative}\n";
    let captions = |settings: &str| {
        let book = pressed(settings, chapter, &[("p.png", &picture)]);
        let markup = book.markup();
        markup.split("<figcaption>").skip(1).map(|rest| rest[..rest.find("</figcaption>").unwrap()].to_owned()).collect::<Vec<_>>()
    };
    let label = |number: u32| format!("<span class=\"label\">Figure {number}.</span> ");
    assert_eq!(captions(""), [format!("{}Its own.", label(1))]);
    assert_eq!(captions("implicit-figures = true"), [format!("{}The <em>old</em> town", label(1)), format!("{}Its own.", label(2))]);
}

/// In Pandoc and Quarto, the brackets hold the caption, and the alternative text may be an attribute.
#[test]
fn an_alternative_text_beside_a_caption_is_in_the_attributes() {
    for (dialect, key) in [("pandoc", "alt"), ("quarto", "fig-alt")] {
        let chapter = format!("# One\n\n![The caption](p.png){{{key}=\"A grey picture\"}}\n");
        let book = pressed(&format!("dialect = \"{dialect}\""), &chapter, &[("p.png", &png(60, 30))]);
        let markup = book.markup();
        assert!(markup.contains("alt=\"A grey picture\"") && markup.contains("</span> The caption</figcaption>"), "{markup}");
        assert!(!markup.contains("data-") && book.told.is_empty(), "{}\n{markup}", book.told);
    }
}

/// A figure or a table with the author's own number gets no second one.
#[test]
fn a_number_in_a_caption_is_the_number_of_its_figure() {
    let chapter = "# One\n\n![a](p.png \"Figure 4-3 The harbour\"){#harbour}\n\n![b](p.png \"The town\")\n\n| A |\n|---|\n| 1 |\n\nTable: Table 7: Ships\n\n\
                   See [](#harbour){.number}.\n";
    let book = pressed("", chapter, &[("p.png", &png(60, 30))]);
    let markup = book.markup();
    assert!(markup.contains("<figcaption>Figure 4-3 The harbour</figcaption>"), "{markup}");
    assert!(markup.contains("<span class=\"label\">Figure 1.</span> The town") && markup.contains(">4-3</a>"), "{markup}");
    assert!(markup.contains("<caption>Table 7: Ships</caption>"), "{markup}");
    let text = crate::support::tools::pdftotext(&["-raw"], &book.folder.path().join("dist/t.pdf"));
    assert!(text.is_none_or(|text| text.contains("Figure 4-3 The harbour") && !text.contains("Figure 2") && !text.contains("Table 1")));
}

/// In Pandoc, a backslash after the picture says that it is not a figure.
#[test]
fn a_backslash_after_a_picture_is_obeyed_or_reported() {
    let chapter = "# One\n\n![A picture](p.png)\\\n\nText.\n";
    let book = |settings: &str| pressed(settings, chapter, &[("p.png", &png(60, 30))]);
    let pandoc = book("dialect = \"pandoc\"");
    let markup = pandoc.markup();
    assert!(!markup.contains("figure") && !markup.contains('\\') && markup.contains("alt=\"A picture\""), "{markup}");
    assert_eq!((pandoc.told.as_str(), pandoc.on_pages().len()), ("", 1));
    let plain = book("");
    assert!(plain.told.contains("a.md:3:20: warning[broken-break]: no line follows this backslash"), "{}", plain.told);
}

#[test]
fn a_wide_picture_in_a_link_stays_within_the_measure() {
    for picture in ["[![x](p.png)](https://example.org)", "![x](p.png) and more words after the picture, which fill the line."] {
        let book = pressed("", &format!("# One\n\nText before it.\n\n{picture}\n"), &[("p.png", &png(1400, 250))]);
        assert_eq!(book.told, "", "{picture}");
    }
}
