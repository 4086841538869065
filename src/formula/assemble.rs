//! Joins parts that belong together: letters into words, primes into one sign, `\not` and a relation into a negated relation.
use super::signs;
use super::table::{Column, ColumnAlign, Row, Table, TableKind};
use super::tree::{Alphabet, Class, Fraction, MathStyle, MathWord, Mu, Part, Scripts, Symbol, TextFace};

/// The commands around a letter that decide its alphabet.
#[derive(Clone, Copy, Default)]
pub(super) struct LetterAlphabet {
    /// The innermost command such as `\mathrm`.
    pub(super) command: Option<FontCommand>,
    /// Whether the letter is inside `\boldsymbol`.
    pub(super) is_bold: bool,
}

/// A command that changes the alphabet.
#[derive(Clone, Copy)]
pub(super) enum FontCommand {
    /// `\mathrm`.
    Roman,
    /// `\mathit`.
    Italic,
    /// `\mathbf`.
    Bold,
    /// One of the others.
    Other(Alphabet),
}

/// A sign in the alphabet that follows from its kind and from the commands around it. `is_italic` says whether a capital Greek letter is
/// italic by default. Latin and small Greek letters always are.
pub(super) fn symbol(text: String, class: Class, is_italic: bool, letters: LetterAlphabet) -> Part {
    let letter = text.chars().next().unwrap_or(' ');
    let is_greek = matches!(letter, 'Α'..='Ω' | 'α'..='ω' | 'ϵ' | 'ϑ' | 'ϰ' | 'ϕ' | 'ϱ' | 'ϖ' | 'ϝ');
    let is_small_greek = is_greek && !letter.is_uppercase();
    let is_latin = letter.is_ascii_alphabetic() || matches!(letter, 'ı' | 'ȷ');
    let is_italic = is_latin || is_small_greek || letter == '∂' || (is_italic && is_greek);
    let own = if is_italic { Alphabet::Italic } else { Alphabet::Upright };
    let alphabet = match letters.command {
        // TeX's roman and italic fonts have no small Greek letters, so these commands do not change them.
        Some(FontCommand::Roman | FontCommand::Italic) if is_small_greek || letter == '∂' => own,
        Some(FontCommand::Roman) => Alphabet::Upright,
        Some(FontCommand::Italic) if is_latin || is_greek => Alphabet::Italic,
        Some(FontCommand::Italic) => Alphabet::Upright,
        Some(FontCommand::Bold) if is_latin || is_greek || letter.is_ascii_digit() || letter == '∇' => Alphabet::Bold,
        Some(FontCommand::Other(alphabet)) if alphabet.letter(letter) != letter => alphabet,
        Some(FontCommand::Bold | FontCommand::Other(_)) | None => own,
    };
    let alphabet = if letters.is_bold { bold(alphabet) } else { alphabet };
    Part::Symbol(Symbol { text, class, alphabet })
}

fn bold(alphabet: Alphabet) -> Alphabet {
    match alphabet {
        Alphabet::Upright | Alphabet::Bold => Alphabet::Bold,
        Alphabet::Italic | Alphabet::BoldItalic => Alphabet::BoldItalic,
        Alphabet::Script | Alphabet::BoldScript => Alphabet::BoldScript,
        Alphabet::Fraktur | Alphabet::BoldFraktur => Alphabet::BoldFraktur,
        Alphabet::Sans | Alphabet::BoldSans => Alphabet::BoldSans,
        Alphabet::SansItalic | Alphabet::BoldSansItalic => Alphabet::BoldSansItalic,
        Alphabet::Blackboard => Alphabet::Blackboard,
        Alphabet::Monospace => Alphabet::Monospace,
    }
}

/// Adds a part to a list. If the last part is `\not`, replaces it by the negated sign. The sign may have scripts.
pub(super) fn push(parts: &mut Vec<Part>, part: Part) {
    if let Some(Part::Symbol(slash)) = parts.last()
        && slash.text == "\u{338}"
    {
        let negated = match &part {
            Part::Symbol(symbol) => Some(Part::Symbol(Symbol { text: signs::negated(&symbol.text), ..symbol.clone() })),
            Part::Scripts(scripts) => match scripts.base.as_deref() {
                Some(Part::Symbol(symbol)) => {
                    let base = Part::Symbol(Symbol { text: signs::negated(&symbol.text), ..symbol.clone() });
                    Some(Part::Scripts(Scripts { base: Some(Box::new(base)), ..scripts.clone() }))
                }
                _ => None,
            },
            _ => None,
        };
        if let Some(negated) = negated {
            parts.pop();
            parts.push(negated);
            return;
        }
    }
    parts.push(part);
}

/// A list as one part with a class. A single sign gets the class without a group around it.
pub(super) fn group(class: Class, parts: Vec<Part>) -> Part {
    match <[Part; 1]>::try_from(parts) {
        Ok([Part::Symbol(symbol)]) => Part::Symbol(Symbol { class, ..symbol }),
        // A group around another group, or around a part of the same class, has no effect.
        Ok([Part::Group { parts, .. }]) => group(class, parts),
        Ok([part]) if part.class() == Some(class) => part,
        Ok(part) => Part::Group { class, parts: part.to_vec() },
        Err(parts) => Part::Group { class, parts },
    }
}

/// Parts in a style. If the only part already has a style, that inner style holds.
pub(super) fn styled(style: MathStyle, parts: Vec<Part>) -> Part {
    match <[Part; 1]>::try_from(parts) {
        Ok([part @ Part::Styled { .. }]) => part,
        Ok([Part::Fraction(fraction)]) if fraction.style.is_none() => Part::Fraction(Fraction { style: Some(style), ..fraction }),
        Ok(part) => Part::Styled { style, parts: part.to_vec() },
        Err(parts) => Part::Styled { style, parts },
    }
}

