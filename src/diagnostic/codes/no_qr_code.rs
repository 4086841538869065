use crate::diagnostic::{Code, Severity};

pub const NO_QR_CODE: &Code = &Code { name: "no-qr-code", severity: Severity::Warning, allowable: true };
