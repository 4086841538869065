//! Numbers and units as the LaTeX package siunitx prints them: `\num{1.2e3}`, `\unit{\meter\per\second}`, `\qty{5}{\kilo\metre}`.
//!
//! A unit is read from left to right. Prefixes, `\per`, `\square` and `\cubic` stand before the unit that they belong to. `\squared`,
//! `\cubed` and `\tothe{…}` follow it (siunitx manual, section 3.3). The result is TeX with upright letters, powers and thin spaces, which
//! is the default form of the package.

/// Prefixes: those of the SI (SI brochure, table 7) and binary ones (IEC 80000-13).
const PREFIXES: &[(&str, &str)] = &[
    ("quecto", "q"),
    ("ronto", "r"),
    ("yocto", "y"),
    ("zepto", "z"),
    ("atto", "a"),
    ("femto", "f"),
    ("pico", "p"),
    ("nano", "n"),
    ("micro", "µ"),
    ("milli", "m"),
    ("centi", "c"),
    ("deci", "d"),
    ("deca", "da"),
    ("deka", "da"),
    ("hecto", "h"),
    ("kilo", "k"),
    ("mega", "M"),
    ("giga", "G"),
    ("tera", "T"),
    ("peta", "P"),
    ("exa", "E"),
    ("zetta", "Z"),
    ("yotta", "Y"),
    ("ronna", "R"),
    ("quetta", "Q"),
    ("kibi", "Ki"),
    ("mebi", "Mi"),
    ("gibi", "Gi"),
    ("tebi", "Ti"),
];

/// Units, by siunitx's names and abbreviations.
const UNITS: &[(&str, &str)] = &[
    ("ampere", "A"),
    ("candela", "cd"),
    ("kelvin", "K"),
    ("kilogram", "kg"),
    ("gram", "g"),
    ("meter", "m"),
    ("metre", "m"),
    ("mole", "mol"),
    ("second", "s"),
    ("becquerel", "Bq"),
    ("degreeCelsius", "°C"),
    ("celsius", "°C"),
    ("coulomb", "C"),
    ("farad", "F"),
    ("gray", "Gy"),
    ("hertz", "Hz"),
    ("henry", "H"),
    ("joule", "J"),
    ("lumen", "lm"),
    ("katal", "kat"),
    ("lux", "lx"),
    ("newton", "N"),
    ("ohm", "Ω"),
    ("pascal", "Pa"),
    ("radian", "rad"),
    ("siemens", "S"),
    ("sievert", "Sv"),
    ("steradian", "sr"),
    ("tesla", "T"),
    ("volt", "V"),
    ("watt", "W"),
    ("weber", "Wb"),
    ("astronomicalunit", "au"),
    ("bel", "B"),
    ("dalton", "Da"),
    ("day", "d"),
    ("decibel", "dB"),
    ("degree", "°"),
    ("electronvolt", "eV"),
    ("hectare", "ha"),
    ("hour", "h"),
    ("liter", "L"),
    ("litre", "L"),
    ("arcminute", "′"),
    ("minute", "min"),
    ("arcsecond", "″"),
    ("neper", "Np"),
    ("tonne", "t"),
    ("percent", "\\%"),
    ("bar", "bar"),
    ("angstrom", "Å"),
    ("bit", "bit"),
    ("byte", "B"),
    ("atm", "atm"),
    ("parsec", "pc"),
    ("lightyear", "ly"),
    ("fg", "fg"),
    ("pg", "pg"),
    ("ng", "ng"),
    ("ug", "µg"),
    ("mg", "mg"),
    ("g", "g"),
    ("kg", "kg"),
    ("pm", "pm"),
    ("nm", "nm"),
    ("um", "µm"),
    ("mm", "mm"),
    ("cm", "cm"),
    ("dm", "dm"),
    ("m", "m"),
    ("km", "km"),
    ("fs", "fs"),
    ("ps", "ps"),
    ("ns", "ns"),
    ("us", "µs"),
    ("ms", "ms"),
    ("s", "s"),
    ("nA", "nA"),
    ("uA", "µA"),
    ("mA", "mA"),
    ("A", "A"),
    ("kA", "kA"),
    ("mmol", "mmol"),
    ("mol", "mol"),
    ("mV", "mV"),
    ("V", "V"),
    ("kV", "kV"),
    ("ml", "ml"),
    ("mL", "mL"),
    ("l", "l"),
    ("L", "L"),
    ("Hz", "Hz"),
    ("kHz", "kHz"),
    ("MHz", "MHz"),
    ("GHz", "GHz"),
    ("mN", "mN"),
    ("N", "N"),
    ("kN", "kN"),
    ("Pa", "Pa"),
    ("kPa", "kPa"),
    ("MPa", "MPa"),
    ("GPa", "GPa"),
    ("mW", "mW"),
    ("W", "W"),
    ("kW", "kW"),
    ("MW", "MW"),
    ("J", "J"),
    ("kJ", "kJ"),
    ("MJ", "MJ"),
    ("eV", "eV"),
    ("meV", "meV"),
    ("keV", "keV"),
    ("MeV", "MeV"),
    ("GeV", "GeV"),
    ("kWh", "kW\\,h"),
    ("F", "F"),
    ("pF", "pF"),
    ("K", "K"),
    ("dB", "dB"),
];

