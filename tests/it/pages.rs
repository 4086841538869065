//! Positions on a page: notes that share a line, figures that move, tables that are turned, lines on a grid. The tests set small
//! books and read their pages.
use std::collections::BTreeMap;

use chapbook::artwork::{Artwork, Gallery};
use chapbook::diagnostic::Sink;
use chapbook::edition::Design;
use chapbook::font::FontBook;
use chapbook::manuscript;
use chapbook::resolve::{Book, resolve};
use chapbook::source::SourceMap;
use chapbook::typeset::{PageItem, Pages, Segment, TextLine, faults, typeset};
use chapbook::units::{Length, Point};

/// A typeset book of one chapter.
struct TypesetBook {
    design: Design,
    pages: Pages,
    reported: Vec<String>,
}

/// Sets a chapter. `settings` follow `[book]` in `book.toml`. If `PAGES_OUT` names a folder, the PDF is kept there.
fn set(name: &str, settings: &str, chapter: &str) -> TypesetBook {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("chapter.md"), chapter).unwrap();
    std::fs::write(folder.path().join("book.toml"), format!("[book]\ntitle = \"T\"\nlanguage = \"en-GB\"\n{settings}")).unwrap();
    let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
    let drawing = |height: u32| {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"{height}\"><rect width=\"400\" height=\"{height}\" fill=\"#ccc\"/></svg>"
        );
        (format!("{height}.svg"), Artwork::read(svg.into_bytes()).unwrap())
    };
    let gallery = Gallery { artworks: [100, 200, 300, 540].into_iter().map(drawing).collect(), ..Gallery::default() };
    for (path, artwork) in &gallery.artworks {
        std::fs::write(folder.path().join(path), artwork.bytes().unwrap()).unwrap();
    }
    let read = manuscript::read(folder.path(), &mut sources, &sink).unwrap();
    let edition = read.editions[0].clone();
    let resolution = resolve(&read.document, &edition, &sources, &sink);
    let book = Book { document: &read.document, resolution: &resolution, edition: &edition };
    let pages = typeset(&book, &fonts, &gallery, &sink);
    if let Some(out) = std::env::var_os("PAGES_OUT") {
        let pdf = chapbook::pdf::write(&pages, &book, &fonts, &gallery, &sink).unwrap();
        std::fs::write(std::path::Path::new(&out).join(format!("{name}.pdf")), pdf).unwrap();
    }
    assert_eq!(faults(&pages, &book), [], "{name}");
    let reported =
        sink.sorted().into_iter().map(|diagnostic| format!("{}: {} {:?}", diagnostic.code, diagnostic.message, diagnostic.label)).collect();
    TypesetBook { design: edition.design, pages, reported }
}

fn text(line: &TextLine) -> String {
    let part = |segment: &Segment| match segment {
        Segment::Glyphs(run) => run.text.to_string(),
        Segment::Space(_) => " ".to_owned(),
        Segment::Kern(_) | Segment::Drawn(_) => String::new(),
    };
    line.segments.iter().map(part).collect()
}

impl TypesetBook {
    /// Returns all lines of the text: page from 0, position, words.
    fn lines(&self) -> Vec<(usize, Point, String)> {
        let pages = self.pages.pages.iter().enumerate();
        let items = pages.flat_map(|(number, page)| page.items.iter().map(move |placed| (number, placed)));
        items
            .filter_map(
                |(number, placed)| if let PageItem::Line(line) = &placed.item { Some((number, placed.at, text(line))) } else { None },
            )
            .collect()
    }
}

const NO_FRONT: &str = "title-pages = false\ncontents = false\n";

/// Text of this many sentences.
fn sentences(count: usize) -> String {
    "Of all that was said that day not much was written down, and less was kept. ".repeat(count)
}

