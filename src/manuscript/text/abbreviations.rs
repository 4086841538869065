//! Applies the definitions of abbreviations to the words of a file. Each use gets its expansion, which an e-reader shows and a screen
//! reader may read. Paper cannot show it, so the first use in running text is followed by the expansion in parentheses, unless the file
//! itself has those words.
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diagnostic::{Diagnostic, codes};
use crate::document::{
    ABBREVIATION, Attributes, Block, BlockKind, Inline, InlineKind, Node, Visit, VisitMut, plain_text, walk_block, walk_blocks_mut,
};
use crate::source::Span;

use crate::manuscript::files::assembled::{assembled, bytes};
use crate::manuscript::scan::abbreviations::Abbreviation;
use crate::manuscript::scan::reading::Reading;

/// An abbreviation that is defined in the file.
struct DefinedAbbreviation<'a> {
    abbreviation: &'a Abbreviation,
    /// Whether it is used anywhere.
    is_used: bool,
    /// Whether the reader of a page finds the expansion: it was printed, or the file has it.
    is_explained: bool,
}

/// The abbreviations of a file.
pub(super) struct Abbreviations<'a> {
    defined: Vec<DefinedAbbreviation<'a>>,
    /// The index of each in `defined`, by its short form.
    by_short: HashMap<&'a str, usize>,
    /// For each first letter: the lengths in bytes of the abbreviations that begin with it, the longest first.
    lengths: BTreeMap<char, BTreeSet<Reverse<usize>>>,
    /// Whether the text that is visited is a heading, which stays as it is.
    in_heading: bool,
}

impl<'a> Abbreviations<'a> {
    /// Collects the definitions of a file. A second definition of the same abbreviation is reported. `None` if there are none.
    pub(super) fn of(reading: &'a Reading<'_>, blocks: &[Block]) -> Option<Self> {
        if reading.prepared.abbreviations.is_empty() {
            return None;
        }
        let mut words = RunningText::default();
        blocks.iter().for_each(|block| walk_block(block, &mut words));
        let words = words.0.to_lowercase();
        let mut found = Self { defined: Vec::new(), by_short: HashMap::new(), lengths: BTreeMap::new(), in_heading: false };
        for abbreviation in &reading.prepared.abbreviations {
            let Some(first) = abbreviation.short.chars().next() else { continue };
            if found.by_short.contains_key(abbreviation.short.as_str()) {
                reading.sink.report(
                    Diagnostic::new(
                        codes::UNUSED_ABBREVIATION,
                        abbreviation.span,
                        format!("the abbreviation `{}` is defined twice in this file", abbreviation.short),
                    )
                    .cause("twice")
                    .label("this definition was left out")
                    .hint("remove one of them"),
                );
                continue;
            }
            let is_explained = words.contains(&abbreviation.expansion.to_lowercase());
            found.by_short.insert(&abbreviation.short, found.defined.len());
            found.lengths.entry(first).or_default().insert(Reverse(abbreviation.short.len()));
            found.defined.push(DefinedAbbreviation { abbreviation, is_used: false, is_explained });
        }
        Some(found)
    }

    /// Applies the abbreviations to blocks.
    pub(super) fn apply(&mut self, blocks: &mut [Block]) {
        walk_blocks_mut(blocks, self);
    }

    /// Reports those that no text uses, and those that only headings use: paper does not have their expansions.
    pub(super) fn report(&self, reading: &Reading<'_>) {
        for DefinedAbbreviation { abbreviation, is_used, is_explained } in &self.defined {
            let short = &abbreviation.short;
            let (cause, message) = match (is_used, is_explained) {
                (true, true) => continue,
                (true, false) => ("only headings", format!("only headings use the abbreviation `{short}`")),
                (false, _) => ("unused", format!("nothing uses the abbreviation `{short}`")),
            };
            reading.sink.report(
                Diagnostic::new(codes::UNUSED_ABBREVIATION, abbreviation.span, message)
                    .cause(cause)
                    .label("its expansion is not printed")
                    .hint("remove the definition, or correct its spelling: it applies to whole words of the same file"),
            );
        }
    }

    /// Applies the abbreviations to a sequence of inlines, and to those inside.
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let mut out = Vec::with_capacity(inlines.len());
        for mut inline in std::mem::take(inlines) {
            match &mut inline.kind {
                InlineKind::Text(text) => {
                    let text = std::mem::take(text);
                    self.text(&text, inline.node, &mut out);
                    continue;
                }
                // The author's own expansion takes precedence. An alternative text is not printed.
                InlineKind::Image { .. } => {}
                kind => {
                    if let (None, Some(inner)) = (inline.node.expansion(), kind.inner_mut()) {
                        self.inlines(inner);
                    }
                }
            }
            out.push(inline);
        }
        *inlines = out;
    }

    /// Cuts a text at its abbreviations.
    fn text(&mut self, text: &str, node: Node, out: &mut Vec<Inline>) {
        let is_copy = text.len() == bytes(node.span).len();
        let start = node.span.start as usize;
        let place = |from: usize, to: usize| if is_copy { assembled(start + from..start + to) } else { node.span };
        let piece = |from: usize, to: usize| Inline { node: Node::at(place(from, to)), kind: InlineKind::Text(text[from..to].to_owned()) };
        let mut from = 0;
        let mut before: Option<char> = None;
        let mut skip = 0;
        for (at, c) in text.char_indices() {
            let begins = at >= skip && !before.is_some_and(char::is_alphanumeric);
            before = Some(c);
            if !begins {
                continue;
            }
            let Some(lengths) = self.lengths.get(&c) else { continue };
            let defined_here = |Reverse(length): &Reverse<usize>| {
                let (short, after) = text[at..].split_at_checked(*length)?;
                let found = self.by_short.get(short)?;
                (!after.starts_with(char::is_alphanumeric)).then_some(*found)
            };
            let Some(found) = lengths.iter().find_map(defined_here) else { continue };
            let defined = &mut self.defined[found];
            let Abbreviation { short, expansion, .. } = defined.abbreviation;
            if at > from {
                out.push(piece(from, at));
            }
            let end = at + short.len();
            let pairs = BTreeMap::from([(ABBREVIATION.to_owned(), expansion.clone())]);
            let attributes = Attributes { pairs, ..Attributes::default() };
            out.push(Inline { node: Node::with(place(at, end), attributes), kind: InlineKind::Container(vec![piece(at, end)]) });
            defined.is_used = true;
            if !defined.is_explained && !self.in_heading {
                defined.is_explained = true;
                // The expansion has no place of its own in the text.
                let last = place(at, end);
                let span = Span { start: last.end, ..last };
                out.push(Inline { node: Node::at(span), kind: InlineKind::Text(format!(" ({expansion})")) });
            }
            (from, skip) = (end, end);
        }
        if from == 0 {
            out.push(Inline { node, kind: InlineKind::Text(text.to_owned()) });
        } else if from < text.len() {
            out.push(piece(from, text.len()));
        }
    }
}

impl VisitMut for Abbreviations<'_> {
    fn block(&mut self, block: &mut Block) {
        self.in_heading = matches!(block.kind, BlockKind::Heading { .. });
    }

    fn line(&mut self, inlines: &mut Vec<Inline>) {
        self.inlines(inlines);
    }
}

/// The words of running text.
#[derive(Default)]
struct RunningText(String);

impl Visit for RunningText {
    fn block(&mut self, block: &Block) {
        if let BlockKind::Paragraph(inlines) = &block.kind {
            self.0.push_str(&plain_text(inlines));
            self.0.push('\n');
        }
    }
}
