use crate::diagnostic::{Code, Severity};

pub const SHOP_COVER_SIZE: &Code = &Code { name: "shop-cover-size", severity: Severity::Warning, allowable: true };
