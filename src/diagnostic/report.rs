//! A single diagnostic.
use crate::source::Span;

use super::codes::code::{Code, Severity};

/// A problem in a manuscript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: &'static Code,
    /// The severity of the code, unless the request says that warnings are errors.
    pub severity: Severity,
    /// The problem in one phrase that can be read alone.
    pub message: String,
    /// The place. Detached if it is nowhere in the sources.
    pub span: Span,
    /// A remark under the underlined source, such as what was done instead. May be empty.
    pub label: String,
    /// Suggested fixes. Each begins with a verb or is "did you mean …?".
    pub hints: Vec<String>,
    /// The cause, if it may have many places. Of all diagnostics with the same code and cause, only the first is printed, with the number
    /// of the others. Empty if each place needs a message of its own.
    pub cause: String,
    /// The items at the end of the message, such as characters. If diagnostics with the same cause are merged, the printed message lists
    /// the items of all of them, each once. Empty if the message lists nothing.
    pub listed: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic with the severity of its code, and no label or hint.
    #[must_use]
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            message: message.into(),
            span,
            label: String::new(),
            hints: Vec::new(),
            cause: String::new(),
            listed: Vec::new(),
        }
    }

    /// Sets the label.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Sets the cause. See [`Diagnostic::cause`].
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.cause = cause.into();
        self
    }

    /// Sets the items at the end of the message. See [`Diagnostic::listed`].
    #[must_use]
    pub fn listing(mut self, listed: Vec<String>) -> Self {
        self.listed = listed;
        self
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}
