use crate::diagnostic::{Code, Severity};

pub const MISSING_GLYPH: &Code = &Code { name: "missing-glyph", severity: Severity::Warning, allowable: true };
