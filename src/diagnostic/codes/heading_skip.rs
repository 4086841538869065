use crate::diagnostic::{Code, Severity};

pub const HEADING_SKIP: &Code = &Code { name: "heading-skip", severity: Severity::Warning, allowable: true };
