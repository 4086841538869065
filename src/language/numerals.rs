//! Numerals of several scripts: roman, decimal digits, letters, Greek, Hebrew and Chinese numerals.

/// The zeros of the decimal digits that books use. The digits 1 to 9 follow each zero (Unicode, general category Nd).
const ZEROS: [char; 18] = ['0', '٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០', '０'];

/// The value of a decimal digit of any script. `None` for any other character.
pub(super) fn digit(character: char) -> Option<u32> {
    let code = u32::from(character);
    ZEROS.iter().map(|zero| u32::from(*zero)).find(|zero| (*zero..*zero + 10).contains(&code)).map(|zero| code - zero)
}

/// The signs of roman numerals with their values, in descending order.
const ROMAN: [(&str, u32); 13] = [
    ("m", 1000),
    ("cm", 900),
    ("d", 500),
    ("cd", 400),
    ("c", 100),
    ("xc", 90),
    ("l", 50),
    ("xl", 40),
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
];

/// The value of a well-formed roman numeral below 4000, in capitals only or small letters only. `IIII` counts as well-formed, because old
/// books have it. `None` for any other text.
pub(super) fn roman(text: &str) -> Option<u32> {
    let small = text.to_ascii_lowercase();
    if text.is_empty()
        || (text != small && text != text.to_ascii_uppercase())
        || !text.bytes().all(|byte| b"MDCLXVImdclxvi".contains(&byte))
    {
        return None;
    }
    let mut rest = small.as_str();
    let mut value = 0;
    for (sign, worth) in ROMAN {
        let most = match sign {
            "i" => 4,
            "m" | "c" | "x" => 3,
            _ => 1,
        };
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(sign) else { break };
            rest = after;
            value += worth;
        }
    }
    // The signs are read in descending order, so anything left over is out of order. After a pair such as `IX`, its first sign may not
    // follow: `IXI`, `XCX`.
    let again = |pair: &str, single: &str| small.contains(&format!("{pair}{single}"));
    (rest.is_empty() && !again("ix", "i") && !again("iv", "i") && !again("xc", "x") && !again("xl", "x") && !again("cm", "c"))
        .then_some(value)
}

/// The value of a Greek numeral (`Α΄` is 1, `ΙΒ` is 12), without its keraia.
pub(super) fn greek(text: &str) -> Option<u32> {
    additive(
        text,
        &[
            &["ρ", "σ", "τ", "υ", "φ", "χ", "ψ", "ω"],
            &["ι", "κ", "λ", "μ", "ν", "ξ", "ο", "π", "ϟ"],
            &["α", "β", "γ", "δ", "ε", "στ", "ζ", "η", "θ"],
        ],
    )
}

/// The value of a Hebrew numeral (`א` is 1, `ט״ו` is 15), without geresh and gershayim.
pub(super) fn hebrew(text: &str) -> Option<u32> {
    // 15 and 16 have special forms, which avoid the letters of a divine name.
    let text = text.replace(['׳', '״', '\'', '"'], "").replace("טו", "יה").replace("טז", "יו");
    additive(
        &text,
        &[&["ק", "ר", "ש", "ת"], &["י", "כ", "ל", "מ", "נ", "ס", "ע", "פ", "צ"], &["א", "ב", "ג", "ד", "ה", "ו", "ז", "ח", "ט"]],
    )
}

