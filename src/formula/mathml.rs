//! Writes MathML from the tree of a formula.
//!
//! The output is valid MathML 3.0, which EPUB 3.3 requires. It also looks right in browsers, which follow MathML Core. Therefore:
//!
//! - Letters are Unicode's mathematical letters. `mathvariant` is used only to keep a single letter upright.
//! - The writer decides from the style whether scripts are limits, because browsers move the limits of `mo` elements only.
//! - Spaces are those of TeX. An operator has attributes for its spaces if they differ from those of the operator dictionary (MathML Core,
//!   appendix B). Other spaces are `mspace` elements.
//! - Tables have the attributes of MathML 3.0, and CSS with the same meaning (`mathml_table.rs`).
//! - There is no `semantics` element, because Kindle does not support it. The TeX is in `alttext`.
use std::collections::BTreeMap;

use super::math_element::{MathElement, MathNode};
use super::mathml_elements::{
    PartSpaces, accented, element, em, enclosed, fence, fenced, gap_em, name_element, operator, row, sized, space, styled, text_element,
    word_element,
};
use super::mathml_signs::{accent_sign, brace_sign, is_letterlike};
use super::spacing::{self, Edges, Gap, gap};
use super::tree::{
    Accent, Alphabet, Bar, Class, EquationNumber, Fraction, MathStyle, Mu, Overlap, Part, ScriptPlacement, Scripts, Symbol, Tree,
    VerticalSide,
};

/// The printed numbers of equations by their labels, without parentheses.
pub type Labels = BTreeMap<String, String>;

/// Options of [`mathml`].
#[derive(Clone, Copy, Debug)]
pub struct MathmlOptions<'a> {
    /// Whether the formula stands on a line of its own.
    pub display: bool,
    /// The text for reading systems that cannot show formulas: the value of `alttext`.
    pub alternative: &'a str,
    /// The numbers that references in the formula print.
    pub labels: &'a Labels,
    /// If the formula is a table: the printed number of each row, with parentheses. Empty if no row has a number.
    pub row_numbers: &'a [Option<String>],
}

/// The `math` element of a formula. It has `alttext`. The caller adds the namespace and `display`.
#[must_use]
pub fn mathml(tree: &Tree, options: &MathmlOptions<'_>) -> MathElement {
    let writer = Writer { labels: options.labels, row_numbers: options.row_numbers };
    let style = if options.display { MathStyle::Display } else { MathStyle::Text };
    let mut content = match (tree.parts.as_slice(), options.row_numbers) {
        ([Part::Table(table)], [_, ..]) => vec![MathNode::Element(writer.table(table, true, style))],
        (parts, _) => writer.list(parts, style),
    };
    if content.is_empty() {
        content.push(element("mrow", []).into());
    }
    MathElement { name: "math", attributes: vec![("alttext", options.alternative.to_owned())], content }
}

/// The letters and signs of a formula, one after the other, for titles in the contents and in metadata: "α", "E=mc2".
#[must_use]
pub fn plain_signs(tree: &Tree) -> String {
    fn add(element: &MathElement, signs: &mut String) {
        for node in &element.content {
            match node {
                MathNode::Element(inner) => add(inner, signs),
                // U+2061 to U+2064 stand for operators that nobody sees.
                MathNode::Text(text) => signs.extend(text.chars().filter(|sign| !('\u{2061}'..='\u{2064}').contains(sign))),
            }
        }
    }
    let mut signs = String::new();
    add(&mathml(tree, &MathmlOptions { display: false, alternative: "", labels: &Labels::new(), row_numbers: &[] }), &mut signs);
    signs
}

/// The plain text of the number or mark that the author gave an equation with `\tag`. `None` if there is no `\tag`.
#[must_use]
pub fn given_number(number: &EquationNumber) -> Option<String> {
    match number {
        EquationNumber::Given(parts) => Some(plain(parts)),
        EquationNumber::None | EquationNumber::Counted => None,
    }
}

