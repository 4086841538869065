use crate::diagnostic::{Code, Severity};

pub const MISSING_NOTE: &Code = &Code { name: "missing-note", severity: Severity::Error, allowable: false };
