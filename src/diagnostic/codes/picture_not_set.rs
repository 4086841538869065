use crate::diagnostic::{Code, Severity};

pub const PICTURE_NOT_SET: &Code = &Code { name: "picture-not-set", severity: Severity::Warning, allowable: true };