#[test]
fn short_notes_share_a_line() {
    let mut chapter = String::from("# Chapter\n\n");
    let mut notes = String::new();
    for number in 1..=40 {
        chapter.push_str(&format!("{} Call.[^{number}] {}\n\n", sentences(2), sentences(3)));
        let note = match number % 5 {
            0 => format!("Long{number}. {}", sentences(3)),
            _ => format!("Ibid{number}., p. 12."),
        };
        notes.push_str(&format!("[^{number}]: {note}\n\n"));
    }
    chapter.push_str(&notes);
    let apart = set("notes-apart", &format!("[design]\n{NO_FRONT}"), &chapter);
    let shared = set("notes-shared", &format!("[design]\n{NO_FRONT}notes = {{ run-on = true }}\n"), &chapter);
    assert!(shared.reported.is_empty(), "{:?}", shared.reported);
    let rows = |made: &TypesetBook| {
        let mut rows: BTreeMap<(usize, i64), Vec<(Point, String)>> = BTreeMap::new();
        for (page, at, text) in made.lines().into_iter().filter(|(.., text)| text.contains("Ibid") || text.contains("Long")) {
            rows.entry((page, at.y.0)).or_default().push((at, text));
        }
        rows
    };
    assert!(rows(&apart).values().all(|row| row.len() == 1));
    let rows = rows(&shared);
    assert!(rows.values().filter(|row| row.len() >= 2).count() > 5, "{rows:?}");
    for row in rows.values() {
        // Notes go from left to right in the order of their marks, and a long note has a line of its own.
        assert!(row.windows(2).all(|pair| pair[0].0.x < pair[1].0.x), "{row:?}");
        assert!(row.len() == 1 || row.iter().all(|(_, text)| text.contains("Ibid")), "{row:?}");
    }
    let all: Vec<String> = rows
        .values()
        .flatten()
        .map(|(_, text)| text.split(['.', ' ']).find(|word| word.starts_with(['I', 'L'])).unwrap()[4..].to_owned())
        .collect();
    assert_eq!(all, (1..=40).map(|number| number.to_string()).collect::<Vec<_>>(), "every note once, in order");
    assert!(shared.pages.pages.len() <= apart.pages.pages.len());
}

/// A chapter of paragraphs with figures after some of them.
fn figured(count: usize, figures: &[(usize, &str)]) -> String {
    let mut chapter = String::from("# Chapter\n\n");
    for number in 0..count {
        chapter.push_str(&format!("Word{number}x. {}\n\n", sentences(4 + number % 3)));
        figures.iter().filter(|(after, _)| *after == number).for_each(|(_, figure)| chapter.push_str(&format!("{figure}\n\n")));
    }
    chapter
}

impl TypesetBook {
    /// Returns the page, upper left corner, height and path of each picture, in reading order.
    fn pictures(&self) -> Vec<(usize, Point, Length, String)> {
        let pages = self.pages.pages.iter().enumerate();
        let items = pages.flat_map(|(number, page)| page.items.iter().map(move |placed| (number, placed)));
        items
            .filter_map(|(number, placed)| match &placed.item {
                PageItem::Artwork { source, size, .. } => Some((number, placed.at, size.height, source.to_string())),
                _ => None,
            })
            .collect()
    }

    /// Returns all pages but the last with more than two lines of white at the foot.
    fn short(&self) -> Vec<usize> {
        let design = &self.design;
        let pages = &self.pages.pages[..self.pages.pages.len() - 1];
        let foot = design.margins.head + design.leading * (design.lines() - 3);
        let bottom = |page: &chapbook::typeset::Page| {
            let low = page.items.iter().filter_map(|placed| match &placed.item {
                PageItem::Line(_) => Some(placed.at.y),
                PageItem::Artwork { size, .. } => Some(placed.at.y + size.height),
                _ => None,
            });
            low.filter(|y| *y < page.size.height - design.margins.foot + Length::points(2)).max()
        };
        (0..pages.len()).filter(|&number| bottom(&pages[number]).is_none_or(|low| low < foot)).collect()
    }

    /// Returns the page on which the paragraph with this number ends.
    fn end_of(&self, number: usize) -> usize {
        let text: Vec<_> = self.lines().into_iter().filter(|(.., text)| text.len() > 20 && !text.contains("drawing")).collect();
        let next = text.iter().position(|(.., text)| text.contains(&format!("Word{}x", number + 1))).unwrap();
        text[next - 1].0
    }
}

