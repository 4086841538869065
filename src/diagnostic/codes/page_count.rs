use crate::diagnostic::{Code, Severity};

pub const PAGE_COUNT: &Code = &Code { name: "page-count", severity: Severity::Warning, allowable: true };
