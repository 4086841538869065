//! Listings: blocks of code.
use std::str::Chars;
use std::sync::Arc;

use super::builder::GalleyBuilder;
use super::line_slugs::{baseline, slug};
use super::place::BlockPlace;
use super::slug::{Slug, SlugItem, WIDOW};
use crate::document::{Block, CodeLines, Inline, Node, NodeId, Position};
use crate::edition::{CodeColours, Colour, Design, InkUse};
use crate::highlight::{CodeToken, TokenClass};
use crate::typeset::model::page::{Artifact, ItemRole, PageItem};
use crate::typeset::model::paint::Paint;
use crate::typeset::model::style::{Align, TextStyle};
use crate::typeset::paragraph::{CodeLine, ComposedLine, ParagraphShape, StyledRange, set_code, set_text};
use crate::typeset::setter::Setter;
use crate::units::{Length, Point, Size};

/// The cost of a page break in a listing before a line without an empty line above it.
const WITHIN_LISTING: i64 = 3_000;
/// The extra cost if a single line is left between the break and an empty line.
const BESIDE_WHITE: i64 = 80_000;

impl GalleyBuilder<'_, '_> {
    /// Sets a listing below its caption, such as the name of a file. It may break across pages like any other listing.
    pub(crate) fn captioned_listing(&mut self, node: &Node, body: &[Block], caption: &[Inline], place: &BlockPlace) {
        let design = self.setter.design();
        let indent = design.indent.max(design.size);
        let above = BlockPlace {
            style: place.style.clone().sized(design.small_size.min(place.style.size)).shaped(design.captions.shape),
            leading: design.note_leading.max(design.captions.leading.of(design.small_size)),
            align: Align::Left,
            ..place.inset(indent, Length::ZERO)
        };
        let form = ParagraphShape { measure: above.measure, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
        let from = self.slugs.len();
        let label = self.setter.book.resolution.labels.get(&node.id);
        let lines = self.captioned(label, caption, &above, &form);
        self.caption_lines(lines, &above, node.id);
        if let Some(first) = self.slugs.get_mut(from) {
            first.start = Some(Position { block: node.id, offset: 0 });
        }
        if design.grid {
            self.fill_up(self.slugs[from..].iter().map(|slug| slug.height).sum());
        }
        self.blocks(body, place);
    }

    /// Sets a listing: the lines of a text as typed. Also sets a formula as its source, which has neither tokens nor numbers.
    pub(crate) fn code(&mut self, text: &str, node: &Node, lines: &CodeLines, place: &BlockPlace) {
        let design = self.setter.design();
        let size = if self.in_cell { code_size_in_cell(design, place) } else { design.code_size };
        let style = place.style.clone().code(size);
        let beside = LineMarks::of(lines, text, &style, self.setter);
        let place = BlockPlace {
            style: style.clone(),
            leading: if design.grid { design.leading } else { design.note_leading.max(design.code.leading.of(size)) },
            ..place.inset(design.indent.max(design.size).max(beside.room), Length::ZERO)
        };
        let mut looks = Looks { setter: self.setter, base: &style, tokens: self.setter.book.tokens(node.id) };
        let turnover = design.code.turnover_indent.of(style.size);
        let hang = turnover.min(if self.in_cell { place.measure / 3 } else { place.measure / 2 });
        let form = ParagraphShape { measure: place.measure, indent: Length::ZERO, hang, align: Align::Left };
        let text = text.strip_suffix('\n').unwrap_or(text);
        let baseline = baseline(place.leading, style.size);
        // The lines, each with the white space above it.
        let mut listing: Vec<(Slug, Length)> = Vec::new();
        let (mut height, mut white) = (Length::ZERO, Length::ZERO);
        let mut begin = 0;
        for (number, typed) in (1_u32..).zip(text.split('\n')) {
            let set = verbatim(typed);
            let styled = looks.of_line(&set, typed, begin);
            let lines = set_code(self.setter, &CodeLine { text: &set, span: node.span, styled: &styled }, &style, &form);
            let mut offsets = TypedOffsets::of(&set, typed);
            // An empty line becomes white space, which is dropped at the top of a page and may be stretched to fill a page.
            if lines.is_empty() {
                white += place.leading;
            }
            for (turned, line) in lines.into_iter().enumerate() {
                let mut slug = slug(line, &place, baseline, node.id);
                // The first slug begins at offset 0, even if empty lines come before it.
                let first = listing.is_empty();
                let mut typed_at =
                    |offset: u32| if first { 0 } else { u32::try_from(begin).unwrap_or(u32::MAX).saturating_add(offsets.at(offset)) };
                slug.start = slug.start.map(|start| Position { offset: typed_at(start.offset), ..start });
                // A very narrow cell has no room for the hook.
                if turned > 0 && (!self.in_cell || hang == turnover) {
                    slug.parts.extend(hook(Point { x: place.left, y: baseline }, style.size, design.code.hook_thickness, node.id));
                }
                if turned == 0 {
                    slug.parts.extend(beside.number(number, Point { x: place.left, y: baseline }, (self.setter, node.id)));
                }
                slug.parts.extend(beside.bar(number, place.left, slug.height, node.id));
                height += white + slug.height;
                listing.push((slug, std::mem::take(&mut white)));
            }
            begin += typed.len() + 1;
        }
        if listing.is_empty() {
            // A listing that has only empty lines still has its height.
            white -= place.leading;
            height += place.leading;
            listing.push((slug(ComposedLine::default(), &place, baseline, node.id), Length::ZERO));
        }
        height += white;
        // The first and the last line of a listing should not be alone on a page. Apart from that, a break at an empty line has no cost. A
        // break that leaves a single line next to an empty line has a high cost.
        let last = listing.len().saturating_sub(1);
        let parted: Vec<bool> = listing.iter().map(|(_, white)| *white > Length::ZERO).chain([true]).collect();
        for (number, (slug, _)) in listing.iter_mut().enumerate().skip(1) {
            slug.cost = i64::from(number == 1) * WIDOW + i64::from(number == last) * WIDOW;
            if !parted[number] {
                slug.cost += WITHIN_LISTING;
                slug.cost += i64::from(parted[number - 1] || parted[number + 1]) * BESIDE_WHITE;
            }
        }
        // White space above and below makes the height of the listing a multiple of the leading, so that the text after it is on the grid.
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

/// The styles of the tokens of a listing. The lines must be requested in order.
struct Looks<'a> {
    setter: &'a Setter<'a>,
    base: &'a TextStyle,
    /// The tokens of the lines that have not been requested yet.
    tokens: &'a [CodeToken],
}

impl Looks<'_> {
    /// The ranges of a line that look different from plain code, in bytes of `set`. `set` is the result of [`verbatim`] for the line,
    /// `typed` is the line itself, and `begin` is its first byte in the listing.
    fn of_line(&mut self, set: &str, typed: &str, begin: usize) -> Vec<StyledRange> {
        let count = self.tokens.partition_point(|token| token.range.start < begin + typed.len());
        let (own, rest) = self.tokens.split_at(count);
        self.tokens = rest;
        // Each typed character is one character of `set`, except a tab, which is four.
        let mut set_bytes = set.char_indices().map(|(at, _)| at).chain([set.len()]);
        let mut typed_chars = typed.char_indices();
        let mut place = (typed_chars.next(), set_bytes.next().unwrap_or(0));
        let mut set_at = |byte: usize| {
            while let (Some((at, character)), _) = place
                && at < byte
            {
                let width = if character == '\t' { 4 } else { 1 };
                place = (typed_chars.next(), set_bytes.nth(width - 1).unwrap_or(set.len()));
            }
            place.1
        };
        let mut styled = Vec::with_capacity(own.len());
        for CodeToken { range, class } in own {
            let from = set_at(range.start.saturating_sub(begin));
            let to = set_at(range.end.saturating_sub(begin));
            styled.push(StyledRange { range: from..to, style: self.setter.compositor.style(&token_style(*class, self.base, self.setter)) });
        }
        styled
    }
}

/// The style of the tokens of a class. `base` is the style of plain code.
fn token_style(class: TokenClass, base: &TextStyle, setter: &Setter<'_>) -> TextStyle {
    let (look, design) = (class.look(), setter.design());
    let saves_ink = design.ink == InkUse::Saving;
    let in_colours = design.code.colours == CodeColours::Screen && setter.book.edition.print.colour == Colour::Colour && !saves_ink;
    TextStyle {
        bold: look.bold && !saves_ink,
        italic: look.italic,
        paint: if in_colours { Paint::Rgb(look.paper) } else { Paint::Grey(look.grey) },
        ..base.clone()
    }
}

/// The marks to the left of a listing: the numbers of its lines, and bars beside marked lines.
struct LineMarks<'a> {
    lines: &'a CodeLines,
    style: TextStyle,
    thickness: Length,
    /// The width that the numbers need to the left of the code.
    room: Length,
}

