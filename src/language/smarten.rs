//! Typographic punctuation: quotation marks, apostrophes, primes, dashes and ellipses, from the signs of a keyboard.
//!
//! A line (a paragraph, a title) is read once from left to right, with a stack of the open quotations. The characters
//! beside a `"` or `'` determine whether it opens or closes. `'` is an apostrophe within a word and before a word that lost its beginning.
//! After a short number both are primes, unless they are needed to close an open quotation. Text that is already typographic does not
//! change.
use super::registry::Language;
use super::unspaced::is_unspaced;

/// A piece of a line of text.
#[derive(Clone, Debug, Default)]
pub struct SmartPiece {
    /// The text as written.
    pub text: String,
    /// Its language.
    pub lang: String,
    /// Whether the text is not changed (code, an address). Its characters still affect the marks beside it.
    pub fixed: bool,
    /// Whether its first character was escaped. Then that character is not changed.
    pub escaped: bool,
}

impl SmartPiece {
    /// Text that is not changed.
    #[must_use]
    pub fn fixed(text: &str) -> Self {
        Self { text: text.to_owned(), fixed: true, ..Self::default() }
    }
}

/// Sets the punctuation of a whole line of text (a paragraph, a title), given in pieces. Returns the new text of each piece.
#[must_use]
pub fn smarten(pieces: &[SmartPiece]) -> Vec<String> {
    let plain = |piece: &SmartPiece| piece.fixed || !piece.text.contains(['"', '\'', '-', '.', ';', ':', '!', '?', '«', '»']);
    if pieces.iter().all(plain) {
        return pieces.iter().map(|piece| piece.text.clone()).collect();
    }
    let mut line = LineState { letters: Vec::new(), open: Vec::new(), apostrophe: None };
    for (at, piece) in pieces.iter().enumerate() {
        for (nth, letter) in piece.text.chars().enumerate() {
            line.letters.push(Letter { letter, piece: at, fixed: piece.fixed || (nth == 0 && piece.escaped) });
        }
    }
    let languages: Vec<&Language> = pieces.iter().map(|piece| Language::of(&piece.lang)).collect();
    let mut out: Vec<String> = pieces.iter().map(|piece| String::with_capacity(piece.text.len())).collect();
    let mut at = 0;
    while at < line.letters.len() {
        let Letter { piece, .. } = line.letters[at];
        at += line.set(at, languages[piece], &mut out[piece]);
    }
    out
}

/// A character of a line.
#[derive(Clone, Copy)]
struct Letter {
    letter: char,
    /// The index of its piece.
    piece: usize,
    /// Whether it is not changed.
    fixed: bool,
}

/// A line that is being read.
struct LineState {
    letters: Vec<Letter>,
    /// The open quotations, by the sign that was typed, innermost last.
    open: Vec<char>,
    /// The position of the last apostrophe.
    apostrophe: Option<usize>,
}

