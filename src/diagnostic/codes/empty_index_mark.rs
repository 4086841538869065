use crate::diagnostic::{Code, Severity};

pub const EMPTY_INDEX_MARK: &Code = &Code { name: "empty-index-mark", severity: Severity::Warning, allowable: true };
