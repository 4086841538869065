use crate::diagnostic::{Code, Severity};

pub const EXTRA_CELLS: &Code = &Code { name: "extra-cells", severity: Severity::Error, allowable: false };
