//! The interface to the parser: the only file that names `ratex_parser` and its companions. It passes the macros of the book to the parser,
//! and defines the commands that need Rust code.
//!
//! The parser follows KaTeX. It has its own limits: 32 levels of nesting, 1,000 expansions of macros, 65,536 nodes.
use std::collections::BTreeMap;
use std::ops::Range;

use ratex_font::get_symbol;
use ratex_font::symbols::Mode as SymbolMode;
use ratex_lexer::{Lexer, Token};
use ratex_parser::macro_expander::{FnMacroHandler, MacroDefinition, MacroExpander};
use ratex_parser::{ParseError, Parser};

pub(super) use ratex_parser::parse_node::{AlignType, ArrayTag, AtomFamily, Measurement, StyleStr};
pub(super) use ratex_parser::{Mode, ParseNode};

use super::aliases::ALIASES;
use super::units::{self, UnknownUnit};
use crate::source::guard::guarded;

/// Macros by their names, which begin with a backslash.
pub type Macros = BTreeMap<String, Macro>;

/// The definition of a command.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Macro {
    /// The number of arguments.
    pub parameters: usize,
    /// The TeX that replaces the command, with `#1` for the first argument.
    pub meaning: String,
}

/// Why the parser refuses a formula.
pub(super) struct ParserRefusal {
    /// The message of the parser.
    pub(super) message: String,
    /// The bytes at which it stopped. They may be a range in the text of a macro, not in the formula.
    pub(super) range: Option<Range<usize>>,
}

/// Parses a formula into nodes. A later macro replaces an earlier one with the same name. A panic of the parser becomes a refusal.
pub(super) fn parse<'a>(tex: &str, macros: impl Iterator<Item = (&'a String, &'a Macro)>) -> Result<Vec<ParseNode>, ParserRefusal> {
    let parsed = guarded(|| {
        let mut parser = Parser::new(tex);
        for (name, meaning) in ALIASES {
            parser.gullet.set_text_macro(name, meaning);
        }
        for (name, handler) in FUNCTIONS {
            parser.gullet.set_macro((*name).to_owned(), MacroDefinition::Function(*handler));
        }
        for (name, Macro { parameters, meaning }) in macros {
            let definition = MacroDefinition::Tokens { tokens: tokens(meaning), num_args: *parameters };
            parser.gullet.set_macro(name.clone(), definition);
        }
        parser.parse()
    });
    match parsed {
        None => Err(ParserRefusal { message: "The parser failed".to_owned(), range: None }),
        Some(parsed) => {
            parsed.map_err(|error| ParserRefusal { message: error.message, range: error.loc.map(|place| place.start..place.end) })
        }
    }
}

/// The character that the parser's tables have for a command or a sign.
pub(super) fn character(command: &str, mode: Mode) -> Option<char> {
    let mode = match mode {
        Mode::Math => SymbolMode::Math,
        Mode::Text => SymbolMode::Text,
    };
    get_symbol(command, mode)?.codepoint
}

/// A command that looks for an argument in brackets. Its own arguments are a command and a default. It calls that command with the argument
/// that it finds, or with the default.
pub(super) const OPTIONAL_ARGUMENT: &str = "\\optional@argument";

/// The commands that are defined by Rust functions.
const FUNCTIONS: &[(&str, FnMacroHandler)] = &[
    (OPTIONAL_ARGUMENT, |expander| {
        let (command, default) = (argument(expander)?, argument(expander)?);
        let found = optional_argument(expander).unwrap_or(default);
        Ok(tokens(&format!("{command}{{{found}}}")))
    }),
    ("\\label", |expander| {
        let argument = argument(expander)?;
        Ok(tokens(&format!("\\htmlStyle{{label={argument}}}{{}}")))
    }),
    ("\\tag", |expander| {
        expander.consume_spaces();
        let has_star = expander.future().text == "*";
        if has_star {
            expander.pop_token();
        }
        let tag = argument(expander)?;
        let words = if has_star { tag } else { format!("({tag})") };
        Ok(tokens(&format!("\\htmlStyle{{tag=}}{{\\text{{{words}}}}}")))
    }),
    ("\\notag", |_| Ok(tokens("\\htmlStyle{notag=}{}"))),
    ("\\nonumber", |_| Ok(tokens("\\htmlStyle{notag=}{}"))),
    ("\\ref", |expander| {
        let argument = argument(expander)?;
        Ok(tokens(&format!("\\htmlStyle{{ref={argument}}}{{}}")))
    }),
    ("\\eqref", |expander| {
        let argument = argument(expander)?;
        Ok(tokens(&format!("\\htmlStyle{{eqref={argument}}}{{}}")))
    }),
    ("\\num", |expander| {
        optional_argument(expander);
        Ok(tokens(&units::number(&argument(expander)?)))
    }),
    ("\\unit", unit),
    ("\\si", unit),
    ("\\qty", quantity),
    ("\\SI", quantity),
    ("\\ang", |expander| {
        optional_argument(expander);
        let parts = argument(expander)?;
        let signs = ["{}^{\\circ}", "'", "''"];
        Ok(tokens(
            &parts
                .split(';')
                .zip(signs)
                .filter(|(part, _)| !part.is_empty())
                .map(|(part, sign)| format!("{part}{sign}"))
                .collect::<String>(),
        ))
    }),
    ("\\dv", |expander| derivative(expander, "\\mathrm{d}")),
    ("\\pdv", |expander| derivative(expander, "\\partial")),
    ("\\fdv", |expander| derivative(expander, "\\delta")),
];