#[test]
fn a_figure_that_does_not_fit_moves_to_the_next_page_and_no_page_is_short() {
    for after in 0..14 {
        let figure = "![A tall drawing.](540.svg \"A tall drawing.\")";
        let made = set(&format!("here-{after}"), &format!("[design]\n{NO_FRONT}"), &figured(22, &[(after, figure)]));
        assert!(made.reported.is_empty(), "{:?}", made.reported);
        assert_eq!(made.short(), Vec::<usize>::new(), "after {after}");
        let (page, at, ..) = made.pictures()[0].clone();
        let called = made.end_of(after);
        assert!(page == called || page == called + 1, "called on {called}, placed on {page}");
        assert!(page == called || at.y == made.design.margins.head, "at the head of the next page: {at:?}");
    }
}

#[test]
fn figures_are_placed_at_the_head_at_the_foot_or_on_their_own_page() {
    let figure = |place: &str| format!("![A drawing.](200.svg \"A drawing.\"){{place={place}}}");
    for after in [7, 9, 12, 14] {
        let set =
            |place: &str| set(&format!("{place}-{after}"), &format!("[design]\n{NO_FRONT}"), &figured(22, &[(after, &figure(place))]));
        let top = set("top");
        let (page, at, ..) = top.pictures()[0].clone();
        assert_eq!(at.y, top.design.margins.head, "top, after {after}");
        assert!(page == top.end_of(after) || page == top.end_of(after) + 1);
        let foot = set("foot");
        let (page, at, height, _) = foot.pictures()[0].clone();
        // A page may end right before the figure. Then the figure is at the foot of the next page.
        assert!(page <= foot.end_of(after) + 1);
        if at.y > foot.design.margins.head {
            let below = foot
                .lines()
                .into_iter()
                .filter(|(on, line, text)| *on == page && line.y > at.y + height && text.contains("Of all"))
                .count();
            assert_eq!(below, 0, "foot, after {after}: only the caption is below");
        }
        let own = set("page");
        let (page, ..) = own.pictures()[0].clone();
        assert_eq!(page, own.end_of(after) + 1, "page, after {after}");
        let others = own.lines().into_iter().filter(|(on, _, text)| *on == page && text.contains("Of all")).count();
        assert_eq!(others, 0, "page, after {after}: nothing else is there");
        for made in [&top, &foot, &own] {
            assert!(made.reported.is_empty(), "{:?}", made.reported);
            assert_eq!(made.short().into_iter().filter(|&short| short != page).collect::<Vec<_>>(), Vec::<usize>::new(), "after {after}");
        }
    }
}

#[test]
fn figures_keep_their_order_and_their_section() {
    let many = |place: &str| {
        let mut chapter = figured(
            6,
            &[
                (1, "![One.](300.svg \"One.\")"),
                (2, "![Two.](300.svg \"Two.\")"),
                (3, "![Three.](200.svg \"Three.\")"),
                (5, "![Four.](100.svg \"Four.\")"),
            ],
        );
        chapter.push_str(&format!("## Another section\n\nWordEnd. {}\n\n{}", sentences(20), sentences(60)));
        set(&format!("order-{place}"), &format!("[design]\n{NO_FRONT}figures = {{ place = \"{place}\" }}\n"), &chapter)
    };
    for place in ["here", "top", "foot", "page"] {
        let made = many(place);
        let order: Vec<String> = made.pictures().into_iter().map(|(.., path)| path).collect();
        assert_eq!(order, ["300.svg", "300.svg", "200.svg", "100.svg"], "{place}");
        let section = made.lines().into_iter().find(|(_, _, text)| text.to_lowercase().starts_with("another")).unwrap();
        let last = made.pictures()[3].clone();
        assert!((last.0, last.1.y) < (section.0, section.1.y), "{place}: the last figure is before the next section");
    }
    // A figure before a page break of the author stays before it. A figure may be the last block of its chapter.
    for place in ["here", "top", "foot", "page"] {
        let chapter = figured(9, &[(8, &format!("![One.](300.svg \"One.\"){{place={place}}}"))]);
        let made = set(
            &format!("last-{place}"),
            &format!("[design]\n{NO_FRONT}"),
            &format!("{chapter}\\newpage\n\nWordNext.\n\n{}\n", chapter.replace("# Chapter", "")),
        );
        let next = made.lines().into_iter().find(|(.., text)| text.contains("WordNext")).unwrap();
        let [one, two] = &made.pictures()[..] else { panic!("two pictures: {place}") };
        assert!(one.0 < next.0 && two.0 > next.0, "{place}: {one:?} {next:?} {two:?}");
        assert_eq!(next.1.y, made.lines().into_iter().find(|(on, .., text)| *on == next.0 && text.contains("Word")).unwrap().1.y);
    }
}

