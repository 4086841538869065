//! Verse and code: text with the author's own line breaks.
use std::str::Chars;

use super::builder::GalleyBuilder;
use super::line_slugs::{baseline, slug};
use super::place::BlockPlace;
use super::slug::{Slug, SlugItem, WIDOW};
use crate::document::{Inline, Node, NodeId, Position, verse_offsets};
use crate::edition::Design;
use crate::typeset::model::page::{Artifact, ItemRole, PageItem};
use crate::typeset::model::style::Align;
use crate::typeset::paragraph::{ComposedLine, ParagraphShape, set_paragraph, set_written};
use crate::units::{Length, Point, Size};

/// The cost of a page break in a listing before a line with no empty line above it.
const WITHIN_LISTING: i64 = 3_000;
/// The extra cost if that leaves a single line next to an empty one.
const BESIDE_WHITE: i64 = 80_000;

impl GalleyBuilder<'_, '_> {
    pub(crate) fn verse(&mut self, stanzas: &[Vec<Vec<Inline>>], node: NodeId, place: &BlockPlace) {
        let em = place.style.size;
        let style = place.style.clone().whole();
        // The longest line is centred, but not indented more than the design says; the others begin where it does. Turnover lines are indented.
        let natural = ParagraphShape {
            measure: place.measure,
            indent: Length::ZERO,
            hang: self.setter.design().verse.turnover_indent.of(em),
            align: Align::Left,
        };
        let set: Vec<Vec<Vec<ComposedLine>>> =
            stanzas.iter().map(|stanza| stanza.iter().map(|line| set_paragraph(self.setter, line, &style, &natural)).collect()).collect();
        let longest = set.iter().flatten().flatten().map(|line| line.x + line.line.width()).fold(Length::ZERO, Length::max);
        let left = ((place.measure - longest) / 2).max(Length::ZERO).min(self.setter.design().verse.greatest_indent.of(em));
        let place = BlockPlace { left: place.left + left, ..place.clone() };
        let mut offsets = verse_offsets(stanzas).into_iter().map(|offset| u32::try_from(offset).unwrap_or(u32::MAX));
        for (at, stanza) in set.into_iter().enumerate() {
            if at > 0 {
                self.white(self.block_white(&place));
            }
            let count = stanza.len();
            for (number, lines) in stanza.into_iter().enumerate() {
                // The first or the last line of a stanza does not stand alone on a page.
                if number > 0 {
                    self.keep += if number == 1 || number + 1 == count { WIDOW } else { 20_000 };
                }
                let before = offsets.next().unwrap_or(0);
                let lines = lines.into_iter().map(|line| ComposedLine { offset: line.offset + before, ..line }).collect();
                self.lines(lines, &place, node);
            }
        }
    }

    pub(crate) fn code(&mut self, text: &str, node: &Node, place: &BlockPlace) {
        let design = self.setter.design();
        let size = if self.in_cell { code_size_in_cell(design, place) } else { design.code_size };
        let style = place.style.clone().code(size);
        let place = BlockPlace {
            style: style.clone(),
            leading: if design.grid { design.leading } else { design.note_leading.max(design.code.leading.of(size)) },
            ..place.inset(design.indent.max(design.size), Length::ZERO)
        };
        let turnover = design.code.turnover_indent.of(style.size);
        let hang = turnover.min(if self.in_cell { place.measure / 3 } else { place.measure / 2 });
        let form = ParagraphShape { measure: place.measure, indent: Length::ZERO, hang, align: Align::Left };
        let text = text.strip_suffix('\n').unwrap_or(text);
        let baseline = baseline(place.leading, style.size);
        // Each line with the white above it.
        let mut listing: Vec<(Slug, Length)> = Vec::new();
        let (mut height, mut white) = (Length::ZERO, Length::ZERO);
        let mut begin = 0;
        for typed in text.split('\n') {
            let set = verbatim(typed);
            let lines = set_written(self.setter, (&set, node.span), &style, &form);
            let mut offsets = TypedOffsets::of(&set, typed);
            // An empty line is white. It is dropped at the head of a page, and it may grow to fill a page.
            if lines.is_empty() {
                white += place.leading;
            }
            for (turned, line) in lines.into_iter().enumerate() {
                let mut slug = slug(line, &place, baseline, node.id);
                // The first slug begins at offset 0, even if empty lines come before it.
                let first = listing.is_empty();
                let mut typed_at = |offset: u32| if first { 0 } else { begin + offsets.at(offset) };
                slug.start = slug.start.map(|start| Position { offset: typed_at(start.offset), ..start });
                // In a very narrow cell there is no room for the hook.
                if turned > 0 && (!self.in_cell || hang == turnover) {
                    slug.parts.extend(hook(Point { x: place.left, y: baseline }, style.size, design.code.hook_thickness, node.id));
                }
                height += white + slug.height;
                listing.push((slug, std::mem::take(&mut white)));
            }
            begin += u32::try_from(typed.len() + 1).unwrap_or(0);
        }
        if listing.is_empty() {
            // A listing of empty lines only still takes up its height.
            white -= place.leading;
            height += place.leading;
            listing.push((slug(ComposedLine::default(), &place, baseline, node.id), Length::ZERO));
        }
        height += white;
        // The first and the last line of a listing do not stand alone. A break at an empty line costs nothing; one that leaves a single
        // line next to an empty line costs most.
        let last = listing.len().saturating_sub(1);
        let parted: Vec<bool> = listing.iter().map(|(_, white)| *white > Length::ZERO).chain([true]).collect();
        for (number, (slug, _)) in listing.iter_mut().enumerate().skip(1) {
            slug.cost = i64::from(number == 1) * WIDOW + i64::from(number == last) * WIDOW;
            if !parted[number] {
                slug.cost += WITHIN_LISTING;
                slug.cost += i64::from(parted[number - 1] || parted[number + 1]) * BESIDE_WHITE;
            }
        }
        // White above and below fills the listing up to whole lines of text, so that the text after it stands on the grid again.
        let missing = if self.in_cell { Length::ZERO } else { design.leading * height.units_up(design.leading) - height };
        let missing = missing.max(Length::ZERO);
        self.filling += missing / 2;
        for (slug, white) in listing {
            self.space += white;
            self.push(slug);
        }
        self.filling += white + missing - missing / 2;
    }
}

