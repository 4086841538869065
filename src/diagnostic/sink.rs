//! Collects diagnostics from all threads and gives them back in the order of the sources.
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::source::Span;

use super::{Diagnostic, Severity, codes, nearest};

/// Where every stage reports.
#[derive(Debug, Default)]
pub struct Sink {
    told: Mutex<Vec<Diagnostic>>,
    /// The codes that are not told.
    allowed: Mutex<BTreeSet<String>>,
}

impl Sink {
    /// Takes one diagnostic; the same one is taken once.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).push(diagnostic);
    }

    /// How much was reported.
    #[must_use]
    pub fn count(&self) -> usize {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// What was reported after so much.
    #[must_use]
    pub fn since(&self, count: usize) -> Vec<Diagnostic> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).get(count..).unwrap_or_default().to_vec()
    }

    /// From now on what has that code is not told, and is no error; neither is what was reported before. `span` is where the
    /// author says so: a code that nothing has, or that cannot be allowed, is told there.
    pub fn allow(&self, code: &str, span: Span) {
        if codes::find(code).is_some_and(|known| known.allowable) {
            self.allowed.lock().unwrap_or_else(PoisonError::into_inner).insert(code.to_owned());
            return;
        }
        let diagnostic = Diagnostic::new(codes::UNKNOWN_LINT, span, format!("nothing that can be allowed is called `{code}`"));
        self.report(match nearest(code, codes::ALL.iter().filter(|known| known.allowable).map(|known| known.name)) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic.hint("write the name between brackets in the warning: `warning[uncalled-note]`; errors must be mended"),
        });
    }

    fn is_told(&self, diagnostic: &Diagnostic) -> bool {
        !self.allowed.lock().unwrap_or_else(PoisonError::into_inner).contains(diagnostic.code.name)
    }

    /// Whether any error was reported.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.iter().any(|diagnostic| diagnostic.severity == Severity::Error && self.is_told(diagnostic))
    }

    /// All that was reported, by file and place, each once.
    #[must_use]
    pub fn sorted(&self) -> Vec<Diagnostic> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner).clone();
        told.sort_by(|a, b| (a.span, a.code.name, &a.message).cmp(&(b.span, b.code.name, &b.message)));
        told.dedup();
        told.retain(|diagnostic| self.is_told(diagnostic));
        told
    }
}
