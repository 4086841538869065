use crate::diagnostic::{Code, Severity};

pub const SHOP_PIXELS_IN_DRAWING: &Code = &Code { name: "shop-pixels-in-drawing", severity: Severity::Warning, allowable: true };
