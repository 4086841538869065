use crate::diagnostic::{Code, Severity};

pub const DUPLICATE_EDITION: &Code = &Code { name: "duplicate-edition", severity: Severity::Error, allowable: false };
