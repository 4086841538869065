//! Formulas of Word (Office Math Markup Language; ECMA-376, part 1, section 22.1) as TeX.
use crate::document::Formula;
use crate::import::xml_file::XmlElement;

/// A formula with TeX.
pub(super) fn formula(tex: String, display: bool) -> Formula {
    let sign = if display { "$$" } else { "$" };
    Formula { source: format!("{sign}{tex}{sign}"), tex, display, markup: None, tree: None }
}

/// The TeX of a formula.
pub(super) fn tex(element: &XmlElement) -> String {
    let mut out = String::new();
    for child in element.elements() {
        part(child, &mut out);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The TeX of the child with a name, in braces.
fn group(element: &XmlElement, name: &str) -> String {
    format!("{{{}}}", element.child(name).map(tex).unwrap_or_default())
}

/// The value of a property.
fn property<'a>(element: &'a XmlElement, properties: &str, name: &str) -> Option<&'a str> {
    element.child(properties)?.child(name)?.value("val")
}

fn part(element: &XmlElement, out: &mut String) {
    match element.name.as_str() {
        "r" => element.elements().filter(|inner| inner.name == "t").for_each(|inner| out.push_str(&signs(&inner.text()))),
        "f" => {
            let command = if property(element, "fPr", "type") == Some("noBar") { "\\binom" } else { "\\frac" };
            out.push_str(&format!("{command}{}{}", group(element, "num"), group(element, "den")));
        }
        "sSup" => out.push_str(&format!("{}^{}", group(element, "e"), group(element, "sup"))),
        "sSub" => out.push_str(&format!("{}_{}", group(element, "e"), group(element, "sub"))),
        "sSubSup" => out.push_str(&format!("{}_{}^{}", group(element, "e"), group(element, "sub"), group(element, "sup"))),
        "sPre" => out.push_str(&format!("{{}}_{}^{}{}", group(element, "sub"), group(element, "sup"), group(element, "e"))),
        "rad" => {
            let degree = element.child("deg").map(tex).filter(|degree| !degree.is_empty());
            out.push_str(&format!("\\sqrt{}{}", degree.map_or_else(String::new, |degree| format!("[{degree}]")), group(element, "e")));
        }
        "nary" => {
            let sign = property(element, "naryPr", "chr").unwrap_or("∫");
            let (sub, sup) = (element.child("sub").map(tex).unwrap_or_default(), element.child("sup").map(tex).unwrap_or_default());
            out.push_str(&signs(sign));
            if !sub.is_empty() {
                out.push_str(&format!("_{{{sub}}}"));
            }
            if !sup.is_empty() {
                out.push_str(&format!("^{{{sup}}}"));
            }
            out.push_str(&group(element, "e"));
        }
        "d" => {
            let open = property(element, "dPr", "begChr").unwrap_or("(");
            let close = property(element, "dPr", "endChr").unwrap_or(")");
            let inner: Vec<String> = element.elements().filter(|inner| inner.name == "e").map(tex).collect();
            let side = |sign: &str| if sign.is_empty() { ".".to_owned() } else { signs(sign).trim().to_owned() };
            out.push_str(&format!("\\left{} {} \\right{} ", side(open), inner.join(" | "), side(close)));
        }
        "func" => out.push_str(&format!("{} {}", group(element, "fName"), group(element, "e"))),
        "limLow" => out.push_str(&format!("\\underset{}{}", group(element, "lim"), group(element, "e"))),
        "limUpp" => out.push_str(&format!("\\overset{}{}", group(element, "lim"), group(element, "e"))),
        "bar" => {
            let command = if property(element, "barPr", "pos") == Some("bot") { "\\underline" } else { "\\overline" };
            out.push_str(&format!("{command}{}", group(element, "e")));
        }
        "acc" => {
            let command = match property(element, "accPr", "chr") {
                Some("\u{303}" | "~") => "\\tilde",
                Some("\u{305}" | "\u{304}") => "\\bar",
                Some("\u{20D7}" | "→") => "\\vec",
                Some("\u{307}" | "˙") => "\\dot",
                Some("\u{308}" | "¨") => "\\ddot",
                _ => "\\hat",
            };
            out.push_str(&format!("{command}{}", group(element, "e")));
        }
        "m" => {
            let row = |row: &XmlElement| row.elements().filter(|cell| cell.name == "e").map(tex).collect::<Vec<_>>().join(" & ");
            let rows: Vec<String> = element.elements().filter(|row| row.name == "mr").map(row).collect();
            out.push_str(&format!("\\begin{{matrix}} {} \\end{{matrix}}", rows.join(" \\\\ ")));
        }
        "eqArr" => {
            let rows: Vec<String> = element.elements().filter(|row| row.name == "e").map(tex).collect();
            out.push_str(&format!("\\begin{{aligned}} {} \\end{{aligned}}", rows.join(" \\\\ ")));
        }
        name if name.ends_with("Pr") => {}
        _ => element.elements().for_each(|inner| part(inner, out)),
    }
}

/// Signs of text as TeX.
fn signs(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let command = match c {
            '\\' => "\\backslash ",
            '{' => "\\{",
            '}' => "\\}",
            '#' | '$' | '%' | '&' | '_' => {
                out.extend(['\\', c]);
                continue;
            }
            '^' => "\\hat{}",
            '~' => "\\sim ",
            '∑' => "\\sum ",
            '∏' => "\\prod ",
            '∫' => "\\int ",
            '∞' => "\\infty ",
            '≤' => "\\le ",
            '≥' => "\\ge ",
            '≠' => "\\ne ",
            '±' => "\\pm ",
            '×' => "\\times ",
            '⋅' => "\\cdot ",
            '→' => "\\to ",
            '∂' => "\\partial ",
            '\u{2061}' | '\u{200B}' => "",
            '−' => "-",
            '‖' => "\\|",
            '⟨' => "\\langle ",
            '⟩' => "\\rangle ",
            c => {
                out.push(c);
                continue;
            }
        };
        out.push_str(command);
    }
    out
}
