use crate::diagnostic::{Code, Severity};

pub const NARROW_MARGIN: &Code = &Code { name: "narrow-margin", severity: Severity::Warning, allowable: true };
