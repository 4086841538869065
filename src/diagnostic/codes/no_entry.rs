use crate::diagnostic::{Code, Severity};

pub const NO_ENTRY: &Code = &Code { name: "no-entry", severity: Severity::Error, allowable: false };
