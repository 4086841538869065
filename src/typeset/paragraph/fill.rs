//! Fills lines: puts the words between two breaks side by side, expands letters and spaces to the measure, and adds links and
//! pictures. Letters are fitted first ([`Tracking`]), then the rest is distributed among the spaces.
use std::sync::Arc;

use super::composition::{Attachment, ComposedLine, Composition, ItemContent, LineObject, WordPart};
use super::formulas::FormulaPart;
use crate::diagnostic::{Diagnostic, codes};
use crate::document::NodeId;
use crate::typeset::linebreak::Item;
use crate::typeset::model::page::{LineFit, LinkKey, LinkTarget, PageItem, Segment, TextSpan};
use crate::typeset::model::picture_size::LinePicture;
use crate::typeset::model::style::Align;
use crate::typeset::setter::Setter;
use crate::typeset::words::compositor::StyleId;
use crate::typeset::words::word::{Word, WordForm};
use crate::units::{Length, Size};

impl Composition<'_, '_> {
    /// Makes the line from item `start` to the break at item `end`. `number` is its number in the paragraph, from 0.
    pub(crate) fn fill(&self, (start, end): (usize, usize), number: usize, tracking: Tracking) -> ComposedLine {
        let first = start + self.items[start.min(self.items.len())..end].iter().take_while(|item| item.is_discardable()).count();
        let hyphenated = matches!(self.items.get(end), Some(Item::Discretionary { automatic: true, .. }));
        let mut set = ComposedLine { hyphenated, ..ComposedLine::default() };
        let filled = self.items[first..end].iter().any(|item| matches!(item, Item::Glue { infinite: true, .. }));
        let inset = if number < self.notch.lines { self.notch.width } else { Length::ZERO };
        let measure = self.form.measure - inset - if number == 0 { Length::ZERO } else { self.form.hang };
        // The parts of words are shaped first, because their widths may differ slightly from those of the items.
        let mut pieces: Vec<LinePiece<'_>> = Vec::with_capacity(32);
        let mut at = first;
        let mut offset = None;
        while at < end {
            match &self.content[at] {
                ItemContent::Nothing => {}
                ItemContent::Indent => pieces.push(LinePiece::white(self.form.indent)),
                ItemContent::Space { link } => {
                    pieces.push(LinePiece { link: *link, ..LinePiece::of_item(WhiteKind::Space, &self.items[at]) })
                }
                ItemContent::Gap { link, style } => {
                    pieces.push(LinePiece { link: *link, style: Some(*style), ..LinePiece::of_item(WhiteKind::Gap, &self.items[at]) });
                }
                ItemContent::Picture { source, alt, picture, offset: place } => {
                    offset.get_or_insert(*place);
                    let LinePicture { size, below } = *picture;
                    set.above = set.above.max(size.height - below);
                    let item = PageItem::Artwork { source: Arc::clone(source), alt: Arc::clone(alt), size, turned: false };
                    let extra = LineObject { x: Length::ZERO, below, item };
                    pieces.push(LinePiece { picture: Some(Box::new(extra)), ..LinePiece::white(size.width) });
                }
                ItemContent::Formula(formula) => {
                    offset.get_or_insert(formula.offset);
                    set.reach.above = set.reach.above.max(formula.set.above);
                    set.reach.below = set.reach.below.max(formula.set.below);
                    let (width, link) = (formula.set.width, formula.link);
                    pieces.push(LinePiece {
                        formula: Some(Arc::clone(formula)),
                        link,
                        style: Some(formula.style),
                        ..LinePiece::white(width)
                    });
                }
                ItemContent::Part(part) => {
                    offset.get_or_insert(part.offset);
                    let mut to = part.to;
                    while let Some(next) = self.same_word(at + 1, end, part, to) {
                        to = next.1;
                        at = next.0;
                    }
                    let last = hyphenated && self.content[at + 1..end].iter().all(|content| matches!(content, ItemContent::Nothing));
                    let whole = part.from == 0 && to == part.word.text.len() && !last;
                    let word = if whole {
                        WordRef::Borrowed(&part.word)
                    } else {
                        let form = if last { WordForm::Hyphenated } else { WordForm::Plain };
                        WordRef::Shared(self.setter.compositor.word_in_form(part.style, &part.word.text[part.from..to], form))
                    };
                    pieces.push(LinePiece {
                        width: word.width,
                        link: part.link,
                        style: Some(part.style),
                        word: Some(word),
                        ..LinePiece::white(Length::ZERO)
                    });
                }
            }
            at += 1;
        }
        set.offset = offset.unwrap_or(0);
        // Words in both directions are split and shaped again, so their widths are known only then.
        let one_way = !pieces.iter().any(|piece| piece.word.as_ref().is_some_and(|word| word.has_rtl));
        let mut pieces = self.in_visual_order(pieces, first..end);
        let total = |pieces: &[LinePiece<'_>]| -> Length { pieces.iter().map(|piece| piece.width).sum() };
        let mut hang = Length::ZERO;
        // The width to fill: the measure and what protrudes on both sides.
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
            // The parts of a word may be wider than the word: if it has two directions, or if it was broken at a kern. Then letters
            // are tightened.
            // The letters may already have been fitted, so this begins with their own widths.
            let own = |piece: &LinePiece<'_>| piece.word.as_ref().map_or(piece.width, |word| word.width);
            let short = room - pieces.iter().map(own).sum::<Length>();
            set.line.fit = fit(&pieces, short, SQUEEZED, Tracking::USUAL);
            for piece in &mut pieces {
                if let Some(word) = &piece.word {
                    piece.width = word.runs.iter().map(|run| run.width_in(&set.line)).sum();
                }
            }
        }
        let width = total(&pieces);
        let over = width - room;
        set.line.overfull = over > OVER && !self.span.is_detached();
        if set.line.overfull {
            self.setter.sink.report(
                Diagnostic::new(codes::OVERFULL_LINE, self.span, format!("a line of this paragraph is {over} too wide"))
                    .hint("reword it, or mark places for division with soft hyphens"),
            );
        }
        let white = measure - width;
        set.x = inset + if number == 0 { Length::ZERO } else { self.form.hang } - hang
            + match self.form.align {
                Align::Justified | Align::Left if self.is_rtl => white,
                Align::Justified | Align::Left => Length::ZERO,
                Align::Center => white / 2,
                Align::Right => white,
            };
        self.assemble(pieces, &mut set);
        // The space at the line end has no width. It separates the words for programs that extract the text.
        if matches!(self.items.get(end), Some(Item::Glue { infinite: false, .. })) && !set.line.segments.is_empty() {
            set.line.segments.push(Segment::Space(Length::ZERO));
        }
        // What is attached to the end of the paragraph goes to the last line.
        let next = next_start(&self.items, end);
        // The attachments are in the order of their items.
        let before = |at: usize| self.attachments.partition_point(|(item, _)| *item < at);
        let attached = before(start)..if end == self.items.len() { self.attachments.len() } else { before(next) };
        for (_, attachment) in &self.attachments[attached] {
            match attachment {
                Attachment::Note(note) => set.notes.push(*note),
                Attachment::Anchor(name) => {
                    let item = PageItem::Anchor(Arc::clone(name));
                    set.extras.push(LineObject { x: Length::ZERO, below: Length::ZERO, item });
                }
            }
        }
        set
    }

