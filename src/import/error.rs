//! Why files cannot be imported.
use std::path::PathBuf;

/// A failure to import. What a file has that a manuscript cannot have is a remark instead.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file cannot be read.
    #[error("cannot read `{}`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The reason.
        #[source]
        source: std::io::Error,
    },
    /// A file is not what its name says.
    #[error("`{file}` is damaged: {reason}")]
    Damaged {
        /// The file, or the part of it.
        file: String,
        /// The reason.
        reason: String,
    },
    /// A file is protected, so its text cannot be read.
    #[error("`{0}` is encrypted, so its text cannot be read")]
    Encrypted(String),
    /// A file has no bytes.
    #[error("`{}` is empty: it has no bytes", .0.display())]
    Empty(PathBuf),
    /// A file with the extension of docx is a compound file.
    #[error(
        "`{}` is not docx: it is a document of Word before 2007, or it is encrypted with a password; open it in Word or LibreOffice, and save it as docx without a password",
        .0.display()
    )]
    NotDocx(PathBuf),
    /// There is no LibreOffice, which a file needs.
    #[error("`{}` needs LibreOffice, which was not found: install it, name it with `--libreoffice PATH`, or save the file as docx", path.display())]
    NoLibreOffice {
        /// The file.
        path: PathBuf,
    },
    /// LibreOffice cannot turn a file into docx.
    #[error("LibreOffice cannot read `{file}`: {reason}")]
    NotConverted {
        /// The file.
        file: String,
        /// The reason.
        reason: String,
    },
    /// The format of a file is not known.
    #[error("`{}` is not a file that can be imported; known are HTML, EPUB, docx, odt, doc, rtf, FB2, Muse and plain text ({})", path.display(), hint)]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// What to do.
        hint: String,
    },
    /// There is no text in the files.
    #[error("there is no text in `{0}`")]
    NoText(String),
}
