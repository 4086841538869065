use super::code::{Code, Examples, Severity};

pub const NO_QR_CODE: &Code = &Code {
    name: "no-qr-code",
    severity: Severity::Warning,
    allowable: true,
    summary: "An address is too long for a QR code.",
    explanation: "\
With `link-addresses = \"codes\"` each address is printed with a QR code. A code
holds about 2,900 characters; longer addresses are printed without one.",
    examples: Examples::Untested("An example needs an address of more than 2,900 characters."),
};