    /// The item and the end of the next part of the same word, if it follows immediately on the line.
    fn same_word(&self, from: usize, end: usize, part: &WordPart, to: usize) -> Option<(usize, usize)> {
        for at in from..end {
            match &self.content[at] {
                ItemContent::Nothing => {}
                ItemContent::Part(next)
                    if Arc::ptr_eq(&next.word, &part.word) && next.from == to && next.from > 0 && next.style == part.style =>
                {
                    return Some((at, next.to));
                }
                ItemContent::Part(_)
                | ItemContent::Indent
                | ItemContent::Space { .. }
                | ItemContent::Gap { .. }
                | ItemContent::Picture { .. }
                | ItemContent::Formula(_) => return None,
            }
        }
        None
    }

    /// Turns the pieces into the segments of the line.
    fn assemble(&self, pieces: Vec<LinePiece<'_>>, set: &mut ComposedLine) {
        set.line.segments.reserve(pieces.len() + 1);
        let mut x = Length::ZERO;
        let mut open: Option<OpenLink> = None;
        for piece in pieces {
            if open.as_ref().map(|link| link.key) != piece.link {
                if let Some(link) = open.take() {
                    self.close_link(link, set);
                }
                open = piece.link.map(|key| OpenLink { key, start: x, end: x, text: String::new() });
            }
            if let Some(link) = &mut open {
                if let Some(word) = &piece.word {
                    link.end = x + piece.width;
                    link.text.push_str(&word.text);
                } else if let Some(formula) = &piece.formula {
                    link.end = x + piece.width;
                    link.text.push_str(&formula.set.text());
                } else if !link.text.is_empty() && piece.white != WhiteKind::Gap {
                    link.text.push(' ');
                }
            }
            let first = set.line.segments.len();
            let (link, (lang, expansion)) = (piece.link, self.language_and_expansion(&piece));
            let formula = piece.formula.as_ref().map(|formula| formula.formula.clone());
            match (piece.word, piece.picture) {
                _ if piece.formula.is_some() => {
                    set.line.segments.extend(piece.formula.iter().flat_map(|formula| &formula.set.segments).cloned());
                }
                (Some(word), _) => set.line.segments.extend(word.runs.iter().map(|run| Segment::Glyphs(Arc::clone(run)))),
                (None, Some(picture)) => {
                    set.extras.push(LineObject { x, ..*picture });
                    set.line.segments.push(Segment::Kern(piece.width));
                }
                (None, None) => match piece.white {
                    WhiteKind::Space => set.line.segments.push(Segment::Space(piece.width)),
                    WhiteKind::Gap if piece.width == Length::ZERO => {}
                    WhiteKind::Gap | WhiteKind::Fixed => set.line.segments.push(Segment::Kern(piece.width)),
                },
            }
            let is_shown = set.line.segments.len() > first;
            if is_shown && (link.is_some() || lang.is_some() || expansion.is_some() || formula.is_some()) {
                let span = TextSpan { segments: first..set.line.segments.len(), link, lang, expansion, formula };
                match set.line.spans.last_mut() {
                    // White within a formula has no span. It stands between two spans of the formula.
                    Some(last) if last.has_same(&span) && (last.segments.end == first || span.formula.is_some()) => {
                        last.segments.end = span.segments.end;
                    }
                    _ => set.line.spans.push(span),
                }
            }
            x += piece.width;
        }
        if let Some(link) = open.take() {
            self.close_link(link, set);
        }
    }

