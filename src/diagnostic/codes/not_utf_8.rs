use crate::diagnostic::{Code, Severity};

pub const NOT_UTF_8: &Code = &Code { name: "not-utf-8", severity: Severity::Error, allowable: false };
