//! Reads citations as Pandoc does (its manual, "Citation syntax"): `[see @key, p. 12; -@other]`, `@key`, `@key [p. 3]`, `@{key}`.
//!
//! The text of a sequence of inlines is put together, with one sign for each inline that is not text (`Sequence`). The scan goes over it
//! once. At a bracket, it looks for a group of citations; at an at sign, for a citation in the text. A citation must not begin within a
//! word, so mail addresses are text, and so are escaped signs, code and links. A key that the bibliography lacks is reported and stays
//! text.
use std::ops::Range;

use crate::citation::Bibliography;
use crate::diagnostic::Suggestions;
use crate::document::{Citation, CitedWork, Inline, InlineKind, Node, OBJECT, VisitMut};
use crate::source::Span;

use crate::manuscript::files::assembled::bytes;
use crate::manuscript::scan::reading::Reading;

/// The longest text in brackets that is read as a citation, in bytes. It bounds the work for brackets in brackets.
const LONGEST: usize = 4_000;

/// The prefixes of labels of figures, tables and the like. References to these begin with an at sign too: `@fig-map`, `@fig:map`.
const LABELS: [&str; 14] = ["fig", "tbl", "tab", "eq", "sec", "lst", "thm", "lem", "cor", "prp", "def", "exm", "exr", "alg"];

/// The pass.
pub(super) struct Citations<'a> {
    reading: &'a Reading<'a>,
    bibliography: &'a Bibliography,
    suggestions: Suggestions,
}

impl<'a> Citations<'a> {
    pub(super) fn new(reading: &'a Reading<'a>, bibliography: &'a Bibliography) -> Self {
        Self { reading, bibliography, suggestions: Suggestions::default() }
    }

    /// Reads the citations in a sequence of inlines and in the inlines inside.
    fn sequence(&self, inlines: &mut Vec<Inline>) {
        for inline in inlines.iter_mut() {
            // The text of a link, a picture or a recording is text.
            if !matches!(inline.kind, InlineKind::Link { .. } | InlineKind::Image { .. } | InlineKind::Recording(_))
                && let Some(inner) = inline.kind.inner_mut()
            {
                self.sequence(inner);
            }
        }
        let may_cite = |inline: &Inline| matches!(&inline.kind, InlineKind::Text(text) if text.contains('@'));
        if !inlines.iter().any(may_cite) {
            return;
        }
        let sequence = Sequence::of(inlines, self.reading);
        let found = self.scan(&sequence);
        if found.is_empty() {
            return;
        }
        let mut out = Vec::new();
        let mut from = 0;
        for PlacedCitation { range, citation } in found {
            out.extend(sequence.cut(from..range.start));
            out.push(Inline { node: Node::at(sequence.span(&range)), kind: InlineKind::Citation(citation) });
            from = range.end;
        }
        out.extend(sequence.cut(from..sequence.text.len()));
        *inlines = out;
    }

    /// The citations of a sequence, in order.
    fn scan(&self, sequence: &Sequence<'_>) -> Vec<PlacedCitation> {
        let text = sequence.text.as_str();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(next) = text[at..].find(['[', '@']).map(|next| at + next) {
            at = next + 1;
            if sequence.is_escaped(next) {
                continue;
            }
            let citation = if text[next..].starts_with('[') { self.group(sequence, next) } else { self.in_text(sequence, next) };
            if let Some(citation) = citation {
                at = citation.range().end;
                if let AtSign::Found(citation) = citation {
                    found.push(citation);
                }
            }
        }
        found
    }

    /// `[see @key, p. 12; -@other]` that begins at a byte.
    fn group(&self, sequence: &Sequence<'_>, open: usize) -> Option<AtSign> {
        let close = sequence.closing(open)?;
        let range = open..close + 1;
        if sequence.text[range.end..].starts_with(['(', '{']) {
            return None;
        }
        let parts = sequence.parts(open + 1..close);
        let works: Option<Vec<CitedPart>> = parts.into_iter().map(|part| self.part(sequence, part)).collect();
        self.settled(sequence, range, works?, false)
    }

