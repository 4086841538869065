use crate::diagnostic::{Code, Severity};

pub const BAD_ISBN: &Code = &Code { name: "bad-isbn", severity: Severity::Error, allowable: false };
