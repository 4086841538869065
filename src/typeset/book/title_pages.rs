//! Pages that the program makes: half title, title page, copyright page, contents, and the page of sources at the end.
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::{DivisionKind, Folio, GeneratedPlace, NodeId};
use crate::edition::Design;
use crate::language::date_in_words;
use crate::resolve::ContentsEntry;
use crate::typeset::galley::builder::GalleyBuilder;
use crate::typeset::galley::line_slugs::{baseline, slug};
use crate::typeset::galley::masthead::{LONG, display, quiet};
use crate::typeset::galley::place::BlockPlace;
use crate::typeset::galley::slug::{FORBIDDEN, Galley, STRANDED, Slug, SlugItem, WIDOW};
use crate::typeset::makeup::{Draft, Search, drafts};
use crate::typeset::model::page::{
    Artifact, GeneratedText, ItemRole, LinkKey, LinkTarget, PageItem, PageKind, Segment, TextLine, TitlePageText,
};
use crate::typeset::model::style::{Align, TextStyle, aligned};
use crate::typeset::paragraph::set_balanced;
use crate::typeset::paragraph::{ComposedLine, ParagraphShape, set_text, set_written};
use crate::typeset::setter::page_facts::Folios;
use crate::typeset::setter::{Setter, UNKNOWN};
use crate::units::{Length, Point, Size};

/// Makes the half title, its blank verso, the title page and the copyright page. Each takes more pages if its text needs them.
pub(crate) fn title_pages(setter: &Setter<'_>) -> Vec<Draft> {
    let design = setter.design();
    let metadata = &setter.book.edition.metadata;
    let body = GalleyBuilder::body(setter).style.whole();
    let quiet = |size: Length| body.clone().sized(size).headed(quiet(design));
    let height = design.leading * design.lines();
    let half_title = TitleLine::Text {
        text: &metadata.title,
        style: quiet(design.titles.half_title_size.of(design.size)),
        is: TitlePageText::HalfTitle,
    };
    let mut pages = stack(setter, &[half_title], height);
    if !pages.len().is_multiple_of(2) {
        pages.push(Draft::BLANK);
    }

    let authors = metadata.author_line();
    let mut lines = Vec::new();
    if !authors.is_empty() {
        lines.push(TitleLine::Text { text: &authors, style: quiet(design.size), is: TitlePageText::Authors });
        lines.push(TitleLine::White(design.titles.below_authors.of(design.leading)));
    }
    let style = body.clone().sized(title_size(design, metadata.title.chars().count())).headed(design.titles.shape);
    lines.push(TitleLine::Text { text: &metadata.title, style, is: TitlePageText::Title });
    if let Some(subtitle) = &metadata.subtitle {
        lines.push(TitleLine::White(design.titles.above_subtitle.of(design.leading)));
        let style = body.clone().sized(design.titles.subtitle_size.of(design.size)).headed(design.titles.subtitle_shape);
        lines.push(TitleLine::Text { text: subtitle, style, is: TitlePageText::Subtitle });
    }
    // The publisher stands on the last line, with a line of white above it.
    let room = if metadata.publisher.is_some() { height - design.leading * 2 } else { height };
    let mut titles = stack(setter, &lines, room);
    if titles.len() > 1 && !authors.is_empty() {
        // If the text fills more than one page, the title comes before the authors, so that it is on the first page.
        lines.rotate_left(2);
        let white = lines.pop();
        let authors = lines.pop();
        lines.extend(white.into_iter().chain(authors));
        titles = stack(setter, &lines, room);
    }
    if let (Some(publisher), Some(title)) = (&metadata.publisher, titles.last_mut()) {
        for line in set_written(setter, (publisher, metadata.places.title), &quiet(design.size), &display(design)) {
            let at = Point { x: line.x, y: height - design.leading / 2 };
            title.items.push(SlugItem::new(
                at,
                ItemRole::Generated(GeneratedText::TitlePage(TitlePageText::Publisher)),
                PageItem::Line(Arc::new(line.line)),
            ));
        }
    }
    pages.append(&mut titles);
    pages.append(&mut copyright(setter, &body));
    pages
}

/// A line or white on a title page.
enum TitleLine<'a> {
    Text { text: &'a str, style: TextStyle, is: TitlePageText },
    White(Length),
}

/// The size of a title with this number of letters.
fn title_size(design: &Design, letters: usize) -> Length {
    let own = &design.titles;
    let size = if letters <= LONG {
        own.size
    } else if letters <= LONGEST {
        own.long_size
    } else {
        own.longest_size
    };
    size.of(design.size)
}

