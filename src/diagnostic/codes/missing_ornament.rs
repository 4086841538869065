use crate::diagnostic::{Code, Severity};

pub const MISSING_ORNAMENT: &Code = &Code { name: "missing-ornament", severity: Severity::Error, allowable: false };
