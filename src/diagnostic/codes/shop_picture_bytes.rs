use crate::diagnostic::{Code, Severity};

pub const SHOP_PICTURE_BYTES: &Code = &Code { name: "shop-picture-bytes", severity: Severity::Warning, allowable: true };
