//! Quotation marks, apostrophes, dashes and ellipses of a language, from what a keyboard has.

/// The quotation marks of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotes {
    /// For `"`: opening and closing, with the spaces that belong to them.
    pub double: (&'static str, &'static str),
    /// For `'`: opening and closing.
    pub single: (&'static str, &'static str),
}

const ENGLISH: Quotes = Quotes { double: ("“", "”"), single: ("‘", "’") };

/// By primary language, or by language and region where it differs. Usual book practice of each country.
const QUOTES: &[(&str, Quotes)] = &[
    ("de-ch", Quotes { double: ("«", "»"), single: ("‹", "›") }),
    ("pt-br", ENGLISH),
    ("bg", Quotes { double: ("„", "“"), single: ("‚", "‘") }),
    ("cs", Quotes { double: ("„", "“"), single: ("‚", "‘") }),
    ("da", Quotes { double: ("»", "«"), single: ("›", "‹") }),
    ("de", Quotes { double: ("„", "“"), single: ("‚", "‘") }),
    ("el", Quotes { double: ("«", "»"), single: ("“", "”") }),
    ("en", ENGLISH),
    ("es", Quotes { double: ("«", "»"), single: ("“", "”") }),
    ("et", Quotes { double: ("„", "“"), single: ("‚", "‘") }),
    ("fi", Quotes { double: ("”", "”"), single: ("’", "’") }),
    ("fr", Quotes { double: ("«\u{202F}", "\u{202F}»"), single: ("“", "”") }),
    ("hr", Quotes { double: ("„", "“"), single: ("‘", "’") }),
    ("hu", Quotes { double: ("„", "”"), single: ("»", "«") }),
    ("it", Quotes { double: ("«", "»"), single: ("“", "”") }),
    ("lt", Quotes { double: ("„", "“"), single: ("‚", "‘") }),
    ("nb", Quotes { double: ("«", "»"), single: ("‘", "’") }),
    ("nl", ENGLISH),
    ("nn", Quotes { double: ("«", "»"), single: ("‘", "’") }),
    ("no", Quotes { double: ("«", "»"), single: ("‘", "’") }),
    ("pl", Quotes { double: ("„", "”"), single: ("‚", "’") }),
    ("pt", Quotes { double: ("«", "»"), single: ("“", "”") }),
    ("ro", Quotes { double: ("„", "”"), single: ("«", "»") }),
    ("ru", Quotes { double: ("«", "»"), single: ("„", "“") }),
    ("sk", Quotes { double: ("„", "“"), single: ("‚", "‘") }),
    ("sl", Quotes { double: ("„", "“"), single: ("‚", "‘") }),
    ("sr", Quotes { double: ("„", "“"), single: ("‚", "‘") }),
    ("sv", Quotes { double: ("”", "”"), single: ("’", "’") }),
    ("tr", ENGLISH),
    ("uk", Quotes { double: ("«", "»"), single: ("“", "”") }),
];

impl Quotes {
    /// The marks of the language of that tag; English ones where it is not known here.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let primary = tag.split('-').next().unwrap_or_default();
        let found = QUOTES.iter().find(|(own, _)| *own == tag).or_else(|| QUOTES.iter().find(|(own, _)| *own == primary));
        found.map_or(ENGLISH, |(_, quotes)| *quotes)
    }
}

/// A stretch of a line of text.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// The text as written.
    pub text: String,
    /// Its language.
    pub lang: String,
    /// Nothing in it is changed (code, an address); but what stands beside it sees it.
    pub fixed: bool,
    /// Its first character was escaped and is not changed.
    pub escaped: bool,
}

impl Piece {
    /// Text that stays as it is.
    #[must_use]
    pub fn fixed(text: &str) -> Self {
        Self { text: text.to_owned(), fixed: true, ..Self::default() }
    }
}

/// Words that begin with an apostrophe in English; `'tis` is no quotation.
const ELISIONS: &[&str] = &[
    "tis", "twas", "twere", "twill", "twould", "tisn", "twasn", "em", "til", "till", "cause", "bout", "n", "round", "neath", "tween",
    "kay", "nuff", "cos", "coz", "fraid", "gainst", "pon", "ere", "un",
];

/// Sets the punctuation of one whole line of text (a paragraph, a title), given in pieces; returns each piece anew.
#[must_use]
pub fn smarten(pieces: &[Piece]) -> Vec<String> {
    let plain = |piece: &Piece| piece.fixed || !piece.text.contains(['"', '\'', '-', '.', ';', ':', '!', '?', '«', '»']);
    if pieces.iter().all(plain) {
        return pieces.iter().map(|piece| piece.text.clone()).collect();
    }
    let mut line = Line { letters: Vec::new(), open: Vec::new() };
    for (at, piece) in pieces.iter().enumerate() {
        for (nth, letter) in piece.text.chars().enumerate() {
            line.letters.push(Letter { letter, piece: at, fixed: piece.fixed || (nth == 0 && piece.escaped) });
        }
    }
    let marks: Vec<Quotes> = pieces.iter().map(|piece| Quotes::of(&piece.lang)).collect();
    let mut out: Vec<String> = pieces.iter().map(|piece| String::with_capacity(piece.text.len())).collect();
    let mut at = 0;
    while at < line.letters.len() {
        let Letter { piece, .. } = line.letters[at];
        let lang = pieces[piece].lang.get(..2).unwrap_or_default();
        at += line.set(at, marks[piece], lang, &mut out[piece]);
    }
    out
}