    /// `@key`, `@key [p. 3]` or `-@key`, with the at sign at a byte.
    fn in_text(&self, sequence: &Sequence<'_>, sign: usize) -> Option<AtSign> {
        let text = sequence.text.as_str();
        let (start, without_author) = sequence.start_of_key(sign)?;
        let key = CitationKey::at(text, sign)?;
        let mut works = vec![CitedPart::new(sign, key.name, without_author)];
        let mut end = key.end;
        let white = text[end..].len() - text[end..].trim_start_matches([' ', '\n']).len();
        let open = end + white;
        if white <= 1
            && text[open..].starts_with('[')
            && !sequence.is_escaped(open)
            && let Some(close) = sequence.closing(open)
            && !text[close + 1..].starts_with(['(', '{'])
            && !text[open + 1..].starts_with(['@', '^'])
            && !text[open + 1..].starts_with("-@")
        {
            let mut parts = sequence.parts(open + 1..close).into_iter();
            let own = parts.next().unwrap_or(open + 1..close);
            let others: Option<Vec<CitedPart>> = parts.map(|part| self.part(sequence, part)).collect();
            let is_locator = self.bibliography.has(key.name)
                && (self.bibliography.locator(&text[own.clone()]).is_some() || others.as_ref().is_some_and(|others| !others.is_empty()));
            if let Some(others) = others.filter(|_| is_locator) {
                if let Some(first) = works.first_mut() {
                    first.rest = own;
                }
                works.extend(others);
                end = close + 1;
            }
        }
        self.settled(sequence, start..end, works, !without_author)
    }

    /// One work of a group.
    fn part<'s>(&self, sequence: &'s Sequence<'_>, part: Range<usize>) -> Option<CitedPart<'s>> {
        let text = sequence.text.as_str();
        let mut from = part.start;
        while let Some(sign) = text[from..part.end].find('@').map(|at| from + at) {
            from = sign + 1;
            if sequence.is_escaped(sign) {
                continue;
            }
            if let (Some((start, without_author)), Some(key)) = (sequence.start_of_key(sign), CitationKey::at(&text[..part.end], sign))
                && start >= part.start
            {
                let mut cited = CitedPart::new(sign, key.name, without_author);
                cited.prefix = part.start..start;
                cited.rest = key.end..part.end;
                return Some(cited);
            }
        }
        None
    }

    /// The citation of some works. If the bibliography lacks one of them, it is reported, and all of the citation stays text.
    fn settled(&self, sequence: &Sequence<'_>, range: Range<usize>, parts: Vec<CitedPart<'_>>, in_text: bool) -> Option<AtSign> {
        let unknown: Vec<&CitedPart<'_>> = parts.iter().filter(|part| !self.bibliography.has(part.key)).collect();
        if unknown.iter().any(|part| is_label(part.key)) {
            // A reference to a figure, a table or the like.
            return None;
        }
        for part in &unknown {
            let span = self.reading.at(sequence.span(&(part.sign..part.sign + 1 + part.key.len())));
            self.bibliography.report_unknown(part.key, span, &self.suggestions, self.reading.sink);
        }
        if !unknown.is_empty() {
            return Some(AtSign::Text(range));
        }
        let works = parts.into_iter().map(|part| {
            let (locator, length) = self.bibliography.locator(&sequence.text[part.rest.clone()]).unzip();
            let start = part.rest.start + length.unwrap_or(0);
            CitedWork {
                entry: None,
                key: part.key.to_owned(),
                without_author: part.without_author,
                locator,
                prefix: sequence.cut(sequence.trimmed(part.prefix)),
                suffix: sequence.cut(sequence.trimmed(start..part.rest.end)),
            }
        });
        let works = works.collect();
        Some(AtSign::Found(PlacedCitation { range, citation: Citation { works, in_text, text: Vec::new() } }))
    }
}

impl VisitMut for Citations<'_> {
    fn line(&mut self, inlines: &mut Vec<Inline>) {
        self.sequence(inlines);
    }
}

