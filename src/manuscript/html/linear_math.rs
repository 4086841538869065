//! A formula in MathML as a line of text, for print. The signs are those of UnicodeMath (Unicode Technical Note 28): `a/b`, `a¦b` for a
//! fraction without a bar, `x^2`, `x_i`, `√x`.
use crate::document::{MathElement, MathNode};

/// The text of a formula.
pub(super) fn linear(element: &MathElement) -> String {
    let parts = || element.content.iter().map(part).collect::<Vec<String>>();
    let attribute = |key: &str| element.attributes.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_str());
    let nth = |at: usize| element.content.get(at).map(part).unwrap_or_default();
    match element.name {
        "ms" => format!("{}{}{}", attribute("lquote").unwrap_or("\""), joined(&parts()), attribute("rquote").unwrap_or("\"")),
        "mfrac" => {
            let bar = if attribute("linethickness").is_some_and(is_zero) { '¦' } else { '/' };
            format!("{}{bar}{}", grouped(&nth(0)), grouped(&nth(1)))
        }
        "msub" | "munder" => format!("{}_{}", grouped(&nth(0)), grouped(&nth(1))),
        "msup" | "mover" => format!("{}^{}", grouped(&nth(0)), grouped(&nth(1))),
        "msubsup" | "munderover" => format!("{}_{}^{}", grouped(&nth(0)), grouped(&nth(1)), grouped(&nth(2))),
        "msqrt" => format!("√{}", grouped(&joined(&parts()))),
        "menclose" if matches!(attribute("notation"), None | Some("radical")) => format!("√{}", grouped(&joined(&parts()))),
        "mroot" => format!("√[{}]{}", nth(1), grouped(&nth(0))),
        "mfenced" => {
            let separators: Vec<char> = attribute("separators").unwrap_or(",").chars().filter(|c| !c.is_whitespace()).collect();
            let mut inner = String::new();
            for (at, part) in parts().into_iter().enumerate() {
                if at > 0 {
                    // The last separator stands for all that follow (MathML 3.0, section 3.3.8.2).
                    inner.extend(separators.get(at - 1).or(separators.last()));
                    inner.push(' ');
                }
                inner.push_str(&part);
            }
            format!("{}{inner}{}", attribute("open").unwrap_or("("), attribute("close").unwrap_or(")"))
        }
        "mtable" => format!("[{}]", parts().join("; ")),
        "mtr" => parts().join(", "),
        // `mphantom` only takes up room.
        "mphantom" => String::new(),
        _ => joined(&parts()),
    }
}

fn part(node: &MathNode) -> String {
    match node {
        // Invisible signs: function application, invisible times, separator and plus.
        MathNode::Text(text) => text.replace(['\u{2061}', '\u{2062}', '\u{2063}', '\u{2064}'], ""),
        MathNode::Element(inner) => linear(inner),
    }
}

/// Whether a thickness is zero.
fn is_zero(thickness: &str) -> bool {
    let digits = thickness.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    digits.parse::<f64>().is_ok_and(|number| number == 0.0)
}

/// Parts one after the other, with spaces except beside brackets and before commas.
fn joined(parts: &[String]) -> String {
    let mut out = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let apart = !out.is_empty() && !out.ends_with(['(', '[', '{', '√']) && !part.starts_with([')', ']', '}', ',', ';', '.', '\'', '!']);
        if apart {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// A part in parentheses, unless it is a single sign, name or number, or has brackets around it.
fn grouped(text: &str) -> String {
    let is_single = text.chars().all(|c| c.is_alphanumeric() || c == '.') || text.chars().count() == 1;
    let is_bracketed = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).is_some_and(|inner| !inner.contains(['(', ')']));
    if is_single || is_bracketed { text.to_owned() } else { format!("({text})") }
}

#[cfg(test)]
mod tests {
    use crate::manuscript::html::mathml::read;

    #[test]
    fn formulas_become_lines_that_say_the_same() {
        for (markup, line) in [
            ("<mfrac><mn>1</mn><mrow><mi>x</mi><mo>+</mo><mn>2</mn></mrow></mfrac>", "1/(x + 2)"),
            ("<mo>(</mo><mfrac linethickness=\"0\"><mi>n</mi><mi>k</mi></mfrac><mo>)</mo>", "(n¦k)"),
            ("<mfrac linethickness=\"2px\"><mi>n</mi><mi>k</mi></mfrac>", "n/k"),
            ("<mfenced><mi>a</mi><mi>b</mi><mi>c</mi></mfenced>", "(a, b, c)"),
            ("<mfenced open=\"[\" close=\"[\" separators=\"; |\"><mi>a</mi><mi>b</mi><mi>c</mi><mi>d</mi></mfenced>", "[a; b| c| d["),
            ("<mfenced open=\"|\" close=\"|\" separators=\"\"><mi>a</mi></mfenced>", "|a|"),
            (
                "<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><msub><mi>y</mi><mrow><mi>i</mi><mo>+</mo><mn>1</mn></mrow></msub>",
                "x^2 + y_(i + 1)",
            ),
            ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt><mroot><mi>x</mi><mn>3</mn></mroot>", "√(a + b) √[3]x"),
            ("<munderover><mo>∑</mo><mn>1</mn><mi>n</mi></munderover>", "∑_1^n"),
            ("<mi>f</mi><mo>&#x2061;</mo><mo>(</mo><mi>x</mi><mo>)</mo>", "f (x)"),
            (
                "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd><mtd><mi>d</mi></mtd></mtr></mtable>",
                "[a, b; c, d]",
            ),
            ("<ms>x</ms><ms lquote=\"«\" rquote=\"»\">y</ms>", "\"x\" «y»"),
        ] {
            assert_eq!(read(markup).words, line, "{markup}");
        }
    }

    #[test]
    fn attributes_that_are_not_kept_are_named() {
        let formula =
            read("<mi mathcolor=\"red\" mathvariant=\"bold\" class=\"x\">x</mi><mfrac linethickness=\"wide\"><mn>1</mn><mn>2</mn></mfrac>");
        assert_eq!(formula.lost, [("mi".to_owned(), "mathcolor".to_owned()), ("mfrac".to_owned(), "linethickness".to_owned())]);
    }
}
