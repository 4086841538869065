use crate::diagnostic::{Code, Severity};

pub const UNKNOWN_DESIGN: &Code = &Code { name: "unknown-design", severity: Severity::Error, allowable: false };