#[test]
fn paragraphs_around_the_call_of_a_moved_figure_keep_their_white() {
    let mut held = 0;
    for after in 0..14 {
        let figure = "![A tall drawing.](540.svg \"A tall drawing.\")";
        let made = set(
            &format!("spaced-{after}"),
            &format!("[design]\n{NO_FRONT}paragraphs = \"space\"\nexpansion = 0\n"),
            &figured(22, &[(after, figure)]),
        );
        let lines: Vec<_> = made.lines().into_iter().filter(|(.., text)| text.contains("Of all") || text.len() > 30).collect();
        let next = lines.iter().position(|(.., text)| text.contains(&format!("Word{}x", after + 1))).unwrap();
        let ((before, above, _), (on, below, _)) = (&lines[next - 1], &lines[next]);
        if before == on && made.pictures()[0].0 > *on {
            held += 1;
            assert_eq!(below.y - above.y, made.design.leading * 3 / 2, "after {after}");
        }
    }
    assert!(held > 2, "{held}");
}

#[test]
fn a_picture_is_slightly_smaller_if_that_fills_a_page() {
    let mut smaller = 0;
    for count in 0..24 {
        // It cannot move to the next page, because its section ends with it.
        let figure = "![A drawing.](300.svg \"A drawing.\")";
        let chapter = format!("{}{figure}\n\n## Next\n\n{}", figured(3, &[]), figured(20, &[]).replace("# Chapter", ""));
        let made = set(
            &format!("smaller-{count}"),
            &format!("[design]\n{NO_FRONT}"),
            &chapter.replacen("Word0x.", &format!("Word0x. {}", sentences(count)), 1),
        );
        let (page, _, height, _) = made.pictures()[0].clone();
        let natural = made.design.measure() * 3 / 4;
        assert!(height <= natural && height >= natural.scaled(90, 100), "{height} of {natural}");
        if height < natural {
            smaller += 1;
            assert!(!made.short().contains(&page), "the smaller picture fills its page: {count}");
        }
    }
    assert!(smaller > 0);
}

#[test]
fn a_caption_does_not_end_in_a_very_short_line() {
    for words in 12..22 {
        let caption = "What was said of it by those who saw it, and of what they did not see until a long time after it was too late"
            .split(' ')
            .take(words)
            .collect::<Vec<_>>()
            .join(" ");
        let made = set("caption", &format!("[design]\n{NO_FRONT}"), &format!("# C\n\n![X.](100.svg \"{caption}\")\n"));
        let (_, at, height, _) = made.pictures()[0].clone();
        let items = made.pages.pages.iter().flat_map(|page| &page.items);
        let lines: Vec<(Point, Length)> = items
            .filter_map(|placed| if let PageItem::Line(line) = &placed.item { Some((placed.at, line.width())) } else { None })
            .filter(|(line, _)| line.y > at.y + height && line.y < at.y + height + made.design.leading * 4)
            .collect();
        let [(first, one), .., (last, two)] = &lines[..] else { continue };
        assert!(*two * 2 > *one, "{caption}: {lines:?}");
        // Both lines stay centred below the picture.
        assert!(((first.x + *one / 2) - (last.x + *two / 2)).0.abs() < Length::points(1).0, "{lines:?}");
    }
}

