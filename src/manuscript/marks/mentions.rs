//! Marks the names of `names.toml` for the index, and links the terms of the glossary.
//!
//! All phrases are indexed by their first words. At each word of the text, the phrases that begin with that word are compared with the
//! text, the longest first. A name is marked at each mention. The index of the e-book lists only the first mention in each paragraph or
//! table; the printed index lists the pages of all of them. A term is linked at its first use in each chapter, so a reader who begins with
//! chapter five finds the link too.
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{
    Attributes, Block, BlockKind, Division, DivisionKind, Document, Inline, InlineKind, Matter, Node, TERM, VisitMut, plain_text,
    walk_blocks_mut,
};
use crate::edition::IndexedName;
use crate::source::Span;

use crate::manuscript::model::slug;

/// Marks the names in a document for the index. Reports names that the text does not mention.
pub(crate) fn mark_names(document: &mut Document, names: &[IndexedName], sink: &Sink) {
    let mut phrases = Phrases::default();
    for (nth, name) in names.iter().enumerate() {
        name.variants.iter().for_each(|variant| phrases.add(variant, nth));
    }
    let mut marker = MentionMarker { phrases, targets: MentionTargets::Names(names), mentioned: BTreeSet::new(), here: BTreeSet::new() };
    if !names.is_empty() {
        document.matter.iter_mut().flatten().for_each(|division| mark_division(division, &mut marker));
        document.notes.iter_mut().for_each(|note| walk_blocks_mut(&mut note.blocks, &mut marker));
    }
    for (_, name) in names.iter().enumerate().filter(|(nth, _)| !marker.mentioned.contains(nth)) {
        sink.report(
            Diagnostic::new(codes::UNMET_NAME, name.span, format!("the text does not mention `{}`", name.variants.join("`, `")))
                .hint("write the name under `variants` as the text has it, or remove it"),
        );
    }
}

/// Links the terms of the glossaries in the body of a document. `lang` is the language of the book.
pub(crate) fn link_terms(document: &mut Document, lang: &str) {
    let terms = anchored_terms(document);
    let mut phrases = Phrases::default();
    for (nth, term) in terms.iter().enumerate() {
        forms(&term.text, lang).iter().for_each(|form| phrases.add(form, nth));
    }
    let mut marker = MentionMarker { phrases, targets: MentionTargets::Terms(&terms), mentioned: BTreeSet::new(), here: BTreeSet::new() };
    document.matter[Matter::Body as usize].iter_mut().for_each(|division| mark_chapters(division, &mut marker));
}

/// A term of a glossary.
struct GlossaryTerm {
    text: String,
    anchor: String,
}

/// The forms of a term in a text: with a capital or without, in English also the plural.
fn forms(term: &str, lang: &str) -> Vec<String> {
    let mut letters = term.chars();
    let Some(first) = letters.next() else { return Vec::new() };
    let rest = letters.as_str();
    // Abbreviations and names of several words with capitals keep their capitals.
    let small = !rest.contains(char::is_uppercase);
    let lower = small.then(|| first.to_lowercase().chain(rest.chars()).collect::<String>());
    let mut forms: Vec<String> = std::iter::once(term.to_owned()).chain(lower).collect();
    if lang == "en" || lang.starts_with("en-") {
        let plural = |form: &String| match form.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ => format!("{form}s"),
        };
        forms.extend(forms.iter().map(plural).collect::<Vec<_>>());
    }
    forms
}

/// Gives an anchor to each term of the glossaries that has none. Returns all terms with their anchors.
fn anchored_terms(document: &mut Document) -> Vec<GlossaryTerm> {
    fn within(division: &mut Division, inside: bool, out: &mut Vec<GlossaryTerm>) {
        let inside = inside || division.kind == DivisionKind::Glossary;
        if inside {
            for block in &mut division.blocks {
                let BlockKind::Definitions(definitions) = &mut block.kind else { continue };
                for (node, term) in definitions.iter_mut().flat_map(|definition| &mut definition.terms) {
                    let text = plain_text(term);
                    let wanted = format!("term-{}", slug(&text));
                    let anchor = node.anchor().map_or(wanted, str::to_owned);
                    if out.iter().any(|taken| taken.anchor == anchor) {
                        continue;
                    }
                    let attributes = node.attrs.as_deref().cloned().unwrap_or_default();
                    *node = Node::with(node.span, Attributes { anchor: Some(anchor.clone()), ..attributes });
                    out.push(GlossaryTerm { text, anchor });
                }
            }
        }
        division.divisions.iter_mut().for_each(|inner| within(inner, inside, out));
    }
    let mut out = Vec::new();
    document.matter.iter_mut().flatten().for_each(|division| within(division, false, &mut out));
    out
}

