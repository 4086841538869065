//! Pages that the program makes: half title, title page, copyright page, contents, and the page of sources at the end.
use std::sync::Arc;

use crate::document::{DivisionKind, Folio, NodeId};
use crate::edition::Design;
use crate::language::date_in_words;
use crate::resolve::ContentsEntry;
use crate::typeset::galley::builder::GalleyBuilder;
use crate::typeset::galley::line_slugs::{baseline, slug};
use crate::typeset::galley::masthead::{LONG, display, quiet};
use crate::typeset::galley::place::Place;
use crate::typeset::galley::slug::{FORBIDDEN, Galley, STRANDED, Slug};
use crate::typeset::makeup::{Draft, Search, drafts};
use crate::typeset::model::page::{Artifact, LinkKey, LinkTarget, Made, PageItem, PageKind, Role, Segment, TextLine, TitlePageText};
use crate::typeset::model::style::{Align, TextStyle, aligned};
use crate::typeset::paragraph::set_balanced;
use crate::typeset::paragraph::{Form, SetLine, set_text, set_written};
use crate::typeset::setter::page_facts::Folios;
use crate::typeset::setter::{Setter, UNKNOWN};
use crate::units::{Length, Point, Size};

/// Makes the half title, its blank verso, the title page and the copyright page.
pub(crate) fn title_pages(setter: &Setter<'_>) -> Vec<Draft> {
    let design = setter.design();
    let metadata = &setter.book.edition.metadata;
    let body = GalleyBuilder::body(setter).style.whole();
    let quiet = |size: Length| body.clone().sized(size).headed(quiet(design));
    let height = design.leading * design.lines();
    let mut half = empty_page(true);
    let half_title = TitleLine::Text {
        text: &metadata.title,
        style: quiet(design.titles.half_title_size.of(design.size)),
        is: TitlePageText::HalfTitle,
    };
    stack(setter, &mut half, &[half_title]);
    let mut blank = empty_page(false);
    blank.kind = PageKind::Blank;

    let mut title = empty_page(true);
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
    stack(setter, &mut title, &lines);
    if let Some(publisher) = &metadata.publisher {
        for line in set_written(setter, (publisher, metadata.places.title), &quiet(design.size), &display(design)) {
            let at = Point { x: line.x, y: height - design.leading / 2 };
            title.items.push((at, Role::Made(Made::TitlePage(TitlePageText::Publisher)), PageItem::Line(Arc::new(line.line))));
        }
    }
    vec![half, blank, title, copyright(setter, &body)]
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

/// A page without items. `recto` is whether it must be a right-hand page.
fn empty_page(recto: bool) -> Draft {
    Draft {
        items: Vec::new(),
        notes: Vec::new(),
        columns: Vec::new(),
        numbers: Vec::new(),
        line_numbers: Vec::new(),
        start: None,
        kind: PageKind::Made,
        recto,
        head: None,
        section: None,
        drop_folio: false,
        crowded: false,
        stretched: false,
        short: false,
    }
}

/// Sets the lines of a title page one below the other.
fn stack(setter: &Setter<'_>, draft: &mut Draft, lines: &[TitleLine<'_>]) {
    let design = setter.design();
    let (form, span) = (display(design), setter.book.edition.metadata.places.title);
    let mut y = design.leading * i64::from(design.titles.drop).min(design.lines() / 2);
    for line in lines {
        match line {
            TitleLine::White(white) => y += *white,
            TitleLine::Text { text, style, is } => {
                let leading = design.titles.leading.of(style.size);
                for line in set_balanced(setter, &form, |setter, form| set_written(setter, (text, span), style, form)) {
                    let at = Point { x: line.x, y: y + baseline(leading, style.size) };
                    draft.items.push((at, Role::Made(Made::TitlePage(*is)), PageItem::Line(Arc::new(line.line))));
                    y += leading;
                }
            }
        }
    }
}

/// Makes the copyright page: title, people, publisher, date, rights and identifiers, the typeface and the program, at the foot of the page.
fn copyright(setter: &Setter<'_>, body: &TextStyle) -> Draft {
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
    texts.extend(metadata.isbn.as_ref().map(|isbn| format!("ISBN {isbn}")));
    texts.extend(metadata.doi.as_ref().map(|doi| format!("https://doi.org/{doi}")));
    texts.push(metadata.stable_identifier());
    texts.push(String::new());
    texts.push(format!("{} {}", setter.terms.set_in(&design.text_face), concat!("chapbook ", env!("CARGO_PKG_VERSION"), ".")));
    at_the_foot(setter, body, (0..).map(|number| Made::TitlePage(TitlePageText::Imprint(number))).zip(texts))
}

