use crate::diagnostic::{Code, Severity};

pub const NO_ROOM: &Code = &Code { name: "no-room", severity: Severity::Error, allowable: false };
