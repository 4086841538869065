//! The pages that the book makes itself: half title, title page, copyright page, contents; what it was made from.
use std::sync::Arc;

use super::passes::Folios;
use crate::document::{DivisionKind, Folio, NodeId};
use crate::edition::{Design, Shape};
use crate::language::date_in_words;
use crate::resolve::ContentsEntry;
use crate::typeset::galley::column::{Column, FORBIDDEN, Place, Slug, baseline, slug};
use crate::typeset::makeup::{Draft, Galley, drafts};
use crate::typeset::model::page::{LinkKey, LinkTarget, Made, PageItem, PageKind, Role, Segment};
use crate::typeset::model::style::{TextStyle, aligned};
use crate::typeset::paragraph::balanced::evened;
use crate::typeset::paragraph::composition::{Align, Form, SetLine, set_text, set_written};
use crate::typeset::{Setter, UNKNOWN};
use crate::units::{Length, Point, Size};

/// Half title, its white back, title page, copyright page.
pub(crate) fn title_pages(setter: &Setter<'_>) -> Vec<Draft> {
    let design = setter.design();
    let metadata = &setter.book.edition.metadata;
    let body = Column::body(setter).style.whole();
    let quiet = |size: Length| body.clone().sized(size).headed(quiet(design));
    let height = design.leading * design.lines();
    let mut half = made(true);
    stack(setter, &mut half, (design.leading * 6, 0), &[(metadata.title.as_str(), quiet(design.size.scaled(110, 100)))]);
    let mut blank = made(false);
    blank.kind = PageKind::Blank;

    let mut title = made(true);
    let authors = metadata.author_line();
    let large = title_size(metadata.title.chars().count());
    let mut lines: Vec<(&str, TextStyle)> = Vec::new();
    if !authors.is_empty() {
        lines.push((&authors, quiet(design.size)));
        lines.push(("", body.clone().sized(design.leading * 2)));
    }
    lines.push((&metadata.title, body.clone().sized(design.size.scaled(large, 100)).headed(design.titles.shape)));
    if let Some(subtitle) = &metadata.subtitle {
        lines.push(("", body.clone().sized(design.leading / 2)));
        lines.push((subtitle, body.clone().sized(design.size.scaled(125, 100)).headed(design.titles.subtitle_shape)));
    }
    stack(setter, &mut title, (design.leading * 6, 1), &lines);
    if let Some(publisher) = &metadata.publisher {
        for line in set_written(setter, (publisher, metadata.places.title), &quiet(design.size), &display(design)) {
            let at = Point { x: line.x, y: height - design.leading / 2 };
            title.items.push((at, Role::Made(Made::Text(PUBLISHER)), PageItem::Line(Arc::new(line.line))));
        }
    }
    vec![half, blank, title, copyright(setter, &body)]
}

/// The numbers of what stands on the title pages: the half title has 0, the title page those from 1 on.
pub(crate) const PUBLISHER: u32 = 9;
/// The first of the copyright page.
const COPYRIGHT: u32 = 10;
/// The first of what stands after the text.
pub(crate) const PROVENANCE: u32 = 1000;

/// In hundredths of the text size: long titles are set smaller.
const fn title_size(letters: usize) -> i64 {
    match letters {
        0..=40 => 270,
        41..=80 => 220,
        _ => 170,
    }
}

fn made(recto: bool) -> Draft {
    Draft {
        items: Vec::new(),
        numbers: Vec::new(),
        line_numbers: Vec::new(),
        start: None,
        kind: PageKind::Made,
        recto,
        head: None,
        section: None,
        drop_folio: false,
        crowded: false,
        short: false,
    }
}

/// The form of what is shown rather than read.
fn display(design: &Design) -> Form {
    Form { measure: design.type_width(), indent: Length::ZERO, hang: Length::ZERO, align: aligned(design.titles.align) }
}

/// The shape of what stands beside a title: small capitals where the design has them, else plain.
fn quiet(design: &Design) -> Shape {
    if design.openings.label_shape == Shape::SmallCaps { Shape::SmallCaps } else { Shape::Roman }
}

/// The title of the book at the head of its first page, where there are no title pages: authors, title, subtitle, a rule.
pub(crate) fn masthead(column: &mut Column<'_, '_>, place: &Place) {
    let setter = column.setter;
    let design = setter.design();
    let metadata = &setter.book.edition.metadata;
    let authors = metadata.author_line();
    let size = |times: i64| place.style.clone().sized(design.size.scaled(times, 100));
    let mut texts =
        vec![(metadata.title.as_str(), size(if metadata.title.chars().count() > 40 { 240 } else { 320 }).headed(design.titles.shape))];
    texts.extend(metadata.subtitle.as_deref().map(|subtitle| (subtitle, size(130).headed(design.titles.subtitle_shape))));
    texts.push((&authors, size(100).headed(quiet(design))));
    let mut height = Length::ZERO;
    for (number, (text, style)) in (0..).zip(&texts) {
        let leading = style.size.scaled(118, 100);
        let inner = Place { leading, style: style.clone(), ..place.clone() };
        for line in set_written(setter, (text, metadata.places.title), style, &display(design)) {
            let mut slug = slug(line, &inner, baseline(leading, style.size), NodeId(0));
            slug.start = None;
            slug.parts.iter_mut().for_each(|(_, role, _)| *role = Role::Made(Made::Text(number)));
            height += slug.height;
            column.keep += FORBIDDEN;
            column.push(slug);
        }
        height += design.leading / 3;
        column.white(design.leading / 3);
    }
    // The rule closes the head; the text stands on its lines again two lines below.
    let rule = PageItem::Rule(Size { width: place.measure, height: Length::from_pt(1.0) });
    let at = Point { x: place.left, y: design.leading / 3 };
    column.keep += FORBIDDEN;
    column.push(Slug { height: design.leading * 2, parts: vec![(at, Role::Artifact, rule)], ..Slug::default() });
    column.fill_up(height);
    column.keep += FORBIDDEN;
}

