//! How the numbers of lists are written.

/// How the numbers of a list are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Numerals {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// a, b, c.
    LowerAlpha,
    /// A, B, C.
    UpperAlpha,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
}

/// What stands beside the numbers of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ListDelimiter {
    /// A full stop after the number: `1.`
    #[default]
    Period,
    /// A parenthesis after the number: `1)`
    Parenthesis,
    /// Parentheses around the number: `(1)`
    Parentheses,
}

impl ListDelimiter {
    /// A number with what stands beside it.
    #[must_use]
    pub fn around(self, number: &str) -> String {
        match self {
            Self::Period => format!("{number}."),
            Self::Parenthesis => format!("{number})"),
            Self::Parentheses => format!("({number})"),
        }
    }

    /// The one sign after the number. `None` if there are two signs.
    #[must_use]
    pub const fn sign(self) -> Option<char> {
        match self {
            Self::Period => Some('.'),
            Self::Parenthesis => Some(')'),
            Self::Parentheses => None,
        }
    }
}

impl Numerals {
    /// A number in these numerals. Numbers that they cannot write are in Arabic figures (CSS Counter Styles, sections 6 and 7).
    #[must_use]
    pub fn of(self, number: u64) -> String {
        // The largest number that roman numerals write without a mark.
        let is_roman = (1..=3999).contains(&number);
        let written = match self {
            Self::Decimal => None,
            Self::LowerAlpha => alphabetic(number),
            Self::UpperAlpha => alphabetic(number).map(|text| text.to_uppercase()),
            Self::LowerRoman => is_roman.then(|| roman(number)),
            Self::UpperRoman => is_roman.then(|| roman(number).to_uppercase()),
        };
        written.unwrap_or_else(|| number.to_string())
    }
}

/// a to z, then aa, ab.
fn alphabetic(mut number: u64) -> Option<String> {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + u8::try_from(number % 26).ok()?));
        number /= 26;
    }
    (!letters.is_empty()).then(|| letters.into_iter().rev().collect())
}

/// A roman numeral in lower case. Above 3999 it has more than three `m`.
pub(super) fn roman(number: u64) -> String {
    const SIGNS: [(u64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            text.push_str(sign);
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_css_writes_them() {
        let written = |numerals: Numerals| [0, 1, 4, 26, 27, 52, 703, 1904, 4000].map(|number| numerals.of(number)).join(" ");
        assert_eq!(written(Numerals::LowerAlpha), "0 a d z aa az aaa buf ewv");
        assert_eq!(written(Numerals::UpperRoman), "0 I IV XXVI XXVII LII DCCIII MCMIV 4000");
    }
}
