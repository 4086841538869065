use super::code::{Code, Examples, Severity};

pub const PAGE_FAULT: &Code = &Code {
    name: "page-fault",
    severity: Severity::Warning,
    allowable: true,
    summary: "chapbook made a page with a mistake.",
    explanation: "\
After typesetting, chapbook proof-reads every page: nothing may overlap, leave
the page or be missing. The fault is in chapbook, not in your text. Please
report it, with the text of the page.",
    examples: Examples::Untested("It is a bug in chapbook."),
};
