//! Finds the formulas in running text before Markdown is parsed.
//!
//! A dollar sign is a currency far more often than a delimiter, so the rules are narrower than those of the Markdown parser. They
//! are Pandoc's (`tex_math_dollars`) with three additions:
//!
//! - `$` opens a formula only if no letter or digit stands before it (`US$5`, `Ke$ha`); letters of scripts without spaces do not count;
//! - the first unescaped `$` outside braces decides: if it cannot close the formula, the opening sign is a currency sign;
//! - a number followed by two words is an amount in a sentence (`$30,000. It is **35$** a day`).
//!
//! `\eqref{…}` in running text counts as a formula.
//!
//! Code spans, HTML tags and link destinations are skipped. A formula never holds an empty line.
use std::cell::{Cell, OnceCell};
use std::collections::HashMap;
use std::ops::Range;

use crate::document::Formula;
use crate::edition::Dollars;
use crate::language::{is_hangul, is_unspaced};

/// Which brackets with backslashes delimit formulas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BracketDelimiters {
    /// `\[` and `\]`, each alone on its line. Elsewhere they are escaped brackets, as in CommonMark.
    #[default]
    AloneOnLines,
    /// None.
    Never,
    /// `\(…\)` and `\[…\]`, as in bookdown.
    Single,
    /// `\(…\)`, and `\[…\]` at the beginning of a line, as in MkDocs with Arithmatex.
    SingleOnLines,
    /// `\\(…\\)` and `\\[…\\]`, as in mdBook with MathJax. Within them, two backslashes stand for one.
    Doubled,
}

/// What delimits a formula in a manuscript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Delimiters {
    /// Which dollar signs.
    pub(crate) dollars: Dollars,
    /// Which brackets.
    pub(crate) brackets: BracketDelimiters,
    /// Whether white space is allowed inside the dollar signs of a formula within a line, as in MathJax and MyST: `$x $`.
    pub(crate) spaced: bool,
    /// Whether a formula may follow a letter or digit: `time$1$`.
    pub(crate) after_words: bool,
    /// Whether `$$x$$` within a line is a part of the line, as in GitBook and kramdown.
    pub(crate) doubled_in_lines: bool,
}

/// A formula and its bytes, delimiters included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundFormula {
    /// The bytes of the text.
    pub(crate) range: Range<usize>,
    /// The formula.
    pub(crate) formula: Formula,
}

/// The LaTeX environments that are formulas by themselves.
const ENVIRONMENTS: [&str; 7] = ["equation", "align", "gather", "multline", "alignat", "eqnarray", "flalign"];

/// The formulas in a stretch of running text.
#[derive(Debug, Default)]
pub(crate) struct Formulas {
    /// The formulas, in order.
    pub(crate) found: Vec<FoundFormula>,
    /// The openings of displayed formulas that nothing closes.
    pub(crate) unclosed: Vec<Range<usize>>,
}

/// Finds the formulas in `range` of a text. The range is one stretch of running text without an empty line.
pub(crate) fn formulas(text: &str, range: Range<usize>, delimiters: Delimiters) -> Formulas {
    let chunk = &text[range.clone()];
    // Two searches for one byte each are several times faster than one search for two characters.
    if !chunk.contains('$') && !chunk.contains('\\') {
        return Formulas::default();
    }
    let backticks = Backticks::of(chunk.as_bytes(), 0..chunk.len());
    let (unpaired, last_bracket) = (Cell::new(None), OnceCell::new());
    let scan =
        FormulaScan { text: chunk, bytes: chunk.as_bytes(), backticks, delimiters, is_table: is_table(chunk), unpaired, last_bracket };
    let mut formulas = scan.all();
    for bytes in formulas.found.iter_mut().map(|formula| &mut formula.range).chain(&mut formulas.unclosed) {
        *bytes = bytes.start + range.start..bytes.end + range.start;
    }
    formulas
}

/// The longest inline formula, link destination or HTML tag, in bytes; a formula between `\[` and `\]` may have twice as many. Anything
/// longer is left as text, so that scanning stays fast.
const LONGEST: usize = 4096;

/// The runs of backticks in a text. They are collected once, because searching the rest of the text for each unclosed run would be slow.
pub(crate) struct Backticks {
    /// The first bytes of the runs, in order, by the length of the run.
    runs: HashMap<usize, Vec<usize>>,
}