#[test]
fn a_broken_line_of_code_has_a_mark_that_is_not_copied() {
    let chapter = format!("# Code\n\n```\nshort = 1\n{}\n```\n", "long_name(argument) + ".repeat(12));
    let made = set("code", &format!("[design]\n{NO_FRONT}"), &chapter);
    let lines: Vec<_> = made.lines().into_iter().filter(|(.., text)| text.contains("long_name")).collect();
    assert!(lines.len() > 1, "{lines:?}");
    let rules = |y: Length| {
        let items = made.pages.pages[0].items.iter();
        items
            .filter(|placed| matches!(placed.item, PageItem::Rule(_)) && placed.at.y < y && placed.at.y > y - made.design.code_size)
            .count()
    };
    assert_eq!(rules(lines[0].1.y), 0, "a line that was not broken has no mark");
    assert!(lines[1..].iter().all(|(_, at, _)| rules(at.y) == 2), "a hook before each continued line");
}

#[test]
fn a_reference_in_a_title_is_printed_wherever_the_title_is() {
    let chapter = "# Chapter\n\nText.\n\n## The wheel {#wheel}\n\nText.\n\n## More on [](#wheel), again\n\nText.\n";
    let settings = "[design]\ntitle-pages = false\n[design.heads]\nrecto = \"section\"\nverso = \"section\"\n";
    let made = set("title", settings, &format!("{chapter}\n{}", sentences(120)));
    let count = made.lines().into_iter().filter(|(.., text)| text.to_lowercase().contains("more on the wheel, again")).count();
    // The title is in the contents, in the heading, and in the running heads after it.
    assert!(count >= 4, "{:?}", made.lines().into_iter().map(|(.., text)| text).filter(|text| text.contains("ore on")).collect::<Vec<_>>());
}

#[test]
fn every_item_of_a_list_keeps_its_marker() {
    let items: String = (0..80).map(|number| format!("- Item{number}x. {}\n", sentences(7 + number % 3))).collect();
    let made = set("list", &format!("[design]\n{NO_FRONT}"), &format!("# List\n\n{items}"));
    assert_eq!(made.lines().into_iter().filter(|(.., text)| text == "•").count(), 80);
}

#[test]
fn on_a_grid_all_lines_align() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for book in ["specimen", "kitchen-sink"] {
        let (mut sources, sink, fonts) = (SourceMap::default(), Sink::default(), FontBook::bundled());
        let read = manuscript::read(&root.join("tests/books").join(book), &mut sources, &sink).unwrap();
        let picture = |path: &String| Some((path.clone(), Artwork::read(std::fs::read(read.root.join(path)).ok()?).ok()?));
        let gallery = Gallery { artworks: read.images.iter().filter_map(|(path, _)| picture(path)).collect(), ..Gallery::default() };
        for edition in &read.editions {
            let mut edition = edition.clone();
            let off = |edition: &chapbook::edition::Edition, check: bool| {
                let resolution = resolve(&read.document, edition, &sources, &sink);
                let book = Book { document: &read.document, resolution: &resolution, edition };
                let pages = typeset(&book, &fonts, &gallery, &sink);
                let mut asked = edition.clone();
                asked.design.grid = check;
                faults(&pages, &Book { edition: &asked, ..book })
            };
            let missed = off(&edition, true);
            assert!(!missed.is_empty(), "{book}, {}: without a grid some lines are not on it", edition.name);
            edition.design.grid = true;
            assert_eq!(off(&edition, true), [], "{book}, {}", edition.name);
        }
    }
}

#[test]
fn a_direction_mark_is_reported_with_its_place() {
    let reported = set("direction", &format!("[design]\n{NO_FRONT}"), "# C\n\nPlain.\n\nBefore \u{202e}turned\u{202c} after.\n").reported;
    assert!(reported.len() == 1 && reported[0].starts_with("direction-mark"), "{reported:?}");
}

