//! Rewrites a formula for the parser. A space replaces each definition of a macro, and the macro is kept. Environments that the parser does
//! not know are replaced by ones that it knows. Each place in the new text can be mapped to the original.
use std::ops::Range;

use super::parser::{Macro, Macros, OPTIONAL_ARGUMENT};

/// A formula for the parser.
#[derive(Debug, Default)]
pub(super) struct PreparedTex {
    /// What the parser reads.
    pub(super) text: String,
    /// The macros that the formula defines.
    pub(super) macros: Macros,
    /// The places after each replacement, in order. They map the text to the original.
    shifts: Vec<Shift>,
}

/// Byte `from` of the text is byte `original` of the original. The bytes after it correspond too, up to the next shift.
#[derive(Debug, Clone, Copy)]
struct Shift {
    from: usize,
    original: usize,
}

impl PreparedTex {
    /// The range of the original that corresponds to a range of the text.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        self.place(range.start)..self.place(range.end)
    }

    fn place(&self, at: usize) -> usize {
        let next = self.shifts.partition_point(|shift| shift.from <= at);
        match next.checked_sub(1).map(|last| self.shifts[last]) {
            Some(shift) => shift.original + (at - shift.from),
            None => at,
        }
    }

    /// The place in the original of a `#` outside of definitions. The parser would print it.
    pub(super) fn stray_parameter(&self) -> Option<usize> {
        let is_escaped = |at: usize| self.text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
        // A `#` is allowed in colours and in definitions that are left to the parser.
        let may_have = ["color", "\\def", "command"].iter().any(|word| self.text.contains(word));
        let at = self.text.match_indices('#').map(|(at, _)| at).find(|at| !is_escaped(*at)).filter(|_| !may_have)?;
        Some(self.place(at))
    }

    /// Adds text that replaces the bytes of the original up to `end`.
    fn replace(&mut self, replacement: &str, end: usize) {
        self.text.push_str(replacement);
        self.shifts.push(Shift { from: self.text.len(), original: end });
    }
}

/// Environments that the parser does not know, with the replacements of their `\begin` and `\end`. `eqnarray` is spaced as an array.
const ENVIRONMENTS: &[(&str, &str, &str)] = &[
    ("eqnarray", "\\begin{darray}{rcl}", "\\end{darray}"),
    ("eqnarray*", "\\begin{darray}{rcl}", "\\end{darray}"),
    ("multline", "\\begin{gather}", "\\end{gather}"),
    ("multline*", "\\begin{gather*}", "\\end{gather*}"),
    ("flalign", "\\begin{align}", "\\end{align}"),
    ("flalign*", "\\begin{align*}", "\\end{align*}"),
    ("math", "{", "}"),
    ("displaymath", "{", "}"),
    ("subequations", "{", "}"),
];

/// Rewrites a formula for the parser.
pub(super) fn prepare(tex: &str) -> PreparedTex {
    let mut prepared = PreparedTex::default();
    let mut at = 0;
    while let Some(found) = tex[at..].find('\\') {
        prepared.text.push_str(&tex[at..at + found]);
        at += found;
        let rest = &tex[at..];
        if let Some((length, defined)) = definition(rest) {
            prepared.macros.extend(defined);
            prepared.replace(" ", at + length);
            at += length;
            continue;
        }
        let environment = ENVIRONMENTS.iter().find_map(|(name, begin, end)| {
            let is =
                |command: &str| rest.strip_prefix(command)?.strip_prefix(name)?.strip_prefix('}').map(|after| rest.len() - after.len());
            is("\\begin{").map(|length| (length, *begin)).or_else(|| is("\\end{").map(|length| (length, *end)))
        });
        if let Some((length, replacement)) = environment {
            prepared.replace(replacement, at + length);
            at += length;
            continue;
        }
        // Copy the backslash and the next character together, so that the second backslash of `\\` does not begin a command.
        let length = rest.chars().take(2).map(char::len_utf8).sum::<usize>();
        prepared.text.push_str(&rest[..length]);
        at += length;
    }
    prepared.text.push_str(&tex[at..]);
    prepared
}

/// The macros that a formula defines.
#[must_use]
pub fn definitions(tex: &str) -> Macros {
    prepare(tex).macros
}

