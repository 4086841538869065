use crate::diagnostic::{Code, Severity};

pub const BAD_SUBJECT: &Code = &Code { name: "bad-subject", severity: Severity::Error, allowable: false };
