//! Numbers. Chapters are counted through all parts. Parts have roman numerals, or digits in some languages. [`Counting`] counts figures,
//! tables, listings and statements. If the author numbers the chapters in their titles, chapters are not counted. The same applies to
//! parts. A figure or table with a number in its caption is not counted either.
use crate::diagnostic::Sink;
use crate::document::{
    Block, BlockKind, Division, DivisionKind, Document, Inline, InlineKind, Matter, Node, NodeId, NodeRole, ReferenceForm, Statement,
    Visit, plain_text, title_text, walk_blocks, walk_division, walk_document,
};
use crate::edition::{Edition, StatementNumbering};
use crate::language::{LabelWord, Language, PartNumerals, capitalized};

use super::caption_numbers::caption_number;
use super::counting::Counting;
use super::cross_references::report_borrowed_words;
use super::mismatched_labels;
use super::resolution::{ReferenceText, Resolution};

/// Gives numbers, labels and titles to divisions, figures and tables.
pub(super) fn number(document: &Document, edition: &Edition, resolution: &mut Resolution, sink: &Sink) {
    let language = Language::of(edition.metadata.language.tag());
    let chapters = document.chapters();
    let numbered = chapters.iter().filter(|(matter, division)| *matter == Matter::Body && is_numbered(division)).count();
    let headings = |kind| {
        let of_kind = chapters.iter().filter(move |(_, division)| division.kind == kind);
        of_kind.filter_map(|(_, division)| division.heading.as_ref())
    };
    let by_author = |kind| headings(kind).any(|heading| heading.own_number.is_some());
    // One title "C" among others is a name. If another title is a number, or if there are no others, it is a number.
    let roman = |kind| {
        let titles = || headings(kind).filter(|heading| heading.numbered);
        let numbers = titles().filter(|heading| is_number(plain_text(&heading.title).trim().trim_end_matches('.'))).count();
        numbers > 1 || numbers == titles().count()
    };
    let roman_titles = RomanTitles { parts: roman(DivisionKind::Part), chapters: roman(DivisionKind::Chapter) };
    let (count_parts, count_chapters) = (!by_author(DivisionKind::Part), numbered > 1 && !by_author(DivisionKind::Chapter));
    let (counting, own_label) = (Counting::new(edition.numbering), String::new());
    let mut numberer = DivisionNumberer {
        resolution,
        language,
        count_parts,
        count_chapters,
        roman_titles,
        parts: 0,
        chapters: 0,
        counting,
        shares_numbers: edition.design.statements.numbering == StatementNumbering::Shared,
        in_notes: false,
        sink,
        own_label,
    };
    for (_, division) in document.divisions() {
        numberer.number(division);
        walk_division(division, &mut numberer);
    }
    numberer.in_notes = true;
    document.notes.iter().for_each(|note| walk_blocks(&note.blocks, &mut numberer));
}

fn is_numbered(division: &Division) -> bool {
    division.kind == DivisionKind::Chapter && division.heading.as_ref().is_some_and(|heading| heading.numbered)
}

/// Whether a division is that of a file, or a group that has one.
fn holds_file(division: &Division) -> bool {
    division.file.is_some() || division.divisions.iter().any(holds_file)
}

/// Whether titles that are roman numerals are numbers.
#[derive(Clone, Copy)]
struct RomanTitles {
    parts: bool,
    chapters: bool,
}

/// Counts divisions, figures and tables.
struct DivisionNumberer<'a> {
    resolution: &'a mut Resolution,
    language: &'static Language,
    /// Whether parts are counted. False if the author numbers them.
    count_parts: bool,
    /// Whether chapters are counted. False if the author numbers them, and for a single chapter, which gets no number.
    count_chapters: bool,
    roman_titles: RomanTitles,
    parts: u32,
    chapters: u32,
    counting: Counting,
    /// Whether all kinds of statements are counted together.
    shares_numbers: bool,
    /// Whether the blocks are those of notes, in which only statements are counted.
    in_notes: bool,
    sink: &'a Sink,
    /// The label of the statement that was found last.
    own_label: String,
}

