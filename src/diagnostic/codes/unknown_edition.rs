use crate::diagnostic::{Code, Severity};

pub const UNKNOWN_EDITION: &Code = &Code { name: "unknown-edition", severity: Severity::Error, allowable: false };
