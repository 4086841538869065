//! Formulas as English words, for the alternative texts of English books.
//!
//! The words are roughly those of ClearSpeak and MathSpeak: "x squared", "the fraction with numerator a and denominator b, end fraction". A
//! part that is more than one letter or number is closed by a word, such as "end root", so that a listener knows where it ends. The words
//! are a description, not a notation: two formulas that look different may have the same words, for example if only their spaces differ.
use super::mathml::{Labels, is_number, number_end};
use super::sign_names::{letter_name, sign_name};
use super::table::{Table, TableKind};
use super::tree::{
    Accent, Alphabet, Bar, Class, Enclosure, Fraction, MathWord, Mu, Part, ScriptPlacement, Scripts, Symbol, Tree, VerticalSide,
};

/// A formula in English words. `labels` has the numbers of the equations that it refers to.
#[must_use]
pub fn spoken(tree: &Tree, labels: &Labels) -> String {
    let mut speech = Speech { labels, words: String::new(), arrow: "right arrow" };
    speech.list(&tree.parts);
    let length = speech.words.trim_end_matches([',', ';']).len();
    speech.words.truncate(length);
    speech.words
}

/// The words so far.
struct Speech<'a> {
    labels: &'a Labels,
    words: String,
    /// What `→` is called here.
    arrow: &'static str,
}

