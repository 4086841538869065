use crate::diagnostic::{Code, Severity};

pub const DIRECTION_MARK: &Code = &Code { name: "direction-mark", severity: Severity::Warning, allowable: true };
