//! The parts of a handout besides its text: line numbers, room to write, a line to fill in, printed addresses.
use std::fs;

use chapbook::artwork::Gallery;
use chapbook::diagnostic::Sink;
use chapbook::document::NodeId;
use chapbook::edition::{Edition, LinkAddresses};
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, Selected, resolve, select};
use chapbook::source::SourceMap;
use chapbook::typeset::{Artifact, GeneratedText, ItemRole, Modules, Page, PageItem, Pages, Zone, excerpt, faults, typeset};
use chapbook::units::{Length, Point};

use crate::support::tools::tool;

const TEXT: &str = "# One {#one}\n\nA [link](https://example.org/a/path) and <https://example.org/bare/> and [example.org](https://example.org).\n\n\
                    ## Ask {.questions}\n\n1. First?\n2. Second?\n\n## Tell {#tell}\n\n- No question.\n\n::: questions\n- Third?\n:::\n\n# Two\n\nEnd.\n";

/// Sets a text in a built-in edition.
fn set(text: &str, name: &str, change: impl Fn(&mut Edition), proof: impl Fn(&Book<'_>, &Pages, &FontBook)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    fs::write(&path, format!("---\ntitle: T\nlang: en\n---\n\n{text}")).unwrap();
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let manuscript = manuscript::read(&path, &mut sources, &sink).unwrap();
    let mut edition = manuscript.all_editions().find(|edition| edition.name == name).unwrap().clone();
    change(&mut edition);
    let resolution = resolve(&manuscript.document, &edition, &sources, &sink);
    let book = Book { document: &manuscript.document, resolution: &resolution, edition: &edition };
    let pages = typeset(&book, &fonts, &Gallery::default(), &sink);
    assert_eq!(sink.sorted(), Vec::new());
    assert_eq!(faults(&pages, &book), Vec::new());
    proof(&book, &pages, &fonts);
}

/// Returns the lines of a page that are artifacts, or those that are not.
fn lines(page: &Page, artifacts: bool) -> Vec<(Length, Length, String)> {
    let wanted = page.items.iter().filter(|placed| placed.role.is_artifact() == artifacts);
    wanted
        .filter_map(|placed| if let PageItem::Line(line) = &placed.item { Some((placed.at.x, placed.at.y, line.text())) } else { None })
        .collect()
}

fn rules(pages: &Pages) -> usize {
    pages
        .pages
        .iter()
        .flat_map(|page| &page.items)
        .filter(|placed| matches!(placed.item, PageItem::Rule(size) if size.height < Length::from_pt(0.35)))
        .count()
}

#[test]
fn each_question_has_lines_to_write_on_and_each_chapter_a_line_to_fill_in() {
    // Three questions with three lines each, and two chapters with three fields each.
    set(
        TEXT,
        "handout",
        |_| {},
        |_, pages, _| {
            assert_eq!(rules(pages), 3 * 3 + 2 * 3);
            let first: Vec<String> = lines(&pages.pages[0], true).into_iter().map(|(.., text)| text).collect();
            assert!(["Group", "Date", "Session"].iter().all(|word| first.iter().any(|line| line == word)), "{first:?}");
        },
    );
    set(TEXT, "a5", |_| {}, |_, pages, _| assert_eq!(rules(pages), 0));
}

#[test]
fn every_fifth_line_has_its_number_in_the_inner_margin() {
    let text = format!(
        "# One\n\n{}\n\n{}\n",
        "The delegates met and argued about the factories. ".repeat(30),
        "They met again in another hall. ".repeat(40)
    );
    set(
        &text,
        "handout",
        |_| {},
        |book, pages, _| {
            let left = book.edition.design.margins.inner;
            for page in pages.pages.iter().filter(|page| page.side == chapbook::typeset::Side::Recto) {
                let text =
                    page.items.iter().filter(|placed| matches!((placed.role, &placed.item), (ItemRole::Content(_), PageItem::Line(_))));
                let mut heights: Vec<Length> = text.map(|placed| placed.at.y).collect();
                heights.dedup();
                let numbers: Vec<(Length, String)> =
                    lines(page, true).into_iter().filter(|(x, ..)| *x < left).map(|(_, y, text)| (y, text)).collect();
                let wanted: Vec<(Length, String)> =
                    heights.iter().enumerate().filter(|(at, _)| (at + 1) % 5 == 0).map(|(at, y)| (*y, (at + 1).to_string())).collect();
                assert!(wanted.len() > 2);
                assert_eq!(numbers, wanted);
            }
        },
    );
}

#[test]
fn an_address_is_printed_unless_it_is_the_text_of_its_link() {
    let text_of = |pages: &Pages| -> String {
        pages.pages.iter().flat_map(|page| lines(page, false)).map(|(.., text)| text).collect::<Vec<_>>().join(" ")
    };
    set(
        TEXT,
        "handout",
        |_| {},
        |_, pages, _| {
            let text = text_of(pages).replace(' ', "");
            assert!(text.contains("Alink[https://example.org/a/path]andhttps://example.org/bare/andexample.org."), "{text}");
        },
    );
    set(TEXT, "a5", |_| {}, |_, pages, _| assert!(text_of(pages).contains("A link and")));
}

const LINKED: &str = "# One {#one}\n\nA [link](https://example.org/a/path), <https://example.org/bare/>.[^n]\n\n\
                      [^n]: And [a note](https://example.org/note).\n\n## Tell {#tell}\n\n[Again](https://example.org/a/path) and \
                      [we](mailto:we@example.org).\n\n# Two {#two}\n\nThe [end](https://example.org/end).\n";

/// Returns the entries of the lists of links on a page, and their numbers.
fn listed(page: &Page) -> Vec<String> {
    let entries = page
        .items
        .iter()
        .filter(|placed| matches!(placed.role, ItemRole::Generated(GeneratedText::LinkNumber(..) | GeneratedText::Link(..))));
    entries.filter_map(|placed| if let PageItem::Line(line) = &placed.item { Some(line.text().trim().to_owned()) } else { None }).collect()
}

#[test]
fn links_are_listed_at_the_end_of_their_chapter_by_number() {
    set(
        LINKED,
        "handout",
        |edition| edition.design.link_addresses = LinkAddresses::List,
        |_, pages, _| {
            let text: Vec<String> = lines(&pages.pages[0], false).into_iter().map(|(.., text)| text.replace('\u{a0}', " ")).collect();
            let text = text.join(" ");
            // A link whose text is its address is not listed. Links to one address share a number. The links of a note come at its call.
            for part in ["A link [1], https://example.org/bare/.", "And a note [2].", "Again [1] and we [3]."] {
                assert!(text.contains(part), "{part} in {text}");
            }
            assert_eq!(
                listed(&pages.pages[0]),
                ["1", "https://example.org/a/path", "2", "https://example.org/note", "3", "we@example.org"]
            );
            assert_eq!(listed(&pages.pages[1]), ["1", "https://example.org/end"]);
        },
    );
}

/// Draws the QR codes of a page and reads them back.
fn read_codes(page: &Page) -> Vec<String> {
    let codes = page.items.iter().filter_map(|placed| {
        let PageItem::QrCode { modules, module } = &placed.item else { return None };
        assert!(*module >= Length::from_mm(0.4));
        Some(modules)
    });
    codes
        .map(|modules| {
            const DOTS: u32 = 4;
            let side = modules.side() + 2 * Modules::QUIET;
            let dark = |x: u32, y: u32| {
                modules.rectangles().iter().any(|[left, top, width, height]| {
                    let (x, y) = ((x / DOTS).checked_sub(Modules::QUIET), (y / DOTS).checked_sub(Modules::QUIET));
                    x.is_some_and(|x| (*left..left + width).contains(&x)) && y.is_some_and(|y| (*top..top + height).contains(&y))
                })
            };
            let dots: Vec<u8> = (0..side * DOTS)
                .flat_map(|y| (0..side * DOTS).map(move |x| (x, y)))
                .map(|(x, y)| if dark(x, y) { 0 } else { 255 })
                .collect();
            let wide = (side * DOTS) as usize;
            let mut image = rqrr::PreparedImage::prepare_from_greyscale(wide, wide, |x, y| dots[y * wide + x]);
            image.detect_grids()[0].decode().unwrap().1
        })
        .collect()
}

#[test]
fn each_listed_link_has_a_code_that_can_be_read_back() {
    set(
        LINKED,
        "handout",
        |edition| edition.design.link_addresses = LinkAddresses::Codes,
        |_, pages, _| {
            // With codes, a link whose text is its address has a code too.
            let wanted = ["https://example.org/a/path", "https://example.org/bare/", "https://example.org/note", "mailto:we@example.org"];
            assert_eq!(read_codes(&pages.pages[0]), wanted);
            assert_eq!(read_codes(&pages.pages[1]), ["https://example.org/end"]);
            // The quiet zone of a code is empty.
            for page in &pages.pages {
                for placed in &page.items {
                    let PageItem::QrCode { modules, module } = &placed.item else { continue };
                    let quiet = *module * i64::from(Modules::QUIET);
                    let side = *module * i64::from(modules.side());
                    for (x, y, text) in lines(page, false).into_iter().chain(lines(page, true)) {
                        let beside = x >= placed.at.x + side + quiet || x < placed.at.x - quiet * 10;
                        let above = y <= placed.at.y - quiet || y - Length::from_pt(8.0) >= placed.at.y + side + quiet;
                        assert!(beside || above, "{text} at {x}, {y}; the code at {:?}", placed.at);
                    }
                }
            }
        },
    );
}

/// Renders the finished PDF at 200 dots per inch, four dots for each module, which is what a bad camera sees.
#[test]
fn the_codes_of_the_rendered_pdf_can_be_read() {
    set(
        LINKED,
        "handout",
        |edition| edition.design.link_addresses = LinkAddresses::Codes,
        |book, pages, fonts| {
            let sink = Sink::default();
            let bytes = chapbook::pdf::write(pages, book, fonts, &Gallery::default(), &sink).unwrap();
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("a.pdf");
            fs::write(&path, bytes).unwrap();
            let Some(image) = tool("pdftoppm", &["-r", "200", "-gray", "-f", "1", "-l", "1"], &path) else { return };
            let header: Vec<&[u8]> = image.splitn(4, |byte| byte.is_ascii_whitespace()).collect();
            let number = |at: usize| std::str::from_utf8(header[at]).unwrap().parse::<usize>().unwrap();
            let (width, height) = (number(1), number(2));
            let dots = &image[image.len() - width * height..];
            // One code at a time, with its quiet zone, as a phone sees it.
            let at = |length: Length| (length.to_pt() / 72.0 * 200.0).round() as usize;
            let read = pages.pages[0].items.iter().filter_map(|placed| {
                let PageItem::QrCode { modules, module } = &placed.item else { return None };
                let quiet = *module * i64::from(Modules::QUIET);
                let side = at(*module * i64::from(modules.side()) + quiet * 2);
                let (left, top) = (at(placed.at.x - quiet), at(placed.at.y - quiet));
                let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| dots[(top + y) * width + left + x]);
                Some(image.detect_grids()[0].decode().unwrap().1)
            });
            let read: Vec<String> = read.collect();
            let wanted = ["https://example.org/a/path", "https://example.org/bare/", "https://example.org/note", "mailto:we@example.org"];
            assert_eq!(read, wanted);
        },
    );
}

