//! Recognizes constructs that begin with a brace: template tags, roles, attributes, and editing marks.
use crate::document::OBJECT;
use crate::edition::Dialect;
use crate::language::is_unspaced;
use crate::source::directives::DIRECTIVES;

use super::construct::{Certainty, Construct, Found, Pairing};
use super::line::Object;
use super::lines::LineContext;
use super::prose::{Scan, in_word, window};

impl Scan<'_> {
    /// `{{< shortcode >}}`, `{{ variable }}`, `{{#include file}}`, `{% tag %}`
    pub(super) fn template(&self, at: usize) -> Option<Found> {
        let rest = &self.text[at..];
        for (open, close) in [("{{<", ">}}"), ("{{%", "%}}")] {
            if rest.starts_with(open)
                && let Some(inner) = self.until(at + open.len(), close)
            {
                let found = Found::new(Construct::Shortcode, at..at + open.len() + inner.len() + close.len());
                let inner = inner.trim();
                return Some(match inner.strip_prefix('/') {
                    Some(name) => found.named(first_word(name)).with_pairing(Pairing::Closes),
                    None => found.named(first_word(inner)).with_pairing(Pairing::Opens),
                });
            }
        }
        if rest.starts_with("{{") {
            let Some(inner) = self.until_on_line(at + 2, "}}").filter(|inner| !inner.contains(['{', '}'])) else {
                return self.template_with_braces(at);
            };
            if !inner.contains(char::is_alphabetic) {
                return None;
            }
            let directive = inner.trim_start().strip_prefix('#').map(first_word);
            let is_include = directive.is_some_and(|name| DIRECTIVES.contains(&name));
            let construct = match self.dialect {
                _ if is_include => Construct::Include,
                Dialect::Mdbook => Construct::PreprocessorTag,
                _ => Construct::Variable,
            };
            return Some(Found::new(construct, at..at + 2 + inner.len() + 2));
        }
        let inner = rest.strip_prefix("{%").and_then(|_| self.until(at + 2, "%}"))?;
        let name = first_word(inner.trim_start_matches(['-', '+']));
        if !name.starts_with(char::is_alphabetic) {
            return None;
        }
        let found = Found::new(Construct::TemplateTag, at..at + 2 + inner.len() + 2);
        Some(match name.strip_prefix("end").filter(|name| !name.is_empty()) {
            Some(name) => found.named(name).with_pairing(Pairing::Closes),
            None => found.named(name).with_pairing(Pairing::Opens),
        })
    }

    /// `{{quote {author: "Ada"}`: a name and a list of values. The tag may end on a later line; if so, the range ends with this line.
    fn template_with_braces(&self, at: usize) -> Option<Found> {
        let line = window(self.text, at).split('\n').next()?;
        let inner = &line[2..];
        let name = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).len();
        let is_tag = inner.starts_with(|c: char| c.is_ascii_alphabetic()) && (name == inner.len() || inner[name..].starts_with(" {"));
        let end = line.find("}}").map_or(line.trim_end().len(), |close| close + 2);
        is_tag.then(|| Found::new(Construct::Variable, at..at + end))
    }

    /// `{numref}` before code, `{: .class}`, `{i: "term"}`, `{/* comment */}`
    pub(super) fn braces(&self, at: usize) -> Option<Found> {
        if self.text[at..].starts_with("{/*") {
            let inner = self.until(at + 3, "*/}")?;
            return Some(Found::new(Construct::MdxComment, at..at + 3 + inner.len() + 3));
        }
        let inner = self.until_on_line(at + 1, "}")?;
        let end = at + 1 + inner.len() + 1;
        if let Some(found) = self.braced_include(at, inner) {
            return Some(found);
        }
        if inner.starts_with("# ") && inner.ends_with(" #") {
            return Some(Found::new(Construct::BracedComment, at..end));
        }
        if let Some((base, reading)) = inner.split_once('|')
            && !inner.is_empty()
            && base.chars().all(is_unspaced)
            && reading.chars().all(|c| is_unspaced(c) || c == '|')
        {
            return Some(Found::new(Construct::Ruby, at..end));
        }
        if let Some(inner) = inner.strip_prefix(':') {
            // In Jekyll, a name refers to a list that is defined elsewhere.
            let is_name = self.dialect == Dialect::Jekyll && inner.starts_with(char::is_alphabetic) && !inner.contains(char::is_whitespace);
            let is_named = inner.split_once(": ").is_some_and(|(name, list)| !name.contains(char::is_whitespace) && is_kramdown(list));
            return (is_kramdown(inner) || is_name || is_named).then(|| Found::new(Construct::KramdownAttributes, at..end));
        }
        if inner.strip_prefix("i:").is_some_and(|term| self.dialect == Dialect::Leanpub || term.trim_start().starts_with('"')) {
            return Some(Found::new(Construct::IndexTerm, at..end));
        }
        if inner.trim_start().starts_with(['#', '.']) && inner.split_whitespace().all(is_attribute) && self.before(at).is_none_or(is_apart)
        {
            return Some(Found::new(Construct::LineAttributes, at..end));
        }
        let is_name = inner.starts_with(|c: char| c.is_ascii_alphabetic())
            && inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '.' | '+'));
        // A role of Sphinx is one word. A role of MyST may have attributes: `` {span .wide}`x` ``.
        let (role, attributes) = inner.split_once(' ').unwrap_or((inner, ""));
        let is_name = is_name || (is_word(role) && attributes.split_whitespace().all(is_attribute));
        let is_role = is_name && self.passage.object_at(end) == Some(Object::Code) && !in_word(self.before(at));
        if is_role {
            return Some(Found::new(Construct::Role, at..end).named(role));
        }
        if self.is_unread_list(at, inner, end) {
            return Some(Found::new(Construct::LineAttributes, at..end));
        }
        if self.dialect != Dialect::Docusaurus
            && self.follows_link(at)
            && inner.split_whitespace().all(|word| is_word(word) || is_attribute(word))
        {
            return Some(Found::new(Construct::LineAttributes, at..end));
        }
        // Text hardly ever has a quoted value after an equals sign, so this is a list of attributes.
        let first = inner.split_whitespace().next().unwrap_or_default();
        let is_first = is_word(first) || is_attribute(first) || first.contains("=\"");
        let is_quoted = inner.contains("=\"") && is_first && self.before(at).is_none_or(|c| is_apart(c) || c == ':');
        if is_quoted && self.dialect != Dialect::Docusaurus {
            return Some(Found::new(Construct::LineAttributes, at..end));
        }
        // In MkDocs, attributes also follow the text of a heading and an emoji.
        let is_mkdocs = self.dialect == Dialect::Mkdocs && self.before(at).is_some_and(|c| is_apart(c) || c == ':');
        if is_mkdocs && inner.starts_with(' ') && inner.split_whitespace().all(|word| is_word(word) || is_attribute(word)) {
            return Some(Found::new(Construct::LineAttributes, at..end));
        }
        if inner.starts_with("docsify-") {
            return Some(Found::new(Construct::DocsifySetting, at..end));
        }
        if inner.strip_suffix("::").is_some_and(is_word) {
            return Some(Found::new(Construct::KramdownAttributes, at..end));
        }
        let expression = expression(inner).filter(|_| self.dialect == Dialect::Docusaurus)?;
        Some(Found::new(Construct::Expression, at..end).if_confirmed(expression))
    }

    /// Whether text in braces was meant as attributes but cannot be read: `{width=5 cm}`, `{width:3cm}`, `{.a b}`. It must follow an
    /// object, such as a picture or code, or a bracket, or be at the end of a passage.
    fn is_unread_list(&self, at: usize, inner: &str, end: usize) -> bool {
        let before = self.text[..at].trim_end_matches(' ');
        let is_after = before.ends_with([OBJECT, ']']) || (self.before(at) == Some(' ') && self.text[end..].trim().is_empty());
        let mut words = inner.split_whitespace();
        let first = words.next().unwrap_or_default();
        let is_size = first.split_once(':').is_some_and(|(key, value)| matches!(key, "width" | "height") && !value.starts_with('/'));
        let is_word = |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '%' | '"' | '#' | '=' | ':'));
        is_after && (is_attribute(first) || is_size) && words.all(is_word)
    }

    /// Whether a link or the closing bracket of a span is directly before a brace.
    fn follows_link(&self, at: usize) -> bool {
        let before = at.checked_sub(OBJECT.len_utf8()).and_then(|before| self.passage.object_at(before));
        self.before(at) == Some(']') || before == Some(Object::Link)
    }

    /// `{* ../x.py hl[1:3] *}`, `{!x.md!}`
    fn braced_include(&self, at: usize, inner: &str) -> Option<Found> {
        let sign = inner.chars().next().filter(|sign| matches!(sign, '*' | '!'))?;
        let path = inner.strip_prefix(sign)?.strip_suffix(sign)?.split_whitespace().next()?;
        let is_file = path.contains(['/', '.']);
        is_file.then(|| Found::new(Construct::Snippet, at..at + 1 + inner.len() + 1))
    }

    /// `{++added++}`, `{--removed--}`, `{~~old~>new~~}`, `{==marked==}`, `{>>comment<<}`. A sign that opens one is found even if nothing
    /// closes it. The source is searched, because the parser may have read some of their signs as markup.
    pub(super) fn editing_mark(&self, at: usize, context: &LineContext<'_>) -> Option<Found> {
        const SIGNS: [(&str, &str); 5] = [("{++", "++}"), ("{--", "--}"), ("{~~", "~~}"), ("{==", "==}"), ("{>>", "<<}")];
        let source = window(context.source, self.passage.place(at));
        let (open, close) = SIGNS.into_iter().find(|(open, _)| source.starts_with(open))?;
        let rest = &source[open.len()..];
        let Some(inner) = rest.find(close).map(|end| &rest[..end]).filter(|inner| !inner.contains("\n\n")) else {
            // In a program, `{++` may follow a parenthesis.
            let is_half = rest.starts_with(char::is_alphabetic) && !self.text[..at].trim_end().ends_with(')');
            return is_half.then(|| Found::new(Construct::EditingMark, at..at + 1));
        };
        let is_mark = !inner.trim().is_empty() && (open != "{~~" || inner.contains("~>"));
        let end = at + 1 + self.until(at + 1, "}")?.len() + 1;
        is_mark.then(|| Found::new(Construct::EditingMark, at..end))
    }
}

