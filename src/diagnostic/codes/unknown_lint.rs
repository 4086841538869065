use crate::diagnostic::{Code, Severity};

pub const UNKNOWN_LINT: &Code = &Code { name: "unknown-lint", severity: Severity::Error, allowable: false };
