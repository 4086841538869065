//! Printing: results to standard output, everything else to standard error.
use std::collections::BTreeMap;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::OnceLock;

use super::args::{Color, GlobalArgs};
use super::events;
use super::places::shown_folder;
use super::table::{TableRow, table};
use super::terminal::{columns_of_messages, columns_of_results};
use crate::build::{EditionSummary, Outcome, OutputFile};
use crate::diagnostic::render::{MessageFormat, Screen, render};
use crate::diagnostic::{Diagnostic, Severity, counted};

/// Prints in the format and colours that the global arguments request.
pub(super) struct Console {
    format: MessageFormat,
    /// The screen of standard output.
    results: Screen,
    /// The screen of standard error.
    messages: Screen,
    quiet: bool,
    /// Why a result could not be printed.
    unprinted: OnceLock<std::io::Error>,
}

impl Console {
    pub(super) fn new(args: &GlobalArgs) -> Self {
        let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        let allows_color = !is_dumb && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let color = match args.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => allows_color && std::io::stderr().is_terminal(),
        };
        let results = Screen { color, columns: columns_of_results() };
        let messages = Screen { color, columns: columns_of_messages() };
        Self { format: args.message_format.into(), results, messages, quiet: args.quiet, unprinted: OnceLock::new() }
    }

    /// Prints a result to standard output. A closed pipe is ignored; another error is kept for [`Self::unprinted`].
    pub(super) fn result(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => drop(self.unprinted.set(error)),
            _ => {}
        }
    }

    /// Why a result could not be printed. `None` if all were.
    pub(super) fn unprinted(self) -> Option<std::io::Error> {
        self.unprinted.into_inner()
    }

    /// Prints a result for people to standard output, wrapped to the width of the terminal.
    pub(super) fn folded_result(&self, text: &str) {
        self.result(&self.results.fold(text));
    }

    /// Prints paragraphs for people to standard output. On a narrow terminal their lines are wrapped again.
    pub(super) fn paragraphs(&self, text: &str) {
        self.result(&self.results.reflow(text));
    }

    /// Prints a table for people to standard output.
    pub(super) fn table(&self, rows: &[TableRow]) {
        self.result(&table(rows, self.results));
    }

    /// Prints a message to standard error. In the human format it is wrapped to the width of the terminal.
    pub(super) fn message(&self, text: &str) {
        if self.format == MessageFormat::Human {
            to_stderr(&self.messages.fold(text));
        } else {
            to_stderr(text);
        }
    }

    /// Prints a message to standard error, unless `--quiet` is given.
    pub(super) fn note(&self, text: &str) {
        if !self.quiet {
            self.message(text);
        }
    }

    /// Prints the paths of the files of a build as a result, and in the human format what is in them, unless `--quiet` is given.
    pub(super) fn made(&self, files: &[OutputFile]) {
        if self.quiet {
            return;
        }
        let is_human = self.format == MessageFormat::Human;
        for file in files {
            if self.format == MessageFormat::Json {
                self.result(&events::file(file));
            } else if is_human && std::io::stdout().is_terminal() {
                self.result(&format!("{}: {}\n", file.path.display(), contents(file)));
            } else {
                self.result(&format!("{}\n", file.path.display()));
                // A program that reads the paths must not find anything else on standard output.
                if is_human && !is_ci() {
                    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
                    self.message(&format!("{name}: {}\n", contents(file)));
                }
            }
        }
    }

    /// Prints the editions of a book as a result: `rows` for people, or JSON.
    pub(super) fn editions(&self, editions: &[EditionSummary], rows: &[TableRow]) {
        match self.format {
            MessageFormat::Json => editions.iter().for_each(|edition| self.result(&events::edition(edition))),
            MessageFormat::Human | MessageFormat::Short | MessageFormat::Github => self.table(rows),
        }
    }

    /// In the human format, prints how many of several books were made, unless `--quiet` is given.
    pub(super) fn summary(&self, books: usize, with_errors: usize, failed: usize) {
        if self.format == MessageFormat::Human {
            let good = books - with_errors - failed;
            self.note(&format!("{books} books: {good} without errors, {with_errors} with errors, {failed} failed\n"));
        }
    }

    /// Prints the facts of an outcome, in the human format only, and not if `--quiet` is given.
    pub(super) fn facts(&self, outcome: &Outcome) {
        if self.format == MessageFormat::Human {
            outcome.facts.iter().for_each(|fact| self.note(&format!("{fact}\n")));
        }
    }

    /// In the human format, prints what was assumed about a book, unless `--quiet` is given.
    fn assumptions(&self, outcome: &Outcome) {
        if self.format == MessageFormat::Human {
            outcome.assumptions.iter().for_each(|assumption| self.note(&format!("note: {assumption}\n")));
        }
    }

    /// Prints diagnostics to standard error. In the human format, prints their number too. `manuscript` is
    /// the path that the user typed.
    pub(super) fn diagnostics(&self, outcome: &Outcome, manuscript: &Path) {
        self.assumptions(outcome);
        let shown = self.shown(outcome);
        to_stderr(&self.rendered(&shown, outcome, manuscript));
        self.count(&shown, if outcome.has_errors() { "; nothing was written" } else { "" });
    }

    /// Prints diagnostics as the result of a command: like [`Self::diagnostics`], but JSON goes to standard output.
    pub(super) fn diagnostics_as_result(&self, outcome: &Outcome, manuscript: &Path) {
        self.assumptions(outcome);
        let shown = self.shown(outcome);
        let text = self.rendered(&shown, outcome, manuscript);
        match self.format {
            MessageFormat::Json => self.result(&text),
            MessageFormat::Human | MessageFormat::Short | MessageFormat::Github => to_stderr(&text),
        }
        self.count(&shown, "");
    }

    /// Prints why the program failed.
    pub(super) fn failure(&self, error: &anyhow::Error) {
        let mut causes: Vec<String> = error.chain().map(ToString::to_string).collect();
        // An error that only passes on its cause has the same text.
        causes.dedup();
        let message = causes.remove(0);
        if self.format == MessageFormat::Json {
            to_stderr(&events::failure(&message, &causes));
            return;
        }
        let causes: String = causes.iter().map(|cause| format!("cause: {cause}\n")).collect();
        self.message(&format!("error: {message}\n{causes}"));
    }

    /// Diagnostics in the format of the console. `manuscript` is the path that the user typed; paths in messages begin with its folder.
    fn rendered(&self, shown: &[Diagnostic], outcome: &Outcome, manuscript: &Path) -> String {
        if shown.is_empty() {
            return render(shown, &outcome.sources, self.format, self.messages);
        }
        let folder = shown_folder(outcome.folder.as_deref().unwrap_or(manuscript), self.format);
        render(shown, &outcome.sources.below(&folder), self.format, self.messages)
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
            count => Some(counted(count, severity.name())),
        });
        let parts: Vec<String> = parts.collect();
        let see = shown.first().map_or(String::new(), |first| format!(" (see `chapbook explain {}`)", first.code));
        self.message(&format!("{}{end}{see}\n", parts.join(", ")));
        if shown.len() > MANY {
            self.message(&by_code(shown));
        }
    }
}

