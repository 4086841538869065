use crate::diagnostic::{Code, Severity};

pub const UNKNOWN_ROLE: &Code = &Code { name: "unknown-role", severity: Severity::Error, allowable: false };
