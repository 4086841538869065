use crate::diagnostic::{Code, Severity};

pub const UNKNOWN_PAPER: &Code = &Code { name: "unknown-paper", severity: Severity::Error, allowable: false };
