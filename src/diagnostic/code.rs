//! The kinds of diagnostics.
use super::Severity;

/// A kind of diagnostic. Each is a constant in a file of its own under `codes/`.
#[derive(Debug)]
pub struct Code {
    /// The name in kebab-case. It reads well after "allow".
    pub name: &'static str,
    /// The severity of every diagnostic of this kind.
    pub severity: Severity,
    /// Whether an author may silence it, in `[lints]` or with `--allow`.
    pub allowable: bool,
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Code {}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}