/// Whether a key is a label of a figure, a table or the like.
fn is_label(key: &str) -> bool {
    key.split_once(['-', ':']).is_some_and(|(kind, name)| LABELS.contains(&kind.to_ascii_lowercase().as_str()) && !name.is_empty())
}

/// A citation and its place in a sequence.
struct PlacedCitation {
    range: Range<usize>,
    citation: Citation,
}

/// What was found at a sign.
enum AtSign {
    /// A citation.
    Found(PlacedCitation),
    /// A citation that cannot be set, and was reported.
    Text(Range<usize>),
}

impl AtSign {
    fn range(&self) -> Range<usize> {
        match self {
            Self::Found(found) => found.range.clone(),
            Self::Text(range) => range.clone(),
        }
    }
}

/// One work of a citation, as ranges of a sequence.
struct CitedPart<'s> {
    /// The byte of the at sign.
    sign: usize,
    key: &'s str,
    without_author: bool,
    /// What stands before the key.
    prefix: Range<usize>,
    /// What stands after the key.
    rest: Range<usize>,
}

impl<'s> CitedPart<'s> {
    fn new(sign: usize, key: &'s str, without_author: bool) -> Self {
        Self { sign, key, without_author, prefix: 0..0, rest: 0..0 }
    }
}

/// A key after an at sign.
struct CitationKey<'s> {
    name: &'s str,
    /// The byte after it.
    end: usize,
}

impl<'s> CitationKey<'s> {
    /// The key after the at sign at a byte: letters, digits, underscores, and single other signs between them; or anything in braces.
    fn at(text: &'s str, sign: usize) -> Option<Self> {
        let start = sign + 1;
        if let Some(inner) = text[start..].strip_prefix('{') {
            let close = inner.find(['}', '\n', '{']).filter(|close| inner[*close..].starts_with('}') && *close > 0)?;
            return Some(Self { name: &inner[..close], end: start + 1 + close + 1 });
        }
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let is_inner = |c: char| matches!(c, ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '<' | '>' | '~' | '/');
        let mut end = start;
        let mut letters = text[start..].char_indices().peekable();
        while let Some((at, c)) = letters.next() {
            let follows = letters.peek().is_some_and(|(_, next)| is_word(*next));
            if !(is_word(c) || (is_inner(c) && follows && at > 0)) {
                break;
            }
            end = start + at + c.len_utf8();
        }
        (end > start).then_some(Self { name: &text[start..end], end })
    }
}

/// A sequence of inlines as one text. [`OBJECT`] stands for each inline that is not text.
struct Sequence<'a> {
    text: String,
    inlines: &'a [Inline],
    /// For each inline: its first byte in the text.
    starts: Vec<usize>,
    /// The bytes of signs that the author escaped, or wrote as character references, in order.
    escaped: Vec<usize>,
    /// The pairs of brackets: the bytes of both, in order.
    brackets: Vec<(usize, usize)>,
}

impl<'a> Sequence<'a> {
    fn of(inlines: &'a [Inline], reading: &Reading<'_>) -> Self {
        let source = reading.text().as_bytes();
        let mut sequence = Self { text: String::new(), inlines, starts: Vec::new(), escaped: Vec::new(), brackets: Vec::new() };
        for inline in inlines {
            let start = sequence.text.len();
            sequence.starts.push(start);
            match &inline.kind {
                InlineKind::Text(text) => {
                    let range = bytes(inline.node.span);
                    if text.len() != range.len() {
                        // Character references, or text that was changed.
                        sequence.escaped.extend(text.match_indices(['@', '[', ']', ';']).map(|(at, _)| start + at));
                    } else if range.start > 0 && source.get(range.start - 1) == Some(&b'\\') {
                        sequence.escaped.push(start);
                    }
                    sequence.text.push_str(text);
                }
                InlineKind::SoftBreak => sequence.text.push('\n'),
                _ => sequence.text.push(OBJECT),
            }
        }
        sequence.pair_brackets();
        sequence
    }

