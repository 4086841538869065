//! The texts of references that print as one: `[@fig-a; @fig-b; @fig-c]` prints "Figures 2–4".
//!
//! The references are put into groups of one kind, in the order in which the kinds first occur. Within a group, they are sorted by their
//! numbers; what is named twice is printed once; three or more numbers in a row become a range. Each text that remains is given to one of
//! the references, in order, with the target that it leads to. So each end of a range is a link, and what is inside the range prints
//! nothing. References are printed one by one if one of them has no number or prints its page, or if the language has no word for several.
use crate::diagnostic::{Diagnostic, Sink, codes};
use crate::document::{NodeId, ReferenceWord};
use crate::language::{LabelWord, Language, WordForms, uncapitalized};

use crate::source::Span;

use super::resolution::ReferenceText;

/// A reference whose target is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KnownReference {
    /// The target.
    pub(super) target: NodeId,
    /// What the target is called, if it has a number.
    pub(super) kind: Option<LabelWord>,
    /// The number of the target.
    pub(super) number: Option<String>,
}

/// The text of a reference with the node that it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LinkedText {
    /// The text.
    pub(super) text: ReferenceText,
    /// The target.
    pub(super) target: NodeId,
}

/// How references are printed.
pub(super) struct ReferenceStyle<'a> {
    /// The language of the book.
    pub(super) language: &'static Language,
    /// The word before them.
    pub(super) word: &'a ReferenceWord,
    /// Whether each is printed by itself, in the author's order.
    pub(super) is_apart: bool,
}

impl ReferenceStyle<'_> {
    /// The texts for references, in the order in which they are printed. At most one for each reference.
    pub(super) fn texts(&self, references: &[KnownReference]) -> Vec<LinkedText> {
        let is_apart = self.is_apart || references.iter().any(|reference| reference.number.is_none());
        let mut groups: Vec<Vec<&KnownReference>> = Vec::new();
        for reference in references {
            match groups.iter_mut().find(|group| !is_apart && group[0].kind == reference.kind) {
                Some(group) => group.push(reference),
                None => groups.push(vec![reference]),
            }
        }
        let has_several = groups.iter().any(|group| group.len() > 1);
        let count = groups.len();
        let mut texts: Vec<LinkedText> = Vec::new();
        for (nth, group) in groups.into_iter().enumerate() {
            let separator = match nth {
                0 => String::new(),
                _ if has_several => "; ".to_owned(),
                nth if nth + 1 == count => self.language.last_separator(),
                _ => ", ".to_owned(),
            };
            let mut own = self.group(group, nth == 0);
            if let Some(first) = own.first_mut() {
                first.text.before.insert_str(0, &separator);
            }
            texts.append(&mut own);
        }
        texts
    }

    /// The texts for references of one kind.
    fn group(&self, mut group: Vec<&KnownReference>, is_first: bool) -> Vec<LinkedText> {
        if group.iter().all(|reference| counted(reference).is_some()) {
            group.sort_by_cached_key(|reference| counted(reference));
        }
        group.dedup_by(|one, other| one.number == other.number && one.target == other.target);
        let stretches = stretches(&group);
        let label = group[0].kind.map(|kind| Label::of(self, kind, is_first));
        let is_several = group.len() > 1;
        let one_by_one = label.as_ref().is_some_and(|label| is_several && label.several.is_none());
        let mut texts = Vec::new();
        for (nth, stretch) in stretches.iter().enumerate() {
            let separator = match nth {
                0 => String::new(),
                nth if nth + 1 == stretches.len() => self.language.last_separator(),
                _ => ", ".to_owned(),
            };
            for (part, reference) in stretch.iter().enumerate() {
                let number = reference.number.as_deref().map(|number| match (reference.kind, self.word) {
                    (Some(LabelWord::Equation), ReferenceWord::Kind { .. } | ReferenceWord::NumberAsSet | ReferenceWord::Title) => {
                        format!("({number})")
                    }
                    _ => number.to_owned(),
                });
                let is_start = nth == 0 && part == 0;
                let text = number.map(|number| match &label {
                    Some(label) if one_by_one || !is_several => label.one(self.language, &number),
                    Some(Label { several: Some(several), .. }) if is_start && !several.is_empty() => format!("{several}\u{a0}{number}"),
                    _ => number,
                });
                let before = if part == 0 { separator.clone() } else { "–".to_owned() };
                texts.push(LinkedText { text: ReferenceText { before, text, after: String::new() }, target: reference.target });
            }
        }
        texts
    }
}

