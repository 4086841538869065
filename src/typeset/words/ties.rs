//! Ties: spaces at which a line should not end, such as those between initials, before a unit, or between "p." and its number.
//! The rules of each language are in its data file (`language/data`).
use crate::language::{Language, TieRules, WordPair, months};
use crate::typeset::model::penalty::{Ban, Penalty};

/// No line ends here.
const BAN: Penalty = Penalty::Forbidden(Ban::ByLanguage);
/// After a preposition of one letter: nearly a ban.
const PREPOSITION: Penalty = Penalty::Cost(5_000);
/// Between a title and a name. High, but lower than a ban: in a dialogue each line may have one, and a very loose line is worse.
const TITLE: Penalty = Penalty::Cost(700);
/// Between a name and its number, a day and its month, a long word and its number.
const RATHER_NOT: Penalty = Penalty::Cost(800);

/// Units of all languages.
const UNITS: &[&str] = &[
    "km", "m", "dm", "cm", "mm", "µm", "μm", "nm", "km²", "m²", "cm²", "mm²", "km³", "m³", "cm³", "m2", "m3", "km2", "ha", "kg", "g", "mg",
    "µg", "t", "l", "dl", "cl", "ml", "hl", "h", "min", "ms", "Hz", "kHz", "MHz", "GHz", "W", "kW", "MW", "GW", "kWh", "V", "kV", "mA",
    "kJ", "MJ", "cal", "kcal", "kB", "MB", "GB", "TB", "px", "pt", "Pa", "hPa", "kPa", "km/h", "m/s", "kg/m³", "dB", "mol", "lx", "lm",
];

/// Signs that belong to the number after them.
const BEFORE_NUMBER: &[&str] = &["§", "§§", "№", "№№", "¶", "©", "#", "†", "$", "€", "£", "¥", "±", "≈", "~", "−", "×", "="];

/// Names and words after which "I" is a number and not the English pronoun.
const RULERS: &[&str] = &[
    "Alexander",
    "Charles",
    "Constantine",
    "Darius",
    "Edward",
    "Elizabeth",
    "Ferdinand",
    "Francis",
    "Franz",
    "Frederick",
    "George",
    "Henry",
    "James",
    "Justinian",
    "Leopold",
    "Louis",
    "Mary",
    "Napoleon",
    "Nicholas",
    "Otto",
    "Paul",
    "Peter",
    "Philip",
    "Richard",
    "Theodosius",
    "War",
    "Wilhelm",
    "William",
    "Volume",
    "Part",
    "Book",
    "Chapter",
    "Act",
];

/// The rules for ties of one language.
#[derive(Clone, Copy)]
pub(crate) struct Ties {
    language: &'static Language,
    months: &'static [&'static str],
}

impl Ties {
    /// The rules of the language of a tag.
    pub(crate) fn of(tag: &str) -> Self {
        Self { language: Language::of(tag), months: months(tag).map_or(&[], |months| months.as_slice()) }
    }

    /// What it costs to end a line at the space (or other white space character) at a byte of a text.
    pub(crate) fn penalty(self, text: &str, at: usize) -> Penalty {
        if is_between_plain_words(text.as_bytes(), at) {
            return Penalty::FREE;
        }
        let raw = last_word(&text[..at]);
        if raw.is_empty() {
            return Penalty::FREE;
        }
        let after = first_word(text[at..].trim_start_matches([' ', '\n', '\t', '\u{a0}']));
        if after.is_empty() || are_plain(raw, after) {
            return Penalty::FREE;
        }
        let after_point = text[..at - raw.len()].trim_end().ends_with('.');
        let opens =
            |character: char| matches!(character, '(' | '[' | '{' | '«' | '„' | '“' | '‘' | '‚' | '‹' | '"' | '—' | '–' | '/' | '¿' | '¡');
        let before = raw.rsplit(opens).next().unwrap_or(raw);
        let bare = after.trim_end_matches([',', ';', ':', '!', '?', ')', ']', '}', '»', '”', '’', '"', '…', '“']);
        self.by_signs(text, at, (raw, after)).max(self.by_words(before, bare, after_point)).max(self.by_numbers(before, bare))
    }