    /// The language of a piece, if it is not that of the paragraph, and the expansion of an abbreviation.
    fn language_and_expansion(&self, piece: &LinePiece<'_>) -> (Option<Arc<str>>, Option<Arc<str>>) {
        let Some(style) = piece.style.filter(|style| *style != self.style_id) else { return (None, None) };
        let style = &self.setter.compositor.prepared(style).style;
        ((style.lang != self.style.lang).then(|| Arc::clone(&style.lang)), style.expansion.clone())
    }

    /// Adds the rectangle of a link.
    fn close_link(&self, link: OpenLink, set: &mut ComposedLine) {
        let to = match link.key {
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
        let size = Size { width: link.end - link.start, height };
        if size.width > Length::ZERO {
            let item = PageItem::Link { to, text: Arc::from(link.text.trim()), size, key: link.key };
            set.extras.push(LineObject { x: link.start, below: Length::ZERO, item });
        }
    }
}

/// A link on a line that is being filled.
struct OpenLink {
    key: LinkKey,
    /// Its left end.
    start: Length,
    /// Its right end so far.
    end: Length,
    /// Its text so far.
    text: String,
}

/// The first item after a break at `end`. Glue and kerns are dropped at the beginning of the next line; any other item of a break
/// belongs to the line that ends.
pub(crate) fn next_start(items: &[Item], end: usize) -> usize {
    end + usize::from(!matches!(items.get(end), Some(Item::Glue { .. } | Item::Kern { .. })))
}

impl Composition<'_, '_> {
    /// Reports a line whose spaces shrink by more than [`TIGHT`].
    fn report_tight(&self, pieces: &[LinePiece<'_>], short: Length) {
        let spaces: i64 = pieces.iter().filter(|piece| piece.white == WhiteKind::Space).map(|piece| piece.width.0).sum();
        if short.0 * -100 > spaces * TIGHT
            && pieces.iter().any(|piece| piece.shrink * 100 > piece.width.0 * TIGHT)
            && !self.span.is_detached()
        {
            self.setter.sink.report(
                Diagnostic::new(codes::TIGHT_LINE, self.span, "a line of this paragraph is tight, because it would have a hole otherwise")
                    .hint("reword it, or mark places for division with soft hyphens"),
            );
        }
    }
}

/// By how much spaces may shrink before the line is reported as tight, in per cent of their width.
const TIGHT: i64 = 25;

/// A piece of a line: a word or a part of one, white, a picture, or a part of a formula.
pub(crate) struct LinePiece<'a> {
    pub(crate) width: Length,
    pub(crate) stretch: i64,
    pub(crate) shrink: i64,
    /// The kind of white, if it is white.
    pub(crate) white: WhiteKind,
    pub(crate) link: Option<LinkKey>,
    pub(crate) style: Option<StyleId>,
    pub(crate) word: Option<WordRef<'a>>,
    pub(crate) picture: Option<Box<LineObject>>,
    pub(crate) formula: Option<Arc<FormulaPart>>,
}

/// The kinds of white in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WhiteKind {
    /// A space of the text.
    Space,
    /// White that fills the line, between two characters of the text that have no space between them.
    Gap,
    /// White that is not in the text, such as an indent.
    Fixed,
}

