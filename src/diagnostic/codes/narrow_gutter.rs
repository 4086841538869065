use crate::diagnostic::{Code, Severity};

pub const NARROW_GUTTER: &Code = &Code { name: "narrow-gutter", severity: Severity::Warning, allowable: true };