impl Speech<'_> {
    /// Adds words after a space.
    fn say(&mut self, words: &str) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.words.is_empty() {
            self.words.push(' ');
        }
        self.words.push_str(words);
    }

    /// Adds a comma or semicolon right after the last word. A second one is left out.
    fn pause(&mut self, mark: char) {
        if !self.words.is_empty() && !self.words.ends_with([',', ';', ':']) {
            self.words.push(mark);
        }
    }

    fn list(&mut self, parts: &[Part]) {
        let mut at = 0;
        while at < parts.len() {
            let before = at.checked_sub(1).map(|before| &parts[before]);
            if is_number(&parts[at]) {
                let end = number_end(parts, at);
                self.say(&digits(&parts[at..end]));
                at = end;
                // The last digit is the base of the scripts of a number.
                if let Some(Part::Scripts(scripts)) = parts.get(at)
                    && let Some(base) = scripts.base.as_deref().filter(|base| is_number(base))
                {
                    self.words.push_str(&digits(std::slice::from_ref(base)));
                    self.beside(scripts.sub.as_deref(), scripts.sup.as_deref());
                    at += 1;
                }
                continue;
            }
            match &parts[at] {
                // An isotope: the scripts stand before the letter.
                Part::Scripts(Scripts { base, sub, sup, .. })
                    if is_empty(base.as_deref()) && at + 1 < parts.len() && before.is_none_or(is_separator) =>
                {
                    self.script("superscript", "end superscript", sup.as_deref());
                    self.script("subscript", "end subscript", sub.as_deref());
                }
                Part::Symbol(Symbol { text, .. }) if text == "!" => self.say(match before {
                    Some(Part::Symbol(Symbol { text, .. })) if text == "∃" => "a unique",
                    Some(before) if !is_separator(before) => "factorial",
                    _ => "exclamation point",
                }),
                part => self.part(part),
            }
            at += 1;
        }
    }

    /// A list, and a word that closes it if it has more than one part.
    fn closed(&mut self, parts: &[Part], closing: &str) {
        self.list(parts);
        if !is_short(parts) {
            self.pause(',');
            self.say(closing);
        }
    }

    fn script(&mut self, opening: &str, closing: &str, parts: Option<&[Part]>) {
        if let Some(parts) = parts {
            self.say(opening);
            self.closed(parts, closing);
            self.pause(',');
        }
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Symbol(symbol) => self.symbol(symbol),
            Part::Word(word) => self.word(word),
            Part::BigOperator(sign) => self.sign(sign),
            Part::NamedOperator(name) => self.say(function_name(name)),
            Part::Group { parts, .. }
            | Part::Styled { parts, .. }
            | Part::Resized { parts, .. }
            | Part::Smashed { parts, .. }
            | Part::Overlapping { parts, .. }
            | Part::Raised { parts, .. }
            | Part::Centred(parts)
            | Part::Choice { text: parts, .. } => self.list(parts),
            Part::Scripts(scripts) => self.scripts(scripts),
            Part::Fraction(fraction) => self.fraction(fraction),
            Part::Root { radicand, degree } => self.root(radicand, degree.as_deref()),
            Part::Fenced { left, parts, right } => self.fenced(*left, parts, *right),
            Part::Middle(delimiter) | Part::SizedDelimiter { delimiter, .. } => self.delimiter(*delimiter),
            Part::Accent { accent, base, side, .. } => {
                self.list(base);
                self.say(accent_name(*accent));
                if *side == VerticalSide::Under {
                    self.say("below");
                }
            }
            Part::Line { side, base } => {
                self.list(base);
                self.say(if *side == VerticalSide::Over { "bar" } else { "underlined" });
            }
            Part::Brace { side, base, label, .. } => self.brace(*side, base, label.as_deref()),
            Part::Stack { base, over, under, .. } => {
                self.list(base);
                self.script("with", "above", over.as_deref().filter(|over| !is_short(over)));
                if let Some(over) = over.as_deref().filter(|over| is_short(over)) {
                    self.say("with");
                    self.list(over);
                    self.say("above");
                }
                if let Some(under) = under {
                    self.say("with");
                    self.list(under);
                    self.say("below");
                }
            }
            Part::Arrow { sign, over, under } => self.labelled_arrow(*sign, [(over, "above"), (under, "below")]),
            Part::VerticalArrow { sign, left, right } => self.labelled_arrow(*sign, [(left, "on the left"), (right, "on the right")]),
            Part::Table(table) => self.table(table),
            Part::Text { text, .. } => self.say(text),
            Part::Space(width) => {
                if width.0 >= Mu::EM.0 {
                    self.pause(',');
                }
            }
            Part::Rule { .. } | Part::Phantom { .. } => {}
            Part::Enclosed { enclosure, parts } => {
                let (opening, closing) = enclosure_names(*enclosure);
                self.say(opening);
                self.closed(parts, closing);
            }
            Part::Reference { label, in_parentheses } => {
                let number = self.labels.get(label).map_or("?", String::as_str);
                let printed = if *in_parentheses { format!("({number})") } else { number.to_owned() };
                self.say(&printed);
            }
        }
    }

    fn symbol(&mut self, symbol: &Symbol) {
        match symbol.text.as_str() {
            "," => self.pause(','),
            ";" => self.pause(';'),
            "." => self.words.push('.'),
            "→" => self.say(self.arrow),
            "⊥" if symbol.class == Class::Rel => self.say("is perpendicular to"),
            _ => {
                self.say(alphabet_name(symbol.alphabet));
                self.sign(&symbol.text);
            }
        }
    }

    /// Says one sign. A stroke through it makes it negative.
    fn sign(&mut self, text: &str) {
        let mut signs = text.chars();
        let (Some(sign), stroke) = (signs.next(), signs.next()) else { return };
        let is_negated = matches!(stroke, Some('\u{338}' | '\u{20D2}'));
        match sign_name(sign) {
            Some(name) if is_negated => match name.strip_prefix("is ") {
                Some(rest) => self.say(&format!("is not {rest}")),
                None => self.say(&format!("not {name}")),
            },
            Some(name) => self.say(name),
            None if sign.is_alphabetic() && stroke.is_none() => self.say(&letter_name(sign)),
            None => self.say(text),
        }
    }

    fn word(&mut self, word: &MathWord) {
        self.say(alphabet_name(word.alphabet));
        self.say(&word.text);
    }

    fn delimiter(&mut self, delimiter: Option<char>) {
        if let Some(delimiter) = delimiter {
            self.say(sign_name(delimiter).unwrap_or_default());
        }
    }

    fn scripts(&mut self, scripts: &Scripts) {
        let Scripts { base, sub, sup, placement } = scripts;
        let (sub, sup) = (sub.as_deref(), sup.as_deref());
        if let Some(base) = base {
            self.part(base);
        }
        let is_operator = matches!(base.as_deref(), Some(Part::BigOperator(_) | Part::NamedOperator(_)))
            && (*placement != ScriptPlacement::Beside || matches!(base.as_deref(), Some(Part::BigOperator(_))));
        if is_operator { self.limits(sub, sup) } else { self.beside(sub, sup) }
    }

    /// Scripts at the right of their base.
    fn beside(&mut self, sub: Option<&[Part]>, sup: Option<&[Part]>) {
        if let Some(sub) = sub {
            self.say("sub");
            self.closed(sub, "end sub");
        }
        let Some(sup) = sup else { return };
        let primes = sup.iter().take_while(|part| is_prime(part)).count();
        for prime in &sup[..primes] {
            self.part(prime);
        }
        let power = &sup[primes..];
        match power {
            [] => {}
            [Part::Symbol(Symbol { text, .. })] => match text.as_str() {
                "2" => self.say("squared"),
                "3" => self.say("cubed"),
                "∘" | "°" => self.say("degrees"),
                "∗" | "*" | "⋆" | "†" | "‡" | "+" | "−" | "±" | "⊥" | "⊤" | "×" => {
                    self.say("super");
                    self.list(power);
                }
                _ => {
                    self.say("to the power");
                    self.list(power);
                }
            },
            // An index in brackets, as of the items of a sample.
            [Part::Symbol(Symbol { class: Class::Open, .. }), .., Part::Symbol(Symbol { class: Class::Close, .. })] => {
                self.say("superscript");
                self.list(power);
            }
            power => {
                self.say("to the power");
                self.closed(power, "end power");
            }
        }
    }

    /// The limits of a sum, an integral, a limit and the like.
    fn limits(&mut self, sub: Option<&[Part]>, sup: Option<&[Part]>) {
        match (sub, sup) {
            (Some(sub), Some(sup)) => {
                self.say("from");
                self.list(sub);
                self.say("to");
                self.list(sup);
                self.say("of");
            }
            (Some(sub), None) => {
                let approaches = sub.iter().any(|part| matches!(part, Part::Symbol(Symbol { text, .. }) if text == "→"));
                self.say(if approaches { "as" } else { "over" });
                let arrow = std::mem::replace(&mut self.arrow, "approaches");
                self.list(sub);
                self.arrow = arrow;
                self.say("of");
            }
            (None, Some(sup)) => {
                self.say("to");
                self.list(sup);
                self.say("of");
            }
            (None, None) => {}
        }
    }

    fn fraction(&mut self, fraction: &Fraction) {
        let Fraction { numerator, denominator, bar, left, right, .. } = fraction;
        let is_binomial = *bar == Bar::None && (*left, *right) == (Some('('), Some(')'));
        if is_binomial {
            self.list(numerator);
            self.say("choose");
            return self.closed(denominator, "end choose");
        }
        self.delimiter(*left);
        match (bar, simple_fraction(numerator, denominator)) {
            (Bar::None, _) => {
                self.list(numerator);
                self.say("above");
                self.list(denominator);
            }
            (_, Some(words)) => self.say(&words),
            _ if is_short(numerator) && is_short(denominator) => {
                self.list(numerator);
                self.say("over");
                self.list(denominator);
            }
            _ => {
                self.say("the fraction with numerator");
                self.list(numerator);
                self.say("and denominator");
                self.list(denominator);
                self.pause(',');
                self.say("end fraction");
                self.pause(',');
            }
        }
        self.delimiter(*right);
    }

    fn root(&mut self, radicand: &[Part], degree: Option<&[Part]>) {
        match degree.map(|degree| (degree, digits(degree))) {
            None => self.say("the square root of"),
            Some((_, digits)) if digits == "3" => self.say("the cube root of"),
            Some((degree, _)) => {
                self.say("the root of degree");
                self.list(degree);
                self.say("of");
            }
        }
        self.closed(radicand, "end root");
    }

    fn fenced(&mut self, left: Option<char>, parts: &[Part], right: Option<char>) {
        let named = match (left, right) {
            (Some('|'), Some('|')) if matches!(parts, [Part::Table(_)]) => Some(("the determinant of", "end determinant")),
            (Some('|'), Some('|')) => Some(("the absolute value of", "end absolute value")),
            (Some('‖'), Some('‖')) => Some(("the norm of", "end norm")),
            (Some('⌊'), Some('⌋')) => Some(("the floor of", "end floor")),
            (Some('⌈'), Some('⌉')) => Some(("the ceiling of", "end ceiling")),
            _ => None,
        };
        match (named, parts) {
            (Some((opening, closing)), _) => {
                self.say(opening);
                self.closed(parts, closing);
            }
            (None, [Part::Table(table)]) if matches!((left, right), (Some('(' | '['), Some(')' | ']'))) => self.table(table),
            (None, [Part::Table(table)]) if (left, right) == (Some('{'), None) => self.cases(table),
            _ => {
                self.delimiter(left);
                self.list(parts);
                self.delimiter(right);
            }
        }
    }

    fn brace(&mut self, side: VerticalSide, base: &[Part], label: Option<&[Part]>) {
        self.list(base);
        self.say(match side {
            VerticalSide::Over => "with a brace above",
            VerticalSide::Under => "with a brace below",
        });
        if let Some(label) = label {
            self.say("labelled");
            self.closed(label, "end label");
        }
        self.pause(',');
    }

    fn labelled_arrow(&mut self, sign: char, labels: [(&[Part], &str); 2]) {
        self.say(match sign {
            '‖' => "double line",
            sign => sign_name(sign).unwrap_or("arrow"),
        });
        for (label, place) in labels {
            if !label.is_empty() {
                self.say("with");
                self.list(label);
                self.say(place);
            }
        }
    }

    fn table(&mut self, table: &Table) {
        match table.kind {
            TableKind::Aligned | TableKind::Gathered => self.rows(table, "line"),
            TableKind::Small if table.columns.len() <= 1 => self.rows(table, "line"),
            TableKind::Diagram => {
                self.say("diagram");
                self.rows(table, "row");
                self.say("end diagram");
            }
            TableKind::Array | TableKind::DisplayArray | TableKind::Small => {
                self.say(&format!("the {} by {} matrix", table.rows.len(), table.columns.len()));
                self.pause(',');
                self.rows(table, "row");
                self.say("end matrix");
            }
        }
    }

    fn cases(&mut self, table: &Table) {
        match table.rows.len() {
            1 => self.say("1 case"),
            count => self.say(&format!("{count} cases")),
        }
        self.pause(',');
        self.rows(table, "case");
        self.say("end cases");
    }

    fn rows(&mut self, table: &Table, name: &str) {
        // The cells of aligned equations are parts of one line. Those of a matrix are things of their own.
        let is_matrix = !matches!(table.kind, TableKind::Aligned | TableKind::Gathered);
        for (row, number) in table.rows.iter().zip(1..) {
            if table.rows.len() > 1 || is_matrix {
                self.say(&format!("{name} {number}:"));
            }
            for (at, cell) in row.cells.iter().enumerate() {
                if at > 0 && is_matrix {
                    self.pause(',');
                }
                self.list(cell);
            }
            if number < table.rows.len() || is_matrix {
                self.pause(';');
            }
        }
    }
}

