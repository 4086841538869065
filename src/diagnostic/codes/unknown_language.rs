use crate::diagnostic::{Code, Severity};

pub const UNKNOWN_LANGUAGE: &Code = &Code { name: "unknown-language", severity: Severity::Warning, allowable: true };