#[test]
fn an_excerpt_lists_its_own_links() {
    for (part, wanted) in
        [("#tell", vec!["1", "https://example.org/a/path", "3", "we@example.org"]), ("two", vec!["1", "https://example.org/end"])]
    {
        set(
            LINKED,
            "handout",
            |edition| edition.design.link_addresses = LinkAddresses::List,
            |book, pages, fonts| {
                let part = if part == "two" { "chapter-2" } else { part };
                let selected = select(part, book.document, book.resolution).unwrap();
                let excerpt = excerpt(pages, book, &selected, fonts, &Gallery::default());
                let listed: Vec<String> = excerpt.pages.iter().flat_map(listed).collect();
                assert_eq!(listed, wanted);
                // The entries follow one another as in the whole list.
                let numbers: Vec<Length> = (excerpt.pages[0].items.iter())
                    .filter(|placed| {
                        matches!((placed.role, &placed.item), (ItemRole::Generated(GeneratedText::LinkNumber(..)), PageItem::Line(_)))
                    })
                    .map(|placed| placed.at.y)
                    .collect();
                assert!(numbers.windows(2).all(|pair| pair[1] - pair[0] == book.edition.design.note_leading), "{numbers:?}");
            },
        );
    }
}

#[test]
fn the_codes_of_an_excerpt_move_together() {
    set(
        LINKED,
        "handout",
        |edition| edition.design.link_addresses = LinkAddresses::Codes,
        |book, pages, fonts| {
            // The printed parts of an entry, found by its code.
            let entry = |page: &Page, address: &str| -> (Point, Vec<(Length, Length, String)>) {
                let at = read_codes(page).iter().position(|read| read == address).unwrap();
                let mut codes = page.items.iter().filter(|placed| matches!(placed.item, PageItem::QrCode { .. }));
                let code = codes.nth(at).unwrap();
                let ItemRole::Generated(GeneratedText::Link(entry)) = code.role else { panic!("{:?}", code.role) };
                let own = [ItemRole::Generated(GeneratedText::LinkNumber(entry)), code.role];
                let lines = page.items.iter().filter(|placed| own.contains(&placed.role)).filter_map(|placed| match &placed.item {
                    PageItem::Line(line) => Some((placed.at.x - code.at.x, placed.at.y - code.at.y, line.text())),
                    _ => None,
                });
                (code.at, lines.collect())
            };
            let selected = select("#tell", book.document, book.resolution).unwrap();
            let excerpt = excerpt(pages, book, &selected, fonts, &Gallery::default());
            let (whole, part) = (&pages.pages[0], &excerpt.pages[0]);
            let addresses = ["https://example.org/a/path", "mailto:we@example.org"];
            assert_eq!(read_codes(part), addresses);
            // In the whole list they are in different rows and columns.
            let [first, last] = addresses.map(|address| entry(whole, address));
            assert!(last.0.y > first.0.y && last.0.x > first.0.x, "{first:?} {last:?}");
            let [first_left, last_left] = addresses.map(|address| entry(part, address));
            assert_eq!(last_left.0.x - first_left.0.x, book.edition.design.measure() / 2);
            assert!((last_left.0.y - first_left.0.y).to_pt().abs() < 3.0, "they share a row: {first_left:?} {last_left:?}");
            assert_eq!((first.1, last.1), (first_left.1, last_left.1), "number and address are beside their code");
        },
    );
    // The first of a pair is left out, so the second moves to its place.
    let text = "# One\n\n[A](https://example.org/a) and\n\n## Two {#two}\n\n[B](https://example.org/b), [C](https://example.org/c).\n";
    set(
        text,
        "handout",
        |edition| edition.design.link_addresses = LinkAddresses::Codes,
        |book, pages, fonts| {
            let selected = select("#two", book.document, book.resolution).unwrap();
            let excerpt = excerpt(pages, book, &selected, fonts, &Gallery::default());
            let places = |page: &Page| -> Vec<Length> {
                page.items.iter().filter(|placed| matches!(placed.item, PageItem::QrCode { .. })).map(|placed| placed.at.x).collect()
            };
            assert_eq!(places(&excerpt.pages[0]), places(&pages.pages[0])[..2]);
        },
    );
}

