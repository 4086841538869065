//! Citations of Pandoc: of works, and of labels of figures and the like. Also the references of LaTeX, which Pandoc turns into links.
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{
    Attributes, Citation, CitedWork, CrossReference, Inline, InlineKind, Node, ReferenceForm, ReferenceWord, plain_text,
};
use crate::pandoc::{self, CitationMode, Text};
use crate::source::Span;

use super::draft::Draft;
use crate::manuscript::syntax::attributes::{drop_start, trim_end};
use crate::manuscript::syntax::labels::label;
use crate::manuscript::text::label_references::{begins_sentence, target_of_label};

impl Draft<'_> {
    /// Adds a citation. `text` is what Pandoc prints in formats without citations.
    pub(super) fn cite(&mut self, works: &[pandoc::Citation<'_>], text: &[pandoc::Inline<'_>], tag: &Text<'_>, out: &mut Vec<Inline>) {
        let is_label = |work: &pandoc::Citation<'_>| label(work.id.as_str()) == Some(work.id.as_str());
        if let Some(reference) = works.iter().all(is_label).then(|| self.cross_reference(works, text, tag, out)).flatten() {
            return out.push(reference);
        }
        if let Some(bibliography) = self.bibliography {
            let start = self.words.here();
            self.words.add("\n", &[tag]);
            let mut is_known = !works.is_empty();
            for work in works.iter().filter(|work| !bibliography.has(work.id.as_str())) {
                is_known = false;
                let span = self.words.origin(&work.id).unwrap_or_else(|| self.words.located(self.words.since(start)));
                bibliography.report_unknown(work.id.as_str(), span, &self.suggestions, self.sink);
            }
            if is_known {
                let in_text = works.first().is_some_and(|work| work.mode == CitationMode::AuthorInText);
                let works = works.iter().map(|work| self.work(work)).collect();
                let citation = Citation { works, in_text, text: Vec::new() };
                return out.push(Inline { node: Node::at(self.words.since(start)), kind: InlineKind::Citation(citation) });
            }
        } else if !self.is_cited {
            let span = self.words.origin(tag);
            let diagnostic = |span| Diagnostic::new(codes::FOREIGN_MARKUP, span, "this citation is printed as it is");
            if let Some(span) = span {
                self.sink.report(
                    diagnostic(span)
                        .cause("citation of Pandoc")
                        .label("the book has no bibliography")
                        .hint("name the bibliography: `bibliography = \"works.bib\"` under `[book]`, or run Pandoc with `--citeproc`"),
                );
            }
        }
        let is_raw = |inline: &pandoc::Inline<'_>| matches!(inline.kind, pandoc::InlineKind::RawInline(..));
        if text.is_empty() || text.iter().any(is_raw) {
            return self.as_typed(works, tag, out);
        }
        self.sequence(text, 0, out);
    }

    /// One work of a citation. The place in the work is at the beginning of its suffix.
    fn work(&mut self, work: &pandoc::Citation<'_>) -> CitedWork {
        let mut prefix = self.line(&work.prefix);
        trim_end(&mut prefix);
        let mut suffix = self.line(&work.suffix);
        let mut locator = None;
        if let (Some(bibliography), Some(Inline { kind: InlineKind::Text(text), .. })) = (self.bibliography, suffix.first_mut()) {
            // Pandoc has a no-break space between `p.` and the number. A label is looked up with a space.
            let spaced = text.replace('\u{a0}', " ");
            if let Some((found, length)) = bibliography.locator(&spaced) {
                locator = Some(found);
                *text = spaced;
                drop_start(&mut suffix, length);
            }
        }
        if let Some(Inline { kind: InlineKind::Text(text), .. }) = suffix.first() {
            let white = text.len() - text.trim_start().len();
            drop_start(&mut suffix, white);
        }
        trim_end(&mut suffix);
        let without_author = work.mode == CitationMode::SuppressAuthor;
        CitedWork { key: work.id.as_str().to_owned(), entry: None, without_author, locator, prefix, suffix }
    }

    /// The cross-reference to labels of figures and the like. `None` if there are several labels, and one of them has words of its own.
    fn cross_reference(
        &mut self,
        works: &[pandoc::Citation<'_>],
        text: &[pandoc::Inline<'_>],
        tag: &Text<'_>,
        before: &[Inline],
    ) -> Option<Inline> {
        let (first, others) = works.split_first()?;
        let has_words = works.len() > 1 && works.iter().any(|work| !work.suffix.is_empty());
        if has_words || others.iter().any(|work| !work.prefix.is_empty()) {
            return None;
        }
        let start = self.words.here();
        self.words.add("\n", &[tag]);
        let node = Node::at(self.words.since(start));
        let reference = |work: &pandoc::Citation<'_>| {
            let kind = InlineKind::Reference { target: target_of_label(work.id.as_str()), form: ReferenceForm::Label };
            Inline { node: node.clone(), kind }
        };
        let references = works.iter().map(reference).collect();
        let mut aside = Vec::new();
        let mut words = |inlines: &[pandoc::Inline<'_>]| {
            aside.clear();
            self.sequence(inlines, 0, &mut aside);
            plain_text(&aside)
        };
        let (prefix, suffix, written) = (words(&first.prefix), words(&first.suffix), words(text));
        let is_capital = first.id.as_str().starts_with(|c: char| c.is_ascii_uppercase()) || opens_sentence(before);
        let word = match (first.mode, prefix.trim()) {
            (CitationMode::SuppressAuthor, _) => ReferenceWord::None,
            (_, "") => ReferenceWord::Kind { is_capital },
            (_, prefix) => ReferenceWord::Given(prefix.to_owned()),
        };
        let suffix = if works.len() == 1 { suffix.trim_end().to_owned() } else { String::new() };
        Some(Inline { node, kind: InlineKind::CrossReference(CrossReference { references, word, suffix, written }) })
    }

    /// Adds a citation as it is typed in Markdown, for a text in a format that cannot be printed.
    fn as_typed(&mut self, works: &[pandoc::Citation<'_>], tag: &Text<'_>, out: &mut Vec<Inline>) {
        self.text("[", &[tag], out);
        for (at, work) in works.iter().enumerate() {
            if at > 0 {
                self.text("; ", &[tag], out);
            }
            self.sequence(&work.prefix, 0, out);
            if !work.prefix.is_empty() {
                self.text(" ", &[tag], out);
            }
            let sign = if work.mode == CitationMode::SuppressAuthor { "-@" } else { "@" };
            self.text(&format!("{sign}{}", work.id.as_str()), &[&work.id, tag], out);
            let begins_with_sign = matches!(work.suffix.first().map(|first| &first.kind), Some(pandoc::InlineKind::Str(text)) if text.as_str().starts_with(','));
            if !work.suffix.is_empty() && !begins_with_sign {
                self.text(", ", &[tag], out);
            }
            self.sequence(&work.suffix, 0, out);
        }
        self.text("]", &[tag], out);
    }
}

/// Whether a sentence begins after some inlines.
fn opens_sentence(before: &[Inline]) -> bool {
    let is_text = |inline: &&Inline| matches!(inline.kind, InlineKind::Text(_) | InlineKind::SoftBreak);
    let count = before.iter().rev().take_while(is_text).count();
    let stretch = plain_text(&before[before.len() - count..]);
    begins_sentence(&stretch, count == before.len())
}

/// The references for a link that Pandoc made of a command of LaTeX: `\ref`, `\eqref`, `\pageref`, `\cref`. Its text is the number that
/// Pandoc knows, or the label. `None` for any other link.
pub(super) fn latex_reference(given: &mut Attributes, target: &str, span: Span) -> Option<Vec<Inline>> {
    let kind = given.pairs.get("reference-type")?.clone();
    let label = target.strip_prefix('#').filter(|label| !label.is_empty())?;
    given.pairs.remove("reference-type");
    given.pairs.remove("reference");
    let target = format!("#{label}");
    let made = |kind: InlineKind| Inline { node: Node::at(span), kind };
    let reference = |form| InlineKind::Reference { target: target.clone(), form };
    let text = |text: &str| made(InlineKind::Text(text.to_owned()));
    let labelled = |is_capital| {
        let references = vec![made(reference(ReferenceForm::Label))];
        let written = format!("@{label}");
        made(InlineKind::CrossReference(CrossReference {
            references,
            word: ReferenceWord::Kind { is_capital },
            suffix: String::new(),
            written,
        }))
    };
    Some(match kind.as_str() {
        "eqref" => vec![text("("), made(reference(ReferenceForm::Number)), text(")")],
        "ref+label" => vec![labelled(false)],
        "ref+Label" => vec![labelled(true)],
        "ref+page" => vec![made(reference(ReferenceForm::Page))],
        _ => vec![made(reference(ReferenceForm::Number))],
    })
}