/// The digits and decimal signs of parts that are nothing else. Empty otherwise.
fn digits(parts: &[Part]) -> String {
    parts
        .iter()
        .map(|part| match part {
            Part::Symbol(Symbol { text, .. }) if text.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ',')) => {
                Some(text.as_str())
            }
            _ => None,
        })
        .collect::<Option<String>>()
        .unwrap_or_default()
}

/// Whether a listener hears where the parts end: one sign, word or number.
fn is_short(parts: &[Part]) -> bool {
    match parts {
        [] => true,
        [Part::Space(_) | Part::Phantom { .. }, rest @ ..] | [rest @ .., Part::Space(_) | Part::Phantom { .. }] => is_short(rest),
        [Part::Symbol(_) | Part::Word(_) | Part::Text { .. } | Part::NamedOperator(_) | Part::Reference { .. }] => true,
        [
            Part::Group { parts, .. }
            | Part::Styled { parts, .. }
            | Part::Resized { parts, .. }
            | Part::Smashed { parts, .. }
            | Part::Raised { parts, .. }
            | Part::Centred(parts),
        ] => is_short(parts),
        [first, ..] => is_number(first) && number_end(parts, 0) == parts.len(),
    }
}

/// Whether the base of scripts is nothing, as in `{}^{14}C`.
fn is_empty(base: Option<&Part>) -> bool {
    match base {
        None => true,
        Some(Part::Group { parts, .. }) => parts.is_empty(),
        Some(_) => false,
    }
}

