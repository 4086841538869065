//! The order of words in an index, by language: small tables, since the whole of the Unicode collation data would add a
//! megabyte to the program for the sake of scripts that it does not set.
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a text is sorted by: first the letters as the language ranks them, then accents and capitals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey {
    letters: Vec<u32>,
    /// In small letters, then as written.
    text: String,
}

/// Letters, each with those that stand directly after it.
type Order = &'static [(char, &'static [&'static str])];

/// The letters that a language sorts as letters of their own: each stands directly after the letter before the colon, in this
/// order. Whatever is not here is sorted as the letter under its accents.
const ORDERS: &[(&str, Order)] = &[
    ("be", &[('е', &["ё"]), ('з', &["і"]), ('у', &["ў"])]),
    ("bs", CROATIAN),
    ("cs", &[('c', &["č"]), ('h', &["ch"]), ('r', &["ř"]), ('s', &["š"]), ('z', &["ž"])]),
    ("da", NORWEGIAN),
    ("es", &[('n', &["ñ"])]),
    ("et", &[('s', &["š", "z", "ž"]), ('w', &["õ", "ä", "ö", "ü"])]),
    ("fi", &[('z', &["å", "ä", "ö"])]),
    ("hr", CROATIAN),
    (
        "hu",
        &[
            ('c', &["cs"]),
            ('d', &["dz", "dzs"]),
            ('g', &["gy"]),
            ('l', &["ly"]),
            ('n', &["ny"]),
            ('o', &["ö", "ő"]),
            ('s', &["sz"]),
            ('t', &["ty"]),
            ('u', &["ü", "ű"]),
            ('z', &["zs"]),
        ],
    ),
    ("lt", &[('c', &["č"]), ('s', &["š"]), ('z', &["ž"])]),
    ("nb", NORWEGIAN),
    ("nn", NORWEGIAN),
    ("no", NORWEGIAN),
    ("pl", &[('a', &["ą"]), ('c', &["ć"]), ('e', &["ę"]), ('l', &["ł"]), ('n', &["ń"]), ('o', &["ó"]), ('s', &["ś"]), ('z', &["ź", "ż"])]),
    ("ro", &[('a', &["ă", "â"]), ('i', &["î"]), ('s', &["ș"]), ('t', &["ț"])]),
    ("sk", &[('a', &["ä"]), ('c', &["č"]), ('h', &["ch"]), ('o', &["ô"]), ('s', &["š"]), ('z', &["ž"])]),
    ("sl", &[('c', &["č", "ć"]), ('d', &["đ"]), ('s', &["š"]), ('z', &["ž"])]),
    ("sv", &[('z', &["å", "ä", "ö"])]),
    ("tr", &[('c', &["ç"]), ('g', &["ğ"]), ('h', &["ı"]), ('o', &["ö"]), ('s', &["ş"]), ('u', &["ü"])]),
    ("uk", &[('г', &["ґ"]), ('е', &["є"]), ('и', &["і", "ї"])]),
];

const CROATIAN: Order = &[('c', &["č", "ć"]), ('d', &["dž", "đ"]), ('l', &["lj"]), ('n', &["nj"]), ('s', &["š"]), ('z', &["ž"])];

const NORWEGIAN: Order = &[('z', &["æ", "ø", "å"])];

/// Letters that no accent makes, and what they are sorted as where a language does not rank them.
const FOLDED: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('ς', "σ"),
    ('ё', "е"),
];

/// Between words: before any letter, so that "New York" stands before "Newark".
const GAP: u32 = 1;

/// How many letters may stand directly after one letter.
const STEP: u32 = 16;

