use crate::diagnostic::{Code, Severity};

pub const COARSE_PICTURE: &Code = &Code { name: "coarse-picture", severity: Severity::Warning, allowable: true };
