//! The identifiers of a book: ISBN, DOI, URN. The check digit of each is verified if it has one.

/// What is wrong with an identifier, and how to correct it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IdentifierFault {
    pub(crate) label: String,
    pub(crate) hint: String,
}

fn fault<T>(label: &str, hint: impl Into<String>) -> Result<T, IdentifierFault> {
    Err(IdentifierFault { label: label.to_owned(), hint: hint.into() })
}

const COMPARE: &str = "compare it with the one that you were given";

/// The check digit of the first twelve digits of an ISBN-13: weights 1 and 3, modulo 10 (ISO 2108, annex C).
fn check_digit_13(digits: &[u32]) -> u32 {
    (10 - digits.iter().enumerate().map(|(at, digit)| digit * if at % 2 == 0 { 1 } else { 3 }).sum::<u32>() % 10) % 10
}

/// The check digit of the first nine digits of an ISBN-10: weights 10 to 2, modulo 11; 10 is written X (ISO 2108:1992).
fn check_digit_10(digits: &[u32]) -> u32 {
    (11 - digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum::<u32>() % 11) % 11
}

/// An ISBN-13 without hyphens. An ISBN-10 is converted.
///
/// # Errors
/// If it has characters other than digits and hyphens, the wrong number of digits, or the wrong check digit.
pub(crate) fn isbn(text: &str) -> Result<String, IdentifierFault> {
    let signs: String = text.trim().chars().filter(|c| !matches!(c, '-' | ' ' | '\u{a0}' | '\u{2010}'..='\u{2015}')).collect();
    let bare = signs.strip_prefix("ISBN").map_or(signs.as_str(), |rest| rest.trim_start_matches(':'));
    let count = bare.chars().count();
    let digit = |(at, sign): (usize, char)| match sign {
        'X' | 'x' if count == 10 && at == 9 => Some(10),
        sign => sign.to_digit(10),
    };
    let Some(digits) = bare.chars().enumerate().map(digit).collect::<Option<Vec<u32>>>() else {
        return fault("only digits and hyphens belong here", COMPARE);
    };
    let print = |digits: &[u32]| digits.iter().map(u32::to_string).collect::<String>();
    match digits.len() {
        13 if !matches!(digits[..3], [9, 7, 8 | 9]) => fault("an ISBN begins with 978 or 979", COMPARE),
        13 => match check_digit_13(&digits[..12]) {
            right if right == digits[12] => Ok(print(&digits)),
            right => fault("its check digit is wrong", format!("if the other digits are right, the last is {right}; {COMPARE}")),
        },
        10 => match check_digit_10(&digits[..9]) {
            right if right == digits[9] => {
                let mut longer = vec![9, 7, 8];
                longer.extend(&digits[..9]);
                longer.push(check_digit_13(&longer));
                Ok(print(&longer))
            }
            right => {
                let right = if right == 10 { "X".to_owned() } else { right.to_string() };
                fault("its check digit is wrong", format!("if the other digits are right, the last is {right}; {COMPARE}"))
            }
        },
        other => fault("an ISBN has 13 digits, an old one 10", format!("this has {other}; {COMPARE}")),
    }
}

/// A DOI without a prefix such as `doi:` or `https://doi.org/`: `10.1000/182` (ISO 26324).
///
/// # Errors
/// If it is not a DOI.
pub(crate) fn doi(text: &str) -> Result<String, IdentifierFault> {
    let text = text.trim();
    let prefixes = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "urn:doi:", "doi:"];
    let lower = text.to_lowercase();
    let bare = prefixes.iter().find(|prefix| lower.starts_with(**prefix)).map_or(text, |prefix| text[prefix.len()..].trim());
    let is_doi = bare.split_once('/').is_some_and(|(prefix, suffix)| {
        let registrant = prefix.strip_prefix("10.").unwrap_or_default();
        registrant.starts_with(|c: char| c.is_ascii_digit())
            && registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && !suffix.is_empty()
            && !suffix.contains(char::is_whitespace)
    });
    if is_doi { Ok(bare.to_owned()) } else { fault("a DOI is `10.`, a number, a slash and a name", "write it as in `10.1000/182`") }
}

/// Any identifier, as given. `urn:isbn:` and `urn:uuid:` are verified.
///
/// # Errors
/// If an ISBN or a UUID in it is wrong.
pub(crate) fn identifier(text: &str) -> Result<String, IdentifierFault> {
    let text = text.trim();
    let lower = text.to_lowercase();
    if text.is_empty() {
        return fault("an identifier cannot be empty", "remove it to have one made");
    }
    if let Some(number) = lower.strip_prefix("urn:isbn:") {
        return isbn(number).map(|number| format!("urn:isbn:{number}"));
    }
    if let Some(number) = lower.strip_prefix("urn:uuid:") {
        return match uuid::Uuid::try_parse(number) {
            Ok(_) => Ok(text.to_owned()),
            Err(_) => fault("a UUID has 32 digits from 0 to f, in groups of 8, 4, 4, 4 and 12", COMPARE),
        };
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_isbn_checks_itself() {
        let good = Ok("9780306406157".to_owned());
        assert_eq!(isbn("978-0-306-40615-7"), good);
        assert_eq!(isbn("ISBN 978 0 306 40615 7"), good);
        assert_eq!(isbn("0-306-40615-2"), good);
        assert_eq!(isbn("0-8044-2957-X").as_deref(), Ok("9780804429573"));
        assert!(isbn("978-0-306-40615-8").is_err_and(|fault| fault.hint.contains("the last is 7")));
        assert!(isbn("0-8044-2957-1").is_err_and(|fault| fault.hint.contains("the last is X")));
        assert!(isbn("0-306-40615-3").is_err_and(|fault| fault.hint.contains("the last is 2")));
        assert!(isbn("978").is_err() && isbn("97803064061X7").is_err() && isbn("4006381333931").is_err());
    }

    #[test]
    fn other_identifiers_have_their_shapes() {
        assert_eq!(doi("https://doi.org/10.1000/182").as_deref(), Ok("10.1000/182"));
        assert_eq!(doi("doi:10.1000.10/a(b)c").as_deref(), Ok("10.1000.10/a(b)c"));
        assert!(doi("10.1000").is_err() && doi("11.1000/182").is_err() && doi("10.x/182").is_err());
        assert!(identifier("urn:uuid:b0d74007-d41e-4f7f-881b-bea0de0883d2").is_ok());
        assert!(identifier("urn:uuid:b0d74007-d41e").is_err() && identifier("").is_err() && identifier("urn:isbn:9780306406158").is_err());
        assert_eq!(identifier("https://example.org/a").as_deref(), Ok("https://example.org/a"));
    }
}
