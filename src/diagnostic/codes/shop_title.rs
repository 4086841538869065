use crate::diagnostic::{Code, Severity};

pub const SHOP_TITLE: &Code = &Code { name: "shop-title", severity: Severity::Warning, allowable: true };
