use crate::diagnostic::{Code, Severity};

pub const STALE_LOCK: &Code = &Code { name: "stale-lock", severity: Severity::Warning, allowable: true };
