//! Lines filled: the words between two breaks side by side, the white shared out among the spaces, links and pictures at their
//! places.
use std::sync::Arc;

use super::composition::{Composition, Content, Hanging, Part, SetLine};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::NodeId;
use crate::typeset::linebreak::Item;
use crate::typeset::model::page::{Fit, LinkKey, LinkTarget, PageItem, Segment, TextSpan};
use crate::typeset::model::style::Align;
use crate::typeset::setter::Setter;
use crate::typeset::words::compositor::StyleId;
use crate::typeset::words::word::{Word, WordForm};
use crate::units::{Length, Size};

impl Composition<'_, '_> {
    /// Makes the line from item `start` up to the break at item `end`.
    pub(crate) fn fill(&self, (start, end): (usize, usize), number: usize, tracking: Tracking) -> SetLine {
        let first = start + self.items[start.min(self.items.len())..end].iter().take_while(|item| item.is_discardable()).count();
        let divided = matches!(self.items.get(end), Some(Item::Discretionary { automatic: true, .. }));
        let mut set = SetLine { divided, ..SetLine::default() };
        let filled = self.items[first..end].iter().any(|item| matches!(item, Item::Glue { infinite: true, .. }));
        let inset = if number < self.notch.lines { self.notch.width } else { Length::ZERO };
        let measure = self.form.measure - inset - if number == 0 { Length::ZERO } else { self.form.hang };
        // Parts are shaped first: what they really measure decides the white between them.
        let mut pieces: Vec<Piece<'_>> = Vec::with_capacity(32);
        let mut at = first;
        let mut offset = None;
        while at < end {
            match &self.content[at] {
                Content::Nothing => {}
                Content::Indent => pieces.push(Piece::white(self.form.indent)),
                Content::Space { link } => pieces.push(Piece::space(&self.items[at], *link)),
                Content::Picture { source, alt, size, offset: place } => {
                    offset.get_or_insert(*place);
                    set.above = set.above.max(size.height);
                    let item = PageItem::Artwork { source: Arc::clone(source), alt: Arc::clone(alt), size: *size, turned: false };
                    pieces.push(Piece { picture: Some(Box::new(item)), ..Piece::white(size.width) });
                }
                Content::Part(part) => {
                    offset.get_or_insert(part.offset);
                    let mut to = part.to;
                    while let Some(next) = self.same_word(at + 1, end, part, to) {
                        to = next.1;
                        at = next.0;
                    }
                    let last = divided && self.content[at + 1..end].iter().all(|content| matches!(content, Content::Nothing));
                    let whole = part.from == 0 && to == part.word.text.len() && !last;
                    let word = if whole {
                        Held::Kept(&part.word)
                    } else {
                        let form = if last { WordForm::Hyphenated } else { WordForm::Plain };
                        Held::Made(self.setter.compositor.word_in_form(part.style, &part.word.text[part.from..to], form))
                    };
                    pieces.push(Piece {
                        width: word.width,
                        link: part.link,
                        style: Some(part.style),
                        word: Some(word),
                        ..Piece::white(Length::ZERO)
                    });
                }
            }
            at += 1;
        }
        set.offset = offset.unwrap_or(0);
        // Words of both directions are cut and shaped anew: only then their widths are known.
        let one_way = !pieces.iter().any(|piece| piece.word.as_ref().is_some_and(|word| word.has_rtl));
        let mut pieces = self.in_visual_order(pieces, first..end);
        let total = |pieces: &[Piece<'_>]| -> Length { pieces.iter().map(|piece| piece.width).sum() };
        let mut hang = Length::ZERO;
        // What the line fills: the measure, and what hangs out of it on either side.
        let mut room = measure;
        if self.form.align == Align::Justified && one_way {
            hang = pieces.first().and_then(|piece| piece.word.as_ref()).map_or(Length::ZERO, |word| word.left);
            room += hang + pieces.last().and_then(|piece| piece.word.as_ref()).map_or(Length::ZERO, |word| word.right);
            let short = room - total(&pieces);
            if short < Length::ZERO || !filled {
                set.line.fit = fit(&pieces, short, i64::from(self.setter.design().expansion), tracking);
                for piece in &mut pieces {
                    if let Some(word) = &piece.word {
                        piece.width = word.runs.iter().map(|run| run.width_in(&set.line)).sum();
                    }
                }
            }
        }
        let short = room - total(&pieces);
        if self.form.align == Align::Justified {
            self.report_tight(&pieces, short);
        }
        if self.form.align == Align::Justified || short < Length::ZERO {
            justify(&mut pieces, short, filled);
        }
        let over = total(&pieces) - room;
        if over > Length::ZERO && (!one_way || (OVER..self.style.size / 2).contains(&over)) {
            // The parts of words in two directions may be wider than the words were, and so may those of a word that was cut between two letters
            // that had been moved together: their letters give way.
            let short = room - total(&pieces);
            set.line.fit = fit(&pieces, short, SQUEEZED, Tracking::USUAL);
            for piece in &mut pieces {
                if let Some(word) = &piece.word {
                    piece.width = word.runs.iter().map(|run| run.width_in(&set.line)).sum();
                }
            }
        }
        let width = total(&pieces);
        let over = width - room;
        if over > OVER && !self.span.is_detached() {
            self.setter.sink.report(
                Diagnostic::new(codes::OVERFULL_LINE, self.span, format!("a line of this paragraph is {over} too wide"))
                    .hint("reword it, or mark places for division with soft hyphens"),
            );
        }
        let white = measure - width;
        set.x = inset + if number == 0 { Length::ZERO } else { self.form.hang } - hang
            + match self.form.align {
                Align::Justified | Align::Left if self.rtl => white,
                Align::Justified | Align::Left => Length::ZERO,
                Align::Center => white / 2,
                Align::Right => white,
            };
        self.assemble(pieces, &mut set);
        // The space at which the line ends is there for those who read the file without seeing it.
        if matches!(self.items.get(end), Some(Item::Glue { infinite: false, .. })) && !set.line.segments.is_empty() {
            set.line.segments.push(Segment::Space(Length::ZERO));
        }
        // Up to where the next line begins; what hangs at the very end of the paragraph belongs to its last line.
        let next = next_start(&self.items, end);
        for (item, hanging) in &self.hanging {
            if (start..next).contains(item) || (end == self.items.len() && *item >= end) {
                match hanging {
                    Hanging::Note(note) => set.notes.push(*note),
                    Hanging::Anchor(name) => set.extras.push((Length::ZERO, PageItem::Anchor(Arc::clone(name)))),
                }
            }
        }
        set
    }

    /// The next part of the same word on the line, if it follows at once: its item and its end.
    fn same_word(&self, from: usize, end: usize, part: &Part, to: usize) -> Option<(usize, usize)> {
        for at in from..end {
            match &self.content[at] {
                Content::Nothing => {}
                Content::Part(next)
                    if Arc::ptr_eq(&next.word, &part.word) && next.from == to && next.from > 0 && next.style == part.style =>
                {
                    return Some((at, next.to));
                }
                Content::Part(_) | Content::Indent | Content::Space { .. } | Content::Picture { .. } => return None,
            }
        }
        None
    }

    /// Lays the pieces side by side.
    fn assemble(&self, pieces: Vec<Piece<'_>>, set: &mut SetLine) {
        set.line.segments.reserve(pieces.len() + 1);
        let mut x = Length::ZERO;
        let mut open: Option<(LinkKey, Length, Length, String)> = None;
        for piece in pieces {
            if open.as_ref().map(|(link, ..)| *link) != piece.link {
                if let Some(link) = open.take() {
                    self.close_link(link, set);
                }
                open = piece.link.map(|link| (link, x, x, String::new()));
            }
            if let Some((_, _, end, text)) = &mut open {
                if let Some(word) = &piece.word {
                    *end = x + piece.width;
                    text.push_str(&word.text);
                } else if !text.is_empty() {
                    text.push(' ');
                }
            }
            let first = set.line.segments.len();
            let (link, (lang, expansion)) = (piece.link, self.spoken(&piece));
            match (piece.word, piece.picture) {
                (Some(word), _) => set.line.segments.extend(word.runs.iter().map(|run| Segment::Glyphs(Arc::clone(run)))),
                (None, Some(picture)) => {
                    set.extras.push((x, *picture));
                    set.line.segments.push(Segment::Kern(piece.width));
                }
                (None, None) if piece.is_space => set.line.segments.push(Segment::Space(piece.width)),
                (None, None) => set.line.segments.push(Segment::Kern(piece.width)),
            }
            if link.is_some() || lang.is_some() || expansion.is_some() {
                let segments = first..set.line.segments.len();
                match set.line.spans.last_mut() {
                    Some(last) if last.segments.end == first && last.is_as(link, lang.as_ref(), expansion.as_ref()) => {
                        last.segments.end = segments.end;
                    }
                    _ => set.line.spans.push(TextSpan { segments, link, lang, expansion }),
                }
            }
            x += piece.width;
        }
        if let Some(link) = open.take() {
            self.close_link(link, set);
        }
    }

    /// The language of a piece, if it is not that of its paragraph, and what it is short for.
    fn spoken(&self, piece: &Piece<'_>) -> (Option<Arc<str>>, Option<Arc<str>>) {
        let Some(style) = piece.style.filter(|style| Some(*style) != self.usual) else { return (None, None) };
        let style = &self.setter.compositor.prepared(style).style;
        ((style.lang != self.style.lang).then(|| Arc::clone(&style.lang)), style.expansion.clone())
    }

    fn close_link(&self, (link, start, end, text): (LinkKey, Length, Length, String), set: &mut SetLine) {
        let to = match link {
            LinkKey::Node(node) => self.setter.link_target(node),
            LinkKey::Place(node) => self.setter.place_target(node),
            LinkKey::Entry(entry) => self.setter.entry_target(entry),
            LinkKey::Row => None,
            LinkKey::Back(note) => {
                self.setter.book.resolution.note(note).calls.first().map(|(_, anchor)| LinkTarget::Anchor(Arc::from(anchor.as_str())))
            }
        };
        let Some(to) = to else { return };
        let height = self.style.size.scaled(110, 100);
        let size = Size { width: end - start, height };
        if size.width > Length::ZERO {
            set.extras.push((start, PageItem::Link { to, text: Arc::from(text.trim()), size, key: link }));
        }
    }
}

/// The item from which the line after a break at `end` is made: white is dropped there, other breaks are used up.
pub(crate) fn next_start(items: &[Item], end: usize) -> usize {
    end + usize::from(!matches!(items.get(end), Some(Item::Glue { .. } | Item::Kern { .. })))
}

impl Composition<'_, '_> {
    /// Says that the spaces of a line shrink by more than they should.
    fn report_tight(&self, pieces: &[Piece<'_>], short: Length) {
        let spaces: i64 = pieces.iter().filter(|piece| piece.is_space).map(|piece| piece.width.0).sum();
        if short.0 * -100 > spaces * TIGHT
            && pieces.iter().any(|piece| piece.shrink * 100 > piece.width.0 * TIGHT)
            && !self.span.is_detached()
        {
            self.setter.sink.report(
                Diagnostic::new(codes::TIGHT_LINE, self.span, "a line of this paragraph is tight: else there would be a hole in it")
                    .hint("reword it, or mark places for division with soft hyphens"),
            );
        }
    }
}

/// By how much the spaces of a line shrink before it is called tight, in per cent.
const TIGHT: i64 = 25;

/// A piece of a line: a word, white, or a picture.
pub(crate) struct Piece<'a> {
    pub(crate) width: Length,
    pub(crate) stretch: i64,
    pub(crate) shrink: i64,
    pub(crate) is_space: bool,
    pub(crate) link: Option<LinkKey>,
    pub(crate) style: Option<StyleId>,
    pub(crate) word: Option<Held<'a>>,
    pub(crate) picture: Option<Box<PageItem>>,
}

/// A word of the paragraph's, or one that was made for the line: there are too many to count who holds each.
pub(crate) enum Held<'a> {
    Kept(&'a Word),
    Made(Arc<Word>),
}

impl std::ops::Deref for Held<'_> {
    type Target = Word;

