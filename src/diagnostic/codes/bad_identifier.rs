use crate::diagnostic::{Code, Severity};

pub const BAD_IDENTIFIER: &Code = &Code { name: "bad-identifier", severity: Severity::Error, allowable: false };
