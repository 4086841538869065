use crate::diagnostic::{Code, Severity};

pub const REMOTE_IMAGE: &Code = &Code { name: "remote-image", severity: Severity::Warning, allowable: true };