/// A title with more letters than this is very long. It gets the smallest size.
const LONGEST: usize = 80;

/// A page without items. `recto`: whether it must be a right-hand page.
fn empty_page(recto: bool) -> Draft {
    Draft { kind: PageKind::Generated, recto, ..Draft::BLANK }
}

/// Sets the lines of a title page one below another, on as many pages as they need. `room` is the height of a page. The white above the
/// first line shrinks if that makes all lines fit.
fn stack(setter: &Setter<'_>, lines: &[TitleLine<'_>], room: Length) -> Vec<Draft> {
    let design = setter.design();
    let (form, span) = (display(design), setter.book.edition.metadata.places.title);
    let mut rows: Vec<TitleRow> = Vec::new();
    let mut above = Length::ZERO;
    for line in lines {
        match line {
            TitleLine::White(white) => above += *white,
            TitleLine::Text { text, style, is } => {
                let leading = design.titles.leading.of(style.size);
                for line in set_balanced(setter, &form, |setter, form| set_written(setter, (text, span), style, form)) {
                    let at = Point { x: line.x, y: baseline(leading, style.size) };
                    let role = ItemRole::Generated(GeneratedText::TitlePage(*is));
                    let line = SlugItem::new(at, role, PageItem::Line(Arc::new(line.line)));
                    rows.push(TitleRow { above: std::mem::take(&mut above), leading, line });
                }
            }
        }
    }
    let height: Length = rows.iter().map(|row| row.above + row.leading).sum();
    let drop = design.leading * i64::from(design.titles.drop).min(design.lines() / 2);
    let mut y = drop.min(room - height).max(Length::ZERO);
    let mut pages = vec![empty_page(true)];
    for TitleRow { above, leading, line } in rows {
        y += above;
        if y + leading > room && pages.last().is_some_and(|page| !page.items.is_empty()) {
            pages.push(empty_page(false));
            y = Length::ZERO;
        }
        if let Some(page) = pages.last_mut() {
            page.items.push(line.lowered(y));
        }
        y += leading;
    }
    pages
}

/// A line of a title page.
struct TitleRow {
    /// White above it.
    above: Length,
    leading: Length,
    line: SlugItem,
}

