//! Recognizes constructs in running text.
//!
//! Most signs also occur in plain text: `@media`, `x[[1]]`, `C++`, `10:30:00`, `{0}`. So each construct has a rule that plain
//! text does not fulfil. If there is no such rule, the construct is found only if the book names its dialect.
use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::document::OBJECT;
use crate::edition::Dialect;

use super::construct::{Certainty, Construct, Found};
use super::emoji;
use super::line::{Object, Passage};
use super::lines::{self, LineContext};
use super::tables;
use super::tex;

/// The longest construct in bytes. What is longer is text, so that the search takes linear time.
const LONGEST: usize = 2048;

/// The text from `at`, at most as long as a construct.
pub(super) fn window(text: &str, at: usize) -> &str {
    let mut end = text.len().min(at + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(at..end).unwrap_or_default()
}

/// The constructs in a passage, in order. `context` knows what is around the passage.
pub(crate) fn constructs(passage: &Passage, dialect: Dialect, context: &LineContext<'_>) -> Vec<Found> {
    let scan = Scan { passage, text: &passage.text, dialect, ends: Ends::default() };
    let bytes = scan.text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sign) = next_sign(bytes, at) {
        at = sign;
        let line = if at == 0 || bytes[at - 1] == b'\n' { lines::construct(passage, at, dialect, context) } else { None };
        let next = line.or_else(|| scan.construct(at, context));
        match next {
            Some(next) => {
                at = next.range.end.max(at + 1);
                found.push(next);
            }
            // The character after a backslash is escaped.
            None if bytes[at] == b'\\' && bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 2,
            None => at += 1,
        }
    }
    found
}

/// Whether [`Scan::construct`] looks at a byte.
const SIGNS: [bool; 256] = {
    const ALL: &[u8] = b"\\[!{@:+^(<$";
    let mut signs = [false; 256];
    let mut at = 0;
    while at < ALL.len() {
        signs[ALL[at] as usize] = true;
        at += 1;
    }
    signs
};

/// The first byte at or after `at` where a construct can begin: the beginning of a line, or a sign.
fn next_sign(bytes: &[u8], at: usize) -> Option<usize> {
    if at == 0 || bytes.get(at - 1) == Some(&b'\n') {
        return (at < bytes.len()).then_some(at);
    }
    let found = bytes.get(at..)?.iter().position(|byte| SIGNS[usize::from(*byte)] || *byte == b'\n')?;
    let found = at + found;
    // A line begins after a line end.
    if bytes[found] == b'\n' { (found + 1 < bytes.len()).then_some(found + 1) } else { Some(found) }
}

/// Whether a character belongs to a word.
pub(super) fn in_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

pub(super) struct Scan<'a> {
    pub(super) passage: &'a Passage,
    pub(super) text: &'a str,
    pub(super) dialect: Dialect,
    ends: Ends,
}