/// The plain text of parts. Parts without plain text, such as fractions, are left out.
fn plain(parts: &[Part]) -> String {
    let mut words = String::new();
    for part in parts {
        match part {
            Part::Symbol(symbol) => words.push_str(&symbol.glyph_text()),
            Part::Word(word) => words.push_str(&word.glyph_text()),
            Part::Text { text, .. } | Part::NamedOperator(text) | Part::BigOperator(text) => words.push_str(text),
            Part::Group { parts, .. } | Part::Styled { parts, .. } | Part::Resized { parts, .. } => words.push_str(&plain(parts)),
            Part::Scripts(scripts) => {
                words.push_str(&scripts.base.as_deref().map(|base| plain(std::slice::from_ref(base))).unwrap_or_default());
                words.push_str(&plain(scripts.sup.as_deref().unwrap_or_default()));
                words.push_str(&plain(scripts.sub.as_deref().unwrap_or_default()));
            }
            Part::Space(_) => words.push(' '),
            Part::Middle(_)
            | Part::SizedDelimiter { .. }
            | Part::Rule { .. }
            | Part::Reference { .. }
            | Part::Fenced { .. }
            | Part::Phantom { .. }
            | Part::Smashed { .. }
            | Part::Overlapping { .. }
            | Part::Enclosed { .. }
            | Part::Raised { .. }
            | Part::Centred(_)
            | Part::Accent { .. }
            | Part::Line { .. }
            | Part::Fraction(_)
            | Part::Root { .. }
            | Part::Brace { .. }
            | Part::Stack { .. }
            | Part::Arrow { .. }
            | Part::VerticalArrow { .. }
            | Part::Table(_)
            | Part::Choice { .. } => {}
        }
    }
    words
}

pub(super) struct Writer<'a> {
    labels: &'a Labels,
    pub(super) row_numbers: &'a [Option<String>],
}

/// The style of scripts.
fn script(style: MathStyle) -> MathStyle {
    match style {
        MathStyle::Display | MathStyle::Text => MathStyle::Script,
        MathStyle::Script | MathStyle::ScriptOfScript => MathStyle::ScriptOfScript,
    }
}

/// The style of numerators and denominators.
fn of_fraction(style: MathStyle) -> MathStyle {
    if style == MathStyle::Display { MathStyle::Text } else { script(style) }
}

