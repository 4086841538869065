use crate::diagnostic::{Code, Severity};

pub const OTHER_FACE: &Code = &Code { name: "other-face", severity: Severity::Warning, allowable: true };
