use crate::diagnostic::{Code, Severity};

pub const RAW_HTML: &Code = &Code { name: "raw-html", severity: Severity::Warning, allowable: true };