impl Writer<'_> {
    pub(super) fn list(&self, parts: &[Part], style: MathStyle) -> Vec<MathNode> {
        let in_script = style >= MathStyle::Script;
        let classes = spacing::classes(parts);
        let next = |at: usize| (at + 1..parts.len()).find(|next| classes[*next].is_some());
        let mut nodes = Vec::new();
        // The class of the part before, and whether that part already has the space after it.
        let mut last: Option<(Class, bool)> = None;
        let mut at = 0;
        while at < parts.len() {
            if let Some(scripts) = leading_scripts(&parts[at..]) {
                nodes.push(self.scripts(&scripts, style, PartSpaces::default()));
                last = Some((Class::Ord, false));
                at += 2;
                continue;
            }
            let Some(Edges { left, right }) = classes[at] else {
                nodes.extend(self.part(&parts[at], style, PartSpaces::default()));
                at += 1;
                continue;
            };
            let before = last.map_or(Gap::None, |(class, is_spaced)| if is_spaced { Gap::None } else { gap(class, left, in_script) });
            let end = number_end(parts, at);
            let after = next(end - 1).and_then(|next| classes[next]).map_or(Gap::None, |next| gap(right, next.left, in_script));
            if end > at && before > Gap::None && is_number(&parts[at]) {
                nodes.push(space(gap_em(before)));
            }
            if let Some(number) = number(&parts[at..end]) {
                nodes.push(number);
                last = Some((right, false));
                at = end;
                continue;
            }
            let is_operator = is_operator(&parts[at]);
            if before > Gap::None && !is_operator {
                nodes.push(space(gap_em(before)));
            }
            let is_ordinary = parts[at].class() == Some(Class::Bin) && left != Class::Bin;
            let spaces = PartSpaces { before: Some(before), after: Some(after), is_ordinary };
            nodes.extend(self.part(&parts[at], style, spaces));
            let is_function = is_function(&parts[at]);
            if is_function && next(at).is_some_and(|next| has_argument(&parts[next])) {
                nodes.push(element("mo", []).text("\u{2061}").into());
            }
            last = Some((right, is_operator));
            at += 1;
        }
        nodes
    }

    /// A list as one node.
    fn one(&self, parts: &[Part], style: MathStyle) -> MathNode {
        row(self.list(parts, style))
    }

    fn part(&self, part: &Part, style: MathStyle, spaces: PartSpaces) -> Vec<MathNode> {
        let node: MathNode = match part {
            Part::Symbol(symbol) => self.symbol(symbol, spaces).into(),
            Part::Word(word) => word_element(word).into(),
            Part::BigOperator(sign) => operator(sign, Class::Op, spaces).into(),
            Part::NamedOperator(name) => name_element(name).into(),
            Part::Group { parts, .. } => {
                let content = self.list(parts, style);
                element("mrow", []).with(content).into()
            }
            Part::Scripts(scripts) => self.scripts(scripts, style, spaces),
            Part::Fraction(fraction) => return self.fraction(fraction, style),
            Part::Root { radicand, degree: None } => element("msqrt", []).with(self.list(radicand, style)).into(),
            Part::Root { radicand, degree: Some(degree) } => {
                element("mroot", []).with([self.one(radicand, style), self.one(degree, MathStyle::ScriptOfScript)]).into()
            }
            Part::Fenced { left, parts, right } => {
                let content = self.list(parts, style);
                fenced(*left, content, *right, !parts.iter().all(is_low)).into()
            }
            Part::Middle(sign) => match sign {
                Some(sign) => fence(*sign, "infix", true).into(),
                None => return Vec::new(),
            },
            Part::SizedDelimiter { delimiter, size, class } => match delimiter {
                Some(sign) => sized(*sign, *size, *class, spaces).into(),
                None => return Vec::new(),
            },
            Part::Accent { accent, stretches, side, base } => {
                let mut sign = element("mo", [("stretchy", if *stretches { "true" } else { "false" })]);
                if *accent == Accent::RightArrow && !*stretches {
                    sign = sign.set("mathsize", "75%");
                }
                let sign = sign.text(accent_sign(*accent, *stretches));
                accented(self.one(base, style), sign, *side).into()
            }
            Part::Line { side, base } => {
                // Not all fonts can stretch a sign to a line, so the line is a border of the base. The hidden sign conveys the meaning.
                let line = match side {
                    VerticalSide::Over => "border-top: 0.06em solid; padding-top: 0.12em",
                    VerticalSide::Under => "border-bottom: 0.06em solid; padding-bottom: 0.12em",
                };
                let base = element("mrow", [("style", line)]).with(self.list(base, style));
                let hidden = element("mo", [("stretchy", "false"), ("style", "visibility: hidden; font-size: 1px")]);
                accented(base.into(), hidden.text(if *side == VerticalSide::Over { "\u{AF}" } else { "_" }), *side).into()
            }
            Part::Brace { shape, side, base, label } => {
                let sign = element("mo", [("stretchy", "true")]).text(brace_sign(*shape, *side));
                let braced = accented(self.one(base, style), sign, *side);
                match label {
                    Some(label) => {
                        let name = if *side == VerticalSide::Over { "mover" } else { "munder" };
                        element(name, []).with([braced.into(), self.one(label, script(style))]).into()
                    }
                    None => braced.into(),
                }
            }
            Part::Stack { base, over, under, .. } => {
                let base = self.one(base, style);
                self.over_and_under(base, (under.as_deref(), over.as_deref()), script(style))
            }
            Part::Arrow { sign, over, under } => {
                let arrow = element("mo", [("stretchy", "true")]).text(*sign);
                // The arrow becomes as wide as the list over or under it.
                let padded = |label: &[Part]| {
                    let mut nodes = vec![space("0.7em".to_owned())];
                    nodes.extend(self.list(label, script(style)));
                    nodes.push(space("0.7em".to_owned()));
                    element("mrow", []).with(nodes).into()
                };
                match (over.is_empty(), under.is_empty()) {
                    (true, true) => element("mover", []).with([arrow.into(), space("2.4em".to_owned())]).into(),
                    (false, true) => element("mover", []).with([arrow.into(), padded(over)]).into(),
                    (true, false) => element("munder", []).with([arrow.into(), padded(under)]).into(),
                    (false, false) => element("munderover", []).with([arrow.into(), padded(under), padded(over)]).into(),
                }
            }
            Part::VerticalArrow { sign, left, right } => {
                let label =
                    |parts: &[Part]| (!parts.is_empty()).then(|| styled(MathStyle::Script, self.list(parts, MathStyle::Script)).into());
                // Each label also stands hidden on the other side, so that the arrow is in the middle.
                let hidden = |parts: &[Part]| label(parts).map(|label: MathNode| element("mphantom", []).with([label]).into());
                let arrow = element("mo", [("stretchy", "true"), ("minsize", "1.8em")]).text(*sign).into();
                let content = [hidden(right), label(left), Some(arrow), label(right), hidden(left)];
                element("mrow", []).with(content.into_iter().flatten()).into()
            }
            Part::Table(table) => self.table(table, false, style).into(),
            Part::Text { text, face } => text_element(text, *face).into(),
            Part::Space(width) => space(em(*width)),
            Part::Rule { width, height, shift } => {
                let lower = Mu(-shift.0);
                element("mspace", [])
                    .set("width", em(*width))
                    .set("height", em(Mu(height.0.saturating_add(shift.0))))
                    .set("depth", em(lower))
                    .set("style", "background-color: currentColor")
                    .into()
            }
            Part::Styled { style, parts } => styled(*style, self.list(parts, *style)).into(),
            Part::Resized { percent, parts } => {
                element("mstyle", []).set("mathsize", format!("{percent}%")).with(self.list(parts, style)).into()
            }
            Part::Phantom { width, height, parts } => {
                let phantom = element("mphantom", []).with(self.list(parts, style));
                match (width, height) {
                    (true, true) => phantom.into(),
                    (false, _) => element("mpadded", [("width", "0em")]).with([phantom.into()]).into(),
                    (true, false) => element("mpadded", [("height", "0em"), ("depth", "0em")]).with([phantom.into()]).into(),
                }
            }
            Part::Smashed { height, depth, parts } => {
                let mut smashed = element("mpadded", []);
                if *height {
                    smashed = smashed.set("height", "0em");
                }
                if *depth {
                    smashed = smashed.set("depth", "0em");
                }
                smashed.with(self.list(parts, style)).into()
            }
            Part::Overlapping { side, parts } => {
                let shift = match side {
                    Overlap::Left => Some("-1width"),
                    Overlap::Centre => Some("-0.5width"),
                    Overlap::Right => None,
                };
                let mut overlapping = element("mpadded", [("width", "0em")]);
                if let Some(shift) = shift {
                    overlapping = overlapping.set("lspace", shift);
                }
                overlapping.with(self.list(parts, style)).into()
            }
            Part::Enclosed { enclosure, parts } => enclosed(*enclosure, self.list(parts, style)).into(),
            Part::Raised { by, parts } => element("mpadded", []).set("voffset", em(*by)).with(self.list(parts, style)).into(),
            Part::Centred(parts) => self.one(parts, style),
            Part::Reference { label, in_parentheses } => {
                let number = self.labels.get(label).map_or("?", String::as_str);
                element("mtext", []).text(if *in_parentheses { format!("({number})") } else { number.to_owned() }).into()
            }
            Part::Choice { display, text, script, script_of_script } => {
                let chosen = match style {
                    MathStyle::Display => display,
                    MathStyle::Text => text,
                    MathStyle::Script => script,
                    MathStyle::ScriptOfScript => script_of_script,
                };
                return self.list(chosen, style);
            }
        };
        vec![node]
    }

    fn symbol(&self, symbol: &Symbol, spaces: PartSpaces) -> MathElement {
        let Symbol { text, class, alphabet } = symbol;
        let glyphs = symbol.glyph_text();
        let first = text.chars().next().unwrap_or(' ');
        if first.is_ascii_digit() {
            return element("mn", []).text(glyphs);
        }
        if *class == Class::Ord && first.is_alphabetic() || is_letterlike(first) {
            // An `mi` with a single letter is italic by default.
            return match alphabet {
                Alphabet::Italic => element("mi", []).text(text.as_str()),
                _ if glyphs == *text => element("mi", [("mathvariant", "normal")]).text(glyphs),
                _ => element("mi", []).text(glyphs),
            };
        }
        operator(&glyphs, if spaces.is_ordinary { Class::Ord } else { *class }, spaces)
    }

    fn scripts(&self, scripts: &Scripts, style: MathStyle, spaces: PartSpaces) -> MathNode {
        let base = match scripts.base.as_deref() {
            Some(base) => row(self.part(base, style, spaces)),
            None => element("mrow", []).into(),
        };
        let inner = script(style);
        let limits = match scripts.placement {
            ScriptPlacement::Limits => true,
            ScriptPlacement::LimitsInDisplay => style == MathStyle::Display,
            ScriptPlacement::Beside => false,
        };
        let (sub, sup) = (scripts.sub.as_deref(), scripts.sup.as_deref());
        if limits {
            let base = match base {
                // Outside of display style, a browser would move the limits of a sum beside it.
                MathNode::Element(base) if base.name == "mo" && style != MathStyle::Display => base.set("movablelimits", "false").into(),
                base => base,
            };
            return self.over_and_under(base, (sub, sup), inner);
        }
        let one = |parts: &[Part]| self.one(parts, inner);
        // The glyph of a prime is already raised. As a superscript it would be too high and too small.
        let (base, sup, prime) = match sup {
            Some([Part::Symbol(prime), rest @ ..]) if is_prime(&prime.text) => {
                let prime = element("mo", [("lspace", "0em"), ("rspace", "0em")]).text(prime.text.as_str()).into();
                if rest.is_empty() { (base, None, Some(prime)) } else { (element("mrow", []).with([base, prime]).into(), Some(rest), None) }
            }
            sup => (base, sup, None),
        };
        let scripted = match (sub, sup) {
            (Some(sub), Some(sup)) => element("msubsup", []).with([base, one(sub), one(sup)]).into(),
            (Some(sub), None) => element("msub", []).with([base, one(sub)]).into(),
            (None, Some(sup)) => element("msup", []).with([base, one(sup)]).into(),
            (None, None) => base,
        };
        match prime {
            Some(prime) => element("mrow", []).with([scripted, prime]).into(),
            None => scripted,
        }
    }

    /// Lists under and over a base.
    fn over_and_under(&self, base: MathNode, (under, over): (Option<&[Part]>, Option<&[Part]>), style: MathStyle) -> MathNode {
        let one = |parts: &[Part]| self.one(parts, style);
        match (under, over) {
            (Some(under), Some(over)) => element("munderover", []).with([base, one(under), one(over)]).into(),
            (Some(under), None) => element("munder", []).with([base, one(under)]).into(),
            (None, Some(over)) => element("mover", []).with([base, one(over)]).into(),
            (None, None) => base,
        }
    }

    fn fraction(&self, fraction: &Fraction, outer: MathStyle) -> Vec<MathNode> {
        let style = fraction.style.unwrap_or(outer);
        let inner = if fraction.continued { MathStyle::Text } else { of_fraction(style) };
        let mut element = match fraction.bar {
            Bar::Default => element("mfrac", []),
            Bar::None => element("mfrac", [("linethickness", "0em")]),
            Bar::Thickness(thickness) => element("mfrac", []).set("linethickness", em(thickness)),
        };
        element = element.with([self.one(&fraction.numerator, inner), self.one(&fraction.denominator, inner)]);
        let whole = match (fraction.left, fraction.right) {
            (None, None) => element,
            (left, right) => fenced(left, vec![element.into()], right, true),
        };
        vec![if style == outer { whole.into() } else { styled(style, vec![whole.into()]).into() }]
    }
}