/// Makes the copyright page: title, people, publisher, date, rights, what the author adds, identifiers, the typeface and the program, at
/// the foot of the page.
fn copyright(setter: &Setter<'_>, body: &TextStyle) -> Vec<Draft> {
    let design = setter.design();
    let metadata = &setter.book.edition.metadata;
    let mut texts: Vec<String> = vec![metadata.title.clone()];
    texts.extend(metadata.subtitle.clone());
    texts.extend(metadata.edition_title.clone());
    texts.push(String::new());
    for person in metadata.authors.iter().chain(&metadata.contributors) {
        texts.push(person.name.clone());
    }
    let date = metadata.date.as_deref().map(|date| date_in_words(date, &setter.lang));
    texts.push([metadata.publisher.as_deref(), date.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", "));
    texts.extend(metadata.rights.clone());
    texts.extend(metadata.rights_url.clone());
    texts.push(String::new());
    texts.extend(metadata.imprint.clone());
    texts.push(String::new());
    texts.extend(metadata.isbn.as_ref().map(|isbn| format!("ISBN {isbn}")));
    texts.extend(metadata.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")));
    texts.push(metadata.stable_identifier());
    texts.push(String::new());
    texts.push(format!("{} {}", setter.terms.set_in(&design.text_face), concat!("chapbook ", env!("CARGO_PKG_VERSION"), ".")));
    at_the_foot(setter, body, (0..).map(|number| GeneratedText::TitlePage(TitlePageText::Imprint(number))).zip(texts))
}

/// Makes the last page, which lists the sources of the book, if the edition has such a list.
pub(crate) fn provenance(setter: &Setter<'_>) -> Vec<Draft> {
    let Some(lines) = setter.book.edition.provenance.as_ref().filter(|lines| !lines.is_empty()) else { return Vec::new() };
    let body = GalleyBuilder::body(setter).style.whole();
    at_the_foot(setter, &body, (0..).map(GeneratedText::Provenance).zip(lines.iter().cloned()))
}

/// Makes a page with paragraphs at its foot, or several pages if the text needs them. All pages but the last are full. An empty text is a
/// line of white; several in a row are one.
fn at_the_foot(setter: &Setter<'_>, body: &TextStyle, texts: impl Iterator<Item = (GeneratedText, String)>) -> Vec<Draft> {
    let design = setter.design();
    let style = body.clone().sized(design.note_size);
    let form = ParagraphShape { measure: design.type_width(), indent: Length::ZERO, hang: design.size, align: Align::Left };
    let span = setter.book.edition.metadata.places.title;
    let mut rows: Vec<Option<(GeneratedText, ComposedLine)>> = Vec::new();
    for (made, text) in texts {
        if text.is_empty() {
            if rows.last().is_some_and(Option::is_some) {
                rows.push(None);
            }
        } else {
            rows.extend(set_written(setter, (&text, span), &style, &form).into_iter().map(|line| Some((made, line))));
        }
    }
    let (leading, height) = (design.note_leading, design.leading * design.lines());
    let most = usize::try_from(height.0 / leading.0.max(1)).unwrap_or(1).max(2);
    let mut pages = Vec::new();
    while !rows.is_empty() {
        // No page has one line only.
        let here = if rows.len() == most + 1 { most - 1 } else { most.min(rows.len()) };
        let next = rows.split_off(here);
        let mut y = if rows.len() < most { height - leading * i64::try_from(rows.len()).unwrap_or(0) } else { Length::ZERO };
        let mut draft = empty_page(false);
        for row in rows {
            if let Some((made, line)) = row {
                let at = Point { x: line.x, y: y + baseline(leading, style.size) };
                draft.items.push(SlugItem::new(at, ItemRole::Generated(made), PageItem::Line(Arc::new(line.line))));
            }
            y += leading;
        }
        pages.push(draft);
        rows = next;
    }
    pages
}

/// Makes the contents with the folios known so far. A placeholder of three digits stands for an unknown folio.
pub(crate) fn contents(setter: &Setter<'_>, folios: &Folios) -> Vec<Draft> {
    let entries = &setter.book.resolution.contents;
    let listing = ContentsDepth { levels: setter.design().contents_depth, sections: count(entries) < 4 };
    let mut rows = Vec::new();
    for entry in entries {
        // White separates the last part from an entry that does not belong to it.
        let part = entry.kind == DivisionKind::Part;
        let after_part = !part && rows.last().is_some_and(|last: &ContentsRow<'_>| last.part || last.in_part);
        let from = rows.len();
        listing.add(entry, (0, 1), part, &mut rows);
        rows[from].apart |= after_part;
    }
    titled(setter, (setter.terms.contents, GeneratedPlace::Contents), true, |galley, place| set_rows(galley, &rows, folios, place))
}

/// Makes a list of figures, tables or the like with their captions, in the style of the contents.
pub(crate) fn captions(setter: &Setter<'_>, title: (&str, GeneratedPlace), nodes: &[NodeId], folios: &Folios) -> Vec<Draft> {
    let resolution = setter.book.resolution;
    let row = |node: &NodeId| {
        let (label, title) = resolution.listed(*node);
        ContentsRow { node: *node, label, title, part: false, in_part: false, apart: false, depth: 0 }
    };
    let rows: Vec<ContentsRow<'_>> = nodes.iter().map(row).collect();
    titled(setter, title, false, |galley, place| set_rows(galley, &rows, folios, place))
}

/// Makes pages with a title, which `fill` fills.
fn titled(
    setter: &Setter<'_>,
    (heading, list): (&str, GeneratedPlace),
    recto: bool,
    fill: impl FnOnce(&mut GalleyBuilder<'_, '_>, &BlockPlace),
) -> Vec<Draft> {
    let design = setter.design();
    let place = GalleyBuilder::wide(setter);
    let mut galley = GalleyBuilder::new(setter);
    galley.push(Slug { height: design.leading * i64::from(design.drop).min(design.lines() / 4), ..Slug::default() });
    let title = place.style.clone().sized(design.openings.title_size.of(design.size)).headed(design.openings.title_shape);
    let form = ParagraphShape { measure: place.measure, indent: Length::ZERO, hang: Length::ZERO, align: aligned(design.openings.align) };
    // Title and white are those of a chapter.
    let leading = design.openings.title_leading.of(title.size);
    let mut height = design.openings.below.of(design.leading);
    for line in set_text(setter, heading, &title, &form) {
        let place = BlockPlace { style: title.clone(), leading, ..place.clone() };
        let mut slug = slug(line, &place, baseline(leading, title.size), NodeId(0));
        slug.parts.iter_mut().for_each(|part| part.role = ItemRole::Generated(GeneratedText::ListTitle(list)));
        height += slug.height;
        galley.push(slug);
    }
    galley.fill_up(height);
    if let Some(last) = galley.slugs.last_mut() {
        last.height += design.openings.below.of(design.leading);
    }
    galley.keep += FORBIDDEN;
    fill(&mut galley, &place);
    let mut slugs = galley.finish();
    slugs.iter_mut().for_each(|slug| slug.start = None);
    let galley = Galley { slugs, recto, head: heading.to_owned(), columns: Some(1), ..Galley::default() };
    let mut pages = drafts(setter, galley, Search::Usual);
    for page in &mut pages {
        page.kind = PageKind::Generated;
    }
    pages
}

/// The number of entries for parts and chapters, and for divisions of their level.
pub(crate) fn count(entries: &[ContentsEntry]) -> usize {
    entries.iter().map(|entry| if entry.kind == DivisionKind::Part { 1 + count(&entry.entries) } else { 1 }).sum()
}

/// Which divisions the contents list.
struct ContentsDepth {
    /// The number of levels below parts, if the design gives one.
    levels: Option<u32>,
    /// Whether sections are listed if the design gives no number of levels.
    sections: bool,
}

impl ContentsDepth {
    /// Adds the rows of an entry and of the entries inside it. `depth` is its level of indent, and `level` its level below parts, from 1.
    fn add<'a>(&self, entry: &'a ContentsEntry, (depth, level): (i64, u32), in_part: bool, rows: &mut Vec<ContentsRow<'a>>) {
        let part = entry.kind == DivisionKind::Part;
        let label = entry.label.as_deref();
        rows.push(ContentsRow { node: entry.node, label, title: &entry.title, part, in_part, apart: part, depth });
        let below = if part { level } else { level + 1 };
        for inner in &entry.entries {
            let listed = match self.levels {
                Some(levels) => below <= levels,
                None => part || self.sections || inner.begins_file,
            };
            if listed {
                self.add(inner, (depth + 1, below), in_part, rows);
            }
        }
    }
}

/// An entry of the contents or of a list.
struct ContentsRow<'a> {
    node: NodeId,
    label: Option<&'a str>,
    title: &'a str,
    /// Whether it is a part.
    part: bool,
    /// Whether it is a part or within one.
    in_part: bool,
    /// Whether white separates it from the row before it.
    apart: bool,
    /// Its level of indent.
    depth: i64,
}