/// Makes the last page, which lists the sources of the book, if the edition has such a list.
pub(crate) fn provenance(setter: &Setter<'_>) -> Option<Draft> {
    let lines = setter.book.edition.provenance.as_ref().filter(|lines| !lines.is_empty())?;
    let body = GalleyBuilder::body(setter).style.whole();
    Some(at_the_foot(setter, &body, (0..).map(Made::Provenance).zip(lines.iter().cloned())))
}

/// Makes a page with paragraphs at its foot. An empty text is a line of white; several in a row are one.
fn at_the_foot(setter: &Setter<'_>, body: &TextStyle, texts: impl Iterator<Item = (Made, String)>) -> Draft {
    let design = setter.design();
    let mut draft = empty_page(false);
    let style = body.clone().sized(design.note_size);
    let form = Form { measure: design.type_width(), indent: Length::ZERO, hang: design.size, align: Align::Left };
    let span = setter.book.edition.metadata.places.title;
    let mut rows: Vec<Option<(Made, SetLine)>> = Vec::new();
    for (made, text) in texts {
        if text.is_empty() {
            if rows.last().is_some_and(Option::is_some) {
                rows.push(None);
            }
        } else {
            rows.extend(set_written(setter, (&text, span), &style, &form).into_iter().map(|line| Some((made, line))));
        }
    }
    let leading = design.note_leading;
    let mut y = design.leading * design.lines() - leading * i64::try_from(rows.len()).unwrap_or(0);
    for row in rows {
        match row {
            Some((made, line)) => {
                let at = Point { x: line.x, y: y + baseline(leading, style.size) };
                draft.items.push((at, Role::Made(made), PageItem::Line(Arc::new(line.line))));
                y += leading;
            }
            None => y += leading,
        }
    }
    draft
}

/// Makes the contents with the folios known so far. A placeholder of three figures stands for an unknown folio. Sections are listed if
/// there are fewer than four parts and chapters.
pub(crate) fn contents(setter: &Setter<'_>, folios: &Folios) -> Vec<Draft> {
    let entries = &setter.book.resolution.contents;
    let chapters = count(entries);
    let fill = |galley: &mut GalleyBuilder<'_, '_>, place: &Place| {
        let mut in_part = false;
        for entry in entries {
            // White separates the last part from an entry that does not belong to it.
            let part = entry.kind == DivisionKind::Part;
            if in_part && !part {
                galley.white(place.leading);
            }
            in_part = part;
            list(galley, entry, folios, place, (0, chapters < 4));
        }
    };
    titled(setter, setter.terms.contents, true, fill)
}

/// Makes a list of figures or tables with their captions, in the style of the contents.
pub(crate) fn captions(setter: &Setter<'_>, title: &str, nodes: &[NodeId], folios: &Folios) -> Vec<Draft> {
    let resolution = setter.book.resolution;
    titled(setter, title, false, |galley, place| {
        for node in nodes {
            let (label, title) = resolution.listed(*node);
            let row = Row { node: *node, label, title, part: false, depth: 0 };
            self::row(galley, &row, folios, place);
        }
    })
}