/// A word of the paragraph, or one that was made for the line. Borrowing the former avoids many reference counts.
pub(crate) enum WordRef<'a> {
    Borrowed(&'a Word),
    Shared(Arc<Word>),
}

impl std::ops::Deref for WordRef<'_> {
    type Target = Word;

    fn deref(&self) -> &Word {
        match self {
            Self::Borrowed(word) => word,
            Self::Shared(word) => word,
        }
    }
}

impl LinePiece<'_> {
    pub(crate) const fn white(width: Length) -> Self {
        Self { width, stretch: 0, shrink: 0, white: WhiteKind::Fixed, link: None, style: None, word: None, picture: None, formula: None }
    }

    fn of_item(white: WhiteKind, item: &Item) -> Self {
        let (width, stretch, shrink) = match item {
            Item::Glue { width, stretch, shrink, .. } => (*width, *stretch, *shrink),
            Item::Box { width, .. } | Item::Kern { width } => (*width, 0, 0),
            Item::Penalty(_) | Item::Discretionary { .. } => (0, 0, 0),
        };
        Self { stretch, shrink, white, ..Self::white(Length(width)) }
    }
}

/// How much white may be added or removed between letters, in thousandths of the font size, if expansion is not enough. It is too
/// little to be visible.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tracking {
    pub(crate) wider: i64,
    pub(crate) narrower: i64,
}

impl Tracking {
    /// For any justified line.
    pub(crate) const USUAL: Self = Self { wider: 5, narrower: 5 };
    /// For loose lines, and for paragraphs with more or fewer lines than the best number.
    pub(crate) const MOST: Self = Self { wider: 10, narrower: 5 };
}

/// A line that is too wide by less than this is not reported, because it is not visible.
const OVER: Length = Length(Length::points(1).0 / 2);
/// The most by which letters are made narrower if parts of words leave the measure, in thousandths.
const SQUEEZED: i64 = 100;

/// How much more white may be removed between letters if a line would leave the measure, in thousandths of the font size.
const CLOSEST: i64 = 3;

/// By how much spaces may grow, in per cent of their width, before more white between letters is added.
pub(crate) const LOOSE: i64 = 6;

