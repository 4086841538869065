use crate::diagnostic::{Code, Severity};

pub const UNCALLED_NOTE: &Code = &Code { name: "uncalled-note", severity: Severity::Warning, allowable: true };
