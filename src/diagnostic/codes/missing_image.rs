use crate::diagnostic::{Code, Severity};

pub const MISSING_IMAGE: &Code = &Code { name: "missing-image", severity: Severity::Error, allowable: false };