/// What a text is sorted by in an index of a language.
#[must_use]
pub fn sort_key(text: &str, tag: &str) -> SortKey {
    let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let order = ORDERS.iter().find(|(language, _)| *language == primary).map_or(&[][..], |(_, order)| *order);
    let lower: String = if matches!(primary.as_str(), "tr" | "az") { text.replace('I', "ı").replace('İ', "i") } else { text.to_owned() };
    let lower: String = lower.to_lowercase().nfc().collect();
    let mut letters = Vec::with_capacity(lower.len());
    let mut rest = lower.as_str();
    while let Some(character) = rest.chars().next() {
        if let Some((rank, length)) = ranked(rest, order) {
            letters.push(rank);
            rest = &rest[length..];
        } else if character.is_ascii_digit() {
            // Numbers by their value: a longer one is greater.
            let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let number = rest[..digits].trim_start_matches('0');
            letters.push(u32::from('0') * STEP + u32::try_from(number.len()).unwrap_or(0).min(STEP - 1));
            letters.extend(number.chars().map(|digit| u32::from(digit) * STEP));
            rest = &rest[digits..];
        } else {
            fold(character, &mut letters);
            rest = &rest[character.len_utf8()..];
        }
    }
    if letters.last() == Some(&GAP) {
        letters.pop();
    }
    SortKey { letters, text: lower + text }
}

/// The rank of the letter at the beginning of a text, if the language has one of its own, and its length; the longest first.
fn ranked(text: &str, order: Order) -> Option<(u32, usize)> {
    let mut found: Option<(u32, usize)> = None;
    for (before, letters) in order {
        for (place, letter) in (1..).zip(*letters) {
            if text.starts_with(letter) && found.is_none_or(|(_, length)| letter.len() > length) {
                found = Some((u32::from(*before) * STEP + place, letter.len()));
            }
        }
    }
    found
}

/// A letter without its accents; what is neither letter nor figure parts words, apostrophes do not even that.
fn fold(character: char, letters: &mut Vec<u32>) {
    if let Some((_, plain)) = FOLDED.iter().find(|(letter, _)| *letter == character) {
        letters.extend(plain.chars().map(|letter| u32::from(letter) * STEP));
    } else if matches!(character, 'й' | 'ї' | 'ў' | 'ѓ' | 'ќ') {
        // Letters that only look accented.
        letters.push(u32::from(character) * STEP);
    } else if character.is_alphanumeric() {
        letters.extend(std::iter::once(character).nfd().filter(|part| !is_combining_mark(*part)).map(|letter| match letter {
            'ς' => u32::from('σ') * STEP,
            other => u32::from(other) * STEP,
        }));
    } else if (character.is_whitespace() || matches!(character, '-' | '\u{2010}'..='\u{2015}' | '/' | ','))
        && letters.last().is_some_and(|last| *last != GAP)
    {
        letters.push(GAP);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each list is in the order of its language, whatever order it came in.
    #[test]
    fn words_stand_in_the_order_of_their_language() {
        let lists = [
            ("en", "eta|état|New York|Newark|Oban|O’Brien|Zola|«Zola»"),
            ("en", "Henry 2|Henry 10|Henry IV"),
            ("de", "Apfel|Äpfel|Arbeit|Ästhetik|Azur|Masse|Maße|Ofen|öffnen|Otto"),
            ("fr", "cote|coté|côte|côté|œuf|œuvre|ouvrier"),
            ("es", "chico|lluvia|nube|nuez|ñandú|obrero"),
            ("sv", "Zetterberg|ångström|ärende|ödla"),
            ("fi", "zoologi|åland|äiti|öljy"),
            ("cs", "cihla|čas|hora|chata|ibis|rok|řeka|sen|škola|zub|žena"),
            ("pl", "adres|ąkać|bank|las|łąka|most|sen|śnieg|zima|źródło|żaba"),
            ("ru", "еда|ёж|Ёлкин|ель|игра|йод|камень"),
            ("uk", "гора|ґанок|дим|ехо|єдність|ива|імла|їжа|йод"),
            ("el", "Αθήνα|άνθρωπος|βίος|λόγος|λογότυπο"),
            ("tr", "cam|çam|gaz|ğ|hava|ılık|Irak|iz|İzmir|okul|ördek|sis|şeker|ulus|ülke"),
            ("da", "zone|æble|øl|år"),
            ("hu", "cukor|csak|gomb|gyár|óra|öröm|szabó|zene|zsák"),
        ];
        for (tag, list) in lists {
            let mut words: Vec<&str> = list.split('|').rev().collect();
            words.sort_by_key(|word| sort_key(word, tag));
            assert_eq!(words.join("|"), list, "{tag}");
        }
    }
}
