use crate::diagnostic::{Code, Severity};

pub const NO_NAME: &Code = &Code { name: "no-name", severity: Severity::Error, allowable: false };
