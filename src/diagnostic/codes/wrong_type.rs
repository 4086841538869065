use crate::diagnostic::{Code, Severity};

pub const WRONG_TYPE: &Code = &Code { name: "wrong-type", severity: Severity::Error, allowable: false };
