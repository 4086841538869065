use crate::diagnostic::{Code, Severity};

pub const UNSETTLED_CONTENTS: &Code = &Code { name: "unsettled-contents", severity: Severity::Warning, allowable: true };
