//! What can be typed.
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::build::{BuildRequest, Format};
use crate::diagnostic::render::MessageFormat;
use crate::edition::Sheet;
use crate::imposition::{Duplex, Marks, Scheme};

/// One manuscript in Markdown becomes an EPUB with linked notes and a paginated, hyphenated PDF.
#[derive(Debug, Parser)]
#[command(name = "chapbook", version, about, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(super) color: Color,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// How to write diagnostics
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) message_format: Messages,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Begin a manuscript: a small book that builds
    Init(InitArguments),
    /// Build a book: EPUB and PDF
    Build(BuildArguments),
    /// Look for mistakes without writing anything
    Check(CheckArguments),
    /// Show how a book will look, or the designs to choose from
    Design {
        #[command(subcommand)]
        command: DesignCommand,
    },
    /// List the editions of a book, with their pages and sheets
    Editions(EditionsArguments),
    /// Put the pages of a PDF on sheets to be folded and cut: booklets, signatures, a zine
    Impose(ImposeArguments),
    /// Keep the addresses of the paragraphs: write the lock file
    Lock(LockArguments),
    /// List the faces that can be set
    Fonts(FontsArguments),
    /// Explain a diagnostic, or list all of them
    Explain(ExplainArguments),
    /// Print a completion script
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum DesignCommand {
    /// Print the design of an edition as TOML, each value with the place that it comes from
    Show {
        /// A folder with book.toml, an mdBook folder, or a Markdown file
        #[arg(default_value = ".")]
        path: PathBuf,
        /// The edition [default: the first]
        #[arg(short, long, value_name = "EDITION")]
        edition: Option<String>,
        /// A font file, or a folder of them, besides the bundled ones
        #[arg(long, value_name = "PATH")]
        font_path: Vec<PathBuf>,
    },
    /// List the designs that have names
    List,
}

#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// The folder to begin in
    #[arg(default_value = ".")]
    pub(super) path: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct LockArguments {
    /// A folder with book.toml, an mdBook folder, or a Markdown file
    #[arg(default_value = ".")]
    pub(super) path: PathBuf,
    /// Only look whether the file is as it should be: exit code 1 if it is not
    #[arg(long)]
    pub(super) check: bool,
}

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    #[command(flatten)]
    pub(super) source: SourceArguments,
    /// The folder for the files [default: PATH/dist, or beside a single file]
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Only these formats
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORMATS")]
    pub(super) format: Vec<OutputFormat>,
    /// Only a part, as PDF with the numbers of the whole: chapter-3, preface, #anchor, paragraphs 3.12-3.15, pages 37-41
    #[arg(long, value_delimiter = ',', value_name = "PART")]
    pub(super) only: Vec<String>,
    /// Print what each stage took
    #[arg(long)]
    pub(super) timings: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub(super) source: SourceArguments,
    /// Print the document as it was understood
    #[arg(long)]
    pub(super) dump: bool,
}

#[derive(Debug, Args)]
pub(super) struct ImposeArguments {
    /// The PDF: any
    pub(super) path: PathBuf,
    /// The file for the sheets [default: beside the PDF, with the scheme in its name]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// saddle (folded together, stapled), gathered (signatures), perfect (each sheet folded, glued), two-up (not folded), cut-and-stack
    /// (four to a side), zine (eight pages on one side)
    #[arg(long, default_value = "saddle", value_parser = Scheme::NAMES.map(|(name, _)| name))]
    pub(super) scheme: String,
    /// The paper
    #[arg(long, default_value = "a4", value_parser = ["a3", "a4", "letter", "legal", "tabloid"])]
    pub(super) paper: String,
    /// How the printer turns a sheet [default: over its left or right edge]
    #[arg(long, value_parser = Duplex::NAMES.map(|(name, _)| name))]
    pub(super) duplex: Option<String>,
    /// Of gathered signatures: so many sheets each [default: as many as leave the fewest pages blank]
    #[arg(long, value_name = "SHEETS", value_parser = clap::value_parser!(u32).range(1..=32))]
    pub(super) signature: Option<u32>,
    /// How thick the paper is, for sheets that lie in one another
    #[arg(long, default_value = "0.1mm", value_name = "LENGTH")]
    pub(super) thickness: String,
    /// The first and the last page are a cover: blank pages come before the last
    #[arg(long)]
    pub(super) cover: bool,
    /// The size of the pages on the sheet, in per cent [default: as large as fits, never enlarged]
    #[arg(long, value_name = "PER CENT", value_parser = clap::value_parser!(u32).range(10..=400))]
    pub(super) scale: Option<u32>,
    /// Marks to draw: fold, staple, crop, collate
    #[arg(long, value_delimiter = ',', value_name = "MARKS", value_parser = Marks::NAMES)]
    pub(super) marks: Vec<String>,
    /// The language in which it says how to print: en, de, fr, es, it, pt, nl, pl, ru
    #[arg(long, default_value = "en", value_name = "TAG", value_parser = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru"])]
    pub(super) language: String,
    /// Write how to print it into a text file beside the sheets
    #[arg(long)]
    pub(super) slip: bool,
}