/// Sets the lines of a title page below one another, from a height and with numbers from one on; an empty text is white of its
/// style's size.
fn stack(setter: &Setter<'_>, draft: &mut Draft, (top, first): (Length, u32), texts: &[(&str, TextStyle)]) {
    let (form, span) = (display(setter.design()), setter.book.edition.metadata.places.title);
    let mut y = top;
    for (number, (text, style)) in (first..).zip(texts) {
        if text.is_empty() {
            y += style.size;
            continue;
        }
        let leading = style.size.scaled(122, 100);
        for line in evened(setter, &form, |setter, form| set_written(setter, (text, span), style, form)) {
            let at = Point { x: line.x, y: y + baseline(leading, style.size) };
            draft.items.push((at, Role::Made(Made::Text(number)), PageItem::Line(Arc::new(line.line))));
            y += leading;
        }
    }
}

/// The copyright page: who, when, under which licence, and what it was made with, at the foot of the page.
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
    at_the_foot(setter, body, (COPYRIGHT..).zip(texts))
}

/// The last page, if it is wanted: what the book was made from.
pub(crate) fn provenance(setter: &Setter<'_>) -> Option<Draft> {
    let lines = setter.book.edition.provenance.as_ref().filter(|lines| !lines.is_empty())?;
    let body = Column::body(setter).style.whole();
    Some(at_the_foot(setter, &body, (PROVENANCE..).zip(lines.iter().cloned())))
}

/// A page with numbered texts at its foot; an empty text is a line of white.
fn at_the_foot(setter: &Setter<'_>, body: &TextStyle, texts: impl Iterator<Item = (u32, String)>) -> Draft {
    let design = setter.design();
    let mut draft = made(false);
    let style = body.clone().sized(design.note_size);
    let form = Form { measure: design.type_width(), indent: Length::ZERO, hang: design.size, align: Align::Left };
    let span = setter.book.edition.metadata.places.title;
    let mut rows: Vec<Option<(u32, SetLine)>> = Vec::new();
    for (number, text) in texts {
        if text.is_empty() {
            if rows.last().is_some_and(Option::is_some) {
                rows.push(None);
            }
        } else {
            rows.extend(set_written(setter, (&text, span), &style, &form).into_iter().map(|line| Some((number, line))));
        }
    }
    let leading = design.note_leading;
    let mut y = design.leading * design.lines() - leading * i64::try_from(rows.len()).unwrap_or(0);
    for row in rows {
        match row {
            Some((number, line)) => {
                let at = Point { x: line.x, y: y + baseline(leading, style.size) };
                draft.items.push((at, Role::Made(Made::Text(number)), PageItem::Line(Arc::new(line.line))));
                y += leading;
            }
            None => y += leading,
        }
    }
    draft
}

/// The contents, with the folios that are known so far; three figures' room where one is not.
pub(crate) fn contents(setter: &Setter<'_>, folios: &Folios) -> Vec<Draft> {
    let entries = &setter.book.resolution.contents;
    let chapters = count(entries);
    let fill = |column: &mut Column<'_, '_>, place: &Place| {
        let mut in_part = false;
        for entry in entries {
            // What follows the last part does not belong to it.
            let part = entry.kind == DivisionKind::Part;
            if in_part && !part {
                column.white(place.leading);
            }
            in_part = part;
            list(column, entry, folios, place, (0, chapters < 4));
        }
    };
    titled(setter, setter.terms.contents, true, fill)
}

/// A list of what has a caption, in the dress of the contents.
pub(crate) fn captions(setter: &Setter<'_>, title: &str, nodes: &[NodeId], folios: &Folios) -> Vec<Draft> {
    let resolution = setter.book.resolution;
    titled(setter, title, false, |column, place| {
        for node in nodes {
            let (label, title) = resolution.listed(*node);
            let row = Row { node: *node, label, title, part: false, depth: 0 };
            self::row(column, &row, folios, place);
        }
    })
}