impl Backticks {
    /// Finds the runs in a range of bytes.
    pub(crate) fn of(bytes: &[u8], range: Range<usize>) -> Self {
        let mut runs: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut at = range.start;
        while at < range.end {
            let run = run_of(&bytes[..range.end], at, b'`');
            if run > 0 {
                runs.entry(run).or_default().push(at);
            }
            at += run.max(1);
        }
        Self { runs }
    }

    /// The byte after the code span that a run of backticks opens at `at`; the byte after the run if no other has its length.
    pub(crate) fn span_end(&self, bytes: &[u8], at: usize) -> usize {
        let run = run_of(bytes, at, b'`');
        let after = at + run;
        let starts = self.runs.get(&run).map_or(&[][..], Vec::as_slice);
        starts.get(starts.partition_point(|start| *start < after)).map_or(after, |close| close + run)
    }
}

fn run_of(bytes: &[u8], at: usize, sign: u8) -> usize {
    bytes[at..].iter().take_while(|byte| **byte == sign).count()
}

/// Whether a stretch of text has the line of dashes and bars that makes it a table. Bars divide its cells, even in formulas.
fn is_table(chunk: &str) -> bool {
    chunk
        .lines()
        .any(|line| line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '>')))
}

struct FormulaScan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    backticks: Backticks,
    delimiters: Delimiters,
    is_table: bool,
    /// A byte after which there is no unescaped `$$`, once one is known.
    unpaired: Cell<Option<usize>>,
    /// The byte of the last `\]`.
    last_bracket: OnceCell<Option<usize>>,
}

