//! Diagnostics: problems in a manuscript, with their place and a suggested fix.
//!
//! - `codes/` has one file for each kind of problem: its name, severity and documentation.
//! - Every stage reports its diagnostics to a [`Sink`], which drops those that the author allows.
//! - [`render`] prints diagnostics for people, as JSON, or for GitHub. [`explain`] prints the documentation of a code.
pub mod codes;
mod counted;
pub mod explain;
mod nearest;
pub mod render;
mod report;
mod sink;

pub use codes::code::{Code, ExampleFile, Examples, Severity};
pub use counted::counted;
pub use nearest::{Suggestions, nearest};
pub use report::Diagnostic;
pub use sink::Sink;
