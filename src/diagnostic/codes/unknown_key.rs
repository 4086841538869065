use crate::diagnostic::{Code, Severity};

pub const UNKNOWN_KEY: &Code = &Code { name: "unknown-key", severity: Severity::Error, allowable: false };
