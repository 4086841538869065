use crate::diagnostic::{Code, Severity};

pub const BAD_VALUE: &Code = &Code { name: "bad-value", severity: Severity::Error, allowable: false };
