use crate::diagnostic::{Code, Severity};

pub const SHOP_BOOK_SIZE: &Code = &Code { name: "shop-book-size", severity: Severity::Warning, allowable: true };
