//! The list of links after the text of a division. Each entry has a number, the address, and a QR code if the design wants codes.
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::line_slugs::baseline;
use super::notes::{made, words};
use super::place::BlockPlace;
use super::slug::{Slug, SlugItem, WIDOW};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::NodeId;
use crate::edition::LinkAddresses;
use crate::typeset::model::page::{GeneratedText, ItemRole, LinkEntry, LinkKey, PageItem};
use crate::typeset::model::qr_code::Modules;
use crate::typeset::model::style::{Align, ascent};
use crate::typeset::paragraph::{ComposedLine, LineObject, ParagraphShape, TextPiece, set_pieces, set_text};
use crate::typeset::setter::link_lists::{ListedLink, shown};
use crate::units::{Length, Point};

/// The usual width of a module (a dot) of a QR code, in millimetres. Phones read this size even off a bad copy.
const MODULE: f64 = 0.5;
/// The least width of a module, in millimetres.
const LEAST_MODULE: f64 = 0.4;
/// The width of a code with its quiet zone, in millimetres, above which its modules become smaller.
const WIDEST: f64 = 26.0;
/// The least width of an entry with its code, in millimetres.
const ENTRY: f64 = 50.0;
/// The level of a section's heading.
const SECTION: u8 = 2;

impl GalleyBuilder<'_, '_> {
    /// Sets the list of links of a division, if it has one.
    pub(crate) fn link_list(&mut self, division: NodeId) {
        let setter = self.setter;
        let list = setter.links.list(division);
        if list.is_empty() {
            return;
        }
        let from = self.slugs.len();
        self.heading(&made(), SECTION, &words(setter.terms.links), &Self::body(setter));
        self.made_from(from, GeneratedText::LinksTitle(division));
        let place = BlockPlace { align: Align::Left, ..Self::note_place(setter) };
        if setter.design().link_addresses == LinkAddresses::Codes {
            self.coded_links(division, list, &place);
        } else {
            for entry in list {
                let (number, lines) = self.entry_lines(division, entry, &place, place.measure - number_width(&place));
                let mut slugs = lines.into_iter().map(|line| Slug { height: place.leading, parts: line, cost: WIDOW, ..Slug::default() });
                let mut first = slugs.next().unwrap_or_default();
                first.cost = 0;
                first.parts.insert(0, number);
                std::iter::once(first).chain(slugs).for_each(|slug| self.push(slug));
            }
        }
        self.settle(from);
    }

    /// Sets the number of an entry and the lines of its address. Points are from the left of the column and the top of each line.
    fn entry_lines(&self, division: NodeId, entry: &ListedLink, place: &BlockPlace, measure: Length) -> (SlugItem, Vec<Vec<SlugItem>>) {
        let key = LinkEntry { division, number: entry.number };
        let (number_role, address_role) =
            (ItemRole::Generated(GeneratedText::LinkNumber(key)), ItemRole::Generated(GeneratedText::Link(key)));
        let form = ParagraphShape { measure, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
        let style = place.style.clone().whole();
        let base = baseline(place.leading, style.size);
        let number = set_text(self.setter, &entry.number.to_string(), &style, &form).into_iter().next().unwrap_or_default();
        let number = SlugItem::new(Point { x: place.left, y: base }, number_role, PageItem::Line(Arc::new(number.line)));
        let link = entry.links.first().map(|link| LinkKey::Node(*link));
        let left = place.left + number_width(place);
        let line = |set: ComposedLine| {
            let mut parts = vec![SlugItem::new(Point { x: left + set.x, y: base }, address_role, PageItem::Line(Arc::new(set.line)))];
            parts.extend(set.extras.into_iter().map(|LineObject { x, item, .. }| {
                let above = if let PageItem::Link { size, .. } = &item { ascent(size.height) } else { Length::ZERO };
                SlugItem::new(Point { x: left + set.x + x, y: base - above }, address_role, item)
            }));
            parts
        };
        let lines = set_pieces(self.setter, &[TextPiece { text: shown(&entry.address).to_owned(), style, link }], &form);
        (number, lines.into_iter().map(line).collect())
    }

    /// Sets entries with their codes, as many side by side as fit. Each row is one slug.
    fn coded_links(&mut self, division: NodeId, list: &[ListedLink], place: &BlockPlace) {
        let (side_by_side, width) = cells(place.measure);
        for row in list.chunks(side_by_side) {
            let mut slug = Slug::default();
            for (at, entry) in (0..).zip(row) {
                let left = place.left + width * at;
                let code = self.link_code(entry);
                let module = code.as_ref().map_or(Length::ZERO, module);
                let quiet = module * i64::from(Modules::QUIET);
                let side = code.as_ref().map_or(Length::ZERO, |code| module * i64::from(code.side()));
                let beside = if code.is_some() { side + quiet + place.style.size / 2 } else { Length::ZERO };
                let inner = BlockPlace { left: left + beside, ..place.clone() };
                let room = width - beside - number_width(place) - place.style.size;
                let (number, lines) = self.entry_lines(division, entry, &inner, room.max(place.style.size * 5));
                // The top of the first line is level with the top of the code, below its quiet zone.
                let top = quiet - (baseline(place.leading, place.style.size) - place.style.size.scaled(68, 100)).min(quiet);
                let height = (place.leading * i64::try_from(lines.len()).unwrap_or(0) + top).max(side + quiet * 2);
                slug.height = slug.height.max(height);
                let parts = (0..).zip(std::iter::once(vec![number]).chain(lines));
                for (line, part) in parts {
                    let down = top + place.leading * i64::max(line - 1, 0);
                    slug.parts.extend(part.into_iter().map(|part| part.lowered(down)));
                }
                slug.parts.extend(code.map(|code| {
                    let item = PageItem::QrCode { modules: Arc::new(code), module };
                    let role = ItemRole::Generated(GeneratedText::Link(LinkEntry { division, number: entry.number }));
                    SlugItem::new(Point { x: left, y: quiet }, role, item)
                }));
            }
            self.push(slug);
        }
    }

    /// The code of an entry. Reports an address that is too long for a code.
    fn link_code(&self, entry: &ListedLink) -> Option<Modules> {
        let code = Modules::of(&entry.address);
        if code.is_none() {
            self.setter.sink.report(
                Diagnostic::new(codes::NO_QR_CODE, entry.span, "the address is too long for a QR code")
                    .label("it is printed without one")
                    .hint("use a shorter address"),
            );
        }
        code
    }
}

/// How many entries with codes fit side by side on a measure, and the width of each.
pub(crate) fn cells(measure: Length) -> (usize, Length) {
    let side_by_side = (measure.0 / Length::from_mm(ENTRY).0).max(1);
    (usize::try_from(side_by_side).unwrap_or(1), measure / side_by_side)
}

/// The printed width of a module of a code.
fn module(code: &Modules) -> Length {
    let all = f64::from(code.side() + Modules::QUIET * 2);
    Length::from_mm((WIDEST / all).clamp(LEAST_MODULE, MODULE))
}

/// The width reserved for the number of an entry: two figures.
fn number_width(place: &BlockPlace) -> Length {
    place.style.size * 3 / 2
}
