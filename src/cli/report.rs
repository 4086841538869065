//! What is printed where: results on standard output, all else on standard error.
use std::io::{IsTerminal, Write};

use super::args::{Arguments, Color};
use crate::build::Outcome;
use crate::diagnostic::render::{MessageFormat, render};
use crate::diagnostic::{Diagnostic, Severity};

/// Prints as the global arguments say.
pub(super) struct Report {
    format: MessageFormat,
    color: bool,
    quiet: bool,
    pub(super) verbose: bool,
}

impl Report {
    pub(super) fn new(arguments: &Arguments) -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let color = match arguments.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => wanted && std::io::stderr().is_terminal(),
        };
        Self { format: arguments.message_format.into(), color, quiet: arguments.quiet, verbose: arguments.verbose }
    }

    /// Prints a result. A closed pipe is nobody's error.
    pub(super) fn result(&self, text: &str) {
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
    }

    /// Prints the paths that were written.
    pub(super) fn written(&self, outcome: &Outcome) {
        if !self.quiet {
            for path in &outcome.written {
                self.result(&format!("{}\n", path.display()));
            }
        }
    }

    /// Prints what there is to know of what was written, for people.
    pub(super) fn facts(&self, outcome: &Outcome) {
        if !self.quiet && self.format == MessageFormat::Human {
            outcome.facts.iter().for_each(|fact| self.aside(&format!("{fact}\n")));
        }
    }

    /// Prints something that is good to know, if it was not asked to be silent.
    pub(super) fn told(&self, text: &str) {
        if !self.quiet {
            self.aside(text);
        }
    }

    /// Prints something by the way.
    pub(super) fn aside(&self, text: &str) {
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// Prints diagnostics; `results` sends those for machines to standard output.
    pub(super) fn diagnostics(&self, outcome: &Outcome, results: bool) {
        let shown: Vec<Diagnostic> =
            outcome.diagnostics.iter().filter(|told| !self.quiet || told.severity == Severity::Error).cloned().collect();
        let text = render(&shown, &outcome.sources, self.format, self.color);
        if results && self.format == MessageFormat::Json {
            self.result(&text);
        } else {
            self.aside(&text);
        }
        if self.format == MessageFormat::Human && !shown.is_empty() {
            let count = |severity| shown.iter().filter(|told| told.severity == severity).count();
            let parts: Vec<String> = [(count(Severity::Error), "error"), (count(Severity::Warning), "warning")]
                .into_iter()
                .filter(|(number, _)| *number > 0)
                .map(|(number, word)| format!("{number} {word}{}", if number == 1 { "" } else { "s" }))
                .collect();
            let nothing = if outcome.has_errors() { "; nothing was written" } else { "" };
            self.aside(&format!("{}{}\n", parts.join(", "), if results { "" } else { nothing }));
        }
    }

    /// Prints why the program failed.
    pub(super) fn failure(&self, error: &anyhow::Error) {
        let mut text = format!("error: {error}\n");
        let mut last = error.to_string();
        for cause in error.chain().skip(1) {
            // Errors that only pass on another say the same twice.
            if cause.to_string() != last {
                last = cause.to_string();
                text.push_str(&format!("cause: {last}\n"));
            }
        }
        self.aside(&text);
    }
}
