use crate::diagnostic::{Code, Severity};

pub const SHOP_PICTURE_PIXELS: &Code = &Code { name: "shop-picture-pixels", severity: Severity::Warning, allowable: true };
