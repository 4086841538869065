use crate::diagnostic::{Code, Severity};

pub const BAD_ADDRESS: &Code = &Code { name: "bad-address", severity: Severity::Error, allowable: false };
