use crate::diagnostic::{Code, Severity};

pub const TIGHT_LINE: &Code = &Code { name: "tight-line", severity: Severity::Warning, allowable: true };
