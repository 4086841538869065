use crate::diagnostic::{Code, Severity};

pub const SHOP_COVER_BYTES: &Code = &Code { name: "shop-cover-bytes", severity: Severity::Warning, allowable: true };
