//! Collects diagnostics from all threads.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::source::Span;

use super::codes;
use super::codes::code::{Code, Severity};
use super::nearest::nearest;
use super::report::Diagnostic;

/// Collects the diagnostics of all stages, and drops those that the author allows.
#[derive(Debug, Default)]
pub struct Sink {
    reported: Mutex<Vec<Diagnostic>>,
    /// The names of the codes that are dropped.
    allowed: Mutex<BTreeSet<String>>,
    /// The names of the codes whose errors are only warnings.
    tolerated: Mutex<BTreeSet<&'static str>>,
}

impl Sink {
    /// Adds a diagnostic.
    pub fn report(&self, mut diagnostic: Diagnostic) {
        if lock(&self.tolerated).contains(diagnostic.code.name) {
            diagnostic.severity = Severity::Warning;
        }
        lock(&self.reported).push(diagnostic);
    }

    /// From now on, reports errors of these codes as warnings. Other tools accept some mistakes that are errors in a book of chapbook.
    pub fn tolerate(&self, codes: &[&'static Code]) {
        lock(&self.tolerated).extend(codes.iter().map(|code| code.name));
    }

    /// The number of diagnostics so far. Allowed ones and duplicates count.
    #[must_use]
    pub fn count(&self) -> usize {
        lock(&self.reported).len()
    }

    /// The diagnostics after the first `count`, in the order in which they were reported. Allowed ones are included.
    #[must_use]
    pub fn since(&self, count: usize) -> Vec<Diagnostic> {
        lock(&self.reported).get(count..).unwrap_or_default().to_vec()
    }

    /// Reports all diagnostics again, to another sink. They are not merged, so that the other sink counts the places of each cause.
    pub fn pass_on(&self, other: &Self) {
        let reported = lock(&self.reported).clone();
        reported.into_iter().for_each(|diagnostic| other.report(diagnostic));
    }

    /// Drops all diagnostics of a code: those already reported and those reported later. `span` is the place where the author allows the
    /// code. Whoever allows missing files allows missing pictures. A name that is unknown, or names a code that cannot be allowed, is
    /// reported at `span`.
    pub fn allow(&self, name: &str, span: Span) {
        if codes::find(name).is_some_and(|code| code.allowable) {
            let mut allowed = lock(&self.allowed);
            allowed.insert(name.to_owned());
            // A picture is a file too.
            if name == codes::MISSING_FILE.name {
                allowed.insert(codes::MISSING_IMAGE.name.to_owned());
            }
            return;
        }
        let diagnostic = Diagnostic::new(codes::UNKNOWN_LINT, span, format!("`{name}` is not a diagnostic that can be allowed"));
        let names = codes::ALL.iter().filter(|code| code.allowable).map(|code| code.name);
        self.report(match nearest(name, names) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic.hint("name a warning, such as `uncalled-note`"),
        });
    }

    /// Whether a diagnostic of a code was reported, allowed or not.
    #[must_use]
    pub fn has_reported(&self, code: &Code) -> bool {
        lock(&self.reported).iter().any(|diagnostic| diagnostic.code.name == code.name)
    }

    /// Whether the author allows a code.
    #[must_use]
    pub fn allows(&self, code: &Code) -> bool {
        lock(&self.allowed).contains(code.name)
    }

    /// Whether an error was reported that the author does not allow.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        let reported = lock(&self.reported);
        reported.iter().any(|diagnostic| diagnostic.severity == Severity::Error && !self.is_allowed(diagnostic))
    }

    /// The diagnostics that the author does not allow, sorted by file and place, without duplicates. Those of one cause are merged.
    #[must_use]
    pub fn sorted(&self) -> Vec<Diagnostic> {
        let mut diagnostics = lock(&self.reported).clone();
        diagnostics.sort_by(|a, b| (a.span, a.code.name, &a.message, &a.listed).cmp(&(b.span, b.code.name, &b.message, &b.listed)));
        diagnostics.dedup();
        diagnostics.retain(|diagnostic| !self.is_allowed(diagnostic));
        folded(diagnostics)
    }

    fn is_allowed(&self, diagnostic: &Diagnostic) -> bool {
        lock(&self.allowed).contains(diagnostic.code.name)
    }
}

/// The largest number of items that a message lists.
const MOST_LISTED: usize = 8;

/// Keeps the first diagnostic of each cause. Its message lists the items of all diagnostics with that cause, and says how many diagnostics
/// there are.
fn folded(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut others: BTreeMap<usize, usize> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        if !diagnostic.cause.is_empty() {
            let at = *first.entry((diagnostic.code.name, diagnostic.cause.clone())).or_insert(kept.len());
            if at < kept.len() {
                *others.entry(at).or_default() += 1;
                kept[at].listed.extend(diagnostic.listed);
                continue;
            }
        }
        kept.push(diagnostic);
    }
    for diagnostic in &mut kept {
        let all: BTreeSet<String> = std::mem::take(&mut diagnostic.listed).into_iter().collect();
        if !all.is_empty() {
            let shown: Vec<&str> = all.iter().take(MOST_LISTED).map(String::as_str).collect();
            let more = if all.len() > shown.len() { format!(" and {} more", all.len() - shown.len()) } else { String::new() };
            diagnostic.message.push_str(&format!(" {}{more}", shown.join(", ")));
        }
    }
    for (at, count) in others {
        kept[at].message.push_str(&format!(" ({} times in this book)", count + 1));
    }
    kept
}

/// Locks data that a panic cannot leave half changed.
fn lock<T>(data: &Mutex<T>) -> MutexGuard<'_, T> {
    data.lock().unwrap_or_else(PoisonError::into_inner)
}