impl DivisionNumberer<'_> {
    fn number(&mut self, division: &Division) {
        let Some(heading) = &division.heading else { return };
        let node = division.node.id;
        let kind = match division.kind {
            DivisionKind::Part => Some(LabelWord::Part),
            DivisionKind::Chapter => Some(LabelWord::Chapter),
            _ => None,
        };
        self.resolution.kinds.extend(kind.map(|kind| (node, kind)));
        if let Some(own) = &heading.own_number {
            self.set(node, own.number.clone(), own.label.clone());
        } else if heading.numbered {
            match division.kind {
                DivisionKind::Part if self.count_parts => {
                    self.parts += 1;
                    let number = match self.language.terms.part_numerals {
                        PartNumerals::Roman => roman(self.parts),
                        PartNumerals::Digits => self.parts.to_string(),
                    };
                    let label = self.language.terms.part_label(&number);
                    self.set(
                        node,
                        number,
                        (!is_numeral(&heading.title, self.language.terms.part, self.roman_titles.parts)).then_some(label),
                    );
                }
                DivisionKind::Chapter if self.count_chapters => {
                    self.chapters += 1;
                    let number = self.chapters.to_string();
                    let repeats = is_numeral(&heading.title, self.language.terms.chapter, self.roman_titles.chapters);
                    self.set(node, number.clone(), (!repeats).then_some(number.clone()));
                    self.nested(division, &number);
                }
                DivisionKind::Part
                | DivisionKind::Chapter
                | DivisionKind::Dedication
                | DivisionKind::Epigraph
                | DivisionKind::Foreword
                | DivisionKind::Preface
                | DivisionKind::Acknowledgements
                | DivisionKind::Introduction
                | DivisionKind::Section
                | DivisionKind::Conclusion
                | DivisionKind::Afterword
                | DivisionKind::Appendix
                | DivisionKind::Chronology
                | DivisionKind::Glossary
                | DivisionKind::Endnotes
                | DivisionKind::Bibliography
                | DivisionKind::Index
                | DivisionKind::Colophon => {}
            }
        }
        if division.kind == DivisionKind::Part {
            division.divisions.iter().for_each(|inner| self.number(inner));
        }
    }

    /// Numbers the files and the groups of files that a summary nests under a chapter: 1.1, 1.2, 1.2.1. Sections within a file have no
    /// numbers.
    fn nested(&mut self, chapter: &Division, number: &str) {
        let files = chapter.divisions.iter().filter(|inner| inner.kind == DivisionKind::Section && holds_file(inner));
        let numbered = files.filter(|inner| inner.heading.as_ref().is_some_and(|heading| heading.numbered));
        for (count, inner) in (1..).zip(numbered) {
            let number = format!("{number}.{count}");
            self.set(inner.node.id, number.clone(), Some(number.clone()));
            self.resolution.kinds.insert(inner.node.id, LabelWord::Section);
            self.nested(inner, &number);
        }
    }

    fn set(&mut self, node: NodeId, number: String, label: Option<String>) {
        self.resolution.numbers.insert(node, number);
        self.resolution.labels.extend(label.map(|label| (node, label)));
    }

    /// Takes the number that the author gave a figure or table in its caption. The caption is printed as it is, without a label. Returns
    /// whether it has such a number.
    fn takes_own_number(&mut self, node: NodeId, caption: &[Inline], words: &[&str]) -> bool {
        let Some(own) = caption_number(&title_text(caption), words) else { return false };
        self.resolution.titles.insert(node, own.rest);
        self.set(node, own.number, None);
        true
    }

    /// Gives the parts of a figure their letters: "(a)", and "3a" in references.
    fn parts_of_figure(&mut self, figure: NodeId, parts: &[Block]) {
        let Some(number) = self.resolution.numbers.get(&figure).cloned() else { return };
        for (letter, part) in ('a'..='z').zip(parts) {
            self.set(part.node.id, format!("{number}{letter}"), Some(format!("({letter})")));
            self.resolution.kinds.insert(part.node.id, LabelWord::Figure);
            if let BlockKind::Figure { caption: Some(caption), .. } = &part.kind {
                self.caption(part.node.id, caption);
            }
        }
    }

    /// What a block is: a statement, or something that was numbered.
    fn kind_of(&self, node: &Node) -> Option<LabelWord> {
        node.statement().map(label_word).or_else(|| self.resolution.kinds.get(&node.id).copied())
    }

    /// Gives a statement its label. Each kind is counted by itself, unless the design says that all are counted together.
    fn statement(&mut self, node: &Node, statement: Statement) {
        let kind = label_word(statement);
        let forms = self.language.word_forms(kind);
        if forms.is_borrowed {
            report_borrowed_words(self.language, node.span, self.sink);
        }
        let word = forms.one;
        let label = if statement.is_numbered() && !node.has_role(NodeRole::Unnumbered) {
            let number = self.counting.next(if self.shares_numbers { LabelWord::Theorem } else { kind });
            let label = self.language.label(kind, word, &number);
            self.set(node.id, number, Some(label.clone()));
            self.resolution.kinds.insert(node.id, kind);
            label
        } else {
            // Where the number comes first, the word has a small letter.
            capitalized(word)
        };
        self.resolution.titles.insert(node.id, label.clone());
        self.own_label = label;
    }

    fn caption(&mut self, node: NodeId, caption: &[Inline]) {
        self.resolution.titles.insert(node, title_text(caption));
    }
}

