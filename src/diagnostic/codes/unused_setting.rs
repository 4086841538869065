use crate::diagnostic::{Code, Severity};

pub const UNUSED_SETTING: &Code = &Code { name: "unused-setting", severity: Severity::Warning, allowable: true };
