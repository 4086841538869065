use crate::diagnostic::{Code, Severity};

pub const UNPROVEN_CONFORMANCE: &Code = &Code { name: "unproven-conformance", severity: Severity::Error, allowable: false };