#[test]
fn an_excerpt_has_lines_to_write_on_for_its_own_questions() {
    // The list of links comes right after the last question.
    let text = "# One\n\n## Read {#read}\n\nA [link](https://example.org/a/path).\n\n## Ask {#ask .questions}\n\n1. First?\n2. Second?\n";
    for (part, wanted) in [("#read", 0), ("#ask", 2 * 3)] {
        set(
            text,
            "handout",
            |edition| (edition.design.link_addresses, edition.design.session_line) = (LinkAddresses::List, false),
            |book, pages, fonts| {
                let selected = select(part, book.document, book.resolution).unwrap();
                assert_eq!(rules(&excerpt(pages, book, &selected, fonts, &Gallery::default())), wanted, "{part}");
            },
        );
    }
}

#[test]
fn an_excerpt_keeps_the_line_numbers_of_its_pages() {
    let text = format!(
        "# One\n\n{}\n\n## Here {{#here}}\n\n{}\n",
        "The delegates met and argued. ".repeat(30),
        "They met again in a hall. ".repeat(60)
    );
    set(
        &text,
        "handout",
        |_| {},
        |book, pages, fonts| {
            let selected = select("#here", book.document, book.resolution).unwrap();
            let part = excerpt(pages, book, &selected, fonts, &Gallery::default());
            // The line numbers, each by the words of its line.
            let numbered = |page: &Page| -> Vec<(String, String)> {
                let text = lines(page, false);
                let of = |y: Length| text.iter().find(|(_, own, _)| *own == y).map(|(.., text)| text.clone());
                lines(page, true).into_iter().filter_map(|(_, y, number)| Some((of(y)?, number))).collect()
            };
            let (whole, own) = (numbered(&pages.pages[0]), numbered(&part.pages[0]));
            assert!(!own.is_empty() && own.len() < whole.len());
            assert!(own.iter().all(|line| whole.contains(line)), "{own:?} {whole:?}");
        },
    );
}

