use crate::diagnostic::{Code, Severity};

pub const MISSING_ALT: &Code = &Code { name: "missing-alt", severity: Severity::Error, allowable: true };