/// Marks the text of a division and its inner divisions, but not headings, the index, glossaries or bibliographies.
fn mark_division(division: &mut Division, marker: &mut MentionMarker<'_>) {
    if matches!(division.kind, DivisionKind::Index | DivisionKind::Glossary | DivisionKind::Bibliography) {
        return;
    }
    walk_blocks_mut(&mut division.blocks, marker);
    division.divisions.iter_mut().for_each(|inner| mark_division(inner, marker));
}

/// Marks each chapter by itself.
fn mark_chapters(division: &mut Division, marker: &mut MentionMarker<'_>) {
    if division.kind == DivisionKind::Part {
        division.divisions.iter_mut().for_each(|inner| mark_chapters(inner, marker));
        return;
    }
    marker.here.clear();
    mark_division(division, marker);
}

/// Phrases by their first words, the longest first, each with the index of its name or term.
#[derive(Default)]
struct Phrases(BTreeMap<String, Vec<(Vec<char>, usize)>>);

impl Phrases {
    fn add(&mut self, phrase: &str, target: usize) {
        let letters: Vec<char> = phrase.trim().chars().map(plain).collect();
        let Some(start) = letters.iter().position(|letter| letter.is_alphanumeric()) else { return };
        let first: String = letters[start..].iter().take_while(|letter| letter.is_alphanumeric()).collect();
        let known = self.0.entry(first).or_default();
        let at = known.partition_point(|(other, _)| other.len() >= letters.len() - start);
        known.insert(at, (letters[start..].to_vec(), target));
    }

    /// The longest phrase at the beginning of a text: its length in bytes and the index of its name or term.
    fn longest_at(&self, text: &str) -> Option<(usize, usize)> {
        let word = text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len());
        self.0.get(&text[..word])?.iter().find_map(|(phrase, target)| {
            let mut letters = text.char_indices();
            for wanted in phrase {
                let (_, letter) = letters.next()?;
                if plain(letter) != *wanted {
                    return None;
                }
            }
            let rest = letters.as_str();
            (!rest.starts_with(char::is_alphanumeric)).then_some((text.len() - rest.len(), *target))
        })
    }
}

/// The plain form of a character: a space for a no-break space, an apostrophe for a curly one, a hyphen for a no-break hyphen.
const fn plain(letter: char) -> char {
    match letter {
        '\u{a0}' | '\u{202f}' | '\n' => ' ',
        '\u{2019}' | '\u{2bc}' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        letter => letter,
    }
}

/// The names or terms that are looked for.
#[derive(Clone, Copy)]
enum MentionTargets<'a> {
    /// Names get an index mark.
    Names(&'a [IndexedName]),
    /// Terms get a link, once in each chapter.
    Terms(&'a [GlossaryTerm]),
}

/// A name or a term in a line.
struct Mention {
    /// Its bytes in the text of the line.
    bytes: Range<usize>,
    /// The index of the name or term in [`MentionTargets`].
    target: usize,
    /// Whether the name was mentioned in this paragraph before.
    further: bool,
}

/// Marks mentions.
struct MentionMarker<'a> {
    phrases: Phrases,
    targets: MentionTargets<'a>,
    /// The names or terms that the text mentions.
    mentioned: BTreeSet<usize>,
    /// The names that this paragraph mentions, or the terms that this chapter mentions. A term is marked once.
    here: BTreeSet<usize>,
}

impl VisitMut for MentionMarker<'_> {
    fn block(&mut self, block: &mut Block) {
        if let (BlockKind::Paragraph(_), MentionTargets::Names(_)) = (&block.kind, self.targets) {
            self.here.clear();
        }
    }

    fn line(&mut self, inlines: &mut Vec<Inline>) {
        for inline in inlines.iter_mut() {
            self.meet_marked(inline);
            match &mut inline.kind {
                InlineKind::Emphasis(inner) | InlineKind::Strong(inner) | InlineKind::SmallCaps(inner) => self.line(inner),
                InlineKind::Container(inner) if !inline.node.is_index_mark() && inline.node.expansion().is_none() => self.line(inner),
                _ => {}
            }
        }
        let text: String = inlines
            .iter()
            .map(|inline| match &inline.kind {
                InlineKind::Text(text) => text.as_str(),
                InlineKind::SoftBreak => " ",
                _ => "\u{fffc}",
            })
            .collect();
        let mut found: Vec<Mention> = Vec::new();
        let mut at = 0;
        let mut before = ' ';
        while let Some(letter) = text[at..].chars().next() {
            let begins = letter.is_alphanumeric() && !before.is_alphanumeric();
            match self.phrases.longest_at(&text[at..]).filter(|_| begins) {
                Some((length, target)) => {
                    self.mentioned.insert(target);
                    let further = !self.here.insert(target);
                    if !further || matches!(self.targets, MentionTargets::Names(_)) {
                        found.push(Mention { bytes: at..at + length, target, further });
                    }
                    before = text[..at + length].chars().next_back().unwrap_or(' ');
                    at += length;
                }
                None => {
                    before = letter;
                    at += letter.len_utf8();
                }
            }
        }
        if !found.is_empty() {
            *inlines = self.wrapped(std::mem::take(inlines), &found);
        }
    }
}

