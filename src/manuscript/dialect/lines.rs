//! Recognizes constructs that begin a line of running text.
use crate::edition::Dialect;

use super::boxes::KINDS;
use super::construct::{Construct, Found, Pairing};
use super::line::{Object, Passage};

/// What is around a passage.
#[derive(Clone, Copy)]
pub(crate) struct LineContext<'a> {
    /// The assembled text.
    pub(crate) source: &'a str,
}

impl LineContext<'_> {
    /// The line of the source before a byte.
    fn line_before(&self, at: usize) -> &str {
        self.source.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default()
    }

    /// Whether the next line that is not blank is indented by at least four columns more than the line that contains a byte.
    fn is_indented_after(&self, at: usize) -> bool {
        let own = self.line_before(at).trim_start_matches('>').len();
        let after = self.source.get(at..).unwrap_or_default();
        let next = after.split('\n').skip(1).take(4).map(|line| line.trim_start_matches('>')).find(|line| !line.trim().is_empty());
        let column = |line: &str| {
            line.bytes()
                .take_while(u8::is_ascii_whitespace)
                .fold(0, |column, byte| if byte == b'\t' { (column / 4 + 1) * 4 } else { column + 1 })
        };
        next.is_some_and(|line| column(line) >= own + 4)
    }
}

/// The construct that begins at the beginning of a line.
pub(crate) fn construct(passage: &Passage, at: usize, dialect: Dialect, context: &LineContext<'_>) -> Option<Found> {
    let text = &passage.text;
    let rest = &text[at..];
    // The first two bytes exclude most lines of plain text.
    let may_begin = match *rest.as_bytes().first()? {
        b'^' => dialect == Dialect::Myst,
        b'A'..=b'X' => rest.as_bytes().get(1) == Some(&b'>') || rest.starts_with("Insert "),
        byte => b"{[</!?=+-(:ie`".contains(&byte),
    };
    if !may_begin && dialect != Dialect::Obsidian {
        return None;
    }
    let line = rest.split('\n').next().unwrap_or_default().trim_end();
    let whole = || at..at + line.len();
    let found = match line.as_bytes().first()? {
        b'A'..=b'X' => blurb(text, at, line, dialect).or_else(|| named_picture(rest, line, at)),
        b'{' => markua(line, at).or_else(|| attribute_line(line, at, dialect)),
        b'[' => is_contents(line).then(|| Found::new(Construct::ContentsMark, whole())),
        b'/' => slashes(line, at, dialect),
        b'<' if line.strip_prefix("<<< ").is_some_and(|path| path.contains(['/', '.'])) => Some(Found::new(Construct::SourceFile, whole())),
        b'<' if line.starts_with("<<") => {
            let is_link = passage.object_at(at + 2) == Some(Object::Link);
            let is_file = is_link || (line.starts_with("<<[") && line.ends_with(']')) || (line.starts_with("<<(") && line.ends_with(')'));
            is_file.then(|| Found::new(Construct::CodeFile, whole()))
        }
        b'!' | b'?' if at == 0 && line[1..].starts_with("> ") => Some(Found::new(Construct::DocsifyAside, at..at + 2)),
        b'!' | b'?' | b'=' => {
            let construct = if is_admonition(line) { Construct::IndentedBlock } else { Construct::Tab };
            let is_block = match construct {
                // In MkDocs, such a line is a box, even with a mistake: `!!!note`, `!!! note "half`.
                _ if dialect == Dialect::Mkdocs && line.starts_with(['!', '?']) => {
                    let rest = ["!!!", "???+", "???"].into_iter().find_map(|sign| line.strip_prefix(sign));
                    let slip = rest.map(str::trim).is_some_and(|rest| {
                        rest.starts_with(|c: char| c.is_ascii_lowercase()) && (rest.contains('"') || !rest.contains(' '))
                    });
                    return slip.then(|| Found::new(Construct::IndentedBlock, whole()));
                }
                // Without indented text, the line may be an exclamation.
                Construct::IndentedBlock => context.is_indented_after(passage.place(at)),
                _ => is_tab(line),
            };
            is_block.then(|| Found::new(construct, whole()))
        }
        b'^' if line == "^^^" => Some(Found::new(Construct::Directive, whole()).named("^^^")),
        b'+' if is_border(line, rest) && !follows_grid(&text[..at]) => Some(Found::new(Construct::BrokenGrid, whole())),
        b'-' if dialect == Dialect::Leanpub && line.starts_with("-# ") => Some(Found::new(Construct::PartHeading, at..at + 2)),
        b'-' if line.starts_with("--8<--") => Some(Found::new(Construct::Snippet, whole())),
        b'(' => heading_or_label(line, context.line_before(passage.place(at)), at),
        b':' if dialect == Dialect::Myst && is_option(line) => Some(Found::new(Construct::DirectiveOption, whole())),
        b':' if at == 0 && line[1..].starts_with([' ', '\t']) => Some(Found::new(Construct::LoneDefinition, at..at + 1)),
        b':' => colons(line, at),
        // The other backtick is on a later line.
        b'`' if matches!(dialect, Dialect::Bookdown | Dialect::Quarto) && line.starts_with("`r ") => {
            Some(Found::new(Construct::InlineChunk, whole()))
        }
        b'i' | b'e' => (is_module_line(line, dialect) && context.line_before(passage.place(at)).trim().is_empty())
            .then(|| Found::new(Construct::ModuleLine, whole())),
        _ => None,
    };
    if dialect != Dialect::Obsidian {
        return found;
    }
    found.or_else(|| task_state(line, context.line_before(passage.place(at)), at)).or_else(|| inline_field(line, at))
}

