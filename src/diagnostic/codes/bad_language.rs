use crate::diagnostic::{Code, Severity};

pub const BAD_LANGUAGE: &Code = &Code { name: "bad-language", severity: Severity::Error, allowable: false };
