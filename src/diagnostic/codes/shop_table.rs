use crate::diagnostic::{Code, Severity};

pub const SHOP_TABLE: &Code = &Code { name: "shop-table", severity: Severity::Warning, allowable: true };
