use crate::diagnostic::{Code, Severity};

pub const UNSETTLED_REFERENCES: &Code = &Code { name: "unsettled-references", severity: Severity::Warning, allowable: true };
