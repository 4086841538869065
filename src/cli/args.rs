//! The command line arguments.
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::slip_language::SlipLanguage;
use crate::build::{BuildRequest, ExportFormat, OutputFormat};
use crate::diagnostic::render::MessageFormat;
use crate::edition::PrinterPaper;
use crate::imposition::{Duplex, Scheme, SheetMarks};

/// Turn a Markdown manuscript into an EPUB and a typeset PDF.
#[derive(Debug, Parser)]
#[command(name = "chapbook", version, about, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) global: GlobalArgs,
}

/// The arguments of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct GlobalArgs {
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: Color,
    /// Print only errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Print more, such as how long each step took
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// How to print errors and warnings
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) message_format: MessageFormatName,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Create a small manuscript to start from, or a book.toml for a folder that has none
    Init(InitArgs),
    /// Build the EPUB and PDF files of a book
    Build(BuildArgs),
    /// Report problems without writing any file
    Check(CheckArgs),
    /// Show the design of a book, or list the designs to choose from
    Design {
        #[command(subcommand)]
        command: DesignCommand,
    },
    /// List the editions of a book, with their pages and sheets
    Editions(EditionsArgs),
    /// Make a manuscript folder from web pages, e-books or Word documents
    Import(ImportArgs),
    /// Write a book as web pages, as one text, or for other programs
    Export(ExportArgs),
    /// Arrange the pages of a PDF on sheets, to fold into a booklet
    Impose(ImposeArgs),
    /// Write the lock file, which keeps paragraph numbers and addresses stable
    Lock(LockArgs),
    /// List the available fonts
    Fonts(FontsArgs),
    /// Explain an error or a warning, or list all of them
    Explain(ExplainArgs),
    /// Write the manual pages
    Man(ManArgs),
    /// Print a shell completion script
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum DesignCommand {
    /// Print the design of an edition as TOML, with the origin of each value
    Show {
        #[command(flatten)]
        book: BookPath,
        /// The edition to show [default: the first edition of the book]
        #[arg(short, long, value_name = "EDITION")]
        edition: Option<String>,
        #[command(flatten)]
        fonts: FontPaths,
    },
    /// List the built-in designs
    List,
}

/// The path of a book.
#[derive(Debug, Args)]
pub(super) struct BookPath {
    /// The book: a folder with book.toml, a project of another tool, a folder of Markdown files, a Markdown file, or a document of Pandoc
    /// in JSON
    #[arg(default_value = ".")]
    pub(super) path: PathBuf,
    /// Read files that are outside the folder of the book and its repository, and hidden ones
    #[arg(long)]
    pub(super) allow_outside: bool,
}

#[derive(Debug, Args)]
pub(super) struct FontPaths {
    /// An extra font file, or a folder of fonts; can be repeated
    #[arg(long, value_name = "PATH")]
    pub(super) font_path: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct FontsArgs {
    /// List the fonts of this book too
    pub(super) book: Option<PathBuf>,
    #[command(flatten)]
    pub(super) fonts: FontPaths,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder for the manuscript
    #[arg(default_value = ".")]
    pub(super) path: PathBuf,
    /// Write a book.toml for this folder instead: a project of another tool, or a folder of Markdown files
    #[arg(long, value_name = "PATH", conflicts_with = "path")]
    pub(super) from: Option<PathBuf>,
}

/// What to build, and under which rules.
#[derive(Debug, Args)]
pub(super) struct SourceArgs {
    /// The books: each a folder with book.toml, a project of another tool, a folder of Markdown files, a Markdown file, a document that
    /// Pandoc reads, or `-` for standard input
    #[arg(default_value = ".", value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The editions to make, see `chapbook editions` [default: all that book.toml defines]
    #[arg(short, long, value_delimiter = ',', value_name = "EDITIONS")]
    pub(super) edition: Vec<String>,
    /// Make all editions, including the built-in ones
    #[arg(long, conflicts_with = "edition")]
    pub(super) all: bool,
    /// The paper of your printer, for editions that you print and fold [default: as the book says, or a4]
    #[arg(long, value_enum, value_name = "PAPER")]
    pub(super) sheet: Option<SheetName>,
    /// Treat warnings as errors
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(super) deny: Option<Deny>,
    /// The warnings to ignore, such as `dead-link`
    #[arg(long, value_delimiter = ',', value_name = "CODES")]
    pub(super) allow: Vec<String>,
    /// Read files that are outside the folder of the book and its repository, and hidden ones
    #[arg(long)]
    pub(super) allow_outside: bool,
    /// The Pandoc that converts documents of other programs [default: pandoc]
    #[arg(long, value_name = "PATH")]
    pub(super) pandoc: Option<PathBuf>,
    #[command(flatten)]
    pub(super) fonts: FontPaths,
}

#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    pub(super) source: SourceArgs,
    /// The folder for the files [default: PATH/dist, or the folder of a single file]
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Make only these formats
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORMATS")]
    pub(super) format: Vec<OutputFormatName>,
    /// Make only these parts, as PDF with the page numbers of the whole book: chapter-3, preface, #anchor, 3.12-3.15 (paragraphs), 37-41
    /// (pages)
    #[arg(long, value_delimiter = ',', value_name = "PARTS")]
    pub(super) only: Vec<String>,
    /// Write the printing instructions of booklets into text files beside them
    #[arg(long)]
    pub(super) slip: bool,
    /// Run the commands that the book names for its diagrams
    #[arg(long)]
    pub(super) allow_commands: bool,
    /// Print how long each step took
    #[arg(long)]
    pub(super) timings: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) source: SourceArgs,
    /// Print the structure of the document as chapbook reads it
    #[arg(long)]
    pub(super) dump: bool,
}