impl Visit for DivisionNumberer<'_> {
    fn division(&mut self, division: &Division) {
        self.counting.enter(division, &self.resolution.numbers);
        if let Some(heading) = &division.heading {
            self.resolution.titles.insert(division.node.id, title_text(&heading.title));
        }
    }

    fn block(&mut self, block: &Block) {
        let node = block.node.id;
        if self.in_notes && block.node.statement().is_none() {
            return;
        }
        match &block.kind {
            BlockKind::Figure { caption: Some(caption), .. } if block.node.has_role(NodeRole::Listing) => {
                self.resolution.listings.push(node);
                let forms = self.language.word_forms(LabelWord::Listing);
                if forms.is_borrowed {
                    report_borrowed_words(self.language, block.node.span, self.sink);
                }
                let word = forms.one;
                if !self.takes_own_number(node, caption, &[word, "listing"]) {
                    let number = self.counting.next(LabelWord::Listing);
                    let label = self.language.label(LabelWord::Listing, word, &number);
                    self.set(node, number, Some(label));
                    self.caption(node, caption);
                }
                self.resolution.kinds.insert(node, LabelWord::Listing);
            }
            // A part of a figure, which already has its number.
            BlockKind::Figure { .. } if self.resolution.kinds.contains_key(&node) => {}
            BlockKind::Figure { body, caption: Some(caption) } => {
                self.resolution.figures.push(node);
                self.resolution.kinds.insert(node, LabelWord::Figure);
                if !self.takes_own_number(node, caption, &[self.language.terms.figure, "figure", "fig"]) {
                    let number = self.counting.next(LabelWord::Figure);
                    let label = self.language.terms.figure_label(&number);
                    self.set(node, number, Some(label));
                    self.caption(node, caption);
                }
                if block.node.columns().is_some() {
                    self.parts_of_figure(node, body);
                }
            }
            BlockKind::Container(_) => block.node.statement().into_iter().for_each(|statement| self.statement(&block.node, statement)),
            BlockKind::Table(table) => {
                if let Some(caption) = &table.caption {
                    self.resolution.tables.push(node);
                    self.resolution.kinds.insert(node, LabelWord::Table);
                    if !self.takes_own_number(node, caption, &[self.language.terms.table, "table", "tab"]) {
                        let number = self.counting.next(LabelWord::Table);
                        let label = self.language.terms.table_label(&number);
                        self.set(node, number, Some(label));
                        self.caption(node, caption);
                    }
                }
            }
            _ => {}
        }
        if let (Some(_), Some(kind)) = (block.node.anchor(), self.kind_of(&block.node)) {
            mismatched_labels::check(&block.node, kind, self.sink);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        if let InlineKind::Reference { form: ReferenceForm::OwnLabel, .. } = inline.kind {
            let text = ReferenceText { text: Some(self.own_label.clone()), ..ReferenceText::default() };
            self.resolution.reference_texts.insert(inline.node.id, text);
        }
    }
}

