use crate::diagnostic::{Code, Severity};

pub const BAD_LOCK: &Code = &Code { name: "bad-lock", severity: Severity::Error, allowable: false };
