//! The last steps of reading, over the whole document: answers to exercises, citations, numbers in titles, names and terms, the index,
//! notes that are called from several chapters, and the ids of nodes.
mod answers;
mod appendices;
mod empty_texts;
mod index;
mod mentions;
mod repeated_notes;
mod title_numbers;

use crate::citation::Bibliography;
use crate::diagnostic::Sink;
use crate::document::{Document, number_nodes};
use crate::edition::{AnswerPlacement, IndexedName, TitleNumbers};
use crate::source::Span;

/// The settings of the book for these steps.
pub(crate) struct Marking<'a> {
    /// The place to report if there is no text.
    pub(crate) place: Span,
    /// The language of the book.
    pub(crate) lang: &'a str,
    /// What is done with the numbers in titles.
    pub(crate) title_numbers: TitleNumbers,
    /// Whether appendices have letters.
    pub(crate) letters_appendices: bool,
    /// Where the answers to exercises stand.
    pub(crate) answers: AnswerPlacement,
    /// The names to mark for the index.
    pub(crate) names: &'a [IndexedName],
    /// Whether terms are linked to the glossary.
    pub(crate) mark_terms: bool,
    /// The works that may be cited, if the book has a bibliography.
    pub(crate) bibliography: Option<&'a Bibliography>,
}

/// Completes a document. Reports names that the text does not mention.
pub(crate) fn complete(document: &mut Document, marking: &Marking<'_>, sink: &Sink) {
    answers::place(document, marking.answers, marking.lang, sink);
    if let Some(bibliography) = marking.bibliography {
        bibliography.set(document, sink);
    }
    empty_texts::report_empty_texts(document, marking.place, sink);
    if marking.title_numbers == TitleNumbers::Auto {
        title_numbers::take_title_numbers(document, marking.lang);
    }
    if marking.letters_appendices {
        appendices::letter_appendices(document);
    }
    mentions::mark_names(document, marking.names, sink);
    if marking.mark_terms {
        mentions::link_terms(document, marking.lang);
    }
    index::place(document, marking.lang);
    repeated_notes::copy_repeated_notes(document);
    number_nodes(document);
}
