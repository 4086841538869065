//! What delimits formulas in a manuscript, and the macros that they may use.
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::{Diagnostic, codes};
use crate::edition::settings::reader::SettingsReader;
use crate::edition::settings::tree::{PathStep, Setting, Value};
use crate::formula::{Macro, Macros, is_command};

/// Which dollar signs delimit formulas.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Dollars {
    /// Those that are not money: `$x^2$` is a formula, `from $20 to $30` is text.
    #[default]
    Auto,
    /// None: every dollar sign is printed.
    Never,
    /// Every pair without white space directly inside it.
    Always,
}

/// What formulas are in an EPUB.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum EbookFormulas {
    /// MathML, which reading systems set in their own fonts, and which screen readers can explore.
    #[default]
    Mathml,
    /// Drawings, which every e-reader can show. Screen readers read their alternative text.
    Pictures,
}

/// Which signs delimit formulas.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MathTable {
    /// Whether dollar signs delimit formulas: `auto` tells formulas from prices, `never` prints every sign, `always` takes every pair.
    /// The default is `auto`; in an mdBook project, what the settings of mdBook say.
    pub(crate) dollars: Option<Dollars>,
    /// What formulas are in the EPUB: `mathml`, or `pictures` for e-readers that cannot show MathML. The default is `mathml`.
    pub(crate) ebook: EbookFormulas,
    /// Macros for formulas: the name of each command, and the TeX that it stands for, with `#1` for its first argument.
    pub(crate) macros: BTreeMap<String, String>,
}

/// What `book.toml` says about formulas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MathSettings {
    /// Which dollar signs delimit formulas; `None` if the book does not say.
    pub dollars: Option<Dollars>,
    /// Whether `output.html.mathjax-support` of mdBook is on.
    pub mathjax: bool,
    /// Whether a preprocessor of mdBook reads formulas between dollar signs.
    pub preprocessor: bool,
}

/// The preprocessors of mdBook that read formulas between dollar signs.
const PREPROCESSORS: [&str; 4] = ["katex", "typst-math", "mathpunc", "latex"];

impl MathSettings {
    /// The settings of a book whose `book.toml` is `given`; mdBook's own tables count too.
    pub(crate) fn of(dollars: Option<Dollars>, given: &Setting) -> Self {
        let mathjax = given.get("output").and_then(|output| output.get("html")).and_then(|html| html.get("mathjax-support"));
        let preprocessors = given.get("preprocessor");
        Self {
            dollars,
            mathjax: mathjax.is_some_and(|value| value.value == Value::Truth(true)),
            preprocessor: preprocessors.is_some_and(|tables| PREPROCESSORS.iter().any(|name| tables.get(name).is_some())),
        }
    }
}

impl SettingsReader<'_> {
    /// The macros of `[math.macros]`. Those with an invalid name or meaning are reported and left out.
    pub(crate) fn macros(&self, given: &BTreeMap<String, String>) -> Macros {
        let mut macros = Macros::new();
        for (name, meaning) in given {
            let command = if name.starts_with('\\') { name.clone() } else { format!("\\{name}") };
            let place = self.place(&[PathStep::Key("math"), PathStep::Key("macros"), PathStep::Key(name)]);
            let read = if is_command(&command) { macro_of(meaning) } else { Err(MacroFault::Name(name)) };
            match read {
                Ok(defined) => drop(macros.insert(command, defined)),
                Err(fault) => self.sink.report(
                    Diagnostic::new(codes::BAD_VALUE, place, fault.to_string())
                        .hint("write `norm = '\\lVert #1\\rVert'`: a name of letters, and TeX with `#1` for its first argument"),
                ),
            }
        }
        macros
    }
}

/// Why a macro cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum MacroFault<'s> {
    #[error("`{0}` is not the name of a command")]
    Name(&'s str),
    #[error("a `}}` has no `{{`")]
    Unopened,
    #[error("a `{{` has no `}}`")]
    Unclosed,
    #[error("no number from 1 to 9 follows `#`")]
    Parameter,
}

/// A macro with this meaning.
fn macro_of(meaning: &str) -> Result<Macro, MacroFault<'static>> {
    let (mut parameters, mut depth) = (0, 0usize);
    let mut signs = meaning.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => drop(signs.next()),
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1).ok_or(MacroFault::Unopened)?,
            '#' => {
                let number = signs.next().and_then(|digit| digit.to_digit(10)).filter(|digit| *digit > 0);
                parameters = parameters.max(number.ok_or(MacroFault::Parameter)?);
            }
            _ => {}
        }
    }
    if depth > 0 {
        return Err(MacroFault::Unclosed);
    }
    Ok(Macro { parameters: parameters as usize, meaning: meaning.to_owned() })
}
