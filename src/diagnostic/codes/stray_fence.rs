use crate::diagnostic::{Code, Severity};

pub const STRAY_FENCE: &Code = &Code { name: "stray-fence", severity: Severity::Warning, allowable: true };
