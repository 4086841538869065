//! Collects diagnostics from all threads and gives them back in the order of the sources.
use std::sync::{Mutex, PoisonError};

use super::{Diagnostic, Severity};

/// Where every stage reports.
#[derive(Debug, Default)]
pub struct Sink {
    told: Mutex<Vec<Diagnostic>>,
}

impl Sink {
    /// Takes one diagnostic; the same one is taken once.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).push(diagnostic);
    }

    /// Whether any error was reported.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// All that was reported, by file and place, each once.
    #[must_use]
    pub fn sorted(&self) -> Vec<Diagnostic> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner).clone();
        told.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
        told.dedup();
        told
    }
}
