use crate::diagnostic::{Code, Severity};

pub const BAD_LENGTH: &Code = &Code { name: "bad-length", severity: Severity::Error, allowable: false };
