use crate::diagnostic::{Code, Severity};

pub const NO_TEXT: &Code = &Code { name: "no-text", severity: Severity::Error, allowable: false };
