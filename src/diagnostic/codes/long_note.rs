use crate::diagnostic::{Code, Severity};

pub const LONG_NOTE: &Code = &Code { name: "long-note", severity: Severity::Warning, allowable: true };