/// The places of closing signs that were found. Without them, the text would be searched again after each sign that nothing closes.
#[derive(Default)]
struct Ends(RefCell<BTreeMap<&'static str, usize>>);

impl Ends {
    /// The first byte of `sign` at or after a byte of a text, if it is near enough to close a construct.
    fn next(&self, text: &str, sign: &'static str, at: usize) -> Option<usize> {
        let mut known = self.0.borrow_mut();
        let found = known.get(sign).copied().filter(|found| *found >= at);
        let found = found.unwrap_or_else(|| text[at..].find(sign).map_or(text.len(), |found| at + found));
        known.insert(sign, found);
        (found < text.len() && found - at < LONGEST).then_some(found)
    }
}

impl Scan<'_> {
    /// The text from `at` to the next `sign`.
    pub(super) fn until(&self, at: usize, sign: &'static str) -> Option<&str> {
        let end = self.ends.next(self.text, sign, at)?;
        Some(&self.text[at..end])
    }

    /// The text from `at` to the next `sign` on the same line.
    pub(super) fn until_on_line(&self, at: usize, sign: &'static str) -> Option<&str> {
        let inner = self.until(at, sign)?;
        self.ends.next(self.text, "\n", at).is_none_or(|end| end >= at + inner.len()).then_some(inner)
    }

    fn construct(&self, at: usize, context: &LineContext<'_>) -> Option<Found> {
        match self.text.as_bytes()[at] {
            b'\\' => {
                self.bookdown_reference(at).or_else(|| self.escaped_link(at)).or_else(|| self.bracket_formula(at, context)).or_else(|| {
                    let has_argument = self.ends.next(self.text, "}", at).is_some();
                    tex::command(self.text, at, tex::Arguments { may_follow: has_argument, may_lack: self.dialect.is_pandoc() })
                })
            }
            b'[' => self.wiki_link(at).or_else(|| self.citation(at)).or_else(|| self.bracketed_field(at)),
            b'!' if self.text[at + 1..].starts_with("[[") => {
                let inner = self.wiki_link(at + 1)?;
                Some(Found::new(Construct::Embed, at..inner.range.end))
            }
            b'{' => self.template(at).or_else(|| self.editing_mark(at, context)).or_else(|| self.braces(at)),
            b'@' => self.reference(at),
            b':' => self.docsify_setting(at).or_else(|| self.emoji(at)),
            b'+' => self.inserted(at),
            b'^' => self.block_id(at),
            b'<' => self.component(at).or_else(|| self.templater(at)).or_else(|| self.unknown_tag(at)),
            b'$' => self.code_formula(at),
            b'(' => self
                .marked_term(at)
                .or_else(|| self.bookdown_label(at))
                .or_else(|| self.formula_label(at))
                .or_else(|| self.bracketed_field(at)),
            _ => None,
        }
    }

    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    pub(super) fn after(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// `\@ref(fig:plot)`. Markdown takes the backslash for an escape.
    fn bookdown_reference(&self, at: usize) -> Option<Found> {
        let inner = window(self.text, at).strip_prefix("\\@ref(")?;
        let close = inner.find([')', '\n', ' ']).filter(|close| *close > 0 && inner[*close..].starts_with(')'))?;
        Some(Found::new(Construct::BookdownReference, at..at + "\\@ref(".len() + close + 1))
    }

    /// `\(x^2\)`, `\[x^2\]`, `\\(x^2\\)`. It counts as a formula only if it has a sign of TeX or is a single character: other escaped
    /// brackets are text. The sign is looked for in the source, because `^` and `_` may have become markup. mdBook prints such brackets
    /// unless MathJax is on, and then the formula has already been read.
    fn bracket_formula(&self, at: usize, context: &LineContext<'_>) -> Option<Found> {
        let rest = window(self.text, at);
        let slashes = rest.len() - rest.trim_start_matches('\\').len();
        let (name, close) = match (slashes, rest.as_bytes().get(slashes)?) {
            (1, b'(') => ("single", "\\)"),
            (1, b'[') => ("single", "\\]"),
            (2, b'(') => ("doubled", "\\\\)"),
            (2, b'[') => ("doubled", "\\\\]"),
            _ => return None,
        };
        let inner = at + slashes + 1;
        let end = inner + rest[slashes + 1..].find(close)?;
        let source = context.source.get(self.passage.place(inner)..self.passage.place(end))?;
        let has_command = source.match_indices('\\').any(|(at, _)| source[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
        // A letter alone between escaped square brackets is an editor's addition.
        let is_letter = source.trim().chars().count() == 1 && source.trim().starts_with(char::is_alphabetic) && close.ends_with(')');
        // `\\` at the end of a line begins a new row.
        let is_formula = has_command || source.contains(['^', '=']) || source.contains("\\\\\n") || has_subscript(source) || is_letter;
        let is_link = self.before(at) == Some(']');
        (is_formula && !is_link && self.dialect != Dialect::Mdbook)
            .then(|| Found::new(Construct::BracketFormula, at..end + close.len()).named(name))
    }

    /// `(\#fig:plot)`
    fn bookdown_label(&self, at: usize) -> Option<Found> {
        let inner = window(self.text, at).strip_prefix("(\\#")?;
        let close = inner.find(|c: char| !c.is_alphanumeric() && !matches!(c, ':' | '-' | '_' | '.'))?;
        let is_label = inner[close..].starts_with(')') && inner[..close].contains(':');
        is_label.then(|| Found::new(Construct::BookdownLabel, at..at + "(\\#".len() + close + 1))
    }

    /// `$$ … $$ (plot)`
    fn formula_label(&self, at: usize) -> Option<Found> {
        let is_after_formula = self.text[..at].strip_suffix(' ').is_some_and(|before| before.ends_with(OBJECT));
        let inner = window(self.text, at).strip_prefix('(').filter(|_| self.dialect == Dialect::Myst && is_after_formula)?;
        let close = inner.find(|c: char| !c.is_alphanumeric() && !matches!(c, ':' | '-' | '_' | '.'))?;
        let is_label = close > 0 && inner[close..].starts_with(')') && matches!(self.after(at + 1 + close + 1), None | Some('\n'));
        is_label.then(|| Found::new(Construct::MystLabel, at..at + 1 + close + 1))
    }

    /// `[[Note]]`, `[[Note#Heading|text]]`. `x[[1]]` is an element of a list, `[[ -f x ]]` a test, `[[nodiscard]]` an attribute of C++.
    fn wiki_link(&self, at: usize) -> Option<Found> {
        const TEXT: [&str; 9] =
            ["toc", "nodiscard", "noreturn", "maybe_unused", "likely", "unlikely", "fallthrough", "deprecated", "no_unique_address"];
        let name = self.text[at..].strip_prefix("[[").and_then(|_| self.until(at + 2, "]]"))?;
        let end = at + 2 + name.len() + 2;
        let has_notes = matches!(self.dialect, Dialect::Obsidian | Dialect::Mkdocs);
        let is_text = name.contains(['[', ']', '\n', '"', ';'])
            || (name.contains('=') && !has_notes)
            || name.starts_with(char::is_whitespace)
            || !name.contains(|c: char| c.is_alphabetic() || (has_notes && c.is_alphanumeric()))
            || TEXT.contains(&name.to_ascii_lowercase().as_str())
            || in_word(self.before(at))
            || matches!(self.before(at), Some(']' | ')'))
            || matches!(self.after(end), Some('(' | ']'));
        // Texts about JavaScript also write single words in this way: `[[Prototype]]` is an internal slot in the JavaScript standard.
        // In TOML, `[[module.mounts]]` alone on a line begins a table.
        let is_alone = matches!(self.before(at), None | Some('\n')) && matches!(self.after(end), None | Some('\n'));
        let is_key = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
        let is_certain = self.dialect == Dialect::Obsidian || (name.contains([' ', '|', '#', '/', '.']) && !(is_alone && is_key));
        let target = name.split(['|', '#']).next().unwrap_or_default();
        let found = Found::new(Construct::WikiLink, at..end).named(target);
        (!is_text).then(|| if is_certain { found } else { found.if_confirmed(Certainty::IfLinked) })
    }

    /// `\[\[Note\]\]`: an editor wrote backslashes before the brackets of a link to a note. Authors of chapbook's own Markdown mean the
    /// brackets.
    fn escaped_link(&self, at: usize) -> Option<Found> {
        let is_project = self.dialect != Dialect::default();
        let name = self.text[at..].strip_prefix("\\[\\[").filter(|_| is_project).and_then(|_| self.until_on_line(at + 4, "\\]\\]"))?;
        let end = at + 4 + name.len() + 4;
        let is_name = name.starts_with(char::is_alphabetic) && !name.contains(['[', ']', '(', ')', '"', ';', '=']);
        (is_name && self.after(end) != Some('(')).then(|| Found::new(Construct::EscapedLink, at..end))
    }

    /// `((whale))`, in the notation of one author who also writes `{{index whale}}`.
    fn marked_term(&self, at: usize) -> Option<Found> {
        let words = self.text[at..].strip_prefix("((").and_then(|_| self.until_on_line(at + 2, "))"))?;
        let is_term = !words.is_empty() && !words.contains(['(', ')']);
        is_term.then(|| Found::new(Construct::MarkedTerm, at..at + 2 + words.len() + 2).if_confirmed(Certainty::IfIndexed))
    }

    /// `[@key]`, `[see @key, p. 3; -@other]`, `[Chart @fig-plot]`. The label of a link is not a citation: the parser has already made a
    /// link of it.
    fn citation(&self, at: usize) -> Option<Found> {
        let inner = &window(self.text, at)[1..];
        let close = inner.find([']', '[']).filter(|close| inner[*close..].starts_with(']'))?;
        let content = &inner[..close];
        let end = at + close + 2;
        if !content.contains('@') || matches!(self.after(end), Some('(' | '[')) {
            return None;
        }
        let mut first: Option<Found> = None;
        for part in content.split(';') {
            let sign = part.find('@')?;
            let (prefix, rest) = (&part[..sign], &part[sign + 1..]);
            let bare = prefix.strip_suffix('-').unwrap_or(prefix);
            if !(bare.is_empty() || bare.ends_with(char::is_whitespace)) {
                return None;
            }
            let key = key(rest);
            let found = if is_labelled(key) {
                Found::new(Construct::LabelledReference, at..end)
            } else {
                let locator = rest[key.len()..].trim_start_matches([',', ' ']);
                let is_sure = bare.trim().is_empty() || key.contains(|c: char| c.is_ascii_digit() || c == ':') || is_locator(locator);
                if key.is_empty() || !(is_sure || self.dialect.is_pandoc()) {
                    return None;
                }
                Found::new(Construct::Citation, at..end).named(key)
            };
            first = first.or(Some(found));
        }
        first
    }

    /// `@fig-plot`, `@fig:plot`, and `@key` if something confirms it.
    fn reference(&self, at: usize) -> Option<Found> {
        if in_word(self.before(at)) || matches!(self.before(at), Some('/' | '.' | '@' | '`')) {
            return None;
        }
        let rest = &window(self.text, at)[1..];
        let key = key(rest);
        let end = at + 1 + key.len();
        if is_labelled(key) {
            return Some(Found::new(Construct::LabelledReference, at..end));
        }
        if key.is_empty() {
            return None;
        }
        let after = &rest[key.len()..];
        let locator = after.strip_prefix(" [").and_then(|after| after.split_once(']'));
        if let Some((locator, _)) = locator.filter(|(locator, _)| is_locator(locator)) {
            let end = end + " [".len() + locator.len() + 1;
            return Some(Found::new(Construct::Citation, at..end).named(key));
        }
        let found = Found::new(Construct::Citation, at..end).named(key);
        let is_label = self.dialect == Dialect::Myst && key.contains(['-', ':']);
        let is_example = self.before(at) == Some('(') && after.starts_with(')');
        let is_sure = is_label || (self.dialect.is_pandoc() && (has_year(key) || is_example));
        Some(if is_sure { found } else { found.if_confirmed(Certainty::IfCited) })
    }

    /// `<% tp.date.now() %>`, of the plugin Templater.
    fn templater(&self, at: usize) -> Option<Found> {
        let inner =
            self.text[at..].strip_prefix("<%").filter(|_| self.dialect == Dialect::Obsidian).and_then(|_| self.until(at + 2, "%>"))?;
        Some(Found::new(Construct::TemplaterTag, at..at + 2 + inner.len() + 2))
    }

    /// The dollar sign after the code of a formula of Markua: `` `x^2`$ ``.
    fn code_formula(&self, at: usize) -> Option<Found> {
        let is_formula = self.dialect == Dialect::Leanpub && at >= OBJECT.len_utf8() && !in_word(self.after(at + 1));
        let code = is_formula.then(|| at - OBJECT.len_utf8()).filter(|code| self.passage.object_at(*code) == Some(Object::Code))?;
        Some(Found::new(Construct::CodeFormula, code..at + 1))
    }

    /// `<Tabs values={[{label: 'Sea'}]}>`: a tag of JSX that is not a tag of HTML, because of an expression with white space or quotation
    /// marks, a full stop in its name, or an attribute such as `@click`.
    fn component(&self, at: usize) -> Option<Found> {
        let rest = window(self.text, at);
        let name = rest[1..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))?;
        let attributes = &rest[1 + name..];
        // The parser reads a tag as text if its name has a full stop in it, or if an attribute begins with `@`, such as `@click`.
        let is_dotted = (rest[1..1 + name].contains('.') || attributes.contains(" @")) && attributes.contains('>');
        let is_name = |c: char| c.is_ascii_uppercase() || (self.dialect == Dialect::Docusaurus && c.is_ascii_lowercase());
        let is_component = rest[1..].starts_with(is_name) && attributes.starts_with([' ', '\n', '>', '/']);
        if !is_component || !(is_dotted || attributes.contains("={")) {
            return None;
        }
        let mut depth = 0_usize;
        for (offset, c) in attributes.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                '>' if depth == 0 => {
                    let own = &attributes[..offset];
                    return (is_dotted || own.contains("={")).then(|| Found::new(Construct::Component, at..at + 1 + name + offset + 1));
                }
                _ => {}
            }
        }
        None
    }

    /// `[rating:: 5]`, `(rating:: 5)`, a field of the plugin Dataview in running text.
    fn bracketed_field(&self, at: usize) -> Option<Found> {
        let close = if self.text[at..].starts_with('[') { "]" } else { ")" };
        let inner = self.until_on_line(at + 1, close).filter(|_| self.dialect == Dialect::Obsidian)?;
        let (key, value) = inner.split_once("::")?;
        let is_key = key.starts_with(char::is_alphabetic) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        (is_key && value.starts_with(' ')).then(|| Found::new(Construct::InlineField, at..at + 1 + inner.len() + 1))
    }

    /// `:smile:`
    fn emoji(&self, at: usize) -> Option<Found> {
        let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != ':' && c != '_');
        let inner = &window(self.text, at)[1..];
        let close = inner.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+')))?;
        let end = at + 1 + close + 1;
        if inner[close..].starts_with(':') && close > 0 && self.passage.object_at(end) == Some(Object::Code) && is_apart(self.before(at)) {
            return Some(Found::new(Construct::Role, at..end).named(&inner[..close]));
        }
        let is_name = inner[close..].starts_with(':') && is_apart(self.before(at));
        if is_name && emoji::is_shortcode(&inner[..close]) && self.after(end) != Some(':') {
            return Some(Found::new(Construct::Emoji, at..end));
        }
        // Without a dialect that has emoji, `:name:` may be text.
        let is_unknown = tables::has(self.dialect, Construct::Emoji)
            && is_name
            && close > 2
            && inner.starts_with(|c: char| c.is_ascii_lowercase())
            && is_apart(self.after(end));
        is_unknown.then(|| Found::new(Construct::EmojiName, at..end))
    }

    /// `:id=boats` and `:class=wide`, at the end of a heading of docsify.
    fn docsify_setting(&self, at: usize) -> Option<Found> {
        let rest = window(self.text, at).split('\n').next()?.trim_end();
        let value = [":id=", ":class="].into_iter().find_map(|key| rest.strip_prefix(key))?;
        let is_setting = !value.is_empty() && !value.contains(char::is_whitespace) && self.before(at).is_none_or(char::is_whitespace);
        is_setting.then(|| Found::new(Construct::DocsifySetting, at..at + rest.len()))
    }

    /// `<my_name>`, `<o:p>`: HTML has neither underscores nor colons in names, so the parser takes it for text.
    fn unknown_tag(&self, at: usize) -> Option<Found> {
        let inner = &window(self.text, at)[1..];
        let close = inner.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | ':' | '/')))?;
        let name = inner[..close].trim_matches('/');
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.ends_with(|c: char| c.is_ascii_alphanumeric());
        // Word writes `<o:p>`.
        let is_prefixed = name.split_once(':').is_some_and(|(prefix, name)| prefix.len() < 5 && !name.contains(['/', ':']));
        (is_name && (name.contains('_') || is_prefixed) && !name.contains("//") && inner[close..].starts_with('>'))
            .then(|| Found::new(Construct::TagName, at..at + close + 2))
    }

    /// `++inserted++`, `++ctrl+alt+del++`. In most dialects, `++i` and `j++` are code, so only words of at least three letters are found
    /// there.
    fn inserted(&self, at: usize) -> Option<Found> {
        let is_dialect = matches!(self.dialect, Dialect::Leanpub | Dialect::Mkdocs);
        if in_word(self.before(at)) || self.before(at) == Some('+') {
            return None;
        }
        let words = self.text[at..].strip_prefix("++").and_then(|_| self.until(at + 2, "++"))?;
        let end = at + 2 + words.len() + 2;
        // `++i+j++` is code.
        let is_key = |word: &str| !word.is_empty() && word.chars().all(char::is_alphanumeric);
        let is_keys = words.contains('+') && words.split('+').all(is_key) && words.split('+').any(|word| word.len() > 2);
        let is_plain = words.is_empty()
            || words.starts_with(|c: char| c.is_whitespace() || c == '+')
            || words.ends_with(char::is_whitespace)
            || words.contains('\n')
            || !(is_dialect || is_keys || words.split(' ').all(|word| word.chars().count() > 2 && word.chars().all(char::is_alphabetic)))
            || in_word(self.after(end))
            || self.after(end) == Some('+');
        let construct = if self.dialect == Dialect::Mkdocs || is_keys { Construct::Keys } else { Construct::Inserted };
        (!is_plain).then(|| Found::new(construct, at..end))
    }

    /// ` ^block-id` at the end of a line.
    fn block_id(&self, at: usize) -> Option<Found> {
        let rest = window(self.text, at);
        let line = rest[1..].split('\n').next()?.trim_end();
        let is_id = line.len() > 1
            && line.contains(|c: char| c.is_ascii_alphabetic())
            && line.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let is_apart = self.before(at).is_none_or(char::is_whitespace);
        (is_id && is_apart).then(|| Found::new(Construct::BlockId, at..at + 1 + line.len()))
    }
}