    /// Whether the rules advise against a line end at a white space character without forbidding it.
    pub(crate) fn advises(self, text: &str, at: usize) -> bool {
        matches!(self.penalty(text, at), Penalty::Cost(1..))
    }

    /// Ties of dashes, dots and quotation marks.
    fn by_signs(self, text: &str, at: usize, (raw, after): (&str, &str)) -> Penalty {
        let dash = |word: &str| matches!(word, "—" | "–" | "-" | "--" | "---" | "―");
        let says_nothing = !after.contains(char::is_alphanumeric);
        // A dash between spaces stays with the word before it. A dash that opens a speech stays with the word after it.
        if says_nothing && (dash(after) || after.starts_with(['—', '–', '―'])) {
            return BAN;
        }
        if dash(raw) && text[..at].trim() == raw {
            return BAN;
        }
        // An ellipsis after a space, or one of dots with spaces between them.
        if says_nothing && after.starts_with(['.', '…']) {
            return BAN;
        }
        // Spaces before punctuation, as in French.
        if self.language.spacing.is_wide()
            && ((says_nothing && after.starts_with([';', ':', '!', '?', '»', '›', '”'])) || raw.ends_with(['«', '‹']))
        {
            return BAN;
        }
        Penalty::FREE
    }

    /// Ties of initials, titles, abbreviations of several words, and short words.
    fn by_words(self, before: &str, after: &str, after_point: bool) -> Penalty {
        let TieRules { titles, pairs, letters, pronoun, surname_first, mixed_abbreviations, .. } = &self.language.ties;
        let point = |word: &str| word.len() > 1 && word.ends_with('.') && word.chars().filter(|c| c.is_alphabetic()).count() == 1;
        let capital = after.starts_with(char::is_uppercase);
        // z. B., т. е., e. g., V. I.; but not the year and the initial in "1917 г. В. И."
        let one_kind = before.starts_with(char::is_uppercase) == capital || *mixed_abbreviations;
        if one_kind
            && point(before)
            && (point(after) || after.split_once('.').is_some_and(|(first, _)| first.chars().count() == 1 && is_letters(first)))
        {
            return BAN;
        }
        // In "So did I. They left", "I." is not an initial, because no initial is before it.
        if capital && are_initials(before) && (after_point || pronoun.is_none_or(|pronoun| before.strip_suffix('.') != Some(pronoun))) {
            return BAN;
        }
        if pairs.iter().any(|WordPair { first, second }| same(before, first) && same(after, second)) {
            return BAN;
        }
        let mut cost = if capital && titles.iter().any(|title| same(before, title)) { TITLE } else { Penalty::FREE };
        if let Some(only) = only_letter(before)
            && letters.contains(only.to_lowercase().next().unwrap_or(only))
            && after.starts_with(char::is_alphanumeric)
        {
            cost = cost.max(PREPOSITION);
        }
        // Initials after the surname: Ленин В. И.
        if capital
            && are_initials(after)
            && before.chars().count() > 2
            && before.starts_with(char::is_uppercase)
            && before.ends_with(char::is_lowercase)
        {
            cost = cost.max(if *surname_first { RATHER_NOT } else { Penalty::FREE });
        }
        cost
    }