/// Sets rows. Labels stand in a column as wide as the widest of their level, so that the titles of a level are aligned.
fn set_rows(galley: &mut GalleyBuilder<'_, '_>, rows: &[ContentsRow<'_>], folios: &Folios, place: &BlockPlace) {
    let first = galley.slugs.len();
    let mut columns: BTreeMap<i64, Length> = BTreeMap::new();
    for row in rows {
        if let Some(label) = label(galley.setter, row, place) {
            let column = columns.entry(row.depth).or_insert(Length::ZERO);
            *column = (*column).max(label.line.width() + place.style.size);
        }
    }
    for row in rows {
        let column = columns.get(&row.depth).copied().filter(|_| !row.part).unwrap_or(Length::ZERO);
        self::row(galley, row, column, folios, place);
        if row.part {
            galley.keep += STRANDED;
        }
    }
    // No page has one line only: neither the last, nor the first below the title.
    let last = galley.slugs.len() - 1;
    for at in [first + 1, last] {
        if let Some(slug) = galley.slugs.get_mut(at).filter(|_| at > first) {
            slug.cost = slug.cost.max(WIDOW);
        }
    }
}

/// The label of a row for the column of labels. `None` if the row has no label or is a part, or if the label is too long.
fn label(setter: &Setter<'_>, row: &ContentsRow<'_>, place: &BlockPlace) -> Option<ComposedLine> {
    let label = row.label.filter(|_| !row.part)?;
    let form = ParagraphShape { measure: place.measure, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
    let line = set_text(setter, label, &place.style.clone().whole(), &form).into_iter().next()?;
    (line.line.width() * 5 <= place.measure).then_some(line)
}

/// Sets a row. `column` is the width of the column of labels.
fn row(galley: &mut GalleyBuilder<'_, '_>, row: &ContentsRow<'_>, column: Length, folios: &Folios, place: &BlockPlace) {
    let setter = galley.setter;
    let style = if row.part { place.style.clone().headed(setter.design().openings.label_shape) } else { place.style.clone().whole() };
    let mut label = label(setter, row, place);
    let text = match row.label.filter(|_| label.is_none()) {
        Some(label) => format!("{label}\u{2003}{}", row.title),
        None => row.title.to_owned(),
    };
    let anchor = setter.book.resolution.anchors.get(&row.node);
    let folio = anchor.and_then(|anchor| folios.get(anchor.as_str())).map_or(UNKNOWN.to_owned(), Folio::to_string);
    let em = place.style.size;
    let own = &setter.design().contents_rows;
    let indent = (own.indent.of(em) * row.depth).min(place.measure / 3);
    let left = indent + column;
    let margin = own.folio_width.of(em).min(place.measure / 3);
    let form = ParagraphShape {
        measure: place.measure - left - margin,
        indent: Length::ZERO,
        hang: if column > Length::ZERO { Length::ZERO } else { own.turnover_indent.of(em).min(place.measure / 3) },
        align: Align::Left,
    };
    let numbers = ParagraphShape { measure: margin, indent: Length::ZERO, hang: Length::ZERO, align: Align::Right };
    let number = set_text(setter, &folio, &style, &numbers).into_iter().next().unwrap_or_default();
    let lines = set_text(setter, &text, &style, &form);
    let inner = BlockPlace { left: place.left + left, style: style.clone(), ..place.clone() };
    let base = baseline(place.leading, em);
    let count = lines.len();
    let made = GeneratedText::Row(row.node);
    let role = ItemRole::Generated(made);
    if row.apart {
        galley.white(place.leading);
    }
    for (at, line) in lines.into_iter().enumerate() {
        let end = left + line.x + line.line.width();
        let mut slug = slug(line, &inner, base, row.node);
        slug.parts.iter_mut().for_each(|part| part.role = role);
        if let Some(mut label) = label.take() {
            // For screen readers, a space separates the label from the title.
            label.line.segments.push(Segment::Space(Length::ZERO));
            let at = Point { x: place.left + indent + label.x, y: base };
            slug.parts.insert(0, SlugItem::new(at, role, PageItem::Line(Arc::new(label.line))));
        }
        if at + 1 == count {
            let x = place.left + place.measure - margin + number.x;
            // The dots end at the same place in every line, left of the usual numbers. A wide roman numeral ends them earlier.
            let widest = em.scaled(160, 100).max(number.line.width() + em / 4);
            let dots = leaders(setter, &style, end, place.left + place.measure - widest);
            let artifact = ItemRole::Artifact(Artifact::Generated(made));
            slug.parts.extend(dots.map(|(x, dots)| SlugItem::new(Point { x, y: base }, artifact, PageItem::Line(Arc::new(dots)))));
            slug.parts.push(SlugItem::new(Point { x, y: base }, role, PageItem::Line(Arc::new(number.line.clone()))));
        }
        if let Some(anchor) = anchor {
            let size = Size { width: place.measure - indent, height: place.leading };
            let to = LinkTarget::Anchor(Arc::from(anchor.as_str()));
            let item = PageItem::Link { to, text: Arc::from(row.title), size, key: LinkKey::Row };
            slug.parts.push(SlugItem::new(Point { x: place.left + indent, y: Length::ZERO }, role, item));
        }
        if at > 0 {
            slug.cost = FORBIDDEN;
        }
        galley.push(slug);
    }
}

/// The leader dots between a title and its number, with the place of the first. The dots of all lines stand below one another. `None` if
/// there is no room for two.
fn leaders(setter: &Setter<'_>, style: &TextStyle, from: Length, to: Length) -> Option<(Length, TextLine)> {
    let id = setter.compositor.style(&TextStyle { small_caps: false, tracking: Length::ZERO, italic: false, bold: false, ..style.clone() });
    let dot = setter.compositor.word(id, ".");
    // The dots never overlap.
    let step = setter.design().contents_rows.leader_distance.of(style.size).max(dot.width).max(Length::points(1));
    let first = step * (from + step / 2).units_up(step);
    let room = (to - style.size / 2 - first).0;
    if room < step.0 * 2 {
        return None;
    }
    let mut segments = Vec::new();
    for _ in 0..room / step.0 {
        segments.extend(dot.runs.iter().map(|run| Segment::Glyphs(Arc::clone(run))));
        segments.push(Segment::Kern(step - dot.width));
    }
    Some((first, TextLine { segments, ..TextLine::default() }))
}
