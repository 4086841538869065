use crate::diagnostic::{Code, Severity};

pub const SAME_NOTE_MARKS: &Code = &Code { name: "same-note-marks", severity: Severity::Warning, allowable: true };