/// Whether a part becomes an `mo` element, which has its spaces as attributes.
fn is_operator(part: &Part) -> bool {
    match part {
        Part::Symbol(Symbol { text, class, .. }) => {
            let first = text.chars().next().unwrap_or(' ');
            !(first.is_ascii_digit() || *class == Class::Ord && first.is_alphabetic() || is_letterlike(first))
        }
        Part::BigOperator(_) => true,
        Part::SizedDelimiter { delimiter, .. } => delimiter.is_some(),
        Part::Scripts(scripts) => scripts.base.as_deref().is_some_and(is_operator),
        _ => false,
    }
}

/// Scripts before a letter, as in an isotope. mhchem writes two parts for them: first phantoms that reserve the room, then the scripts
/// themselves, which overlap to the left into that room.
fn leading_scripts(parts: &[Part]) -> Option<Scripts> {
    let [Part::Scripts(place), Part::Scripts(scripts), ..] = parts else { return None };
    let is_unseen = |part: &Part| plain(std::slice::from_ref(part)).is_empty();
    let all_unseen = |parts: &Option<Vec<Part>>| parts.iter().flatten().all(is_unseen);
    let has_base = scripts.base.as_deref().is_some_and(|base| !is_unseen(base));
    if place.base.as_deref().is_some_and(|base| !is_unseen(base)) || !all_unseen(&place.sub) || !all_unseen(&place.sup) || has_base {
        return None;
    }
    let content = |script: &Option<Vec<Part>>| {
        script.iter().flatten().find_map(|part| match part {
            Part::Overlapping { side: Overlap::Left, parts } => Some(parts.clone()),
            _ => None,
        })
    };
    let (sub, sup) = (content(&scripts.sub), content(&scripts.sup));
    (sub.is_some() || sup.is_some()).then_some(Scripts { base: None, sub, sup, placement: ScriptPlacement::Beside })
}

