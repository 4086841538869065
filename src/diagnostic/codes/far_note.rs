use crate::diagnostic::{Code, Severity};

pub const FAR_NOTE: &Code = &Code { name: "far-note", severity: Severity::Warning, allowable: true };
