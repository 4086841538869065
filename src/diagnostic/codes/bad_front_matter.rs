use crate::diagnostic::{Code, Severity};

pub const BAD_FRONT_MATTER: &Code = &Code { name: "bad-front-matter", severity: Severity::Error, allowable: false };
