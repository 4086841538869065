use crate::diagnostic::{Code, Severity};

pub const MISSING_ANCHOR: &Code = &Code { name: "missing-anchor", severity: Severity::Error, allowable: false };
