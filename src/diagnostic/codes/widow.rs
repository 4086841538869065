use crate::diagnostic::{Code, Severity};

pub const WIDOW: &Code = &Code { name: "widow", severity: Severity::Warning, allowable: true };
