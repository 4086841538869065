use crate::diagnostic::{Code, Severity};

pub const NO_TITLE: &Code = &Code { name: "no-title", severity: Severity::Error, allowable: false };