/// How certain it is that the text between braces is JavaScript. `props.title`, `t('name')` and `' '` certainly are. Other text that begins
/// with a name is JavaScript only if the file has a line of JavaScript. `None` for any other text.
fn expression(inner: &str) -> Option<Certainty> {
    let is_quoted = inner.len() > 1 && ['"', '\''].iter().any(|quote| inner.starts_with(*quote) && inner.ends_with(*quote));
    if is_quoted {
        return Some(Certainty::Certain);
    }
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    if !inner.starts_with(|c: char| in_name(c) && !c.is_ascii_digit()) {
        return None;
    }
    let (path, call) = inner.split_at(inner.find('(').unwrap_or(inner.len()));
    let is_path = path.split('.').all(|name| !name.is_empty() && name.chars().all(in_name));
    let is_call = call.is_empty() || call.ends_with(')');
    let is_certain = is_path && is_call && (path.contains('.') || !call.is_empty());
    Some(if is_certain { Certainty::Certain } else { Certainty::IfModule })
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '"' | '|' | '(')).unwrap_or(text.len());
    text[..end].trim_end_matches(['-', '/'])
}

/// Whether a character separates a list of attributes from the words before it: white space, or an object such as code.
fn is_apart(c: char) -> bool {
    c.is_whitespace() || c == OBJECT
}

/// Whether a word is a name: a letter, then letters, digits and hyphens, all ASCII.
fn is_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Whether a word is an attribute: `#name`, `.class`, `key=value`.
fn is_attribute(word: &str) -> bool {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_alphabetic()) && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
    };
    word.strip_prefix(['#', '.']).is_some_and(is_name) || word.split_once('=').is_some_and(|(key, value)| is_name(key) && !value.is_empty())
}

/// Whether the text after `{:` is a list of attributes of kramdown. `{:ok, value}` is Elixir.
pub(super) fn is_kramdown(inner: &str) -> bool {
    let inner = inner.strip_prefix(':').unwrap_or(inner);
    let words: Vec<&str> = inner.split_whitespace().collect();
    let is_attribute = |word: &&str| {
        word.starts_with('.') && word.len() > 1
            || word.starts_with('#') && word.len() > 1
            || word.split_once('=').is_some_and(|(key, value)| !key.is_empty() && value.starts_with(['"', '\'']))
    };
    match words.first() {
        Some(&("toc" | "no_toc")) => true,
        Some(word) if matches!(word.trim_matches('/'), "comment" | "nomarkdown" | "options") => true,
        Some(word) => is_attribute(word) && !inner.contains(','),
        None => false,
    }
}