    /// Ties of numbers: with units, with the words that are numbered, in dates.
    fn by_numbers(self, before: &str, after: &str) -> Penalty {
        let TieRules { numbered, words, units, counted, letters, pronoun, of_month, grouped_digits, .. } = &self.language.ties;
        let bare = after.strip_suffix('.').unwrap_or(after);
        let number_after = after.starts_with(|c: char| c.is_ascii_digit());
        let roman_after = is_roman(bare.strip_suffix("’s").unwrap_or(bare));
        if number_after || roman_after {
            if BEFORE_NUMBER.contains(&before) && number_after {
                return BAN;
            }
            // In "She said no. I went", "I" is not a number.
            let pronoun = *pronoun == Some(bare);
            if !pronoun && numbered.iter().any(|word| same(before, word)) {
                return BAN;
            }
            if words.iter().any(|word| same(before, word)) {
                return RATHER_NOT;
            }
            // Louis XIV.
            let name = before.chars().count() > 2 && before.starts_with(char::is_uppercase) && before.ends_with(char::is_lowercase);
            if roman_after && name && (!pronoun || RULERS.contains(&before)) {
                return RATHER_NOT;
            }
            // March 5.
            if number_after && bare.len() <= 2 && self.is_month(before) {
                return RATHER_NOT;
            }
        }
        let number = before.starts_with(|c: char| c.is_ascii_digit() || "½¼¾⅓⅔−+".contains(c)) && !before.contains(char::is_alphabetic);
        if number && before.ends_with(|c: char| !matches!(c, '.' | ',' | ';' | ':')) {
            if matches!(bare, "%" | "‰" | "°" | "°C" | "°F" | "°R" | "€" | "$" | "£" | "¥" | "₽" | "₴") {
                return BAN;
            }
            let unit = |word: &str| after == word || bare == word;
            let preposition = only_letter(after).is_some_and(|only| letters.contains(only));
            if !preposition && (UNITS.iter().any(|word| unit(word)) || units.iter().any(|word| after == *word || same(after, word))) {
                return BAN;
            }
            // 10 000.
            let grouped = before.len() <= 3 && bare.len() >= 3 && bare.bytes().take(3).all(|byte| byte.is_ascii_digit());
            let group_ends = bare.as_bytes().get(3).is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-');
            if grouped && group_ends && *grouped_digits {
                return BAN;
            }
        }
        let day = before.trim_end_matches(|c: char| c == '.' || c.is_alphabetic() || c == 'º' || c == '°');
        let is_day = (1..=2).contains(&day.len()) && day.bytes().all(|byte| byte.is_ascii_digit());
        let of = *of_month == Some(bare);
        if is_day && (of || self.is_month(bare)) {
            return RATHER_NOT;
        }
        // 5 de mayo.
        if *of_month == Some(before) && self.is_month(bare) {
            return RATHER_NOT;
        }
        let ordinal = is_roman(before.trim_end_matches(['e', '.'])) || (!day.is_empty() && day.bytes().all(|byte| byte.is_ascii_digit()));
        if ordinal && (counted.contains(&bare) || (!number && units.contains(&after))) {
            return RATHER_NOT;
        }
        Penalty::FREE
    }

    fn is_month(self, word: &str) -> bool {
        self.months.iter().any(|month| same(word, month))
    }
}

/// A fast check before the rules: whether two words are certainly not tied. This holds for most pairs, because both words begin with a
/// lower-case letter and neither has a full stop.
fn are_plain(before: &str, after: &str) -> bool {
    let begins = |word: &str| word.starts_with(|character: char| character.is_lowercase());
    let ends = |character: char| character.is_lowercase() || character == ',';
    if !begins(after) || !begins(before) || !before.ends_with(ends) {
        return false;
    }
    // Words of two or three letters without a full stop are in no table, except the "de" before a month.
    let short = || before.chars().nth(1).is_some() && before != "de" && before.chars().all(char::is_lowercase) && !after.contains('.');
    (before.chars().nth(3).is_some() && !after.ends_with('.')) || short()
}

/// Whether the bytes around a space prove that the words beside it are plain ([`are_plain`]): before it stand small letters of ASCII, after
/// it a word of ASCII without a full stop that begins with a small letter. Most spaces are of this kind.
fn is_between_plain_words(text: &[u8], at: usize) -> bool {
    let (left, right) = text.split_at(at);
    let letters = left.iter().rev().take_while(|byte| byte.is_ascii_lowercase()).count();
    let (rest, before) = left.split_at(at - letters);
    let is_word = letters > 1 && before != b"de" && rest.last().is_none_or(|byte| matches!(byte, b' ' | b'\n'));
    let [b' ' | b'\n', after @ ..] = right else { return false };
    is_word && after.first().is_some_and(u8::is_ascii_lowercase) && {
        let end = after.iter().position(|byte| matches!(byte, b' ' | b'\n' | b'.' | 0x80..)).unwrap_or(after.len());
        after.get(end).is_none_or(|byte| matches!(byte, b' ' | b'\n'))
    }
}