/// A wider mark moves its line to another page, on which the mark is narrower again.
const NEVER: &str = r#"# C

heard of less much that written kept not not written those[^1] much day[^2] kept[^3] less[^4] less was[^5] who it who day that all[^6] by was[^7] of of room heard[^8] kept[^9] all heard kept the it the[^10] by room.

room day room by kept in who and room less all heard room was who and[^11] in less that of by those who who of day that by in in[^12] those not all written the it written[^13] heard it those[^14] less said heard it all was in that[^15].

was[^16] was[^17] it[^18] all much that heard was[^19] the said[^20] by heard down[^21] not less room was less.

that room not those by less down[^22] not that of down not[^23] of in[^24] that[^25] and day written room those said much that those in said of.

it was much of by was it not heard in[^26] that it by that[^27] that who much that those kept said was of[^28] not by who and room[^29] by was and[^30] day[^31] those.

much and was that and the said kept all by that room that in much all not much day heard room and[^32] not the kept[^33] in by day that the day kept[^34] all day who of in was that written and written was.

[^1]: not the that.
[^2]: written all and that the.
[^3]: much less written written by.
[^4]: the the that who day less.
[^5]: it kept.
[^6]: down written was who and written room all.
[^7]: was less that.
[^8]: was who day all room all that said.
[^9]: kept was was and all of.
[^10]: not it written less the.
[^11]: was of by much was that.
[^12]: was written.
[^13]: not not and.
[^14]: less that those and.
[^15]: those that said by heard was it much.
[^16]: who and those was who said.
[^17]: by not much not.
[^18]: day was was was that the.
[^19]: kept written that room.
[^20]: was day said.
[^21]: room those written in kept was not heard.
[^22]: not was in down was all heard was.
[^23]: that not it those room and written day.
[^24]: was heard who by by all all.
[^25]: not heard.
[^26]: heard kept by by those heard less less.
[^27]: room of heard that was by.
[^28]: in and of.
[^29]: kept room day down of down kept.
[^30]: in by.
[^31]: of the all not.
[^32]: day down of less those.
[^33]: the day that much was room it.
[^34]: by much the day.
"#;

#[test]
fn note_marks_that_never_settle_are_reported() {
    let settings = format!(
        "[notes]\nnumbering = \"page\"\nmarks = \"symbols\"\n[design]\n{NO_FRONT}hyphenate = false\njustify = false\n\
         page = {{ width = \"82mm\", height = \"70mm\" }}\n\
         margins = {{ inner = \"8mm\", head = \"12mm\", outer = \"8mm\", foot = \"12mm\" }}\n"
    );
    let reported = set("marks", &settings, NEVER).reported;
    assert!(reported.iter().any(|line| line.starts_with("unsettled-notes") && line.contains("on its page it would be `")), "{reported:?}");
}

/// Code has a leading of its own, so pages with code lack part of a line. It is added to the white around the code.
#[test]
fn pages_with_code_are_full() {
    let mut chapter = String::from("# Chapter\n\n");
    for number in 0..80 {
        chapter.push_str(&format!("Word{number}x. {}\n\n", sentences(3 + number % 4)));
        if number % 2 == 0 {
            chapter.push_str(&format!("```\n{}```\n\n", "let line = of(code);\n".repeat(1 + number % 5)));
        }
    }
    let short = |settings: &str| {
        let made = set("code", &format!("[design]\n{NO_FRONT}{settings}"), &chapter);
        let mut feet = vec![Length::ZERO; made.pages.pages.len()];
        for (page, at, text) in made.lines() {
            // Without the folio.
            if text.len() > 4 {
                feet[page] = feet[page].max(at.y);
            }
        }
        feet.pop();
        let foot = feet.iter().copied().max().unwrap();
        (feet.iter().filter(|other| foot - **other > made.design.leading / 3).count(), feet.len())
    };
    let ((full, pages), (ragged, _)) = (short(""), short("ragged-bottom = true\n"));
    assert!(pages > 10 && full * 4 <= pages && ragged * 2 > pages, "{full} and {ragged} of {pages} pages are short");
}