/// The word in the label of a statement.
const fn label_word(statement: Statement) -> LabelWord {
    match statement {
        Statement::Theorem => LabelWord::Theorem,
        Statement::Lemma => LabelWord::Lemma,
        Statement::Corollary => LabelWord::Corollary,
        Statement::Proposition => LabelWord::Proposition,
        Statement::Conjecture => LabelWord::Conjecture,
        Statement::Definition => LabelWord::Definition,
        Statement::Example => LabelWord::Example,
        Statement::Exercise => LabelWord::Exercise,
        Statement::Remark => LabelWord::Remark,
        Statement::Proof => LabelWord::Proof,
        Statement::Answer => LabelWord::Answer,
    }
}

/// Whether a title is only a number, with or without the word for its division: "V", "12.", "Chapter 5", "5. Kapitel". Such a title
/// gets no label, which would repeat or contradict it. Roman numerals in lower case do not count: "Mix" and "Di" are words. One that is the
/// whole title counts only if `roman` says so.
fn is_numeral(title: &[Inline], word: &str, roman: bool) -> bool {
    let title = plain_text(title);
    let parts: Vec<&str> = title.split_whitespace().collect();
    let is_word = |part: &str| part.to_lowercase() == word.to_lowercase();
    match *parts {
        [number] => is_number(number) && (roman || number.len() > 1 || !is_roman(number)),
        [one, other] => is_word(one) && is_number(other) || is_number(one) && is_word(other),
        _ => false,
    }
}

/// Whether a text is a number in digits or a valid roman numeral in capitals. A full stop may follow.
fn is_number(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit()) || is_roman(text)
}

/// Whether a text is a valid roman numeral in capitals. A full stop may follow.
fn is_roman(text: &str) -> bool {
    let text = text.trim();
    let text = text.strip_suffix('.').unwrap_or(text);
    !text.is_empty() && text.chars().all(|letter| "IVXLCDM".contains(letter)) && (1..4000).any(|number| roman(number) == text)
}

/// How often titles are completed: a title may refer to a title that refers to a title.
const ROUNDS: usize = 3;

/// Adds the text of references to titles, now that their destinations are known.
pub(super) fn complete_titles(document: &Document, resolution: &mut Resolution) {
    struct Titles<'a> {
        resolution: &'a Resolution,
        changed: Vec<(NodeId, String)>,
    }
    impl Titles<'_> {
        fn title(&mut self, node: NodeId, title: &[Inline]) {
            let whole = self.resolution.plain(title);
            if self.resolution.titles.get(&node).is_some_and(|known| *known != whole) {
                self.changed.push((node, whole));
            }
        }
    }
    impl Visit for Titles<'_> {
        fn division(&mut self, division: &Division) {
            division.heading.iter().for_each(|heading| self.title(division.node.id, &heading.title));
        }

        fn block(&mut self, block: &Block) {
            match &block.kind {
                // If a caption has the author's own number, its title is only the rest of the caption, and stays as it is.
                _ if !self.resolution.labels.contains_key(&block.node.id) => {}
                BlockKind::Figure { caption: Some(caption), .. } => self.title(block.node.id, caption),
                BlockKind::Table(table) => table.caption.iter().for_each(|caption| self.title(block.node.id, caption)),
                _ => {}
            }
        }
    }
    for _ in 0..ROUNDS {
        let mut titles = Titles { resolution, changed: Vec::new() };
        walk_document(document, &mut titles);
        let changed = titles.changed;
        if changed.is_empty() {
            return;
        }
        resolution.titles.extend(changed);
    }
}

/// A roman numeral in capitals: 4 is "IV".
fn roman(number: u32) -> String {
    std::num::NonZeroU32::new(number).map_or(String::new(), |number| crate::document::Folio::Roman(number).to_string().to_uppercase())
}
