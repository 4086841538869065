use crate::diagnostic::{Code, Severity};

pub const SHOP_COVER_SHAPE: &Code = &Code { name: "shop-cover-shape", severity: Severity::Warning, allowable: true };
