//! The key `file-name`: how the names of the output files begin.
use crate::diagnostic::{Diagnostic, codes};
use crate::edition::settings::reader::SettingsReader;
use crate::edition::settings::tree::PathStep;

/// The longest `file-name` in bytes. Most file systems allow 255, and the name of an edition and an extension follow.
pub const LONGEST_FILE_NAME: usize = 120;

/// Characters that some file systems do not allow, or that separate folders.
const FORBIDDEN: &str = "/\\:*?\"<>|";

impl SettingsReader<'_> {
    /// The `file-name` of a book. Reports a name that files cannot have, and returns `None`.
    pub(crate) fn file_name(&self, given: Option<&str>) -> Option<String> {
        let name = given?;
        let lower = name.to_lowercase();
        let fault = if name.is_empty() || name.starts_with('.') || name.trim() != name || name.ends_with('.') {
            "a file name cannot be empty, and cannot begin or end with a full stop or a space"
        } else if name.chars().any(|letter| letter.is_control() || FORBIDDEN.contains(letter)) {
            "a file name cannot contain control characters or any of / \\ : * ? \" < > |"
        } else if name.len() > LONGEST_FILE_NAME {
            "a file name can have at most 120 bytes"
        } else if lower.ends_with(".pdf") || lower.ends_with(".epub") {
            "a file name has no extension here: each file gets its own"
        } else {
            return Some(name.to_owned());
        };
        let place = self.place(&[PathStep::Key("book"), PathStep::Key("file-name")]);
        self.sink.report(Diagnostic::new(codes::BAD_VALUE, place, fault).hint("write a name such as `file-name = \"short-history\"`"));
        None
    }
}