impl LineState {
    fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|letter| letter.letter)
    }

    fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.letter(at))
    }

    /// The number of equal characters from a position on, within one piece.
    fn run(&self, at: usize) -> usize {
        let Letter { letter, piece, .. } = self.letters[at];
        self.letters[at..].iter().take_while(|other| other.letter == letter && other.piece == piece && !other.fixed).count()
    }

    /// Writes the replacement for the character at a position. Returns the number of characters that it replaces.
    fn set(&mut self, at: usize, language: &Language, out: &mut String) -> usize {
        let Letter { letter, fixed, .. } = self.letters[at];
        if fixed {
            out.push(letter);
            return 1;
        }
        match letter {
            '"' => {
                self.double(at, language, out);
                1
            }
            '\'' => self.single(at, language, out),
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
                // Four points are an ellipsis and a full stop. More are leaders.
                match count {
                    3 => out.push('…'),
                    4 => out.push_str("…."),
                    _ => out.extend(std::iter::repeat_n('.', count)),
                }
                count
            }
            ' ' => {
                let ends = || self.letter(at + 2).is_none_or(|c| !c.is_alphanumeric() && c != '/');
                out.push(language.spacing.between(self.before(at), self.letter(at + 1), ends));
                1
            }
            _ => {
                out.push(letter);
                1
            }
        }
    }

    /// Writes the replacement for a `"`.
    fn double(&mut self, at: usize, language: &Language, out: &mut String) {
        let (before, after) = (self.before(at), self.letter(at + 1));
        if before.is_some_and(is_hebrew) && after.is_some_and(is_hebrew) {
            out.push('״');
            return;
        }
        if self.is_measure(at) && (!self.open.contains(&'"') || self.closes_later(at, '"')) {
            out.push('″');
            return;
        }
        // `l'"arte"`: an apostrophe between a word and a quotation.
        let elided = self.apostrophe == Some(at.wrapping_sub(1)) || before == Some('’') && is_word(self.before(at.wrapping_sub(1)));
        let opens = (elided && is_word(after)) || self.opens(at, '"', language);
        out.push_str(if opens { language.quotes.double.open } else { language.quotes.double.close });
        self.turn('"', opens);
    }

    /// Opens a quotation, or closes the innermost one with the same sign and all quotations inside it.
    fn turn(&mut self, sign: char, opens: bool) {
        if opens {
            self.open.push(sign);
        } else if let Some(found) = self.open.iter().rposition(|open| *open == sign) {
            self.open.truncate(found);
        }
    }

    /// Whether the mark at a position opens a quotation.
    fn opens(&self, at: usize, sign: char, language: &Language) -> bool {
        let (before, after) = (self.before(at), self.letter(at + 1));
        let ends = after.is_none_or(char::is_whitespace);
        match before {
            None => true,
            Some(c) if c.is_whitespace() => !ends || !self.open.contains(&sign),
            Some('(' | '[' | '{' | '¿' | '¡') => true,
            Some(c) if language.quotes.has_opening(c) => true,
            // After a dash or a slash, a quotation begins if a word follows.
            Some('-' | '–' | '—' | '/' | '=') => after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '"' | '(' | '[')),
            // `""Nested" at the start"`: the same mark twice before a word.
            Some(c) if c == sign => {
                self.before(at - 1).is_none_or(char::is_whitespace)
                    && self.open.last() == Some(&sign)
                    && after.is_some_and(char::is_alphanumeric)
            }
            // After the other typed mark, it opens if that mark did.
            Some(c @ ('"' | '\'')) => !ends && self.open.last() == Some(&c) && !after.is_some_and(is_closing),
            // Chinese, Japanese and Thai have no spaces before quotations.
            Some(c) if is_unspaced(c) => !self.open.contains(&sign) && !ends,
            Some(_) => false,
        }
    }

    /// Writes the replacement for a `'`. Returns the number of characters that it replaces.
    fn single(&mut self, at: usize, language: &Language, out: &mut String) -> usize {
        let (before, after) = (self.before(at), self.letter(at + 1));
        if before.is_some_and(is_hebrew) && (after.is_some_and(is_hebrew) || !self.open.contains(&'\'')) {
            out.push('׳');
            return 1;
        }
        if self.is_feet(at) && (!self.open.contains(&'\'') || self.closes_later(at, '\'')) {
            // Two of them are seconds or inches: `6'2''`.
            let twice =
                after == Some('\'') && self.letters.get(at + 1).is_some_and(|next| !next.fixed && next.piece == self.letters[at].piece);
            out.push(if twice { '″' } else { '′' });
            return if twice { 2 } else { 1 };
        }
        let elided = !is_word(before) && is_word(after) && self.elides(at, language.quotes.elisions);
        // `l'"arte"`: the quotation is part of the word.
        let joins = is_word(before) && after == Some('"') && is_word(self.letter(at + 2)) && !self.open.contains(&'\'');
        if (is_word(before) && is_word(after)) || elided || joins {
            out.push('’');
            self.apostrophe = Some(at);
        } else if self.opens(at, '\'', language) {
            out.push_str(language.quotes.single.open);
            self.turn('\'', true);
        } else if self.open.contains(&'\'') && !(is_word(before) && self.is_plural_apostrophe(at)) {
            out.push_str(language.quotes.single.close);
            self.turn('\'', false);
        } else {
            out.push('’');
        }
        1
    }

    /// Whether a number of at most three digits, or with a fraction, ends before a mark: `5"`, `12.5"`, `5½"`. A longer number is a year,
    /// and the mark after it is a quotation mark.
    fn is_measure(&self, at: usize) -> bool {
        let before =
            |nth: usize| at.checked_sub(nth).and_then(|at| self.letters.get(at)).filter(|letter| !letter.fixed).map(|letter| letter.letter);
        if before(1).is_some_and(|c| matches!(c, '½' | '¼' | '¾' | '⅓' | '⅔' | '⅛' | '⅜' | '⅝' | '⅞')) {
            return true;
        }
        let digits = (1..=4).take_while(|nth| before(*nth).is_some_and(|c| c.is_ascii_digit())).count();
        // Not in a word such as `B52"`. In `2"x4"` and `2x4"`, x stands between two measures.
        let multiplied = || {
            matches!(before(digits + 1), Some('x' | 'X'))
                && before(digits + 2).is_some_and(|c| c.is_ascii_digit() || matches!(c, '"' | '\'' | '″' | '′'))
        };
        (1..=3).contains(&digits) && (!before(digits + 1).is_some_and(char::is_alphabetic) || multiplied())
    }

    /// Whether a single mark after a number means feet or minutes: `6'2"`, `6' tall`, but `1980's` and `10'000`.
    fn is_feet(&self, at: usize) -> bool {
        let after = |nth: usize| self.letter(at + nth);
        let digits = (1..=3).take_while(|nth| after(*nth).is_some_and(|c| c.is_ascii_digit())).count();
        let ends = match digits {
            0 if matches!(after(1), Some('x' | 'X')) => after(2).is_some_and(|c| c.is_ascii_digit()),
            0 => !is_word(after(1)) && !matches!(after(1), Some('"')),
            1 | 2 => matches!(after(digits + 1), Some('"' | '\'' | '½' | '¼' | '¾' | '.' | ',')) || !is_word(after(digits + 1)),
            _ => false,
        };
        ends && self.is_measure(at)
    }

    /// Whether a later mark closes the open quotation, so that the mark at a position may be a prime: between here and the next opening
    /// mark, some mark follows a character that is not a digit.
    fn closes_later(&self, at: usize, sign: char) -> bool {
        for nth in at + 1..self.letters.len().min(at + 400) {
            let Letter { letter, fixed, .. } = self.letters[nth];
            if letter != sign || fixed {
                continue;
            }
            let (before, after) = (self.before(nth), self.letter(nth + 1));
            if is_word(before) && is_word(after) {
                continue;
            }
            if before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | '–' | '—')) {
                return false;
            }
            if !before.is_some_and(|c| c.is_ascii_digit()) {
                return true;
            }
        }
        false
    }

    /// Whether the mark at a position follows a word that ends in s, and a later mark closes the quotation. Then it is an apostrophe:
    /// `'the workers' party'`.
    fn is_plural_apostrophe(&self, at: usize) -> bool {
        let after_s = self.before(at).is_some_and(|c| matches!(c, 's' | 'S' | 'x' | 'z'));
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
            if is_word(before) && is_word(after) { None } else { Some(before.is_some_and(|c| !c.is_whitespace())) }
        }) == Some(true)
    }

    /// Whether the word after an apostrophe has lost its beginning: `'tis`, `'20s`, `rock 'n' roll`.
    fn elides(&self, at: usize, elisions: &[&str]) -> bool {
        let word: String = self.letters[at + 1..].iter().map(|letter| letter.letter).take_while(|c| c.is_alphanumeric()).take(12).collect();
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        if digits == 2 {
            return matches!(&word[2..], "" | "s" | "er" | "ers");
        }
        let lower = word.to_lowercase();
        if !elisions.contains(&lower.as_str()) {
            return false;
        }
        // An n between two marks is an elision: `'n'`. Any other word between two marks is quoted: `'Round the corner,' he said`.
        let end = at + 1 + word.chars().count();
        lower == "n" || self.letter(end) != Some('\'') || is_word(self.letter(end + 1))
    }
}

