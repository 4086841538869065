use crate::diagnostic::{Code, Severity};

pub const COVER_SHAPE: &Code = &Code { name: "cover-shape", severity: Severity::Warning, allowable: true };
