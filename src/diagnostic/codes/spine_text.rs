use crate::diagnostic::{Code, Severity};

pub const SPINE_TEXT: &Code = &Code { name: "spine-text", severity: Severity::Warning, allowable: true };