/// The definition at the beginning of a text: its length in bytes, and its macros. `None` if there is none, or if it has a form that is
/// left to the parser.
fn definition(tex: &str) -> Option<(usize, Macros)> {
    let command = ["\\newcommand", "\\renewcommand", "\\providecommand", "\\DeclareMathOperator", "\\def"]
        .into_iter()
        .find(|command| tex.starts_with(command) && !tex[command.len()..].starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let mut scan = DefinitionScanner { tex, at: command.len() };
    let has_star = scan.skip("*");
    let name = scan.braced().unwrap_or_else(|| scan.command()).trim().to_owned();
    if !is_command(&name) {
        return None;
    }
    let (parameters, meaning) = match command {
        "\\DeclareMathOperator" => {
            let body = scan.braced()?;
            (0, format!("\\operatorname{}{{{body}}}", if has_star { "*" } else { "" }))
        }
        "\\def" => (scan.parameters()?, scan.braced()?.to_owned()),
        _ => {
            let parameters = scan.bracketed().map_or(Some(0), |count| count.trim().parse().ok().filter(|count| *count <= 9))?;
            let default = scan.bracketed();
            let meaning = scan.braced()?.to_owned();
            if let Some(default) = default.filter(|_| parameters > 0) {
                // The macro looks for the argument in brackets. Then it calls a second macro with all arguments in braces.
                let full = format!("{name}@full");
                let look = Macro { parameters: 0, meaning: format!("{OPTIONAL_ARGUMENT}{{{full}}}{{{default}}}") };
                return Some((scan.at, Macros::from([(full, Macro { parameters, meaning }), (name, look)])));
            }
            (parameters, meaning)
        }
    };
    Some((scan.at, Macros::from([(name, Macro { parameters, meaning })])))
}

/// Whether a text is a command: a backslash and letters, or a backslash and one other character.
#[must_use]
pub fn is_command(text: &str) -> bool {
    text.strip_prefix('\\').is_some_and(|name| {
        (!name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic()))
            || (name.chars().count() == 1 && !name.contains(['\\', '{', '}', ' ']))
    })
}

/// Reads the parts of a definition.
struct DefinitionScanner<'a> {
    tex: &'a str,
    at: usize,
}

impl<'a> DefinitionScanner<'a> {
    fn rest(&mut self) -> &'a str {
        let rest = &self.tex[self.at..];
        let trimmed = rest.trim_start();
        self.at += rest.len() - trimmed.len();
        trimmed
    }

    fn skip(&mut self, sign: &str) -> bool {
        let is_there = self.rest().starts_with(sign);
        if is_there {
            self.at += sign.len();
        }
        is_there
    }

    /// A command without braces around it. Empty if there is none.
    fn command(&mut self) -> &'a str {
        let rest = self.rest();
        let length = match rest.strip_prefix('\\') {
            Some(name) => match name.find(|c: char| !c.is_ascii_alphabetic()) {
                Some(0) => 1 + name.chars().next().map_or(0, char::len_utf8),
                Some(end) => 1 + end,
                None => rest.len(),
            },
            None => 0,
        };
        self.at += length;
        &rest[..length]
    }

    /// The text in braces, which may be nested.
    fn braced(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        if !rest.starts_with('{') {
            return None;
        }
        let mut depth = 0usize;
        let mut is_escaped = false;
        for (at, sign) in rest.char_indices() {
            match sign {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '{' => depth += 1,
                '}' if depth == 1 => {
                    self.at += at + 1;
                    return Some(&rest[1..at]);
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
        None
    }

    fn bracketed(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let end = rest.strip_prefix('[')?.find(']')? + 1;
        self.at += end + 1;
        Some(&rest[1..end])
    }

    /// The number of parameters of `\def`: `#1#2`. `None` if there is other text between them. The parser refuses such definitions.
    fn parameters(&mut self) -> Option<usize> {
        let mut count = 0;
        while self.skip("#") {
            count += 1;
            if count > 9 || !self.skip(&count.to_string()) {
                return None;
            }
        }
        self.rest().starts_with('{').then_some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_taken_out_and_places_stay_known() {
        let tex = r"\newcommand{\R}[1]{\mathbb{R}^{#1}}\DeclareMathOperator*\esssup{ess\,sup} \esssup \x";
        let prepared = prepare(tex);
        let macros: Vec<(&str, usize, &str)> =
            prepared.macros.iter().map(|(name, defined)| (name.as_str(), defined.parameters, defined.meaning.as_str())).collect();
        assert_eq!(macros, [(r"\R", 1, r"\mathbb{R}^{#1}"), (r"\esssup", 0, r"\operatorname*{ess\,sup}")]);
        let at = prepared.text.find(r"\x").unwrap();
        assert_eq!(&tex[prepared.original(at..at + 2)], r"\x");
    }

    #[test]
    fn a_first_argument_may_have_a_default() {
        let prepared = prepare(r"\newcommand{\p}[2][2]{\|#2\|_{#1}}");
        let meanings: Vec<&str> = prepared.macros.values().map(|defined| defined.meaning.as_str()).collect();
        assert_eq!(meanings, [r"\optional@argument{\p@full}{2}", r"\|#2\|_{#1}"]);
    }

    #[test]
    fn environments_become_known_ones() {
        let prepared = prepare(r"\begin{eqnarray*} a &=& b \end{eqnarray*} \\begin{math}");
        assert_eq!(prepared.text, r"\begin{darray}{rcl} a &=& b \end{darray} \\begin{math}");
    }
}
