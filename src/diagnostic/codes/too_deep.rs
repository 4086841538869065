use crate::diagnostic::{Code, Severity};

pub const TOO_DEEP: &Code = &Code { name: "too-deep", severity: Severity::Error, allowable: false };
