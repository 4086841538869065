//! The beginning of the names of the files of a book.
use crate::diagnostic::{Diagnostic, codes};
use crate::edition::settings::reader::Reader;
use crate::edition::settings::tree::Step;

/// The most bytes of it. Most file systems allow 255, and the name of an edition and an ending follow.
pub const LONGEST_FILE_NAME: usize = 120;

/// Characters that some file systems do not allow, or that separate folders.
const FORBIDDEN: &str = "/\\:*?\"<>|";

impl Reader<'_> {
    /// The `file-name` of a book. Reports it if files cannot have this name.
    pub(crate) fn file_name(&self, given: Option<&str>) -> Option<String> {
        let name = given?;
        let lower = name.to_lowercase();
        let fault = if name.is_empty() || name.starts_with('.') || name.trim() != name || name.ends_with('.') {
            "the name of a file begins with a letter or digit and does not end with a full stop or a space"
        } else if name.chars().any(|letter| letter.is_control() || FORBIDDEN.contains(letter)) {
            "the name of a file has no slashes, colons, quotation marks or other signs that file systems forbid"
        } else if name.len() > LONGEST_FILE_NAME {
            "the name of a file has at most 120 bytes"
        } else if lower.ends_with(".pdf") || lower.ends_with(".epub") {
            "each file gets its own ending"
        } else {
            return Some(name.to_owned());
        };
        let place = self.place(&[Step::Key("book"), Step::Key("file-name")]);
        self.sink.report(Diagnostic::new(codes::BAD_VALUE, place, fault).hint("write a name such as `file-name = \"short-history\"`"));
        None
    }
}
