//! Printing: results to standard output, everything else to standard error.
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::args::{Color, GlobalArgs};
use super::places::shown_folder;
use crate::build::Outcome;
use crate::diagnostic::render::{MessageFormat, render};
use crate::diagnostic::{Diagnostic, Severity};

/// Prints in the format and colours that the global arguments request.
pub(super) struct Console {
    format: MessageFormat,
    color: bool,
    quiet: bool,
}

impl Console {
    pub(super) fn new(args: &GlobalArgs) -> Self {
        let allows_color = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let color = match args.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => allows_color && std::io::stderr().is_terminal(),
        };
        Self { format: args.message_format.into(), color, quiet: args.quiet }
    }

    /// Prints a result to standard output. A closed pipe is ignored.
    pub(super) fn result(&self, text: &str) {
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
    }

    /// Prints a message to standard error.
    pub(super) fn message(&self, text: &str) {
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// Prints a message to standard error, unless `--quiet` is given.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            self.message(text);
        }
    }

    /// Prints the paths of written files as a result, unless `--quiet` is given.
    pub(super) fn written(&self, paths: &[PathBuf]) {
        if !self.quiet {
            paths.iter().for_each(|path| self.result(&format!("{}\n", path.display())));
        }
    }

    /// Prints the facts of an outcome, in the human format only, and not if `--quiet` is given.
    pub(super) fn facts(&self, outcome: &Outcome) {
        if self.format == MessageFormat::Human {
            outcome.facts.iter().for_each(|fact| self.note(&format!("{fact}\n")));
        }
    }

    /// Prints diagnostics to standard error. In the human format, prints their number too. `manuscript` is
    /// the path that the user typed.
    pub(super) fn diagnostics(&self, outcome: &Outcome, manuscript: &Path) {
        let shown = self.shown(outcome);
        self.message(&self.rendered(&shown, outcome, manuscript));
        self.count(&shown, if outcome.has_errors() { "; nothing was written" } else { "" });
    }

    /// Prints diagnostics as the result of a command: like [`Self::diagnostics`], but JSON goes to standard output.
    pub(super) fn diagnostics_as_result(&self, outcome: &Outcome, manuscript: &Path) {
        let shown = self.shown(outcome);
        let text = self.rendered(&shown, outcome, manuscript);
        match self.format {
            MessageFormat::Json => self.result(&text),
            MessageFormat::Human | MessageFormat::Short | MessageFormat::Github => self.message(&text),
        }
        self.count(&shown, "");
    }

    /// Prints why the program failed.
    pub(super) fn failure(&self, error: &anyhow::Error) {
        let mut text = format!("error: {error}\n");
        let mut last = error.to_string();
        for cause in error.chain().skip(1) {
            // An error that only passes on its cause has the same text.
            if cause.to_string() != last {
                last = cause.to_string();
                text.push_str(&format!("cause: {last}\n"));
            }
        }
        self.message(&text);
    }

    /// Diagnostics in the format of the console. `manuscript` is the path that the user typed; paths in messages begin with its folder.
    fn rendered(&self, shown: &[Diagnostic], outcome: &Outcome, manuscript: &Path) -> String {
        if shown.is_empty() {
            return render(shown, &outcome.sources, self.format, self.color);
        }
        render(shown, &outcome.sources.below(&shown_folder(manuscript, self.format)), self.format, self.color)
    }

    /// The diagnostics to print. With `--quiet`, these are only the errors.
    fn shown(&self, outcome: &Outcome) -> Vec<Diagnostic> {
        let diagnostics = outcome.diagnostics.iter();
        diagnostics.filter(|diagnostic| !self.quiet || diagnostic.severity == Severity::Error).cloned().collect()
    }

    /// In the human format, prints the number of errors and warnings, and the command that explains the first one.
    fn count(&self, shown: &[Diagnostic], end: &str) {
        if self.format != MessageFormat::Human || shown.is_empty() {
            return;
        }
        let count = |severity| shown.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        let parts = [Severity::Error, Severity::Warning].into_iter().filter_map(|severity| match count(severity) {
            0 => None,
            1 => Some(format!("1 {}", severity.name())),
            more => Some(format!("{more} {}s", severity.name())),
        });
        let parts: Vec<String> = parts.collect();
        let see = shown.first().map_or(String::new(), |first| format!(" (see `chapbook explain {}`)", first.code));
        self.message(&format!("{}{end}{see}\n", parts.join(", ")));
    }
}