/// Whether a byte is white space or part of a character beyond ASCII. Most words are ASCII, and bytes are compared faster than characters.
fn may_end_word(byte: u8) -> bool {
    !byte.is_ascii() || matches!(byte, b'\t'..=b'\r' | b' ')
}

/// The text up to its first white space.
fn first_word(text: &str) -> &str {
    match text.bytes().position(may_end_word) {
        None => text,
        Some(end) if text.as_bytes()[end].is_ascii() => &text[..end],
        Some(_) => text.split(char::is_whitespace).next().unwrap_or(text),
    }
}

/// The text after its last white space.
fn last_word(text: &str) -> &str {
    match text.bytes().rposition(may_end_word) {
        None => text,
        Some(end) if text.as_bytes()[end].is_ascii() => &text[end + 1..],
        Some(_) => text.rsplit(char::is_whitespace).next().unwrap_or(text),
    }
}

/// Whether a word equals the entry of a table. It may begin with a capital where the entry does not.
fn same(word: &str, entry: &str) -> bool {
    if word == entry {
        return true;
    }
    // A capital letter is at most two bytes longer or shorter than its lower-case letter. Most words differ by more.
    if word.len().abs_diff(entry.len()) > 2 || !word.starts_with(char::is_uppercase) {
        return false;
    }
    let (mut word, mut entry) = (word.chars(), entry.chars());
    match (word.next(), entry.next()) {
        (Some(first), Some(second)) => {
            first.is_uppercase() && second.is_lowercase() && first.to_lowercase().eq([second]) && word.as_str() == entry.as_str()
        }
        _ => false,
    }
}

/// Whether a word consists of letters.
fn is_letters(word: &str) -> bool {
    word.chars().all(char::is_alphabetic)
}

/// The letter of a word that consists of a single letter.
fn only_letter(word: &str) -> Option<char> {
    let mut characters = word.chars();
    let only = characters.next().filter(|character| character.is_alphabetic())?;
    characters.next().is_none().then_some(only)
}

/// Whether a word is one or several initials: `V.`, `V.I.`, `J.-P.`, `Дж.`, `Th.`
fn are_initials(word: &str) -> bool {
    let word = word.trim_end_matches(',');
    let mut parts = 0;
    word.ends_with('.')
        && word.split('.').map(|part| part.trim_start_matches(['-', '\u{2010}'])).all(|part| {
            parts += usize::from(!part.is_empty());
            let one = part.starts_with(char::is_uppercase) && part.chars().count() == 1;
            part.is_empty() || one || matches!(part, "Дж" | "Th" | "Ch" | "Ph" | "Chr" | "Fr")
        })
        && (1..=4).contains(&parts)
}