/// The lowest and the highest point of what belongs to a node on a page: its text and its artifacts.
fn extent(page: &Page, nodes: std::ops::Range<u32>) -> (Length, Length) {
    let own = page.items.iter().filter(|placed| placed.role.node().is_some_and(|node| nodes.contains(&node.0)));
    let printed = own.filter(|placed| matches!(placed.item, PageItem::Line(_) | PageItem::Rule(_))).map(|placed| placed.at.y);
    printed.fold((Length::points(10_000), Length::ZERO), |(top, foot), y| (top.min(y), foot.max(y)))
}

#[test]
fn an_excerpt_keeps_artifacts_with_what_they_belong_to() {
    let text = "# One\n\n## Ask {.questions}\n\n1. First?\n2. Second?\n3. Third?\n4. Fourth?\n5. Fifth?\n\n## More\n\nBefore the break.\n\n***\n\n\
                After the break.\n\n## Last\n\n> [!NOTE]\n> Of two paragraphs.\n>\n> The second.\n";
    set(
        text,
        "handout",
        |edition| edition.design.link_addresses = LinkAddresses::List,
        |book, pages, fonts| {
            let items = pages.pages.iter().flat_map(|page| &page.items);
            let mut questions: Vec<NodeId> = items
                .filter_map(|placed| match (placed.role, &placed.item) {
                    (ItemRole::Artifact(Artifact::Block(node)), PageItem::Rule(size)) if size.height < Length::from_pt(0.35) => Some(node),
                    _ => None,
                })
                .collect();
            questions.dedup();
            assert_eq!(questions.len(), 5);
            let question = |at: usize| questions[at].0..questions[at + 1].0;
            let take = |nodes: std::ops::Range<u32>| Selected::Nodes(NodeId(nodes.start), NodeId(nodes.end - 1));
            // The first and the third question: the lines for the first answer stay above the third question.
            let part = excerpt(pages, book, &[take(question(0)), take(question(2))], fonts, &Gallery::default());
            assert_eq!(part.pages.len(), 1);
            assert_eq!(rules(&part), 2 * 3 + 3, "two answers and the line to fill in");
            let (first, third) = (extent(&part.pages[0], question(0)), extent(&part.pages[0], question(2)));
            assert!(first.1 < third.0, "{first:?} {third:?}");
            // An ornament after the last paragraph is not kept. The bar beside an alert is kept where its text is.
            let paragraph = |words: &str| {
                let items = pages.pages.iter().flat_map(|page| &page.items);
                let own = items.filter(|placed| matches!(&placed.item, PageItem::Line(line) if line.text() == words));
                let node = own.filter_map(|placed| placed.role.node()).next().unwrap();
                Selected::Nodes(node, node)
            };
            let artifacts = |selected: Selected| {
                let part = excerpt(pages, book, &[selected], fonts, &Gallery::default());
                let items = part.pages.iter().flat_map(|page| &page.items);
                items.filter(|placed| matches!((placed.role, placed.zone), (ItemRole::Artifact(Artifact::Block(_)), Zone::Text))).count()
            };
            assert_eq!(artifacts(paragraph("Before the break.")), 0);
            assert_eq!(artifacts(paragraph("The second.")), 1);
        },
    );
}