/// `[TOC]`, `[[toc]]`, `[[_TOC_]]`, alone on a line.
fn is_contents(line: &str) -> bool {
    let inner = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
    inner.is_some_and(|inner| inner.eq_ignore_ascii_case("toc") || matches!(inner.to_ascii_lowercase().as_str(), "[toc]" | "[_toc_]"))
}

/// `/// note | Title`, and `///`, which ends it.
fn slashes(line: &str, at: usize, dialect: Dialect) -> Option<Found> {
    const NAMES: [&str; 8] = ["admonition", "caption", "define", "details", "figure-caption", "html", "tab", "table-caption"];
    let rest = line.strip_prefix("///")?;
    let found = Found::new(Construct::SlashBlock, at..at + line.len());
    if rest.is_empty() {
        return Some(found.with_pairing(Pairing::Closes)).filter(|_| dialect == Dialect::Mkdocs);
    }
    let name = rest.trim_start_matches('/').strip_prefix(' ')?;
    let (name, after) = name.split_at(name.find([' ', '|']).unwrap_or(name.len()));
    let is_title = after.is_empty() || after.trim_start().starts_with('|');
    let is_name = NAMES.contains(&name) || KINDS.contains(&name) && (dialect == Dialect::Mkdocs || !after.is_empty());
    (is_name && is_title).then(|| found.with_pairing(Pairing::Opens))
}

/// `[/] Buy rope`, at the beginning of an item. `before` is the line before it.
fn task_state(line: &str, before: &str, at: usize) -> Option<Found> {
    let inner = line.strip_prefix('[')?;
    let state = inner.chars().next().filter(|state| !matches!(state, ' ' | 'x' | 'X' | '[' | ']' | '^'))?;
    let is_state = inner[state.len_utf8()..].starts_with("] ");
    let is_item = before.trim_end().ends_with(['-', '*', '+', '.', ')']);
    (is_state && is_item).then(|| Found::new(Construct::TaskState, at..at + 2 + state.len_utf8()))
}

/// `rating:: 5`, a field of the plugin Dataview that has a line of its own.
fn inline_field(line: &str, at: usize) -> Option<Found> {
    let (key, value) = line.split_once("::")?;
    let is_key = key.starts_with(char::is_alphabetic) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    let is_value = value.is_empty() || value.starts_with(' ');
    (is_key && is_value).then(|| Found::new(Construct::InlineField, at..at + line.len()))
}

