//! The names of programming languages, as authors write them after a code fence.
use std::sync::OnceLock;

use super::syntax::{has_syntax, names};
use crate::diagnostic::nearest;

/// How a listing is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListingKind<'a> {
    /// With a syntax, which is given by its name or by the extension of its files.
    Syntax(&'a str),
    /// As a session: commands with their prompts, and their output.
    Session,
    /// As plain text, without tokens.
    Plain,
}

/// Names that no syntax has. Each comes with the name or the extension of a syntax that reads the language.
const ALIASES: &[(&str, &str)] = &[
    ("arduino", "cpp"),
    ("asm", "asm"),
    ("assembly", "asm"),
    ("bash-script", "sh"),
    ("common-lisp", "lisp"),
    ("coffee-script", "coffee"),
    ("csharp", "cs"),
    ("cuda", "cpp"),
    ("docker", "dockerfile"),
    ("edn", "clj"),
    ("elisp", "lisp"),
    ("emacs-lisp", "lisp"),
    ("eslisp", "lisp"),
    ("fortran", "f90"),
    ("fsharp", "fs"),
    ("gnuplot", "sh"),
    ("golang", "go"),
    ("gradle", "groovy"),
    ("hcl", "tf"),
    ("ini", "ini"),
    ("javascriptreact", "js"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsonl", "json"),
    ("jsx", "js"),
    ("ksh", "sh"),
    ("make", "makefile"),
    ("mdx", "md"),
    ("node", "js"),
    ("objc", "m"),
    ("objectivec", "objective-c"),
    ("obj-c", "objective-c"),
    ("opencl", "c"),
    ("patch", "diff"),
    ("postgresql", "sql"),
    ("processing", "java"),
    ("protobuf", "proto"),
    ("python2", "python"),
    ("python3", "python"),
    ("rscript", "r"),
    ("sage", "python"),
    ("scheme", "scm"),
    ("shell", "sh"),
    ("shell-script", "sh"),
    ("sqlite", "sql"),
    ("systemd", "ini"),
    ("terraform", "tf"),
    ("typescriptreact", "tsx"),
    ("unix", "sh"),
    ("viml", "vim"),
    ("vimscript", "vim"),
    ("xhtml", "html"),
    ("zsh", "sh"),
];

/// Names for sessions: commands with their prompts, and their output.
const SESSIONS: &[&str] = &[
    "bash-session",
    "cmd-session",
    "console",
    "doscon",
    "ghci",
    "iex",
    "irb",
    "ipython",
    "pycon",
    "python-repl",
    "rconsole",
    "repl",
    "sh-session",
    "shell-session",
    "shellsession",
    "terminal",
    "text-session",
];

/// Words that are not languages, and languages without a syntax. Their code is plain, and nothing is reported.
const PLAIN: &[&str] = &[
    "agda",
    "algorithm",
    "ascii",
    "asciiart",
    "basic",
    "bnf",
    "bob",
    "cobol",
    "coq",
    "cypher",
    "dafny",
    "default",
    "ditaa",
    "ebnf",
    "error",
    "false",
    "forth",
    "gleam",
    "grammar",
    "hex",
    "hidden",
    "isabelle",
    "less",
    "livescript",
    "log",
    "maple",
    "math",
    "mathematica",
    "mbox",
    "mermaid",
    "no-highlight",
    "nohighlight",
    "none",
    "nushell",
    "output",
    "plain",
    "plaintext",
    "plantuml",
    "postscript",
    "powershell",
    "prolog",
    "prompt",
    "promql",
    "ps1",
    "pseudo",
    "pseudocode",
    "pwsh",
    "quote",
    "raku",
    "raw",
    "rescript",
    "sas",
    "sass",
    "shellout",
    "smalltalk",
    "sparql",
    "spss",
    "stan",
    "stata",
    "stderr",
    "stdin",
    "stdout",
    "svgbob",
    "text",
    "tla",
    "tree",
    "turtle",
    "txt",
    "vbnet",
    "verbatim",
    "wasm",
    "wat",
    "webassembly",
    "wolfram",
];

/// The minimum number of characters of a name for which a similar one is suggested. Most shorter words are similar to some other word.
const SHORTEST: usize = 5;

/// How code with a name after its fence is read. `None` if the name is unknown. If the name is that of a shell, the first line of `code`
/// decides, because many authors write `bash` above a session.
pub(super) fn reading<'a>(name: &'a str, code: &str) -> Option<ListingKind<'a>> {
    let name = name.strip_prefix("language-").or_else(|| name.strip_prefix("lang-")).unwrap_or(name);
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    if SESSIONS.iter().any(is) {
        return Some(ListingKind::Session);
    }
    if PLAIN.iter().any(is) {
        return Some(ListingKind::Plain);
    }
    let token = ALIASES.iter().find(|(alias, _)| is(alias)).map_or(name, |(_, token)| *token);
    if !has_syntax(token) {
        return None;
    }
    let is_shell = ["sh", "bash", "fish"].iter().any(|shell| token.eq_ignore_ascii_case(shell));
    let first = code.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    Some(if is_shell && first.starts_with("$ ") { ListingKind::Session } else { ListingKind::Syntax(token) })
}