#[derive(Clone, Copy)]
struct Letter {
    letter: char,
    piece: usize,
    fixed: bool,
}

struct Line {
    letters: Vec<Letter>,
    /// The quotations that are open, by the sign of the keyboard.
    open: Vec<char>,
}

impl Line {
    fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|letter| letter.letter)
    }

    /// How many of the same letter stand here in one piece.
    fn run(&self, at: usize) -> usize {
        let Letter { letter, piece, .. } = self.letters[at];
        self.letters[at..].iter().take_while(|other| other.letter == letter && other.piece == piece && !other.fixed).count()
    }

    /// Writes what stands for the letter at a place, and says how many letters that takes.
    fn set(&mut self, at: usize, marks: Quotes, lang: &str, out: &mut String) -> usize {
        let Letter { letter, fixed, .. } = self.letters[at];
        if fixed {
            out.push(letter);
            return 1;
        }
        let before = at.checked_sub(1).and_then(|at| self.letter(at));
        let after = self.letter(at + 1);
        match letter {
            '"' => {
                let opens = self.opens(before, after, '"');
                out.push_str(if opens { marks.double.0 } else { marks.double.1 });
                self.turn('"', opens);
                1
            }
            '\'' => {
                self.single(at, marks, lang, out);
                1
            }
            '-' => {
                let count = self.run(at);
                match count {
                    2 => out.push('–'),
                    3 => out.push('—'),
                    _ => out.extend(std::iter::repeat_n('-', count)),
                }
                count
            }
            '.' => {
                let count = self.run(at);
                // Four points are an ellipsis and a full stop; more are leaders.
                match count {
                    3 => out.push('…'),
                    4 => out.push_str("…."),
                    _ => out.extend(std::iter::repeat_n('.', count)),
                }
                count
            }
            ' ' if lang.eq_ignore_ascii_case("fr") => {
                let sign_ends = || self.letter(at + 2).is_none_or(|c| !c.is_alphanumeric() && c != '/');
                out.push(match (before, after) {
                    (_, Some(';' | '!' | '?')) if sign_ends() => '\u{202F}',
                    (_, Some('»')) | (Some('«'), _) => '\u{202F}',
                    (_, Some(':')) if sign_ends() => '\u{A0}',
                    _ => ' ',
                });
                1
            }
            _ => {
                out.push(letter);
                1
            }
        }
    }

    fn turn(&mut self, sign: char, opens: bool) {
        if opens {
            self.open.push(sign);
        } else if let Some(found) = self.open.iter().rposition(|open| *open == sign) {
            self.open.truncate(found);
        }
    }

    /// Whether a mark between these two letters opens.
    fn opens(&self, before: Option<char>, after: Option<char>, sign: char) -> bool {
        let ends = after.is_none_or(|c| c.is_whitespace());
        match before {
            None => true,
            Some(c) if c.is_whitespace() => !ends || !self.open.contains(&sign),
            Some('(' | '[' | '{' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '¿' | '¡') => true,
            // After a dash or a slash a quotation begins if a word follows.
            Some('-' | '–' | '—' | '/' | '=') => after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '"' | '(' | '[')),
            // After another mark of the keyboard: with it.
            Some(c @ ('"' | '\'')) => c != sign && !ends && self.open.last() == Some(&c) && !after.is_some_and(is_closing),
            Some(_) => false,
        }
    }

    fn single(&mut self, at: usize, marks: Quotes, lang: &str, out: &mut String) {
        let before = at.checked_sub(1).and_then(|at| self.letter(at));
        let after = self.letter(at + 1);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if (word(before) && word(after)) || (!word(before) && word(after) && self.elides(at, lang)) {
            out.push('’');
            return;
        }
        let opens = self.opens(before, after, '\'');
        if opens {
            out.push_str(marks.single.0);
            self.turn('\'', true);
        } else if self.open.contains(&'\'') && !(word(before) && self.closed_later(at)) {
            out.push_str(marks.single.1);
            self.turn('\'', false);
        } else {
            out.push('’');
        }
    }

    /// Whether a later mark can close the quotation better than the apostrophe after a word that ends in s:
    /// `'the workers' party'`.
    fn closed_later(&self, at: usize) -> bool {
        let after_s = at.checked_sub(1).and_then(|at| self.letter(at)).is_some_and(|c| matches!(c, 's' | 'S' | 'x' | 'z'));
        if !after_s || self.letter(at + 1) != Some(' ') {
            return false;
        }
        let rest = &self.letters[at + 1..];
        rest.iter().enumerate().take(400).find_map(|(nth, letter)| {
            if letter.letter != '\'' || letter.fixed {
                return None;
            }
            let before = rest.get(nth.wrapping_sub(1)).map(|letter| letter.letter);
            let after = rest.get(nth + 1).map(|letter| letter.letter);
            let within = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
            if within { None } else { Some(before.is_some_and(|c| !c.is_whitespace())) }
        }) == Some(true)
    }

    /// Whether the word after an apostrophe has lost its beginning: `'tis`, `'20s`, `rock 'n' roll`.
    fn elides(&self, at: usize, lang: &str) -> bool {
        let word: String = self.letters[at + 1..].iter().map(|letter| letter.letter).take_while(|c| c.is_alphanumeric()).take(12).collect();
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        if digits == 2 {
            return matches!(&word[2..], "" | "s" | "er" | "ers");
        }
        let lower = word.to_lowercase();
        if !lang.eq_ignore_ascii_case("en") || !ELISIONS.contains(&lower.as_str()) {
            return false;
        }
        // `'Round the corner,' he said` and `'n'`: an n between two marks is an elision, another word is quoted.
        let end = at + 1 + word.chars().count();
        lower == "n" || self.letter(end) != Some('\'') || self.letter(end + 1).is_some_and(char::is_alphanumeric)
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(lang: &str, text: &str) -> String {
        smarten(&[Piece { text: text.to_owned(), lang: lang.to_owned(), ..Piece::default() }]).concat()
    }

    #[test]
    fn english_marks_open_and_close() {
        for (typed, printed) in [
            (r#""Yes," he said."#, "“Yes,” he said."),
            (r#"'Yes,' he said."#, "‘Yes,’ he said."),
            (r#"He said: "She said 'no'.""#, "He said: “She said ‘no’.”"),
            (r#"'"No," she said,' he said."#, "‘“No,” she said,’ he said."),
            (r#"("quoted") ["quoted"]"#, "(“quoted”) [“quoted”]"),
            (r#"all--"quoted"--here"#, "all–“quoted”–here"),
            (r#""cut off--" and then"#, "“cut off–” and then"),
            ("the workers' opposition", "the workers’ opposition"),
            ("'the workers' party' said", "‘the workers’ party’ said"),
            ("don't, it's, O'Brien", "don’t, it’s, O’Brien"),
            ("'tis the '20s and '68, 'em", "’tis the ’20s and ’68, ’em"),
            ("rock 'n' roll", "rock ’n’ roll"),
            ("a -- b --- c ---- d", "a – b — c ---- d"),
            ("well... [...] so.... .....", "well… […] so…. ....."),
            ("“kept” ‘as is’ it’s", "“kept” ‘as is’ it’s"),
            ("'so-called' x", "‘so-called’ x"),
            ("\"", "“"),
        ] {
            assert_eq!(set("en-GB", typed), printed, "{typed}");
        }
    }

    #[test]
    fn every_language_has_its_marks() {
        for (lang, printed) in [
            ("de", "„a ‚b‘ c“ d’e"),
            ("de-CH", "«a ‹b› c» d’e"),
            ("fr", "«\u{202F}a “b” c\u{202F}» d’e"),
            ("es", "«a “b” c» d’e"),
            ("ru-RU", "«a „b“ c» d’e"),
            ("pl", "„a ‚b’ c” d’e"),
            ("cs", "„a ‚b‘ c“ d’e"),
            ("nl", "“a ‘b’ c” d’e"),
            ("sv", "”a ’b’ c” d’e"),
            ("fi", "”a ’b’ c” d’e"),
            ("tr", "“a ‘b’ c” d’e"),
            ("pt-BR", "“a ‘b’ c” d’e"),
            ("pt-PT", "«a “b” c» d’e"),
            ("xx", "“a ‘b’ c” d’e"),
        ] {
            assert_eq!(set(lang, r#""a 'b' c" d'e"#), printed, "{lang}");
        }
    }

    #[test]
    fn french_spaces_do_not_break() {
        assert_eq!(set("fr", "Quoi ? Non ! Si ; oui : « là »"), "Quoi\u{202F}? Non\u{202F}! Si\u{202F}; oui\u{A0}: «\u{202F}là\u{202F}»");
        assert_eq!(set("fr", "Quoi? 10:30 http://a.b/?c"), "Quoi? 10:30 http://a.b/?c");
        assert_eq!(set("en", "What ? No !"), "What ? No !");
    }

    #[test]
    fn marks_see_what_stands_beside_their_piece() {
        let pieces = |texts: &[(&str, bool, bool)]| {
            let pieces: Vec<Piece> = texts
                .iter()
                .map(|(text, fixed, escaped)| Piece { text: (*text).to_owned(), lang: "en".into(), fixed: *fixed, escaped: *escaped })
                .collect();
            smarten(&pieces).concat()
        };
        assert_eq!(pieces(&[("\"", false, false), ("word", false, false), ("\" and", false, false)]), "“word” and");
        assert_eq!(pieces(&[("a", false, false), ("\"b", false, true), ("\" c", false, false)]), "a\"b” c");
        assert_eq!(pieces(&[("the ", false, false), ("x--\"y\"", true, false), ("'s", false, false)]), "the x--\"y\"’s");
    }
}
