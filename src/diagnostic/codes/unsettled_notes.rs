use crate::diagnostic::{Code, Severity};

pub const UNSETTLED_NOTES: &Code = &Code { name: "unsettled-notes", severity: Severity::Warning, allowable: true };
