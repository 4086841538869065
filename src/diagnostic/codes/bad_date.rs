use crate::diagnostic::{Code, Severity};

pub const BAD_DATE: &Code = &Code { name: "bad-date", severity: Severity::Error, allowable: false };
