use crate::diagnostic::{Code, Severity};

pub const SHOP_NOTE: &Code = &Code { name: "shop-note", severity: Severity::Warning, allowable: true };