/// Makes pages with a title, which `fill` fills.
fn titled(setter: &Setter<'_>, heading: &str, recto: bool, fill: impl FnOnce(&mut GalleyBuilder<'_, '_>, &Place)) -> Vec<Draft> {
    let design = setter.design();
    let place = GalleyBuilder::wide(setter);
    let mut galley = GalleyBuilder::new(setter);
    galley.push(Slug { height: design.leading * i64::from(design.drop).min(design.lines() / 4), ..Slug::default() });
    let title = place.style.clone().sized(design.openings.title_size.of(design.size)).headed(design.openings.title_shape);
    let form = Form { measure: place.measure, indent: Length::ZERO, hang: Length::ZERO, align: aligned(design.openings.align) };
    // Title and white are those of a chapter.
    let leading = design.openings.title_leading.of(title.size);
    let mut height = design.openings.below.of(design.leading);
    for line in set_text(setter, heading, &title, &form) {
        let place = Place { style: title.clone(), leading, ..place.clone() };
        let mut slug = slug(line, &place, baseline(leading, title.size), NodeId(0));
        slug.parts.iter_mut().for_each(|(_, role, _)| *role = Role::Made(Made::ListTitle));
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
    let galley = Galley { slugs, recto, head: heading.to_owned(), wide: true, ..Galley::default() };
    let mut pages = drafts(setter, galley, Search::Usual);
    for page in &mut pages {
        page.kind = PageKind::Made;
    }
    pages
}

/// The number of entries for parts and chapters, and for divisions of their level.
pub(crate) fn count(entries: &[ContentsEntry]) -> usize {
    entries.iter().map(|entry| if entry.kind == DivisionKind::Part { 1 + count(&entry.entries) } else { 1 }).sum()
}

/// Sets an entry of the contents and its subentries. `depth` is its level of indent; `sections` is whether the sections of chapters are
/// listed.
fn list(galley: &mut GalleyBuilder<'_, '_>, entry: &ContentsEntry, folios: &Folios, place: &Place, (depth, sections): (i64, bool)) {
    let part = entry.kind == DivisionKind::Part;
    let row = Row { node: entry.node, label: entry.label.as_deref(), title: &entry.title, part, depth };
    self::row(galley, &row, folios, place);
    if part {
        galley.keep += STRANDED;
    }
    if part || sections {
        for inner in &entry.entries {
            list(galley, inner, folios, place, (depth + 1, sections));
        }
    }
}

/// An entry of the contents or of a list.
struct Row<'a> {
    node: NodeId,
    label: Option<&'a str>,
    title: &'a str,
    part: bool,
    depth: i64,
}

fn row(galley: &mut GalleyBuilder<'_, '_>, row: &Row<'_>, folios: &Folios, place: &Place) {
    let setter = galley.setter;
    let style = if row.part { place.style.clone().headed(setter.design().openings.label_shape) } else { place.style.clone().whole() };
    let mut text = String::new();
    if let Some(label) = row.label {
        text.push_str(label);
        text.push('\u{2003}');
    }
    text.push_str(row.title);
    let anchor = setter.book.resolution.anchors.get(&row.node);
    let folio = anchor.and_then(|anchor| folios.get(anchor.as_str())).map_or(UNKNOWN.to_owned(), Folio::to_string);
    let em = place.style.size;
    let own = &setter.design().contents_rows;
    let left = (own.indent.of(em) * row.depth).min(place.measure / 3);
    let margin = own.folio_width.of(em).min(place.measure / 3);
    let form = Form {
        measure: place.measure - left - margin,
        indent: Length::ZERO,
        hang: own.turnover_indent.of(em).min(place.measure / 3),
        align: Align::Left,
    };
    let numbers = Form { measure: margin, indent: Length::ZERO, hang: Length::ZERO, align: Align::Right };
    let number = set_text(setter, &folio, &style, &numbers).into_iter().next().unwrap_or_default();
    let lines = set_text(setter, &text, &style, &form);
    let inner = Place { left: place.left + left, style: style.clone(), ..place.clone() };
    let base = baseline(place.leading, em);
    let count = lines.len();
    let made = Made::Row(row.node);
    let role = Role::Made(made);
    if row.part {
        galley.white(place.leading);
    }
    for (at, line) in lines.into_iter().enumerate() {
        let end = left + line.x + line.line.width();
        let mut slug = slug(line, &inner, base, row.node);
        slug.parts.iter_mut().for_each(|(_, own, _)| *own = role);
        if at + 1 == count {
            let x = place.left + place.measure - margin + number.x;
            // The dots end at the same place in every line, left of the usual numbers. A wide roman number ends them earlier.
            let widest = em.scaled(160, 100).max(number.line.width() + em / 4);
            let dots = leaders(setter, &style, end, place.left + place.measure - widest);
            let artifact = Role::Artifact(Artifact::Made(made));
            slug.parts.extend(dots.map(|(x, dots)| (Point { x, y: base }, artifact, PageItem::Line(Arc::new(dots)))));
            slug.parts.push((Point { x, y: base }, role, PageItem::Line(Arc::new(number.line.clone()))));
        }
        if let Some(anchor) = anchor {
            let size = Size { width: place.measure - left, height: place.leading };
            let to = LinkTarget::Anchor(Arc::from(anchor.as_str()));
            let item = PageItem::Link { to, text: Arc::from(row.title), size, key: LinkKey::Row };
            slug.parts.push((Point { x: inner.left, y: Length::ZERO }, role, item));
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
