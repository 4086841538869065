use crate::diagnostic::{Code, Severity};

pub const MISPLACED_PART: &Code = &Code { name: "misplaced-part", severity: Severity::Error, allowable: false };
