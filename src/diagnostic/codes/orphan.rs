use crate::diagnostic::{Code, Severity};

pub const ORPHAN: &Code = &Code { name: "orphan", severity: Severity::Warning, allowable: true };