/// Whether what follows a part begins anew: after a relation, an operator, an opening bracket or a comma.
fn is_separator(part: &Part) -> bool {
    matches!(part.class(), Some(Class::Rel | Class::Bin | Class::Op | Class::Open | Class::Punct))
}

fn is_prime(part: &Part) -> bool {
    matches!(part, Part::Symbol(Symbol { text, .. }) if matches!(text.as_str(), "′" | "″" | "‴" | "⁗"))
}

/// "one half", "three quarters". `None` unless both are small numbers.
fn simple_fraction(numerator: &[Part], denominator: &[Part]) -> Option<String> {
    const NUMBERS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    const PARTS: [&str; 9] = ["half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let count: usize = digits(numerator).parse().ok()?;
    let of: usize = digits(denominator).parse().ok()?;
    let number = NUMBERS.get(count.checked_sub(1)?)?;
    let part = PARTS.get(of.checked_sub(2)?)?;
    Some(match (count, of) {
        (1, _) => format!("{number} {part}"),
        (_, 2) => format!("{number} halves"),
        _ => format!("{number} {part}s"),
    })
}

/// The names of functions that nobody says as they are written.
fn function_name(name: &str) -> &str {
    match name {
        "sin" => "sine",
        "cos" => "cosine",
        "tan" => "tangent",
        "cot" => "cotangent",
        "sec" => "secant",
        "csc" => "cosecant",
        "arcsin" => "arc sine",
        "arccos" => "arc cosine",
        "arctan" => "arc tangent",
        "sinh" => "hyperbolic sine",
        "cosh" => "hyperbolic cosine",
        "tanh" => "hyperbolic tangent",
        "ln" => "natural log",
        "lim" => "limit",
        "lim\u{2009}sup" => "limit superior",
        "lim\u{2009}inf" => "limit inferior",
        "max" => "maximum",
        "min" => "minimum",
        "sup" => "supremum",
        "inf" => "infimum",
        "det" => "determinant",
        "dim" => "dimension",
        "ker" => "kernel",
        "gcd" => "greatest common divisor",
        "exp" => "exponential",
        "arg" => "argument",
        "deg" => "degree",
        _ => name,
    }
}

fn alphabet_name(alphabet: Alphabet) -> &'static str {
    match alphabet {
        Alphabet::Upright | Alphabet::Italic | Alphabet::Sans | Alphabet::SansItalic | Alphabet::Monospace => "",
        Alphabet::Bold | Alphabet::BoldItalic | Alphabet::BoldSans | Alphabet::BoldSansItalic => "bold",
        Alphabet::Blackboard => "blackboard",
        Alphabet::Script => "script",
        Alphabet::BoldScript => "bold script",
        Alphabet::Fraktur => "fraktur",
        Alphabet::BoldFraktur => "bold fraktur",
    }
}