#[derive(Debug, Args)]
pub(super) struct EditionsArgs {
    #[command(flatten)]
    pub(super) book: BookPath,
    /// Print only the names, one on a line
    #[arg(long)]
    pub(super) names: bool,
    /// The paper of your printer [default: as the book says, or a4]
    #[arg(long, value_enum, value_name = "PAPER")]
    pub(super) sheet: Option<SheetName>,
    #[command(flatten)]
    pub(super) fonts: FontPaths,
}

#[derive(Debug, Args)]
pub(super) struct LockArgs {
    #[command(flatten)]
    pub(super) book: BookPath,
    /// Write nothing; exit with 1 if the lock file is out of date
    #[arg(long)]
    pub(super) check: bool,
}

#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    pub(super) book: BookPath,
    /// The format
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) to: ExportFormatName,
    /// The file to write [default: standard output]. For html: a file that ends with `.html` for one page, or a folder for a site with
    /// a page for each chapter
    #[arg(short, long, value_name = "PATH", required_if_eq("to", "html"))]
    pub(super) output: Option<PathBuf>,
    /// The Pandoc that converts documents of other programs [default: pandoc]
    #[arg(long, value_name = "PATH")]
    pub(super) pandoc: Option<PathBuf>,
    /// For html: run the commands that the book names for its diagrams
    #[arg(long)]
    pub(super) allow_commands: bool,
    #[command(flatten)]
    pub(super) fonts: FontPaths,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormatName {
    /// Web pages: one page, or a site
    Html,
    /// The assembled manuscript, in chapbook's Markdown
    Markdown,
    /// Plain text, for reading aloud and for comparison
    Text,
    /// Pandoc's document in JSON, for Pandoc 3
    Pandoc,
    /// The same for Pandoc 2.11 to 2.19
    #[value(name = "pandoc-2")]
    Pandoc2,
}

