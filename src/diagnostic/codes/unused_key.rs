use crate::diagnostic::{Code, Severity};

pub const UNUSED_KEY: &Code = &Code { name: "unused-key", severity: Severity::Warning, allowable: true };
