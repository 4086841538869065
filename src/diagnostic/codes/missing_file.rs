use crate::diagnostic::{Code, Severity};

pub const MISSING_FILE: &Code = &Code { name: "missing-file", severity: Severity::Error, allowable: false };
