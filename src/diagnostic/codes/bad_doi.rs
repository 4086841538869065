use crate::diagnostic::{Code, Severity};

pub const BAD_DOI: &Code = &Code { name: "bad-doi", severity: Severity::Error, allowable: false };
