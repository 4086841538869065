use crate::diagnostic::{Code, Severity};

pub const SHOP_COLOURS: &Code = &Code { name: "shop-colours", severity: Severity::Warning, allowable: true };