/// How the letters of a line that is `short` of the measure are fitted. They are expanded by at most `limit` thousandths of their
/// width, then white is added between them. If `limit` is 0, the design allows neither.
fn fit(pieces: &[LinePiece<'_>], short: Length, limit: i64, tracking: Tracking) -> LineFit {
    let runs = || pieces.iter().filter_map(|piece| piece.word.as_ref()).flat_map(|word| &word.runs).filter(|run| run.flexible);
    let letters: i64 = runs().map(|run| run.width.0).sum();
    if letters <= 0 || limit == 0 {
        return LineFit::default();
    }
    let limit = limit * (LineFit::WHOLE / 1000);
    // The steps make short numbers in the file. Spaces take the rest.
    let expansion = (short.0 * LineFit::WHOLE / letters).clamp(-limit, limit) / STEP * STEP;
    let rest = short.0 - letters * expansion / LineFit::WHOLE;
    let glyphs = runs().map(|run| i64::try_from(run.glyphs.len()).unwrap_or(0)).sum::<i64>().max(1);
    let size = runs().map(|run| run.size.0).max().unwrap_or(0);
    let mut white = (rest / glyphs).clamp(-size * tracking.narrower / 1000, size * tracking.wider / 1000);
    let spaces: i64 = pieces.iter().filter(|piece| piece.white == WhiteKind::Space).map(|piece| piece.width.0).sum();
    let loose = rest - white * glyphs - spaces * LOOSE / 100;
    if loose > 0 {
        white = (white + loose / glyphs).min(size * Tracking::MOST.wider / 1000);
    }
    // The line breaker assumes letters of average width. There are fewer wide ones, with less white between them to remove.
    let shrink: i64 = pieces.iter().map(|piece| piece.shrink).sum();
    let over = white * glyphs - rest - shrink;
    if over > 0 {
        white -= (over / glyphs + 1).min(size * CLOSEST / 1000);
    }
    LineFit { expansion, tracking: Length(white / HAIR * HAIR) }
}

/// The step of expansion: a tenth of a per cent.
const STEP: i64 = LineFit::WHOLE / 1000;
/// The step of letterspacing: a thousandth of a point.
const HAIR: i64 = 66;

/// Distributes the white that is left or missing among the spaces, in proportion to their stretch or shrink, to the last scaled
/// point. The spaces of a filled line (the last of a paragraph) do not grow. No space shrinks by more than its shrink.
fn justify(pieces: &mut [LinePiece<'_>], short: Length, filled: bool) {
    if short.0 > 0 && filled {
        return;
    }
    let total: i64 = pieces.iter().map(|piece| if short.0 > 0 { piece.stretch } else { piece.shrink }).sum();
    if total <= 0 {
        return;
    }
    let wanted = if short.0 > 0 { short.0 } else { short.0.max(-total) };
    let (mut given, mut sum) = (0, 0);
    for piece in pieces.iter_mut().filter(|piece| piece.stretch != 0 || piece.shrink != 0) {
        sum += if short.0 > 0 { piece.stretch } else { piece.shrink };
        // Widths and sums of stretch are below 2^40 scaled points, so the product fits in 128 bits.
        let due = i64::try_from(i128::from(wanted) * i128::from(sum) / i128::from(total)).unwrap_or(wanted);
        piece.width += Length(due - given);
        given = due;
    }
}

impl Setter<'_> {
    /// The target of a link of the document.
    pub(crate) fn link_target(&self, link: NodeId) -> Option<LinkTarget> {
        use crate::resolve::Destination;
        match self.book.resolution.targets.get(&link)? {
            Destination::Node(node) => self.book.resolution.anchors.get(node).map(|anchor| LinkTarget::Anchor(Arc::from(anchor.as_str()))),
            Destination::Note(note) => Some(LinkTarget::Anchor(Arc::from(self.book.resolution.note(*note).anchor.as_str()))),
            Destination::Uri(uri) => Some(LinkTarget::Uri(Arc::from(uri.as_str()))),
        }
    }
}