    fn is_escaped(&self, at: usize) -> bool {
        self.escaped.binary_search(&at).is_ok()
    }

    /// The byte of the bracket that closes the one at `open`.
    fn closing(&self, open: usize) -> Option<usize> {
        let at = self.brackets.binary_search_by_key(&open, |(open, _)| *open).ok()?;
        Some(self.brackets[at].1).filter(|close| close - open <= LONGEST)
    }

    /// Pairs the brackets. Each is passed once.
    fn pair_brackets(&mut self) {
        let mut open = Vec::new();
        for (at, sign) in self.text.match_indices(['[', ']']) {
            if self.is_escaped(at) {
                continue;
            }
            match (sign, open.pop()) {
                ("[", outer) => {
                    open.extend(outer);
                    open.push(at);
                }
                (_, Some(start)) => self.brackets.push((start, at)),
                (_, None) => {}
            }
        }
        self.brackets.sort_unstable();
    }

    /// The parts of a range between semicolons that are in no inner brackets.
    fn parts(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let (mut from, mut depth) = (range.start, 0_usize);
        for (at, c) in self.text[range.clone()].char_indices() {
            let at = range.start + at;
            match c {
                _ if self.is_escaped(at) => {}
                '[' => depth += 1,
                ']' => depth = depth.saturating_sub(1),
                ';' if depth == 0 => {
                    parts.push(from..at);
                    from = at + 1;
                }
                _ => {}
            }
        }
        parts.push(from..range.end);
        parts
    }

    /// Where a citation with the at sign at a byte begins, and whether a hyphen leaves out its authors. `None` within a word, an address or
    /// a path.
    fn start_of_key(&self, sign: usize) -> Option<(usize, bool)> {
        let before = &self.text[..sign];
        let (start, without_author) = match before.strip_suffix('-') {
            Some(before) if !before.ends_with('-') => (before.len(), true),
            _ => (sign, false),
        };
        let previous = self.text[..start].chars().next_back();
        let is_word =
            previous.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '@' | '/' | '.' | '\\' | '+' | '%' | '-' | '`' | OBJECT));
        (!is_word).then_some((start, without_author))
    }

    /// A range without the white space at its ends.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.text[range.clone()];
        let start = range.start + (text.len() - text.trim_start().len());
        start..(range.start + text.trim_end().len()).max(start)
    }

    /// The inlines of a range.
    fn cut(&self, range: Range<usize>) -> Vec<Inline> {
        let mut out = Vec::new();
        let first = self.starts.partition_point(|start| *start <= range.start).saturating_sub(1);
        for (at, inline) in self.inlines.iter().enumerate().skip(first) {
            let start = self.starts[at];
            if start >= range.end {
                break;
            }
            let end = self.starts.get(at + 1).copied().unwrap_or(self.text.len());
            let (from, to) = (start.max(range.start), end.min(range.end));
            if from >= to {
                // Anchors take no room, so they stand where they are.
                continue;
            }
            let InlineKind::Text(text) = &inline.kind else {
                out.push(inline.clone());
                continue;
            };
            let mut piece = inline.clone();
            let is_copy = text.len() == bytes(inline.node.span).len();
            if is_copy {
                let first = inline.node.span.start as usize;
                piece.node.span = Span::new(inline.node.span.file, first + from - start, first + to - start);
            }
            piece.kind = InlineKind::Text(text[from - start..to - start].to_owned());
            out.push(piece);
        }
        out
    }

    /// The place of a range.
    fn span(&self, range: &Range<usize>) -> Span {
        let place = |at: usize| {
            let inline = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
            let (start, span) = (self.starts[inline], self.inlines[inline].node.span);
            let is_copy = matches!(&self.inlines[inline].kind, InlineKind::Text(text) if text.len() == bytes(span).len());
            if is_copy { Span::new(span.file, span.start as usize + at - start, span.start as usize + at - start + 1) } else { span }
        };
        place(range.start).to(place(range.end.saturating_sub(1).max(range.start)))
    }
}
