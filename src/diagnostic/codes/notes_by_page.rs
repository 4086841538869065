use crate::diagnostic::{Code, Severity};

pub const NOTES_BY_PAGE: &Code = &Code { name: "notes-by-page", severity: Severity::Warning, allowable: true };