/// Whether a word after a fence is a known name: of a language, of a kind of session, or of plain text.
#[must_use]
pub fn knows(name: &str) -> bool {
    reading(name, "").is_some()
}

/// The known name that an author probably meant by an unknown one. `None` if no known name is similar.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    static KNOWN: OnceLock<Vec<String>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let syntaxes = names().into_iter().filter(|name| !name.contains([' ', '(']) && !name.contains("::")).map(str::to_lowercase);
        let others = ALIASES.iter().map(|(alias, _)| *alias).chain(SESSIONS.iter().copied()).chain(PLAIN.iter().copied());
        syntaxes.chain(others.map(str::to_owned)).filter(|name| name.chars().count() >= SHORTEST).collect()
    });
    if name.chars().count() < SHORTEST { None } else { nearest(name, known.iter().map(String::as_str)) }
}

#[cfg(all(test, feature = "highlighting"))]
mod tests {
    use super::*;

    #[test]
    fn the_names_that_authors_write_are_known() {
        let with_a_syntax = "rust r haskell javascript js python py shell bash sh zsh toml nim nix html css ruby rb cpp c++ c h yaml yml sql \
            java kotlin swift go golang ts tsx typescript jsx json jsonc xml tex latex diff patch dockerfile docker makefile make cmake perl \
            php lua elixir erlang ocaml scala clojure lisp scheme elisp fsharp csharp cs julia matlab fortran vim ini dart zig \
            graphql proto tf hcl objc objectivec asm markdown md rst groovy d pascal ada vhdl verilog awk fish python3 Rust";
        let unknown: Vec<&str> =
            with_a_syntax.split_whitespace().filter(|name| !matches!(reading(name, ""), Some(ListingKind::Syntax(_)))).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        for name in ["console", "shell-session", "pycon", "terminal"] {
            assert_eq!(reading(name, ""), Some(ListingKind::Session), "{name}");
        }
        for name in ["text", "txt", "plain", "output", "none", "mermaid", "powershell"] {
            assert_eq!(reading(name, ""), Some(ListingKind::Plain), "{name}");
        }
        assert_eq!(reading("bash", "\n$ ls\n"), Some(ListingKind::Session));
        assert_eq!(reading("frobnicate", ""), None);
    }

    #[test]
    fn only_a_misspelt_name_is_near_another() {
        assert_eq!(meant("pyhton"), Some("python"));
        assert_eq!(meant("javscript"), Some("javascript"));
        for own in ["recipe", "sheet", "mine", "frobnicate", "chapter", "listing"] {
            assert_eq!(meant(own), None, "{own}");
        }
    }
}
