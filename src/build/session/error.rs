//! Why a build can fail without a mistake in the manuscript.
use std::path::PathBuf;

use crate::cover::CoverError;
use crate::epub::EpubError;
use crate::font::FontError;
use crate::import::ImportError;
use crate::manuscript::ManuscriptError;
use crate::pdf::{ImposeError, PdfError};
use crate::resolve::MissingPart;

use super::output::OutputError;

/// Why a build failed, apart from mistakes in the manuscript.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant passes on the error of another module")]
pub enum BuildError {
    #[error(transparent)]
    Manuscript(#[from] ManuscriptError),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Font(#[from] FontError),
    #[error(transparent)]
    Pdf(#[from] PdfError),
    #[error(transparent)]
    Epub(#[from] EpubError),
    #[error(transparent)]
    Cover(#[from] CoverError),
    /// The pages of a PDF cannot be put on sheets.
    #[error("cannot impose `{file}`")]
    Impose {
        /// The file or the edition.
        file: String,
        #[source]
        source: ImposeError,
    },
    #[error(transparent)]
    Output(#[from] OutputError),
    /// `-e` names an edition that the book does not have.
    #[error("the book has no edition `{name}`{hint}")]
    UnknownEdition {
        /// The name as typed.
        name: String,
        /// The nearest name or all names, as the end of the sentence.
        hint: String,
    },
    /// `--only` names a part that the book does not have.
    #[error("the book has no `{}`: {}", .0.typed, .0.hint)]
    NotThere(MissingPart),
    /// `--only` names pages that the edition does not have.
    #[error("no page of the edition `{edition}` has anything of `{typed}`{hint}")]
    NoPages {
        /// The parts as typed.
        typed: String,
        /// The name of the edition.
        edition: String,
        /// The pages that it has, as the end of the sentence. Empty if it has none.
        hint: String,
    },
    /// Two books that are built in one run make a file of the same name.
    #[error("`{}` is a file of another book of this run; write the books into different folders, or give one a `file-name`", .0.display())]
    Taken(PathBuf),
    /// Two editions of a book make a file of the same name.
    #[error("two editions make `{}`; give one of them another name", .0.display())]
    Twice(PathBuf),
    /// A file would overwrite a file of the manuscript.
    #[error("`{}` is a file of the manuscript; write the book into another folder, or give it another `file-name`", .0.display())]
    Source(PathBuf),
    /// `impose` would overwrite the PDF that it reads.
    #[error("`{}` is the file that is imposed; write the sheets to another file", .0.display())]
    Overwrites(PathBuf),
    /// `SOURCE_DATE_EPOCH` is not a number of seconds.
    #[error("SOURCE_DATE_EPOCH is `{0}`, which is not a number of seconds since 1970")]
    Epoch(String),
}

impl BuildError {
    /// Whether the program was called with wrong arguments or a wrong environment variable.
    #[must_use]
    pub const fn is_usage(&self) -> bool {
        matches!(
            self,
            Self::UnknownEdition { .. }
                | Self::NotThere(_)
                | Self::NoPages { .. }
                | Self::Taken(_)
                | Self::Twice(_)
                | Self::Source(_)
                | Self::Overwrites(_)
                | Self::Epoch(_)
        )
    }
}
