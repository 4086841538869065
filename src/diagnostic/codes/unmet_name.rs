use crate::diagnostic::{Code, Severity};

pub const UNMET_NAME: &Code = &Code { name: "unmet-name", severity: Severity::Warning, allowable: true };
