//! The options of a chunk: `{r plot, echo=FALSE, fig.cap="A plot"}`, `#| fig-cap: A plot`.
//!
//! Sources: <https://yihui.org/knitr/options/>, <https://quarto.org/docs/reference/cells/cells-knitr.html>.

/// The options of a chunk that matter for a book.
#[derive(Debug, Default)]
pub(super) struct ChunkOptions {
    /// The name of the language, in lower case.
    pub(super) engine: String,
    /// Each option with its value, as written. Dots in names are hyphens. The last value of an option counts.
    pairs: Vec<(String, String)>,
}

impl ChunkOptions {
    /// The options in the braces after a fence. `None` if these are not the options of a chunk.
    pub(super) fn of_head(head: &str) -> Option<Self> {
        let inner = head.trim().strip_prefix('{')?.strip_suffix('}')?;
        let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '+'))).unwrap_or(inner.len());
        let (engine, rest) = inner.split_at(end);
        if !engine.starts_with(|c: char| c.is_ascii_alphabetic()) || !(rest.is_empty() || rest.starts_with([' ', ',', '\t'])) {
            return None;
        }
        let mut options = Self { engine: engine.to_ascii_lowercase(), pairs: Vec::new() };
        for (nth, part) in parts(rest.trim_start_matches([' ', ','])).into_iter().enumerate() {
            match part.split_once('=') {
                Some((key, value)) => options.set(key, value),
                None if nth == 0 => options.set("label", part),
                None => {}
            }
        }
        Some(options)
    }

    /// Adds an option.
    fn set(&mut self, key: &str, value: &str) {
        self.pairs.push((key.trim().trim_matches(['"', '\'', '`']).to_ascii_lowercase().replace('.', "-"), value.trim().to_owned()));
    }

    /// Reads the lines of options at the beginning of code, which begin with a sign of a comment and a bar. Returns how many lines they
    /// are.
    pub(super) fn read_lines(&mut self, lines: &[&str]) -> usize {
        let mut count = 0;
        for line in lines {
            let Some(rest) = option_line(line) else { break };
            count += 1;
            let words = rest.trim();
            let key = words.split_once(':').filter(|(key, _)| {
                !rest.starts_with("  ") && !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
            });
            match (key, self.pairs.last_mut()) {
                (Some((key, value)), _) => {
                    // A value in several lines begins with a sign.
                    let value = value.trim();
                    self.set(key, if matches!(value, "|" | ">" | "|-" | ">-" | "!expr") { "" } else { value });
                }
                (None, Some((_, value))) => {
                    value.push(' ');
                    value.push_str(words);
                }
                (None, None) => {}
            }
        }
        count
    }

    /// The value of an option, as written.
    fn value(&self, keys: &[&str]) -> Option<&str> {
        self.pairs
            .iter()
            .rev()
            .find(|(key, _)| keys.contains(&key.as_str()))
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The words of an option. `None` if its value is an expression.
    pub(super) fn words(&self, keys: &[&str]) -> Option<String> {
        let value = self.value(keys)?;
        match value.chars().next() {
            Some(quote @ ('"' | '\'')) => unquoted(value, quote),
            // Only YAML has words without quotation marks; in R, they are names of variables.
            _ if value.contains('(') && value.ends_with(')') && !value.contains(' ') => None,
            _ if value.starts_with("paste") || value == "NULL" => None,
            _ => Some(value.to_owned()),
        }
    }

    /// Whether an option is off.
    pub(super) fn is_off(&self, key: &str) -> bool {
        self.value(&[key]).is_some_and(|value| matches!(value, "FALSE" | "F" | "false" | "no"))
    }

    /// The label of the chunk.
    pub(super) fn label(&self) -> Option<String> {
        self.words(&["label"]).filter(|label| !label.contains(char::is_whitespace))
    }

    /// The width of its pictures, as an attribute: `50%`.
    pub(super) fn width(&self) -> Option<String> {
        let width = self.words(&["out-width"])?;
        let digits = width.trim_end_matches(|c: char| c == '%' || c.is_ascii_alphabetic());
        let is_length = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        is_length.then_some(width)
    }
}

/// What follows the sign of an option in a line of code. `None` for any other line.
pub(super) fn option_line(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ["#|", "//|", "--|", "%%|"].into_iter().find_map(|sign| line.strip_prefix(sign)).map(|rest| rest.strip_prefix(' ').unwrap_or(rest))
}

/// The parts between commas that are not in quotation marks or brackets.
fn parts(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut from, mut depth, mut quote, mut escaped) = (0, 0usize, None, false);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                found.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(text[from..].trim());
    found.retain(|part| !part.is_empty());
    found
}

/// A text in quotation marks, without these and without backslashes. `None` if more follows it.
fn unquoted(value: &str, quote: char) -> Option<String> {
    let mut out = String::new();
    let mut letters = value.chars();
    letters.next();
    while let Some(c) = letters.next() {
        match c {
            '\\' => match letters.next()? {
                'n' => out.push(' '),
                c => out.push(c),
            },
            c if c == quote => return letters.as_str().trim().is_empty().then_some(out),
            c => out.push(c),
        }
    }
    None
}

/// The texts in quotation marks in an expression, in their order.
pub(super) fn quoted(expression: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = expression;
    while let Some(start) = rest.find(['"', '\'']) {
        let quote = if rest[start..].starts_with('"') { '"' } else { '\'' };
        let Some(end) = rest[start + 1..].find(quote).map(|end| start + 1 + end) else { return found };
        found.push(rest[start + 1..end].to_owned());
        rest = &rest[end + 1..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_in_both_forms() {
        let mut options = ChunkOptions::of_head("{r boats, echo = FALSE, fig.cap='It\\'s, well, \"big\"', out.width=\"70%\"}").unwrap();
        assert_eq!(options.engine, "r");
        assert_eq!(options.label().as_deref(), Some("boats"));
        assert!(options.is_off("echo") && !options.is_off("include"));
        assert_eq!(options.words(&["fig-cap"]).as_deref(), Some("It's, well, \"big\""));
        assert_eq!(options.width().as_deref(), Some("70%"));
        let count = options.read_lines(&["#| label: fig-nets", "#| fig-cap: |", "#|   Nets and", "#|   ropes.", "plot(x)"]);
        assert_eq!((count, options.label().as_deref()), (4, Some("fig-nets")));
        assert_eq!(options.words(&["fig-cap"]).as_deref(), Some("Nets and ropes."));
        for head in ["{.r}", "{=html}", "{#a}", "r", "{}", "{r"] {
            assert!(ChunkOptions::of_head(head).is_none(), "{head}");
        }
        assert_eq!(ChunkOptions::of_head("{r, fig.cap=paste(\"a\")}").unwrap().words(&["fig-cap"]), None);
    }
}
