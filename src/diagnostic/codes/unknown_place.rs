use crate::diagnostic::{Code, Severity};

pub const UNKNOWN_PLACE: &Code = &Code { name: "unknown-place", severity: Severity::Warning, allowable: true };