/// The content of a frame such as `\boxed`, without groups that enclose all of it.
pub(super) fn unwrapped(parts: Vec<Part>) -> Vec<Part> {
    match <[Part; 1]>::try_from(parts) {
        Ok([Part::Group { class: Class::Ord, parts }]) => unwrapped(parts),
        // `\fbox{$…$}` is in text style. A `\displaystyle` inside it overrides that.
        Ok([Part::Styled { style: MathStyle::Text, parts }]) if matches!(parts.as_slice(), [Part::Styled { .. } | Part::Group { .. }]) => {
            unwrapped(parts)
        }
        Ok(part) => part.to_vec(),
        Err(parts) => parts,
    }
}

/// The list, with each run of two or more letters of one alphabet joined into a word.
pub(super) fn words(parts: Vec<Part>) -> Vec<Part> {
    let mut found: Vec<Part> = Vec::new();
    for part in parts {
        let letter = match &part {
            Part::Symbol(Symbol { text, class: Class::Ord, alphabet }) if is_word_letter(text, *alphabet) => Some((text, *alphabet)),
            _ => None,
        };
        match (letter, found.last_mut()) {
            (Some((text, alphabet)), Some(Part::Word(word))) if word.alphabet == alphabet => word.text.push_str(text),
            (Some((text, alphabet)), Some(Part::Symbol(before)))
                if before.class == Class::Ord && before.alphabet == alphabet && is_word_letter(&before.text, alphabet) =>
            {
                let word = MathWord { text: format!("{}{text}", before.text), alphabet };
                found.pop();
                found.push(Part::Word(word));
            }
            _ => found.push(part),
        }
    }
    found
}

/// Whether a text consists of letters in an alphabet that forms words. Blackboard, script and fraktur letters remain single signs.
fn is_word_letter(text: &str, alphabet: Alphabet) -> bool {
    let makes_words = matches!(
        alphabet,
        Alphabet::Upright
            | Alphabet::Italic
            | Alphabet::Bold
            | Alphabet::BoldItalic
            | Alphabet::Sans
            | Alphabet::BoldSans
            | Alphabet::Monospace
    );
    makes_words && text.chars().all(|c| c.is_alphabetic())
}

/// The name of an operator, if it consists only of upright signs, words and spaces. Each space becomes a thin space.
pub(super) fn operator_name(parts: &[Part]) -> Option<String> {
    let mut name = String::new();
    for part in parts {
        match part {
            Part::Symbol(Symbol { text, alphabet: Alphabet::Upright, .. }) if text == "−" => name.push('-'),
            Part::Symbol(Symbol { text, alphabet: Alphabet::Upright, .. }) => name.push_str(text),
            Part::Word(MathWord { text, alphabet: Alphabet::Upright }) | Part::Text { text, face: TextFace::Roman } => name.push_str(text),
            Part::Space(_) => name.push('\u{2009}'),
            _ => return None,
        }
    }
    (!name.is_empty()).then_some(name)
}

/// Joins up to four primes at the beginning of a script into one sign.
pub(super) fn join_primes(script: &mut Vec<Part>) {
    let is_prime = |part: &&Part| matches!(part, Part::Symbol(symbol) if symbol.text == "′");
    let count = script.iter().take_while(is_prime).count().min(4);
    let joined = match count {
        0 | 1 => return,
        2 => "″",
        3 => "‴",
        _ => "⁗",
    };
    let prime = Part::Symbol(Symbol { text: joined.to_owned(), class: Class::Ord, alphabet: Alphabet::Upright });
    script.splice(..count, [prime]);
}

/// The lines of a displayed formula, as a table of one column.
pub(super) fn gathered(lines: Vec<Vec<Part>>) -> Table {
    Table {
        kind: TableKind::Gathered,
        columns: vec![Column { align: ColumnAlign::Centre, before: Mu::ZERO, after: Mu::ZERO }],
        rows: lines.into_iter().map(|line| Row { cells: vec![line], ..Row::default() }).collect(),
        row_stretch_percent: 100,
        ..Table::default()
    }
}

/// The words of `\text`, and the formulas between them.
#[derive(Default)]
pub(super) struct TextParts(pub(super) Vec<Part>);

impl TextParts {
    /// Adds words in a face.
    pub(super) fn push(&mut self, words: &str, face: TextFace) {
        match self.0.last_mut() {
            Some(Part::Text { text, face: last }) if *last == face => text.push_str(words),
            _ => self.0.push(Part::Text { text: words.to_owned(), face }),
        }
    }

    /// Adds the parts of another text.
    pub(super) fn extend(&mut self, other: Self) {
        for part in other.0 {
            match part {
                Part::Text { text, face } => self.push(&text, face),
                other => self.0.push(other),
            }
        }
    }

    /// The words alone.
    pub(super) fn plain(&self) -> String {
        let words = self.0.iter().filter_map(|part| match part {
            Part::Text { text, .. } => Some(text.as_str()),
            _ => None,
        });
        words.collect()
    }

    /// Everything as one part. `None` if there is nothing.
    pub(super) fn into_part(self) -> Option<Part> {
        match self.0.len() {
            0 => None,
            1 => self.0.into_iter().next(),
            _ => Some(Part::Group { class: Class::Ord, parts: self.0 }),
        }
    }
}