/// The words for one kind of target.
struct Label {
    kind: LabelWord,
    /// The word for one. Empty if there is none.
    one: String,
    /// The word for several. `None` if each number needs a word of its own.
    several: Option<String>,
    /// Whether the word is the author's, which stands before the number in every language.
    is_given: bool,
}

impl Label {
    fn of(style: &ReferenceStyle<'_>, kind: LabelWord, is_first: bool) -> Self {
        let is_capital = match style.word {
            ReferenceWord::Kind { is_capital } => *is_capital && is_first || !style.language.references.is_lower_case,
            ReferenceWord::None | ReferenceWord::NumberAsSet | ReferenceWord::Title => {
                return Self { kind, one: String::new(), several: Some(String::new()), is_given: true };
            }
            ReferenceWord::Given(word) => {
                let word = if is_first { word.clone() } else { String::new() };
                return Self { kind, one: word.clone(), several: Some(word), is_given: true };
            }
        };
        let WordForms { one, several, is_borrowed: _ } = style.language.word_forms(kind);
        let cased = |word: &str| if is_capital { word.to_owned() } else { uncapitalized(word) };
        // A word after its number is repeated: "2. ábra és 4. ábra".
        let is_before = style.language.label(kind, one, "1").ends_with('1');
        Self { kind, one: cased(one), several: several.filter(|_| is_before).map(cased), is_given: false }
    }

    /// The word with one number, and a no-break space between them.
    fn one(&self, language: &Language, number: &str) -> String {
        if self.one.is_empty() {
            return number.to_owned();
        }
        if self.is_given {
            return format!("{}\u{a0}{number}", self.one);
        }
        let label = language.label(self.kind, &self.one, number);
        match label.split_once(number) {
            Some((before, after)) => {
                let tied = |text: &str| text.replace(' ', "\u{a0}");
                // Only the space beside the number is one: a word may have spaces of its own.
                let before = before.strip_suffix(' ').map_or_else(|| before.to_owned(), |word| format!("{word}\u{a0}"));
                let after = after.find(' ').map_or_else(|| after.to_owned(), |at| format!("{}{}", tied(&after[..=at]), &after[at + 1..]));
                format!("{before}{number}{after}")
            }
            None => label,
        }
    }
}

/// Reports that words of labels and references are missing in the language of the book. The sink merges the reports.
pub(super) fn report_borrowed_words(language: &Language, span: Span, sink: &Sink) {
    let message = format!("chapbook lacks words for labels and references in {}", language.name);
    let diagnostic = Diagnostic::new(codes::UNKNOWN_LANGUAGE_WORDS, span, message).cause("references");
    sink.report(diagnostic.label("the word is in English").hint("in a reference, write your own word: `[Word @label]`"));
}

/// A number in parts: the text before its last digits, and what these count. "2.13" is "2." and 13. `None` for a number without digits at
/// its end.
fn counted(reference: &KnownReference) -> Option<(String, u64)> {
    let number = reference.number.as_deref()?;
    let digits = number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    Some((number[..digits].to_owned(), number[digits..].parse().ok()?))
}

