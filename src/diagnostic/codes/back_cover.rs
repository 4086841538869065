use crate::diagnostic::{Code, Severity};

pub const BACK_COVER: &Code = &Code { name: "back-cover", severity: Severity::Warning, allowable: true };
