//! Commands of TeX in running text.
use super::construct::{Construct, Found, Pairing};
use super::prose::window;

/// The commands that are found without arguments too. Others need a brace: `\Users` is part of a path.
const BARE: &[&str] = &[
    "appendix",
    "backmatter",
    "bigskip",
    "centering",
    "cleardoublepage",
    "clearpage",
    "footnotesize",
    "frontmatter",
    "hfill",
    "hline",
    "item",
    "itemsep",
    "LaTeX",
    "ldots",
    "linebreak",
    "listoffigures",
    "listoftables",
    "mainmatter",
    "maketitle",
    "medskip",
    "newline",
    "newpage",
    "noindent",
    "pagebreak",
    "par",
    "printbibliography",
    "printindex",
    "protect",
    "qquad",
    "raggedright",
    "singlespacing",
    "doublespacing",
    "smallskip",
    "tableofcontents",
    "TeX",
    "textbackslash",
    "vfill",
];

/// What is known about the arguments of a command.
#[derive(Clone, Copy)]
pub(crate) struct Arguments {
    /// Whether a closing brace is near, so that the command may have arguments.
    pub(crate) may_follow: bool,
    /// Whether any command without arguments counts, as in Pandoc. Otherwise only [`BARE`] ones do.
    pub(crate) may_lack: bool,
}

/// A command that begins with the backslash at `at`, with its arguments.
pub(crate) fn command(text: &str, at: usize, arguments: Arguments) -> Option<Found> {
    let rest = window(text, at + 1);
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = &rest[..letters];
    let before = text[..at].chars().next_back();
    // `\u{1F600}`, `C:\temp\x`
    let is_drive = || {
        let mut letters = text[..at].chars().rev().skip(1);
        letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.next().is_none_or(|c| !c.is_alphanumeric())
    };
    if letters < 2 || (before == Some(':') && is_drive()) {
        return None;
    }
    let mut end = letters + usize::from(rest[letters..].starts_with('*'));
    let mut has_argument = false;
    while let Some(length) = arguments.may_follow.then(|| argument(&rest[end..])).flatten() {
        has_argument |= rest[end..].starts_with('{');
        end += length;
    }
    if !has_argument {
        end = letters;
        // `dir\item`
        if !(arguments.may_lack || BARE.contains(&name)) || before.is_some_and(|c| c.is_alphanumeric() || c == '/') {
            return None;
        }
    }
    let found = Found::new(Construct::Tex, at..at + 1 + end);
    let environment = || rest[letters..end].trim_start_matches('{').split('}').next().unwrap_or_default();
    Some(match name {
        "begin" => found.named(environment()).with_pairing(Pairing::Opens),
        "end" => found.named(environment()).with_pairing(Pairing::Closes),
        _ => found,
    })
}

/// The length of an argument in brackets or braces at the beginning of a text.
pub(super) fn argument(text: &str) -> Option<usize> {
    let (open, close) = match text.as_bytes().first()? {
        b'{' => (b'{', b'}'),
        b'[' => (b'[', b']'),
        _ => return None,
    };
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        if byte == open {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        }
    }
    None
}