/// Made pages with a title.
fn titled(setter: &Setter<'_>, heading: &str, recto: bool, fill: impl FnOnce(&mut Column<'_, '_>, &Place)) -> Vec<Draft> {
    let design = setter.design();
    let place = Column::wide(setter);
    let mut column = Column::new(setter);
    column.push(Slug { height: design.leading * i64::from(design.drop).min(design.lines() / 4), ..Slug::default() });
    let title = place.style.clone().sized(design.openings.title_size.of(design.size)).headed(design.openings.title_shape);
    let form = Form { measure: place.measure, indent: Length::ZERO, hang: Length::ZERO, align: aligned(design.openings.align) };
    // As the title of a chapter, and the text as far below it.
    let leading = design.openings.title_leading.of(title.size);
    let mut height = design.openings.below.of(design.leading);
    for line in set_text(setter, heading, &title, &form) {
        let place = Place { style: title.clone(), leading, ..place.clone() };
        let mut slug = slug(line, &place, baseline(leading, title.size), NodeId(0));
        slug.parts.iter_mut().for_each(|(_, role, _)| *role = Role::Made(Made::ListTitle));
        height += slug.height;
        column.push(slug);
    }
    column.fill_up(height);
    if let Some(last) = column.slugs.last_mut() {
        last.height += design.openings.below.of(design.leading);
    }
    column.keep += FORBIDDEN;
    fill(&mut column, &place);
    let mut slugs = column.finish();
    slugs.iter_mut().for_each(|slug| slug.start = None);
    let galley = Galley { slugs, recto, head: heading.to_owned(), wide: true, ..Galley::default() };
    let mut pages = drafts(setter, galley);
    for page in &mut pages {
        page.kind = PageKind::Made;
    }
    pages
}

/// How many chapters and their like there are.
pub(crate) fn count(entries: &[ContentsEntry]) -> usize {
    entries.iter().map(|entry| if entry.kind == DivisionKind::Part { 1 + count(&entry.entries) } else { 1 }).sum()
}

/// One line of the contents and what is under it: parts, chapters, and sections where there are few chapters.
fn list(column: &mut Column<'_, '_>, entry: &ContentsEntry, folios: &Folios, place: &Place, (depth, sections): (i64, bool)) {
    let part = entry.kind == DivisionKind::Part;
    let row = Row { node: entry.node, label: entry.label.as_deref(), title: &entry.title, part, depth };
    self::row(column, &row, folios, place);
    if part {
        column.keep += crate::typeset::galley::column::STRANDED;
    }
    if part || sections {
        for inner in &entry.entries {
            list(column, inner, folios, place, (depth + 1, sections));
        }
    }
}

/// One line of the contents or of a list.
struct Row<'a> {
    node: NodeId,
    label: Option<&'a str>,
    title: &'a str,
    part: bool,
    depth: i64,
}

fn row(column: &mut Column<'_, '_>, row: &Row<'_>, folios: &Folios, place: &Place) {
    let setter = column.setter;
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
    let left = em * row.depth;
    let margin = em * 3;
    let form = Form { measure: place.measure - left - margin, indent: Length::ZERO, hang: em, align: Align::Left };
    let numbers = Form { measure: margin, indent: Length::ZERO, hang: Length::ZERO, align: Align::Right };
    let number = set_text(setter, &folio, &style, &numbers).into_iter().next().unwrap_or_default();
    let lines = set_text(setter, &text, &style, &form);
    let inner = Place { left: place.left + left, style: style.clone(), ..place.clone() };
    let base = baseline(place.leading, em);
    let count = lines.len();
    let role = Role::Made(Made::Row(row.node));
    if row.part {
        column.white(place.leading);
    }
    for (at, line) in lines.into_iter().enumerate() {
        let end = left + line.x + line.line.width();
        let mut slug = slug(line, &inner, base, row.node);
        slug.parts.iter_mut().for_each(|(_, own, _)| *own = role);
        if at + 1 == count {
            let x = place.left + place.measure - margin + number.x;
            // The dots end where the widest number begins, in every line alike; a long roman one is wider still.
            let widest = em.scaled(160, 100).max(number.line.width() + em / 4);
            leaders(setter, &style, end, place.left + place.measure - widest, base, &mut slug);
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
        column.push(slug);
    }
}

/// Sparse dots between a title and its number, each on the same grid in every line.
fn leaders(setter: &Setter<'_>, style: &TextStyle, from: Length, to: Length, base: Length, slug: &mut Slug) {
    let id = setter.compositor.style(&TextStyle { small_caps: false, tracking: Length::ZERO, italic: false, bold: false, ..style.clone() });
    let dot = setter.compositor.word(id, ".");
    let step = style.size;
    let first = step * (from + step / 2).units_up(step);
    let room = (to - style.size / 2 - first).0;
    if room < step.0 * 2 {
        return;
    }
    let mut segments = Vec::new();
    for _ in 0..room / step.0 {
        segments.extend(dot.runs.iter().map(|run| Segment::Glyphs(Arc::clone(run))));
        segments.push(Segment::Kern(step - dot.width));
    }
    let line = crate::typeset::model::page::TextLine { segments, ..crate::typeset::model::page::TextLine::default() };
    slug.parts.push((Point { x: first, y: base }, Role::Artifact, PageItem::Line(Arc::new(line))));
}
