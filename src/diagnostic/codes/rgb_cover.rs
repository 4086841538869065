use crate::diagnostic::{Code, Severity};

pub const RGB_COVER: &Code = &Code { name: "rgb-cover", severity: Severity::Warning, allowable: true };