fn is_word(letter: Option<char>) -> bool {
    letter.is_some_and(char::is_alphanumeric)
}

fn is_hebrew(letter: char) -> bool {
    matches!(letter, 'א'..='ת')
}

fn is_closing(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(lang: &str, text: &str) -> String {
        smarten(&[SmartPiece { text: text.to_owned(), lang: lang.to_owned(), ..SmartPiece::default() }]).concat()
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
            (r#"6'2" and 5" pipe, 6' tall, 5'-3'"#, "6′2″ and 5″ pipe, 6′ tall, 5′-3′"),
            (r#""He is 6'2" tall," she said"#, "“He is 6′2″ tall,” she said"),
            (r#""a 5" by 6" board""#, "“a 5″ by 6″ board”"),
            (r#""Route 66" and 5" pipe"#, "“Route 66” and 5″ pipe"),
            (r#""I was born in 1990" he said"#, "“I was born in 1990” he said"),
            (r#""in 42" and "in 43""#, "“in 42” and “in 43”"),
            (r#"40° 26' 46.5" N, 5½" wide, 6'2''"#, "40° 26′ 46.5″ N, 5½″ wide, 6′2″"),
            ("the 1980's, 10'000, Fortune 500's", "the 1980’s, 10’000, Fortune 500’s"),
            ("'born in 42' and 'dead in 43'", "‘born in 42’ and ‘dead in 43’"),
            (r#"B52" is "B52""#, "B52” is “B52”"),
            (r#"a 2"x4" board, 5'x6', 6'x4", 2x4", 6' x 4'"#, "a 2″x4″ board, 5′x6′, 6′x4″, 2x4″, 6′ x 4′"),
            (r#""a 2"x4" board" and "b""#, "“a 2″x4″ board” and “b”"),
            (r#""Nested" at start"#, "“Nested” at start"),
            (r#"""Nested" at start""#, "““Nested” at start”"),
            (r#"the x6' and "" word"#, "the x6’ and “” word"),
            (r#"the "'90s" and "'tis""#, "the “’90s” and “’tis”"),
            ("'im and 'er, 'ello", "’im and ‘er, ’ello"),
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
    fn a_quotation_begins_after_an_apostrophe() {
        assert_eq!(set("it", r#"l'"arte" dell'"arte moderna""#), "l’«arte» dell’«arte moderna»");
        assert_eq!(set("it", r#""l'"arte" nuova""#), "«l’«arte» nuova»");
        assert_eq!(set("it", "l’\"arte\""), "l’«arte»");
        assert_eq!(set("fr", r#"l'"art" d'"être""#), "l’«\u{202F}art\u{202F}» d’«\u{202F}être\u{202F}»");
        assert_eq!(set("ca", r#"l'"art" d'"ell""#), "l’«art» d’«ell»");
        assert_eq!(set("en", r#""the boys'" and "the 'boys'""#), "“the boys’” and “the ‘boys’”");
    }

    /// In every language, a mark after a number is a prime, and an apostrophe stays an apostrophe whatever follows it.
    #[test]
    fn primes_and_apostrophes_are_the_same_in_all_languages() {
        for (lang, open, close) in [
            ("en", "“", "”"),
            ("de", "„", "“"),
            ("fr", "«\u{202F}", "\u{202F}»"),
            ("it", "«", "»"),
            ("es", "«", "»"),
            ("ca", "«", "»"),
            ("pt-PT", "«", "»"),
            ("nl", "“", "”"),
            ("sv", "”", "”"),
            ("fi", "”", "”"),
            ("pl", "„", "”"),
            ("cs", "„", "“"),
            ("ru", "«", "»"),
            ("tr", "“", "”"),
        ] {
            for (typed, printed) in [
                (r#"6'2", 5'10" x 12" y"#, "6′2″, 5′10″ x 12″ y".to_owned()),
                (r#""a 12" y" z"#, format!("{open}a 12″ y{close} z")),
                (r#""a 6" z"#, format!("{open}a 6{close} z")),
                (r#"l'"a b" c"#, format!("l’{open}a b{close} c")),
                (r#"as' "b" c"#, format!("as’ {open}b{close} c")),
                (r#"d'a, "b'c" d"#, format!("d’a, {open}b’c{close} d")),
            ] {
                assert_eq!(set(lang, typed), printed, "{lang} {typed}");
            }
        }
        assert_eq!(set("nl", "'s avonds in 's-Gravenhage, zo'n \"x\""), "’s avonds in ’s-Gravenhage, zo’n “x”");
        assert_eq!(set("en", "'tis the '90s, and \"'tis\" 'twas"), "’tis the ’90s, and “’tis” ’twas");
        assert_eq!(set("en", "\"it was 6\" he said"), "“it was 6” he said");
        assert_eq!(set("en", "a 3'6\" gauge, 45° 30' 15\" north"), "a 3′6″ gauge, 45° 30′ 15″ north");
    }

    /// The mark that closes in one language opens in another.
    #[test]
    fn typed_marks_open_and_close_as_in_their_language() {
        assert_eq!(set("en", "“'a' b”"), "“‘a’ b”");
        assert_eq!(set("de", "„'a' b“"), "„‚a‘ b“");
        assert_eq!(set("de", "„a“'s"), "„a“’s");
        assert_eq!(set("da", "»'a' b«"), "»›a‹ b«");
        assert_eq!(set("sv", "\"a\" 'b'"), "”a” ’b’");
    }

    #[test]
    fn scripts_without_spaces_open_after_letters() {
        assert_eq!(set("zh", r#"他说"你好"。"#), "他说“你好”。");
        assert_eq!(set("ja", r#"彼は"はい"と言った。"#), "彼は「はい」と言った。");
    }

    #[test]
    fn hebrew_has_its_own_marks() {
        assert_eq!(set("he", r#"צה"ל, ג'ירף, רח' "שלום""#), "צה״ל, ג׳ירף, רח׳ ”שלום”");
    }

    #[test]
    fn french_spaces_do_not_break() {
        assert_eq!(set("fr", "Quoi ? Non ! Si ; oui : « là »"), "Quoi\u{202F}? Non\u{202F}! Si\u{202F}; oui\u{A0}: «\u{202F}là\u{202F}»");
        assert_eq!(set("fr", "Quoi? 10:30 http://a.b/?c"), "Quoi? 10:30 http://a.b/?c");
        assert_eq!(set("en", "What ? No !"), "What ? No !");
    }

    #[test]
    fn marks_depend_on_the_neighbouring_pieces() {
        let pieces = |texts: &[(&str, bool, bool)]| {
            let pieces: Vec<SmartPiece> = texts
                .iter()
                .map(|(text, fixed, escaped)| SmartPiece { text: (*text).to_owned(), lang: "en".into(), fixed: *fixed, escaped: *escaped })
                .collect();
            smarten(&pieces).concat()
        };
        assert_eq!(pieces(&[("\"", false, false), ("word", false, false), ("\" and", false, false)]), "“word” and");
        assert_eq!(pieces(&[("a", false, false), ("\"b", false, true), ("\" c", false, false)]), "a\"b” c");
        assert_eq!(pieces(&[("the ", false, false), ("x--\"y\"", true, false), ("'s", false, false)]), "the x--\"y\"’s");
    }

    /// The characters of a text without those that [`smarten`] may change: marks, dashes, dots and spaces.
    fn bones(text: &str) -> String {
        const MARKS: &str = "\"'“”‘’„‚«»‹›「」『』′″״׳-–—.… \u{a0}\u{202f}";
        text.chars().filter(|c| !MARKS.contains(*c)).collect()
    }

    /// The number of quotation marks, apostrophes and primes of a text, and the number of double primes, each of which may replace two
    /// single marks.
    fn marks(text: &str) -> (usize, usize) {
        let count = text.chars().filter(|c| "\"'“”‘’„‚«»‹›「」『』′″״׳".contains(*c)).count();
        (count, text.matches('″').count())
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

        /// No letter is lost, no mark is lost, and typographic text does not change.
        #[test]
        fn no_character_is_lost_and_a_second_pass_changes_nothing(
            text in "([a-zéА-Яא-ג0-9]{1,3}|['\"]|--|\\.\\.\\.|[ ,;:!?()—’“«»]|6'2\"|l'\"|'tis |他){0,24}",
            tag in proptest::sample::select(Language::tags().collect::<Vec<_>>()),
        ) {
            let once = set(tag, &text);
            proptest::prop_assert_eq!(bones(&once), bones(&text));
            let ((before, _), (after, seconds)) = (marks(&text), marks(&once));
            proptest::prop_assert!(after <= before && before <= after + seconds, "{} {:?} {:?}", tag, text, once);
            proptest::prop_assert!(!once.contains(['"', '\'']), "{} {:?} {:?}", tag, text, once);
            proptest::prop_assert_eq!(set(tag, &once), once);
        }
    }
}