/// The value of an additive numeral: at most one sign for the hundreds, then one for the tens, then one for the units. `ranks` has the
/// signs of each, in ascending order. `None` for any other text.
fn additive(text: &str, ranks: &[&[&str]; 3]) -> Option<u32> {
    let mut rest = text;
    let mut value = 0;
    for (signs, worth) in ranks.iter().zip([100, 10, 1]) {
        // The longest sign that fits: `στ` before `σ`.
        let found = (1..).zip(*signs).filter(|(_, sign)| rest.starts_with(**sign)).max_by_key(|(_, sign)| sign.len());
        // `ΣΤ` alone is 6. It is not 200 followed by another letter.
        if let Some((count, sign)) = found.filter(|(_, sign)| !(worth == 100 && rest == "στ" && **sign == "σ")) {
            value += count * worth;
            rest = &rest[sign.len()..];
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// The value of a Chinese numeral: `二十一`, `百`, `一〇五`.
pub(super) fn chinese(text: &str) -> Option<u32> {
    let digit = |character| {
        Some(match character {
            '〇' | '零' => 0,
            '一' | '壹' | '壱' => 1,
            '二' | '贰' | '貳' | '弐' | '两' | '兩' => 2,
            '三' | '叁' | '參' | '参' => 3,
            '四' | '肆' => 4,
            '五' | '伍' => 5,
            '六' | '陆' | '陸' => 6,
            '七' | '柒' => 7,
            '八' | '捌' => 8,
            '九' | '玖' => 9,
            _ => return None,
        })
    };
    let power = |character| match character {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1000),
        _ => None,
    };
    if text.chars().count() > 1 && text.chars().all(|character| digit(character).is_some()) {
        return text.chars().take(5).try_fold(0, |value, character| Some(value * 10 + digit(character)?)).filter(|value| *value > 0);
    }
    let (mut value, mut waiting, mut last) = (0, None, u32::MAX);
    for character in text.chars() {
        match (character, digit(character), power(character)) {
            ('廿', ..) if waiting.is_none() => value += 20,
            ('卅', ..) if waiting.is_none() => value += 30,
            ('〇' | '零', ..) => {}
            (_, Some(number), _) if waiting.is_none() => waiting = Some(number),
            (_, _, Some(power)) if power < last => {
                value += waiting.take().unwrap_or(1) * power;
                last = power;
            }
            _ => return None,
        }
    }
    Some(value + waiting.unwrap_or(0)).filter(|value| *value > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The roman numeral of a number.
    fn written(mut number: u32) -> String {
        let mut out = String::new();
        for (sign, worth) in ROMAN {
            while number >= worth {
                out.push_str(sign);
                number -= worth;
            }
        }
        out
    }

    #[test]
    fn all_roman_numerals_are_read() {
        for number in 1..4000 {
            let numeral = written(number);
            assert_eq!(roman(&numeral), Some(number), "{numeral}");
            assert_eq!(roman(&numeral.to_uppercase()), Some(number), "{numeral}");
        }
        assert_eq!((roman("XXIIII"), roman("VIIII")), (Some(24), Some(9)));
        for odd in ["", "Iv", "IIX", "VX", "IXI", "LIVID", "CIVIC", "XCX", "IVI", "VV", "A", "1"] {
            assert_eq!(roman(odd), None, "{odd}");
        }
    }

    #[test]
    fn other_numerals_are_read() {
        assert_eq!(("7٧۷७๗".chars().map(digit)).collect::<Vec<_>>(), [Some(7); 5]);
        for (numeral, value) in [("α", 1), ("στ", 6), ("ι", 10), ("ιβ", 12), ("κα", 21), ("ϟθ", 99), ("ρ", 100), ("σ", 200), ("σι", 210)]
        {
            assert_eq!(greek(numeral), Some(value), "{numeral}");
        }
        for (numeral, value) in [("א", 1), ("י״ב", 12), ("ט\"ו", 15), ("טז", 16), ("כ׳", 20), ("צט", 99), ("ק", 100), ("קטו", 115)]
        {
            assert_eq!(hebrew(numeral), Some(value), "{numeral}");
        }
        for (numeral, value) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("九十九", 99),
            ("百", 100),
            ("一百零五", 105),
            ("一〇五", 105),
            ("廿一", 21),
            ("一千二百", 1200),
        ] {
            assert_eq!(chinese(numeral), Some(value), "{numeral}");
        }
        assert!(["", "αα", "λόγος"].iter().all(|text| greek(text).is_none()));
        assert!(["", "בית", "אא"].iter().all(|text| hebrew(text).is_none()));
        assert!(["", "十百", "人", "〇"].iter().all(|text| chinese(text).is_none()));
    }
}