impl FormulaScan<'_> {
    /// Whether `\]` stands at a byte or after it.
    fn has_bracket_from(&self, at: usize) -> bool {
        self.last_bracket.get_or_init(|| self.text.rfind("\\]")).is_some_and(|last| last >= at)
    }

    fn all(&self) -> Formulas {
        let mut formulas = Formulas::default();
        let mut at = 0;
        if let Some(opening) = self.environment_opening() {
            match self.environment(&opening) {
                Some(formula) => {
                    at = formula.range.end;
                    formulas.found.push(formula);
                }
                None => formulas.unclosed.push(opening),
            }
        }
        while at < self.bytes.len() {
            let formula = match self.bytes[at] {
                b'\\' => self.reference(at).or_else(|| self.bracketed(at)),
                b'$' => self.dollars(at),
                _ => None,
            };
            at = match formula {
                Some(formula) => {
                    let end = formula.range.end;
                    formulas.found.push(formula);
                    end
                }
                None => {
                    if self.is_unclosed(at) {
                        formulas.unclosed.push(at..at + 2);
                    }
                    self.after(at)
                }
            };
        }
        formulas
    }

    /// Whether two bytes open a displayed formula that nothing closes: `$$` at the beginning of a line, or `\[` alone on a line.
    fn is_unclosed(&self, at: usize) -> bool {
        match self.bytes[at] {
            b'$' => {
                let counts = self.delimiters.dollars != Dollars::Never && run_of(self.bytes, at, b'$') == 2;
                counts && self.is_first(at) && self.double_close(at + 2).is_none()
            }
            b'\\' => {
                let counts = self.delimiters.brackets == BracketDelimiters::AloneOnLines && self.text[at..].starts_with("\\[");
                counts && self.is_alone(at..at + 2) && !self.has_bracket_from(at)
            }
            _ => false,
        }
    }

    /// The byte at which the search continues if no formula opens at `at`.
    fn after(&self, at: usize) -> usize {
        match self.bytes[at] {
            b'\\' => at + 2,
            b'`' => self.backticks.span_end(self.bytes, at),
            b'<' => self.tag_end(at).unwrap_or(at + 1),
            b']' if self.bytes.get(at + 1) == Some(&b'(') => self.destination_end(at + 2).unwrap_or(at + 1),
            b'$' => at + run_of(self.bytes, at, b'$'),
            _ => at + 1,
        }
    }

    /// The end of an HTML tag, a comment or an autolink that begins at `at`.
    fn tag_end(&self, at: usize) -> Option<usize> {
        let opens = self.bytes.get(at + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?'));
        let mut quote = None;
        for (i, &byte) in self.bytes.iter().enumerate().skip(at + 1).take(LONGEST).take_while(|_| opens) {
            match (quote, byte) {
                (None, b'>') => return Some(i + 1),
                (None, b'<') => return None,
                (None, b'"' | b'\'') if self.bytes[i - 1] == b'=' => quote = Some(byte),
                (Some(open), _) if byte == open => quote = None,
                _ => {}
            }
        }
        None
    }

    /// The end of a link destination in parentheses. `at` is its first byte.
    fn destination_end(&self, at: usize) -> Option<usize> {
        let mut depth = 0;
        for (i, &byte) in self.bytes.iter().enumerate().skip(at).take(LONGEST) {
            match byte {
                b'(' => depth += 1,
                b')' if depth == 0 => return Some(i),
                b')' => depth -= 1,
                b' ' | b'\n' | b'\t' => return Some(i),
                _ => {}
            }
        }
        None
    }

    /// The `\begin{…}` of a LaTeX environment that opens the text.
    fn environment_opening(&self) -> Option<Range<usize>> {
        if self.delimiters.dollars == Dollars::Never {
            return None;
        }
        let start = self.bytes.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'>'))?;
        let name = self.text[start..].strip_prefix("\\begin{")?.split_once('}')?.0;
        if !ENVIRONMENTS.contains(&name.strip_suffix('*').unwrap_or(name)) {
            return None;
        }
        Some(start..start + "\\begin{}".len() + name.len())
    }

    /// The LaTeX environment with that opening.
    fn environment(&self, opening: &Range<usize>) -> Option<FoundFormula> {
        let start = opening.start;
        let name = &self.text[start + "\\begin{".len()..opening.end - 1];
        let close = format!("\\end{{{name}}}");
        let end = start + self.text[start..].find(&close)? + close.len();
        let source = unprefixed(&self.text[start..end]);
        Some(FoundFormula { range: start..end, formula: Formula { tex: source.clone(), source, display: true, markup: None, tree: None } })
    }

    /// A reference to an equation in running text, as in LaTeX and MathJax: `\eqref{eq:energy}`. It is a formula that prints a number.
    fn reference(&self, at: usize) -> Option<FoundFormula> {
        let label = self.text[at..].strip_prefix("\\eqref{").filter(|_| self.delimiters.dollars != Dollars::Never)?.split_once('}')?.0;
        if label.is_empty() || label.contains(|c: char| c.is_whitespace() || matches!(c, '\\' | '{' | '$')) {
            return None;
        }
        let range = at..at + "\\eqref{}".len() + label.len();
        let source = self.text[range.clone()].to_owned();
        Some(FoundFormula { range, formula: Formula { tex: source.clone(), source, display: false, markup: None, tree: None } })
    }

    /// A formula between brackets with backslashes.
    fn bracketed(&self, at: usize) -> Option<FoundFormula> {
        let (open, close) = match (self.delimiters.brackets, &self.text[at..]) {
            (BracketDelimiters::AloneOnLines, rest) if rest.starts_with("\\[") && self.is_alone(at..at + 2) => ("\\[", "\\]"),
            (BracketDelimiters::Single, rest) if rest.starts_with("\\[") => ("\\[", "\\]"),
            (BracketDelimiters::SingleOnLines, rest) if rest.starts_with("\\[") && self.is_first(at) => ("\\[", "\\]"),
            (BracketDelimiters::Single | BracketDelimiters::SingleOnLines, rest) if rest.starts_with("\\(") => ("\\(", "\\)"),
            (BracketDelimiters::Doubled, rest) if rest.starts_with("\\\\[") => ("\\\\[", "\\\\]"),
            (BracketDelimiters::Doubled, rest) if rest.starts_with("\\\\(") => ("\\\\(", "\\\\)"),
            _ => return None,
        };
        let inner = at + open.len();
        if close == "\\]" && !self.has_bracket_from(inner) {
            return None;
        }
        let mut from = inner;
        let limit = self.bytes.len().min(inner + 2 * LONGEST);
        let end = loop {
            let end = from + self.bytes[from.min(limit)..limit].windows(close.len()).position(|bytes| bytes == close.as_bytes())?;
            if self.delimiters.brackets != BracketDelimiters::AloneOnLines || self.is_alone(end..end + close.len()) {
                break end;
            }
            from = end + close.len();
        };
        let mut formula = self.formula(at..end + close.len(), inner..end, open.ends_with('['))?;
        if self.delimiters.brackets == BracketDelimiters::Doubled {
            formula.formula.tex = formula.formula.tex.replace("\\\\", "\\");
        }
        Some(formula)
    }

    /// Whether nothing but white space and `>` signs stands beside a range on its line.
    fn is_alone(&self, range: Range<usize>) -> bool {
        let after = self.text[range.end..].trim_start_matches(|c: char| c != '\n' && c.is_whitespace());
        self.is_first(range.start) && (after.is_empty() || after.starts_with('\n'))
    }

    /// Whether nothing but white space and `>` signs stands before a byte on its line.
    fn is_first(&self, at: usize) -> bool {
        // A line may have a hundred thousand signs, so it is not read from its beginning.
        let before = self.text[..at].trim_end_matches([' ', '\t', '>']);
        before.is_empty() || before.ends_with('\n')
    }

    /// A formula between dollar signs.
    fn dollars(&self, at: usize) -> Option<FoundFormula> {
        if self.delimiters.dollars == Dollars::Never {
            return None;
        }
        match run_of(self.bytes, at, b'$') {
            1 if self.bytes.get(at + 1) == Some(&b'`') => {
                let limit = self.bytes.len().min(at + 2 + LONGEST);
                let end = at + 2 + self.bytes[at + 2..limit].windows(2).position(|bytes| bytes == b"`$")?;
                // Between these signs, R Markdown has executable code.
                if self.text[at + 2..end].starts_with("r ") {
                    return None;
                }
                self.formula(at..end + 2, at + 2..end, false)
            }
            1 => self.inline(at),
            2 => {
                let end = self.double_close(at + 2)?;
                let display = !self.delimiters.doubled_in_lines || self.is_alone(at..end + 2) || self.text[at + 2..end].contains('\n');
                self.formula(at..end + 2, at + 2..end, display)
            }
            _ => None,
        }
    }

    fn inline(&self, at: usize) -> Option<FoundFormula> {
        let auto = self.delimiters.dollars == Dollars::Auto;
        let before = self.text[..at].chars().next_back();
        let after = self.text[at + 1..].chars().next()?;
        let in_word = |c: char| c.is_alphanumeric() && !is_unspaced(c) && !is_hangul(c);
        let is_after_word = auto && before.is_some_and(in_word);
        if (after.is_whitespace() && !self.delimiters.spaced) || (is_after_word && !self.delimiters.after_words) {
            return None;
        }
        let end = self.single_close(at + 1)?;
        let inner = &self.text[at + 1..end];
        if (after.is_whitespace() || inner.ends_with(char::is_whitespace) || is_after_word) && !is_formula(inner) {
            return None;
        }
        let is_sentence = auto && is_amount_in_a_sentence(&self.text[at + 1..end]);
        if is_sentence { None } else { self.formula(at..end + 1, at + 1..end, false) }
    }

    /// The sign that closes an inline formula: the first `$` outside braces, if that can close it.
    fn single_close(&self, from: usize) -> Option<usize> {
        let (mut braces, mut brackets) = (0_usize, 0_usize);
        let mut at = from;
        while at < self.bytes.len().min(from + LONGEST) {
            match self.bytes[at] {
                b'\\' => at += 1,
                b'{' => braces += 1,
                b'}' => braces = braces.checked_sub(1)?,
                b'[' => brackets += 1,
                // The end of a link's text, which began before the sign.
                b']' if brackets == 0 && self.bytes.get(at + 1) == Some(&b'(') => return None,
                b']' => brackets = brackets.saturating_sub(1),
                b'`' => at = self.backticks.span_end(self.bytes, at) - 1,
                b'\n' if self.opens_block(at + 1) => return None,
                b'$' if braces == 0 => {
                    let before = self.text[..at].chars().next_back()?;
                    let after = self.text[at + 1..].chars().next();
                    let closes =
                        (!before.is_whitespace() || self.delimiters.spaced) && after.is_none_or(|c| !c.is_ascii_digit() && c != '$');
                    return closes.then_some(at);
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// The position of the first unescaped `$$` at or after a byte.
    fn double_close(&self, from: usize) -> Option<usize> {
        let mut at = from;
        if self.unpaired.get().is_some_and(|unpaired| unpaired <= from) {
            return None;
        }
        while at + 1 < self.bytes.len() {
            match self.bytes[at] {
                b'\\' => at += 1,
                b'$' if self.bytes[at + 1] == b'$' => return Some(at),
                _ => {}
            }
            at += 1;
        }
        self.unpaired.set(Some(from));
        None
    }

    /// Whether a line begins a new block: a heading, a list item or a table row. An inline formula does not continue into it.
    fn opens_block(&self, line: usize) -> bool {
        let text = self.text[line..].trim_start_matches([' ', '\t', '>']);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        match text.as_bytes().get(digits) {
            Some(b'#' | b'|') if digits == 0 => true,
            Some(b'-' | b'*' | b'+') if digits == 0 => text[1..].starts_with(' '),
            Some(b'.' | b')') if digits > 0 => text[digits + 1..].starts_with(' '),
            _ => false,
        }
    }

    /// The formula at `range`; `inner` is the part between its delimiters. `None` if that part is blank, if an inline formula has an empty
    /// line, or if a formula in a table contains the end of its cell.
    fn formula(&self, range: Range<usize>, inner: Range<usize>, display: bool) -> Option<FoundFormula> {
        let (mut tex, mut source) = (unprefixed(&self.text[inner]), unprefixed(&self.text[range.clone()]));
        if tex.trim().is_empty() || tex.lines().any(|line| line.trim().is_empty()) && !display {
            return None;
        }
        if self.is_table {
            if tex.replace("\\|", "").contains('|') {
                return None;
            }
            (tex, source) = (tex.replace("\\|", "|"), source.replace("\\|", "|"));
        }
        Some(FoundFormula { range, formula: Formula { tex: tex.trim().to_owned(), source, display, markup: None, tree: None } })
    }
}

/// A text of several lines without the quotation signs and the indents of the lines after the first.
fn unprefixed(text: &str) -> String {
    let mut lines = text.lines().enumerate().map(|(i, line)| if i == 0 { line } else { line.trim_start_matches([' ', '\t', '>']) });
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push('\n');
        out.push_str(line);
    }
    out
}

/// The longest formula over a line end between spaced dollar signs, in bytes.
const LONGEST_OVER_LINES: usize = 200;

/// Whether text between spaced dollar signs is a formula: a single character, text with a sign that only formulas have, or an operator
/// between letters and numbers: `x > 0`.
fn is_formula(inner: &str) -> bool {
    let inner = inner.trim();
    let letters = || inner.split(|c: char| !c.is_alphabetic()).filter(|letters| !letters.is_empty());
    let has_operator = || inner.contains(['+', '-', '*', '/', '<', '>']) && letters().next().is_some();
    let is_short = !inner.contains('\n') || inner.len() < LONGEST_OVER_LINES;
    is_short
        && (inner.chars().count() == 1
            || inner.contains(['\\', '^', '_', '=', '{'])
            || (has_operator() && letters().all(|letters| letters.chars().count() == 1)))
}

/// Whether what follows a dollar sign is an amount and then two words or more: `30,000. It is **35`.
fn is_amount_in_a_sentence(inner: &str) -> bool {
    inner.starts_with(|c: char| c.is_ascii_digit())
        && !inner.contains(['\\', '{'])
        && inner.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(text: &str, delimiters: Delimiters) -> Vec<String> {
        formulas(text, 0..text.len(), delimiters).found.into_iter().map(|found| found.formula.source).collect()
    }

    #[test]
    fn money_and_shell_variables_are_not_formulas() {
        for text in [
            "from $20 to A$30",
            "$12/$15",
            "$30,000. It is **35$** a day",
            "make $50-$200 weekly",
            "It is *$HOME/bin*. Put it in your `$PATH` now.",
            "_$$$$$$_",
            "$$$$",
            "$$ $$",
            "Ke$ha and A$AP",
            "**$5** and **$6**",
            "[$5](x) and [$6](y)",
            "[$5](https://x.org/$a$/b)",
            "US$5 and $ 6 $",
            "costs \\$5 and \\$6",
            "`$x$` is code, `` $`y`$ `` too",
            "<a href=\"$x$\">x</a> and <https://x.org/$y$>",
            "[x](https://x.org/$a$/b)",
            "| $5 | 6$ |\n|---|---|\n",
            "- $a\n- b$\n",
            "a ${ b$ c",
            "$x} and {y$",
            "jQuery's $(this) and $(that)",
            "\\[not a formula\\] and \\(nor this\\)",
        ] {
            assert_eq!(sources(text, Delimiters::default()), [""; 0], "{text}");
        }
    }

    #[test]
    fn formulas_are_found_with_their_delimiters() {
        for (text, expected) in [
            ("if $x^2$ is", &["$x^2$"][..]),
            ("$5.00$", &["$5.00$"]),
            ("the $n$th and $k$-means", &["$n$", "$k$"]),
            ("($a_i$, $b_j$)", &["$a_i$", "$b_j$"]),
            ("$\\text{costs $5$}$ x", &["$\\text{costs $5$}$"]),
            ("an $x\\$y$", &["$x\\$y$"]),
            ("$$\na\n+ b\n$$\n", &["$$\na\n+ b\n$$"]),
            ("> $$\n> a\n> $$\n", &["$$\na\n$$"]),
            ("see $$E=mc^2$$ here", &["$$E=mc^2$$"]),
            ("Use $`x+1`$ there", &["$`x+1`$"]),
            ("\\[\nx\n\\]\n", &["\\[\nx\n\\]"]),
            ("\\begin{align*}\na &= b \\\\\n\\end{align*} then $x$", &["\\begin{align*}\na &= b \\\\\n\\end{align*}", "$x$"]),
            ("| $a\\|b$ | c |\n|---|---|\n", &["$a|b$"]),
            ("$30 \\text{ of this kind}$", &["$30 \\text{ of this kind}$"]),
            ("$x$ costs $5", &["$x$"]),
            ("$[0,1](x)$ and $f[x](y)$", &["$[0,1](x)$", "$f[x](y)$"]),
        ] {
            assert_eq!(sources(text, Delimiters::default()), expected, "{text}");
        }
    }

    #[test]
    fn displayed_formulas_that_nothing_closes_are_found() {
        for (text, expected) in [
            ("$$\na\n", Some(0..2)),
            ("> $$ a\n", Some(2..4)),
            ("\\[\nx\n", Some(0..2)),
            ("\\begin{align}\na\n", Some(0..13)),
            ("costs $$ more", None),
            ("$$a$$ and $$$$", None),
            ("\\[x", None),
        ] {
            let unclosed = formulas(text, 0..text.len(), Delimiters::default()).unclosed;
            assert_eq!((unclosed.first(), unclosed.len()), (expected.as_ref(), usize::from(expected.is_some())), "{text}");
        }
    }

    #[test]
    fn no_text_takes_long_to_scan() {
        let long = "x".repeat(5_000);
        assert_eq!(sources(&format!("${long}$"), Delimiters::default()), [""; 0]);
        let rising: String = (1..1_000).map(|count| format!("${} ", "`".repeat(count))).collect();
        let texts = ["${", "](", "<a=\"", "\\[\n", "$$ ", "$a", "`$"].map(|text| text.repeat(20_000));
        let start = std::time::Instant::now();
        for text in texts.iter().chain([&rising]) {
            formulas(text, 0..text.len(), Delimiters::default());
        }
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }

    #[test]
    fn the_book_says_which_dollars_and_brackets_count() {
        let never = Delimiters { dollars: Dollars::Never, brackets: BracketDelimiters::Doubled, ..Delimiters::default() };
        let text = "$x$ $$y$$ \\\\(a \\\\alpha\\\\) \\\\[b\\\\]";
        let found = formulas(text, 0..text.len(), never).found;
        let tex: Vec<_> = found.iter().map(|found| (found.formula.tex.as_str(), found.formula.display)).collect();
        assert_eq!(tex, [("a \\alpha", false), ("b", true)]);
        let always = Delimiters { dollars: Dollars::Always, ..Delimiters::default() };
        assert_eq!(sources("a$b c$d, $5 or six of them$", always), ["$b c$", "$5 or six of them$"]);
    }

    #[test]
    fn spaces_inside_dollar_signs_need_signs_of_a_formula() {
        let spaced = Delimiters {
            dollars: Dollars::Auto,
            brackets: BracketDelimiters::Never,
            spaced: true,
            after_words: true,
            ..Delimiters::default()
        };
        assert_eq!(sources("$x > 0 $ is, $ y+ 1$, $ n $.", spaced), ["$x > 0 $", "$ y+ 1$", "$ n $"]);
        assert_eq!(sources("time$1$, 5$x$, US$5 and CA$6, US$5 and A$.", spaced), ["$1$", "$x$"]);
        assert_eq!(sources("$5 and $ 6 - $ 7, $a few + more $", spaced), Vec::<String>::new());
        assert_eq!(sources("A path $ t=0,\nT$ done.", spaced), ["$ t=0,\nT$"]);
    }
}
