use crate::diagnostic::{Code, Severity};

pub const NO_LANGUAGE: &Code = &Code { name: "no-language", severity: Severity::Warning, allowable: true };
