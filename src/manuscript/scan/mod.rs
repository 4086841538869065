//! What is rewritten before Markdown is parsed.
pub(crate) mod fences;
pub(crate) mod formulas;