/// `:width: 50%`
fn is_option(line: &str) -> bool {
    let key = line.strip_prefix(':').and_then(|rest| rest.split_once(':')).filter(|(_, value)| value.is_empty() || value.starts_with(' '));
    key.is_some_and(|(key, _)| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')))
}

/// `+---+---+`: the border of a grid table. `rest` is the text from this line. The tables that can be read are no longer in the text.
fn is_border(line: &str, rest: &str) -> bool {
    let cells = line.strip_prefix('+').and_then(|rest| rest.strip_suffix('+')).map(|inner| inner.split('+'));
    let is_rule = |cell: &str| cell.len() > 1 && cell.bytes().all(|byte| matches!(byte, b'-' | b'=' | b':'));
    cells.is_some_and(|mut cells| {
        // A line with one cell may be a rule in a text, unless a row follows.
        let is_table = cells.clone().count() > 1 || rest.split('\n').nth(1).is_some_and(|next| next.starts_with('|'));
        is_table && cells.all(is_rule)
    })
}

/// Whether the line before the end of a text is a line of a grid table.
fn follows_grid(before: &str) -> bool {
    before.trim_end_matches('\n').rsplit('\n').next().is_some_and(|line| line.starts_with(['+', '|']))
}

/// `W> Mind the gap.` Each run of such lines is found once. `C> dir` is a prompt, so `A` and `C` need a second line.
fn blurb(text: &str, at: usize, line: &str, dialect: Dialect) -> Option<Found> {
    let letter = line.chars().next()?;
    let has_sign = |line: &str| line.strip_prefix(letter).is_some_and(|rest| rest.starts_with("> ") || rest.trim_end() == ">");
    let (before, after) = (text[..at].trim_end_matches('\n').rsplit('\n').next(), text[at..].split('\n').nth(1));
    let is_certain = dialect == Dialect::Leanpub || !matches!(letter, 'A' | 'C') || after.is_some_and(has_sign);
    let is_blurb = matches!(letter, 'A'..='E' | 'G' | 'I' | 'Q' | 'T' | 'W' | 'X') && has_sign(line) && is_certain;
    (is_blurb && !(at > 0 && before.is_some_and(has_sign))).then(|| Found::new(Construct::Blurb, at..at + 2))
}

/// `Insert whale.png`, above the caption of a figure: a program of the author puts the picture in.
fn named_picture(rest: &str, line: &str, at: usize) -> Option<Found> {
    let name = line.strip_prefix("Insert ").filter(|name| !name.contains(char::is_whitespace))?;
    let is_picture = [".png", ".jpg", ".jpeg", ".gif", ".svg"].iter().any(|ending| name.ends_with(ending));
    let has_caption = rest.split('\n').nth(1).is_some_and(|next| next.starts_with(|c: char| c.is_uppercase()) && next.contains(['.', ':']));
    (is_picture && has_caption).then(|| Found::new(Construct::NamedPicture, at..at + line.len()))
}

/// `{blurb}`, `{pagebreak}`, `{width: 50%}`, `{#anchor}`, alone on a line.
fn markua(line: &str, at: usize) -> Option<Found> {
    const DIRECTIVES: [&str; 16] = [
        "aside",
        "backmatter",
        "blurb",
        "course",
        "discussion",
        "error",
        "example",
        "exercise",
        "frontmatter",
        "information",
        "mainmatter",
        "pagebreak",
        "question",
        "quiz",
        "tip",
        "warning",
    ];
    const KEYS: [&str; 24] = [
        "align",
        "alt",
        "book",
        "caption",
        "class",
        "column-widths",
        "crop-end",
        "crop-start",
        "edition",
        "embed",
        "float",
        "format",
        "fullbleed",
        "height",
        "id",
        "lang",
        "language",
        "line-numbers",
        "number-from",
        "poster",
        "sample",
        "title",
        "type",
        "width",
    ];
    let inner = line.strip_prefix('{')?.strip_suffix('}')?;
    if inner.contains(['{', '}']) {
        return None;
    }
    let (name, pairing) = match inner.strip_prefix('/') {
        Some(name) => (name, Pairing::Closes),
        None => (inner, Pairing::Opens),
    };
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    let (word, after) = name.split_at(end);
    let range = at..at + line.len();
    if DIRECTIVES.contains(&word) && (after.is_empty() || after.starts_with([',', ' ', ':'])) {
        return Some(Found::new(Construct::MarkuaDirective, range).named(word).with_pairing(pairing));
    }
    let is_list = pairing == Pairing::Opens && after.starts_with([':', '=']) && KEYS.contains(&word);
    let is_anchor = inner
        .strip_prefix('#')
        .is_some_and(|name| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')));
    (is_list || is_anchor).then(|| Found::new(Construct::LineAttributes, range))
}

/// `{style=lower-roman}`, `{icon: car}`, alone on a line, in a dialect whose lists of attributes stand on lines of their own; and
/// `{style="color: red"}` in all others.
fn attribute_line(line: &str, at: usize, dialect: Dialect) -> Option<Found> {
    let inner = line.strip_prefix('{')?.strip_suffix('}')?;
    let sign = match dialect {
        Dialect::Leanpub if inner.contains('=') => '=',
        Dialect::Leanpub => ':',
        Dialect::Myst | Dialect::Hugo => '=',
        // Plain text has no quoted value after an equals sign.
        _ if inner.contains("=\"") => '=',
        _ => return None,
    };
    let (key, value) = inner.trim_start().split_once(sign)?;
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    (is_key && !value.trim().is_empty() && !line[1..].contains('{')).then(|| Found::new(Construct::LineAttributes, at..at + line.len()))
}

/// `!!! note "Title"`, `??? note`, `???+ note`
pub(super) fn is_admonition(line: &str) -> bool {
    let rest = ["!!! ", "???+ ", "??? "].into_iter().find_map(|sign| line.strip_prefix(sign));
    let Some(rest) = rest else { return false };
    let (words, title) = match rest.split_once(['"', '“']) {
        Some((words, title)) => (words, Some(title)),
        None => (rest, None),
    };
    let is_type = words.starts_with(|c: char| c.is_ascii_alphabetic())
        && words.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' '));
    is_type && title.is_none_or(|title| title.ends_with(['"', '”']))
}