/// The next argument of a macro, as TeX.
fn argument(expander: &mut MacroExpander) -> Result<String, ParseError> {
    Ok(joined(expander.consume_arg(None)?.tokens.iter().rev()))
}

/// The optional argument in brackets that follows a command, as TeX.
fn optional_argument(expander: &mut MacroExpander) -> Option<String> {
    expander.consume_spaces();
    if expander.future().text != "[" {
        return None;
    }
    expander.pop_token();
    let mut found = Vec::new();
    while !matches!(expander.future().text.as_str(), "]" | "EOF") {
        found.push(expander.pop_token());
    }
    if expander.future().text == "]" {
        expander.pop_token();
    }
    Some(joined(found.iter()))
}

/// Whether an argument in braces follows.
fn has_argument(expander: &mut MacroExpander) -> bool {
    expander.consume_spaces();
    expander.future().text == "{"
}

/// Writes tokens as TeX that gives the same tokens when it is read again.
fn joined<'a>(tokens: impl Iterator<Item = &'a Token>) -> String {
    let mut tex = String::new();
    for token in tokens {
        let is_word = tex.ends_with(|c: char| c.is_ascii_alphabetic())
            && tex.rfind('\\').is_some_and(|at| tex[at + 1..].chars().all(|c| c.is_ascii_alphabetic()));
        if is_word && token.text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            tex.push(' ');
        }
        tex.push_str(&token.text);
    }
    tex
}

/// Splits TeX into tokens, the last one first, as the parser stores them.
fn tokens(tex: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Lexer::new(tex).lex_all().into_iter().filter(|token| !token.is_eof()).collect();
    tokens.reverse();
    tokens
}

/// The error of the parser for an unknown command.
fn undefined(UnknownUnit(command): UnknownUnit) -> ParseError {
    ParseError::msg(format!("Undefined control sequence: {command}"))
}

/// `\unit{\meter\per\second}` of siunitx.
fn unit(expander: &mut MacroExpander) -> Result<Vec<Token>, ParseError> {
    optional_argument(expander);
    let tex = argument(expander)?;
    units::unit(&tex).map(|unit| tokens(&unit)).map_err(undefined)
}

/// `\qty{5}{\meter}` of siunitx, or `\qty(…)`, `\qty|…|` and `\qty{…}` of physics, whose delimiters grow with their content.
fn quantity(expander: &mut MacroExpander) -> Result<Vec<Token>, ParseError> {
    expander.consume_spaces();
    if let Some(close) = match expander.future().text.as_str() {
        "(" => Some(")"),
        "|" => Some("|"),
        _ => None,
    } {
        let open = expander.pop_token().text;
        let inner = expander.consume_arg(Some(&[close]))?;
        return Ok(tokens(&format!("\\left{open}{}\\right{close}", joined(inner.tokens.iter().rev()))));
    }
    optional_argument(expander);
    let number = argument(expander)?;
    if !has_argument(expander) {
        return Ok(tokens(&format!("\\left\\{{{number}\\right\\}}")));
    }
    let tex = argument(expander)?;
    let unit = units::unit(&tex).map_err(undefined)?;
    // No space stands between a number and the degree sign of an angle.
    let space = if unit == "\\mathrm{°}" { "" } else { "\\," };
    Ok(tokens(&format!("{}{space}{unit}", units::number(&number))))
}

/// `\dv{x}`, `\dv{f}{x}`, `\dv[n]{f}{x}` and `\pdv{f}{x}{y}`, as in the package physics. `sign` is the `d` of the derivative.
fn derivative(expander: &mut MacroExpander, sign: &str) -> Result<Vec<Token>, ParseError> {
    expander.consume_spaces();
    let is_inline = expander.future().text == "*";
    if is_inline {
        expander.pop_token();
    }
    let order = optional_argument(expander).map_or_else(String::new, |order| format!("^{{{order}}}"));
    let first = argument(expander)?;
    let (above, below) = if has_argument(expander) {
        let second = argument(expander)?;
        if sign == "\\partial" && has_argument(expander) {
            let third = argument(expander)?;
            (format!("{sign}^{{2}} {first}"), format!("{sign} {second}\\,{sign} {third}"))
        } else {
            (format!("{sign}{order} {first}"), format!("{sign} {second}{order}"))
        }
    } else {
        (format!("{sign}{order}"), format!("{sign} {first}{order}"))
    };
    Ok(tokens(&if is_inline { format!("{{{above}}}/{{{below}}}") } else { format!("\\frac{{{above}}}{{{below}}}") }))
}
