use crate::diagnostic::{Code, Severity};

pub const DEAD_SEE: &Code = &Code { name: "dead-see", severity: Severity::Warning, allowable: true };
