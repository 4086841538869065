use crate::diagnostic::{Code, Severity};

pub const RTL_BOOK: &Code = &Code { name: "rtl-book", severity: Severity::Error, allowable: false };
