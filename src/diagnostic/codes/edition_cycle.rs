use crate::diagnostic::{Code, Severity};

pub const EDITION_CYCLE: &Code = &Code { name: "edition-cycle", severity: Severity::Error, allowable: false };
