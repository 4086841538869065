use crate::diagnostic::{Code, Severity};

pub const HEADING_AT_FOOT: &Code = &Code { name: "heading-at-foot", severity: Severity::Warning, allowable: true };