/// References in order, each range of three or more as its two ends, all others by themselves.
fn stretches<'r>(group: &[&'r KnownReference]) -> Vec<Vec<&'r KnownReference>> {
    let follows = |one: &KnownReference, next: &KnownReference| {
        counted(one)
            .zip(counted(next))
            .is_some_and(|((before, count), (other, next))| before == other && count.checked_add(1) == Some(next))
    };
    let mut out = Vec::new();
    for run in group.chunk_by(|one, next| follows(one, next)) {
        match run {
            [first, _, .., last] => out.push(vec![*first, *last]),
            _ => out.extend(run.iter().map(|one| vec![*one])),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(tag: &str, word: &ReferenceWord, references: &[(LabelWord, &str)]) -> String {
        let known: Vec<KnownReference> = (1..)
            .zip(references)
            .map(|(node, (kind, number))| KnownReference { target: NodeId(node), kind: Some(*kind), number: Some((*number).to_owned()) })
            .collect();
        let style = ReferenceStyle { language: Language::of(tag), word, is_apart: false };
        let texts = style.texts(&known);
        assert!(texts.len() <= known.len());
        let shown = |text: &LinkedText| format!("{}[{}]{}", text.text.before, text.text.text.as_deref().unwrap_or("?"), text.text.after);
        texts.iter().map(shown).collect::<String>().replace('\u{a0}', "~")
    }

    #[test]
    fn numbers_are_sorted_and_merged_in_the_words_of_the_language() {
        const MIDDLE: ReferenceWord = ReferenceWord::Kind { is_capital: false };
        let figures = |numbers: &[&'static str]| numbers.iter().map(|number| (LabelWord::Figure, *number)).collect::<Vec<_>>();
        for (tag, numbers, text) in [
            ("en", vec!["3"], "[Figure~3]"),
            ("en", vec!["2", "3"], "[Figures~2] and [3]"),
            ("en", vec!["4", "3", "2"], "[Figures~2]–[4]"),
            ("en", vec!["7", "2", "4"], "[Figures~2], [4] and [7]"),
            ("en", vec!["2.9", "2.10", "2.11", "3.1"], "[Figures~2.9]–[2.11] and [3.1]"),
            ("en", vec!["A", "3"], "[Figures~A] and [3]"),
            ("fr", vec!["2", "3"], "[figures~2] et [3]"),
            ("de", vec!["2"], "[Abbildung~2]"),
            ("hu", vec!["2", "4"], "[2.~ábra] és [4.~ábra]"),
            ("ja", vec!["2", "4"], "[図~2], [図~4]"),
            ("el", vec!["2", "4"], "[Εικόνες~2] και [4]"),
            ("ro", vec!["4", "3", "2"], "[figurile~2]–[4]"),
            ("tr", vec!["2", "4"], "[Şekil~2] ve [Şekil~4]"),
            ("hr", vec!["2", "4"], "[slike~2] i [4]"),
            ("ko", vec!["2", "4"], "[그림~2], [그림~4]"),
            ("id", vec!["4", "3", "2"], "[Gambar~2]–[4]"),
            ("lt", vec!["2", "4"], "[2~pav.] ir [4~pav.]"),
        ] {
            assert_eq!(printed(tag, &MIDDLE, &figures(&numbers)), text, "{tag} {numbers:?}");
        }
        assert_eq!(printed("fr", &ReferenceWord::Kind { is_capital: true }, &figures(&["2"])), "[Figure~2]");
        assert_eq!(printed("en", &ReferenceWord::None, &figures(&["3", "2", "4"])), "[2]–[4]");
        assert_eq!(printed("en", &ReferenceWord::Given("Plates".to_owned()), &figures(&["2", "4"])), "[Plates~2] and [4]");
        for (tag, kind, text) in [
            ("hu", LabelWord::Theorem, "[3.~tétel]"),
            ("el", LabelWord::Lemma, "[Λήμμα~3]"),
            ("ro", LabelWord::Definition, "[definiția~3]"),
            ("hr", LabelWord::Exercise, "[zadatak~3]"),
            ("sk", LabelWord::Theorem, "[veta~3]"),
            ("vi", LabelWord::Theorem, "[Định lý~3]"),
            ("lt", LabelWord::Equation, "[(3)~lygtis]"),
        ] {
            assert_eq!(printed(tag, &MIDDLE, &[(kind, "3")]), text, "{tag}");
        }
        let mixed = [(LabelWord::Figure, "2"), (LabelWord::Equation, "1"), (LabelWord::Table, "4")];
        assert_eq!(printed("en", &MIDDLE, &mixed), "[Figure~2], [Equation~(1)] and [Table~4]");
        let several = [(LabelWord::Figure, "2"), (LabelWord::Table, "1"), (LabelWord::Figure, "3")];
        assert_eq!(printed("en", &MIDDLE, &several), "[Figures~2] and [3]; [Table~1]");
    }
}
