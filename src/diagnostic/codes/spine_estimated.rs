use crate::diagnostic::{Code, Severity};

pub const SPINE_ESTIMATED: &Code = &Code { name: "spine-estimated", severity: Severity::Warning, allowable: true };
