use crate::diagnostic::{Code, Severity};

pub const TRIM_SIZE: &Code = &Code { name: "trim-size", severity: Severity::Warning, allowable: true };