/// Whether a part is the name of a function, with or without scripts.
fn is_function(part: &Part) -> bool {
    match part {
        Part::NamedOperator(_) => true,
        Part::Scripts(scripts) => scripts.base.as_deref().is_some_and(is_function),
        _ => false,
    }
}

/// Whether a part after a function is its argument.
fn has_argument(part: &Part) -> bool {
    matches!(part.class(), Some(Class::Ord | Class::Op | Class::Open | Class::Inner))
}

fn is_prime(sign: &str) -> bool {
    matches!(sign, "′" | "″" | "‴" | "⁗")
}

pub(super) fn is_number(part: &Part) -> bool {
    matches!(part, Part::Symbol(Symbol { text, .. }) if text.starts_with(|c: char| c.is_ascii_digit()))
}

/// The index after the number that begins at `start`. If no number begins there, the index after that part.
pub(super) fn number_end(parts: &[Part], start: usize) -> usize {
    let alphabet = match &parts[start] {
        Part::Symbol(Symbol { alphabet, .. }) if is_number(&parts[start]) => *alphabet,
        _ => return start + 1,
    };
    let is_digit = |at: usize| matches!(parts.get(at), Some(Part::Symbol(symbol)) if is_number(&parts[at]) && symbol.alphabet == alphabet);
    let is_decimal = |at: usize| {
        matches!(parts.get(at), Some(Part::Symbol(Symbol { text, class: Class::Ord, .. })) if text == "." || text == ",")
            && is_digit(at + 1)
    };
    let mut end = start + 1;
    while is_digit(end) || is_decimal(end) {
        end += 1;
    }
    end
}

/// The digits of a number as one `mn` element. `None` if the first part is not a digit.
fn number(parts: &[Part]) -> Option<MathNode> {
    if !is_number(parts.first()?) {
        return None;
    }
    let digits = parts.iter().map(|part| match part {
        Part::Symbol(symbol) => symbol.glyph_text(),
        _ => String::new(),
    });
    Some(element("mn", []).text(digits.collect::<String>()).into())
}

/// Whether a part is so low that TeX does not enlarge the delimiters around it. Browsers would take the next larger size.
fn is_low(part: &Part) -> bool {
    match part {
        Part::Symbol(_) | Part::Word(_) | Part::NamedOperator(_) | Part::Space(_) | Part::Text { .. } => true,
        Part::Group { parts, .. } => parts.iter().all(is_low),
        Part::Scripts(Scripts { base, sub, sup, placement: ScriptPlacement::Beside }) => {
            let is_simple =
                |script: &Option<Vec<Part>>| script.iter().flatten().all(|part| is_low(part) && !matches!(part, Part::Scripts(_)));
            base.as_deref().is_none_or(is_low) && is_simple(sub) && is_simple(sup)
        }
        _ => false,
    }
}