/// The white space between the number of a line and the code, in hundredths of the size of the code.
const BESIDE_NUMBER: i64 = 130;
/// The distance between the bar of a marked line and the code, in hundredths of the size of the code.
const BESIDE_BAR: i64 = 60;

impl<'a> LineMarks<'a> {
    fn of(lines: &'a CodeLines, text: &str, style: &TextStyle, setter: &Setter<'_>) -> Self {
        let numbers = TextStyle { paint: Paint::Grey(TokenClass::Comment.look().grey), ..style.clone() };
        let last = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
        let room = lines.number(last).map_or(Length::ZERO, |last| {
            let digit = setter.compositor.prepared(setter.compositor.style(&numbers)).space;
            digit * i64::try_from(last.to_string().len()).unwrap_or(0) + style.size.scaled(BESIDE_NUMBER, 100)
        });
        Self { lines, style: numbers, thickness: setter.design().code.mark_thickness, room }
    }

    /// The number of a line. `None` if the lines have no numbers. `code` is the point on the baseline at which the code begins.
    fn number(&self, line: u32, code: Point, (setter, node): (&Setter<'_>, NodeId)) -> Option<SlugItem> {
        let number = self.lines.number(line)?.to_string();
        let form = ParagraphShape { measure: self.room, indent: Length::ZERO, hang: Length::ZERO, align: Align::Left };
        let set = set_text(setter, &number, &self.style, &form).into_iter().next()?;
        let x = code.x - self.style.size.scaled(BESIDE_NUMBER, 100) - set.line.width();
        Some(SlugItem::new(Point { x, ..code }, ItemRole::Artifact(Artifact::Block(node)), PageItem::Line(Arc::new(set.line))))
    }

    /// The bar beside a line. `None` if the line is not marked.
    fn bar(&self, line: u32, left: Length, height: Length, node: NodeId) -> Option<SlugItem> {
        let x = left - self.style.size.scaled(BESIDE_BAR, 100) - self.thickness;
        let rule = PageItem::Rule(Size { width: self.thickness, height });
        self.lines.is_marked(line).then_some(SlugItem::new(Point { x, y: Length::ZERO }, ItemRole::Artifact(Artifact::Block(node)), rule))
    }
}

/// The size of code in a table cell. It is reduced in the same proportion as the text of the table.
pub(crate) fn code_size_in_cell(design: &Design, place: &BlockPlace) -> Length {
    design.code_size.scaled(place.style.size.0, design.small_size.0.max(1)).min(design.code_size)
}

/// Converts byte offsets in the result of [`verbatim`] to byte offsets in the typed line. The offsets must be in ascending order.
struct TypedOffsets<'t> {
    set: &'t str,
    /// The byte of `set` up to which characters have been counted, and their number.
    byte: usize,
    count: usize,
    /// The typed characters that have not been passed yet.
    typed: Chars<'t>,
    /// The number of characters of `set` for the passed characters, and the number of their bytes in the typed line.
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

/// The mark before a turnover line of code: a hook. It consists of rules, so that it is not copied with the code.
fn hook(at: Point, size: Length, thickness: Length, node: NodeId) -> [SlugItem; 2] {
    let em = |hundredths: i64| size.scaled(hundredths, 100);
    let rule = |x: i64, y: i64, width: Length, height: Length| {
        let at = Point { x: at.x + em(x), y: at.y - em(y) };
        SlugItem::new(at, ItemRole::Artifact(Artifact::Block(node)), PageItem::Rule(Size { width, height }))
    };
    [rule(60, 62, thickness, em(34)), rule(60, 28, em(80), thickness)]
}

/// A line of code in which a tab is four spaces, and all spaces except single ones between words are no-break spaces.
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
