use crate::diagnostic::{Code, Severity};

pub const UNCLOSED_FENCE: &Code = &Code { name: "unclosed-fence", severity: Severity::Warning, allowable: true };
