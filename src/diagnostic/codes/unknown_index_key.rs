use crate::diagnostic::{Code, Severity};

pub const UNKNOWN_INDEX_KEY: &Code = &Code { name: "unknown-index-key", severity: Severity::Warning, allowable: true };
