use crate::diagnostic::{Code, Severity};

pub const BAD_TOML: &Code = &Code { name: "bad-toml", severity: Severity::Error, allowable: false };