    fn deref(&self) -> &Word {
        match self {
            Self::Kept(word) => word,
            Self::Made(word) => word,
        }
    }
}

impl Piece<'_> {
    pub(crate) const fn white(width: Length) -> Self {
        Self { width, stretch: 0, shrink: 0, is_space: false, link: None, style: None, word: None, picture: None }
    }

    fn space(item: &Item, link: Option<LinkKey>) -> Self {
        let (width, stretch, shrink) = match item {
            Item::Glue { width, stretch, shrink, .. } => (*width, *stretch, *shrink),
            Item::Box { width, .. } | Item::Kern { width } => (*width, 0, 0),
            Item::Penalty { .. } | Item::Discretionary { .. } => (0, 0, 0),
        };
        Self { stretch, shrink, is_space: true, link, ..Self::white(Length(width)) }
    }
}

/// How much white may be added between letters or taken away, in thousandths of their size, where their width alone does not
/// do: less than anybody sees.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tracking {
    pub(crate) wider: i64,
    pub(crate) narrower: i64,
}

impl Tracking {
    /// In any justified line.
    pub(crate) const USUAL: Self = Self { wider: 5, narrower: 5 };
    /// In a paragraph that is set in a line more or less than is best for it, and in lines that would be loose.
    pub(crate) const MOST: Self = Self { wider: 10, narrower: 5 };
}

