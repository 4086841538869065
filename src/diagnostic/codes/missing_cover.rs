use crate::diagnostic::{Code, Severity};

pub const MISSING_COVER: &Code = &Code { name: "missing-cover", severity: Severity::Error, allowable: false };
