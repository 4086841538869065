use crate::diagnostic::{Code, Severity};

pub const SHOP_REMOTE: &Code = &Code { name: "shop-remote", severity: Severity::Warning, allowable: true };
