use crate::diagnostic::{Code, Severity};

pub const DUPLICATE_FILE: &Code = &Code { name: "duplicate-file", severity: Severity::Error, allowable: false };
