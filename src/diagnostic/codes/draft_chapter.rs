use crate::diagnostic::{Code, Severity};

pub const DRAFT_CHAPTER: &Code = &Code { name: "draft-chapter", severity: Severity::Warning, allowable: true };
