use crate::diagnostic::{Code, Severity};

pub const WIDE_TABLE: &Code = &Code { name: "wide-table", severity: Severity::Warning, allowable: true };
