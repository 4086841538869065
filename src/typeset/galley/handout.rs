//! Parts of handouts: ruled lines for answers, a line for group and date, and line numbers.
use std::collections::BTreeMap;
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::line_slugs::baseline;
use super::place::BlockPlace;
use super::slug::{FORBIDDEN, MarginNumber, Slug, SlugItem, WIDOW};
use crate::document::NodeId;
use crate::typeset::model::page::{Artifact, ItemRole, PageItem};
use crate::typeset::model::style::{Align, Figures, TextStyle};
use crate::typeset::paragraph::{ParagraphShape, set_text};
use crate::typeset::setter::Setter;
use crate::units::{Length, Point, Size};

impl GalleyBuilder<'_, '_> {
    /// Adds ruled lines below a question, which is an item of a list. The first stays with the question.
    pub(crate) fn answer_lines(&mut self, question: NodeId, place: &BlockPlace) {
        let role = ItemRole::Artifact(Artifact::Block(question));
        let design = self.setter.design();
        let leading = design.leading;
        let height = leading * ((design.writing.ruling + leading / 2).0 / leading.0.max(1)).max(1);
        // White below the last line, so that it does not seem to belong to the next question.
        let below = leading;
        for line in 0..design.answer_lines {
            let rule = PageItem::Rule(Size { width: place.measure, height: design.writing.rule_thickness });
            let at = Point { x: place.left, y: height - leading / 4 };
            let cost = if line == 0 { FORBIDDEN } else { WIDOW };
            let below = if line + 1 == design.answer_lines { below } else { Length::ZERO };
            self.push(Slug { height: height + below, cost, parts: vec![SlugItem::new(at, role, rule)], ..Slug::default() });
        }
    }

    /// Adds a line above a chapter to fill in: group, date and session. Screen readers skip it.
    pub(crate) fn session_line(&mut self, place: &BlockPlace) {
        let setter = self.setter;
        let design = setter.design();
        let style = TextStyle::body(design, &setter.lang).sized(design.small_size).whole();
        let form = ParagraphShape { measure: place.measure, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
        let base = baseline(design.leading, design.size);
        let role = ItemRole::Artifact(Artifact::SessionLine);
        let mut parts = Vec::new();
        // Half of the measure for the name of the group, a quarter for each of the others.
        for (word, from, to) in [(setter.terms.group, 0, 20), (setter.terms.date, 20, 30), (setter.terms.session, 30, 40)] {
            let (from, to) = (place.measure.scaled(from, 40), place.measure.scaled(to, 40));
            let Some(set) = set_text(setter, word, &style, &form).into_iter().next() else { continue };
            let line = from + set.line.width() + style.size / 2;
            let end = if to == place.measure { to } else { to - style.size };
            parts.push(SlugItem::new(Point { x: place.left + from, y: base }, role, PageItem::Line(Arc::new(set.line))));
            let rule = PageItem::Rule(Size { width: (end - line).max(Length::ZERO), height: design.writing.rule_thickness });
            parts.push(SlugItem::new(Point { x: place.left + line, y: base + Length::from_pt(1.5) }, role, rule));
        }
        self.push(Slug { height: design.leading * 2, parts, ..Slug::default() });
        self.keep += FORBIDDEN;
    }
}

/// Numbers lines at the interval that the design sets. Counting continues after `before`, and lines side by side at one height count once.
/// Returns the numbers, and the number of lines counted so far.
pub(crate) fn line_numbers<'a>(
    setter: &Setter<'_>,
    items: impl Iterator<Item = &'a SlugItem>,
    before: usize,
) -> (Vec<MarginNumber>, usize) {
    let every = usize::try_from(setter.design().line_numbers).unwrap_or(0);
    if every == 0 {
        return (Vec::new(), before);
    }
    // For each height: the first block in the line.
    let mut lines: BTreeMap<Length, NodeId> = BTreeMap::new();
    for SlugItem { at, role, item } in items {
        if let (ItemRole::Content(node), PageItem::Line(line)) = (role, item)
            && !line.turned
        {
            lines.entry(at.y).or_insert(*node);
        }
    }
    let count = before + lines.len();
    let design = setter.design();
    let body = TextStyle::body(design, &setter.lang).whole();
    let style = TextStyle { figures: Figures::OldStyle, ..body.sized(design.number_size.of(design.size)) };
    let form = ParagraphShape { measure: design.size * 6, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
    let numbered = (before + 1..).zip(lines).filter(|(number, _)| number % every == 0);
    let set = |number: usize| set_text(setter, &number.to_string(), &style, &form).into_iter().next();
    let numbers = numbered.filter_map(|(number, (baseline, block))| {
        let line = Arc::new(set(number)?.line);
        Some(MarginNumber { baseline, line, block })
    });
    (numbers.collect(), count)
}