/// One unit with its prefixes, and its place in the product.
#[derive(Default)]
struct Factor {
    symbol: String,
    is_below: bool,
    power: Option<String>,
}

impl Factor {
    /// The factor in TeX. One after `\per` has a negative power.
    fn tex(&self) -> String {
        let power = match (&self.power, self.is_below) {
            (None, false) => return format!("\\mathrm{{{}}}", self.symbol),
            (None, true) => "-1".to_owned(),
            (Some(power), false) => power.clone(),
            (Some(power), true) => format!("-{power}"),
        };
        format!("\\mathrm{{{}}}^{{{power}}}", self.symbol)
    }
}

/// A command in a unit that is not known, with its backslash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnknownUnit(pub(super) String);

/// A unit in TeX. `tex` is the argument of `\unit`, in siunitx's commands or as plain letters (`m/s^2`, `kg.m`).
///
/// # Errors
/// If a command in it is not known.
pub(super) fn unit(tex: &str) -> Result<String, UnknownUnit> {
    if !tex.contains('\\') {
        return Ok(literal_unit(tex));
    }
    let mut factors: Vec<Factor> = Vec::new();
    let mut next = Factor::default();
    for piece in pieces(tex) {
        let Some(name) = piece.strip_prefix('\\') else {
            match (&mut factors.last_mut(), piece) {
                // The argument of `\tothe`, which left an empty power.
                (Some(last), piece) if last.power.as_deref() == Some("") => {
                    last.power = Some(piece.trim_matches(['{', '}']).to_owned());
                }
                (_, piece) => next.symbol.push_str(piece.trim_matches(['{', '}'])),
            }
            continue;
        };
        let set_last_power = |factors: &mut Vec<Factor>, power: &str| {
            if let Some(last) = factors.last_mut() {
                last.power = Some(power.to_owned());
            }
        };
        match name {
            "per" => next.is_below = true,
            "square" => next.power = Some("2".to_owned()),
            "cubic" => next.power = Some("3".to_owned()),
            "squared" => set_last_power(&mut factors, "2"),
            "cubed" => set_last_power(&mut factors, "3"),
            "tothe" => set_last_power(&mut factors, ""),
            _ => {
                if let Some((_, symbol)) = PREFIXES.iter().find(|(prefix, _)| *prefix == name) {
                    next.symbol.push_str(symbol);
                } else if let Some((_, symbol)) = UNITS.iter().find(|(unit, _)| *unit == name) {
                    next.symbol.push_str(symbol);
                    factors.push(std::mem::take(&mut next));
                } else {
                    return Err(UnknownUnit(piece.to_owned()));
                }
            }
        }
    }
    if !next.symbol.is_empty() {
        factors.push(next);
    }
    Ok(factors.iter().map(Factor::tex).collect::<Vec<_>>().join("\\,"))
}

/// Splits TeX into commands, braced groups and runs of other characters. Spaces separate them.
fn pieces(tex: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = tex.trim_start();
    while let Some(first) = rest.chars().next() {
        let after_first = &rest[first.len_utf8()..];
        let length = match first {
            '\\' => after_first.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after_first.len()) + 1,
            '{' => rest.find('}').map_or(rest.len(), |at| at + 1),
            _ => first.len_utf8() + after_first.find(['\\', '{', ' ']).unwrap_or(after_first.len()),
        };
        let (piece, after) = rest.split_at(length);
        found.push(piece);
        rest = after.trim_start();
    }
    found
}

