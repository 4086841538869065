use crate::diagnostic::{Code, Severity};

pub const BAD_IMAGE: &Code = &Code { name: "bad-image", severity: Severity::Error, allowable: false };