fn accent_name(accent: Accent) -> &'static str {
    match accent {
        Accent::Grave => "grave",
        Accent::Acute => "acute",
        Accent::Hat => "hat",
        Accent::Tilde => "tilde",
        Accent::Bar => "bar",
        Accent::Breve => "breve",
        Accent::Check => "check",
        Accent::Dot => "dot",
        Accent::TwoDots => "double dot",
        Accent::ThreeDots => "triple dot",
        Accent::FourDots => "quadruple dot",
        Accent::Ring => "ring",
        Accent::RightArrow => "vector",
        Accent::LeftArrow => "left arrow",
        Accent::LeftRightArrow => "left right arrow",
        Accent::DoubleRightArrow => "double right arrow",
        Accent::RightHarpoon => "right harpoon",
        Accent::LeftHarpoon => "left harpoon",
    }
}

/// The words before and after parts with a frame or a line.
fn enclosure_names(enclosure: Enclosure) -> (&'static str, &'static str) {
    match enclosure {
        Enclosure::Frame => ("boxed", "end box"),
        Enclosure::UpwardStrike | Enclosure::DownwardStrike | Enclosure::CrossedStrikes | Enclosure::HorizontalStrike => {
            ("crossed out", "end crossed out")
        }
        Enclosure::Actuarial => ("actuarial angle", "end angle"),
        Enclosure::Phasor => ("phasor angle", "end angle"),
        Enclosure::Circle => ("circled", "end circle"),
    }
}