/// A unit in letters. Points, tildes and spaces become thin spaces. A power applies to the letters before it.
fn literal_unit(tex: &str) -> String {
    let mut written = String::new();
    let mut letters = String::new();
    let flush = |letters: &mut String, written: &mut String| {
        if !letters.is_empty() {
            written.push_str(&format!("\\mathrm{{{letters}}}"));
            letters.clear();
        }
    };
    for sign in tex.chars() {
        match sign {
            '.' | '~' | ' ' => {
                flush(&mut letters, &mut written);
                if !written.is_empty() {
                    written.push_str("\\,");
                }
            }
            '%' => letters.push_str("\\%"),
            '^' | '_' | '{' | '}' | '/' | '-' | '0'..='9' | '(' | ')' => {
                flush(&mut letters, &mut written);
                written.push(sign);
            }
            letter => letters.push(letter),
        }
    }
    flush(&mut letters, &mut written);
    written
}

/// A number in TeX (siunitx manual, section 3.1). Five digits or more are grouped in threes. `e` and `d` become a power of ten, `+-`
/// becomes ±, and `x` becomes ×. The decimal sign remains a point or a comma, as the author wrote it.
pub(super) fn number(tex: &str) -> String {
    let plain: String = tex.chars().filter(|c| !c.is_whitespace()).collect();
    let (mantissa, exponent) = match plain.find(['e', 'E', 'd', 'D']) {
        Some(at) if !plain.contains('\\') => (&plain[..at], Some(&plain[at + 1..])),
        _ => (plain.as_str(), None),
    };
    let mut written = grouped(&mantissa.replace("+-", "\\pm ").replace("x", "\\times "));
    if let Some(exponent) = exponent {
        if !mantissa.is_empty() {
            written.push_str("\\times ");
        }
        written.push_str(&format!("10^{{{}}}", exponent.trim_start_matches('+')));
    }
    written
}

/// A number with thin spaces between groups of three digits. A comma gets braces, so that no space follows it.
fn grouped(number: &str) -> String {
    let mut written = String::new();
    let mut rest = number;
    let mut is_fraction = false;
    while let Some(first) = rest.chars().next() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits == 0 {
            let (sign, after) = rest.split_at(first.len_utf8());
            is_fraction = matches!(sign, "." | ",");
            written.push_str(if sign == "," { "{,}" } else { sign });
            rest = after;
            continue;
        }
        for (at, digit) in rest[..digits].chars().enumerate() {
            let is_group_end = if is_fraction { at % 3 == 0 } else { (digits - at) % 3 == 0 };
            if digits >= 5 && at > 0 && is_group_end {
                written.push_str("\\,");
            }
            written.push(digit);
        }
        rest = &rest[digits..];
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_have_prefixes_and_powers() {
        let cases = [
            (r"\meter\per\second", r"\mathrm{m}\,\mathrm{s}^{-1}"),
            (r"\kilo\gram\metre\per\square\second", r"\mathrm{kg}\,\mathrm{m}\,\mathrm{s}^{-2}"),
            (r"\joule\per\mole\per\kelvin", r"\mathrm{J}\,\mathrm{mol}^{-1}\,\mathrm{K}^{-1}"),
            (r"\centi\metre\squared", r"\mathrm{cm}^{2}"),
            (r"\metre\tothe{4}", r"\mathrm{m}^{4}"),
            (r"\micro\ohm", r"\mathrm{µΩ}"),
            ("m/s^2", r"\mathrm{m}/\mathrm{s}^2"),
            ("kg.m", r"\mathrm{kg}\,\mathrm{m}"),
        ];
        for (unit_tex, expected) in cases {
            assert_eq!(unit(unit_tex), Ok(expected.to_owned()), "{unit_tex}");
        }
        assert_eq!(unit(r"\furlong"), Err(UnknownUnit(r"\furlong".to_owned())));
    }

    #[test]
    fn numbers_are_grouped_and_have_powers_of_ten() {
        let cases = [
            ("1.5e3", r"1.5\times 10^{3}"),
            ("12345.67891", r"12\,345.678\,91"),
            ("1234", "1234"),
            ("e-3", "10^{-3}"),
            ("1,5", "1{,}5"),
            ("5 +- 2", r"5\pm 2"),
        ];
        for (tex, expected) in cases {
            assert_eq!(number(tex), expected, "{tex}");
        }
    }
}
