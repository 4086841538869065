use crate::diagnostic::{Code, Severity};

pub const PAGE_FAULT: &Code = &Code { name: "page-fault", severity: Severity::Warning, allowable: true };