#[derive(Debug, Args)]
pub(super) struct EditionsArguments {
    /// A folder with book.toml, an mdBook folder, or a Markdown file
    #[arg(default_value = ".")]
    pub(super) path: PathBuf,
    /// The paper that is at hand [default: as the book says, or a4]
    #[arg(long, value_enum, value_name = "PAPER")]
    pub(super) sheet: Option<SheetName>,
    /// A font file, or a folder of them, besides the bundled ones
    #[arg(long, value_name = "PATH")]
    pub(super) font_path: Vec<PathBuf>,
}

/// What is built and under which rules.
#[derive(Debug, Args)]
pub(super) struct SourceArguments {
    /// A folder with book.toml, an mdBook folder, or a Markdown file
    #[arg(default_value = ".")]
    pub(super) path: PathBuf,
    /// Only this edition, one of the book's or one that `chapbook editions` lists; may be given several times
    #[arg(short, long, value_name = "EDITION")]
    pub(super) edition: Vec<String>,
    /// All editions, those that every book has too
    #[arg(long, conflicts_with = "edition")]
    pub(super) all: bool,
    /// The paper that is at hand, for the editions to print and fold [default: as the book says, or a4]
    #[arg(long, value_enum, value_name = "PAPER")]
    pub(super) sheet: Option<SheetName>,
    /// What to treat as errors
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(super) deny: Option<Deny>,
    /// A warning not to tell, by the name between its brackets; may be given several times
    #[arg(long, value_name = "CODE")]
    pub(super) allow: Vec<String>,
    /// A font file, or a folder of them, besides the bundled ones
    #[arg(long, value_name = "PATH")]
    pub(super) font_path: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// The code between the brackets of an error or a warning [default: list all codes]
    pub(super) code: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct FontsArguments {
    /// A font file, or a folder of them, besides the bundled ones
    #[arg(long, value_name = "PATH")]
    pub(super) font_path: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Deny {
    /// Warnings
    Warnings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    Epub,
    Pdf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SheetName {
    A4,
    Letter,
}

impl From<SheetName> for Sheet {
    fn from(name: SheetName) -> Self {
        match name {
            SheetName::A4 => Self::A4,
            SheetName::Letter => Self::Letter,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Messages {
    /// With the source line underlined
    #[default]
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
    /// Workflow commands for GitHub
    Github,
}

impl From<Messages> for MessageFormat {
    fn from(messages: Messages) -> Self {
        match messages {
            Messages::Human => Self::Human,
            Messages::Short => Self::Short,
            Messages::Json => Self::Json,
            Messages::Github => Self::Github,
        }
    }
}

impl SourceArguments {
    /// The request that was typed.
    pub(super) fn request(&self) -> BuildRequest {
        BuildRequest {
            path: self.path.clone(),
            output: None,
            editions: self.edition.clone(),
            all: self.all,
            only: Vec::new(),
            sheet: self.sheet.map(Into::into),
            formats: Vec::new(),
            allow: self.allow.clone(),
            deny_warnings: self.deny == Some(Deny::Warnings),
            font_paths: self.font_path.clone(),
            source_date_epoch: std::env::var("SOURCE_DATE_EPOCH").ok().filter(|epoch| !epoch.is_empty()),
        }
    }
}

impl From<OutputFormat> for Format {
    fn from(format: OutputFormat) -> Self {
        match format {
            OutputFormat::Epub => Self::Epub,
            OutputFormat::Pdf => Self::Pdf,
        }
    }
}

/// The program was called in a way that cannot be followed.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Usage(pub(super) String);
