use crate::diagnostic::{Code, Severity};

pub const OUTSIDE_ROOT: &Code = &Code { name: "outside-root", severity: Severity::Error, allowable: false };
