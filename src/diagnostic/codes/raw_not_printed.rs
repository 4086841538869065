use crate::diagnostic::{Code, Severity};

pub const RAW_NOT_PRINTED: &Code = &Code { name: "raw-not-printed", severity: Severity::Warning, allowable: true };