/// `=== "Tab"`
pub(super) fn is_tab(line: &str) -> bool {
    let rest = line.strip_prefix("===").map(|rest| rest.trim_start_matches(['!', '+', ' ']));
    rest.is_some_and(|rest| rest.len() > 2 && rest.starts_with('"') && rest.ends_with('"'))
}

/// `# (PART) The sea`, `(plot)=`, `(ref:caption) Words`
fn heading_or_label(line: &str, before: &str, at: usize) -> Option<Found> {
    let (label, after) = line.strip_prefix('(')?.split_once(')')?;
    let end = at + label.len() + 2;
    if matches!(label, "PART" | "PART\\*" | "APPENDIX") && before.trim_end().ends_with('#') {
        return Some(Found::new(Construct::PartHeading, at..end));
    }
    let is_name = !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.'));
    if is_name && after == "=" {
        return Some(Found::new(Construct::MystLabel, at..end + 1));
    }
    let is_text = is_name && label.strip_prefix("ref:").is_some_and(|name| !name.is_empty()) && after.starts_with(' ');
    is_text.then(|| Found::new(Construct::TextReference, at..end))
}

/// `:::{note}`, `:::tip Title`, `:::note[Title]`. Without a title, it is a container of chapbook's own.
fn colons(line: &str, at: usize) -> Option<Found> {
    let inner = line.strip_prefix(":::")?.trim_matches(':').trim();
    let range = at..at + line.len();
    if let Some((name, _)) = inner.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
        return Some(Found::new(Construct::Directive, range).named(name));
    }
    inner.starts_with(|c: char| c.is_alphabetic()).then(|| Found::new(Construct::TitledContainer, range))
}

/// Whether a line of colons opens a container of another tool: `:::{note}`, `:::tip Title`. `given` is the line without its colons.
pub(crate) fn opens_foreign_container(given: &str) -> bool {
    colons(&format!(":::{given}"), 0).is_some()
}

/// `import Tabs from '@theme/Tabs';`, `export const x = 1;`
pub(super) fn is_module_line(line: &str, dialect: Dialect) -> bool {
    let line = line.trim_end_matches(';').trim_end();
    if let Some(rest) = line.strip_prefix("import ") {
        let module = rest.rsplit([' ', '{', '}']).next().unwrap_or_default();
        let quoted = module.strip_prefix(['\'', '"']).and_then(|module| module.strip_suffix(['\'', '"']));
        let names = rest[..rest.len() - module.len()].trim_end();
        // `import Rope from "rope"`
        let is_sure = dialect == Dialect::Docusaurus || (names.ends_with(" from") && names.split(' ').count() == 2);
        let is_module = quoted.is_some_and(|module| is_sure || module.contains(['/', '@', '.']));
        return is_module && (names.is_empty() || names.ends_with("from"));
    }
    let Some(rest) = line.strip_prefix("export ") else { return false };
    let is_value = ["const ", "let ", "var "].iter().any(|word| rest.strip_prefix(word).is_some_and(|rest| rest.contains('=')));
    let is_default = rest.strip_prefix("default ").is_some_and(|rest| rest.contains(['(', '{', ';']) || !rest.contains(' '));
    is_value || is_default || rest.strip_prefix("function ").is_some_and(|rest| rest.contains('('))
}

/// The comments in a text that have a meaning for other tools, each on a line of its own: the collapsible sections of HonKit,
/// `<!--sec data-title="Windows" data-show=true ces-->`, and the includes of VitePress, `<!--@include: ./part.md-->`.
pub(crate) fn comments(text: &str) -> Vec<Found> {
    let lines = text.match_indices("<!--").filter(|(at, _)| text[..*at].rsplit('\n').next().is_some_and(|before| before.trim().is_empty()));
    let comments = lines.filter_map(|(at, _)| {
        let line = text[at..].split('\n').next()?.trim_end();
        let inner = line.strip_prefix("<!--")?.strip_suffix("-->")?;
        let construct = if inner.starts_with("sec ") && inner.contains("data-title=") {
            Construct::FoldedSection
        } else {
            let path = inner.trim_start().strip_prefix("@include:").or_else(|| inner.trim_start().strip_prefix("@include "))?;
            path.contains(['/', '.']).then_some(Construct::CommentInclude)?
        };
        Some(Found::new(construct, at..at + line.len()))
    });
    comments.collect()
}
