//! Running heads and folios.
use std::sync::Arc;

use super::spread::Draft;
use crate::document::Folio;
use crate::edition::{Design, FolioPlace, HeadText, HeadingAlignment};
use crate::typeset::galley::line_slugs::baseline;
use crate::typeset::model::page::{Artifact, PageItem, Side, Zone};
use crate::typeset::model::style::{Align, TextStyle};
use crate::typeset::paragraph::{ComposedLine, ParagraphShape, set_text};
use crate::typeset::setter::Setter;
use crate::units::{Length, Point};

/// Sets the head and the folio of a page as the design has them. Where a chapter opens, the page has no head and its folio is at the foot.
pub(crate) fn set(setter: &Setter<'_>, draft: &Draft, side: Side, folio: Folio, put: &mut dyn FnMut(Zone, Artifact, Point, PageItem)) {
    let design = setter.design();
    let measure = design.type_width();
    let own = &design.heads;
    let size = own.size.of(design.size);
    let figures = TextStyle::body(design, &setter.lang).sized(size).whole();
    let number = folio.to_string();
    let base = baseline(design.leading, design.size);
    let outer = if side == Side::Recto { Align::Right } else { Align::Left };
    let at_head = own.folio == FolioPlace::OuterHead;
    if let Some(chapter) = draft.head.as_ref().filter(|_| design.running_heads) {
        let y = base - own.distance.of(design.leading);
        let folio = if at_head { one_line(setter, &number, &figures, measure, outer) } else { ComposedLine::default() };
        let room = measure - folio.line.width() * 2 - size * 3;
        let metadata = &setter.book.edition.metadata;
        let wanted = if side == Side::Recto { own.recto } else { own.verso };
        let title = match wanted {
            HeadText::Title => metadata.title.clone(),
            HeadText::Chapter => chapter.clone(),
            HeadText::Section => draft.section.as_ref().unwrap_or(chapter).clone(),
            HeadText::Author => metadata.author_line(),
            HeadText::None => String::new(),
        };
        let style = figures.clone().shaped(own.shape);
        if room > size * 6 && !title.is_empty() {
            let line = shortened(setter, &title, &style, room);
            let rest = measure - line.line.width();
            let x = match own.align {
                HeadingAlignment::Center => rest / 2,
                HeadingAlignment::Left if at_head && side == Side::Verso => rest,
                HeadingAlignment::Left => Length::ZERO,
            };
            put(Zone::Head, Artifact::RunningHead, Point { x, y }, PageItem::Line(Arc::new(line.line)));
        }
        if at_head {
            put(Zone::Head, Artifact::Folio, Point { x: folio.x, y }, PageItem::Line(Arc::new(folio.line)));
        }
    }
    if draft.drop_folio || (draft.head.is_some() && !at_head) {
        let align = if own.folio == FolioPlace::FootOuter { outer } else { Align::Center };
        let line = one_line(setter, &number, &figures, measure, align);
        let y = foot_line(design);
        if has_foot_line(design) {
            put(Zone::Foot, Artifact::Folio, Point { x: line.x, y }, PageItem::Line(Arc::new(line.line)));
        }
    }
}

/// The baseline of a folio at the foot, from the top of the type area.
fn foot_line(design: &Design) -> Length {
    design.leading * (design.lines() - 1) + baseline(design.leading, design.size) + design.heads.distance.of(design.leading)
}

/// Whether the foot margin has room for a folio.
pub(crate) fn has_foot_line(design: &Design) -> bool {
    foot_line(design) + design.heads.size.of(design.size) < design.page.height - design.margins.head
}

fn one_line(setter: &Setter<'_>, text: &str, style: &TextStyle, measure: Length, align: Align) -> ComposedLine {
    let form = ParagraphShape { measure, indent: Length::ZERO, hang: Length::ZERO, align };
    set_text(setter, text, style, &form).into_iter().next().unwrap_or_default()
}

/// The number of characters of a title that are tried in a running head. No paper has room for more.
const LONGEST_HEAD: usize = 1_000;

/// A title on one line. If it is wider than `room`, it is cut after the last word that fits and ends in an ellipsis. Empty if not even one
/// word fits.
fn shortened(setter: &Setter<'_>, title: &str, style: &TextStyle, room: Length) -> ComposedLine {
    let fitting =
        |text: &str| Some(one_line(setter, text, style, Length::points(20_000), Align::Left)).filter(|line| line.line.width() <= room);
    let end = title.char_indices().nth(LONGEST_HEAD).map_or(title.len(), |(end, _)| end);
    let whole = (end == title.len()).then(|| fitting(title)).flatten();
    if let Some(line) = whole {
        return line;
    }
    let words: Vec<&str> = title[..end].split_whitespace().collect();
    let cut = |count: usize| {
        let text = words[..count].join(" ");
        fitting(&format!("{}\u{a0}\u{2026}", text.trim_end_matches([',', ';', ':', '.', '-', '\u{2013}', '\u{2014}'])))
    };
    // Each word makes the line wider, so a binary search finds the most words that fit.
    let (mut best, mut least, mut most) = (None, 1, words.len());
    while least < most {
        let count = least.midpoint(most);
        match cut(count) {
            Some(line) => (best, least) = (Some(line), count + 1),
            None => most = count,
        }
    }
    best.unwrap_or_default()
}
