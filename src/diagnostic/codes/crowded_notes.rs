use crate::diagnostic::{Code, Severity};

pub const CROWDED_NOTES: &Code = &Code { name: "crowded-notes", severity: Severity::Warning, allowable: true };