/// Whether a text has a subscript: `x_1`. In `_words_`, the underscores are outside the words.
fn has_subscript(text: &str) -> bool {
    text.match_indices('_').any(|(at, _)| {
        let is_name = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '{' | '}' | ')'));
        is_name(text[..at].chars().next_back()) && is_name(text[at + 1..].chars().next())
    })
}

/// The key of a citation at the beginning of a text. Punctuation at its end does not belong to it.
fn key(text: &str) -> &str {
    let signs =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '.' | '#' | '$' | '%' | '&' | '+' | '?' | '<' | '>' | '~' | '/' | '-');
    let end = text.find(|c: char| !signs(c)).unwrap_or(text.len());
    let key = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_');
    if key.starts_with(|c: char| c.is_alphanumeric() || c == '_') { key } else { "" }
}

/// Whether a key names a figure, a table or the like: `fig-plot`, `fig:plot`.
fn is_labelled(key: &str) -> bool {
    const HYPHEN: [&str; 13] = ["fig", "tbl", "sec", "eq", "lst", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr"];
    const COLON: [&str; 5] = ["fig", "tbl", "eq", "sec", "lst"];
    let has = |sign: char, kinds: &[&str]| key.split_once(sign).is_some_and(|(kind, name)| !name.is_empty() && kinds.contains(&kind));
    has('-', &HYPHEN) || has(':', &COLON)
}

/// Whether a key ends with a year, as keys of citations often do: `knuth84`, `smith2020a`.
fn has_year(key: &str) -> bool {
    let bare = key.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == '_' || c == '-');
    let bare = if bare.is_empty() { key } else { bare };
    let digits = bare.len() - bare.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    matches!(digits, 2 | 4) && key.starts_with(char::is_alphabetic)
}

/// Whether a text says which pages are cited.
fn is_locator(text: &str) -> bool {
    const TERMS: [&str; 12] = ["p.", "pp.", "page", "pages", "ch.", "chap.", "chapter", "sec.", "section", "vol.", "fig.", "§"];
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let first = text.split_whitespace().next().unwrap_or_default();
    TERMS.contains(&first) || is_number(first.trim_end_matches(',')) || text.starts_with('§')
}