impl ExportFormatName {
    /// The format of a text. `None` for web pages, which are several files.
    pub(super) const fn of_text(self) -> Option<ExportFormat> {
        match self {
            Self::Html => None,
            Self::Markdown => Some(ExportFormat::Markdown),
            Self::Text => Some(ExportFormat::Text),
            Self::Pandoc => Some(ExportFormat::Pandoc),
            Self::Pandoc2 => Some(ExportFormat::Pandoc2),
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// The folder to write the pages into
    pub(super) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The code in brackets, such as `dead-link` [default: list all codes]
    pub(super) code: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// The files, in the order of the book: HTML, EPUB, docx, odt, doc, rtf, FB2, Muse, plain text
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The folder for the manuscript, which must not exist or must be empty
    #[arg(short, long, value_name = "FOLDER", required_unless_present = "dry_run")]
    pub(super) output: Option<PathBuf>,
    /// Write nothing; print what would be repaired in plain texts
    #[arg(long)]
    pub(super) dry_run: bool,
    /// The rules of repair that are not used, see the guide
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub(super) without: Vec<String>,
    /// The title of the book [default: as the files say]
    #[arg(long)]
    pub(super) title: Option<String>,
    /// The language of the book, such as `en-GB` [default: as the files say]
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// The LibreOffice that turns odt, doc and rtf files into docx [default: soffice]
    #[arg(long, value_name = "PATH")]
    pub(super) libreoffice: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ImposeArgs {
    /// The PDF, from chapbook or any other program
    pub(super) path: PathBuf,
    /// The file for the sheets [default: beside the PDF, with the scheme in its name]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// How the pages are arranged: saddle (folded together and stapled), gathered (signatures), perfect (sheets folded one by one and
    /// glued), two-up (not folded), cut-and-stack (four pages on each side), zine (eight pages on one side)
    #[arg(long, default_value = "saddle", value_parser = Scheme::NAMES.map(|(name, _)| name))]
    pub(super) scheme: String,
    /// The paper
    #[arg(long, default_value = "a4", value_parser = ["a3", "a4", "letter", "legal", "tabloid"])]
    pub(super) paper: String,
    /// How the printer turns a sheet [default: over the left or right edge of the sheet]
    #[arg(long, value_parser = Duplex::NAMES.map(|(name, _)| name))]
    pub(super) duplex: Option<String>,
    /// The number of sheets in a signature, for `gathered` [default: the number that leaves the fewest blank pages]
    #[arg(long, value_name = "SHEETS", value_parser = clap::value_parser!(u32).range(1..=32))]
    pub(super) signature: Option<u32>,
    /// The thickness of the paper, for sheets that are folded into each other
    #[arg(long, default_value = "0.1mm", value_name = "LENGTH")]
    pub(super) thickness: String,
    /// Keep the first and last page outside as a cover: blank pages are inserted before the last page
    #[arg(long)]
    pub(super) cover: bool,
    /// The size of the pages in percent [default: as large as fits, at most 100]
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u32).range(10..=400))]
    pub(super) scale: Option<u32>,
    /// The marks to draw
    #[arg(long, value_delimiter = ',', value_name = "MARKS", value_parser = SheetMarks::NAMES)]
    pub(super) marks: Vec<String>,
    /// The language of the printing instructions
    #[arg(long, default_value = "en", value_name = "TAG", value_parser = SlipLanguage)]
    pub(super) language: String,
    /// Write the printing instructions into a text file beside the sheets
    #[arg(long)]
    pub(super) slip: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// All warnings that are not allowed
    Warnings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormatName {
    Epub,
    Pdf,
}

impl From<OutputFormatName> for OutputFormat {
    fn from(name: OutputFormatName) -> Self {
        match name {
            OutputFormatName::Epub => Self::Epub,
            OutputFormatName::Pdf => Self::Pdf,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SheetName {
    A4,
    Letter,
}

impl From<SheetName> for PrinterPaper {
    fn from(name: SheetName) -> Self {
        match name {
            SheetName::A4 => Self::A4,
            SheetName::Letter => Self::Letter,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormatName {
    /// With the source line
    #[default]
    Human,
    /// One line each
    Short,
    /// One JSON object per line
    Json,
    /// Workflow commands of GitHub
    Github,
}

impl From<MessageFormatName> for MessageFormat {
    fn from(name: MessageFormatName) -> Self {
        match name {
            MessageFormatName::Human => Self::Human,
            MessageFormatName::Short => Self::Short,
            MessageFormatName::Json => Self::Json,
            MessageFormatName::Github => Self::Github,
        }
    }
}

impl SourceArgs {
    /// The request for a book that these arguments and the environment describe.
    pub(super) fn request(&self, path: &Path) -> BuildRequest {
        BuildRequest {
            path: path.to_path_buf(),
            editions: self.edition.clone(),
            all: self.all,
            sheet: self.sheet.map(Into::into),
            allow: self.allow.clone(),
            allow_outside: self.allow_outside,
            pandoc: self.pandoc.clone(),
            deny_warnings: self.deny == Some(Deny::Warnings),
            font_paths: self.fonts.font_path.clone(),
            system_font_folders: system_font_folders(),
            source_date_epoch: std::env::var("SOURCE_DATE_EPOCH").ok().filter(|epoch| !epoch.is_empty()),
            ..BuildRequest::default()
        }
    }
}

/// The folders of the fonts that are installed on this computer, for everybody and for the user. Some of them may not exist.
pub(super) fn system_font_folders() -> Vec<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let of_home = |folder: &str| home.as_ref().map(|home| home.join(folder));
    if cfg!(windows) {
        let of = |variable: &str, folder: &str| std::env::var_os(variable).map(|root| PathBuf::from(root).join(folder));
        return [of("SystemRoot", "Fonts"), of("LOCALAPPDATA", "Microsoft\\Windows\\Fonts")].into_iter().flatten().collect();
    }
    let (system, own) = if cfg!(target_os = "macos") {
        (["/System/Library/Fonts", "/Library/Fonts"], ["Library/Fonts", ".fonts"])
    } else {
        (["/usr/share/fonts", "/usr/local/share/fonts"], [".local/share/fonts", ".fonts"])
    };
    system.into_iter().map(PathBuf::from).chain(own.into_iter().filter_map(of_home)).collect()
}

/// The program was called with wrong arguments. Holds the reason.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct UsageError(pub(super) String);
