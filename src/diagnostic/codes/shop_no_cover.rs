use crate::diagnostic::{Code, Severity};

pub const SHOP_NO_COVER: &Code = &Code { name: "shop-no-cover", severity: Severity::Warning, allowable: true };