/// By how much a line may leave the measure without being told: nobody sees it.
const OVER: Length = Length(Length::points(1).0 / 2);
/// By how much letters are made narrower at most where parts of words leave the measure, in thousandths.
const SQUEEZED: i64 = 100;

/// What more may be taken from between letters where a line would leave the measure, in thousandths of their size.
const CLOSEST: i64 = 3;

/// By how much spaces may grow, in per cent, before more white between the letters is the lesser evil.
pub(crate) const LOOSE: i64 = 6;

/// How letters give way, as far as that goes, before the spaces do: first in width, by at most `limit` thousandths, then by
/// white between them. Without a limit (no expansion in the design) they do neither.
fn fit(pieces: &[Piece<'_>], short: Length, limit: i64, tracking: Tracking) -> Fit {
    let runs = || pieces.iter().filter_map(|piece| piece.word.as_ref()).flat_map(|word| &word.runs).filter(|run| run.flexible);
    let letters: i64 = runs().map(|run| run.width.0).sum();
    if letters <= 0 || limit == 0 {
        return Fit::default();
    }
    let limit = limit * (Fit::WHOLE / 1000);
    // In steps that make short numbers in the file and that nobody sees: the spaces take the rest.
    let expansion = (short.0 * Fit::WHOLE / letters).clamp(-limit, limit) / STEP * STEP;
    let rest = short.0 - letters * expansion / Fit::WHOLE;
    let glyphs = runs().map(|run| i64::try_from(run.glyphs.len()).unwrap_or(0)).sum::<i64>().max(1);
    let size = runs().map(|run| run.size.0).max().unwrap_or(0);
    let mut white = (rest / glyphs).clamp(-size * tracking.narrower / 1000, size * tracking.wider / 1000);
    let spaces: i64 = pieces.iter().filter(|piece| piece.is_space).map(|piece| piece.width.0).sum();
    let loose = rest - white * glyphs - spaces * LOOSE / 100;
    if loose > 0 {
        white = (white + loose / glyphs).min(size * Tracking::MOST.wider / 1000);
    }
    // The breaker reckons with letters of usual width; among wide ones there is less white to take away.
    let shrink: i64 = pieces.iter().map(|piece| piece.shrink).sum();
    let over = white * glyphs - rest - shrink;
    if over > 0 {
        white -= (over / glyphs + 1).min(size * CLOSEST / 1000);
    }
    Fit { expansion, tracking: Length(white / HAIR * HAIR) }
}

/// A tenth of a per cent.
const STEP: i64 = Fit::WHOLE / 1000;
/// A thousandth of a point.
const HAIR: i64 = 66;

/// Gives the white that is left (or missing) to the spaces, in proportion, to the last scaled point. A filled line (the
/// last of its paragraph) keeps its spaces unless they must shrink; no space shrinks by more than it may.
fn justify(pieces: &mut [Piece<'_>], short: Length, filled: bool) {
    if short.0 > 0 && filled {
        return;
    }
    let total: i64 = pieces.iter().map(|piece| if short.0 > 0 { piece.stretch } else { piece.shrink }).sum();
    if total <= 0 {
        return;
    }
    let wanted = if short.0 > 0 { short.0 } else { short.0.max(-total) };
    let (mut given, mut sum) = (0, 0);
    // What gives nothing gets nothing: words.
    for piece in pieces.iter_mut().filter(|piece| piece.stretch != 0 || piece.shrink != 0) {
        sum += if short.0 > 0 { piece.stretch } else { piece.shrink };
        // Widths of a page are below 2^40 scaled points and so are sums of stretch: the product fits in 128 bits.
        let due = i64::try_from(i128::from(wanted) * i128::from(sum) / i128::from(total)).unwrap_or(wanted);
        piece.width += Length(due - given);
        given = due;
    }
}

/// Where a link of the document leads on the page.
impl Setter<'_> {
    pub(crate) fn link_target(&self, link: NodeId) -> Option<LinkTarget> {
        use crate::resolve::Destination;
        match self.book.resolution.targets.get(&link)? {
            Destination::Node(node) => self.book.resolution.anchors.get(node).map(|anchor| LinkTarget::Anchor(Arc::from(anchor.as_str()))),
            Destination::Note(note) => Some(LinkTarget::Anchor(Arc::from(self.book.resolution.note(*note).anchor.as_str()))),
            Destination::Uri(uri) => Some(LinkTarget::Uri(Arc::from(uri.as_str()))),
        }
    }
}
