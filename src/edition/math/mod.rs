//! What delimits formulas in a manuscript.
use schemars::JsonSchema;
use serde::Deserialize;

use crate::edition::settings::tree::{Setting, Value};

/// Which dollar signs delimit formulas.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Dollars {
    /// Those that are not money: `$x^2$` is a formula, `from $20 to $30` is text.
    #[default]
    Auto,
    /// None: every dollar sign is printed.
    Never,
    /// Every pair with no white inside its ends.
    Always,
}

/// Which signs delimit formulas.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MathTable {
    /// Whether dollar signs delimit formulas: `auto` tells formulas from prices, `never` prints every sign, `always` takes every pair.
    /// The default is `auto`; in an mdBook project, what the settings of mdBook say.
    pub(crate) dollars: Option<Dollars>,
}

/// What `book.toml` says about formulas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MathSettings {
    /// Which dollar signs delimit formulas; `None` if the book does not say.
    pub dollars: Option<Dollars>,
    /// Of mdBook: `output.html.mathjax-support` is on.
    pub mathjax: bool,
    /// Of mdBook: a preprocessor reads formulas between dollar signs.
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