/// With more diagnostics than this, a summary by code ends the messages.
const MANY: usize = 20;

/// The number of diagnostics of each code, the most frequent first, one code on a line.
fn by_code(shown: &[Diagnostic]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    shown.iter().for_each(|diagnostic| *counts.entry(diagnostic.code.name).or_default() += 1);
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.iter().map(|(code, count)| format!("{count:>6} {code}\n")).collect()
}

/// `56 pages, 12,000 words, 365 kB`: what is in a file.
fn contents(file: &OutputFile) -> String {
    let counted = |count: usize, one: &str| format!("{} {one}{}", grouped(count), if count == 1 { "" } else { "s" });
    let pages = file.pages.map(|count| counted(count, "page"));
    let words = file.words.map(|count| counted(count, "word"));
    let size = match file.bytes {
        bytes if bytes < 1000 => counted(bytes, "byte"),
        bytes if bytes < 999_500 => format!("{} kB", (bytes + 500) / 1000),
        bytes => format!("{:.1} MB", bytes as f64 / 1e6),
    };
    let parts: Vec<String> = [pages, words, Some(size)].into_iter().flatten().collect();
    format!("{}{}", parts.join(", "), if file.changed { "" } else { " (unchanged)" })
}

/// A number with a comma before each group of three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Whether a CI job runs the program: the environment variable `CI` is set and not empty.
pub(super) fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty())
}

/// Prints a text to standard error. A closed pipe is ignored.
pub(super) fn to_stderr(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