/// The size of code in a cell of a table. It is reduced in the same proportion as the text of the table.
pub(crate) fn code_size_in_cell(design: &Design, place: &BlockPlace) -> Length {
    design.code_size.scaled(place.style.size.0, design.small_size.0.max(1)).min(design.code_size)
}

/// Converts byte offsets in the result of [`verbatim`] to those in the line as it was typed. The offsets must be in rising order.
struct TypedOffsets<'t> {
    set: &'t str,
    /// The byte of `set` up to which characters are counted, and their number.
    byte: usize,
    count: usize,
    /// The typed characters that are not passed yet.
    typed: Chars<'t>,
    /// How many characters of `set` the passed characters stand for, and how many bytes of the typed line they have.
    passed: usize,
    at: usize,
}

impl<'t> TypedOffsets<'t> {
    fn of(set: &'t str, typed: &'t str) -> Self {
        Self { set, byte: 0, count: 0, typed: typed.chars(), passed: 0, at: 0 }
    }

    fn at(&mut self, offset: u32) -> u32 {
        if let Some(further) = usize::try_from(offset).ok().and_then(|offset| self.set.get(self.byte..offset)) {
            self.count += further.chars().count();
            self.byte += further.len();
        }
        while let Some(character) = self.typed.clone().next() {
            let width = if character == '\t' { 4 } else { 1 };
            if self.count - self.passed < width {
                break;
            }
            self.passed += width;
            self.at += character.len_utf8();
            self.typed.next();
        }
        u32::try_from(self.at).unwrap_or(0)
    }
}

/// The mark before a turnover line of code: a hook. It is drawn with rules so that it is not copied with the code.
fn hook(at: Point, size: Length, thickness: Length, node: NodeId) -> [SlugItem; 2] {
    let em = |hundredths: i64| size.scaled(hundredths, 100);
    let rule = |x: i64, y: i64, width: Length, height: Length| {
        let at = Point { x: at.x + em(x), y: at.y - em(y) };
        SlugItem::new(at, ItemRole::Artifact(Artifact::Block(node)), PageItem::Rule(Size { width, height }))
    };
    [rule(60, 62, thickness, em(34)), rule(60, 28, em(80), thickness)]
}

/// A line of code with a tab as four spaces, and with no-break spaces for all spaces except single ones between words.
fn verbatim(line: &str) -> String {
    let line = line.replace('\t', "    ");
    let mut text = String::with_capacity(line.len());
    let mut word = false;
    for (at, character) in line.char_indices() {
        let inner = word && character == ' ' && !line[at + 1..].starts_with(' ') && !line[..at].ends_with(' ');
        word |= character != ' ';
        text.push(if character == ' ' && !inner { '\u{a0}' } else { character });
    }
    text
}
