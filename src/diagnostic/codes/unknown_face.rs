use crate::diagnostic::{Code, Severity};

pub const UNKNOWN_FACE: &Code = &Code { name: "unknown-face", severity: Severity::Error, allowable: false };