/// Whether a word is a Roman numeral.
fn is_roman(word: &str) -> bool {
    // A fast check that rejects nearly every word.
    if !word.bytes().all(|byte| b"MDCLXVI".contains(&byte)) {
        return false;
    }
    let mut rest = word;
    for (sign, most) in [
        ("M", 3),
        ("CM", 1),
        ("D", 1),
        ("CD", 1),
        ("C", 3),
        ("XC", 1),
        ("L", 1),
        ("XL", 1),
        ("X", 3),
        ("IX", 1),
        ("V", 1),
        ("IV", 1),
        ("I", 3),
    ] {
        for _ in 0..most {
            rest = rest.strip_prefix(sign).unwrap_or(rest);
        }
    }
    rest.is_empty() && !word.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `~` for each forbidden space and `^` for each space with a cost.
    fn tied(tag: &str, text: &str) -> String {
        let ties = Ties::of(tag);
        let mark = |(at, character): (usize, char)| match (character, ties.penalty(text, at)) {
            (' ', Penalty::Forbidden(_)) => '~',
            (' ', Penalty::Cost(1..)) => '^',
            _ => character,
        };
        text.char_indices().map(mark).collect()
    }

    #[test]
    fn spaces_between_plain_words_have_plain_words_beside_them() {
        let words = ["the", "de", "a", "no.", "vol", "Mr", "i", "été", "m²", "e.g.", "x,", "\u{a0}", "", "don't", "km/h", "12"];
        let mut found = 0;
        for before in words {
            for between in [" ", "\n", "  ", "\u{a0} ", "\t"] {
                for (after, end) in words.iter().flat_map(|after| ["", " and", "\tand", "…"].map(|end| (*after, end))) {
                    let text = format!("so {before}{between}{after}{end}");
                    for (at, _) in text.char_indices().filter(|(_, c)| c.is_whitespace()) {
                        if is_between_plain_words(text.as_bytes(), at) {
                            found += 1;
                            assert!(are_plain(last_word(&text[..at]), first_word(&text[at + 1..])), "{text:?} at {at}");
                        }
                    }
                }
            }
        }
        assert!(found > 500, "{found}");
    }

    #[test]
    fn words_that_belong_together_are_tied() {
        let lines = [
            ("en", "see p.~12 and pp.~3–4 of vol.~2, no.~5, §~5 (Fig.~3)"),
            ("en", "by V.~I.~Lenin, J.~R.~R.~Tolkien and J.-P.~Sartre; e.~g. Mr^Smith"),
            ("en", "10~kg at 50~%, 9.30~a.m., on 5^March and March^5, 1917"),
            ("en", "Louis^XIV, Charles^I and I went. When I came, World War^II began in chapter^5"),
            ("en", "wait~.~.~. for it~— or not~– then~… go"),
            ("en", "the answer is no. I said so. 1 200 people"),
            ("en", "et~al. left and so did I. They"),
            ("ru", "В.~И.~Ленин, т.~е. и~т.~д., №~5, §~5, с.~12, рис.~3, 1917~г., XIX^в."),
            ("ru", "5^марта в^городе~— и^у^них; гл.~IV, 10~кг, 10~000~руб. и~др. до~н.~э."),
            ("ru", "—~Привет,~— сказал в^1917~г. В.~И.~Ленин."),
            ("ru", "Николай^II и^Ленин^В.~И. в^том^5 (с^ними)"),
            ("uk", "з^ним і~т.~д., 5^березня, с.~7"),
            ("de", "z.~B. am 5.^März, d.~h.~S.~12, Bd.~3, Ludwig^XIV. im 19.^Jahrhundert, 44 v.~Chr."),
            ("fr", "«~oui~» dit-il~; non~! p.~5, le 1er^mai, XIXe^siècle, M.~Dupont, 10~000~fr."),
            ("es", "el 5^de^mayo, p.~ej. Sr.^García, cap.~4"),
            ("pl", "i^w^domu, s.~12, 1917~r., 5^maja, nr~5"),
            ("cs", "v^lese k^nám, 5.^března, s.~12, č.~5"),
            ("sv", "t.~ex. s.~12 den 5^maj, 10~kr"),
            ("fi", "s.~12, 5.^maaliskuuta, 44 j.~Kr."),
            ("tr", "s.~12, 5^Mart, Dr.^Bey"),
            ("el", "σ.~12, 5^Μαρτίου, π.~Χ."),
            ("xx", "10~kg A.~B.~Cee"),
        ];
        let wrong: Vec<String> = lines
            .iter()
            .map(|(tag, expected)| (tied(tag, &expected.replace(['~', '^'], " ")), expected))
            .filter(|(found, expected)| found != *expected)
            .map(|(found, expected)| format!("{found}\n{expected}"))
            .collect();
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn plain_words_are_not_tied() {
        for (tag, text) in [
            ("en", "The cat sat on the mat. In 1917 a war was on; it cost 5 lives and 10 in all. See Page. A man."),
            ("ru", "Он пришёл домой. Потом ушёл. Было 10 человек"),
            ("de", "Das ist gut. Der Mann ging nach Hause. Es waren 10 Leute"),
            ("fr", "Il est venu. Elle est partie avec 10 amis"),
        ] {
            assert_eq!(tied(tag, text), text, "{tag}");
        }
    }

    #[test]
    fn roman_numerals_are_recognized() {
        assert!(["I", "IV", "IX", "XIV", "XL", "MCMXVII"].iter().all(|word| is_roman(word)));
        assert!(["", "IIII", "VX", "Civil", "AXE"].iter().all(|word| !is_roman(word)));
    }
}
