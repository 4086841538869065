use crate::diagnostic::{Code, Severity};

pub const DUPLICATE_NOTE: &Code = &Code { name: "duplicate-note", severity: Severity::Warning, allowable: true };