impl MentionMarker<'_> {
    /// Counts a name that the author has marked, or that was already marked in a document that chapbook exported. It is not marked again.
    fn meet_marked(&mut self, inline: &Inline) {
        let MentionTargets::Names(names) = self.targets else { return };
        let pairs = inline.node.attrs.as_deref().filter(|_| inline.node.is_index_mark()).map(|attributes| &attributes.pairs);
        let entry = pairs.and_then(|pairs| pairs.get("entry"));
        if let Some(nth) = entry.and_then(|entry| names.iter().position(|name| name.entry == *entry)) {
            self.mentioned.insert(nth);
        }
    }

    /// Puts an index mark or a link around each mention.
    fn wrapped(&self, inlines: Vec<Inline>, found: &[Mention]) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::new();
        let mut inside: Vec<Inline> = Vec::new();
        let mut next = found.iter().peekable();
        let mut at = 0;
        for inline in inlines {
            let InlineKind::Text(text) = &inline.kind else {
                let length = if inline.kind == InlineKind::SoftBreak { 1 } else { '\u{fffc}'.len_utf8() };
                let within = next.peek().is_some_and(|mention| mention.bytes.start <= at);
                if within { &mut inside } else { &mut out }.push(inline);
                at += length;
                continue;
            };
            let mut from = 0;
            while from < text.len() {
                let here = at + from;
                let (cut, within) = match next.peek() {
                    Some(mention) if mention.bytes.start <= here => (mention.bytes.end, true),
                    Some(mention) => (mention.bytes.start, false),
                    None => (at + text.len(), false),
                };
                let to = (cut - at).min(text.len());
                let piece = Inline { node: inline.node.clone(), kind: InlineKind::Text(text[from..to].to_owned()) };
                if within { &mut inside } else { &mut out }.push(piece);
                if within
                    && to == cut - at
                    && let Some(mention) = next.next()
                {
                    out.push(self.marked(inline.node.span, mention, std::mem::take(&mut inside)));
                }
                from = to;
            }
            at += text.len();
        }
        out.append(&mut inside);
        out
    }

    fn marked(&self, span: Span, mention: &Mention, inner: Vec<Inline>) -> Inline {
        let target = mention.target;
        let class = |class: &str| vec![class.to_owned()];
        match self.targets {
            MentionTargets::Terms(terms) => Inline {
                node: Node::with(span, Attributes { classes: class(TERM), ..Attributes::default() }),
                kind: InlineKind::Link { target: format!("#{}", terms[target].anchor), title: None, text: inner },
            },
            MentionTargets::Names(names) => {
                let pairs = BTreeMap::from([("entry".to_owned(), names[target].entry.clone())]);
                let attributes = Attributes { classes: class("index"), pairs, further_mention: mention.further, ..Attributes::default() };
                Inline { node: Node::with(span, attributes), kind: InlineKind::Container(inner) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrases: &[&str], text: &str) -> Option<(usize, usize)> {
        let mut index = Phrases::default();
        phrases.iter().enumerate().for_each(|(nth, phrase)| index.add(phrase, nth));
        index.longest_at(text)
    }

    #[test]
    fn the_longest_phrase_is_found_as_whole_words() {
        assert_eq!(found(&["Lenin", "Lenin's wife"], "Lenin\u{2019}s wife said"), Some((14, 1)));
        assert_eq!(found(&["Lenin"], "Leningrad"), None);
        assert_eq!(found(&["New Economic Policy"], "New Economic\u{a0}Policy."), Some((20, 0)));
        assert_eq!(found(&["Шляпников"], "Шляпников и"), Some((18, 0)));
    }

    #[test]
    fn terms_have_forms() {
        assert_eq!(forms("Faction", "en-GB"), ["Faction", "faction", "Factions", "factions"]);
        assert_eq!(forms("Body", "en"), ["Body", "body", "Bodies", "bodies"]);
        assert_eq!(forms("Central Committee", "de"), ["Central Committee"]);
    }
}
