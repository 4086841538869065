use crate::diagnostic::{Code, Severity};

pub const DEAD_LINK: &Code = &Code { name: "dead-link", severity: Severity::Warning, allowable: true };
