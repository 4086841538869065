use crate::diagnostic::{Code, Severity};

pub const SHOP_DESCRIPTION: &Code = &Code { name: "shop-description", severity: Severity::Warning, allowable: true };
