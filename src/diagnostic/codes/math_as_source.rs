use crate::diagnostic::{Code, Severity};

pub const MATH_AS_SOURCE: &Code = &Code { name: "math-as-source", severity: Severity::Warning, allowable: true };
