use crate::diagnostic::{Code, Severity};

pub const NAMELESS_LINK: &Code = &Code { name: "nameless-link", severity: Severity::Warning, allowable: true };
