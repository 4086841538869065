use crate::diagnostic::{Code, Severity};

pub const PICTURE_IN_DRAWING: &Code = &Code { name: "picture-in-drawing", severity: Severity::Warning, allowable: true };
