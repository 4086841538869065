use crate::diagnostic::{Code, Severity};

pub const OVERFULL_LINE: &Code = &Code { name: "overfull-line", severity: Severity::Warning, allowable: true };
